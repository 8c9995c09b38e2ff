"""Wikitext of Wikipedia's Current Events portal: the page of a day, to the entries of that day.

    {{Current events|year=2011|month=05|day=15|content=
    ;International relations
    *[[Syrian civil war]]
    **Troops leave [[Homs]]. [http://gazette.example/1 (''Port Gazette'')]
    }}

Pages of before 2019 begin with `{{Current events header|2011|05|15}}` instead. A bullet with a source is an entry, and
so is a sentence without one that has nothing below it; other bullets name the running stories of those below them.
What an entry and its stories link to are its contexts. https://en.wikipedia.org/wiki/Portal:Current_events,
https://www.mediawiki.org/wiki/Help:Formatting
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from builder.config.config import Config
from builder.core.dates import Date, calendar_date
from builder.core.record import Frozen
from builder.core.text import one_line
from builder.core.urls import name_slug
from builder.importing.bullet import Bullet, read_bullet
from builder.importing.items import Batch, Refused, TextItem

PAGE_LIMIT = 2 * 1024 * 1024
"""The bytes of a page: MediaWiki's own limit, https://www.mediawiki.org/wiki/Manual:$wgMaxArticleSize."""

BULLET_LIMIT = 10_000
"""The letters of a bullet."""

MARKS = 300
"""How many brackets, braces and tags a bullet may open: a parser takes long for very many that nothing closes."""

BULLETS = 1_000
"""How many bullets a day may have; it has about fifty."""

MAX_DEPTH = 20

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<noinclude>.*?(?:</noinclude>|\Z)", re.DOTALL | re.IGNORECASE)
_DAY = re.compile(r"\{\{\s*Current[ _]events\s*\|", re.IGNORECASE)
_HEADER = re.compile(r"\{\{\s*Current[ _]events[ _]header\s*\|([^{}]*)\}\}", re.IGNORECASE)
_PARAMETER = re.compile(r"\s*(year|month|day)\s*=\s*([^|{}=]*?)\s*(?=\|)", re.IGNORECASE)
_CONTENT = re.compile(r"\|\s*content\s*=", re.IGNORECASE)
_TITLE = re.compile(r"(\d{4})[ _-](?:([A-Z][a-z]+)|(\d{1,2}))[ _-](\d{1,2})(?!\d)")
_BULLET = re.compile(r"([*#:]+)\s*(.*)", re.DOTALL)
_CATEGORY = re.compile(r";\s*(.+?)\s*:?\s*|'{3,5}(.+?)'{3,5}\s*:?\s*|=+\s*(.+?)\s*=+\s*")
_LAYOUT = re.compile(
    r"\{\||\|\}|\|-|[|!}]|\{\{[^{}]*\}\}\s*$|</?(?:div|small|span|center|includeonly|onlyinclude)\b[^>]*>\s*$|-{4,}|__[A-Z]+__"
)
_MARK = re.compile(r"[\[{<]|https?:")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


class _Line(Frozen, frozen=True):
    """A bullet as it is written, with the number of its line."""

    number: int
    depth: int
    text: str
    category: str


def read_day(text: str, name: str, config: Config, section: str = "news", *, place: str = "") -> Batch:
    """The entries of a page. `name` is its title, or that of its file; name or text has to say which day it is of.

    `place` is where it lies, for messages, if the name does not say that.
    """
    place = place or name
    if len(text.encode(errors="replace")) > PAGE_LIMIT:
        return _refused(place, f"it is larger than {PAGE_LIMIT // 1024**2} MB, which no page is")
    clean = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    parts = _parts_in(clean)
    named, written = date_of(name), _date(*parts) if parts else None
    date = named or written
    if date is None:
        if why := _wrong_day(*(parts or _parts_of(name) or ("", "", ""))):
            return _refused(place, why)
        why = "neither its name nor its text says which day it is of; name it by the day, such as 2011-05-15.wiki"
        return _refused(place, why)
    if written and written != date:
        return _refused(place, f"its text says that it is of another day, {written.iso}; name it by that day")
    reader = _DayReader(place, date, config, section)
    reader.read(_content(clean))
    return reader.batch()


