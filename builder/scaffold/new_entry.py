"""Write a new entry, as `dateline new` does: where its file lies, what it holds, and whether a build would take it."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import yaml

from builder.config.config import Config
from builder.content.header_comments import first_comment
from builder.content.location import TOPICS, Location, locate
from builder.content.markdown import MarkdownRenderer
from builder.content.parse import parse
from builder.content.portable_names import is_device
from builder.content.scan import scan
from builder.core.atomic_file import create
from builder.core.dates import Date
from builder.core.model import Parsed
from builder.core.problems import errors, nearest
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import Slug, name_slug, slugify, topic_slug
from builder.frontmatter.keys import names_for_new_keys, names_for_new_parts
from builder.frontmatter.mapping import KeyMapping
from builder.pages.registry import KINDS, reserved_folders

_INDEX = "index"
"""The name of the page of a day, a month or a year, where no entry can be."""

_NEARLY = 0.8
"""How alike the names of sections are that are taken for one, of which one is misspelt."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+")


class EntryRefused(Exception):
    """Raised where no entry can be written; says why in words for the person who wants one."""


class NewEntry(Frozen, frozen=True):
    """An entry that is to be written."""

    title: str
    date: Date
    contexts: tuple[str, ...] = ()
    sources: tuple[str | Mapping[str, str], ...] = ()
    """Each a name, an address, or both, `name=address`; or its parts, as the front matter names them."""
    section: str = "news"
    end: Date | None = None
    """The last day of what lasts."""
    summary: str = ""
    image: Mapping[str, str] = MappingProxyType({})
    """The parts of its picture, as the front matter names them."""
    text: str = ""
    """Its text as Markdown."""
    kinds: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """Its contexts of kinds that have keys of their own, by kind."""


def write_entry(entry: NewEntry, config: Config) -> Path:
    """Write an entry into its dated folder below the content folder, and give its file.

    Raises EntryRefused if there is one already, or a build would not take it.
    """
    if why := refusal(entry, config) or conflict(entry, config):
        raise EntryRefused(f"{why}.")
    file = entry_file(entry, config)
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        create(file, entry_text(entry, config.fields).encode())
    except FileExistsError:
        raise EntryRefused(f"{conflict(entry, config)}.") from None
    return file


def conflict(entry: NewEntry, config: Config) -> str:
    """Says that the file of an entry, or another one of its address, is there already; empty if none is.

    Only a file whose own key `slug` gives it that address is not seen: every text would have to be read for it.
    """
    file = entry_file(entry, config)
    other = file if os.path.lexists(file) else _file_at_same_address(entry, config)
    return f"{config.display_path(other)} is there already; mend that one, or choose another title" if other else ""


def refusal(entry: NewEntry, config: Config) -> str:
    """Says why a build would not take an entry, in the words of what reads it; empty if it would."""
    section, name = slugify(entry.section), slugify(entry.title)
    if not name:
        return "a title needs a letter or a digit"
    if name == _INDEX:
        return f'the page of the day has the address that "{entry.title}" would have; choose another title'
    if not section or "/" in entry.section or section in reserved_folders(KINDS) or is_device(section):
        return f'"{entry.section}" cannot be a section; choose the name of a folder, such as news'
    file = entry_file(entry, config)
    if _location(file, config).section != section:
        return f'"{entry.section}" would be read as a year; choose another section, such as news'
    for text in _values(entry):
        if comment := first_comment(text, percent=config.markup.percent_comments):
            return f'"{comment}" is a comment, which a build leaves out; write "{text}" without it'
    problems = _parsed(entry_text(entry, config.fields), file, config).problems
    return next((f"{problem.what}; {problem.cure}" for problem in errors(problems)), "")


def sections_of(config: Config) -> frozenset[Slug]:
    """The sections of a site, by the names of their folders, and those that its settings name."""
    files = scan(config)[0] if config.content.is_dir() else ()
    folders = {file.relative_path.partition("/")[0] for file in files if file.is_markdown}
    slugs = {slugify(name) for name in folders if not name.endswith(".md")}
    return frozenset(slugs - {TOPICS} | config.sections.keys())


def misspelt_section(entry: NewEntry, config: Config, sections: frozenset[Slug]) -> str:
    """Says which section was meant by one that is not there, where one has nearly the name; empty if none has.

    Who does mean a section of nearly the same name makes its folder first.
    """
    section = slugify(entry.section)
    if section in sections or (config.content / section).is_dir():
        return ""
    meant = nearest(section, sections, _NEARLY)
    folder = config.display_path(config.content / section)
    return (
        f'no section is called "{section}"; did you mean "{meant}"? If not, make the folder {folder}' if meant else ""
    )


