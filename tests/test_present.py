"""What pages show."""

import json
from typing import Any

import pytest
from lxml import html
from lxml.html import HtmlElement

from builder.incremental.assemble import Assembled
from builder.pages.dates import year
from builder.pages.front import Front, front
from builder.pages.shared import Pieces
from builder.pages.topics import topic
from builder.relations.grouping import LARGE
from builder.theme.language import Language
from builder.views.contract import FrontView
from tests.sites import BASE_URL, SiteFolder, said


def pieces(assembled: Assembled) -> Pieces:
    """What the pages of a site have in common."""
    return Pieces(assembled.site, Language("en"), assembled.details)


def front_view(site: SiteFolder) -> FrontView:
    """What the front page of a site shows."""
    (subject,) = (page.subject for page in site.plan().pages if isinstance(page.subject, Front))
    return front(pieces(site.assemble()), subject)


def words(element: html.HtmlElement) -> str:
    """The text of an element, with a blank between its words."""
    return " ".join("".join(map(str, element.itertext())).split())


def days(*names: str) -> dict[str, str]:
    """An entry for each `section/date`."""
    return {
        f"content/{name.partition('/')[0]}/{name.partition('/')[2]}-e.md": f"---\ntitle: {name}\n---\n"
        for name in names
    }


def test_the_front_page_has_the_latest_days_that_have_entries_and_the_way_back(site: SiteFolder) -> None:
    site.write({"dateline.toml": "[front]\ndays = 3\n"})
    site.write(days("news/2011-05-15", "news/2011-05-12", "news/2011-01-01", "news/2010-02-03", "news/2009-02-03"))
    view = front_view(site)
    assert view.latest
    assert [day.date.iso for day in (view.latest, *view.days)] == ["2011-05-15", "2011-05-12", "2011-01-01"]
    assert view.back
    assert view.back.address == "news/2010/02/3/index.html"


def test_a_day_of_the_front_page_has_all_sections_its_chief_entry_first_and_the_ways_to_the_others(
    site: SiteFolder,
) -> None:
    site.write(
        {
            f"content/{section}/2011-05-15-{name}.md": f"---\ntitle: {name}\nimportance: {importance}\n---\n"
            for section, name, importance in (
                *(("news", "a", 2), ("news", "b", 5), ("news", "c", 1), ("news", "d", 1)),
                *(("opinion", "e", 7), ("opinion", "f", 1)),
            )
        }
    )
    view = front_view(site)
    assert view.latest
    assert (view.latest.lead.title, [item.title for item in view.latest.others]) == ("e", ["a", "b"])
    assert [(link.text, link.count) for link in view.latest.more] == [("News", 2), ("Opinion", 1)]
    assert view.latest.address == "news/2011/05/15/index.html"
    site.build()
    assert said(site.page("index.html"), ".day .more") == ["3 more on this day: News 2 · Opinion 1"]
    assert said(site.page("index.html"), ".tally") == ["6 entries, 15 May 2011"]


def test_the_front_page_shows_a_picture_of_its_lead_and_three_of_its_topics(site: SiteFolder) -> None:
    text = "---\ntitle: A\ncontexts: [Iran, Oil, Peru, Chad, Fiji]\nimage: {url: a.svg, alt: A ship}\n---\n"
    site.write({"content/news/2011-05-15-a.md": text, "content/news/a.svg": "<svg/>", "content/about.md": "# About\n"})
    site.build()
    page = html.fromstring(site.page("index.html"))
    assert [image.get("alt") for image in page.cssselect(".day img")] == ["A ship"]
    assert [words(topic) for topic in page.cssselect(".day .topics li")] == ["Iran", "Oil", "Peru", "+2"]
    assert page.cssselect(".tally a")[-1].get("href") == "about.html"
    assert page.cssselect(".line") == []


def test_the_front_page_has_a_strip_of_all_entries_from_three_on(site: SiteFolder) -> None:
    site.write(days("news/2009-05-15", "news/2010-05-15", "opinion/2011-05-15"))
    site.build()
    page = html.fromstring(site.page("index.html"))
    assert [image.get("src") for image in page.cssselect(".line img")] == ["strip.svg"]
    assert [(a.text, a.get("href")) for a in page.cssselect(".axis a")] == [
        ("2009", "news/2009/index.html"),
        ("2010", "news/2010/index.html"),
        ("2011", "opinion/2011/index.html"),
    ]
    assert site.page("strip.svg").startswith("<svg")


