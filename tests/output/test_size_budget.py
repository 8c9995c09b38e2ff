"""The size report of a site, and what is said of one that is larger than its budget."""

import re
from collections.abc import Mapping
from random import Random
from typing import Any

import pytest

from builder.core.problems import Code
from builder.core.urls import Address
from builder.output.manifest import OutputFile
from builder.output.size_budget import (
    OTHER,
    PAGES_LIMIT,
    REPORTED,
    KindSize,
    SizeReport,
    check_packed,
    check_size,
    measure,
    report_lines,
    savings,
    sizes_of_kinds,
)
from builder.pages.registry import KINDS, files_by_kind, files_by_setting
from tests.sites import SiteFolder

BY_SETTING = files_by_setting(KINDS)


def files(sizes: Mapping[str, int]) -> dict[Address, OutputFile]:
    """Files of these sizes by their addresses."""
    return {Address(address): OutputFile(size, 0, b"") for address, size in sizes.items()}


def test_the_largest_files_and_folders_come_first_each_folder_with_all_below_it() -> None:
    sizes = {"index.html": 7, "news/2011/a.html": 2, "news/2011/05/b.html": 3, "news/2012/a.html": 4}
    report = measure(files(sizes), 9)
    assert report == SizeReport(
        files=4,
        size=16,
        packed=9,
        largest_files=(("index.html", 7), ("news/2012/a.html", 4), ("news/2011/05/b.html", 3), ("news/2011/a.html", 2)),
        largest_folders=(("news/", 9), ("news/2011/", 5), ("news/2012/", 4)),
    )


def test_of_many_files_and_folders_only_some_are_named() -> None:
    report = measure(files({f"{n:02}/a.html": n for n in range(50)}), 0)
    assert [len(report.largest_files), len(report.largest_folders)] == [REPORTED, REPORTED]
    assert report.largest_folders[0] == ("49/", 49)


def test_a_size_report_says_both_sizes_and_the_packed_one_as_a_share_of_what_github_pages_takes() -> None:
    report = SizeReport(3, 1_200_000_000, PAGES_LIMIT // 4, (("film.mp4", 200_000_000),), (("news/", 1_500),))
    lines = [*report_lines(report)]
    assert lines[0] == (
        "1,200.0 MB in 3 files, about 250.0 MB packed for the upload, 25.0% of what GitHub Pages takes. The heaviest:"
    )
    assert [line.split("  ")[-1] for line in lines[1:]] == ["film.mp4", "news/"]
    assert [line.split("  ")[-2].strip() for line in lines[1:]] == ["200.0 MB", "1.5 kB"]


def test_a_size_report_says_how_many_bytes_each_entry_takes_by_kind_of_page() -> None:
    kinds = (KindSize("entry", 2, 24_000), KindSize("day", 1, 3_001))
    *_, title, entry, day, whole = report_lines(SizeReport(3, 27_001, 9_000, (), (), kinds, 2))
    assert title == "Bytes for each of the 2 entries, by kind of page:"
    assert entry.split() == ["12,000", *["entry", "(24.0", "kB", "in", "2", "files)"]]
    assert day.split() == ["1,500", *["day", "(3.0", "kB", "in", "1", "file)"]]
    assert whole.split() == ["13,500", "all", "together"]


def test_files_are_told_apart_by_the_kinds_of_their_pages(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/map.html.txt": "A map."})
    outputs = two_entries.build(base_url="https://example.org/").written.outputs
    found = {kind.name: kind.files for kind in sizes_of_kinds(outputs, files_by_kind(KINDS))}
    assert (found["entry"], found["entry.json"], found["day"], found["topic"], found["topic-feed"]) == (2, 2, 2, 2, 2)
    assert found["sitemap"] == 1
    assert found[OTHER] > 1  # the map, and the theme's files
    assert sum(found.values()) == len(outputs)


@pytest.mark.parametrize(
    ("setting", "name"),
    [
        ({"formats": ("html", "md", "xml")}, "json in formats"),
        ({"formats": ("html", "json", "xml")}, "md in formats"),
        ({"formats": ("html", "json", "md")}, "xml in formats"),
        ({"topic_feeds": False}, "topic_feeds"),
        ({"search": False}, "search"),
        ({"sources": False}, "sources"),
        ({"on_this_day": False}, "on_this_day"),
    ],
)
def test_what_is_said_to_be_saved_are_the_files_that_are_not_there_when_it_is_turned_off_and_pages_save_more(
    two_entries: SiteFolder, setting: dict[str, Any], name: str
) -> None:
    two_entries.write({"content/own.json": "{}", "content/own.xml": "<a/>"})
    two_entries.write({"content/news/2011/05/17/third.md": "---\ntitle: Third\nsources: [Post]\n---\n"})
    config: dict[str, Any] = {"formats": ("html", "json", "md", "xml"), "base_url": "https://example.org/"}
    with_it = two_entries.build(**config).written.outputs
    without = two_entries.build(**{**config, **setting}).written.outputs
    saved = savings(with_it, BY_SETTING)[name]
    assert saved == sum(file.size for address, file in with_it.items() if address not in without) > 0
    assert saved <= sum(file.size for file in with_it.values()) - sum(file.size for file in without.values())
    assert name not in savings(without, BY_SETTING)


LARGE = files({"news/2011/a.json": 400_000, "topics/x/feed.xml": 700_000, "index.html": 10, "search.html": 100_000})


@pytest.mark.parametrize(
    ("html", "cure"),
    [
        (
            0,
            "turn off topic_feeds, which saves at least 700.0 kB; or turn off json in formats, which saves at least "
            "400.0 kB; or ",
        ),
        (300_000, "turn off topic_feeds, which saves at least 700.0 kB; or "),
        (700_000, "turn off topic_feeds and json in formats, which saves at least 1.1 MB; or "),
        (
            900_000,
            "turn off topic_feeds, json in formats and search, which saves at least 1.2 MB; or ",
        ),
        (
            1_100_000,
            "turn off topic_feeds, json in formats and search, which saves at least 1.2 MB, "
            "and leaves up to 1.1 MB, which may still be too much; or ",
        ),
    ],
)
def test_a_site_that_is_too_large_is_told_what_alone_is_enough_or_else_as_few_things_as_are_together(
    site: SiteFolder, html: int, cure: str
) -> None:
    config = site.config(budget=1, formats=("html",), topic_feeds=10)
    (problem,) = check_size(LARGE | files({"a.html": html}), config, BY_SETTING)
    assert problem.cure == f"{cure}set list_title = 100, or raise the setting budget"


def test_what_makes_pages_smaller_is_named_where_it_is_not_set_yet(site: SiteFolder) -> None:
    large = files({"index.html": 2_000_000})
    (problem,) = check_size(large, site.config(budget=1), BY_SETTING)
    assert problem.cure == (
        'set topic_feeds = 10 and list_title = 100 and data = ["jsonl"] in place of json in formats, or raise the '
        "setting budget"
    )
    (problem,) = check_size(large, site.config(budget=1, topic_feeds=2, list_title=90, data=("jsonl",)), BY_SETTING)
    assert problem.cure == "raise the setting budget"


def test_how_large_a_site_is_and_by_how_much_too_large_is_told_in_one_way(site: SiteFolder) -> None:
    (problem,) = check_size(files({"index.html": 42_049_000}), site.config(budget=25), BY_SETTING)
    assert problem.what == "the site has 42.0 MB, 17.0 MB more than its budget of 25 MB"
    (problem,) = check_size(files({"index.html": 1_000_001}), site.config(budget=1), BY_SETTING)
    assert problem.what == "the site has 1.0 MB, 1 B more than its budget of 1 MB"
    (problem,) = check_packed(site.config(packed_budget=1), 1_000_001)
    assert problem.what == (
        "the site has about 1.0 MB as it is packed for the upload, 1 B more than its packed_budget of 1 MB"
    )


def test_static_files_that_stay_from_the_build_before_count_in_sizes_and_budget(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    for css in ("a {}", "b {}"):
        two_entries.write({"templates/static/own.css": css})
        capsys.readouterr()
        assert two_entries.run("--sizes") == 0
    file_count = len(two_entries.tree()) - 1  # but for the list of files
    assert f" in {file_count} files, " in capsys.readouterr().out
    noise = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9FFF), k=400_000)))  # does not pack well
    two_entries.write({"templates/static/large.css": noise, "dateline.toml": "packed_budget = 1\n"})
    assert two_entries.run("--clean") == 0
    two_entries.write({"templates/static/large.css": noise[::-1]})
    assert two_entries.run() == 1
    assert two_entries.run("--clean") == 0


