"""The blocks of code of a page of the manual.

A block ```sh holds commands, one a line. `title="…"` behind a language names a file that the block is, or, for
`dateline.toml`, settings that are added to those there are.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = re.compile(r'^(?P<fence>`{3,}|~{3,})(?P<language>[\w-]*)(?: title="(?P<title>[^"]+)")?[^\n`]*$')


class Block(NamedTuple):
    """A block of code."""

    language: str
    title: str
    """The file that it is; empty for none."""
    text: str
    line: int
    """Where it begins."""


def blocks(markdown: str) -> Iterator[Block]:
    """The blocks of a page, in order. What stands in one is no block."""
    lines = markdown.split("\n")
    number = 0
    while number < len(lines):
        if opening := _OPENING.match(lines[number]):
            fence = opening["fence"]
            end = next(n for n in range(number + 1, len(lines)) if lines[n].rstrip() == fence)
            text = "".join(f"{line}\n" for line in lines[number + 1 : end])
            yield Block(opening["language"], opening["title"] or "", text, number + 1)
            number = end
        number += 1


def prose(markdown: str) -> str:
    """A page without its blocks of code, and without code in lines."""
    kept: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        if fence:
            fence = "" if line.rstrip() == fence else fence
        elif opening := _OPENING.match(line):
            fence = opening["fence"]
        else:
            kept.append(re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", line))
    return "\n".join(kept)
