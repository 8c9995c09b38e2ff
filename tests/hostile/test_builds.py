"""What a build makes of a file grows with the file, not with its square; what would make more is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile.builds import BuildCost, build_cost
from tests.hostile.sites import SITES, entry

MOST_BYTES = 2_500
"""Bytes of output for each byte of content: a context of four bytes has a page, a feed, its data and their links."""

MOST_GROWTH = 3
"""Times as much output for twice the content. What grows with the square has four times as much; pages of contexts have
a part that does, as they name the others, which is why an entry has a hundred at most."""

GROWING = {
    "bytes of an entry of 100 contexts": 50_000,
    "contexts of one entry": 45,
    "contexts of seven entries": 45,
    "contexts of 20 entries, 100 each": 45,
    "entries of a context": 150,
    "entries of a day": 150,
    "characters of a title that many list": 900,
    "bytes of the summaries of 50 entries": 4_500,
    "sources of an entry": 200,
    "aliases of an entry": 250,
    "years that 500 entries last": 900,
    "characters of a context of 200 entries": 200,
    "links between two entries": 500,
    "entries that link to one": 150,
    "pins of an entry": 45,
    "sections of 100 entries": 150,
    "pages at the top of 100 entries": 150,
}
"""Sites with what may be multiplied, each within the limits at twice the size."""

REFUSED = {
    "bytes of an entry": (1_100_000, "text-too-large"),
    "contexts of two entries": (101, "value-too-large"),
    "characters of a title": (2_500, "value-too-large"),
    "bytes of a summary": (11_000, "value-too-large"),
    "characters of a context": (600, "value-too-large"),
    "sources of an entry": (501, "value-too-large"),
    "aliases of an entry": (501, "value-too-large"),
    "corrections of an entry": (101, "value-too-large"),
    "pins of an entry": (101, "value-too-large"),
    "wiki links of an entry": (10_000, "text-too-large"),
    "folders nested": (110, "file-name"),
}
"""Sites above the limits, and the code that they are refused by."""


def _cost(name: str, count: int, folder: Path) -> BuildCost:
    folder.mkdir()
    return build_cost(SITES[name][0](count), folder)


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_content_makes_twice_the_output_at_most(name: str, tmp_path: Path) -> None:
    (tmp_path / "least").mkdir()
    least = build_cost({"news/a.md": entry()}, tmp_path / "least").output
    once, twice = (_cost(name, GROWING[name] * times, tmp_path / str(times)) for times in (1, 2))
    assert (once.cost.outcome, twice.cost.outcome) == ("built", "built")
    assert twice.output - least < MOST_GROWTH * (once.output - least)
    assert twice.output - least < MOST_BYTES * twice.input


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_make_more_is_refused_by_name(name: str, tmp_path: Path) -> None:
    count, code = REFUSED[name]
    found = _cost(name, count, tmp_path / "a")
    assert found.cost.outcome == f"refused {code}"
    assert not found.output


def test_entries_at_both_ends_of_the_calendar_are_built(tmp_path: Path) -> None:
    assert _cost("years between two entries", 9_999, tmp_path / "a").cost.outcome == "built"


@pytest.mark.parametrize("name", ["index.html", ".dateline-files"])
def test_a_pipe_in_the_output_holds_nothing_up(name: str, tmp_path: Path) -> None:
    build_cost({"news/a.md": entry()}, tmp_path)
    (tmp_path / "output" / name).unlink()
    os.mkfifo(tmp_path / "output" / name)
    command = [sys.executable, "-m", "builder", "build", "--site", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0 or "[output-refused]" in done.stderr
