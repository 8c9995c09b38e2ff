"""An updated index is the same, byte for byte, as one that is built whole."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.config.config import Config
from builder.config.topics import TopicSettings
from builder.content.location import UNTITLED
from builder.core.dates import Date
from builder.core.model import Content, Context, Entry, Page, Reference, TopicFile
from builder.core.problems import Place
from builder.core.urls import Address, Slug
from builder.relations.relate import relate
from builder.relations.site import Site
from builder.search import document_ids, facets, posting_lists, topic_aliases, topics
from builder.search.index import Index, build_index
from builder.search.update import update_index
from tests.sites import ROOT, changed, entry_of

WORDS = st.sampled_from(
    ["a", "about", "an", "and", "ant", "antler", "ants", "on", "once", "only", "東京", "東京都", "é", "ναός"]
)
DATES = st.sampled_from([Date(2011), Date(2011, 5), Date(2011, 5, 1), Date(2011, 5, 2), Date(2011, 5, 3), Date(1999)])
KINDS = st.sampled_from([None, None, None, "place"])
NAMES = st.sampled_from(["Iran", "IRAN", "Iraq", "North Korea", "South Korea", "Korea", "東京"])
ALIASES = st.lists(st.sampled_from(["DPRK", "the North", "the DPR of Korea", "北朝鮮", "Norður-Kórea"]), unique=True)
TOPIC_SETTINGS: st.SearchStrategy[dict[str, TopicSettings]] = st.just({}) | st.builds(
    lambda north, iran: {
        "North Korea": TopicSettings(aliases=tuple(north)),
        "Iran": TopicSettings(aliases=("Persia",) if iran else ()),
    },
    ALIASES,
    st.booleans(),
)
"""What a site says of topics."""


@st.composite
def entries(draw: st.DrawFn, slug: str) -> tuple[Entry, str]:
    """An entry, and the words of its text."""
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    entry = entry_of(
        slug,
        draw(DATES),
        *[Context(name, draw(KINDS)) for name in names],
        title=" ".join(draw(st.lists(WORDS, min_size=1, max_size=4))),
    )
    importance = draw(st.sampled_from([None, None, 5]))
    end = draw(st.sampled_from([None, None, None, Date(2011, 5, 4), Date(2012)]))
    return changed(entry, importance=importance, end=end), " ".join(sorted({*draw(st.lists(WORDS, max_size=4))}))


@st.composite
def states(draw: st.DrawFn) -> list[dict[str, tuple[Entry, str]]]:
    """A site, and what it became by and by, a few entries at a time."""
    slugs = [f"e{n}" for n in range(24)]
    state = {slug: draw(entries(slug)) for slug in slugs[: draw(st.integers(0, 24))]}
    history = [state]
    for _ in range(4):
        state = dict(state)
        for slug in draw(st.lists(st.sampled_from(slugs), min_size=1, max_size=3)):
            if slug in state and draw(st.booleans()):
                del state[slug]
            else:
                state[slug] = draw(entries(slug))
        history.append(state)
    return history


def page_of(address: str, title: str, summary: str | None) -> Page:
    """A page, or the text of a topic."""
    path = f"content/{address}"
    if not address.startswith("topics/"):
        return Page(path, Address(address), title, summary)
    names = (Reference(title, Place(path)),)
    return TopicFile(path, Address(address), title, summary, topic=Slug(address.split("/")[1]), names=names)


PAGES = st.lists(
    st.tuples(
        st.builds(
            page_of,
            st.sampled_from(["about.html", "faq.html", "news/index.html", "topics/iran/index.html"]),
            st.sampled_from(["Iran", "About", UNTITLED]),
            st.sampled_from([None, "an ant"]),
        ),
        st.sampled_from(["", '[["", "", "a and"]]', '[["", "", "東京"], ["x", "Once", "an and"]]']),
    ),
    max_size=4,
    unique_by=lambda drawn: drawn[0].address,
)
"""Pages, and their texts by headings."""


def site_of(
    state: Mapping[str, tuple[Entry, str]],
    topic_settings: Mapping[str, TopicSettings] = MappingProxyType({}),
    pages: Sequence[tuple[Page, str]] = (),
) -> tuple[Site, dict[str, str]]:
    """A site, and the words of its texts."""
    content = Content(tuple([entry for entry, _ in state.values()]), tuple([page for page, _ in pages]), ())
    config = Config(ROOT, topics=topic_settings)
    return relate(content, config, {})[0], {
        **{entry.path: body for entry, body in state.values()},
        **{page.path: body for page, body in pages},
    }


def updated(before: Index, site: Site, bodies: Mapping[str, str]) -> Index | None:
    """The index after a change, if it can be updated."""
    update = update_index(before, site, bodies)
    if update is None:
        return None
    assert not update.removed & update.files.keys()
    kept = {address: content for address, content in before.files.items() if address not in update.removed}
    return Index(site, bodies, update.postings_below, {**kept, **update.files})


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", 9)
    monkeypatch.setattr(topics, "MAX_ENTRIES", 6)
    monkeypatch.setattr(topics, "MAX_SUGGESTIONS", 2)
    monkeypatch.setattr(facets, "MAX_TOPICS", 2)
    monkeypatch.setattr(facets, "MIN_TOPICS", 1)
    monkeypatch.setattr(facets, "PART_SIZE", 60)
    monkeypatch.setattr(facets, "MAX_SIZE", 120)
    monkeypatch.setattr(topic_aliases, "MAX_ALIASES", 2)
    monkeypatch.setattr(document_ids, "MIN_WIDTH", 8)


@pytest.mark.usefixtures("_small")
@settings(max_examples=150)
@given(
    states(),
    st.lists(TOPIC_SETTINGS, min_size=5, max_size=5),
    st.lists(PAGES, min_size=2, max_size=2).flatmap(
        lambda drawn: st.lists(st.sampled_from(drawn), min_size=5, max_size=5)
    ),
)
def test_an_updated_index_is_the_one_that_is_built_whole(
    states: Sequence[dict[str, tuple[Entry, str]]],
    topic_settings: Sequence[Mapping[str, TopicSettings]],
    pages: Sequence[Sequence[tuple[Page, str]]],
) -> None:
    index = build_index(*site_of(states[0], topic_settings[0], pages[0]))
    for state, settings_of_topics, pages_now in zip(states[1:], topic_settings[1:], pages[1:], strict=True):
        site, bodies = site_of(state, settings_of_topics, pages_now)
        whole = build_index(site, bodies)
        update = updated(index, site, bodies)
        if update:
            assert update.files == whole.files
            assert update.postings_below == whole.postings_below
        index = whole


@pytest.mark.usefixtures("_small")
def test_a_word_that_comes_suggests_the_topic_that_its_file_gives_a_name_which_no_entry_writes() -> None:
    words = "ant and an antler once only on"
    state = {f"e{n}": (entry_of(f"e{n}", Date(2011), Context("Iran"), title=words), "") for n in range(4)}
    file = (page_of("topics/iran/index.html", "About", None), "")
    index = build_index(*site_of(state, {}, [file]))
    assert "search/words/ab-.json" not in index.files
    site, bodies = site_of(state | {"e0": (state["e0"][0], "about")}, {}, [file])
    update = updated(index, site, bodies)
    assert update
    assert b'["About",4]' in update.files[Address("search/words/ab-.json")]
    assert update.files == build_index(site, bodies).files
