"""A new entry as a file: where it lies, what it holds, and whether a build would take it."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.config import Config
from builder.dates import Date
from builder.markup import Markup
from builder.parse import locate, parse
from builder.problems import errors
from builder.urls import slugify

TAKEN = frozenset({"on-this-day", "search", "sources", "static", "topics"})
"""Folders of the site that hold other pages than those of entries."""

_INDEX = "index"
"""The name of the page of a day, a month or a year, where no entry can be."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


class NotWritten(Exception):
    """Raised where no entry was written; says why in words for the person who wants one."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is to be written."""

    title: str
    date: Date
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Each a name, an address, or both: `name=address`."""
    section: str = "news"


def compose(entry: NewEntry, config: Config) -> Path:
    """Write an entry into its dated folder below the content folder; the file.

    Raises NotWritten if there is one already, or a build would not take it.
    """
    if wrong := refusal(entry, config):
        raise NotWritten(f"{wrong}.")
    file = file_of(entry, config)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text_of(entry))
    except FileExistsError:
        raise NotWritten(f"{there(entry, config)}.") from None
    return file


def there(entry: NewEntry, config: Config) -> str:
    """Says that the file of an entry is there already; nothing if it is not."""
    file = file_of(entry, config)
    if not os.path.lexists(file):
        return ""
    return f"{config.shown(file)} is there already; mend that one, or choose another title"


def refusal(entry: NewEntry, config: Config) -> str:
    """Why a build would not take an entry, in the words of what reads it; nothing if it would."""
    section, name = slugify(entry.section), slugify(entry.title)
    if not name:
        return "a title needs a letter or a digit"
    if name == _INDEX:
        return f'the page of the day has the address that "{entry.title}" would have; choose another title'
    if not section or "/" in entry.section or section in TAKEN:
        return f'"{entry.section}" cannot be a section; choose the name of a folder, such as news'
    file = file_of(entry, config)
    location = locate(config.shown(file), file.relative_to(config.content).as_posix())
    if location.section != section:
        return f'"{entry.section}" would be read as a year; choose another section, such as news'
    parsed = parse(text_of(entry), location, config, Markup(raw_html=config.raw_html)).parsed
    return next((f"{problem.what}; {problem.cure}" for problem in errors(parsed.problems)), "")


def file_of(entry: NewEntry, config: Config) -> Path:
    """The file of an entry; before a title's date, which would be read as the entry's, stands that one."""
    name = f"{slugify(entry.title)}"
    if entry.date.day and locate("", f"{name}.md").name_date:
        name = f"{entry.date.iso}-{name}"
    return config.content / slugify(entry.section) / entry.date.folder / f"{name}.md"


def text_of(entry: NewEntry) -> str:
    """The file of an entry, as README's "Writing an entry" shows one, with room for its text."""
    front = [_key("title", entry.title), f"date: {entry.date.iso}\n"]
    if entry.contexts:
        front.append(_key("contexts", [*entry.contexts], flow=True))
    if entry.sources:
        front.append(_key("sources", [*map(source_of, entry.sources)]))
    return f"---\n{''.join(front)}---\n\n"


def _key(name: str, value: object, *, flow: bool = False) -> str:
    """A key with its value as YAML; a list on one line if it is to flow."""
    style = None if flow else False
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=style)


def source_of(text: str) -> dict[str, str]:
    """The parts of a source that is a name, an address, or both in any order: `name=address`, `name, address`."""
    if found := _ADDRESS.search(text):
        name, url = f"{text[: found.start()]} {text[found.end() :]}".strip(" \t,;:="), found[0].rstrip(",;")
    else:
        name, _, url = text.partition("=")
    parts = (("name", name.strip()), ("url", url.strip()))
    return {key: value for key, value in parts if value}
