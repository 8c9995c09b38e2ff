"""The template compiler: from the syntax tree of a template to the source of a Python module with one function, `bind`.

`bind(runtime, site)` returns the function of the page, from a view to the page's text, and those of the template's
macros, by name. A template that only holds macros has no page, and one whose page cannot be compiled may have macros
that can.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from jinja2 import nodes

from builder.templating.expressions import Code, Expressions
from builder.templating.inheritance import Parse, UnsupportedError, inheritance
from builder.templating.scope import BlockBody, Imported, Loop, MacroName, Scope, Variable
from builder.theme.load import DEFAULT

PARTS = "_parts.html"
"""The template in which `show`, `part` and `parts` find their macros."""


def compile_template(name: str, parse: Parse) -> tuple[str, frozenset[str]]:
    """Compile a template, given by its name: the source, and the names of all templates that it depends on.

    Raises what Jinja raises for one that is missing or wrong.
    """
    used: set[str] = set()

    def parse_used(template: str) -> nodes.Template:
        used.add(template)
        return parse(template)

    compiler = _Compiler(name, parse_used)
    macros = [node.name for node in parse_used(name).body if isinstance(node, nodes.Macro)]
    functions = {
        macro: function for macro in macros if (function := compiler.attempt(partial(compiler.function, macro)))
    }
    source = _module(compiler, functions, compiler.attempt(compiler.page))
    return source, frozenset(used)


_NOT_INCLUDED = nodes.Extends | nodes.Block | nodes.Macro

_NAMES = (
    "escape, escape_str, Markup, UNDEFINED, positions = "
    "runtime.escape, runtime.escape_str, runtime.Markup, runtime.UNDEFINED, runtime.positions"
)


def _module(compiler: "_Compiler", macros: dict[str, str], page: str | None) -> str:
    table = ", ".join(f"{name!r}: {function}" for name, function in macros.items())
    lines = ["def bind(runtime, site):", f"    {_NAMES}"]
    lines += [f"    {line}" for statement in compiler.hoisted for line in statement.split("\n")]
    lines.append(f"    return {page}, {{{table}}}")
    return "\n".join(lines) + "\n"


def _function_of(macro: str) -> str:
    """The name of a macro's function."""
    return f"m_{macro}"


