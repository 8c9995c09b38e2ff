"""What is printed of the problems of a run: what repeats is one line with its count, and errors come last.

content/a.md:3, content/b.md:3, content/c.md:3 and 1,910 more: warning: the key "id" has no meaning here; …
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path

from builder.cache.store import write_problems
from builder.cli.console import more_line, say
from builder.content.asset_stamps import line_of
from builder.core.problems import Code, Problem, Severity
from builder.core.record import Frozen

LIMIT = 60
"""Lines that are printed at most; a person reads no more."""

PLACES = 3
"""Places that a line with a count names."""

FEW = 3
"""Lines of one code that are printed even where there are many of others."""


class ProblemLines(Frozen, frozen=True):
    """The lines to print of the problems of a run."""

    shown: tuple[str, ...]
    left_out: int
    """How many problems have no line."""


def problem_lines(problems: Sequence[Problem], limit: int = LIMIT) -> ProblemLines:
    """The lines to print: notes, then warnings, then errors, those of one code together, at most `limit` of them."""
    by_code: dict[Code, list[list[Problem]]] = defaultdict(list)
    for group in group_alike(problems):
        by_code[group[0].code].append(group)
    codes = sorted(by_code, key=lambda code: (-_ORDER.index(by_code[code][0][0].severity), _first(by_code[code])))
    cures = {code: lines for code in codes if (lines := _cure_for_all(code, by_code[code]))}
    room = limit - len(cures)
    is_cut = sum(map(len, by_code.values())) > room
    most = max(FEW, room // len(codes) - 1) if is_cut else room
    shown: list[str] = []
    left_out = 0
    for code in codes:
        groups = sorted(by_code[code], key=_size_and_place) if is_cut else by_code[code]
        shown += [_line(group) for group in groups[:most]]
        if rest := [*chain.from_iterable(groups[most:])]:
            left_out += len(rest)
            shown.append(f"and {len(rest):,} more of [{code.slug}]")
        if code in cures:
            shown.append(cures[code])
    return ProblemLines(tuple(shown), left_out)


_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTE)


def group_alike(problems: Sequence[Problem]) -> Iterator[list[Problem]]:
    """The problems that say the same of more places than a line names, and each other one by itself, by place.

    Those of one code and one subject say the same: their words may differ in an example.
    """
    alike: dict[object, list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[(problem.code, problem.subject) if problem.subject else problem.words].append(problem)
    for group in alike.values():
        if len(group) > PLACES:
            yield group
        else:
            yield from ([problem] for problem in group)


def _first(groups: Sequence[Sequence[Problem]]) -> str:
    return groups[0][0].code.slug


def _size_and_place(group: Sequence[Problem]) -> tuple[int, object]:
    return -len(group), group[0].place


def _line(group: Sequence[Problem]) -> str:
    if len(group) == 1:
        return str(group[0])
    places = ", ".join(str(problem.place) for problem in group[:PLACES])
    more = f" and {len(group) - PLACES:,} more" if len(group) > PLACES else ""
    return f"{places}{more}: {group[0].words}"


def _cure_for_all(code: Code, groups: Sequence[Sequence[Problem]]) -> str:
    """A line of settings to paste that takes all of these problems away; empty where there is none, or but one."""
    paste = _PASTE.get(code)
    subjects = sorted({group[0].subject for group in groups if len(group) > 1 and group[0].subject})
    return paste(subjects) if paste and subjects else ""


def _extra_fields(keys: Sequence[str]) -> str:
    quoted = ", ".join(f'"{key}"' for key in keys)
    return f"To keep these keys for templates, and hear no more of them: [fields] extra = [{quoted}] [unknown-key]"


def _date_forms(forms: Sequence[str]) -> str:
    quoted = ", ".join(f'"{form}"' for form in forms)
    return f"To read these dates as they are written: dates = [{quoted}] [date-invalid]"


def _active_files(patterns: Sequence[str]) -> str:
    return f"To publish all of these, if you trust who wrote them: {line_of(patterns)} [file-active]"


_PASTE: Mapping[Code, Callable[[Sequence[str]], str]] = {
    Code.UNKNOWN_KEY: _extra_fields,
    Code.DATE_INVALID: _date_forms,
    Code.FILE_ACTIVE: _active_files,
}
"""For each code whose problems one line of settings takes away, what writes it."""


def counts(problems: Sequence[Problem]) -> str:
    """How many there are of each severity: `27 errors, 1 warning`; empty for none."""
    severities = sorted((problem.severity for problem in problems), key=_ORDER.index)
    numbers = ((severity, len([*group])) for severity, group in groupby(severities))
    return ", ".join(f"{number:,} {severity.value}{'' if number == 1 else 's'}" for severity, number in numbers)


def print_problems(problems: Sequence[Problem], site: Path, *, error: bool = False) -> None:
    """Print problems; where there are many, the most telling ones, and write all into a file."""
    lines = problem_lines(problems)
    for line in lines.shown:
        say(line, error=error)
    if lines.left_out and (written := write_problems(problems, site)):
        say(f"All {len(problems):,} are in {written}.", error=error)
    if problems:
        say(help_line(problems), counts(problems), error=error)


def help_line(problems: Sequence[Problem]) -> str:
    """Where more is said of some problems: the command that prints the page of a code, that of the gravest first."""
    gravest = min(problems, key=lambda problem: (_ORDER.index(problem.severity), problem.code.slug))
    others = " (or any other code in brackets)" if len({problem.code for problem in problems}) > 1 else ""
    return more_line(f"{gravest.code.slug}{others}")
