"""Asking a person at a terminal for what a new entry was not given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from builder.assemble import assemble
from builder.compose import NewEntry
from builder.config import Config
from builder.dates import Date, parse_date
from builder.problems import ProblemsFound
from builder.progress import Progress
from builder.survey import survey
from builder.urls import slugify

Ask = Callable[[str], str]
"""Shows some words and gives back the line that was written behind them."""


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an entry without asking."""

    title: str | None
    date: Date | None
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    section: str = "news"


def complete(given: Given, today: Date, ask: Ask) -> NewEntry:
    """An entry of which everything is known, the rest asked for."""
    return NewEntry(
        title=given.title or _title(ask),
        date=given.date or _date(today, ask),
        contexts=given.contexts or tuple(_some("Context", ask)),
        sources=given.sources or tuple(_some("Source, as name=address", ask)),
        section=given.section,
    )


def completing(config: Config) -> None:
    """Let the tab key complete the topics of a site from here on, where the terminal can."""
    try:
        import readline  # noqa: PLC0415  # not everywhere

        site = assemble(survey(config, output=False), Progress()).site
    except (ImportError, ProblemsFound):
        return
    names = sorted(topic.name for topic in site.topics.values())
    readline.set_completer_delims("\n")
    readline.set_completer(lambda text, state: completion(names, text, state))
    readline.parse_and_bind("tab: complete")


def completion(names: Sequence[str], text: str, state: int) -> str | None:
    """Of the names that begin with a text, upper and lower case alike, the one of a number from 0 on."""
    begun = text.casefold()
    return next(islice((name for name in names if name.casefold().startswith(begun)), state, None), None)


def _title(ask: Ask) -> str:
    while not slugify(title := ask("Title: ").strip()):
        pass
    return title


def _date(today: Date, ask: Ask) -> Date:
    """A date; today's for an empty line. A line that is no date is asked for again, with what is wrong with it."""
    question = f"Date [{today.iso}]: "
    while written := ask(question).strip():
        try:
            return parse_date(written)
        except ValueError as error:
            question = f"{error}; write it as {today.iso}: "
    return today


def _some(what: str, ask: Ask) -> Iterator[str]:
    """Lines up to an empty one."""
    while line := ask(f"{what} (empty for no more): ").strip():
        yield line
