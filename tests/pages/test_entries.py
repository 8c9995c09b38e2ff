"""When entries changed and what they were called is on their pages, in feeds, sitemap and JSON-LD."""

import json
from typing import Any

from lxml import html

from builder.config.checked_sources import FILE
from builder.core.problems import Code
from builder.incremental.inputs import find_inputs
from tests.repository import committed
from tests.sites import BASE_URL, SiteFolder, said

DAY = "news/2031/05/15"
REPOSITORY = "https://github.com/me/harbour"


def changed(site: SiteFolder, *, updated: str = "") -> tuple[str, ...]:
    """A site of an entry that was changed twice, and of one that was not; the commits that made it, newest first."""
    site.write({f"content/{DAY}/b.md": "---\ntitle: Beside\n---\n", "content/about.md": "# About\n"})
    commits = []
    for day, title, text in ((20, "First & <b>", "One."), (21, "Second", "One."), (22, "Second", "Two.")):
        site.write({f"content/{DAY}/a.md": f"---\ntitle: {title}\nlang: de\n{updated}---\n{text}\n"})
        commits.append(committed(site.path, day=f"2031-05-{day}"))
    return tuple(reversed(commits))


def article(page: str) -> dict[str, Any]:
    """The JSON-LD of a page."""
    (script,) = html.fromstring(page).cssselect("script[type='application/ld+json']")
    found: dict[str, Any] = json.loads(script.text or "")
    return found


def test_an_entry_that_was_changed_says_when_and_leads_to_its_history(site: SiteFolder) -> None:
    changed(site)
    site.build()
    page = site.page(f"{DAY}/a.html")
    assert said(page, ".note") == ["Updated 22 May 2031. History"]
    assert html.fromstring(page).cssselect(".note a")[0].get("href") == "a.history.html"
    assert '<meta property="article:modified_time" content="2031-05-22">' in page
    assert article(page)["dateModified"] == site.data(f"{DAY}/a.json")["updated"] == "2031-05-22"


def test_one_that_was_not_says_nothing_and_has_no_history(site: SiteFolder) -> None:
    changed(site)
    site.build()
    page = site.page(f"{DAY}/b.html")
    assert said(page, ".note") == []
    assert "dateModified" not in article(page)
    assert "updated" not in site.data(f"{DAY}/b.json")
    assert [file.name for file in site.output.rglob("*.history.html")] == ["a.history.html"]


def test_a_history_has_the_versions_newest_first_each_with_its_title_if_that_is_another(site: SiteFolder) -> None:
    commits = changed(site)
    site.build(repository=REPOSITORY)
    page = site.page(f"{DAY}/a.history.html")
    names = [commit[:8] for commit in commits]
    assert said(page, ".versions li") == [
        f"22 May 2031 · Changed · {names[0]}",
        f"21 May 2031 · New title · {names[1]} Second",
        f"20 May 2031 · Added · {names[2]} First & <b>",
    ]
    links = [str(link.get("href")) for link in html.fromstring(page).cssselect(".versions a")]
    assert links == [f"{REPOSITORY}/commit/{commit}" for commit in commits]
    assert said(page, ".crumbs a") == ["Second"]
    assert said(page, "title") == ["History of “Second” · A news timeline"]
    assert {element.get("lang") for element in html.fromstring(page).cssselect(".versions span, .crumbs a")} == {"de"}


def test_without_a_repository_commits_are_named_and_lead_nowhere(site: SiteFolder) -> None:
    changed(site)
    site.build()
    assert html.fromstring(site.page(f"{DAY}/a.history.html")).cssselect(".versions a") == []


def test_feeds_and_sitemap_have_the_last_change_or_the_coming_of_every_text(site: SiteFolder) -> None:
    changed(site)
    site.build(base_url=BASE_URL)
    feed = html.fromstring(site.page("feed.xml").encode())
    assert said(site.page("feed.xml").partition("\n")[2], "entry updated") == [
        "2031-05-20T00:00:00Z",
        "2031-05-22T00:00:00Z",
    ]
    assert feed.cssselect("feed > updated")[0].text == "2031-05-22T00:00:00Z"
    assert [item["date_modified"][:10] for item in site.data("feed.json")["items"]] == ["2031-05-20", "2031-05-22"]
    sitemap = site.page("sitemap.xml")
    for page, day in (("a.html", 22), ("b.html", 20)):
        assert f"{DAY}/{page}</loc><lastmod>2031-05-{day}</lastmod>" in sitemap
    assert "about.html</loc><lastmod>2031-05-20</lastmod>" in sitemap


