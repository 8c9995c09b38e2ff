"""The pages of topics, and their strips."""

import re

import pytest
from lxml import html

from tests.sites import SiteFolder

SIX = {
    f"content/news/{year}-05-15-a{year}.md": f"---\ntitle: A {year}\ncontexts: [Iran]\n---\n"
    for year in range(2006, 2012)
}
IMPORTANT = "---\ntitle: Important\ncontexts: [Iran]\nimportance: 9\n---\n"
STRIP = "topics/iran/strip.svg"


def test_a_topic_of_three_entries_has_a_strip_with_its_turning_points(site: SiteFolder) -> None:
    site.write({**SIX, "content/news/2011-05-15-a2011.md": IMPORTANT})
    site.build()
    assert site.page(STRIP).count("h0") == 6
    assert 'class="p"' in site.page(STRIP)


def test_a_topic_of_two_entries_has_no_strip(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert not (two_entries.output / STRIP).exists()


def test_what_lasts_is_a_bar_on_the_strip_of_its_topic_and_on_that_of_the_site(site: SiteFolder) -> None:
    site.write(SIX)
    site.build()
    assert site.page(STRIP).count("h0") == 6
    site.write({"content/news/2008-05-15-a2008.md": "---\ntitle: Long\ncontexts: [Iran]\nend: 2009\n---\n"})
    site.build()
    assert site.page(STRIP).count("h0") == site.page("strip.svg").count("h0") == 5


def test_a_topic_with_bars_says_what_the_line_above_them_is(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.views.strip.MOST_DOTS", 5)
    site.write(SIX)
    site.build()
    assert "a line for what lasts" not in site.page("topics/iran/index.html")
    site.write({"content/news/2008-05-15-a2008.md": "---\ntitle: Long\ncontexts: [Iran]\nend: 2009\n---\n"})
    site.build()
    assert "a line for what lasts" in site.page("topics/iran/index.html")


def test_a_strip_has_the_colours_of_the_settings(site: SiteFolder) -> None:
    site.write({**SIX, "dateline.toml": "title = 'T'\n[theme]\nlink = '#0b5d4b'\n"})
    site.build()
    assert "#0b5d4b" in site.page(STRIP)


def test_another_entry_changes_the_strip_and_an_importance_that_makes_a_turning_point_too(site: SiteFolder) -> None:
    site.write(SIX)
    site.build()
    site.write({"content/news/2011-06-15-b.md": "---\ntitle: B\ncontexts: [Iran]\n---\n"})
    site.build()
    assert site.page(STRIP).count("h0") == 7
    site.write({"content/news/2011-05-15-a2011.md": IMPORTANT})
    site.build()
    assert 'class="p"' in site.page(STRIP)


def test_lists_show_turning_points_in_bold_and_no_others(site: SiteFolder) -> None:
    site.write({**SIX, "content/news/2011-05-15-a2011.md": IMPORTANT})
    site.build()
    assert site.page("topics/iran/index.html").count('class="major"') == 1
    site.write(dict.fromkeys(SIX, IMPORTANT))
    site.build()
    assert 'class="major"' not in site.page("topics/iran/index.html")


def twelve(important: int) -> dict[str, str]:
    """Entries of twelve years, of which the first so many are important, among many others without a topic."""
    entries = {
        f"content/news/{year}-05-15-a.md": f"---\ntitle: A {year}\ncontexts: [Iran, Oil]\nsummary: S {year}.\n"
        f"importance: {9 if year < 2000 + important else 5}\n---\n"
        for year in range(2000, 2012)
    }
    others = {f"content/news/2011-06-{day:02}-b.md": f"---\ntitle: B {day}\n---\n" for day in range(1, 21)}
    return {**entries, **others}


def test_a_topic_of_twelve_entries_is_read_from_the_start_too(site: SiteFolder) -> None:
    site.write(twelve(0))
    site.build()
    newest, oldest = site.page("topics/iran/index.html"), site.page("topics/iran/oldest-first.html")
    assert newest.index(">A 2011<") < newest.index(">A 2000<")
    assert oldest.index(">A 2000<") < oldest.index(">A 2011<")
    assert '<a class="order" href="oldest-first.html">Oldest first</a>' in newest
    assert '<a class="order" href="index.html">Newest first</a>' in oldest
    assert not (site.output / "topics/iran/turning-points.html").exists()


def test_a_topic_with_turning_points_has_a_page_of_them_with_their_summaries(site: SiteFolder) -> None:
    site.write(twelve(3))
    site.build()
    page = site.page("topics/iran/turning-points.html")
    assert all(f">A {year}</a><p>S {year}.</p>" in page for year in range(2000, 2003))
    assert ">A 2003<" not in page
    assert 'href="turning-points.html" aria-current="page">Turning points <span>3</span>' in page
    assert 'href="index.html">All entries <span>12</span>' in page
    assert '<div class="pins">' in page


def test_a_page_of_turning_points_goes_with_them(site: SiteFolder) -> None:
    site.write(twelve(3))
    site.build()
    site.write(twelve(2))
    site.build()
    assert not (site.output / "topics/iran/turning-points.html").exists()


def test_the_first_and_the_last_year_stand_below_a_strip_and_lead_to_their_entries(site: SiteFolder) -> None:
    site.write(twelve(0))
    site.build()
    page = site.page("topics/iran/index.html")
    axis = page[page.index('<nav class="axis"') :]
    assert '<a style="--at:0.8%" href="index.html#2000">2000</a>' in axis
    assert '<a href="index.html#2011">2011</a>\n</nav>' in axis


def test_what_is_left_of_a_break_is_a_link(site: SiteFolder) -> None:
    site.write(
        {f"content/news/2011-05-{day:02}-a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n" for day in range(1, 25)}
    )
    site.write({"content/news/1700-05-01-b.md": "---\ntitle: B\ncontexts: [Iran]\n---\n"})
    site.build()
    assert '<a class="before" href="index.html#1700">1 before 2011</a>' in site.page("topics/iran/index.html")


def test_a_row_for_each_near_topic_shows_what_the_two_share(site: SiteFolder) -> None:
    site.write(SIX)
    for name in ("b", "c"):
        site.write({f"content/news/2008-05-1{ord(name) - 90}-{name}.md": "---\ntitle: B\ncontexts: [Iran, Oil]\n---\n"})
    site.build()
    page = site.page("topics/iran/index.html")
    rows = page[page.index('<ul class="rows">') :]
    assert '<span class="count">2 of 2</span>' in rows
    assert re.search(r'<path d="m\d+ \d+h0m\d+ -?\d+h0"/>', rows)
    site.write({"content/news/2009-06-11-d.md": "---\ntitle: D\ncontexts: [Oil]\n---\n"})
    site.build()
    assert '<span class="count">2 of 3</span>' in site.page("topics/iran/index.html")


def test_dates_stand_below_their_year_without_it(site: SiteFolder) -> None:
    site.write({**SIX, "content/news/2011-06-b.md": "---\ntitle: B\ndate: 2011-06\ncontexts: [Iran]\n---\n"})
    site.build()
    page = site.page("topics/iran/index.html")
    assert "<small>15 May</small>" in page
    assert "<small>Jun</small>" in page


def test_a_year_below_a_strip_that_has_no_entries_leads_nowhere(site: SiteFolder) -> None:
    entry = "---\ntitle: A\ncontexts: [Iran]\n---\n"
    site.write({f"content/news/{year}-05-15-a.md": entry for year in (2009, 2010, 2012)})
    site.build()
    page = site.page("topics/iran/index.html")
    assert 'href="index.html#2010">2010</a>' in page
    assert ">2011</span>" in page


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("---\ntitle: Iran\n---\nShort.\n", False),
        ("---\ntitle: Iran\nsummary: A state.\n---\nShort.\n", True),
        ("---\ntitle: Iran\n---\n" + "Long. " * 100, True),
    ],
    ids=["short", "beside a description", "long"],
)
def test_a_text_of_a_topic_is_folded_on_phones_where_it_would_push_entries_away(
    site: SiteFolder, text: str, folded: bool
) -> None:
    site.write({**SIX, "content/topics/iran.md": text})
    site.build()
    page = html.fromstring(site.page("topics/iran/index.html"))
    (about,) = page.cssselect(".railed > .about")
    assert about.tag == ("details" if folded else "div")


