"""What a site is made of, as values: what was read from content/, and what relating made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from builder.core.addresses import id_of
from builder.core.dates import Date
from builder.core.problems import NOWHERE, Place, Problem
from builder.core.urls import Address, EntryId, Slug, slugify

_NO_TOPIC = Slug("")


class LinkKind(Enum):
    """What a link in a body was written as."""

    WIKI = "wiki"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class BodyLink:
    """A link in a body whose address depends on the site: `[[North Korea]]`, or a Markdown link to a file."""

    kind: LinkKind
    target: str
    """As written: a topic's name, an entry's id or title; or a path, with its `#part` if it has one."""
    place: Place


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown text as HTML with a hole for the address of each link that depends on the site.

    `pieces` has one more item than `links`: the HTML is piece, address, piece, address, ..., piece.
    """

    markdown: str
    pieces: tuple[str, ...] = ("",)
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    """The ids of its headings, to which a link with a `#part` can lead."""


@dataclass(frozen=True, slots=True)
class Context:
    """A tag on an entry, in the entry's own spelling."""

    name: str
    kind: str | None = None
    """The site's own word for what the context is (theme, actor), where the settings tell kinds apart."""

    @property
    def slug(self) -> Slug:
        """Contexts with the same slug are one topic."""
        return slugify(self.name)


@dataclass(frozen=True, slots=True)
class OtherName(Context):
    """A context that is written by another name of its topic."""

    topic: Slug = _NO_TOPIC

    @property
    def slug(self) -> Slug:
        """The topic that it is."""
        return self.topic


