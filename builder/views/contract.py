"""What templates may see: a contract. Addresses are paths inside the site.

A template has its page's view as `view` and the site as `site`. The filter `href` makes a link of an address, `full`
a full address (empty without a base URL), `html` the HTML of a body, `content` what a feed shows of an entry, `cdata` a
text as XML without escapes, `number` a number as readers write it. `thing|show(name)` gives what the macro of that name
in `_parts.html` makes of it; `thing|part(name)` gives the same, made only once for all pages, so that it can depend on
nothing else, and `things|parts(name)` gives that of each thing of a list.

`_("All topics")` and `ngettext("%(num)s entry", "%(num)s entries", count)` are words in the site's language. A
message is plain text, and what fills its `%(name)s` is escaped unless it is HTML already.
"""

from collections.abc import Callable, Mapping
from typing import Any

from builder.core.model import Body, Entry, PictureSize
from builder.core.record import Record
from builder.core.text import truncate
from builder.core.urls import Address
from builder.views.charts import Amount, Cell, HeatMap, Histogram
from builder.views.date_distance import Distance

SHORT_TITLE = 60
"""Characters of a title on the way to the entry before or after."""


class DateView(Record, frozen=True):
    """A day, a month or a year."""

    iso: str
    """As machines read it: 2011-05-15, 2011-05 or 2011."""
    text: str
    """As readers of the site's language do: 15 May 2011, May 2011 or 2011."""
    weekday: str
    """The name of the day of the week; empty where no day is known."""
    short: str
    """As a reader below a heading with the year does: 15 May, May or 2011."""


class LinkView(Record, frozen=True):
    """A link inside the site."""

    address: Address
    """Where it leads."""
    text: str
    """Its words."""
    count: int = 0
    """How many entries are behind it; 0 where that says nothing."""


class MenuItemView(Record, frozen=True):
    """An item of the menu: a link inside the site or to elsewhere, or a group of links."""

    text: str
    """Its words."""
    address: Address | None = None
    """Where it leads inside the site."""
    url: str | None = None
    """Where it leads elsewhere: an http or https address."""
    items: tuple["MenuItemView", ...] = ()
    """What is in a group."""


class TreeView(Record, frozen=True):
    """A page, or a folder of pages with all that is in it."""

    address: Address
    """Where it leads."""
    text: str
    """Its title."""
    items: tuple["TreeView", ...] = ()
    """What is in a folder, in its order."""


class AlternateView(Record, frozen=True):
    """The same page in another format."""

    address: Address
    """Where it lies."""
    type: str
    """Its media type."""
    name: str
    """What a reader calls the format: JSON, Markdown, XML, Atom."""


class LogoView(Record, frozen=True):
    """The picture in front of the site's name."""

    address: Address
    """Where it is published."""
    size: PictureSize | None
    """Its width and height in pixels, if that is known."""


class SiteView(Record, frozen=True, eq=False):
    """What is the same on every page."""

    title: str
    """The setting `title`."""
    description: str
    """The setting `description`."""
    language: str
    """The setting `language`."""
    direction: str
    """`rtl` for a language that is written from right to left, else `ltr`."""
    author: str | None
    """The setting `author`."""
    license: str | None
    """The setting `license`: an address or a name."""
    license_url: str | None
    """The same, if it is an http or https address."""
    base_url: str | None
    """The setting `base_url`, with a slash at its end."""
    logo: LogoView | None
    """By the setting `logo`."""
    icon: Address | None
    """By the setting `icon`."""
    image: str | None
    """The full address of the picture that shared links show of pages without one, by the setting `image`."""
    style: str
    """The CSS of the settings below `theme`, safe inside a style element; empty without any."""
    policy: str
    """The content security policy of every page, safe inside an attribute in double quotes; empty for none."""
    sections: tuple[LinkView, ...]
    """The timelines, eight at most; those of the setting `sections` are the first to be chosen."""
    menu: tuple[MenuItemView, ...]
    """What the menu names, by the setting `nav`; or else the timelines, the ways, eight pages, `contents.html`."""
    search: bool
    """The setting `search`: whether there is a search page."""
    data: bool
    """Whether the site is published as data too, to which `data.html` leads: the setting `data`."""
    ways: tuple[LinkView, ...]
    """The ways through all entries beside the timelines, if they lead to any: years, topics, days and sources."""
    extra: Mapping[str, Any]
    """The setting `extra`."""


