"""What searching costs, and whether it finds what it has to: `make bench-search`.

For each number of entries of ../shared/corpus: what a first query and a later one make a browser load, as a server
sends it that packs with gzip -6, and as it lies there; what making the index takes; how much longer a build after an
edit of one word is for it, or after a new entry amid all others, and how many of its files that changes; and how many
of 1,000 random queries find something else than looking at every entry does. Beside it the size of the same entries in
SQLite's FTS5.
"""

import gc
import gzip
import shutil
import sqlite3
import statistics
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path

from playwright.sync_api import Page

from builder.build.pipeline import build
from builder.config.load import load_config
from builder.content.body import plain_text
from builder.core.model import Entry
from builder.core.progress import Progress
from builder.core.urls import SEARCH_FOLDER
from builder.incremental.assemble import Assembled
from builder.incremental.inputs import find_inputs
from builder.search.index import build_index
from builder.search.indexed_text import indexed_text
from tests.benchmarks.bench import FULL
from tests.benchmarks.content import replace_in, write_site
from tests.benchmarks.report import table
from tests.search.browser_search import differences, opened
from tests.search.brute_force import BruteForce, Query, random_queries
from tests.sites import static_in, tree

QUERIES = 1_000
STATIC = ("style.css", "search.js", "search-index.js", "icon.svg")
"""What the page loads beside its own file before it reads the index."""
OPENED = ("search/index.json", "search/facets.json")
BARS = {10_000: 100_000, FULL: 150_000}
"""For a number of entries the bytes of a first query, code and ten results included; a later one has 40,000."""

_LOADED = """async ([address, choices]) => {
  const { href } = document.querySelector("link[rel=stylesheet]"); // static files lie together
  const { Index, Query } = await import(new URL("search-index.js", href));
  const get = async (path) => (await fetch(address + "search/" + path)).text();
  const opening = await Promise.all([get("index.json"), get("facets.json")]);
  const [manifest, facets] = opening.map((text) => JSON.parse(text));
  const all = [];
  for (const choice of choices) {
    const loaded = new Set();
    const index = new Index((path) => (loaded.add("search/" + path), get(path)), manifest, facets);
    const [found] = await Promise.all([index.find(choice), index.offers(new Query(choice.q))]);
    const items = await Promise.all(found.entries.slice(0, 10).map((entry) => index.show(entry)));
    const counted = await index.counted(found, items.map((item) => item.topics), choice.topics, () => 12);
    all.push([[...loaded], counted.every(({ uncounted }) => !uncounted)]);
  }
  return all;
}"""


def main() -> None:
    """Measure with 10,000 entries and with all, and print two tables in Markdown."""
    gc.disable()  # as a build does
    rows = [row for entries in BARS for row in measured(entries)]
    print(table(("", "entries", "measured", "bar"), rows))


