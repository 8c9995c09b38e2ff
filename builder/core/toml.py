"""TOML: the standard library's parser, which refuses here what would take all memory, or end in another error."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

_DEEP_KEY = re.compile(r"""(?<![\w"'.-])[\w"'-]++(?:[ \t]*\.[ \t]*[\w"'-]++){100}""")
"""A dotted key for which the parser takes much memory: it keeps the path to each part."""

_LONG_NUMBER = re.compile(r"0x[0-9A-Fa-f_]{5000}|(?<![0-9_])[0-9_]{5000}")
"""A number for which the parser takes a hundred times its size in memory, before it refuses it."""

_WRITTEN_OUT = re.compile(
    r"""\"{3}(?:[^\\"]|\\.|"{1,2}(?!"))*+(?:"{3,5})?|'{3}(?:[^']|'{1,2}(?!'))*+(?:'{3,5})?"""
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*+'?|\#[^\n]*+""",
    re.DOTALL,
)
"""A text in quotes, perhaps without its end, or a comment: what looks like a number in it is none.

https://toml.io/en/v1.0.0#string
"""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The table that a text holds. Raises tomllib.TOMLDecodeError, and nothing else, where there is none."""
    _refuse(_DEEP_KEY, text, "A key has over a hundred parts between dots")
    _refuse(_LONG_NUMBER, text, "A number is too long")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("It is nested hundreds of levels deep (at line 1, column 1)") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise tomllib.TOMLDecodeError("A number is too long (at line 1, column 1)") from error


def _refuse(pattern: re.Pattern[str], text: str, why: str) -> None:
    """Raise the error of the first place outside of texts and comments where a pattern stands."""
    if not pattern.search(text):
        return
    bare = _WRITTEN_OUT.sub(lambda written: '"' * len(written[0]), text)
    if found := pattern.search(bare):
        line, column = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
        raise tomllib.TOMLDecodeError(f"{why} (at line {line}, column {column})")