class HeadView(Record, frozen=True):
    """What a page says of itself to programs."""

    title: str
    """The page's own title; empty on the front page."""
    description: str
    """One or two sentences; may be empty."""
    address: Address
    """Where the page is published."""
    alternates: tuple[AlternateView, ...] = ()
    """The same page in other formats, and the feed that follows it."""
    image: str | None = None
    """The full address of a picture, for those who show one."""
    published: str | None = None
    """The day of an entry, as ISO 8601."""
    updated: str | None = None
    """The day of an entry's last change, as ISO 8601, where it is known."""
    json_ld: str | None = None
    """The entry as JSON-LD, safe inside a script element."""


class TopicLinkView(Record, frozen=True, eq=False):
    """A link to a topic."""

    address: Address
    """Where the topic is published."""
    name: str
    """The topic's name."""
    kind: str | None = None
    """The site's own word for what it is."""
    count: int = 0
    """In the lists of topics, how many entries the topic has; beside another topic, how many the two share; else 0."""


class ItemView(Record, frozen=True, eq=False, gc=True):
    """An entry as one line of a list; no mere record, as it leads back to the site, which keeps its items."""

    address: Address
    """Where the entry is published."""
    title: str
    """Its title; the beginning of a long one, where the setting `list_title` says how much of it lists show."""
    date: DateView
    """Its date."""
    _entry: Entry
    """What it is a line for."""
    _topics_of: Callable[[Entry], tuple[TopicLinkView, ...]]
    """Gives its contexts: few lists show them, and a large topic takes long to find out how it is called."""
    context_count: int
    """How many contexts it has."""
    source: str
    """The first of the outlets that it names as a source; empty if it names none."""
    importance: int | None = None
    """From 1 to 10, where the entry has it."""
    is_turning_point: bool = False
    """Whether it stands out: its importance is 8 or more, and so high that at most a fifth of the entries reach it."""
    end: DateView | None = None
    """The last day, month or year of what lasts."""

    @property
    def short_title(self) -> str:
        """The first 60 characters or so of its title, for a way onwards: the page that it leads to has all of it."""
        return truncate(self.title, SHORT_TITLE)

    @property
    def summary(self) -> str | None:
        """Its summary, or the beginning of its body."""
        return self._entry.summary or self._entry.excerpt or None

    @property
    def topics(self) -> tuple[TopicLinkView, ...]:
        """Its contexts."""
        return self._topics_of(self._entry)

    @property
    def first_topics(self) -> tuple[TopicLinkView, ...]:
        """The first three of its contexts."""
        return self.topics[:3]

    @property
    def more_topics(self) -> int:
        """How many contexts it has beside these."""
        return max(0, self.context_count - 3)


class RelatedView(Record, frozen=True, eq=False):
    """An entry of a Related list."""

    item: ItemView
    """The entry."""
    shared: tuple[str, ...]
    """The names of the contexts that it shares, in case-sensitive order."""
    names: str
    """The same as one text."""


class ThreadView(Record, frozen=True, eq=False):
    """A topic that tells an entry's story."""

    topic: TopicLinkView
    """The topic."""
    number: int
    """The place of the entry in it, from 1 on."""
    count: int
    """How many entries it has."""
    year: str | None
    """The year in which these two are counted, if the topic is large."""
    strip: Address
    """The picture of the topic's strip."""
    mark: str
    """Where the entry is on the strip, in hundredths of its width from the left: `43.2%`."""
    earlier: ItemView | None
    """The entry before in the topic, unless another thread has it already."""
    later: ItemView | None
    """The entry after, likewise."""
    is_latest: bool
    """Whether nothing comes after."""


class KindView(Record, frozen=True, eq=False):
    """The topics of one kind, or of any."""

    name: str
    """The site's own word for the kind; empty for all topics, and for those without one."""
    count: int
    """How many there are."""
    topics: tuple[TopicLinkView, ...]
    """These, or of many those with most entries."""


class BodyView(Record, frozen=True):
    """A Markdown text; the filter `html` gives its HTML."""

    body: Body
    """The text as HTML with holes."""
    addresses: tuple[str, ...]
    """What fills the holes."""

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return self.body.pieces != ("",)


class SourceView(Record, frozen=True):
    """Where the news was read."""

    name: str
    """The outlet."""
    title: str | None
    """The headline of what was read."""
    url: str | None
    """An http or https address."""
    file: str | None
    """The link to a file of the site, which the source is."""
    date: DateView | None
    """When it was published."""
    archive_url: str | None
    """An archived copy."""
    dead_since: DateView | None
    """The first day on which it was no longer there, where it is dead and the settings ask to say so."""
    author: str | None
    """Who wrote it."""
    note: str | None
    """An address that is not http or https."""
    outlet: LinkView | None
    """The page with all entries of its outlet; none if no other entry names it."""


