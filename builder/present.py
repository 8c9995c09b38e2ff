"""From the site to views: what each kind of page shows. One function a kind, none of which knows how it will look."""

import json
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from itertools import groupby

from builder.dates import MONTHS, Date
from builder.markup import fill, plain
from builder.model import Entry, Image, Page, Source
from builder.plan import Redirect, Sitemap, TopicLetter, TopicYear, letters_of, years_of
from builder.site import Day, Month, Section, Site, Topic, Year
from builder.urls import Address, Slug, absolute, date_address, entry_address, href, topic_address
from builder.views import (
    AlternateView,
    BodyView,
    EntryView,
    FrontView,
    GroupView,
    HeadView,
    ImageView,
    ItemView,
    LinkView,
    NotFoundView,
    PageView,
    RedirectView,
    RelatedView,
    RobotsView,
    SitemapItemView,
    SitemapView,
    SiteView,
    SourceView,
    SpanView,
    TopicLinkView,
    TopicsView,
    TopicView,
)

FRONT_DAYS = 3
"""Days with entries on the front page."""

FEW = 150
"""A year with more entries than this lists its days instead of its entries."""

_LATEST = 50
_LARGEST = 30
_NEAR = 12
_SUMMARY = 220
_MEDIA_TYPES = {"json": "application/json", "md": "text/markdown", "xml": "application/xml"}
_FORMAT_NAMES = {"json": "JSON", "md": "Markdown", "xml": "XML"}
_FEED = AlternateView(Address("feed.xml"), "application/atom+xml", "Atom")


