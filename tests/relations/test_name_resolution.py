"""What names stand for: entries by id, path or slug, and links to files."""

import unicodedata
from pathlib import Path
from typing import Literal
from urllib.parse import quote, unquote

import pytest
from msgspec.structs import replace

from builder.config.config import Config
from builder.core.dates import Date
from builder.core.links import split_part
from builder.core.model import Asset, BodyLink, Content, Context, Entry, LinkKind, Page, Reference
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Address
from builder.relations.name_resolution import (
    address_of,
    entry_named,
    file_address,
    missing,
    pinned,
    unknown_wiki,
)
from builder.relations.names import Names
from tests.sites import changed, entry_of

CONFIG = Config(Path("/site"))
PLACE = Place("content/x.md", 3)


def entry(slug: str, date: Date, title: str = "") -> Entry:
    """An entry in a file of its own."""
    return entry_of(slug, date, title=title)


TALKS = entry("talks", Date(2011, 5, 1), "The talks")
LATER = entry("talks-2", Date(2012, 5, 1), "The talks")
TWIN = entry("twin", Date(2011, 5, 1))
ABOUT = Page("content/about.md", Address("about.html"), "About us")
MAP = Asset("content/maps/One map.png", Address("maps/One map.png"), "/site/content/maps/One map.png")
OTHER_TWIN = changed(entry("twin", Date(2011, 5, 2)), contexts=(Context("North Korea"),))
CONTENT = Content((TALKS, TWIN, OTHER_TWIN, LATER), (ABOUT,), (MAP,))
NAMES = Names(CONTENT, CONFIG)


@pytest.mark.parametrize(
    "reference",
    [
        "news/2011/05/1/talks",
        "/news/2011/05/1/talks.md",
        "news/2011/05/1/talks.html",
        " /news/2011/05/1/talks/ ",
        "talks",
        "talks.md",
    ],
)
def test_an_entry_is_named_by_its_id_its_address_its_path_or_its_slug(reference: str) -> None:
    assert entry_named(reference, NAMES) is TALKS


@pytest.mark.parametrize("reference", ["twin", "nothing", "2011/05/1/talks", "", "about"])
def test_a_slug_of_two_entries_and_other_names_name_none(reference: str) -> None:
    assert entry_named(reference, NAMES) is None


def test_pins_are_found_each_once_without_the_entry_itself() -> None:
    pins = ("talks-2", "news/2012/05/1/talks-2", "talks", "news/2011/05/2/twin")
    problems: list[Problem] = []
    one = changed(TALKS, pins=tuple(Reference(pin, PLACE) for pin in pins))
    assert pinned(one, NAMES, problems) == (LATER, OTHER_TWIN)
    assert problems == []


@pytest.mark.parametrize(
    ("pin", "cure"),
    [
        ("/news/2011/05/1/talk.md", 'did you mean "news/2011/05/1/talks"?'),
        ("NEWS/2012/05/1/TALKS-2", 'did you mean "news/2012/05/1/talks-2"?'),
        ("zzz", "write its id, such as news/2011/05/15/<slug>"),
    ],
)
def test_a_pin_that_names_nothing_is_told_with_the_nearest(pin: str, cure: str) -> None:
    problems: list[Problem] = []
    assert pinned(changed(TALKS, pins=(Reference(pin, PLACE),)), NAMES, problems) == ()
    assert [(problem.code, problem.place, problem.cure) for problem in problems] == [(Code.PIN_UNKNOWN, PLACE, cure)]


