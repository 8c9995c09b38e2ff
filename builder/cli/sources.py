"""The command `sources`: asks the addresses of sources whether they are still there, and adds copies in an archive."""

import argparse
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from builder.cli.check import FORMATS, annotations, as_json
from builder.cli.console import PAGE_NAMED, say, say_commands, say_text
from builder.cli.file_changes import change_files
from builder.cli.options import add_common_options, progress, settings_of, whole_number
from builder.cli.parser import add_command
from builder.cli.problem_lines import print_problems
from builder.config.checked_sources import FILE
from builder.core.http_etiquette import user_agent
from builder.core.problems import did_you_mean, errors, nearest
from builder.core.text import pluralize
from builder.core.urls import is_web
from builder.vcs.working_tree import path_in_repository

if TYPE_CHECKING:
    from builder.incremental.assemble import Assembled
    from builder.linkcheck.check import Archived, CheckedSources, CheckOptions
    from builder.linkcheck.probe import Ask

_SHOWN = 5
"""How many addresses are named that gave no answer."""

_WORDS = {
    "good": "there",
    "moved": "moved",
    "gone": "gone",
    "unreachable": "without an answer",
    "circling": "redirected in circles",
    "refused": "shown to no program",
    "private": "not public",
    "busy": "to be asked later",
}
"""What the summary calls the states of addresses, in this order."""


def add_sources(commands: Any) -> None:
    """Add the command `sources` with its own command."""
    command = add_command(commands, "sources", "ask whether the sources of entries are still there", "sources check")
    of = command.add_subparsers(dest="what", required=True, metavar="COMMAND")
    check = add_command(
        of,
        "check",
        "ask the address of each source, and tell which are dead or have moved",
        "sources check --limit 500",
        "sources check --archive",
    )
    check.set_defaults(run=_check, usage_error=check.error)
    check.set_defaults(on_error="not all was written down; say the same again to complete it")
    check.set_defaults(on_interrupt="Stopped. What was learnt is kept; say the same again to ask the rest.")
    add_common_options(check)
    check.add_argument(
        "--limit", type=whole_number(1), metavar="N", help="ask so many addresses at most, the oldest first"
    )
    check.add_argument("--host", default="", metavar="NAME", help="ask the addresses of this host only")
    check.add_argument("--again", action="store_true", help="ask those too that were asked lately")
    check.add_argument("--archive", action="store_true", help="add copies in the Wayback Machine to the entries' files")
    check.add_argument("--archive-api", type=_address, metavar="URL", help="the API of another archive of that kind")
    check.add_argument("--yes", action="store_true", help="with --archive, change the files without asking")
    check.add_argument("--private", action="store_true", help="ask hosts of private networks too")
    check.add_argument(
        "--format", choices=FORMATS, default="text", help="text, annotations for GitHub's workflows, or JSON"
    )
    check.add_argument("--quiet", action="store_true", help="show no progress, and print the problems only")


def _check(options: argparse.Namespace) -> int:
    """Ask, and print what is wrong; 1 if no server answered, or what is wrong is an error by the settings."""
    from builder.linkcheck.archive import WAYBACK  # noqa: PLC0415
    from builder.linkcheck.check import CheckOptions, check_sources, hosts_of, read_site  # noqa: PLC0415
    from builder.linkcheck.exchange import Exchange  # noqa: PLC0415  # for this command only

    if options.archive and options.format != "text" and not options.yes:
        options.usage_error("--archive shows differences and asks; with another --format say --yes too")
    config = settings_of(options)
    ask = Exchange(user_agent(config.repository, config.base_url), private=options.private).ask
    host = options.host.lower()
    asked = CheckOptions(options.limit, host, options.again, options.private, options.archive_api or WAYBACK)
    with progress(options) as shown:
        now = read_site(config, shown)
        if host and host not in (hosts := hosts_of(now)):
            cure = did_you_mean(nearest(host, hosts), "look at its spelling")
            say(f"No source has the host {host}; {cure}", error=True)
            return 1
        checked = check_sources(now, ask, asked, shown)
    if checked.unread:
        say(_unread_line(checked.unread), error=True)
    status = 0
    if checked.unheard:
        say(*_unheard_lines(checked.unheard), error=True)
        status = 1
    elif options.archive:
        status = _add_archives(options, now, ask, asked)
    _print(checked, options)
    if status and not checked.problems:
        return status
    return PAGE_NAMED if status or errors(checked.problems) else 0


