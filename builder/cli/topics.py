"""The command `topics`: lists the topics of a site, and renames and merges them in its files."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.cli.console import say, say_text
from builder.cli.file_changes import INTERRUPTED, change_files
from builder.cli.options import folder
from builder.cli.parser import add_command
from builder.config.config import Config
from builder.config.load import load_config
from builder.core.progress import Progress
from builder.core.text import quoted_text
from builder.core.urls import Slug

if TYPE_CHECKING:
    from builder.relations.site import Site
    from builder.renaming.plan import FileChange


def add_topics(commands: Any) -> None:
    """Add the command `topics` with its own commands."""
    command = add_command(commands, "topics", "list the topics, rename one, or make several one", "topics list")
    of = command.add_subparsers(dest="what", required=True, metavar="COMMAND")
    listing = add_command(
        of, "list", "list the topics, the largest first, with those of nearly the same name", "topics list --near"
    )
    listing.add_argument("--near", action="store_true", help="only those that have such others")
    rename = add_command(of, "rename", "give a topic another name", 'topics rename "Old Port" Harbour')
    rename.add_argument("old", metavar="OLD", help="the topic's name")
    rename.add_argument("new", metavar="NEW", help="the name that it gets")
    merge = add_command(
        of, "merge", "make topics one", 'topics merge Harbour "Old Port" haven', "topics merge --suggested"
    )
    merge.add_argument("into", nargs="?", metavar="TOPIC", help="the topic that stays, with its name")
    merge.add_argument("others", nargs="*", metavar="OTHER", help="those that become one with it")
    merge.add_argument("--suggested", action="store_true", help="go through those of nearly the same name, one by one")
    for each, run in ((listing, _list), (rename, _rename), (merge, _merge)):
        each.set_defaults(run=run, usage_error=each.error)
        each.set_defaults(on_error="not all files are changed; say the same again to complete it")
        each.set_defaults(on_interrupt="\nStopped. Nothing was changed.")
        each.add_argument("--site", type=folder, default=Path(), help="the folder that holds content/ (default: this)")
        if each is not listing:
            each.add_argument("--yes", action="store_true", help="change the files without asking")


def _list(options: argparse.Namespace) -> int:
    """Print a line for each topic."""
    site = _site(options.site)
    near = _near(site)
    if not site.topics:
        say("No entry has a context.")
    for topic in sorted(site.topics.values(), key=lambda topic: (-len(topic.entries), topic.slug)):
        others = [f"{site.topics[slug].name} ({len(site.topics[slug].entries)})" for slug in near.get(topic.slug, ())]
        if others or not options.near:
            first, last = topic.entries[0].date.iso, topic.entries[-1].date.iso
            kind = f" ({topic.kind})" if topic.kind else ""
            alike = f"  ~ {', '.join(others)}" if others else ""
            say(f"{len(topic.entries):6,}  {first:10}  {last:10}  {topic.name}{kind}{alike}")
    return 0


def _rename(options: argparse.Namespace) -> int:
    """Give a topic another name."""
    from builder.renaming.plan import plan_rename  # noqa: PLC0415  # for this command only

    return _apply(options, lambda site: plan_rename(site, options.old, options.new))


def _merge(options: argparse.Namespace) -> int:
    """Make topics one: those that are named, or those of nearly the same name, one pair after the other."""
    from builder.renaming.plan import plan_merge  # noqa: PLC0415  # for this command only

    if not options.suggested:
        if not options.others:
            options.usage_error("name the topic that stays and at least one other, or say --suggested")
        return _apply(options, lambda site: plan_merge(site, options.into, options.others))
    if options.into:
        options.usage_error("--suggested goes through all of nearly the same name; leave the names out")
    return _merge_suggested(options)


def _merge_suggested(options: argparse.Namespace) -> int:
    """Ask of each two topics of nearly the same name whether they are to be one."""
    from builder.renaming.plan import plan_merge  # noqa: PLC0415  # for this command only

    pairs = [*_pairs(_site(options.site))]
    if not pairs:
        say("No two topics have nearly the same name.")
    statuses: list[int] = []
    for kept, other in pairs:
        say(f"{quoted_text(kept)} and {quoted_text(other)}:")
        try:
            status = _apply(options, lambda site, kept=kept, other=other: plan_merge(site, kept, [other]))  # type: ignore[misc]
        except KeyboardInterrupt:
            if not statuses:
                raise
            say("", "Stopped. These two are as they were; what was agreed to before is changed.", error=True)
            status = INTERRUPTED
        if status == INTERRUPTED:
            return status
        statuses.append(status)
    return max(statuses, default=0)


def _pairs(site: "Site") -> Iterator[tuple[str, str]]:
    """Topics of nearly the same name, each the other of one pair only: the larger stays."""
    taken: set[Slug] = set()
    topics = site.topics
    for slug, others in _near(site).items():
        for other in others:
            if not {slug, other} & taken:
                taken |= {slug, other}
                kept, gone = sorted((topics[slug], topics[other]), key=lambda topic: (-len(topic.entries), topic.slug))
                yield kept.name, gone.name


def _near(site: "Site") -> dict[Slug, tuple[Slug, ...]]:
    """For each topic that has some the others of nearly the same name."""
    from builder.findings.near_names import NearNames  # noqa: PLC0415  # for this command only

    names = {slug: site.topics[slug].name for slug in site.topics}
    index = NearNames(names)
    found = {slug: index.of(slug, name) for slug, name in names.items()}
    return {slug: others for slug, others in found.items() if others}


def _apply(options: argparse.Namespace, plan: Callable[["Site"], Sequence["FileChange"]]) -> int:
    """Show the changes of a plan, ask, and make them; 1 if they are refused."""
    from builder.renaming.plan import RenamingRefused  # noqa: PLC0415

    try:
        site = _site(options.site)
        changes = plan(site)
    except RenamingRefused as refused:
        say_text(str(refused), error=True)
        return 1
    return change_files(changes, site.config.root, yes=options.yes)


def _site(folder: Path) -> "Site":
    """The site, read and related. Raises ProblemsFound if a build would refuse it."""
    from builder.core.problems import ProblemsFound, at_levels, errors  # noqa: PLC0415
    from builder.incremental.assemble import assemble  # noqa: PLC0415
    from builder.incremental.inputs import find_inputs  # noqa: PLC0415  # what reads a site

    config: Config = load_config(folder)
    now = assemble(find_inputs(config, remember=False, output=False), Progress())
    if wrong := errors(at_levels(now.problems, config.problems)):
        raise ProblemsFound(wrong)
    return now.site
