"""The content model."""

import operator
from random import Random

import msgspec
import pytest
from msgspec.structs import replace

from builder.core.dates import Date
from builder.core.model import ORDER, Context, Entry, in_order, intern_names
from builder.core.urls import Address
from tests.sites import changed

ENTRY = Entry(
    path="content/news/a.md",
    address=Address("news/2011/05/15/a.html"),
    date=Date(2011, 5, 15),
    title="A",
    contexts=(Context("Iran"), Context("IRAN"), Context("United Nations")),
    outlets=("Reuters", "BBC"),
)


def test_an_entry_knows_its_place_and_its_topics_each_once() -> None:
    assert (ENTRY.section, ENTRY.slug, ENTRY.id) == ("news", "a", "news/2011/05/15/a")
    assert ENTRY.topics == ("iran", "united-nations")


def test_an_entry_that_was_packed_is_the_same_and_nothing_of_it_is_computed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    packed = msgspec.msgpack.encode(ENTRY)
    monkeypatch.setattr("builder.core.model.topic_slug", lambda *_: pytest.fail("it was computed again"))
    entry = msgspec.msgpack.decode(packed, type=Entry)
    assert entry == ENTRY
    assert entry.topics == ENTRY.topics


def test_entries_are_put_in_the_order_of_dates_then_of_addresses_and_equal_ones_stay_in_theirs() -> None:
    drawn = Random(1)
    dates = [Date(2011), Date(2011, 5), Date(2011, 5, 15), Date(2010, 12, 31)]
    entries = [
        replace(ENTRY, path=f"{number}.md", date=drawn.choice(dates), address=Address(f"{drawn.randrange(9)}.html"))
        for number in range(200)
    ]
    assert in_order(entries) == tuple(sorted(entries, key=ORDER))


def test_an_entry_with_other_contexts_has_other_topics() -> None:
    entry = ENTRY.with_contexts((Context("Peru"),))
    assert (entry.topics, entry.address) == (("peru",), ENTRY.address)
    assert entry.with_contexts(ENTRY.contexts) == ENTRY


def test_entries_from_other_processes_share_their_names_once_they_are_interned() -> None:
    entry = changed(ENTRY, contexts=(Context("Iran", "place"), Context("oil")))
    packed = msgspec.msgpack.encode(entry)
    first, second = (msgspec.msgpack.decode(packed, type=Entry) for _ in range(2))
    assert first.contexts[0] is not second.contexts[0]
    intern_names(first)
    intern_names(second)
    assert first == second == entry
    assert all(map(operator.is_, first.contexts, second.contexts))
    assert all(map(operator.is_, first.topics, second.topics))
    assert first.outlets is second.outlets


@pytest.mark.parametrize(
    ("date", "end", "later"),
    [
        (Date(2011, 5, 15), Date(2011, 5, 17), ["2011-05-16", "2011-05-17"]),
        (
            Date(2011, 5, 28),
            Date(2011, 6, 3),
            [*(f"2011-05-{day}" for day in (29, 30, 31)), *("2011-06-0" + n for n in "123")],
        ),
        (Date(2011, 5, 15), Date(2011, 5, 22), ["2011-05-22"]),
        (Date(2011, 5), Date(2011, 8), ["2011-08"]),
        (Date(2011, 5), Date(2011, 5, 20), ["2011-05-20"]),
        (Date(2011), Date(2014), ["2014"]),
        (Date(2011, 5, 15), Date(2011, 5), []),
        (Date(2011, 5, 15), None, []),
    ],
)
def test_what_lasts_is_listed_on_all_its_days_in_a_week_and_on_its_first_and_last_in_more(
    date: Date, end: Date | None, later: list[str]
) -> None:
    assert [each.iso for each in changed(ENTRY, date=date, end=end).later_dates] == later


def test_the_last_day_of_an_entry_is_that_of_its_end_or_else_of_its_date() -> None:
    assert changed(ENTRY, end=Date(2011, 6)).last_ordinal == Date(2011, 6, 30).ordinal
    assert changed(ENTRY, date=Date(2011, 5)).last_ordinal == Date(2011, 5, 31).ordinal
