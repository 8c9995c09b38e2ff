"""Key mapping: the names that our keys may have in a site's front matter, as the setting `fields` says."""

from collections.abc import Mapping
from functools import cached_property
from itertools import chain

from msgspec import field

from builder.core.record import Frozen

SEPARATORS = ("blanks", "commas", "hashes", "none")
"""`a b c` and `#a #b`; `a, b`; `#a #b` alone; nothing, so that one text is one name."""

Names = Mapping[str, tuple[str, ...]]
"""For each of our keys the names that it may have, ours first: `{"title": ("title", "headline")}`."""


class KeyMapping(Frozen, frozen=True, dict=True):
    """The names that keys may have, both ways round."""

    keys: Names
    """Of all keys but `contexts`."""
    contexts: tuple[tuple[str, str | None], ...] = ()
    """The keys that hold contexts, each with the kind that these have: `(("contexts", None), ("actors", "person"))`."""
    parts: Mapping[str, Names] = field(default_factory=dict)
    """The names in the mappings that some keys hold: `{"image": {"url": ("url", "src"), ...}}`."""
    extra: frozenset[str] = frozenset()
    """Keys that only templates read; naming them here silences the warning."""
    separator: str = ""
    """What separates names of contexts that are one text: one of SEPARATORS; empty if the site does not say."""

    @cached_property
    def by_name(self) -> Mapping[str, tuple[str, int]]:
        """For each name our key, and the name's place among that key's names."""
        ranked = [(name, (key, rank)) for key, names in self.keys.items() for rank, name in enumerate(names)]
        return dict(reversed(ranked))

    @cached_property
    def kinds(self) -> Names:
        """For each kind of contexts that has keys of its own, the names of these."""
        kinds = dict.fromkeys(kind for _, kind in self.contexts if kind)
        return {kind: tuple(name for name, its in self.contexts if its == kind) for kind in kinds}

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name that has a meaning to Dateline."""
        return frozenset((*self.by_name, *(name for name, _ in self.contexts)))

    @cached_property
    def known_parts(self) -> Mapping[str, frozenset[str]]:
        """The same for the mappings that some keys hold."""
        return {key: frozenset(chain.from_iterable(names.values())) for key, names in self.parts.items()}
