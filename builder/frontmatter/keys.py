"""The front-matter keys that there are. A new one is declared here, and fills a field that the model has for it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from builder.core.dates import Date
from builder.core.model import Context, Reference, Source
from builder.core.problems import Code
from builder.frontmatter import parsers
from builder.frontmatter.key import Key
from builder.frontmatter.mapping import KeyMapping, Names

_NAME = 500
"""Characters of a name, such as a topic's or an outlet's: lists and menus of many pages show it."""

_LINE = 2_000
"""Characters of a line of text: a title, a place, the words for a picture."""

_ADDRESS = 4_000
"""Characters of an address. Browsers and servers seldom take more: "
"https://www.rfc-editor.org/rfc/rfc9110#section-4.1-5"""

_PARAGRAPH = 10_000
"""Characters of a summary or a correction, which feeds and lists show."""

_TAG = 100
"""Characters of a language tag. What is in use has 35 at most: https://www.rfc-editor.org/rfc/rfc5646#section-4.4.1"""

_MAX_WITH_PAGES = 100
"""Items of a list each of which asks for a page, or stands on one: what is made grows with their square."""

_MAX_ITEMS = 500
"""Items of a list that stands on one page, and in feeds."""

SOURCE_KEYS: tuple[Key[Any], ...] = (
    Key(
        "name",
        parse=parsers.text,
        longest=_NAME,
        elsewhere=("publisher", "outlet", "publication", "newspaper", "site", "source"),
    ),
    Key("title", parse=parsers.text, longest=_LINE, elsewhere=("headline", "article", "label")),
    Key("url", parse=parsers.text, longest=_ADDRESS, elsewhere=("link", "href", "uri", "address")),
    Key("date", parse=parsers.date, elsewhere=("published", "day")),
    Key(
        "archive_url",
        parse=parsers.text,
        longest=_ADDRESS,
        elsewhere=("archive", "archived", "archive_link", "archived_url"),
    ),
    Key("author", parse=parsers.text, longest=_NAME, elsewhere=("byline", "writer", "by")),
)
"""The parts of a source, which go by the names of its fields."""

IMAGE_KEYS: tuple[Key[Any], ...] = (
    Key("url", parse=parsers.text, longest=_ADDRESS, other_names=("image", "src", "path")),
    Key("alt", parse=parsers.text, longest=_LINE),
    Key("credit", parse=parsers.text, longest=_LINE),
)
"""The parts of a picture, which go by the names of its fields."""

CORRECTION_KEYS: tuple[Key[Any], ...] = (
    Key("date", parse=parsers.date),
    Key("note", parse=parsers.text, longest=_PARAGRAPH),
)
"""The parts of a correction, which go by the names of its fields."""

TITLE: Key[str] = Key(
    "title",
    parse=parsers.title,
    longest=_LINE,
    words="the headline; a line that starts with `# ` above the text does as well",
    example='title: "A harbour reopens: the first ship leaves at noon."',
    elsewhere=("headline", "name"),
)
DATE: Key[Date] = Key(
    "date",
    parse=parsers.date,
    words="`2011-05-15`, or `2011-05` or `2011` where no more is known",
    example="date: 2011-05-15",
    elsewhere=(
        *("published", "publishDate", "pubDate", "pubDatetime", "created", "day", "when", "start_date"),
        *("path", "permalink"),
    ),
)
END: Key[Date] = Key(
    "end",
    parse=parsers.date,
    words="the last day of what lasts, such as a conference, or its last month or year; it is listed on all its days "
    "if it lasts a week at most, else on its first and last, and search finds it in between",
    example="end: 2011-05-17",
    elsewhere=("end_date", "endDate", "date_end", "until"),
)
CONTEXTS: Key[tuple[Context, ...]] = Key(
    "contexts",
    parse=parsers.contexts,
    longest=_NAME,
    most=_MAX_WITH_PAGES,
    words="a list of names; entries that share them are Related, and each name is a topic with a page",
    example='contexts: [shipping, "Los Angeles, California"]',
    elsewhere=(
        *("tags", "tag", "categories", "category", "topics", "keywords", "subjects", "actors", "people", "persons"),
        *("places", "countries", "organizations", "organisations", "companies", "series", "team", "labels", "genres"),
    ),
)
SOURCES: Key[tuple[Source, ...]] = Key(
    "sources",
    parse=parsers.sources,
    parts=SOURCE_KEYS,
    most=_MAX_ITEMS,
    words="a list of mappings with {parts}, each optional: `name` is the outlet, `title` the headline, and `url` an "
    "address or a file of the site; a plain text is a name, an address, or both, as in `Gazette, https://…`",
    example="sources:\n"
    "  - name: Port Gazette\n"
    "    title: First ship leaves at noon\n"
    "    url: https://example.org/reopening\n"
    "  - Harbour Times, https://example.org/times",
    elsewhere=("source", "references", "links", "link", "external_url", "via", "cite"),
)
DRAFT: Key[bool] = Key(
    "draft",
    parse=parsers.flag,
    words="`true` keeps the entry out until it is built with `--drafts`, as do the [marks of other "
    "tools](../write/drafts.md)",
    example="draft: true",
)
SLUG: Key[str] = Key(
    "slug",
    parse=parsers.text,
    words="the last part of the address, instead of the file's name",
    example="slug: harbour-reopens",
)
LANG: Key[str] = Key(
    "lang",
    parse=parsers.language,
    fills="lang",
    longest=_TAG,
    words="the entry's language, where it is not the site's",
    example="lang: fr",
    elsewhere=("language", "locale"),
)