def test_what_a_related_list_names_and_content_lacks_is_told() -> None:
    lines = (Reference("/news/2011/05/1/talks.md", PLACE), Reference("/news/2001/01/1/gone.md", PLACE))
    (problem,) = missing(changed(TWIN, related_lines=lines), NAMES)
    assert problem.code is Code.RELATED_MISSING
    assert problem.what == "the Related list names /news/2001/01/1/gone.md, which is not in content/"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("North Korea", "topics/north-korea/index.html"),
        ("NORTH-korea", "topics/north-korea/index.html"),
        ("news/2011/05/1/talks", "news/2011/05/1/talks.html"),
        ("The Talks", "news/2012/05/1/talks-2.html"),
        ("about us", "about.html"),
        ("Zanzibar", None),
    ],
)
def test_a_wiki_link_names_a_topic_else_an_entry_else_the_newest_of_a_title(target: str, address: str | None) -> None:
    assert address_of(BodyLink(LinkKind.WIKI, target, PLACE), TWIN, NAMES) == address


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("The talks#First day", "news/2012/05/1/talks-2.html#first-day"),
        ("talks#A#B & C", "news/2011/05/1/talks.html#b--c"),
        ("talks#^block", "news/2011/05/1/talks.html"),
        ("#Here", "news/2011/05/1/twin.html#here"),
        ("#North Korea", "news/2011/05/1/twin.html#north-korea"),
        ("Nowhere#Here", None),
        ("2011-05-01", "news/2011/05/1/index.html"),
        ("2012-5", "news/2012/05/index.html"),
        ("2011", "news/2011/index.html"),
        ("2011-05-03", None),
        ("2011-99-99", None),
        ("One map.png", "maps/One map.png"),
        ("maps/One map.png", "maps/One map.png"),
        ("about", "about.html"),
        ("About.md", "about.html"),
    ],
)
def test_a_wiki_link_may_name_a_heading_a_date_or_a_file(target: str, address: str | None) -> None:
    assert address_of(BodyLink(LinkKind.WIKI, target, PLACE), TWIN, NAMES) == address


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("2011-05-01#Plans", "news/2011/05/1/twin.html#plans"),
        ("2011-5#Plans", "news/2011/05/1/twin.html#plans"),
        ("2011-05-01#Same", "news/2011/05/1/index.html"),
        ("2011-05-02#Same", "opinion/2011/05/2/view.html#same"),
        ("2011-05-01#Nope", "news/2011/05/1/index.html"),
        ("2011-05-01#^block", "news/2011/05/1/index.html"),
        ("2011-05-03#Plans", None),
        ("North Korea#Plans", "topics/north-korea/index.html"),
    ],
)
def test_a_heading_of_a_date_is_that_of_the_only_entry_that_has_it(target: str, address: str | None) -> None:
    view = changed(entry_of("view", Date(2011, 5, 2), section="opinion"), anchors=("same",))
    talks, twin = changed(TALKS, anchors=("same",)), changed(TWIN, anchors=("same", "plans"))
    other = changed(OTHER_TWIN, anchors=("same",))
    names = Names(replace(CONTENT, entries=(talks, twin, other, view)), CONFIG)
    assert address_of(BodyLink(LinkKind.WIKI, target, PLACE), view, names) == address


def test_a_name_with_a_number_sign_is_one_before_it_is_a_heading() -> None:
    sharp = changed(OTHER_TWIN, contexts=(Context("Issue #5"),))
    names = Names(replace(CONTENT, entries=(TALKS, sharp)), CONFIG)
    assert address_of(BodyLink(LinkKind.WIKI, "Issue #5", PLACE), TALKS, names) == "topics/issue-5/index.html"


def test_a_date_is_that_of_the_own_section_else_of_the_first_that_has_it() -> None:
    opinion = entry_of("view", Date(2011, 5, 1), section="opinion")
    names = Names(replace(CONTENT, entries=(TALKS, LATER, opinion)), CONFIG)
    for item, address in ((opinion, "opinion/2011/index.html"), (ABOUT, "news/2011/index.html")):
        assert address_of(BodyLink(LinkKind.WIKI, "2011", PLACE), item, names) == address


@pytest.mark.parametrize(
    ("name", "target", "address"),
    [
        ("why?.md", "why?.md", "news/2011/05/1/talks.html"),
        ("why?.md", "why%3F.md?a=b#part", "news/2011/05/1/talks.html#part"),
        ("Issue #5.md", "Issue%20%235.md", "news/2011/05/1/talks.html"),
        ("100%.md", "100%25.md", "news/2011/05/1/talks.html"),
        ("100%41.md", "100%2541.md", "news/2011/05/1/talks.html"),
    ],
)
def test_a_link_is_decoded_once_after_it_is_cut(name: str, target: str, address: str) -> None:
    names = Names(replace(CONTENT, entries=(changed(TALKS, path=f"content/news/2011/05/1/{name}"), TWIN)), CONFIG)
    assert file_address(target, TWIN, names) == address


def test_an_address_with_a_number_sign_is_told_from_its_part() -> None:
    report = Asset("content/news/2011/05/1/no #2.pdf", Address("news/2011/05/1/no #2.pdf"), "/x")
    names = Names(replace(CONTENT, assets=(report,)), CONFIG)
    assert split_part(file_address("no%20%232.pdf", TWIN, names)) == (report.address, "")


