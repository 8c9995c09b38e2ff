"""Alerts in Markdown: block quotes that begin with `[!NOTE]`, as GitHub and Obsidian have them.

    > [!WARNING]                 > [!note] Before you sail
    > Ships move.                > Read this.

GitHub has five kinds: https://docs.github.com/en/get-started/writing-on-github. Obsidian has more of them, own titles,
and alerts that fold, which stay open here: https://help.obsidian.md/callouts.
"""

import re

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.content.body import ALERT_KINDS, alert_title

_MARKER = re.compile(r"\[!([A-Za-z][\w-]*)\][+-]?(?:[ \t]+(.*))?(?:\n|$)")
_LIKE = {"hint": "tip", "attention": "warning", "danger": "caution", "error": "caution"}


def mark_alerts(state: StateCore) -> None:
    """The core rule that makes alerts of block quotes, before their words are parsed."""
    tokens = state.tokens
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].type != "blockquote_open" or tokens[index + 1].type != "paragraph_open":
            continue
        inline = tokens[index + 2]
        if not (marker := _MARKER.match(inline.content)):
            continue
        kind, title = marker[1].lower(), (marker[2] or "").strip()
        known = kind.capitalize() in ALERT_KINDS
        tokens[index].attrSet("class", f"alert alert-{kind if known else _LIKE.get(kind, 'note')}")
        inline.content = inline.content[marker.end() :]
        if inline.map:
            inline.map = [inline.map[0] + 1, inline.map[1]]
        rest = tokens[index + 1 :] if inline.content else tokens[index + 4 :]
        tokens[index + 1 :] = [*_title(tokens[index + 1], title, kind.capitalize()), *rest]


def _title(paragraph: Token, title: str, kind: str) -> list[Token]:
    if not title:
        shown = alert_title(escapeHtml(kind))
        return [Token("html_block", "", 0, content=f"{shown}\n", meta={"own": True})]
    opening = Token("paragraph_open", "p", 1, attrs={"class": "alert-title"}, block=True, level=paragraph.level)
    inline = Token("inline", "", 0, content=title, children=[], map=paragraph.map, block=True)
    return [opening, inline, Token("paragraph_close", "p", -1, block=True, level=paragraph.level)]
