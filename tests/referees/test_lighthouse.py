"""Lighthouse gives every kind of page all points."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.referees.host import hosting
from tests.referees.lighthouse import Lighthouse, at_work, lost
from tests.referees.published import SEEN, Sites, heaviest

TRIES = 5
"""Runs of which one has to have the points of a category: a phone is simulated by the time that this machine takes."""


@pytest.fixture(scope="module")
def lighthouse(modules: Path) -> Iterator[Lighthouse]:
    """Lighthouse, at work; skipped where npm's packages are not installed."""
    with at_work() as judging:
        yield judging


@pytest.mark.parametrize("kind", SEEN)
def test_lighthouse_gives_a_page_all_points(kind: str, lighthouse: Lighthouse, sites: Sites) -> None:
    _, address = heaviest(sites, kind)[0]
    short: dict[str, str] = {}
    for _ in range(TRIES):
        short = lost(lighthouse.judge(address, short))
        if not short:
            return
    pytest.fail("\n".join(short.values()))


def test_lighthouse_takes_points_from_a_page_that_lacks_something(lighthouse: Lighthouse, tmp_path: Path) -> None:
    page = "<!doctype html><p style='color: #eee'>Words</p>"
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    with hosting(tmp_path) as host:
        short = "\n".join(lost(lighthouse.judge(host)).values())
    assert "points for accessibility" in short
    assert "points for seo" in short


FORGETFUL = """
import pathlib, sys, time
for address in sys.stdin:
    if pathlib.Path(sys.argv[1]).exists():
        print('{"page": "' + address.strip() + '"}', flush=True)
    else:
        pathlib.Path(sys.argv[1]).touch()
        time.sleep(1000) if sys.argv[2] == "waits" else sys.exit()
"""


@pytest.mark.parametrize("what", ["waits", "ends"])
def test_lighthouse_is_asked_anew_where_it_does_not_answer(tmp_path: Path, what: str) -> None:
    command = [sys.executable, "-c", FORGETFUL, str(tmp_path / "asked"), what]
    lighthouse = Lighthouse(command, patience=2, to_end=0.5)
    assert lighthouse.judge("first") == {"page": "first"}
    assert lighthouse.judge("second") == {"page": "second"}
    lighthouse.end()


def test_lighthouse_that_never_answers_is_told_with_the_page() -> None:
    lighthouse = Lighthouse([sys.executable, "-c", "import time; time.sleep(1000)"], patience=0.1, to_end=0.5)
    with pytest.raises(AssertionError, match="does not answer at page"):
        lighthouse.judge("page")
    lighthouse.end()
