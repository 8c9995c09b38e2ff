"""A page is made once for a state of the site, and outlives templates that turn wrong."""

import pytest
from msgspec.structs import replace

from builder.core.problems import Code
from builder.core.urls import Address
from builder.serve import snapshot as module
from builder.serve.site_state import load_state, reload_theme
from builder.serve.snapshot import Made, Snapshot
from tests.repository import committed
from tests.sites import SiteFolder

PAGE = Address("news/2011/05/15/first.html")


def made(snapshot: Snapshot, address: str = PAGE) -> Made:
    """The page at an address."""
    found = snapshot.file(Address(address))
    assert isinstance(found, Made)
    return found


def test_a_page_is_made_once(two_entries: SiteFolder) -> None:
    snapshot = Snapshot(load_state(two_entries.config()))
    assert made(snapshot) is made(snapshot)
    assert made(snapshot).digest == made(Snapshot(snapshot.state)).digest


def test_a_page_whose_template_turns_wrong_stays_as_it_was(two_entries: SiteFolder) -> None:
    first = Snapshot(load_state(two_entries.config()))
    good = made(first).content
    two_entries.write({"templates/entry.html": "{{ nothing }}"})
    second = first.following(reload_theme(first.state))
    assert second.number == 2
    assert made(second).content == good
    assert [problem.code for problem in made(second).problems] == [Code.TEMPLATE_UNDEFINED]
    assert [problem.code for problem in second.samples()] == [Code.TEMPLATE_UNDEFINED]
    third = second.following(second.state)
    assert made(third).content == good
    lost = made(third, "news/2011/05/16/second.html")
    assert lost.is_lost
    assert lost.content == b""


def test_an_empty_file_is_not_a_lost_one(two_entries: SiteFolder) -> None:
    assert not made(Snapshot(load_state(two_entries.config())), ".nojekyll").is_lost


def test_a_history_is_made_from_the_file_of_its_entry_and_is_one_of_the_samples(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: Mended\n---\nOne.\n"})
    committed(two_entries.path, "Mend a title")
    two_entries.write({"templates/history.html": "{{ nothing }}"})
    snapshot = Snapshot(load_state(two_entries.config()))
    history = made(snapshot, "news/2011/05/15/first.history.html")
    assert snapshot.source(history.planned) == two_entries.path / "content/news/2011/05/15/first.md"
    assert [problem.code for problem in snapshot.samples()] == [Code.TEMPLATE_UNDEFINED]


def test_only_so_many_pages_are_kept(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT", 3)
    snapshot = Snapshot(load_state(two_entries.config()))
    first = made(snapshot)
    for address in snapshot.published:
        snapshot.file(address)
    assert len(snapshot._pages) == 3
    assert made(snapshot) is not first
    assert len(snapshot.following(snapshot.state)._good) == 3


def test_templates_are_compiled_once_and_again_when_they_change(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/entry.html": "One {{ view.title }}"})
    snapshot = Snapshot(load_state(two_entries.config()))
    assert made(snapshot).content == b"One First"
    two_entries.write({"templates/entry.html": "Two {{ view.title }}"})
    assert made(snapshot.following(reload_theme(snapshot.state))).content == b"Two First"


@pytest.mark.parametrize(
    ("base_url", "base"), [(None, "/"), ("https://a.example/", "/"), ("https://a.example/b/", "/b/")]
)
def test_the_site_is_below_the_path_of_its_base_url(two_entries: SiteFolder, base_url: str | None, base: str) -> None:
    state = load_state(two_entries.config())
    sources = replace(state.sources, config=replace(state.config, base_url=base_url))
    assert Snapshot(replace(state, assembled=replace(state.assembled, sources=sources))).base == base
