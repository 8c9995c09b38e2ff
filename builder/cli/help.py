"""The command `help`: finds a page of the manual, and prints it."""

import argparse
from collections.abc import Iterator, Sequence
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from builder.cli.console import PAGE_NAMED, say, say_text
from builder.cli.manual_text import WIDTH, plain_text, print_manual
from builder.cli.parser import add_command
from builder.core.problems import did_you_mean
from builder.core.text import truncate, wrap

if TYPE_CHECKING:
    from builder.manual.pages import ManualPage, Section

NAMES = 28
"""Columns of the names of pages in the list of all."""

NARROW = 24
"""Columns from which on words can stand beside a name."""

LONGEST = 100
"""Characters of what is said of a section, at most."""


def add_help(commands: Any) -> None:
    """Add the command `help`, which looks at no site. What begins with hyphens is an option to be explained."""
    command = add_command(
        commands,
        "help",
        "find a page of the manual by a code, a setting, a key, a command, an option or any word",
        "help",
        "help address-taken",
        "help related.limit",
        "help --keep-going",
        prefix_chars="\0",
        add_help=False,
    )
    command.set_defaults(run=_help, usage_error=command.error, on_error="nothing was found", on_interrupt="")
    command.set_defaults(own_help=command.format_help)
    command.add_argument(
        "words", nargs="*", metavar="WORD", help="what to look for; without it, the parts of the manual are named"
    )


def _help(options: argparse.Namespace) -> int:
    """Print the page or section that a word names, or name those that fit; 1 if there is none."""
    from builder.manual.find import find, suggestion  # noqa: PLC0415  # for this command only
    from builder.manual.pages import read_manual  # noqa: PLC0415

    words = " ".join(options.words)
    if words in {"-h", "--help"}:
        say_text(options.own_help())
        return 0
    pages = read_manual()
    width = get_terminal_size((WIDTH, 24)).columns
    if not words:
        say(*_parts(pages, width))
        return 0
    found = find(pages, words)
    if found.is_clear:
        print_manual(_page(found.sections[0]))
        return 0
    if not found.sections:
        cure = did_you_mean(suggestion(pages, words), "`dateline help` names the parts of the manual")
        say(f'The manual has nothing on "{words}"; {cure}', error=True)
        return PAGE_NAMED
    head = f'Nothing has all of "{words}"; some of it:' if found.is_partial else f'The manual on "{words}":'
    say(
        *wrap(head, width),
        *_lines(found.sections, width),
        "",
        f"To read one: dateline help {found.sections[0].address}",
    )
    return 0


def _page(section: "Section") -> str:
    """A page, or a section of one, with its heading."""
    return f"# {section.heading}\n\n{section.text}"


def _lines(sections: Sequence["Section"], width: int) -> Iterator[str]:
    """A line for each of some pages and sections."""
    column = max(len(section.address) for section in sections)
    for section in sections:
        yield from _columns(section.address, column, _said_of(section), width)


def _said_of(section: "Section") -> str:
    """What a page or section is about. A section says where it stands, too: keys of entries and of topics are alike."""
    if not section.anchor:
        return plain_text(section.summary or section.heading)
    place = plain_text(f"{section.heading} ({section.above})")
    return f"{place}: {truncate(plain_text(section.summary), LONGEST)}" if section.summary else place


def _parts(pages: Sequence["ManualPage"], width: int) -> Iterator[str]:
    """The parts of the manual, each with its pages."""
    is_first = True
    for page in pages:
        folders = page.whole.page.count("/")
        if not folders:
            continue
        is_part = folders == 1 and page.whole.page.endswith("/index")
        if is_part:
            if not is_first:
                yield ""
            is_first = False
            yield from wrap(f"{page.whole.heading} ({page.part}): {page.whole.summary}", width)
        elif folders == 1 or page.whole.page.endswith("/index"):
            yield from _columns(page.whole.address.partition("/")[2], NAMES, page.whole.heading, width)
    yield ""
    yield from wrap(
        "To read a page: dateline help, and its name. Any word will do: a code, a setting, a key, an option.", width
    )


def _columns(name: str, column: int, words: str, width: int) -> Iterator[str]:
    """A name and words beside it, or below it where that would be too narrow a column."""
    room = width - column - 4
    if room >= NARROW:
        first, *rest = wrap(words, room) or [""]
        yield f"  {name:{column}}  {first}".rstrip()
        yield from (f"  {'':{column}}  {line}" for line in rest)
    else:
        yield f"  {name}"
        yield from (f"    {line}" for line in wrap(words, max(width - 4, NARROW)))
