"""The script that answers searches, asked in a browser."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.search.brute import Answer, Asked, Brute
from tests.serve.browser import browser
from tests.test_crawl import served

_ASK = """async ([address, choices, wanted, enough]) => {
  const { href } = document.querySelector("link[rel=stylesheet]"); // static files lie together
  const { Index } = await import(new URL("search-index.js", href));
  window.index ??= await Index.open(async (path) => {
    const answer = await fetch(address + "search/" + path);
    if (!answer.ok) throw new Error(path);
    return answer.text();
  });
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

_TOGETHER = 20
"""Queries that are answered at once: what they find in a large site is many megabytes."""


@contextmanager
def opened(output: Path) -> Iterator[tuple[Page, str]]:
    """A tab at the search page of a published site, and the site's address."""
    with served(output) as address, browser() as launched:
        page = launched.new_page()
        page.goto(f"{address}search.html")
        yield page, address


def answers(page: Page, address: str, asked: Sequence[Asked], enough: int | None = None) -> list[Any]:
    """What the script finds; with `enough`, if that is how many bytes may be loaded for a query."""
    choices = [each.choice for each in asked]
    parts = (choices[start : start + _TOGETHER] for start in range(0, len(choices), _TOGETHER))
    return [answer for part in parts for answer in json.loads(page.evaluate(_ASK, [address, part, WANTED, enough]))]


def difference(asked: Asked, found: Any, wanted: Answer) -> str | None:
    """In what an answer is not as it has to be; None if it is."""
    if found["addresses"] != wanted.addresses:
        return f"{asked}: {len(found['addresses'])} entries instead of {len(wanted.addresses)}, or in another order"
    for name in ("years", "importance"):
        if found[name] != getattr(wanted, name):
            return f"{asked}: {name} {found[name]} instead of {getattr(wanted, name)}"
    wrong = {key: count for key, count in found["sections"].items() if count != wanted.sections.get(key, 0)}
    if wrong:
        return f"{asked}: sections {wrong}"
    of_kinds = (_wrong_topics(its, wanted) for its in found["kinds"])
    return next((f"{asked}: topics {words}" for words in of_kinds if words), None)


def _wrong_topics(found: Any, wanted: Answer) -> str | None:
    """What is not right in the topics of a kind: a count, the order, or a larger one that is missing."""
    counts = {topic["name"]: topic["count"] for topic in found["topics"]}
    wrong = {name: count for name, count in counts.items() if count != wanted.topics.get(name, 0)}
    if wrong or [*counts.values()] != sorted(counts.values(), reverse=True):
        return f"{wrong or counts}"
    least = max(found["uncounted"], [*counts.values(), *[0] * WANTED][WANTED - 1])
    missing = {
        name: count
        for name, count in wanted.topics.items()
        if count > least and wanted.kinds[name] == found["kind"] and name not in counts
    }
    return f"of kind {found['kind']} without {missing}" if missing else None


def differences(page: Page, address: str, brute: Brute, asked: list[Asked]) -> list[str]:
    """In what the answers to some queries are not as they have to be."""
    found = answers(page, address, asked)
    return differences_from(found, brute, asked)


def differences_from(found: Sequence[Any], brute: Brute, asked: Sequence[Asked]) -> list[str]:
    """The same of answers that are there already."""
    told = (difference(each, its, brute.find(each)) for each, its in zip(asked, found, strict=True))
    return [words for words in told if words]
