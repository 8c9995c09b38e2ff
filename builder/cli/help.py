"""The command `help`: finds a page of the manual, and prints it."""

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from builder.cli.console import say, say_text
from builder.cli.manual_text import print_manual
from builder.cli.parser import add_command
from builder.core.problems import did_you_mean, nearest

if TYPE_CHECKING:
    from builder.manual.pages import ManualPage, Section


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
    from builder.manual.find import matching, named, names  # noqa: PLC0415  # for this command only
    from builder.manual.pages import read_manual  # noqa: PLC0415

    words = " ".join(options.words)
    if words in {"-h", "--help"}:
        say_text(options.own_help())
        return 0
    pages = read_manual()
    if not words:
        say(*_parts(pages))
        return 0
    found = named(pages, words) or (() if words.startswith("--") else matching(pages, words))
    if len(found) == 1:
        print_manual(_page(found[0]))
        return 0
    if not found:
        cure = did_you_mean(nearest(words, names(pages)), "`dateline help` names the parts of the manual")
        say(f'The manual has nothing on "{words}"; {cure}', error=True)
        return 1
    say(f'The manual on "{words}":', *_lines(found), "", f"To read one: dateline help {found[0].address}")
    return 0


def _page(section: "Section") -> str:
    """A page, or a section of one, with its heading."""
    return f"# {section.heading}\n\n{section.text}"


def _lines(sections: Sequence["Section"]) -> Iterator[str]:
    """A line for each of some pages and sections."""
    width = max(len(section.address) for section in sections)
    for section in sections:
        words = section.heading.replace("`", "") if section.anchor else section.summary or section.heading
        yield f"  {section.address:{width}}  {words}"


def _parts(pages: Sequence["ManualPage"]) -> Iterator[str]:
    """The parts of the manual, each with its pages."""
    for page in pages:
        folders = page.whole.page.count("/")
        if not folders:
            continue
        is_part = folders == 1 and page.whole.page.endswith("/index")
        if is_part:
            yield from ("", f"{page.whole.heading} ({page.part}): {page.whole.summary}")
        elif folders == 1 or page.whole.page.endswith("/index"):
            yield f"  {page.whole.address.partition('/')[2]:28}  {page.whole.heading}"
    yield from (
        "",
        "To read a page: dateline help, and its name. Any word will do: a code, a setting, a key, an option.",
    )
