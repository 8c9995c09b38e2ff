"""Small multiples: many rows on one line of time, each a drawing of a few hundred bytes.

The term is Edward Tufte's (https://en.wikipedia.org/wiki/Small_multiple). All rows have the axis of the strip of all
entries, and one scale, so that a mark means the same in each. Across, a unit of the drawing is a column of the axis;
upwards it is a pixel, and the foot is 0:

    <svg viewBox="-1.5 -19 122 22" preserveAspectRatio="none"><path d="M4 0v-1M9 0v-6"/></svg>

This is one entry in the fifth column and two in the tenth: a dash pattern of `DOT`, under round caps, makes of a line a
pile of dots. Where one column has too many for that, the same lines are drawn whole, and are bars.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import isqrt

from builder.core.dates import Date
from builder.core.record import Record
from builder.views.strip import COLUMNS, WIDTH, Axis, labels

HEIGHT = 22
"""The height of a row's drawing, in pixels."""

DOT = 5
"""From one dot of a pile to the next."""

MOST_DOTS = 4
"""With more entries in one column than this, bars count them in all rows."""

FOOT = 3
"""What there is of it below the foot of the marks."""

_ROOM = DOT * (MOST_DOTS - 1) + 1
_OLD = -4  # the column of what is left of the break
_INSET = 1.5  # from the left side to the middle of the first column, so that its dots are whole
_ACROSS = COLUMNS + 2  # with one free column on each side, as wide as a strip's `INSET` is


class Scale(Record, frozen=True):
    """Where entries stand in every row."""

    starts: tuple[int, ...]
    """For each column the number of the first entry that is not before it; then how many entries there are."""
    has_old: bool
    """Whether entries are left of a break."""

    def counts(self, numbers: Sequence[int]) -> dict[int, int]:
        """How many of some entries, given by their numbers in ascending order, are in each column that has any."""
        edges = [bisect_left(numbers, start) for start in self.starts]
        found = {column: end - start for column, (start, end) in enumerate(pairwise(edges))}
        return {column: count for column, count in {_OLD: edges[0], **found}.items() if count}

    @property
    def left(self) -> float:
        """The left side of a drawing, in columns."""
        return (_OLD if self.has_old else 0) - _INSET

    @property
    def columns(self) -> int:
        """The width of a drawing, in columns."""
        return _ACROSS - (_OLD if self.has_old else 0)


def scale(axis: Axis, dates: Sequence[Date]) -> Scale:
    """The scale of an axis, given the dates of all entries, oldest first."""
    columns = [axis.column(date) for date in dates]
    return Scale(tuple([bisect_left(columns, column) for column in range(COLUMNS + 1)]), axis.before > 0)


def paths(counts: Mapping[int, int], turning: Mapping[int, int], most: int) -> tuple[str, str]:
    """The paths of the marks of a row: of its turning points at the foot, and of all others above them.

    Given are the counts of both together and of turning points, by column, and the highest count of all rows.
    """
    accent = "".join([f"M{column} 0v-{_height(count, most)}" for column, count in turning.items()])
    plain = "".join(
        [
            _above(column, turning.get(column, 0), count, most)
            for column, count in counts.items()
            if count > turning.get(column, 0)
        ]
    )
    return accent, plain


def _above(column: int, turning: int, count: int, most: int) -> str:
    """A pile or a bar above one of turning points."""
    if not turning:
        return f"M{column} 0v-{_height(count, most)}"
    if are_bars(most):
        foot = _height(turning, most)
        return f"M{column} -{foot}v-{max(1, _height(count, most) - foot)}"
    return f"M{column} -{DOT * turning}v-{_height(count - turning, most)}"


def are_bars(most: int) -> bool:
    """Whether one column of some row has so many entries that all rows have bars."""
    return most > MOST_DOTS


def grid(axis: Axis) -> str:
    """The path of the line below every row, and of one for each label of the axis."""
    lines = [f"M{_ACROSS * label.x / WIDTH - _INSET:.4g} {FOOT}V{FOOT - HEIGHT}" for label in labels(axis)]
    return f"M-{_INSET} {FOOT}H{_ACROSS - _INSET}" + "".join(lines)


def _height(count: int, most: int) -> int:
    """The height of a pile of dots; or of a bar, the square root of its share, as in a strip."""
    return max(1, isqrt(_ROOM * _ROOM * count // most)) if are_bars(most) else DOT * (count - 1) + 1
