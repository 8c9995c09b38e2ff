"""Search by the published script, in a browser, compared with the reference search."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.search.brute_force import Answer, BruteForce, Query
from tests.serve.browser import browser
from tests.test_crawl import served

_SCRIPT = """async ([address, choices, wanted, enough]) => {
  const { href } = document.querySelector("link[rel=stylesheet]"); // static files lie together
  const { Index } = await import(new URL("search-index.js", href));
  const { default: Stemmer } = await import(new URL("stemmers/en.js", href));
  const stemmer = new Stemmer();
  window.index ??= await Index.open(async (path) => {
    const answer = await fetch(address + "search/" + path);
    if (!answer.ok) throw new Error(path);
    return answer.text();
  }, Promise.resolve((word) => stemmer.stem(word)));
  const index = window.index, answers = [];
  index.enough = enough ?? index.enough;
  for (const choice of choices) {
    const found = await index.find(choice);
    const shown = [];
    for (let n = 0; n < found.entries.length; n += 100) // a browser refuses to fetch thousands of files at once
      shown.push(...(await Promise.all(found.entries.slice(n, n + 100).map((entry) => index.show(entry)))));
    const topics = shown.slice(0, 10).map((item) => item.topics);
    const counted = await index.counted(found, topics, choice.topics, () => wanted);
    answers.push({
      addresses: shown.map((item) => item.address),
      years: Object.fromEntries([...found.years].filter(([, count]) => count)),
      kinds: counted,
      sections: Object.fromEntries(found.sections.map(({ slug, count }) => [slug, count])),
      importance: Object.fromEntries(found.importance.map(({ least, count }) => [least, count])),
    });
  }
  return JSON.stringify(answers);
}"""

WANTED = 10
"""So many topics of each kind are wanted."""

_BATCH_SIZE = 20
"""Queries that are answered at once: what they find in a large site is many megabytes."""


@contextmanager
def opened(output: Path) -> Iterator[tuple[Page, str]]:
    """A tab at the search page of a published site, and the site's address."""
    with served(output) as address, browser() as launched:
        page = launched.new_page()
        page.goto(f"{address}search.html")
        yield page, address


def answers(page: Page, address: str, queries: Sequence[Query], max_bytes: int | None = None) -> list[Any]:
    """What the script finds; `max_bytes` are those that may be loaded for a query, if not the script's own limit."""
    choices = [query.choice for query in queries]
    batches = (choices[start : start + _BATCH_SIZE] for start in range(0, len(choices), _BATCH_SIZE))
    return [
        answer
        for batch in batches
        for answer in json.loads(page.evaluate(_SCRIPT, [address, batch, WANTED, max_bytes]))
    ]


def difference(query: Query, answer: Any, expected: Answer) -> str | None:
    """How an answer differs from the expected one; None if it does not."""
    if answer["addresses"] != expected.addresses:
        return f"{query}: {len(answer['addresses'])} entries instead of {len(expected.addresses)}, or in another order"
    for name in ("years", "importance"):
        if answer[name] != getattr(expected, name):
            return f"{query}: {name} {answer[name]} instead of {getattr(expected, name)}"
    wrong_counts = {key: count for key, count in answer["sections"].items() if count != expected.sections.get(key, 0)}
    if wrong_counts:
        return f"{query}: sections {wrong_counts}"
    topic_messages = (_wrong_topics(kind, expected) for kind in answer["kinds"])
    return next((f"{query}: topics {message}" for message in topic_messages if message), None)


def _wrong_topics(kind: Any, expected: Answer) -> str | None:
    """What is wrong with the topics of a kind: a count, the order, or a larger one that is missing."""
    counts = {topic["name"]: topic["count"] for topic in kind["topics"]}
    wrong_counts = {name: count for name, count in counts.items() if count != expected.topics.get(name, 0)}
    if wrong_counts or [*counts.values()] != sorted(counts.values(), reverse=True):
        return f"{wrong_counts or counts}"
    uncounted_limit = max(kind["uncounted"], [*counts.values(), *[0] * WANTED][WANTED - 1])
    missing = {
        name: count
        for name, count in expected.topics.items()
        if count > uncounted_limit and expected.kinds[name] == kind["kind"] and name not in counts
    }
    return f"of kind {kind['kind']} without {missing}" if missing else None


def differences(page: Page, address: str, brute_force: BruteForce, queries: list[Query]) -> list[str]:
    """How the answers to some queries differ from the expected ones."""
    results = answers(page, address, queries)
    return differences_from(results, brute_force, queries)


def differences_from(results: Sequence[Any], brute_force: BruteForce, queries: Sequence[Query]) -> list[str]:
    """The same for answers that were asked for before."""
    messages = (
        difference(query, result, brute_force.find(query)) for query, result in zip(queries, results, strict=True)
    )
    return [message for message in messages if message]
