"""Front matter read without YAML: what is read so, what is left to YAML, and that both give the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.frontmatter.front_matter import FrontMatter
from builder.frontmatter.split_fast import parse
from builder.frontmatter.yaml_form import parse_yaml

NEW_ENTRY = """
title: "Iran: talks \\"at last\\""
date: 2011-05-15
contexts: ["Iran", "Los Angeles, California", "C:\\\\"]
tags: [United Nations, 2011, it's, true]
aliases: []
summary:
draft: false
importance: 5

sources:
  - name: "Lake Post"
    url: https://lake.example/a?b=c#d
  - By phone
  - "12"
updated: 2012-01
"""


def plain(text: str) -> FrontMatter | None:
    """What is read without YAML."""
    found = parse(text, 1)
    return FrontMatter(*found) if found else None


def same(text: str) -> bool:
    """Whether a text is read without YAML; then YAML reads the same, the kinds of values and all lines included."""
    if not (found := plain(text)):
        return False
    reference = parse_yaml(text, "x.md", 0)
    assert (repr(found.values), found.lines, found.warnings) == (
        repr(reference.values),
        reference.lines,
        reference.warnings,
    )
    return True


def test_the_front_matter_of_a_new_entry_is_read_without_yaml() -> None:
    assert same(NEW_ENTRY)


@pytest.mark.parametrize("end", ["\n", "", "\n\n\n"])
def test_blank_lines_around_the_keys_count_as_lines(end: str) -> None:
    assert same(f"\n\na: b\n\n\nc:\n\n  - d\n\n  - e{end}")


@pytest.mark.parametrize("text", ["", "\n", "\n\n"])
def test_no_keys_are_no_values(text: str) -> None:
    assert plain(text) == parse_yaml(text, "x.md", 0) == FrontMatter()


@pytest.mark.parametrize(
    "value",
    [
        *("words", "Été 2011", "北朝鮮", "a:b", "12:30", "a#b", "it's", 'the "deal"', "x [y] {z}", "A & B, *c* !d"),
        *("0", "5", "123456789012345678", "1234567890123456789", "007", "1.5", "2011-05-15", "1e3", "0x1F", "٣"),
        *("true", "False", "NULL", "tRUE", "no", "yes", "on"),
        *('""', '" "', '"a: b #c"', '"true"', '"\\\\\\""', '"\'"', "[]", '[""]', "[a]", '["a", ", "]'),
        *('["\\"", "\\", "]',),
        *("[a b, c]", "[null, 5, 007]", "[U.S., A & B, x (y)]"),
    ],
)
def test_a_plain_value_is_read_as_yaml_reads_it(value: str) -> None:
    assert same(f"\nkey: {value}\n")


@pytest.mark.parametrize(
    "text",
    [
        *("a:  b", "a: b ", "a:\tb", "a : b", "a:b", " a: b", "a:\n b", "a: b\n  c", "a: b\n  - c", "- a", "words"),
        *("a: b: c", "a: b:", "a: b #c", "a: #b", "# a", "a: 'b'", 'a: "b\\n"', 'a: "b" c', 'a: "b', 'a: "b"c"'),
        *("a: ~", "a: -3", "a: _b", "a: &b c", "a: *b", "a: !b c", "a: |", "a: >-", "a: {b: c}", "a: .inf", "a: ..."),
        *("a: [b", "a: [b,]", "a: [b,c]", "a: [ b ]", "a: [b: c]", 'a: ["b", c]', "a: [[b]]", "a: [b] c", "a: [#]"),
        *("a: b\na: c", "a: [b]\na:", "true: a", "Null: a", "1: a", "? a", "<<: a", "é: a", "'a': b", f"{'a' * 62}: b"),
        *("a:\n- b", "a:\n   - b", "a:\n  -  b", "a:\n  - - b", "a:\n  - [b]", "a:\n  -", "a:\n    b", "a:\n    b: c"),
        *("a:\n  - b: c\n    b: d", "a:\n  - b\n    c: d", "a:\n  - b: c\n    d", "a:\n  - b: c\n   d: e"),
        *("a:\n  b: c",),
        *("a:\n  - b:", "a:\n  - b:\n    c: d", "a:\n  - true: b", "a:\n  - b: c\n  d: e", "a: b\n    c: d"),
        *("a: b\u00a0c", "a: \u200bb", "a: b\u2028c", "a: b\x80", "\ufeffa: b", "a: b\x07", "a: \u0301b", "---"),
        *("a\n...",),
    ],
)
def test_whatever_is_written_another_way_is_left_to_yaml(text: str) -> None:
    assert plain(f"\n{text}\n") is None


PIECES = (
    *("a", "b c", "Iran", "é", "北", "1", "007", "-3", "1.5", "2011-05-15", "true", "Null", "~", "no", "x" * 70),
    *("\u0301",),
    *('"', "'", "\\", '\\"', '"a"', '"b: c #d"', '["a", "b, c"]', "[a, b]", "[", "]", "{", "}", ", ", ",", "(", "."),
    *(":", ": ", " :", "#", " #", "-", "- ", "?", "? ", "&a ", "*a", "!x ", "!", "|", ">", "%", "@", "`", "="),
    *("<<", "&"),
    *(" ", "  ", "\t", "\n", "\n  - ", "\n    ", "\n- ", "\n  ", "\n\n", "\u00a0", "\u2028", "\x85", "\x07", "\ufeff"),
)
LINES = (
    *('title: "Iran: talks"', "date: 2011-05-15", 'contexts: ["a, b", "c"]', "tags: [a, b c, 1]", "draft: false"),
    *("a: 5",),
    *("sources:", '  - name: "x"', "  - url: http://y.example/z?a#b", "    date: 2011", '    author: "a \\"b\\""'),
    *("  - c",),
    *("summary: It's here", "updated:", "aliases: []", ""),
)


@given(
    st.lists(st.sampled_from(LINES), max_size=7, unique=True), st.sampled_from(PIECES) | st.text(max_size=2), st.data()
)
def test_plain_lines_with_anything_put_among_them_are_read_as_yaml_reads_them_or_left_to_yaml(
    written: list[str], piece: str, data: st.DataObject
) -> None:
    text = "\n" + "\n".join(written) + "\n"
    at = data.draw(st.integers(0, len(text))) if piece else 0
    same(text[:at] + piece + text[at:])


KEYS = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
SCALARS = st.sampled_from(PIECES[:15]) | st.text("ab:#-'\"é1, ", min_size=1, max_size=6)


@given(st.dictionaries(KEYS, SCALARS | st.lists(SCALARS, min_size=1, max_size=3) | st.none(), max_size=4))
def test_what_is_nearly_plain_is_read_as_yaml_reads_it_or_left_to_yaml(values: dict[str, Any]) -> None:
    written = [
        "\n".join([f"{key}:", *(f"  - {item}" for item in value)]) if isinstance(value, list) else f"{key}: {value}"
        for key, value in values.items()
    ]
    same("\n" + "\n".join(written) + "\n")
