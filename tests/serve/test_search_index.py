"""The search index of a served site is what a build would write, made at the first search and then updated."""

from collections.abc import Iterable, Mapping

import pytest

from builder.core.urls import SEARCH_FOLDER, Address
from builder.relations.site import Site
from builder.search.index import Index, build_index
from builder.serve import search_index
from builder.serve.search_index import LazySearchIndex
from builder.serve.site_state import SiteState, load_state, rescan
from tests.search.recording import record_texts
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"
EDITED = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nOnce.\n"
WRONG = "---\ntitle: [\n---\n"
DAY = Address("search/days/2011/05/15-0.json")
WORDS = Address("search/words/-.json")


def published(site: SiteFolder) -> dict[Address, bytes]:
    """The files of the index that a build writes."""
    site.build()
    return {Address(name): content for name, content in site.tree().items() if name.startswith(SEARCH_FOLDER)}


def files_at(index: LazySearchIndex, addresses: Iterable[Address]) -> dict[Address, bytes | None]:
    """The files of an index at some addresses."""
    return {address: index.get(address) for address in addresses}


def after(state: SiteState, site: SiteFolder, text: str) -> SiteState:
    """The state after one file holds another text."""
    site.write({FIRST: text})
    return rescan(state, site.config())


@pytest.fixture
def indexed_texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose words are extracted."""
    return record_texts(search_index, monkeypatch)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For each index that is made whole the number of its entries."""
    counts: list[int] = []

    def recording(site: Site, bodies: Mapping[str, str]) -> Index:
        counts.append(len(bodies))
        return build_index(site, bodies)

    monkeypatch.setattr(search_index, "build_index", recording)
    return counts


def test_every_file_is_as_a_build_writes_it(two_entries: SiteFolder) -> None:
    index = LazySearchIndex(load_state(two_entries.config()))
    files = published(two_entries)
    assert files_at(index, files) == files


def test_an_index_is_made_when_it_is_asked_for_and_once(
    two_entries: SiteFolder, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(search_index, "update_index")
    index = LazySearchIndex(load_state(two_entries.config()))
    assert made == []
    assert index.get(WORDS)
    assert index.get(DAY)
    assert made == [2]


def test_there_is_no_file_at_other_addresses_and_none_without_search(two_entries: SiteFolder, made: list[int]) -> None:
    assert LazySearchIndex(load_state(two_entries.config(search=False))).get(WORDS) is None
    assert made == []
    assert LazySearchIndex(load_state(two_entries.config())).get(Address("search/words/zz-.json")) is None


def test_after_an_edit_it_is_updated(two_entries: SiteFolder, made: list[int]) -> None:
    first = LazySearchIndex(load_state(two_entries.config()))
    before = first.get(WORDS)
    second = LazySearchIndex(after(first._state, two_entries, EDITED.replace("First", "Renamed")), first)
    assert before != second.get(WORDS)
    files = published(two_entries)
    assert files_at(second, files) == files
    assert first.get(WORDS) == before
    third = LazySearchIndex(after(second._state, two_entries, EDITED.replace("First", "Renamed") + "Twice.\n"), second)
    files = published(two_entries)
    assert files_at(third, files) == files
    assert made == [2]


def test_it_is_updated_over_states_in_which_nobody_searched(two_entries: SiteFolder, made: list[int]) -> None:
    first = LazySearchIndex(load_state(two_entries.config()))
    first.get(WORDS)
    second = LazySearchIndex(after(first._state, two_entries, EDITED.replace("First", "Between")), first)
    third = LazySearchIndex(after(second._state, two_entries, EDITED), second)
    files = published(two_entries)
    assert files_at(third, files) == files
    assert made == [2]


def test_files_that_an_edit_takes_away_are_gone(two_entries: SiteFolder) -> None:
    first = LazySearchIndex(load_state(two_entries.config()))
    assert first.get(DAY)
    (two_entries.path / FIRST).unlink()
    second = LazySearchIndex(rescan(first._state, two_entries.config()), first)
    assert second.get(DAY) is None
    files = published(two_entries)
    assert files_at(second, files) == files


def test_what_cannot_be_updated_is_made_again(two_entries: SiteFolder, made: list[int]) -> None:
    first = LazySearchIndex(load_state(two_entries.config()))
    first.get(WORDS)
    two_entries.write({f"content/news/2011/05/15/{n}.md": f"---\ntitle: Entry {n}\n---\n" for n in range(16)})
    second = LazySearchIndex(rescan(first._state, two_entries.config()), first)
    files = published(two_entries)
    assert files_at(second, files) == files
    assert made == [2, 18]


def test_words_that_a_build_cached_are_not_extracted_again(two_entries: SiteFolder, indexed_texts: list[str]) -> None:
    files = published(two_entries)
    index = LazySearchIndex(load_state(two_entries.config()))
    assert files_at(index, files) == files
    assert indexed_texts == []
    later = LazySearchIndex(after(index._state, two_entries, EDITED), index)
    assert later.get(WORDS)
    assert indexed_texts == ["Once."]


def test_a_file_that_gets_an_error_is_found_by_the_words_that_it_had(two_entries: SiteFolder) -> None:
    files = published(two_entries)
    first = LazySearchIndex(load_state(two_entries.config()))
    second = LazySearchIndex(after(first._state, two_entries, WRONG), first)
    assert files_at(second, files) == files
    third = LazySearchIndex(after(second._state, two_entries, EDITED), second)
    files = published(two_entries)
    assert files_at(third, files) == files
