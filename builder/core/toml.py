"""TOML: the standard library's parser, which refuses here what would take all memory, or end in another error."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

_DEEP_KEY = re.compile(r"""(?<![\w"'.-])[\w"'-]++(?:[ \t]*\.[ \t]*[\w"'-]++){100}""")
"""A dotted key for which the parser takes much memory: it keeps the path to each part."""

_LONG_NUMBER = re.compile(r"0x[0-9A-Fa-f_]{5000}|(?<![0-9_])[0-9_]{5000}")
"""A number for which the parser takes a hundred times its size in memory, before it refuses it."""


def loads(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The table that a text holds. Raises tomllib.TOMLDecodeError, and nothing else, where there is none."""
    if dotted := _DEEP_KEY.search(text):
        line = text.count("\n", 0, dotted.start()) + 1
        raise tomllib.TOMLDecodeError(f"A key has over a hundred parts between dots (at line {line}, column 1)")
    if long := _LONG_NUMBER.search(text):
        line = text.count("\n", 0, long.start()) + 1
        raise tomllib.TOMLDecodeError(f"A number is too long (at line {line}, column 1)")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("It is nested hundreds of levels deep (at line 1, column 1)") from error
    except ValueError as error:  # a whole number of thousands of digits
        raise tomllib.TOMLDecodeError("A number is too long (at line 1, column 1)") from error
