"""What many pages show: links, lines and groups of entries, each made once for a site."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, Protocol, TypeVar

from builder.config.config import Config
from builder.config.formats import Format
from builder.config.repository_links import commit_url, edit_url, issue_form_url, suggestion_url
from builder.config.theme_colors import DEFAULTS
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import (
    date_address,
    outlet_address,
    strip_address,
    topic_address,
    year_day_address,
)
from builder.core.dates import Date, YearDay, date_of_ordinal
from builder.core.links import absolute_url
from builder.core.model import Detail, Entry, Page
from builder.core.text import truncate
from builder.core.urls import Address, Slug, outlet_slug
from builder.pages.site_view import site_view
from builder.relations.site import Site
from builder.relations.threads import Thread
from builder.relations.turning_points import chief, chief_entry
from builder.theme.language import Language, capitalize
from builder.views.contract import (
    AlternateView,
    DateView,
    GroupView,
    ItemView,
    KindView,
    LinkView,
    RelatedView,
    SiteView,
    ThreadView,
    TopicLinkView,
)
from builder.views.date_distance import Distance, distance
from builder.views.strip import Axis, Strip, axis_of, strip

S = TypeVar("S", bound=Hashable)
T = TypeVar("T")

LARGEST = 30
"""Topics in the lists of the largest."""

KEPT = 5_000
"""How many parts of pages of one kind are kept for the next page that shows them; more would fill the memory."""

DETAILS = 250
"""Of how many texts the details are kept: a page asks more than once, and so do feeds that have the same entries."""


class SiblingKind(Protocol):
    """What the pages of one kind say of another kind: a format of the same in their head, a link in their menu."""

    @property
    def pattern(self) -> AddressPattern:
        """Where its pages lie."""
        ...

    @property
    def format(self) -> Format | None:
        """Its output format, if it is not HTML."""
        ...

    @property
    def alternate_of(self) -> tuple[str, ...]:
        """The kinds that name it in their head."""
        ...

    @property
    def menu(self) -> "Callable[[Pieces], Iterable[LinkView]] | None":
        """Links to its pages in the menu."""
        ...

    def is_enabled(self, config: Config, /) -> bool:
        """Whether the settings ask for its pages."""
        ...


class Pieces:
    """The pieces that the pages of one site have in common."""

    def __init__(
        self,
        site: Site,
        language: Language,
        detail: Callable[[Entry | Page], Detail],
        kinds: Iterable[SiblingKind] = (),
    ) -> None:
        self.site = site
        self._kinds = tuple(kind for kind in kinds if kind.is_enabled(site.config))
        self._alternates = {
            name: tuple(
                (kind.pattern, kind.format) for kind in self._kinds if kind.format and name in kind.alternate_of
            )
            for name in {name for kind in self._kinds for name in kind.alternate_of}
        }
        self.language = language
        self.date = lru_cache(maxsize=KEPT)(self._date)
        self.detail = lru_cache(maxsize=DETAILS)(detail)
        """What only the own page of an entry or page, and feeds, show of it."""
        self.item = lru_cache(maxsize=KEPT)(self._item)
        self.topic_link = lru_cache(maxsize=None)(self._topic_link)
        self.counted_link = lru_cache(maxsize=None)(self._counted_link)
        self.section_link = lru_cache(maxsize=None)(self._section_link)
        """A link to a timeline."""
        self.date_link = lru_cache(maxsize=KEPT)(self._date_link)
        """A link to a day, a month or a year."""
        self.outlet_link = lru_cache(maxsize=KEPT)(self._outlet_link)
        """A link to the page of an outlet; none where it has none."""
        self._shared_names = lru_cache(maxsize=KEPT)(self._find_shared_names)
        self.axis = lru_cache(maxsize=KEPT)(self._axis)
        """The time that the strip of a topic shows."""
        self.strip = lru_cache(maxsize=KEPT)(self._strip)
        """The strip of a topic."""
        self.made = lru_cache(maxsize=KEPT)(self._make)
        """What a function makes of an entry's address, or of a topic or an outlet, for all pages that show it."""

    @cached_property
    def view(self) -> SiteView:
        """What is the same on every page."""
        return site_view(self, self._kinds)

    @cached_property
    def words_in_texts(self) -> Mapping[str, str]:
        """The words that Markdown itself brings into a text, in the site's language."""
        gettext = self.language.gettext
        return {
            "Note": gettext("Note"),
            "Tip": gettext("Tip"),
            "Important": gettext("Important"),
            "Warning": gettext("Warning"),
            "Caution": gettext("Caution"),
            "Done": gettext("Done"),
            "To do": gettext("To do"),
        }

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colours of the theme by name, for pictures that lie in files of their own."""
        return {**DEFAULTS, **self.site.config.theme.own()}

    def _section_link(self, slug: Slug) -> LinkView:
        return LinkView(date_address(slug), self.site.name_of(slug))

    def list_title(self, title: str) -> str:
        """A title as lists show it."""
        limit = self.site.config.list_title
        return truncate(title, limit) if limit else title

    def items(self, entries: Iterable[Entry]) -> tuple[ItemView, ...]:
        """Entries as lines of a list."""
        return tuple(self.item(entry.address) for entry in entries)

    def topics(self, entry: Entry) -> tuple[TopicLinkView, ...]:
        """Links to the topics of an entry."""
        return tuple(map(self.topic_link, entry.topics))

    def largest(self, limit: int = LARGEST) -> tuple[TopicLinkView, ...]:
        """Links to the topics with most entries."""
        return self.largest_of(self.site.topics.counts, limit)

    def largest_of(self, counts: Mapping[Slug, int], limit: int) -> tuple[TopicLinkView, ...]:
        """Links to those of some counted topics that have most entries, with these numbers."""
        return tuple(self.counted_link(topic.slug, count) for topic, count in self.site.topics.largest(counts, limit))

    def group(
        self,
        section: Slug,
        date: Date,
        entries: Sequence[Entry],
        lasting: Sequence[Entry] = (),
        limit: int | None = None,
    ) -> GroupView:
        """The entries of a day, a month or a year, and what began before and is listed there too.

        With a limit, no more than so many entries that stand for all of them.
        """
        items = self.items(entries if limit is None or not entries else self.leading(entries, limit))
        address, count = date_address(section, date), len(entries) + len(lasting)
        return GroupView(self.section_link(section), self.date(date), address, count, items, self.items(lasting))

    def leading(self, entries: Sequence[Entry], limit: int) -> Sequence[Entry]:
        """The entries that stand for many: their turning points, of many the chief ones; or else the chief one."""
        turning_points = [entry for entry in entries if self.site.is_turning_point(entry)]
        return chief(turning_points, limit) or [chief_entry(entries)]

    def _date_link(self, section: Slug, date: Date) -> LinkView:
        return LinkView(date_address(section, date), capitalize(self.date(date).text))

    def year_day_link(self, date: YearDay) -> LinkView | None:
        """A link to a day in all years; none where the settings ask for no such pages."""
        if not self.site.config.on_this_day:
            return None
        return LinkView(year_day_address(date), self.language.year_day(date))

    def card(self, address: Address) -> str | None:
        """The full address of a card; none where the settings ask for none, or say no base URL."""
        config = self.site.config
        return absolute_url(config.base_url, address) if config.card_font and config.base_url else None

    def edit(self, path: str) -> str | None:
        """Where a file of the site can be edited."""
        return edit_url(self.site.config, path)

    def form(self, form: str, path: str, address: Address) -> str | None:
        """Where an issue about a page and its file can be opened."""
        return issue_form_url(self.site.config, form, path, address)

    def suggest(self, *, date: str = "", context: str = "", section: Slug | None = None) -> str | None:
        """Where an issue can be opened that suggests an entry of a date and a section, or with a context."""
        named = self.site.name_of(section) if section and len(self.site.by_section) > 1 else ""
        return suggestion_url(self.site.config, date, context, named)

    def commit(self, name: str) -> str | None:
        """Where a commit of the site's files can be seen."""
        return commit_url(self.site.config, name)

    def mentions(self, address: Address) -> tuple[LinkView, ...]:
        """The entries and pages whose text links to an address."""
        return self.list_links(self.site.mentions.get(address, ()))

    def list_links(self, items: Iterable[Entry | Page]) -> tuple[LinkView, ...]:
        """Links to entries and pages, as lists show them."""
        return tuple(map(self.list_link, items))

    def list_link(self, item: Entry | Page) -> LinkView:
        """A link to an entry or a page by its title, as lists show it."""
        return LinkView(item.address, self.list_title(item.title))

    def alternates(self, kind: str, parameters: Mapping[str, Any]) -> tuple[AlternateView, ...]:
        """What a page of a kind names as the same in other formats, given the parameters of its address."""
        return tuple(
            [
                AlternateView(pattern.make(**parameters), format_.media_type, format_.label)
                for pattern, format_ in self._alternates.get(kind, ())
            ]
        )

    def _make(self, make: Callable[["Pieces", S], T], subject: S) -> T:
        return make(self, subject)

    def _outlet_link(self, name: str) -> LinkView | None:
        slug = outlet_slug(name)
        has_page = self.site.config.sources and not self.site.outlets.only_entry(slug)
        return LinkView(outlet_address(slug), name) if has_page else None

    def _item(self, address: Address) -> ItemView:
        entry = self.site.entry_at[address]
        return ItemView(
            entry.address,
            self.list_title(entry.title),
            self.date(entry.date),
            entry,
            self.topics,
            len(entry.topics),
            entry.outlets[0] if entry.outlets else "",
            entry.importance,
            self.site.is_turning_point(entry),
            self.date(entry.end) if entry.end else None,
        )

    def _date(self, date: Date) -> DateView:
        return DateView(date.iso, self.language.date(date), self.language.weekday(date), self.language.short_date(date))

    def _topic_link(self, slug: Slug) -> TopicLinkView:
        topic = self.site.topics[slug]
        return TopicLinkView(topic_address(slug), topic.name, topic.kind)

    def _counted_link(self, slug: Slug, count: int) -> TopicLinkView:
        topic = self.site.topics[slug]
        return TopicLinkView(topic_address(slug), topic.name, topic.kind, count)

    def _axis(self, topic: Slug) -> Axis:
        return axis_of([entry.date for entry in self.site.topics[topic].entries])

    def _strip(self, topic: Slug) -> Strip:
        return self.strip_of(self.site.topics[topic].entries)

    @cached_property
    def site_strip(self) -> Strip:
        """The strip of all entries. There is at least one."""
        return self.strip_of(self.site.entries)

    def strip_of(self, entries: Sequence[Entry]) -> Strip:
        """The strip of some entries, oldest first. There is at least one."""
        is_turning_point = self.site.is_turning_point
        turning = [number for number, entry in enumerate(entries) if entry.importance and is_turning_point(entry)]
        ends = {number: date_of_ordinal(entry.last_ordinal) for number, entry in enumerate(entries) if entry.end}
        return strip([entry.date for entry in entries], turning, ends)

    def related(self, entry: Entry) -> tuple[tuple[RelatedView, Distance], ...]:
        """The Related list of an entry: each other one with what the two share, and how far away it is."""
        topics, date = entry.topics, entry.date
        lines: list[tuple[RelatedView, Distance]] = []
        for other in self.site.ranked(entry):
            names, listed = self._shared_names(tuple([slug for slug in topics if slug in other.topics]))
            lines.append((RelatedView(self.item(other.address), names, listed), distance(date, other.date)))
        return tuple(lines)

    def _find_shared_names(self, slugs: tuple[Slug, ...]) -> tuple[tuple[str, ...], str]:
        """The names of some topics, and the same as one text: thousands of pairs of entries share the same few."""
        names = tuple([topic.name for topic in self.site.by_name(slugs)])
        return names, f"{self.language.gettext(',')} ".join(self.language.isolated(name) for name in names)

    def threads(self, entry: Entry) -> tuple[ThreadView, ...]:
        """The few topics that tell the story of an entry."""
        return tuple([self._thread(thread, entry.date) for thread in self.site.threads(entry)])

    def _thread(self, thread: Thread, date: Date) -> ThreadView:
        return ThreadView(
            topic=self.topic_link(thread.topic),
            number=thread.number,
            count=thread.count,
            year=self.date(Date(thread.year)).text if thread.year else None,
            strip=strip_address(thread.topic),
            mark=self.axis(thread.topic).percent(date),
            earlier=self.item(thread.earlier.address) if thread.earlier else None,
            later=self.item(thread.later.address) if thread.later else None,
            is_latest=thread.is_latest,
        )

    def other_topics(self, entry: Entry, threads: Iterable[ThreadView]) -> tuple[KindView, ...]:
        """The topics of an entry that are no threads, by kind; those without one come last."""
        told = {thread.topic.address for thread in threads}
        by_kind: dict[str, list[TopicLinkView]] = {}
        for topic in self.topics(entry):
            if topic.address not in told:
                by_kind.setdefault(topic.kind or "", []).append(topic)
        return tuple([KindView(kind, len(its), tuple(its)) for kind, its in sorted(by_kind.items(), key=kind_order)])


def kind_order(of_kind: tuple[str, object]) -> tuple[bool, str, str]:
    """The sort key of kinds, given with what is of each: by name, and what has none comes last."""
    kind, _ = of_kind
    return not kind, kind.casefold(), kind
