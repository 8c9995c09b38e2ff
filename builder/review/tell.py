"""What a change does to a site, in Markdown that a person can read as it is."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from builder.model import Entry
from builder.review.compare import Listed, RelatedChange, Review
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


def _sums(review: Review) -> str:
    """How large the site was and is."""
    before, after = review.before, review.after
    rows = [
        *(
            f"| {name} | {was:,} | {now:,} | {now - was:+,} |"
            for name, was, now in (
                ("Entries", before.entries, after.entries),
                ("Topics", before.topics, after.topics),
                ("Pages", before.pages, after.pages),
                ("Files", before.files, after.files),
            )
        ),
        f"| Size | {weighed(before.size)} | {weighed(after.size)} | {_signed(after.size - before.size)} |",
    ]
    return "\n".join(["| | Before | After | |", "|---|--:|--:|--:|", *rows])


def _signed(size: int) -> str:
    return f"{'-' if size < 0 else '+'}{weighed(abs(size))}"


def _lists(review: Review) -> Iterator[str]:
    """Each kind of difference that there is."""
    entries = [
        _list(f"{counted(len(its), 'entry')} {what}", its, _entry)
        for its, what in ((review.added, "added"), (review.changed, "changed"), (review.removed, "removed"))
        if its
    ]
    yield from entries or ["No entry is added, changed or removed."]
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
        yield _list(f"{counted(len(review.warnings), 'new warning')}", review.warnings, lambda each: f"`{each}`")


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


def _short(entry: Entry) -> str:
    return _plain(shortened(entry.title, LONG))


def _plain(text: str) -> str:
    """A text of which Markdown takes no character for its own."""
    return _SPECIAL.sub(r"\\\1", text)