class ImageView(Record, frozen=True):
    """The picture of an entry."""

    address: str | None
    """The link to a file of the site; none for a picture that lies elsewhere, which is linked and not shown."""
    url: str
    """As written."""
    alt: str
    """What the picture shows."""
    credit: str | None
    """Who made it."""
    size: PictureSize | None
    """The width and height of the file in pixels, if that is known."""


class CorrectionView(Record, frozen=True):
    """A correction of an entry."""

    date: DateView
    """When it was made."""
    note: BodyView
    """What was wrong, in a sentence."""


class EntryView(Record, frozen=True):
    """The page of an entry."""

    head: HeadView
    """What the page says of itself."""
    title: str
    """The title."""
    date: DateView
    """The date."""
    when: LinkView
    """The day, or for a partial date the month or year, that lists the entry."""
    until: LinkView | None
    """The same of the end of what lasts."""
    section: LinkView
    """The timeline that the entry belongs to."""
    summary: str | None
    """The front matter's summary."""
    corrections: tuple[CorrectionView, ...]
    """What was wrong in it, as its front matter says."""
    body: BodyView
    """The text."""
    topics: tuple[TopicLinkView, ...]
    """The contexts."""
    threads: tuple[ThreadView, ...]
    """The few contexts that tell its story, each with the entries before and after in its topic."""
    other_topics: tuple[KindView, ...]
    """All other contexts by kind."""
    sources: tuple[SourceView, ...]
    """The sources."""
    image: ImageView | None
    """The picture."""
    importance: int | None
    """From 1 to 10."""
    status: str | None
    """A word such as confirmed."""
    location: str | None
    """Where it happened."""
    updated: DateView | None
    """When the entry was last changed since it came, as its front matter says, or else git."""
    history: Address | None
    """Where its versions are listed; none where git knows one at most."""
    language: str | None
    """The entry's language where it is not the site's."""
    related: tuple[tuple[RelatedView, Distance], ...]
    """The Related entries, each with how long before (a `number` below zero) or after this one it was."""
    mentions: tuple[LinkView, ...]
    """The entries and pages whose text links to this one."""
    previous: ItemView | None
    """The entry before this one in its section."""
    next: ItemView | None
    """The entry after this one in its section."""
    edit: str | None
    """Where its file can be edited, by the setting `edit_url` or `repository`."""
    correct: str | None
    """Where a reader can say what is wrong, by the setting `repository`."""
    add_source: str | None
    """Where a reader can name another source, by the setting `repository`."""
    extra: Mapping[str, Any]
    """Front-matter keys without a meaning to Dateline."""


class VersionView(Record, frozen=True):
    """An entry as a commit left it."""

    date: DateView
    """The day of the commit, in UTC."""
    title: str | None
    """The title that the entry got; none where it stayed, or cannot be read any more."""
    commit: str
    """The beginning of the commit's name."""
    url: str | None
    """Where the commit can be seen, by the setting `repository`."""


class HistoryView(Record, frozen=True):
    """The page of an entry's versions."""

    head: HeadView
    """What the page says of itself."""
    entry: LinkView
    """The entry, by its title."""
    language: str | None
    """The entry's language where it is not the site's."""
    versions: tuple[VersionView, ...]
    """The versions, the newest first."""


class PageItemView(Record, frozen=True):
    """A page, or a folder of pages, in the list of the folder that it lies in."""

    address: Address
    """Where it leads."""
    text: str
    """Its title."""
    summary: str
    """Its summary, or the beginning of its text; may be empty."""
    items: tuple[LinkView, ...]
    """What a folder holds itself."""


class HeadingView(Record, frozen=True):
    """A heading in the text of a page."""

    id: str
    """What its address ends in, behind a #."""
    text: str
    """Its words."""
    parts: tuple["HeadingView", ...] = ()
    """The headings below it, of the next rank."""


class PageView(Record, frozen=True):
    """An undated page, or the page of a folder of such."""

    head: HeadView
    """What the page says of itself."""
    title: str
    """The title."""
    contents: tuple[HeadingView, ...]
    """The headings of the text, of the second and third rank; none where they are fewer than three."""
    body: BodyView | None
    """The text; none of a folder without an index.md."""
    language: str | None
    """The page's language where it is not the site's."""
    crumbs: tuple[LinkView, ...]
    """The folders of pages that it lies in, the topmost first."""
    siblings: tuple[LinkView, ...]
    """The pages and folders of the folder that a page lies in, itself too, in their order; none where they are many."""
    items: tuple[PageItemView, ...]
    """What is in a folder: its pages and folders, in their order."""
    mentions: tuple[LinkView, ...]
    """The entries and pages whose text links to this one."""
    previous: LinkView | None
    """What is read before it, in the topmost folder of pages that it lies in."""
    next: LinkView | None
    """What is read after it."""
    edit: str | None
    """Where its file can be edited, by the setting `edit_url` or `repository`."""
    correct: str | None
    """Where a reader can say what is wrong, by the setting `repository`."""
    extra: Mapping[str, Any]
    """Front-matter keys without a meaning to Dateline."""


