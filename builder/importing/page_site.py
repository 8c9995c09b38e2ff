"""A checkout of a site in page form as a source: the seed's own site, or one like it.

    news/2011/05/15/index.md            an index: skipped, but for the contexts that it names
    news/2011/05/15/a-harbour-reopens.md  an entry, as `builder/content/page_form.py` reads it
    opinion/2017/04/4/a-post/README.md  a text of a day, in a folder of its own
    faq/README.md                       a page

Entries keep their paths, and so their addresses. Variants of one entry, as renaming left them, become one.
"""

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from builder.content.contexts import contexts_in
from builder.content.location import locate
from builder.content.page_form import PageForm, is_index, is_page_form, names_with_commas, parse
from builder.content.page_form import take_title as take_heading
from builder.core.dates import Date, calendar_date
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.text import one_line
from builder.frontmatter.keys import TITLE
from builder.frontmatter.split import split
from builder.importing.folders import source_folders
from builder.importing.items import Batch, FileItem, Refused, TextItem

FILE_LIMIT = 2 * 1024 * 1024
"""The bytes of a text."""

PICTURE_LIMIT = 64 * 1024 * 1024
MAX_COMPARED = 1_000
"""With more texts in a folder, only those of one title are joined."""

_BUILDS_IN_PLACE = "it has front matter, and is not in page form; no import is needed, put it into content/ as it is"

_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".pdf")
_INDEX_ITEM = re.compile(r"^### \[(?>.*\]\()(\S+?)\)\s*\n_Context: (.*)_\s*$", re.MULTILINE)
_CONTEXTS = re.compile(r"^(?>.*?_Context: )(.*)_\s*$", re.MULTILINE)
_MAIN_TOPIC = re.compile(r"^##### (\S.*)$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|#0*60|#0*62|#0*38);)#?\w+;")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_CONVERTED = re.compile(r"(?<![\d,.])([,.]*+\d[\d,.]*+)\|([a-zA-Z/]+\d?)(?:\|[\w/|]+)?")
_QUOTES = re.compile(r"'{2,}")
_BRACES = re.compile(r"\{\{|\}\}|\[\[|\]\]")


class _Found(Frozen, frozen=True):
    """A text in page form."""

    path: str
    form: PageForm
    title: str
    squeezed: str
    """The letters and digits of its title."""
    generation: int
    """The later the site wrote it, the higher."""
    main_topic: str

    @property
    def urls(self) -> frozenset[str]:
        """Where it is said to be from."""
        return frozenset(item.url for item in self.form.sources if item.url)

    @property
    def old_paths(self) -> frozenset[str]:
        """Where it has been before."""
        return frozenset(_path_of(item.url) for item in self.form.changes if item.url)


def read_pages(root: Path, progress: Progress) -> Iterator[Batch]:
    """The batches of a checkout, one for each of its folders. One without any text in page form is no checkout."""
    folders = [*source_folders(root)]
    known: set[str] = set()
    why = "no file in it ends in .md"
    is_checkout, is_told, are_refused = False, True, False
    for number, folder in enumerate(folders, 1):
        progress.show("survey", number, len(folders))
        for text in (_read(root / folder.place / name) for name in folder.names if name.endswith(".md")):
            why = "no text in it is in page form, which begins with a date or is a list of links"
            if isinstance(text, str):
                is_checkout = is_checkout or is_page_form(text) or is_index(text)
                known |= names_with_commas(_CONTEXTS.findall(text))
    for number, folder in enumerate(folders, 1):
        progress.show("import", number, len(folders))
        yield folder.passed_over
        batch = _FolderReader(root, folder.place, known).batch(folder.names)
        yield batch if is_checkout else replace(batch, items=())
        is_told = is_told and not batch.items
        are_refused = are_refused or bool(batch.refused)
    if not is_checkout and not (is_told and are_refused):
        why = f"{why}; name the folder of a checkout, which has such as news/2011/05/15/a-title.md"
        yield Batch(refused=(Refused(str(root), why),), is_unread=True)


def _read(file: Path) -> str | Refused:
    """The text of a file, or why it is not taken."""
    try:
        if file.stat().st_size > FILE_LIMIT:
            return Refused(str(file), f"it is larger than {FILE_LIMIT // 1024**2} MB, which no text is")
        return read_file(file).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return Refused(str(file), f"it is not UTF-8 (the byte {error.object[error.start]:#04x})")
    except OSError as error:
        return Refused(str(file), f"it cannot be opened ({(error.strerror or 'it failed').lower()})")


