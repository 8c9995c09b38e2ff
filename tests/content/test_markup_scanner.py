"""Markup is found from left to right, each kind with its end, or without one where that is still markup."""

import pytest

from builder.content.markup_scanner import MarkupKind, MarkupScanner

KINDS = (
    MarkupKind("code", "(?<!`)`+", end="(?<!`){opening}(?!`)", barrier=r"\n\n"),
    MarkupKind("comment", "<!--", end="-->", unended=""),
    MarkupKind("rest", "#", end=";", unended=r"[\s\S]*"),
    MarkupKind("tag", "{%", end="%}", barrier=r"\n"),
    MarkupKind("brace", "{"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a <!-- b --> c", [("comment", "<!-- b -->")]),
        ("a <!-- b <!-- c", [("comment", "<!--"), ("comment", "<!--")]),
        ("`a {% ` b", [("code", "`a {% `")]),
        ("``a` b``", [("code", "``a` b``")]),
        ("`a\n\nb` `c`", [("code", "` `")]),
        ("{% a\n%} {% b %}", [("brace", "{"), ("tag", "{% b %}")]),
        ("a # b <!-- c", [("rest", "# b <!-- c")]),
        ("a # b; c", [("rest", "# b;")]),
        ("a", []),
    ],
)
def test_markup_is_found(text: str, found: list[tuple[str, str]]) -> None:
    assert [(kind, text[start:end]) for kind, start, end in MarkupScanner(KINDS, text).all()] == found


def test_an_end_that_is_behind_a_barrier_is_found_by_a_later_opening() -> None:
    text = "{% a {% b\n{% c %}"
    assert [(kind, text[start:end]) for kind, start, end in MarkupScanner(KINDS, text).all() if kind == "tag"] == [
        ("tag", "{% c %}")
    ]
