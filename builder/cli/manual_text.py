"""A text of the manual on a terminal: laid out by Rich, or as it is written where the output is no terminal."""

import re
import sys

from builder.cli.console import raw_stream, say_text

WIDTH = 100
"""Columns of a page at most, as longer lines are hard to read."""

_TITLE = re.compile(r'^(`{3,})(\w+) title="(.+)"$', re.MULTILINE)
_SEEN = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[ \t]*$)"
    r"|(?P<picture>!?)\[(?P<words>[^\]\n]*)\]\((?!https?:)[^)\s]*\)"
    r"|(?P<span>`[^`\n]*`)",
    re.MULTILINE | re.DOTALL,
)
"""What may hold a link, or be one: whatever begins first is what it is."""


def print_manual(text: str) -> None:
    """Print a text of the manual."""
    shown = for_terminal(text)
    if not sys.stdout.isatty():
        say_text(shown)
        return
    from rich.console import Console  # noqa: PLC0415  # takes long to load, for a person at a terminal only
    from rich.markdown import Markdown  # noqa: PLC0415

    console = Console(file=raw_stream(sys.stdout))
    console.print(Markdown(shown, code_theme="ansi_dark", hyperlinks=False), width=min(console.width, WIDTH))


def for_terminal(text: str) -> str:
    """Markdown without what only a browser can show: links inside the manual are their words, pictures what they show.

    The name of a file stands above the file.
    """
    return _TITLE.sub(r"\3:\n\n\1\2", _SEEN.sub(_shown, text))


def plain_text(text: str) -> str:
    """A sentence of Markdown without links and marks of code."""
    return for_terminal(text).replace("`", "").replace("**", "")


def _shown(found: re.Match[str]) -> str:
    if found["words"] is None:
        return found[0]
    return f"(A picture: {found['words']})" if found["picture"] else found["words"]
