"""Asking for one address gives what planning all of them gives."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.core.urls import Address
from builder.pages.kind import Copied, PlannedPage
from builder.pages.registry import KINDS
from builder.planning.lookup import PageLookup
from builder.planning.plan import plan
from builder.rendering.render import Renderer
from builder.serve.site_state import load_state
from tests.relations.test_relate_edits import FILES, TEXTS
from tests.repository import committed
from tests.sites import ROOT, SiteFolder


def assert_same(site: SiteFolder) -> None:
    """Every planned address is found, made of the same; and no other."""
    state = load_state(site.config())
    planned, _ = plan(state.site, state.theme, KINDS)
    renderer = Renderer(state.site, state.theme, state.details, KINDS)
    published = PageLookup(state.site, state.theme, KINDS)
    files: tuple[PlannedPage | Copied, ...] = (*planned.pages, *planned.copies)
    assert {*published} == {file.address for file in files}
    for file in files:
        found = PageLookup(state.site, state.theme, KINDS).at(file.address)
        if isinstance(file, PlannedPage):
            assert isinstance(found, PlannedPage)
            assert found.kind is file.kind
            assert renderer.render(found, renderer.view(found)) == renderer.render(file, renderer.view(file))
        else:
            assert found == file
        for other in (
            f"{file.address}x",
            f"x{file.address}",
            file.address.upper(),
            f"{file.address}/",
            f"/{file.address}",
        ):
            assert other not in published


@settings(max_examples=15)
@given(st.dictionaries(st.sampled_from(FILES), TEXTS, min_size=1))
def test_an_address_leads_to_what_is_planned_for_it(texts: dict[str, str]) -> None:
    with TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder))
        site.write({"content/picture.png": b"", "content/notes/more.txt": b"", **texts})
        assert_same(site)
        site.write({"dateline.toml": 'formats = ["html", "json", "md", "xml"]\nbase_url = "https://example.org/"\n'})
        assert_same(site)


def test_so_do_the_addresses_of_large_topics_and_outlets_and_of_many_of_them(site: SiteFolder) -> None:
    texts = {
        f"content/news/{2000 + n % 3}/{1 + n % 12:02}/{1 + n % 28}/e{n}.md": (
            f"---\ntitle: E{n}\ncontexts: [Large, Topic {n}, {n} topic]\n"
            f"sources: [Large, Outlet {n}, {n} outlet]\naliases: [/old/{n}.html]\n---\n"
        )
        for n in range(210)
    }
    site.write(texts)
    assert_same(site)


def test_so_do_the_addresses_of_histories(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: Mended\ncontexts: [Iran]\n---\nOne.\n"})
    committed(two_entries.path, "Mend a title")
    assert_same(two_entries)
    assert "news/2011/05/15/first.history.html" in {page.address for page in two_entries.plan().pages}


def test_so_do_the_addresses_of_pairs_of_topics_with_files_and_of_their_other_names(site: SiteFolder) -> None:
    names = ["[Iran, Oil]"] * 5 + ["[Persia]", "[Oil]"]
    texts = {
        f"content/news/2011-05-{n + 10}-e.md": f"---\ntitle: E\ncontexts: {its}\n---\n" for n, its in enumerate(names)
    }
    site.write({"content/topics/iran.md": "---\ntitle: Iran\naliases: [Persia]\nkind: place\n---\n[[Oil]]\n", **texts})
    assert_same(site)
    assert "topics/iran/and/oil.html" in {page.address for page in site.plan().pages}


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        ".",
        "..",
        "news",
        "news/",
        "topics",
        "topics/",
        "sources",
        "sources/",
        "sources/none/index.html",
        "news/0/index.html",
        "news/99999/index.html",
        "\0",
        "²/index.html",
    ],
)
def test_nothing_is_published_at_what_is_no_address(address: str) -> None:
    state = load_state(SiteFolder(ROOT / "tests/site").config())
    assert PageLookup(state.site, state.theme, KINDS).at(Address(address)) is None
