r"""The page form: the Markdown that the seed's own pages are written in, read and written.

A page has a `### [date](day)` heading, a `# title`, a description, a `### Source:` list, a `### Related:` list whose
lines end in `_Context: a, b_`, and on some pages `Formats:`, a `##### main topic`, `### Changes:`, a cover image
among the sources, and a `_Context: a, b_` line of its own. A comma inside a context's name is written `\,`.
"""

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

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
_PART = re.compile(r"(?:\\.|[^,])+")
_ENTITY = re.compile(r"&(#?\w+;)")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_INDEX_LINK = re.compile(r"#{2,3}\s+\[.*\]\(.*\)\s*")


@dataclass(frozen=True, slots=True)
class Item:
    """A line of one of the lists: its text, its address if it is a link, and where it stands."""

    text: str
    url: str | None
    line: int
    contexts: str = ""
    """What stands behind `_Context:` at the end of a Related line."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """A page as written. Lines count from 1 in the text that was given."""

    date: str | None = None
    date_line: int = 0
    title: str | None = None
    """With the blanks that its line has around it."""
    title_line: int = 0
    body: str = ""
    body_line: int = 1
    contexts: str | None = None
    """What the page's own `_Context:` line says."""
    contexts_line: int = 0
    lists: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    """The items below `Source`, `Related` and `Changes`."""

    @property
    def sources(self) -> tuple[Item, ...]:
        """The sources, the cover image left out."""
        return tuple(item for item in self.lists.get("Source", ()) if item.text != _COVER)

    @property
    def cover(self) -> Item | None:
        """The cover image, which such pages list among the sources."""
        return next((item for item in self.lists.get("Source", ()) if item.text == _COVER), None)

    @property
    def related(self) -> tuple[Item, ...]:
        """The page's own Related list."""
        return self.lists.get("Related", ())

    @property
    def changes(self) -> tuple[Item, ...]:
        """The titles that the page had, each with the address that it had then."""
        return self.lists.get("Changes", ())


def is_page_form(text: str) -> bool:
    """Whether the text's first heading is a date heading, as on the seed's pages."""
    start = 0 if text.startswith("#") else text.find("\n#") + 1
    return text.startswith("#", start) and bool(DATE_HEADING.fullmatch(text[start:].partition("\n")[0]))


def is_index(text: str) -> bool:
    """Whether the text is a list of links that a generator made: its first heading is a link, and it has no title."""
    headings = [line for line in text.split("\n") if line.startswith("#") and not _MAIN_TOPIC.fullmatch(line)]
    return bool(headings) and bool(_INDEX_LINK.fullmatch(headings[0])) and not any(map(_TITLE.fullmatch, headings))


def parse(text: str) -> PageForm:
    """Read a page. Whatever is not one of the form's parts is the body."""
    parts = _Parts()
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            parts.take(number, line)
    return parts.page()


