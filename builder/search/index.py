"""The search index of a site, built whole, and its manifest `search/index.json`."""

import datetime
from collections.abc import Mapping

import msgspec

from builder.core.record import Frozen
from builder.core.urls import Address
from builder.relations.site import Site
from builder.search import FORMAT, facets, pages, result_cards, topic_aliases, topics, word_files
from builder.search.document_ids import IdScheme, assign_ids
from builder.search.pages import PageManifest
from builder.search.sharding import PrefixTree
from builder.search.terms import terms_of

MANIFEST = Address("search/index.json")


class Index(Frozen, frozen=True):
    """A search index, and what it was built from."""

    site: Site
    bodies: Mapping[str, str]
    """The `indexed_text` of each text, an entry's or a page's, by its path."""
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
    pages: PageManifest | None = None
    """None where there are no pages."""
    format: int = FORMAT

    def to_json(self) -> bytes:
        """The bytes to publish."""
        epoch = datetime.date.fromordinal(self.scheme.epoch).isoformat()
        parts = {"format": self.format, "epoch": epoch, "width": self.scheme.width}
        parts |= {"words": self.words, "topics": self.topics}
        if self.aliases is not None:
            parts["names"] = self.aliases
        if self.pages is not None:
            parts["pages"] = self.pages
        return msgspec.json.encode(parts)


def decode_manifest(content: bytes) -> Manifest:
    """Decode a published manifest."""
    parts = msgspec.json.decode(content)
    epoch = datetime.date.fromisoformat(parts["epoch"]).toordinal()
    scheme = IdScheme(epoch, parts["width"])
    return Manifest(scheme, parts["words"], parts["topics"], parts.get("names"), parts.get("pages"), parts["format"])


def build_index(site: Site, bodies: Mapping[str, str]) -> Index:
    """Build the whole index of a site, given the `indexed_text` of each text by its path."""
    ids = assign_ids(site.entries)
    inverted = word_files.invert(terms_of(entry, bodies[entry.path]) for entry in ids.entries.values())
    words = word_files.build_files(inverted, site.topics.values(), [*ids.entries])
    topic_tree, topic_files = topics.files(site, ids)
    alias_tree, alias_files = topic_aliases.files(site)
    page_manifest, page_files = pages.files(pages.searched_pages(site, bodies))
    files = {
        **words.files,
        **topic_files,
        **alias_files,
        **dict(result_cards.files(site, ids)),
        **facets.files(site, ids),
        **page_files,
        MANIFEST: Manifest(ids.scheme, words.tree, topic_tree, alias_tree, page_manifest).to_json(),
    }
    return Index(site, bodies, words.postings_below, files)