class GroupView(Record, frozen=True):
    """Entries under one heading: a day, a month or a year."""

    section: LinkView | None
    """The timeline; none for a year of a topic, which may have entries of several."""
    date: DateView
    """The day, month or year."""
    address: Address
    """Where it is listed: on a page of its own, or below its heading."""
    count: int
    """How many entries it has."""
    items: tuple[ItemView, ...] = ()
    """Its entries; of many the chief ones, or none."""
    lasting: tuple[ItemView, ...] = ()
    """What began before and is listed here too."""
    groups: tuple["GroupView", ...] = ()
    """Of a year with many entries, the same by month; those of which no month is known stand last, as a year."""

    rest: tuple[ItemView, ...] = ()
    """Its entries that are folded below its items, where no page of its own lists them."""
    is_folded: bool = False
    """Whether it is folded below its heading, as there are many entries above it."""

    @property
    def left_out(self) -> int:
        """How many of its entries are not among its items, but among the rest or where it is listed."""
        return self.count - len(self.items) - len(self.lasting)


class StoryView(Record, frozen=True):
    """Entries of a day or a month that tell of the same."""

    id: str
    """The id of its heading."""
    topic: TopicLinkView | None
    """The topic that they share; none for those that share none with enough others."""
    items: tuple[ItemView, ...]
    """The entries; of a day with very many, the chief ones."""
    rest: tuple[ItemView, ...] = ()
    """The others, which are folded."""


class NameView(Record, frozen=True):
    """The name of a day of the week, or of a month."""

    name: str
    """The name."""
    short: str
    """A short form of it."""


class YearRowView(Record, frozen=True):
    """A year as a row of a table."""

    year: LinkView
    """The year, with its count."""
    months: tuple[Cell | None, ...]
    """Its months; see `builder/views/charts.py`."""
    chief: LinkView
    """The entry that stands for the year."""


class YearTableView(Record, frozen=True):
    """The years of a section as a table."""

    section: LinkView
    """The section, with its count."""
    rows: tuple[YearRowView, ...]
    """The years, latest first; of very many the latest."""
    since: str
    """The first year that has a row."""
    earlier: tuple[LinkView, ...]
    """The years before it."""
    earlier_count: int
    """How many entries these have together."""


class SpanView(Record, frozen=True):
    """The page of a day, a month, a year, or of all years of a section or of the site."""

    head: HeadView
    """What the page says of itself."""
    section: LinkView
    """The timeline; of all sections, the page itself."""
    date: DateView | None
    """The span; none for all years."""
    up: tuple[LinkView, ...]
    """The spans that hold this one, largest first."""
    count: int
    """How many entries it has."""
    items: tuple[ItemView, ...]
    """Of a day, its entries; of a month or year, those of which no more than that is known."""
    groups: tuple[GroupView, ...]
    """The parts of a month or a year that have entries; of one with many entries, each with its chief ones."""
    previous: LinkView | None
    """The one before that has entries."""
    next: LinkView | None
    """The one after that has entries."""
    lasting: tuple[ItemView, ...] = ()
    """Of a day, what began before and is listed here too; of a month or year, what lasts until an unknown day of it."""
    year_day: LinkView | None = None
    """Of a day, the same day in all years, where the settings ask for such pages."""
    stories: tuple[StoryView, ...] = ()
    """The entries of a day or a month by what they tell of, where several tell of the same."""
    in_full: bool = False
    """Of a day, whether its entries are so few that there is room for their summaries and topics."""
    rest: tuple[ItemView, ...] = ()
    """Of a day with very many entries and no stories, those that are folded; the others are its items."""
    names: tuple[NameView, ...] = ()
    """Of a month, the days of its weeks; of all years, the months."""
    weeks: tuple[tuple[Cell | None, ...], ...] = ()
    """Of a month with entries of several days, its weeks as the rows of a table; see `builder/views/charts.py`."""
    days: HeatMap | None = None
    """Of a year, its days, unless it has very few entries; see `builder/views/charts.py`."""
    topics: tuple[TopicLinkView, ...] = ()
    """Of a year, the topics with most entries in it."""
    tables: tuple[YearTableView, ...] = ()
    """Of all years, those of each section as a table."""
    title: str = ""
    """The title of the text that introduces the section or the date; empty if there is none."""
    body: BodyView | None = None
    """That text."""
    language: str | None = None
    """Its language, where it is not the site's."""
    suggest: str | None = None
    """Of a day, where a reader can suggest an entry of it, by the setting `repository`."""


