"""What a file says of itself: title, date, contexts and sources, from its front matter, the page form and its name."""

import re
from functools import cached_property
from itertools import combinations

from msgspec.structs import replace

from builder.config.config import Config
from builder.content import page_form
from builder.content.contexts import contexts_in
from builder.content.header_comments import cut_comments
from builder.content.location import TOPICS, Location
from builder.content.markdown import heading_words
from builder.content.outlet_names import outlet_of
from builder.content.page_form import ListItem, PageForm
from builder.content.preprocess import SourceText, preprocess
from builder.core.dates import Date, calendar_date, parse_date
from builder.core.model import Context, Image, Reference, Source
from builder.core.problems import Code, Place, Problem
from builder.core.text import one_line
from builder.core.urls import TITLE_LIMIT, Slug, slugify
from builder.frontmatter.front_matter import Split
from builder.frontmatter.keys import (
    CONTEXTS,
    DATE,
    OF_ENTRIES,
    SLUG,
    SOURCES,
    TITLE,
    TOPIC_KEYS,
    topic_mapping,
)
from builder.frontmatter.parsers import source_of
from builder.frontmatter.reader import FrontMatterReader

_LINK_ENDING = re.compile(r"\.(md|html|json|xml)$")


def without_comments(parts: Split, path: str, config: Config) -> tuple[Split, tuple[Problem, ...]]:
    """The parts as they may be published, and what is told of them."""
    front, told = cut_comments(parts, path, percent=config.markup.percent_comments)
    body, problems = preprocess(SourceText(parts.body, path, parts.body_line, config.markup, config.raw_html))
    if front is parts.front and body is parts.body:
        return parts, problems
    return replace(parts, front=front, body=body), (*told, *problems)


def read_front_and_form(parts: Split, path: str, config: Config) -> tuple[FrontMatterReader, PageForm]:
    """The front matter and the page form of a file: the two places that can hold its title."""
    front = FrontMatterReader(parts.front, config.fields, path, date_forms=config.dates)
    if page_form.is_page_form(parts.body):
        return front, page_form.parse(parts.body, is_titled=front.has(TITLE))
    if front.has(TITLE):
        return front, PageForm(body=parts.body)
    form = page_form.take_title(parts.body)
    return front, replace(form, title=heading_words(form.title, raw_html=config.raw_html)) if form.title else form


