"""The template compiler: what it compiles shows what Jinja shows, and what it does not compile it says."""

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from markupsafe import Markup

from builder.config.config import Config
from builder.rendering.jinja_templates import JinjaTemplates
from builder.rendering.template_helpers import TemplateHelpers
from builder.templating.templates import CompiledTemplates
from builder.theme.language import Language
from builder.theme.load import load_theme

SITE = SimpleNamespace(title="A & B", extra={"colour": "<red>", "title": "own", "list": ["a", "b"]}, pages=("x", "<y>"))
VIEW = SimpleNamespace(
    title="<T>", text=Markup("<b>"), none=None, number=3, names=("a", "<b>", "c"), extra={"a b": 1, "x": {"y": "&"}},
    pairs=((1, "one"), (2, "<two>")), empty=(), address="news/ä b.html",
)  # fmt: skip

COMPILED = {
    "text": "a < b & c",
    "an expression": "{{ view.title }} {{ view.text }} {{ view.none }} {{ view.number }} {{ 1.5 }} {{ '<' }}",
    "constants of the site": "{{ site.title }}-{{ site.extra.colour }}{% if view.none %}{{ site.title }}{% endif %}",
    "a key like a field": "{{ site.extra.title }} {{ view.extra['a b'] }} {{ view.extra.x.y }} {{ view['title'] }}",
    "operators": "{{ view.number + 1 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ -view.number }} {{ 2 * 3 - 1 }} {{ 1 / 2 }}",
    "comparisons": "{{ 1 < view.number <= 3 }} {{ 'a' in view.names }} {{ 'z' not in view.names }} {{ not view.none }}",
    "and, or": "{{ view.none or view.title }} {{ view.title and view.text }} {{ view.none and 1 }}",
    "side by side": "{{ view.title ~ view.text ~ 1 }} {{ (view.title ~ 1)|length }} "
    "{{ (view.title ~ view.text)|length }}",
    "a condition": "{% if view.none %}a{% elif view.number == 3 %}b{{ view.title }}{% else %}c{% endif %}",
    "a condition in an expression": "{{ view.title if view.number else view.text }}{{ 'x' if view.none }}",
    "a loop": "{% for n in view.names %}{{ n }},{% endfor %}{% for n in view.empty %}x{% else %}"
    "{{ view.title }}{% endfor %}",
    "a loop over pairs": "{% for n, (name) in view.pairs %}{{ n }}{{ name }}{% endfor %}",
    "a loop that is filtered": "{% for n in view.names if n != 'c' %}{{ n }}{{ loop.last }}{% endfor %}",
    "where a loop is": "{% for n in view.names %}{{ loop.index }}{{ loop.index0 }}{% for m in view.names %}"
    "{{ loop.last }}{% endfor %}{% endfor %}",
    "a loop over the site alone": "{% for p in site.pages %}<{{ p }}>{% endfor %}",
    "a filter that gives an iterator": "{% for n in site.pages|map('upper') %}{{ n }}{% endfor %}{{ view.title }}",
    "an assignment": "{% set a = view.title %}{{ a }}{% set a = a ~ '!' %}{{ a }}{% set b %}<i>{{ a }}</i>"
    "{% endset %}{{ b }}",
    "an assignment in a loop": "{% set a = 1 %}{% for n in view.names %}{% set a = n %}{{ a }}{% endfor %}{{ a }}",
    "an assignment in a condition": "{% set a = 1 %}{% if view.number %}{% set a = 2 %}{% endif %}{{ a }}",
    "names that hide others": "{% set n = 1 %}{% for n in view.names %}{{ n }}{% endfor %}{{ n }}",
    "lists and mappings": "{% for x in [1, view.title] %}{{ x }}{% endfor %}{{ {'a': view.title}.a }}"
    "{{ (1, 2)|length }}",
    "tests": "{{ view.number is odd }}{{ view.none is none }}{{ view.title is defined }}{{ view.nothing is defined }}"
    "{{ view.number is divisibleby(3) }}{{ view.extra.q is not defined }}",
    "defaults": "{{ view.extra.q|default('-') }}{{ view.extra.x.y|default('-') }}"
    "{{ view.extra['q']|default(view.title) }}",
    "filters": "{{ view.title|upper }} {{ view.names|join(', ') }} {{ view.names|join(view.text) }} "
    "{{ view.text|striptags }}"
    " {{ view.title|safe }} {{ view.number|abs }} {{ view.names|first }} {{ view.title|replace('T', '&') }}",
    "filters that need no Jinja": "{{ view.title|capitalize }} {{ view.none|capitalize }} {{ site.extra|tojson }}"
    "{{ view.text|replace('b', view.title) }}{{ view.title|replace('T', view.text) }} {{ view.number|replace(3, 'x') }}"
    "{{ [view.title, view.text, 1]|join('<') }} {{ [view.title, 1]|join }} {{ [view.title]|join(view.text) }}"
    "{{ {'b': view.title, 'a': '&\\''}|tojson }} {{ view.names|count }}",
    "links": "{{ view.address|href }} {{ (view.address|href)|length }} {{ 'index.html'|href }} {{ view.address|full }}",
    "messages": "{{ _('Search & <find>') }} {{ _('100%% of %(name)s', name=view.title) }} {{ _('%(a)s', a=view.text) }}"
    "{{ ngettext('%(num)s entry', '%(num)s entries', view.number) }} "
    "{{ ngettext('%(x)s one', '%(x)s many', 1, x=view.title) }}",
    "a message as a value": "{{ [_('Topics & more'), _('By %(name)s', name=view.title)]|join('<') }}",
    "a macro": "{% macro m(a, b='<', c=none) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(view.title) }}"
    "{{ m(1, c=2) }}{{ m(view.text, 'x')|length }}",
    "macros that call each other": "{% macro a(x) %}{{ b(x) }}{% endmacro %}{% macro b(x) %}<{{ x }}>{% endmacro %}"
    "{{ a(view.title) }}",
    "a macro that calls itself": "{% macro m(n) %}<{{ n }}{{ m(n - 1) if n }}>{% endmacro %}"
    "{{ m(view.number) }}{{ m(2) }}",
    "a macro that calls itself with the same each time": "{% macro m(n, c='x') %}{{ n }}{{ c }}"
    "{% if n %}{{ m(0) }}{{ m(0)|length }}{% endif %}{% endmacro %}{{ m(view.number) }}",
    "a macro shows the site": "{% macro m(s) %}{{ s.title }}{% endmacro %}{{ m(site) }}{{ m(view) }}",
    "parts": "{{ view|show('own') }}{{ view.names|parts('each') }}{{ view.title|part('each') }}",
    "an import": "{% import 'lib.html' as lib %}{{ lib.twice(view.title) }}"
    "{% from 'lib.html' import twice as t %}{{ t(1) }}",
    "blocks": "{% block a %}{{ view.title }}{% block b %}b{% endblock %}{% endblock %}{{ self.b() }}"
    "{{ self.a()|length }}",
    "a child": "{% extends 'parent.html' %}{% set x = 2 %}{% block a %}[{{ super() }}{{ head }}]{% endblock %}",
    "a grandchild": "{% extends 'child.html' %}{% block a %}({{ super() }}){% endblock %}",
    "a scoped block": "{% for n in view.names %}{% block c scoped %}{{ n }}{% endblock %}{% endfor %}",
    "a range": "{% for n in range(view.number) %}{{ n }}{% endfor %}{{ dict(a=view.title).a }}",
    "an include": "{% set n = 1 %}{% include 'line.html' %}{{ n }}{% for n in view.names %}{% include 'line.html' %}"
    "{{ n }}{% endfor %}{% block a %}{% set n = 3 %}{% include 'line.html' %}{% endblock %}",
    "an include in an include": "{% if view.title == '&' %}{% set n = 5 %}{% include 'lines.html' %}{% endif %}",
    "raw": "{% raw %}{{ view }}{% endraw %}",
}  # fmt: skip

