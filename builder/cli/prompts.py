"""Prompts at a terminal for what a new entry was not given, with tab completion of topics."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from builder.config.config import Config
from builder.core.dates import Date, parse_date
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.core.text import collation_key
from builder.core.urls import slugify, topic_slug
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.scaffold.new_entry import NewEntry

Prompt = Callable[[str], str]
"""Shows a question and returns the line that was typed, as `input` does."""

_PLACEHOLDER_TITLE = "a"
"""Stands for a title that is not known yet; a valid one, so that the rest can be checked."""

_COMMA = re.compile(r",\s*")


class GivenFields(Frozen, frozen=True):
    """The fields of an entry that the command line gives; None or empty for the others."""

    title: str | None
    date: Date | None
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    section: str = "news"

    def entry(self, today: Date) -> NewEntry:
        """The entry with defaults for what is missing."""
        title = _PLACEHOLDER_TITLE if self.title is None else self.title
        return NewEntry(title, self.date or today, self.contexts, self.sources, self.section)


class Validation(Frozen, frozen=True):
    """The checks that a site makes of an entry; each gives the error message, or an empty one."""

    invalid: Callable[[NewEntry], str]
    """Why a build would not take the entry."""
    exists: Callable[[NewEntry], str]
    """That the entry's file exists already."""
    topics: Sequence[str] = ()
    """The names of the topics in use."""


def prompt_for_missing(given: GivenFields, today: Date, prompt: Prompt, validation: Validation) -> NewEntry:
    """An entry with the fields that are given, and the others prompted for until each is valid.

    The fields that are given have to be valid.
    """
    entry = given.entry(today)
    if given.title is None:
        entry = _with_title(entry, prompt, validation.invalid, "")
    if given.date is None:
        entry = replace(entry, date=_prompt_date(today, prompt))
    if error := validation.exists(entry):
        entry = _with_title(entry, prompt, lambda new: validation.invalid(new) or validation.exists(new), error)
    if not given.contexts:
        entry = _with_contexts(entry, prompt, validation)
    if not given.sources:
        entry = _with_sources(entry, prompt, validation)
    return entry


def topics_in_use(config: Config) -> tuple[str, ...]:
    """The names of the site's topics, sorted."""
    try:
        site = assemble(find_inputs(config, output=False), Progress()).site
    except ProblemsFound:
        return ()
    return tuple(sorted(topic.name for topic in site.topics.values()))


def enable_topic_completion(config: Config) -> tuple[str, ...]:
    """Let the tab key complete the names of topics from here on, where the terminal can; the names, sorted."""
    names = topics_in_use(config)
    try:
        import readline  # noqa: PLC0415  # not everywhere
    except ImportError:
        return names
    readline.set_completer_delims("\n")
    readline.set_completer(lambda text, state: completion(names, text, state))
    readline.parse_and_bind("tab: complete")
    return names


def completion(names: Sequence[str], text: str, state: int) -> str | None:
    """The completion of a text with number `state`, from 0 on; None beyond the last one. A `readline` completer.

    Case and diacritics are ignored. A text that no name starts with may be a list: the part behind one of its commas is
    completed, and the part before is kept. `ships, uni` gives `ships, United Nations`.
    """
    for start in (0, *(comma.end() for comma in _COMMA.finditer(text))):
        prefix = collation_key(text[start:])
        if matches := [name for name in names if collation_key(name).startswith(prefix)]:
            return next(islice((f"{text[:start]}{name}" for name in matches), state, None), None)
    return None


def _with_title(entry: NewEntry, prompt: Prompt, validate: Callable[[NewEntry], str], error: str) -> NewEntry:
    """The entry with a title that is prompted for; `error` is the message about the title that it has, if any."""
    question = _with_error(error, "Title: ")
    while error := validate(titled := replace(entry, title=prompt(question).strip())):
        question = _with_error(error, "Title: ")
    return titled


def _prompt_date(today: Date, prompt: Prompt) -> Date:
    """A date that is prompted for; today's for an empty line."""
    question = f"Date [{today.iso}]: "
    while line := prompt(question).strip():
        try:
            return parse_date(line)
        except ValueError as error:
            question = f"{error}; write it as {today.iso}: "
    return today


def _with_contexts(entry: NewEntry, prompt: Prompt, validation: Validation) -> NewEntry:
    """The entry with contexts that are prompted for, up to an empty line."""
    topics = frozenset(map(topic_slug, validation.topics))

    def validate(line: str) -> str:
        return validation.invalid(replace(entry, contexts=(line,)))

    for line in _valid_lines("Context", prompt, validate):
        entry = replace(entry, contexts=(*entry.contexts, *split_contexts(line, topics, prompt)))
    return entry


def _with_sources(entry: NewEntry, prompt: Prompt, validation: Validation) -> NewEntry:
    """The entry with sources that are prompted for, up to an empty line."""

    def validate(line: str) -> str:
        return validation.invalid(replace(entry, sources=(line,)))

    return replace(entry, sources=tuple(_valid_lines("Source, its name, address or both", prompt, validate)))


def split_contexts(line: str, topics: frozenset[str], prompt: Prompt) -> Iterator[str]:
    """The contexts of a line: one with a comma is one or several, which a person is asked unless the site knows.

    "Los Angeles, California" may be a topic, and "Iran, Iraq" two.
    """
    parts = tuple(part for piece in line.split(",") if slugify(part := piece.strip()))
    unknown: tuple[str, ...] = ()
    while parts:
        size = _longest_topic(parts, topics)
        if not size:
            unknown, parts = (*unknown, parts[0]), parts[1:]
            continue
        yield from _one_or_several(unknown, prompt)
        yield ", ".join(parts[:size])
        unknown, parts = (), parts[size:]
    yield from _one_or_several(unknown, prompt)


def _longest_topic(parts: Sequence[str], topics: frozenset[str]) -> int:
    """How many of the parts, from the first on, make up the longest name of a topic; 0 if none do."""
    sizes = range(len(parts), 0, -1)
    return next((size for size in sizes if topic_slug(", ".join(parts[:size])) in topics), 0)


def _one_or_several(parts: Sequence[str], prompt: Prompt) -> Sequence[str]:
    """Parts that name no topic, as a person says: one context with commas, or as many as there are parts."""
    if len(parts) < 2:
        return parts
    question = f"  1 context with a comma in its name, or {len(parts)}: {'; '.join(parts)}? [{len(parts)}]: "
    error = ""
    while (answer := prompt(_with_error(error, question)).strip()) not in ("", "1", f"{len(parts)}"):
        error = f"  {answer} is neither 1 nor {len(parts)}"
    return (", ".join(parts),) if answer == "1" else parts


def _valid_lines(what: str, prompt: Prompt, validate: Callable[[str], str]) -> Iterator[str]:
    """The lines up to an empty one, without the invalid ones, which are prompted for again."""
    question = f"{what} (empty for no more): "
    error = ""
    while line := prompt(_with_error(error, question)).strip():
        error = validate(line)
        if not error:
            yield line


def _with_error(error: str, question: str) -> str:
    """A question, below the error in the last answer if there was one."""
    return f"{error}.\n{question}" if error else question
