"""A new entry as a file: where it lies, and what it holds."""

from dataclasses import dataclass
from pathlib import Path

import yaml

from builder.dates import Date
from builder.urls import slugify

TAKEN = frozenset({"on-this-day", "search", "sources", "static", "topics"})
"""Folders of the site that hold other pages than those of entries."""


class EntryExists(Exception):
    """Raised where a file is in the way; says so in words for the person who wants a new entry."""


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry that is to be written."""

    title: str
    date: Date
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Each a name, an address, or both as `name=address`."""
    section: str = "news"


def compose(entry: NewEntry, content: Path) -> Path:
    """Write an entry into its dated folder below the content folder; the file.

    Raises EntryExists if there is one already, and ValueError for a title without a letter or digit, and for a
    section that is no folder of entries.
    """
    folder, name = slugify(entry.section), slugify(entry.title)
    if not name:
        raise ValueError("a title needs a letter or a digit")
    if not folder or "/" in entry.section or folder in TAKEN:
        raise ValueError(f'"{entry.section}" cannot be a section; choose the name of a folder, such as news')
    file = content / folder / entry.date.folder / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text_of(entry))
    except FileExistsError:
        raise EntryExists(f"{file} is there already; mend that one, or choose another title.") from None
    return file


def text_of(entry: NewEntry) -> str:
    """The file of an entry, as README's "Writing an entry" shows one, with room for its text."""
    front = [_key("title", entry.title), f"date: {entry.date.iso}\n"]
    if entry.contexts:
        front.append(_key("contexts", [*entry.contexts], flow=True))
    if entry.sources:
        front.append(_key("sources", [*map(_source, entry.sources)]))
    return f"---\n{''.join(front)}---\n\n"


def _key(name: str, value: object, *, flow: bool = False) -> str:
    """A key with its value as YAML; a list on one line if it is to flow."""
    style = None if flow else False
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=style)


def _source(text: str) -> dict[str, str]:
    """The parts of a source that was written as `name=address`, or as either."""
    name, sign, url = text.partition("=")
    if not sign or "://" in name:
        return {"url": text} if "://" in text else {"name": text}
    return {key: value.strip() for key, value in (("name", name), ("url", url)) if value.strip()}
