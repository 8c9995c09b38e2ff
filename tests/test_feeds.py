"""Feeds, sitemap and robots.txt are what the standards ask for."""

import gzip
import json
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import etree

from builder.core.dates import Date
from builder.pages.site_pages import PLAIN_LIMIT, SITEMAP_LIMIT
from tests.sites import BASE_URL, ROOT, SiteFolder

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # feedparser's own imports are not ours to mend
    import feedparser

SCHEMAS = ROOT / "tests/schemas"


def read_feed(file: Path) -> Any:
    """A feed as feedparser reads it."""
    return feedparser.parse(file.read_bytes())


def test_every_feed_parses_without_a_warning(own_site: Path) -> None:
    files = [own_site / "feed.xml", *own_site.glob("topics/*/feed.xml")]
    assert len(files) > 30
    for file in files:
        feed = read_feed(file)
        assert not feed.bozo
        assert feed.version == "atom10"
        assert feed.entries


def test_every_feed_is_valid_by_the_rules_of_atom(own_site: Path) -> None:
    rules = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    for file in [own_site / "feed.xml", *own_site.glob("topics/*/feed.xml")]:
        assert rules.validate(etree.parse(file)), f"{file}: {rules.error_log}"


def test_the_rules_of_atom_refuse_a_feed_without_an_id() -> None:
    rules = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    assert not rules.validate(etree.fromstring('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'))


def ids(site: SiteFolder, **settings: Any) -> list[str]:
    """The ids of a site's feed and its entries."""
    site.build(**settings)
    feed = read_feed(site.output / "feed.xml")
    return [feed.feed.id, *(entry.id for entry in feed.entries)]


def test_ids_in_feeds_stay_the_same_and_no_other_site_has_them(two_entries: SiteFolder) -> None:
    here = ids(two_entries, base_url=BASE_URL)
    assert all(name.startswith("urn:uuid:") for name in here)
    assert len({*here}) == 3
    assert ids(two_entries, base_url=BASE_URL, title="Another") == here
    assert not {*ids(two_entries, base_url="https://example.net/")} & {*here}
    assert not {*ids(two_entries, title="One")} & {*ids(two_entries, title="Two")}


def test_a_feed_has_the_newest_entries_first_with_full_links(two_entries: SiteFolder) -> None:
    two_entries.build(base_url=BASE_URL)
    feed = read_feed(two_entries.output / "feed.xml")
    assert [entry.title for entry in feed.entries] == ["Second", "First"]
    assert feed.entries[0].link == f"{BASE_URL}news/2011/05/16/second.html"


