"""Checking a site without building it."""

from builder.build.check import check
from builder.core.problems import Code, Severity
from builder.core.progress import Progress
from tests.sites import SiteFolder, tree

GOOD = "content/news/2031/05/15/good.md"


def codes(site: SiteFolder) -> set[Code]:
    """The codes of what a check tells."""
    return {problem.code for problem in check(site.config(), Progress()).problems}


def test_a_check_tells_what_a_build_refuses_and_the_findings(site: SiteFolder) -> None:
    site.write({GOOD: "---\ntitle: A\n---\n[b](b.pdf)\n", "templates/entry.html": "{{ view.nothing }}"})
    found = {Code.LINK_BROKEN, Code.TEMPLATE_UNDEFINED, Code.SOURCE_MISSING, Code.CONTEXTS_MISSING}
    assert codes(site) == found
    assert check(site.config(), Progress()).is_refused


def test_a_check_writes_nothing(site: SiteFolder) -> None:
    site.write({GOOD: "---\ntitle: A\n---\n"})
    before = tree(site.path)
    assert not check(site.config(), Progress()).is_refused
    assert tree(site.path) == before


def test_findings_have_the_levels_that_the_settings_say(site: SiteFolder) -> None:
    site.write({GOOD: "---\ntitle: A\n---\n"})
    site.write({"dateline.toml": '[problems]\nsource-missing = "error"\ncontexts-missing = "off"\n'})
    checked = check(site.config(), Progress())
    assert [(problem.code, problem.severity) for problem in checked.problems] == [(Code.SOURCE_MISSING, Severity.ERROR)]
    assert checked.is_refused
    assert site.problems() == ()


def test_without_content_there_is_nothing_to_check(site: SiteFolder) -> None:
    assert codes(site) == {Code.CONTENT_MISSING}


def test_a_file_with_errors_has_no_findings(site: SiteFolder) -> None:
    site.write({GOOD: "---\ntitle: [A\n---\n"})
    assert codes(site) == {Code.FRONT_MATTER_INVALID}
