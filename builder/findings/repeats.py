"""Findings about news that was entered twice."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from builder.core.dates import date_of_ordinal
from builder.core.model import ORDER, Entry, Text
from builder.core.problems import Code, Place, Problem
from builder.core.text import truncate
from builder.findings.inspection import Inspection
from builder.findings.rule import TextRule

MIN_SHARED = 2
"""Contexts that two entries have to share, so that their titles are compared at all."""

MIN_LIKENESS = 85
"""How alike two titles have to be, from 0 to 100, whatever the order of their words."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[^\W\d_]\w*")
_SHOWN = 100
"""Letters of a title in a message."""


def repeated_news(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """An entry that tells what one before it tells, of the same day or of the day before."""
    return _repeats(text, inspection, step=-1)


def repeated_later(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """The same of an entry after it. `check` tells that of the other one; a form tells it whoever writes this one."""
    return _repeats(text, inspection, step=1)


def _repeats(text: Text, inspection: Inspection, step: int) -> Iterator[Problem]:
    """That an entry tells what the nearest like it does, among those before it or after it."""
    if not isinstance(text, Entry) or not text.date.day:
        return
    entries = inspection.site.by_section[text.section]
    topics = {*text.topics}
    furthest = date_of_ordinal(text.date.ordinal + step)
    place = bisect_left(entries, ORDER(text), key=ORDER)
    for at in range(place - 1, -1, -1) if step < 0 else range(place + 1, len(entries)):
        other = entries[at]
        if other.date < furthest if step < 0 else other.date > furthest:
            return
        shares_enough = len(topics.intersection(other.topics)) >= MIN_SHARED
        if shares_enough and other.date.day and _alike(text, other):
            what = f'the entry tells nearly what {other.path} tells: "{truncate(other.title, _SHOWN)}"'
            cure = "put both into one file; the address that goes can be one of its aliases"
            yield Problem(Code.ENTRY_REPEATED, Place(text.path), what, cure)
            return


def _alike(text: Entry, other: Entry) -> bool:
    """Whether two titles say the same. Where each has a number or a name of its own, they are two pieces of news."""
    from rapidfuzz import fuzz, utils  # noqa: PLC0415  # loaded where titles are compared

    one, two = text.title, other.title
    if not fuzz.token_sort_ratio(one, two, processor=utils.default_process, score_cutoff=MIN_LIKENESS):
        return False
    numbers = [{*_NUMBER.findall(title)} for title in (one, two)]
    return not (_differ(*numbers) or _differ(_names(text), _names(other)))


def _names(entry: Entry) -> set[str]:
    """The words of a title that begin with a capital letter; the first one only if it is of a context."""
    words = _WORD.findall(entry.title)
    of_contexts = {word for context in entry.contexts for word in _WORD.findall(context.name)}
    return {word for word in words[1:] if word[0].isupper()} | ({*words[:1]} & of_contexts)


def _differ(one: set[str], two: set[str]) -> bool:
    return bool(one - two and two - one)


RULES = (TextRule(Code.ENTRY_REPEATED, repeated_news),)
