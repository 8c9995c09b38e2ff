"""The pages of days, months and years: what lasts is listed on its later dates too."""

from tests.sites import SiteFolder, said

SHORT = "content/news/2011/05/30/fair.md"
LONG = "content/news/2011/05/2/works.md"


def lasting(site: SiteFolder) -> None:
    """Build a site of a fair of three days, and of road works until the next year."""
    site.write(
        {
            SHORT: "---\ntitle: A fair\nend: 2011-06-01\ncontexts: [harbour]\n---\n",
            LONG: "---\ntitle: Road works\nend: 2012-02\n---\n",
            "content/news/2011/06/1/other.md": "---\ntitle: Other\n---\n",
        }
    )
    site.build(formats=("html", "json", "md"))


def test_what_lasts_a_week_at_most_is_listed_on_each_of_its_days(site: SiteFolder) -> None:
    lasting(site)
    assert said(site.page("news/2011/05/30/index.html"), "h3") == ["A fair until 1 June 2011"]
    for day in ("05/31", "06/1"):
        assert said(site.page(f"news/2011/{day}/index.html"), ".lasting li") == ["A fair 30 May 2011 – 1 June 2011"]
    assert said(site.page("on-this-day/05/31.html"), ".titles li") == ["A fair 30 May 2011 – 1 June 2011"]
    assert not (site.output / "news/2011/06/2").exists()


def test_what_lasts_longer_is_listed_on_its_first_and_last_date_alone(site: SiteFolder) -> None:
    lasting(site)
    assert said(site.page("news/2011/05/2/index.html"), "h3") == ["Road works until February 2012"]
    assert not (site.output / "news/2011/05/3").exists()
    assert said(site.page("news/2012/02/index.html"), ".titles li") == ["Road works 2 May 2011 – February 2012"]
    assert said(site.page("news/2012/index.html"), ".lines a") == ["Road works"]


def test_a_month_lists_what_began_before_it_and_counts_it_once(site: SiteFolder) -> None:
    lasting(site)
    june = site.page("news/2011/06/index.html")
    assert said(june, ".titles li") == ["Other", "A fair 30 May 2011 – 1 June 2011"]
    assert said(june, ".tally") == ["2 entries"]
    assert said(site.page("news/index.html"), ".tally") == ["3 entries in 2 years"]
    assert "A fair" in " ".join(said(site.page("news/2011/index.html"), "section:last-of-type .lines"))


def test_the_front_page_has_what_lasts_on_its_first_day_alone(site: SiteFolder) -> None:
    lasting(site)
    front = site.page("index.html")
    assert front.count("A fair") == 1
    assert "A fair until 1 June 2011" in " ".join(said(front, "h3"))


def test_a_days_data_tell_what_lasts_from_what_is_of_the_day(site: SiteFolder) -> None:
    lasting(site)
    day = site.data("news/2011/05/31/index.json")
    assert day["entries"] == []
    assert [(entry["title"], entry["end"]) for entry in day["lasting"]] == [("A fair", "2011-06-01")]
    assert (day["previous"], day["next"]) == ("2011-05-30", "2011-06-01")
    assert "lasting" not in site.data("news/2011/05/30/index.json")
    assert "A fair" in site.page("news/2011/05/31/index.md")


def test_an_entry_that_lasts_says_until_when_on_its_page_and_in_its_data(site: SiteFolder) -> None:
    lasting(site)
    page = site.page("news/2011/05/30/fair.html")
    assert said(page, ".dateline") == ["Monday 30 May 2011 – 1 June 2011"]
    assert '<a href="../../06/1/index.html">1 June 2011</a>' in page
    assert '"temporalCoverage":"2011-05-30/2011-06-01"' in page
    assert site.data("news/2011/05/30/fair.json")["end"] == "2011-06-01"
    assert site.data("topics/harbour/index.json")["entries"][0]["end"] == "2011-06-01"


def test_feeds_say_until_when_an_entry_lasts(site: SiteFolder) -> None:
    lasting(site)
    feed = site.page("feed.xml")
    assert '<ev:enddate xmlns:ev="http://purl.org/rss/1.0/modules/event/">2011-06-01</ev:enddate>' in feed
    assert "&lt;p&gt;30 May 2011 – 1 June 2011&lt;/p&gt;" in feed
    ends = {item["title"]: item.get("_dateline") for item in site.data("feed.json")["items"]}
    assert ends == {"A fair": {"end": "2011-06-01"}, "Road works": {"end": "2012-02"}, "Other": None}
