"""Markdown renderer: CommonMark with GitHub's additions, footnotes, definition lists and `[[wiki links]]` to HTML.

By markdown-it-py and its plugins. Comments and the markup of other tools are gone by then: see `preprocess`.

A link whose address depends on the site leaves a hole, which is filled when all addresses are known:

    "See [[Iran]]."    Body.pieces ('<p>See <a href="', '">Iran</a>.</p>'), and Body.links with the target "Iran"
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline, html_inline, image, link
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.deflist import deflist_plugin
from msgspec.structs import replace

from builder.content import footnotes
from builder.content.alerts import mark_alerts
from builder.content.autolinks import link_addresses
from builder.content.body import HOLE, LAZY, TASK, TASK_LABELS
from builder.content.code_blocks import render_fence
from builder.content.headings import add_ids, take_own_ids
from builder.content.markdown_fast import may_hold_address, to_html
from builder.content.quotes import Quotes, left_to_parser, typographic_paragraphs
from builder.content.raw_html import open_holes
from builder.content.tables import keep_extra_cells
from builder.content.typographer import use_quotes
from builder.content.wiki_links import render_wiki_image, render_wiki_link, wiki_link
from builder.core.model import Body, BodyLink, LinkKind
from builder.core.problems import Code, Place, Problem
from builder.core.record import Frozen
from builder.core.text import LineIndex, clean
from builder.core.urls import scheme

SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp"})
"""The only schemes that a link may have."""

_MARKDOWN_FILE = re.compile(r"\.(?:md|markdown)(?:#|$)", re.IGNORECASE)
_PELICAN = re.compile(r"%7B\w+%7D|%7C\w+%7C")
_DATAVIEW = ("dataview", "dataviewjs")
_INLINE_MARKUP = frozenset("\\`*_[<&~")
_LINK_PARTS = {"link_open": "href", "image": "src"}


class MarkdownText(Frozen, frozen=True):
    """A Markdown text, and where it stands."""

    markdown: str
    path: str
    line: int = 1
    """The line of the file, from 1, that the text's first line is."""


class MarkdownRenderer:
    """Renders Markdown by one site's rules: whether raw HTML is passed through, and which quotes texts get."""

    def __init__(self, *, raw_html: bool = False, quotes: Quotes | None = None) -> None:
        self._raw_html = raw_html
        self._quotes = quotes
        self._parser = _parser(raw_html, quotes)
        self._parser_with_autolinks = _parser(raw_html, quotes).use(link_addresses)

    def render(self, text: MarkdownText) -> tuple[Body, tuple[Problem, ...]]:
        """Render a text; plain paragraphs take the fast path. Also returns what is wrong with its links."""
        markdown = text.markdown
        html = (
            None if left_to_parser(markdown, self._quotes) else to_html(typographic_paragraphs(markdown, self._quotes))
        )
        return self.render_by_parser(text) if html is None else (Body(text.markdown, (html,)), ())

    def render_by_parser(self, text: MarkdownText) -> tuple[Body, tuple[Problem, ...]]:
        """Render a text by the Markdown parser. The fast path has to give the same."""
        parser = self._parser_of(text)
        return self._rendered(parser.parse(text.markdown), text, parser)

    def render_inline(self, text: MarkdownText) -> tuple[Body, tuple[Problem, ...]]:
        """Render a sentence, which has emphasis, code and links, and no paragraph of its own."""
        parser = self._parser_of(text)
        return self._rendered(parser.parseInline(text.markdown), text, parser)

    def _parser_of(self, text: MarkdownText) -> MarkdownIt:
        return self._parser_with_autolinks if may_hold_address(text.markdown) else self._parser

    def _rendered(
        self, tokens: Sequence[Token], text: MarkdownText, parser: MarkdownIt
    ) -> tuple[Body, tuple[Problem, ...]]:
        links: list[BodyLink] = []
        problems = list(_resolve_links(tokens, text, links, raw_html=self._raw_html))
        notes = footnotes.ids(tokens)
        anchors = (*add_ids(tokens, notes), *notes)
        rendered = parser.renderer.render(tokens, parser.options, {})
        pieces = tuple(clean(piece) for piece in rendered.rstrip("\n").split(HOLE))
        return Body(text.markdown, pieces, tuple(links), anchors), tuple(problems)


