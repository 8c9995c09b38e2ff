"""Edits in place: texts that take the places of others at the same address and dates, so lists keep their order."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from builder.core.dates import Date
from builder.core.model import Entry, Page, Text, names_of
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.relations.timeline import number_of


class Edit(Frozen, frozen=True):
    """A text as it was, and the one that takes its place."""

    old: Text
    new: Text

    @property
    def is_in_place(self) -> bool:
        """Whether the two have the same file, address, date and end."""
        old, new = self.old, self.new
        same = (type(old), old.path, old.address) == (type(new), new.path, new.address)
        return same and all(getattr(old, name, None) == getattr(new, name, None) for name in ("date", "end"))

    @property
    def renamed(self) -> frozenset[str]:
        """The names, as slugs, by which links led to the text and do no more, or the other way round."""
        return frozenset({*names_of(self.old)} ^ {*names_of(self.new)})


class Edits(Frozen, frozen=True, dict=True):
    """Some edits in place that happened together."""

    all: tuple[Edit, ...]

    @cached_property
    def entries(self) -> tuple[tuple[Entry, Entry], ...]:
        """Those of entries: each as it was and as it is."""
        pairs = ((edit.old, edit.new) for edit in self.all)
        return tuple((old, new) for old, new in pairs if isinstance(old, Entry) and isinstance(new, Entry))

    @cached_property
    def new_entries(self) -> tuple[Entry, ...]:
        """The entries as they are."""
        return tuple(new for _, new in self.entries)

    @cached_property
    def new_pages(self) -> Mapping[str, Page]:
        """The undated files as they are, by path."""
        return {edit.new.path: edit.new for edit in self.all if isinstance(edit.new, Page)}

    @cached_property
    def retagged_topics(self) -> frozenset[Slug]:
        """The topics of the entries whose contexts changed, before and after."""
        retagged = ((old, new) for old, new in self.entries if old.contexts != new.contexts)
        return frozenset(slug for old, new in retagged for slug in (*old.topics, *new.topics))

    @cached_property
    def foreign_ids(self) -> frozenset[str]:
        """The ids in other tools that came or went."""
        changed = ((old.foreign_id, new.foreign_id) for old, new in self.entries if old.foreign_id != new.foreign_id)
        return frozenset(each for pair in changed for each in pair if each)

    @cached_property
    def dates_of_headings(self) -> frozenset[Date]:
        """The days, months and years in which an entry has other headings now."""
        changed = (new.date for old, new in self.entries if old.anchors != new.anchors)
        return frozenset(Date(*date[:length]) for date in changed for length in range(1, 4))

    @property
    def keep_topics(self) -> bool:
        """Whether every entry has the topics that it had."""
        return all(old.topics == new.topics for old, new in self.entries)

    def old_by_number(self, entries: Sequence[Entry]) -> dict[int, Entry]:
        """The entries as they were, by their numbers among all entries in the order of time."""
        return {number_of(entries, new): old for old, new in self.entries}
