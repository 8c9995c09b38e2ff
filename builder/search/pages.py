"""The index of pages and of topics' own texts: of the same format as that of entries, in a folder of its own.

    search/pages/words/har-.json       posting lists, as `word_files` describes them
    search/pages/unions/har-.json
    search/pages/days/0001/01/01-0.json    result cards: address, title, summary or first words

Pages have no date: all stand on one day, the first that there is, so that ids are their places in it. Entries come in
the order of time, the latest first, and pages in that of their titles: the last title has the first place. In the place
of sections, facets tell the texts of topics from other pages. The manifest of entries holds this one's.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from builder.content.location import UNTITLED
from builder.core.model import Page, TopicFile
from builder.core.text import collation_key
from builder.core.urls import SEARCH_FOLDER, Address
from builder.relations.site import Site
from builder.search import word_files
from builder.search.fold import index_words, name_words
from builder.search.result_cards import CARDS_PER_FILE, file_address
from builder.search.terms import Terms
from builder.search.varint import encode_deltas, encode_varints

FOLDER = "search/pages/"

KINDS = ("page", "topic")
"""What the facets tell apart, as the search page's address names them."""

_DAY = 1
"""The day of all pages, counted from 1 January of the year 1."""

PageManifest = dict[str, Any]
"""What the manifest of entries holds of this index: its own manifest, and the facets."""


def searched_pages(site: Site) -> Iterator[Page]:
    """The pages that are published, and the texts of topics that have entries, in the order of addresses."""
    return (page for page in site.pages if not isinstance(page, TopicFile) or page.topic in site.topics)


def title_of(page: Page, site: Site) -> str:
    """What a page is called; a text without a title, which introduces the front page, is called as the site is."""
    return site.config.title if page.title == UNTITLED else page.title


def files(site: Site, bodies: Mapping[str, str]) -> tuple[PageManifest | None, dict[Address, bytes]]:
    """The manifest of the index and its files, given the `body_words` of texts; nothing for a site without pages."""
    pages = sorted(searched_pages(site), key=lambda page: collation_key(title_of(page, site)), reverse=True)
    if not pages:
        return None, {}
    inverted = word_files.invert(_terms(page, site, bodies[page.path]) for page in pages)
    words = word_files.build_files(inverted, (), range(len(pages)))
    cards = [_card(page, site) for page in pages]
    card_files = {
        file_address(_DAY, start // CARDS_PER_FILE): msgspec.json.encode(cards[start : start + CARDS_PER_FILE])
        for start in range(0, len(cards), CARDS_PER_FILE)
    }
    epoch, width = date.fromordinal(_DAY).isoformat(), 1 << len(pages).bit_length()
    manifest = {"epoch": epoch, "width": width, "words": words.tree, "topics": {}, "facets": _facets(pages)}
    made = {**words.files, **card_files}
    return manifest, {Address(address.replace(SEARCH_FOLDER, FOLDER, 1)): its for address, its in made.items()}


def _terms(page: Page, site: Site, body: str) -> Terms:
    names = [name.target for name in page.names] if isinstance(page, TopicFile) else []
    title = index_words(title_of(page, site)).union(*map(name_words, names))
    rest = {*body.split()} | (index_words(page.summary) if page.summary else set())
    return Terms(title, rest - title)


def _card(page: Page, site: Site) -> list[object]:
    return [page.address, title_of(page, site), page.summary or page.excerpt, []]


def _facets(pages: Sequence[Page]) -> dict[str, Any]:
    """What `facets` holds of entries, of pages: all of them on one day, and which of them are texts of topics."""
    topics = [place for place, page in enumerate(pages) if isinstance(page, TopicFile)]
    return {
        "days": encode_varints((0, len(pages))),
        "months": "",
        "years": "",
        "lasting": ["", ""],
        "sections": [[KINDS[0], "", ""], [KINDS[1], "", encode_deltas(topics)]],
        "importance": [],
        "topics": [],
        "more": [],
    }
