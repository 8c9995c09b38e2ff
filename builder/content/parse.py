"""Parser of one Markdown file: its text to an entry, a page or a topic file, from front matter or the page form."""

import re
from collections.abc import Iterator
from typing import Any

from msgspec import structs

from builder.config.config import Config
from builder.content import page_form
from builder.content.body import beginning, begins_with_paragraph, first_paragraph
from builder.content.file_values import FileValues, read_front_and_form, without_comments
from builder.content.location import DEFAULT_SECTION, TOPICS, Location, how_to_date
from builder.content.markdown import MarkdownRenderer, MarkdownText
from builder.content.parse_result import UNREADABLE, ParseResult, VersionSummary
from builder.content.portable_names import unportable_slugs
from builder.content.preprocess import foreign_tags
from builder.content.quotes import quotes_of, titles, typographic
from builder.content.size_limits import excesses, refused_text
from builder.core.addresses import date_address, entry_address, topic_address
from builder.core.dates import Date
from builder.core.model import (
    Body,
    Cascade,
    Correction,
    Detail,
    Entry,
    Page,
    Parsed,
    Publication,
    Reference,
    TopicFile,
)
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.text import EXCERPT_LENGTH, normalize_newlines, one_line, truncate
from builder.core.urls import Address, Slug, entry_id, path_slug, slugify
from builder.frontmatter import draft_marks
from builder.frontmatter.keys import (
    DATE,
    END,
    OTHER_NAMES,
    OWN_NAMES_OF_PAGES,
    TITLE,
)
from builder.frontmatter.split import split

_PLACEHOLDER_DATE = Date(1)  # of an entry whose date is wrong, and which is parsed only to find its other problems
_MERGE_MARK = "<<<<<<< "
_FENCE = re.compile(r" {0,3}(```|~~~)")


def parse(text: str, location: Location, config: Config, renderer: MarkdownRenderer) -> ParseResult:
    """Parse one file. Problems are in the result, which has no entry, page or topic file if one prevents it."""
    result = _parse(text, location, config, renderer)
    if draft_marks.FOLDER not in config.draft_marks or not draft_marks.is_in_folder(location.path):
        return result
    link_slugs = result.parsed.link_slugs or (slugify(location.name),)
    parsed = structs.replace(result.parsed, publication=Publication(f"{draft_marks.FOLDER}/"), link_slugs=link_slugs)
    return structs.replace(result, parsed=parsed)


def _parse(text: str, location: Location, config: Config, renderer: MarkdownRenderer) -> ParseResult:
    path = location.path
    text = normalize_newlines(text)
    if not text.strip():
        problem = Problem(Code.FILE_EMPTY, Place(path), "the file is empty", "write its text into it, or remove it")
        return ParseResult(Parsed(problems=(problem,)))
    if line := _merge_mark(text):
        what = "a merge left two versions here, between <<<<<<< and >>>>>>>"
        problem = Problem(
            Code.MERGE_CONFLICT, Place(path, line), what, "keep what is right, and remove the three marks"
        )
        return ParseResult(Parsed(problems=(problem,), link_slugs=(slugify(location.name),)))
    if location.is_folder and page_form.is_index(text):
        what = "a list of links that another generator made is left out"
        return ParseResult(Parsed(problems=(Problem(Code.INDEX_SKIPPED, Place(path), what, "Dateline makes its own"),)))
    try:
        parts = split(text, path)
    except ProblemsFound as error:
        return ParseResult(Parsed(problems=error.problems, link_slugs=(slugify(location.name),)))
    return _Parser(FileValues(parts, location, config), renderer).file()


def _merge_mark(text: str) -> int:
    """The line of the first mark of a conflict that git left in a text, outside of fenced code; 0 if there is none."""
    if _MERGE_MARK not in text:
        return 0
    in_fence = False
    for number, line in enumerate(text.split("\n"), 1):
        if _FENCE.match(line):
            in_fence = not in_fence
        elif not in_fence and line.startswith(_MERGE_MARK):
            return number
    return 0


def summarize_version(text: str, config: Config, day: Date) -> VersionSummary:
    """Summarize a version of a file, given its text and the day on which it came."""
    if refused_text(text, ""):
        return UNREADABLE
    try:
        parts = split(normalize_newlines(text), "")
    except ProblemsFound:
        return UNREADABLE
    front, form = read_front_and_form(without_comments(parts, "", config)[0], "", config)
    publication = front.take_publication(config.draft_marks)
    is_draft = bool(publication and publication.hidden_by(day))
    title = one_line(front.take(TITLE) or form.title or "")
    return VersionSummary(typographic(title, quotes_of(config)), is_draft)