def test_the_front_page_has_of_each_earlier_year_the_most_important_entry_of_its_latest_day(site: SiteFolder) -> None:
    site.write(days("news/2011-05-15", "news/2010-05-15", "opinion/2009-05-15", "news/2011-05-14", "news/2010-05-14"))
    site.write({"content/opinion/2010-05-15-x.md": "---\ntitle: Great\nimportance: 9\n---\n"})
    view = front_view(site)
    assert [item.title for item in view.on_this_day] == ["Great", "opinion/2009-05-15"]
    assert view.year_day
    assert (view.year_day.text, view.year_day.address) == ("15 May", "on-this-day/05/15.html")


def test_the_front_page_goes_back_five_years(site: SiteFolder) -> None:
    site.write(days(*(f"news/{year}-05-15" for year in range(2000, 2012))))
    assert [item.date.iso[:4] for item in front_view(site).on_this_day] == ["2010", "2009", "2008", "2007", "2006"]


def test_a_front_page_without_an_earlier_year_has_nothing_on_this_day(site: SiteFolder) -> None:
    site.write(days("news/2011-05-15", "news/2010-05-14", "opinion/2011-05-15"))
    view = front_view(site)
    assert (view.on_this_day, view.year_day) == ((), None)


def test_the_front_page_says_what_is_moving_by_how_much(site: SiteFolder) -> None:
    dates = {
        "Iran": ["2011-05-01", "2011-05-02", "2011-05-15"],
        "Oil": [*(f"2011-05-{n:02}" for n in range(1, 10)), *(f"2010-{m:02}-{d}" for m in range(6, 13) for d in "123")],
        "Peru": [*(f"2011-05-0{n}" for n in range(1, 5)), "2010-07-01"],
        "Old": ["2009-01-01"],
    }
    for name, its in dates.items():
        text = f"---\ntitle: E\ncontexts: [{name}]\n---\n"
        site.write({f"content/news/{date}-{name}.md": text for date in its})
    site.build()
    moving = html.fromstring(site.page("index.html")).cssselect(".moving li")
    assert [words(line) for line in moving] == [
        "Peru 4 entries in four weeks, usually less than one E",
        "Oil 9 entries in four weeks, usually 2 E",
        "Iran 3 entries in four weeks, none before E",
    ]


def test_a_site_without_entries_has_a_front_page_too(site: SiteFolder) -> None:
    site.write({"content/about.md": "# About\n"})
    site.build()
    assert "There are no entries yet." in site.page("index.html")
    assert "<updated>1970-01-01T00:00:00Z</updated>" in site.page("feed.xml")


def test_previous_and_next_skip_empty_days_months_and_years(site: SiteFolder) -> None:
    site.write(days("news/2009-05-15", "news/2011-01-02", "news/2011-05-12", "news/2011-05-15"))
    site.build()
    day = html.fromstring(site.page("news/2011/05/12/index.html"))
    month = html.fromstring(site.page("news/2011/01/index.html"))
    first = html.fromstring(site.page("news/2009/index.html"))
    assert [a.get("href") for a in day.cssselect("nav.beside a")] == ["../../01/2/index.html", "../15/index.html"]
    assert [a.get("href") for a in month.cssselect("nav.beside a")] == ["../../2009/05/index.html", "../05/index.html"]
    assert [a.get("href") for a in first.cssselect("nav.beside a")] == ["../2011/index.html"]


def test_an_entry_leads_to_the_entries_before_and_after_it_in_its_section(site: SiteFolder) -> None:
    site.write(days("news/2009-05-15", "opinion/2010-01-01", "news/2011-01-02"))
    site.build()
    assert site.data("news/2009/05/15/e.json")["next"] == "news/2011/01/2/e"
    assert site.data("news/2011/01/2/e.json")["previous"] == "news/2009/05/15/e"
    assert site.data("opinion/2010/01/1/e.json")["previous"] is None