class _FolderReader:
    """Reads one folder of a checkout."""

    def __init__(self, root: Path, place: str, known: Collection[str]) -> None:
        self._root = root
        self._place = place
        self._known = known
        self._items: list[TextItem | FileItem] = []
        self._refused: list[Refused] = []
        self._notes: Counter[str] = Counter()
        self._contexts: dict[str, str] = {}
        """What an index says of the contexts of a path."""

    def batch(self, names: Iterable[str]) -> Batch:
        """What the folder holds."""
        found: list[_Found] = []
        for name in names:
            path = f"{self._place}/{name}".lstrip("/")
            if not name.endswith(".md"):
                self._take_other(path)
            elif isinstance(text := _read(self._root / path), Refused):
                self._refused.append(text)
            elif _has_front_matter(text):
                self._refused.append(Refused(str(self._root / path), _BUILDS_IN_PLACE))
            elif is_page_form(text):
                found.append(self._found(path, text))
            elif is_index(text):
                self._notes["indices, skipped"] += 1
                self._contexts |= {_path_of(link): contexts for link, contexts in _INDEX_ITEM.findall(text)}
            else:
                self._take_plain(path, text)
        for group in _groups(found):
            self._notes["variants of an entry, joined to it"] += len(group) - 1
            self._items.append(self._entry(group))
        return Batch(tuple(self._items), tuple(self._refused), notes={k: n for k, n in self._notes.items() if n})

    def _found(self, path: str, text: str) -> _Found:
        form = parse(text)
        main = _MAIN_TOPIC.search(text)
        generation = 2 if main else 1 if "Formats: [" in text[:500] else 0
        title = self._title(form.title or "")
        return _Found(path, form, title, _squeezed(title), generation, main[1].strip() if main else "")

    def _title(self, title: str) -> str:
        """A title without what the wiki and the web left in it."""
        return self._mended(_BRACES.sub("", _QUOTES.sub("", _CONVERTED.sub(r"\1 \2", title))), one_line(title))

    def _mended(self, text: str, before: str) -> str:
        mended = one_line(_INVISIBLE.sub("", html.unescape(text)))
        if mended != before:
            self._notes["titles and names mended: entities, wiki markup, invisible letters"] += 1
        return mended

    def _entry(self, group: Sequence[_Found]) -> TextItem:
        """The entry that some variants are; the latest stands for all."""
        best = group[0]
        date = _date(best.form.date) or _date_of_path(best.path)
        front = {
            "title": best.title,
            "date": date.iso if date else "",
            "contexts": self._contexts_of(group),
            "sources": [*_sources(group)],
            "image": next((found.form.cover.url for found in group if found.form.cover), None),
            "aliases": [*self._aliases(group)],
        }
        body = "\n\n".join(dict.fromkeys(self._body(found.form.body) for found in group if found.form.body.strip()))
        kept = {key: value for key, value in front.items() if value}
        return TextItem(str(self._root / best.path), best.path, kept, body, key=best.path)

    def _body(self, text: str) -> str:
        mended = _INVISIBLE.sub("", _ENTITY.sub(lambda entity: html.unescape(entity[0]), text))
        if mended != text:
            self._notes["texts mended: entities, invisible letters"] += 1
        return mended.strip()

    def _contexts_of(self, group: Sequence[_Found]) -> list[str]:
        """The contexts: those of its own line, or of the index of its day, or else of its Related lines."""
        lists: list[str] = []
        for found in group:
            said = [found.form.contexts or "", self._contexts.get(found.path, "")]
            lists += [each for each in said if each] or [item.contexts for item in found.form.related if item.contexts]
        names = [context.name for context in contexts_in(lists, self._known)]
        if not names and group[0].main_topic:
            names = [group[0].main_topic]
        return sorted({self._mended(_QUOTES.sub("", name), name) for name in names})

    def _aliases(self, group: Sequence[_Found]) -> Iterator[str]:
        """Where the entry has been, and what it was called."""
        best = group[0]
        paths = {path for found in group for path in (found.path, *found.old_paths)} - {best.path}
        yield from sorted(f"/{path.removesuffix('.md')}.html" for path in paths)
        titles = (self._title(item.text) for found in group for item in found.form.changes)
        yield from dict.fromkeys(title for title in titles if "/" not in title and _squeezed(title) != best.squeezed)
        changes = sum(len(found.form.changes) for found in group)
        self._notes["changes whose hour is left out; their titles and addresses are kept as aliases"] += changes

    def _take_plain(self, path: str, text: str) -> None:
        """Take a text that is not in page form: one of a day, or a page."""
        location = locate(path, path)
        is_own_readme = "/" not in path and location.is_folder
        if is_own_readme:
            self._notes["README of the checkout, left out"] += 1
            return
        date = _date_of_path(path)
        heading = take_heading(text)
        title, body = (heading.title, heading.body) if heading.title is not None else (None, text)
        if title is None:
            first = _HEADING.search(text)
            title = first[1].rstrip(" \t#") if first else location.name
        front: dict[str, Any] = {"title": self._title(title)}
        where = path
        if date:
            front["date"] = date.iso
            if location.is_folder and location.name:
                where = f"{path.rpartition('/')[0]}.md"
                front["aliases"] = [f"/{where.removesuffix('.md')}/index.html"]
        self._items.append(TextItem(str(self._root / path), where, front, body.strip(), key=where))

    def _take_other(self, path: str) -> None:
        """Take a picture; other files beside the texts are the same in other formats."""
        file = self._root / path
        if not path.lower().endswith(_PICTURES):
            self._notes["files of other formats, left out"] += 1
        elif file.stat().st_size > PICTURE_LIMIT:
            self._refused.append(Refused(str(file), f"it is larger than {PICTURE_LIMIT // 1024**2} MB"))
        else:
            self._items.append(FileItem(str(file), path, read_file(file)))


