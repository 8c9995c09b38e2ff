"""The index of pages and of topics' own texts: of the same format as that of entries, in a folder of its own.

    search/pages/words/har-.json       posting lists, as `word_files` describes them
    search/pages/unions/har-.json
    search/pages/days/0001/01/01-0.json    result cards

Its documents are the pages and, behind each, the passages of its text, by headings, which say where in a page a word
stands. They have no dates: all lie on one day, the first that there is, so that ids are their places in it. Entries
come in the order of time, the latest first, and pages in that in which they are read: the last one has the first place.
In the place of sections of the site, facets tell pages, topics' texts and sections of texts apart.

    ["guide/tides.html", "Tides", "Summary or first words.", ["Guide"]]    the card of a page, with its folders
    ["gauges", "Gauges", "The text below that heading.", []]    that of a passage: the id and words of the heading

The manifest of entries holds this one's.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from builder.content.location import UNTITLED
from builder.core.model import Page, TopicFile
from builder.core.record import Frozen
from builder.core.text import collation_key
from builder.core.urls import SEARCH_FOLDER, Address
from builder.relations.site import Site
from builder.search import word_files
from builder.search.fold import index_words, name_words
from builder.search.indexed_text import sections_in
from builder.search.result_cards import CARDS_PER_FILE, file_address
from builder.search.terms import Terms
from builder.search.varint import encode_deltas, encode_varints

FOLDER = "search/pages/"

PAGE, TOPIC, SECTION = "page", "topic", "section"
"""What the facets tell apart: pages, topics' own texts, and sections of texts."""

PASSAGE_LIMIT = 1_000
"""The letters of a passage, a document of its own, so that a result can show the words that were asked for."""

_DAY = 1
"""The day of all documents, counted from 1 January of the year 1."""

PageManifest = dict[str, Any]
"""What the manifest of entries holds of this index: its own manifest, and the facets."""


class SearchedPage(Frozen, frozen=True):
    """What the index is made of, of a page."""

    address: Address
    title: str
    summary: str = ""
    """Its summary, or its first words."""
    indexed: str = ""
    """The `indexed_text` of its text."""
    folders: tuple[str, ...] = ()
    """The titles of the folders that it lies in, the topmost first."""
    names: tuple[str, ...] = ()
    """The title and the other names of a topic."""
    kind: str = PAGE


class _Document(Frozen, frozen=True):
    kind: str
    terms: Terms
    card: Sequence[object]


def searched_pages(site: Site, indexed: Mapping[str, str]) -> list[SearchedPage]:
    """The pages that are published, in the order in which they are read, and the texts of topics that have entries.

    Pages in no folder come first, by title; those in folders as they follow one another; topics last. `indexed` has the
    `indexed_text` of each text by its path.
    """
    in_folders = {
        address: SearchedPage(address, title, folders=_above(address, site))
        for top in site.page_folders
        for address, title in top.shown
        if address not in site.folder_at or site.has_page(site.folder_at[address])
    }
    texts = {
        page.address: _of_text(page, indexed[page.path], site)
        for page in site.pages
        if not isinstance(page, TopicFile) or page.topic in site.topics
    }
    others = sorted(
        (texts[at] for at in texts.keys() - in_folders), key=lambda page: (collation_key(page.title), page.address)
    )
    return [
        *(page for page in others if page.kind == PAGE),
        *(texts.get(address, folder) for address, folder in in_folders.items()),
        *(page for page in others if page.kind == TOPIC),
    ]


def _above(address: Address, site: Site) -> tuple[str, ...]:
    place = site.page_place(address)
    return tuple(folder.title for folder in place.above) if place else ()


def _of_text(page: Page, indexed: str, site: Site) -> SearchedPage:
    """A page with a text; one without a title, which introduces the front page, is called as the site is."""
    return SearchedPage(
        address=page.address,
        title=site.config.title if page.title == UNTITLED else page.title,
        summary=page.summary or page.excerpt,
        indexed=indexed,
        folders=_above(page.address, site),
        names=tuple(name.target for name in page.names) if isinstance(page, TopicFile) else (),
        kind=TOPIC if isinstance(page, TopicFile) else PAGE,
    )


def files(pages: Sequence[SearchedPage]) -> tuple[PageManifest | None, dict[Address, bytes]]:
    """The manifest of the index and its files; nothing for a site without pages."""
    if not pages:
        return None, {}
    documents = [document for page in reversed(pages) for document in _documents(page)]
    words = word_files.build_files(
        word_files.invert(document.terms for document in documents), (), range(len(documents))
    )
    cards = [document.card for document in documents]
    card_files = {
        file_address(_DAY, start // CARDS_PER_FILE): msgspec.json.encode(cards[start : start + CARDS_PER_FILE])
        for start in range(0, len(cards), CARDS_PER_FILE)
    }
    epoch, width = date.fromordinal(_DAY).isoformat(), 1 << len(documents).bit_length()
    manifest = {"epoch": epoch, "width": width, "words": words.tree, "topics": {}, "facets": _facets(documents)}
    made = {**words.files, **card_files}
    return manifest, {Address(address.replace(SEARCH_FOLDER, FOLDER, 1)): its for address, its in made.items()}


def _documents(page: SearchedPage) -> Iterator[_Document]:
    """The page as a whole, and the sections of its text."""
    sections = sections_in(page.indexed)
    title = index_words(page.title).union(*map(name_words, page.names))
    rest = index_words(page.summary).union(*(index_words(f"{each.heading} {each.text}") for each in sections))
    yield _Document(page.kind, Terms(title, rest - title), [page.address, page.title, page.summary, page.folders])
    for each in sections:
        heading = index_words(each.heading)
        for passage in _passages(each.text):
            card = [each.id, each.heading, passage, []]
            yield _Document(SECTION, Terms(heading, index_words(passage) - heading), card)


def _passages(text: str) -> Iterator[str]:
    """A text cut between words; one without words is whole."""
    while len(text) > PASSAGE_LIMIT:
        end = text.rfind(" ", 1, PASSAGE_LIMIT) + 1 or PASSAGE_LIMIT
        yield text[:end].rstrip()
        text = text[end:]
    yield text


def _facets(documents: Sequence[_Document]) -> dict[str, Any]:
    """What `facets` holds of entries, of these documents: all of them on one day, and of which kind each is."""

    def places(kind: str) -> str:
        return encode_deltas([place for place, document in enumerate(documents) if document.kind == kind])

    return {
        "days": encode_varints((0, len(documents))),
        "months": "",
        "years": "",
        "lasting": ["", ""],
        "sections": [[PAGE, "", ""], *([kind, "", places(kind)] for kind in (TOPIC, SECTION))],
        "importance": [],
        "topics": [],
        "more": [],
    }
