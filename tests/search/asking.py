"""The script that answers searches, asked in a browser."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.search.brute import Answer, Asked, Brute
from tests.serve.browser import browser
from tests.test_crawl import served

_ASK = """async ([address, choices]) => {
  const { Index } = await import(address + "static/search-index.js");
  window.index ??= await Index.open(async (path) => {
    const answer = await fetch(address + "search/" + path);
    if (!answer.ok) throw new Error(path);
    return answer.json();
  });
  const index = window.index, answers = [];
  for (const choice of choices) {
    const found = await index.find(choice);
    const shown = await Promise.all(found.entries.map((entry) => index.show(entry)));
    answers.push({
      addresses: shown.map((item) => item.address),
      years: Object.fromEntries([...found.years].filter(([, count]) => count)),
      topics: Object.fromEntries(found.topics.map(({ name, count }) => [name, count])),
      sections: Object.fromEntries(found.sections.map(({ slug, count }) => [slug, count])),
      importance: Object.fromEntries(found.importance.map(({ least, count }) => [least, count])),
    });
  }
  return answers;
}"""


@contextmanager
def opened(output: Path) -> Iterator[tuple[Page, str]]:
    """A tab at the search page of a published site, and the site's address."""
    with served(output) as address, browser() as launched:
        page = launched.new_page()
        page.goto(f"{address}search.html")
        yield page, address


def answers(page: Page, address: str, asked: Iterable[Asked]) -> list[Any]:
    """What the script finds."""
    found: list[Any] = page.evaluate(_ASK, [address, [each.choice for each in asked]])
    return found


def difference(asked: Asked, found: Any, wanted: Answer) -> str | None:
    """In what an answer is not as it has to be; None if it is."""
    if found["addresses"] != wanted.addresses:
        return f"{asked}: {len(found['addresses'])} entries instead of {len(wanted.addresses)}, or in another order"
    for name in ("years", "importance"):
        if found[name] != getattr(wanted, name):
            return f"{asked}: {name} {found[name]} instead of {getattr(wanted, name)}"
    for name in ("topics", "sections"):
        wrong = {key: count for key, count in found[name].items() if count != getattr(wanted, name).get(key, 0)}
        if wrong:
            return f"{asked}: {name} {wrong}"
    return None


def differences(page: Page, address: str, brute: Brute, asked: list[Asked]) -> list[str]:
    """In what the answers to some queries are not as they have to be."""
    found = answers(page, address, asked)
    told = (difference(each, its, brute.find(each)) for each, its in zip(asked, found, strict=True))
    return [words for words in told if words]
