"""What tests of front matter share: readers of it, and what they noted."""

from typing import Any

from builder.core.problems import Code
from builder.frontmatter.key import Key
from builder.frontmatter.keys import TEXT_KEYS, key_mapping
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split


def reader(yaml: str, mapping: KeyMapping | None = None) -> FrontMatterReader:
    """A reader of a front matter whose first key stands on line 2."""
    return FrontMatterReader(split(f"---\n{yaml}\n---\n", "x.md").front, mapping or key_mapping(), "x.md")


def key(name: str) -> Key[Any]:
    """A key of entries."""
    return next(key for key in TEXT_KEYS if key.name == name)


def noted(front: FrontMatterReader) -> list[tuple[Code, int]]:
    """The codes and lines of the problems so far."""
    return [(problem.code, problem.place.line) for problem in front.problems]
