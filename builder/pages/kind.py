"""A kind of page, and the plan of a site: which kinds there are is said by the registry, in `registry.py`.

A kind of page is one value. It says where its pages lie, what they show, how that is rendered, and which changes of
the site can alter them. Plan, invalidation, the look-up of an address while serving, the sitemap, the reserved
folders, the samples that check templates and the tables of the documentation all follow from it.

    WEEKDAY = PageKind(
        name="weekday",
        pattern=AddressPattern("weekday/{name}.html"),
        subjects=weekdays,          # Site -> the subjects of all its pages
        parameters=weekday_name,    # subject -> {"name": "monday"}
        origin="the list of weekdays",  # what asks for it, for messages
        view=weekday_view,          # Pieces, subject -> what its template sees
        template="weekday.html",
        description="The entries of one day of the week.",
    )

A kind made of named functions only can be sent to other processes as it is; lambdas could not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec.structs import replace

from builder.config.config import Config
from builder.config.formats import Format
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import with_ending
from builder.core.derived import Memoized
from builder.core.model import Asset, Entry, Page
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.shared import Pieces
from builder.relations.aliases import Alias
from builder.relations.changes import Changes
from builder.relations.site import Site
from builder.views.contract import LinkView

S = TypeVar("S")
"""A subject: what one page of a kind shows, such as an entry, a day, or a topic in one year."""


class Links(Enum):
    """How links are written on the pages of a kind."""

    RELATIVE = "relative"
    """From the page: right wherever the site lies, and opened from a disk."""
    ROOTED = "rooted"
    """From the root of the host, for a page that is shown at addresses of any depth: 404.html."""
    FULL = "full"
    """With the base URL, for what is read elsewhere: feeds."""


class Overview(Memoized, frozen=True, dict=True):
    """What is known of a site when all other pages are planned, for kinds that list these: the sitemap."""

    site: Site
    listed: tuple[Address, ...]
    """The pages that search engines should know, in order."""
    redirects: tuple[Alias, ...] = ()
    """The old addresses at which nothing else is published."""


def whole_site(site: Site) -> Iterable[Any]:
    """The subject of a kind of one page that is always there: the site itself."""
    return (site,)


def no_parameters(_subject: object) -> dict[str, Any]:
    """For a kind of one page, whose pattern has no parameters."""
    return {}


def unaffected(_changes: Changes, _site: Site) -> Iterable[Any]:
    """For a kind that settings and theme alone make: no change of the content alters its pages."""
    return ()


class PageKind(Frozen, Generic[S], frozen=True):
    """A kind of page. What it does not say costs time, and never leaves a page stale."""

    name: str
    """Of no other kind: `topic-year`."""
    pattern: AddressPattern
    """Where its pages lie."""
    origin: str | Callable[[S], str]
    """What asks for a page, for messages: the path of a file, or words for a page that is made of many."""
    description: str
    """What its pages show, for the documentation."""
    subjects: Callable[[Site], Iterable[S]] = whole_site
    """What its pages show, one each."""
    parameters: Callable[[S], dict[str, Any]] = no_parameters
    """What fills the pattern for a subject."""
    template: str = ""
    """The Jinja template; empty for what is made without one."""
    view: Callable[[Pieces, S], Any] | None = None
    """What the template sees; None for one that sees the site only."""
    text: Callable[[Pieces, S], str] | None = None
    """What makes the file where there is no template: data."""
    binary: Callable[[Pieces, S], bytes] | None = None
    """What makes the file where it is no text, such as a picture. It is published as it is, links and all."""
    is_gzipped: bool = False
    """Whether a text is published compressed, for programs that read gzip: parts of the sitemap."""
    affected: Callable[[Changes, Site], Iterable[S]] | None = None
    """Its subjects in one state of the site (before or after) that a change makes, alters or takes away.

    None for all of them, with every change: slow, never stale. A page whose existence depends on the content has to
    be among them in the state in which it is there.
    """
    shows_texts: bool = True
    """Whether its pages show more of entries than lists do: `affected` hears of edits of texts alone too.

    Lists of the default theme show a text, or how it begins, of turning points only.
    """
    find: Callable[[Site, Mapping[str, Any]], S | None] | None = None
    """The subject of an address, by the values that its pattern read; None to look through all subjects."""
    address_of: Callable[[S], Address] | None = None
    """The address of a subject that knows it, which must be the one that the pattern makes."""
    enabled: Callable[[Config], bool] | None = None
    """Whether the settings ask for it; None for always."""
    setting: str = ""
    """The setting that turns it off, for a site that is too large: `topic_feeds`."""
    format: Format | None = None
    """The output format; None for HTML and for files that programs look for by their names."""
    alternate_of: tuple[str, ...] = ()
    """The kinds of page that name it in their head as the same in another format."""
    in_sitemap: bool = True
    """Whether search engines should know its pages; only those whose addresses end in .html are listed."""
    links: Links = Links.RELATIVE
    source: Callable[[Site, S], Entry | Page | None] | None = None
    """The text to edit for a page; None where a page is made of many."""
    related: Callable[[Any], Iterable[Address]] | None = None
    """What a view's Related list names. A build keeps it, since from a change alone it cannot be known again."""
    menu: Callable[[Pieces], Iterable[LinkView]] | None = None
    """Links to its pages in the menu of every page."""
    overview: Callable[[Overview], Iterable[S]] | None = None
    """In the place of `subjects`, for a kind that follows from the addresses of all other pages."""
    is_altered: Callable[[Changes, S], bool] | None = None
    """Of such a kind, whether a change may alter a page though its subject is the same as before; None for always."""
    gives_way: bool = False
    """Whether something else at the same address is published instead, and no problem."""

    def address(self, subject: S) -> Address:
        """Where the page of a subject lies."""
        return self.address_of(subject) if self.address_of else self.pattern.make(**self.parameters(subject))

    def page(self, subject: S) -> "PlannedPage":
        """The page of a subject."""
        return PlannedPage(self.address(subject), self, subject)

    def is_enabled(self, config: Config) -> bool:
        """Whether the settings ask for its pages."""
        is_wanted = self.format is None or not self.format.is_setting or self.format.name in config.formats
        return is_wanted and (self.enabled is None or self.enabled(config))

    def pages(self, site: Site) -> "Iterator[PlannedPage]":
        """All its pages but those that follow from others."""
        if self.is_enabled(site.config) and not self.overview:
            yield from map(self.page, self.subjects(site))

    def overview_pages(self, overview: Overview) -> "Iterator[PlannedPage]":
        """Its pages, of a kind that follows from the addresses of all others."""
        if self.overview and self.is_enabled(overview.site.config):
            yield from map(self.page, self.overview(overview))

    def stays(self, page: "PlannedPage", before: "PlannedPage | None", changes: Changes) -> bool:
        """Whether a page that follows from the addresses of others is as it was before a change."""
        if self.is_altered is None or before is None or before.subject != page.subject:
            return False
        return not self.is_altered(changes, page.subject)

    def is_affected(self, changes: Changes) -> bool:
        """Whether a change alters any of its pages though no other page comes or goes, of a kind with an overview."""
        return self.affected is None or any(True for _ in self.affected(changes, changes.after))

    def affected_pages(self, changes: Changes, site: Site) -> "Iterator[PlannedPage]":
        """Its pages in one state of the site that a change makes, alters or takes away."""
        if self.affected is None:
            yield from self.pages(site)
        elif self.is_enabled(site.config) and not self.overview:
            yield from map(self.page, self.affected(changes if self.shows_texts else changes.listed, site))


