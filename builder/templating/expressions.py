"""Expressions of templates as Python source, each in two forms: the value that Jinja computes, and its text in HTML.

    view.title              value  view.title               text  its escaped form, by `_escaped`
    "a" ~ view.title        value  runtime.concat(…)        text  'a' and the escaped title, side by side
    thing|part("line")      value  Markup(part_line(thing)) text  part_line(thing)

The value is needed where an expression goes on being used; most are shown at once, and need no object for it. What is
the same for a whole site is constant, and `_hoist` has it computed once, when a template is bound to its site.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence

from jinja2 import nodes
from markupsafe import escape
from msgspec.structs import replace

from builder.core.record import Frozen, Record
from builder.templating.inheritance import UnsupportedError
from builder.templating.runtime import is_unsafe
from builder.templating.scope import Imported, MacroName, Scope, Variable
from builder.views import charts, contract
from builder.views.date_distance import Distance


class Code(Frozen, frozen=True):
    """Python source of one expression."""

    source: str
    is_constant: bool = False
    """Whether it depends on the site alone."""
    is_simple: bool = False
    """Whether it costs nothing to compute it again: a literal or a name."""
    literal: str | None = None
    """The text itself, where that is known already."""


def text_literal(text: str) -> Code:
    """The source of a text that is HTML already."""
    return Code(repr(text), is_constant=True, is_simple=True, literal=text)


_COMPARISONS = {
    "eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "gt": ">", "gteq": ">=", "in": "in", "notin": "not in",
}  # fmt: skip
_OPERATORS: dict[type[nodes.Expr], str] = {
    nodes.Add: "+", nodes.Sub: "-", nodes.Mul: "*", nodes.Div: "/", nodes.FloorDiv: "//", nodes.Mod: "%",
    nodes.And: "and", nodes.Or: "or",
}  # fmt: skip

_MACRO_FILTERS = ("show", "part", "parts")
"""`thing|show("line")` and its like: filters that name a macro."""


_VARYING_FILTERS = ("random",)

FUNCTIONS = ("_", "ngettext", "range", "dict")
"""The global functions that give the same for the same arguments; of Jinja's own, `cycler` and others do not."""


SAFE_METHODS = frozenset(
    {
        *("strip", "lstrip", "rstrip", "lower", "upper", "casefold", "capitalize", "title", "startswith", "endswith"),
        *("removeprefix", "removesuffix", "replace", "split", "rsplit", "splitlines", "partition", "rpartition"),
        *("find", "count", "index", "isdigit", "items", "keys", "values", "get"),
    }
)
"""Methods of texts and mappings that read and change nothing; whether another call is safe, Jinja's sandbox decides."""


def _refuse_unsafe(name: str) -> None:
    """Leave to Jinja's sandbox what it may refuse."""
    if is_unsafe(name):
        raise UnsupportedError(f"{name}, which is not safe")


def _field_names() -> frozenset[str]:
    """The names of all fields of views, which are read as attributes; any other may be a key of a mapping."""
    names: set[str] = {*Distance._fields}
    for module in (contract, charts):
        for view in vars(module).values():
            if isinstance(view, type) and issubclass(view, Record):
                names |= {*view.__struct_fields__}
                names |= {name for name, value in vars(view).items() if isinstance(value, property)}
    return frozenset(names)


_FIELDS = _field_names()


