"""Derived properties: cached properties of a frozen value that can say how they follow from those of the value before.

A site is served from memory while it is written. An edit makes a new value, and most of what was derived of the old one
still holds, or is soon made right:

    class Site:
        @derived
        def by_section(self) -> Mapping[Slug, tuple[Entry, ...]]:
            return by_section(self.entries)

        @by_section.after_edit
        def _(self, before: Mapping[Slug, tuple[Entry, ...]], edits: Edits) -> Mapping[Slug, tuple[Entry, ...]]:
            return before | ...          # `self` is the site after the edit

A property that says nothing is derived anew when it is asked for: slow, never stale.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Self, TypeVar

from builder.core.record import Frozen

T = TypeVar("T")


class derived(cached_property[T]):  # noqa: N801  # it stands where `property` stands
    """A cached property with an optional rule for the value after an edit."""

    update: Callable[[Any, T, Any], T | None] | None = None

    def after_edit(self, update: Callable[[Any, T, Any], T | None]) -> Callable[[Any, T, Any], T | None]:
        """Decorate the rule: from the new owner, the property's value before, and the edit to its value after.

        None means that it is derived anew when it is asked for.
        """
        self.update = update
        return update


def unchanged(_owner: object, before: T, _edit: object) -> T:
    """The rule of what no edit in place can alter."""
    return before


def derive(owner: object, *names: str) -> None:
    """Derive properties now: what is derived before processes are forked, they share instead of deriving it each."""
    for name in names:
        getattr(owner, name)


def give(owner: object, **values: object) -> None:
    """Give a value what would be derived of it, where that is known already."""
    vars(owner).update(values)


def carry_over(before: object, after: object, edit: object) -> None:
    """Give a value what was derived of the value before an edit already, as far as that has a rule."""
    made = vars(before)
    for cls in type(after).__mro__:
        for name, attribute in vars(cls).items():
            if isinstance(attribute, derived) and attribute.update and name in made:
                value = attribute.update(after, made[name], edit)
                if value is not None:
                    vars(after)[name] = value


class Memoized(Frozen, frozen=True, dict=True):
    """A value that remembers what functions made of it, for what those work out who know it better than it does."""

    def once(self, work_out: Callable[[Self], T]) -> T:
        """What a function makes of this value, worked out once however many ask for it."""
        made: dict[Any, Any] = vars(self).setdefault("_made", {})
        if work_out not in made:
            made[work_out] = work_out(self)
        return made[work_out]  # type: ignore[no-any-return]  # by the line above
