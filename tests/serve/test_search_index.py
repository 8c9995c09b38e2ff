"""The search index of a served site is what a build would write, made at the first search and then amended."""

from collections.abc import Iterable, Mapping

import pytest

from builder.core.urls import INDEX, Address
from builder.relations.site import Site
from builder.search.index import Index, build_index
from builder.serve import search_index as module
from builder.serve.search_index import Searching
from builder.serve.site_state import Held, hold, renewed
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
    return {Address(name): content for name, content in site.tree().items() if name.startswith(INDEX)}


def answers(searching: Searching, addresses: Iterable[Address]) -> dict[Address, bytes | None]:
    """What is found at some addresses."""
    return {address: searching.get(address) for address in addresses}


def after(held: Held, site: SiteFolder, text: str) -> Held:
    """The state after one file holds another text."""
    site.write({FIRST: text})
    return renewed(held, site.config())


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose words are looked for."""
    return record_texts(module, monkeypatch)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """For each index that is made whole the number of its entries."""
    counts: list[int] = []

    def noted(site: Site, bodies: Mapping[str, str]) -> Index:
        counts.append(len(bodies))
        return build_index(site, bodies)

    monkeypatch.setattr(module, "build_index", noted)
    return counts


def test_every_file_is_as_a_build_writes_it(two_entries: SiteFolder) -> None:
    searching = Searching(hold(two_entries.config()))
    files = published(two_entries)
    assert answers(searching, files) == files


def test_an_index_is_made_when_it_is_asked_for_and_once(
    two_entries: SiteFolder, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(module, "update_index")
    searching = Searching(hold(two_entries.config()))
    assert made == []
    assert searching.get(WORDS)
    assert searching.get(DAY)
    assert made == [2]


def test_there_is_nothing_elsewhere_and_nothing_without_search(two_entries: SiteFolder, made: list[int]) -> None:
    assert Searching(hold(two_entries.config(search=False))).get(WORDS) is None
    assert made == []
    assert Searching(hold(two_entries.config())).get(Address("search/words/zz-.json")) is None


def test_after_an_edit_it_is_amended(two_entries: SiteFolder, made: list[int]) -> None:
    first = Searching(hold(two_entries.config()))
    before = first.get(WORDS)
    second = Searching(after(first._held, two_entries, EDITED.replace("First", "Renamed")), first)
    assert before != second.get(WORDS)
    files = published(two_entries)
    assert answers(second, files) == files
    assert first.get(WORDS) == before
    third = Searching(after(second._held, two_entries, EDITED.replace("First", "Renamed") + "Twice.\n"), second)
    files = published(two_entries)
    assert answers(third, files) == files
    assert made == [2]


def test_it_is_amended_over_states_in_which_nobody_searched(two_entries: SiteFolder, made: list[int]) -> None:
    first = Searching(hold(two_entries.config()))
    first.get(WORDS)
    second = Searching(after(first._held, two_entries, EDITED.replace("First", "Between")), first)
    third = Searching(after(second._held, two_entries, EDITED), second)
    files = published(two_entries)
    assert answers(third, files) == files
    assert made == [2]


def test_files_that_an_edit_takes_away_are_gone(two_entries: SiteFolder) -> None:
    first = Searching(hold(two_entries.config()))
    assert first.get(DAY)
    (two_entries.path / FIRST).unlink()
    second = Searching(renewed(first._held, two_entries.config()), first)
    assert second.get(DAY) is None
    files = published(two_entries)
    assert answers(second, files) == files


def test_what_cannot_be_amended_is_made_again(two_entries: SiteFolder, made: list[int]) -> None:
    first = Searching(hold(two_entries.config()))
    first.get(WORDS)
    two_entries.write({f"content/news/2011/05/15/{n}.md": f"---\ntitle: Entry {n}\n---\n" for n in range(16)})
    second = Searching(renewed(first._held, two_entries.config()), first)
    files = published(two_entries)
    assert answers(second, files) == files
    assert made == [2, 18]


def test_words_that_a_build_remembers_are_not_looked_for(two_entries: SiteFolder, looked_at: list[str]) -> None:
    files = published(two_entries)
    searching = Searching(hold(two_entries.config()))
    assert answers(searching, files) == files
    assert looked_at == []
    later = Searching(after(searching._held, two_entries, EDITED), searching)
    assert later.get(WORDS)
    assert looked_at == ["Once."]


def test_a_file_that_turns_wrong_is_found_by_the_words_that_it_had(two_entries: SiteFolder) -> None:
    files = published(two_entries)
    first = Searching(hold(two_entries.config()))
    second = Searching(after(first._held, two_entries, WRONG), first)
    assert answers(second, files) == files
    third = Searching(after(second._held, two_entries, EDITED), second)
    files = published(two_entries)
    assert answers(third, files) == files