def heading_words(heading: str, *, raw_html: bool) -> str:
    r"""The words of a heading without its markup, the blanks around it kept; one of a picture alone stays as written.

    >>> heading_words(r"*One* [more](https://example.org) \* 2", raw_html=False)
    'One more * 2'
    """
    if _INLINE_MARKUP.isdisjoint(heading):
        return heading
    written = heading.strip()
    (inline,) = _heading_parser(raw_html).parseInline(written)
    words = _words([token for token in inline.children or () if token.type != "html_inline"])
    return heading.replace(written, clean(words)) if words.strip() else heading


@cache
def _heading_parser(raw_html: bool) -> MarkdownIt:
    return _parser(raw_html)


def _parser(raw_html: bool, quotes: Quotes | None = None) -> MarkdownIt:
    options = {"html": raw_html, "xhtmlOut": False, "tasklists": True, "strikethrough_single_tilde": True}
    parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
    parser.validateLink = _accept_link  # type: ignore[method-assign, assignment]  # _resolve_links refuses, and says so
    parser.use(deflist_plugin).use(footnotes.footnotes)
    parser.core.ruler.after("block", "own_ids", take_own_ids)
    parser.core.ruler.after("own_ids", "alerts", mark_alerts)
    parser.core.ruler.after("alerts", "extra_cells", keep_extra_cells)
    parser.inline.ruler.before("link", "wiki_link", wiki_link)
    rules = {"link": link, "image": image}
    for name, rule in ({**rules, "html_inline": html_inline} if raw_html else rules).items():
        parser.inline.ruler.at(name, _record_offset(rule))
    for name, render in (
        ("wiki_link", render_wiki_link),
        ("wiki_image", render_wiki_image),
        ("image", _render_image),
        ("fence", render_fence),
        ("list_item_open", _render_list_item),
        ("table_open", _render_table_open),
        ("table_close", _render_table_close),
    ):
        parser.add_render_rule(name, render)
    return use_quotes(parser, quotes) if quotes else parser


def _accept_link(_: str) -> bool:
    return True


