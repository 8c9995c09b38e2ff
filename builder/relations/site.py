"""The whole site as one value: entries with everything that follows from their being together."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import field
from msgspec.structs import replace

from builder.config.config import Config
from builder.core.addresses import span_at, topic_address
from builder.core.dates import Date, YearDay, last_begun
from builder.core.derived import carry_over, derive, derived, unchanged
from builder.core.model import (
    ORDER,
    Asset,
    Entry,
    EntryHistory,
    FileHistory,
    GitHistory,
    Page,
    PictureSize,
    Source,
    TopicFile,
    Unpublished,
)
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.relations.aliases import Alias
from builder.relations.cooccurrence import Cooccurrence
from builder.relations.edits import Edits
from builder.relations.names import Names
from builder.relations.outlets import Outlets
from builder.relations.page_folders import PageFolder, PagePlace, folders_in, page_folders
from builder.relations.recent_changes import DayOfChanges, Removed, recent_changes
from builder.relations.related import RelatedIndex, index_entries, rank
from builder.relations.threads import Thread, Trail, threads_of
from builder.relations.timeline import (
    Day,
    DayOfYear,
    Month,
    Neighbours,
    Section,
    Year,
    by_section,
    by_year_day,
    neighbours_in,
    section_of,
    section_with,
    spans_in,
    spans_of,
    with_entries,
)
from builder.relations.topics import Topic, Topics
from builder.relations.turning_points import turning_importance
from builder.relations.wanted import Wanted, wanted_names

T = TypeVar("T")

Spans = Mapping[tuple[Slug, Date], Year | Month | Day]
"""Years, months and days by their section and date."""


def _unless_pages_differ(_site: object, before: T, edits: Edits) -> T | None:
    """The rule of what no edit alters but one of a page."""
    return None if edits.new_pages else before


class RelatedEntry(Frozen, frozen=True):
    """An entry of a Related list and the topics that it shares, by name in case-sensitive order."""

    entry: Entry
    shared: tuple[Topic, ...]


class Site(Frozen, frozen=True, dict=True):
    """Everything that pages are made from. Lists of entries run from the oldest on."""

    names: Names
    pinned: Mapping[Address, tuple[Entry, ...]]
    links: Mapping[str, tuple[str, ...]]
    """For each file whose body has holes, the addresses that fill them; `#part` included."""
    images: Mapping[Address, Address]
    """The address of each entry's picture that lies in content/."""
    source_files: Mapping[Address, tuple[str | None, ...]]
    """For each entry whose sources may be files of the site, the links to these; None for one that is no file."""
    mentions: Mapping[Address, tuple[Entry | Page, ...]]
    """For the address of an entry, a page or a topic, the entries and pages whose text links to it."""
    history: GitHistory = field(default_factory=dict)
    """What git knows of the files."""

    @property
    def config(self) -> Config:
        """The settings."""
        return self.names.config

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return self.names.content.entries

    @property
    def aliases(self) -> tuple[Alias, ...]:
        """The old addresses, in their order."""
        return self.names.aliases.all

    @property
    def pages(self) -> tuple[Page, ...]:
        """The undated files, in the order of addresses."""
        return self.names.content.pages

    @derived
    def page_folders(self) -> tuple[PageFolder, ...]:
        """The topmost folders of pages, in the order of addresses."""
        return page_folders(self.pages, self.by_section.keys(), self.config)

    page_folders.after_edit(_unless_pages_differ)

    @derived
    def folder_at(self) -> Mapping[Address, PageFolder]:
        """All folders of pages, those within others too, by the addresses of their pages."""
        return {folder.address: folder for folder in folders_in(self.page_folders)}

    folder_at.after_edit(_unless_pages_differ)

    def has_page(self, folder: PageFolder) -> bool:
        """Whether a folder has a page, as no other file without front matter lies in its place."""
        return folder.index is not None or folder.address not in self.names.asset_addresses

    def page_place(self, address: Address) -> PagePlace | None:
        """Where a page of a folder, or a folder, stands among the others; none for what is in no folder of pages."""
        top = self.folder_at.get(Address(f"{address.partition('/')[0]}/index.html"))
        return top.places.get(address) if top else None

    @property
    def top_pages(self) -> tuple[Page | PageFolder, ...]:
        """What the menu or `contents.html` names: pages directly in content/, and folders of pages there."""
        pages = (page for page in self.pages if "/" not in page.address and not self.is_introduction(page))
        return tuple(sorted((*pages, *self.page_folders), key=attrgetter("address")))

    def is_free(self, *addresses: Address) -> bool:
        """Whether no file of the site's own lies at any of some addresses."""
        return not any(at in self.names.page_at or at in self.names.asset_addresses for at in addresses)

    @property
    def assets(self) -> tuple[Asset, ...]:
        """The files that are published as they are."""
        return self.names.content.assets

    @derived
    def picture_sizes(self) -> Mapping[Address, PictureSize]:
        """The sizes of the pictures among them, as far as they can be read."""
        return {asset.address: asset.size for asset in self.assets if asset.size}

    picture_sizes.after_edit(unchanged)

    @property
    def texts(self) -> tuple[Entry | Page, ...]:
        """Everything that was written in Markdown."""
        return self.names.content.texts

    @property
    def absent(self) -> Unpublished:
        """What files are called that are not published."""
        return self.names.absent

    @property
    def topics(self) -> Topics:
        """The topics by slug, in the order of slugs."""
        return self.names.topics

    @property
    def outlets(self) -> Outlets:
        """The outlets by slug, in the order of slugs."""
        return self.names.outlets

    @derived
    def by_section(self) -> Mapping[Slug, tuple[Entry, ...]]:
        """The entries of each section, in the order of the sections' names."""
        return by_section(self.entries)

    @by_section.after_edit
    def _(self, before: Mapping[Slug, tuple[Entry, ...]], edits: Edits) -> Mapping[Slug, tuple[Entry, ...]]:
        if len(before) == 1:
            return dict.fromkeys(before, self.entries)
        new = by_section(edits.new_entries)
        return {**before, **{slug: with_entries(before[slug], entries) for slug, entries in new.items()}}

    @derived
    def sections(self) -> tuple[Section, ...]:
        """The timelines, in the order of their names."""
        return tuple(section_of(slug, entries) for slug, entries in self.by_section.items())

    @sections.after_edit
    def _(self, before: tuple[Section, ...], edits: Edits) -> tuple[Section, ...]:
        new = by_section(edits.new_entries)
        return tuple([section_with(its, new.get(its.slug, ()), self.by_section[its.slug]) for its in before])

    @derived
    def index(self) -> RelatedIndex:
        """The entries, prepared for finding Related ones."""
        return index_entries(self.entries, self.topics.numbers)

    @index.after_edit
    def _(self, before: RelatedIndex, edits: Edits) -> RelatedIndex:
        return before.edited(self.entries, self.topics.numbers, edits)

    @property
    def entry_at(self) -> Mapping[Address, Entry]:
        """The entries by their addresses."""
        return self.names.entry_at

    def file_of(self, topic: Slug) -> TopicFile | None:
        """A topic's own file."""
        page = self.names.page_at.get(topic_address(topic))
        return page if isinstance(page, TopicFile) else None

    def is_introduction(self, page: Page) -> bool:
        """Whether a page has none of its own, as a list shows it: the front page, a section or a date."""
        if not page.address.endswith("index.html"):
            return False
        section = page.address.removesuffix("index.html").removesuffix("/")
        if not section or section in self.by_section:
            return True
        span = span_at(page.address)
        return span is not None and span[0] in self.names.sections_at.get(span[1], ())

    def introduction_at(self, address: Address) -> Page | None:
        """The text that the front page, or that of a section or a date, shows above its lists."""
        page = self.names.page_at.get(address)
        return page if page and self.is_introduction(page) else None

    def link_of(self, source: Source, entry: Entry) -> str | None:
        """The link to the file of the site that a source of an entry is."""
        if source.file is None:
            return None
        links = self.source_files[entry.address]
        return next((link for file, link in zip(entry.source_files, links, strict=True) if file == source.file), None)

    def text_at(self, address: Address) -> Entry | Page | None:
        """The entry or page that is published there."""
        return self.names.entry_at.get(address) or self.names.page_at.get(address)

    @derived
    def days(self) -> tuple[Day, ...]:
        """All days of all sections."""
        return tuple(d for section in self.sections for year in section.years for m in year.months for d in m.days)

    @property
    def has_days(self) -> bool:
        """Whether any entry has a whole date."""
        return any(entry.date.day or (entry.end and entry.end.day) for entry in self.entries)

    @derived
    def year_days(self) -> Mapping[YearDay, DayOfYear]:
        """The days of the calendar that have entries, in its order."""
        return by_year_day(self.days)

    @derived
    def spans(self) -> Spans:
        """The years, months and days of each section that have entries."""
        return {(span.section, span.date): span for section in self.sections for span in spans_in(section)}

    @spans.after_edit
    def _(self, before: Spans, edits: Edits) -> Spans:
        dates = {(entry.section, date.year) for entry in edits.new_entries for date in (entry.date, *entry.later_dates)}
        years = (year for section in self.sections for year in section.years)
        edited = (year for year in years if (year.section, year.date.year) in dates)
        return {**before, **{(span.section, span.date): span for year in edited for span in spans_of(year)}}

    @derived
    def neighbours(self) -> Mapping[tuple[Slug, Date], Neighbours]:
        """What is before and after each day, month and year of each section; empty ones are skipped."""
        return {
            (section.slug, date): beside for section in self.sections for date, beside in neighbours_in(section).items()
        }

    neighbours.after_edit(unchanged)

    @derived
    def turning_importance(self) -> int:
        """The importance from which an entry is a turning point."""
        return turning_importance(self.entries)

    @turning_importance.after_edit
    def _(self, before: int, edits: Edits) -> int | None:
        return before if all(old.importance == new.importance for old, new in edits.entries) else None

    def is_turning_point(self, entry: Entry) -> bool:
        """Whether an entry is of so high an importance that few reach it."""
        return entry.importance is not None and entry.importance >= self.turning_importance

    def name_of(self, section: Slug) -> str:
        """The name of a section: what the settings say, or else its folder's."""
        said = self.config.sections.get(section)
        return said.name if said else section.replace("-", " ").capitalize()

    def past(self, text: Entry | Page) -> FileHistory | None:
        """What git knows of a text's file; of drafts only where they are published."""
        past = self.history.get(text.path)
        if past is None or past.removal:
            return None
        return past if self.config.drafts else past.without_drafts()

    def is_to_come(self, date: Date) -> bool:
        """Whether a date is to come, by what counts as today."""
        return self.config.today is not None and date > last_begun(self.config.today)

    def changed(self, text: Entry | Page) -> Date | None:
        """The day of a text's last change, or of its coming: as its file says it, or else git."""
        said = text.updated if isinstance(text, Entry) else None
        past = self.past(text)
        return said or (past.changed if past else None)

    def updated(self, entry: Entry) -> Date | None:
        """The day of an entry's last change; none where nothing says that it was changed since it came."""
        past = self.past(entry)
        return entry.updated or (past.changed if past and past.versions else None)

    def history_of(self, entry: Entry) -> EntryHistory | None:
        """The versions of an entry that git says was changed since it came."""
        past = self.past(entry)
        return EntryHistory(entry, past.versions) if past and past.versions else None

    @derived
    def recent_changes(self) -> tuple[DayOfChanges, ...]:
        """What was published, corrected and removed lately, the latest day first."""
        pasts = {entry.address: past for entry in self.entries if (past := self.past(entry))} if self.history else {}
        return recent_changes(self.entries, pasts, self._removals, self.config.changes, self.config.today)

    @property
    def has_changes(self) -> bool:
        """Whether there may be any of them."""
        if not self.config.changes or not self.entries:
            return False
        is_known_to_git = bool(self.history) and (any(map(self.past, self.entries)) or any(self._removals))
        return is_known_to_git or any(entry.corrections for entry in self.entries)

    @property
    def _removals(self) -> Iterator[Removed]:
        """The entries that were removed, and at whose addresses nothing else is published now."""
        for past in self.history.values():
            removal = past.removal
            if removal and removal.title and not self.text_at(removal.address):
                yield Removed(past.changed, removal.title, removal.date, removal.address)

    @property
    def histories(self) -> Iterator[EntryHistory]:
        """The versions of all such entries."""
        return (its for entry in self.entries if (its := self.history_of(entry)))

    def derive_lists(self) -> None:
        """Derive the lists that every build asks for, so that those of the site after an edit follow from them."""
        derive(self.names, "entry_at", "topics", "outlets")
        derive(self, "sections", "spans", "neighbours")

    def materialize(self) -> None:
        """Derive what most pages ask for before processes are forked, so that these share it."""
        self.derive_lists()
        derive(self, "year_days", "folder_at")
        derive(self.index, "number")
        self.topics.materialize()
        self.outlets.materialize()

    def beside(self, entry: Entry) -> tuple[Entry | None, Entry | None]:
        """The entries before and after an entry in its section."""
        entries = self.by_section[entry.section]
        number = bisect_left(entries, ORDER(entry), key=ORDER)
        return (entries[number - 1] if number else None, entries[number + 1] if number + 1 < len(entries) else None)

    def trails(self, entry: Entry) -> tuple[Trail, ...]:
        """The way through each topic of an entry, in the order of its topics."""
        number = len(self.entries) - 1 - self.index.number_of(entry)
        entries, numbers_of = self.entries, self.topics.numbers
        trails: list[Trail] = []
        for topic in entry.topics:
            numbers = numbers_of[topic]
            at = bisect_left(numbers, number)
            earlier = entries[numbers[at - 1]] if at else None
            later = entries[numbers[at + 1]] if at + 1 < len(numbers) else None
            trails.append(Trail(topic, at, earlier, later))
        return tuple(trails)

    def threads(self, entry: Entry) -> tuple[Thread, ...]:
        """The few topics that tell the entry's story."""
        return threads_of(entry, self.trails(entry), self.topics)

    def ranked(self, entry: Entry) -> tuple[Entry, ...]:
        """The entry's Related: pinned entries first, then by the ranking rule, the settings' limit in all."""
        limit, rule = self.config.related.limit, self.config.related.ranking
        pinned = self.pinned.get(entry.address, ())
        if not pinned:
            return rank(self.index, entry, limit, rule)
        taken = {other.address for other in pinned}
        ranked = (other for other in rank(self.index, entry, limit + len(taken), rule) if other.address not in taken)
        return (*pinned, *ranked)[:limit]

    def related(self, entry: Entry) -> tuple[RelatedEntry, ...]:
        """The entry's Related, each with the topics that the two share."""
        return tuple([RelatedEntry(other, self.shared(entry, other)) for other in self.ranked(entry)])

    def shared(self, entry: Entry, other: Entry) -> tuple[Topic, ...]:
        """The topics that two entries share, by name."""
        return self.by_name([slug for slug in entry.topics if slug in other.topics])

    def by_name(self, slugs: Iterable[Slug]) -> tuple[Topic, ...]:
        """Topics in the order of their names."""
        return tuple(sorted(map(self.topics.__getitem__, slugs), key=attrgetter("name")))

    @derived
    def has_kinds(self) -> bool:
        """Whether the site tells kinds of topics apart."""
        kinds = (topic.kind for topic in self.topics.described.values())
        return any(chain((kind for _, kind in self.config.fields.contexts), kinds))

    @derived
    def wanted(self) -> tuple[Wanted, ...]:
        """The names that texts link to and that nothing is published for yet, the most wanted first."""
        return wanted_names(self.names.content, self.links)

    @derived
    def cooccurrence(self) -> Cooccurrence:
        """Which topics are near one another."""
        return Cooccurrence(self.topics)

    @cooccurrence.after_edit
    def _(self, before: Cooccurrence, edits: Edits) -> Cooccurrence:
        return before.following(self.topics, edits.retagged_topics)

    def edited(self, names: Names, edits: Edits, **related: Any) -> "Site":
        """The site after texts took the places of others, with what relates to them as it is now."""
        site = replace(self, names=names, **related)
        carry_over(self, site, edits)
        return site
