"""The search index of a served site: made at the first search, and updated at the first search after a change."""

from collections.abc import Mapping
from threading import Lock

from builder.core.model import Text
from builder.core.problems import ProblemsFound
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.search.index import Index, build_index
from builder.search.indexed_text import indexed_text
from builder.search.update import update_index
from builder.serve.site_state import SiteState


class _IndexOfState(Frozen, frozen=True):
    """An index, and the state that it was made for."""

    state: SiteState
    index: Index


class LazySearchIndex:
    """The index of one state of a site, made when a file of it is first asked for."""

    def __init__(self, state: SiteState, before: "LazySearchIndex | None" = None) -> None:
        self._state = state
        self._latest: _IndexOfState | None = before._latest if before else None
        """The index that was made last, for this state or an earlier one."""
        self._lock = Lock()

    def get(self, address: Address) -> bytes | None:
        """A file of the index, as a build would write it; None if there is no such file."""
        if not self._state.config.search:
            return None
        with self._lock:
            if self._latest is None or self._latest.state is not self._state:
                self._latest = _IndexOfState(self._state, _update_or_make(self._state, self._latest))
            return self._latest.index.files.get(address)


def _update_or_make(state: SiteState, latest: _IndexOfState | None) -> Index:
    """The index of a state, from the latest one if so little changed that it can be updated."""
    bodies = _bodies(state, latest)
    update = update_index(latest.index, state.site, bodies) if latest else None
    if latest is None or update is None:
        return build_index(state.site, bodies)
    unchanged = {address: content for address, content in latest.index.files.items() if address not in update.removed}
    return Index(state.site, bodies, update.postings_below, {**unchanged, **update.files})


def _bodies(state: SiteState, latest: _IndexOfState | None) -> Mapping[str, str]:
    """The words of each text by its path, reused where its file did not change."""
    known = latest.index.bodies if latest else state.build_memory.words
    before = latest.state.texts.parsed if latest else state.build_memory.parsed
    unchanged = {
        state.sources.files[inside].path
        for inside, parsed in state.texts.parsed.items()
        if before.get(inside) is parsed
    }
    return {
        text.path: known[text.path] if text.path in unchanged and text.path in known else _words(state, text, known)
        for text in state.site.texts
    }


def _words(state: SiteState, text: Text, known: Mapping[str, str]) -> str:
    """The words of a text; those known before where its file has errors now."""
    try:
        return indexed_text(text, state.details.peek(text))
    except ProblemsFound:
        return known.get(text.path, "")