def test_a_year_counts_the_entries_of_its_topics_in_it_alone(site: SiteFolder) -> None:
    texts = {f"content/news/{2010 + n % 2}-05-15-{n}.md": "contexts: [Iran]" for n in range(LARGE + 1)}
    texts |= {f"content/news/2010-05-16-{n}.md": "contexts: [Oil, Peru]" for n in range(3)}
    texts |= {"content/news/2010-05-17-x.md": "contexts: [Oil]", "content/opinion/2010-05-17-x.md": "contexts: [Oil]"}
    site.write({name: f"---\ntitle: E\n{contexts}\n---\n" for name, contexts in texts.items()})
    assembled = site.assemble()
    view = year(pieces(assembled), assembled.site.sections[0].years[0])
    assert [(link.name, link.count, link.address) for link in view.topics] == [
        ("Iran", 51, "topics/iran/2010.html"),
        ("Oil", 4, "topics/oil/index.html"),
        ("Peru", 3, "topics/peru/index.html"),
    ]


def test_a_month_is_a_calendar_whose_days_with_entries_are_links(site: SiteFolder) -> None:
    site.write(days("news/2011-05-01", "news/2011-05-15"))
    site.write({"content/news/2011-05-15-more.md": "---\ntitle: More\n---\n"})
    site.build()
    (calendar,) = html.fromstring(site.page("news/2011/05/index.html")).cssselect("table.calendar")
    assert [head.get("title") for head in calendar.cssselect("th abbr")][0::6] == ["Monday", "Sunday"]
    rows = [[words(cell) for cell in row] for row in calendar.cssselect("tbody tr")]
    assert rows[0] == ["", "", "", "", "", "", "1 1 news/2011-05-01"]
    assert rows[2] == ["9", "10", "11", "12", "13", "14", "15 2 news/2011-05-15"]
    assert rows[5] == ["30", "31", "", "", "", "", ""]
    links = [(link.get("href"), link.get("title")) for link in calendar.cssselect("a")]
    assert links == [("1/index.html", "1 May 2011: 1 entry"), ("15/index.html", "15 May 2011: 2 entries")]


def test_a_day_leads_to_the_same_day_of_all_years_and_that_to_the_calendar(site: SiteFolder) -> None:
    site.write(days("news/2008-02-29", "news/2012-02-29", "opinion/2012-02-29", "news/2012-03-1"))
    site.build()
    (way,) = html.fromstring(site.page("news/2012/02/29/index.html")).cssselect("main .note a")
    assert (way.text, way.get("href")) == ("29 February in all years", "../../../../on-this-day/02/29.html")
    page = html.fromstring(site.page("on-this-day/02/29.html"))
    assert page.cssselect(".tally")[0].text == "3 entries in 2 years"
    assert [words(link) for link in page.cssselect("h2 a")] == [
        *("Wednesday 29 February 2012", "News", "Wednesday 29 February 2012", "Opinion"),
        *("Friday 29 February 2008", "News"),
    ]
    assert [a.get("href") for a in page.cssselect(".crumbs a, .beside a")] == ["../index.html", "../03/1.html"]
    calendar = html.fromstring(site.page("on-this-day/index.html"))
    squares = [(a.get("href"), a.findtext("title")) for a in calendar.iter("a") if a.find("title") is not None]
    assert squares == [("02/29.html", "29 February: 3 entries"), ("03/1.html", "1 March: 1 entry")]


def test_a_site_on_which_no_day_is_known_has_no_calendar(site: SiteFolder) -> None:
    site.write({"content/news/a.md": "---\ntitle: A\ndate: 2012-02\n---\n"})
    site.build()
    assert not (site.output / "on-this-day").exists()


def test_a_site_with_several_sections_has_all_their_years_on_one_page(site: SiteFolder) -> None:
    site.write(days("news/2010-11-01", "news/2012-02-03"))
    site.build()
    assert not (site.output / "all-years.html").exists()
    assert "all-years.html" not in site.page("index.html") + site.page("news/index.html")
    site.write(days("opinion/2012-02-03", "opinion/2011-02-03", "news/2010-11-02"))
    site.write({"dateline.toml": "[front]\ndays = 1\n"})
    site.build()
    page = html.fromstring(site.page("all-years.html"))
    assert said(site.page("all-years.html"), "h1, .tally, h2") == [
        "All years",
        "5 entries in 3 years",
        *("News 3", "Opinion 2"),
    ]
    rows = [[words(cell) for cell in row][::13] for row in page.cssselect(".years tbody tr")]
    assert rows == [["2012", "1"], ["2010", "2"], ["2012", "1"], ["2011", "1"]]
    assert [a.get("href") for a in page.cssselect("h2 a")] == ["news/index.html", "opinion/index.html"]
    assert '<a href="../all-years.html">All years</a>' in site.page("news/index.html")
    assert 'href="all-years.html"><span>All sections</span> All years</a>' in site.page("index.html")