@dataclass(frozen=True, slots=True)
class Source:
    """Where the news was read."""

    name: str
    url: str | None = None
    """An http or https address, or none."""
    date: Date | None = None
    archive_url: str | None = None
    author: str | None = None
    note: str | None = None
    """An address that is not http or https; shown as text, never as a link. Without any other name it is the name."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a file holds that only its own page, and feeds, show."""

    body: Body
    sources: tuple[Source, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    """Front-matter keys without a meaning to Dateline, for templates."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of an entry. `url` is an http or https address, or a file in content/."""

    url: str
    alt: str = ""
    credit: str | None = None
    place: Place = field(default=NOWHERE, compare=False)
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Another entry named by a file, and where it stands: a pin, or a line of a page's own Related list."""

    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated piece of news: what other pages than its own show of it, or are made by."""

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
    """The first words of its text."""
    links: tuple[BodyLink, ...] = ()
    """The links of its text whose address depends on the site."""
    anchors: tuple[str, ...] = ()
    """The ids of its text's headings, to which a link with a `#part` can lead."""
    image: Image | None = None
    importance: int | None = None
    status: str | None = None
    location: str | None = None
    updated: Date | None = None
    lang: str | None = None
    draft: bool = False
    spaced: bool = False
    """Whether a blank stands in front of the title in its file; the page form keeps it."""
    aliases: tuple[Reference, ...] = ()
    """Old paths, as written."""
    pins: tuple[Reference, ...] = ()
    """Related entries that stand first."""
    listed: tuple[Reference, ...] = ()
    """The lines of the Related list of a page in page form; derived data, kept to report what is missing."""
    topics: tuple[Slug, ...] = field(init=False, default=())
    """The slugs of the entry's contexts, each once, in the order written; kept, as every build asks for them all."""

    def __post_init__(self) -> None:
        if self.contexts and not self.topics:
            topics = tuple(dict.fromkeys([context.slug for context in self.contexts]))
            object.__setattr__(self, "topics", topics)
        if self.outlets:
            object.__setattr__(self, "outlets", _once(self.outlets))

    @property
    def id(self) -> EntryId:
        """The entry's address without its ending."""
        return id_of(self.address)

    @property
    def section(self) -> Slug:
        """The timeline that the entry belongs to: the first folder of its address."""
        return Slug(self.address.partition("/")[0])

    @property
    def slug(self) -> Slug:
        """The name of the entry's page."""
        return Slug(self.id.rpartition("/")[2])


@lru_cache(maxsize=65_536)
def _once(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same names, kept once for all the entries that have them: most have one of a few."""
    return names


ORDER = attrgetter("date", "address")
"""The total order of entries in time, as a key to sort by."""


@dataclass(frozen=True)
class Page:
    """A Markdown file with no date: about, faq."""

    path: str
    address: Address
    title: str
    summary: str | None = None
    excerpt: str = ""
    links: tuple[BodyLink, ...] = ()
    anchors: tuple[str, ...] = ()
    lang: str | None = None
    draft: bool = False
    aliases: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class TopicFile(Page):
    """A file of content/topics/: what is said of a topic beside its entries. The topic's own page shows it."""

    topic: Slug = _NO_TOPIC
    kind: str | None = None
    names: tuple[Reference, ...] = ()
    """Its title and its aliases: contexts of these names are this topic."""


Text = Entry | Page
"""What was written in Markdown."""


class Version(NamedTuple):
    """A file as a commit left it."""

    commit: str
    date: Date
    """The day on which the commit was made, in UTC."""
    blob: str
    """What git calls the file's bytes."""
    title: str = ""
    """The title that they say; empty where they cannot be read."""
    draft: bool = False
    """Whether they say that the text is a draft."""


class Past(NamedTuple):
    """What git knows of a file."""

    changed: Date
    """The day of the last commit that changed it."""
    versions: tuple[Version, ...] = ()
    """Its versions, the newest first; none of a file that was never changed since it came."""

    def without_drafts(self) -> "Past | None":
        """The past that readers may know of, in which no version counts that was a draft; None if all were."""
        versions = tuple([version for version in self.versions if not version.draft])
        if len(versions) == len(self.versions):
            return self
        return Past(versions[0].date, versions if len(versions) > 1 else ()) if versions else None


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """An entry that was changed since it came, with its versions, the newest first."""

    entry: Entry
    versions: tuple[Version, ...]


History = Mapping[str, Past]
"""What git knows of the files that it knows, by their paths for messages."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What git said when it was asked for the past."""

    history: dict[str, Past] = field(default_factory=dict)
    head: str = ""
    """Where it stood; empty if it said nothing."""
    problems: tuple[Problem, ...] = ()
    """Why it did not say more."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a file gave: an entry, a page, a topic's file, or nothing; and what is wrong with it."""

    entry: Entry | None = None
    page: Page | None = None
    problems: tuple[Problem, ...] = ()
    called: tuple[str, ...] = ()
    """Of a file that may not be published: the slugs of its name, title and contexts, by which others name it."""
    named: tuple[str, ...] = ()
    """The lists that its contexts come from, as written, if a comma in one of them may belong to a name."""
    topic: TopicFile | None = None

    @property
    def item(self) -> Entry | Page | None:
        """The entry or page."""
        return self.entry or self.page or self.topic


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is published as it is."""

    path: str
    """Its name for messages."""
    address: Address
    file: str
    """Where it lies on the disk."""
    mark: tuple[int, ...] = ()
    """By which a change to it shows; see `builder.content.scan`."""


@dataclass(frozen=True, slots=True)
class Absent:
    """What files are called that are in content/ but not published, each name as a slug."""

    failed: frozenset[str] = frozenset()
    """Files with errors of their own: that they are missing is no second error."""
    drafts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Content:
    """All that was read from content/, in the order of paths."""

    entries: tuple[Entry, ...]
    pages: tuple[Page, ...]
    assets: tuple[Asset, ...]
    absent: Absent = Absent()
    aliases: Mapping[Slug, Slug] = field(default_factory=dict)
    """For each other name of a topic, as a slug, the topic."""
    idle: frozenset[Slug] = frozenset()
    """Topics that have a file of their own and no entry, so that they are not published."""

    @property
    def texts(self) -> tuple[Entry | Page, ...]:
        """Everything that was written in Markdown."""
        return (*self.entries, *self.pages)
