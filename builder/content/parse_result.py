"""What parsing gives: of a file, by the fast path or by the full parser; and of an earlier version of one."""

from typing import NamedTuple

from builder.core.model import Body, Detail, Parsed
from builder.core.record import Record

NO_DETAIL = Detail(Body(""))


class ParseResult(Record, frozen=True):
    """What parsing a file gave, with the detail that only its own page shows."""

    parsed: Parsed
    detail: Detail = NO_DETAIL


class VersionSummary(NamedTuple):
    """Title and draft flag of one historical version of a file."""

    title: str = ""
    """Empty if there is none."""
    draft: bool = False


UNREADABLE = VersionSummary()
"""The summary of a version that cannot be parsed."""