OTHERS = {
    "_parts.html": "{% macro own(v) %}{{ v.title }}{% endmacro %}{% macro each(n) %}<li>{{ n }}</li>{% endmacro %}",
    "lib.html": "{% macro twice(x) %}{{ x }}{{ x }}{% endmacro %}",
    "parent.html": "{% set head = view.title %}{% set x = 1 %}<{% block a %}{{ head }}{{ x }}{% endblock %}>"
    "{{ x }}{% block z %}z{% endblock %}",
    "line.html": "<{{ n }}{{ view.title }}{% set n = 2 %}{{ n }}{% import 'lib.html' as lib %}{{ lib.twice(n) }}>",
    "lines.html": "{% for m in view.names %}{% include 'line.html' %}{% endfor %}",
    "at.html": "{{ loop.index }}",
    "child.html": "{% extends 'parent.html' %}{% block a %}child {{ super() }}{% endblock %}{% block z %}"
    "{{ x }}{% endblock %}",
}  # fmt: skip

LEFT_TO_JINJA = {
    "a name that nothing sets": "{{ nothing }}",
    "an include of a template with macros": "{% include 'lib.html' %}",
    "an include of a template with blocks": "{% include 'parent.html' %}",
    "an include that may be missing": "{% include 'line.html' ignore missing %}",
    "an include without context": "{% include 'line.html' without context %}",
    "an include by a name that varies": "{% include view.title %}",
    "an include that is not there": "{% if view.none %}{% include 'nothing.html' %}{% endif %}",
    "a template that includes itself": "{% if view.none %}{% include 'page.html' %}{% endif %}",
    "an include that asks for the loop": "{% for n in view.names %}{{ loop.last }}{% include 'at.html' %}{% endfor %}",
    "an include in a macro": "{% macro m(n) %}{% include 'line.html' %}{% endmacro %}{{ m(1) }}",
    "a slice": "{{ view.names[:2] }}",
    "a namespace": "{% set n = namespace(x=1) %}{{ n.x }}",
    "a call block": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
    "a filter block": "{% filter upper %}x{% endfilter %}",
    "a recursive loop": "{% for n in view.names recursive %}{{ n }}{% endfor %}",
    "what a loop counts otherwise": "{% for n in view.names %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "a name set in a condition of a loop": "{% for n in view.names %}{% if n %}{% set k = 1 %}{% endif %}{% endfor %}",
    "a name that a condition hides": "{% set x = 1 %}{% block a %}{% if view.none %}{% set x = 2 %}{% endif %}{{ x }}"
    "{% endblock %}",
    "text before extends": "text{% extends 'parent.html' %}",
    "a parent that varies": "{% extends view.title %}",
    "escaping turned off": "{% autoescape false %}{{ view.title }}{% endautoescape %}",
    "something random": "{{ view.names|random }}",
    "macros that call each other in turn": "{% macro a(n) %}{{ b(n - 1) if n }}{% endmacro %}"
    "{% macro b(n) %}{{ a(n - 1) if n }}{% endmacro %}{{ a(view.number) }}",
    "a wrong template": "{{ view.title",
}  # fmt: skip