def in_format(kind: PageKind[S], output: Format, text: Callable[[Pieces, S], str], **differences: Any) -> PageKind[S]:
    """The kind of the same subjects in another format, beside the HTML page; what differs more is named."""
    return replace(
        kind,
        name=f"{kind.name}.{output.name}",
        pattern=AddressPattern(with_ending(Address(kind.pattern.text), output.name)),
        description=f"The same as {output.label}.",
        template="",
        view=None,
        text=text,
        address_of=partial(_in_format, kind.address_of, output.name) if kind.address_of else None,
        setting=f"{output.name} in formats",
        format=output,
        alternate_of=(kind.name,),
        shows_texts=True,
        in_sitemap=False,
        related=None,
        menu=None,
        **differences,
    )


def _in_format(address_of: Callable[[S], Address], ending: str, subject: S) -> Address:
    return with_ending(address_of(subject), ending)


class PlannedPage(Frozen, frozen=True):
    """A page to be rendered: where it lies, of what kind it is, and what it shows."""

    address: Address
    kind: PageKind[Any]
    subject: Any

    @property
    def origin(self) -> str:
        """What asks for it, for messages."""
        origin = self.kind.origin
        return origin if isinstance(origin, str) else str(origin(self.subject))


class Copied(Frozen, frozen=True):
    """A file to be published as it is."""

    address: Address
    asset: Asset

    @property
    def origin(self) -> str:
        """What asks for it, for messages."""
        return self.asset.path


class Plan(Frozen, frozen=True):
    """Every file to be published, in the order of addresses."""

    pages: tuple[PlannedPage, ...]
    copies: tuple[Copied, ...]
