"""What a change does to a site, in Markdown that a person can read as it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from builder.memory import Report
from builder.model import Entry
from builder.problems import Problem
from builder.review.compare import Listed, Moved, RelatedChange, Review
from builder.text import counted, shortened, weighed

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
    parts = [f"## What this changes since {_plain(since)}", _sums(review), *_lists(review)]
    return "\n\n".join(parts) + "\n"


def told_alone(now: Report, since: str, before: Sequence[Problem]) -> str:
    """The report where there is nothing to compare with, as the site had problems before; ending with a line end."""
    rows = [*((name, f"{count:,}") for name, count in _counts(now)), ("Size", weighed(now.size))]
    parts = [
        f"## The site as it is now\n\nAt {_plain(since)} it has errors, so there is nothing to compare with.",
        "\n".join(["| | Now |", "|---|--:|", *(f"| {name} | {said} |" for name, said in rows)]),
    ]
    if now.problems:
        parts.append(_list(counted(len(now.problems), "warning"), now.problems, _coded))
    parts.append(_list(f"Errors at {_plain(since)}", before, _coded))
    return "\n\n".join(parts) + "\n"


def _sums(review: Review) -> str:
    """How large the site was and is."""
    before, after = review.before, review.after
    rows = [
        *(
            f"| {name} | {was:,} | {now:,} | {now - was:+,} |"
            for (name, was), (_, now) in zip(_counts(before), _counts(after), strict=True)
        ),
        f"| Size | {weighed(before.size)} | {weighed(after.size)} | {_signed(after.size - before.size)} |",
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
    return f"{'-' if size < 0 else '+'}{weighed(abs(size))}"


def _lists(review: Review) -> Iterator[str]:
    """Each kind of difference that there is."""
    entries = [
        _list(f"{counted(len(its), 'entry')} {what}", its, _entry)
        for its, what in ((review.added, "added"), (review.changed, "changed"), (review.removed, "removed"))
        if its
    ]
    if review.moved:
        entries.append(_list(f"{counted(len(review.moved), 'entry')} moved", review.moved, _move))
    yield from entries or ["No entry is added, changed, moved or removed."]
    new, altered, gone = len(review.new_pages), len(review.altered_pages), len(review.gone_pages)
    if new or altered or gone:
        yield f"### Pages touched\n\n{new:,} new, {altered:,} altered, {gone:,} gone."
    if review.new_topics:
        yield _list(f"{counted(len(review.new_topics), 'new topic')}", review.new_topics, _plain)
    if review.gone_topics:
        yield _list(f"{counted(len(review.gone_topics), 'topic')} no more", review.gone_topics, _plain)
    if review.related:
        yield "### Related, topic by topic"
        yield from map(_of_topic, review.related[:MOST])
        if len(review.related) > MOST:
            yield f"And {counted(len(review.related) - MOST, 'more topic')}."
    if review.warnings:
        yield _list(f"{counted(len(review.warnings), 'new warning')}", review.warnings, _coded)


def _of_topic(change: RelatedChange) -> str:
    """The lines that Related lists gained and lost for one topic."""
    name = f"**{_plain(change.topic)}**" if change.topic else "**Sharing no topic**"
    lines = [*_cut([*_named(change.gained, "gained"), *_named(change.lost, "lost")], FEW, str)]
    return "\n".join([f"{name}: {len(change.gained):,} gained, {len(change.lost):,} lost", "", *lines])


def _named(lines: Iterable[Listed], what: str) -> Iterator[str]:
    return (f"{what}: {_short(entry)} → {_short(other)}" for entry, other in lines)


def _list(heading: str, items: Sequence[T], said: Callable[[T], str]) -> str:
    return "\n".join([f"### {heading[0].upper()}{heading[1:]}", "", *_cut(items, MOST, said)])


def _cut(items: Sequence[T], most: int, said: Callable[[T], str]) -> Iterator[str]:
    """The first of some items as lines of a list, and how many more there are."""
    yield from (f"- {said(item)}" for item in items[:most])
    if len(items) > most:
        yield f"- and {len(items) - most:,} more"


def _entry(entry: Entry) -> str:
    return f"{entry.date.iso} {_plain(entry.title)} (`{entry.path}`)"


def _move(pair: Moved) -> str:
    was, now = pair
    return f"{now.date.iso} {_plain(now.title)} (`{was.id}` → `{now.id}`)"


def _coded(problem: Problem) -> str:
    return f"`{problem}`"


def _short(entry: Entry) -> str:
    return _plain(shortened(entry.title, LONG))


def _plain(text: str) -> str:
    """A text of which Markdown takes no character for its own."""
    return _SPECIAL.sub(r"\\\1", text)
