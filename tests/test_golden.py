"""A small site that uses everything is published byte for byte as tests/golden holds it.

There static files lie where templates name them, so that a change to one of them does not change every page.
After a change that is meant to change pages: `make golden`, and read the difference before committing it.
"""

import re
import shutil
from pathlib import Path

import pytest

from builder.core.links import strip_fingerprints
from tests.repository import committed
from tests.sites import SiteFolder, tree

HERE = Path(__file__).resolve().parent
GOLDEN = HERE / "golden"

CHANGED = "content/news/2011/05/15/a-ship-is-searched.md"
"""An entry that had another title once."""


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The golden site, built in a folder of the test's own, its static files where templates name them."""
    site = SiteFolder(tmp_path / "site")
    text = (HERE / "site" / CHANGED).read_text(encoding="utf-8")
    site.write({CHANGED: re.sub("(?m)^title: .*", "title: A ship is stopped.", text)})
    committed(site.path, "A ship", day="2011-05-16")
    shutil.copytree(HERE / "site", site.path, dirs_exist_ok=True)
    committed(site.path, "The rest", day="2011-05-31")
    site.build()
    published = tmp_path / "published"
    for name, content in site.tree().items():
        file = published / strip_fingerprints(name.encode()).decode()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(strip_fingerprints(content))
    return published


def test_the_site_is_published_as_the_golden_files_hold_it(published: Path, pytestconfig: pytest.Config) -> None:
    if pytestconfig.getoption("update_golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(published, GOLDEN)
    found, golden = tree(published), tree(GOLDEN)
    assert sorted(found) == sorted(golden), "read which files came or went, then `make golden` if that is meant"
    different = [name for name in golden if found[name] != golden[name]]
    assert not different, f"read the difference, then `make golden` if it is meant: {different}"


def test_the_golden_site_stays_small_enough_to_be_read() -> None:
    assert len(tree(GOLDEN)) < 75
