"""Finding a page of the manual, or a section of one, by words.

What fits is ranked by where the words stand: what is called so comes first, then what has the words in its title, its
summary, its headings, and at last in its text. Words are compared by their stems, and without blanks and hyphens:
`frontmatter` is "front matter", `draft` is "drafts". At equal ranks a page about a task comes before the reference.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import IntEnum
from functools import lru_cache

from msgspec.structs import replace

from builder.core.record import Frozen
from builder.manual.pages import INDEX, ManualPage, Section

COMMANDS = "reference/commands"
"""The page with all options."""

FEW = 8
"""How many sections are worth to be named."""

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "category": ("context", "topic"),
    "color": ("colour",),
    "config": ("setting",),
    "configuration": ("setting",),
    "delete": ("remove",),
    "deploy": ("publish",),
    "error": ("message", "problem"),
    "header": ("front matter",),
    "metadata": ("front matter",),
    "photo": ("picture",),
    "redirect": ("alias", "old address"),
    "rss": ("feed",),
    "tag": ("context", "topic"),
    "theme": ("colour",),
    "translate": ("language",),
    "translation": ("language",),
    "update": ("upgrade",),
    "warning": ("message", "problem"),
}
"""Words that people look for, and the manual's words for them."""

_TASKS = ("start", "write", "keep", "publish", "look", "coming-from")
_TEMPLATES = "reference/templates/"
_LISTS = (COMMANDS, "reference/settings", "reference/keys")
"""Pages whose texts are many short ones of their sections."""

_ENOUGH = 4
"""How many pages are enough of a choice."""

_LONG = 6
"""Letters from which on a part of a title is looked for without regard to blanks."""

_CLOSE = 0.8
"""How alike a misspelt word is to what was meant, as difflib measures it."""

_WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r", | and ")


class Found(Frozen, frozen=True):
    """What fits some words, the best first."""

    sections: tuple[Section, ...] = ()
    is_clear: bool = False
    """Whether the first one is what is called so, and nothing else is."""
    is_partial: bool = False
    """Whether they have only some of the words, as nothing has all of them."""


class _Rank(IntEnum):
    """Where words stand, the best place first."""

    NAME = 0
    """They are a name of the section."""
    OTHER_NAME = 1
    """They mean a name of it, or begin with the command that it is of."""
    TITLE = 2
    BEGINNING = 3
    """They begin words of the title, or mean them."""
    SUMMARY = 4
    HEADING = 5
    TEMPLATE = 6
    """They name a template, which is seldom what is looked for."""
    TEXT = 7


def find(pages: Sequence[ManualPage], words: str) -> Found:
    """The pages and sections that some words name or describe."""
    asked = words.strip().strip("[]`").casefold()
    if asked.startswith("--"):
        declaring = tuple(_with_option(pages, asked))
        return _clear_if_one(declaring) if declaring else Found(tuple(_that_name(pages, asked)))
    if asked.startswith("view."):
        return _clear_if_one(_with_variable(pages, asked))
    if "/" in asked or "#" in asked:
        parts = {page.part for page in pages}
        found = _clear_if_one(_at_path(pages, asked))
        if found.sections or asked.partition("/")[0] in parts:
            return found
    return _ranked(pages, asked)


def suggestion(pages: Iterable[ManualPage], word: str) -> str | None:
    """What can be asked for by name and is nearly the word; None if nothing is.

    It begins alike: who writes "uninstall" does not mean "install".
    """
    asked = word.casefold()
    names = {name.casefold(): name for name in _names(pages) if name.startswith("--") == asked.startswith("--")}
    bare = {name.lstrip("-"): name for name in names}
    alike = get_close_matches(asked.lstrip("-"), bare, n=5, cutoff=_CLOSE)
    return next((names[bare[name]] for name in alike if name[0] in asked.lstrip("-")[:1]), None)


def _names(pages: Iterable[ManualPage]) -> Iterator[str]:
    for page in pages:
        if page.whole.page == COMMANDS:
            yield from re.findall(r"^ +(--[\w-]+)", page.whole.text, re.MULTILINE)
        yield page.whole.address
        yield page.whole.address.rpartition("/")[2]
        for section in (page.whole, *page.sections):
            yield from section.heading.replace("`", "").split(", ")