class YearDayView(Record, frozen=True):
    """The page of a day of the year, in all years and sections."""

    head: HeadView
    """What the page says of itself."""
    day: str
    """The day as readers read it: 15 May."""
    calendar: Address
    """The calendar of all such days."""
    count: int
    """How many entries it has."""
    years: int
    """In how many years."""
    groups: tuple[GroupView, ...]
    """The entries of each year and section, latest first."""
    previous: LinkView | None
    """The day before it in the calendar that has entries."""
    next: LinkView | None
    """The day after it in the calendar that has entries."""


class CalendarView(Record, frozen=True):
    """The calendar of the days of all years."""

    head: HeadView
    """What the page says of itself."""
    count: int
    """How many days of the year have entries."""
    days: HeatMap
    """The days; see `builder/views/charts.py`."""


class NearView(Record, frozen=True, eq=False):
    """A topic that is near another one."""

    topic: TopicLinkView
    """A link to it, with the number of entries that the two share."""
    together: Address | None
    """The page of the two together, if they often occur together."""
    all: int = 0
    """How many entries it has; 0 where that says nothing: of one that is large."""
    path: str = ""
    """The marks of what the two share on the strip of the page's topic, as SVG writes a path; empty if they are few."""


class TickView(Record, frozen=True):
    """A year or a month below a strip."""

    link: LinkView
    """Where its entries are listed; an empty address where it has none."""
    at: str
    """Where it begins, in hundredths of the width; empty for one that stands at the very end."""
    is_minor: bool
    """Whether it goes where there is little room."""


class PinView(Record, frozen=True, eq=False):
    """A turning point with words above a strip."""

    item: ItemView
    """The entry."""
    at: str
    """Where it is, in hundredths of the width."""
    is_late: bool
    """Whether its words stand left of it, as there is no room right of it."""


class StripView(Record, frozen=True):
    """A line of time; see `builder/views/strip.py`."""

    picture: Address
    """Its marks; an empty address where the page itself draws them."""
    bar_width: int
    """How wide its bars are, of 1000; 0 for dots."""
    has_lines: bool
    """Whether lines above its bars say how long something lasts."""
    ticks: tuple[TickView, ...]
    """What is written below it."""
    pins: tuple[PinView, ...]
    """The turning points that are named above it."""
    before: LinkView | None
    """Where those are listed that are left of its break, and how many they are."""
    paths: tuple[tuple[str, str], ...] = ()
    """What the page itself draws, as SVG writes paths, each after a class: `g` for the line and the years below it, `b`
    for its break, `d` for marks, `p` for those of turning points, `l` for lines above bars."""


class TopicView(Record, frozen=True):
    """The page of a topic, or of one year of it."""

    head: HeadView
    """What the page says of itself."""
    name: str
    """The topic's name."""
    address: Address
    """The topic's own page."""
    kind: str | None
    """The site's own word for what it is."""
    aliases: tuple[str, ...]
    """Its other names."""
    description: str | None
    """What its own file, or the settings, say of it in short."""
    body: BodyView | None
    """The text of its own file; none without one, and on the page of a year."""
    is_folded: bool
    """Whether that is so long, or beside a description, that a phone shows its entries first."""
    language: str | None
    """The language of its own file where it is not the site's."""
    count: int
    """How many entries it has in all, or in the year of the page."""
    first: DateView
    """The date of the first of them."""
    last: DateView
    """The date of the latest of them."""
    year: int | None
    """The year of the page, or of its month; none on the topic's own."""
    period: str
    """The year or the month of the page, as readers read it; empty on the topic's own."""
    of_year: LinkView | None
    """On the page of a month, that of its year."""
    strip: StripView | None
    """All of it on a line of time; none of a few entries, and on the page of a year."""
    chart: Histogram | None
    """How many entries each month of the page's year had; none where that says nothing, and on other pages."""
    amounts: tuple[Amount, ...]
    """How many there were in each year, or month, as numbers."""
    tabs: tuple[LinkView, ...]
    """The pages of its turning points and of all its entries; empty for a topic that has one page only."""
    orders: tuple[LinkView, ...]
    """The pages of its entries by order: newest first, oldest first; likewise."""
    groups: tuple[GroupView, ...]
    """Entries by year, latest first but where the page has the oldest first; of a large topic some of them."""
    years: tuple[LinkView, ...]
    """The pages of its years, if it is large."""
    near: tuple[NearView, ...]
    """The topics that share most entries with it."""
    mentions: tuple[LinkView, ...]
    """Entries and pages whose text links to it without having it as a context."""
    edit: str | None
    """Where its own file can be edited, by the setting `edit_url` or `repository`."""
    correct: str | None
    """Where a reader can say what is wrong with that file, by the setting `repository`."""
    suggest: str | None
    """Where a reader can suggest an entry with this topic, by the setting `repository`; none on the page of a year."""


