"""One file's text to one entry or page, whichever of the two forms it is written in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import NamedTuple

from builder.config.config import Config
from builder.config.frontmatter_keys import Fields, topic_fields
from builder.content import page_form
from builder.content.contexts import contexts_in
from builder.content.frontmatter import Split, split
from builder.content.frontmatter_fields import FrontMatterReader
from builder.content.markdown import Markup, Text, plain
from builder.content.outlet_names import outlet_of
from builder.content.page_form import Item, PageForm
from builder.core.addresses import entry_address, topic_address
from builder.core.dates import Date, calendar_date, parse_date
from builder.core.model import Body, Context, Detail, Entry, Image, Page, Parsed, Reference, Source, TopicFile
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.text import one_line, plain_lines, shortened
from builder.core.urls import TITLE_LIMIT, Address, Slug, entry_id, path_slug, slugify

DEFAULT_SECTION = Slug("news")
"""The section of an entry whose path names none."""

TOPICS = "topics"
"""The folder of content/ that holds topics' own files."""

_NO_DATE = Date(1)  # of an entry whose date is wrong, and which is read only for what else is wrong with it
_FOLDER_NAMES = ("index", "readme")
_DATED_NAME = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:--?(.*))?")
_LINK_ENDING = re.compile(r"\.(md|html|json|xml)$")


@dataclass(frozen=True, slots=True)
class Location:
    """What the path of a file under content/ says: `news/2011/05/15/slug.md`."""

    path: str
    """For messages, relative to the site folder."""
    folders: tuple[str, ...]
    """Below content/; a folder's own index.md counts as a file of that folder's name beside it."""
    name: str
    """The file's name without ending and without a date in front; empty if nothing is left."""
    name_date: str | None
    is_folder: bool
    """Whether the file is the index.md or README.md of its folder."""

    @property
    def section(self) -> Slug:
        """The first folder, if it is not part of a date."""
        return _section(self.folders)

    @property
    def topic(self) -> Slug:
        """The topic that a file in the folder `topics` is named after; empty for another file."""
        return slugify(self.name) if self.folders == (TOPICS,) else Slug("")

    @property
    def date_parts(self) -> tuple[int, ...]:
        """The year, month and day that the folders name, as far as they do."""
        return _date_parts(self.folders)


NOTHING = Detail(Body(""))
"""Of a file that gave nothing."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that was read: what it gave, and what only its own page shows."""

    parsed: Parsed
    detail: Detail = NOTHING


def locate(path: str, inside: str) -> Location:
    """What a path says; `inside` is the path below content/, with forward slashes."""
    *folders, file = inside.split("/")
    name = file.rpartition(".")[0]
    is_folder = name.lower() in _FOLDER_NAMES
    if is_folder:
        named = bool(folders) and not re.fullmatch(r"\d{1,4}", folders[-1])
        name = folders.pop() if named else ""
    dated = _DATED_NAME.fullmatch(name)
    date, rest = (dated[1], dated[2] or "") if dated else (None, name)
    return Location(path, tuple(folders), rest, date, is_folder)


def parse(text: str, location: Location, config: Config, markup: Markup) -> File:
    """Read one file. Its problems are returned, and without an item where one of them stands in the way."""
    path = location.path
    text = plain_lines(text)
    if not text.strip():
        problem = Problem(Code.FILE_EMPTY, Place(path), "the file is empty", "write its text into it, or remove it")
        return File(Parsed(problems=(problem,)))
    if location.is_folder and page_form.is_index(text):
        what = "a list of links that another generator made is left out"
        return File(Parsed(problems=(Problem(Code.INDEX_SKIPPED, Place(path), what, "Dateline makes its own"),)))
    try:
        parts = split(text, path)
    except ProblemsFound as found:
        return File(Parsed(problems=found.problems, called=(slugify(location.name),)))
    return _Parser(parts, location, config, markup).file()


class Said(NamedTuple):
    """What of a file its past is told by."""

    title: str = ""
    """Empty if there is none."""
    draft: bool = False


UNREADABLE = Said()
"""Of a file that cannot be read."""


