"""How good Related is and what it costs, on the 83,458 entries of ../shared/corpus: `make bench-related`.

Quality: of an entry's ten Related, how many belong to its own `story`. An editor filed it there; no ranking sees it.
Each entry's contexts are taken without the name of its own story, on all entries at once. 1,500 entries are drawn
whose story has 6 to 400 entries. An entry that has fewer than ten Related counts as if strangers filled the list;
the second share leaves those places out. The last lines are the two rankings on every such entry, without a draw.

Cost: seconds of processor time for the index and for Related of every entry; then of those entries alone that have a
context which a tenth of all entries were given. Garbage is not searched for meanwhile, as in a build.
"""

import argparse
import gc
import json
import lzma
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.config.config import RANKINGS
from builder.core.dates import parse_date
from builder.core.model import Context, Entry
from builder.core.urls import EntryId, slugify
from builder.relations.related import RelatedIndex, points, rank
from tests.sites import SHARED, entry_of, index_of

CORPUS = SHARED / "corpus/current-events-2002-2020.jsonl.xz"
LISTED = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """What a formula may look at: how many entries have each shared context, the days apart, the other's contexts."""

    counts: tuple[int, ...]
    days: int
    contexts: int


def rarity(pair: Pair) -> float:
    """A weight that falls slowly with the number of entries."""
    return math.fsum(count**-0.3 for count in pair.counts)


def worth(pair: Pair) -> int:
    """The points of the ranking `closest`."""
    return sum(map(points, pair.counts))


FORMULAS: Mapping[str, Callable[[Pair], float]] = {
    "shared contexts / (60 + days)": lambda p: len(p.counts) / (60 + p.days),
    "sum of n^-0.3, without time": rarity,
    "sum of log(N / n), without time": lambda p: sum(math.log(83_458 / n) for n in p.counts),
    "sum of 1 / n, / (60 + days)": lambda p: sum(1 / n for n in p.counts) / (60 + p.days),
    "sum of 1 / sqrt n, / (60 + days)": lambda p: sum(n**-0.5 for n in p.counts) / (60 + p.days),
    "sum of n^-0.3, / (60 + days)": lambda p: rarity(p) / (60 + p.days),
    "sum of log(N / n), / (60 + days)": lambda p: sum(math.log(83_458 / n) for n in p.counts) / (60 + p.days),
    "sum of 1 / log2 n, / (60 + days)": lambda p: sum(1 / n.bit_length() for n in p.counts) / (60 + p.days),
    "sum of n^-0.3, / (7 + days)": lambda p: rarity(p) / (7 + p.days),
    "sum of n^-0.3, / (30 + days)": lambda p: rarity(p) / (30 + p.days),
    "sum of n^-0.3, / (365 + days)": lambda p: rarity(p) / (365 + p.days),
    "sum of n^-0.3, halved each 60 days": lambda p: rarity(p) * 0.5 ** (p.days / 60),
    "sum of n^-0.3, / sqrt(10 + days)": lambda p: rarity(p) / math.sqrt(10 + p.days),
    "points / (60 + days)": lambda p: worth(p) / (60 + p.days),
    "points / (60 + days) / contexts^0.25": lambda p: worth(p) / (60 + p.days) / p.contexts**0.25,
    "points / (30 + days) / (10 + contexts)": lambda p: worth(p) / (30 + p.days) / (10 + p.contexts),
    "points / (90 + days) / (8 + contexts), same day x 1.5": lambda p: (
        worth(p) / (90 + p.days if p.days else 60) / (8 + p.contexts)
    ),
}
"""Formulas that were tried beside the two rankings; the order among equals is theirs."""


def main() -> None:
    """Print two tables in Markdown."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--seed", type=int, default=1)
    seed = arguments.parse_args().seed
    gc.disable()
    entries, stories = corpus()
    print_quality(entries, stories, seed)
    print_cost(entries)


def corpus() -> tuple[list[Entry], dict[EntryId, str]]:
    """All entries of the corpus, and the story of each that has one."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    entries, stories = [], {}
    for number, row in enumerate(rows):
        contexts = [Context(name) for name in row["contexts"] if slugify(name)]
        entry = entry_of(
            f"{slugify(row['title'], 140)}-{number}", parse_date(row["date"]), *contexts, title=row["title"]
        )
        entries.append(entry)
        if row["story"]:
            stories[entry.id] = row["story"]
    return entries, stories


