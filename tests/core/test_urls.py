"""Addresses: slugs, where things live, and links from one page to another."""

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.urls import (
    NAME_LIMIT,
    TITLE_LIMIT,
    first_words,
    host,
    is_web,
    name_slug,
    path_slug,
    scheme,
    slugify,
    static_address,
    static_folder,
    topic_slug,
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
    digests = {"static/a.css": b"1", "static/map/a.js": b"2"}
    folder = static_folder(digests)
    assert re.fullmatch("static/[0-9a-f]{8}/", folder)
    assert static_folder({**digests, "static/schema/day.schema.json": b"3"}) == folder
    assert folder not in (static_folder({**digests, "static/a.css": b"2"}), static_folder({"static/a.css": b"1"}))
    assert static_address("static/map/a.js", folder) == f"{folder}map/a.js"
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


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("c++11", "c-plus-plus-11"),
        ("C#", "c-sharp"),
        ("F#/C#", "f-sharp-c-sharp"),
        ("Disney+", "disney-plus"),
        ("18+", "18-plus"),
        ("P5+1", "p5-1"),
        ("#harbour", "harbour"),
        ("Issue #5", "issue-5"),
        ("3#", "3"),
        ("R&D", "r-d"),
        (".NET", "net"),
        ("+", ""),
    ],
)
def test_a_sign_that_ends_a_word_is_a_word_of_a_topics_slug(name: str, slug: str) -> None:
    assert topic_slug(name) == slug


@given(st.text(st.characters(codec="utf-8", exclude_characters="+#")))
def test_a_topic_without_such_signs_has_the_slug_of_its_name(name: str) -> None:
    assert topic_slug(name) == slugify(name)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Climate \u2600\ufe0f", "climate"),
        ("Climate \u2600\ufe0e", "climate"),
        ("1\ufe0f\u20e3 port", "1-port"),
        ("\U0001f6e0\ufe0f Tools", "tools"),
        ("\U0001f6e0\ufe0f", "hammer-and-wrench"),
        ("\U0001f469\u200d\U0001f4bb", "woman-personal-computer"),
    ],
)
def test_emoji_leave_no_mark_in_a_slug_and_are_named_where_there_is_nothing_else(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(st.sampled_from("a\u2600\ufe0e\ufe0f\u20e3 e\u0301-")))
def test_no_slug_has_a_selector_of_emoji(text: str) -> None:
    assert slugify(text) == slugify(text.replace("\ufe0f", "").replace("\ufe0e", "").replace("\u20e3", ""))


@pytest.mark.parametrize(
    ("slug", "cut"),
    [
        ("a-harbour", "a-harbour"),
        ("a-harbour-reopens", "a-harbour"),
        ("a-harbours", "a"),
        ("harbour-master", "harbour"),
        ("harbourmaster", "harbourma"),
    ],
)
def test_the_first_words_of_a_slug_are_whole_but_for_one_that_is_longer(slug: str, cut: str) -> None:
    assert first_words(slug, 9) == cut


def test_the_name_of_a_new_file_has_sixty_characters_at_most() -> None:
    assert name_slug("A harbour reopens.") == "a-harbour-reopens"
    assert len(name_slug("A harbour reopens after a storm. " * 9)) <= NAME_LIMIT == 60