def test_an_entry_that_came_before_its_date_is_not_changed_before_it_is_published(site: SiteFolder) -> None:
    site.write({f"content/{DAY}/a.md": "---\ntitle: A\n---\n"})
    committed(site.path, day="2031-05-01")
    site.build()
    assert site.data("feed.json")["items"][0]["date_modified"] == "2031-05-15T00:00:00Z"


def test_search_engines_are_asked_to_leave_a_history_out(site: SiteFolder) -> None:
    changed(site)
    site.build(base_url=BASE_URL)
    assert "history" not in site.page("sitemap.xml")
    assert '<meta name="robots" content="noindex">' in site.page(f"{DAY}/a.history.html")


def test_what_a_file_says_of_its_last_change_comes_before_what_git_says(site: SiteFolder) -> None:
    changed(site, updated="updated: 2032-01-01\n")
    site.build(base_url=BASE_URL)
    assert said(site.page(f"{DAY}/a.html"), ".note") == ["Updated 1 January 2032. History"]
    assert article(site.page(f"{DAY}/a.html"))["dateModified"] == "2032-01-01"
    assert f"{DAY}/a.html</loc><lastmod>2032-01-01</lastmod>" in site.page("sitemap.xml")
    assert site.data("feed.json")["items"][1]["date_modified"] == "2032-01-01T00:00:00Z"


def test_a_setting_leaves_it_all_out(site: SiteFolder) -> None:
    changed(site)
    site.build(base_url=BASE_URL, history=False)
    assert said(site.page(f"{DAY}/a.html"), ".note") == []
    assert "<lastmod>" not in site.page("sitemap.xml")
    assert [*site.output.rglob("*.history.html")] == []


SOURCES = """---
title: A
sources:
  - {name: Gazette, title: Harbour & all reopen, url: 'https://gazette.example/1', author: Kim}
  - {name: Council, title: Minutes, url: 'papers/minutes%20%232.pdf#page=3'}
  - {url: /about.md}
  - {name: Crier, title: At last}
---
"""


def test_a_source_shows_its_headline_with_the_outlet_and_leads_to_a_file_of_the_site(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/15/a.md": SOURCES,
            "content/news/2011/05/15/papers/minutes #2.pdf": b"pdf",
            "content/about.md": "# About\n",
            "dateline.toml": 'formats = ["html", "json", "md", "xml"]\nbase_url = "https://me.example/"\n',
        }
    )
    assert site.build().report.problems == ()
    address = "news/2011/05/15/papers/minutes #2.pdf"
    page = site.page("news/2011/05/15/a.html")
    assert '<a href="https://gazette.example/1">Harbour &amp; all reopen</a>, Gazette, Kim' in page
    assert '<a href="papers/minutes%20%232.pdf#page=3">Minutes</a>, Council' in page
    assert '<a href="../../../../about.html">/about.md</a>' in page
    assert "<li>At last, Crier" in page
    sources = site.data("news/2011/05/15/a.json")["sources"]
    assert [(each["name"], each.get("title"), each["url"], each.get("file"), each.get("note")) for each in sources] == [
        ("Gazette", "Harbour & all reopen", "https://gazette.example/1", None, None),
        ("Council", "Minutes", None, address, None),
        ("/about.md", None, None, "about.html", None),
        ("Crier", "At last", None, None, None),
    ]
    assert "<title>Minutes</title>" in site.page("news/2011/05/15/a.xml")
    feed = site.data("feed.json")["items"][0]["content_html"]
    assert '<a href="https://gazette.example/1">Harbour &amp; all reopen</a>, Gazette' in feed
    assert 'href="https://me.example/news/2011/05/15/papers/minutes%20%232.pdf#page=3">Minutes</a>, Council' in feed