def test_a_large_topic_shows_its_latest_entries_and_the_way_to_its_years(site: SiteFolder) -> None:
    texts = {
        f"content/news/{2010 + n % 2}-05-15-{n}.md": f"---\ntitle: {n}\ncontexts: [Iran]\n---\n" for n in range(140)
    }
    site.write(texts)
    of_site = pieces(site.assemble())
    lists = [page.subject for page in site.plan().pages if page.kind.name in ("topic", "topic-year")]
    first, second, latest = (topic(of_site, subject) for subject in sorted(lists, key=lambda part: part.year or 9999))
    view = latest
    assert sum(len(group.items) for group in view.groups) == 50
    assert [(part.text, part.count) for part in view.years] == [("2011", 70), ("2010", 70)]
    assert [(part.year, sum(len(group.items) for group in part.groups)) for part in (first, second)] == [
        (2010, 70),
        (2011, 70),
    ]


def texts_of(page: HtmlElement, selector: str) -> list[str]:
    """The texts of the elements that a selector finds."""
    return ["".join(map(str, element.itertext())) for element in page.cssselect(selector)]


def test_a_large_outlet_shows_its_latest_entries_and_the_way_to_its_years(site: SiteFolder) -> None:
    texts = {
        f"content/news/{2010 + n % 2}-05-15-{n}.md": f"---\ntitle: {n}\nsources: [Post]\n---\n" for n in range(140)
    }
    site.write(texts)
    site.build()
    page, year = (html.fromstring(site.page(f"sources/post/{name}.html")) for name in ("index", "2010"))
    assert len(page.cssselect(".gutter li")) == 50
    assert [link.get("href") for link in page.cssselect("ul.parts a, h2 a")] == ["2011.html", "2011.html", "2010.html"]
    assert len(year.cssselect(".gutter li")) == 70
    assert [link.get("href") for link in year.cssselect(".crumbs a")] == ["../index.html", "index.html"]
    assert texts_of(year, "h1") == ["Post, 2010"]


def test_a_source_leads_outside_and_to_all_entries_of_its_outlet(site: SiteFolder) -> None:
    source = "{name: A speech, url: 'https://news.post.example/1'}"
    site.write(
        {
            "content/news/2011-05-15-a.md": f"---\ntitle: A\nsources: [{source}, '?!']\n---\n",
            "content/news/2011-05-16-b.md": "---\ntitle: B\nsources: [post]\n---\n",
            "dateline.toml": '[outlets]\n"The Post" = ["post.example", "Post"]\n',
        }
    )
    site.build()
    page = html.fromstring(site.page("news/2011/05/15/a.html"))
    assert texts_of(page, ".sources a") == ["A speech", "All from The Post"]
    assert [link.get("href") for link in page.cssselect(".sources a")] == [
        "https://news.post.example/1",
        "../../../../sources/the-post/index.html",
    ]
    assert texts_of(html.fromstring(site.page("sources/the-post/index.html")), ".gutter a") == ["B", "A"]


def test_the_index_of_sources_has_the_largest_and_all_by_name_with_their_counts(site: SiteFolder) -> None:
    sources = ["[Reuters, ap]", "[Reuters]", "[BBC]"]
    site.write(
        {f"content/news/2011-05-1{n}-e.md": f"---\ntitle: E\nsources: {its}\n---\n" for n, its in enumerate(sources)}
    )
    site.build()
    page = html.fromstring(site.page("sources/index.html"))
    assert texts_of(page, "ul.topics li") == ["Reuters 2", "BBC 1", "ap 1"]
    assert texts_of(page, "ul.index li") == ["ap 1", "BBC 1", "Reuters 2"]
    assert texts_of(page, ".tally") == ["3 sources"]


def test_a_letter_of_the_index_of_sources_has_those_that_start_with_it(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.pages.listings.MAX_INDEX", 2)
    site.write({"content/news/2011-05-15-a.md": "---\ntitle: A\nsources: [Post, BBC, Berliner]\n---\n"})
    site.build()
    page = html.fromstring(site.page("sources/b.html"))
    assert texts_of(page, "ul.index a") == ["BBC", "Berliner"]
    assert texts_of(page, "ul.letters a") == ["B", "P"]
    assert texts_of(page, ".tally") == ["2 sources"]


def test_a_topic_names_what_mentions_it_without_having_it_as_a_context(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011-05-15-a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n[[Iran]]\n",
            "content/news/2011-05-16-b.md": "---\ntitle: B\n---\n[[Iran]]\n",
        }
    )
    site.build()
    (mentions,) = html.fromstring(site.page("topics/iran/index.html")).cssselect(".mentions ul")
    assert "".join(map(str, mentions.itertext())).split() == ["B"]


