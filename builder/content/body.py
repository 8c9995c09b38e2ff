"""Bodies: the HTML of a text with holes for the addresses that depend on the site, as pages fill and show it.

The Markdown parser makes them (`markdown.py`), which most builds need not load: what was read before is in the cache.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape, unescape
from typing import NamedTuple

from msgspec.structs import replace

from builder.core.model import Body, PictureSize

PICTURE = re.compile(r"\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$", re.IGNORECASE)
"""The endings of pictures; what else is embedded becomes a link."""

HOLE = "\x00"
"""Stands in HTML for an address that depends on the site; markdown-it replaces NUL in texts, so nothing else is it."""

LINK_START = '<a href="'
IMAGE_START = '<img src="'
LAZY = 'loading="lazy" decoding="async"'
"""The attributes of a picture that loads when a reader comes near it."""

TASK = '<input type="checkbox" disabled'
"""The beginning of the box of a task."""

TASK_LABELS = ("Done", "To do")
"""The labels of the boxes of tasks; pages say them in the site's language."""

ALERT_KINDS = ("Note", "Tip", "Important", "Warning", "Caution")
"""The titles of alerts that have none of their own; pages show them in the site's language."""

_ALERT = 'class="alert '
_ALT = re.compile(r'" alt="([^"]*)"[^>]*>')
_OWN_SIZE = re.compile(r'"[^>]*\b(?:width|height)=')
_HEADING = re.compile(r'<(h([1-6])) id="([^"]*)">((?:[^<]|<(?!/?h[1-6]\b))*+)</\1>')
_INLINE_TAG = re.compile(r"</?(?:a|b|code|del|em|i|s|span|strong)\b[^>]*>")
_BLOCK_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH_OR_CONTAINER = re.compile(r"<(/?)(p|blockquote|details|div|dl|figure|ol|section|table|ul)\b")
_NO_PROSE = re.compile(r"<(pre|h[1-6]|figcaption)\b")
_CODE = '<code class="language-'
_COLOUR = re.compile(r'<span class="[cks]">([^<]*)</span>')


def escape_html(text: str) -> str:
    """Escape a text for HTML as markdown-it does: an apostrophe stays."""
    return escape(text, quote=False).replace('"', "&quot;")


def alert_title(kind: str) -> str:
    """The HTML of the title of an alert of a kind."""
    return f'<p class="alert-title">{kind}</p>'


def plain_text(body: Body) -> str:
    """The text of a body without its markup, on one line."""
    return _plain(_own_words(body))


def beginning(body: Body, most: int) -> str:
    """The same, of which only so many words are sure to be right: all words of a megabyte take many times that."""
    return _plain(_own_words(body), most)


def begins_with_paragraph(body: Body) -> bool:
    """Whether a text begins with a paragraph, not with a heading, a list, a quote or code."""
    return body.pieces[0].startswith(("<p>", "<p "))


def first_paragraph(body: Body) -> str:
    """The first paragraph that stands in nothing else, on one line; without one, all but headings, captions and code.

    # Install

    - Python       the first paragraph is "It takes a minute."

    It takes *a minute*.
    """
    html = _own_words(body)
    depth = 0
    for tag in _PARAGRAPH_OR_CONTAINER.finditer(html):
        if tag[2] != "p":
            depth += -1 if tag[1] else 1
        elif depth == 0 and not tag[1]:
            end = html.find("</p>", tag.end())
            if end < 0:
                break
            if words := _plain(html[tag.start() : end]):
                return words
    return _plain(_without_code_and_headings(html))


def _without_code_and_headings(html: str) -> str:
    """HTML without the elements that hold no sentences. One that has no end takes the rest with it."""
    kept, at = [], 0
    while found := _NO_PROSE.search(html, at):
        kept.append(html[at : found.start()])
        end = html.find(f"</{found[1]}>", found.end())
        at = end if end >= 0 else len(html)
    return "".join((*kept, html[at:]))


def _own_words(body: Body) -> str:
    """The HTML of a body without the titles of alerts, which are not its writer's own words."""
    html = "".join(body.pieces)
    if _ALERT in html:
        for kind in ALERT_KINDS:
            html = html.replace(alert_title(kind), "")
    return html


