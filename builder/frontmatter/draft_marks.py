"""Draft marks: the keys and folders by which Dateline and other tools keep a text from being published.

Sources: https://jekyllrb.com/docs/front-matter/ (`published`, `_drafts`), https://gohugo.io/methods/page/draft/
(`draft`, `publishDate`, `expiryDate`), https://gohugo.io/content-management/build-options/ (`build`),
https://gohugo.io/content-management/front-matter/#cascade-1 (`cascade`),
https://docs.getpelican.com/en/stable/content.html#publishing-drafts (`status`),
https://help.obsidian.md/publish/publish (`publish`), https://www.getzola.org/documentation/content/section/ (`render`),
https://www.11ty.dev/docs/permalinks/#skip-writing-to-the-file-system (`permalink: false`).
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from builder.core.dates import likely_forms, parse_date
from builder.frontmatter.parsers import as_flag

DRAFT = "draft"
"""Our own mark, which always counts."""

BEGINS, ENDS = "publishDate", "expiryDate"
"""The keys with the days from which, and until which, a text is published."""

FOLDER = "_drafts"
"""The folder whose files are drafts."""

STATUS = "status"
_STATUSES = frozenset({"draft", "hidden"})
_HIDING = {"published": False, "publish": False, "private": True, "headless": True, "render": False, "permalink": False}
"""For each flag the value that hides."""

BUILD = "build"
"""Hugo's table of whether a text has a page and stands in lists; older texts have it as `_build`."""
_BUILD_NAMES = frozenset({BUILD, f"_{BUILD}"})
_SHOWN = {"render": ("always", "true"), "list": ("always", "local", "true")}
"""For each key of it the values with which a text is published."""

CASCADE = "cascade"
"""Hugo's table of what all texts below an _index.md inherit."""

OTHERS = (*_HIDING, STATUS, BUILD, BEGINS, ENDS, CASCADE, FOLDER)
"""The marks of other tools, which the setting `draft_marks` can leave out."""

KEYS = frozenset({*_HIDING, STATUS, *_BUILD_NAMES, BEGINS, ENDS, CASCADE})
"""The keys of the marks of other tools, in their usual case."""

_DATES = {**{name.lower(): name for name in (BEGINS, ENDS)}, "pubdate": BEGINS, "unpublishdate": ENDS}
"""The keys that hold these days, in lower case, with those of Hugo's other names that mean nothing else:
https://gohugo.io/configuration/front-matter/#dates."""

_FLAG_OR_DATE = "published"
"""To Jekyll whether a text is published, and to Hugo from which day."""


def is_in_folder(path: str) -> bool:
    """Whether a file lies at or below a folder of drafts."""
    return FOLDER in path and FOLDER in path.split("/")[:-1]


def marks_in(values: Mapping[Any, Any], marks: Collection[str]) -> Iterator[str]:
    """The marks in a file's front matter that hide it, as a person reads them: `published: false`.

    A text that is private in words that cannot be read as yes or no stays private.
    """
    for key, value in values.items():
        name = mark_of(key)
        if name not in marks:
            continue
        flag = as_flag(value)
        if name in _HIDING and (flag is _HIDING[name] or (name == "private" and flag is None and value)):
            yield f"{name}: {str(_HIDING[name]).lower()}"
        elif name == STATUS:
            statuses = value if isinstance(value, list) else [value]
            yield from (f"{name}: {each}" for each in map(_lower, statuses) if each in _STATUSES)
        elif name == BUILD and isinstance(value, dict):
            said = ((_lower(part), _lower(option)) for part, option in value.items())
            yield from (f"build.{part}: {said}" for part, said in said if said not in _SHOWN.get(part, (said,)))


def mark_of(key: Any) -> str:
    """The mark that a key is, or else the key in lower case: `publishdate` is "publishDate"."""
    name = _lower(key)
    return BUILD if name in _BUILD_NAMES else _DATES.get(name, name)


def cascaded(values: Mapping[Any, Any]) -> Iterator[dict[Any, Any]]:
    """The tables of values that texts below this one inherit, those for some of them alone as for all."""
    for key, value in values.items():
        if _lower(key) == CASCADE:
            yield from (table for table in (value if isinstance(value, list) else [value]) if isinstance(table, dict))


def _lower(value: Any) -> str:
    return str(value).strip().lower()


def date_keys(values: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
    """The marks in a file's front matter that hold its days, each with its key: `("expiryDate", "unpublishdate")`."""
    for key, value in values.items():
        name = _lower(key)
        if name in _DATES:
            yield _DATES[name], key
        elif name == _FLAG_OR_DATE and _is_date(value):
            yield BEGINS, key


def _is_date(value: Any) -> bool:
    """Whether a value is a date, be it in a form that has to be named in the settings."""
    if as_flag(value) is not None or not isinstance(value, str | int):
        return False
    try:
        parse_date(str(value))
    except ValueError:
        return bool(likely_forms(str(value)))
    return True


def has_marks(values: Mapping[Any, Any]) -> bool:
    """Whether any key of a file is that of a mark of another tool."""
    return any(mark_of(key) in OTHERS for key in values)


def is_mark(key: str, value: Any) -> bool:
    """Whether a key of a file is a mark, hiding or not, so that it has a meaning."""
    name = mark_of(key)
    if name in (BUILD, CASCADE):
        return isinstance(value, dict | list)
    if name in (BEGINS, ENDS) or (name == _FLAG_OR_DATE and _is_date(value)):
        return True
    return name in _HIDING and as_flag(value) is not None