def print_quality(entries: Sequence[Entry], stories: Mapping[EntryId, str], seed: int) -> None:
    """The share of Related that belong to the same story, for each formula."""
    sizes = Counter(stories.values())
    index = index_of(without_own_name(entry, stories.get(entry.id, "")) for entry in entries)
    chosen = [entry for entry in index.entries if 6 <= sizes[stories.get(entry.id, "")] <= 400]
    drawn = random.Random(seed).sample(chosen, 1500)
    print("| formula | of ten | of those listed |\n|---|---|---|")
    for ranking in RANKINGS:
        print_shares(f"`{ranking}`", [(e, rank(index, e, LISTED, ranking)) for e in drawn], stories)
    columns = zip(*(by_formula(index, entry) for entry in drawn), strict=True)
    for name, column in zip(FORMULAS, columns, strict=True):
        print_shares(name, zip(drawn, column, strict=True), stories)
    for ranking in RANKINGS:
        every = [(e, rank(index, e, LISTED, ranking)) for e in chosen]
        print_shares(f"`{ranking}`, all {len(chosen):,} entries", every, stories)


def without_own_name(entry: Entry, story: str) -> Entry:
    """The entry without the context that is its story's name."""
    return entry.with_contexts(tuple(context for context in entry.contexts if context.slug != slugify(story)))


def by_formula(index: RelatedIndex, one: Entry) -> list[list[Entry]]:
    """An entry's Related by each formula, found by comparing every pair."""
    shared: dict[int, list[int]] = defaultdict(list)
    for topic in one.topics:
        for number in index.having[topic]:
            shared[number].append(len(index.having[topic]))
    itself = index.number[one.address]
    shared.pop(itself, None)
    pairs = [
        (Pair(tuple(counts), abs(index.days[n] - index.days[itself]), len(index.entries[-1 - n].topics)), n)
        for n, counts in shared.items()
    ]
    best = [sorted([(-formula(pair), n) for pair, n in pairs])[:LISTED] for formula in FORMULAS.values()]
    return [[index.entries[-1 - n] for _, n in its] for its in best]


def print_shares(name: str, lists: Iterable[tuple[Entry, Collection[Entry]]], stories: Mapping[EntryId, str]) -> None:
    """One line of the table."""
    asked = hits = listed = 0
    for entry, related in lists:
        asked += LISTED
        listed += len(related)
        hits += sum(stories.get(other.id) == stories[entry.id] for other in related)
    print(f"| {name} | {hits / asked:.3f} | {hits / listed:.3f} |", flush=True)


def print_cost(entries: Sequence[Entry]) -> None:
    """What the index and the rankings take."""
    started = time.process_time()
    index = index_of(entries)
    print(f"\nIndex: {time.process_time() - started:.2f} s")
    everywhere = [entry.with_contexts((*entry.contexts, Context("Everywhere"))) for entry in entries[::10]]
    crowded = index_of([*everywhere, *(entry for number, entry in enumerate(entries) if number % 10)])
    print(f"\n| ranking | Related of all {len(entries):,} | of {len(everywhere):,} that have one context |")
    print("|---|---|---|")
    for ranking in RANKINGS:
        print(f"| `{ranking}` | {cost(index, entries, ranking)} | {cost(crowded, everywhere, ranking)} |", flush=True)
    kept = (*index.having.values(), *index.members.values(), *index.bits.values())
    print(f"\nMemory of the lists, sets and bits of the index: {sum(map(sys.getsizeof, kept)) / 1e6:.0f} MB")


def cost(index: RelatedIndex, entries: Iterable[Entry], ranking: str) -> str:
    """Seconds of processor time for Related of some entries, the least of three runs."""
    seconds = []
    for _ in range(3):
        started = time.process_time()
        for entry in entries:
            rank(index, entry, LISTED, ranking)
        seconds.append(time.process_time() - started)
    return f"{min(seconds):.2f} s"


if __name__ == "__main__":
    main()
