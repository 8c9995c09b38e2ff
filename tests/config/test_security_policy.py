"""The content security policy of the pages, and what sites add to it."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest

from builder.config.security_policy import NO_SOURCES, allow_style, check_policy, security_policy
from tests.sites import SiteFolder


def directives(policy: str) -> dict[str, list[str]]:
    """The sources of a policy by its directives."""
    return {name: sources for name, *sources in (directive.split() for directive in policy.split(";"))}


@pytest.mark.parametrize("raw_html", [False, True])
def test_no_page_runs_a_script_of_its_own_or_of_another_host(raw_html: bool) -> None:
    found = directives(security_policy(NO_SOURCES, raw_html=raw_html))
    assert found.get("script-src", found["default-src"]) == ["'self'"]
    assert found["base-uri"] == ["'none'"]


def test_raw_html_may_show_what_other_hosts_have() -> None:
    found = directives(security_policy(NO_SOURCES, raw_html=True))
    assert found["default-src"] == ["*"]
    assert found["img-src"] == ["*", "data:"]
    assert found["style-src"] == ["*", "'unsafe-inline'"]
    assert "form-action" not in found


def test_a_site_adds_sources_to_those_that_a_directive_has() -> None:
    found = directives(
        security_policy({"img-src": ("https://a.example", "data:"), "frame-src": ("b.example",)}, raw_html=False)
    )
    assert found["img-src"] == ["'self'", "https://a.example", "data:"]
    assert found["frame-src"] == ["'self'", "b.example"]


def test_the_search_page_makes_no_code_of_texts_unless_scripts_of_others_do(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert "require-trusted-types-for" in two_entries.page("search.html")
    two_entries.build(content_security_policy={"script-src": ("https://a.example",)})
    assert "require-trusted-types-for" not in two_entries.page("search.html")


def test_forms_that_may_lead_anywhere_are_not_limited_by_a_source() -> None:
    assert "form-action" not in security_policy({"form-action": ("https://a.example",)}, raw_html=True)


def test_a_style_is_allowed_by_its_hash() -> None:
    digest = b64encode(sha256(b":root{}").digest()).decode()
    policy = security_policy(NO_SOURCES, raw_html=False, styles=[":root{}"])
    assert directives(policy)["style-src"] == ["'self'", f"'sha256-{digest}'"]
    assert directives(allow_style(policy, "a{}"))["style-src"][:2] == ["'self'", f"'sha256-{digest}'"]


def test_a_hash_does_not_take_other_inline_styles_away() -> None:
    policy = security_policy(NO_SOURCES, raw_html=True)
    assert allow_style(policy, ":root{}") == policy


def test_a_page_without_a_policy_gets_none_by_a_style() -> None:
    assert allow_style(security_policy(None, raw_html=False), ":root{}") == ""


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (True, "must be false, or a table"),
        ({"script": ["https://a.example"]}, "did you mean"),
        ({"script-src": "https://a.example"}, "must be a list of sources"),
        ({"script-src": ["self"]}, "without its quotes: write \"'self'\""),
        ({"script-src": ["a.example; object-src *"]}, "which is no source"),
        ({"script-src": ['"><script>']}, "which is no source"),
    ],
)
def test_what_is_no_source_is_refused(value: Any, wrong: str) -> None:
    with pytest.raises(ValueError, match=re.escape(wrong)):
        check_policy(value)


def test_every_page_begins_with_the_policy(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/17/c.md": "---\ntitle: C\naliases: [/old.html]\n---\n"})
    two_entries.write({"dateline.toml": 'content_security_policy.script-src = ["https://a.example"]\n'})
    two_entries.build()
    begin = '<head>\n<meta http-equiv="Content-Security-Policy" content="default-src \'self\';'
    pages = {name: data.decode() for name, data in two_entries.tree().items() if name.endswith(".html")}
    assert {"old.html", "404.html"} < pages.keys()
    assert [name for name, page in pages.items() if begin not in page] == []
    assert [name for name, page in pages.items() if "script-src 'self' https://a.example" not in page] == []


def test_a_site_can_take_the_policy_away(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": "content_security_policy = false\n"})
    two_entries.build(base_url=None)
    pages = [data.decode() for name, data in two_entries.tree().items() if name.endswith(".html")]
    assert [page for page in pages if "Content-Security-Policy" in page] == []