def _has_front_matter(text: str) -> bool:
    """Whether a text begins with front matter, also with such as cannot be read."""
    try:
        return bool(split(text, "").header)
    except ProblemsFound:
        return True


def _groups(found: Sequence[_Found]) -> Iterator[list[_Found]]:
    """The texts of a folder, those of one entry together, each with the latest first."""
    groups: list[list[_Found]] = []
    by_title: dict[str, list[_Found]] = {}
    for each in found:
        by_title.setdefault(each.squeezed or each.path, []).append(each)
    for same in by_title.values():
        compared = groups if len(found) <= MAX_COMPARED else []
        near = (group for group in compared if any(_is_same(a, b) for a in group for b in same))
        if group := next(near, None):
            group += same
        else:
            groups.append(same)
    for group in groups:
        yield sorted(group, key=lambda each: (-each.generation, -len(each.title), each.path))


def _is_same(one: _Found, other: _Found) -> bool:
    """Whether two texts are one entry: one has been where the other is, or its title lost the story in front."""
    if one.path in other.old_paths or other.path in one.old_paths:
        return True
    short, long = sorted((one.squeezed, other.squeezed), key=len)
    has_lost_story = len(short) >= 20 and long.endswith(short) and ":" in one.title + other.title
    return has_lost_story and not one.urls.isdisjoint(other.urls)


def _squeezed(title: str) -> str:
    """The letters and digits of a title, as far as one may be long."""
    plain = unicodedata.normalize("NFKD", title[: TITLE.longest]).lower()
    return "".join(letter for letter in plain if letter.isalnum())


def _sources(group: Sequence[_Found]) -> Iterator[Mapping[str, str]]:
    """The sources of all variants, each once."""
    seen: set[tuple[str, str]] = set()
    for found in group:
        for item in found.form.sources:
            key = (item.text, item.url or "")
            if key not in seen:
                seen.add(key)
                parts = {"name": one_line(item.text), "title": one_line(item.title), "url": item.url or ""}
                yield {name: value for name, value in parts.items() if value}


def _path_of(link: str) -> str:
    """The path of the text that a link leads to."""
    return f"{re.sub(r'[.](?:md|html|json|xml)$', '', link.lstrip('/'))}.md"


def _date(text: str | None) -> Date | None:
    try:
        return calendar_date(*map(int, text.split("-"))) if text else None
    except ValueError:
        return None


def _date_of_path(path: str) -> Date | None:
    """The day, month or year of the folders that a text lies in."""
    try:
        parts = locate(path, path).date_parts
        return calendar_date(*parts) if parts else None
    except ValueError:
        return None
