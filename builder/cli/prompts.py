"""Asking a person at a terminal for what a new entry was not given."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from builder.config.config import Config
from builder.core.dates import Date, parse_date
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress
from builder.core.text import collation_key
from builder.core.urls import slugify
from builder.incremental.assemble import assemble
from builder.incremental.inputs import survey
from builder.scaffold.new_entry import NewEntry

Ask = Callable[[str], str]
"""Shows some words and gives back the line that was written behind them."""

_UNNAMED = "a"
"""Stands for a title that is not known yet, and could be one."""

_COMMA = re.compile(r",\s*")


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an entry without asking."""

    title: str | None
    date: Date | None
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    section: str = "news"

    def entry(self, today: Date) -> NewEntry:
        """The entry as far as it is known."""
        title = _UNNAMED if self.title is None else self.title
        return NewEntry(title, self.date or today, self.contexts, self.sources, self.section)


@dataclass(frozen=True, slots=True)
class Known:
    """What a site says to an answer."""

    refusal: Callable[[NewEntry], str]
    """Why a build would not take an entry; nothing if it would."""
    there: Callable[[NewEntry], str]
    """Says that an entry is there already; nothing if it is not."""
    topics: Sequence[str] = ()
    """The names of the topics in use."""


def complete(given: Given, today: Date, ask: Ask, known: Known) -> NewEntry:
    """An entry of which everything is known, the rest asked for; an answer that cannot be taken is asked for again.

    What is given has to be right.
    """
    entry = given.entry(today)
    if given.title is None:
        entry = _titled(entry, ask, known.refusal, "")
    if given.date is None:
        entry = replace(entry, date=_date(today, ask))
    if taken := known.there(entry):
        entry = _titled(entry, ask, lambda new: known.refusal(new) or known.there(new), taken)
    if not given.contexts:
        entry = _with_contexts(entry, ask, known)
    if not given.sources:
        entry = _with_sources(entry, ask, known)
    return entry


def completing(config: Config) -> tuple[str, ...]:
    """The topics of a site, in order; from here on the tab key completes them, where the terminal can."""
    try:
        site = assemble(survey(config, output=False), Progress()).site
    except ProblemsFound:
        return ()
    names = tuple(sorted(topic.name for topic in site.topics.values()))
    try:
        import readline  # noqa: PLC0415  # not everywhere
    except ImportError:
        return names
    readline.set_completer_delims("\n")
    readline.set_completer(lambda text, state: completion(names, text, state))
    readline.parse_and_bind("tab: complete")
    return names


def completion(names: Sequence[str], text: str, state: int) -> str | None:
    """Of the names that begin as a text does, upper and lower case and marks alike, the one of a number from 0 on.

    A text that none begins with may hold several names: what stands behind one of its commas is completed, and what
    stands before is kept.
    """
    for start in (0, *(comma.end() for comma in _COMMA.finditer(text))):
        begun = collation_key(text[start:])
        if found := [name for name in names if collation_key(name).startswith(begun)]:
            return next(islice((f"{text[:start]}{name}" for name in found), state, None), None)
    return None


def _titled(entry: NewEntry, ask: Ask, wrong: Callable[[NewEntry], str], why: str) -> NewEntry:
    """The entry with a title that is asked for; `why`, if it is known, says what is wrong with the one it has."""
    question = _again(why, "Title: ")
    while what := wrong(new := replace(entry, title=ask(question).strip())):
        question = _again(what, "Title: ")
    return new


def _date(today: Date, ask: Ask) -> Date:
    """A date; today's for an empty line. A line that is no date is asked for again, with what is wrong with it."""
    question = f"Date [{today.iso}]: "
    while written := ask(question).strip():
        try:
            return parse_date(written)
        except ValueError as error:
            question = f"{error}; write it as {today.iso}: "
    return today


def _with_contexts(entry: NewEntry, ask: Ask, known: Known) -> NewEntry:
    """The entry with contexts up to an empty line."""
    topics = frozenset(map(slugify, known.topics))

    def wrong(line: str) -> str:
        return known.refusal(replace(entry, contexts=(line,)))

    for line in _lines("Context", ask, wrong):
        entry = replace(entry, contexts=(*entry.contexts, *_named(line, topics, ask)))
    return entry


def _with_sources(entry: NewEntry, ask: Ask, known: Known) -> NewEntry:
    """The entry with sources up to an empty line."""

    def wrong(line: str) -> str:
        return known.refusal(replace(entry, sources=(line,)))

    return replace(entry, sources=tuple(_lines("Source, its name, address or both", ask, wrong)))


def _named(line: str, topics: frozenset[str], ask: Ask) -> Iterator[str]:
    """The contexts that a line names: one that holds a comma is one or several, which only a person can tell.

    It is not asked where the site knows: Los Angeles, California may be a topic, and Iran and Iraq two.
    """
    parts = tuple(part for each in line.split(",") if slugify(part := each.strip()))
    unknown: tuple[str, ...] = ()
    while parts:
        known = _longest(parts, topics)
        if not known:
            unknown, parts = (*unknown, parts[0]), parts[1:]
            continue
        yield from _told_apart(unknown, ask)
        yield ", ".join(parts[:known])
        unknown, parts = (), parts[known:]
    yield from _told_apart(unknown, ask)


def _longest(parts: Sequence[str], topics: frozenset[str]) -> int:
    """How many of these parts, from the first on, are together the longest name of a topic; 0 if none are."""
    sizes = range(len(parts), 0, -1)
    return next((size for size in sizes if slugify(", ".join(parts[:size])) in topics), 0)


def _told_apart(parts: Sequence[str], ask: Ask) -> Sequence[str]:
    """Parts that no topic is called, as a person says: one context with commas, or as many as there are."""
    if len(parts) < 2:
        return parts
    question = f"  1 context with a comma in its name, or {len(parts)}: {'; '.join(parts)}? [{len(parts)}]: "
    why = ""
    while (answer := ask(_again(why, question)).strip()) not in ("", "1", f"{len(parts)}"):
        why = f"  {answer} is neither 1 nor {len(parts)}"
    return (", ".join(parts),) if answer == "1" else parts


def _lines(what: str, ask: Ask, wrong: Callable[[str], str]) -> Iterator[str]:
    """Lines up to an empty one, without those that are wrong."""
    question = f"{what} (empty for no more): "
    why = ""
    while line := ask(_again(why, question)).strip():
        why = wrong(line)
        if not why:
            yield line


def _again(why: str, question: str) -> str:
    """A question, below what was wrong with the last answer, if anything was."""
    return f"{why}.\n{question}" if why else question
