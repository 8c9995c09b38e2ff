"""How large a site is, and what is said of one that is too large."""

from typing import Any

import pytest

from builder.budget import HEAVIEST, PAGES_LIMIT, Weight, over_budget, savings, told, weigh
from builder.urls import Address
from tests.sites import SiteFolder


def sizes(**of: int) -> dict[Address, int]:
    """Files by their addresses, in which two low lines stand for a slash and one for a dot."""
    return {Address(name.replace("__", "/").replace("_", ".")): size for name, size in of.items()}


def test_the_heaviest_files_and_folders_come_first_each_folder_with_all_below_it() -> None:
    weight = weigh(sizes(index_html=7, news__2011__a_html=2, news__2011__05__b_html=3, news__2012__a_html=4))
    assert weight == Weight(
        files=4,
        size=16,
        heavy_files=(("index.html", 7), ("news/2012/a.html", 4), ("news/2011/05/b.html", 3), ("news/2011/a.html", 2)),
        heavy_folders=(("news/", 9), ("news/2011/", 5), ("news/2012/", 4)),
    )


def test_of_many_files_and_folders_only_some_are_named() -> None:
    weight = weigh({Address(f"{n:02}/a.html"): n for n in range(50)})
    assert [len(weight.heavy_files), len(weight.heavy_folders)] == [HEAVIEST, HEAVIEST]
    assert weight.heavy_folders[0] == ("49/", 49)


def test_a_weight_is_told_in_megabytes_and_as_a_share_of_what_github_pages_takes() -> None:
    lines = [*told(Weight(3, PAGES_LIMIT // 4, (("film.mp4", 200_000_000),), (("news/", 1_500),)))]
    assert lines[0] == "250.0 MB in 3 files, 25.0% of what GitHub Pages takes. The heaviest:"
    assert [line.split("  ")[-1] for line in lines[1:]] == ["film.mp4", "news/"]
    assert [line.split("  ")[-2].strip() for line in lines[1:]] == ["200.0 MB", "1.5 kB"]


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ({"formats": ("html", "md", "xml")}, "json in formats"),
        ({"formats": ("html", "json", "xml")}, "md in formats"),
        ({"formats": ("html", "json", "md")}, "xml in formats"),
        ({"topic_feeds": False}, "topic_feeds"),
        ({"search": False}, "search"),
    ],
)
def test_what_is_said_to_be_saved_are_the_files_that_are_not_there_when_it_is_turned_off(
    two_entries: SiteFolder, setting: dict[str, Any], name: str
) -> None:
    config: dict[str, Any] = {"formats": ("html", "json", "md", "xml"), "base_url": "https://example.org/"}
    with_it = {address: made.size for address, made in two_entries.build(**config).written.outputs.items()}
    without = two_entries.build(**{**config, **setting}).written.outputs
    assert savings(with_it)[name] == sum(size for address, size in with_it.items() if address not in without) > 0
    assert name not in savings({address: made.size for address, made in without.items()})


def test_a_site_that_is_too_large_is_told_what_to_turn_off_the_largest_saving_first(site: SiteFolder) -> None:
    config = site.config(budget=1)
    large = {"news/a.json": 400_000, "topics/x/feed.xml": 700_000, "index.html": 10}
    (problem,) = over_budget({Address(name): size for name, size in large.items()}, config)
    assert problem.what == "the site has 2 MB, and its budget is 1 MB"
    assert problem.cure == (
        "turn off topic_feeds, which saves 700.0 kB; or turn off json in formats, which saves 400.0 kB; "
        "or raise the setting budget if your host takes more"
    )


def test_a_site_that_stays_too_large_whatever_is_turned_off_is_told_so(site: SiteFolder) -> None:
    large = {"news/a.json": 400_000, "index.html": 1_700_000}
    (problem,) = over_budget({Address(name): size for name, size in large.items()}, site.config(budget=1))
    assert problem.cure == (
        "turn off json in formats, which saves 400.0 kB; or raise the setting budget if your host takes more; "
        "all that can be turned off leaves 1.7 MB"
    )


def test_a_site_of_exactly_its_budget_is_published(site: SiteFolder) -> None:
    assert over_budget({Address("a.html"): 1_000_000}, site.config(budget=1)) == ()
    assert over_budget({Address("a.html"): 1_000_001}, site.config(budget=1))


def test_a_site_that_did_not_change_is_judged_by_a_new_budget_too(two_entries: SiteFolder) -> None:
    two_entries.write({"content/film.mp4": bytes(3_000_000)})
    assert two_entries.run() == 0
    before = two_entries.tree()
    two_entries.write({"dateline.toml": "budget = 2\n"})
    assert two_entries.run() == 1
    assert two_entries.tree() == before
    two_entries.write({"dateline.toml": "budget = 4\n"})
    assert two_entries.run() == 0
