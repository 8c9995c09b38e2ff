"""What a change does to a site, in Markdown that a person can read as it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from builder.cache.store import Report
from builder.core.model import Entry
from builder.core.problems import Problem, errors
from builder.core.text import format_size, pluralize, truncate
from builder.review.compare import Listed, Pair, RelatedChange, Review, Text, parts

T = TypeVar("T")

MOST = 20
"""Lines of one list; of more, the rest is counted."""

FEW = 5
"""Lines that each topic's part has, where there are many topics."""

LONG = 80
"""Characters of a title in a line of two."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def told(review: Review, since: str) -> str:
    """The whole report, ending with a line end."""
    return _joined([f"## What this changes since {_plain(since)}", _sums(review), *_lists(review)])


def told_wrong(problems: Sequence[Problem]) -> str:
    """The report where the site as it is now has errors; ending with a line end."""
    wrong = errors(problems)
    return _joined(["## This cannot be published", _list(pluralize(len(wrong), "error"), wrong, _coded)])


def told_alone(now: Report, since: str, before: Sequence[Problem]) -> str:
    """The report where there is nothing to compare with, as the site had problems before; ending with a line end."""
    rows = [*((name, f"{count:,}") for name, count in _counts(now)), ("Size", format_size(now.size))]
    said = [
        f"## The site as it is now\n\nAt {_plain(since)} it has errors, so there is nothing to compare with.",
        "\n".join(["| | Now |", "|---|--:|", *(f"| {name} | {said} |" for name, said in rows)]),
    ]
    said += _some(now.problems, pluralize(len(now.problems), "warning"), _coded)
    return _joined([*said, _list(f"Errors at {_plain(since)}", errors(before), _coded)])


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(parts) + "\n"


def _sums(review: Review) -> str:
    """How large the site was and is."""
    before, after = review.before, review.after
    rows = [
        *(
            f"| {name} | {was:,} | {now:,} | {now - was:+,} |"
            for (name, was), (_, now) in zip(_counts(before), _counts(after), strict=True)
        ),
        f"| Size | {format_size(before.size)} | {format_size(after.size)} | {_signed(after.size - before.size)} |",
    ]
    return "\n".join(["| | Before | After | |", "|---|--:|--:|--:|", *rows])


def _counts(report: Report) -> tuple[tuple[str, int], ...]:
    """What a site has, by name."""
    return (
        ("Entries", report.entries),
        ("Topics", report.topics),
        ("Pages", report.pages),
        ("Files", report.files),
    )


def _signed(size: int) -> str:
    return f"{'-' if size < 0 else '+'}{format_size(abs(size))}"


def _lists(review: Review) -> Iterator[str]:
    """Each kind of difference that there is."""
    entries = [
        *_some(review.added, pluralize(len(review.added), "entry") + " added", _entry),
        *_some(review.changed, pluralize(len(review.changed), "entry") + " changed", _edit),
        *_some(review.removed, pluralize(len(review.removed), "entry") + " removed", _entry),
        *_some(review.moved, pluralize(len(review.moved), "entry") + " moved", _move),
    ]
    yield from entries or ["No entry is added, changed, moved or removed."]
    yield from _some(review.texts, pluralize(len(review.texts), "file") + " of pages and topics", _text)
    if review.is_made_otherwise:
        yield "Settings, templates or static files are changed, and every page depends on them."
    new, altered, gone = len(review.new_pages), len(review.altered_pages), len(review.gone_pages)
    if new or altered or gone:
        yield f"### Pages touched\n\n{new:,} new, {altered:,} altered, {gone:,} gone."
    yield from _some(review.new_topics, pluralize(len(review.new_topics), "new topic"), _plain)
    yield from _some(review.gone_topics, pluralize(len(review.gone_topics), "topic") + " no more", _plain)
    yield from _related(review.related)
    yield from _some(review.warnings, pluralize(len(review.warnings), "new warning"), _coded)


def _related(changes: Sequence[RelatedChange]) -> Iterator[str]:
    if changes:
        yield "### Related, topic by topic"
        yield from map(_of_topic, changes[:MOST])
    if len(changes) > MOST:
        yield f"And {pluralize(len(changes) - MOST, 'more topic')}."


def _of_topic(change: RelatedChange) -> str:
    """The lines that Related lists gained and lost for one topic."""
    name = f"**{_plain(change.topic)}**" if change.topic else "**Sharing no topic**"
    lines = [*_cut([*_named(change.gained, "gained"), *_named(change.lost, "lost")], FEW, str)]
    return "\n".join([f"{name}: {len(change.gained):,} gained, {len(change.lost):,} lost", "", *lines])


def _named(lines: Iterable[Listed], what: str) -> Iterator[str]:
    return (f"{what}: {_short(entry)} → {_short(other)}" for entry, other in lines)


def _some(items: Sequence[T], heading: str, said: Callable[[T], str]) -> Iterator[str]:
    """A list with its heading, if there is anything in it."""
    if items:
        yield _list(heading, items, said)


def _list(heading: str, items: Sequence[T], said: Callable[[T], str]) -> str:
    return "\n".join([f"### {heading[0].upper()}{heading[1:]}", "", *_cut(items, MOST, said)])


def _cut(items: Sequence[T], most: int, said: Callable[[T], str]) -> Iterator[str]:
    """The first of some items as lines of a list, and how many more there are."""
    yield from (f"- {said(item)}" for item in items[:most])
    if len(items) > most:
        yield f"- and {len(items) - most:,} more"


def _entry(entry: Entry) -> str:
    return f"{entry.date.iso} {_plain(entry.title)} (`{entry.path}`)"


def _edit(pair: Pair) -> str:
    was, _ = pair
    old = f' (before: "{_plain(truncate(was.title, LONG))}")'
    named = ", ".join(f"{part}{old}" if part == "title" else part for part in parts(pair))
    return f"{_entry(pair[1])}{named and f': {named}'}"


def _text(text: Text) -> str:
    what, file = text
    return f"{what}: `{file}`"


def _move(pair: Pair) -> str:
    was, now = pair
    return f"{now.date.iso} {_plain(now.title)} (`{was.id}` → `{now.id}`)"


def _coded(problem: Problem) -> str:
    return f"`{problem}`"


def _short(entry: Entry) -> str:
    return f"{entry.date.iso} {_plain(truncate(entry.title, LONG))}"


def _plain(text: str) -> str:
    """A text of which Markdown takes no character for its own."""
    return _SPECIAL.sub(r"\\\1", text)
