"""Draft marks: the keys and folders by which Dateline and other tools keep a text from being published.

Sources: https://jekyllrb.com/docs/front-matter/ (`published`, `_drafts`), https://gohugo.io/methods/page/draft/
(`draft`, `publishDate`, `expiryDate`), https://docs.getpelican.com/en/stable/content.html#publishing-drafts (`status`),
https://help.obsidian.md/publish/publish (`publish`).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from builder.frontmatter.parsers import as_flag

DRAFT = "draft"
"""Our own mark, which always counts."""

BEGINS, ENDS = "publishDate", "expiryDate"
"""The keys with the days from which, and until which, a text is published."""

FOLDER = "_drafts"
"""The folder whose files are drafts."""

STATUS = "status"
_STATUSES = frozenset({"draft", "hidden"})
_HIDING = {"published": False, "publish": False, "private": True, "headless": True}
"""For each flag the value that hides."""

OTHERS = (*_HIDING, STATUS, BEGINS, ENDS, FOLDER)
"""The marks of other tools, which the setting `draft_marks` can leave out."""

KEYS = frozenset({*_HIDING, STATUS, BEGINS, ENDS})
"""The keys of the marks of other tools, in their usual case."""

_DATES = {name.lower(): name for name in (BEGINS, ENDS)}


def marks_in(values: Mapping[Any, Any], marks: Collection[str]) -> Iterator[str]:
    """The marks in a file's front matter that hide it, as a person reads them: `published: false`.

    A text that is private in words that cannot be read as yes or no stays private.
    """
    for key, value in values.items():
        name = str(key).lower()
        if name not in marks:
            continue
        flag = as_flag(value)
        if name in _HIDING and (flag is _HIDING[name] or (name == "private" and flag is None and value)):
            yield f"{name}: {str(_HIDING[name]).lower()}"
        elif name == STATUS:
            statuses = value if isinstance(value, list) else [value]
            yield from (f"{name}: {each}" for each in map(_lower, statuses) if each in _STATUSES)


def _lower(value: Any) -> str:
    return str(value).lower()


def date_keys(values: Mapping[Any, Any]) -> dict[str, str]:
    """The keys in a file's front matter that hold its days, as they are written: `{"expiryDate": "expirydate"}`."""
    return {_DATES[str(key).lower()]: key for key in values if str(key).lower() in _DATES}


def is_mark(key: str, value: Any) -> bool:
    """Whether a key of a file is a mark, hiding or not, so that it has a meaning."""
    name = key.lower()
    return name in _DATES or (name in _HIDING and as_flag(value) is not None)