SUMMARY: Key[str] = Key(
    "summary",
    parse=parsers.text,
    fills="summary",
    longest=_PARAGRAPH,
    words="a sentence or two for lists and feeds",
    example="summary: The harbour is open again after three weeks.",
    elsewhere=("description", "excerpt", "subtitle", "lead", "abstract", "deck"),
)
ALIASES: Key[tuple[Reference, ...]] = Key(
    "aliases",
    parse=parsers.references,
    fills="aliases",
    longest=_ADDRESS,
    most=_MAX_ITEMS,
    words="old paths such as `/2011/harbour.html`, each of which becomes a page that leads here; and other names, "
    "such as `Harbour rules`, by which `[[Harbour rules]]` leads here",
    example="aliases: [/2011/harbour.html, Harbour rules]",
    gathers=True,
    elsewhere=("redirect_from", "alias", "old_urls", "permalink", "url", "save_as", "path"),
)
ORDER: Key[float] = Key(
    "order",
    parse=parsers.number,
    fills="order",
    words="the page's place in its [folder of pages](../write/pages.md): a number, smaller ones first",
    example="order: 3",
    elsewhere=("weight", "nav_order", "menu_order", "sidebar_position"),
)
IGNORE_FINDINGS: Key[tuple[Code, ...]] = Key(
    "ignore_findings",
    parse=parsers.findings,
    fills="ignored_findings",
    most=_MAX_WITH_PAGES,
    words="codes of [findings](problems/index.md#findings) that `dateline check` is not to tell of this file, such as "
    "`[source-single]`",
    example="ignore_findings: [source-single, orphan]",
)

ENTRY_KEYS: tuple[Key[Any], ...] = (
    TITLE,
    DATE,
    END,
    CONTEXTS,
    SOURCES,
    SUMMARY,
    Key(
        "image",
        parse=parsers.image,
        fills="image",
        parts=IMAGE_KEYS,
        words="a mapping with {parts}, or the address alone; `url` may be called `image`, `src` or `path`. A file "
        "beside the entry is shown; a picture on another host is linked, so that no reader's browser asks that host "
        "for anything",
        example="image: {url: https://example.org/quay.jpg, alt: The empty quay, credit: M. Weber}",
        elsewhere=("cover", "thumbnail", "banner", "featured_image", "feature_image", "hero", "og_image"),
    ),
    Key(
        "importance",
        parse=parsers.importance,
        fills="importance",
        words="a whole number from 1 to 10. Turning points stand out in lists: entries from the lowest importance on, "
        "8 at least, that at most a fifth of the site's entries reach",
        example="importance: 9",
    ),
    Key(
        "status",
        parse=parsers.text,
        fills="status",
        longest=_NAME,
        words="a word such as confirmed",
        example="status: confirmed",
    ),
    Key(
        "location",
        parse=parsers.joined_texts,
        fills="location",
        longest=_LINE,
        words="where it happened: a text, or a list of them",
        example="location: [Pier 7, Long Beach]",
        elsewhere=("place", "city"),
    ),
    Key(
        "updated",
        parse=parsers.date,
        fills="updated",
        words="the day of the last change, instead of what [git says](../explained/git.md)",
        example="updated: 2011-06-01",
        elsewhere=("lastmod", "modified", "last_modified_at", "last_updated", "modDatetime"),
    ),
    Key(
        "correction",
        parse=parsers.corrections,
        fills="corrections",
        parts=CORRECTION_KEYS,
        most=_MAX_WITH_PAGES,
        words="what was wrong, for readers ([how](../write/corrections.md)): a mapping with {parts}, or of days and "
        "what was "
        "corrected on each, or a list of such; it stands above the text",
        example="correction:\n  2011-06-01: Two ships sailed, not three, as this page said until then.",
        elsewhere=("corrections", "erratum", "errata"),
    ),
    ALIASES,
    Key(
        "related",
        parse=parsers.references,
        fills="pins",
        longest=_ADDRESS,
        most=_MAX_WITH_PAGES,
        words="entries that stand first in Related, by their ids, such as `news/2011/05/15/a-harbour-reopens`, their "
        "titles, the names of their files, or the `id` that they had in another tool",
        example="related: [news/2011/05/14/the-harbour-is-closed]",
    ),
    Key(
        "id",
        parse=parsers.text,
        fills="foreign_id",
        longest=_NAME,
        words="the entry's id in another tool, by which `related` can name it; no address is made of it",
        example="id: 9f2c",
        elsewhere=("guid", "uid", "uuid"),
    ),
    DRAFT,
    SLUG,
    LANG,
    IGNORE_FINDINGS,
)
"""The keys of entries, in the order of the manual."""

