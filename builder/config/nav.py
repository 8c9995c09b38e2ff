"""The setting `nav`: what stands in the menu, in which order, and what is grouped there.

    nav = ["news", "topics", "manual/", {More = ["about.md", "faq.md"]}, {Code = "https://example.org/code"}]

As in MkDocs, an item has words of its own where it stands in a table: https://www.mkdocs.org/user-guide/configuration/#nav.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.config.setting import Locate
from builder.core.json_schema import TEXT, any_of, list_of, table_of, takes
from builder.core.problems import NOWHERE, Place
from builder.core.record import Frozen
from builder.core.urls import is_web, scheme

_ITEM = any_of(TEXT, table_of(TEXT))


class NavItem(Frozen, frozen=True):
    """An item of the menu, or a group of some: `NavItem("manual/")`, `NavItem(words="More", items=(...))`."""

    target: str = ""
    """What it leads to, as the settings write it; empty of a group."""
    words: str = ""
    """What it is called; empty where it is called as what it leads to."""
    items: tuple["NavItem", ...] = ()
    """What is in a group."""
    place: Place = NOWHERE
    """Where the settings have their list."""

    @property
    def links(self) -> "Iterator[NavItem]":
        """The item, or those of a group."""
        if self.items:
            yield from self.items
        else:
            yield self


@takes(list_of(any_of(TEXT, table_of(any_of(TEXT, list_of(_ITEM))))))
def check_nav(value: Any) -> tuple[NavItem, ...]:
    """Check the setting: what its items lead to is not known yet."""
    if not isinstance(value, list):
        raise ValueError('must be a list, such as ["news", "manual/", {More = ["about.md"]}]')
    items = tuple(_item(each, may_be_group=True) for each in value)
    counts = Counter((link.target.strip("/"), link.words) for item in items for link in item.links)
    if twice := next((target for (target, _), number in counts.items() if number > 1), ""):
        raise ValueError(f'has "{twice}" twice; take one away')
    return items


def _item(value: Any, *, may_be_group: bool) -> NavItem:
    if isinstance(value, str):
        return _link(_filled(value))
    if not isinstance(value, dict) or len(value) != 1:
        raise ValueError('has an item that is neither a text nor words with what they lead to, {About = "about.md"}')
    ((words, target),) = value.items()
    words = _filled(words)
    if isinstance(target, str):
        return _link(_filled(target), words)
    if not isinstance(target, list) or not target:
        raise ValueError(f'has "{words}", which leads to nothing: write a text, or a list for a group')
    if not may_be_group:
        raise ValueError(f'has "{words}", a group in a group; name what is in it beside it')
    return NavItem(words=words, items=tuple(_item(each, may_be_group=False) for each in target))


def _filled(value: str) -> str:
    if not (text := checks.text(value)):
        raise ValueError("has an item that is empty; take it away, or write its words and what it leads to")
    return text


def _link(target: str, words: str = "") -> NavItem:
    if scheme(target) and not is_web(target):
        raise ValueError(f'has "{target}", which is no http or https address')
    if is_web(target) and not words:
        raise ValueError(f'has "{target}", an address without words: write {{Words = "{target}"}}')
    return NavItem(target, words)


def place_nav(found: tuple[NavItem, ...], locate: Locate) -> tuple[NavItem, ...]:
    """The items with the place where the settings have their list."""
    place = locate("nav")
    return tuple(
        replace(item, place=place, items=tuple(replace(inner, place=place) for inner in item.items)) for item in found
    )