def said_in(text: str, fields: Fields) -> Said:
    """What a file with this text says of its title, and of whether it is a draft."""
    try:
        parts = split(plain_lines(text), "")
    except ProblemsFound:
        return UNREADABLE
    front, form = _front_and_form(parts, fields, "")
    return Said(one_line(front.take_title() or form.title or ""), front.take_flag("draft"))


def _front_and_form(parts: Split, fields: Fields, path: str) -> tuple[FrontMatterReader, PageForm]:
    """What the two places of a file say that can hold its title."""
    front = FrontMatterReader(parts.front, fields, path)
    in_page_form = page_form.is_page_form(parts.body) or not front.has("title")
    return front, page_form.parse(parts.body) if in_page_form else PageForm(body=parts.body)


class _Parser:
    """The parts of one file brought together. Front matter comes before what the page form says."""

    def __init__(self, parts: Split, location: Location, config: Config, markup: Markup) -> None:
        self._parts = parts
        self._location = location
        self._config = config
        self._markup = markup
        self._front, self._form = _front_and_form(parts, config.fields, location.path)
        self._is_of_topic = bool(location.topic) and not (self._has_date or self._has_what_entries_have)
        if self._is_of_topic:
            self._front = FrontMatterReader(parts.front, topic_fields(config.fields), location.path)

    @property
    def _has_date(self) -> bool:
        """Whether any of the four places tries to say a date, the folders apart."""
        return bool(self._front.has("date") or self._form.date or self._location.name_date)

    @property
    def _has_what_entries_have(self) -> bool:
        """Whether the file says what only entries say, the date apart."""
        front, form = self._front, self._form
        return bool(front.has("sources") or front.has_contexts() or form.lists or form.contexts)

    def file(self) -> File:
        """What the file gives."""
        title = self._title()
        date, dated = self._date()
        body, wrong_links = self._markup.body(
            Text(self._form.body, self._location.path, self._parts.body_line + self._form.body_line - 1)
        )
        item = self._entry(date or _NO_DATE, title, body) if dated else self._page(title, body)
        detail = Detail(body, self._sources, self._front.take_extra())
        whole = item if title and (date or not dated) and not self._is_misplaced() else None
        parsed = Parsed(
            entry=whole if isinstance(whole, Entry) else None,
            page=whole if type(whole) is Page else None,
            topic=whole if isinstance(whole, TopicFile) else None,
            problems=(*self._front.problems, *wrong_links),
            named=self._named_together(),
        )
        if whole and not whole.draft:
            return File(parsed, detail)
        topics = item.topics if isinstance(item, Entry) else ()
        called = dict.fromkeys((slugify(self._location.name), slugify(title), *topics))
        return File(replace(parsed, called=tuple(called)), detail)

    def _without_date(self) -> tuple[str, str]:
        """What is wrong with a file that is not where a page without a date can be, and what to do."""
        date = "write date: 2011-05-15 in the front matter, or name the file 2011-05-15-name.md"
        if self._location.folders[:1] != (TOPICS,):
            where = "" if self._has_what_entries_have else "; a page without a date lives directly in content/"
            return "the entry has no date", date + where
        if self._location.topic:
            what = f"a file of content/{TOPICS}/ is about a topic, and has no contexts and no sources"
            return what, f"take them away, or, if this is an entry, {date}, and move it to content/{DEFAULT_SECTION}/"
        what = f"the file of a topic lies directly in content/{TOPICS}/, and this one lies deeper"
        return what, f"move it there, or, if this is an entry, {date}, and move it to content/{DEFAULT_SECTION}/"

    def _is_misplaced(self) -> bool:
        """Whether an entry lies where only topics have their files; that is a problem."""
        location = self._location
        if not (location.topic and self._has_date):
            return False
        where = "front matter" if self._front.has("date") else "heading" if self._form.date else "file name"
        what = f"a file of content/{TOPICS}/ is about a topic and has no date, but the {where} of this one says a date"
        cure = f"take the date away, or, if this is an entry, move the file to content/{DEFAULT_SECTION}/"
        self._front.note(Code.TOPIC_DATED, self._date_place(where), what, cure)
        return True

    def _entry(self, date: Date, title: str, body: Body) -> Entry:
        front = self._front
        return Entry(
            path=self._location.path,
            address=entry_address(entry_id(self._location.section, date, self._slug(title))),
            date=date,
            title=one_line(title),
            spaced=title.startswith(" "),
            contexts=self._contexts(),
            outlets=self._outlets(),
            summary=front.take_text("summary"),
            excerpt=shortened(plain(body)),
            links=body.links,
            anchors=body.anchors,
            image=self._image(),
            importance=front.take_importance(),
            status=front.take_text("status"),
            location=front.take_text("location"),
            updated=front.take_date("updated"),
            lang=front.take_language(),
            draft=front.take_flag("draft"),
            aliases=(*front.take_references("aliases"), *self._earlier_addresses()),
            pins=front.take_references("related"),
            listed=tuple(Reference(item.url, self._line(item.line)) for item in self._form.related if item.url),
        )

    def _page(self, title: str, body: Body) -> Page | None:
        location = self._location
        if self._is_of_topic:
            return self._topic_file(title, body)
        if self._has_what_entries_have or (location.folders and not location.is_folder):
            self._front.note(Code.DATE_MISSING, Place(location.path, 1), *self._without_date())
            self._entry(_NO_DATE, title, body)  # for what else is wrong with it
            return None
        front = self._front
        folder = path_slug("/".join((*location.folders, location.name)))
        name = f"{folder}/index.html".lstrip("/") if location.is_folder else f"{folder or 'page'}.html"
        return Page(
            path=location.path,
            address=Address(name),
            title=one_line(title),
            summary=front.take_text("summary"),
            excerpt=shortened(plain(body)),
            links=body.links,
            anchors=body.anchors,
            lang=front.take_language(),
            draft=front.take_flag("draft"),
            aliases=front.take_references("aliases"),
        )

    def _topic_file(self, title: str, body: Body) -> TopicFile:
        location, front = self._location, self._front
        place = front.place("title") if front.has("title") else Place(location.path)
        return TopicFile(
            path=location.path,
            address=topic_address(location.topic),
            title=one_line(title),
            summary=front.take_text("summary"),
            excerpt=shortened(plain(body)),
            links=body.links,
            anchors=body.anchors,
            lang=front.take_language(),
            draft=front.take_flag("draft"),
            topic=location.topic,
            kind=front.take_text("kind"),
            names=(Reference(one_line(title), place), *self._other_names()),
        )

    def _other_names(self) -> Iterator[Reference]:
        """The aliases of a topic."""
        for name in self._front.take_references("aliases"):
            if slugify(name.target):
                yield name
            else:
                what = f'the alias "{name.target}" has no letter or digit, so no context can be it'
                self._front.note(Code.CONTEXT_EMPTY, name.place, what, "write another name, or take it away")

    def _title(self) -> str:
        title = self._front.take_title() or self._form.title or ""
        if not title.strip() and not self._front.has_wrong("title"):
            cure = "write title: in the front matter, or a line that starts with # above the text"
            place = self._front.place("title") if self._front.has("title") else Place(self._location.path, 1)
            self._front.note(Code.TITLE_MISSING, place, "the file has no title", cure)
        return title.strip() and title

    def _slug(self, title: str) -> Slug:
        written = self._front.take_text("slug")
        return slugify(written or self._location.name) or slugify(title, TITLE_LIMIT) or Slug("entry")

    def _line(self, line: int) -> Place:
        """The place of a line of the page form, which counts from the body's first line."""
        return Place(self._location.path, self._parts.body_line + line - 1)

    def _date(self) -> tuple[Date | None, bool]:
        """The entry's date from the first of the four places that has one; and whether any place tries to."""
        written = self._front.has("date")
        found = [(date, "front matter")] if (date := self._front.take_date("date")) else []
        for text, where in (
            (self._form.date, "heading"),
            (self._location.name_date, "file name"),
            (self._location.date_parts, "folder"),
        ):
            if not text:
                continue
            written = True
            try:
                found.append((calendar_date(*text) if isinstance(text, tuple) else parse_date(text), where))
            except ValueError as error:
                what = f"{error} (in the {where})"
                self._front.note(Code.DATE_INVALID, self._date_place(where), what, "write a date of the calendar")
        self._compare(found)
        return (found[0][0] if found else None), written

    def _compare(self, found: list[tuple[Date, str]]) -> None:
        for (date, first), (other, where) in combinations(found, 2):
            if not date.holds(other) and not other.holds(date):
                what = f"the {first} says {date.iso}, but the {where} says {other.iso}"
                cure = "make them agree, or take one of them away"
                self._front.note(Code.DATE_CONFLICT, self._date_place(first), what, cure)

    def _date_place(self, where: str) -> Place:
        """Where the date stands that the front matter, the heading or the path gives."""
        if where == "front matter":
            return self._front.place("date")
        return self._line(self._form.date_line) if where == "heading" else Place(self._location.path)

    def _contexts(self) -> tuple[Context, ...]:
        contexts = self._front.take_contexts()
        if contexts or self._front.has_contexts():
            return contexts
        form = self._form
        lines = [(item.contexts, item.line) for item in form.related]
        shown = page_form.names_with_commas([text for text, _ in lines])
        known = {*self._config.topics, *shown} if shown else self._config.topics
        if form.contexts is not None:
            lines = [(form.contexts, form.contexts_line)]
        for text, line in lines:
            for name in page_form.split_names(text, known):
                if not slugify(name):
                    what = f'the context "{name}" has no letter or digit, so it can have no page'
                    self._front.note(Code.CONTEXT_EMPTY, self._line(line), what, "give it a name, or take it away")
        return contexts_in([text for text, _ in lines], known)

    def _named_together(self) -> tuple[str, ...]:
        """The lists that the contexts come from, if a comma in one of them may belong to a name."""
        if self._front.has_contexts():
            return ()
        form = self._form
        lists = (form.contexts,) if form.contexts is not None else tuple(item.contexts for item in form.related)
        return lists if any("," in text for text in lists) else ()

    def _outlets(self) -> tuple[str, ...]:
        names = (outlet_of(source, self._config.outlets) for source in self._sources)
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        return self._front.take_sources() or self._listed_sources()

    def _listed_sources(self) -> tuple[Source, ...]:
        made = map(self._listed_source, self._form.sources)
        return tuple(source for source in made if source)

    def _listed_source(self, item: Item) -> Source | None:
        texts = {"name": one_line(item.text), "url": item.url}
        return self._front.make_source(lambda _: self._line(item.line), texts)

    def _image(self) -> Image | None:
        cover = self._form.cover
        listed = Image(cover.url, place=self._line(cover.line)) if cover and cover.url else None
        return self._front.take_image() or listed

    def _earlier_addresses(self) -> tuple[Reference, ...]:
        """The addresses that the page's list of changes says it had."""
        changes = [item for item in self._form.changes if item.url]
        now = changes[-1].url if changes else None
        return tuple(
            Reference(_LINK_ENDING.sub(".html", str(item.url)), self._line(item.line))
            for item in changes
            if item.url != now
        )


@lru_cache(maxsize=16_384)
def _section(folders: tuple[str, ...]) -> Slug:
    first = folders[0] if folders else ""
    return (not _is_year(first) and slugify(first)) or DEFAULT_SECTION


@lru_cache(maxsize=16_384)
def _date_parts(folders: tuple[str, ...]) -> tuple[int, ...]:
    start = next((n for n, folder in enumerate(folders) if _is_year(folder)), len(folders))
    parts = [int(folders[start])] if start < len(folders) else []
    for folder in folders[start + 1 : start + 3]:
        if not re.fullmatch(r"\d{1,2}", folder):
            break
        parts.append(int(folder))
    return tuple(parts)


def _is_year(folder: str) -> bool:
    return bool(re.fullmatch(r"\d{4}", folder))
