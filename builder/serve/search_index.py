"""The search index of a site that is served: built at the first search, updated at the first one after a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from builder.core.model import Entry
from builder.core.problems import ProblemsFound
from builder.core.urls import Address
from builder.search.index import Index, build_index
from builder.search.terms import body_words
from builder.search.update import update_index
from builder.serve.site_state import Held


@dataclass(frozen=True, slots=True)
class _Made:
    """An index, and what was known of the files then."""

    held: Held
    index: Index


class Searching:
    """The index of one state of a site."""

    def __init__(self, held: Held, before: "Searching | None" = None) -> None:
        self._held = held
        self._last: _Made | None = before._last if before else None
        """The index that was made last, of this state or one before."""
        self._lock = Lock()

    def get(self, address: Address) -> bytes | None:
        """A file of the index, as `build` would write it; none if there is no such file."""
        return self._index().files.get(address) if self._held.config.search else None

    def _index(self) -> Index:
        with self._lock:
            if self._last is None or self._last.held is not self._held:
                self._last = _Made(self._held, _index(self._held, self._last))
            return self._last.index


def _index(held: Held, last: _Made | None) -> Index:
    """The index of a state of the site."""
    bodies = _bodies(held, last)
    update = update_index(last.index, held.site, bodies) if last else None
    if last is None or update is None:
        return build_index(held.site, bodies)
    kept = {address: content for address, content in last.index.files.items() if address not in update.removed}
    return Index(held.site, bodies, update.postings_below, {**kept, **update.files})


def _bodies(held: Held, last: _Made | None) -> Mapping[str, str]:
    """For each entry's path the words of its text, taken over where its file did not change."""
    known = last.index.bodies if last else held.remembered.words
    before = last.held.parsed if last else held.remembered.parsed
    same = {held.files[inside].path for inside, parsed in held.parsed.items() if before.get(inside) is parsed}
    return {
        entry.path: known[entry.path] if entry.path in same and entry.path in known else _words(held, entry, known)
        for entry in held.site.entries
    }


def _words(held: Held, entry: Entry, known: Mapping[str, str]) -> str:
    """The words of a text; those of before where its file is wrong now."""
    try:
        return body_words(held.details.glance(entry))
    except ProblemsFound:
        return known.get(entry.path, "")
