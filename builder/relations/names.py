"""What can be named in a site: entries by title, slug and file, topics, dates that have a list, old addresses."""

import posixpath
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from msgspec.structs import replace

from builder.config.config import Config
from builder.content.location import FOLDER_NAMES
from builder.core.dates import Date
from builder.core.derived import carry_over, derived, unchanged
from builder.core.model import Content, Entry, Page, Unpublished, names_of
from builder.core.overlay import overlaid
from builder.core.record import Frozen
from builder.core.suggestions import Suggestions
from builder.core.urls import Address, Slug, slugify
from builder.relations.aliases import Aliases, aliases_of
from builder.relations.edits import Edits
from builder.relations.outlets import Outlets
from builder.relations.timeline import with_entries
from builder.relations.topics import Topics, describe_topics, has_sign

ENDING = re.compile(r"\.(md|markdown|html|json|xml)$")
"""The ending of a file or of an address, which names leave out."""

LEADING_DATE = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}--?")
"""The date that a file's name begins with."""


class Names(Frozen, frozen=True, dict=True):
    """Everything in a site that can be named, each kind of name made ready when it is first asked for."""

    content: Content
    """Its entries in the order of time."""
    config: Config

    @derived
    def entry_at(self) -> Mapping[Address, Entry]:
        """Entries by their addresses."""
        return {entry.address: entry for entry in self.content.entries}

    @entry_at.after_edit
    def _(self, before: Mapping[Address, Entry], edits: Edits) -> Mapping[Address, Entry]:
        return overlaid(before, {entry.address: entry for entry in edits.new_entries})

    @derived
    def page_at(self) -> Mapping[Address, Page]:
        """Undated files by their addresses."""
        return {page.address: page for page in self.content.pages}

    @page_at.after_edit
    def _(self, before: Mapping[Address, Page], edits: Edits) -> Mapping[Address, Page]:
        return {**before, **{page.address: page for page in edits.new_pages.values()}}

    @derived
    def by_slug(self) -> Mapping[Slug, tuple[Entry, ...]]:
        """All entries that have a slug."""
        found: dict[Slug, list[Entry]] = defaultdict(list)
        for entry in self.content.entries:
            found[entry.slug].append(entry)
        return {slug: tuple(entries) for slug, entries in found.items()}

    @derived
    def by_title(self) -> Mapping[str, Address]:
        """Addresses by the title's slug, or by those of other names; of two entries with one title, the newest."""
        others = ((name, text.address) for text in self.content.texts if text.aliases for name in names_of(text))
        return dict(others) | {slugify(text.title): text.address for text in self.content.texts}

    @by_title.after_edit
    def _(self, before: Mapping[str, Address], edits: Edits) -> Mapping[str, Address] | None:
        return None if any(edit.renamed for edit in edits.all) else before

    @derived
    def by_path(self) -> Mapping[str, Address]:
        """Addresses by the path below content/ of a file, accents as letters of their own or not."""
        named = (*self.content.texts, *self.content.assets)
        paths = {inside(item.path, self.config): item.address for item in named}
        return {composed(path): address for path, address in paths.items() if not path.isascii()} | paths

    by_path.after_edit(unchanged)

    @derived
    def asset_addresses(self) -> frozenset[Address]:
        """The addresses of the files that are published as they are."""
        return frozenset(asset.address for asset in self.content.assets)

    asset_addresses.after_edit(unchanged)

    @derived
    def by_file_name(self) -> Mapping[str, Address]:
        """Addresses by a file's name, which no two files have: of a text as a slug, with and without its date.

        A file that stands for its folder has the folder's name.
        """
        found: dict[str, set[Address]] = defaultdict(set)
        for path, address in self.by_path.items():
            folder, name = posixpath.split(path)
            plain = ENDING.sub("", name)
            if plain != name and plain.lower() in FOLDER_NAMES:
                plain = posixpath.basename(folder)
            keys = {name.lower()} if plain == name else {slugify(plain), slugify(LEADING_DATE.sub("", plain))}
            for key in keys:
                found[key].add(address)
        return {name: addresses.pop() for name, addresses in found.items() if name and len(addresses) == 1}

    by_file_name.after_edit(unchanged)

    @derived
    def sections_at(self) -> Mapping[Date, tuple[Slug, ...]]:
        """The sections that list an entry on a day, in a month or in a year, in the order of their names."""
        found: dict[Date, set[Slug]] = defaultdict(set)
        for entry in self.content.entries:
            for date in (entry.date, *entry.later_dates):
                for length in range(1, 4):
                    found[Date(*date[:length])].add(entry.section)
        return {date: tuple(sorted(sections)) for date, sections in found.items()}

    sections_at.after_edit(unchanged)

    @derived
    def headings_at(self) -> Mapping[tuple[Date, str], tuple[Address, ...]]:
        """The entries of a day, a month or a year that have a heading, by its id."""
        found: dict[tuple[Date, str], list[Address]] = defaultdict(list)
        for entry in self.content.entries:
            for anchor in entry.anchors:
                for length in range(1, 4):
                    found[Date(*entry.date[:length]), anchor].append(entry.address)
        return {key: tuple(addresses) for key, addresses in found.items()}

    @headings_at.after_edit
    def _(
        self, before: Mapping[tuple[Date, str], tuple[Address, ...]], edits: Edits
    ) -> Mapping[tuple[Date, str], tuple[Address, ...]] | None:
        return None if edits.dates_of_headings else before

    @derived
    def by_foreign_id(self) -> Mapping[str, tuple[Address, ...]]:
        """Addresses of entries by the ids that they had in another tool."""
        found: dict[str, list[Address]] = defaultdict(list)
        for entry in self.content.entries:
            if entry.foreign_id:
                found[entry.foreign_id].append(entry.address)
        return {foreign_id: tuple(addresses) for foreign_id, addresses in found.items()}

    @by_foreign_id.after_edit
    def _(self, before: Mapping[str, tuple[Address, ...]], edits: Edits) -> Mapping[str, tuple[Address, ...]] | None:
        return None if edits.foreign_ids else before

    @derived
    def topics(self) -> Topics:
        """The topics by slug, in the order of slugs."""
        return Topics(self.content.entries, describe_topics(self.content.pages, self.config.topics))

    @topics.after_edit
    def _(self, before: Topics, edits: Edits) -> Topics:
        return before.edited(self.content.entries, edits.old_by_number(self.content.entries))

    @derived
    def aliases(self) -> Aliases:
        """The old addresses."""
        return aliases_of(self.content, self.topics, self.config)

    @aliases.after_edit
    def _(self, before: Aliases, edits: Edits) -> Aliases | None:
        has_aliases = before.all or before.problems or self.content.aliases or self.config.old_addresses
        may_have = has_aliases or any(edit.new.aliases for edit in edits.all)
        return None if may_have or (edits.retagged_topics and any(map(has_sign, self.topics))) else before

    @derived
    def topics_alike(self) -> Suggestions:
        """The names of the topics, to find what a misspelt one means."""
        return Suggestions([topic.name for topic in self.topics.values()])

    @derived
    def ids_alike(self) -> Suggestions:
        """The ids of the entries, to find what a misspelt one means."""
        return Suggestions([entry.id for entry in self.content.entries])

    @derived
    def outlets(self) -> Outlets:
        """The outlets by slug, in the order of slugs."""
        return Outlets(self.content.entries)

    @outlets.after_edit
    def _(self, before: Outlets, edits: Edits) -> Outlets:
        return before.edited(self.content.entries, edits.old_by_number(self.content.entries))

    def edited(self, edits: Edits) -> "Names":
        """The names after texts took the places of others."""
        content, new_pages = self.content, edits.new_pages
        pages = tuple([new_pages.get(page.path, page) for page in content.pages]) if new_pages else content.pages
        entries = with_entries(content.entries, edits.new_entries) if edits.entries else content.entries
        names = replace(self, content=replace(content, entries=entries, pages=pages))
        carry_over(self, names, edits)
        return names

    @property
    def absent(self) -> Unpublished:
        """What files are called that are not published."""
        return self.content.unpublished

    def file_at(self, path: str) -> Address | None:
        """The address of the file that lies at a path below content/."""
        return self.by_path.get(path) or (None if path.isascii() else self.by_path.get(composed(path)))


def inside(path: str, config: Config) -> str:
    """The path below content/ of a file."""
    return path.removeprefix(config.content_prefix)


def composed(text: str) -> str:
    """A text with each letter and its accents as one character; the disks of some systems take them apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
