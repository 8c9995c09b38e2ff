"""The command `explain`: the page of a problem's code."""

import argparse
from typing import Any

from builder.cli.console import say
from builder.cli.manual_text import print_manual
from builder.cli.parser import add_command
from builder.core.problems import Code, did_you_mean, nearest


def add_explain(commands: Any) -> None:
    """Add the command `explain`, which looks at no site."""
    command = add_command(
        commands, "explain", "say what a code of a problem means, with examples", "explain", "explain date-invalid"
    )
    command.set_defaults(run=_explain, usage_error=command.error, on_error="nothing was explained", on_interrupt="")
    command.add_argument(
        "code", type=_code, nargs="?", metavar="CODE", help="the code, such as date-invalid; without it, all are listed"
    )


def _code(text: str) -> Code:
    codes = {code.slug: code for code in Code}
    slug = text.strip("[]").casefold()
    if slug not in codes:
        cure = did_you_mean(nearest(slug, codes), "`dateline explain` lists all")
        raise argparse.ArgumentTypeError(f'there is no code "{text}"; {cure}')
    return codes[slug]


def _explain(options: argparse.Namespace) -> int:
    """Print the page of a code, which `dateline help` has too, or the list of all codes."""
    from builder.explanations.page import explanation_page  # noqa: PLC0415  # for this command only

    if options.code:
        print_manual(f"# {options.code.slug}\n\n{explanation_page(options.code)}")
    else:
        width = max(len(code.slug) for code in Code)
        for code in Code:
            say(f"{code.slug:{width}}  {code.meaning}")
    return 0
