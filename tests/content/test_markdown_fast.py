"""The fast path of the Markdown renderer: which texts take it, and that the parser makes the same of them."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.markdown import MarkdownRenderer, MarkdownText
from builder.content.markdown_fast import to_html

EXAMPLES = json.loads((Path(__file__).parents[1] / "cases/commonmark.json").read_text(encoding="utf-8"))
RENDERERS = (MarkdownRenderer(), MarkdownRenderer(raw_html=True))


def check_same(markdown: str) -> None:
    """A text has the same body with and without the fast path, whether raw HTML is passed through or not."""
    for renderer in RENDERERS:
        text = MarkdownText(markdown, "x.md", 3)
        assert renderer.render(text) == renderer.render_by_parser(text)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("", ""),
        ("\n\n", ""),
        ("\nOne line.\n", "<p>One line.</p>"),
        ("One\ntwo\n\n\nthree", "<p>One\ntwo</p>\n<p>three</p>"),
        ('A & B > "C"', "<p>A &amp; B &gt; &quot;C&quot;</p>"),
        ("Part of *2011 protests*.\nIn *Oslo* too", "<p>Part of <em>2011 protests</em>.\nIn <em>Oslo</em> too</p>"),
        ("12:30 | 2011-05-15 - x = y # z!", "<p>12:30 | 2011-05-15 - x = y # z!</p>"),
        ("Été à 北朝鮮 — $5", "<p>Été à 北朝鮮 — $5</p>"),
    ],
)
def test_paragraphs_of_words_are_made_to_html(markdown: str, html: str) -> None:
    assert to_html(markdown) == html
    check_same(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        *("# a", "> a", "- a", "+ a", "* a", "1. a", "2) a", "a\n===", "a\n---", "---", "    a", " a", "a ", "a  \nb"),
        *("a\n b", "a\n \nb", "`a`", "a ` b", "**a**", "*a*", "a *b", "a* b", "a * b", "a *b c*d", "a *(b)*", "a _b_"),
        *("[a](b)", "[[a]]", "![a](b)", "[a]", "<b>", "a < b", "<http://a>", "&amp;", "AT&T", "&#35;", "a\\*", "~~a~~"),
        *("| a |\n|---|", "a | b\n--|--", "(a", '"a', "a\tb", "a\u00a0b", "a\u2028b", "a\x00b", "a *b*\u0301"),
        *("\u0301a",),
    ],
)
def test_whatever_has_or_may_have_another_meaning_is_left_to_the_parser(markdown: str) -> None:
    assert to_html(markdown) is None
    check_same(markdown)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_each_example_of_commonmark_is_made_as_the_parser_makes_it(number: int) -> None:
    markdown = EXAMPLES[number]["markdown"]
    for text in (markdown, markdown.rstrip("\n"), f"Words before.\n{markdown}\nWords *after*.\n"):
        check_same(text)


PIECES = (
    *("word", "two words", "Iran", "é", "北", "1", "10", "12. ", "3) ", "2011", "\u0301", "٣. ", "*", "**", " *a b* "),
    *(" *a*.", "*a", "b*", " *é*", " *(a)*", "_", "`", "[", "]", "[[a]]", "!", "<", ">", "<b>", "&", "& ", "&amp;"),
    *("\\", "~", "~~", "#", "# ", "- ", "-", "+ ", "---", "===", "|", "\n", "\n", "\n\n", "\n\n\n", " \n", "  \n"),
    *("\n ", "\n    ", "\t", "\u00a0", "\x00", '"', "'", ".", ",", ":", "http://a.b/c", "$", "€", " ", " ", "(", ")"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
def test_a_text_of_any_pieces_is_made_as_the_parser_makes_it(markdown: str) -> None:
    check_same(markdown)


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=12))
def test_a_text_in_any_script_is_made_as_the_parser_makes_it(text: str) -> None:
    check_same(f"A {text} b.")
    check_same(f"A *{text}* b.")
    check_same(f"{text} *b*{text}")
