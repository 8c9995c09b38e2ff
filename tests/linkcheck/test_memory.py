"""What is known of addresses from one run to the next."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.config.checked_sources import FILE, State
from builder.core.dates import Date, date_of_ordinal
from builder.linkcheck.memory import KEPT, Memory
from builder.linkcheck.probe import Outcome

URL = "https://example.org/a"
DAY = Date(2031, 5, 1)
GONE = Outcome(State.GONE, "answered with status 404")
SILENT = Outcome(State.UNREACHABLE, "did not answer within 20 seconds")
GOOD = Outcome(State.GOOD)


def after(days: int) -> Date:
    """Some days after the first."""
    return date_of_ordinal(DAY.ordinal + days)


def learn(root: Path, day: int, outcome: Outcome, url: str = URL) -> None:
    """One run on a day, in which an address was asked."""
    memory = Memory(root, after(day))
    memory.learn(url, outcome)
    memory.save()


def is_dead(root: Path) -> bool:
    """Whether the address counts as dead."""
    known = Memory(root, DAY)[URL]
    return known is not None and known.is_dead


def test_a_page_is_dead_once_it_was_gone_on_two_days(tmp_path: Path) -> None:
    for day, dead in ((0, False), (0, False), (1, True)):
        learn(tmp_path, day, GONE)
        assert is_dead(tmp_path) is dead


@pytest.mark.parametrize(("days", "dead"), [((0, 0, 0), False), ((0, 7), False), ((0, 1, 2), False), ((0, 1, 7), True)])
def test_one_that_cannot_be_reached_is_dead_only_after_three_days_and_a_week(
    days: tuple[int, ...], dead: bool, tmp_path: Path
) -> None:
    for day in days:
        learn(tmp_path, day, SILENT)
    assert is_dead(tmp_path) is dead


def test_a_circle_of_redirects_never_makes_it_dead(tmp_path: Path) -> None:
    for day in range(0, 100, 10):
        learn(tmp_path, day, Outcome(State.CIRCLING, "redirects in a circle"))
    assert not is_dead(tmp_path)


def test_a_good_answer_ends_all_that_was_wrong(tmp_path: Path) -> None:
    for day, outcome in enumerate((GONE, GOOD, GONE)):
        learn(tmp_path, day, outcome)
    known = Memory(tmp_path, DAY)[URL]
    assert known
    assert (known.since, known.days, known.is_dead) == ("2031-05-03", 1, False)


@pytest.mark.parametrize(
    ("outcomes", "days"),
    [
        ([GOOD], 30),
        ([Outcome(State.REFUSED, "answered with status 403")], 30),
        ([Outcome(State.MOVED, moved="https://example.org/b")], 30),
        ([Outcome(State.PRIVATE, "leads to localhost")], 30),
        ([Outcome(State.BUSY)], 1),
        ([GONE], 1),
        ([SILENT], 1),
        ([GONE, GONE], 14),
    ],
)
def test_what_is_wrong_is_asked_again_sooner_than_what_is_good(
    outcomes: list[Outcome], days: int, tmp_path: Path
) -> None:
    assert Memory(tmp_path, DAY).is_due(URL)
    for day, outcome in enumerate(outcomes):
        learn(tmp_path, day, outcome)
    last = len(outcomes) - 1
    assert [Memory(tmp_path, after(last + n)).is_due(URL) for n in (0, days - 1, days)] == [days == 0, False, True]
    assert Memory(tmp_path, after(-1)).is_due(URL)  # a clock that was wrong


def test_only_what_is_wrong_is_committed_and_only_what_changes_is_another_line(tmp_path: Path) -> None:
    learn(tmp_path, 0, GOOD, "https://example.org/good")
    assert not (tmp_path / FILE).exists()
    learn(tmp_path, 0, Outcome(State.MOVED, moved="https://example.org/c"), "https://example.org/b")
    learn(tmp_path, 0, GONE)
    lines = (tmp_path / FILE).read_text().splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "url": URL,
            "state": "gone",
            "why": "answered with status 404",
            "since": "2031-05-01",
            "last": "2031-05-01",
        },
        {"url": "https://example.org/b", "state": "moved", "since": "2031-05-01", "moved": "https://example.org/c"},
    ]
    learn(tmp_path, 30, Outcome(State.MOVED, moved="https://example.org/c"), "https://example.org/b")
    assert (tmp_path / FILE).read_text().splitlines() == lines
    learn(tmp_path, 31, GOOD)
    learn(tmp_path, 31, GOOD, "https://example.org/b")
    assert not (tmp_path / FILE).exists()


def test_a_part_of_a_page_is_the_page(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE, f"{URL}#part")
    assert not Memory(tmp_path, DAY).is_due(URL)


def test_a_busy_host_does_not_take_back_what_is_known(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE)
    learn(tmp_path, 1, Outcome(State.BUSY))
    learn(tmp_path, 2, GONE)
    assert is_dead(tmp_path)


def test_without_the_cache_what_is_good_is_asked_again_and_what_is_wrong_is_known(tmp_path: Path) -> None:
    learn(tmp_path, 0, GOOD, "https://example.org/good")
    learn(tmp_path, 0, GONE)
    (tmp_path / KEPT).unlink()
    memory = Memory(tmp_path, DAY)
    assert (memory.is_due("https://example.org/good"), memory.is_due(URL)) == (True, False)


def test_what_git_brings_is_right_where_the_cache_says_otherwise(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE)
    committed = (tmp_path / FILE).read_bytes()
    learn(tmp_path, 1, GOOD)
    (tmp_path / FILE).write_bytes(committed)
    known = Memory(tmp_path, DAY)[URL]
    assert known
    assert known.state is State.GONE
    (tmp_path / FILE).unlink()
    learn(tmp_path, 2, Outcome(State.MOVED, moved="https://example.org/c"))
    (tmp_path / FILE).unlink()
    assert Memory(tmp_path, DAY)[URL] is None


def test_lines_that_are_damaged_are_gone_after_the_next_run(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE)
    (tmp_path / FILE).write_bytes((tmp_path / FILE).read_bytes() + b"<<<<<<< ours\n")
    learn(tmp_path, 1, GONE)
    assert is_dead(tmp_path)
    assert len((tmp_path / FILE).read_bytes().splitlines()) == 1


def test_two_runs_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    first, second = Memory(tmp_path, DAY), Memory(tmp_path, DAY)
    first.learn(URL, GONE)
    second.learn("https://example.org/b", GONE)
    first.save()
    second.save()
    assert len((tmp_path / FILE).read_text().splitlines()) == 2


def test_addresses_that_no_entry_has_any_more_are_forgotten(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE)
    learn(tmp_path, 0, GOOD, "https://example.org/good")
    memory = Memory(tmp_path, DAY)
    memory.learn("https://example.org/b", GONE)
    memory.save(["https://example.org/b"])
    assert [json.loads(line)["url"] for line in (tmp_path / FILE).read_text().splitlines()] == ["https://example.org/b"]
    assert not (tmp_path / KEPT).exists()


def test_an_archive_is_asked_again_after_a_month(tmp_path: Path) -> None:
    learn(tmp_path, 0, GONE)
    memory = Memory(tmp_path, DAY)
    assert memory.is_archive_due(URL)
    memory.learn_archive(URL, "")
    memory.save()
    assert [Memory(tmp_path, after(n)).is_archive_due(URL) for n in (29, 30)] == [False, True]
    memory.learn_archive(URL, "https://web.archive.org/web/1/a")
    memory.learn(URL, GONE)
    known = memory[URL]
    assert known
    assert known.archive == "https://web.archive.org/web/1/a"


@pytest.mark.parametrize(
    "impostor", [Path.mkdir, os.mkfifo, lambda file: file.symlink_to(file.name)], ids=["folder", "pipe", "link"]
)
def test_what_is_no_file_of_the_memory_counts_as_never_written_and_stays(
    impostor: Callable[[Path], Any], tmp_path: Path
) -> None:
    (tmp_path / KEPT).parent.mkdir()
    impostor(tmp_path / KEPT)
    before = (tmp_path / KEPT).lstat().st_ino
    learn(tmp_path, 0, GOOD)
    learn(tmp_path, 0, GONE)
    assert Memory(tmp_path, DAY).good() == []
    assert (tmp_path / FILE).is_file()
    assert (tmp_path / KEPT).lstat().st_ino == before


def test_a_memory_behind_a_link_is_neither_read_nor_written(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    learn(tmp_path / "other", 0, GOOD)
    before = (tmp_path / "other" / KEPT).read_bytes()
    (tmp_path / KEPT).parent.symlink_to((tmp_path / "other" / KEPT).parent)
    assert Memory(tmp_path, DAY).good() == []
    learn(tmp_path, 0, GOOD, f"{URL}/b")
    assert (tmp_path / "other" / KEPT).read_bytes() == before


def test_a_file_in_the_place_of_the_folder_of_the_memory_stays(tmp_path: Path) -> None:
    (tmp_path / KEPT).parent.write_text("Mine.")
    learn(tmp_path, 0, GOOD)
    assert (tmp_path / KEPT).parent.read_text() == "Mine."
