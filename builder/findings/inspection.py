"""What the rules of findings may look at: the site, what its texts hold, and what is worked out once for all texts."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Self

from msgspec import field

from builder.config.checked_sources import FILE, CheckedSource, read_checked
from builder.core.model import Detail, Text
from builder.core.problems import NOWHERE, Place
from builder.core.real_files import read_inside
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.findings.named_contexts import NamedContexts
from builder.findings.near_names import NearNames
from builder.relations.site import Site


class Inspection(Frozen, frozen=True, dict=True):
    """A site under inspection. What all texts together say is worked out when the first rule asks for it."""

    site: Site
    details: Callable[[Text], Detail]
    unsaved: Mapping[str, str] = field(default_factory=dict)
    """Texts that are not in their files yet, by the paths of these."""
    checked: Mapping[str, CheckedSource] | None = None
    """What counts as known of addresses of sources; None for all that is written down of them."""

    @cached_property
    def near_names(self) -> NearNames:
        """Which names of topics are close to one another."""
        return NearNames({slug: self.site.topics[slug].name for slug in self.site.topics})

    @cached_property
    def named_contexts(self) -> NamedContexts:
        """Which contexts a text names."""
        return NamedContexts(self._counts, self.site.entries)

    @cached_property
    def checked_sources(self) -> Mapping[str, CheckedSource]:
        """What `dateline sources check` wrote down of addresses of sources."""
        return read_checked(self.site.config.root / FILE) if self.checked is None else self.checked

    @property
    def _counts(self) -> Mapping[Slug, tuple[str, int]]:
        """For each topic its name, and how many entries have it."""
        topics = self.site.topics
        return {slug: (topics[slug].name, len(numbers)) for slug, numbers in topics.numbers.items()}

    def following(self, before: Self) -> Self:
        """The same inspection with what few edits change little taken from one before, as it takes long to work out."""
        kept = vars(before)
        vars(self).update({name: kept[name] for name in ("near_names", "named_contexts") if name in kept})
        return self

    def place(self, text: Text, words: str) -> Place:
        """The first place in a text's file where some words stand; the file where they do not, as with escapes."""
        try:
            written = self.unsaved.get(text.path)
            if written is None:
                file = Path(self.site.config.root, text.path)
                written = read_inside(file, self.site.config.content).decode("utf-8-sig")
        except OSError:
            return Place(text.path)
        before, found, _ = written.partition(words)
        return Place(text.path, len(f"{before}{found}".splitlines()) if found else NOWHERE.line)


def quoted_names(names: Iterable[str]) -> str:
    """Names as a sentence lists them.

    >>> quoted_names(["Iran"]), quoted_names(["Iran", "oil", "ships"])
    ('"Iran"', '"Iran", "oil" and "ships"')
    """
    *most, last = (f'"{name}"' for name in names)
    return f"{', '.join(most)} and {last}" if most else last
