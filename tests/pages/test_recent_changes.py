"""The page of recent changes, its feeds, and corrections on the pages of entries."""

import json
from typing import Any

import pytest
from lxml import html

from builder.core.problems import Code
from builder.core.urls import Address
from builder.relations import recent_changes
from tests.repository import committed, git
from tests.sites import BASE_URL, SiteFolder, said

DAY = "content/news/2031/05/15"
NAMES = ("changes.html", "changes.xml", "changes.json")


def text(title: str, *keys: str) -> str:
    """A file."""
    return "\n".join(["---", f"title: {title}", *keys, "---", "Words.", ""])


def listed(site: SiteFolder, **settings: Any) -> list[str]:
    """What the page lists, line by line: days, kinds, entries with what is said below each."""
    site.build(**settings)
    lines = []
    for element in html.fromstring(site.page("changes.html")).cssselect("main h2, main h3, main li div, main li p"):
        words = element.xpath("string(.)") if element.tag != "div" else element.xpath("string((text() | a)[1])")
        lines.append(" ".join(str(words).split()))
    return lines


def at_work(site: SiteFolder) -> None:
    """A site on which three days of work were done."""
    site.write({f"{DAY}/{name}.md": text(name.title()) for name in ("a", "b", "gone", "merged")})
    committed(site.path, day="2031-06-01")
    site.write({f"{DAY}/a.md": text("Another"), f"{DAY}/b.md": text("B", "contexts: [ships]")})
    site.write({f"{DAY}/c.md": text("C", "lang: de"), f"{DAY}/secret.md": text("Secret", "draft: true")})
    committed(site.path, day="2031-06-02")
    (site.path / DAY / "gone.md").unlink()
    (site.path / DAY / "merged.md").unlink()
    (site.path / DAY / "secret.md").unlink()
    site.write({f"{DAY}/b.md": text("B", "contexts: [ships]", "aliases: [/news/2031/05/15/merged.html]")})
    site.write({f"{DAY}/c.md": text("C", "lang: de", "correction: {2031-06-03: It was a ship.}")})
    committed(site.path, day="2031-06-03")


def test_it_lists_what_came_was_corrected_and_was_removed_by_day(site: SiteFolder) -> None:
    at_work(site)
    assert listed(site) == [
        *("Tuesday 3 June 2031", "Corrected 1", "C", "It was a ship.", "Removed 2", "Merged", "Now: B", "Gone"),
        *("Monday 2 June 2031", "New 1", "C", "Corrected 1", "Another", "Before: “A”"),
        *("Sunday 1 June 2031", "New 2", "B", "Another"),
    ]
    assert 'href="changes.html"' in site.page("index.html")


def test_every_link_of_it_leads_to_a_page_of_the_site(site: SiteFolder) -> None:
    at_work(site)
    site.build()
    page = html.fromstring(site.page("changes.html"))
    links = {str(link.get("href")) for link in page.cssselect("main a")}
    assert links == {f"news/2031/05/15/{name}.html" for name in "abc"} | {"changes.xml"}
    assert all((site.output / link).is_file() for link in links)


def test_the_feeds_have_an_item_for_each_change_with_full_links(site: SiteFolder) -> None:
    at_work(site)
    site.build(base_url=BASE_URL)
    feed = json.loads(site.page("changes.json"))
    assert feed["feed_url"] == f"{BASE_URL}changes.json"
    assert [
        (item["title"], item["date_published"][:10], item["url"].removeprefix(BASE_URL)) for item in feed["items"]
    ] == [
        ("Corrected: C", "2031-06-03", "news/2031/05/15/c.html"),
        ("Removed: Merged", "2031-06-03", "news/2031/05/15/b.html"),
        ("Removed: Gone", "2031-06-03", "changes.html"),
        ("New: C", "2031-06-02", "news/2031/05/15/c.html"),
        ("Corrected: Another", "2031-06-02", "news/2031/05/15/a.html"),
        ("New: B", "2031-06-01", "news/2031/05/15/b.html"),
        ("New: Another", "2031-06-01", "news/2031/05/15/a.html"),
    ]
    assert "<p>Before: “A”</p>" in feed["items"][4]["content_html"]
    assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
    assert site.page("changes.xml").count("<entry>") == len(feed["items"])
    assert "changes" not in site.page("sitemap.xml")


