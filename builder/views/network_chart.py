"""A small drawing of what hangs together: a thing in the middle, others in two columns, lines between them.

Only the lines are drawn here. They fill a room of 100 by 100 between the columns, which stretches with them.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from builder.core.record import Record

_THICKEST = 6
_MOST = 16  # lines among the others; more would hide which is which


class Line(NamedTuple):
    """A line of the drawing."""

    path: str
    """Its way, as SVG writes it: https://www.w3.org/TR/SVG2/paths.html"""
    width: int
    """How thick it is: 1 to 6."""


class Network(Record, frozen=True):
    """The lines of a drawing."""

    spokes: tuple[Line, ...]
    """From the middle to each of the others: the first in the left column, the second in the right one, and so on."""
    between: tuple[Line, ...]
    """Among the others, the thickest first."""


def network(weights: Sequence[int], between: Mapping[tuple[int, int], int]) -> Network:
    """Draw others, given the weight of the line to each, and of the lines between some of them, by their places."""
    rows = (len(weights) + 1) // 2
    places = [(100 * (number % 2), round(100 * (number // 2 + 0.5) / rows)) for number in range(len(weights))]
    most = max((*weights, *between.values()))
    strongest = sorted(between, key=lambda both: (-between[both], both))[:_MOST]
    return Network(
        tuple(Line(_way((50, 50), place), _width(weight, most)) for place, weight in zip(places, weights, strict=True)),
        tuple(Line(_way(places[one], places[two]), _width(between[one, two], most)) for one, two in strongest),
    )


def _width(weight: int, most: int) -> int:
    return max(1, round(_THICKEST * weight / most))


def _way(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A curve that leaves and arrives level; between two of one column it bends towards the middle."""
    (x, y), (to_x, to_y) = start, end
    bend = (x + to_x) // 2 if x != to_x else abs(x - 25)
    return f"M{x} {y}C{bend} {y} {bend} {to_y} {to_x} {to_y}"
