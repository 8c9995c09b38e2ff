r"""The page form: the Markdown that the seed's own pages are written in, read and written.

A page has a `### [date](day)` heading, a `# title`, a description, a `### Source:` list, a `### Related:` list whose
lines end in `_Context: a, b_`, and on some pages `Formats:`, a `##### main topic`, `### Changes:`, a cover image
among the sources, and a `_Context: a, b_` line of its own. A comma inside a context's name is written `\,`.
"""

import html
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

DATE_HEADING = re.compile(r"###\s+\[([^\]]*)\]\([^)]*\)\s*")

_TITLE = re.compile(r"#(?!#)[ \t]?(.*)")
_SECTION = re.compile(r"###\s+(Sources?|Related|Changes):\s*")
_MAIN_TOPIC = re.compile(r"#####\s+\S.*")
_FORMATS = re.compile(r"Formats:(\s+\[\w+\]\([^)]*\))+\s*")
_CONTEXT = re.compile(r"_Context: (.*)_\s*")
_ITEM = re.compile(r"\s*\d+\.\s+(.*?)\s*")
_LINKED = re.compile(r"\[(.*)\]\((\S*)\)\s*(?:_(.*)_)?")
_COVER = "Cover Image"
_ENTITY = re.compile(r"&(?=#?\w+;)")
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
    first = next((line for line in text.splitlines() if line.startswith("#")), "")
    return bool(DATE_HEADING.fullmatch(first))


def is_index(text: str) -> bool:
    """Whether the text is a list of links that a generator made: its first heading is a link, and it has no title."""
    headings = [line for line in text.splitlines() if line.startswith("#") and not _MAIN_TOPIC.fullmatch(line)]
    return bool(headings) and bool(_INDEX_LINK.fullmatch(headings[0])) and not any(map(_TITLE.fullmatch, headings))


def parse(text: str) -> PageForm:
    """Read a page. Whatever is not one of the form's parts is the body."""
    date = title = contexts = None
    marks = {"date": 0, "title": 0, "contexts": 0}
    body: dict[int, str] = {}
    lists: dict[str, list[Item]] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if title is None and date is None and (found := DATE_HEADING.fullmatch(line)):
            date, marks["date"] = found[1], number
        elif title is None and (found := _TITLE.fullmatch(line)):
            title, marks["title"] = found[1], number
        elif heading := _SECTION.fullmatch(line):
            section = heading[1].removesuffix("s") if heading[1] != "Changes" else heading[1]
        elif contexts is None and (found := _CONTEXT.fullmatch(line)):
            contexts, marks["contexts"] = found[1], number
        elif section:
            lists.setdefault(section, []).extend(_items(line, number))
        elif not _is_frame(line, before_title=title is None):
            body[number] = line
    kept = [number for number, line in body.items() if line.strip()] or [1]
    lines = [body.get(number, "") for number in range(kept[0], kept[-1] + 1)]
    return PageForm(
        date=date,
        date_line=marks["date"],
        title=html.unescape(title) if title is not None else None,
        title_line=marks["title"],
        body="\n".join(lines),
        body_line=kept[0],
        contexts=contexts,
        contexts_line=marks["contexts"],
        lists={name: tuple(items) for name, items in lists.items()},
    )


def _is_frame(line: str, *, before_title: bool) -> bool:
    """Whether the line is one of those above the title that only point elsewhere."""
    return before_title and bool(_FORMATS.fullmatch(line) or _MAIN_TOPIC.fullmatch(line))


def _items(line: str, number: int) -> Iterable[Item]:
    if not (item := _ITEM.fullmatch(line)):
        return
    if linked := _LINKED.fullmatch(item[1]):
        text, url, note = linked.groups()
        contexts = (note or "").removeprefix("Context: ") if (note or "").startswith("Context: ") else ""
        yield Item(html.unescape(text), url or None, number, contexts)
    else:
        yield Item(html.unescape(item[1]), None, number)


def split_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    r"""The names in `a, b, c`. A comma stays inside a name where it is written `\,`, or where the name is known.

    >>> split_names("Iran, Los Angeles, California", {"Los Angeles, California"})
    ('Iran', 'Los Angeles, California')
    """
    parts = [part.replace("\\,", ",").strip() for part in re.split(r"(?<!\\),", text)]
    names: list[str] = []
    while parts:
        joined = (n for n in range(len(parts), 1, -1) if ", ".join(parts[:n]) in known)
        taken = next(joined, 1)
        names.append(", ".join(parts[:taken]))
        parts = parts[taken:]
    return tuple(name for name in names if name)


def split_sorted_names(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """The names in a Related line, which that form always sorts.

    A part that sorts before its left neighbour is therefore the rest of that neighbour's name.

    >>> split_sorted_names("Los Angeles, California, hip hop")
    ('Los Angeles, California', 'hip hop')
    """
    names: list[str] = []
    for name in split_names(text, known):
        if names and name < names[-1]:
            names[-1] += f", {name}"
        else:
            names.append(name)
    return tuple(names)


def join_names(names: Iterable[str]) -> str:
    """The names as `split_names` reads them."""
    return ", ".join(name.replace(",", "\\,") for name in names)


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
    return _ENTITY.sub("&amp;", text)