def _unheard_lines(unheard: Mapping[str, str]) -> Iterator[str]:
    """That no server answered, and what came of those that were asked."""
    yield "No server answered, so this machine may have no way to the web. Nothing was written down of these:"
    yield from (f"    {url} {why}" for url, why in islice(unheard.items(), _SHOWN))
    if len(unheard) > _SHOWN:
        yield f"    and {len(unheard) - _SHOWN:,} more"


def _unread_line(unread: Sequence[int]) -> str:
    more = f", and {pluralize(len(unread) - 1, 'line')} more," if len(unread) > 1 else ""
    return f"{FILE}:{unread[0]}: this line{more} cannot be read, and was left out; git has what stood there."


def _add_archives(options: argparse.Namespace, now: "Assembled", ask: "Ask", asked: "CheckOptions") -> int:
    """Look for copies in an archive, show what changes, ask, and write it; 1 if that is refused."""
    from builder.linkcheck.check import archive_sources  # noqa: PLC0415

    with progress(options) as shown:
        archived = archive_sources(now, ask, asked, shown)
    is_told = options.format == "text" and not options.quiet
    root, status = now.site.config.root, 0
    if archived.changes:
        status = change_files(archived.changes, root, yes=options.yes, quiet=not is_told)
    if is_told:
        say(*_archive_lines(archived))
    return status


def _archive_lines(archived: "Archived") -> Iterator[str]:
    if archived.unchanged:
        yield "These cannot be written without touching anything else; write them there yourself:"
        yield from (f"    {line}" for line in archived.unchanged)
    if archived.none:
        yield f"The archive has no copy of {pluralize(archived.none, 'source')}."
    if archived.left:
        yield f"Copies to be looked for another time, by --limit: {archived.left:,}."
    if archived.silent:
        yield f"The archive was not asked to the end: {archived.silent}. Say the same again tomorrow."


def _print(checked: "CheckedSources", options: argparse.Namespace) -> None:
    """Print what is wrong and the summary, in the format that is asked for."""
    if options.format == "json":
        asked = {state: checked.asked.get(state, 0) for state in _WORDS}
        counts = {"addresses": checked.addresses, "asked": asked, "left": checked.left}
        say_text(as_json(checked.problems, sources=counts))
        return
    if options.format == "github":
        folder = path_in_repository(options.site.resolve(), options.site.resolve())
        say_commands(annotations(checked.problems, folder))
    else:
        print_problems(checked.problems, options.site)
    if not options.quiet:
        say(*_summary(checked))


def _summary(checked: "CheckedSources") -> Iterator[str]:
    """What was asked, as the last lines of a report."""
    count = sum(checked.asked.values())
    told = ", ".join(f"{checked.asked[state]:,} {words}" for state, words in _WORDS.items() if state in checked.asked)
    yield f"{pluralize(checked.addresses, 'address')}, {count:,} of them asked now{f': {told}' if told else ''}."
    for host, number in sorted(checked.put_off.items()):
        yield f"{host} was not asked to the end, as it wants to be asked later: {number:,} left."
    if checked.left:
        yield f"Addresses to be asked another time, by --limit: {checked.left:,}."


def _address(text: str) -> str:
    if not is_web(text):
        raise argparse.ArgumentTypeError("must be an address such as https://archive.org/wayback/available")
    return text