class FileValues:
    """The values of one file, which is split into front matter and body, and their places. Front matter goes first.

    What is wrong with them is noted by `front`; `told` is what is told of comments and tags that were taken out.
    """

    def __init__(self, parts: Split, location: Location, config: Config) -> None:
        self.parts, self.told = without_comments(parts, location.path, config)
        self.location = location
        self.config = config
        self.front, self.form = read_front_and_form(self.parts, location.path, config)
        self.is_topic_file = bool(location.topic) and not (self.has_date or self.has_entry_parts)
        if self.is_topic_file:
            self.front = FrontMatterReader(self.parts.front, topic_mapping(config.fields), location.path, TOPIC_KEYS)

    @property
    def has_date(self) -> bool:
        """Whether the front matter, the heading or the file name tries to give a date."""
        return not self.location.has_no_date and bool(self.front.has(DATE) or self.form.date or self.location.name_date)

    @property
    def has_entry_parts(self) -> bool:
        """Whether the file has something that only entries have, the date apart."""
        front, form, keys = self.front, self.form, OF_ENTRIES if self.may_be_page else (SOURCES,)
        return not self.location.has_no_date and bool(
            front.has(*keys) or front.has_contexts() or form.lists or form.contexts
        )

    @property
    def may_be_page(self) -> bool:
        """Whether the file, if it has no date, is an entry or a page by what other files of its section have."""
        location = self.location
        return bool(location.folders) and not (location.is_folder or location.is_page or location.folders[0] == TOPICS)

    def place_of(self, key: str) -> Place:
        """The place of what a key fills, also where the page form or the file's name says it."""
        if key == TITLE.name:
            return self.place_of_title()
        if key == CONTEXTS.name and not self.front.has_contexts():
            return self.place_of_line(self.form.contexts_line or 1)
        return self.front.place(key)

    def place_of_title(self) -> Place:
        """The place of the title, or of where it would be."""
        return self.front.place("title") if self.front.has(TITLE) else self.place_of_line(self.form.title_line or 1)

    def place_of_line(self, line: int) -> Place:
        """The place of a line of the page form, whose lines count from the body's first one."""
        return Place(self.location.path, self.parts.body_line + line - 1)

    def date_place(self, where: str) -> Place:
        """The place of the date in the front matter, the heading or the path."""
        if where == "front matter":
            return self.front.place("date")
        return self.place_of_line(self.form.date_line) if where == "heading" else Place(self.location.path)

    def title(self, *, is_needed: bool) -> str:
        """The title; that there is none is told if it `is_needed`, as it is where no date is missing too."""
        title = self.front.take(TITLE) or self.form.title or ""
        if not title.strip() and not self.front.has_wrong_type(TITLE):
            if from_name := self.location.title:
                return from_name
            cure = "write title: in the front matter, or a line that starts with # above the text"
            place = self.front.place("title") if self.front.has(TITLE) else Place(self.location.path, 1)
            if is_needed:
                self.front.note(Code.TITLE_MISSING, place, "the file has no title", f"{cure}{self._date_too}")
        return title.strip() and title

    @property
    def _date_too(self) -> str:
        """What a cure says of the date of a file that may be an entry."""
        has_date = self.has_date or bool(self.location.date_parts)
        return "; an entry needs a date, too" if self.may_be_page and not has_date else ""

    def slug(self, title: str) -> Slug:
        """The name of its page: as the front matter says it, or else from the name of the file or the title."""
        written = self.front.take(SLUG)
        from_title = "" if title == self.location.name_date else title
        return slugify(written or self.location.name) or slugify(from_title, TITLE_LIMIT) or Slug("entry")

    def date(self) -> tuple[Date | None, bool]:
        """The date from the first of the four places that has one; and whether any place tries to give one."""
        has_date = self.front.has(DATE)
        dates = [(date, "front matter")] if (date := self.front.take(DATE)) else []
        for text, where in (
            (self.form.date, "heading"),
            (self.location.name_date, "file name"),
            (self.location.date_parts, "folder"),
        ):
            if not text:
                continue
            has_date = True
            try:
                dates.append((calendar_date(*text) if isinstance(text, tuple) else parse_date(text), where))
            except ValueError as error:
                what = f"{error} (in the {where})"
                self.front.note(Code.DATE_INVALID, self.date_place(where), what, "write a date of the calendar")
        self._report_conflicts(dates)
        return (dates[0][0] if dates else None), has_date

    def _report_conflicts(self, dates: list[tuple[Date, str]]) -> None:
        for (date, first), (other, where) in combinations(dates, 2):
            if not date.holds(other) and not other.holds(date):
                what = f"the {first} says {date.iso}, but the {where} says {other.iso}"
                cure = "make them agree, or take one of them away"
                self.front.note(Code.DATE_CONFLICT, self.date_place(first), what, cure)

    def contexts(self) -> tuple[Context, ...]:
        """The contexts: those of the front matter, or else of the page form's list of them, or of its Related lines."""
        contexts = self.front.take_contexts()
        if contexts or self.front.has_contexts():
            return contexts
        form = self.form
        lines = [(item.contexts, item.line) for item in form.related]
        with_commas = page_form.names_with_commas([text for text, _ in lines])
        known = {*self.config.topics, *with_commas} if with_commas else self.config.topics
        if form.contexts is not None:
            lines = [(form.contexts, form.contexts_line)]
        for text, line in lines:
            for name in page_form.split_names(text, known):
                if not slugify(name):
                    what = f'the context "{name}" has no letter or digit, so it can have no page'
                    self.front.note(
                        Code.CONTEXT_EMPTY, self.place_of_line(line), what, "give it a name, or take it away"
                    )
        return contexts_in([text for text, _ in lines], known)

    def context_lists(self) -> tuple[str, ...]:
        """The lists that the contexts come from, if a comma in one of them may belong to a name."""
        if self.front.has_contexts():
            return ()
        form = self.form
        lists = (form.contexts,) if form.contexts is not None else tuple(item.contexts for item in form.related)
        return lists if any("," in text for text in lists) else ()

    def outlets(self) -> tuple[str, ...]:
        """The names of the outlets of the sources, each once."""
        names = (outlet_of(source, self.config.outlets) for source in self.sources)
        return tuple(dict.fromkeys(name for name in names if name))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources: those of the front matter, or else of the page form."""
        if sources := self.front.take(SOURCES):
            return sources
        return tuple(source for item in self.form.sources if (source := self._source_of_item(item)))

    def _source_of_item(self, item: ListItem) -> Source | None:
        texts = {"name": one_line(item.text), "url": item.url}
        return source_of({**texts, "title": item.title or None}, self.front, lambda _: self.place_of_line(item.line))

    def cover(self) -> Image | None:
        """The picture of the page form."""
        cover = self.form.cover
        return Image(cover.url, place=self.place_of_line(cover.line)) if cover and cover.url else None

    def old_addresses(self) -> tuple[Reference, ...]:
        """The earlier addresses in the page form's list of changes."""
        changes = [item for item in self.form.changes if item.url]
        current = changes[-1].url if changes else None
        return tuple(
            Reference(_LINK_ENDING.sub(".html", str(item.url)), self.place_of_line(item.line))
            for item in changes
            if item.url != current
        )
