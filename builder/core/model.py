"""The content model: entries, pages, topic files and their parts, as immutable values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from msgspec import field
from msgspec.structs import force_setattr, replace

from builder.core.addresses import id_of
from builder.core.dates import Date, date_of_ordinal
from builder.core.problems import NOWHERE, Code, Place, Problem
from builder.core.record import Frozen, Record
from builder.core.urls import Address, EntryId, Slug, slugify, topic_slug

_NO_TOPIC = Slug("")
_WEEK = 7


class LinkKind(Enum):
    """What a link in a body was written as."""

    WIKI = "wiki"
    FILE = "file"


class BodyLink(Record, frozen=True):
    """A link in a body whose address depends on the site: `[[North Korea]]`, or a Markdown link to a file."""

    kind: LinkKind
    target: str
    """As written: a topic's name, an entry's id or title; or a path, with its `#fragment` if it has one."""
    place: Place


class Body(Record, frozen=True):
    """A rendered Markdown text: HTML with a hole for the address of each link that depends on the site.

    `pieces` has one more item than `links`: the HTML is piece, address, piece, address, ..., piece. So
    `See [[Iran]].` has the pieces `<p>See <a href="` and `">Iran</a>.</p>`, and one link.
    """

    markdown: str
    pieces: tuple[str, ...] = ("",)
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids of its headings, to which a link with a `#fragment` can lead."""


class Context(Record, frozen=True, array_like=True):
    """A context (tag) of an entry, in the entry's own spelling."""

    name: str
    kind: str | None = None
    """The site's own word for what the context is (theme, actor), where the settings tell kinds apart."""

    @property
    def slug(self) -> Slug:
        """Contexts with the same slug are one topic."""
        return topic_slug(self.name)


context_of = lru_cache(maxsize=65_536)(Context)
"""The context of a name and a kind, interned: one value for all the entries that have it."""


class AliasContext(Context, frozen=True, array_like=True):
    """A context that is written by an alias of its topic."""

    topic: Slug = _NO_TOPIC

    @property
    def slug(self) -> Slug:
        """The topic that it is."""
        return self.topic


class Reference(Record, frozen=True):
    """A name in a file for something else, and where it is written: a pin, an alias, a line of a Related list."""

    target: str
    place: Place


class Source(Record, frozen=True):
    """A source: where the news was read."""

    name: str
    url: str | None = None
    """An http or https address, or none."""
    date: Date | None = None
    archive_url: str | None = None
    author: str | None = None
    note: str | None = None
    """An address that is not http or https; shown as text, never as a link. It is the name if there is no other."""
    title: str | None = None
    """The headline of what was read, beside the outlet's name; it is the name if there is no other."""
    file: Reference | None = None
    """The note, where it may be the path of a file of the site."""

    @property
    def headline(self) -> str | None:
        """Its title, where it is called otherwise."""
        return self.title if self.title != self.name else None


class Correction(Record, frozen=True):
    """A correction of an entry, in a sentence for readers: `Correction(Date(2011, 6, 1), "Two ships sailed.")`."""

    date: Date
    """When it was made."""
    note: str
    """What was wrong, as Markdown on one line."""
    place: Place = NOWHERE
    """Where it is written."""
    body: Body = Body("")
    """The note as HTML. Its links are among those of the entry, behind those of the text."""


class Detail(Record, frozen=True):
    """The parts of a text that only its own page, and feeds, show; they are loaded when they are needed."""

    body: Body
    sources: tuple[Source, ...] = ()
    extra: Mapping[str, Any] = msgspec.field(default_factory=dict)
    """Front-matter keys without a meaning to Dateline, for templates."""


class Image(Record, frozen=True):
    """The image of an entry. `url` is an http or https address, or a file in content/."""

    url: str
    alt: str = ""
    credit: str | None = None
    place: Place = NOWHERE
    """Where it is written."""


