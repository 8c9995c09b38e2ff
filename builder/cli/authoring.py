"""The commands that write content: `init`, for a new site, and `new`, for a new entry."""

import argparse
import os
import shlex
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from builder.cli.console import PAGE_NAMED, say, say_text
from builder.cli.options import cpu_count, folder, parse_day, today
from builder.cli.parser import add_command
from builder.core.text import collation_key, pluralize, printable_line, wrap
from builder.core.urls import Slug, slugify, topic_slug

if TYPE_CHECKING:
    from builder.config.config import Config
    from builder.scaffold.archive_survey import Survey
    from builder.scaffold.new_entry import NewEntry
    from builder.scaffold.new_site import NewSite


def add_init(commands: Any) -> None:
    """Add the command `init`."""
    command = add_command(commands, "init", "make a new site", "init harbour", "init harbour --check-sources")
    command.set_defaults(run=_init, usage_error=command.error)
    command.set_defaults(on_error="the site is not whole; mend that, and say the same again to complete it")
    command.set_defaults(on_interrupt="Stopped. What was made stays; say the same again to complete it.")
    command.add_argument(
        "folder",
        nargs="?",
        type=_new_folder,
        metavar="DIR",
        help="the site's folder, which is made if it is not there; a dot is the one where you are",
    )
    command.add_argument(
        "--from",
        choices=["wikipedia"],
        dest="news_from",
        metavar="SOURCE",
        help="wikipedia: add a workflow that imports each day of its Current Events portal",
    )
    command.add_argument(
        "--check-sources",
        action="store_true",
        help="add a workflow that asks twice a week whether sources are still there",
    )


def add_new(commands: Any) -> None:
    """Add the command `new`."""
    command = add_command(
        commands,
        "new",
        "write a new entry; on a terminal, what is not given is asked for",
        "new",
        'new "A harbour reopens" --date 2011-05-15 --context shipping',
    )
    command.set_defaults(run=_new, usage_error=command.error)
    command.set_defaults(on_error="no entry was made", on_interrupt="\nStopped. No entry was made.")
    command.add_argument("title", nargs="?", metavar="TITLE", help="the headline")
    command.add_argument(
        "--site", type=folder, default=Path(), help="the folder that holds content/ (default: this one)"
    )
    command.add_argument("--date", type=parse_day, help="the day, such as 2011-05-15 (default: today)")
    command.add_argument("--context", action="append", metavar="NAME", default=[], help="a context; can be given again")
    command.add_argument(
        "--source", action="append", metavar="NAME=URL", default=[], help="a source; can be given again"
    )
    command.add_argument("--section", default="news", help="the folder below content/ (default: news)")
    command.add_argument(
        "--from-issue",
        type=Path,
        metavar="FILE",
        help="take all of it from the text of an issue that was made by the form entry.yml",
    )
    command.add_argument("--edit", action="store_true", help="open the new file in $EDITOR")