class _Parser:
    """Makes of the values of one file what it is: an entry, a page or a topic file."""

    def __init__(self, values: FileValues, renderer: MarkdownRenderer) -> None:
        self._values = values
        self._front = values.front
        self._location = values.location
        self._config = values.config
        self._renderer = renderer
        self._quotes = quotes_of(values.config)

    def file(self) -> ParseResult:
        """The result of parsing."""
        date, has_date = (None, False) if self._location.has_no_date else self._values.date()
        title = self._values.title(is_needed=has_date or not self._needs_date)
        body, link_problems = self._renderer.render(
            MarkdownText(
                self._values.form.body,
                self._location.path,
                self._values.parts.body_line + self._values.form.body_line - 1,
            )
        )
        item = self._entry(date or _PLACEHOLDER_DATE, title, body) if has_date else self._page(title, body)
        too_large = self._report_excesses(item)
        self._report_unportable(item)
        detail = Detail(body, self._values.sources, self._front.take_extra(OWN_NAMES_OF_PAGES if has_date else ()))
        publication = self._front.take_publication(self._config.draft_marks)
        is_valid = title and (date or not has_date) and not too_large and not self._report_dated_topic_file()
        valid_item = item if is_valid else None
        parsed = Parsed(
            entry=valid_item if isinstance(valid_item, Entry) else None,
            page=valid_item if type(valid_item) is Page else None,
            topic=valid_item if isinstance(valid_item, TopicFile) else None,
            problems=(*self._front.problems, *self._values.told, *link_problems, *self._foreign_tags(title, item)),
            context_lists=self._values.context_lists(),
            publication=publication,
            mark_keys=self._front.mark_keys(),
            cascade=self._cascade(),
            is_undated=self._values.may_be_page and isinstance(valid_item, Page),
            dated_section=self._location.section if has_date and not valid_item else Slug(""),
        )
        if valid_item and not publication:
            return ParseResult(parsed, detail)
        topics = item.topics if isinstance(item, Entry) else ()
        link_slugs = dict.fromkeys((slugify(self._location.name), slugify(title), *topics))
        return ParseResult(structs.replace(parsed, link_slugs=tuple(link_slugs)), detail)

    def _cascade(self) -> Cascade | None:
        """What the texts at and below the folder inherit."""
        if not self._location.introduces_list:
            return None
        inherited = self._front.take_cascade(self._config.draft_marks)
        return Cascade(self._location.folder, inherited) if inherited else None

    def _report_excesses(self, item: Entry | Page | None) -> bool:
        """Whether values of a text are too large for the pages that repeat them; reports each."""
        found = [*excesses(item, self._values.sources if isinstance(item, Entry) else ())] if item else []
        for key, what, cure in found:
            self._front.note(Code.VALUE_TOO_LARGE, self._values.place_of(key), what, cure)
        return bool(found)

    def _report_unportable(self, item: Entry | Page | None) -> None:
        """Report what an entry gives addresses that other systems cannot have."""
        for key, what, cure in unportable_slugs(item, self._location.name) if isinstance(item, Entry) else ():
            self._front.note(Code.NAME_UNPORTABLE, self._values.place_of(key), what, cure)

    def _foreign_tags(self, title: str, item: Entry | Page | None) -> Iterator[Problem]:
        """What is told of template tags in the title and the summary."""
        yield from foreign_tags(title, self._values.place_of_title())
        if item and item.summary:
            yield from foreign_tags(item.summary, self._front.place("summary"))

    @property
    def _needs_date(self) -> bool:
        """Whether the file is an entry by what it has, or is no page by where it lies; a date apart."""
        location = self._location
        is_below_topics = location.folders[:1] == (TOPICS,) and not (location.is_folder or location.is_page)
        return not self._values.is_topic_file and (self._values.has_entry_parts or is_below_topics)

    def _explain_missing_date(self, title: str) -> tuple[str, str]:
        """The problem and the cure of a file without a date, where no page without a date can be."""
        date = how_to_date("date: 2011-05-15" if title else "title: and date: 2011-05-15")
        if self._location.folders[:1] != (TOPICS,):
            page = "if it is a page, take away what only entries have, or name the file in the setting pages"
            return ("the entry has no date" if title else "the file has neither a date nor a title"), f"{date}; {page}"
        if self._location.topic:
            what = f"a file of content/{TOPICS}/ is about a topic, and has no contexts and no sources"
            return what, f"take them away, or, if this is an entry, {date}, and move it to content/{DEFAULT_SECTION}/"
        what = f"the file of a topic lies directly in content/{TOPICS}/, and this one lies deeper"
        return what, f"move it there, or, if this is an entry, {date}, and move it to content/{DEFAULT_SECTION}/"

    def _report_dated_topic_file(self) -> bool:
        """Whether a file that lies where only topics have theirs has a date; reports it if so."""
        location = self._location
        if not (location.topic and self._values.has_date):
            return False
        where = "front matter" if self._front.has(DATE) else "heading" if self._values.form.date else "file name"
        what = f"a file of content/{TOPICS}/ is about a topic and has no date, but the {where} of this one says a date"
        cure = f"take the date away, or, if this is an entry, move the file to content/{DEFAULT_SECTION}/"
        self._front.note(Code.TOPIC_DATED, self._values.date_place(where), what, cure)
        return True

    def _entry(self, date: Date, title: str, body: Body) -> Entry:
        shown, written = titles(title, self._quotes)
        filled = self._fill(Entry)
        corrections: tuple[Correction, ...] = filled.get("corrections", ())
        return Entry(
            path=self._location.path,
            address=entry_address(entry_id(self._location.section, date, self._values.slug(title))),
            date=date,
            title=shown,
            written_title=written,
            end=self._end(date),
            contexts=self._values.contexts(),
            outlets=self._values.outlets(),
            source_files=tuple([source.file for source in self._values.sources if source.file]),
            excerpt=truncate(beginning(body, EXCERPT_LENGTH) if begins_with_paragraph(body) else first_paragraph(body)),
            links=(*body.links, *(link for each in corrections for link in each.body.links)),
            anchors=body.anchors,
            related_lines=tuple(
                Reference(item.url, self._values.place_of_line(item.line))
                for item in self._values.form.related
                if item.url
            ),
            **{
                "image": self._values.cover(),
                **filled,
                "aliases": (*filled.get("aliases", ()), *self._values.old_addresses()),
            },
        )

    def _end(self, date: Date) -> Date | None:
        """The end of what lasts; none where it is the date itself. One that lies before the date is a problem."""
        end = self._front.take(END)
        if end is None or end == date:
            return None
        if end.last_ordinal < date.ordinal and date != _PLACEHOLDER_DATE:
            what = f"the end, {end.iso}, lies before the date, {date.iso}"
            self._front.note_invalid((END.name,), what, "write the last day of what lasts, or leave the line out")
            return None
        return end

    def _page(self, title: str, body: Body) -> Page | None:
        location = self._location
        if self._values.is_topic_file:
            return self._topic_file(title, body)
        if self._needs_date:
            self._front.note(Code.DATE_MISSING, Place(location.path, 1), *self._explain_missing_date(title))
            self._entry(_PLACEHOLDER_DATE, title, body)  # finds its other problems
            return None
        folder = path_slug("/".join((*location.folders, location.name)))
        name = f"{folder}/index.html".lstrip("/") if location.is_folder else f"{folder or 'page'}.html"
        date = location.introduced_date
        return Page(
            path=location.path,
            address=date_address(location.section, date) if date else Address(name),
            title=typographic(one_line(title), self._quotes),
            excerpt=truncate(first_paragraph(body)),
            links=body.links,
            anchors=body.anchors,
            **self._fill(Page),
        )

    def _topic_file(self, title: str, body: Body) -> TopicFile:
        location, front = self._location, self._front
        place = front.place("title") if front.has(TITLE) else Place(location.path)
        return TopicFile(
            path=location.path,
            address=topic_address(location.topic),
            title=one_line(title),
            excerpt=truncate(first_paragraph(body)),
            links=body.links,
            anchors=body.anchors,
            topic=location.topic,
            names=(Reference(one_line(title), place), *self._topic_aliases()),
            **self._fill(TopicFile),
        )

    def _fill(self, made: type[Entry | Page]) -> dict[str, Any]:
        """The fields that keys of the front matter fill."""
        filled = self._front.fill(made)
        if summary := filled.get("summary"):
            filled["summary"] = typographic(summary, self._quotes)
        if its := filled.get("corrections"):
            filled["corrections"] = tuple(map(self._correction, its))
        return filled

    def _correction(self, correction: Correction) -> Correction:
        """A correction with its note as HTML; reports what is wrong with its links."""
        place = correction.place
        body, problems = self._renderer.render_inline(MarkdownText(correction.note, place.path, place.line))
        self._front.problems += problems
        return structs.replace(correction, note=typographic(correction.note, self._quotes), body=body)

    def _topic_aliases(self) -> Iterator[Reference]:
        """The aliases of a topic that can be names of contexts; reports the others."""
        for name in self._front.take(OTHER_NAMES) or ():
            if slugify(name.target):
                yield name
            else:
                what = f'the alias "{name.target}" has no letter or digit, so no context can be it'
                self._front.note(Code.CONTEXT_EMPTY, name.place, what, "write another name, or take it away")
