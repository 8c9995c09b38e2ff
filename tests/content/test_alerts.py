"""Alerts in Markdown."""

import pytest

from builder.content.body import plain_text
from tests.content.test_markdown import body, render, shown


@pytest.mark.parametrize(
    ("markdown", "kind", "title"),
    [
        ("> [!NOTE]\n> a", "note", "Note"),
        ("> [!caution]\n> a", "caution", "Caution"),
        ("> [!tip]- Before *you* go\n> a", "tip", "Before <em>you</em> go"),
        ("> [!danger]\n> a", "caution", "Danger"),
        ("> [!recipe]+\n>\n> a", "note", "Recipe"),
    ],
)
def test_a_quote_with_a_marker_is_an_alert(markdown: str, kind: str, title: str) -> None:
    expected = f'<blockquote class="alert alert-{kind}">\n<p class="alert-title">{title}</p>\n<p>a</p>\n</blockquote>'
    assert shown(markdown) == expected


@pytest.mark.parametrize("markdown", ["> [!NOTE](a.md)", "> a [!NOTE]", "[!NOTE] a", "> [! NOTE]", "> - [!NOTE]"])
def test_other_brackets_make_no_alert(markdown: str) -> None:
    assert "alert" not in shown(markdown)


def test_an_alert_may_have_a_title_alone_and_stand_in_another() -> None:
    assert shown("> [!TIP] a\n> > [!NOTE]\n> > b").count("alert-title") == 2
    assert shown("> [!TIP] a") == '<blockquote class="alert alert-tip">\n<p class="alert-title">a</p>\n</blockquote>'


def test_the_lines_of_links_are_right_below_a_marker() -> None:
    assert [link.place.line for link in render("> [!NOTE] [[a]]\n> [[b]]", line=10)[0].links] == [10, 11]


def test_a_title_that_nobody_wrote_is_no_word_of_the_text() -> None:
    assert plain_text(body("> [!NOTE]\n> a\n\n> [!TIP] b\n> c")) == "a b c"
