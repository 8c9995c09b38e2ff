"""The law of conservation: every word of a file's text stands on its page, in its order, but for comments.

This compares the words of both without Markdown's grammar, so that it finds what parser and renderer agree to lose.
Words that are not shown by their nature are looked for in the attributes of tags: addresses, titles, languages of code.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from builder.config.config import Config
from builder.content import page_form
from builder.content.body import without_colours
from builder.content.preprocess import SourceText, preprocess
from builder.core.model import Detail
from builder.core.record import Frozen
from builder.core.text import normalize_newlines
from builder.frontmatter.split import split

_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"""<(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ALT = re.compile(r'<img [^>]*\balt="([^"]*)"[^>]*>')
_NOTES = '<div class="footnotes">'
_LIST_NUMBERS = re.compile(r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))+(?:\[[ xX]\][ \t])?")
_MARKERS = re.compile(
    r"^[ \t>]*(?:```|~~~).*$"  # the language of code
    r"|^[ \t>]*\[[^\]^\n]+\]:.*$|(?<=\])\[[^\]\n]*\]"  # a reference, by its definition or by its label
    r"|\[\^[^\]\s]+\](?::(?=\s))?|^[ \t>]*\[![\w-]+\]"  # a footnote, an alert
    r"|\{#[^\s{}]+\}[ \t]*$"  # the id of a heading
)
_NEAR, _FAR = 1, 400


class LostWord(Frozen, frozen=True):
    """A word of a file that is not on its page, or not in its order."""

    word: str
    line: int
    """Its line in the file."""


def lost_words(text: str, title: str, detail: Detail, config: Config) -> Iterator[LostWord]:
    """The words of a file's text that its page does not show, given the title and the detail that were made of it."""
    parts = split(normalize_newlines(text), "")
    markdown, _ = preprocess(SourceText(parts.body, "", 1, config.markup, config.raw_html))
    line = parts.body_line
    if page_form.is_page_form(markdown):
        form = page_form.parse(markdown)
        markdown, line = form.body, line + form.body_line - 1
    shown, beside = _page_words(title, detail)
    position = 0
    for word, offset in _text_words(markdown):
        found = _find(word, shown, position, _NEAR)
        if found is None and beside[word]:
            beside[word] -= 1
            continue
        found = _find(word, shown, position, _FAR) if found is None else found
        if found is None:
            yield LostWord(word, line + offset)
        else:
            position = found + 1


def _find(word: str, words: list[str], start: int, reach: int) -> int | None:
    try:
        return words.index(word, start, start + reach)
    except ValueError:
        return None


def _text_words(markdown: str) -> Iterator[tuple[str, int]]:
    """The words of a Markdown text that are to be shown, with their lines from 0."""
    for offset, line in enumerate(markdown.split("\n")):
        plain = unescape(_MARKERS.sub(" ", _LIST_NUMBERS.sub(" ", line)))
        yield from ((word, offset) for word in _WORD.findall(plain))


def _page_words(title: str, detail: Detail) -> tuple[list[str], Counter[str]]:
    """The words that a page shows in their order, and how often it has others: in tags and footnotes, which move."""
    body = detail.body
    html = without_colours(" ".join(body.pieces))
    text, _, notes = html.partition(_NOTES)
    targets = [word for link in body.links for word in (link.target, unquote(link.target))]
    beside = " ".join([*_TAG.findall(html), *targets, _TAG.sub(" ", notes)])
    shown = _TAG.sub(" ", _ALT.sub(r" \1 ", text))
    return _WORD.findall(f"{title} {unescape(shown)}"), Counter(_WORD.findall(unquote(unescape(beside))))
