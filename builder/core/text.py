"""Texts as they may be published: without characters that XML and readers cannot show."""

import re
import textwrap
import unicodedata

EXCERPT = 220
"""Characters of a text that stand for all of it where there is no summary."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKS = re.compile("[\u0300-\u036f]")
_STROKES = str.maketrans("đħıłøŧ", "dhilot")
"""Letters with a stroke, which Unicode does not take apart."""

_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without control characters and the like: https://www.w3.org/TR/xml/#charsets."""
    return text if text.isprintable() else _UNSEEN.sub("", text)


def is_printable(text: str) -> bool:
    """Whether the text holds letters, signs and plain blanks alone, on lines that end in LF: most texts do."""
    return text.replace("\n", "").isprintable()


def one_line(text: str) -> str:
    """The text on one line, with one blank for each run of white space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def plain_lines(text: str) -> str:
    """The text of a file with LF for every kind of line end, so that every program counts its lines alike."""
    if is_printable(text):
        return text
    ended = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return clean(_LINE_BREAKS.sub(" ", ended))


def shortened(text: str, limit: int = EXCERPT) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rpartition(' ')[0] or text[:limit]}…"


def wrapped(text: str, width: int) -> list[str]:
    """The text on lines for a terminal or a comment. One of its own lines that is indented is a command, and stays."""
    lines: list[str] = []
    for line in text.splitlines():
        is_command = line.startswith(" ")
        lines += [line] if is_command else textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return lines


def unmarked(text: str) -> str:
    """The text in lower case, by which names are sorted: é as e, and so for all Latin, Greek and Cyrillic letters."""
    if text.isascii():
        return text.lower()
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold())).translate(_STROKES)
    return unicodedata.normalize("NFC", bare)


def weighed(size: int) -> str:
    """A number of bytes for a person, in thousands or millions: 512 B, 19.2 kB, 1,682.0 MB."""
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:,.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 entry, 2 entries, 3 topics."""
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
