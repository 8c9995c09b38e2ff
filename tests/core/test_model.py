"""The content model."""

import msgspec
import pytest

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.core.urls import Address

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


def test_an_entry_with_other_contexts_has_other_topics() -> None:
    entry = ENTRY.with_contexts((Context("Peru"),))
    assert (entry.topics, entry.address) == (("peru",), ENTRY.address)
    assert entry.with_contexts(ENTRY.contexts) == ENTRY


def test_entries_with_the_same_outlets_share_them() -> None:
    packed = msgspec.msgpack.encode(ENTRY)
    one, other = (msgspec.msgpack.decode(packed, type=Entry) for _ in range(2))
    assert one.outlets == ("Reuters", "BBC")
    assert one.outlets is other.outlets
