"""A site built on top of its last build: after nothing, after a small edit, and as a push finds it.

Every build that is measured is a process of its own, and starts from a build that has seen everything there was
before: the content's files are older than SETTLED then, so that their marks are believed.
"""

import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from builder.build.verify import difference
from builder.content.scan import SETTLED
from builder.output.inspect import list_files
from tests.benchmarks.content import build, build_command, replace_in, write_site
from tests.benchmarks.installed import installed
from tests.benchmarks.measure import Run, median, run
from tests.benchmarks.push import pushed, with_history
from tests.benchmarks.report import Section, mebibytes, seconds, table, took

RUNS = 5
"""How often each edit is made, each time to another entry; the median counts."""

FEWER = 3
"""How often where a build takes seconds."""

MANY = 50_000
"""Entries from which on a build takes seconds."""

_SEED = 20_110_515
_NOTHING = "nothing changed"
_WORD = "one word of a text"
_TITLE = "one title"
_CONTEXT = "one context added"
_ENTRY = "one entry added"
_TIMES = "new times on all files"
_PUSH = "a push that changes one entry"
_ANEW = "the same push, nothing kept"

BARS: Mapping[int, Mapping[str, float]] = {
    1_000: {_NOTHING: 0.10},
    10_000: {_NOTHING: 0.25, _WORD: 0.42, _TITLE: 0.42, _CONTEXT: 0.6, _ENTRY: 0.7, _PUSH: 1.0},
    83_458: {_NOTHING: 1.2, _WORD: 2.2, _TITLE: 2.2, _CONTEXT: 3.0, _ENTRY: 3.5, _PUSH: 6.0},
}
"""For a number of entries the most seconds that a build after a change may take."""

_NOTES = """\
Each line is the run with the middle wall time, of a build that starts anew as a process, and is as pip installs it from
its wheel. CPU is the processor time of
all processes, others' CPU what the rest of the machine took meanwhile. Memory is the most that all processes had at one
time. Files are those of the output that the build made or replaced. Each edit is of another entry, drawn by chance, and
stays. The context that is added is the one that most entries have. New times are what a fresh checkout has: the bytes
of all files have to be read, and nothing else needs to be done. A push changes one word of a text, and is built as the
workflow on GitHub does it: in a fresh clone of the site with its 300 commits, where all files are new, and what the
last build left was packed and unpacked again, or was lost. The bars are those that the project has set itself.

After the last change, and after the last push, the output was compared byte for byte with that of a clean build.
"""


@dataclass(frozen=True, slots=True)
class Warm:
    """What a build after one kind of change took."""

    what: str
    entries: int
    runs: tuple[Run, ...]
    written: tuple[int, ...]
    """How many files of the output were made or replaced in each run."""

    @property
    def run(self) -> Run:
        """The run that counts."""
        return median(self.runs)

    @property
    def bar(self) -> float | None:
        """The most seconds that it may take; None where nobody has said."""
        return BARS.get(self.entries, {}).get(self.what)


class Edits:
    """Small changes to a site, each to an entry that was not changed before."""

    def __init__(self, content: Path) -> None:
        self.files = sorted(content.rglob("*.md"))
        self.common = self._commonest()
        """The context that most entries have, and how many have it."""
        self._left = random.Random(_SEED).sample(self.files, len(self.files))

    def nothing(self) -> None:
        """Leave everything as it is."""

    def body(self) -> None:
        """Change one word of a text."""
        file = self._left.pop()
        replace_in(file, "\nFiled under ", "\nPut under ")

    def title(self) -> None:
        """Add a word to a title; the entry's address stays."""
        file = self._left.pop()
        title = _value(file, "title")
        _put(file, "title", f"{title} (mended)")

    def context(self) -> None:
        """Give an entry the context that most others have."""
        name, _ = self.common
        file = self._left.pop()
        while name in (contexts := _value(file, "contexts")):
            file = self._left.pop()
        _put(file, "contexts", [*contexts, name])

    def add(self) -> None:
        """Add an entry with the contexts of another one, on its day."""
        file = self._left.pop()
        new = file.with_name(f"added-{len(self._left)}.md")
        shutil.copyfile(file, new)
        _put(new, "title", f"An entry that was added beside {len(self._left)} others")

    def times(self) -> None:
        """Give every file the time of now, as a fresh checkout does."""
        for file in self.files:
            os.utime(file)

    def _commonest(self) -> tuple[str, int]:
        counts = Counter(name for file in self.files for name in _value(file, "contexts"))
        return min(counts.items(), key=lambda item: (-item[1], item[0]))


