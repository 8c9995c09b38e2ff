"""Publishing into a bucket: all of a site, and then one changed word. The bucket is moto's server on this machine."""

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.content.scan import SETTLED
from tests.benchmarks.content import build, build_command, replace_in, write_site
from tests.benchmarks.installed import dateline, installed
from tests.benchmarks.measure import Run, median, run
from tests.benchmarks.report import Section, seconds, table, took
from tests.publishing.s3_server import BUCKET, S3Server, s3_server

RUNS = 3
"""How often one word is changed, each time in another entry."""

LIMIT = 1.0
"""Seconds that publishing may take beside the build, after one word of 10,000 entries was changed."""

REQUESTS = 4
"""How many requests may go beyond those for the files that changed."""

_NOTES = """\
The server runs in another process of the same machine, which has no network between them: what is left is what Dateline
does, and what the server needs. A changed word is built first, so that publishing finds nothing to build.
"""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a site took."""

    entries: int
    first: Run
    """All of it."""
    word: Run
    """One changed word, with the build that finds nothing to do."""
    beside: Run
    """A build that finds nothing to do, alone."""
    files: int
    """Files that one word changed."""
    requests: int
    """What it asked beyond these."""


def publications(sizes: Sequence[int]) -> Section:
    """Sites of these numbers of entries, published."""
    return told([measure(entries) for entries in sizes])


def measure(entries: int) -> Published:
    """Publish a site, and publish it again after one word of it was changed."""
    with tempfile.TemporaryDirectory(prefix="dateline-publish-") as folder, s3_server() as server:
        site = Path(folder)
        write_site(site, entries)
        build(site, site / "output")
        first = run(_command(site, server), installed())
        files = random.Random(entries).sample(sorted((site / "content").rglob("*.md")), RUNS)
        after = [_after_a_word(file, site, server) for file in files]
        word = median([taken for taken, _, _ in after])
        _, written, requests = next(each for each in after if each[0] is word)
        beside = median([run(build_command(site, site / "output"), installed()) for _ in range(RUNS)])
        print(f"{entries:,} entries, one word published: {seconds(word.wall)}", file=sys.stderr, flush=True)
        return Published(entries, first, word, beside, written, requests)


def _command(site: Path, server: S3Server) -> Sequence[str]:
    values = [f"{name}={value}" for name, value in server.environment.items()]
    return ["env", *values, *dateline("publish", f"s3://{BUCKET}/site", "--site", f"{site}")]


def _after_a_word(file: Path, site: Path, server: S3Server) -> tuple[Run, int, int]:
    """What publishing takes after a word was changed, how many files it uploads, and what it asks beyond that."""
    replace_in(file, "\nFiled under ", "\nPut under ")
    time.sleep(SETTLED)
    build(site, site / "output")
    server.asked.clear()
    taken = run(_command(site, server), installed())
    uploads = [what for what in server.asked if what.startswith("PUT ") and ".dateline-published" not in what]
    return taken, len(uploads), len(server.asked) - len(uploads)


def told(published: Sequence[Published]) -> Section:
    """What was found with each number of entries."""
    rows = [
        (
            f"{each.entries:,}",
            f"{each.files:,}",
            f"{each.requests:,}",
            f"{REQUESTS}",
            seconds(each.word.wall - each.beside.wall),
            seconds(LIMIT) if each.entries <= 10_000 else "–",
        )
        for each in published
    ]
    ratios = table(("entries", "files of one word", "requests more", "at most", "beside the build", "bar"), rows)
    head = ("what", "entries", "wall", "CPU", "others' CPU", "memory")
    figures = [
        (what, f"{each.entries:,}", *took(taken))
        for each in published
        for what, taken in (("all of it", each.first), ("one word", each.word), ("a build of nothing", each.beside))
    ]
    return Section("dateline publish", ratios, f"{table(head, figures)}\n{_NOTES}")
