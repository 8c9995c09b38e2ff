"""Mask of a Markdown text's code: what looks like markup there is text, whatever reads the rest.

The blocks are markdown-it's own, so that no line is taken for code that the renderer shows as something else.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import field

from builder.core.record import Frozen

MASKED = "\x00"
"""Stands for each character of code; reading takes it out of every text, so it is nowhere else."""

_OPENER = re.compile(r"<!--|%%|\{%-?\s*(?P<tag>comment|highlight)\b")
_CLOSERS = {"<!--": "-->", "%%": "%%"}


class MaskedText(Frozen, frozen=True):
    """A text of the same length and lines, without its blocks of code."""

    text: str
    comments: dict[int, int] = field(default_factory=dict)
    """Of each HTML comment that is a block of several lines, the offsets of its beginning and of the line behind it."""


def mask_code(markdown: str, *, raw_html: bool, percent: bool) -> MaskedText:
    """Mask fenced and indented code. Code spans stay, but for backticks in raw HTML, where they are no code."""
    tokens = _block_parser(raw_html, percent).parse(markdown)
    lines = markdown.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    comments: dict[int, int] = {}
    for token in tokens:
        if token.map is None:
            continue
        start, end = token.map
        if token.type in ("fence", "code_block"):
            lines[start:end] = [MASKED * len(line) for line in lines[start:end]]
        elif token.type == "html_block":
            lines[start:end] = [line.replace("`", MASKED) for line in lines[start:end]]
        elif token.type == "comment" and token.markup == "<!--":
            comments[token.meta["offset"]] = min(offsets[end], len(markdown))
    return MaskedText("\n".join(lines), comments)


@cache
def _block_parser(raw_html: bool, percent: bool) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": raw_html}).enable("table").disable("inline")
    parser.use(deflist_plugin).use(footnote_plugin, inline=False, move_to_end=False)

    def comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return _comment(state, start, end, silent=silent, percent=percent)

    parser.block.ruler.before("fence", "comment", comment, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    return parser


def _comment(state: StateBlock, start: int, end: int, *, silent: bool, percent: bool) -> bool:
    """The block rule of a comment, or code of Liquid, that begins a line and ends on another one.

    It ends as CommonMark's HTML blocks do. Of all kinds only an HTML comment is one without an end, too.
    """
    if state.is_code_block(start):
        return False
    position = state.bMarks[start] + state.tShift[start]
    opener = _OPENER.match(state.src, position)
    if opener is None or (opener[0] == "%%" and not percent):
        return False
    closer = _CLOSERS.get(opener[0]) or f"end{opener['tag']}"
    if state.src.find(closer, opener.end() - (opener[0] == "<!--") * 2, state.eMarks[start]) >= 0:
        return False
    line, is_closed = _end_line(state, start, end, closer)
    if not is_closed and opener[0] != "<!--":
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.map, token.markup, token.meta = [start, line], opener[0], {"offset": position}
        state.line = line
    return True


def _end_line(state: StateBlock, start: int, end: int, closer: str) -> tuple[int, bool]:
    """The line behind that which closes a comment, or behind the block if none does.

    Where a block closes none is remembered, so that a thousand openings are not looked through to its end each.
    """
    unclosed: dict[tuple[str, int, int], int] = state.env.setdefault("unclosed", {})
    block = (closer, state.blkIndent, end)
    if start < unclosed.get(block, 0):
        return unclosed[block], False
    line = start + 1
    while line < end and (state.sCount[line] >= state.blkIndent or state.isEmpty(line)):
        line += 1
        if closer in state.src[state.bMarks[line - 1] : state.eMarks[line - 1]]:
            return line, True
    unclosed[block] = line
    return line, False