class PairView(Record, frozen=True):
    """The page of two topics that often occur together."""

    head: HeadView
    """What the page says of itself."""
    topics: tuple[TopicLinkView, TopicLinkView]
    """The two."""
    count: int
    """How many entries have both."""
    first: DateView
    """The date of the first of them."""
    last: DateView
    """The date of the latest of them."""
    strip: StripView
    """They on a line of time."""
    amounts: tuple[Amount, ...]
    """How many there were in each year, or month."""
    groups: tuple[GroupView, ...]
    """They by year, latest first."""


class TopicRowView(Record, frozen=True, eq=False):
    """A topic as a row of small multiples."""

    topic: TopicLinkView
    """A link to it, with its count."""
    latest: LinkView
    """Its latest entry."""
    date: DateView
    """The date of that."""
    turning: str
    """The marks of its turning points, as SVG writes a path; empty without any, and for a topic of few entries."""
    others: str
    """The marks of its other entries, likewise."""


class TopicRowsView(Record, frozen=True, eq=False):
    """The topics of one kind as small multiples."""

    kind: str
    """The site's own word for the kind; empty for those without one, and where kinds are not told apart."""
    count: int
    """How many there are."""
    rows: tuple[TopicRowView, ...]
    """Those with most entries."""


class OverTimeView(Record, frozen=True, eq=False):
    """Topics as small multiples: each on a line of its own, and one axis for all; see `views/small_multiples.py`."""

    line: StripView
    """The axis."""
    box: str
    """What each row draws, as SVG's `viewBox` has it."""
    grid: str
    """The lines behind the marks of each row, as a path."""
    has_bars: bool
    """Whether marks are bars, as some place has too many entries for a dot each."""
    kinds: tuple[TopicRowsView, ...]
    """The topics by kind, the kind with the largest first; those without a kind come last."""


class TopicsView(Record, frozen=True):
    """The index of topics, or the part of it under one letter."""

    head: HeadView
    """What the page says of itself."""
    count: int
    """How many topics the site has."""
    over_time: OverTimeView | None
    """Those with most entries, each on the same line of time; none on the page of a letter."""
    topics: tuple[TopicLinkView, ...]
    """By name; empty where they stand on the pages of their letters."""
    letters: tuple[LinkView, ...]
    """The pages of the letters, where there are so many topics that they need them."""
    parts: tuple[tuple[LinkView, ...], ...] = ()
    """The pages of the parts of the page's letter, and of the parts of such a part."""
    letter: str | None = None
    """The letter of the page."""
    by_name: Address | None = None
    """Where they stand by name; none where they are on pages of their letters."""
    has_kinds: bool = False
    """Whether there is an index by kind too."""
    wanted: Address | None = None
    """The page of wanted names, if there are any."""


class TopicOrderView(Record, frozen=True):
    """The index of topics by size, or by kind."""

    head: HeadView
    """What the page says of itself."""
    count: int
    """How many topics the site has."""
    kinds: tuple[KindView, ...]
    """All of them as one on the index by size."""
    by_name: Address | None
    """Where they stand by name; none where they are on pages of their letters."""
    has_kinds: bool
    """Whether there is an index by kind too."""


class OutletView(Record, frozen=True):
    """The page of an outlet, or of one year of it."""

    head: HeadView
    """What the page says of itself."""
    name: str
    """The outlet's name."""
    address: Address
    """The outlet's own page."""
    count: int
    """How many entries name it in all, or in the year of the page."""
    first: DateView
    """The date of the first of them."""
    last: DateView
    """The date of the latest of them."""
    year: int | None
    """The year of the page, or of its month; none on the outlet's own."""
    period: str
    """The year or the month of the page, as readers read it; empty on the outlet's own."""
    of_year: LinkView | None
    """On the page of a month, that of its year."""
    groups: tuple[GroupView, ...]
    """Entries by year, latest first; on the page of a large outlet only the latest ones."""
    years: tuple[LinkView, ...]
    """The pages of its years, if it is large."""