def test_json_ld_is_a_news_article_that_cannot_leave_its_script(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011-05-15-a.md": (
                "---\ntitle: </script><b>\nupdated: 2012-01-01\ncontexts: [Iran]\n"
                "image: {url: /pic.png, alt: A pier}\n---\n"
            ),
            "content/pic.png": b"png",
        }
    )
    site.build(base_url=BASE_URL, title="T", author="Ann")
    (script,) = html.fromstring(site.page("news/2011/05/15/a.html")).cssselect('script[type="application/ld+json"]')
    assert json.loads("".join(map(str, script.itertext()))) == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "</script><b>",
        "datePublished": "2011-05-15",
        "dateModified": "2012-01-01",
        "author": {"@type": "Person", "name": "Ann"},
        "publisher": {"@type": "Organization", "name": "T"},
        "image": f"{BASE_URL}pic.png",
    }


def test_without_a_base_url_json_ld_has_no_address_that_would_not_be_full(site: SiteFolder) -> None:
    image = "image: {url: /pic.png, alt: A pier}"
    site.write({"content/news/2011-05-15-a.md": f"---\ntitle: A\n{image}\n---\n", "content/pic.png": b"png"})
    site.write({"content/news/2011-05-15-b.md": f"---\ntitle: B\n{image}\n---\n".replace("/pic", "https://x.org/pic")})
    site.build(title="T")
    for name, extra in (("a", {}), ("b", {"image": "https://x.org/pic.png"})):
        (script,) = html.fromstring(site.page(f"news/2011/05/15/{name}.html")).cssselect(
            'script[type="application/ld+json"]'
        )
        assert json.loads("".join(map(str, script.itertext()))) == {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": name.upper(),
            "datePublished": "2011-05-15",
            "author": {"@type": "Organization", "name": "T"},
            **extra,
        }


def test_open_graph_names_a_picture_in_full(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011-05-15-a.md": "---\ntitle: A\nimage: {url: /pic.png, alt: A pier}\n---\n",
            "content/pic.png": b"png",
        }
    )
    site.build(base_url=BASE_URL)
    page = site.page("news/2011/05/15/a.html")
    assert f'<meta property="og:image" content="{BASE_URL}pic.png">' in page
    assert '<img src="../../../../pic.png" alt="A pier" loading="lazy" decoding="async">' in page


def test_a_picture_on_another_host_is_linked_and_not_loaded(site: SiteFolder) -> None:
    image = "{url: 'https://example.org/a.png', alt: A pier, credit: Ann}"
    site.write({"content/news/2011-05-15-a.md": f"---\ntitle: A\nimage: {image}\n---\n"})
    site.build()
    page = site.page("news/2011/05/15/a.html")
    assert "<img" not in page
    assert '<a href="https://example.org/a.png">Picture: A pier</a> (Ann)' in page


def test_a_language_written_from_right_to_left_is_shown_so(two_entries: SiteFolder) -> None:
    two_entries.build(language="ar-EG")
    assert '<html lang="ar-EG" dir="rtl">' in two_entries.page("index.html")
    text = "---\ntitle: A\nlang: ar\ncontexts: [Iran]\n---\nنص\n"
    two_entries.write({"content/news/2011/05/15/first.md": text})
    two_entries.build()
    page = two_entries.page("news/2011/05/15/first.html")
    assert '<article lang="ar">' in page
    assert '<div class="text" dir="auto">' in page


def three(site: SiteFolder, **settings: Any) -> str:
    """The page of the middle one of three entries that are days, months and years apart."""
    texts = {
        "content/news/2009-05-15-a.md": "---\ntitle: A\ncontexts: [Iran, Oil]\n---\n",
        "content/news/2011-05-15-b.md": "---\ntitle: B & C\ncontexts: [Iran, Oil]\n---\n",
        "content/news/2011-05-18-d.md": "---\ntitle: D\ncontexts: [Iran]\n---\n",
    }
    site.write(texts)
    site.build(**settings)
    return site.page("news/2011/05/15/b.html")


