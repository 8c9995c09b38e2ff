"""What many pages show."""

import gc

import pytest

from builder.pages.shared import Pieces
from tests.sites import SiteFolder

LONG = "The first ship leaves the harbour at noon"


@pytest.fixture
def long_titles(site: SiteFolder) -> SiteFolder:
    """Two entries of one topic with a title of more than twenty characters; one mentions the other."""
    text = f"---\ntitle: {LONG}\ncontexts: [Quay]\n---\n"
    site.write({"content/news/2011/05/15/a.md": text, "content/news/2011/05/16/b.md": f"{text}[it](../15/a.md)"})
    return site


def test_lists_show_as_much_of_a_title_as_the_settings_say(long_titles: SiteFolder) -> None:
    long_titles.build(list_title=20)
    for address in ("topics/quay/index.html", "news/2011/05/15/index.html", "index.html"):
        assert ">The first ship…</a>" in long_titles.page(address)
        assert LONG not in long_titles.page(address)
    page = long_titles.page("news/2011/05/15/a.html")
    related = page.partition("Related")[2].partition("Cite and share")[0]
    assert related.count(">The first ship…</a>") == 2  # the other one, and its mention
    assert LONG not in related


def test_an_entrys_own_page_feeds_and_data_have_its_whole_title(long_titles: SiteFolder) -> None:
    long_titles.build(list_title=20)
    assert f"<h1>{LONG}</h1>" in long_titles.page("news/2011/05/15/a.html")
    assert long_titles.page("topics/quay/feed.xml").count(f"<title>{LONG}</title>") == 2
    assert long_titles.data("news/2011/05/15/a.json")["title"] == LONG
    assert [each["title"] for each in long_titles.data("topics/quay/index.json")["entries"]] == [LONG, LONG]


def test_without_pages_of_days_in_all_years_nothing_leads_to_them(site: SiteFolder) -> None:
    site.write({f"content/news/201{n}/05/15/a.md": f"---\ntitle: E{n}\n---\n" for n in range(3)})
    site.build(on_this_day=False)
    assert not any("on-this-day" in address or b"on-this-day" in page for address, page in site.tree().items())
    site.build()
    assert "on-this-day/05/15.html" in site.page("news/2011/05/15/index.html")


def pieces_in_memory() -> int:
    """How many there are once all garbage is gone; each has a whole site."""
    gc.collect()
    return sum(isinstance(each, Pieces) for each in gc.get_objects())


def test_nothing_of_a_site_stays_in_memory_once_it_is_built(long_titles: SiteFolder) -> None:
    before = pieces_in_memory()
    long_titles.build()
    assert pieces_in_memory() == before