def _record_offset(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline, bool], bool]:
    """Wrap the rule of a link, so that its first token says at which offset of the block's text it begins."""

    def with_offset(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        for token in state.tokens[before : before + 2]:  # the text in front of a link becomes a token with it
            token.meta.setdefault("offset", start)
        return matched

    return with_offset


def _render_image(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, _e: EnvType) -> str:
    """An image whose alternative text has all of the words that are written for it."""
    token = tokens[index]
    title = f' title="{escapeHtml(str(token.attrs["title"]))}"' if "title" in token.attrs else ""
    return f'<img src="{escapeHtml(_target(token))}" alt="{escapeHtml(_words(token.children or ()))}"{title} {LAZY}>'


def _words(tokens: Sequence[Token]) -> str:
    """The words of inline tokens without their markup."""
    breaks = ("softbreak", "hardbreak")
    parts = ("\n" if each.type in breaks else _words(each.children or ()) or each.content for each in tokens)
    return "".join(parts)


def _render_list_item(r: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, _e: EnvType) -> str:
    token = tokens[index]
    if "checked" not in token.meta:
        return r.renderToken(tokens, index, options, _e)
    done = token.meta["checked"]
    return f'<li class="task">{TASK} aria-label="{TASK_LABELS[not done]}"{" checked" * done}> '


def _render_table_open(*_: object) -> str:
    """Wrap a table, so that one that is wider than a phone scrolls inside its frame, by the keyboard too."""
    return '<div class="wide" tabindex="0">\n<table>\n'


def _render_table_close(*_: object) -> str:
    return "</table>\n</div>\n"


def _resolve_links(
    tokens: Sequence[Token], text: MarkdownText, links: list[BodyLink], *, raw_html: bool
) -> Iterator[Problem]:
    """Make a hole of each link into the site, in the order of the text, and unlink those whose scheme is refused."""
    for block in tokens:
        place = Place(text.path, text.line + (block.map[0] if block.map else 0))
        if block.children:
            yield from _resolve_inline(block, place, links, raw_html=raw_html)
        elif block.type == "html_block" and raw_html:
            _open_raw_holes(block, place, links)
        elif block.type == "footnote_anchor":
            links.append(BodyLink(LinkKind.FILE, footnotes.target(block), place))
        elif block.type == "fence" and block.info.strip() in _DATAVIEW:
            what = "a query of Obsidian's Dataview is shown as text"
            yield Problem(Code.DATAVIEW, place, what, "write what it finds, or take it away")


def _resolve_inline(block: Token, begin: Place, links: list[BodyLink], *, raw_html: bool) -> Iterator[Problem]:
    """Resolve the links of one block, which begins at a place."""
    refused = linked = False
    lines = LineIndex(block.content)
    for token in block.children or ():
        if token.type == "text":
            continue
        if token.type == "link_close":
            refused = linked = refused and _unlink(token)
            continue
        place = Place(begin.path, begin.line + lines.lines_before(token.meta.get("offset", 0)))
        if token.type == "html_inline" and raw_html:
            _open_raw_holes(token, place, links)
        elif not _open_hole(token, place, links, linked=linked):
            what = f"a link with {scheme(_target(token))}: is not published; its words are shown without it"
            cure = f"link to one of {', '.join(sorted(SCHEMES))}, or take it away"
            yield Problem(Code.LINK_REFUSED, place, what, cure)
            refused = _unlink(token) or refused
        else:
            linked = linked or token.type == "link_open"


def _open_raw_holes(token: Token, place: Place, links: list[BodyLink]) -> None:
    """Make holes of the links into the site in raw HTML."""

    def take(target: str, line: int) -> None:
        links.append(BodyLink(LinkKind.FILE, target, replace(place, line=place.line + line)))

    token.content = open_holes(token.content, HOLE, take)


def _open_hole(token: Token, place: Place, links: list[BodyLink], *, linked: bool) -> bool:
    """Make a hole of a link into the site; false if its scheme is refused. `linked` says that it is inside a link."""
    if token.type in _LINK_PARTS:
        return _open_markdown_hole(token, place, links, linked=linked)
    if token.type in ("wiki_link", "wiki_image"):
        links.append(BodyLink(LinkKind.WIKI, token.meta["target"], place))
    elif token.type == "footnote_ref":
        links.append(BodyLink(LinkKind.FILE, footnotes.target(token), place))
    return True


def _open_markdown_hole(token: Token, place: Place, links: list[BodyLink], *, linked: bool) -> bool:
    target = _target(token)
    kind = scheme(target)
    if kind and kind not in SCHEMES:
        return False
    is_elsewhere = kind is not None or target.startswith("//")
    is_text = token.type == "image" and (is_elsewhere or _MARKDOWN_FILE.search(target) is not None)
    if is_text and linked:
        _unlink(token)
    elif not is_elsewhere:
        links.append(BodyLink(LinkKind.FILE, target, place))
        token.attrs[_LINK_PARTS[token.type]] = HOLE
        if is_text:
            _link_instead(token, HOLE, target)
    elif is_text:
        _link_instead(token, target, target)
    return True


def _target(token: Token) -> str:
    """Where a link leads, as written; the parser encodes the signs by which Pelican's links begin."""
    target = str(token.attrs.get(_LINK_PARTS[token.type], ""))
    return _PELICAN.sub(lambda sign: unquote(sign[0]), target, count=1) if target.startswith(("%7B", "%7C")) else target


def _unlink(token: Token) -> bool:
    """Make plain text of the opening or closing of a link, or of an image; true if a closing follows."""
    opening = token.type == "link_open"
    if token.type == "image":
        token.content = _words(token.children or ())
    token.type, token.tag, token.attrs, token.children = "text", "", {}, None
    return opening


def _link_instead(image: Token, address: str, target: str) -> None:
    """Make a link of an image that is a text or on another host: a reader's browser asks no other host for anything."""
    words = _words(image.children or ()) or target
    image.type, image.tag, image.children = "html_inline", "", None
    image.content = f'<a href="{escapeHtml(address)}">{escapeHtml(words)}</a>'
