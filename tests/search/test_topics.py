"""The entries of each topic, and the topics that are offered."""

import json
from collections.abc import Mapping

import pytest

from builder.core.dates import Date
from builder.core.model import Context, Entry
from builder.relations.site import Site
from builder.search import topics
from builder.search.document_ids import number
from builder.search.topics import Offers, files, key_of, leaves_with, unions_with
from builder.search.varint import decode
from tests.search.test_update import site_of
from tests.sites import entry_of

FOLLOWING = {"": "i", "i": "r", "ir": "a", "ira": "nq"}
NAMES = ["Iran", "Iran", "Iran", "Iraq", "Iraq", "Iran deal", "Iraqi army", "Ireland"]


def site(*contexts: Context) -> Site:
    """An entry of each context, a day apart."""
    entries: list[Entry] = [entry_of(f"e{n}", Date(2011, 5, n + 1), its) for n, its in enumerate(contexts)]
    return site_of({entry.address: (entry, "") for entry in entries})[0]


def test_a_file_lists_topics_with_their_kinds_and_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "MOST", 3)
    found = site(Context("Iran", "place"), Context("Iran"), Context("iran!"), Context("Iraq"), Context("東京"))
    numbered = number(found.entries)
    following, made = files(found, numbered)
    assert following == {"": "i東", "i": "r", "ir": "a", "ira": "nq"}
    listed = {str(address): json.loads(content) for address, content in made.items()}
    assert listed.keys() == {f"search/topics/{name}-.json" for name in ("iran", "iraq", "_6771_")}
    ((name, kind, entries),) = listed["search/topics/iran-.json"]
    assert (name, kind, decode(entries)) == ("Iran", "place", [*numbered.entries][:3])


def test_a_topic_is_found_by_the_folded_words_of_its_name_cut() -> None:
    assert key_of("Los Angeles, CALIFORNIÁ") == "los angeles california"
    assert key_of("x" * 20 + " " + "y" * 20) == "x" * 20 + " " + "y" * 11


def test_the_largest_topics_with_a_word_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "OFFERED", 2)
    offers = Offers(site(*map(Context, NAMES)).topics.values(), FOLLOWING)
    assert offers.of_union("ira") == [["Iran", 3], ["Iraq", 2]]
    assert offers.of_words("iraq") == [["Iraq", 2], ["Iraqi army", 1]]
    assert offers.of_words("ir") == offers.of_union("ir") == []


def test_the_file_of_a_word_offers_nothing_where_the_one_of_all_that_begins_so_does() -> None:
    following = {**FOLLOWING, "iran": ".i"}
    offers = Offers(site(*map(Context, NAMES)).topics.values(), following)
    assert offers.of_union("iran") == [["Iran", 3], ["Iran deal", 1]]
    assert offers.of_words("iran") == []
    assert Offers(site(Context("Iran")).topics.values(), {**following, "iran": "."}).of_words("iran") == [["Iran", 1]]


def test_an_offer_says_the_kind_of_a_topic_that_has_one() -> None:
    offers = Offers(site(Context("Iran", "place")).topics.values(), FOLLOWING)
    assert offers.of_words("iran") == offers.of_union("ira") == [["Iran", 1, "place"]]


@pytest.mark.parametrize("name", sorted({*NAMES}))
@pytest.mark.parametrize("ways", [FOLLOWING, {**FOLLOWING, "iran": ".i"}], ids=["together", "split"])
def test_the_files_that_may_offer_a_topic_are_those_that_do(name: str, ways: Mapping[str, str]) -> None:
    offers = Offers(site(Context(name)).topics.values(), ways)
    leaves, unions = leaves_with(name, ways), unions_with(name, ways)
    some = {"", "i", "ir", "ira", "iran", "iraq", "ire", "d", "a", *leaves, *unions}
    assert {prefix for prefix in some if offers.of_words(prefix)} == leaves
    assert {prefix for prefix in some if offers.of_union(prefix)} == unions