class Presenter:
    """Makes the views of one site; keeps what many of them share."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._config = site.config
        self._item = lru_cache(maxsize=None)(self._make_item)
        self._topic_link = lru_cache(maxsize=None)(self._make_topic_link)
        self._entries = {entry.id: entry for entry in site.entries}

    @cached_property
    def site(self) -> SiteView:
        """What is the same on every page."""
        config = self._config
        pages = [page for page in self._site.pages if page.address.count("/") == page.address.endswith("/index.html")]
        return SiteView(
            title=config.title,
            description=config.description,
            language=config.language,
            author=config.author,
            license=config.license,
            base_url=config.base_url,
            sections=tuple(self._section_link(section.slug) for section in self._site.sections),
            pages=tuple(LinkView(page.address, page.title) for page in pages),
            extra=config.extra,
        )

    def entry(self, entry: Entry) -> EntryView:
        """The page of an entry."""
        section, number = self._site.places[entry.id]
        before = section.entries[number - 1] if number else None
        after = section.entries[number + 1] if number + 1 < len(section.entries) else None
        return EntryView(
            head=self._entry_head(entry),
            title=entry.title,
            date=entry.date,
            when=LinkView(date_address(entry.section, entry.date), entry.date.text),
            section=self._section_link(entry.section),
            summary=entry.summary,
            body=self.body(entry),
            topics=self._topics(entry),
            sources=tuple(map(source_view, entry.sources)),
            image=self._image(entry, entry.image) if entry.image else None,
            importance=entry.importance,
            status=entry.status,
            location=entry.location,
            updated=entry.updated,
            language=entry.lang,
            related=tuple(
                RelatedView(self._item(related.entry.id), tuple(topic.name for topic in related.shared))
                for related in self._site.related(entry)
            ),
            mentions=self._mentions(self._site.mentions.get(entry.address, ())),
            previous=self._item(before.id) if before else None,
            next=self._item(after.id) if after else None,
            extra=entry.extra,
        )

    def page(self, page: Page) -> PageView:
        """An undated page."""
        head = HeadView(page.title, page.summary or "", page.address)
        mentions = self._mentions(self._site.mentions.get(page.address, ()))
        return PageView(head, page.title, self.body(page), page.lang, mentions, page.extra)

    def day(self, day: Day) -> SpanView:
        """The page of a day."""
        year, month = Date(day.date.year), Date(day.date.year, day.date.month)
        return self._span(day, (year, month), items=day.entries, count=len(day.entries), formats=True)

    def month(self, month: Month) -> SpanView:
        """The page of a month."""
        groups = tuple(self._group(month.section, day.date, day.entries) for day in month.days)
        return self._span(month, (Date(month.date.year),), month.undated, month.count, groups)

    def year(self, year: Year) -> SpanView:
        """The page of a year: its entries if they are few, else its days."""
        groups = tuple(self._month_group(month, listed=year.count <= FEW) for month in year.months)
        return self._span(year, (), year.undated, year.count, groups)

    def section(self, section: Section) -> SpanView:
        """The page of all years."""
        years = tuple(self._year_group(year) for year in reversed(section.years))
        count = len(section.entries)
        description = f"{counted(count, 'entry')} in {counted(len(years), 'year')}."
        head = HeadView(f"{section.name}: all years", description, date_address(section.slug), (_FEED,))
        return SpanView(head, self._section_link(section.slug), None, (), count, (), years, None, None)

    def topic(self, topic: Topic) -> TopicView:
        """The page of a topic: its whole timeline, or of a large one the latest entries and the way to its years."""
        years = years_of(topic)
        shown = topic.entries[-_LATEST:] if years else topic.entries
        links = tuple(
            LinkView(self._topic_year(topic, part.year), f"{part.year}", len(part.entries)) for part in reversed(years)
        )
        near = tuple(
            TopicLinkView(topic_address(other.slug), other.name, other.kind, count)
            for other, count in self._site.near(topic, _NEAR)
        )
        having = {entry.path for entry in topic.entries}
        mentions = [m for m in self._site.mentions.get(topic_address(topic.slug), ()) if m.path not in having]
        return self._topic_view(topic, shown, links=links, near=near, mentions=self._mentions(mentions))

    def topic_year(self, part: TopicYear) -> TopicView:
        """The page of one year of a large topic."""
        years = tuple(
            LinkView(self._topic_year(part.topic, other.year), f"{other.year}", len(other.entries))
            for other in reversed(years_of(part.topic))
        )
        return self._topic_view(part.topic, part.entries, part.year, years)

    def topics(self) -> TopicsView:
        """The index of topics."""
        topics = tuple(self._site.topics.values())
        letters = self._letters()
        head = HeadView("Topics", f"{counted(len(topics), 'topic')}.", Address("topics/index.html"))
        by_name = () if letters else tuple(self._by_name(topics))
        return TopicsView(head, len(topics), self._largest(), by_name, letters)

    def topic_letter(self, part: TopicLetter) -> TopicsView:
        """The topics under one letter."""
        head = HeadView(f"Topics: {part.letter}", f"{counted(len(part.topics), 'topic')}.", part.address)
        return TopicsView(head, len(part.topics), (), tuple(self._by_name(part.topics)), self._letters(), part.letter)

    def front(self) -> FrontView:
        """The front page: the latest days that have entries, then a way back."""
        days = [day for section in self._site.sections for year in section.years for m in year.months for day in m.days]
        dates = sorted({day.date for day in days}, reverse=True)
        latest = [day for day in days if day.date in dates[:FRONT_DAYS]]
        latest.sort(key=lambda day: (tuple(-part for part in (day.date.year, day.date.month, day.date.day)), day.section))
        earlier = max((day for day in days if day.date not in dates[:FRONT_DAYS]), key=_day_order, default=None)
        back = LinkView(date_address(earlier.section, earlier.date), earlier.date.text) if earlier else None
        head = HeadView("", self._config.description, Address("index.html"), (_FEED,))
        groups = tuple(self._group(day.section, day.date, day.entries) for day in latest)
        return FrontView(head, groups, back, self._largest(), len(self._site.entries))

    def not_found(self) -> NotFoundView:
        """The page for an address that does not exist."""
        return NotFoundView(HeadView("Page not found", "", Address("404.html")))

    def redirect(self, redirect: Redirect) -> RedirectView:
        """A page that leads to the address that took its place."""
        titles = {item.address: item.title for item in (*self._site.entries, *self._site.pages)}
        return RedirectView(redirect.target, titles[redirect.target])

    def sitemap(self, sitemap: Sitemap) -> SitemapView:
        """A sitemap or the list of its parts. A page's last change is given only where its file says it."""
        base_url = self._config.base_url or ""
        parts = tuple(SitemapItemView(absolute(base_url, part)) for part in sitemap.parts)
        pages = tuple(
            SitemapItemView(absolute(base_url, page.address), _last_change(page.subject)) for page in sitemap.pages
        )
        return SitemapView((*parts, *pages))

    def robots(self) -> RobotsView:
        """What crawlers may read: everything."""
        base_url = self._config.base_url
        return RobotsView(absolute(base_url, "sitemap.xml") if base_url else None)

    def body(self, item: Entry | Page) -> BodyView:
        """The text of an entry or page, its links resolved."""
        return BodyView(item.body, self._site.links.get(item.path, ()))

    def _entry_head(self, entry: Entry) -> HeadView:
        formats = [name for name in self._config.formats if name != "html"]
        image = self._site.images.get(entry.id) or (entry.image.url if entry.image else None)
        return HeadView(
            title=entry.title,
            description=entry.summary or shortened(plain(entry.body)),
            address=entry.address,
            alternates=tuple(_alternate(entry_address(entry.id, name), name) for name in formats),
            image=image,
            published=entry.date.iso,
            updated=entry.updated.iso if entry.updated else None,
            json_ld=self._json_ld(entry),
        )

    def _json_ld(self, entry: Entry) -> str:
        """The entry as a NewsArticle: https://schema.org/NewsArticle."""
        config = self._config
        publisher = {"@type": "Organization", "name": config.title}
        article = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": entry.title,
            "datePublished": entry.date.iso,
            "dateModified": (entry.updated or entry.date).iso,
            "author": {"@type": "Person", "name": config.author} if config.author else publisher,
            "publisher": publisher,
        }
        if config.base_url:
            article["url"] = absolute(config.base_url, entry.address)
        if entry.contexts:
            article["about"] = [self._site.topics[slug].name for slug in entry.topics]
        if links := [source.url for source in entry.sources if source.url]:
            article["citation"] = links
        return json.dumps(article, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")

    def _image(self, entry: Entry, image: Image) -> ImageView:
        return ImageView(self._site.images.get(entry.id), image.url, image.alt, image.credit)

    def _section_link(self, slug: Slug) -> LinkView:
        name = next(section.name for section in self._site.sections if section.slug == slug)
        return LinkView(date_address(slug), name)

    def _topics(self, entry: Entry) -> tuple[TopicLinkView, ...]:
        return tuple(map(self._topic_link, entry.topics))

    def _make_topic_link(self, slug: Slug) -> TopicLinkView:
        topic = self._site.topics[slug]
        return TopicLinkView(topic_address(slug), topic.name, topic.kind, len(topic.entries))

    def _make_item(self, entry_id: str) -> ItemView:
        entry = self._entries[entry_id]
        summary = entry.summary or shortened(plain(entry.body)) or None
        return ItemView(entry.address, entry.title, entry.date, summary, self._topics(entry), entry.importance)

    def _items(self, entries: Iterable[Entry]) -> tuple[ItemView, ...]:
        return tuple(self._item(entry.id) for entry in entries)

    def _mentions(self, items: Iterable[Entry | Page]) -> tuple[LinkView, ...]:
        return tuple(LinkView(item.address, item.title) for item in items)

    def _group(self, section: Slug, date: Date, entries: Iterable[Entry]) -> GroupView:
        items = self._items(entries)
        return GroupView(self._section_link(section), date, date_address(section, date), len(items), items)

    def _month_group(self, month: Month, *, listed: bool) -> GroupView:
        days = tuple(
            LinkView(date_address(month.section, day.date), f"{day.date.day}", len(day.entries)) for day in month.days
        )
        entries = (*month.undated, *(entry for day in month.days for entry in day.entries))
        items = self._items(entries) if listed else ()
        section = self._section_link(month.section)
        return GroupView(section, month.date, date_address(month.section, month.date), month.count, items, days)

    def _year_group(self, year: Year) -> GroupView:
        months = tuple(
            LinkView(date_address(m.section, m.date), MONTHS[m.date.month - 1], m.count) for m in year.months
        )
        section = self._section_link(year.section)
        return GroupView(section, year.date, date_address(year.section, year.date), year.count, (), months)

    def _span(
        self,
        span: Day | Month | Year,
        holding: tuple[Date, ...],
        items: Iterable[Entry],
        count: int,
        groups: tuple[GroupView, ...] = (),
        *,
        formats: bool = False,
    ) -> SpanView:
        slug, date = span.section, span.date
        section = self._section_link(slug)
        beside = self._site.neighbours[slug, date]
        names = [name for name in self._config.formats if name != "html"] if formats else []
        head = HeadView(
            title=f"{date.weekday} {date.text}".strip(),
            description=f"{section.text}: {counted(count, 'entry')} of {date.text}.",
            address=date_address(slug, date),
            alternates=tuple(_alternate(date_address(slug, date, name), name) for name in names),
        )
        up = (section, *(LinkView(date_address(slug, d), MONTHS[d.month - 1] if d.month else d.text) for d in holding))
        previous, after = (
            LinkView(date_address(slug, d), d.text) if d else None for d in (beside.previous, beside.next)
        )
        return SpanView(head, section, date, up, count, self._items(items), groups, previous, after)

    def _topic_view(
        self,
        topic: Topic,
        entries: Sequence[Entry],
        year: int | None = None,
        links: tuple[LinkView, ...] = (),
        near: tuple[TopicLinkView, ...] = (),
        mentions: tuple[LinkView, ...] = (),
    ) -> TopicView:
        address = topic_address(topic.slug)
        here = self._topic_year(topic, year) if year else address
        feed = AlternateView(topic_address(topic.slug, "feed.xml"), "application/atom+xml", "Atom")
        data = [_alternate(topic_address(topic.slug, "index.json"), "json")] if "json" in self._config.formats else []
        count = len(topic.entries)
        by_year = groupby(reversed(entries), lambda entry: entry.date.year)
        groups = tuple(
            GroupView(None, Date(number), self._topic_year(topic, number) if links else here, len(items), items)
            for number, its in by_year
            if (items := self._items(its))
        )
        return TopicView(
            head=HeadView(
                title=f"{topic.name}, {year}" if year else topic.name,
                description=topic.description or f"{counted(count, 'entry')} about {topic.name}.",
                address=here,
                alternates=(feed, *data),
            ),
            name=topic.name,
            address=address,
            kind=topic.kind,
            description=topic.description,
            count=count,
            first=topic.entries[0].date,
            last=topic.entries[-1].date,
            year=year,
            groups=groups,
            years=links,
            near=near,
            mentions=mentions,
        )

    def _topic_year(self, topic: Topic, year: int) -> Address:
        return topic_address(topic.slug, f"{year:04}.html")

    def _by_name(self, topics: Iterable[Topic]) -> Iterable[TopicLinkView]:
        ordered = sorted(topics, key=lambda topic: (topic.name.casefold(), topic.slug))
        return (self._topic_link(topic.slug) for topic in ordered)

    def _largest(self) -> tuple[TopicLinkView, ...]:
        ordered = sorted(self._site.topics.values(), key=lambda topic: (-len(topic.entries), topic.name, topic.slug))
        return tuple(self._topic_link(topic.slug) for topic in ordered[:_LARGEST])

    def _letters(self) -> tuple[LinkView, ...]:
        parts = letters_of(tuple(self._site.topics.values()))
        return tuple(LinkView(part.address, part.letter, len(part.topics)) for part in parts)


def body_html(view: BodyView) -> str:
    """The HTML of a text, its links written from the site's root."""
    return fill(view.body, [href(address) for address in view.addresses])


def source_view(source: Source) -> SourceView:
    """A source as templates see it."""
    return SourceView(source.name, source.url, source.date, source.archive_url, source.author, source.note)


def counted(number: int, noun: str) -> str:
    """A number with its noun: 1 entry, 2 entries, 3 topics."""
    plural = f"{noun[:-1]}ies" if noun.endswith("ry") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def shortened(text: str, limit: int = _SUMMARY) -> str:
    """The beginning of a text, cut between words, with an ellipsis where something is left out."""
    if len(text) <= limit:
        return text
    return f"{text[:limit].rpartition(' ')[0] or text[:limit]}…"


def _alternate(address: Address, name: str) -> AlternateView:
    return AlternateView(address, _MEDIA_TYPES[name], _FORMAT_NAMES[name])


def _day_order(day: Day) -> tuple[Date, Slug]:
    return (day.date, day.section)


def _last_change(subject: object) -> str | None:
    return subject.updated.iso if isinstance(subject, Entry) and subject.updated else None
