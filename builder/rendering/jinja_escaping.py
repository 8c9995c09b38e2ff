"""Jinja with a quicker way to escape what templates show: most of it is plain words, or HTML already.

What it compiles depends on the template alone. Jinja itself would write into it what a filter makes of a constant,
which a setting may change, such as the full address of a feed.
"""

import re
from typing import Any

from jinja2 import Environment
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr, Filter, Impossible
from markupsafe import Markup, escape

_is_special = re.compile("[&<>\"']").search


def escaped(value: Any) -> str:
    """What `markupsafe.escape` gives, as text that is not wrapped where it need not be."""
    kind = type(value)
    if kind is Markup or (kind is str and not _is_special(value)):
        return value  # type: ignore[no-any-return]
    return escape(value)


class _Generator(CodeGenerator):
    """Templates as Python, in which `escaped` takes the place of Jinja's own function, and no filter is run yet."""

    def _output_child_to_const(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if isinstance(node, Filter) or node.find(Filter):
            raise Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write(f"environment.escaped({finalize.src or ''}")


class EscapingEnvironment(Environment):
    """An environment whose templates escape what they show with `escaped`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, optimized=False)

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
