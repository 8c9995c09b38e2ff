"""Finding a page of the manual, or a section of one, by a word.

A word names what is called so: a page by its path or its title, a section by its heading, such as a command, a setting
or a key. An option names the commands that have it. Other words are looked for in headings and texts.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.manual.pages import INDEX, ManualPage, Section

COMMANDS = "reference/commands"
"""The page with all options."""

FEW = 8
"""How many sections are worth to be named."""

_WORD = re.compile(r"[^\W_]+")


def named(pages: Sequence[ManualPage], word: str) -> tuple[Section, ...]:
    """The pages and sections that a word names."""
    asked = word.strip().strip("[]`").casefold()
    if asked.startswith("--"):
        return tuple(_with_option(pages, asked))
    found = [page.whole for page in pages if asked in _names_of_page(page.whole)]
    found += [each for page in pages for each in page.sections if asked in _names_of_section(each)]
    return tuple(found)


def matching(pages: Sequence[ManualPage], words: str) -> tuple[Section, ...]:
    """The few pages and sections that fit some words best: those that have all of them, in their headings above all."""
    asked = [word.casefold() for word in _WORD.findall(words)]
    scored = ((_score(section, asked), section) for page in pages for section in (page.whole, *page.sections))
    best = sorted(((score, section) for score, section in scored if score), key=lambda each: -each[0])
    chosen: list[Section] = []
    for _, section in best:
        if not any(other.page == section.page and section.anchor for other in chosen):
            chosen.append(section)
    return tuple(chosen[:FEW])


def names(pages: Iterable[ManualPage]) -> Iterator[str]:
    """All that can be asked for by name, for who misspells one."""
    for page in pages:
        if page.whole.page == COMMANDS:
            yield from re.findall(r"^ +(--[\w-]+)", page.whole.text, re.MULTILINE)
        yield page.whole.address.rpartition("/")[2]
        for section in (page.whole, *page.sections):
            yield from section.heading.replace("`", "").split(", ")


def _names_of_page(whole: Section) -> set[str]:
    """The end of a path is one, too: `problems/address-taken`. A title may name several things, as a heading may."""
    folders = whole.page.removesuffix(f"/{INDEX}").split("/")
    paths = {"/".join(folders[start:]) for start in range(len(folders))}
    return paths.union(*(_spellings(part) for part in (whole.heading, *whole.heading.split(", "))))


def _names_of_section(section: Section) -> set[str]:
    """A heading may name several things: "theme.ink, theme.ink_dark". The last part of a dotted name is one too."""
    words = section.heading.replace("`", "").removeprefix("The table ")
    parts = {name for part in words.split(", ") for name in _spellings(part)}
    last = {part.rpartition(".")[2] for part in parts if " " not in part and not part.endswith(".")}
    page = section.page.rpartition("/")[2]
    return {*parts, *last, section.address, f"{page}#{section.anchor}"}


def _spellings(words: str) -> set[str]:
    plain = words.replace("`", "").casefold()
    return {plain, plain.replace(" ", "-"), plain.replace("-", " ")}


def _with_option(pages: Sequence[ManualPage], option: str) -> Iterator[Section]:
    declared = re.compile(rf"^ +{re.escape(option)}(?![\w-])", re.MULTILINE)
    for page in pages:
        if page.whole.page == COMMANDS:
            yield from (each for each in page.sections if declared.search(each.text))


def _score(section: Section, asked: Sequence[str]) -> int:
    """How well a section fits; 0 where it lacks a word. Whole words count more than beginnings, headings than texts."""
    heading = _WORD.findall(section.heading.casefold())
    text = f"{section.summary} {section.text}".casefold()
    score = 0
    for word in asked:
        here = 40 * (word in heading) or 20 * any(each.startswith(word) for each in heading)
        here += min(text.count(word), 9) * (1 if section.anchor else 2)
        if not here:
            return 0
        score += here
    return score
