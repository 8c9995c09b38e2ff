"""Templates in the sandbox: what is known to break out of Jinja, and what is known to get at more than it should.

Each is tried as a function and in Jinja itself.
"""

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from jinja2.sandbox import MAX_RANGE as JINJAS_RANGE
from jinja2.sandbox import modifies_known_mutable
from markupsafe import Markup

from builder.core.problems import Code
from builder.core.record import Record
from builder.pages.registry import KINDS
from builder.planning.plan import samples
from builder.rendering.render import Renderer
from builder.templating.runtime import MAX_RANGE, is_unsafe
from tests.sites import SiteFolder
from tests.templating.test_compiler import SITE, both, view

ESCAPES = {
    "the class of a text": "{{ ''.__class__ }}",
    "the classes of all": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "the class as an item": "{{ ''['__class__'] }}",
    "the class by a joined name": "{{ ''['__cla' ~ 'ss__'] }}",
    "the class by a name in the view": "{{ ''[view.name] }}",
    "the class by the filter attr": "{{ ''|attr('__class__') }}",
    "the class by the filter attr with a name in the view": "{{ view|attr(view.name) }}",
    "the class by the filter map": "{{ ['']|map(attribute='__class__')|list }}",
    "the class by the filter map and attr": "{{ ['']|map('attr', '__class__')|list }}",
    "the class by selectattr": "{{ [view]|selectattr('__class__.__mro__')|list }}",
    "the class by sort": "{{ [view, view]|sort(attribute='__class__.__name__') }}",
    "the class by groupby": "{{ ([view]|groupby('__class__')|first).grouper }}",
    "the class by sum": "{{ [view]|sum(attribute='__class__') }}",
    "the class by unique": "{{ [view, view]|unique(attribute='__class__')|list }}",
    "the class by min": "{{ [view, view]|min(attribute='__dict__') }}",
    "the class by join": "{{ [view]|join(attribute='__class__') }}",
    "the class by format": "{{ '{0.__class__}'.format(view) }}",
    "the class by format with a name": "{{ '{x.__class__.__init__}'.format(x=view) }}",
    "the class by format_map": "{{ '{x.__class__}'.format_map({'x': view}) }}",
    "format as an item": "{{ '{0.__class__}'['format'](view) }}",
    "format by the filter attr": "{{ ('{0.__class__}'|attr('format'))(view) }}",
    "format of HTML": "{{ ('{0.__class__}'|safe).format(view) }}",
    "format of a captured text": "{% set f %}{0.__class__}{% endset %}{{ f.format(view) }}",
    "format kept in a name": "{% set f = '{0.__class__}'.format %}{{ f(view) }}",
    "format by map": "{{ ['{0.__class__}']|map('format', view)|list if false else '{0.__class__}'.format(view) }}",
    "the globals of lipsum": "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "the globals of cycler": "{{ cycler.__init__.__globals__.os }}",
    "the globals of joiner": "{{ joiner.__init__.__globals__ }}",
    "the globals of namespace": "{{ namespace.__init__.__globals__ }}",
    "the globals of a message": "{{ _.__globals__ }}",
    "the function of a message": "{{ _.__func__.__globals__ }}",
    "the object of a message": "{{ ngettext.__self__ }}",
    "the context of self": "{{ self._TemplateReference__context }}",
    "the init of self": "{{ self.__init__.__globals__ }}",
    "the loop's insides": "{% for x in [1] %}{{ loop._iterator }}{% endfor %}",
    "the loop's class": "{% for x in [1] %}{{ loop.__class__ }}{% endfor %}",
    "the code of a macro": "{% macro m() %}{% endmacro %}{{ m._func.__code__ }}",
    "the environment of a macro": "{% macro m() %}{% endmacro %}{{ m._environment }}",
    "the globals of an imported macro": "{% import '_parts.html' as p %}{{ p.line.__globals__ }}",
    "the module of an import": "{% import '_parts.html' as p %}{{ p.__dict__ }}",
    "the frame of a generator": "{{ ([1]|map('string')).gi_frame }}",
    "the code of a generator": "{{ ([1]|select).gi_code }}",
    "the classes above a class": "{{ dict.mro() }}",
    "the classes above a class as an item": "{{ dict['mro']() }}",
    "the dict of a view": "{{ view.__dict__ }}",
    "whether there is a class": "{{ 1 if view.__class__ is defined else view.__class__ }}",
    "a class with a default": "{{ (view.__class__|default('')).x }}",
    "a range that is too long": "{% for x in range(1000000000) %}{{ x }}{% endfor %}",
    "a range that is too long, by steps": "{{ range(0, 10**12, 2)|list }}",
    "a list that grows": "{{ view.items_.append(1) }}",
    "a list that grows by a name": "{% set f = view.items_.append %}{{ f(1) }}",
    "a list that grows by an item": "{{ view.items_['append'](1) }}",
    "a list that grows by attr": "{{ (view.items_|attr('append'))(1) }}",
    "a list that is sorted": "{{ view.items_.sort() }}",
    "a mapping that changes": "{{ view.pairs.update({'a': 2}) }}",
    "a mapping that is emptied": "{{ view.pairs.clear() }}",
    "a mapping that loses": "{{ view.pairs.pop('a') }}",
    "a view that changes": "{% set view.name = 1 %}",
    "a call by map": "{{ ['id']|map('call')|list }}",
    "a call block": "{% call view.items_.append() %}x{% endcall %}",
}  # fmt: skip


