"""What each test needs, from values alone to a browser: one marker of NEEDS for each, so that nobody can forget one.

It is read off the folder that the test lies in, the fixtures that it takes, and what its code names, itself or by way
of other functions of tests/: whoever names `subprocess` starts programs, whoever names SiteFolder makes a site. A
marker on the test or its module goes before that.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType
from typing import TypeGuard

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


_OF_POSIX = frozenset({"chmod", "fork", "geteuid", "getuid", "killpg", "mkfifo", "setitimer", "SIGKILL"})
"""Functions and signals that Windows has not, or that do nothing there."""


def needs_posix(item: pytest.Function) -> bool:
    """Whether a test's code, or that of tests/ behind it, names what Windows has not."""
    return any(not _OF_POSIX.isdisjoint(_names_in(found)) for found in _all_found(item) if _is_of_tests(found))


def _all_names(item: pytest.Function) -> set[str]:
    """The full names of all that a test's code names."""
    found = _all_found(item)
    return {
        each.__name__ if isinstance(each, ModuleType) else f"{each.__module__}.{each.__qualname__}" for each in found
    }


def _all_found(item: pytest.Function) -> set[FunctionType | type | ModuleType]:
    """What a test's code names, with its fixtures and what it is called with, and the code of tests/ behind them."""
    fixtures = [each[-1].func for each in item._fixtureinfo.name2fixturedefs.values()]
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    waiting: list[object] = [item.obj, *fixtures, *values]
    seen: set[FunctionType | type | ModuleType] = set()
    while waiting:
        found = waiting.pop()
        if isinstance(found, FunctionType | type | ModuleType) and found not in seen:
            seen.add(found)
            waiting += _named(found) if _is_of_tests(found) else ()
    return seen


def _is_of_tests(found: object) -> TypeGuard[FunctionType | type]:
    return isinstance(found, FunctionType | type) and found.__module__.startswith("tests.")


@cache
def _names_in(found: FunctionType | type) -> frozenset[str]:
    """The names in the code of a function; those of a class are in the functions that it has."""
    return frozenset() if isinstance(found, type) else frozenset(_names(unwrap(found).__code__))


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
