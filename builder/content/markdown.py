"""Markdown to HTML, with a hole for each link whose address depends on the site.

CommonMark with tables and strikethrough, by markdown-it-py, and `[[wiki links]]`.
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
from builder.core.urls import slugify

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""The only schemes that a link may have."""

_WEB = re.compile(r"(?i:https?)://[^\s/?#]+\S*")
_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_HOLE = "\x00"  # markdown-it replaces NUL in the text, so it can mark nothing but a hole
_INLINE_TAG = re.compile(r"</?(?:a|b|code|del|em|i|s|strong)\b[^>]*>")
_BLOCK_TAG = re.compile(r"<[^>]*>")
_LINK_PARTS = {"link_open": "href", "image": "src"}


@dataclass(frozen=True, slots=True)
class Text:
    """A Markdown text and where it stands."""

    markdown: str
    path: str
    line: int = 1
    """The line of the file, from 1, that the text's first line is."""


class Markup:
    """A Markdown renderer with one site's rules: whether raw HTML is passed through."""

    def __init__(self, *, raw_html: bool = False) -> None:
        self._markdown = MarkdownIt("commonmark", {"html": raw_html, "xhtmlOut": False}).enable(
            ["table", "strikethrough"]
        )
        self._markdown.validateLink = _any_link  # type: ignore[method-assign, assignment]  # _follow refuses, and says so
        self._markdown.inline.ruler.before("link", "wiki_link", _with_line(_wiki_link))
        self._markdown.inline.ruler.at("link", _with_line(link))
        self._markdown.inline.ruler.at("image", _with_line(image))
        self._markdown.add_render_rule("wiki_link", _render_wiki_link)
        self._markdown.add_render_rule("table_open", _render_table_open)
        self._markdown.add_render_rule("table_close", _render_table_close)

    def body(self, text: Text) -> tuple[Body, tuple[Problem, ...]]:
        """The text as HTML with holes, and what is wrong with its links."""
        html = to_html(text.markdown)
        return self.parsed(text) if html is None else (Body(text.markdown, (html,)), ())

    def parsed(self, text: Text) -> tuple[Body, tuple[Problem, ...]]:
        """The same by the Markdown parser, for every text: what the short way for plain paragraphs has to equal."""
        tokens = self._markdown.parse(text.markdown)
        links: list[BodyLink] = []
        problems = list(_follow(tokens, text, links))
        anchors = tuple(_anchor(tokens))
        rendered = self._markdown.renderer.render(tokens, self._markdown.options, {})
        pieces = tuple(clean(piece) for piece in rendered.rstrip("\n").split(_HOLE))
        return Body(text.markdown, pieces, tuple(links), anchors), tuple(problems)


def plain(body: Body) -> str:
    """The words of a body without its markup, on one line."""
    words = _BLOCK_TAG.sub(" ", _INLINE_TAG.sub("", "".join(body.pieces)))
    return " ".join(unescape(words).split())


def fill(body: Body, links: Sequence[str]) -> str:
    """The body's HTML with a link in each hole."""
    parts = [body.pieces[0]]
    for address, piece in zip(links, body.pieces[1:], strict=True):
        parts += (escapeHtml(address), piece)
    return "".join(parts)


def scheme(address: str) -> str | None:
    """The scheme of an address in lower case; none for an address inside the site."""
    found = _SCHEME.match(address)
    return found[1].lower() if found else None


def is_web(address: str) -> bool:
    """Whether the text is an http or https address that a reader can follow."""
    return bool(_WEB.fullmatch(address))


def _any_link(_: str) -> bool:
    return True


def _with_line(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """The rule of a link, noting in its first token on which line of the block it begins."""

    def with_line(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        found = rule(state, silent)
        for token in state.tokens[before : before + 2]:  # the text in front of a link becomes a token with it
            token.meta.setdefault("line", state.src.count("\n", 0, start))
        return found

    return with_line


def _wiki_link(state: StateInline, silent: bool) -> bool:
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
    """A table that is wider than a phone is moved inside its frame, by the keyboard too."""
    return '<div class="wide" tabindex="0">\n<table>\n'


def _render_table_close(*_: object) -> str:
    return "</table>\n</div>\n"


def _follow(tokens: Sequence[Token], text: Text, links: list[BodyLink]) -> Iterator[Problem]:
    """Make a hole of each link into the site, in the order of the text, and take away those that are refused."""
    for block in tokens:
        line = text.line + (block.map[0] if block.map else 0)
        refused = linked = False
        for token in block.children or []:
            if token.type == "link_close":
                refused = linked = refused and _unlink(token)
                continue
            place = Place(text.path, line + token.meta.get("line", 0))
            if not _open_hole(token, place, links, linked=linked):
                yield _refused(place, str(scheme(_target(token))))
                refused = _unlink(token) or refused
            else:
                linked = linked or token.type == "link_open"


def _open_hole(token: Token, place: Place, links: list[BodyLink], *, linked: bool) -> bool:
    """Make a hole of a link into the site; whether the token may stay. `linked` tells that it stands inside a link."""
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
    """Make plain text of a link's opening or closing, or of an image; whether a closing is to follow."""
    opening = token.type == "link_open"
    token.type, token.tag, token.attrs = "text", "", {}
    return opening


def _link_to_image(token: Token, target: str) -> None:
    """Make a link of an image that lies elsewhere: a reader's browser asks no other host for anything."""
    token.type, token.tag = "html_inline", ""
    token.content = f'<a href="{escapeHtml(target)}">{escapeHtml(token.content or target)}</a>'


def _refused(place: Place, kind: str) -> Problem:
    what = f"a link with {kind}: is not published; its words are shown without it"
    return Problem(Code.LINK_REFUSED, place, what, f"link to one of {', '.join(sorted(SCHEMES))}, or take it away")


def _anchor(tokens: Sequence[Token]) -> Iterator[str]:
    """Give each heading an id made of its words, so that a link can lead to it; the ids."""
    taken: set[str] = set()
    for opening, words in pairwise(tokens):
        if opening.type == "heading_open":
            slug = name = slugify(_words(words)) or "section"
            number = 2
            while name in taken:
                name, number = slugify(f"{slug} {number}"), number + 1
            taken.add(name)
            opening.attrs["id"] = name
            yield name


def _words(inline: Token) -> str:
    children: list[Any] = inline.children or []
    return "".join(child.content for child in children)
