"""The site that entries make: pins, links, mentions and old addresses."""

from typing import Any

import pytest

from builder.core.problems import Code
from builder.incremental.assemble import Assembled
from builder.relations.site import Site
from tests.sites import SiteFolder

Values = dict[str, Any]


def text(title: str, body: str = "", **keys: str) -> str:
    """A file with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **keys}.items())
    return f"---\n{lines}---\n{body}\n"


def related(site: SiteFolder, files: dict[str, str], **settings: Any) -> Assembled:
    """The site of some files below content/."""
    site.write({f"content/{path}": content for path, content in files.items()})
    return site.assemble(**settings)


def codes(assembled: Assembled) -> list[tuple[Code, str]]:
    """The code and place of each problem."""
    return [(problem.code, str(problem.place)) for problem in assembled.problems]


def mentions(site: Site, address: str) -> list[str]:
    """The addresses of those that mention an address."""
    return [str(item.address) for of, items in site.mentions.items() if of == address for item in items]


def test_entries_come_oldest_first_whatever_their_files_are_called(site: SiteFolder) -> None:
    files = {
        "news/a.md": text("A", date="2012"),
        "news/b.md": text("B", date="2011-05"),
        "news/c.md": text("C", date="2011"),
    }
    assert [each.slug for each in related(site, files).site.entries] == ["c", "b", "a"]


def test_pinned_entries_stand_first_and_count_in_the_limit(site: SiteFolder) -> None:
    pins = "[news/2001/01/1/old, newest.html, one]"
    files = {f"news/2011/05/{n}/e{n}.md": text(f"E{n}", contexts="[a]") for n in range(1, 13)}
    files["news/2001/01/1/old.md"] = text("Old")
    files["news/2020/01/1/newest.md"] = text("Newest", contexts="[a]")
    files["news/2011/05/1/one.md"] = text("One", contexts="[a]", related=pins)
    found = related(site, files).site
    items = found.related(next(each for each in found.entries if each.slug == "one"))
    assert [item.entry.slug for item in items] == ["old", "newest", *(f"e{n}" for n in range(12, 4, -1))]
    assert [[topic.name for topic in item.shared] for item in items[:2]] == [[], ["a"]]


def test_a_pinned_entry_that_does_not_exist_is_told_with_the_nearest(site: SiteFolder) -> None:
    files = {
        "news/2011/05/1/talks.md": text("Talks"),
        "news/2011/05/2/b.md": text("B", related="[news/2011/05/1/talk]"),
    }
    (problem,) = related(site, files).problems
    assert (problem.code, str(problem.place)) == (Code.PIN_UNKNOWN, "content/news/2011/05/2/b.md:3")
    assert problem.cure == 'did you mean "news/2011/05/1/talks"?'


def test_a_line_of_a_pages_own_related_list_whose_page_is_missing_is_told(site: SiteFolder) -> None:
    page = (
        "### [2011-05-2](/d)\n\n# B\n\n### Related:\n\n"
        "1. [A](/news/2011/05/1/a.md) _Context: x_\n2. [C](/news/2011/05/3/c.md) _Context: x_\n"
    )
    found = related(site, {"news/2011/05/1/a.md": text("A"), "news/2011/05/2/b.md": page})
    assert codes(found) == [(Code.RELATED_MISSING, "content/news/2011/05/2/b.md:8")]


def test_links_lead_to_topics_entries_pages_and_files(site: SiteFolder) -> None:
    body = "[[iran]] [[a]] [[The talks]] [[About us]] [x](../1/a.md#part) [y](/about.md) ![z](map.png) [d](../)"
    found = related(
        site,
        {
            "news/2011/05/1/a.md": text("The Talks", "## Part", contexts="[Iran]"),
            "news/2011/05/2/b.md": text("B", body),
            "news/2011/05/2/map.png": "",
            "about.md": text("About us"),
        },
    )
    assert codes(found) == []
    assert found.site.links == {
        "content/news/2011/05/2/b.md": (
            "topics/iran/index.html",
            "news/2011/05/1/a.html",
            "news/2011/05/1/a.html",
            "about.html",
            "news/2011/05/1/a.html#part",
            "about.html",
            "news/2011/05/2/map.png",
            "news/2011/05/index.html",
        )
    }


def test_those_that_link_to_an_entry_a_topic_or_a_page_mention_it(site: SiteFolder) -> None:
    found = related(
        site,
        {
            "news/2011/05/1/a.md": text("A", "[[Iran]] [me](a.md#x)", contexts="[Iran]"),
            "news/2011/05/2/b.md": text("B", "[[a]] [again](../1/a.md) [[About]]"),
            "about.md": text("About", "[[Iran]] and [a](news/2011/05/1/a.md)"),
        },
    ).site
    assert mentions(found, "topics/iran/index.html") == ["news/2011/05/1/a.html", "about.html"]
    assert mentions(found, "news/2011/05/1/a.html") == ["news/2011/05/2/b.html", "about.html"]
    assert mentions(found, "about.html") == ["news/2011/05/2/b.html"]


@pytest.mark.parametrize(
    ("link", "cure"),
    [
        ("North Corea", 'did you mean "North Korea"?'),
        ("news/2011/05/1/ax", 'did you mean "news/2011/05/1/a"?'),
        ("Zanzibar", "write a context that an entry has, or an entry's id"),
    ],
)
def test_a_wiki_link_that_names_nothing_is_told_with_the_nearest(site: SiteFolder, link: str, cure: str) -> None:
    files = {"news/2011/05/1/a.md": text("A", f"One\n[[{link}]]", contexts="[North Korea]")}
    (problem,) = related(site, files).problems
    assert (problem.code, problem.cure) == (Code.WIKI_UNKNOWN, cure)
    assert str(problem.place) == "content/news/2011/05/1/a.md:6"


def test_old_addresses_lead_to_the_new_one(site: SiteFolder) -> None:
    files = {
        "news/2011/05/1/b.md": text("B", aliases="[/old/b, /news/2011/05/1/b.html, /old/b/]"),
        "about.md": text("About", aliases="/a.html"),
    }
    found = related(site, files)
    aliases = [(alias.address, alias.target) for alias in found.site.aliases]
    b = "news/2011/05/1/b.html"
    assert aliases == [("a.html", "about.html"), ("old/b/index.html", b)]
    assert codes(found) == []


def test_an_old_address_outside_the_site_is_told(site: SiteFolder) -> None:
    found = related(site, {"news/2011/05/1/a.md": text("A", aliases="[https://a.example/b]")})
    assert (codes(found), found.site.aliases) == (
        [(Code.ALIAS_LEFT_OUT, "content/news/2011/05/1/a.md:3")],
        (),
    )


def test_an_image_of_the_site_is_found_beside_its_entry(site: SiteFolder) -> None:
    files = {
        "news/2011/05/1/a.md": text("A", image="map.png"),
        "news/2011/05/1/map.png": "",
        "news/2011/05/1/b.md": text("B", image="HTTPS://a.example/map.png"),
    }
    assert dict(related(site, files).site.images) == {"news/2011/05/1/a.html": "news/2011/05/1/map.png"}


def test_two_entries_that_share_a_topic_are_related_to_each_other(two_entries: SiteFolder) -> None:
    found = two_entries.assemble().site
    first, second = found.entries
    assert [item.entry for item in found.related(first)] == [second]
    assert [item.entry for item in found.related(second)] == [first]
    assert [topic.name for topic in found.shared(first, second)] == ["Iran"]