KINDS: Mapping[str, Callable[[Edits], None]] = {
    _NOTHING: Edits.nothing,
    _WORD: Edits.body,
    _TITLE: Edits.title,
    _CONTEXT: Edits.context,
    _ENTRY: Edits.add,
    _TIMES: Edits.times,
}
"""What happens between two builds."""

PUSHES: Mapping[str, bool] = {_PUSH: True, _ANEW: False}
"""The pushes, and whether what the last build left is kept for them."""


def warm_builds(sizes: Sequence[int]) -> Section:
    """Builds after small changes, for each number of entries."""
    return told([warm for entries in sizes for warm in measure(entries, FEWER if entries > MANY else RUNS)])


def measure(entries: int, runs: int) -> list[Warm]:
    """Make each kind of change several times and build after each; compare the last output with a clean build's."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        site, output = Path(folder, "site"), Path(folder, "output")
        write_site(site, entries)
        edits = Edits(site / "content")
        name, count = edits.common
        print(f'{entries:,} entries, {count:,} of them with the context "{name}"', file=sys.stderr, flush=True)
        measured = [
            _measured(what, entries, [_after(partial(change, edits), site, output) for _ in range(runs)])
            for what, change in KINDS.items()
        ]
        check(site, output)
        with_history(site)
        for what, is_kept in PUSHES.items():
            push = partial(_push, edits, site, output, is_kept)
            measured.append(_measured(what, entries, [_after(push, site, output) for _ in range(runs)]))
        check(site, output)
        return measured


def check(site: Path, output: Path) -> None:
    """End everything, saying why, if the output is not what a clean build makes."""
    shutil.rmtree(site / ".dateline")
    with tempfile.TemporaryDirectory(dir=output.parent) as clean:
        build(site, Path(clean))
        found = difference(output, Path(clean), {})
    if found:
        raise SystemExit(f"The build after the last change is not what a clean build makes: {found}")


def _after(change: Callable[[], None], site: Path, output: Path) -> tuple[Run, int]:
    """A build after a change, and how many files it wrote. Before the change everything is old, and known."""
    time.sleep(SETTLED)
    build(site, output)
    change()
    before = list_files(output)
    os.sync()
    took = run(build_command(site, output), installed())
    return took, len(list_files(output).items() - before.items())


def _push(edits: Edits, site: Path, output: Path, is_kept: bool) -> None:
    """Change one word, and push that."""
    edits.body()
    pushed(site, output, is_kept=is_kept)


def _measured(what: str, entries: int, taken: Sequence[tuple[Run, int]]) -> Warm:
    warm = Warm(what, entries, tuple(took for took, _ in taken), tuple(written for _, written in taken))
    facts = f"{seconds(warm.run.wall)}, CPU {seconds(warm.run.cpu)}, {mebibytes(warm.run.memory)}"
    print(f"{entries:,} entries, {what}: {facts}", file=sys.stderr, flush=True)
    return warm


def _value(file: Path, key: str) -> Any:
    """What the front matter of the corpus, in which every value is JSON, says for a key."""
    lines = file.read_text(encoding="utf-8").split("\n")
    return json.loads(next(line for line in lines if line.startswith(f"{key}: ")).removeprefix(f"{key}: "))


def _put(file: Path, key: str, value: object) -> None:
    old = json.dumps(_value(file, key), ensure_ascii=False)
    replace_in(file, f"\n{key}: {old}\n", f"\n{key}: {json.dumps(value, ensure_ascii=False)}\n")


def told(warm: Sequence[Warm]) -> Section:
    """What was found after each change."""
    rows = [(each.what, f"{each.entries:,}", seconds(each.run.wall), *_against_bar(each)) for each in warm]
    ratios = table(("after", "entries", "wall", "bar", "wall / bar"), rows)
    head = ("after", "entries", "wall", "CPU", "others' CPU", "memory", "files", "all runs")
    return Section(
        "Builds after a change",
        f"What a build takes, and the most that it may take:\n\n{ratios}",
        f"{table(head, map(_row, warm))}\n{_NOTES}",
    )


def _against_bar(warm: Warm) -> tuple[str, str]:
    return (seconds(warm.bar), f"{warm.run.wall / warm.bar:.2f}") if warm.bar else ("–", "–")


def _row(warm: Warm) -> tuple[str, ...]:
    counts = warm.run
    return (
        warm.what,
        f"{warm.entries:,}",
        *took(counts),
        f"{warm.written[warm.runs.index(counts)]:,}",
        ", ".join(seconds(each.wall) for each in warm.runs),
    )
