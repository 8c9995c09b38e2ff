"""The strip: one line of time with a mark for each entry, as a plain value and as an SVG file.

A strip is worked out from dates alone, and from which of them are turning points. Its width is `WIDTH`, whatever room
it gets: the picture is stretched, and its points stay round, as SVG's `non-scaling-stroke` has them
(https://www.w3.org/TR/SVG2/coords.html#VectorEffects). So a page can mark a place on the picture from outside:

    <span class="strip"><img src="topics/iran/strip.svg" alt=""><i style="left:43.2%"></i></span>

The time of a strip begins and ends with a whole year, or with a whole month where all is in one year: so another entry
of the same year moves no mark, and the pages that mark a place stay as they are.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import isqrt
from typing import NamedTuple

from builder.core.dates import Date
from builder.core.record import Record

FEWEST = 3
"""Entries from which a strip says more than their dates do."""

MOST_DOTS = 150
"""With more entries than this the dots of a strip would hide one another; bars count them instead."""

WIDTH = 1000
HEIGHT = 48
"""The room of the drawing, in its own units; pages show it that high, or lower."""

FOOT = 44
"""The middle of the lowest dots, from the top."""

INSET = 8
"""Of the width on each side, so that the first and the last point are whole."""

COLUMNS = 120
"""Dots in one of so many columns stand above one another."""

BARS = 300
"""More bars than this would each be too thin to be seen."""

LABELS = 12
"""Years below a strip at most; of months, whose names are longer, a third."""

PIN = 190
"""The width of the words of a turning point above a strip."""

_INNER = WIDTH - 2 * INSET
_CUT = 20  # of so many entries, the oldest may be left out
_PITCH = 6  # from one dot of a column to the next, if there is room
_ROOM = 40  # what dots and bars have above the foot
_ON_PHONES = 4  # spaces between the labels that a phone has room for
_BASE = 47  # the foot of bars
_ABOVE = 3  # the middle of the line above bars
_MONTHS = 12
_DAYS = 31
_UNITS = (1, 3, 12, 120, 1200)  # what a bar may stand for, in months
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)  # years from one label to the next
_MONTH_STEPS = (1, 2, 3)
_NO_ENDS: Mapping[int, Date] = {}

_STYLE = "path{vector-effect:non-scaling-stroke}.b{stroke-dasharray:2 3}.d{stroke-opacity:.6}"
_DOTS_STYLE = (
    ".d,.p{stroke-linecap:round;stroke-width:5.5px}@media(max-width:420px){.d,.p{stroke-width:4.5px}}"
    "@media(max-height:24px){.d,.p{stroke-width:3.5px}}"
)
_BARS_STYLE = ".d,.p{vector-effect:none;stroke-width:%s}"


class Axis(Record, frozen=True):
    """The time that a strip shows: whole years, or whole months where all is in one year."""

    first: int
    """The month with which it begins; months are numbered from the year 0 on."""
    behind: int
    """The month behind its last one."""
    has_months: bool = False
    """Whether it is made of months."""
    before: int = 0
    """How many entries are older than its first month: they stand left of a break."""

    def column(self, date: Date) -> int:
        """Which of the columns a date is in; below zero for one left of the break. A month counts as 31 days."""
        year, month, day = date
        days = (year * _MONTHS + (month or 1) - 1 - self.first) * _DAYS + (day or 1) - 1
        return COLUMNS * days // (_DAYS * (self.behind - self.first))

    def place(self, date: Date) -> int:
        """Where a date is, from 0 to `WIDTH`; one left of the break is at the very left."""
        return max(0, middle_of(self.column(date)))

    def start_of(self, date: Date) -> int:
        """Where a month or a year begins, in the units of `place`."""
        return INSET + _INNER * (_month(date) - self.first) // (self.behind - self.first)

    def percent(self, date: Date) -> str:
        """Where a date is for CSS, in hundredths of the width: `43.2%`."""
        return f"{self.place(date) / 10:g}%"


def middle_of(column: int) -> int:
    """Where the middle of a column is."""
    return INSET + _INNER * (2 * column + 1) // (2 * COLUMNS)


def _month(date: Date) -> int:
    """The number of a date's month; of a year, that of its first one."""
    return date.year * _MONTHS + (date.month or 1) - 1


