"""Lighthouse gives every kind of page all points."""

from pathlib import Path

import pytest

from tests.referees.host import hosting
from tests.referees.lighthouse import judged, lost
from tests.referees.published import SEEN, Sites, heaviest

TRIES = 3
"""Runs of which one has to have the points: a phone is simulated by the time that this machine takes."""


@pytest.mark.parametrize("kind", SEEN)
def test_lighthouse_gives_a_page_all_points(kind: str, modules: Path, sites: Sites) -> None:
    _, address = heaviest(sites, kind)[0]
    short: list[str] = []
    for _ in range(TRIES):
        short = lost(judged(modules, address))
        if not short:
            return
    pytest.fail("\n".join(short))


def test_lighthouse_takes_points_from_a_page_that_lacks_something(modules: Path, tmp_path: Path) -> None:
    page = "<!doctype html><p style='color: #eee'>Words</p>"
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(page, encoding="utf-8")
    with hosting(tmp_path) as host:
        short = "\n".join(lost(judged(modules, host)))
    assert "points for accessibility" in short
    assert "points for seo" in short
