"""Text helpers: cleaning, normalizing, truncating, sorting and counting."""

import pytest

from builder.core.text import clean, collation_key, format_size, normalize_newlines, one_line, pluralize, truncate, wrap


@pytest.mark.parametrize("unseen", ["\x00", "\x07", "\x0b", "\x1f", "\x7f", "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_taken_out(unseen: str) -> None:
    assert clean(f"a{unseen}b") == "ab"


def test_letters_of_every_script_and_line_ends_stay() -> None:
    assert clean("é\n\tहिन्दी 𝒳") == "é\n\tहिन्दी 𝒳"


def test_a_text_on_one_line_has_single_blanks() -> None:
    assert one_line("  a\n b\u00a0\t c\x07 ") == "a b c"


def test_every_kind_of_line_end_becomes_one_and_counts_once() -> None:
    assert normalize_newlines("\ufeffa\r\nb\rc\nd") == "a\nb\nc\nd"


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_a_mark_that_only_some_programs_count_as_a_line_end_becomes_a_blank(mark: str) -> None:
    assert normalize_newlines(f"a{mark}b") == "a b"


def test_a_text_is_truncated_between_words() -> None:
    assert truncate("one two three", 20) == "one two three"
    assert truncate("one two three", 9) == "one two…"
    assert truncate("antidisestablishment", 4) == "anti…"


@pytest.mark.parametrize(
    ("number", "noun", "words"),
    [
        (1, "entry", "1 entry"),
        (2, "entry", "2 entries"),
        (0, "topic", "0 topics"),
        (1200, "day", "1,200 days"),
        (2, "address", "2 addresses"),
    ],
)
def test_a_number_agrees_with_its_noun(number: int, noun: str, words: str) -> None:
    assert pluralize(number, noun) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (999, "999 B"), (19_240, "19.2 kB"), (1_000_000, "1.0 MB"), (1_682_000_000, "1,682.0 MB")],
)
def test_a_number_of_bytes_is_written_with_the_unit_that_fits_it(size: int, words: str) -> None:
    assert format_size(size) == words


def test_letters_with_marks_are_sorted_as_those_without() -> None:
    assert collation_key("Éire, Île, Łódź, Ørsted, Ελλάδα, Ёлка, ẞ") == "eire, ile, lodz, orsted, ελλαδα, елка, ss"


def test_marks_of_other_scripts_are_part_of_their_letters() -> None:
    for text in ("한국", "हिन्दी", "がく", "العراق"):
        assert collation_key(text) == text


def test_a_text_is_wrapped_but_for_its_commands() -> None:
    assert wrap("Say in a shell:\n  git add --all\nOr none-of-it.", 9) == [
        *("Say in a", "shell:", "  git add --all", "Or", "none-of-it.")
    ]
    assert wrap("", 9) == []
