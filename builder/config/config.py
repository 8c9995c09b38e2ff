"""The settings of one site, as values: each declared with its default, its check, its words and what it affects."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from msgspec.structs import force_setattr

from builder.config import checks, site_files
from builder.config.checked_sources import CheckedSource
from builder.config.fields import check_fields
from builder.config.ignore import IgnorePattern, check_active_files, check_ignore, check_pages, place_ignore
from builder.config.levels import check_levels
from builder.config.markup import MarkupSettings
from builder.config.nav import NavItem, check_nav, place_nav
from builder.config.old_addresses import OldAddress, check_old_addresses
from builder.config.outlets import OutletAliases, check_outlets
from builder.config.publishing import PublishSettings
from builder.config.sections import SectionSettings, check_sections, place_sections
from builder.config.security_policy import NO_SOURCES, Sources, check_policy
from builder.config.setting import Affects, setting, table, value
from builder.config.theme_colors import ThemeSettings, review_contrast
from builder.config.topics import TopicSettings, check_topics, place_topics
from builder.core.dates import Date
from builder.core.model import Reference
from builder.core.problems import Levels, Problem
from builder.core.record import Frozen
from builder.core.urls import Slug
from builder.frontmatter import draft_marks
from builder.frontmatter.keys import key_mapping
from builder.frontmatter.mapping import KeyMapping

FORMATS = ("html", "json", "md", "xml")
DATA_FORMATS = ("jsonl", "csv")
RANKINGS = ("newest", "closest")


class RelatedSettings(Frozen, frozen=True):
    """How Related is made: the ranking rule, and how many at most."""

    ranking: str = setting(
        "newest",
        check=checks.one_of(*RANKINGS),
        words="`newest` puts the most shared contexts first, then the newest; `closest` puts rarer shared contexts and "
        "nearer days first ([how](../explained/related.md))",
        affects=Affects.PAGES,
    )
    limit: int = setting(
        10,
        check=checks.whole_number(0, 100),
        words="how many Related entries at most, pinned ones included",
        affects=Affects.PAGES,
    )


class _Placed(Frozen, frozen=True):
    """The one setting that has no default, and that may be given without its name."""

    root: Path
    """The site's folder."""


class FrontSettings(Frozen, frozen=True):
    """How much the front page shows: days, and entries of each."""

    days: int = setting(
        5,
        check=checks.whole_number(1, 31),
        words="how many days with entries the front page shows, the latest first",
        affects=Affects.PAGES,
    )
    entries: int = setting(
        3,
        check=checks.whole_number(1, 50),
        words="how many entries of each of these days, the chief one first; the day's own page has all",
        affects=Affects.PAGES,
    )


_NO_TITLE = "A news timeline"