def test_a_topic_comes_before_an_entry_of_the_same_name() -> None:
    talks = changed(OTHER_TWIN, contexts=(Context("Talks"),))
    names = Names(replace(CONTENT, entries=(TALKS, TWIN, talks)), CONFIG)
    assert address_of(BodyLink(LinkKind.WIKI, "talks", PLACE), TWIN, names) == "topics/talks/index.html"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("talks.md", "news/2011/05/1/talks.html"),
        ("talks.md#part", "news/2011/05/1/talks.html#part"),
        ("talks.md?a=b#part", "news/2011/05/1/talks.html#part"),
        ("../../../2012/05/1/talks-2.md", "news/2012/05/1/talks-2.html"),
        ("/about.md", "about.html"),
        ("/maps/One%20map.png", "maps/One map.png"),
        ("#part", "news/2011/05/1/twin.html#part"),
        ("?a=b", "news/2011/05/1/twin.html"),
        ("talks.html", "news/2011/05/1/talks.html"),
        ("../", "news/2011/05/index.html"),
        ("/topics/iran", "topics/iran/index.html"),
        ("/", "index.html"),
        ("/news/", "news/index.html"),
        ("../../../../../../../etc/passwd.txt", "etc/passwd.txt"),
        ("//a.example/b.png", "a.example/b.png"),
    ],
)
def test_a_link_to_a_file_leads_to_its_page_or_to_an_address_inside_the_site(target: str, address: str) -> None:
    link = BodyLink(LinkKind.FILE, target, PLACE)
    assert address_of(link, TWIN, NAMES) == address


def test_a_link_may_start_from_the_file_or_from_its_address() -> None:
    moved = changed(TALKS, path="content/inbox/talks.md")
    inbox = changed(TWIN, path="content/inbox/twin.md")
    for talks in (moved, TALKS):
        names = Names(Content((talks, inbox), (), ()), CONFIG)
        assert file_address("talks.md", inbox, names) == "news/2011/05/1/talks.html"


@pytest.mark.parametrize(
    ("target", "cure"),
    [
        ("North Corea", 'did you mean "North Korea"?'),
        ("news/2011/05/1/talk", 'did you mean "news/2011/05/1/talks"?'),
        ("zzz", "write a context that an entry has, or an entry's id"),
    ],
)
def test_the_cure_of_an_unknown_wiki_link_is_the_nearest_name(target: str, cure: str) -> None:
    (problem,) = unknown_wiki(BodyLink(LinkKind.WIKI, target, PLACE), NAMES)
    assert (problem.code, problem.place, problem.cure) == (Code.WIKI_UNKNOWN, PLACE, cure)


NAMED = [
    *("Issue #5.md", "100%.md", "why?.md", "plus+and&.md", "a%23b.md", "a#b.md", "#5.md", "1%2B1.md"),
    *("Mu\u0308nz-\u00d6l.md", "b\u00e4.md"),
]


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_link_to_a_file_is_decoded_once_after_it_is_cut(name: str, form: Literal["NFC", "NFD"]) -> None:
    named = changed(TALKS, path=f"content/inbox/{name}")
    other = changed(TWIN, path="content/inbox/twin.md")
    names = Names(Content((named, other), (), ()), CONFIG)
    encoded = quote(unicodedata.normalize(form, name))
    assert file_address(encoded, other, names) == TALKS.address
    assert file_address(f"{encoded}?a=b#a%20part", other, names) == f"{TALKS.address}#a part"


@pytest.mark.parametrize("target", ["why?.md", "Issue #5.md", "Issue%20#5.md"])
def test_what_is_a_files_name_as_a_whole_needs_no_encoding(target: str) -> None:
    named = changed(TALKS, path=f"content/inbox/{unquote(target)}")
    other = changed(TWIN, path="content/inbox/twin.md")
    assert file_address(target, other, Names(Content((named, other), (), ()), CONFIG)) == TALKS.address


def test_a_link_to_a_file_whose_address_holds_a_hash_keeps_it_apart_from_the_part() -> None:
    paper = Asset("content/a #2%.pdf", Address("a #2%.pdf"), "/site/content/a #2%.pdf")
    names = Names(Content((TWIN,), (), (paper,)), CONFIG)
    assert split_part(file_address("/a%20%232%25.pdf#page=2", TWIN, names)) == ("a #2%.pdf", "page=2")


@pytest.mark.parametrize(
    "pin", ["2011-05-01-Port Opens", "2011-05-01-port-opens.md", "2011-05-01-Port Opens.md", "p-17", "Folder"]
)
def test_a_pin_may_be_a_files_name_or_an_id_of_another_tool(pin: str) -> None:
    path = "content/posts/folder/index.md" if pin == "Folder" else "content/posts/2011-05-01-Port Opens.md"
    named = changed(TALKS, path=path, foreign_id="p-17")
    names = Names(Content((named, TWIN), (), ()), CONFIG)
    problems: list[Problem] = []
    assert (pinned(changed(TWIN, pins=(Reference(pin, PLACE),)), names, problems), problems) == ((named,), [])