class _Compiler(Expressions):
    """Compiles what one template shows, and the macros that it has."""

    def __init__(self, name: str, parse: Parse) -> None:
        super().__init__()
        self._template = name
        self._parse = parse
        self._macros: dict[str, str | None] = {}
        self._blocks: dict[str, tuple[nodes.Block, ...]] = {}
        self._page_scope = Scope(name)

    def attempt(self, compile_: Callable[[], str]) -> str | None:
        """The name of a function, or None for one that cannot be compiled, of which nothing is left then."""
        hoisted, names = [*self.hoisted], {**self._names}
        try:
            return compile_()
        except UnsupportedError:
            self.hoisted, self._names = hoisted, names
            return None

    def function(self, macro: str) -> str:
        """The function of a macro of this template."""
        return self.macro(self._template, macro)[0]

    def page(self) -> str:
        """The function that makes a page of its view."""
        inherited = inheritance(self._template, self._parse)
        self._blocks = dict(inherited.blocks)
        scope = self._page_scope
        scope.names |= {"site": Variable("site", is_constant=True), "view": Variable("view")}
        for template in reversed(inherited.chain):
            self._declare_macros(template, scope)
        return self._function("page", ["view"], self._body(inherited.statements, scope))

    def _declare_macros(self, template: nodes.Template, scope: Scope) -> None:
        """Macros that the templates of a page have themselves; each is called by its name in all of them."""
        for macro in template.body:
            if isinstance(macro, nodes.Macro):
                if macro.name in scope.names or template is not self._parse(self._template):
                    raise UnsupportedError("a macro of a template that is extended")
                scope.names[macro.name] = MacroName(self._template, macro.name)

    def macro(self, template: str, name: str, *, is_called: bool = False) -> tuple[str, nodes.Macro]:
        """The Python function of a macro, and its declaration."""
        found = [node for node in self._parse(template).body if isinstance(node, nodes.Macro) and node.name == name]
        if len(found) != 1:
            raise UnsupportedError(f"the macro {name}")
        if template != self._template:
            return self.bound(f"runtime.macro({template!r}, {name!r})"), found[0]
        if is_called and self.current == _function_of(name):
            return self.current, found[0]
        if name not in self._macros:
            self._macros[name] = None
            self._macros[name] = self._own_macro(found[0])
        function = self._macros[name]
        if not function:
            raise UnsupportedError(f"{name}, which is called by one that it calls or cannot be compiled")
        return function, found[0]

    def _own_macro(self, macro: nodes.Macro) -> str:
        """A macro sees its parameters, the other macros and the imports of its template, and nothing of the page."""
        outside = Scope(self._template)
        for node in self._parse(self._template).body:
            if isinstance(node, nodes.Macro):
                outside.names[node.name] = MacroName(self._template, node.name)
            elif isinstance(node, nodes.Import | nodes.FromImport):
                self._import(node, outside)
            elif isinstance(node, nodes.Assign | nodes.AssignBlock):
                raise UnsupportedError("a macro beside an assignment")
        scope = outside.inner()
        parameters = [scope.declare(parameter.name).python for parameter in macro.args]
        around, self.current = self.current, _function_of(macro.name)
        try:
            return self._function(self.current, parameters, self._body(macro.body, scope))
        finally:
            self.current = around

    def part_macro(self, name: str) -> str:
        """The site's own parts, or the default theme's if they have none of that name."""
        own = self._parse(PARTS).body
        if any(isinstance(node, nodes.Macro) and node.name == name for node in own):
            return PARTS
        if any(not isinstance(node, nodes.Macro | nodes.Output) for node in own):
            raise UnsupportedError("parts that are no macros")
        return f"{DEFAULT}/{PARTS}"

    def block(self, name: str, index: int, outside: Scope) -> list[Code]:
        """The texts of a block's body, which sees what is outside."""
        bodies = self._blocks.get(name, ())
        if index >= len(bodies):
            raise UnsupportedError(f"a block that {name} would override")
        inner = outside.inner()
        inner.block, inner.loop = BlockBody(name, index, outside), None
        return self._pieces(bodies[index].body, inner)

    def page_scope(self, scope: Scope) -> Scope:
        """The scope of the page of which a scope is a part: what its blocks see."""
        if not scope.is_inside(self._page_scope):
            raise UnsupportedError("a block outside of a page")
        return self._page_scope

    def _function(self, name: str, parameters: Sequence[str], body: Code) -> str:
        shown = self.settled(body)
        self.hoisted.append(f"def {name}({', '.join(parameters)}):\n    return {shown}")
        return name

    def _body(self, statements: Iterable[nodes.Node], scope: Scope, *, is_certain: bool = True) -> Code:
        """The text of some statements; in a condition it is not certain that they are run."""
        return self.joined(self._pieces(statements, scope, is_certain=is_certain))

    def _pieces(self, statements: Iterable[nodes.Node], scope: Scope, *, is_certain: bool = True) -> list[Code]:
        """The texts of the statements, one after the other."""
        return [piece for node in statements for piece in self._statement(node, scope, is_certain=is_certain)]

    def _statement(self, node: nodes.Node, scope: Scope, *, is_certain: bool) -> list[Code]:  # noqa: C901, PLR0911  # one case for each kind of node
        match node:
            case nodes.Output():
                return [self.text(part, scope) for part in node.nodes]
            case nodes.Block():
                return self.block(node.name, 0, scope if node.scoped else self.page_scope(scope))
            case nodes.If():
                return [self._if(node.test, node.body, node.elif_, node.else_, scope)]
            case nodes.For():
                return [self._for(node, scope)]
            case nodes.Assign(target=nodes.Name(name=name)):
                value = self.settled(self.value(node.node, scope))
                return [_assigned(scope.declare(name, is_certain=is_certain), value)]
            case nodes.AssignBlock(target=nodes.Name(name=name)) if not node.filter:
                text = self.settled(self._body(node.body, scope.inner()))
                return [_assigned(scope.declare(name, is_certain=is_certain), f"Markup({text})")]
            case nodes.Import() | nodes.FromImport() if is_certain:
                self._import(node, scope)
                return []
            case nodes.Include(template=nodes.Const(value=str(name)), with_context=True, ignore_missing=False):
                return self._include(name, scope)
            case nodes.Macro() | nodes.Extends() if scope.parent is None:
                return []
        raise UnsupportedError(type(node).__name__)

    def _include(self, name: str, scope: Scope) -> list[Code]:
        """The texts of another template in its place. It sees all that is seen there, and what it sets stays its own.

        Whether it sees `loop` depends on where else its surroundings name that; Jinja knows.
        """
        template = self._parse(name)
        names = {node.name for node in template.find_all(nodes.Name)}
        holds_more = any(isinstance(node, _NOT_INCLUDED) for node in template.find_all(nodes.Node))
        if holds_more or "loop" in names or not scope.is_inside(self._page_scope):
            raise UnsupportedError("an include of more than texts")
        if scope.is_of(name):
            raise UnsupportedError("a template that includes itself")
        inner = scope.inner(name)
        inner.block = inner.loop = None
        return self._pieces(template.body, inner)

    def _import(self, node: nodes.Import | nodes.FromImport, scope: Scope) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            raise UnsupportedError("an import with context, or by a name that varies")
        template = str(node.template.value)
        if isinstance(node, nodes.Import):
            scope.names[node.target] = Imported(template)
            return
        for imported in node.names:
            name, alias = (imported, imported) if isinstance(imported, str) else imported
            scope.names[alias] = MacroName(template, name)

    def _if(
        self,
        test: nodes.Node,
        body: Iterable[nodes.Node],
        others: Sequence[nodes.If],
        last: Iterable[nodes.Node],
        scope: Scope,
    ) -> Code:
        condition = self.value(test, scope)
        yes = self._body(body, scope, is_certain=False)
        if others:
            no = self._if(others[0].test, others[0].body, others[1:], last, scope)
        else:
            no = self._body(last, scope, is_certain=False)
        return self._combine(lambda test, yes, no: f"({yes} if {test} else {no})", condition, yes, no)

    def _for(self, node: nodes.For, scope: Scope) -> Code:
        if node.recursive:
            raise UnsupportedError("a recursive loop")
        items = self.settled(self.value(node.iter, scope))
        inner = scope.inner()
        inner.is_loop, inner.loop = True, None
        target = _target(node.target, inner)
        condition = f" if {self.settled(self.value(node.test, inner))}" if node.test else ""
        source = f"for {target} in {items}{condition}"
        number = next(scope.numbers)
        if any(name.name == "loop" for part in node.body for name in part.find_all(nodes.Name)):
            inner.loop = Loop(f"i{number}", f"last{number}")
            if condition:
                items = f"[{target} {source}]"
            source = f"for {inner.loop.index}, {inner.loop.last}, {target} in positions({items})"
        body = self.settled(self._body(node.body, inner))
        if not node.else_:
            return Code(f'"".join([{body} {source}])')
        other = self.settled(self._body(node.else_, scope.inner()))
        return Code(f'("".join(shown{number}) if (shown{number} := [{body} {source}]) else {other})')


def _target(target: nodes.Node, scope: Scope) -> str:
    """The Python variables that a loop sets."""
    match target:
        case nodes.Name(name=name):
            return scope.declare(name).python
        case nodes.Tuple():
            return f"({', '.join(_target(item, scope) for item in target.items)},)"
    raise UnsupportedError(type(target).__name__)


def _assigned(variable: Variable, value: str) -> Code:
    """An assignment among texts: nothing is shown of it."""
    return Code(f'("" if ({variable.python} := {value}) is None else "")')