def _clear_if_one(found: Iterable[Section]) -> Found:
    sections = tuple(found)
    return Found(sections, is_clear=len(sections) == 1)


def _with_option(pages: Sequence[ManualPage], option: str) -> Iterator[Section]:
    declared = re.compile(rf"^ +{re.escape(option)}(?![\w-])", re.MULTILINE)
    for page in pages:
        if page.whole.page == COMMANDS:
            yield from (each for each in page.sections if declared.search(each.text))


def _that_name(pages: Sequence[ManualPage], option: str) -> Iterator[Section]:
    """The pages that name an option that no command declares, such as one of another program."""
    named = re.compile(rf"(?<![\w-]){re.escape(option)}(?![\w-])")
    yield from (page.whole for page in pages if named.search(page.whole.text))


def _with_variable(pages: Sequence[ManualPage], variable: str) -> list[Section]:
    """The pages of the templates that have a variable, an entry's first: that is the one most sites change."""
    row = re.compile(rf"^\| `{re.escape(variable)}` \|", re.MULTILINE)
    having = [page.whole for page in pages if row.search(page.whole.text)]
    return sorted(having, key=lambda whole: whole.page != f"{_TEMPLATES}entry")


def _at_path(pages: Sequence[ManualPage], asked: str) -> Iterator[Section]:
    """What a path leads to, or the end of one: `write/sources`, `content/manual/write/sources.md`, `keys#draft`."""
    path, _, anchor = asked.removeprefix("content/manual/").strip("/").partition("#")
    wanted = [_stems(folder) for folder in path.removesuffix(".md").removesuffix(f"/{INDEX}").split("/")]
    for page in pages:
        folders = [_stems(folder) for folder in page.whole.address.casefold().split("/")]
        if folders[-len(wanted) :] == wanted:
            yield from (each for each in (page.whole, *page.sections) if each.anchor == anchor)


def _ranked(pages: Sequence[ManualPage], asked: str) -> Found:
    """What has all the words, or else what has some of them."""
    stems = _stems(asked)
    ranked = [*_all_placed(pages, asked, stems)]
    if not ranked and len(stems) > 1:
        some = [placed for stem in stems for placed in _all_placed(pages, stem, [stem])]
        return Found(tuple(_once(sorted(some, key=_order)))[:FEW], is_partial=True)
    ranked.sort(key=_order)
    named = [each.section for each in ranked if each.rank <= _Rank.OTHER_NAME]
    is_entire = bool(named) and (not named[0].anchor or named[0].page in _LISTS)
    is_clear = len(named) == 1 and ranked[0].rank == _Rank.NAME and is_entire
    return Found(tuple(_once(ranked))[:FEW], is_clear)


class _Placed(Frozen, frozen=True):
    """A section with the place that some words have in it."""

    section: Section
    rank: int
    """That of the word that is least well placed."""
    ranks: int = 0
    """Those of all words together."""
    count: int = 0
    """How often its text has them."""


def _order(placed: _Placed) -> tuple[int, ...]:
    return placed.rank, placed.ranks, _kind(placed.section), -placed.count


def _once(ranked: Iterable[_Placed]) -> Iterator[Section]:
    """Sections without those of pages that are there already, unless they are called so themselves.

    Texts that only hold the words are worth to be named where little else is.
    """
    pages: set[str] = set()
    for each in ranked:
        if each.rank == _Rank.TEXT and len(pages) >= _ENOUGH:
            return
        is_in_list = each.section.page in _LISTS and each.section.anchor
        if each.rank <= _Rank.OTHER_NAME or each.section.page not in pages or is_in_list:
            yield each.section
        pages.add(each.section.page)


def _kind(section: Section) -> int:
    """What comes first of what is equally well placed: tasks, commands, the rest of the reference, templates."""
    if section.page.startswith(_TASKS):
        return 3 if section.anchor else 0
    if section.page == COMMANDS:
        return 1
    if section.page.startswith("explained") and not section.anchor:
        return 2
    return 5 if section.page.startswith(_TEMPLATES) else 4