def test_a_site_of_exactly_its_budgets_is_published(site: SiteFolder) -> None:
    config = site.config(budget=1, packed_budget=1)
    assert check_size(files({"a.html": 1_000_000}), config, BY_SETTING) == ()
    assert check_size(files({"a.html": 1_000_001}), config, BY_SETTING)
    assert check_packed(config, 1_000_000) == ()
    assert check_packed(config, 1_000_001)


def test_a_site_that_did_not_change_is_judged_by_new_budgets_too(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    two_entries.write({"content/film.mp4": Random(1).randbytes(3_000_000)})
    assert two_entries.run() == 0
    before = two_entries.tree()
    two_entries.write({"dateline.toml": "packed_budget = 2\n"})
    assert two_entries.run() == 1
    assert two_entries.tree() == before
    for budgets, warned in (("packed_budget = 4", []), ("budget = 2", ["2 MB"]), ("budget = 1", ["1 MB"]), ("", [])):
        two_entries.write({"dateline.toml": f"{budgets}\n"})
        for _ in range(2):  # the second build has nothing to do
            capsys.readouterr()
            assert two_entries.run() == 0
            assert re.findall(r"its budget of (\d MB)", capsys.readouterr().err) == warned


def test_a_site_may_refuse_to_be_larger_than_its_budget_as_it_lies(two_entries: SiteFolder) -> None:
    settings = 'budget = 1\n[problems]\nsite-large = "{}"\n'
    two_entries.write({"content/film.mp4": bytes(3_000_000), "dateline.toml": settings.format("error")})
    assert two_entries.run() == 1
    assert not two_entries.output.exists()
    two_entries.write({"dateline.toml": settings.format("off")})
    assert two_entries.run() == 0
    assert two_entries.problems() == ()


def test_what_a_site_has_packed_is_asked_only_where_an_edit_may_make_it_too_large(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.write({"content/film.mp4": bytes(3_000_000), "dateline.toml": "packed_budget = 1\n"})
    first = two_entries.build().report
    assert 0 < first.packed < 1_000_000
    with monkeypatch.context() as patched:
        for module in ("builder.build.pipeline", "builder.incremental.inputs"):
            patched.setattr(f"{module}.packed_size", lambda *_: pytest.fail("it was packed again"))
        two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: Other\n---\n"})
        second = two_entries.build().report
        assert first.packed < second.packed < 1_000_000
        assert two_entries.run() == 0
    two_entries.write({"content/noise.mp4": Random(1).randbytes(900_000)})
    third = two_entries.build().report
    assert 900_000 < third.packed < 1_000_000
    two_entries.write({"content/more.mp4": Random(2).randbytes(200_000)})
    assert [problem.code for problem in two_entries.problems()] == [Code.SITE_TOO_LARGE]
    assert two_entries.tree().keys() >= {"noise.mp4", "film.mp4"}
