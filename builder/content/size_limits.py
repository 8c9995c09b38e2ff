"""Limits of one text: a Markdown text that would take more than about a second to read is refused by name.

The cost is an estimate from what the text holds, never a measured time, so that every machine refuses the same.
`python -m tests.hostile` prints what the worst texts within the limits take.
"""

from builder.core.problems import Code, Place, Problem

LARGEST_FILE = 1_000_000
"""Bytes of a file of text."""

MOST_COST = 1_000_000
"""Of one body, in about a millionth of a second each."""

_COSTS = (
    ("line", "\n", 90),
    ("opening bracket", "[", 60),
    ("address", "://", 50),
    ("address", "www.", 50),
    ("@", "@", 10),
    *((sign, sign, 10) for sign in "*_`~<>&{}%!\\\"'|"),
)
"""What a text may have many of, how it is written, and what the parser takes for one."""

_SMALL = MOST_COST // max(cost for _, _, cost in _COSTS)
"""Characters of a text that costs little, whatever it holds."""


def refused_file(size: int, path: str) -> Problem | None:
    """The problem of a file of too many bytes; None for any other."""
    if size <= LARGEST_FILE:
        return None
    return _problem(Place(path), f"the file has more than {LARGEST_FILE:,} bytes")


def refused_text(markdown: str, place: Place) -> Problem | None:
    """The problem of a text that would take too long to read, given where it begins; None for any other."""
    if len(markdown) <= _SMALL:
        return None
    parts = [(cost * markdown.count(written), name, markdown.count(written)) for name, written, cost in _COSTS]
    if len(markdown) + sum(cost for cost, _, _ in parts) <= MOST_COST:
        return None
    _, name, count = max(parts)
    return _problem(place, f"the text is too large to be read: {count:,} times it has the {name}")


def _problem(place: Place, what: str) -> Problem:
    return Problem(Code.TEXT_TOO_LARGE, place, what, "split it into several files")