class Config(_Placed, frozen=True, kw_only=True, dict=True):
    """The settings of one site, complete and checked, and what the command line adds to them.

    Another setting is another field, here or in a subclass: see `builder.config.setting`. Folders are absolute; one
    that is given relative is from the site's folder on.
    """

    former: ClassVar[Mapping[str, str]] = {}
    """Settings that went away, each with its cure: `{"limit": "write related.limit in its place"}`. So far none did."""

    title: str = setting(
        _NO_TITLE, check=checks.filled_text, example="Harbour news", words="the site's name", affects=Affects.PAGES
    )
    description: str = setting(
        "",
        check=checks.text,
        example="What came in and what went out.",
        words="a sentence below the site's name",
        affects=Affects.PAGES,
    )
    base_url: str | None = setting(
        None,
        check=checks.base_url,
        example="https://me.github.io/harbour/",
        words="where the site will be, such as `https://me.github.io/harbour/`. The publishing workflow says it "
        "itself; set it only if you publish in another way. Feeds, sitemap, canonical links and 404.html need it; "
        "without it there is no sitemap, and feeds have relative links",
        affects=Affects.PAGES,
    )
    language: str = setting(
        "en",
        check=checks.language,
        example="de",
        words="the language of the site's words, dates and numbers: `en`, `de`, `fr`, `es`, `ar`, or another language "
        "tag ([how](../look/languages.md))",
    )
    repository: str | None = setting(
        None,
        check=checks.repository,
        example="https://github.com/me/harbour",
        words="the site's repository on GitHub, such as `https://github.com/me/harbour`; entries, pages and topics "
        "with a file then have links to edit it on the branch `main`, wherever in the repository the site lies, to "
        "report a mistake and to add a source, and the front page, days and topics one to [suggest an "
        "entry](../publish/suggestions.md), by the issue forms that `dateline init` makes. The publishing workflow "
        "says it "
        "itself",
        affects=Affects.PAGES,
    )
    edit_url: str | None = setting(
        None,
        check=checks.edit_url,
        example="https://example.org/edit/{path}",
        words="where a file can be edited instead, on other hosts too, such as `https://example.org/edit/{path}`, with "
        "its path from the site's folder on",
        affects=Affects.PAGES,
    )
    logo: Reference | None = setting(
        None,
        check=site_files.picture,
        example="pictures/logo.svg",
        words="a picture in front of the site's name, on every page: the path of a file below `content/`, such as "
        "`pictures/logo.svg`",
        affects=Affects.PAGES,
        placed=site_files.placed("logo"),
    )
    icon: Reference | None = setting(
        None,
        check=site_files.picture,
        example="pictures/icon.svg",
        words="the picture on browsers' tabs, instead of Dateline's own: the path of a file below `content/`, such as "
        "`pictures/icon.svg` or `favicon.ico`",
        affects=Affects.PAGES,
        placed=site_files.placed("icon"),
    )
    image: Reference | None = setting(
        None,
        check=site_files.picture_or_address,
        example="pictures/card.png",
        words="the picture that shared links show of pages without one of their own: an address, or the path of a file "
        "below `content/`, such as `pictures/card.png`, which needs a `base_url`",
        affects=Affects.PAGES,
        placed=site_files.placed("image"),
    )
    card_font: str | None = setting(
        None,
        check=checks.font,
        example="static/serif.ttf",
        words="a TrueType or OpenType font with which cards are drawn, the pictures that shared links show of topics "
        "and turning points: a file below `templates/static/`, such as `static/serif.ttf`. It needs Pillow, and a "
        "`base_url` ([how](../look/cards.md))",
        affects=Affects.PAGES,
    )
    path_in_repository: str = value("content", affects=Affects.PAGES)
    """Where the content lies in its git repository, such as `docs/site/content`, or else in the site's folder."""
    author: str | None = setting(
        None, check=checks.text, example="The harbour desk", words="who publishes the site", affects=Affects.PAGES
    )
    license: str | None = setting(
        None,
        check=checks.text,
        example="https://creativecommons.org/licenses/by/4.0/",
        words="under which licence the site is: an address or a name",
        affects=Affects.PAGES,
    )
    content: Path = setting(Path("content"), check=checks.folder, example="texts", words="the folder that is read")
    output: Path = setting(
        Path("output"),
        check=checks.folder,
        example="public",
        words="the folder that is written, from the site's folder on",
        affects=Affects.NOTHING,
    )
    templates: Path = setting(
        Path("templates"),
        check=checks.folder,
        example="theme",
        words="the folder of the site's own templates ([how](../look/templates.md)), where another tool's lie in "
        "`templates`",
        affects=Affects.NOTHING,
    )
    formats: tuple[str, ...] = setting(
        ("html", "json"),
        check=checks.some_of(*FORMATS),
        example=["html", "json", "md"],
        words="what is published of each entry and day: `html` always, and any of `json`, `md` and `xml`",
        affects=Affects.PAGES,
    )
    data: tuple[str, ...] = setting(
        (),
        check=checks.any_of(*DATA_FORMATS),
        example=["jsonl", "csv"],
        words="the forms in which all of the site is published as one file: any of `jsonl` and `csv`, compressed by "
        "gzip; `data.html` leads to them, and the foot of every page to it ([what they hold](../publish/data.md))",
        affects=Affects.PAGES,
    )
    topic_feeds: int = setting(
        1,
        check=checks.flag_or_number,
        example=10,
        words="how many entries a topic has at least that has a feed of its own: `true` or `1` for all topics, `10` "
        "for those that grow, `false` for none ([what it "
        "saves](../publish/large-sites.md))",
        affects=Affects.PAGES,
    )
    sources: bool = setting(
        True,
        check=checks.flag,
        words="whether outlets have pages with their entries, and an index ([what it "
        "saves](../publish/large-sites.md))",
        affects=Affects.PAGES,
    )
    on_this_day: bool = setting(
        True,
        check=checks.flag,
        words="whether the days of the calendar have pages with their entries of all years ([what it "
        "saves](../publish/large-sites.md))",
        affects=Affects.PAGES,
    )
    pairs: bool = setting(
        True,
        check=checks.flag,
        words="whether two topics that often occur together have a page ([what it saves](../publish/large-sites.md))",
        affects=Affects.PAGES,
    )
    list_title: int = setting(
        0,
        check=checks.whole_number(0, of="characters"),
        example=100,
        words="how many characters of a title lists show, such as `100`, where titles are whole sentences; `0` for "
        "all. An entry's own page, feeds, search and data have all of it ([what it saves](../publish/large-sites.md))",
        affects=Affects.PAGES,
    )
    raw_html: bool = setting(
        False, check=checks.flag, words="whether HTML in Markdown is passed through instead of shown as text"
    )
    content_security_policy: Sources | None = setting(
        NO_SOURCES,
        check=check_policy,
        words="sources that are added to the [content security policy](../publish/content-security-policy.md) of "
        "pages, by its "
        "directives; `false` takes the policy away",
        example={"script-src": ["https://stats.example.org"], "connect-src": ["https://stats.example.org"]},
        affects=Affects.PAGES,
    )
    markup: MarkupSettings = table(
        MarkupSettings(),
        words="what becomes of the markup of other tools in Markdown",
    )
    search: bool = setting(
        True, check=checks.flag, words="whether there is a search page, with its index", affects=Affects.PAGES
    )
    history: bool = setting(
        True,
        check=checks.flag,
        words="whether git is asked when entries changed and which titles they had ([how](../explained/git.md))",
        affects=Affects.PAGES,
    )
    changes: int = setting(
        30,
        check=checks.whole_number(0, 100),
        words="how many days with changes `changes.html` and its feeds have, the latest first; `0` for no such page "
        "([what it lists](../keep/changes.md))",
        affects=Affects.PAGES,
    )
    budget: int = setting(
        900,
        check=checks.whole_number(1, of="megabytes"),
        words="the megabytes that the site may have as it lies. A build that makes more says what could be turned off "
        "and what that saves at least ([how](../publish/large-sites.md))",
        affects=Affects.NOTHING,
    )
    packed_budget: int = setting(
        900,
        check=checks.whole_number(1, of="megabytes"),
        words="the megabytes that the site may have as it is packed for the upload, a fifth of them or so. A build "
        "that makes more leaves the output as it was; GitHub documents 1,000",
        affects=Affects.NOTHING,
    )
    publish: PublishSettings = table(
        PublishSettings(), words="where `dateline publish` puts the site, and what it tells a bucket of its files"
    )
    related: RelatedSettings = table(
        RelatedSettings(), words="which entries come first in Related, and how many there are"
    )
    front: FrontSettings = table(FrontSettings(), words="how much the front page shows")
    fields: KeyMapping = setting(
        key_mapping(),
        check=check_fields,
        words="other names for the keys of front matter, so that somebody else's entries build as they are. `contexts` "
        "takes one list, or a list for each kind; `sources` and `image` name their parts. Of several names the first "
        "that a file has counts, of `aliases` all; `dateline new` and the form write the first. Keys in `extra` are "
        "read by templates only and not warned of. `separator` says what separates contexts that are one text: "
        "`blanks` (`a b c` and `#a #b`), `commas` (`a, b`; by semicolons where there are some: `a; b, c`), `hashes` "
        "(`#a #b` alone), or `none` where a text is one name",
        example={"contexts": ["tags"], "sources": ["references"], "extra": ["colour"]},
    )
    dates: tuple[str, ...] = setting(
        (),
        check=checks.date_forms,
        words="the forms beside `2011-05-15` in which front matter has dates, by the [directives of "
        "strptime](https://docs.python.org/3/library/datetime.html#format-codes), with English names of months. The "
        "first that fits counts, so name only one of `%d/%m/%Y` and `%m/%d/%Y`",
        example=["%B %d, %Y", "%Y/%m/%d"],
    )
    old_addresses: tuple[OldAddress, ...] = setting(
        (),
        check=check_old_addresses,
        words="the patterns of the addresses that another tool had given to entries, and with `{path}` to pages too: "
        "each gets a page there that leads to the new address. A table names the section whose texts a pattern is of. "
        "Parts are `{path}` (folders and slug), `{folder}`, "
        "`{slug}`, `{name}` and `{file}` (of the file, without and with its date), `{title}`, `{section}`, `{year}`, "
        "`{month}`, `{day}`, and `{contexts}` or those of a kind, `{contexts.category}` "
        "([how](../write/links.md#old-addresses))",
        example=[{"post": "/{year}/{slug}/"}, "/{path}/"],
        affects=Affects.PAGES,
    )
    draft_marks: tuple[str, ...] = setting(
        (draft_marks.DRAFT, *draft_marks.OTHERS),
        check=checks.some_of(draft_marks.DRAFT, *draft_marks.OTHERS),
        example=["draft", "published", "_drafts"],
        words="what makes a text a [draft](../write/drafts.md): `draft` always, and any of the marks of other tools",
    )
    topics: Mapping[str, TopicSettings] = setting(
        {},
        check=check_topics,
        words="what a topic is, by its name: its `description`, `kind` and `aliases`. [A file of its "
        "own](../write/topics.md), `content/topics/<name>.md`, can say the same and more",
        example={"Los Angeles": {"description": "The city and its harbour.", "kind": "place", "aliases": ["L.A."]}},
        read_part=sorted,
        placed=place_topics,
    )
    outlets: OutletAliases = setting(
        OutletAliases(),
        check=check_outlets,
        words="the hosts and the other names of an outlet that entries have as a source, by its own name "
        "([how](../write/sources.md))",
        example={"Port Gazette": ["gazette.example.org", "The Gazette"]},
    )
    sections: Mapping[Slug, SectionSettings] = setting(
        {},
        check=check_sections,
        words="the names of sections, by their folders, where they are not called as these are; where there are more "
        "than 8 sections, the menu names those first that stand here, and leads to all",
        example={"news": "From the harbour"},
        placed=place_sections,
        affects=Affects.PAGES,
    )
    nav: tuple[NavItem, ...] = setting(
        (),
        check=check_nav,
        words="what the [bar at the top](../write/pages.md#the-bar-at-the-top) names, in its order: sections, files "
        "and folders of content/, addresses, and groups of these, instead of all sections and pages",
        example=["news", "topics", "manual/", {"More": ["about.md", "faq.md"]}],
        placed=place_nav,
        affects=Affects.PAGES,
    )
    theme: ThemeSettings = table(
        ThemeSettings(),
        words="colours, in light and in dark, fonts and how wide a page may be, the search page apart",
        listed="the theme's colours and fonts",
        review=review_contrast,
    )
    ignore: tuple[IgnorePattern, ...] = setting(
        (),
        check=check_ignore,
        words="files and folders of content/ that are left out, by patterns as in a `.gitignore`",
        example=["drafts/", "*.tmp.md"],
        placed=place_ignore,
    )
    pages: tuple[str, ...] = setting(
        (),
        check=check_pages,
        words="files of content/ that are [pages](../write/pages.md) whatever date they have or lack, by patterns as "
        "in a `.gitignore`; in a folder without entries all files are",
        example=["/manual/", "imprint-*.md"],
    )
    mark_dead_sources: bool = setting(
        False,
        check=checks.flag,
        words="whether pages say of sources that are [dead](../keep/dead-sources.md) that they are no longer there, "
        "with the day, and lead to a copy in an archive if one is known",
        affects=Affects.PAGES,
    )
    active_files: tuple[str, ...] = setting(
        (),
        check=check_active_files,
        words="files of content/ that are published although they run code in readers' browsers, or a host acts on "
        "them, by patterns as in a `.gitignore` ([which these are](../write/files.md))",
        example=["*.html", "/maps/harbour.svg"],
    )
    problems: Levels = setting(
        {},
        check=check_levels,
        words="for [codes of problems](problems/index.md) the level that they have here: `error`, `warning`, `note`, "
        "or `off`",
        example={"date-conflict": "warning"},
    )
    keep_going: bool = setting(
        False,
        check=checks.flag,
        words="whether a build with errors in content/ leaves out what is wrong and publishes the rest, as "
        "`--keep-going` does",
    )
    extra: Mapping[str, Any] = setting(
        {},
        check=checks.table,
        words="anything that your own templates want to know: `site.extra` in them",
        example={"editor": "The desk"},
        affects=Affects.PAGES,
    )
    drafts: bool = value(False, affects=Affects.PAGES)
    """Whether drafts are published; set on the command line only."""
    today: Date | None = value(None, affects=Affects.NOTHING)
    """The day that counts as today; set on the command line only. What is published can depend on it where texts have
    days of their own, and the cache knows until when that stays the same. Without it, texts with such days are left
    out, and no date lies in the future."""
    dead_sources: Mapping[str, CheckedSource] = value({}, affects=Affects.PAGES)
    """The dead sources that pages mark, by their addresses; none where the settings do not ask for that."""
    setting_problems: tuple[Problem, ...] = value((), affects=Affects.NOTHING)
    """What is wrong with the settings; those that are wrong have their defaults here."""
    jobs: int = value(1, affects=Affects.NOTHING)
    """How many processes share the work; set on the command line only. The output is the same for every number."""

    def __post_init__(self) -> None:
        for name in self.__struct_fields__:
            if isinstance(path := getattr(self, name), Path):
                force_setattr(self, name, self.root / path)

    @cached_property
    def content_prefix(self) -> str:
        """What stands before the path below content/ of a file, in messages: `content/`, or nothing for a vault."""
        return "" if self.content == self.root else f"{self.display_path(self.content)}/"

    @property
    def site_name(self) -> str:
        """What the site is known by in its output: its title; empty without one, as its folder may be another one."""
        return "" if self.title == _NO_TITLE else self.title

    def display_path(self, path: Path) -> str:
        """A path as messages write it: relative to the site folder where it lies inside, with forward slashes."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else path.as_posix()