def _plain(html: str, most: int = -1) -> str:
    """HTML without its tags, on one line; behind so many words the rest stays as it is."""
    return " ".join(unescape(_BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", html))).split(None, most))


def fill_holes(body: Body, addresses: Sequence[str]) -> str:
    """The body's HTML with an address in each hole; where that is empty, the words without a link."""
    parts = [body.pieces[0]]
    for address, piece in zip(addresses, body.pieces[1:], strict=True):
        if address:
            parts += (escape_html(address), piece)
        else:
            parts[-1:] = without_link(parts[-1], piece)
    return "".join(parts)


def localize(body: Body, words: Mapping[str, str]) -> Body:
    """The body with other words for those that are not its writer's own: the kinds of alerts, the labels of tasks."""
    html = HOLE.join(body.pieces)
    if _ALERT not in html and TASK not in html:
        return body
    for kind in ALERT_KINDS:
        html = html.replace(alert_title(kind), alert_title(escape_html(words[kind])))
    for label in TASK_LABELS:
        html = html.replace(f'{TASK} aria-label="{label}"', f'{TASK} aria-label="{escape_html(words[label])}"')
    return replace(body, pieces=tuple(html.split(HOLE)))


class Heading(NamedTuple):
    """A heading of a text."""

    rank: int
    """From 1 to 6, as in `h2`."""
    id: str
    words: str


def headings(body: Body) -> Iterator[Heading]:
    """The headings of a text that have ids, in their order."""
    for _, rank, name, words in _HEADING.findall(HOLE.join(body.pieces)):
        yield Heading(int(rank), unescape(name), _plain(words))


class BodySection(NamedTuple):
    """A heading with the text up to the next one."""

    id: str
    """That of the heading; empty for what stands before the first one."""
    heading: str
    text: str
    """Without markup, on one line."""


def sections(body: Body) -> Iterator[BodySection]:
    """A text cut at its headings that have ids; what has no words is left out."""
    html = _own_words(body)
    name, words, start = "", "", 0
    for found in _HEADING.finditer(html):
        yield from _section(name, words, html[start : found.start()])
        name, words, start = unescape(found[3]), _plain(found[4]), found.end()
    yield from _section(name, words, html[start:])


def _section(name: str, words: str, html: str) -> Iterator[BodySection]:
    text = _plain(html)
    if words or text:
        yield BodySection(name, words, text)


def with_anchors(body: Body, label: str) -> Body:
    """The body with a link in each heading that leads to the heading itself; `label` says what it is."""
    if not any("<h" in piece for piece in body.pieces):
        return body
    anchor = rf'<\1 id="\3">\4 <a class="anchor" href="#\3" aria-label="{escape_html(label)}"></a></\1>'
    return replace(body, pieces=tuple(_HEADING.sub(anchor, HOLE.join(body.pieces)).split(HOLE)))


def with_sizes(body: Body, sizes: Sequence[PictureSize | None]) -> Body:
    """The body with the width and height of the pictures in its holes, but where the text itself says a size."""
    if not any(sizes):
        return body
    pieces = [*body.pieces]
    for index, size in enumerate(sizes, 1):
        if size and pieces[index - 1].endswith(IMAGE_START) and not _OWN_SIZE.match(pieces[index]):
            pieces[index] = f'" width="{size[0]}" height="{size[1]}{pieces[index]}'
    return replace(body, pieces=tuple(pieces))


def without_colours(html: str) -> str:
    """The HTML of a text whose code has no colours: for feeds and programs, which have no style sheet to give them."""
    return _COLOUR.sub(r"\1", html) if _CODE in html else html


def without_link(before: str, after: str) -> tuple[str, str]:
    """The HTML around a hole of a wiki link or a picture that leads to nothing: only the words stay."""
    if before.endswith(IMAGE_START) and (alt := _ALT.match(after)):
        return before.removesuffix(IMAGE_START), alt[1] + after[alt.end() :]
    if before.endswith(LINK_START):
        words, _, rest = after.removeprefix('">').partition("</a>")
        return before.removesuffix(LINK_START), words + rest
    return before, after