def axis_of(dates: Sequence[Date]) -> Axis:
    """The time of some dates, which come oldest first. There is at least one.

    The oldest twentieth stands left of a break if the others have less than half of the time then.
    """
    first, cut, last = dates[0], dates[len(dates) // _CUT], dates[-1]
    if cut.year > first.year and 2 * (last.year - cut.year + 1) < last.year - first.year + 1:
        before = bisect_left(dates, Date(cut.year))
        return Axis(cut.year * _MONTHS, (last.year + 1) * _MONTHS, before=before)
    if first.year == last.year and first.month:
        return Axis(_month(first), _month(last) + 1, has_months=True)
    return Axis(first.year * _MONTHS, (last.year + 1) * _MONTHS)


class Dot(NamedTuple):
    """The mark of one entry: a point, or of what lasts a bar from left to right."""

    x: int
    y: int
    """Its middle, from the top."""
    length: int = 0
    """How far a bar reaches from there."""


class Bar(NamedTuple):
    """The mark of the entries of a month, or of a longer span."""

    x: int
    """Its middle."""
    height: int
    turning: int
    """How high the turning points among them reach; 0 without any."""


class Label(NamedTuple):
    """A year or a month below a strip."""

    date: Date
    x: int
    """Where it begins."""
    is_minor: bool
    """Whether it goes where there is little room."""


class Strip(Record, frozen=True):
    """Entries on one line of time."""

    axis: Axis
    dots: tuple[Dot, ...]
    """A mark for each entry that is not left of the break, the oldest first; none where bars count them."""
    turning: tuple[int, ...]
    """The numbers of the dots that are turning points."""
    bars: tuple[Bar, ...]
    """The months, or longer spans, that have entries; none where dots show each."""
    span: int
    """How many months a bar stands for; 0 where there are none."""
    width: int
    """How wide a bar is; 0 where there are none."""
    most: int
    """How many entries the highest bar stands for; 0 where there are none."""
    lines: tuple[tuple[int, int], ...] = ()
    """Above bars, from where to where something lasts; what lasts at the same time is one line."""


def strip(dates: Sequence[Date], turning: Collection[int] = (), ends: Mapping[int, Date] = _NO_ENDS) -> Strip:
    """Draw dates, of which there is at least one, oldest first.

    Given are the numbers of those that are turning points, and the last days of those that last.
    """
    axis = axis_of(dates)
    shown = dates[axis.before :]
    numbers = [number - axis.before for number in turning if number >= axis.before]
    lasting = [(number - axis.before, end) for number, end in ends.items() if number >= axis.before]
    if len(dates) <= MOST_DOTS:
        columns = [axis.column(date) for date in shown]
        last_columns = columns[:]
        for number, end in lasting:
            last_columns[number] = min(axis.column(end), COLUMNS - 1)
        dots = _dots([*zip(columns, last_columns, strict=True)])
        return Strip(axis, tuple(dots), tuple(numbers), (), 0, 0, 0)
    span = next(months for months in _UNITS if axis.behind - axis.first <= BARS * months)
    counts = Counter(_month(date) // span for date in shown)
    turned = Counter(_month(shown[number]) // span for number in numbers)
    most = max(counts.values())
    bars = [
        Bar(_middle(axis, span, n), _bar_height(count, most), _bar_height(turned[n], most))
        for n, count in counts.items()
    ]
    width = max(2, 4 * _INNER * span // (5 * (axis.behind - axis.first)))
    lines = _united([(axis.place(shown[number]), min(axis.place(end), WIDTH - INSET)) for number, end in lasting])
    return Strip(axis, (), (), tuple(bars), span, width, most, tuple(lines))


def _united(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans as few longer ones: those that touch are one. What has no length is left out."""
    united: list[tuple[int, int]] = []
    for first, last in sorted(span for span in spans if span[0] < span[1]):
        if united and first <= united[-1][1]:
            united[-1] = united[-1][0], max(last, united[-1][1])
        else:
            united.append((first, last))
    return united


def path_among(strip: Strip, dates: Sequence[Date], chosen: Sequence[int]) -> str:
    """The path of the marks of some of a strip's entries alone, given all dates and the numbers of those chosen."""
    shown = [number for number in chosen if number >= strip.axis.before]
    if strip.dots:
        return dots_path(strip.dots[number - strip.axis.before] for number in shown)
    counts = Counter(_month(dates[number]) // strip.span for number in shown)
    heights = {n: _bar_height(count, strip.most) for n, count in counts.items()}
    return "".join([f"M{_middle(strip.axis, strip.span, n)} {_BASE}v-{height}" for n, height in heights.items()])


def _dots(spans: Sequence[tuple[int, int]]) -> Iterator[Dot]:
    """A mark from column to column for each span, at the lowest level where none before it is in its way."""
    levels: list[int] = []
    taken: list[int] = []  # the last column with a mark at each level
    for first, last in spans:
        level = next((n for n, until in enumerate(taken) if until < first), len(taken))
        taken[level : level + 1] = [last]
        levels.append(level)
    pitch = min(_PITCH, _ROOM / (len(taken) - 1)) if len(taken) > 1 else 0
    for (first, last), level in zip(spans, levels, strict=True):
        x = middle_of(first)
        yield Dot(x, round(FOOT - pitch * level), middle_of(last) - x)


def _middle(axis: Axis, span: int, number: int) -> int:
    """The middle of a bar, given the number of its span."""
    since = max(number * span, axis.first) + min((number + 1) * span, axis.behind) - 2 * axis.first
    return INSET + _INNER * since // (2 * (axis.behind - axis.first))


def _bar_height(count: int, most: int) -> int:
    """The height of a bar: the square root of its share, so that months of few entries are seen beside great ones."""
    return max(2, isqrt(_ROOM * _ROOM * count // most)) if count else 0


def pinned(places: Sequence[int]) -> tuple[int, ...]:
    """Which of some places, the most important first, get words above the strip, so that none covers another.

    Each takes `PIN` of the width to its right; or to its left, if it is so near to the end.
    """
    taken: list[tuple[int, int]] = []
    found: list[int] = []
    for number, x in enumerate(places):
        start = x if x + PIN <= WIDTH else x - PIN
        if all(start + PIN <= other or start >= other + PIN for other, _ in taken) and all(
            not start < mark < start + PIN for _, mark in taken
        ):
            taken.append((start, x))
            found.append(number)
    return tuple(found)


def labels(axis: Axis) -> tuple[Label, ...]:
    """Years or months to be written below a strip, at even distances; the first and the last one always."""
    unit = 1 if axis.has_months else _MONTHS
    first, last = axis.first // unit, (axis.behind - 1) // unit
    most, steps = (LABELS // 3, _MONTH_STEPS) if axis.has_months else (LABELS, _STEPS)
    step = next(step for step in steps if (last - first) // step < most)
    between = [n for n in range(first + step, last - step + 1) if n % step == 0]
    numbers = list(dict.fromkeys((first, *between, last)))
    dates = [Date(n // _MONTHS, n % _MONTHS + 1) if axis.has_months else Date(n) for n in numbers]
    end = len(dates) - 1
    apart = -(-end // _ON_PHONES)
    major = {*range(0, end - apart + 1, apart or 1), 0, end}
    return tuple(Label(date, axis.start_of(date), place not in major) for place, date in enumerate(dates))


def strip_svg(strip: Strip, colours: Mapping[str, str]) -> str:
    """A strip as an SVG file, in the colours `line`, `link` and `accent`, and the same for the dark ending in `_dark`.

    It draws each kind of mark as one path, and makes dots smaller where the picture is low or narrow.
    """
    paths = paths_of(strip)
    drawn = "".join(f'<path class="{name}" d="{path}"/>' for name, path in paths)
    size = _BARS_STYLE % strip.width if strip.bars else _DOTS_STYLE
    lasting = ",.l" if strip.lines else ""
    light, dark = (
        f".g,.b{{stroke:{colours[f'line{scheme}']}}}.d{lasting}{{stroke:{colours[f'link{scheme}']}}}"
        f".p{{stroke:{colours[f'accent{scheme}']}}}"
        for scheme in ("", "_dark")
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f"<style>{_STYLE}{size}{light}@media(prefers-color-scheme:dark){{{dark}}}</style>{drawn}</svg>\n"
    )


def paths_of(strip: Strip) -> tuple[tuple[str, str], ...]:
    """The paths of a strip, each with the class by which it is coloured.

    They are `g` for the line and the years below it, `b` for a break, `d` for marks, `p` for those of turning points,
    `l` for lines above bars.
    """
    paths = [("g", f"M0 47.5H{WIDTH}" + "".join(f"M{label.x} 6V47" for label in labels(strip.axis)))]
    if strip.axis.before:
        paths.append(("b", "M1 0V47"))
    paths += _bar_paths(strip.bars) if strip.bars else _dot_paths(strip)
    paths.append(("l", "".join([f"M{first} {_ABOVE}H{last}" for first, last in strip.lines])))
    return tuple([(name, path) for name, path in paths if path])


def _dot_paths(strip: Strip) -> tuple[tuple[str, str], tuple[str, str]]:
    turning = {*strip.turning}
    plain = (dot for number, dot in enumerate(strip.dots) if number not in turning)
    return ("d", dots_path(plain)), ("p", dots_path(strip.dots[number] for number in strip.turning))


def dots_path(dots: Iterable[Dot]) -> str:
    """The path of some dots: lines without length, which round caps make points; bars have one."""
    parts: list[str] = []
    last_x = last_y = 0
    for x, y, length in dots:
        parts.append(f"m{x - last_x} {y - last_y}h{length}")
        last_x, last_y = x + length, y
    return "".join(parts)


def _bar_paths(bars: Iterable[Bar]) -> tuple[tuple[str, str], tuple[str, str]]:
    """The turning points stand at the foot of each bar, and the others above them: no pale colour shines through."""
    plain = "".join(
        [f"M{bar.x} {_BASE - bar.turning}V{_BASE - bar.height}" for bar in bars if bar.height > bar.turning]
    )
    return ("d", plain), ("p", "".join([f"M{bar.x} {_BASE}v-{bar.turning}" for bar in bars if bar.turning]))