PAGE_KEYS: tuple[Key[Any], ...] = (TITLE, SUMMARY, ORDER, ALIASES, DRAFT, SLUG, LANG, IGNORE_FINDINGS)
"""The keys of pages, in the order of the manual."""

OF_PAGES = tuple(key for key in PAGE_KEYS if key not in ENTRY_KEYS)
"""Keys that no entry has."""

OWN_NAMES_OF_PAGES = frozenset(key.name for key in OF_PAGES)
"""Their own names. Those that a site gives them may be another tool's, whose entries have them too, such as weight."""

TEXT_KEYS = (*ENTRY_KEYS, *OF_PAGES)
"""The keys of entries and pages, which are read alike: only what front matter holds tells which a file is."""

OF_ENTRIES = tuple(
    key for key in ENTRY_KEYS if key.name in {SOURCES.name, END.name, "importance", "correction", "related"}
)
"""Keys that no page has; contexts apart, which go by several names. A file with one is an entry, or is to be one."""

OTHER_NAMES = Key(
    "aliases",
    parse=parsers.references,
    longest=_NAME,
    most=_MAX_WITH_PAGES,
    words="other names: contexts and links of these names are this topic, and their addresses lead to it",
    example="aliases: [ships, merchant shipping]",
)
TOPIC_KEYS: tuple[Key[Any], ...] = (
    Key(
        "title",
        parse=parsers.title,
        longest=_NAME,
        words="the topic's name, instead of the spelling that most entries use",
        example="title: Shipping",
    ),
    OTHER_NAMES,
    Key(
        "summary",
        parse=parsers.text,
        fills="summary",
        longest=_PARAGRAPH,
        words="a sentence or two; `description` is the same",
        example="summary: Ships, and what they carry.",
        other_names=("description",),
    ),
    Key(
        "kind",
        parse=parsers.text,
        fills="kind",
        longest=_NAME,
        words="what it is, in a word of your own: person, place, theme",
        example="kind: theme",
    ),
    LANG,
    DRAFT,
    IGNORE_FINDINGS,
)
"""The keys of a topic's own file, in the order of the manual."""


def key_mapping(
    keys: Sequence[Key[Any]] = TEXT_KEYS,
    names: Names = MappingProxyType({}),
    contexts: tuple[tuple[str, str | None], ...] = (),
    parts: Mapping[str, Names] = MappingProxyType({}),
    extra: frozenset[str] = frozenset(),
) -> KeyMapping:
    """The mapping of some keys, each under its own names and then under those that a site gives it."""
    return KeyMapping(
        {key.name: (key.name, *names.get(key.name, ()), *key.other_names) for key in keys if key is not CONTEXTS},
        ((CONTEXTS.name, None), *contexts) if CONTEXTS in keys else (),
        {
            key.name: {
                part.name: (part.name, *parts.get(key.name, {}).get(part.name, ()), *part.other_names)
                for part in key.parts
            }
            for key in keys
            if key.parts
        },
        extra,
    )


def names_for_new_keys(mapping: KeyMapping) -> Mapping[str, str]:
    """For each key of entries the name by which a new file has it: the first that the settings give, or else ours.

    Contexts of a kind go by `contexts.person`.

    >>> names_for_new_keys(key_mapping(names={"title": ("headline",)}))["title"]
    'headline'
    """
    names = {key.name: _name_for_new(key, mapping.keys.get(key.name, ())) for key in ENTRY_KEYS if key is not CONTEXTS}
    without_kind = (name for name, kind in mapping.contexts[1:] if kind is None)
    of_kinds = {f"{CONTEXTS.name}.{kind}": its[0] for kind, its in mapping.kinds.items()}
    return {**names, CONTEXTS.name: next(without_kind, CONTEXTS.name), **of_kinds}


def names_for_new_parts(mapping: KeyMapping) -> Mapping[str, Mapping[str, str]]:
    """The same for the parts of keys that have some."""
    return {
        key.name: {part.name: _name_for_new(part, mapping.parts[key.name][part.name]) for part in key.parts}
        for key in ENTRY_KEYS
        if key.parts
    }


def _name_for_new(key: Key[Any], names: tuple[str, ...]) -> str:
    given = names[1 : len(names) - len(key.other_names)]
    return given[0] if given else key.name


def topic_mapping(mapping: KeyMapping) -> KeyMapping:
    """The mapping of the keys of topics' own files, where a site gives those of entries other names."""
    names = {key.name: mapping.keys.get(key.name, ())[1:] for key in TOPIC_KEYS}
    return key_mapping(TOPIC_KEYS, names, extra=mapping.extra)
