"""The search index of a site, built whole, and its manifest `search/index.json`."""

import datetime
from collections.abc import Mapping

import msgspec

from builder.core.record import Frozen
from builder.core.urls import Address
from builder.relations.site import Site
from builder.search import FORMAT, facets, result_cards, topic_aliases, topics, word_files
from builder.search.document_ids import IdScheme, assign_ids
from builder.search.sharding import PrefixTree
from builder.search.terms import terms_of

MANIFEST = Address("search/index.json")


class Index(Frozen, frozen=True):
    """A search index, and what it was built from."""

    site: Site
    bodies: Mapping[str, str]
    """The `body_words` of each entry's text, by the entry's path."""
    postings_below: Mapping[str, int]
    """How many postings there are below each prefix of words that is split."""
    files: Mapping[Address, bytes]


class Manifest(Frozen, frozen=True):
    """The manifest: what a reader's browser has to know before it can look anything up."""

    scheme: IdScheme
    words: PrefixTree
    topics: PrefixTree
    aliases: PrefixTree | None = None
    """None where topics have no aliases."""
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The bytes to publish."""
        epoch = datetime.date.fromordinal(self.scheme.epoch).isoformat()
        parts = {"format": self.format, "epoch": epoch, "width": self.scheme.width}
        parts |= {"words": self.words, "topics": self.topics}
        return msgspec.json.encode(parts if self.aliases is None else {**parts, "names": self.aliases})


def decode_manifest(content: bytes) -> Manifest:
    """Decode a published manifest."""
    parts = msgspec.json.decode(content)
    epoch = datetime.date.fromisoformat(parts["epoch"]).toordinal()
    scheme = IdScheme(epoch, parts["width"])
    return Manifest(scheme, parts["words"], parts["topics"], parts.get("names"), parts["format"])


def build_index(site: Site, bodies: Mapping[str, str]) -> Index:
    """Build the whole index of a site, given the `body_words` of each entry's text by its path."""
    ids = assign_ids(site.entries)
    inverted = word_files.invert(terms_of(entry, bodies[entry.path]) for entry in ids.entries.values())
    words = word_files.build_files(inverted, site.topics.values(), [*ids.entries])
    topic_tree, topic_files = topics.files(site, ids)
    alias_tree, alias_files = topic_aliases.files(site)
    files = {
        **words.files,
        **topic_files,
        **alias_files,
        **dict(result_cards.files(site, ids)),
        **facets.files(site, ids),
        MANIFEST: Manifest(ids.scheme, words.tree, topic_tree, alias_tree).to_json(),
    }
    return Index(site, bodies, words.postings_below, files)
