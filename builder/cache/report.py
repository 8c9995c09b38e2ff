"""Build report: what a build tells the person who ran it; cached, so that a build with nothing to do says it again."""

from builder.core.problems import Problem
from builder.core.record import Record


class Report(Record, frozen=True):
    """What a build tells the person who ran it, so that the next one can say it again without any work."""

    problems: tuple[Problem, ...] = ()
    entries: int = 0
    days: int = 0
    topics: int = 0
    pages: int = 0
    files: int = 0
    size: int = 0
    """Of all files, in bytes."""
    packed: int = 0
    """How many bytes these have at most as they are packed for the upload, about; 0 where nobody had to ask."""
