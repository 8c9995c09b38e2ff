"""Fast path of `parse`: entries of the plainest kind, as nearly all of a large site are.

A plain entry has front matter in YAML, of the keys in `_KEYS` alone, each with the kind of value that it should have,
and paragraphs of words below it. A file with anything else, or with anything to be told of, is left to the full parser.
The invariant: the result is what the full parser gives.
"""

from functools import lru_cache
from typing import Any

from builder.config.config import Config
from builder.content.location import TOPICS, Location
from builder.content.markdown_fast import may_hold_markup, to_html, to_text
from builder.content.outlet_names import outlet_of
from builder.content.parse_result import ParseResult
from builder.content.portable_names import is_device
from builder.content.quotes import left_to_parser, quotes_of, titles, typographic, typographic_paragraphs
from builder.content.size_limits import excesses
from builder.core.addresses import entry_address
from builder.core.dates import Date, calendar_date, parse_date
from builder.core.model import Body, Context, Detail, Entry, Parsed, Source, context_of
from builder.core.text import EXCERPT_LENGTH, one_line, truncate
from builder.core.urls import entry_id, is_web, slugify
from builder.frontmatter import split_fast
from builder.frontmatter.draft_marks import FOLDER
from builder.frontmatter.keys import CONTEXTS, DATE, SOURCES, TITLE, key_mapping
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.source_text import named_addresses

_SUMMARY = "summary"
_KEYS = frozenset({TITLE.name, DATE.name, CONTEXTS.name, SOURCES.name, _SUMMARY})


class _NotPlainError(ValueError):
    """Raised for what the full parser has to read."""


class FastParser:
    """The fast path, by one site's settings."""

    def __init__(self, config: Config) -> None:
        self._outlets = config.outlets
        self._quotes = quotes_of(config)
        self._has_own_names = _has_own_names(config.fields)

    def parse(self, text: str, location: Location) -> ParseResult | None:
        """What a file gives; None if it takes the full parser."""
        if not self._has_own_names or not text.startswith("---\n"):
            return None
        if "<" in text or "{" in text or "%%" in text or "]:" in text:  # comments and the markup of other tools
            return None
        if location.is_folder or location.is_page or location.folders[:1] == (TOPICS,) or FOLDER in location.path:
            return None
        return self._parse(text, location)

    def _parse(self, text: str, location: Location) -> ParseResult | None:
        end = text.find("\n---\n", 3)
        text_below = text[end + 5 :].lstrip("\n")
        markdown = f"\n{text_below}" if text_below else ""
        if end < 0 or may_hold_markup(markdown) or left_to_parser(markdown, self._quotes):
            return None
        words = typographic_paragraphs(markdown, self._quotes)
        html = to_html(words)
        found = None if html is None else split_fast.parse(text[4:end], 2)
        if html is None or found is None or not found[0].keys() <= _KEYS:
            return None
        try:
            return self._result(found[0], location, Body(markdown, (html,)), to_text(words, EXCERPT_LENGTH))
        except ValueError:
            return None

    def _result(self, values: split_fast.Values, location: Location, body: Body, body_text: str) -> ParseResult:
        """What a file gives. Raises ValueError for what is not plain, and where the file's dates disagree."""
        written = values.get(TITLE.name)
        if not isinstance(written, str):
            raise _NotPlainError
        title, written_title = titles(written, self._quotes)
        date = _date(_text(values[DATE.name]), location) if DATE.name in values else _date_of_folders(location)
        slug = slugify(location.name)
        sources = tuple(map(_source, _list(values.get(SOURCES.name))))
        summary = values.get(_SUMMARY)
        if not title or not slug:
            raise _NotPlainError
        outlets = [outlet_of(source, self._outlets) for source in sources]
        entry = Entry(
            path=location.path,
            address=entry_address(entry_id(location.section, date, slug)),
            date=date,
            title=title,
            written_title=written_title,
            contexts=tuple(dict.fromkeys(map(_context, map(_text, _list(values.get(CONTEXTS.name)))))),
            outlets=tuple(dict.fromkeys(filter(None, outlets))),
            summary=None if summary is None else typographic(_text(summary), self._quotes),
            excerpt=truncate(body_text),
        )
        if next(excesses(entry, sources), None):
            raise _NotPlainError
        return ParseResult(Parsed(entry), Detail(body, sources))


def _has_own_names(mapping: KeyMapping) -> bool:
    """Whether the keys that are read here go by their own names, whatever others they may have in a site."""
    names = _KEYS - {CONTEXTS.name}
    of_contexts = {name for name, _ in mapping.contexts[1:]}
    return (
        all(mapping.by_name.get(name) == (name, 0) for name in names)
        and mapping.contexts[:1] == ((CONTEXTS.name, None),)
        and CONTEXTS.name not in mapping.by_name
        and _KEYS.isdisjoint(of_contexts)
        and mapping.parts.get(SOURCES.name) == key_mapping().parts[SOURCES.name]
    )


def _text(value: Any) -> str:
    """A text that is not empty, on one line."""
    if isinstance(value, str) and (text := one_line(value)):
        return text
    raise _NotPlainError


def _list(value: Any) -> list[Any]:
    """A list; an empty one for a key without a value."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    raise _NotPlainError


def _date(written: str, location: Location) -> Date:
    """The date that is written, if those of the file's name and its folders, where there are any, hold it."""
    date = parse_date(written)
    if location.name_date and not parse_date(location.name_date).holds(date):
        raise _NotPlainError
    if location.date_parts and not calendar_date(*location.date_parts).holds(date):
        raise _NotPlainError
    return date


def _date_of_folders(location: Location) -> Date:
    """The date that only the folders say: `news/2011/05/15/`."""
    if location.name_date or not location.date_parts:
        raise _NotPlainError
    return calendar_date(*location.date_parts)


@lru_cache(maxsize=65_536)
def _context(name: str) -> Context:
    context = context_of(name, None)
    if name.startswith("[[") or not context.slug or is_device(context.slug):
        raise _NotPlainError
    return context


def _source(item: Any) -> Source:
    """A source that has a name and a web address, or a name alone."""
    if not isinstance(item, dict) or not item.keys() <= {"name", "url"}:
        raise _NotPlainError
    name = _text(item.get("name"))
    if "[[" in name:
        raise _NotPlainError
    if "url" in item:
        url = _text(item["url"])
        if not is_web(url):
            raise _NotPlainError
        return Source(name, url)
    if named_addresses(name):
        raise _NotPlainError
    return Source(name)
