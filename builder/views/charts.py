"""Charts as plain values: where each mark of a drawing stands. Nothing here knows of sites, of words or of colours.

A histogram measures its width in hundredths of the room there is, so that it fits every screen while its letters keep
their size. All other lengths are pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil

from builder.core.record import Record

HEIGHT = 96
"""The highest bar of a histogram."""

STEPS = 5
"""The colours of a heat map, from few to many."""

WEEK = 7

AREAS = 11
"""So many things to be hit fit side by side on a phone, each as wide as a finger needs."""

_LETTER = 2.5  # the width of a letter below the axis on a phone, in hundredths of that of all bars
_ROOM = 1.2  # what a word needs on each side of its middle for each letter, the same, so as not to hang over the margin
_LEAST = 2
_PITCH = 24  # from one square of a heat map to the next, the size that a finger needs
_SIDE = 21
_FOOT = 15  # from the top of a square to the foot of a word in its middle


class Amount(Record, frozen=True):
    """Something counted: a year and its entries."""

    label: str
    """What was counted, in words that stand for themselves."""
    count: int
    """How many there are."""
    address: str = ""
    """Where they are; what is nothing is nowhere."""
    short: str = ""
    """A name of few letters, for where there is little room. Without one it has no word below the axis."""
    headline: str = ""
    """The title of the chief thing that was counted, for where there is more room."""


class Bar(Record, frozen=True):
    """One bar of a histogram."""

    amount: Amount
    """What it shows; a link leads there."""
    x: str
    """Its left side, in hundredths of the width."""
    width: str
    """Its width, the same."""
    y: int
    """Its top."""
    height: int
    """Its height; none where there is nothing."""


class Area(Record, frozen=True):
    """A bar and the room above it, so that small ones can be hit."""

    amount: Amount
    """What it shows; a link leads there."""
    x: str
    """Its left side, in hundredths of the width."""
    width: str
    """Its width, the same."""
    bar: Bar
    """The bar."""


class Tick(Record, frozen=True):
    """A word below the axis."""

    text: str
    """The word."""
    x: str
    """Its middle, in hundredths of the width; or its beginning."""
    anchor: str
    """What stands at `x`, as SVG calls it: `middle`, or `start` where half of the word would hang over the margin."""


class Histogram(Record, frozen=True):
    """Amounts side by side, each as high as its count."""

    areas: tuple[Area, ...]
    """The bars with the room above them, one for each amount that is not nothing."""
    ticks: tuple[Tick, ...]
    """So many of the words below the axis as there is room for."""
    height: int
    """The height of the highest bar."""
    most: Amount
    """The first of the largest amounts."""

    @property
    def bars(self) -> tuple[Bar, ...]:
        """A bar for each amount that is not nothing; those that are leave a gap."""
        return tuple(area.bar for area in self.areas)


class Leaf(Record, frozen=True):
    """A month as a calendar has it."""

    whole: Amount
    """All of the month."""
    days: Sequence[Amount]
    """Each day of it, from the first on, with or without anything."""
    first: int = 0
    """How many places of its first week are before its first day."""


class Cell(Record, frozen=True):
    """A day or a month in a table, coloured by how much it has."""

    amount: Amount
    """What it shows."""
    step: int
    """How much it has, from 1 to 5; 0 for nothing."""


class Square(Record, frozen=True):
    """A day of a heat map that has something."""

    amount: Amount
    """What it shows; a link leads there."""
    x: int
    """Its left side."""
    y: int
    """Its top."""
    step: int
    """How much it has, from 1 to 5."""

    @property
    def middle(self) -> float:
        """Where the middle of a word in it is."""
        return self.x + _SIDE / 2

    @property
    def foot(self) -> int:
        """Where such a word stands."""
        return self.y + _FOOT


class Patch(Record, frozen=True):
    """A month of a heat map: a row for each day of the week, a column for each week."""

    whole: Amount
    """All of the month."""
    squares: tuple[Square, ...]
    """The days that have something, in the order of time."""
    empty: tuple[tuple[int, int], ...]
    """Left side and top of each day that has nothing."""


class HeatMap(Record, frozen=True):
    """The months of a year, each day a square whose colour tells how much it has."""

    patches: tuple[Patch, ...]
    """The months."""
    width: int
    """The width of the widest month."""
    height: int
    """The height of each month."""
    side: int
    """The side of a square."""


def histogram(amounts: Iterable[Amount]) -> Histogram:
    """Draw amounts as bars from left to right. There is at least one."""
    amounts = tuple(amounts)
    most = max(amounts, key=lambda amount: amount.count)
    slots = max(len(amounts), AREAS)  # a histogram of fewer bars leaves room free: a bar is no wall
    areas = tuple(
        Area(amount, _hundredths(100 * place / slots), _hundredths(100 / slots), _bar(amount, place, slots, most.count))
        for place, amount in enumerate(amounts)
        if amount.count
    )
    return Histogram(areas, tuple(_ticks(amounts, slots)), HEIGHT, most)


def _bar(amount: Amount, place: int, slots: int, most: int) -> Bar:
    height = max(_LEAST, round(HEIGHT * amount.count / most))
    return Bar(amount, _hundredths(100 * (place + 0.1) / slots), _hundredths(80 / slots), HEIGHT - height, height)


def _ticks(amounts: Sequence[Amount], slots: int) -> Iterator[Tick]:
    """Words at even distances, the first one included, none so near to another or to the margin that they touch."""
    apart = ceil(slots * _LETTER * (1 + max(len(amount.short) for amount in amounts)) / 100)
    free = 0
    for place, amount in enumerate(amounts):
        room, middle = _ROOM * len(amount.short), 100 * (place + 0.5) / slots
        if not room or place < free:
            continue
        if middle < room:
            start = 100 * (place + 0.1) / slots
            yield Tick(amount.short, _hundredths(start), "start")
            touches = 100 * (place + apart + 0.5) / slots - room < start + 2 * room + _ROOM
            free = place + (2 * apart if touches else apart)
        elif middle <= 100 - room:
            yield Tick(amount.short, _hundredths(middle), "middle")
            free = place + apart


def _hundredths(number: float) -> str:
    return f"{round(number, 2):g}%"


def heat_map(leaves: Iterable[Leaf]) -> HeatMap:
    """Draw months as squares. All of them share the steps, so that they can be compared."""
    leaves = tuple(leaves)
    full = _full([day.count for leaf in leaves for day in leaf.days if day.count])
    columns = max((-(-(leaf.first + len(leaf.days)) // WEEK) for leaf in leaves), default=0)
    return HeatMap(tuple(_patch(leaf, full) for leaf in leaves), _length(columns), _length(WEEK), _SIDE)


def cells(rows: Iterable[Iterable[Amount | None]]) -> tuple[tuple[Cell | None, ...], ...]:
    """Rows of days or months as a table, with nothing where there is no such day. All share the steps."""
    rows = [[*row] for row in rows]
    full = _full([amount.count for row in rows for amount in row if amount and amount.count])
    return tuple(tuple([Cell(amount, _step(amount, full)) if amount else None for amount in row]) for row in rows)


def _step(amount: Amount, full: int) -> int:
    return min(STEPS, -(-STEPS * amount.count // full))


def _full(counts: Sequence[int]) -> int:
    """What has the strongest colour: what 19 of 20 do not exceed, so that a great day does not pale all others."""
    ordered = sorted(counts)
    return max(STEPS, ordered[len(ordered) * 19 // 20]) if ordered else STEPS


def _patch(leaf: Leaf, full: int) -> Patch:
    placed = [(day, *_place(leaf.first + number)) for number, day in enumerate(leaf.days)]
    squares = [Square(day, x, y, _step(day, full)) for day, x, y in placed if day.count]
    return Patch(leaf.whole, tuple(squares), tuple((x, y) for day, x, y in placed if not day.count))


def _place(number: int) -> tuple[int, int]:
    column, row = divmod(number, WEEK)
    return column * _PITCH, row * _PITCH


def _length(squares: int) -> int:
    return max(0, squares * _PITCH - (_PITCH - _SIDE))


def weeks(leaf: Leaf) -> tuple[tuple[Cell | None, ...], ...]:
    """A month as the rows of a table: weeks of seven days, with nothing before its first day and after its last."""
    places = [*[None] * leaf.first, *leaf.days]
    places += [None] * (-len(places) % WEEK)
    return cells(places[start : start + WEEK] for start in range(0, len(places), WEEK))
