"""Text helpers: cleaning, normalizing, truncating and counting, for publishing and for messages."""

import re
import struct
import textwrap
import unicodedata
from bisect import bisect_left

import msgspec

EXCERPT_LENGTH = 220
"""Characters of an excerpt, the beginning of a text that is shown where there is no summary."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_MARKS = re.compile("[\u0300-\u036f]")
_STROKES = str.maketrans("đħıłøŧ", "dhilot")
"""Letters with a stroke, which Unicode does not decompose."""

_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")

_UNPRINTABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""What steers a terminal or is not seen: control characters, marks of direction, breaks of lines, tags, surrogates.

What joins letters and pictures of one word, U+200C and U+200D, is no part of it, nor are blanks that have a width.
"""


def clean(text: str) -> str:
    """Remove control characters and the like, which XML cannot hold: https://www.w3.org/TR/xml/#charsets."""
    return text if text.isprintable() else _CONTROL.sub("", text)


def is_printable(text: str) -> bool:
    """Whether the text has only letters, signs and plain blanks, on lines that end in LF: most texts do."""
    return text.replace("\n", "").isprintable()


def escape_unprintable(text: str) -> str:
    r"""Write as escapes what steers a terminal or is not seen, but no line feed; as JSON writes it inside of a text.

    >>> escape_unprintable("a\x1b[2J\u202eb")
    'a\\u001b[2J\\u202eb'
    """
    return text if text.isascii() and is_printable(text) else _UNPRINTABLE.sub(_escape, text)


def printable_line(text: str) -> str:
    r"""A text as one line of a message: line feeds are escapes too.

    >>> printable_line("a\n::error::b")
    'a\\n::error::b'
    """
    return escape_unprintable(text).replace("\n", "\\n")


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if character in "\t\r":
        return repr(character)[1:-1]
    if character > "\uffff":  # as JSON has it, by the two halves of UTF-16
        return "".join(f"\\u{half:04x}" for half in struct.unpack("<2H", character.encode("utf-16-le")))
    return f"\\u{ord(character):04x}"


def one_line(text: str) -> str:
    """Put the text on one line, with one blank for each run of white space."""
    if text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(clean(text).split())


def normalize_newlines(text: str) -> str:
    """Make every kind of line end LF, so that every program counts the lines of a file alike; control characters go."""
    if is_printable(text):
        return text
    with_lf = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return clean(_LINE_BREAKS.sub(" ", with_lf))


class LineIndex:
    """Index of the line ends of a text: on which line an offset is, without counting them anew for each."""

    def __init__(self, text: str) -> None:
        self._ends = [end.start() for end in re.finditer("\n", text)] if "\n" in text else []

    def lines_before(self, offset: int) -> int:
        """How many lines end before an offset."""
        return bisect_left(self._ends, offset)


def truncate(text: str, limit: int = EXCERPT_LENGTH) -> str:
    """Truncate a text between words, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rpartition(' ')[0] or text[:limit]}…"


def wrap(text: str, width: int) -> list[str]:
    """Wrap a text for a terminal or a comment. An indented line is a command, and stays as it is."""
    lines: list[str] = []
    for line in text.splitlines():
        is_command = line.startswith(" ")
        lines += [line] if is_command else textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    return lines


def collation_key(text: str) -> str:
    """The key by which names are sorted: lower case, é as e, and so for all Latin, Greek and Cyrillic letters."""
    if text.isascii():
        return text.lower()
    without_marks = _MARKS.sub("", unicodedata.normalize("NFD", text.casefold())).translate(_STROKES)
    return unicodedata.normalize("NFC", without_marks)


def format_size(size: int) -> str:
    """Format a number of bytes, in thousands or millions: 512 B, 19.2 kB, 1,682.0 MB."""
    if size < 1_000:
        return f"{size} B"
    return f"{size / 1_000:,.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"


def pluralize(number: int, noun: str) -> str:
    """A number with its noun: 1 entry, 2 entries, 3 topics, 4 addresses."""
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}es" if noun.endswith("ss") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def quoted_text(text: str) -> str:
    """A text in double quotes, as JSON, TOML and YAML all read it."""
    return msgspec.json.encode(text).decode()


def toml_key(key: str) -> str:
    """A key of a table in TOML, in quotes where it needs them.

    >>> toml_key("kind"), toml_key("Los Angeles")
    ('kind', '"Los Angeles"')
    """
    return key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else quoted_text(key)
