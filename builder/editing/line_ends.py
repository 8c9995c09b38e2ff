"""Line ends: browsers give texts with ends of their own, and a file keeps those that it has."""

import re
from difflib import SequenceMatcher

_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")


def with_lf(text: str) -> str:
    """A text whose lines end in LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def with_line_ends_of(before: str, after: str) -> str:
    r"""A text, whose lines end in LF, with the line ends of the text that it was made from.

    >>> with_line_ends_of("a\r\nb\r\n", "a\nc\nb\n")
    'a\r\nc\r\nb\r\n'

    Where that has several kinds, each line that stayed keeps its own.
    """
    kinds = re.findall(r"\r\n|\r|\n", before)
    if len({*kinds}) <= 1:
        return after.replace("\n", kinds[0]) if kinds else after
    old = _LINE.findall(before)
    new = _LINE.findall(after)
    ends = [kinds[0]] * len(new)
    matcher = SequenceMatcher(None, [line for line, _ in old], [line for line, _ in new], autojunk=False)
    for start, new_start, length in matcher.get_matching_blocks():
        ends[new_start : new_start + length] = [end for _, end in old[start : start + length]]
    return "".join(line + ((kept or kinds[0]) if end else "") for (line, end), kept in zip(new, ends, strict=True))
