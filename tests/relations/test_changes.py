"""Which pages a change can alter: never too few, and not many too many."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.assemble import Assembled, assemble
from builder.incremental.inputs import find_inputs
from builder.incremental.schedule import every_page_differs
from builder.pages.kind import Plan
from builder.pages.registry import KINDS
from builder.planning.plan import plan
from builder.relations.changes import Changes, changes_between
from builder.rendering.render import Renderer, render
from tests.sites import BASE_URL, SiteFolder

Edit = Mapping[str, str | None]
"""Files of content/ by their paths with their new text; none for one that goes."""


def entry(title: str, body: str = "Text.", **keys: str) -> str:
    """A file with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **keys}.items())
    return f"---\n{lines}---\n{body}\n"


FILES: dict[str, str] = {
    "news/2009-01-01-old.md": entry("Old", contexts="[Peru]"),
    "news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil]"),
    "news/2010-03-01-twin.md": entry("Twin", sources="[Post, Gazette, 9 News]"),
    "news/2010-06-10-b.md": entry("B", "[[Iran]] [a](2010-03-01-a.md)", contexts="[Iran]"),
    "news/2010-06-11-c.md": entry(
        "C", "[[About]] [[Nowhere]] [d](/was/d.html)", contexts="[Oil, Chad]", related="[old]"
    ),
    "news/2011-01-01-d.md": entry("D", contexts="[Chad]", aliases="[/was/d.html]"),
    "news/2011-02-02-e.md": entry("E", contexts="[Fiji]"),
    "news/2011-03-03-f.md": entry("F", contexts="[Fiji, Oman]"),
    "news/2012-04-04-g.md": entry("G", image="map.png", contexts="[Oman]"),
    "news/2013-04-04-links.md": entry(
        "Links", "[[Twin]] [map](map.png) [late](/opinion/2013/06/10/late.html)", sources="[Post]"
    ),
    "news/map.png": "png",
    "news/undated.md": entry("Undated", date="2010", contexts="[Iran]"),
    "opinion/2010-06-10-view.md": entry("View", "[[Peru]]", contexts="[Iran]", importance="5"),
    "news/2013-09-01-fair.md": entry("Fair", contexts="[Oman]", end="2013-09-03", correction="{2013-09: It lasted.}"),
    "news/2013-09-20-works.md": entry("Works", end="2014-01"),
    "opinion/2013-06-10-late.md": entry("Late", sources="[post]"),
    "about.md": "# About\n\n[old](/news/2009/01/1/old.html)\n",
    "faq.md": "# Questions\n\nNone.\n",
    "help/terms/index.md": "# Terms\n\n[[Oil]]\n",
    "help/terms/words.md": entry("Words", order="2"),
    "help/writing.md": entry("Writing"),
    "topics/oil.md": entry("Oil", "[[Chad]]", aliases="[Petroleum]"),
}
"""A site in which much depends on one another."""

SETTINGS: Mapping[str, Any] = {
    "formats": ("html", "json", "md", "xml"),
    "data": ("jsonl", "csv"),
    "base_url": BASE_URL,
    "active_files": ("*.html",),
}

SMALL = {
    "relations.menu.MENU": 1,
    "pages.listings.LARGE": 1,
    "pages.listings.MAX_INDEX": 2,
    "pages.listings.LATEST": 1,
    "pages.feeds.TOPIC_ITEMS": 1,
    "pages.feeds.SITE_ITEMS": 2,
    "pages.dates.MAX_WHOLE": 1,
    "pages.topic_index.ROWS": 2,
    "pages.dates.CHIEF": 1,
    "pages.dates.FIRST": 1,
    "pages.entries_by_year.LONG": 2,
    "pages.entries_by_year.FIRST": 1,
    "pages.dates.IN_FULL": 1,
    "pages.all_years.YEARS": 1,
    "pages.year_days.MAX_WHOLE": 1,
    "pages.year_days.CHIEF": 1,
}
"""Limits by which a few entries make what many make otherwise."""


