"""The index of a site, as files."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from builder.core.urls import Address
from builder.relations.site import Site
from builder.search import FORMAT, facets, result_cards, topic_aliases, topics, word_files
from builder.search.document_ids import Scale, number
from builder.search.sharding import Split
from builder.search.terms import terms_of

MANIFEST = Address("search/index.json")


@dataclass(frozen=True, slots=True)
class Index:
    """A site's index, and what it was made from."""

    site: Site
    bodies: Mapping[str, str]
    """For each entry's path the words of its text."""
    below: Mapping[str, int]
    """How many postings there are below each prefix of words that is split."""
    files: Mapping[Address, bytes]
    """By their addresses."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What has to be known before anything can be looked up: `search/index.json`."""

    scale: Scale
    words: Split
    """The prefixes of words that are split."""
    topics: Split
    """The prefixes of topics' names that are split."""
    names: Split | None = None
    """The prefixes of the words of topics' other names that are split; none where topics have no others."""
    format: int = FORMAT

    def content(self) -> bytes:
        """As it is published."""
        epoch = datetime.date.fromordinal(self.scale.epoch).isoformat()
        parts = {"format": self.format, "epoch": epoch, "width": self.scale.width}
        parts |= {"words": self.words, "topics": self.topics}
        return msgspec.json.encode(parts if self.names is None else {**parts, "names": self.names})


def read(content: bytes) -> Manifest:
    """What a manifest says."""
    parts = msgspec.json.decode(content)
    epoch = datetime.date.fromisoformat(parts["epoch"]).toordinal()
    return Manifest(Scale(epoch, parts["width"]), parts["words"], parts["topics"], parts.get("names"), parts["format"])


def make(site: Site, bodies: Mapping[str, str]) -> Index:
    """The whole index of a site, given the words of each entry's text."""
    numbered = number(site.entries)
    found = word_files.postings(terms_of(entry, bodies[entry.path]) for entry in numbered.entries.values())
    of_words = word_files.files(found, site.topics.values(), [*numbered.entries])
    split_topics, of_topics = topics.files(site, numbered)
    split_names, of_names = topic_aliases.files(site)
    files = {
        **of_words.files,
        **of_topics,
        **of_names,
        **dict(result_cards.files(site, numbered)),
        **facets.files(site, numbered),
        MANIFEST: Manifest(numbered.scale, of_words.following, split_topics, split_names).content(),
    }
    return Index(site, bodies, of_words.below, files)