def test_many_of_a_day_are_a_number(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent_changes, "MAX_NAMED", 1)
    monkeypatch.setattr("builder.pages.recent_changes.MAX_NAMED", 1)
    at_work(site)
    assert listed(site)[-2:] == ["Sunday 1 June 2031", "New 2"]
    assert site.data("changes.json")["items"][-1]["title"] == "New: 2"


def test_drafts_are_never_told_of(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A"), f"{DAY}/b.md": text("Secret plan", "draft: true")})
    committed(site.path, day="2031-06-01")
    site.write({f"{DAY}/b.md": text("Plan", "draft: true"), f"{DAY}/c.md": text("Idea", "published: false")})
    committed(site.path, day="2031-06-02")
    site.write({f"{DAY}/b.md": text("Plan")})
    (site.path / DAY / "c.md").unlink()
    committed(site.path, day="2031-06-03")
    site.write({f"{DAY}/a.md": text("A", "draft: true")})
    committed(site.path, day="2031-06-04")
    assert listed(site) == ["Tuesday 3 June 2031", "New 1", "Plan"]


def test_a_file_that_moved_and_changes_of_other_things_are_no_news(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A"), f"{DAY}/b.md": text("B")})
    committed(site.path, day="2031-06-01")
    (site.path / DAY / "a.md").rename(site.path / DAY / "moved.md")
    (site.path / DAY / "b.md").unlink()
    site.write({"content/news/2031/05/16/b.md": text("B", *(f"key{n}: {n}" for n in range(20)), "contexts: [ships]")})
    committed(site.path, day="2031-06-02")
    assert listed(site) == ["Sunday 1 June 2031", "New 1", "A"]


def test_what_is_not_committed_is_not_told_and_a_page_that_is_gone_is_linked_nowhere(site: SiteFolder) -> None:
    at_work(site)
    (site.path / DAY / "a.md").unlink()
    site.write({f"{DAY}/gone.md": text("Gone"), f"{DAY}/new.md": text("New")})
    lines = listed(site)
    assert "Another" not in lines
    assert "Gone" not in lines
    assert "New" not in lines


def test_without_git_it_lists_corrections_and_without_these_it_is_not_there(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A", "correction: [{2031-06-02: No.}]"), f"{DAY}/b.md": text("B")})
    assert listed(site) == ["Monday 2 June 2031", "Corrected 1", "A", "No."]
    site.write({f"{DAY}/a.md": text("A")})
    site.build()
    assert not any((site.output / name).exists() for name in NAMES)
    assert "changes" not in site.page("index.html")


def test_a_shallow_clone_tells_corrections_alone_and_says_why(site: SiteFolder) -> None:
    at_work(site)
    shallow = SiteFolder(site.path.with_name("shallow"))
    git(site.path, "clone", "--quiet", "--depth=1", f"file://{site.path}", str(shallow.path))
    assert listed(shallow) == ["Tuesday 3 June 2031", "Corrected 1", "C", "It was a ship."]
    assert [problem.code for problem in shallow.problems()] == [Code.HISTORY_MISSING]


def test_the_setting_says_how_many_days_and_whether_it_is_there(site: SiteFolder) -> None:
    at_work(site)
    assert listed(site, changes=1)[0] == "Tuesday 3 June 2031"
    assert len(site.page("changes.html").split("<h2")) == 2
    site.build(changes=0)
    assert not any((site.output / name).exists() for name in NAMES)
    assert "changes" not in site.page("index.html")


@pytest.mark.parametrize(
    ("name", "content"), [("changes.md", "# What we change\n"), ("changes.xml", "<log>What we change</log>\n")]
)
def test_a_site_may_have_a_file_of_its_own_there(site: SiteFolder, name: str, content: str) -> None:
    at_work(site)
    site.write({f"content/{name}": content})
    assert site.problems() == ()
    assert "What we change" in site.page(name.replace(".md", ".html"))
    assert not (site.output / "changes.json").exists()


def test_after_each_step_with_git_it_is_what_a_clean_build_makes(site: SiteFolder) -> None:
    at_work(site)
    site.build()
    steps = (
        ("commit", "--quiet", "--allow-empty", "-m", "Nothing"),
        ("commit", "--quiet", "--amend", "--allow-empty", "-m", "Nothing else"),
        ("checkout", "--quiet", "-b", "side", "HEAD~2"),
        ("checkout", "--quiet", "main"),
        ("reset", "--quiet", "--soft", "HEAD~2"),
        ("reset", "--quiet", "--hard"),
    )
    for step in steps:
        git(site.path, *step, day="2031-06-09")
        site.build()
        found = site.tree()
        site.build(clean=True)
        assert found == site.tree(), step
        assert "changes.html" in found


def test_a_correction_stands_on_its_entry_in_its_data_and_in_feeds(site: SiteFolder) -> None:
    keys = ("correction:", '  2011-06-01: Two & <b> "ships".', "  2011-07: None.")
    site.write({f"{DAY}/a.md": text("A", *keys)})
    site.build(formats=("html", "json", "xml"))
    page = site.page("news/2031/05/15/a.html")
    assert said(page, ".correction") == ['Correction, 1 June 2011: Two & <b> "ships".', "Correction, July 2011: None."]
    noted = [{"date": "2011-06-01", "note": 'Two & <b> "ships".'}, {"date": "2011-07", "note": "None."}]
    assert site.data("news/2031/05/15/a.json")["corrections"] == noted
    assert "<correction>\n      <date>2011-06-01</date>" in site.page("news/2031/05/15/a.xml")
    (script,) = html.fromstring(page).cssselect("script[type='application/ld+json']")
    assert json.loads(script.text or "")["correction"] == [
        {"@type": "CorrectionComment", "text": each["note"], "datePublished": each["date"]} for each in noted
    ]
    by_title = {item["title"]: item["content_html"] for item in site.data("feed.json")["items"]}
    assert "<p>Correction, 1 June 2011: Two &amp; &lt;b&gt; &quot;ships&quot;.</p>" in by_title["A"]


def test_the_page_of_an_entry_without_one_has_no_byte_for_it(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A")})
    site.build()
    assert "orrection" not in site.page("news/2031/05/15/a.html") + site.page("news/2031/05/15/a.json")
    assert Address("changes.html") not in site.tree()


def links(page: str, selector: str) -> list[str]:
    """The addresses that the links of a part of a page lead to."""
    return [link.get("href", "") for link in html.fromstring(page).cssselect(f"{selector} a")]


NOTED = (
    *("contexts: [ships]", "correction:"),
    *('- 2031-06-02: "*Two* [[ships]], see [c](c.md)."', '- 2031-06-01: "[[Nemo]]."'),
)


def test_the_note_of_a_correction_is_a_sentence_with_links(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": f"{text('A', *NOTED)}See [[B]].\n", f"{DAY}/b.md": text("B"), f"{DAY}/c.md": text("C")})
    assert [(each.code, each.place.line) for each in site.problems()] == [(Code.WIKI_UNKNOWN, 6)]
    page, there = site.page("news/2031/05/15/a.html"), ["../../../../topics/ships/", "c.html"]
    assert "Two</em>" in page
    assert said(page, ".correction")[1] == "Correction, 1 June 2031: Nemo."
    assert [link.removesuffix("index.html") for link in links(page, ".correction")] == there
    assert links(page, ".text") == ["b.html"]
    assert len(links(site.page("changes.html"), "main .note")) == 2
    assert said(site.page("news/2031/05/15/c.html"), ".mentions a") == ["A"]
    (script,) = html.fromstring(page).cssselect("script[type='application/ld+json']")
    assert [each["text"] for each in json.loads(script.text or "")["correction"]] == ["Two ships, see c.", "Nemo."]
    for address in ("feed.json", "changes.json"):
        noted = next(item["content_html"] for item in site.data(address)["items"] if "Two" in item["content_html"])
        assert [link.rpartition("/")[2] for link in links(noted, "p")][:2] == ["index.html", "c.html"]


def test_links_of_notes_follow_what_they_lead_to(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": text("A", *NOTED), f"{DAY}/c.md": text("C")})
    site.build()
    for title in ("Nemo", "B"):
        site.write({f"{DAY}/b.md": text(title)})
        site.build()
        found = site.tree()
        site.build(clean=True)
        assert found == site.tree()
        assert ("b.html" in "".join(links(site.page("changes.html"), ".note"))) == (title == "Nemo")
