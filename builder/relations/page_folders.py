"""Folders of pages: the folders of content/ in whose section no file has a date, as a tree. Each has a page of its own.

    PageFolder("manual/index.html", "Manual", (
        Page("content/manual/faq.md", ...),
        PageFolder("manual/start/index.html", "Start", (Page("content/manual/start/tutorial.md", ...),)),
    ))

The order in a folder is that of the key `order`, and then that of the titles. What is read after what in all of the
tree follows from it: a folder, what is in it, the next folder.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from builder.config.config import Config
from builder.core.model import Page, TopicFile
from builder.core.record import Frozen
from builder.core.text import collation_key
from builder.core.urls import Address, Slug, slugify

_INDEX = "index.html"
_DIGITS = 12


class PageFolder(Frozen, frozen=True, dict=True):
    """A folder of pages."""

    address: Address
    """Where its page lies: `manual/start/index.html`."""
    name: str
    """What it is called without an index.md: as on the disk."""
    members: "tuple[Page | PageFolder, ...]" = ()
    """Its pages and folders, by address."""
    index: Page | None = None
    """The text of its index.md."""

    @property
    def title(self) -> str:
        """That of its index.md; without one, its name."""
        return self.index.title if self.index else self.name

    @cached_property
    def items(self) -> "tuple[Page | PageFolder, ...]":
        """Its pages and folders, in their order. Every page has the menu, and that needs no order of what is inside."""
        return tuple(sorted(self.members, key=_order))

    @cached_property
    def places(self) -> "Mapping[Address, PagePlace]":
        """Where its own page and each inside of it stands, of a topmost folder."""
        read = [*_in_order(self)]
        found: dict[Address, PagePlace] = {}
        for number, (item, above) in enumerate(read):
            previous = read[number - 1][0] if number else None
            following = read[number + 1][0] if number + 1 < len(read) else None
            found[item.address] = PagePlace(above, previous, following)
        return found

    @property
    def shown(self) -> "list[tuple[Address, str]]":
        """The addresses and titles of the folder and all that is in it, in the order in which they are read."""
        return [(item.address, item.title) for item, _ in _in_order(self)]


class PagePlace(Frozen, frozen=True):
    """Where a page, or that of a folder, stands among the others."""

    above: tuple[PageFolder, ...] = ()
    """The folders that it lies in, the topmost first."""
    previous: Page | PageFolder | None = None
    """What is read before it, in the same topmost folder."""
    next: Page | PageFolder | None = None
    """What is read after it."""


def page_folders(pages: Iterable[Page], sections: Collection[Slug], config: Config) -> tuple[PageFolder, ...]:
    """The topmost folders of pages, in the order of their addresses; `sections` are those that have entries."""
    within: dict[str, list[Page]] = defaultdict(list)
    names: dict[str, str] = {}
    for page in pages:
        folder = page.address.rpartition("/")[0]
        if folder and not isinstance(page, TopicFile) and folder.partition("/")[0] not in sections:
            within[folder].append(page)
            names |= {path: name for path, name in _names_of_folders(page, folder, config) if path not in names}
    inner: dict[str, list[str]] = defaultdict(list)
    for path in names:
        inner[path.rpartition("/")[0]].append(path)

    def made(path: str) -> PageFolder:
        address = Address(f"{path}/{_INDEX}")
        index = next((page for page in within[path] if page.address == address), None)
        members: tuple[Page | PageFolder, ...] = (
            *(page for page in within[path] if page is not index),
            *map(made, inner[path]),
        )
        return PageFolder(address, _title(names[path]), members, index)

    return tuple(map(made, sorted(inner[""])))


def _names_of_folders(page: Page, folder: str, config: Config) -> Iterator[tuple[str, str]]:
    """The folders that a page lies in, by the paths of their addresses, with the names that they have on the disk."""
    written = [name for name in page.path.removeprefix(config.content_prefix).split("/")[:-1] if slugify(name)]
    parts = folder.split("/")
    for depth, name in enumerate(written, 1):
        yield "/".join(parts[:depth]), name


def _title(name: str) -> str:
    """The title that a folder has by its name: `coming-from` is "Coming from"."""
    plain = name.replace("_", " ")
    return plain if " " in name.strip() or not name.islower() else plain.replace("-", " ").capitalize()


def _order(item: Page | PageFolder) -> tuple[bool, float, bool, str, str]:
    text = item.index if isinstance(item, PageFolder) else item
    order = text.order if text else None
    return order is None, order or 0, isinstance(item, PageFolder), _natural(item.title), item.address


def _natural(title: str) -> str:
    """The sort key of a title, with numbers by their value: Step 2 comes before Step 10."""
    return re.sub(r"\d+", lambda number: number[0].zfill(_DIGITS), collation_key(title))


def folders_in(folders: Iterable[Page | PageFolder]) -> Iterator[PageFolder]:
    """These folders and all below them, each before what is in it."""
    for folder in folders:
        if isinstance(folder, PageFolder):
            yield folder
            yield from folders_in(folder.members)


def _in_order(
    folder: PageFolder, above: tuple[PageFolder, ...] = ()
) -> Iterator[tuple[Page | PageFolder, tuple[PageFolder, ...]]]:
    """A folder and all that is in it, as it is read, each with the folders that it lies in."""
    yield folder, above
    inside = (*above, folder)
    for item in folder.items:
        if isinstance(item, PageFolder):
            yield from _in_order(item, inside)
        else:
            yield item, inside
