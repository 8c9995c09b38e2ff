"""The HTML of TimelineJS as Markdown."""

import pytest

from builder.importing.html_markdown import markdown_of, plain_of


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<p>One <b>two</b></p><p>three</p>", "One **two**\n\nthree"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ('<a href="https://example.org/a b" target="_blank">the port</a>', "[the port](https://example.org/a%20b)"),
        ("<a href='/a'>x</a> <a name=y>z</a>", "[x](/a) z"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("R&amp;D <em>now</em>", "R&D *now*"),
        ("<video src=a></video> <b>b</b>", "<video src=a></video> **b**"),
        ('<a href="/a">open', "[open](/a)"),
        ("if a < b & c > d", "if a < b & c > d"),
    ],
)
def test_simple_tags_become_markdown_and_others_stay(text: str, made: str) -> None:
    assert markdown_of(text) == made


def test_a_headline_is_one_line_without_tags() -> None:
    assert plain_of("<b>A harbour</b>\n reopens &amp; closes") == "A harbour reopens & closes"