def test_links_inside_the_text_of_a_feed_are_full_too(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: A\ncontexts: [Iran]\n---\n[[Iran]]\n"})
    two_entries.build(base_url=BASE_URL)
    link = f'href="{BASE_URL}topics/iran/"'
    assert link in read_feed(two_entries.output / "feed.xml").entries[1].content[0].value
    assert link in two_entries.data("feed.json")["items"][1]["content_html"]


def test_the_feed_of_a_topic_has_the_entries_of_that_topic_only(two_entries: SiteFolder) -> None:
    two_entries.build()
    feed = read_feed(two_entries.output / "topics/united-nations/feed.xml")
    assert [entry.title for entry in feed.entries] == ["First"]


def test_the_json_feed_has_what_version_1_1_asks_for(own_site: Path) -> None:
    feed = json.loads((own_site / "feed.json").read_text(encoding="utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{BASE_URL}feed.json"
    assert feed["title"]
    assert feed["home_page_url"] == BASE_URL
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"]) == 50
    for item in feed["items"]:
        assert item["content_html"]
        assert item["url"].startswith(BASE_URL)
        assert None not in item.values()


def test_the_sitemap_is_valid_by_the_protocol(own_site: Path) -> None:
    rules = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    assert rules.validate(etree.parse(own_site / "sitemap.xml")), rules.error_log


def test_the_sitemap_lists_every_page_that_readers_are_to_find(own_site: Path) -> None:
    found = etree.parse(own_site / "sitemap.xml").findall("{*}url/{*}loc")
    listed = {unquote(str(address.text)) for address in found}
    files = {file.relative_to(own_site).as_posix(): file for file in own_site.rglob("*.html")}
    pages = {page for page, file in files.items() if 'http-equiv="refresh"' not in file.read_text(encoding="utf-8")}
    assert "news/2006/10/14/security-council-adopts-resolution-1718.html" in files.keys() - pages
    expected = {
        f"{BASE_URL}{page.removesuffix('index.html')}"
        for page in pages - {"404.html", "changes.html"}
        if ".history." not in page
    }
    assert listed == expected


def test_the_sitemap_says_when_a_page_changed_only_where_it_is_known(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/15/a.md": "---\ntitle: A\nupdated: 2012-01-02\n---\n",
            "content/news/2011/05/15/b.md": "---\ntitle: B\n---\n",
        }
    )
    site.build(base_url=BASE_URL)
    assert site.page("sitemap.xml").count("<lastmod>") == 1
    assert "a.html</loc><lastmod>2012-01-02</lastmod>" in site.page("sitemap.xml")


def test_a_large_sitemap_is_an_index_of_compressed_parts(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.site_pages.PLAIN_LIMIT", 5)
    monkeypatch.setattr("builder.pages.site_pages.SITEMAP_LIMIT", 5)
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n"})
    site.build(base_url=BASE_URL)
    rules = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    index = etree.parse(site.output / "sitemap.xml")
    names = [f"sitemap-{number}.xml.gz" for number in (1, 2, 3)]
    assert [loc.text for loc in index.findall("{*}sitemap/{*}loc")] == [f"{BASE_URL}{name}" for name in names]
    parts = [etree.fromstring(gzip.decompress((site.output / name).read_bytes())) for name in names]
    for each in (index, *parts):
        assert rules.validate(each), rules.error_log
    listed = [loc.text for part in parts for loc in part.findall("{*}url/{*}loc")]
    assert len(listed) == len({*listed}) > 10
    assert f"{BASE_URL}news/2011/05/15/a.html" in listed
    assert (PLAIN_LIMIT, SITEMAP_LIMIT) == (1_000, 50_000)


def test_without_a_base_url_there_is_no_sitemap_and_robots_names_none(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert "sitemap.xml" not in two_entries.tree()
    assert two_entries.page("robots.txt") == "User-agent: *\nAllow: /\n"
    (robots,) = (page for page in two_entries.plan().pages if page.kind.name == "robots")
    assert (robots.address, robots.origin) == ("robots.txt", "the site's own robots.txt")


def test_the_text_of_an_entry_stands_in_atom_without_escapes_whatever_it_holds(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\n---\nA `]]>` & a `<b>`.\n"})
    site.build(base_url=BASE_URL)
    assert "<![CDATA[<p>A <code>" in site.page("feed.xml")
    (content,) = etree.parse(site.output / "feed.xml").findall("{*}entry/{*}content")
    assert content.text == "<p>A <code>]]&gt;</code> &amp; a <code>&lt;b&gt;</code>.</p>"


def test_robots_names_the_sitemap_in_full(two_entries: SiteFolder) -> None:
    two_entries.build(base_url=BASE_URL)
    assert two_entries.page("robots.txt").endswith(f"\nSitemap: {BASE_URL}sitemap.xml\n")


def test_a_feed_has_the_beginning_of_a_very_long_text(site: SiteFolder) -> None:
    words = "A ship is at sea. "
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\ncontexts: [ships]\n---\n{words * 3_000}\n"})
    site.build()
    for address in ("feed.xml", "feed.json", "topics/ships/feed.xml"):
        assert 0 < site.page(address).count("A ship is at sea.") < 20
    assert site.page("news/2011/05/15/a.html").count("A ship is at sea.") >= 3_000


def days_in(feed: Any) -> list[tuple[str, str]]:
    """The days on which the entries of an Atom feed were published and changed."""
    return [(entry.get("published", entry.updated)[:10], entry.updated[:10]) for entry in feed.entries]


def test_nothing_that_is_to_come_moves_a_feed_ahead(site: SiteFolder) -> None:
    names = ("title: Opens\n", "title: Planned\nupdated: 2012-01-02\n", "title: Told\nupdated: 2099-01-01\n")
    days = ("2031/02/01", "2031/01/01", "2011/05/15")
    for day, front in zip(days, names, strict=True):
        site.write({f"content/news/{day}/{front[7]}.md": f"---\n{front}contexts: [ships]\n---\n"})
    site.build(today=Date(2012, 6, 1))
    for address in ("feed.xml", "topics/ships/feed.xml"):
        feed = read_feed(site.output / address)
        assert feed.feed.updated == "2012-01-02T00:00:00Z"
        assert days_in(feed) == [("2012-01-02", "2012-01-02")] * 2 + [("2011-05-15", "2011-05-15")]
    items = site.data("feed.json")["items"]
    assert [item["date_modified"][:10] for item in items] == ["2012-01-02", "2012-01-02", "2011-05-15"]


def test_an_entry_is_of_its_own_day_in_feeds_as_soon_as_that_has_come(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/15/a.md": "---\ntitle: A\nupdated: 2031-02-04\n---\n",
            "content/news/2031/02/01/b.md": "---\ntitle: B\n---\n",
        }
    )
    told = []
    for today in (Date(2031, 1, 30), Date(2031, 1, 31), Date(2031, 2, 2), Date(2031, 2, 3)):
        site.build(today=today)
        told.append(days_in(read_feed(site.output / "feed.xml")))
    come, changed = ("2031-02-01", "2031-02-01"), ("2011-05-15", "2031-02-04")
    before = ("2011-05-15", "2011-05-15")
    assert told == [[before, before], [come, before], [come, before], [come, changed]]


def test_a_feed_of_nothing_but_what_is_to_come_is_of_no_day(site: SiteFolder) -> None:
    site.write({"content/news/2031/02/01/b.md": "---\ntitle: B\n---\n"})
    site.build(today=Date(2012, 6, 1))
    assert read_feed(site.output / "feed.xml").feed.updated == "1970-01-01T00:00:00Z"