def _new_folder(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("must name a folder, such as harbour; a dot is the folder where you are")
    return Path(text)


def _init(options: argparse.Namespace) -> int:
    """Make a new site, and print what to do next."""
    from builder.scaffold.install_source import install_source  # noqa: PLC0415
    from builder.scaffold.new_site import SiteRefused, create_site  # noqa: PLC0415  # for this command only

    if options.folder is None:
        options.usage_error("say the folder of the site: dateline init harbour; in this one: dateline init .")

    try:
        source = install_source(options.folder)
        site = create_site(
            options.folder,
            today(),
            source,
            from_wikipedia=options.news_from == "wikipedia",
            checks_sources=options.check_sources,
        )
    except SiteRefused as error:
        say_text(str(error), error=True)
        return 1
    for name in site.made:
        say(f"made  {options.folder / name}")
    for name in site.kept:
        say(f"kept  {options.folder / name}, which was there")
    if site.archive:
        say_text("\n".join(_found_in_archive(options.folder, site, site.archive)))
    say_text("\n".join(_next_steps(options.folder, site)))
    return 0


def _found_in_archive(folder: Path, site: "NewSite", archive: "Survey") -> Iterator[str]:
    """What was found in the Markdown that was there, and what a build will make of it; the settings say the same."""
    from builder.review.archive_check import check_archive, keep_going  # noqa: PLC0415  # loads what builds
    from builder.scaffold.new_site import SETTINGS, write_settings  # noqa: PLC0415

    made_for = f", made for {archive.tool}" if archive.tool else ""
    yield f"\n{pluralize(archive.files, 'Markdown file')} in {folder / archive.content}{made_for}:"
    checked = check_archive(folder, cpu_count())
    proposal = keep_going(site.proposal, checked.problems)
    write_settings(folder, proposal)
    yield f"  {pluralize(checked.entries, 'entry')}, {pluralize(checked.pages, 'page')} without a date"
    for name, why in proposal.reasons.items():
        if name != "fields.extra":
            yield f"  {name}: {why}"
    if proposal.not_placed:
        told = ", ".join(f"{use.name} ({use.files:,})" for use in proposal.not_placed)
        yield "\n".join(wrap(f"  Not placed, and kept for templates: {told}", 110))
    if unknown := archive.old_addresses.unknown:
        yield f"  Addresses of {archive.tool} without a pattern here, for aliases in the texts: {', '.join(unknown)}"
    if archive.outside:
        yield f"  Left out, as it lies elsewhere: {pluralize(len(archive.outside), 'file')}, first {archive.outside[0]}"
    yield f"{folder / SETTINGS} says all this in place; `dateline build` tells what is wrong, file by file."


def _next_steps(folder: Path, site: "NewSite") -> Iterator[str]:
    """The steps from a new site to a published page, one line each."""
    # A folder that starts with a hyphen would be taken for an option.
    argument = shlex.quote(f"./{folder}" if str(folder).startswith("-") else str(folder))
    enter = "" if folder == Path() else f"cd {argument} && "
    yield f"\nTo see it in a browser:\n  dateline serve --watch --open --site {argument}"
    if site.steps:
        yield "\nTo be done before it is published:"
    for sentence in site.steps:
        lines = enumerate(wrap(sentence, 100))
        yield "\n".join(("  - " if number == 0 else "    ") + line for number, line in lines)
    yield "\nTo publish it on GitHub Pages:"
    if site.in_repository:
        yield f'  1. {enter}git add --all . && git commit -m "A new site"'
        if site.branch_to_rename:
            branch = site.branch_to_rename
            yield f"  2. The workflow publishes the branch main, and yours is {branch}: git branch -m main"
            yield "     Push it to GitHub, and make main the default branch in its Settings where another one is."
        else:
            yield "  2. Push it to GitHub, on the branch main: the workflow publishes that one."
    else:
        yield f'  1. {enter}git init -b main && git add --all && git commit -m "A new site"'
        yield "  2. On GitHub, make an empty repository, then:"
        url = f"https://github.com/YOU/{_repository_name(folder)}.git"
        yield f"     git remote add origin {url} && git push -u origin main"
    yield '  3. In its Settings, Pages, "Build and deployment", choose "GitHub Actions" as the source.'
    yield '  4. In its Actions, Publish, "Run workflow". The run shows the address; from then on a push is enough.'


def _repository_name(folder: Path) -> str:
    """A name for a folder's repository on GitHub, which allows only ASCII, and at most 100 characters."""
    return slugify(collation_key(folder.resolve().name).encode("ascii", "replace").decode(), 100) or "site"


def _new(options: argparse.Namespace) -> int:
    """Write a new entry, and print its path."""
    from builder.cli.prompts import GivenFields, Validation, enable_topic_completion, prompt_for_missing  # noqa: PLC0415  # for this command only
    from builder.config.load import has_settings, load_config  # noqa: PLC0415
    from builder.scaffold.new_entry import EntryRefused, conflict, misspelt_section, refusal, sections_of, write_entry  # noqa: PLC0415

    is_interactive = sys.stdin.isatty() and not options.from_issue
    if options.from_issue and (options.title or options.date or options.context or options.source):
        options.usage_error("--from-issue takes title, date, contexts and sources from the issue")
    if options.title is None and not is_interactive and not options.from_issue:
        options.usage_error("the following arguments are required: TITLE")
    config = load_config(options.site)
    if not (config.content.is_dir() or has_settings(options.site)):
        say(_no_site_message(options.site), error=True)
        return 1
    given = GivenFields(options.title, options.date, (*options.context,), (*options.source,), options.section)
    sections = sections_of(config)
    try:
        entry = _suggested(options, config) if options.from_issue else given.entry(today())
    except EntryRefused as refused:
        return _refused(options, f"{refused}", "No entry was made.")
    in_site = _refusal_in_site if options.from_issue else partial(misspelt_section, sections=sections)
    if error := refusal(entry, config) or in_site(entry, config):
        return _refused(options, f"{error}.", "No entry was made.")
    if is_interactive:
        topics = enable_topic_completion(config)
        validation = Validation(lambda new: refusal(new, config), lambda new: conflict(new, config), topics)
        entry = prompt_for_missing(given, today(), _prompt, validation)
    try:
        file = write_entry(entry, config)
    except EntryRefused as error:
        return _refused(options, f"{error}")
    say(f"made  {config.display_path(file)}", *_new_section_lines(entry, sections))
    return _open_editor(file) if options.edit else 0


def _refused(options: argparse.Namespace, *lines: str) -> int:
    """Print why there is no entry; the exit status. Who reads it in an issue has no command line."""
    say(*lines, error=True)
    return PAGE_NAMED if options.from_issue else 1


def _new_section_lines(entry: "NewEntry", sections: frozenset[Slug]) -> Iterator[str]:
    """That an entry begins a section, of a site that has others."""
    section = slugify(entry.section)
    if sections and section not in sections:
        yield f'"{section}" is a new section; the others are {", ".join(sorted(sections))}.'


def _refusal_in_site(entry: "NewEntry", config: "Config") -> str:
    """Why the site would refuse an entry that has a text, and so links; without one, its front matter tells enough."""
    from builder.build.entry_trial import refusal_in_site  # noqa: PLC0415  # reads the whole site

    return refusal_in_site(entry, config)


def _suggested(options: argparse.Namespace, config: "Config") -> "NewEntry":
    """The entry that an issue suggests. Contexts on one line are parted at commas that are in no name in use."""
    from builder.cli.prompts import split_contexts, topics_in_use  # noqa: PLC0415  # for this command only
    from builder.scaffold.suggested_entry import read_suggestion  # noqa: PLC0415

    entry = read_suggestion(options.from_issue, config, options.section)
    if len(entry.contexts) != 1 or "," not in entry.contexts[0]:
        return entry
    topics = frozenset(map(topic_slug, topics_in_use(config)))
    return replace(entry, contexts=tuple(split_contexts(entry.contexts[0], topics, lambda _: "")))


def _prompt(question: str) -> str:
    """The line that a person types; Ctrl-D counts as Ctrl-C."""
    try:
        return input("\n".join(map(printable_line, question.split("\n"))))
    except EOFError:
        raise KeyboardInterrupt from None


def _no_site_message(folder: Path) -> str:
    where = "here" if folder == Path() else f"in {folder}"
    argument = shlex.quote(f"{folder}")
    return (
        f"There is no site {where}: neither settings nor content/. "
        f"Make one with `dateline init {argument}`, or name the folder of one with --site."
    )


def _open_editor(file: Path) -> int:
    """Open a file in the editor that a person has chosen; the exit status."""
    name = "VISUAL" if os.environ.get("VISUAL") else "EDITOR"
    try:
        editor = shlex.split(os.environ.get(name, ""))
    except ValueError as error:
        return _not_opened(file, f"{name} cannot be read ({str(error).lower()})")
    if not editor:
        return _not_opened(file, "EDITOR does not name an editor")
    import subprocess  # noqa: PLC0415  # for this command only

    try:
        return subprocess.run([*editor, str(file)], check=False).returncode  # noqa: S603  # the person's own
    except OSError as error:
        return _not_opened(
            file, f"{name} names {editor[0]}, which cannot be started ({(error.strerror or '').lower()})"
        )
    except KeyboardInterrupt:
        return _not_opened(file, "the editor was stopped")


def _not_opened(file: Path, why: str) -> int:
    """Print that the entry exists, though no editor shows it; the exit status."""
    say(f"The entry is made, but not opened: {why}. Open {file} in an editor.", error=True)
    return 1
