"""What came, was corrected and was removed lately, by day."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from builder.core.dates import Date
from builder.core.model import ORDER, Correction, Entry, FileHistory, Version
from builder.core.urls import Address
from builder.relations import recent_changes as module
from builder.relations.recent_changes import Corrected, DayOfChanges, Removed, recent_changes
from tests.sites import entry_of

ONE, TWO, THREE = (entry_of(name, Date(2031, 5, day)) for day, name in enumerate(("one", "two", "three"), 1))


def day(number: int) -> Date:
    """A day of June."""
    return Date(2031, 6, number)


def past(*titles: tuple[int, str]) -> FileHistory:
    """The history of a file that had these titles from these days of June on."""
    versions = tuple(Version(f"{n}", day(number), f"{n}", title) for n, (number, title) in enumerate(titles))
    return FileHistory(versions[-1].date, versions[::-1] if len(versions) > 1 else ())


def removed(number: int, name: str) -> Removed:
    """An entry that was removed on a day of June."""
    return Removed(day(number), name, Date(2031, 5, 9), Address(f"news/2031/05/9/{name}.html"))


def listed(pasts: Mapping[Entry, FileHistory], *removals: Removed, limit: int = 30) -> tuple[DayOfChanges, ...]:
    """The changes of some entries."""
    by_address = {entry.address: past for entry, past in pasts.items()}
    return recent_changes(sorted(pasts, key=ORDER), by_address, removals, limit)


def test_an_entry_is_new_on_the_day_on_which_it_came_and_the_latest_day_is_first() -> None:
    days = listed({ONE: past((2, "one")), TWO: past((3, "two"), (4, "two")), THREE: past((2, "three"))})
    assert days == (DayOfChanges(day(3), (TWO,)), DayOfChanges(day(2), (THREE, ONE)))


def test_another_title_is_a_correction_with_those_before_and_other_words_are_none() -> None:
    days = listed({ONE: past((1, "a"), (2, "a"), (3, "b"), (3, ""), (3, "c"), (5, "a"))})
    assert days == (
        DayOfChanges(day(5), corrected=(Corrected(ONE, "a", ("c",), ()),)),
        DayOfChanges(day(3), corrected=(Corrected(ONE, "c", ("a", "b"), ()),)),
        DayOfChanges(day(1), (ONE,)),
    )


@pytest.mark.parametrize("titles", [((1, "a"), (1, "b")), ((1, "a"), (2, "b"), (2, "a")), ((1, "a"), (2, ""))])
def test_a_title_of_the_first_day_or_that_came_back_or_cannot_be_read_is_no_news(
    titles: tuple[tuple[int, str], ...],
) -> None:
    assert listed({ONE: past(*titles)}) == (DayOfChanges(day(1), (ONE,)),)


def test_notes_are_listed_on_their_days_also_without_git_and_join_another_title() -> None:
    x, y, z = Correction(day(2), "x"), Correction(day(2), "y"), Correction(Date(2031, 6), "z")
    noted = replace(ONE, corrections=(x, y, z))
    days = listed({noted: past((1, "a"), (2, "b"))})
    assert [(each.day, each.corrected) for each in days if each.corrected] == [
        (day(2), (Corrected(noted, "b", ("a",), (x, y)),)),
        (Date(2031, 6), (Corrected(noted, "one", (), (z,)),)),
    ]
    assert [each.day for each in recent_changes([noted], {}, (), 30)] == [day(2), Date(2031, 6)]


def test_a_title_with_other_capitals_punctuation_or_blanks_is_the_same() -> None:
    assert listed({ONE: past((1, "one ship sails"), (2, "One ship  sails!"))}) == (DayOfChanges(day(1), (ONE,)),)
    (second, _) = listed({ONE: past((1, "one ship sails"), (2, "One ship sails!"), (3, "two ships"))})
    assert second.corrected == (Corrected(ONE, "two ships", ("One ship sails!",), ()),)


def test_what_left_one_file_and_came_in_another_on_the_same_day_was_moved() -> None:
    pasts = {ONE: past((1, "one")), TWO: past((2, "two"))}
    gone = removed(3, "one")
    assert listed(pasts, removed(2, "two"), gone) == (
        DayOfChanges(day(3), removed=(gone,)),
        DayOfChanges(day(1), (ONE,)),
    )


def test_the_days_are_cut_by_the_limit_and_where_they_name_many(monkeypatch: pytest.MonkeyPatch) -> None:
    pasts = {entry_of(f"e{n}", Date(2031)): past((1 + n // 3, "e")) for n in range(12)}
    assert [each.day.day for each in listed(pasts, limit=3)] == [4, 3, 2]
    assert listed(pasts, limit=0) == ()
    monkeypatch.setattr(module, "MOST", 5)
    assert [each.day.day for each in listed(pasts)] == [4, 3]
    monkeypatch.setattr(module, "MAX_NAMED", 2)
    assert [(each.day.day, each.named) for each in listed(pasts)] == [(4, 0), (3, 0), (2, 0), (1, 0)]