def date_of(name: str) -> Date | None:
    """The day in the title of a page or the name of a file: `Portal:Current events/2011 May 15`, `2011-05-15.wiki`."""
    parts = _parts_of(name)
    return _date(*parts) if parts else None


def _parts_of(name: str) -> tuple[str, str, str] | None:
    """The year, month and day in a title or a name, as they are written."""
    if not (found := _TITLE.search(name)):
        return None
    year, word, number, day = found.groups()
    return year, word or number, day


def _refused(place: str, why: str) -> Batch:
    return Batch(refused=(Refused(place, why),))


def _parts_in(text: str) -> tuple[str, str, str] | None:
    """The year, month and day that the template at the beginning of a page names, as they are written."""
    if header := _HEADER.search(text):
        named = {name.lower(): value for name, value in _PARAMETER.findall(f"{header[1]}|")}
        plain = [part.strip() for part in header[1].split("|") if part.strip() and "=" not in part]
        year, month, day = (
            named.get(part) or (plain[place : place + 1] or [""])[0]
            for place, part in enumerate(("year", "month", "day"))
        )
        return year, month, day
    if template := _DAY.search(text):
        content = _CONTENT.search(text, template.start())
        end = content.start() + 1 if content else template.end() + 1_000
        named = {name.lower(): value for name, value in _PARAMETER.findall(text[template.end() : end])}
        return named.get("year", ""), named.get("month", ""), named.get("day", "")
    return None


def _date(year: str, month: str, day: str) -> Date | None:
    try:
        return calendar_date(int(year), _month(month), int(day))
    except ValueError:
        return None


def _month(written: str) -> int:
    """The number of a month that is named, or written as a number. Raises ValueError for what is neither."""
    names = [number for number, name in enumerate(_MONTHS, 1) if len(written) > 2 and name.startswith(written.lower())]
    return names[0] if names else int(written)


def _wrong_day(year: str, month: str, day: str) -> str:
    """Says why year, month and day are no day of the calendar; empty if one of them is not written."""
    if not (year and month and day):
        return ""
    try:
        calendar_date(int(year), _month(month), int(day))
    except ValueError as error:
        why = "these are not all numbers" if "int()" in str(error) else f"{error}"
        return f"it says that it is of {year}-{month}-{day}, but {why}; mend that"
    return ""


def _content(text: str) -> str:
    """What stands between the templates of a page, on the same lines."""
    template = _DAY.search(text)
    if template and (content := _CONTENT.search(text, template.start())):
        before = "\n" * text.count("\n", 0, content.end())
        return before + re.sub(r"\}\}\s*\Z", "", text[content.end() :])
    return _HEADER.sub(lambda header: "\n" * header[0].count("\n"), text)


