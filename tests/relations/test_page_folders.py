"""Folders of pages: which there are, their order, and what is read after what."""

from collections.abc import Mapping

import pytest

from builder.core.model import Page
from builder.core.urls import Address
from builder.relations.page_folders import PageFolder
from builder.relations.site import Site
from tests.sites import SiteFolder

ENTRY = {"content/news/2011-05-15-a.md": "---\ntitle: A\n---\n"}


def page(title: str, **keys: object) -> str:
    """A file with front matter and no date."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **keys}.items())
    return f"---\n{lines}---\nWords.\n"


def made(site: SiteFolder, files: Mapping[str, str]) -> Site:
    """The site of some files below content/, and of an entry."""
    site.write({**ENTRY, **{f"content/{name}": text for name, text in files.items()}})
    return site.assemble().site


def tree(item: Page | PageFolder) -> object:
    """The title of a page, or of a folder with what is in it."""
    return (item.title, [tree(inner) for inner in item.items]) if isinstance(item, PageFolder) else item.title


def read_after(site: Site, address: str) -> list[str]:
    """The titles of what is read after an address, up to the end."""
    place = site.page_place(Address(address))
    return [place.next.title, *read_after(site, place.next.address)] if place and place.next else []


def test_numbers_in_titles_are_in_the_order_of_their_values(site: SiteFolder) -> None:
    steps = made(site, {f"m/{n}.md": page(f"Step {n}") for n in (10, 2, 1)}).page_folders
    assert [tree(folder) for folder in steps] == [("M", ["Step 1", "Step 2", "Step 10"])]


def test_folders_are_a_tree_by_the_addresses_of_the_pages_in_them(site: SiteFolder) -> None:
    files = {"manual/index.md": page("The manual"), "manual/Get started/Long way/a.md": page("A"), "b/c.md": page("C")}
    folders = made(site, files).page_folders
    assert [tree(folder) for folder in folders] == [
        ("B", ["C"]),
        ("The manual", [("Get started", [("Long way", ["A"])])]),
    ]
    assert [folder.address for folder in folders] == ["b/index.html", "manual/index.html"]
    assert made(site, {}).folder_at.keys() == {
        *("b/index.html", "manual/index.html", "manual/get-started/index.html"),
        "manual/get-started/long-way/index.html",
    }


@pytest.mark.parametrize(
    ("name", "title"),
    [("coming-from", "Coming from"), ("coming_from", "Coming from"), ("HowTo", "HowTo"), ("a b-c", "a b-c")],
)
def test_a_folder_without_an_index_is_called_as_it_is_on_the_disk(site: SiteFolder, name: str, title: str) -> None:
    (folder,) = made(site, {f"{name}/a.md": page("A")}).page_folders
    assert (folder.title, folder.index) == (title, None)


@pytest.mark.parametrize("name", ["index.md", "README.md", "_index.md"])
def test_a_folder_is_called_by_its_own_file(site: SiteFolder, name: str) -> None:
    (folder,) = made(site, {f"m/{name}": page("The manual"), "m/a.md": page("A")}).page_folders
    assert (folder.title, [item.title for item in folder.items]) == ("The manual", ["A"])


def test_what_has_a_place_comes_first_then_pages_and_then_folders_by_title(site: SiteFolder) -> None:
    files = {
        "m/z/index.md": page("Z", order=1),
        "m/a.md": page("One and a half", order=1.5),
        "m/b.md": page("Minus", order=-1),
        "m/c.md": page("Émile"),
        "m/d.md": page("Fritz"),
        "m/e.md": page("dora"),
        "m/f/index.md": page("A folder"),
    }
    (folder,) = made(site, files).page_folders
    assert [item.title for item in folder.items] == [
        *("Minus", "Z", "One and a half", "dora", "Émile", "Fritz", "A folder")
    ]


def test_a_folder_is_read_before_what_is_in_it_and_all_that_before_the_next(site: SiteFolder) -> None:
    files = {
        "m/index.md": page("Manual"),
        "m/end.md": page("End", order=9),
        "m/start/a.md": page("A"),
        "m/start/index.md": page("Start", order=1),
        "m/keep/b.md": page("B"),
        "n/c.md": page("C"),
    }
    related = made(site, files)
    assert read_after(related, "m/index.html") == ["Start", "A", "End", "Keep", "B"]
    place = related.page_place(Address("m/start/a.html"))
    assert place
    assert [folder.title for folder in place.above] == ["Manual", "Start"]
    assert [item and item.title for item in (place.previous, place.next)] == ["Start", "End"]
    assert read_after(related, "n/index.html") == ["C"]
    first = related.page_place(Address("n/index.html"))
    assert first
    assert first.previous is None


def test_what_lies_in_a_section_with_entries_or_directly_in_content_is_in_no_folder_of_pages(site: SiteFolder) -> None:
    files = {"about.md": page("About"), "index.md": page("Home"), "news/help/index.md": page("Help")}
    related = made(site, {**files, "topics/iran.md": page("Iran")})
    assert (related.page_folders, related.page_place(Address("news/help/index.html"))) == ((), None)
    assert [page.title for page in related.top_pages] == ["About"]


def test_the_menu_names_a_folder_of_pages_once_among_the_pages(site: SiteFolder) -> None:
    files = {"b.md": page("B"), "m/start/a.md": page("A"), "m/b.md": page("B"), "help/index.md": page("Help")}
    assert [item.address for item in made(site, files).top_pages] == ["b.html", "help/index.html", "m/index.html"]
