"""Document ids are made of day and slot, so that a new entry moves few others."""

from collections.abc import Sequence

import pytest

from builder.core.dates import Date
from builder.core.model import ORDER, Entry
from builder.search.document_ids import MIN_WIDTH, IdScheme, assign_ids
from tests.sites import entry_of


def in_order(*dates: Date) -> Sequence[Entry]:
    """An entry of each date."""
    return sorted((entry_of(f"e{n:03}", date) for n, date in enumerate(dates)), key=ORDER)


def test_an_id_is_the_day_and_the_slot_in_it() -> None:
    ids = assign_ids(in_order(Date(2011, 5, 16), Date(2011, 5, 15), Date(2011, 5, 15)))
    day = Date(2011, 5, 15).ordinal - Date(2000).ordinal
    assert ids.scheme == IdScheme(Date(2000).ordinal, MIN_WIDTH)
    assert [*ids.entries] == [day * MIN_WIDTH, day * MIN_WIDTH + 1, (day + 1) * MIN_WIDTH]
    assert [entry.title for entry in ids.on_day(Date(2011, 5, 15).ordinal)] == ["e001", "e002"]
    assert ids.on_day(Date(2011, 5, 14).ordinal) == []


def test_a_year_a_month_and_their_first_day_share_its_slots() -> None:
    ids = assign_ids(in_order(Date(2011, 1, 1), Date(2011, 1), Date(2011), Date(2011, 1, 2)))
    assert [(n % MIN_WIDTH, entry.date.iso) for n, entry in ids.entries.items()] == [
        (0, "2011"),
        (1, "2011-01"),
        (2, "2011-01-01"),
        (0, "2011-01-02"),
    ]


def test_an_entry_that_comes_moves_only_those_behind_it_in_its_day() -> None:
    dates = Date(2011, 5, 15), Date(2011, 5, 15), Date(2011, 5, 16)
    before = assign_ids(in_order(*dates))
    after = assign_ids(in_order(*dates, Date(2011, 5, 14), Date(2011, 5, 15)))
    assert after.scheme == before.scheme
    assert {n: after.entries[n] for n in before.entries} == before.entries


@pytest.mark.parametrize(("fullest", "width"), [(1, 16), (16, 16), (17, 32), (32, 32), (65, 128)])
def test_there_are_slots_for_the_fullest_day(fullest: int, width: int) -> None:
    ids = assign_ids(in_order(Date(2011, 5, 15), *[Date(2011, 5, 16)] * fullest))
    assert ids.scheme.width == width
    assert len(ids.entries) == fullest + 1


@pytest.mark.parametrize(("year", "epoch"), [(1999, 1900), (2000, 2000), (99, 1), (1, 1)])
def test_days_are_counted_from_the_first_century_with_entries(year: int, epoch: int) -> None:
    ids = assign_ids(in_order(Date(2011, 5, 15), Date(year, 1, 1)))
    assert ids.scheme.epoch == Date(epoch).ordinal
    assert min(ids.entries) >= 0


def test_without_entries_there_is_a_scheme_all_the_same() -> None:
    ids = assign_ids(())
    assert ids.entries == {}
    assert ids.scheme == IdScheme(Date(1).ordinal, MIN_WIDTH)