class _DayReader:
    """Reads the lines of a day; holds the bullets above the one that it is at."""

    def __init__(self, place: str, date: Date, config: Config, section: str) -> None:
        self._place = place
        self._date = date
        self._section = section
        keys = {kind: key for key, kind in config.fields.contexts if kind}
        self._story_key = keys.get("story", "contexts")
        self._category_key = keys.get("category")
        self._items: list[TextItem] = []
        self._refused: list[Refused] = []
        self._notes: Counter[str] = Counter()

    def read(self, content: str) -> None:
        """Read the content of a page."""
        lines = [*self._lines(content)]
        if len(lines) > BULLETS:
            self._refused.append(Refused(self._place, f"it has more than {BULLETS:,} bullets, which no day has"))
            return
        above: list[tuple[int, Sequence[str]]] = []
        for place, line in enumerate(lines):
            while above and above[-1][0] >= line.depth:
                above.pop()
            has_below = place + 1 < len(lines) and lines[place + 1].depth > line.depth
            stories = [name for _, names in above for name in names]
            above.append((line.depth, self._take(line, stories, has_below=has_below)))

    def batch(self) -> Batch:
        """What was read."""
        if not self._items and not self._refused:
            self._notes["days without an entry"] += 1
        return Batch(tuple(self._items), tuple(self._refused), self._date.iso, notes=dict(self._notes))

    def _lines(self, content: str) -> Iterator[_Line]:
        """The bullets of a page, each with the lines that belong to it."""
        category = ""
        last: _Line | None = None
        for number, line in _written(content):
            if last and _is_open(last.text):
                last = replace(last, text=f"{last.text}\n{line}")
            elif bullet := _BULLET.fullmatch(line):
                if last:
                    yield last
                last = _Line(number, min(len(bullet[1]), MAX_DEPTH), bullet[2], category)
            elif found := _CATEGORY.fullmatch(line):
                category = one_line(next(filter(None, found.groups())).strip("'"))
            elif not _LAYOUT.match(line):
                last = self._continued(last, number, line)
        if last:
            yield last

    def _continued(self, last: _Line | None, number: int, line: str) -> _Line | None:
        """The last bullet with a line below it that is none itself."""
        if last is None:
            self._refused.append(Refused(f"{self._place}:{number}", f'it is no bullet: "{_short(line)}"'))
            return None
        is_too_long = len(last.text) > BULLET_LIMIT  # it is refused, whatever follows
        return last if is_too_long else replace(last, text=f"{last.text} {line}")

    def _take(self, line: _Line, stories: Sequence[str], *, has_below: bool) -> Sequence[str]:
        """Take a bullet: the entry that it is. Gives the stories that it names for those below it."""
        place = f"{self._place}:{line.number}"
        if len(line.text) > BULLET_LIMIT or len(_MARK.findall(line.text)) > MARKS:
            self._refused.append(Refused(place, "it is longer, or has more markup, than any bullet"))
            return ()
        bullet = read_bullet(line.text)
        self._notes.update(f"templates whose words are a guess: {name}" for name in bullet.templates)
        if bullet.sources:
            self._add(place, line, bullet, stories)
            return ()
        if has_below:
            if bullet.has_own_words:
                self._notes["stories with words beside their links, which are left out"] += 1
            return bullet.links or ((bullet.title.rstrip(": "),) if bullet.title and len(bullet.title) <= 100 else ())
        if bullet.has_own_words and not bullet.leads_elsewhere:
            self._add(place, line, bullet, stories)
        elif bullet.title or bullet.leads_elsewhere:
            words = "lines that lead to another" if bullet.leads_elsewhere else "stories without an entry"
            self._notes[words] += 1
        return ()

    def _add(self, place: str, line: _Line, bullet: Bullet, stories: Sequence[str]) -> None:
        """Add the entry that a bullet is."""
        slug = name_slug(bullet.title)
        if not slug or slug == "index":
            self._refused.append(Refused(place, "it has a source and no words"))
            return
        names = [*bullet.links, *stories] if self._story_key == "contexts" else bullet.links
        own = {name.lower() for name in stories} if self._story_key != "contexts" else set()
        front: dict[str, Any] = {
            "title": bullet.title,
            "date": self._date.iso,
            "contexts": sorted({name for name in _each_once(names) if name.lower() not in own}),
        }
        if self._story_key != "contexts":
            front[self._story_key] = [*_each_once(stories)]
        if self._category_key:
            front[self._category_key] = [line.category] if line.category else []
        front["sources"] = [*bullet.sources]
        kept = {key: value for key, value in front.items() if value}
        self._items.append(TextItem(place, f"{self._section}/{self._date.folder}/{slug}.md", kept))


def _written(content: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with their numbers."""
    return ((number, line) for number, raw in enumerate(content.split("\n"), 1) if (line := raw.strip()))


def _is_open(text: str) -> bool:
    """Whether a bullet goes on in the next line: a template or a reference in it has no end yet."""
    is_short = len(text) <= BULLET_LIMIT
    return is_short and (
        text.count("{{") > text.count("}}") or text.count("<ref") > text.count("</ref") + text.count("/>")
    )


def _each_once(names: Sequence[str]) -> Iterator[str]:
    """The names without those that differ from one before in upper and lower case alone."""
    seen: Mapping[str, str] = {}
    for name in names:
        if name.lower() not in seen:
            seen = {**seen, name.lower(): name}
            yield name


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
