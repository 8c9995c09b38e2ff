"""Autolinks: addresses in plain text become links, as GitHub has it; by a plugin of the Markdown parser.

https://github.github.com/gfm/#autolinks-extension-
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

_PROTOCOLS = ("http", "https", "mailto", "xmpp")
_LONG = re.compile(r"[^\s<]{2000}")
"""What is too long to be an address; the plugin's time grows with the square of its length."""

_TAIL = 20
"""Characters in front of a colon in which the longest protocol, and what stands before it, are found."""


def link_addresses(parser: MarkdownIt) -> None:
    """Add the plugin, so that its time grows as the text does."""
    parser.use(gfm_autolink_plugin)
    rules = parser.inline.ruler
    by_name = {rule.name: rule.fn for rule in rules.__rules__}
    for name in ("gfm_autolink_www", "gfm_autolink_protocol", "gfm_autolink_email"):
        rules.at(name, _bounded(by_name[name], follows_protocol=name == "gfm_autolink_protocol"))


def _bounded(
    rule: Callable[[StateInline, bool], bool], *, follows_protocol: bool
) -> Callable[[StateInline, bool], bool]:
    """Wrap a rule, so that it is asked only where an address may stand, and looks back no further than it must."""

    def with_bounds(state: StateInline, silent: bool) -> bool:
        if silent:
            return False  # the plugin finds nothing then
        if follows_protocol:
            if not state.pending.endswith(_PROTOCOLS):
                return False
            if len(state.pending) > _TAIL:  # the parser joins texts that follow one another
                tail = state.pending[-_TAIL:]
                state.pending = state.pending[:-_TAIL]
                state.pushPending()
                state.pending = tail
        return not _LONG.match(state.src, state.pos) and rule(state, False)

    return with_bounds
