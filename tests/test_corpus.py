"""Real input builds: the site that the seeds come from, and thousands of real entries in both forms."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder.core.problems import Code, errors
from tests.sites import SHARED, SiteFolder

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")


def test_the_site_that_the_seeds_come_from_builds_and_loses_no_entry(site: SiteFolder) -> None:
    shutil.copytree(SHARED / "samples/thecontext", site.path / "content", ignore=shutil.ignore_patterns("FORMAT.md"))
    files = list((site.path / "content").rglob("*.md"))
    indices = [file for file in files if file.name == "index.md"]
    built = site.build()
    assert len(built.assembled.site.entries) == len(files) - len(indices)
    assert not errors(built.report.problems)
    skipped = [problem for problem in built.report.problems if problem.code is Code.INDEX_SKIPPED]
    assert len(skipped) == len(indices) == 2
    for entry in built.assembled.site.entries:
        assert entry.title in site.data(f"{entry.id}.json")["title"]


def test_an_opinion_in_a_readme_of_its_own_folder_is_an_entry_of_that_name(site: SiteFolder) -> None:
    shutil.copytree(SHARED / "samples/thecontext/opinion", site.path / "content/opinion")
    site.build()
    assert site.data("opinion/2017/04/4/the-post-truth-and-the-context.json")["date"] == "2017-04-04"


def test_a_comma_inside_a_context_is_known_by_the_order_of_the_related_lines(site: SiteFolder) -> None:
    name = "news/2011/05/15"
    shutil.copytree(SHARED / "samples/thecontext" / name, site.path / "content" / name)
    topics = site.build().assembled.site.topics
    assert topics["los-angeles-california"].name == "Los Angeles, California"  # type: ignore[index]
    assert "california" not in topics


@pytest.mark.parametrize(("form", "number"), [("frontmatter", 10_000), ("page", 2_000)])
def test_thousands_of_real_entries_build_and_none_is_lost(site: SiteFolder, form: str, number: int) -> None:
    make = [sys.executable, str(SHARED / "corpus/make_site.py"), str(site.path / "content")]
    subprocess.run([*make, "--entries", str(number), "--form", form], check=True, capture_output=True)
    files = sorted((site.path / "content").rglob("*.md"))
    built = site.build(formats=("html",), jobs=2)
    assert {problem.code for problem in built.report.problems} <= {Code.TOPIC_NAMES}, "names that differ in a mark"
    assert len(files) == len(built.assembled.site.entries) == number
    for file in files:
        inside = file.relative_to(site.path / "content").with_suffix(".html")
        assert Path(site.output / inside).is_file()