def both(folder: Path, template: str, others: Mapping[str, str] = OTHERS) -> tuple[CompiledTemplates, JinjaTemplates]:
    """A theme with one more template, as functions and in Jinja."""
    for name, text in {**others, "page.html": template}.items():
        file = folder / "templates" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    theme, config = load_theme(folder), Config(folder)
    helpers = TemplateHelpers(Language("en"), "https://example.org/", theme.resolve, theme.read)
    jinja = JinjaTemplates(theme, config, helpers)
    return CompiledTemplates(SITE, helpers, lambda: jinja, theme.digests), jinja


def view(**others: Any) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(VIEW), **others})


@pytest.mark.parametrize("name", COMPILED)
def test_compiled_it_shows_what_jinja_shows(tmp_path: Path, name: str) -> None:
    compiled, jinja = both(tmp_path, COMPILED[name])
    page = compiled.page("page.html")
    if "iterator" in name:
        assert page is None, "it would be used up by the first page"
        return
    assert page is not None
    for shown in (VIEW, view(title="&", number=4, none="<n>", names=("z",)), VIEW):
        assert page(shown) == jinja.text("page.html", shown, SITE)


@pytest.mark.parametrize("name", LEFT_TO_JINJA)
def test_what_is_not_compiled_is_left_to_jinja(tmp_path: Path, name: str) -> None:
    compiled, _ = both(tmp_path, LEFT_TO_JINJA[name])
    assert compiled.page("page.html") is None


@pytest.mark.parametrize(
    "template",
    [
        "{{ view.titel }}",
        "{{ view.extra.q }}",
        "{{ view.none.x }}",
        "{% if view.extra.q %}a{% endif %}",
        "{% if view.none %}{% set a = 1 %}{% endif %}{{ a }}",
        "{{ 1 + view.title }}",
    ],
)
def test_an_error_of_jinja_is_an_error_of_the_function(tmp_path: Path, template: str) -> None:
    compiled, jinja = both(tmp_path, template)
    page = compiled.page("page.html")
    assert page is not None
    with pytest.raises(Exception):  # noqa: B017, PT011  # which one does not matter: Jinja says it
        page(VIEW)
    with pytest.raises(Exception):  # noqa: B017, PT011  # which one does not matter: Jinja says it
        jinja.text("page.html", VIEW, SITE)


def test_a_macro_that_cannot_be_compiled_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    mixed = "{% macro bad(x) %}{{ nothing }}{{ _('a') ~ x }}{% endmacro %}{% macro good(x) %}<{{ x }}>{% endmacro %}"
    compiled, jinja = both(tmp_path, "{% import 'mixed.html' as m %}{{ m.good(view.title) }}", {"mixed.html": mixed})
    page = compiled.page("page.html")
    assert page is not None
    assert page(VIEW) == jinja.text("page.html", VIEW, SITE)