def test_an_id_or_a_files_name_of_two_entries_names_none() -> None:
    twins = [changed(each, path=f"content/{n}/a.md", foreign_id="17") for n, each in enumerate((TALKS, LATER))]
    problems: list[Problem] = []
    names = Names(Content((*twins, TWIN), (), ()), CONFIG)
    pins = (Reference("17", PLACE), Reference("a", PLACE))
    assert pinned(changed(TWIN, pins=pins), names, problems) == ()
    assert [problem.code for problem in problems] == [Code.PIN_UNKNOWN] * 2


def _names_of(*paths: str) -> Names:
    """The names in a site with these files below content/: entries of one day, and other files."""
    texts = [changed(entry(f"e{n}", Date(2011, 5, 15)), path=f"content/{path}") for n, path in enumerate(paths)]
    return Names(Content(tuple(texts), (), (MAP,)), CONFIG)


@pytest.mark.parametrize(
    ("target", "number"),
    [
        *(("{filename}b.md", 1), ("{filename}../top.md#part", 2), ("{filename}/top.md", 2), ("|filename|b.md", 1)),
        *(("@/posts/b.md", 1), ("@/top.md", 2), ("@/b/index.md", 3), ("@/b/", 3)),
        *(("{post_url}2011-05-15-c", 4), ("{post_url}posts/2011-05-15-c", 4), ("{link}_posts/posts/b.md", 1)),
        *(("{ref}/posts/b", 1), ("{ref}b", 1), ("{relref}top.md#part", 2), ("{ref}c", 4), ("{ref}/b", 3)),
        ("{post_url}2011-05-15-%C3%A9", 5),
    ],
)
def test_a_link_of_another_tool_leads_to_the_file_that_it_means(target: str, number: int) -> None:
    names = _names_of(
        "posts/a.md", "posts/b.md", "top.md", "b/index.md", "posts/2011-05-15-c.markdown", "2011-05-15-é.md"
    )
    part = "#part" if target.endswith("#part") else ""
    assert file_address(target, names.content.entries[0], names) == f"news/2011/05/15/e{number}.html{part}"


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("{static}/maps/One%20map.png", "maps/One map.png"),
        ("{attach}One%20map.png", "maps/One map.png"),
        ("{tag}North Korea", "topics/north-korea/index.html"),
        ("{index}", "index.html"),
        ("{ref}#part", "news/2011/05/1/talks.html#part"),
        ("{filename}gone.md", "news/2011/05/1/gone.md"),
        ("{author}somebody", "news/2011/05/1/somebody/index.html"),
        ("@home", "news/2011/05/1/@home/index.html"),
    ],
)
def test_links_of_other_tools_lead_to_other_files_topics_or_what_is_not_there(target: str, address: str) -> None:
    assert file_address(target, TALKS, NAMES) == address


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("/news/2011/05/01/twin/", "news/2011/05/1/twin.html"),
        ("/blog/2011/5/1/Twin", "news/2011/05/1/twin.html"),
        ("/2011/05/02/twin.html#part", "news/2011/05/2/twin.html#part"),
        ("/2011/05/03/twin/", "2011/05/03/twin/index.html"),
        ("/news/2011/05/1/index.html", "news/2011/05/1/index.html"),
    ],
)
def test_an_address_of_another_tool_with_day_and_name_leads_to_the_entry(target: str, address: str) -> None:
    assert file_address(target, TALKS, NAMES) == address


def test_of_several_entries_of_a_day_the_one_of_the_section_is_meant() -> None:
    german = changed(TWIN, path="content/de/twin.md", address=Address("de/2011/05/1/twin.html"))
    names = Names(Content((TWIN, german), (), ()), CONFIG)
    assert file_address("/de/news/2011/05/01/twin/", TALKS, names) == german.address
    assert file_address("/fr/news/2011/05/01/twin/", TALKS, names) == "fr/news/2011/05/01/twin/index.html"


@pytest.mark.parametrize("alias", ["Harbour Rules", "harbour-rules"])
def test_a_wiki_link_may_name_a_text_by_another_name_but_titles_come_first(alias: str) -> None:
    named = changed(TALKS, aliases=(Reference(alias, PLACE), Reference("The twin", PLACE)))
    twin = changed(TWIN, title="The twin")
    names = Names(Content((named, twin), (), ()), CONFIG)
    for target, entry in (("harbour rules", named), ("The twin", twin)):
        assert address_of(BodyLink(LinkKind.WIKI, target, PLACE), ABOUT, names) == entry.address
