"""Each front-matter key has a limit, so that no value can fill many pages: either its own, or what it is, as a date."""

import json
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from builder.content.read import FileParser
from builder.content.scan import SourceFile
from builder.core.problems import Code
from builder.frontmatter.key import Key
from builder.frontmatter.keys import ENTRY_KEYS, TOPIC_KEYS
from tests.sites import SiteFolder

LONGEST, MOST = 10_000, 500
"""Of all limits."""

Place = tuple[str, Key[Any], Key[Any] | None]
"""The path of a file, a key that it may have, and perhaps a part of that."""

ENTRY, TOPIC = "news/2011/05/15/a.md", "topics/a.md"

PLACES: list[Place] = [
    (path, key, part)
    for path, keys in ((ENTRY, ENTRY_KEYS), (TOPIC, TOPIC_KEYS))
    for key in keys
    for part in (None, *key.parts)
]

LONG = (
    "a" * 20_000,
    "a b " * 5_000,
    "1" * 20_000,
    "aa-" + "-".join(["abcdefgh"] * 2_500),
    "https://example.org/" + "a" * 20_000,
    "a/" * 10_000 + "a.md",
)
"""Texts that some key could take."""

NEEDED = {"sources": {"name": "Post"}, "image": {"url": "a.png"}, "correction": {"date": "2011-06-01", "note": "So."}}
"""What a value with parts needs to be one."""


def read(site: SiteFolder, path: str, **values: Any) -> tuple[Any, set[Code]]:
    """What is read of a file with some values, as far as it is published; and the codes of its problems."""
    needed = {"title": "A"} if path == TOPIC else {"title": "A", "date": "2011-05-15"}
    text = json.dumps({**needed, **values}) + "\n\nText.\n"
    result = FileParser(site.config()).parse(text.encode(), SourceFile("content/", path))
    item = result.parsed.item
    found = msgspec.to_builtins((item, result.detail)) if item and not result.parsed.publication else None
    return found, {problem.code for problem in result.parsed.problems}


def sizes(value: Any) -> Iterator[tuple[int, int]]:
    """The lengths of all texts in a value, and of all lists."""
    if isinstance(value, str):
        yield len(value), 0
    elif isinstance(value, dict):
        for each in value.values():
            yield from sizes(each)
    elif isinstance(value, list | tuple):
        yield 0, len(value)
        for each in value:
            yield from sizes(each)


def value_of(key: Key[Any], part: Key[Any] | None, written: str) -> Any:
    """A value of a key that holds a text."""
    return {**NEEDED[key.name], part.name: written} if part else written


def item_of(key: Key[Any], number: int) -> Any:
    """An item of a list of a key."""
    if key.name == "sources":
        return {"name": f"Post {number}"}
    return NEEDED.get(key.name, "orphan" if key.name == "ignore_findings" else f"a{number}")


def text_of(key: Key[Any], length: int) -> str:
    """A text of some length that a key takes."""
    if key.name == "lang":
        variants = -(-(length - 2) // 9)  # each has five to eight letters, and a hyphen
        size, more = divmod(length - 2, variants)
        return "aa" + "".join("-" + "a" * (size - (number >= more)) for number in range(variants))
    start = "https://a.b/" if "url" in key.name else ""
    return start + "a" * (length - len(start))


@pytest.mark.parametrize(("path", "key", "part"), PLACES, ids=lambda each: getattr(each, "name", None))
def test_no_key_takes_a_text_or_a_list_of_any_length(
    path: str, key: Key[Any], part: Key[Any] | None, site: SiteFolder
) -> None:
    values = [value_of(key, part, written) for written in LONG]
    values += [[value] for value in values] + [[item_of(key, number) for number in range(2_000)]]
    for value in values:
        found, _ = read(site, path, **{key.name: value})
        longest, most = (max(each) for each in zip(*sizes([found]), strict=True))
        assert longest <= LONGEST
        assert most <= MOST


@pytest.mark.parametrize(
    ("path", "key", "part"),
    [place for place in PLACES if (place[2] or place[1]).longest],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_text_is_read_up_to_the_limit_and_refused_above(
    path: str, key: Key[Any], part: Key[Any] | None, site: SiteFolder
) -> None:
    for more, is_read in ((0, True), (1, False)):
        text = text_of(part or key, ((part or key).longest or 0) + more)
        value = value_of(key, part, text)
        found, codes = read(site, path, **{key.name: [value] if key.most else value})
        assert (found is not None, Code.VALUE_TOO_LARGE in codes) == (is_read, not is_read)


@pytest.mark.parametrize(
    ("path", "key"),
    [place[:2] for place in PLACES if place[1].most and not place[2]],
    ids=lambda each: getattr(each, "name", None),
)
def test_a_list_is_read_up_to_the_limit_and_refused_above(path: str, key: Key[Any], site: SiteFolder) -> None:
    for more, is_read in ((0, True), (1, False)):
        items = [item_of(key, number) for number in range((key.most or 0) + more)]
        found, codes = read(site, path, **{key.name: items})
        assert (found is not None, Code.VALUE_TOO_LARGE in codes) == (is_read, not is_read)
