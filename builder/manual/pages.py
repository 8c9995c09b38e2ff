"""The pages of the manual and their sections, as Markdown.

reference/settings                  a page, by its path without .md; write/index is the part `write` itself
reference/settings#relatedlimit     the section below its heading "related.limit"
"""

import re
from collections.abc import Iterator
from pathlib import Path

from builder.core.record import Frozen
from builder.core.urls import heading_slug
from builder.frontmatter.split import split

INDEX = "index"

_PACKAGE = Path(__file__).resolve().parents[1]

_MADE = re.compile(r"\A\s*<!--.*?-->\s*", re.DOTALL)
_NO_SENTENCE = re.compile(r"[`~|#!<]{2}|[|#<]|[-*] |usage:|\Z")
_LINE = re.compile(r"^(?:(?P<fence>`{3,}|~{3,})|(?P<mark>#{2,6})[ \t]+(?P<words>.+?)[ \t]*$)")


class Section(Frozen, frozen=True):
    """A part of a page below a heading, with what stands below lesser headings in it."""

    page: str
    """The path of its page, without .md."""
    heading: str
    """The words of the heading; those of the page's title for the whole page."""
    text: str
    """Its Markdown, without the heading."""
    anchor: str = ""
    """What a link to it has behind the #; empty for a whole page."""
    summary: str = ""
    """What the page says of itself in a sentence; for a section the first one of its text."""
    above: str = ""
    """The heading that a section stands below: "Topics" of a key of topics; the page's title where there is none."""

    @property
    def address(self) -> str:
        """How `dateline help` is told which it is."""
        page = self.page.removesuffix(f"/{INDEX}")
        return f"{page}#{self.anchor}" if self.anchor else page


class ManualPage(Frozen, frozen=True):
    """A page of the manual."""

    whole: Section
    """All of it."""
    sections: tuple[Section, ...]
    """Its sections, in order."""
    order: int
    """Its place among the pages of its folder."""

    @property
    def part(self) -> str:
        """The part of the manual that it is in: `write`; empty for the manual's own first page."""
        return self.whole.page.rpartition("/")[0].partition("/")[0]


def manual_folder() -> Path:
    """The folder of the manual: inside the package where it is installed, among the site's content in a checkout."""
    installed = _PACKAGE / "manual" / "content"
    return installed if installed.is_dir() else _PACKAGE.parent / "content" / "manual"


def read_manual(folder: Path | None = None) -> tuple[ManualPage, ...]:
    """All pages, each folder's in their order, the folder's own page first."""
    folder = folder or manual_folder()
    pages = [_read(file, folder) for file in folder.rglob("*.md")]
    orders = {page.whole.page: page.order for page in pages}
    return tuple(sorted(pages, key=lambda page: _place(page, orders)))


def read_page(path: str, folder: Path | None = None) -> ManualPage:
    """The page of a path: `reference/problems/address-taken`."""
    folder = folder or manual_folder()
    return _read(folder / f"{path}.md", folder)


def _read(file: Path, folder: Path) -> ManualPage:
    name = file.relative_to(folder).with_suffix("").as_posix()
    parts = split(file.read_text(encoding="utf-8"), name)
    values = parts.front.values
    body = _MADE.sub("", parts.body).strip("\n")
    whole = Section(name, str(values["title"]), body, summary=str(values.get("summary", "")))
    return ManualPage(whole, tuple(_sections(whole)), int(values.get("order", 0)))


def _place(page: ManualPage, orders: dict[str, int]) -> tuple[object, ...]:
    """Where a page stands: by the order of each folder above it, then by its own."""
    *folders, name = page.whole.page.split("/")
    above = ["/".join(folders[: depth + 1]) for depth in range(len(folders))]
    return (*((True, orders.get(f"{each}/{INDEX}", 0), each) for each in above), (name != INDEX, page.order, name))


def _sections(whole: Section) -> Iterator[Section]:
    """The sections of a page. What looks like a heading in an example is none."""
    lines = whole.text.split("\n")
    headings = [*_headings(lines)]
    taken: dict[str, int] = {}
    above = {1: whole.heading}
    for number, (start, rank, words) in enumerate(headings):
        end = next((line for line, other, _ in headings[number + 1 :] if other <= rank), len(lines))
        slug = heading_slug(words.replace("`", ""))
        count = taken[slug] = taken.get(slug, -1) + 1
        text = "\n".join(lines[start + 1 : end]).strip("\n")
        above = {other: heading for other, heading in above.items() if other < rank}
        anchor = f"{slug}-{count}" if count else slug
        yield Section(whole.page, words, text, anchor, _first_sentence(text), above[max(above)])
        above[rank] = words


def _first_sentence(text: str) -> str:
    """The first sentence of a text that is none of its tables, pictures and commands; empty where there is none."""
    blocks = (" ".join(block.split()) for block in re.split(r"\n\s*\n", text))
    said = (block for block in blocks if not _NO_SENTENCE.match(block))
    return re.split(r"(?<=[.?!])\s", next(said, ""), maxsplit=1)[0]


def _headings(lines: list[str]) -> Iterator[tuple[int, int, str]]:
    """For each heading the number of its line, its rank and its words."""
    fence = ""
    for number, line in enumerate(lines):
        found = _LINE.match(line)
        if not found:
            continue
        if mark := found["fence"]:
            if not fence:
                fence = mark
            elif line.startswith(fence) and not line.strip(fence[0]).strip():
                fence = ""
        elif not fence:
            yield number, len(found["mark"]), found["words"]
