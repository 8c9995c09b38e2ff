"""Ids of headings in Markdown: as GitHub makes them, or the heading's own, `## Heading {#own}`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from builder.core.urls import heading_slug, slugify

_OWN_ID = re.compile(r"(?<![ \t])[ \t]*+\{#([^\s{}\"'<>&]+)\}[ \t]*$")


def take_own_ids(state: StateCore) -> None:
    """The core rule that takes `{#own}` out of headings, before their words are parsed."""
    for opening, inline in pairwise(state.tokens):
        if opening.type == "heading_open" and (found := _OWN_ID.search(inline.content)):
            opening.meta["own"] = found[1]
            inline.content = inline.content[: found.start()]


def add_ids(tokens: Sequence[Token], taken: Iterable[str]) -> Iterator[str]:
    """Give each heading its id, and say all ids that lead to it: a heading is also found by ids of other rules.

    `taken` are the ids that other parts of the text have.
    """
    headings = [(opening, inline) for opening, inline in pairwise(tokens) if opening.type == "heading_open"]
    used = {*taken}
    ids: list[str] = []
    numbers: dict[str, int] = {}
    for opening, inline in headings:
        own = opening.meta.get("own")
        ids.append(
            own if own and own not in used else _free(heading_slug(_words(inline, " ")) or "section", used, numbers)
        )
        used.add(ids[-1])
    former: set[str] = set()
    numbers = {}
    for (opening, inline), name in zip(headings, ids, strict=True):
        opening.attrs["id"] = name
        others = [_former(inline, former, numbers), heading_slug(_words(inline, " "))]
        for other in dict.fromkeys(others):
            if other and other not in used:
                used.add(other)
                mark = Token("html_inline", "", 0, content=f'<span id="{other}"></span>')
                inline.children = [mark, *(inline.children or [])]
                yield other
        yield name


def _words(inline: Token, line_end: str) -> str:
    breaks = ("softbreak", "hardbreak")
    return "".join(line_end if child.type in breaks else child.content for child in inline.children or ())


def _free(slug: str, used: Collection[str], numbers: dict[str, int]) -> str:
    """The slug, or the first with a number behind it that is free: https://github.com/Flet/github-slugger.

    `numbers` are the last that each slug got, so that a thousand headings alike are not counted anew for each of them.
    """
    name, number = slug, numbers.get(slug, 0)
    while name in used:
        number += 1
        name = f"{slug}-{number}"
    numbers[slug] = number
    return name


def _former(inline: Token, taken: set[str], numbers: dict[str, int]) -> str:
    """The id that Dateline gave a heading up to version 0.5: links from elsewhere still lead to it.

    Empty where the heading is so long, and the same as one before it, that its slug is cut with no room for a number.
    """
    slug = name = slugify(_words(inline, "")) or "section"
    number = numbers.get(slug, 2)
    while name in taken:
        name = slugify(f"{slug} {number}")
        if not name.endswith(f"-{number}"):
            return ""
        number += 1
    numbers[slug] = number
    taken.add(name)
    return name
