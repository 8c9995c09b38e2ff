"""The command `check`: what a build would refuse and the findings, for people, for GitHub and for programs."""

import argparse
import gc
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from builder.cli.console import PAGE_NAMED, say, say_commands, say_text
from builder.cli.options import add_common_options, add_templates_of, made_settings, progress
from builder.cli.parser import add_command
from builder.cli.problem_lines import PLACES, counts, group_alike, print_problems
from builder.core.problems import Problem, ProblemsFound, Severity
from builder.core.text import pluralize, printable_line
from builder.vcs.working_tree import path_in_repository

FORMATS = ("text", "github", "json")

MAX_ANNOTATIONS = 10
"""Annotations of each kind that GitHub shows of one step.

https://docs.github.com/en/rest/checks/runs
"""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
"""GitHub's commands for the severities.

https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""


def add_check(commands: Any) -> None:
    """Add the command `check`, which writes no page."""
    command = add_command(
        commands,
        "check",
        "say what a build would refuse, and what could be better",
        "check",
        "check harbour --format github",
    )
    command.set_defaults(run=_check, usage_error=command.error, quiet=False)
    command.set_defaults(on_error="nothing was checked", on_interrupt="Stopped. Nothing was checked.")
    add_common_options(command, takes_folder=True)
    add_templates_of(command)
    command.add_argument(
        "--format", choices=FORMATS, default="text", help="text, annotations for GitHub's workflows, or JSON"
    )


def _check(options: argparse.Namespace) -> int:
    """Print what a build would refuse and the findings; 1 if a build would refuse the site."""
    from builder.build.check import Checked, check  # noqa: PLC0415  # loads what builds

    gc.disable()  # what is read is kept to the end: looking for garbage would only take time
    try:
        with progress(options) as shown, made_settings(options) as config:
            checked = check(config, shown)
    except ProblemsFound as found:
        checked = Checked(found.problems, 0, is_refused=True)
    if options.format == "json":
        say_text(as_json(checked.problems))
    elif options.format == "github":
        root = options.site.resolve()
        say_commands(annotations(checked.problems, path_in_repository(root, root)))
    else:
        print_problems(checked.problems, options.site)
        if not checked.problems:
            say(f"{pluralize(checked.texts, 'text')} checked, and nothing to tell.")
    return PAGE_NAMED if checked.is_refused else 0


def annotations(problems: Sequence[Problem], folder: str) -> Iterator[str]:
    """Problems as GitHub's annotations, errors first, those that say the same together; then how many there are.

        ::warning file=content/news/2011/05/15/a.md,line=3,title=unknown-key::the key "titel" has no meaning here; …

    `folder` is that of the site in its repository.
    """
    for severity, command in _COMMANDS.items():
        alike = [*group_alike([problem for problem in problems if problem.severity is severity])]
        for group in alike[:MAX_ANNOTATIONS]:
            yield f"::{command} {_properties(group[0], folder)}::{_escaped(_message(group))}"
    told = counts(problems) or "Nothing to tell"
    yield f"{told}. GitHub shows {MAX_ANNOTATIONS} of a kind; `dateline check` tells more."


def _message(group: Sequence[Problem]) -> str:
    more = f" (and in {len(group) - 1:,} more places)" if len(group) > PLACES else ""
    return f"{group[0].what}; {group[0].cure}{more}"


def _properties(problem: Problem, folder: str) -> str:
    place = problem.place
    path = f"{folder}/{place.path}" if folder not in ("", ".") else place.path
    named = {"file": path, "line": place.line, "col": place.column, "title": problem.code.slug}
    escaped = {
        name: _escaped(str(value)).replace(":", "%3A").replace(",", "%2C") for name, value in named.items() if value
    }
    return ",".join(f"{name}={value}" for name, value in escaped.items())


def _escaped(text: str) -> str:
    return printable_line(text).replace("%", "%25")


def as_json(problems: Sequence[Problem], **more: object) -> str:
    """Problems as JSON, whose fields never disappear and never change their meaning; `more` are further fields.

    {"version": 1, "counts": {"error": 0, "warning": 1, "note": 0}, "problems": [{"code": "unknown-key", …}]}
    """
    shape = {
        "version": 1,
        "counts": {level.value: sum(problem.severity is level for problem in problems) for level in Severity},
        "problems": [_fields(problem) for problem in problems],
        **more,
    }
    return msgspec.json.format(msgspec.json.encode(shape)).decode()


def _fields(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "code": problem.code.slug,
        "level": problem.severity.value,
        "path": place.path,
        "line": place.line or None,
        "column": place.column or None,
        "message": problem.what,
        "cure": problem.cure,
    }
