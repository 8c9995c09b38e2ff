"""Template inheritance: which templates a page's template extends, and which body each block has in the end."""

from collections.abc import Callable, Iterator, Mapping

from jinja2 import nodes

from builder.core.record import Frozen

Parse = Callable[[str], nodes.Template]
"""From a template's name to its syntax tree. Raises what Jinja raises for one that is missing or wrong."""


class UnsupportedError(Exception):
    """A template uses what is not compiled here, so that Jinja renders it."""


class Inheritance(Frozen, frozen=True):
    """A template with those that it extends."""

    chain: tuple[nodes.Template, ...]
    """The template itself, the one that it extends, and so on."""
    blocks: Mapping[str, tuple[nodes.Block, ...]]
    """The bodies of each block, the one that counts first; `super()` in one of them is the next."""

    @property
    def statements(self) -> Iterator[nodes.Node]:
        """What is run: the assignments and imports of the templates that extend another one, then the whole root."""
        for template in self.chain[:-1]:
            yield from (
                node for node in template.body if not isinstance(node, nodes.Output | nodes.Block | nodes.Extends)
            )
        yield from self.chain[-1].body


def inheritance(name: str, parse: Parse) -> Inheritance:
    """Follow the templates that one extends. Raises UnsupportedError where that depends on more than their names."""
    chain: list[nodes.Template] = []
    blocks: dict[str, list[nodes.Block]] = {}
    parent: str | None = name
    visited: set[str] = set()
    while parent:
        if parent in visited:
            raise UnsupportedError("a template that extends itself")
        visited.add(parent)
        template = parse(parent)
        chain.append(template)
        for block in template.find_all(nodes.Block):
            if block.required:
                raise UnsupportedError("a block that is required")
            blocks.setdefault(block.name, []).append(block)
        parent = _parent(template)
    return Inheritance(tuple(chain), {name: tuple(bodies) for name, bodies in blocks.items()})


_BEFORE_EXTENDS = nodes.Output | nodes.Block | nodes.If | nodes.For
_BESIDE_EXTENDS = (
    nodes.Extends
    | nodes.Output
    | nodes.Block
    | nodes.Assign
    | nodes.AssignBlock
    | nodes.Import
    | nodes.FromImport
    | nodes.Macro
)


def _parent(template: nodes.Template) -> str | None:
    """The template that one extends. What would be shown in front of `extends`, or run beside it, is Jinja's."""
    places = [place for place, node in enumerate(template.body) if isinstance(node, nodes.Extends)]
    if not places:
        if template.find(nodes.Extends):
            raise UnsupportedError("a condition for extending")
        return None
    extends = template.body[places[0]]
    if len(places) > 1 or not isinstance(extends, nodes.Extends) or not isinstance(extends.template, nodes.Const):
        raise UnsupportedError("a parent that has no constant name")
    if any(isinstance(node, _BEFORE_EXTENDS) for node in template.body[: places[0]]):
        raise UnsupportedError("text before extends")
    if not all(isinstance(node, _BESIDE_EXTENDS) for node in template.body):
        raise UnsupportedError("a statement beside extends")
    return str(extends.template.value)