def test_what_is_near_a_topic_mentions_it_or_follows_it_stands_in_the_rail(site: SiteFolder) -> None:
    site.write(SIX)
    site.write({"content/news/2008-05-17-b.md": "---\ntitle: B\ncontexts: [Iran, Oil]\n---\n"})
    site.write({"content/news/2008-05-18-c.md": "---\ntitle: C\n---\n[[Iran]]\n"})
    site.build()
    page = html.fromstring(site.page("topics/iran/index.html"))
    assert [part.get("class") for part in page.cssselect(".rail > *")] == ["near", "mentions", "follow"]


def test_topics_with_fewer_entries_than_the_settings_say_have_no_feed_and_name_none(site: SiteFolder) -> None:
    entry = "---\ntitle: {}\ncontexts: [{}]\n---\n"
    site.write({f"content/news/2011/05/15/{name}.md": entry.format(name, "Oil") for name in "ab"})
    site.write({"content/news/2011/05/15/c.md": entry.format("c", "Gas")})
    site.build(topic_feeds=2)
    assert [address for address in site.tree() if address.endswith("/feed.xml")] == ["topics/oil/feed.xml"]
    assert "feed.xml" in site.page("topics/oil/index.html").partition("<main")[2].partition("</main")[0]
    assert "feed.xml" not in site.page("topics/gas/index.html").partition("<main")[2].partition("</main")[0]
    site.write({"content/news/2011/05/15/d.md": entry.format("d", "Gas")})
    site.build(topic_feeds=2)
    assert site.page("topics/gas/feed.xml").count("<entry>") == 2


def test_without_pages_of_pairs_topics_say_how_many_entries_they_share_and_lead_to_no_page(site: SiteFolder) -> None:
    both = {f"content/news/2011/05/{n}/a.md": f"---\ntitle: E{n}\ncontexts: [Oil, Gas]\n---\n" for n in range(10, 16)}
    alone = {
        f"content/news/2011/06/10/{topic}.md": f"---\ntitle: F\ncontexts: [{topic}]\n---\n" for topic in ("Oil", "Gas")
    }
    site.write(both | alone)
    site.build()
    assert "topics/gas/and/oil.html" in site.tree()
    assert "and/oil.html" in site.page("topics/gas/index.html")
    site.build(pairs=False)
    assert not any("/and/" in address for address in site.tree())
    assert "and/oil.html" not in site.page("topics/gas/index.html")
    assert "6 of 7" in site.page("topics/gas/index.html")