def test_the_page_form_keeps_the_headline_of_a_source_and_the_file_that_it_is(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011/05/15/a.md": SOURCES,
            "content/news/2011/05/15/papers/minutes #2.pdf": b"pdf",
            "content/about.md": "# About\n",
            "dateline.toml": 'formats = ["html", "json", "md"]\n',
        }
    )
    site.build()
    before = site.data("news/2011/05/15/a.json")["sources"]
    form = site.page("news/2011/05/15/a.md")
    assert "1. [Gazette](https://gazette.example/1) _Title: Harbour & all reopen_" in form
    site.write({"content/news/2011/05/15/a.md": form})
    site.build()
    after = site.data("news/2011/05/15/a.json")["sources"]
    keys = ("name", "url", "file", "title")
    assert [[each.get(key) for key in keys] for each in after[:3]] == [
        [each.get(key) for key in keys] for each in before[:3]
    ]


def test_a_file_that_comes_or_goes_makes_a_source_a_link_or_a_text_again(two_entries: SiteFolder) -> None:
    site = two_entries
    site.write({"content/news/2011/05/17/c.md": "---\ntitle: C\nsources: [{url: report.pdf}]\n---\n"})
    paper = site.path / "content/news/2011/05/17/report.pdf"
    for _ in range(2):
        paper.unlink(missing_ok=True)
        assert [problem.code for problem in site.build().report.problems] == [Code.SOURCE_ADDRESS]
        assert 'href="report.pdf"' not in site.page("news/2011/05/17/c.html")
        paper.write_bytes(b"pdf")
        assert site.build().report.problems == ()
        assert 'href="report.pdf"' in site.page("news/2011/05/17/c.html")


def test_a_thread_shows_the_place_of_its_entry_and_whole_titles_before_and_after(site: SiteFolder) -> None:
    titles = [f"{'What happened in the harbour ' * 4}{year}" for year in range(2008, 2013)]
    for year, title in enumerate(titles, 2008):
        site.write({f"content/news/{year}-05-15-a.md": f"---\ntitle: {title}\ncontexts: [Harbour]\n---\n"})
    site.build()
    page = " ".join(site.page("news/2010/05/15/a.html").split())
    assert '<small>3 of 5</small> <span class="strip" style="--at:47.1%">' in page
    assert f"<small>15 May 2009</small> {titles[1]}</a>" in page
    assert f"<small>15 May 2011</small> {titles[3]}</a>" in page
    assert "The latest so far" not in page
    assert "The latest so far" in site.page("news/2012/05/15/a.html")


def test_another_entry_of_a_thread_is_counted_on_the_pages_of_the_others(site: SiteFolder) -> None:
    for day in range(11, 15):
        site.write({f"content/news/2011-05-{day}-a.md": "---\ntitle: A\ncontexts: [Harbour]\n---\n"})
    site.build()
    assert "1 of 4" in site.page("news/2011/05/11/a.html")
    site.write({"content/news/2011-07-01-b.md": "---\ntitle: B\ncontexts: [Harbour]\n---\n"})
    site.build()
    assert "1 of 5" in site.page("news/2011/05/11/a.html")


def test_the_topics_that_are_no_threads_stand_by_kind_and_many_are_folded(site: SiteFolder) -> None:
    settings = '[fields]\ncontexts.theme = ["tags"]\ncontexts.actor = ["actors"]\n'
    few, many = "tags: [oil, tax]\nactors: [Ann, Bob]\n", f"tags: [{', '.join('abcdef')}]\n"
    site.write({"dateline.toml": settings})
    for name, keys in {"few": few, "many": many}.items():
        site.write({f"content/news/2011-05-15-{name}.md": f"---\ntitle: {name}\n{keys}---\n"})
    site.build()
    page = site.page("news/2011/05/15/few.html")
    assert page.index("<h3>Actor</h3>") < page.index(">Ann</a>") < page.index("<h3>Theme</h3>") < page.index(">oil</a>")
    assert "more topics" not in page
    assert "<details><summary>6 more topics</summary>" in site.page("news/2011/05/15/many.html")


def test_an_entry_says_its_importance_status_place_and_where_there_are_several_its_section(
    two_entries: SiteFolder,
) -> None:
    two_entries.write(
        {"content/opinion/2011-05-15-c.md": "---\ntitle: C\nimportance: 7\nstatus: confirmed\nlocation: Vienna\n---\n"}
    )
    two_entries.build()
    page = two_entries.page("opinion/2011/05/15/c.html")
    note = page[page.index('<p class="note">') :]
    assert '<a href="../../../index.html">Opinion</a>. Importance 7 of 10. Status: confirmed.' in note
    assert '<span class="place">Vienna</span>' in page


