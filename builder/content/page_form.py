r"""Page form: parser and writer of the Markdown in which the seed's own pages are written.

    ### [2011-05-15](/news/2011/05/15/)

    # Title

    Description

    ### Source:

    1. [The Post](https://post.example/a)

    ### Related:

    1. [Another](/news/2011/05/16/another.md) _Context: Iran, Oil_

Some pages also have `Formats:`, a `##### main topic`, `### Changes:`, a cover image among the sources, and a
`_Context: a, b_` line of their own. A comma inside a context's name is written `\,`.
"""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from msgspec import field
from msgspec.structs import replace

from builder.core.record import Frozen

DATE_HEADING = re.compile(r"###\s+\[(\d{4}(?:-\d+){0,2})\]\([^)]*\)\s*")

_TITLE = re.compile(r"#(?:[ \t](.*)|)")
_SECTION = re.compile(r"###\s+(Sources?|Related|Changes):\s*")
_MAIN_TOPIC = re.compile(r"#####\s+\S.*")
_FORMATS = re.compile(r"Formats:(\s+\[\w+\]\([^)]*\))+\s*")
_CONTEXT = re.compile(r"_Context: (.*)_\s*")
_ITEM = re.compile(r"\s*\d+\.\s+(.*)")
_LINKED = re.compile(r"\[(.*)\]\((\S*)\)\s*(?:_(.*)_)?")
_COVER = "Cover Image"
_ESCAPED = re.compile(r"\\([\\,])")
_MOST_PARTS = 12
"""A name with more commas keeps them only where they are written with a backslash."""
_PART = re.compile(r"(?:\\.|[^,])++")
_ENTITY = re.compile(r"&(#?\w+;)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_BEGINNING = re.compile(rf"(?:[ \t]*\n|{_FORMATS.pattern}\n|{_MAIN_TOPIC.pattern}\n)*{DATE_HEADING.pattern}(?:\n|\Z)")
_FIRST_HEADING = re.compile(r"(?:[ \t]*\n)*(?:#[ \t](?P<atx>.*\S)[ \t]*|(?P<setext>[^\W_].*)\n=+[ \t]*)(?:\n|\Z)")
_HEADING_END = re.compile(r"(?<![ \t])(?:[ \t]++#++|[ \t]*+\{#[^\s{}]+\})[ \t]*$")
_INDEX_LINK = re.compile(r"#{2,3}\s+\[.*\]\(.*\)\s*")


class ListItem(Frozen, frozen=True):
    """An item of one of the lists: its text, its address if it is a link, and its line."""

    text: str
    url: str | None
    line: int
    contexts: str = ""
    """The list behind `_Context:` at the end of a Related line."""
    note: str = ""
    """Anything else in italics behind the link."""
    title: str = ""
    """What stands behind `_Title:` at the end of a source: the headline of what was read."""


class PageForm(Frozen, frozen=True):
    """A parsed page. Lines count from 1 in the text that was given."""

    date: str | None = None
    date_line: int = 0
    title: str | None = None
    """With the blanks around it."""
    title_line: int = 0
    body: str = ""
    body_line: int = 1
    contexts: str | None = None
    """The list in the page's own `_Context:` line."""
    contexts_line: int = 0
    lists: dict[str, tuple[ListItem, ...]] = field(default_factory=dict)
    """The items below `Source`, `Related` and `Changes`."""

    @property
    def sources(self) -> tuple[ListItem, ...]:
        """The sources, the cover image left out; a note behind one is part of its text."""
        items = (item for item in self.lists.get("Source", ()) if item.text != _COVER)
        return tuple(replace(item, text=f"{item.text} ({item.note})", note="") if item.note else item for item in items)

    @property
    def cover(self) -> ListItem | None:
        """The cover image, which such pages list among the sources."""
        return next((item for item in self.lists.get("Source", ()) if item.text == _COVER), None)

    @property
    def related(self) -> tuple[ListItem, ...]:
        """The page's own Related list."""
        return self.lists.get("Related", ())

    @property
    def changes(self) -> tuple[ListItem, ...]:
        """The earlier titles of the page, each with the address that it had then."""
        return self.lists.get("Changes", ())


def is_page_form(text: str) -> bool:
    """Whether the text begins with a date heading, as the seed's pages do, formats and main topic above it or not."""
    return bool(_BEGINNING.match(text))


def is_index(text: str) -> bool:
    """Whether the text is an index that a generator made: its first heading is a link, and it has no title."""
    headings = [line for line in text.split("\n") if line.startswith("#") and not _MAIN_TOPIC.fullmatch(line)]
    return bool(headings) and bool(_INDEX_LINK.fullmatch(headings[0])) and not any(map(_TITLE.fullmatch, headings))


def parse(text: str, *, is_titled: bool = False) -> PageForm:
    """Parse a page. Whatever is not one of the form's parts is the body; so is its title, if it has another one."""
    parser = _Parser(is_titled)
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            parser.take(number, line)
    return parser.page()


def take_title(text: str) -> PageForm:
    """The title of a text that is not in page form: its heading of the first level, if that is its first block.

    Its markup is not read.
    """
    if not (found := _FIRST_HEADING.match(text)):
        return PageForm(body=text)
    title = found["setext"] if found["atx"] is None else found["atx"]
    title_line = text.count("\n", 0, found.start("setext" if found["atx"] is None else "atx")) + 1
    body = text[found.end() :]
    return PageForm(
        title=_HEADING_END.sub("", title),
        title_line=title_line,
        body=body.lstrip("\n"),
        body_line=text.count("\n") - body.lstrip("\n").count("\n") + 1,
    )


class _Parser:
    """A line-by-line parser; holds the parts of the page that it has met so far."""

    def __init__(self, is_titled: bool) -> None:
        self._is_titled = is_titled
        self._once: dict[str, tuple[str, int]] = {}
        self._body: dict[int, str] = {}
        self._lists: dict[str, list[ListItem]] = {}
        self._list_lines: dict[str, dict[int, str]] = {}
        self._open_list = ""
        self._in_fence = False

    def take(self, number: int, line: str) -> None:
        """Take the next line that is not empty."""
        if _FENCE.match(line):
            self._in_fence = not self._in_fence
        if self._in_fence or not (self._take_single_line(number, line) or self._take_item(number, line)):
            self._body[number] = line

    def page(self) -> PageForm:
        """The page that the lines make. Lists that are derived data and hold words without a link are body too."""
        for name in ("Related", "Changes"):
            if any(item.url is None for item in self._lists.get(name, ())):
                self._body |= self._list_lines[name]
        numbers = sorted(number for number, line in self._body.items() if line.strip()) or [1]
        missing = (None, 0)
        date, date_line = self._once.get("date", missing)
        title, title_line = self._once.get("title", missing)
        contexts, contexts_line = self._once.get("contexts", missing)
        return PageForm(
            date=date,
            date_line=date_line,
            title=title,
            title_line=title_line,
            body="\n".join(self._body.get(number, "") for number in range(numbers[0], numbers[-1] + 1)),
            body_line=numbers[0],
            contexts=contexts,
            contexts_line=contexts_line,
            lists={name: tuple(items) for name, items in self._lists.items()},
        )

    def _take_single_line(self, number: int, line: str) -> bool:
        """Whether the line is a part that the form has once, or one that only points elsewhere; takes it if so."""
        if line[0] == "#":
            return self._take_heading(number, line)
        if line[0] == "_" and "contexts" not in self._once and (match := _CONTEXT.fullmatch(line)):
            self._once["contexts"] = (match[1], number)
            return True
        return "title" not in self._once and bool(_FORMATS.fullmatch(line))

    def _take_heading(self, number: int, line: str) -> bool:
        is_before_title = "title" not in self._once
        if is_before_title and "date" not in self._once and (match := DATE_HEADING.fullmatch(line)):
            self._once["date"] = (match[1], number)
        elif is_before_title and (match := _TITLE.fullmatch(line)):
            self._once["title"] = (_unescape_entities(match[1] or ""), number)
            return not self._is_titled
        elif match := _SECTION.fullmatch(line):
            self._open_list = match[1] if match[1] == "Changes" else match[1].removesuffix("s")
            self._list_lines.setdefault(self._open_list, {})[number] = line
        else:
            return is_before_title and bool(_MAIN_TOPIC.fullmatch(line))
        return True

    def _take_item(self, number: int, line: str) -> bool:
        """Whether the line is an item of the open list; takes it if so. Any other line closes the list."""
        if self._open_list and (item := _parse_item(line, number)):
            if item.text or item.url:  # a comment may have been all of it
                self._lists.setdefault(self._open_list, []).append(item)
            self._list_lines[self._open_list][number] = line
            return True
        if line.strip():
            self._open_list = ""
        return False


def _parse_item(line: str, number: int) -> ListItem | None:
    if not (match := _ITEM.fullmatch(line)):
        return None
    text = match[1].rstrip()
    if linked := _LINKED.fullmatch(text):
        label, url, note = linked.groups()
        is_context, is_title = ((note or "").startswith(mark) for mark in ("Context: ", "Title: "))
        contexts = note.removeprefix("Context: ") if is_context else ""
        title = _unescape_entities(note.removeprefix("Title: ")) if is_title else ""
        other = "" if is_context or is_title else note or ""
        return ListItem(_unescape_entities(label), url or None, number, contexts, other, title)
    return ListItem(_unescape_entities(text), None, number)


def _unescape_entities(text: str) -> str:
    """Replace entities by the characters that they stand for."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def split_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    r"""Split `a, b, c` into names. A comma stays inside a name where it is written `\,`, or where the name is known.

    >>> split_names("Iran, Los Angeles, California", {"Los Angeles, California"})
    ('Iran', 'Los Angeles, California')
    """
    if "\\" in text:
        parts = [_ESCAPED.sub(r"\1", part).strip() for part in _PART.findall(text)]
    else:
        parts = [part.strip() for part in text.split(",") if part]
    if not known:
        return tuple(filter(None, parts))
    names: list[str] = []
    start = 0
    while start < len(parts):
        ends = range(min(start + _MOST_PARTS, len(parts)), start + 1, -1)
        end = next((end for end in ends if ", ".join(parts[start:end]) in known), start + 1)
        names.append(", ".join(parts[start:end]))
        start = end
    return tuple(name for name in names if name)


def names_with_commas(lines: Sequence[str]) -> set[str]:
    """Find names that hold a comma, as far as the contexts of a page's Related lines show it.

    The form sorts them, so a part that sorts before its left neighbour is the rest of that neighbour's name. It counts
    only where several lines show it and none speaks against it, for a line written by hand may not be sorted.

    >>> names_with_commas(["Los Angeles, California, hip hop", "Los Angeles, California", "hip hop"])
    {'Los Angeles, California'}
    """
    if not lines:
        return set()
    split = [split_names(line) for line in lines]
    pairs = Counter(pair for names in split for pair in pairwise(names))
    parts = Counter(name for names in split for name in names)
    return {
        ", ".join(pair)
        for pair, count in pairs.items()
        if pair[1] < pair[0] and count > 1 and parts[pair[0]] == parts[pair[1]] == count
    }


def join_names(names: Iterable[str]) -> str:
    """Join names so that `split_names` splits them again."""
    return ", ".join(re.sub(r"[\\,]", r"\\\g<0>", name) for name in names)


class ItemToWrite(Frozen, frozen=True):
    """An item of a list to be written."""

    text: str
    url: str | None
    contexts: tuple[str, ...] = ()
    title: str | None = None
    """The headline of a source; written only behind a link, as a line without one is a name as a whole."""


class PageToWrite(Frozen, frozen=True):
    """The content of a page to be written in page form."""

    date: str
    """As the form has it, the day without a zero: 2013-04-2."""
    day: str
    """The address behind the date."""
    title: str
    body: str
    sources: Sequence[ItemToWrite]
    related: Sequence[ItemToWrite]
    contexts: tuple[str, ...] | None = None
    """Written on a line of their own; None where the Related lines have them all."""


def write(page: PageToWrite) -> str:
    """Write a page so that `parse` reads it again."""
    parts = [f"### [{page.date}]({page.day})", f"# {_escape_entities(page.title)}", f"{page.body}\n"]
    if page.sources:
        parts += ["### Source:", _write_list(page.sources)]
    if page.related:
        parts += ["### Related:", _write_list(page.related)]
    if page.contexts:
        parts.append(f"_Context: {join_names(page.contexts)}_")
    return "\n\n".join(parts) + "\n"


def _write_list(items: Sequence[ItemToWrite]) -> str:
    return "\n".join(f"{number}. {_write_item(item)}" for number, item in enumerate(items, 1))


def _write_item(item: ItemToWrite) -> str:
    text = f"[{_escape_entities(item.text)}]({item.url})" if item.url else _escape_entities(item.text)
    if item.title and item.url:
        return f"{text} _Title: {_escape_entities(item.title)}_"
    return f"{text} _Context: {join_names(item.contexts)}_" if item.contexts else text


def _escape_entities(text: str) -> str:
    """Escape what Markdown would read as an entity."""
    return _ENTITY.sub(r"&amp;\1", text)
