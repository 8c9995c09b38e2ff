"""Compiled templates show what Jinja shows, byte for byte, or leave a page to Jinja."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.relations.menu import MENU
from builder.rendering.jinja_templates import JinjaTemplates
from builder.rendering.template_helpers import TemplateHelpers
from builder.templating.expressions import HTML_FILTERS
from builder.templating.templates import CompiledTemplates
from builder.theme.language import Language
from tests.sites import SHARED, SiteFolder

GOLDEN_SITE = Path(__file__).resolve().parents[1] / "site"

HOSTILE = """---
title: '<b>"A" & ''B''</b> {{ 7 * 7 }} %(x)s 100% %%'
contexts: ['<i>', '"quoted" & {% raw %}', "100%", "%(site)s"]
summary: '</script><script>alert(1)</script>'
location: '&amp; <x>'
status: '%s {view}'
importance: 9
image: {url: 'https://example.org/a"b.png', alt: '<alt> %', credit: "'"}
sources:
  - {name: '<Outlet> "&"', title: "It's %(title)s", url: 'https://example.org/?a=1&b="2"', author: '<a>'}
own: {a: '<b>'}
---
Text with <b>HTML</b>, `{{ code }}` & "marks".
"""

OWN_THEME = {
    "templates/base.html": (
        '{% extends "default/base.html" %}{% import "_own.html" as own %}{% set motto = site.title ~ "!" %}'
        "{% block footer %}{{ own.sign(motto, mark='<') }}{{ super() }}{% endblock %}"
    ),
    "templates/_own.html": (
        "{% macro sign(words, mark, end='.') %}<p>{{ mark }}{{ words|upper }}{{ end }}</p>{% endmacro %}"
    ),
    "templates/entry.html": (
        '{% extends "default/entry.html" %}{% from "_own.html" import sign as signed %}'
        "{% block text %}{% for key, value in view.extra.items()|sort %}{{ loop.index }} {{ key }}: {{ value }}"
        "{{ '' if loop.last else ', ' }}{% else %}nothing{% endfor %}"
        "{% if view.extra.own is defined %}{{ view.extra.own.a|default('none') }}{{ view.extra.none|default('-') }}"
        "{% endif %}{{ signed(view.title, '|') }}{{ self.heading() }}{{ super() }}{% endblock %}"
    ),
    "templates/_parts.html": "{% macro topic_link(topic) %}#{{ topic.name|replace('&', 'and') }}{% endmacro %}",
}


def trees(site: SiteFolder, monkeypatch: pytest.MonkeyPatch, **settings: Any) -> tuple[Mapping[str, bytes], ...]:
    """What a site publishes without Jinja, and what it publishes with nothing else."""

    def refused(_: JinjaTemplates, template: str, *_more: object) -> str:
        raise AssertionError(template)

    with monkeypatch.context() as patch:
        patch.setattr(JinjaTemplates, "text", refused)
        site.build(clean=True, **settings)
        compiled = site.tree()
    with monkeypatch.context() as patch:
        patch.setattr(CompiledTemplates, "page", lambda *_: None)
        site.build(clean=True, **settings)
        return compiled, site.tree()


def assert_same(compiled: Mapping[str, bytes], rendered: Mapping[str, bytes]) -> None:
    assert sorted(compiled) == sorted(rendered)
    assert [name for name, content in compiled.items() if content != rendered[name]] == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ar"])
def test_every_page_of_the_golden_site_is_the_same_both_ways(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    shutil.copytree(GOLDEN_SITE, site.path, dirs_exist_ok=True)
    site.write({"content/news/2011/05/15/hostile.md": HOSTILE, "content/news/2011/05/16/hostile.md": HOSTILE})
    assert_same(*trees(site, monkeypatch, language=language))


@pytest.mark.parametrize("base_url", [None, "https://example.org/a/"])
def test_so_is_every_page_with_templates_of_ones_own(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, base_url: str | None
) -> None:
    shutil.copytree(GOLDEN_SITE, site.path, dirs_exist_ok=True)
    site.write(OWN_THEME | {"content/news/2011/05/15/hostile.md": HOSTILE})
    assert_same(*trees(site, monkeypatch, base_url=base_url))


def test_so_is_a_page_of_contents_with_pages_in_folders_of_folders(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({f"content/quay-{number}.md": f"# Quay {number}\n" for number in range(MENU + 1)})
    site.write({f"content/help/{name}.md": "# <Help> & more\n" for name in ("index", "a", "deep/index", "deep/er/b")})
    compiled, rendered = trees(site, monkeypatch)
    assert_same(compiled, rendered)
    assert b"help/deep/er/b.html" in compiled["contents.html"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_so_is_every_page_of_a_thousand_real_entries(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    make = [sys.executable, str(SHARED / "corpus/make_site.py"), str(site.path / "content")]
    subprocess.run([*make, "--entries", "1000"], check=True, capture_output=True)
    assert_same(*trees(site, monkeypatch))


def test_a_compiled_page_that_fails_is_explained_by_jinja(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "{{ site.title }}\n{{ view.titel }}"})
    (problem,) = two_entries.problems()
    assert (problem.place.path, problem.place.line) == ("templates/404.html", 2)


def test_a_template_that_is_not_compiled_is_rendered_by_jinja(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "{% set n = namespace(x=1) %}{% set n.x = 2 %}{{ n.x }}"})
    two_entries.build()
    assert two_entries.page("404.html") == "2"


def test_the_filters_of_which_the_text_is_asked_for_are_the_sites_own() -> None:
    helpers = TemplateHelpers(Language("en"), None, str, lambda _: None)
    assert {*HTML_FILTERS} == {*helpers.html_filters} <= {*helpers.filters}
