"""Front matter as plain `Key: value` lines above an empty one, as Pelican and MultiMarkdown have it.

    Title: A harbour reopens
    Date: 2011-05-15 18:46
    Tags: shipping, ports

    The dredgers have gone.

A line that begins with a blank goes on with the value above it. The form has no marks of its own, so lines count as
front matter only if one of the first of them names a title or a date, or says that the text is a draft.
Sources: https://docs.getpelican.com/en/stable/content.html#file-metadata,
https://fletcher.github.io/MultiMarkdown-6/syntax/metadata.html,
https://python-markdown.github.io/extensions/meta_data/
"""

import re
from typing import Any

from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.frontmatter.draft_marks import DRAFT
from builder.frontmatter.form import UNCLOSED, HeaderForm, Span
from builder.frontmatter.front_matter import FrontMatter

_FIRST = re.compile(r"[A-Za-z][\w -]{0,40}:")
_KEY_LINE = re.compile(r"([A-Za-z](?:[\w-]{0,40}(?=:)|[\w -]{0,40}(?=:(?:[ \t]|$)))):(?!//)[ \t]*(.*)")
"""Behind a key of one word the blank may be missing, as Python-Markdown has it: `title:A harbour reopens`."""

_NAMING = frozenset({"title", "date", DRAFT})
_SCALARS = {"true": True, "false": False}
_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,17}")
_ENOUGH = 2
"""So many lines with keys show that the lines are front matter, even if the one below them is not part of it."""


def find(text: str, start: int) -> Span | None:
    """Find lines with keys that a text begins with, up to the first empty line."""
    if not _FIRST.match(text, start):
        return None
    at, names = start, []
    for line in text[start:].split("\n"):
        if not line.strip():
            break
        if key := _KEY_LINE.fullmatch(line):
            names.append(key[1].lower())
        elif not line[0].isspace():
            return UNCLOSED if len(names) >= _ENOUGH and _NAMING.intersection(names) else None
        at += len(line) + 1
    return Span(start, min(at, len(text)), min(at, len(text))) if _NAMING.intersection(names) else None


def parse_lines(text: str, path: str, before: int) -> FrontMatter:
    """Parse front matter, whose first line follows `before` others in the file. Raises ProblemsFound if it is wrong."""
    values: dict[str, Any] = {}
    lines: dict[tuple[str | int, ...], int] = {}
    twice: list[Problem] = []
    key = ""
    for number, line in enumerate(text.splitlines(), before + 1):
        if not (found := _KEY_LINE.fullmatch(line)):
            values[key] = f"{values[key]}\n{line.strip()}".lstrip("\n")
            continue
        key = found[1].strip()
        if key in values:
            what = f'the key "{key}" stands here a second time; the first is on line {lines[key,]}'
            twice.append(Problem(Code.DUPLICATE_KEY, Place(path, number), what, "keep one of them"))
        values[key] = found[2].strip()
        lines.setdefault((key,), number)
    if twice:
        raise ProblemsFound(twice)
    return FrontMatter({key: _scalar(value) for key, value in values.items()}, lines, has_lists=False)


def _scalar(text: str) -> Any:
    if not text:
        return None
    return int(text) if _WHOLE.fullmatch(text) else _SCALARS.get(text.lower(), text)


FORM = HeaderForm("Key: value", find, parse_lines, "add an empty line below the last key")
