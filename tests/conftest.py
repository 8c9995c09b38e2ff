"""What many tests need: a site folder made of texts, built in the test's own folder."""

import gc
import os
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, BrowserContext, Page

from builder.build.pipeline import build
from builder.config.load import load_config
from builder.incremental.inputs import find_inputs
from tests.memory_disk import use_memory_disk
from tests.needs import NEEDS, need_of, needs_posix
from tests.serve.browser import browser
from tests.shared import made_once
from tests.sites import BASE_URL, ROOT, SiteFolder

collect_ignore = (
    [f"cli/test_{name}.py" for name in ("authoring", "progress_bar", "prompts", "topics")] + ["hostile/test_inputs.py"]
    if sys.platform == "win32"
    else []
)
"""Modules that Windows cannot load: it has no terminals like those of POSIX, and no limits of memory."""

ROOM = 2 * 1024**3
"""The bytes that a whole run may need in memory."""

A_MINUTE = 60.0

# A submission is judged by the same values each time; those at a desk, and the soak, find new ones.
hypothesis.settings.register_profile("development", deadline=None, max_examples=100)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, print_blob=True, derandomize=True)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5_000, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "development")


def pytest_configure() -> None:
    """Put the folders of tests in memory where there is room."""
    use_memory_disk(ROOM)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes the golden site anew instead of comparing it."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
    parser.addoption("--steps", default=200, help="how many random steps test_law.py takes")
    parser.addoption("--every", default=10, help="of how many entries of ../shared/corpus test_short_ways.py takes one")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Each test has the marker of what it needs; one that needs what Windows has not is skipped there."""
    if isinstance(item, pytest.Function):
        item.add_marker(need_of(item))
        if sys.platform == "win32" and needs_posix(item):
            item.add_marker(pytest.mark.skip("Windows has not what this test needs"))


def pytest_collection_finish() -> None:
    """What was loaded and collected stays to the end: looking for garbage in it again and again only takes time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_teardown() -> None:
    """Look for garbage anew: a command that a test has run here has switched that off, as a command ends soon."""
    gc.enable()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say after a long run how many seconds the tests of each marker took, with what they share."""
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "duration")]
    if sum(report.duration for report in reports) < A_MINUTE:
        return
    terminalreporter.section("seconds of all workers, by marker")
    for need in NEEDS:
        took = [report.duration for report in reports if need in report.keywords]
        terminalreporter.write_line(f"{sum(took):8.0f} s  {need}")


@pytest.fixture
def site(tmp_path: Path) -> SiteFolder:
    """An empty site folder."""
    return SiteFolder(tmp_path / "site")


@pytest.fixture
def two_entries(site: SiteFolder) -> SiteFolder:
    """A site of two entries that share the context Iran."""
    site.write(TWO_ENTRIES)
    return site


TWO_ENTRIES: Mapping[str, str] = {
    "content/news/2011/05/15/first.md": "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nOne.\n",
    "content/news/2011/05/16/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nTwo.\n",
}


@pytest.fixture(scope="session")
def own_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The repository's own site, published with all formats and a base URL; to be read only."""
    return made_once(tmp_path_factory, worker_id, "own-site", partial(_publish, base_url=BASE_URL))


@pytest.fixture(scope="session")
def hosted_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder in which the same site lies as `repo`, published without a base URL; to be read only."""
    return made_once(tmp_path_factory, worker_id, "hosted", lambda folder: _publish(folder / "repo", base_url=None))


def _publish(output: Path, *, base_url: str | None) -> None:
    build(find_inputs(replace(load_config(ROOT), output=output, base_url=base_url), remember=False, clean=True))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser, one for all tests. Its event loop runs from then on: tests with one of their own need a thread."""
    with browser() as launched:
        yield launched


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A window for the tabs of all tests. It has one that stays open: who opens the first one waits for much else."""
    context = chromium.new_context(viewport={"width": 1200, "height": 800})
    context.new_page()
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A tab of its own, of which nothing is left behind."""
    page = window.new_page()
    origins: set[str] = set()
    page.on("framenavigated", lambda frame: origins.add("{0.scheme}://{0.netloc}".format(urlsplit(frame.url))))
    yield page
    first, *others = window.pages
    for tab in others:
        tab.close()
    session = window.new_cdp_session(first)
    for origin in origins:
        session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()
    window.clear_cookies()