def _values(entry: NewEntry) -> Iterator[str]:
    """What the front matter will hold of an entry."""
    yield from (entry.title, *entry.contexts, entry.summary, *entry.image.values())
    yield from chain.from_iterable(entry.kinds.values())
    for source in entry.sources:
        yield from (source,) if isinstance(source, str) else source.values()


def _file_at_same_address(entry: NewEntry, config: Config) -> Path | None:
    """The file of another entry that has the address of this one, whatever folder it lies in."""
    if not config.content.is_dir():
        return None
    name = name_slug(entry.title)
    files = (Path(found.file(config.content)) for found in scan(config)[0] if found.is_markdown)
    alike = (file for file in files if slugify(_location(file, config).name) == name)
    own = _parsed(entry_text(entry, config.fields), entry_file(entry, config), config).entry
    for file in alike:
        other = _parsed(read_file(file).decode("utf-8", "replace"), file, config).entry
        if own and other and own.address == other.address:
            return file
    return None


def _parsed(text: str, file: Path, config: Config) -> Parsed:
    """What a build reads of a text that lies in a file."""
    return parse(text, _location(file, config), config, MarkdownRenderer(raw_html=config.raw_html)).parsed


def _location(file: Path, config: Config) -> Location:
    return locate(config.display_path(file), file.relative_to(config.content).as_posix())


def entry_file(entry: NewEntry, config: Config) -> Path:
    """The file of an entry: `content/news/2011/05/15/a-harbour-reopens.md`.

    A title that begins with a date would make that the entry's, so the entry's own is put in front of it; so it is
    where Windows has a device of the title's name.
    """
    name = str(name_slug(entry.title))
    if entry.date.day and (is_device(name) or locate("", f"{name}.md").name_date):
        name = f"{entry.date.iso}-{name}"
    elif is_device(name):
        name = f"{name}-entry"
    return config.content / slugify(entry.section) / entry.date.folder / f"{name}.md"


def entry_text(entry: NewEntry, mapping: KeyMapping) -> str:
    """The file of an entry, as the manual shows one, with room for its text.

    Its keys have the names that the site's settings give them.
    """
    names, parts = names_for_new_keys(mapping), names_for_new_parts(mapping)
    front = [_key(names["title"], entry.title), f"{names['date']}: {entry.date.iso}\n"]
    if entry.end:
        front.append(f"{names['end']}: {entry.end.iso}\n")
    if entry.contexts:
        front.append(_key(names["contexts"], _each_once(entry.contexts), flow=True))
    for kind, contexts in entry.kinds.items():
        if contexts:
            front.append(_key(names[f"contexts.{kind}"], _each_once(contexts), flow=True))
    if entry.sources:
        sources = (parse_source(source) if isinstance(source, str) else source for source in entry.sources)
        front.append(_key(names["sources"], [_named(source, parts["sources"]) for source in sources]))
    if entry.summary:
        front.append(_key(names["summary"], entry.summary))
    if entry.image:
        front.append(_key(names["image"], _named(entry.image, parts["image"])))
    text = f"{entry.text.strip()}\n" if entry.text.strip() else ""
    return f"---\n{''.join(front)}---\n\n{text}"


def _named(parts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    return {names[part]: value for part, value in parts.items()}


def _each_once(names: Iterable[str]) -> list[str]:
    """The names without those of a topic that one before them names already."""
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(topic_slug(name), name)
    return [*once.values()]


def _key(name: str, value: object, *, flow: bool = False) -> str:
    """A key with its value as YAML; a list on one line if it is to flow."""
    style = None if flow else False
    return yaml.safe_dump({name: value}, allow_unicode=True, sort_keys=False, width=10**9, default_flow_style=style)


def parse_source(text: str) -> dict[str, str]:
    """The parts of a source that is a name, an address, or both in any order: `name=address`, `name, address`."""
    if found := _ADDRESS.search(text):
        name, url = f"{text[: found.start()]} {text[found.end() :]}".strip(" \t,;:="), found[0].rstrip(",;")
    else:
        name, _, url = text.partition("=")
    parts = (("name", name.strip()), ("url", url.strip()))
    return {key: value for key, value in parts if value}
