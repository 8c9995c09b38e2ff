"""Entries are numbered by day and place, so that a new one moves few others."""

from collections.abc import Sequence

import pytest

from builder.core.dates import Date
from builder.core.model import ORDER, Entry
from builder.search.document_ids import LEAST, Scale, number
from tests.sites import entry_of


def in_order(*dates: Date) -> Sequence[Entry]:
    """An entry of each date."""
    return sorted((entry_of(f"e{n:03}", date) for n, date in enumerate(dates)), key=ORDER)


def test_a_number_is_the_day_and_the_place_in_it() -> None:
    found = number(in_order(Date(2011, 5, 16), Date(2011, 5, 15), Date(2011, 5, 15)))
    day = Date(2011, 5, 15).ordinal - Date(2000).ordinal
    assert found.scale == Scale(Date(2000).ordinal, LEAST)
    assert [*found.entries] == [day * LEAST, day * LEAST + 1, (day + 1) * LEAST]
    assert [entry.title for entry in found.of_day(Date(2011, 5, 15).ordinal)] == ["e001", "e002"]
    assert found.of_day(Date(2011, 5, 14).ordinal) == []


def test_a_year_a_month_and_their_first_day_share_its_places() -> None:
    found = number(in_order(Date(2011, 1, 1), Date(2011, 1), Date(2011), Date(2011, 1, 2)))
    assert [(n % LEAST, entry.date.iso) for n, entry in found.entries.items()] == [
        (0, "2011"),
        (1, "2011-01"),
        (2, "2011-01-01"),
        (0, "2011-01-02"),
    ]


def test_an_entry_that_comes_moves_only_those_behind_it_in_its_day() -> None:
    dates = Date(2011, 5, 15), Date(2011, 5, 15), Date(2011, 5, 16)
    before = number(in_order(*dates))
    after = number(in_order(*dates, Date(2011, 5, 14), Date(2011, 5, 15)))
    assert after.scale == before.scale
    assert {n: after.entries[n] for n in before.entries} == before.entries


@pytest.mark.parametrize(("most", "width"), [(1, 16), (16, 16), (17, 32), (32, 32), (65, 128)])
def test_there_are_places_for_the_fullest_day(most: int, width: int) -> None:
    found = number(in_order(Date(2011, 5, 15), *[Date(2011, 5, 16)] * most))
    assert found.scale.width == width
    assert len(found.entries) == most + 1


@pytest.mark.parametrize(("year", "epoch"), [(1999, 1900), (2000, 2000), (99, 1), (1, 1)])
def test_days_are_counted_from_the_first_century_with_entries(year: int, epoch: int) -> None:
    found = number(in_order(Date(2011, 5, 15), Date(year, 1, 1)))
    assert found.scale.epoch == Date(epoch).ordinal
    assert min(found.entries) >= 0


def test_without_entries_there_is_a_scale_all_the_same() -> None:
    found = number(())
    assert found.entries == {}
    assert found.scale == Scale(Date(1).ordinal, LEAST)