class Expressions(ABC):
    """Compiles the expressions of one template. What is hoisted is collected in `hoisted`, in the order of its use."""

    def __init__(self) -> None:
        self.hoisted: list[str] = []
        """Statements that compute what the function needs, once for each site."""
        self._names: dict[str, str] = {}
        self.current = ""
        """The Python function of the macro that is being compiled, which may call itself."""

    @abstractmethod
    def macro(self, template: str, name: str, *, is_called: bool = False) -> tuple[str, nodes.Macro]:
        """The Python function of a macro, and its declaration; `current` only where it is called."""

    @abstractmethod
    def part_macro(self, name: str) -> str:
        """The template in which the filters `show`, `part` and `parts` find a macro."""

    @abstractmethod
    def block(self, name: str, index: int, outside: Scope) -> list[Code]:
        """The texts of a block's body, which sees what is outside."""

    @abstractmethod
    def page_scope(self, scope: Scope) -> Scope:
        """The scope of the page of which a scope is a part: what its blocks see."""

    def bound(self, source: str) -> str:
        """The name of something that is computed once, when the template is bound."""
        if source not in self._names:
            self._names[source] = f"k{len(self._names) + 1}"
            self.hoisted.append(f"{self._names[source]} = {source}")
        return self._names[source]

    def settled(self, code: Code) -> str:
        """The source of a part of something that varies: what is constant in it is computed beforehand."""
        is_worth_it = code.is_constant and not code.is_simple
        return self.bound(f"runtime.constant({code.source})") if is_worth_it else code.source

    def _combine(self, build: Callable[..., str], *parts: Code) -> Code:
        if all(part.is_constant for part in parts):
            return Code(build(*[part.source for part in parts]), is_constant=True)
        return Code(build(*map(self.settled, parts)))

    def text(self, node: nodes.Node, scope: Scope) -> Code:  # noqa: PLR0911  # one case for each kind of node
        """What is shown of an expression, as HTML."""
        match node:
            case nodes.TemplateData():
                return text_literal(node.data)
            case nodes.Const():
                return text_literal(str(escape(node.value)))
            case nodes.CondExpr():
                shown = self.text(node.expr2, scope) if node.expr2 else text_literal("")
                return self._combine(_condition, self.value(node.test, scope), self.text(node.expr1, scope), shown)
            case nodes.Concat():
                return self.joined([self.text(part, scope) for part in node.nodes])
            case nodes.Filter() if node.node and (text := self._filter_text(node, node.node, scope)):
                return text
            case nodes.Call() if text := self._call_text(node, scope):
                return text
        return self._combine(_escaped, self.value(node, scope))

    def joined(self, pieces: Iterable[Code]) -> Code:
        """Texts side by side; those that are constant and stand together are one constant."""
        runs: list[Code] = []
        for piece in pieces:
            if piece.literal == "":
                continue
            last = runs[-1] if runs else None
            if last and last.literal is not None and piece.literal is not None:
                runs[-1] = text_literal(last.literal + piece.literal)
            elif last and last.is_constant and piece.is_constant:
                runs[-1] = Code(f"{last.source}, {piece.source}", is_constant=True)
            else:
                runs.append(piece)
        if not runs:
            return text_literal("")
        if len(runs) == 1:
            only = runs[0]
            return only if only.is_simple or not only.is_constant else Code(_join([only.source]), is_constant=True)
        return Code(_join([self._settled_run(run) for run in runs]))

    def _settled_run(self, run: Code) -> str:
        return self.bound(_join([run.source])) if run.is_constant and not run.is_simple else run.source

    def value(self, node: nodes.Node, scope: Scope) -> Code:  # noqa: C901, PLR0911, PLR0912  # one case for each kind of node
        """What an expression is, just as Jinja computes it."""
        match node:
            case nodes.Const():
                return Code(repr(node.value), is_constant=True, is_simple=True)
            case nodes.TemplateData():
                return Code(f"Markup({node.data!r})", is_constant=True)
            case nodes.Name():
                return self._name(node, scope)
            case nodes.Getattr():
                return self._attribute(node, scope)
            case nodes.Getitem():
                if isinstance(node.arg, nodes.Slice):
                    raise UnsupportedError("a slice")
                return self._combine(
                    lambda thing, key: f"runtime.item({thing}, {key})",
                    self.value(node.node, scope),
                    self.value(node.arg, scope),
                )
            case nodes.Compare():
                operators = [_COMPARISONS[operand.op] for operand in node.ops]
                operands = [self.value(operand.expr, scope) for operand in node.ops]
                return self._combine(
                    lambda first, *rest: f"({first} {' '.join(map(' '.join, zip(operators, rest, strict=True)))})",
                    self.value(node.expr, scope),
                    *operands,
                )
            case nodes.BinExpr() if type(node) in _OPERATORS:
                left, right = self.value(node.left, scope), self.value(node.right, scope)
                return self._combine(lambda left, right: f"({left} {_OPERATORS[type(node)]} {right})", left, right)
            case nodes.Not():
                return self._combine(lambda value: f"(not {value})", self.value(node.node, scope))
            case nodes.Neg():
                return self._combine(lambda value: f"(-{value})", self.value(node.node, scope))
            case nodes.CondExpr() if node.expr2:
                parts = [self.value(part, scope) for part in (node.test, node.expr1, node.expr2)]
                return self._combine(_condition, *parts)
            case nodes.Concat():
                parts = [self.value(part, scope) for part in node.nodes]
                return self._combine(lambda *values: f"runtime.concat(({', '.join(values)},))", *parts)
            case nodes.Tuple() | nodes.List():
                opening, closing = "()" if isinstance(node, nodes.Tuple) else "[]"
                items = [self.value(item, scope) for item in node.items]
                made = self._combine(
                    lambda *values: f"{opening}{''.join(f'{value}, ' for value in values)}{closing}", *items
                )
                return made if isinstance(node, nodes.Tuple) else replace(made, is_constant=False)
            case nodes.Dict():
                pairs = [part for pair in node.items for part in (pair.key, pair.value)]
                return replace(self._combine(_mapping, *[self.value(part, scope) for part in pairs]), is_constant=False)
            case nodes.Test():
                return self._test(node, scope)
            case nodes.Filter() if node.node:
                return self._filter(node, node.node, scope)
            case nodes.Call():
                return self._call(node, scope)
        raise UnsupportedError(type(node).__name__)

    def _name(self, node: nodes.Name, scope: Scope) -> Code:
        found = scope.find(node.name)
        if isinstance(found, Variable):
            return Code(found.python, found.is_constant, is_simple=True)
        raise UnsupportedError(f'the name "{node.name}"')

    def _attribute(self, node: nodes.Getattr, scope: Scope) -> Code:
        _refuse_unsafe(node.attr)
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and scope.loop:
            return _loop_attribute(node.attr, scope)
        thing = self.value(node.node, scope)
        if node.attr in _FIELDS and not _is_in_extra(node.node):
            return self._combine(lambda thing: f"{thing}.{node.attr}", thing)
        return self._combine(lambda thing: f"runtime.attribute({thing}, {node.attr!r})", thing)

    def _arguments(self, node: nodes.Call | nodes.Filter | nodes.Test, scope: Scope) -> tuple[list[Code], list[str]]:
        """The values of the arguments, those by position first; and for each the beginning of its source, or none."""
        if node.dyn_args or node.dyn_kwargs:
            raise UnsupportedError("arguments with a star")
        values = [self.value(argument, scope) for argument in node.args]
        values += [self.value(pair.value, scope) for pair in node.kwargs]
        return values, ["" for _ in node.args] + [f"{pair.key}=" for pair in node.kwargs]

    def _applied(self, function: str, node: nodes.Call | nodes.Filter | nodes.Test, scope: Scope, *first: Code) -> Code:
        """A call of a function that is bound by its name, with the arguments of a node behind the first ones."""
        values, names = self._arguments(node, scope)
        names = ["" for _ in first] + names
        called = self.bound(function)
        return self._combine(
            lambda *sources: f"{called}({', '.join(map(''.join, zip(names, sources, strict=True)))})", *first, *values
        )

    def _test(self, node: nodes.Test, scope: Scope) -> Code:
        if node.name in ("defined", "undefined"):
            found = self._perhaps(node.node, scope)
            return self._combine(lambda found: f"({found} is {'not ' * (node.name == 'defined')}UNDEFINED)", found)
        return self._applied(f"runtime.test({node.name!r})", node, scope, self.value(node.node, scope))

    def _perhaps(self, node: nodes.Expr, scope: Scope) -> Code:
        """The value of an attribute or a key, or the mark for what is not there."""
        match node:
            case nodes.Getattr():
                _refuse_unsafe(node.attr)
                key = Code(repr(node.attr), is_constant=True, is_simple=True)
            case nodes.Getitem() if not isinstance(node.arg, nodes.Slice):
                key = self.value(node.arg, scope)
            case _:
                raise UnsupportedError("whether a name is defined")
        kind = "attribute" if isinstance(node, nodes.Getattr) else "item"
        thing = self.value(node.node, scope)
        return self._combine(lambda thing, key: f"runtime.{kind}({thing}, {key}, UNDEFINED)", thing, key)

    def _filter(self, node: nodes.Filter, filtered: nodes.Expr, scope: Scope) -> Code:
        if node.name in _MACRO_FILTERS:
            return self._combine(_markup, self._part(node, filtered, scope))
        if node.name in _VARYING_FILTERS:
            raise UnsupportedError(node.name)
        if node.name == "default" and len(node.args) == 1 and isinstance(filtered, nodes.Getattr | nodes.Getitem):
            found, fallback = self._perhaps(filtered, scope), self.value(node.args[0], scope)
            return self._combine(lambda found, other: f"runtime.default({found}, {other})", found, fallback)
        return self._applied(f"runtime.filter({node.name!r})", node, scope, self.value(filtered, scope))

    def _filter_text(self, node: nodes.Filter, filtered: nodes.Expr, scope: Scope) -> Code | None:
        if node.name in _MACRO_FILTERS:
            return self._part(node, filtered, scope)
        if node.name == "safe":
            return self._combine(lambda value: f"runtime.string({value})", self.value(filtered, scope))
        if node.name in HTML_FILTERS and not node.args and not node.kwargs:
            made = self.bound(f"runtime.html_filter({node.name!r})")
            return self._combine(lambda value: f"{made}({value})", self.value(filtered, scope))
        return None

    def _part(self, node: nodes.Filter, filtered: nodes.Expr, scope: Scope) -> Code:
        """The text of what a macro of `_parts.html` makes of a thing, or of each of several."""
        if len(node.args) != 1 or node.kwargs or not isinstance(node.args[0], nodes.Const):
            raise UnsupportedError(f"{node.name} of a macro whose name varies")
        name = str(node.args[0].value)
        thing, template = self.value(filtered, scope), self.part_macro(name)
        made, _ = self.macro(template, name)
        if node.name != "show":
            made = self.bound(f"runtime.part({template!r}, {name!r}, {made})")
        if node.name == "parts":
            return self._combine(lambda things: f'"".join(map({made}, {things}))', thing)
        return self._combine(lambda thing: f"{made}({thing})", thing)

    def _call(self, node: nodes.Call, scope: Scope) -> Code:
        callee = node.node
        if text := self._call_text(node, scope):
            return self._combine(_markup, text)
        if isinstance(callee, nodes.Name) and callee.name in FUNCTIONS and scope.find(callee.name) is None:
            return self._applied(f"runtime.function({callee.name!r})", node, scope)
        if not isinstance(callee, nodes.Getattr) or callee.attr not in SAFE_METHODS:
            raise UnsupportedError("a call of what may not be safe")
        values, names = self._arguments(node, scope)
        called = self._combine(
            lambda called, *sources: f"{called}({', '.join(map(''.join, zip(names, sources, strict=True)))})",
            self.value(callee, scope),
            *values,
        )
        return replace(called, is_constant=False)  # it may give another thing each time

    def _call_text(self, node: nodes.Call, scope: Scope) -> Code | None:
        """The text of what is called, where that is known to be HTML: a macro, a message, a block."""
        match node.node:
            case nodes.Name(name="super") if scope.block and not node.args:
                return self.joined(self.block(scope.block.name, scope.block.index + 1, scope.block.outside))
            case nodes.Getattr(node=nodes.Name(name="self"), attr=name) if not node.args:
                return self.joined(self.block(name, 0, self.page_scope(scope)))
            case nodes.Name(name="_") if scope.find("_") is None:
                return self._message(node, scope)
            case nodes.Name(name=name) if isinstance(macro := scope.find(name), MacroName):
                return self._macro_call(macro.template, macro.name, node, scope)
            case nodes.Getattr(node=nodes.Name(name=name), attr=macro) if isinstance(
                imported := scope.find(name), Imported
            ):
                return self._macro_call(imported.template, macro, node, scope)
        return None

    def _message(self, node: nodes.Call, scope: Scope) -> Code | None:
        """A message of the catalogs, its holes filled with escaped text."""
        if len(node.args) != 1 or not isinstance(node.args[0], nodes.Const) or node.dyn_args or node.dyn_kwargs:
            return None
        message = repr(node.args[0].value)
        if not node.kwargs:
            return Code(f"runtime.message({message})", is_constant=True)
        values = [self.text(pair.value, scope) for pair in node.kwargs]
        names = [repr(pair.key) for pair in node.kwargs]
        return self._combine(
            lambda pattern, *sources: (
                f"({pattern} % {{{', '.join(map(': '.join, zip(names, sources, strict=True)))}}})"
            ),
            Code(f"runtime.pattern({message})", is_constant=True),
            *values,
        )

    def _macro_call(self, template: str, name: str, node: nodes.Call, scope: Scope) -> Code:
        function, macro = self.macro(template, name, is_called=True)
        if node.dyn_args or node.dyn_kwargs:
            raise UnsupportedError("arguments with a star")
        arguments = _by_position(macro, node)
        called = self._combine(
            lambda *sources: f"{function}({', '.join(sources)})",
            *[self.value(argument, scope) for argument in arguments],
        )
        return replace(called, is_constant=False) if function == self.current else called  # it is not there beforehand


