"""Footnotes in Markdown, `word[^1]` and `[^1]: Note.`, by mdit-py-plugins; none is lost, and each leads back.

The plugin leaves out notes that nothing refers to, all but the last of one name, and the beginning of a note that holds
another. Here these are shown where they stand.
"""

from collections.abc import Sequence
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin

from builder.content.body import HOLE


def footnotes(parser: MarkdownIt) -> None:
    """The plugin for a Markdown parser."""
    parser.use(footnote_plugin, inline=False)
    parser.core.ruler.before("footnote_tail", "footnotes_apart", _keep_all)
    parser.add_render_rule("footnote_ref", _render_reference)
    parser.add_render_rule("footnote_anchor", _render_way_back)
    parser.add_render_rule("footnote_block_open", lambda *_: '<div class="footnotes">\n<ol>\n')
    parser.add_render_rule("footnote_block_close", lambda *_: "</ol>\n</div>\n")
    parser.add_render_rule("footnote_open", _render_note)


def target(token: Token) -> str:
    """Where a reference or a way back leads on its page."""
    return f"#{_note_id(token) if token.type == 'footnote_ref' else _reference_id(token)}"


def ids(tokens: Sequence[Token]) -> tuple[str, ...]:
    """The ids that notes and references to them have in a text."""
    children = chain.from_iterable(token.children or () for token in tokens)
    references = [_reference_id(token) for token in children if token.type == "footnote_ref"]
    return (*(_note_id(token) for token in tokens if token.type == "footnote_open"), *references)


def _note_id(token: Token) -> str:
    return f"fn{token.meta['id'] + 1}"


def _reference_id(token: Token) -> str:
    number = token.meta.get("subId", 0)
    return f"fnref{token.meta['id'] + 1}{f'-{number + 1}' if number else ''}"


def _keep_all(state: StateCore) -> None:
    """Lay notes that stand in others behind them, and make plain text of those that the plugin would leave out."""
    if "footnotes" not in state.env:
        return
    references = state.env["footnotes"].get("refs", {})
    labels: set[str] = set()
    stack: list[list[Token]] = [[]]
    behind: list[list[Token]] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            stack.append([token])
        elif token.type == "footnote_reference_close":
            note = [*stack.pop(), token]
            label = note[0].meta["label"]
            if references.get(f":{label}", -1) < 0 or label in labels:
                stack[-1] += _as_text(note[1:-1], label)
            else:
                labels.add(label)
                behind.append(note)
        else:
            stack[-1].append(token)
            continue
        if len(stack) == 1:
            stack[0] += chain.from_iterable(behind)
            behind = []
    state.tokens = stack[0]


def _as_text(note: list[Token], label: str) -> list[Token]:
    """The content of a note with its name in front, as it is written."""
    words = Token("text", "", 0, content=f"[^{label}]: ")
    if len(note) > 1 and note[1].type == "inline" and note[0].type == "paragraph_open":
        note[1].children = [words, *(note[1].children or [])]
        return note
    inline = Token("inline", "", 0, content=words.content, children=[words], block=True)
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True), *note]


def _render_reference(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, _e: EnvType) -> str:
    token = tokens[index]
    number = token.meta["id"] + 1
    return f'<sup><a href="{HOLE}" id="{_reference_id(token)}" class="footnote">{number}</a></sup>'


def _render_way_back(_r: RendererHTML, _tokens: Sequence[Token], _index: int, _o: OptionsDict, _e: EnvType) -> str:
    return f' <a href="{HOLE}" class="footnote">\u21a9\ufe0e</a>'  # the selector keeps phones from showing an emoji


def _render_note(_r: RendererHTML, tokens: Sequence[Token], index: int, _o: OptionsDict, _e: EnvType) -> str:
    return f'<li id="{_note_id(tokens[index])}">'
