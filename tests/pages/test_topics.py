"""The pages of topics, and their strips."""

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
