"""Texts as they may be published: without characters that XML and readers cannot show."""

import re

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_BREAKS = re.compile("[\x85\u2028\u2029]")


def clean(text: str) -> str:
    """The text without control characters and the like: https://www.w3.org/TR/xml/#charsets."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """The text on one line, with one blank for each run of white space."""
    return " ".join(clean(text).split())


def plain_lines(text: str) -> str:
    """The text of a file with LF for every kind of line end, so that every program counts its lines alike."""
    ended = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return clean(_LINE_BREAKS.sub(" ", ended))
