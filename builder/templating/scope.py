"""Scopes: which Python variable a name of a template stands for, by Jinja's rules.

Loops, macros and blocks each have a scope of their own, and what is set in one is not seen outside; an `if` has none.
Each variable gets a name that no other one of the function has, so that one of an inner scope hides nothing.
"""

from itertools import count

from msgspec import Struct, field

from builder.core.record import Frozen
from builder.templating.inheritance import UnsupportedError


class Imported(Frozen, frozen=True):
    """A name that stands for another template's macros: `{% import "_charts.html" as charts %}`."""

    template: str


class Variable(Frozen, frozen=True):
    """A name that stands for a value."""

    python: str
    """The Python variable."""
    is_constant: bool = False
    """Whether it depends on the site alone."""


class MacroName(Frozen, frozen=True):
    """A name that stands for a macro."""

    template: str
    name: str


Binding = Imported | Variable | MacroName


class Scope(Struct):
    """The names that can be seen at one place of a template."""

    template: str
    """The template of which this is a part: its macros are called by their names alone."""
    numbers: "count[int]" = field(default_factory=lambda: count(1))
    parent: "Scope | None" = None
    names: dict[str, Binding] = field(default_factory=dict)
    is_loop: bool = False
    loop: "Loop | None" = None
    """What `loop` stands for."""
    block: "BlockBody | None" = None
    """The block of whose body this is a part."""

    def inner(self, template: str = "") -> "Scope":
        """A scope inside this one."""
        return Scope(template or self.template, self.numbers, self, loop=self.loop, block=self.block)

    def is_inside(self, other: "Scope") -> bool:
        """Whether this scope is another one, or inside it."""
        return self is other or (self.parent is not None and self.parent.is_inside(other))

    def is_of(self, template: str) -> bool:
        """Whether it is a part of a template, or of one that is included there."""
        return self.template == template or (self.parent is not None and self.parent.is_of(template))

    def find(self, name: str) -> Binding | None:
        """What a name stands for; None where nothing has set it."""
        scope: Scope | None = self
        while scope:
            if name in scope.names:
                return scope.names[name]
            scope = scope.parent
        return None

    def declare(self, name: str, *, is_certain: bool = True) -> Variable:
        """The variable that an assignment, a loop or a macro's parameter sets.

        One that is not certain to be run may only set what this scope has anyhow, or what nothing else has: else the
        name would stand for one thing or another.
        """
        known = self.names.get(name)
        if isinstance(known, Variable) and not known.is_constant:
            return known
        if not is_certain and (self.is_loop or self.find(name)):
            raise UnsupportedError(f'"{name}" set in a condition')
        variable = Variable(f"v{next(self.numbers)}_{name}")
        self.names[name] = variable
        return variable


class BlockBody(Frozen, frozen=True):
    """A body of a block, for `super()`."""

    name: str
    index: int
    """0 for the body that counts, 1 for the one that it overrides, and so on."""
    outside: Scope
    """What all its bodies see."""


class Loop(Frozen, frozen=True):
    """The Python variables of a loop that says where it is."""

    index: str
    """The number of the item, from 0 on."""
    last: str
    """Whether it is the last one."""
