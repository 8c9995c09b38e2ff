"""Aliases of topics, by their words."""

import json
from typing import Any

import pytest

from builder.config.topics import TopicSettings
from builder.core.dates import Date
from builder.core.model import Context
from builder.relations.site import Site
from builder.search import topic_aliases
from builder.search.index import MANIFEST, build_index
from builder.search.topic_aliases import files
from tests.search.test_update import site_of
from tests.sites import entry_of

KOREA = TopicSettings(aliases=("DPRK", "Democratic People's Republic of Korea"))


def related_site(**topic_settings: TopicSettings) -> Site:
    """Two entries of North Korea, one of them of China too."""
    entries = [
        entry_of("one", Date(2011, 5, 1), Context("North Korea")),
        entry_of("two", Date(2011, 5, 2), Context("North Korea"), Context("China", "place")),
    ]
    by_name = {key.replace("_", " "): settings for key, settings in topic_settings.items()}
    return site_of({entry.slug: (entry, "") for entry in entries}, by_name)[0]


def read_files(site: Site) -> dict[str, Any]:
    return {str(address): json.loads(content) for address, content in files(site)[1].items()}


def test_a_name_says_its_topic_with_its_count_and_its_kind_the_largest_first() -> None:
    site = related_site(China=TopicSettings(aliases=("PRC",)), North_Korea=KOREA)
    assert read_files(site) == {
        "search/names/-.json": [
            ["DPRK", "North Korea", 2],
            ["Democratic People's Republic of Korea", "North Korea", 2],
            ["PRC", "China", 1, "place"],
        ]
    }


def test_where_there_are_many_a_name_lies_by_each_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topic_aliases, "MAX_ALIASES", 1)
    site = related_site(China=TopicSettings(aliases=("Peking", "People's Republic")), North_Korea=KOREA)
    tree, shards = files(site)
    assert tree is not None
    assert {"", "p", "pe"} <= tree.keys()
    published = {str(address): [row[0] for row in json.loads(content)] for address, content in shards.items()}
    assert published["search/names/pek-.json"] == ["Peking"]
    assert published["search/names/republic-.json"] == ["Democratic People's Republic of Korea", "People's Republic"]


def test_names_cost_nothing_where_there_are_none() -> None:
    site = related_site(North_Korea=TopicSettings(description="A state"), Nowhere=TopicSettings(aliases=("Erewhon",)))
    assert files(site) == (None, {})
    index_files = build_index(site, {text.path: "" for text in site.texts}).files
    assert "names" not in json.loads(index_files[MANIFEST])
    assert not [address for address in index_files if address.startswith("search/names/")]
