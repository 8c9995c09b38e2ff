"""Markdown renderer: CommonMark with tables, strikethrough and `[[wiki links]]` to HTML, by markdown-it-py.

A link whose address depends on the site leaves a hole, which is filled when all addresses are known:

    "See [[Iran]]."    Body.pieces ('<p>See <a href="', '">Iran</a>.</p>'), and Body.links with the target "Iran"
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from builder.content.markdown_fast import to_html
from builder.core.model import Body, BodyLink, LinkKind
from builder.core.problems import Code, Place, Problem
from builder.core.text import clean
from builder.core.urls import scheme, slugify

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""The only schemes that a link may have."""

_HOLE = "\x00"  # markdown-it replaces NUL in the text, so it can mark nothing but a hole
_INLINE_TAG = re.compile(r"</?(?:a|b|code|del|em|i|s|strong)\b[^>]*>")
_BLOCK_TAG = re.compile(r"<[^>]*>")
_LINK_PARTS = {"link_open": "href", "image": "src"}


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """A Markdown text, and where it stands."""

    markdown: str
    path: str
    line: int = 1
    """The line of the file, from 1, that the text's first line is."""


class MarkdownRenderer:
    """Renders Markdown by one site's rules: whether raw HTML is passed through."""

    def __init__(self, *, raw_html: bool = False) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": raw_html, "xhtmlOut": False}).enable(
            ["table", "strikethrough"]
        )
        self._markdown.validateLink = _accept_link  # type: ignore[method-assign, assignment]  # _resolve_links refuses, and says so
        self._markdown.inline.ruler.before("link", "wiki_link", _record_line(_wiki_link))
        self._markdown.inline.ruler.at("link", _record_line(link))
        self._markdown.inline.ruler.at("image", _record_line(image))
        self._markdown.add_render_rule("wiki_link", _render_wiki_link)
        self._markdown.add_render_rule("table_open", _render_table_open)
        self._markdown.add_render_rule("table_close", _render_table_close)

    def render(self, text: MarkdownText) -> tuple[Body, tuple[Problem, ...]]:
        """Render a text; plain paragraphs take the fast path. Also returns what is wrong with its links."""
        html = to_html(text.markdown)
        return self.render_by_parser(text) if html is None else (Body(text.markdown, (html,)), ())

    def render_by_parser(self, text: MarkdownText) -> tuple[Body, tuple[Problem, ...]]:
        """Render a text by the Markdown parser. The fast path has to give the same."""
        tokens = self._markdown.parse(text.markdown)
        links: list[BodyLink] = []
        problems = list(_resolve_links(tokens, text, links))
        anchors = tuple(_add_anchors(tokens))
        rendered = self._markdown.renderer.render(tokens, self._markdown.options, {})
        pieces = tuple(clean(piece) for piece in rendered.rstrip("\n").split(_HOLE))
        return Body(text.markdown, pieces, tuple(links), anchors), tuple(problems)


def plain_text(body: Body) -> str:
    """The text of a body without its markup, on one line."""
    text = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", "".join(body.pieces)))
    return " ".join(unescape(text).split())


def fill_holes(body: Body, addresses: Sequence[str]) -> str:
    """The body's HTML with an address in each hole."""
    parts = [body.pieces[0]]
    for address, piece in zip(addresses, body.pieces[1:], strict=True):
        parts += (escapeHtml(address), piece)
    return "".join(parts)


def _accept_link(_: str) -> bool:
    return True


def _record_line(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Wrap the rule of a link, so that its first token says on which line of the block it begins."""

    def with_line(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        for token in state.tokens[before : before + 2]:  # the text in front of a link becomes a token with it
            token.meta.setdefault("line", state.src.count("\n", 0, start))
        return matched

    return with_line


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """The inline rule of `[[target]]` and `[[target|label]]`."""
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.posMax)
    inside = state.src[state.pos + 2 : end]
    if end < 0 or "[[" in inside or "\n" in inside or not inside.strip(" |"):
        return False
    if not silent:
        target, _, label = inside.partition("|")
        token = state.push("wiki_link", "a", 0)
        token.content = (label or target).strip()
        token.meta = {"target": target.strip()}
    state.pos = end + 2
    return True


def _render_wiki_link(
    renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType
) -> str:
    return f'<a href="{_HOLE}">{escapeHtml(tokens[index].content)}</a>'


def _render_table_open(*_: object) -> str:
    """Wrap a table, so that one that is wider than a phone scrolls inside its frame, by the keyboard too."""
    return '<div class="wide" tabindex="0">\n<table>\n'


def _render_table_close(*_: object) -> str:
    return "</table>\n</div>\n"


def _resolve_links(tokens: Sequence[Token], text: MarkdownText, links: list[BodyLink]) -> Iterator[Problem]:
    """Make a hole of each link into the site, in the order of the text, and unlink those whose scheme is refused."""
    for block in tokens:
        line = text.line + (block.map[0] if block.map else 0)
        refused = linked = False
        for token in block.children or []:
            if token.type == "link_close":
                refused = linked = refused and _unlink(token)
                continue
            place = Place(text.path, line + token.meta.get("line", 0))
            if not _open_hole(token, place, links, linked=linked):
                what = f"a link with {scheme(_target(token))}: is not published; its words are shown without it"
                cure = f"link to one of {', '.join(sorted(SCHEMES))}, or take it away"
                yield Problem(Code.LINK_REFUSED, place, what, cure)
                refused = _unlink(token) or refused
            else:
                linked = linked or token.type == "link_open"


def _open_hole(token: Token, place: Place, links: list[BodyLink], *, linked: bool) -> bool:
    """Make a hole of a link into the site; false if its scheme is refused. `linked` says that it is inside a link."""
    if token.type == "wiki_link":
        links.append(BodyLink(LinkKind.WIKI, token.meta["target"], place))
    elif attribute := _LINK_PARTS.get(token.type):
        target = _target(token)
        kind = scheme(target)
        if kind and kind not in SCHEMES:
            return False
        if kind is None and not target.startswith("//"):
            token.attrs[attribute] = _HOLE
            links.append(BodyLink(LinkKind.FILE, target, place))
        elif token.type == "image" and linked:
            _unlink(token)
        elif token.type == "image":
            _link_to_image(token, target)
    return True


def _target(token: Token) -> str:
    return str(token.attrs.get(_LINK_PARTS[token.type], ""))


def _unlink(token: Token) -> bool:
    """Make plain text of the opening or closing of a link, or of an image; true if a closing follows."""
    opening = token.type == "link_open"
    token.type, token.tag, token.attrs = "text", "", {}
    return opening


def _link_to_image(token: Token, target: str) -> None:
    """Make a link of an image on another host: a reader's browser asks no other host for anything."""
    token.type, token.tag = "html_inline", ""
    token.content = f'<a href="{escapeHtml(target)}">{escapeHtml(token.content or target)}</a>'


def _add_anchors(tokens: Sequence[Token]) -> Iterator[str]:
    """Give each heading an id made of its words, so that links can lead to it; the ids."""
    taken: set[str] = set()
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            children: list[Any] = inline.children or []
            slug = name = slugify("".join(child.content for child in children)) or "section"
            number = 2
            while name in taken:
                name, number = slugify(f"{slug} {number}"), number + 1
            taken.add(name)
            opening.attrs["id"] = name
            yield name