HTML_FILTERS = ("cdata", "href", "html", "inline")
"""Filters of which the text is asked for at once, by `runtime.html_filter`."""


def _by_position(macro: nodes.Macro, call: nodes.Call) -> Sequence[nodes.Expr]:
    """The argument for each parameter of a macro."""
    names = [parameter.name for parameter in macro.args]
    given = dict(zip(names[len(names) - len(macro.defaults) :], macro.defaults, strict=True))
    if not all(isinstance(default, nodes.Const) for default in given.values()):
        raise UnsupportedError("a default that is no constant")
    given |= dict(zip(names, call.args, strict=False)) | {pair.key: pair.value for pair in call.kwargs}
    if len(call.args) > len(names) or given.keys() != {*names}:
        raise UnsupportedError(f"other arguments than {macro.name} has")
    return [given[name] for name in names]


def _is_in_extra(node: nodes.Node) -> bool:
    """Whether something is a part of `extra`, whose keys the writers of entries and settings choose."""
    return isinstance(node, nodes.Getattr) and (node.attr == "extra" or _is_in_extra(node.node))


def _loop_attribute(name: str, scope: Scope) -> Code:
    loop = scope.loop
    assert loop  # noqa: S101  # the caller asks only where there is one
    sources = {"index0": loop.index, "index": f"({loop.index} + 1)", "first": f"(not {loop.index})", "last": loop.last}
    if name not in sources:
        raise UnsupportedError(f"loop.{name}")
    return Code(sources[name])


def _condition(test: str, yes: str, no: str) -> str:
    return f"({yes} if {test} else {no})"


def _escaped(value: str) -> str:
    """Most values are plain strings, which MarkupSafe's inner function escapes without wrapping them."""
    if value.isidentifier():
        return f"(escape_str({value}) if type({value}) is str else escape({value}))"
    return f"(escape_str(t) if type(t := {value}) is str else escape(t))"


def _markup(text: str) -> str:
    return f"Markup({text})"


def _mapping(*parts: str) -> str:
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return f"{{{', '.join(map(': '.join, pairs))}}}"


def _join(sources: Sequence[str]) -> str:
    return f'"".join(({", ".join(sources)},))'
