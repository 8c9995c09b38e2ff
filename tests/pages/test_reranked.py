"""Entries whose Related lists or threads a change alters: none is missed, and most are told without ranking them."""

from collections.abc import Iterable, Mapping
from random import Random

import pytest

from builder.config.config import Config, RelatedSettings
from builder.core.address_keys import pack_keys
from builder.core.dates import Date
from builder.core.model import Content, Context, Entry, Reference
from builder.core.problems import NOWHERE
from builder.core.urls import Address, Slug
from builder.pages.entries import altered_texts
from builder.pages.reranked import reranked
from builder.relations.changes import Changes, changes_between
from builder.relations.relate import relate
from builder.relations.site import Site
from builder.views.strip import axis_of
from tests.sites import ROOT, changed, entry_of

TOPICS = ("Iran", "Oil", "Peru", "Chad", "Sea")


def site_of(entries: Iterable[Entry], ranking: str, limit: int = 2) -> Site:
    """The site that entries make."""
    config = Config(ROOT, related=RelatedSettings(ranking=ranking, limit=limit))
    return relate(Content(tuple(entries), (), ()), config, {})[0]


def shown(site: Site) -> Mapping[Address, object]:
    """What the page of each entry shows of others: its Related list and its places in threads."""
    return {
        entry.address: (
            [other.address for other in site.ranked(entry)],
            [(each.topic, each.number, each.count, each.year, each.is_latest) for each in site.threads(entry)],
            [_place(site, each.topic, entry) for each in site.threads(entry)],
        )
        for entry in site.entries
    }


def _place(site: Site, topic: Slug, entry: Entry) -> object:
    """Where an entry's mark stands in the strip of a topic."""
    return axis_of([each.date for each in site.topics[topic].entries]).place(entry.date)


def between(before: Site, after: Site) -> Changes:
    """The difference, as a build finds it."""
    keys = {entry.address: pack_keys(other.address for other in before.ranked(entry)) for entry in before.entries}
    edited = {entry.path for entry in {*before.entries} ^ {*after.entries}}
    return changes_between(before, after, edited, lambda: keys, lists_show_texts=False)


def drawn_entry(drawn: Random, name: str) -> Entry:
    """An entry of some topics."""
    contexts = drawn.sample(TOPICS, drawn.randrange(1, 4))
    entry = entry_of(name, Date(drawn.randrange(2009, 2013), drawn.randrange(1, 13), 1), *map(Context, contexts))
    pins = (Reference("e0", NOWHERE),) if drawn.random() < 0.1 else ()
    return changed(entry, pins=pins, importance=None)


@pytest.mark.parametrize("ranking", ["newest", "closest"])
@pytest.mark.parametrize("seed", range(12))
def test_none_is_missed_whatever_changes(monkeypatch: pytest.MonkeyPatch, seed: int, ranking: str) -> None:
    for module in ("relations.threads", "pages.reranked"):
        monkeypatch.setattr(f"builder.{module}.LARGE", 9)
    drawn = Random(seed)
    state = {name: drawn_entry(drawn, name) for name in (f"e{number}" for number in range(60))}
    for _ in range(8):
        after = dict(state)
        for _ in range(drawn.choice([1, 1, 2, 10])):
            name = drawn.choice([*after, f"new{drawn.randrange(100)}"])
            if name in after and drawn.random() < 0.3:
                del after[name]
            elif name in after and drawn.random() < 0.5:
                after[name] = changed(after[name], title=f"{name} again")
            else:
                after[name] = drawn_entry(drawn, name)
        old, new = site_of(state.values(), ranking), site_of(after.values(), ranking)
        was, now = shown(old), shown(new)
        differing = {address for address in was.keys() & now.keys() if was[address] != now[address]}
        assert differing <= altered_texts(between(old, new))
        state = after


def test_where_no_entry_can_list_a_new_one_none_is_ranked_and_those_of_its_year_alone_count_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = [entry_of(f"e{n}", Date(2000 + n // 100, n % 12 + 1, 1), Context("Iran")) for n in range(1_000)]
    before = site_of(entries, "newest")
    after = site_of([*entries, entry_of("new", Date(2005, 5, 15), Context("Iran"))], "newest")
    changes = between(before, after)

    def never(_site: Site, entry: Entry) -> None:
        raise AssertionError(f"{entry.address} was ranked")

    monkeypatch.setattr(Site, "ranked", never)
    assert {address.split("/")[1] for address in reranked(changes)} == {"2005"}


def test_an_entry_that_lists_few_others_lists_a_new_one_however_old() -> None:
    entries = [entry_of(f"e{n}", Date(2011, 1, n), Context("Iran")) for n in range(1, 4)]
    before = site_of(entries, "newest", limit=3)
    after = site_of([entry_of("old", Date(1999), Context("Iran")), *entries], "newest", limit=3)
    assert {*reranked(between(before, after))} == {entry.address for entry in entries}