class OutletsView(Record, frozen=True):
    """The index of outlets, or the part of it under one letter."""

    head: HeadView
    """What the page says of itself."""
    count: int
    """How many outlets the site has, or how many the page lists under its letter."""
    largest: tuple[LinkView, ...]
    """Those that most entries name; empty on the page of a letter."""
    outlets: tuple[LinkView, ...]
    """By name; empty where they stand on the pages of their letters."""
    letters: tuple[LinkView, ...]
    """The pages of the letters, where there are so many outlets that they need them."""
    parts: tuple[tuple[LinkView, ...], ...] = ()
    """The pages of the parts of the page's letter, and of the parts of such a part."""
    letter: str | None = None
    """The letter of the page."""


class MovingView(Record, frozen=True):
    """A topic that has more entries lately than usual."""

    topic: TopicLinkView
    """A link to it; its count is that of the last four weeks."""
    strip: Address
    """Its line of time."""
    latest: ItemView
    """Its latest entry."""
    usual: int
    """How many it had in four weeks of the year before, rounded."""
    is_new: bool
    """Whether it had none."""


class FrontDayView(Record, frozen=True):
    """A day of all sections on the front page."""

    date: DateView
    """The day."""
    address: Address
    """The page of the day in the section that has most entries of it."""
    lead: ItemView
    """The chief entry."""
    image: ImageView | None
    """Its picture, if it is a file of the site."""
    others: tuple[ItemView, ...]
    """The next ones."""
    more: tuple[LinkView, ...]
    """The sections that have more entries of the day, by the page of the day there, with how many."""

    @property
    def left_out(self) -> int:
        """How many entries of the day are not here."""
        return sum(link.count for link in self.more)


class FrontView(Record, frozen=True):
    """The front page."""

    head: HeadView
    """What the page says of itself."""
    strip: StripView | None
    """All entries on a line of time; none for a few."""
    first: DateView | None
    """The date of the first entry; none without entries."""
    last: DateView | None
    """The date of the latest one."""
    topic_count: int
    """How many topics there are."""
    source_count: int
    """How many outlets have an index; none where the settings ask for none."""
    about: Address | None
    """The page about the site, `about.md`, if there is one."""
    latest: FrontDayView | None
    """The latest day that has entries."""
    days: tuple[FrontDayView, ...]
    """The days before it."""
    back: LinkView | None
    """The day before them."""
    moving: tuple[MovingView, ...]
    """The topics that have more entries in the last four weeks of the content than usual."""
    year_day: LinkView | None
    """The latest day in all years; none where no earlier year has an entry of it."""
    on_this_day: tuple[ItemView, ...]
    """Entries of the latest day in earlier years, one of each."""
    topics: tuple[TopicLinkView, ...]
    """The largest topics."""
    count: int
    """How many entries the site has."""
    title: str = ""
    """The title of the text that introduces the site; empty if there is none, or if it is the site's name."""
    body: BodyView | None = None
    """The text that introduces the site."""
    language: str | None = None
    """Its language, where it is not the site's."""
    changes: Address | None = None
    """The page of recent changes, if there is one."""
    suggest: str | None = None
    """Where a reader can suggest an entry, by the setting `repository`."""


class ChangeView(Record, frozen=True):
    """An entry that came, was corrected or was removed."""

    id: str
    """Its address without the ending; of one that was removed the address that it had."""
    title: str
    """Its title; of one that was corrected the one that it had in the end."""
    date: DateView
    """Its date."""
    address: Address | None = None
    """Where it is published; none of one that was removed."""
    language: str | None = None
    """Its language where it is not the site's."""
    titles_before: tuple[str, ...] = ()
    """The titles that it had before."""
    notes: tuple[BodyView, ...] = ()
    """What was wrong, as its front matter says."""
    now: LinkView | None = None
    """What one that was removed leads to now."""


class ChangesOfKindView(Record, frozen=True):
    """What came, what was corrected, or what was removed on a day."""

    name: str
    """What happened, in a word: New."""
    count: int
    """How many entries it happened to."""
    entries: tuple[ChangeView, ...]
    """These entries, the newest first; none of very many, as when an archive came."""


class DayOfChangesView(Record, frozen=True):
    """What changed on a day."""

    date: DateView
    """The day, which git counts in UTC."""
    kinds: tuple[ChangesOfKindView, ...]
    """What came, what was corrected, and what was removed, as far as there was any."""