def measured(entries: int) -> Iterable[Sequence[str]]:
    """The lines of the table for a number of entries."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        site = Path(folder, "site")
        write_site(site, entries)
        now = _built(site)[0]
        cpu, memory = _cost(now)
        brute_force = BruteForce(now.site, now.details)
        with opened(site / "output") as (page, address):
            for name, took, bar in (
                *_weights(
                    page, address, site / "output", [*random_queries(brute_force, QUERIES, seed=1)], BARS[entries]
                ),
                ("making the index, processor time", f"{cpu:.1f} s", "5 s"),
                ("making the index, memory", f"{memory / 1e6:.0f} MB", "300 MB"),
                ("random queries with a wrong answer", _wrong(page, address, brute_force), f"0 of {QUERIES:,}"),
                _edit(site, now),
                _addition(site, now),
                ("the same words in SQLite's FTS5", f"{_fts5(now) / 1e6:.1f} MB", "–"),
            ):
                yield name, f"{entries:,}", took, bar


def _built(site: Path) -> tuple[Assembled, Progress]:
    progress = Progress()
    return build(find_inputs(load_config(site)), progress).assembled, progress


def _cost(now: Assembled) -> tuple[float, int]:
    """Seconds of processor time that making the whole index takes, and the most bytes of memory that it holds.

    It is made twice, as counting the memory takes time.
    """
    words = {text.path: indexed_text(text, now.details(text)) for text in now.site.texts}
    started = time.process_time()
    build_index(now.site, words)
    took = time.process_time() - started
    tracemalloc.start()
    build_index(now.site, words)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return took, most


def _weights(
    page: Page, address: str, output: Path, queries: Sequence[Query], bar: int
) -> Iterable[tuple[str, str, str]]:
    """What queries make a browser load: the page's files and the index's once, then those of each query."""

    @cache
    def sizes(name: str) -> tuple[int, int]:
        content = (output / name).read_bytes()
        return len(gzip.compress(content, 6, mtime=0)), len(content)

    answers: list[tuple[list[str], bool]] = page.evaluate(_LOADED, [address, [each.choice for each in queries]])
    loaded = [names for names, _ in answers]
    page_files = ("search.html", *(static_in(output, name) for name in STATIC))
    once = [sum(sizes(name)[n] for name in (*page_files, *OPENED)) for n in (0, 1)]
    later = [[sum(sizes(name)[n] for name in names) for names in loaded] for n in (0, 1)]
    first = [[once[n] + each for each in later[n]] for n in (0, 1)]
    yield "first query, gzip", _spread(first[0]), f"{bar:,}"
    yield "first query, as it lies there", _spread(first[1]), "–"
    yield "later query, gzip", _spread(later[0]), "40,000"
    yield "later query, as it lies there", _spread(later[1]), "–"
    yield "queries of which the largest topics are sure", f"{sum(sure for _, sure in answers):,}", f"{len(queries):,}"


def _spread(values: Sequence[int]) -> str:
    cuts = statistics.quantiles(values, n=100)
    return f"{statistics.median(values):,.0f}; of 95 of 100 at most {cuts[94]:,.0f}; {max(values):,}"


def _edit(site: Path, now: Assembled) -> tuple[str, str, str]:
    """What changing one word of a text takes in the step `search`, and how many files of the index it changes."""
    file = site / now.site.entries[len(now.site.entries) // 2].path
    edit = partial(replace_in, file, "\nFiled under ", "\nMended under ")
    return "an edit of one word", _changed(site, edit), "0.1 s, 0.3 s"


def _addition(site: Path, now: Assembled) -> tuple[str, str, str]:
    """The same for a new entry, with all the words of another, amid all others."""
    other = site / now.site.entries[len(now.site.entries) // 2].path
    return "a new entry amid all", _changed(site, partial(shutil.copyfile, other, other.with_stem("new"))), "–"


def _changed(site: Path, edit: Callable[[], object]) -> str:
    """What the step `search` takes after an edit, and how many files of the index differ."""
    before = tree(site / "output" / SEARCH_FOLDER)
    edit()
    took = _built(site)[1].steps["search"]
    after = tree(site / "output" / SEARCH_FOLDER)
    changed = sum(before.get(name) != content for name, content in after.items()) + len(before.keys() - after.keys())
    return f"{took:.2f} s, {changed} of {len(after):,} files"


def _wrong(page: Page, address: str, brute_force: BruteForce) -> str:
    return str(len(differences(page, address, brute_force, [*random_queries(brute_force, QUERIES, seed=2)])))


def _names(entry: Entry) -> str:
    return " ".join(context.name for context in entry.contexts)


def _fts5(now: Assembled) -> int:
    """The bytes of an index by FTS5 of the same texts, which are not kept in it."""
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        file = Path(folder, "index.sqlite")
        with sqlite3.connect(file) as database:
            database.execute("create virtual table entry using fts5(title, contexts, body, content='', columnsize=0)")
            database.executemany(
                "insert into entry(rowid, title, contexts, body) values (?, ?, ?, ?)",
                (
                    (n, entry.title, _names(entry), plain_text(now.details(entry).body))
                    for n, entry in enumerate(now.site.entries, 1)
                ),
            )
            database.execute("insert into entry(entry) values ('optimize')")
        database.close()
        return file.stat().st_size


if __name__ == "__main__":
    main()
