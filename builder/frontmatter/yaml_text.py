"""Values as YAML: how the front matter of a new file is written, and a value that takes the place of another.

They are plain where every program reads them so, else as JSON, which YAML reads too:
https://yaml.org/spec/1.2.2/#13-terminology
"""

import re
from collections.abc import Mapping
from typing import Any

from builder.core.text import quoted_text

_PLAIN = re.compile(r"[^\W\d_](?:[\w ’'.;()/-]*[\w.’)])?")
_COMMA = re.compile(r"[^\W\d_](?:[\w ’',.;()/-]*[\w.’)])?")
_DATE = re.compile(r"\d{4}-\d\d(-\d\d)?")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_UNREADABLE = re.compile("[\x7f-\x9f\ufeff\u2028\u2029]")
"""What YAML reads in quotes only as an escape: https://yaml.org/spec/1.2.2/#51-character-set"""


def text_of(front: Mapping[str, Any], body: str = "") -> str:
    """The file of a text: its front matter, and below it the body."""
    below = f"{body.rstrip()}\n" if body.strip() else ""
    return f"---\n{''.join(key_lines(key, value) for key, value in front.items())}---\n{below}"


def key_lines(key: str, value: Any) -> str:
    """The lines of a key: `contexts: [oil, "Los Angeles, California"]`."""
    if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
        return f"{key}:\n{''.join(map(_item, value))}"
    if isinstance(value, list):
        return f"{key}: [{', '.join(_value(each, _PLAIN) for each in value)}]\n"
    return f"{key}: {_value(value, _COMMA)}\n"


def line_text(value: Any) -> str:
    """A value as it may end a line."""
    return _address(value) or _value(value, _COMMA)


def flow_text(value: Any) -> str:
    """A value as it may stand between commas, inside brackets."""
    return _value(value, _PLAIN)


def _item(parts: Mapping[str, Any]) -> str:
    """A mapping in a list, a line for each of its parts."""
    return f"  - {part_lines(parts, '    ')}"


def part_lines(parts: Mapping[str, Any], indent: str) -> str:
    """The lines of a mapping, all but the first one indented."""
    return indent.join(f"{key}: {_address(value) or _value(value, _COMMA)}\n" for key, value in parts.items())


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
