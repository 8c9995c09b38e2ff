"""Turning points: the entries of most importance, by rank, as no two sites mean the same by an importance of 8."""

from collections import Counter
from collections.abc import Sequence

from builder.core.model import Entry

LEAST = 8
"""The lowest importance that may make a turning point."""

MOST = 10
"""The highest importance that there is."""

SHARE = 5
"""At most one in so many entries is a turning point: where most are bold, bold says nothing."""


def turning_importance(entries: Sequence[Entry]) -> int:
    """The importance from which an entry is a turning point: the lowest that at most a fifth of the entries reach.

    More than `MOST`, which no entry has, where too many have even that.
    """
    counts = Counter([entry.importance for entry in entries])
    reaching = 0
    for importance in range(MOST, LEAST - 1, -1):
        reaching += counts[importance]
        if reaching * SHARE > len(entries):
            return importance + 1
    return LEAST