def _all_placed(pages: Sequence[ManualPage], asked: str, stems: Sequence[str]) -> Iterator[_Placed]:
    if not stems:
        return
    meant = [_stems(other) for other in SYNONYMS.get(_singular(asked), ())]
    for page in pages:
        for section in (page.whole, *page.sections):
            names = _names_of(section)
            is_of_command = page.whole.page == COMMANDS and section.heading == asked.split(maxsplit=1)[0]
            if "".join(stems) in names:
                yield _Placed(section, _Rank.NAME)
            elif any("".join(words) in names for words in meant):
                yield _Placed(section, _Rank.OTHER_NAME)
            elif placed := _placed(section, page, stems):
                yield replace(placed, rank=_Rank.OTHER_NAME) if is_of_command else placed


def _placed(section: Section, page: ManualPage, stems: Sequence[str]) -> _Placed | None:
    """Where the words stand in a section; None where one is missing."""
    title = _stems(f"{section.heading} {_file_name(section)}")
    whole = "".join(stems)
    is_list = section.page in _LISTS and not section.anchor
    if is_list or section.anchor:
        headings: Sequence[str] = ()
    else:
        headings = _stems(" ".join(each.heading for each in page.sections))
    text = Counter(() if is_list else _stems(section.text))
    rank_of_template = _Rank.TEMPLATE if section.page.startswith(_TEMPLATES) else _Rank.NAME
    if len(whole) >= _LONG and whole in "".join(title):
        return _Placed(section, max(_Rank.TITLE, rank_of_template))
    places = [_place_of(stem, title, _stems(section.summary), headings, text) for stem in stems]
    ranks = [rank for rank, _ in places if rank]
    if len(ranks) < len(stems):
        return None
    return _Placed(section, max(*ranks, rank_of_template), sum(ranks), sum(count for _, count in places))


def _place_of(
    stem: str, title: Sequence[str], summary: Sequence[str], headings: Sequence[str], text: Mapping[str, int]
) -> tuple[_Rank | None, int]:
    """The best place of a word, and how often the text has it, or longer words that begin so."""
    count = sum(number for each, number in text.items() if _begins(each, stem))
    meant = {other for words in SYNONYMS.get(stem, ()) for other in _stems(words)}
    if stem in title:
        return _Rank.TITLE, count
    if meant.intersection(title) or any(_begins(each, stem) for each in title):
        return _Rank.BEGINNING, count
    for rank, words in ((_Rank.SUMMARY, summary), (_Rank.HEADING, headings)):
        if stem in words:
            return rank, count
    return _Rank.TEXT if count else None, count


def _begins(word: str, stem: str) -> bool:
    return word == stem or (len(stem) > 2 and word.startswith(stem))


def _file_name(section: Section) -> str:
    return "" if section.anchor else section.address.rpartition("/")[2]


def _names_of(section: Section) -> set[str]:
    """The names of a section, folded: its title, which may name several things, and the last part of a dotted one.

    A page is called as its file is, too, but a template only by its full name: "feed" is more than `feed.xml`.
    """
    heading = section.heading.replace("`", "").casefold().removeprefix("the table ")
    parts = [heading, *_PARTS.split(heading)]
    names = {*parts, *(part.rpartition(".")[2] for part in parts if section.anchor and " " not in part)}
    if not section.page.startswith(_TEMPLATES):
        names.add(_file_name(section))
    return {"".join(_stems(name)) for name in names} - {""}


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(text.casefold())]


_ENDINGS = re.compile(r"(?<=....)(?:ing|ed|e)\Z")


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """A word without its ending: `upgrad` of upgrade, upgrades and upgrading."""
    return _ENDINGS.sub("", _singular(word))


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ses", "xes", "shes", "ches")) and not word.endswith("uses"):
        return word[:-2]
    is_plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "as"))
    return word[:-1] if is_plural and word != "news" else word
