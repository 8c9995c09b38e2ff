"""Entries by year and month, latest first, and how many there were in each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby

from msgspec.structs import replace

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import Address
from builder.pages.shared import Pieces
from builder.views.charts import Amount, Histogram, histogram
from builder.views.contract import GroupView

MAX_UNDIVIDED = 12
"""More entries of one year on one page are grouped by month; a topic with as many has pages in other orders."""

LONG = 70
"""A list with more entries than this shows the first ones, and folds the others."""

FIRST = 50
"""So many entries of a long list are shown."""

CHIEF = 3
"""So many entries at most stand for a day or a month that has more."""

_FEW = 5
"""Entries from which a drawing says more than their dates do."""

_YEARS = 3
"""From so many years on, years are counted and not months."""

_MONTHLESS = 10
"""Months are counted if no month is known of one in so many entries at most: these have no place among them."""

_MONTHS = 12
_BARS = 2

YearAddress = Callable[[int], Address]
"""Where the entries of a year are listed: a page of its own, or its heading on a page."""


def by_year(
    pieces: Pieces, entries: Sequence[Entry], where: YearAddress, *, oldest_first: bool = False
) -> tuple[GroupView, ...]:
    """The entries, which come oldest first, by year, the latest first if nothing else is said.

    Those of a year with many are by month too; in a long list, those that come last are folded.
    """
    by_year = groupby(entries if oldest_first else reversed(entries), lambda entry: entry.date.year)
    years = tuple([_year(pieces, Date(year), tuple(its), where(year)) for year, its in by_year])
    return _folded(years, FIRST) if len(entries) > LONG else years


def _folded(groups: Sequence[GroupView], room: int) -> tuple[GroupView, ...]:
    """Some groups, of which no more entries are shown than there is room for."""
    starts = accumulate((group.count for group in groups), initial=0)
    return tuple([_shown(group, room - start) for group, start in zip(groups, starts, strict=False)])


def _shown(group: GroupView, room: int) -> GroupView:
    """A year or a month whose first entries are shown, as many as there is room for."""
    if room <= 0:
        return replace(group, is_folded=True)
    if group.groups:
        return replace(group, groups=_folded(group.groups, room))
    return replace(group, items=group.items[:room], rest=group.items[room:])


def _year(pieces: Pieces, year: Date, entries: Sequence[Entry], address: Address) -> GroupView:
    months = groupby(entries, lambda entry: Date(*entry.date[:2])) if len(entries) > MAX_UNDIVIDED else ()
    groups = tuple([_month(pieces, month, tuple(its), address) for month, its in months])
    return GroupView(None, pieces.date(year), address, len(entries), pieces.items(entries), groups=groups)


def _month(pieces: Pieces, month: Date, entries: Sequence[Entry], of_year: Address) -> GroupView:
    return GroupView(None, pieces.date(month), _heading(month, of_year), len(entries), pieces.items(entries))


def by_month(
    pieces: Pieces, entries: Sequence[Entry], of_month: Callable[[Date], Address], of_year: Address
) -> GroupView:
    """The entries of a year, which come oldest first, by month, each with its chief ones and a page for the others.

    Those of which no month is known stand last.
    """
    months = groupby(reversed(entries), lambda entry: Date(*entry.date[:2]))
    groups = tuple(
        [
            _chief_ones(pieces, month, [*its][::-1], of_month(month))
            if month.month
            else _month(pieces, month, tuple(its), of_year)
            for month, its in months
        ]
    )
    return GroupView(None, pieces.date(Date(entries[0].date.year)), of_year, len(entries), groups=groups)


def by_day(pieces: Pieces, entries: Sequence[Entry], address: Address) -> GroupView:
    """The entries of a month, which come oldest first, by day, each with its chief ones; the others are folded."""
    days = ((day, [*its][::-1]) for day, its in groupby(reversed(entries), lambda entry: entry.date))
    groups = []
    for day, its in days:
        group = _chief_ones(pieces, day, its, address)
        shown = {item.address for item in group.items}
        rest = pieces.items(entry for entry in its if entry.address not in shown)
        groups.append(replace(group, rest=rest))
    return GroupView(None, pieces.date(Date(*entries[0].date[:2])), address, len(entries), groups=tuple(groups))


def _chief_ones(pieces: Pieces, span: Date, entries: Sequence[Entry], address: Address) -> GroupView:
    items = pieces.items(pieces.leading(entries, CHIEF))
    return GroupView(None, pieces.date(span), address, len(entries), items)


def _heading(month: Date, of_year: Address) -> Address:
    """Where the heading of a month stands, given where its year is."""
    return Address(f"{of_year.partition('#')[0]}#{month.iso}")


def drawn(pieces: Pieces, entries: Sequence[Entry], where: YearAddress) -> Histogram | None:
    """The amounts of some entries as bars; None for so few, or so close together, that a drawing would say nothing."""
    found = amounts(pieces, entries, where) if len(entries) >= _FEW else ()
    return histogram(found) if len(found) >= _BARS else None


def amounts(pieces: Pieces, entries: Sequence[Entry], where: YearAddress) -> tuple[Amount, ...]:
    """How many of the entries, which come oldest first, there were in each year, or of few years in each month."""
    first, last = entries[0].date, entries[-1].date
    in_months = [entry.date for entry in entries if entry.date.month]
    by_month = last.year - first.year < _YEARS and len(entries) - len(in_months) <= len(entries) // _MONTHLESS
    years = range(first.year, last.year + 1)
    spans = [*_months(in_months[0], in_months[-1])] if by_month else [*map(Date, years)]
    counts = Counter(Date(*entry.date[: 1 + by_month]) for entry in entries)
    of_year = Counter(entry.date.year for entry in entries)
    found = [
        Amount(pieces.date(span).text, count, span_address(span, where(span.year), of_year[span.year]), _short(span))
        if (count := counts[span])
        else Amount("", 0, short=_short(span))  # nothing is nowhere, and there may be 9,000 such years
        for span in spans
    ]
    if not any(amount.short for amount in found):
        found[0] = replace(found[0], short=found[0].label)
    return tuple(found)


def span_address(span: Date, of_year: Address, count: int) -> Address:
    """Where the entries of a year, or of a month in it, are listed; the year has so many in all."""
    return _heading(span, of_year) if span.month and count > MAX_UNDIVIDED else of_year


def _months(first: Date, last: Date) -> Iterator[Date]:
    for number in range(first.year * _MONTHS + first.month - 1, last.year * _MONTHS + last.month):
        year, month = divmod(number, _MONTHS)
        yield Date(year, month + 1)


def _short(span: Date) -> str:
    """What stands below a bar: the year, below the first of its months."""
    return f"{span.year}" if span.month < 2 else ""