def hostile_view() -> SimpleNamespace:
    return view(name="__class__", items_=[2, 1], pairs={"a": 1})


@pytest.mark.parametrize("name", ESCAPES)
def test_what_breaks_out_of_jinja_is_refused_by_both(tmp_path: Any, name: str) -> None:
    compiled, jinja = both(tmp_path, ESCAPES[name])
    seen = hostile_view()
    page = compiled.page("page.html")
    shown = []
    for render in (page, lambda view: jinja.text("page.html", view, SITE)):
        try:
            shown.append(render(seen) if render else "")
        except Exception:  # which one does not matter: nothing is shown
            shown.append("")
    for text in shown:
        assert not any(sign in text for sign in ("class", "uid=", "object", "built-in", "globals", "999", "frame"))
    assert (seen.items_, seen.pairs, seen.name) == ([2, 1], {"a": 1}, "__class__")


def test_there_are_enough_of_them() -> None:
    assert len(ESCAPES) >= 25


def test_what_the_sandbox_lets_pass_is_compiled_to_the_same(tmp_path: Any) -> None:
    pairs = "{% for key, value in view.pairs.items() %}{{ key }}{{ value }}{% endfor %}"
    text = f"{{{{ view.title.upper().replace('A', 'b') }}}}{pairs}{{{{ range(3)|length }}}}"
    compiled, jinja = both(tmp_path, text)
    page = compiled.page("page.html")
    assert page is not None
    assert page(hostile_view()) == jinja.text("page.html", hostile_view(), SITE)


def test_the_names_that_are_unsafe_are_those_of_jinjas_sandbox() -> None:
    mutable: list[Any] = [[], {}, set()]
    for thing in mutable:
        for name in dir(thing):
            if modifies_known_mutable(thing, name):
                assert is_unsafe(name)
    assert MAX_RANGE == JINJAS_RANGE


def test_a_template_that_is_refused_is_told_with_its_line(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "\n{{ view.__class__ }}"})
    (problem,) = two_entries.problems()
    assert (problem.code, str(problem.place)) == (Code.TEMPLATE_FAILED, "templates/404.html:2")
    assert problem.what.startswith("the template wants what templates may not have (access to attribute '__class__'")


DATA = (str, int, float, bool, type(None), Markup, bytes)


def _check(thing: Any, path: str, seen: set[int]) -> None:
    """Check that nothing but data is reached from a view by what a template may name."""
    if isinstance(thing, DATA) or id(thing) in seen:
        return
    seen.add(id(thing))
    if isinstance(thing, dict):
        parts = {f"[{key!r}]": value for key, value in thing.items()}
    elif isinstance(thing, (tuple, list, frozenset, set)) and not hasattr(thing, "_fields"):
        parts = {f"[{number}]": value for number, value in enumerate(list(thing)[:5])}
    else:
        assert isinstance(thing, (Record, msgspec.Struct, tuple)), f"{path} is a {type(thing)}"
        methods = {name for name in dir(type(thing)) if callable(getattr(type(thing), name))}
        names = [name for name in dir(thing) if not name.startswith("_") and name not in methods]
        parts = {f".{name}": getattr(thing, name) for name in names}
    for name, value in parts.items():
        _check(value, path + name, seen)


def test_a_template_reaches_nothing_but_data(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": 'base_url = "https://example.org/"\n[extra]\na = {b = [1]}\n'})
    now = two_entries.assemble()
    renderer = Renderer(now.site, now.sources.theme, now.details, KINDS)
    _check(renderer._pieces.view, "site", set())
    for page in samples(now.site, KINDS):
        _check(renderer.view(page), page.kind.name, set())