class Entry(Record, frozen=True, array_like=True):
    """An entry, one dated piece of news: the parts that other pages than its own need. Detail has the others."""

    path: str
    """Its file, relative to the site folder."""
    address: Address
    """Where its HTML page lives."""
    date: Date
    title: str
    contexts: tuple[Context, ...] = ()
    outlets: tuple[str, ...] = ()
    """The names of the outlets of its sources, each once."""
    summary: str | None = None
    excerpt: str = ""
    """The first words of its text, from its first paragraph on if it begins with something else."""
    links: tuple[BodyLink, ...] = ()
    """The links of its text whose address depends on the site."""
    anchors: tuple[str, ...] = ()
    """The ids of its text's headings, to which a link with a `#fragment` can lead."""
    image: Image | None = None
    source_files: tuple[Reference, ...] = ()
    """The addresses of its sources that may be paths of files of the site."""
    end: Date | None = None
    """When what the entry tells of ended, where it lasted: the last day, month or year of it."""
    importance: int | None = None
    status: str | None = None
    location: str | None = None
    updated: Date | None = None
    corrections: tuple[Correction, ...] = ()
    lang: str | None = None
    written_title: str = ""
    """The title as its file has it, where that has a blank in front or other quotation marks, for the page form."""
    aliases: tuple[Reference, ...] = ()
    """Old paths, as written."""
    pins: tuple[Reference, ...] = ()
    """Pinned Related entries, which stand first."""
    foreign_id: str | None = None
    """The id that it had in another tool, by which pins can name it."""
    related_lines: tuple[Reference, ...] = ()
    """The Related list of a file in page form; derived data, kept to report what is missing."""
    ignored_findings: tuple[Code, ...] = ()
    """Codes of findings that `dateline check` is not to tell of its file."""
    topics: tuple[Slug, ...] = ()
    """The slugs of the entry's contexts, each once, in the order written; a field, as every build needs them all.

    They follow from the contexts, which `with_contexts` replaces.
    """

    def __post_init__(self) -> None:
        if self.contexts and not self.topics:
            force_setattr(self, "topics", tuple(dict.fromkeys([context.slug for context in self.contexts])))

    def with_contexts(self, contexts: tuple[Context, ...]) -> "Entry":
        """The entry with other contexts."""
        return replace(self, contexts=contexts, topics=())

    @property
    def id(self) -> EntryId:
        """The entry's address without its ending."""
        return id_of(self.address)

    @property
    def last_ordinal(self) -> int:
        """The number of its last day: of its end, or else of its date."""
        return (self.end or self.date).last_ordinal

    @property
    def later_dates(self) -> tuple[Date, ...]:
        """The dates after its own on which it is listed too: all its days if it lasts a week at most, else its end."""
        date, end = self.date, self.end
        if end is None or end.holds(date):
            return ()
        if date.day and end.day and end.ordinal - date.ordinal < _WEEK:
            return tuple(map(date_of_ordinal, range(date.ordinal + 1, end.ordinal + 1)))
        return (end,)

    @property
    def section(self) -> Slug:
        """The timeline that the entry belongs to: the first folder of its address."""
        return Slug(self.address.partition("/")[0])

    @property
    def slug(self) -> Slug:
        """The name of the entry's page."""
        return Slug(self.id.rpartition("/")[2])


def intern_names(entry: Entry) -> None:
    """Have an entry share its contexts, topics and outlets with others that have them; it stays equal to what it was.

    msgspec makes them anew for each entry that comes from another process: a tenth of the memory of a large site.
    """
    interned = [_interned_context(context) for context in entry.contexts]
    force_setattr(entry, "contexts", tuple([context for context, _ in interned]))
    force_setattr(entry, "topics", tuple(dict.fromkeys([slug for _, slug in interned])))
    force_setattr(entry, "outlets", _interned(entry.outlets))


@lru_cache(maxsize=65_536)
def _interned_context(context: Context) -> tuple[Context, Slug]:
    """The same context for all that are equal to it, and its slug."""
    return context, context.slug


