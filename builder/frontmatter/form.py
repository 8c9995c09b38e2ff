"""Form of front matter: how a header of it is found in a file, and how it is parsed."""

import re
from collections.abc import Callable
from typing import NamedTuple

from builder.core.record import Frozen
from builder.frontmatter.front_matter import FrontMatter


class Span(NamedTuple):
    """Where a header lies in a file's text, in characters from 0."""

    start: int
    end: int
    body: int
    """Where the body begins, behind the line that closes the header."""


UNCLOSED = Span(-1, -1, -1)
"""The span of a header that has no end."""

Find = Callable[[str, int], Span | None]
"""Finds the header that begins at a place in a text; None if there is none of this form, UNCLOSED if it has no end."""

Parse = Callable[[str, str, int], FrontMatter]
"""Parses the text of a header, given its file's path for messages, and how many lines of the file stand before it.

Raises ProblemsFound if it is wrong.
"""


class HeaderForm(Frozen, frozen=True):
    """A form of front matter.

    HeaderForm("TOML", between(r"[+]{3}"), parse_toml, "add a line +++ below the last key")
    """

    name: str
    find: Find
    parse: Parse
    closing: str
    """What to do about a header that has no end."""


def between(opening: str, closing: str = "") -> Find:
    """Find a header between two lines, given as regular expressions; the closing one is as the opening one if left out.

    Blank lines below each of them belong to it, as python-frontmatter has it.
    """
    opens = re.compile(rf"{opening}\s*$", re.MULTILINE)
    closes = re.compile(rf"^{closing or opening}\s*$", re.MULTILINE)

    def find(text: str, start: int) -> Span | None:
        first = opens.match(text, start)
        if not first:
            return None
        last = closes.search(text, first.end())
        return Span(first.end(), last.start(), last.end()) if last else UNCLOSED

    return find
