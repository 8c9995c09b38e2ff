"""Addresses: slugs, where things live, and links from one page to another."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.dates import Date, YearDay
from builder.core.urls import (
    TITLE_LIMIT,
    Slug,
    date_address,
    entry_address,
    entry_id,
    host,
    is_web,
    outlet_address,
    path_slug,
    scheme,
    slugify,
    static_address,
    static_folder,
    topic_address,
    year_day_address,
)

SEED = Path(__file__).parents[2] / "seeds" / "001_040775a8f5c1d541.txt"
SEED_LINKS = re.findall(r"^\d+\. \[(.*)\]\(/news/\S+/([^/]+)\.md\)", SEED.read_text(encoding="utf-8"), re.MULTILINE)


def test_the_seed_page_has_ten_related_links() -> None:
    assert len(SEED_LINKS) == 10


@pytest.mark.parametrize(("title", "slug"), SEED_LINKS)
def test_a_title_of_the_seed_gives_the_slug_of_its_link(title: str, slug: str) -> None:
    assert slugify(title, TITLE_LIMIT) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("North Korea", "north-korea"),
        ("  U.S. -- Iran: talks?! ", "u-s-iran-talks"),
        ("already-a-slug-2", "already-a-slug-2"),
        ("a_b", "a-b"),
        ("México", "méxico"),
        ("ÉTAT D’URGENCE", "état-d-urgence"),
        ("Cafe\u0301", "caf\u00e9"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("الأُمَم المتحدة", "الأُمَم-المتحدة"),
        ("北朝鮮・イラン", "北朝鮮-イラン"),
        ("٢٠١١", "٢٠١١"),
        ("\u212aelvin", "kelvin"),
    ],
)
def test_letters_marks_and_digits_of_every_script_are_kept(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize("text", ["", "   ", "?!", "—…", "-"])
def test_a_text_without_letters_and_digits_has_an_empty_slug(text: str) -> None:
    assert slugify(text) == ""


def test_the_limit_counts_the_characters_of_the_text_and_leaves_no_hyphen_at_the_end() -> None:
    assert slugify(" abc def", 5) == "abc"
    assert slugify("abc def", 6) == "abc-de"


@pytest.mark.parametrize("letter", ["a", "é", "क", "北", "𐐨"])
def test_a_slug_has_at_most_240_bytes_and_no_broken_letter(letter: str) -> None:
    slug = slugify(letter * 300)
    assert slug == letter * (240 // len(letter.encode()))


def test_a_slug_that_is_cut_at_a_hyphen_loses_it() -> None:
    assert slugify("a" * 239 + " b") == "a" * 239


@given(st.text())
def test_a_slug_is_made_of_single_hyphens_between_letters_marks_and_digits(text: str) -> None:
    parts = slugify(text).split("-")
    assert parts == [""] or all(parts)
    assert all(unicodedata.category(character)[0] in "LMN" for part in parts for character in part)


@given(st.text(st.characters(codec="utf-8")))
def test_composed_and_decomposed_spellings_have_one_slug(text: str) -> None:
    assert slugify(unicodedata.normalize("NFC", text)) == slugify(unicodedata.normalize("NFD", text))


def test_an_entry_lives_below_its_section_and_date() -> None:
    entry = entry_id(Slug("news"), Date(2013, 4, 2), Slug("arms-trade"))
    assert entry == "news/2013/04/2/arms-trade"
    assert entry_address(entry) == "news/2013/04/2/arms-trade.html"
    assert entry_address(entry, "json") == "news/2013/04/2/arms-trade.json"


@pytest.mark.parametrize(
    ("date", "address"),
    [
        (Date(2011, 5, 5), "news/2011/05/5/index.html"),
        (Date(2011, 5), "news/2011/05/index.html"),
        (Date(2011), "news/2011/index.html"),
        (None, "news/index.html"),
    ],
)
def test_a_day_a_month_a_year_and_a_section_have_a_folder_each(date: Date | None, address: str) -> None:
    assert date_address(Slug("news"), date) == address


def test_a_listing_can_be_had_in_another_format() -> None:
    assert date_address(Slug("news"), Date(2011, 5, 5), "xml") == "news/2011/05/5/index.xml"


def test_a_topic_has_a_folder_for_its_page_and_its_years() -> None:
    assert topic_address(Slug("iran")) == "topics/iran/index.html"
    assert topic_address(Slug("iran"), "2011.html") == "topics/iran/2011.html"
    assert outlet_address(Slug("bbc")) == "sources/bbc/index.html"
    assert outlet_address(Slug("bbc"), "2011.html") == "sources/bbc/2011.html"


def test_a_day_of_the_year_has_an_address_in_which_the_month_has_two_digits_and_the_day_as_many_as_it_needs() -> None:
    assert year_day_address(YearDay(5, 15)) == "on-this-day/05/15.html"
    assert year_day_address(YearDay(2, 3)) == "on-this-day/02/3.html"
    assert year_day_address() == "on-this-day/index.html"


@pytest.mark.parametrize(
    ("path", "slug"), [("Notes/About us", "notes/about-us"), ("About", "about"), ("/a//!/b/", "a/b"), ("", "")]
)
def test_each_part_of_a_path_becomes_a_slug(path: str, slug: str) -> None:
    assert path_slug(path) == slug


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("http://www.a.example/b", "a.example"),
        ("https://kim@A.Example:8080", "a.example"),
        ("http://[broken", None),
        ("words", None),
    ],
)
def test_the_host_of_an_address_names_it(address: str, name: str | None) -> None:
    assert host(address) == name


def test_static_files_lie_in_a_folder_of_their_fingerprint_but_for_the_schemas() -> None:
    folder = static_folder(bytes(range(16)))
    assert folder == "static/00010203/"
    assert static_address("static/map/a.js", folder) == "static/00010203/map/a.js"
    assert static_address("static/schema/day.schema.json", folder) == "static/schema/day.schema.json"


@pytest.mark.parametrize(
    ("address", "web"),
    [
        ("http://a.example", True),
        ("HTTPS://a.example/b?c#d", True),
        ("https://", False),
        ("https:///b", False),
        ("http://a b", False),
        ("//a.example", False),
        ("mailto:a@b.example", False),
    ],
)
def test_a_web_address_is_whole_and_http_or_https(address: str, web: bool) -> None:
    assert is_web(address) is web


@pytest.mark.parametrize(
    ("address", "name"),
    [("HTTPS://a", "https"), (" \x01javascript:x", "javascript"), ("a/b:c", None), ("b.md", None), ("", None)],
)
def test_the_scheme_of_an_address_is_lower_case(address: str, name: str | None) -> None:
    assert scheme(address) == name