class ChangesView(Record, frozen=True):
    """The page of recent changes."""

    head: HeadView
    """What the page says of itself."""
    description: str
    """What it lists."""
    days: tuple[DayOfChangesView, ...]
    """The latest day first."""


class WantedNameView(Record, frozen=True):
    """A name that wiki links have and that nothing is published for yet."""

    name: str
    """As most links write it."""
    count: int
    """How many texts link to it."""
    links: tuple[LinkView, ...]
    """These texts; of very many the first."""


class ContentsView(Record, frozen=True):
    """The page of contents, of a site that has more than the menu names."""

    head: HeadView
    """What the page says of itself."""
    sections: tuple[LinkView, ...]
    """All of them, each with how many entries it has."""
    pages: tuple[TreeView, ...]
    """All that lie directly in content/, and the folders of pages there."""


class WantedView(Record, frozen=True):
    """The page of wanted names."""

    head: HeadView
    """What the page says of itself."""
    description: str
    """What such names are."""
    count: int
    """How many there are."""
    names: tuple[WantedNameView, ...]
    """Those of most texts first; of very many the first."""


class DataFileView(Record, frozen=True):
    """A file that holds all of the site."""

    address: Address
    """Where it is published."""
    label: str
    """What the format is called."""
    description: str
    """What the file is for, in a sentence."""


class DataView(Record, frozen=True):
    """The page that leads to the site as data."""

    head: HeadView
    """What the page says of itself."""
    description: str
    """What these files are."""
    files: tuple[DataFileView, ...]
    """One for each format that the settings ask for."""


class NotFoundView(Record, frozen=True):
    """The page for an address that does not exist."""

    head: HeadView
    """What the page says of itself."""


class SearchView(Record, frozen=True):
    """The search page."""

    head: HeadView
    """What the page says of itself."""
    entries: Mapping[str, str]
    """For each kind of number that a language tells apart (one, few, many) the words for so many entries; `{x}` is the
    number."""
    kinds: Mapping[str, str]
    """What is found, by the names that addresses have for it: entries, pages, and texts of topics."""
    words: Mapping[str, str]
    """What the page's script says, by the script's names for it."""
    stemmer: str | None
    """The static file that cuts words of the site's language to their stems; none where there is none."""
    turning_importance: int
    """The importance from which an entry is a turning point."""


class RedirectView(Record, frozen=True):
    """A page that leads from an old address to the one that took its place."""

    target: Address
    """Where it leads."""
    title: str
    """The title of what is there."""


class RedirectsView(Record, frozen=True):
    """The list of old addresses."""

    pairs: tuple[tuple[str, str], ...]
    """Each old path, as a browser asks for it, and the path that took its place."""


class FeedItemView(Record, frozen=True, eq=False):
    """An entry in a feed."""

    id: str
    """A name that never changes, as a URN."""
    address: Address
    """Where the entry is published."""
    title: str
    """Its title."""
    published: str
    """Midnight of its date, UTC, as RFC 3339; of `updated` where the date is to come."""
    updated: str
    """Midnight of the day of its last change, or else of its date; where that is to come, the latest of its feed."""
    end: str | None
    """The last day, month or year of what lasts, as ISO 8601."""
    span: str | None
    """The first and the last date of what lasts, as a reader reads them."""
    summary: str | None
    """Its summary."""
    corrections: tuple[str, ...]
    """What was wrong in it, with the day on which that was corrected, as HTML."""
    body: BodyView
    """Its text."""
    sources: tuple[SourceView, ...]
    """Its sources."""
    contexts: tuple[str, ...]
    """The names of its contexts."""
    language: str | None
    """Its language where it is not the site's."""


class FeedView(Record, frozen=True):
    """The newest entries of the site or of a topic, newest first."""

    id: str
    """A name that never changes, as a URN."""
    title: str
    """The feed's title."""
    address: Address
    """The feed's own address."""
    page: Address
    """The page that it follows."""
    updated: str
    """The latest `updated` of its entries."""
    items: tuple[FeedItemView, ...]
    """The entries."""


class SitemapItemView(Record, frozen=True):
    """An address in the sitemap."""

    url: str
    """The full address."""
    updated: str | None = None
    """The day of its last change, only where it is known."""


class SitemapView(Record, frozen=True):
    """A list of full addresses."""

    items: tuple[SitemapItemView, ...]
    """The addresses."""


class RobotsView(Record, frozen=True):
    """What crawlers may read."""

    sitemap: str | None = None
    """The full address of the sitemap."""
