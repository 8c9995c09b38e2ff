"""The compiled templates of one site: compiled on first use, bound once, and given up for Jinja where that fails."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from builder.cache.fingerprint import code_fingerprint
from builder.templating.code_cache import CompiledTemplate, cached_template, is_current
from builder.templating.runtime import Helpers, Jinja, Runtime, Text

if TYPE_CHECKING:
    from jinja2 import nodes

_COMPILED: dict[str, CompiledTemplate] = {}
"""What was compiled or loaded in this process: serving binds it anew with each edit."""

Bind = Callable[[Runtime, Any], "Bound"]
"""The function that a template is compiled to; see `compiler.py`."""

Bound = tuple["Render | None", Mapping[str, Text]]
"""The function of the page, and those of the macros."""

Render = Callable[[Any], str]
"""From a page's view to its text."""


class Source(Jinja, Protocol):
    """Jinja as far as the compiler needs it."""

    def parse(self, name: str, /) -> "nodes.Template":
        """The syntax tree of a template."""
        ...


@cache
def _shipped() -> Mapping[str, tuple[Mapping[str, bytes], Bind]]:
    """The templates that are built into an installed package, with the digests of what each depends on.

    A checkout has none; see `build_hook.py`.
    """
    try:
        module = import_module("builder.templating.shipped")
    except ModuleNotFoundError:
        return {}
    return cast("Mapping[str, tuple[Mapping[str, bytes], Bind]]", module.TEMPLATES)


class CompiledTemplates:
    """The templates of a theme as functions, bound to one site."""

    def __init__(self, site: Any, helpers: Helpers, jinja: Callable[[], Source], digests: Mapping[str, bytes]) -> None:
        self._site = site
        self._jinja = jinja
        self._digests = digests
        self._runtime = Runtime(helpers, self._macros, jinja)
        self._bound: dict[str, Bound] = {}

    def page(self, name: str) -> Render | None:
        """The function of a template; None for one that Jinja has to render."""
        return self._bind(name)[0]

    def _macros(self, name: str) -> Mapping[str, Text]:
        return self._bind(name)[1]

    def _bind(self, name: str) -> Bound:
        if name not in self._bound:
            try:
                self._bound[name] = self._function(name)(self._runtime, self._site)
            except Exception:  # Jinja says what is wrong, if it cannot render the template either
                self._bound[name] = (None, {})
        return self._bound[name]

    def _function(self, name: str) -> Bind:
        """What a template is compiled to: shipped, kept in this process or on disk, or compiled now."""
        shipped = _shipped().get(name)
        if shipped and is_current(shipped[0], self._digests):
            return shipped[1]
        if name not in _COMPILED or not is_current(_COMPILED[name].used, self._digests):
            _COMPILED[name] = cached_template(name, code_fingerprint(), self._digests, lambda: self._compile(name))
        namespace: dict[str, Any] = {}
        exec(_COMPILED[name].code, namespace)  # noqa: S102  # made from a template, which is code
        return cast("Bind", namespace["bind"])

    def _compile(self, name: str) -> CompiledTemplate:
        from builder.templating.compiler import compile_template  # noqa: PLC0415  # it loads Jinja, and is seldom needed

        source, used = compile_template(name, self._jinja().parse)
        code = compile(source, f"<template {name}>", "exec")
        return CompiledTemplate(code, {each: self._digests.get(each, b"") for each in used})