@lru_cache(maxsize=65_536)
def _interned(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same tuple of names for all entries that have these: most have one of a few."""
    return names


ORDER = attrgetter("date", "address")
"""The sort key of entries: by date, then by address; a total order."""


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries as `ORDER` sorts them. They are put together by date first, as there are far fewer dates than entries."""
    by_date: dict[Date, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_date[entry.date].append(entry)
    address = attrgetter("address")
    return tuple([entry for date in sorted(by_date) for entry in sorted(by_date[date], key=address)])


class Page(Record, frozen=True):
    """A page: a Markdown file with no date, such as about or faq, or one of a folder of pages."""

    path: str
    address: Address
    title: str
    summary: str | None = None
    excerpt: str = ""
    """The first words of its first paragraph."""
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    lang: str | None = None
    order: float | None = None
    """Its place in its folder: smaller numbers come first, and what has none comes last, by title."""
    aliases: tuple[Reference, ...] = ()
    ignored_findings: tuple[Code, ...] = ()
    """Codes of findings that `dateline check` is not to tell of its file."""


class TopicFile(Page, frozen=True):
    """A topic's own file in content/topics/, whose text its page shows above the entries."""

    topic: Slug = _NO_TOPIC
    kind: str | None = None
    names: tuple[Reference, ...] = ()
    """Its title and its aliases: contexts of these names are this topic."""


Text = Entry | Page
"""Anything that was written in Markdown."""


def names_of(text: Text) -> Iterator[str]:
    """What a text is called, as slugs: its title, and its aliases but for paths. The notes of Obsidian have such names.

    https://help.obsidian.md/aliases
    """
    yield slugify(text.title)
    for alias in text.aliases:
        if "/" not in alias.target:
            yield slugify(alias.target)


class Version(NamedTuple):
    """A version of a file: what one commit left."""

    commit: str
    date: Date
    """The day on which the commit was made, in UTC."""
    blob: str
    """Git's name of the file's bytes."""
    title: str = ""
    """The title in these bytes; empty where they cannot be read."""
    draft: bool = False
    """Whether the text was a draft."""


class Removal(NamedTuple):
    """The entry that a file held until it was deleted."""

    blob: str
    """Git's name of the file's last bytes."""
    title: str = ""
    """Its title; empty where readers never saw it, as it was a draft or no entry."""
    date: Date = Date(1)
    address: Address = Address("")
    """Where its page was."""


class FileHistory(NamedTuple):
    """The history of a file in git."""

    changed: Date
    """The day of the last commit that changed it, or deleted it."""
    versions: tuple[Version, ...] = ()
    """Its versions, the newest first; empty if the file was never changed since it came."""
    removal: Removal | None = None
    """What it held, of a file that was deleted."""

    def without_drafts(self) -> "FileHistory | None":
        """The history that readers may see, without versions that were drafts; None if all were."""
        versions = tuple([version for version in self.versions if not version.draft])
        if len(versions) == len(self.versions):
            return self
        return FileHistory(versions[0].date, versions if len(versions) > 1 else ()) if versions else None


class EntryHistory(Frozen, frozen=True):
    """An entry that was changed since it came, with its versions, the newest first."""

    entry: Entry
    versions: tuple[Version, ...]


GitHistory = Mapping[str, FileHistory]
"""The history of each file that git knows, by its path for messages; of those that were deleted only the latest."""


class GitHistoryResult(Frozen, frozen=True):
    """The result of reading the history from git."""

    history: dict[str, FileHistory] = field(default_factory=dict)
    head: str = ""
    """The commit up to which it was read; empty if there is no history."""
    problems: tuple[Problem, ...] = ()
    """Why it is not complete."""


UNREADABLE_MARK = "a mark that cannot be read"
"""The mark of a text of which it is not known whether it may be published; what is wrong with its file is told."""


class Publication(Record, frozen=True):
    """Whether and when a text is published, where its file says so.

    Publication("published: false")
    Publication(begins=Date(2031, 5, 15))
    """

    mark: str = ""
    """The mark that keeps it out, as a person reads it; empty if there is none."""
    begins: Date | None = None
    """The day from which it is published."""
    ends: Date | None = None
    """The day from which it is published no more."""

    def hidden_by(self, today: Date | None) -> str:
        """What keeps it out on a day; empty if it is published. Without a day, every date keeps it out."""
        if self.mark:
            return self.mark
        if self.begins and (today is None or self.begins > today):
            return "publishDate"
        return "expiryDate" if self.ends and (today is None or self.ends <= today) else ""


class Cascade(Record, frozen=True):
    """What the _index.md of a folder says of the publication of all texts at and below it, as in Hugo.

    Cascade("content/news/", {"draft": Publication("draft: true")})
    """

    folder: str
    """Its path for messages, with a slash at the end."""
    publications: Mapping[str, Publication]
    """For each key of a mark what texts inherit that do not have the key themselves; an empty one hides nothing."""


class Parsed(Record, frozen=True, array_like=True):
    """What parsing a file gave: an entry, a page, a topic file, or nothing; and what is wrong with it."""

    entry: Entry | None = None
    page: Page | None = None
    problems: tuple[Problem, ...] = ()
    link_slugs: tuple[str, ...] = ()
    """Slugs under which links to a file that may not be published are recognised: of its name, title and contexts.

    So that such links are reported as "is a draft" and not as "does not exist".
    """
    context_lists: tuple[str, ...] = ()
    """The lists that its contexts come from, as written, if a comma in one of them may belong to a name."""
    topic: TopicFile | None = None
    publication: Publication | None = None
    """What it says of whether and when it is published; None, as of most files, if nothing."""
    mark_keys: tuple[str, ...] = ()
    """The keys of marks of drafts that it has, hiding or not, so that it does not inherit these."""
    cascade: Cascade | None = None
    is_undated: bool = False
    """Whether it is a page only where no other file of its section has a date: else it is an entry that lacks one."""
    dated_section: Slug = Slug("")
    """The section of a file that has a date and is no entry, as something in it is wrong."""

    @property
    def item(self) -> Entry | Page | None:
        """The entry or page."""
        return self.entry or self.page or self.topic


PictureSize = tuple[int, int]
"""The width and height of a picture, in pixels."""


class Asset(Frozen, frozen=True):
    """An asset: a file that is published as it is."""

    path: str
    """For messages, relative to the site folder."""
    address: Address
    file: str
    """Its path on the disk."""
    mark: tuple[int, ...] = ()
    """Its change mark; see `builder.content.scan`."""
    size: PictureSize | None = None
    """Of a picture."""


class Unpublished(Frozen, frozen=True):
    """The `link_slugs` of the files in content/ that are not published, and where these lie."""

    failed: frozenset[str] = frozenset()
    """Of files with errors of their own: that links to them lead nowhere is no second error."""
    drafts: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    """The folders above all of them, each part as a slug: `handbook/desk`."""


class Content(Frozen, frozen=True):
    """All that was read from content/, in the order of paths."""

    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    unpublished: Unpublished = Unpublished()
    aliases: Mapping[Slug, Slug] = field(default_factory=dict)
    """The topic of each alias, both as slugs."""
    unused_topics: frozenset[Slug] = frozenset()
    """Topics that have a file of their own and no entry, so that they are not published."""
    next_change: Date | None = None
    """The next day on which dates in the files make it another content, or another thing to tell."""

    @property
    def texts(self) -> tuple[Entry | Page, ...]:
        """All entries and pages."""
        return (*self.entries, *self.pages)
