"""What each test needs, from values alone to a browser: one marker of NEEDS for each, so that nobody can forget one.

It is read off the folder that the test lies in, the fixtures that it takes, and what its code names, itself or by way
of other functions of tests/: whoever names `subprocess` starts programs, whoever names SiteFolder makes a site. A
marker on the test or its module goes before that.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType

import pytest

NEEDS: Mapping[str, str] = {
    "unit": "needs nothing but values and files",
    "site": "makes a site in a folder of its own, and builds or serves it",
    "process": "starts programs: git, pip, Dateline in a process of its own",
    "property": "tries many values, drawn by Hypothesis",
    "browser": "opens pages in a browser",
    "referee": "has pages judged by other people's checkers",
}
"""The markers and what they say of a test, the lightest first."""

_TELLTALE: Mapping[str, tuple[str, ...]] = {
    "property": ("hypothesis",),
    "process": ("subprocess", "multiprocessing", "builder.concurrency.process_pool", "builder.vcs.git_command"),
    "site": ("tests.sites.SiteFolder", "builder.build.pipeline", "builder.serve.current"),
}
"""Names, and how they begin, that tell what code needs which has them; the first that fits counts."""


def need_of(item: pytest.Function) -> str:
    """The marker of a test: its own, or the one that fits."""
    if marked := [mark.name for mark in item.iter_markers() if mark.name in NEEDS]:
        (marker,) = marked
        return marker
    if item.nodeid.startswith("tests/referees/"):
        return "referee"
    if "chromium" in item.fixturenames:
        return "browser"
    if getattr(item.obj, "is_hypothesis_test", False):
        return "property"
    names = _all_names(item)
    fits = (need for need, telling in _TELLTALE.items() if any(name.startswith(telling) for name in names))
    return next(fits, "unit")


def _all_names(item: pytest.Function) -> set[str]:
    """What a test's code names, with its fixtures and what it is called with, and the code of tests/ behind them."""
    fixtures = [each[-1].func for each in item._fixtureinfo.name2fixturedefs.values()]
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    waiting: list[object] = [item.obj, *fixtures, *values]
    seen: set[object] = set()
    names: set[str] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, FunctionType | type) and found not in seen:
            seen.add(found)
            names.add(f"{found.__module__}.{found.__qualname__}")
            waiting += _named(found) if found.__module__.startswith("tests.") else ()
        elif isinstance(found, ModuleType):
            names.add(found.__name__)
    return names


@cache
def _named(found: FunctionType | type) -> tuple[object, ...]:
    """What the code of a function, or of the functions of a class, names."""
    if isinstance(found, type):
        return tuple(value for value in vars(found).values() if isinstance(value, FunctionType))
    function = unwrap(found)
    return tuple(function.__globals__[name] for name in _names(function.__code__) if name in function.__globals__)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)
