"""Findings about pictures."""

import re
from collections.abc import Iterator

from builder.core.model import Entry, Text
from builder.core.problems import Code, Place, Problem
from builder.findings.inspection import Inspection
from builder.findings.rule import TextRule

_CURE = "say in a few words what it shows, for readers who do not see it"
_WITHOUT_ALT = re.compile(r'<img src="[^"]*" alt=""')


def no_alternative_text(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A picture without alternative text: the entry's own, or those of its text.

    https://www.w3.org/WAI/tutorials/images/
    """
    if isinstance(text, Entry) and text.image and not text.image.alt:
        what, cure = "the picture has no alternative text", f"{_CURE}: image: {{url: …, alt: A ship at the pier}}"
        yield Problem(Code.IMAGE_ALT_MISSING, text.image.place, what, cure)
    # A picture of the site itself has a hole where its address goes, between two pieces.
    if _WITHOUT_ALT.search("".join(inspection.details(text).body.pieces)):
        what, cure = "a picture in the text has no alternative text", f"{_CURE}: ![A ship at the pier](ship.jpg)"
        place = inspection.place(text, "![](")
        yield Problem(Code.IMAGE_ALT_MISSING, place if place.line else Place(text.path), what, cure)


RULES = (TextRule(Code.IMAGE_ALT_MISSING, no_alternative_text),)