def test_related_says_when_it_was_and_what_it_shares(site: SiteFolder) -> None:
    assert said(three(site), ".related li") == [
        "A 15 May 2009 · Iran, Oil · 2 years before",
        "D 18 May 2011 · Iran · 3 days after",
    ]


def test_an_entry_can_be_cited_by_its_title_its_date_and_its_lasting_address(site: SiteFolder) -> None:
    assert said(three(site, base_url=BASE_URL, title="The & site"), ".cite p") == [
        "“B & C”, The & site, 15 May 2011",
        "Copy the address of this page to share it: it stays.",
    ]


def test_without_a_base_url_an_entry_is_cited_without_an_address(site: SiteFolder) -> None:
    assert said(three(site, title="The site"), ".cite p") == ["“B & C”, The site, 15 May 2011"]


def test_the_full_address_of_an_entry_stands_on_its_page_once(site: SiteFolder) -> None:
    assert three(site, base_url=BASE_URL).count(f"{BASE_URL}news/2011/05/15/b.html") == 1


def test_the_entries_before_and_after_are_named_by_the_beginnings_of_long_titles(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/14/a.md": f"---\ntitle: {'A ship leaves the harbour ' * 3}\n---\n",
            "content/news/2011/05/15/b.md": "---\ntitle: B\n---\n",
        }
    )
    site.build()
    cut = "A ship leaves the harbour A ship leaves the harbour A ship…"
    assert said(site.page("news/2011/05/15/b.html"), ".beside a") == [f"14 May 2011 {cut}"]


def test_entries_and_pages_lead_to_where_their_files_can_be_edited(two_entries: SiteFolder) -> None:
    two_entries.write({"content/über uns.md": "# Us\n"})
    two_entries.build(edit_url="https://example.org/edit/{path}?x")
    for page, path in (
        ("news/2011/05/15/first.html", "content/news/2011/05/15/first.md"),
        ("über-uns.html", "content/%C3%BCber%20uns.md"),
    ):
        assert f'<a href="https://example.org/edit/{path}?x">Edit this page</a>' in two_entries.page(page)


def dated(site: SiteFolder, *dates: str, contexts: str = "[Iran]") -> None:
    """An entry on each date."""
    site.write(
        {
            f"content/news/{n}-{date}.md": f"---\ntitle: E{n}\ndate: {date}\ncontexts: {contexts}\n---\n"
            for n, date in enumerate(dates)
        }
    )


@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        (["2009", "2009-05", "2011", "2012-01-02", "2012"], [("2009", 2), ("2011", 1), ("2012", 2)]),
        (["2009-05-01", "2010", "2010", "2010", "2011-04-30"], [("2009", 1), ("2010", 3), ("2011", 1)]),
        (["2009-12-01"] * 3 + ["2010-02", "2010-02-03"], [("December 2009", 3), ("February 2010", 2)]),
        (["2009-12-01"] * 7 + ["2010", "2010-02", "2010-02-03"], [("December 2009", 7), ("February 2010", 2)]),
        (["2008-12-01"] * 3 + ["2011-02", "2011-02-03"], [("2008", 3), ("2011", 2)]),
        (["2009-12-01"] * 9, [("December 2009", 9)]),
        (["2009-12-01"] * 2, []),
    ],
)
def test_a_topic_counts_its_years_or_the_months_of_few_years_where_that_says_something(
    site: SiteFolder, dates: list[str], counts: list[tuple[str, int]]
) -> None:
    dated(site, *dates)
    (subject,) = (page.subject for page in site.plan().pages if page.kind.name == "topic")
    amounts = topic(pieces(site.assemble()), subject).amounts
    assert [(amount.label, amount.count) for amount in amounts if amount.count] == counts


def test_a_section_has_the_name_that_the_settings_give_it(site: SiteFolder) -> None:
    dated(site, "2011-05-15")
    site.write({"dateline.toml": '[sections]\nnews = "Nachrichten"\n'})
    site.build()
    assert said(site.page("index.html"), ".masthead nav a")[0] == "Nachrichten"
    assert said(site.page("news/index.html"), "h1") == ["Nachrichten"]
    assert '"Nachrichten"' in (site.path / "output/search/facets.json").read_text(encoding="utf-8")