def test_the_sources_stand_right_below_the_text(two_entries: SiteFolder) -> None:
    sources = "sources: [{name: Gazette, url: 'https://example.org/'}]"
    two_entries.write(
        {"content/news/2011-05-15-c.md": f"---\ntitle: C\ncontexts: [Iran]\n{sources}\nstatus: s\n---\nText.\n"}
    )
    two_entries.build()
    page = two_entries.page("news/2011/05/15/c.html")
    places = [
        page.index(part)
        for part in ("Text.", 'class="sources"', 'class="note"', 'class="threads rail"', 'class="related"')
    ]
    assert places == sorted(places)


DEAD = """{"url":"https://gazette.example/1","state":"gone","since":"2031-03-03","last":"2031-03-10","days":2}
{"url":"https://crier.example/1","state":"gone","since":"2031-03-03","last":"2031-03-10","days":2,"archive":"https://a.example/1"}
{"url":"https://post.example/1","state":"gone","since":"2031-03-03","last":"2031-03-03"}
"""
DYING = """---
title: A
sources:
  - {name: Gazette, url: "https://gazette.example/1#part", archive_url: "https://archive.example/1"}
  - {name: Crier, url: "https://crier.example/1"}
  - {name: Post, url: "https://post.example/1"}
---
"""


def sources_of(site: SiteFolder) -> list[str]:
    """The lines of the sources of an entry, but for the outlets."""
    lines = said(site.page("news/2011/05/15/a.html"), ".sources li")
    return [line.partition(" All from")[0].partition(" Alle ")[0] for line in lines]


def test_dead_sources_are_marked_with_their_day_and_copy_if_the_settings_ask_for_it(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": DYING, FILE: DEAD})
    site.build()
    assert sources_of(site) == ["Gazette (archived copy)", "Crier", "Post"]
    site.write({"dateline.toml": "mark_dead_sources = true\n"})
    site.build()
    assert sources_of(site) == [
        "Gazette (no longer there on 3 March 2031, archived copy)",
        "Crier (no longer there on 3 March 2031, archived copy)",
        "Post",
    ]
    assert ' <a href="https://a.example/1">archived copy</a>)' in site.page("news/2011/05/15/a.html")


def test_marks_follow_what_is_written_down_of_sources(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": DYING, FILE: DEAD, "dateline.toml": "mark_dead_sources = true\n"})
    site.build()
    site.write({FILE: DEAD.splitlines()[0]})
    site.build()
    assert sources_of(site)[1] == "Crier"
    (site.path / FILE).unlink()
    site.build()
    assert sources_of(site) == ["Gazette (archived copy)", "Crier", "Post"]


def test_only_what_pages_show_of_dead_sources_makes_them_anew(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": DYING, FILE: DEAD, "dateline.toml": "mark_dead_sources = true\n"})
    site.build()
    site.write({FILE: DEAD.replace("2031-03-10", "2031-03-24").replace('"days":2', '"days":3')})
    assert find_inputs(site.config()).is_continued
    site.write({FILE: DEAD.replace('"last":"2031-03-03"', '"last":"2031-03-04","days":2')})
    assert not find_inputs(site.config()).is_continued


def test_headings_of_texts_have_links_to_themselves_on_their_pages_alone(site: SiteFolder) -> None:
    text = "---\ntitle: {}\ncontexts: [Port]\n---\n## Tides\n"
    pages = {"news/2011/05/15/a.html": "news/2011/05/15/a.md", "about.html": "about.md"}
    pages |= {"topics/port/index.html": "topics/port.md", "news/index.html": "news/index.md", "index.html": "index.md"}
    site.write({f"content/{file}": text.format("Port").replace("contexts: [Port]\n", "") for file in pages.values()})
    site.write({"content/news/2011/05/15/a.md": text.format("A")})
    site.build(base_url=BASE_URL, language="de")
    anchor = '<h2 id="tides">Tides <a class="anchor" href="#tides" aria-label="Link zu diesem Abschnitt"></a></h2>'
    for page in pages:
        assert anchor in site.page(page), page
    assert '<h2 id="tides">Tides</h2>' in site.page("feed.xml")
    assert site.data("news/2011/05/15/a.json")["body_html"] == '<h2 id="tides">Tides</h2>'