class _Parts:
    """The parts of a page, as far as its lines have been taken."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, int]] = {}
        self._body: dict[int, str] = {}
        self._lists: dict[str, list[Item]] = {}
        self._section = ""
        self._fenced = False

    def take(self, number: int, line: str) -> None:
        """Take the next line that is not empty."""
        if _FENCE.match(line):
            self._fenced = not self._fenced
        if self._fenced or not (self._is_mark(number, line) or self._is_item(number, line)):
            self._body[number] = line

    def page(self) -> PageForm:
        """The page that the lines make."""
        kept = [number for number, line in self._body.items() if line.strip()] or [1]
        nothing = (None, 0)
        date, date_line = self._found.get("date", nothing)
        title, title_line = self._found.get("title", nothing)
        contexts, contexts_line = self._found.get("contexts", nothing)
        return PageForm(
            date=date,
            date_line=date_line,
            title=title,
            title_line=title_line,
            body="\n".join(self._body.get(number, "") for number in range(kept[0], kept[-1] + 1)),
            body_line=kept[0],
            contexts=contexts,
            contexts_line=contexts_line,
            lists={name: tuple(items) for name, items in self._lists.items()},
        )

    def _is_mark(self, number: int, line: str) -> bool:
        """Whether the line is one of those that the form has once, or one that only points elsewhere."""
        if line[0] == "#":
            return self._is_heading(number, line)
        if line[0] == "_" and "contexts" not in self._found and (found := _CONTEXT.fullmatch(line)):
            self._found["contexts"] = (found[1], number)
            return True
        return "title" not in self._found and bool(_FORMATS.fullmatch(line))

    def _is_heading(self, number: int, line: str) -> bool:
        early = "title" not in self._found
        if early and "date" not in self._found and (found := DATE_HEADING.fullmatch(line)):
            self._found["date"] = (found[1], number)
        elif early and (found := _TITLE.fullmatch(line)):
            self._found["title"] = (_unescaped(found[1] or ""), number)
        elif heading := _SECTION.fullmatch(line):
            self._section = heading[1] if heading[1] == "Changes" else heading[1].removesuffix("s")
        else:
            return early and bool(_MAIN_TOPIC.fullmatch(line))
        return True

    def _is_item(self, number: int, line: str) -> bool:
        """Whether the line belongs to the list that is open; one that does not closes it."""
        if self._section and (item := _item(line, number)):
            self._lists.setdefault(self._section, []).append(item)
            return True
        if line.strip():
            self._section = ""
        return False


def _item(line: str, number: int) -> Item | None:
    if not (item := _ITEM.fullmatch(line)):
        return None
    written = item[1].rstrip()
    if linked := _LINKED.fullmatch(written):
        text, url, note = linked.groups()
        contexts = note.removeprefix("Context: ") if note and note.startswith("Context: ") else ""
        return Item(_unescaped(text), url or None, number, contexts)
    return Item(_unescaped(written), None, number)


def _unescaped(text: str) -> str:
    """The text with its entities as the characters they stand for."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def split_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    r"""The names in `a, b, c`. A comma stays inside a name where it is written `\,`, or where the name is known.

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
    while parts:
        joined = (n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]) in known)
        taken = next(joined, 1)
        names.append(", ".join(parts[:taken]))
        parts = parts[taken:]
    return tuple(name for name in names if name)


def names_with_commas(lines: Sequence[str]) -> set[str]:
    """The names that hold a comma, as far as the contexts of a page's Related lines show it.

    That form sorts them, so a part that sorts before its left neighbour is the rest of that neighbour's name. Only
    where several lines say so and none speaks against it, for a line written by hand may not be sorted.

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
    """The names as `split_names` reads them."""
    return ", ".join(re.sub(r"[\\,]", r"\\\g<0>", name) for name in names)


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """A line of a list to be written."""

    text: str
    url: str | None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """What a page in page form says."""

    date: str
    """As the form writes it, the day without a zero: 2013-04-2."""
    day: str
    """The address behind the date."""
    title: str
    body: str
    sources: Sequence[WrittenItem]
    related: Sequence[WrittenItem]
    contexts: tuple[str, ...] | None = None
    """Written on a line of their own; None where the Related lines say them all."""


def write(page: WrittenPage) -> str:
    """The page in page form, as `parse` reads it."""
    parts = [f"### [{page.date}]({page.day})", f"# {_raw(page.title)}", f"{page.body}\n"]
    if page.sources:
        parts += ["### Source:", _listed(page.sources)]
    if page.related:
        parts += ["### Related:", _listed(page.related)]
    if page.contexts:
        parts.append(f"_Context: {join_names(page.contexts)}_")
    return "\n\n".join(parts) + "\n"


def _listed(items: Sequence[WrittenItem]) -> str:
    return "\n".join(f"{number}. {_line(item)}" for number, item in enumerate(items, 1))


def _line(item: WrittenItem) -> str:
    text = f"[{_raw(item.text)}]({item.url})" if item.url else _raw(item.text)
    return f"{text} _Context: {join_names(item.contexts)}_" if item.contexts else text


def _raw(text: str) -> str:
    """The text with what Markdown would read as an entity made plain."""
    return _ENTITY.sub(r"&amp;\1", text)