def test_a_strip_of_one_year_names_its_months_and_the_year_with_the_first(site: SiteFolder) -> None:
    dated(site, *["2009-04-01"] * 3, *["2009-06"] * 3)
    site.build()
    assert said(site.page("topics/iran/index.html"), ".axis > *") == ["April 2009", "May", "June"]


def test_a_year_with_many_entries_is_grouped_by_month_and_the_drawing_leads_there(site: SiteFolder) -> None:
    dated(site, *[f"2011-{n % 2 + 4:02}-{n + 1:02}" for n in range(13)], "2010", "2011")
    site.build()
    page = site.page("topics/iran/index.html")
    assert said(page, "h2")[:2] == ["2011", "2010"]
    assert said(page, "h3.month") == ["May 2011", "April 2011"]
    assert [len(each.cssselect("li")) for each in html.fromstring(page).cssselect("ol.gutter")] == [6, 7, 1, 1]
    links = [str(link.get("href")) for link in html.fromstring(page).cssselect(".axis a")]
    assert links == ["index.html#2010", "index.html#2011"]


def test_a_month_below_a_strip_leads_to_the_heading_of_the_month(site: SiteFolder) -> None:
    dated(site, *[f"2011-{n % 2 + 4:02}-{n + 1:02}" for n in range(13)], "2011-04")
    site.build()
    months = html.fromstring(site.page("topics/iran/index.html")).cssselect(".axis a")
    assert [link.get("href") for link in months] == ["index.html#2011-04", "index.html#2011-05"]


def test_two_topics_that_often_occur_together_have_a_page_that_both_lead_to(site: SiteFolder) -> None:
    dated(site, *[f"2011-05-{n:02}" for n in range(1, 6)], contexts="[Oil, Iran]")
    for name in ("Iran", "Oil"):
        site.write({f"content/news/2012-01-01-{name}.md": f"---\ntitle: {name}\ncontexts: [{name}]\n---\n"})
    site.build()
    page = site.page("topics/iran/and/oil.html")
    assert said(page, "h1") == ["Iran and Oil"]
    assert said(page, ".gutter a") == ["E4", "E3", "E2", "E1", "E0"]
    (marks,) = html.fromstring(page).cssselect(".line svg .d")
    assert marks.get("d", "").count("h0") == 5
    assert [link.get("href") for link in html.fromstring(page).cssselect(".axis a")] == ["oil.html#2011"]
    for name in ("iran", "oil"):
        (link,) = html.fromstring(site.page(f"topics/{name}/index.html")).cssselect(".near a.count")
        assert (link.text, link.get("href")) == (
            "5 of 6",
            "and/oil.html" if name == "iran" else "../iran/and/oil.html",
        )


def test_topics_are_listed_by_size_and_by_kind_where_kinds_are_told_apart(site: SiteFolder) -> None:
    dated(site, "2011-05-01", "2011-05-02", contexts="[Iran, Oil]")
    site.write({"content/news/2012-01-01-x.md": "---\ntitle: X\ncontexts: [Oil, Chad]\n---\n"})
    site.build()
    assert said(site.page("topics/by-size.html"), ".index li") == ["Oil 3", "Iran 2", "Chad 1"]
    assert "by-kind.html" not in site.page("topics/index.html")
    assert not (site.output / "topics/by-kind.html").exists()
    site.write({"dateline.toml": '[topics]\nOil.kind = "theme"\nIran.kind = "place"\n'})
    site.build()
    assert said(site.page("topics/by-kind.html"), "h2, .index li") == [
        *("Place", "Iran 2", "Theme", "Oil 3", "Other topics", "Chad 1")
    ]
    assert "by-kind.html" in site.page("topics/index.html")


def test_an_index_that_leaves_topics_out_says_so(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.topic_index.BY_SIZE", 2)
    dated(site, "2011-05-01", contexts="[Iran, Oil, Chad]")
    site.build()
    assert said(site.page("topics/by-size.html"), ".note") == ["The 2 largest of 3."]


def test_a_letter_of_the_index_of_topics_has_those_that_start_with_it_and_a_mark(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.pages.listings.MAX_INDEX", 2)
    site.write({"content/news/2011-05-15-a.md": "---\ntitle: A\ncontexts: [Éire, Egypt, Zambia, 7up, ̈a]\n---\n"})
    site.build()
    assert said(site.page("topics/index.html"), "ul.letters a") == ["0-9", "E", "Z", "̈"]
    assert said(site.page("topics/e.html"), "ul.index a") == ["Egypt", "Éire"]
