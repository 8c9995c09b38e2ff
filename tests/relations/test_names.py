"""What can be named in a site, each kind of name by itself."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from builder.config.config import Config
from builder.core.dates import Date
from builder.core.model import Asset, Content, Page
from builder.core.urls import Address
from builder.relations.names import Names, inside
from tests.sites import changed, entry_of

CONFIG = Config(Path("/site"))

Form = Literal["NFC", "NFD"]


def page(path: str, title: str = "") -> Page:
    """A page of a file below content/."""
    return Page(f"content/{path}", Address(path.removesuffix(".md") + ".html"), title)


@pytest.mark.parametrize("asked", ["NFC", "NFD"])
@pytest.mark.parametrize("written", ["NFC", "NFD"])
def test_a_file_lies_at_its_path_however_its_accents_are_written(written: Form, asked: Form) -> None:
    path = "pläne/größe.png"
    file = Asset(f"content/{unicodedata.normalize(written, path)}", Address("plaene.png"), "")
    names = Names(Content((), (), (file,)), CONFIG)
    assert names.file_at(unicodedata.normalize(asked, path)) == "plaene.png"
    assert names.file_at("plane/grosse.png") is None


def test_a_files_name_names_it_with_and_without_its_date_unless_two_have_it() -> None:
    files = ("a/2011-05-15-pier.md", "a/quay.md", "b/quay.md", "c/harbour/index.md")
    names = Names(Content((), tuple(map(page, files)), ()), CONFIG)
    assert names.by_file_name == {
        "2011-05-15-pier": "a/2011-05-15-pier.html",
        "pier": "a/2011-05-15-pier.html",
        "harbour": "c/harbour/index.html",
    }


def test_of_two_entries_with_one_title_the_newest_has_it() -> None:
    entries = tuple(entry_of(f"e{year}", Date(year, 5, 1), title="The talks") for year in (2010, 2011))
    assert Names(Content(entries, (), ()), CONFIG).by_title == {"the-talks": entries[1].address}


def test_a_date_has_the_sections_whose_entries_begin_or_last_there() -> None:
    news = changed(entry_of("a", Date(2011, 12, 31)), end=Date(2012, 1, 1))
    names = Names(Content((news, entry_of("b", Date(2012, 1, 1), section="opinion")), (), ()), CONFIG)
    assert names.sections_at[Date(2011)] == names.sections_at[Date(2011, 12, 31)] == ("news",)
    assert names.sections_at[Date(2012, 1)] == ("news", "opinion")
    assert Date(2012, 1, 2) not in names.sections_at


def test_the_path_of_a_file_is_told_from_the_folder_of_the_content_on() -> None:
    assert inside("content/news/a.md", CONFIG) == "news/a.md"
    assert inside("news/a.md", Config(Path("/vault"), content=Path("/vault"))) == "news/a.md"