@dataclass(frozen=True)
class Altered:
    """What an edit did."""

    changes: Changes | None
    """None where every page differs."""
    before: set[str]
    """The addresses of the pages that were there before."""
    plan: Plan
    differing: frozenset[str]
    """The addresses of pages that were there before and are others now."""

    @property
    def named(self) -> set[str]:
        """The addresses of the pages that can differ, as their kinds tell."""
        changes = self.changes
        if changes is None:
            return {page.address for page in self.plan.pages}
        after = {page.address for page in self.plan.pages}
        affected = {page.address for kind in KINDS for page in kind.affected_pages(changes, changes.after)}
        follows = self.before != after
        following = {kind.name for kind in KINDS if kind.overview and (follows or kind.is_affected(changes))}
        return affected | {page.address for page in self.plan.pages if page.kind.name in following}


@dataclass(frozen=True)
class State:
    """A site at one time."""

    now: Assembled
    plan: Plan
    pages: dict[str, bytes]
    """Every page by its address."""
    related: dict[Address, bytes]
    """The keys of what each entry's page lists as Related."""


def state(site: SiteFolder) -> State:
    """The site as it is now, in every format."""
    look = find_inputs(site.config(**SETTINGS))
    now = assemble(look, Progress())
    planned, problems = plan(now.site, look.theme, KINDS)
    codes = {problem.code.slug for problem in (*now.problems, *problems)}
    assert codes <= {"alias-taken", "drafts-left-out", "link-broken", "wiki-unknown"}
    rendered = render(planned.pages, Renderer(now.site, look.theme, now.details, KINDS))
    return State(now, planned, dict(rendered.files), rendered.related)


def apply(edit: Edit, site: SiteFolder) -> None:
    """Change files of content/."""
    for name, text in edit.items():
        if text is None:
            (site.path / "content" / name).unlink()
        else:
            site.write({f"content/{name}": text})


@contextmanager
def edited(site: SiteFolder, edit: Edit) -> Iterator[SiteFolder]:
    """The site of FILES with an edit, which is taken back at the end: many edits share one site."""
    try:
        apply(edit, site)
        yield site
    finally:
        apply({name: FILES.get(name) for name in edit}, site)


def altered(site: SiteFolder, edit: Edit, files: Mapping[str, str]) -> Altered:
    """What an edit does to a site of these files."""
    apply(files, site)
    before = state(site)
    apply(edit, site)
    return since(before, site)


def since(before: State, site: SiteFolder) -> Altered:
    """What an edit did to a site that was in this state before."""
    after = state(site)
    seen_before, seen = before.now.texts.stamps, after.now.texts.stamps
    both = seen_before.keys() & seen.keys()
    changed = {f"content/{path}" for path in both if seen_before[path].digest != seen[path].digest}
    differing = {address for address, page in after.pages.items() if before.pages.get(address, page) != page}
    found = changes_between(before.now.site, after.now.site, changed, lambda: before.related, lists_show_texts=False)
    everything = every_page_differs(before.now.site, after.now.site, find_inputs(site.config(**SETTINGS)), KINDS)
    return Altered(None if everything else found, {*before.pages}, after.plan, frozenset(differing))


def limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut lists where they have a few items already."""
    for name, number in SMALL.items():
        monkeypatch.setattr(f"builder.{name}", number)


EDITS: dict[str, Edit] = {
    "a text is mended": {"news/2010-03-01-a.md": entry("A", "Other words.", contexts="[Iran, Oil]")},
    "a page of a folder is mended": {"help/terms/words.md": entry("Words", "Others.", order="2")},
    "a page of a folder has another title": {"help/terms/words.md": entry("Terms of art", order="2")},
    "a page of a folder has another summary": {"help/writing.md": entry("Writing", summary="How to begin.")},
    "a page of a folder has another place": {"help/writing.md": entry("Writing", order="1")},
    "a page of a folder is new": {"help/terms/signs.md": entry("Signs", "[words](words.md)")},
    "a page of a folder goes": {"help/terms/words.md": None},
    "a folder of pages is new in another": {"help/deep/er/signs.md": entry("Signs")},
    "a source is mended": {"news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil]", sources="[Post]")},
    "a source is new": {"news/2010-03-01-twin.md": entry("Twin", sources="[Post, Gazette, 9 News, Herald]")},
    "a source goes": {"news/2010-03-01-twin.md": entry("Twin", sources="[Post, 9 News]")},
    "an entry loses a source": {"news/2013-04-04-links.md": entry("Links")},
    "a source has an address": {
        "news/2010-03-01-twin.md": entry("Twin", sources="[{name: Post, url: 'https://a.org'}, Gazette, 9 News]")
    },
    "a source is written otherwise": {
        "news/2010-03-01-twin.md": entry("Twin", sources="[POST, Gazette, 9 News]"),
        "news/2013-04-04-links.md": entry("Links", sources="[POST]"),
    },
    "sources change places": {"news/2010-03-01-twin.md": entry("Twin", sources="[9 News, Gazette, Post]")},
    "a title of an entry with a source is mended": {
        "opinion/2013-06-10-late.md": entry("Later", sources="[post]"),
    },
    "an entry with a source moves to another day": {
        "opinion/2013-06-10-late.md": None,
        "opinion/2013-06-11-late.md": entry("Late", sources="[post]"),
        "news/2013-04-04-links.md": entry("Links", sources="[Post]"),
    },
    "a title is mended": {"news/2010-03-01-a.md": entry("A, mended", contexts="[Iran, Oil]")},
    "a title of a pinned entry is mended": {"news/2009-01-01-old.md": entry("Older", contexts="[Peru]")},
    "a summary is new": {"news/2010-06-10-b.md": entry("B", contexts="[Iran]", summary="Short.")},
    "a title of what lasts is mended": {
        "news/2013-09-01-fair.md": entry("Market", contexts="[Oman]", end="2013-09-03"),
        "news/2013-09-20-works.md": entry("Road works", end="2014-01"),
    },
    "an end is new": {"news/2012-04-04-g.md": entry("G", image="map.png", contexts="[Oman]", end="2012-06-05")},
    "an end is another": {
        "news/2013-09-01-fair.md": entry("Fair", contexts="[Oman]", end="2013-09-12"),
        "news/2013-09-20-works.md": entry("Works", end="2015"),
    },
    "an end goes": {"news/2013-09-20-works.md": entry("Works")},
    "an importance is new": {"news/2010-06-10-b.md": entry("B", contexts="[Iran]", importance="9")},
    "an importance goes": {"opinion/2010-06-10-view.md": entry("View", "[[Peru]]", contexts="[Iran]")},
    "a topic becomes large": {"news/2013-09-09-x.md": entry("X", contexts="[Peru]")},
    "an entry is new on a day that only other years have": {"news/2011-06-11-x.md": entry("X")},
    "a day of the last change is new": {"news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil]", updated="2012")},
    "an entry moves to another day": {"news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil]", date="2011-02-02")}
    | {"news/2010-03-01-a.md": None, "news/2011-02-02-a.md": entry("A", contexts="[Iran, Oil]")}
    | {"news/2010-06-10-b.md": entry("B", "[[Iran]]", contexts="[Iran]")},
    "an entry moves to another section": {
        "news/2011-01-01-d.md": None,
        "opinion/2011-01-01-d.md": entry("D", contexts="[Chad]", aliases="[/was/d.html]"),
    },
    "an entry moves to another file": {"news/2012-04-04-g.md": None}
    | {"news/deep/2012-04-04-g.md": entry("G", image="../map.png", contexts="[Oman]")},
    "an entry loses a topic": {"news/2010-03-01-a.md": entry("A", contexts="[Iran]")},
    "an entry gains a topic": {"news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil, Chad]")},
    "an entry gains a new topic": {"news/2010-03-01-a.md": entry("A", contexts="[Iran, Oil, Malta]")},
    "the last entry of a topic loses it": {
        "news/2009-01-01-old.md": entry("Old"),
        "opinion/2010-06-10-view.md": entry("View", contexts="[Iran]"),
    },
    "topics change places": {"news/2010-03-01-a.md": entry("A", contexts="[Oil, Iran]")},
    "a topic is written otherwise": {
        "news/2010-06-10-b.md": entry("B", "[[Iran]] [a](2010-03-01-a.md)", contexts="[IRAN]"),
        "news/2010-03-01-a.md": entry("A", contexts="[IRAN, Oil]"),
        "news/undated.md": entry("Undated", date="2010", contexts="[IRAN]"),
    },
    "an entry goes and its spelling of a topic with it": {
        "opinion/2010-06-10-view.md": None,
        "news/2010-06-10-b.md": entry("B", contexts="[IRAN]"),
    },
    "an entry is new on a day of its own": {"news/2010-09-09-x.md": entry("X", contexts="[Oman]")},
    "an entry is new on a day that has one": {"news/2010-03-01-x.md": entry("X")},
    "an entry is new of which only the year is known": {"news/x.md": entry("X", date="2011", contexts="[Oman]")},
    "an entry is new of which only the month is known": {"news/x.md": entry("X", date="2011-02")},
    "the newest entry is new": {"news/2020-01-01-x.md": entry("X", contexts="[Iran, Oil]")},
    "the oldest entry is new": {"news/2001-01-01-x.md": entry("X", contexts="[Iran, Oil]")},
    "an entry goes": {"news/2011-02-02-e.md": None},
    "the only entry of a month goes": {"news/2010-06-10-b.md": None, "news/2010-06-11-c.md": None},
    "a section is new": {"culture/2010-01-01-x.md": entry("X")},
    "a section goes": {
        "opinion/2010-06-10-view.md": None,
        "opinion/2013-06-10-late.md": None,
        "news/2013-04-04-links.md": entry("Links"),
    },
    "a pin is new": {"news/2011-02-02-e.md": entry("E", contexts="[Fiji]", related="[old]")},
    "a pin goes": {"news/2010-06-11-c.md": entry("C", "[[About]] [[Nowhere]]", contexts="[Oil, Chad]")},
    "a pin leads elsewhere": {"news/2010-06-11-c.md": entry("C", contexts="[Oil, Chad]", related="[f, twin]")},
    "a link is new": {"news/2011-02-02-e.md": entry("E", "[[C]] [[Peru]] [[About]]", contexts="[Fiji]")},
    "a link goes": {"news/2010-06-10-b.md": entry("B", contexts="[Iran]")},
    "a topic takes the name of an entry that is linked to": {
        "news/2011-03-03-f.md": entry("F", contexts="[Fiji, Oman, Twin]"),
    },
    "an entry takes the title of one that is linked to": {"news/2014-04-04-x.md": entry("Twin")},
    "the entry that is linked to moves": {
        "news/2010-03-01-twin.md": None,
        "news/2010-04-01-twin.md": entry("Twin"),
    },
    "a file takes the path of an address that is linked to": {
        "opinion/2013-06-10-late.md": entry("Late", slug="later"),
        "opinion/2013/06/10/late.html": "Late.",
    },
    "a file moves from one entry to another": {"news/2012-04-04-g.md": entry("G", contexts="[Oman]")}
    | {"news/2011-03-03-f.md": entry("F", contexts="[Fiji, Oman]", image="map.png")},
    "the entry behind an alias has another title": {
        "news/2011-01-01-d.md": entry("D, mended", contexts="[Chad]", aliases="[/was/d.html]")
    },
    "an alias is new": {"news/2011-02-02-e.md": entry("E", contexts="[Fiji]", aliases="[/was/e.html]")},
    "an alias goes": {"news/2011-01-01-d.md": entry("D", contexts="[Chad]")},
    "an alias goes to another entry": {
        "news/2011-01-01-d.md": entry("D", contexts="[Chad]"),
        "news/2011-02-02-e.md": entry("E", contexts="[Fiji]", aliases="[/was/d.html]"),
    },
    "an alias is that of another entry too": {
        "news/2011-02-02-e.md": entry("E", contexts="[Fiji]", aliases="[/was/d.html]"),
    },
    "an entry takes the place of an alias": {
        "news/2011-02-02-e.md": entry("E", contexts="[Fiji]", aliases="[/news/2011/01/1/d.html]")
    },
    "a page is mended": {"about.md": "# About\n\nNo more.\n"},
    "a page has another title": {"about.md": "# About\n\nNo more.\n", "faq.md": "# FAQ\n"},
    "a page is new": {"more.md": "# More\n\n[[Peru]]\n"},
    "a page in a folder is new": {"help/writing/index.md": "# Writing\n\n[[Peru]]\n"},
    "a page in a folder has another title": {"help/terms/index.md": "# Words\n\n[[Oil]]\n"},
    "a page in a folder goes": {"help/terms/index.md": None},
    "a page becomes the index of a folder": {"faq.md": None, "faq/index.md": "# Questions\n\nNone.\n"},
    "a page goes": {"faq.md": None},
    "an entry becomes a page": {"news/2011-02-02-e.md": None, "e.md": "# E\n"},
    "an entry becomes a draft": {"news/2011-02-02-e.md": entry("E", contexts="[Fiji]", draft="true")},
    "a language is new": {"news/2011-02-02-e.md": entry("E", contexts="[Fiji]", lang="fr")},
    "a blank in a title is written twice": {"news/2011-02-02-e.md": entry("'E '", contexts="[Fiji]")},
    "a topic's text is mended": {"topics/oil.md": entry("Oil", "[[Peru]]", aliases="[Petroleum]")},
    "a topic is described": {"topics/oil.md": entry("Oil", "[[Chad]]", aliases="[Petroleum]", summary="A fuel.")},
    "a topic has another name": {"topics/oil.md": entry("Crude", "[[Chad]]", aliases="[Petroleum, Oil]")},
    "a topic has a kind": {"topics/oil.md": entry("Oil", "[[Chad]]", aliases="[Petroleum]", kind="theme")},
    "a topic's file is new": {"topics/iran.md": entry("The Islamic Republic", "[[Oil]]")},
    "a topic's file goes": {"topics/oil.md": None},
    "a topic takes another one in": {"topics/oil.md": entry("Oil", aliases="[Petroleum, Chad, Fiji]")},
    "an entry has a topic by another name": {"news/2011-02-02-e.md": entry("E", contexts="[Petroleum]")},
    "topics become a pair": {
        f"news/2011-07-0{n}-x.md": entry(f"X{n}", contexts=names)
        for n, names in enumerate(["[Fiji, Oman]"] * 5 + ["[Fiji]", "[Oman]"], 1)
    },
    "a line moves": {"news/2011-02-02-e.md": "---\n\ntitle: E\ncontexts: [Fiji]\n---\nText.\n"},
    "a comma turns out to belong to a name": {
        "news/2011-02-02-e.md": "### [2011-02-2](/d)\n\n# E\n\n_Context: Bonn, Germany_\n",
        "news/2012-04-04-x.md": entry("X", contexts='["Bonn, Germany"]'),
    },
    "every entry is mended": {
        name: text.replace("title: ", "summary: Short.\ntitle: ") for name, text in FILES.items() if "title: " in text
    },
}
"""Edits of the site, each as a sentence."""


Unedited = Callable[[bool], tuple[SiteFolder, State]]


@pytest.fixture(scope="module")
def unedited(tmp_path_factory: pytest.TempPathFactory) -> Unedited:
    """The site of FILES and its state, where lists are cut or not: made once, as each edit is taken back."""

    @cache
    def made(cut: bool) -> tuple[SiteFolder, State]:
        site = SiteFolder(tmp_path_factory.mktemp("unedited") / "site")
        apply(FILES, site)
        with pytest.MonkeyPatch.context() as patched:
            if cut:
                limit(patched)
            return site, state(site)

    return made


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_no_page_that_is_another_afterwards_is_left_out_if(unedited: Unedited, edit: Edit) -> None:
    site, before = unedited(False)
    with edited(site, edit):
        done = since(before, site)
    assert done.differing <= done.named


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_nor_is_one_left_out_where_lists_are_cut_if(
    unedited: Unedited, edit: Edit, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch)
    site, before = unedited(True)
    with edited(site, edit):
        done = since(before, site)
    assert done.differing <= done.named


def test_an_entry_that_is_no_turning_point_any_more_is_shown_so_everywhere(site: SiteFolder) -> None:
    files = {f"news/2010-{n:02}-01-e.md": entry(f"E{n}", contexts="[Iran]") for n in range(1, 11)}
    files |= {f"news/201{n}-01-01-x.md": entry("X", contexts=f"[Oil {n}]", importance="8") for n in (1, 2)}
    done = altered(
        site, {"opinion/2013-03-03-y.md": entry("Y", importance="8")}, files | {"opinion/2009-01-01.md": entry("Z")}
    )
    assert {"news/2011/01/1/index.html", "topics/oil-2/index.html", "search.html"} <= done.differing <= done.named
    assert "news/2010/05/1/index.html" not in done.named


WHOLE = {
    "index.html",
    "404.html",
    "feed.xml",
    "feed.json",
    "robots.txt",
    ".nojekyll",
    "entries.jsonl.gz",
    "entries.csv.gz",
}
"""The pages of the site as a whole, which are made again with every change."""

SECTIONS = {"news/index.html", "opinion/index.html"}
"""The lists of years, which are made again where anything comes or goes."""

SIMPLE: dict[str, str] = {
    "news/2009-01-01-a.md": entry("A", contexts="[Iran]"),
    "news/2010-02-02-b.md": entry("B", contexts="[Peru]"),
    "news/2011-03-03-c.md": entry("C", contexts="[Fiji]"),
    "news/2012-04-04-d.md": entry("D", contexts="[Iran]"),
    "news/2013-05-05-e.md": entry("E", contexts="[Chad]"),
    "opinion/2011-03-03-f.md": entry("F", contexts="[Oman]"),
    "about.md": "# About\n\nWords.\n",
    "faq.md": "# Questions\n\nNone.\n",
}
"""A site in which little depends on one another."""


def readable(found: Altered) -> set[str]:
    """What can differ, of the pages that people read and that are not made again with every change."""
    return {address for address in found.named if address.endswith(".html")} - WHOLE


def test_without_a_change_no_page_can_differ(site: SiteFolder) -> None:
    found = altered(site, {}, SIMPLE)
    assert found.named == found.differing == set()


def test_a_mended_title_reaches_its_own_spans_its_neighbours_its_topics_and_what_is_related(site: SiteFolder) -> None:
    found = altered(site, {"news/2012-04-04-d.md": entry("Mended", contexts="[Iran]")}, SIMPLE)
    beside = {"news/2011/03/3/c.html", "news/2013/05/5/e.html"}
    spans = {"news/2012/index.html", "news/2012/04/index.html", "news/2012/04/4/index.html"}
    spans |= {"on-this-day/04/4.html", "news/index.html", "all-years.html", "topics/index.html"}
    own = {"news/2012/04/4/d.html", "topics/iran/index.html", "news/2009/01/1/a.html"}
    assert readable(found) == own | beside | spans


def test_a_mended_text_reaches_its_own_page_and_its_day_alone(site: SiteFolder) -> None:
    found = altered(site, {"news/2012-04-04-d.md": entry("D", "Mended.", contexts="[Iran]")}, SIMPLE)
    assert readable(found) == {"news/2012/04/4/d.html", "news/2012/04/4/index.html"}


def test_of_mended_texts_and_a_mended_title_lists_hear_of_the_title_alone(site: SiteFolder) -> None:
    mended = {name: text.replace("Text.", "Mended.") for name, text in SIMPLE.items()}
    changes = altered(site, {**mended, "news/2012-04-04-d.md": entry("Mended", contexts="[Iran]")}, SIMPLE).changes
    assert changes
    assert len(changes.edits) == len([name for name in SIMPLE if "/" in name])
    ((_, new),) = changes.listed.edits
    assert new
    assert new.title == "Mended"
    assert changes.listed.listed is changes.listed


def test_a_mended_text_of_a_chief_entry_reaches_the_lists_that_may_show_it(site: SiteFolder) -> None:
    files = {**SIMPLE, "news/2012-04-04-d.md": entry("D", contexts="[Iran]", importance="9")}
    found = altered(site, {"news/2012-04-04-d.md": entry("D", "Mended.", contexts="[Iran]", importance="9")}, files)
    assert "topics/iran/index.html" in readable(found)


def test_a_mended_page_reaches_itself_and_the_site_as_a_whole(site: SiteFolder) -> None:
    found = altered(site, {"about.md": "# About\n\nMended.\n"}, SIMPLE)
    assert found.named <= WHOLE | {"about.html", "sitemap.xml"}
    assert "about.html" in found.named


def test_a_mended_text_does_not_reach_another_section(site: SiteFolder) -> None:
    found = altered(site, {"news/2011-03-03-c.md": entry("C", "Mended.", contexts="[Fiji]")}, SIMPLE)
    assert not {address for address in found.named if address.startswith("opinion/")}


def test_a_new_title_reaches_those_that_link_to_the_entry_by_what_it_mentions(site: SiteFolder) -> None:
    files = SIMPLE | {"news/2009-01-01-a.md": entry("A", "[[E]] [[Fiji]] [[About]]", contexts="[Iran]")}
    edit = {"news/2009-01-01-a.md": entry("New", "[[E]] [[Fiji]] [[About]]", contexts="[Iran]")}
    found = altered(site, edit, files)
    assert {"news/2013/05/5/e.html", "topics/fiji/index.html", "about.html"} <= readable(found) & found.differing
    assert not {"topics/peru/index.html", "faq.html", "news/2011/03/3/c.html"} & found.named


def test_a_new_title_reaches_those_beside_the_entry_in_a_topic_that_name_it_nowhere_else(site: SiteFolder) -> None:
    site.write({"dateline.toml": "[related]\nlimit = 0\n"})
    files = {f"{section}/2010-0{n}-01-x.md": entry("X", contexts="[Iran]") for n, section in enumerate("abcde", 1)}
    mended = altered(site, {"c/2010-03-01-x.md": entry("Y", contexts="[Iran]")}, files)
    assert mended.differing <= mended.named
    entries = {address for address in mended.differing if address.endswith("/x.html")}
    assert entries == {"b/2010/02/1/x.html", "c/2010/03/1/x.html", "d/2010/04/1/x.html"}


def test_a_new_entry_reaches_the_lists_of_all_topics_and_addresses(site: SiteFolder) -> None:
    found = altered(site, {"opinion/2014-01-01-x.md": entry("X", contexts="[Oman]")}, SIMPLE)
    assert {"topics/index.html", "sitemap.xml", "opinion/index.html"} <= found.named
    assert {address for address in found.named if address.startswith("news/")} <= SECTIONS


@pytest.mark.parametrize(
    "edit",
    [
        {"help/writing/index.md": "# Writing\n"},
        {"help/terms/index.md": "# Words\n\n[[Iran]]\n"},
        {"help/terms/index.md": None},
    ],
)
def test_a_page_that_the_top_of_no_page_shows_does_not_reach_every_page(site: SiteFolder, edit: Edit) -> None:
    found = altered(site, edit, SIMPLE | {"help/terms/index.md": "# Terms\n\n[[Iran]]\n", "help/more.md": "# More\n"})
    assert found.differing <= found.named
    assert {address for address in found.named if address.startswith(("news/", "opinion/"))} <= SECTIONS


@pytest.mark.parametrize("edit", [{"about.md": "# Us\n"}, {"more.md": "# More\n"}, {"faq.md": None}])
def test_what_the_top_of_every_page_shows_reaches_every_page(site: SiteFolder, edit: Edit) -> None:
    found = altered(site, edit, SIMPLE)
    assert found.changes is None
    assert {address for address in found.differing if address.endswith(".html")} >= readable(found) - {"more.html"}
