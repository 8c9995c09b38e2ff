"""The law of conservation: every word of a file's text stands on its page, in its order, but for comments.

This compares the words of both without Markdown's grammar, so that it finds what parser and renderer agree to lose.
Words that are not shown by their nature are looked for in the attributes of tags: addresses, titles, languages of code.
Percent escapes and names of hosts in Punycode are read on both sides, as pages show or write an address in either form.
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
_DESTINATION = re.compile(  # of a link or picture: https://spec.commonmark.org/0.31.2/#link-destination
    r"\]\([ \t]*+(<[^<>]*+>|(?:[^\s<>()]++|\([^\s()]*+\))++)(?=[ \t)]|$)"
)
_PUNYCODE = re.compile(r"(?<![\w-])xn--([a-z0-9-]+)", re.IGNORECASE)
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
    for word, offset, is_address in _text_words(markdown):
        if is_address:  # no page has to show it, and it must not take the place of the next word
            beside[word] -= bool(beside[word])
            continue
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


def _text_words(markdown: str) -> Iterator[tuple[str, int, bool]]:
    """The words of a Markdown text, with their lines from 0, and whether a link leads there: no page has to show it."""
    for offset, line in enumerate(markdown.split("\n")):
        parts = _DESTINATION.split(_MARKERS.sub(" ", _LIST_NUMBERS.sub(" ", line)))
        for number, part in enumerate(parts):
            yield from ((word, offset, number % 2 == 1) for word in _words(part))


def _words(text: str) -> list[str]:
    """The words of Markdown or HTML without tags, as readers see them and not as an address writes them."""
    text = unescape(text)
    while "%" in text and (plain := unquote(text)) != text:  # an address that has another one may be escaped twice
        text = plain
    return _WORD.findall(_PUNYCODE.sub(_host_label, text))


def _host_label(found: re.Match[str]) -> str:
    try:
        return found[1].encode().decode("punycode")
    except UnicodeError:
        return found[0]


def _page_words(title: str, detail: Detail) -> tuple[list[str], Counter[str]]:
    """The words that a page shows in their order, and how often it has others: in tags and footnotes, which move."""
    body = detail.body
    html = without_colours(" ".join(body.pieces))
    text, _, notes = html.partition(_NOTES)
    beside = " ".join([*_TAG.findall(html), *(link.target for link in body.links), _TAG.sub(" ", notes)])
    shown = _TAG.sub(" ", _ALT.sub(r" \1 ", text))
    return [*_words(title), *_words(shown)], Counter(_words(beside))
