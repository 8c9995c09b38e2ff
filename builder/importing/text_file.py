"""The file of an imported text: written from its fields, and brought up to date in place.

Values are written plain where every program reads them so, else as JSON, which YAML reads too:
https://yaml.org/spec/1.2.2/#13-terminology
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from builder.core.problems import ProblemsFound
from builder.core.text import quoted_text
from builder.frontmatter.split import split

_PLAIN = re.compile(r"[^\W\d_](?:[\w ’'.;()/-]*[\w.’)])?")
_COMMA = re.compile(r"[^\W\d_](?:[\w ’',.;()/-]*[\w.’)])?")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_UNREADABLE = re.compile("[\x7f-\x9f\ufeff\u2028\u2029]")
"""What YAML reads in quotes only as an escape: https://yaml.org/spec/1.2.2/#51-character-set"""

_HEADER = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)


def text_of(front: Mapping[str, Any], body: str = "") -> str:
    """The file of a text: its front matter, and below it the body."""
    below = f"{body.rstrip()}\n" if body.strip() else ""
    return f"---\n{''.join(_key(key, value) for key, value in front.items())}---\n{below}"


def _key(key: str, value: Any) -> str:
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        return f"{key}:\n{''.join(map(_item, value))}"
    if isinstance(value, list):
        return f"{key}: [{', '.join(_value(each, _PLAIN) for each in value)}]\n"
    return f"{key}: {_value(value, _COMMA)}\n"


def _item(parts: Mapping[str, Any]) -> str:
    """A mapping in a list, a line for each of its parts."""
    lines = [f"{key}: {_address(value) or _value(value, _COMMA)}\n" for key, value in parts.items()]
    return "  - " + "    ".join(lines)


def _address(value: Any) -> str:
    """An address that may stand without quotes; empty for anything else."""
    return value if isinstance(value, str) and re.fullmatch(r"https?://[\w.~:/?=&%+@,;()-]*[\w/=]", value) else ""


def _value(value: Any, plain: re.Pattern[str]) -> str:
    if isinstance(value, str):
        is_plain = (plain.fullmatch(value) and value.lower() not in _WORDS) or _DATE.fullmatch(value)
        return value if is_plain else _quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(str(key))}: {_value(each, plain)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(_value(each, plain) for each in value)}]"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return _UNREADABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted_text(text))


def fields_of(text: str) -> tuple[Mapping[str, Any], str] | None:
    """The front matter and the body of a file; none of one that is not read."""
    try:
        parts = split(text, "")
    except ProblemsFound:
        return None
    return parts.front.values, parts.body


def updated(text: str, changes: Mapping[str, Any], body: str | None) -> str | None:
    """The text of a file with other values for some keys, and another body if one is given; all else as it is.

    A key whose value is None goes. None if the file's header is not one of YAML in which that can be done.
    """
    before = fields_of(text)
    header = _HEADER.match(text)
    if before is None or header is None:
        return None
    lines = header[1].splitlines(keepends=True)
    for key, value in changes.items():
        lines = [*_with_key(lines, key, value)]
    below = text[header.end() :] if body is None else f"{body.rstrip()}\n" if body.strip() else ""
    new = f"---\n{''.join(lines)}---\n{below}"
    wanted = {**before[0], **changes}
    after = fields_of(new)
    is_right = after is not None and after[0] == {key: value for key, value in wanted.items() if value is not None}
    return new if is_right else None


def _with_key(lines: Iterable[str], key: str, value: Any) -> Iterable[str]:
    """The lines of a header with another value for a key, in its place or at the end."""
    written = "" if value is None else _key(key, value)
    is_inside = False
    for line in lines:
        is_key = re.match(rf"{re.escape(key)}[ \t]*:(?:\s|$)", line)
        is_inside = bool(is_key) or (is_inside and (line[:1] in " \t\n-]}" or not line.strip()))
        if is_key:
            yield written
            written = ""
        if not is_inside:
            yield line
    yield written
