"""The compiled templates of one site: compiled on first use, bound once, and given up for Jinja where that fails."""

from collections.abc import Callable, Mapping
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol

from builder.cache.fingerprint import code_fingerprint
from builder.core.digest import digest
from builder.templating.code_cache import cached_code
from builder.templating.runtime import Helpers, Jinja, Runtime, Text

if TYPE_CHECKING:
    from jinja2 import nodes

_CODE: dict[tuple[str, bytes], CodeType] = {}
"""What was compiled or loaded in this process: serving binds it anew with each edit."""

Render = Callable[[Any], str]
"""From a page's view to its text."""


class Source(Jinja, Protocol):
    """Jinja as far as the compiler needs it."""

    def parse(self, name: str, /) -> "nodes.Template":
        """The syntax tree of a template."""
        ...


class CompiledTemplates:
    """The templates of a theme as functions, bound to one site."""

    def __init__(self, site: Any, helpers: Helpers, jinja: Callable[[], Source], checksum: bytes) -> None:
        self._site = site
        self._jinja = jinja
        self._checksum = digest(code_fingerprint() + checksum)
        self._runtime = Runtime(helpers, self._macros, jinja)
        self._bound: dict[str, tuple[Render | None, Mapping[str, Text]]] = {}

    def page(self, name: str) -> Render | None:
        """The function of a template; None for one that Jinja has to render."""
        return self._bind(name)[0]

    def _macros(self, name: str) -> Mapping[str, Text]:
        return self._bind(name)[1]

    def _bind(self, name: str) -> tuple[Render | None, Mapping[str, Text]]:
        if name not in self._bound:
            try:
                namespace: dict[str, Any] = {}
                exec(self._code(name), namespace)  # noqa: S102  # made from a template, which is code
                self._bound[name] = namespace["bind"](self._runtime, self._site)
            except Exception:  # Jinja says what is wrong, if it cannot render the template either
                self._bound[name] = (None, {})
        return self._bound[name]

    def _code(self, name: str) -> CodeType:
        """The code of a template, from this process, from the disk, or compiled."""
        if (name, self._checksum) not in _CODE:
            _CODE[name, self._checksum] = cached_code(name, self._checksum, lambda: self._compile(name))
        return _CODE[name, self._checksum]

    def _compile(self, name: str) -> CodeType:
        from builder.templating.compiler import compile_template  # noqa: PLC0415  # it loads Jinja, and is seldom needed

        return compile(compile_template(name, self._jinja().parse), f"<template {name}>", "exec")
