"""The diff report in Markdown, for a comment on a pull request or a terminal."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from builder.cache.report import Report
from builder.core.model import Entry
from builder.core.problems import Problem, errors
from builder.core.text import format_size, pluralize, printable_line, truncate
from builder.review.compare import EntryChange, FileChange, RelatedChange, RelatedLink, SiteDiff, changed_fields

T = TypeVar("T")

MAX_ITEMS = 20
"""Items of one list; of more, the rest is pluralize."""

MAX_LINKS = 5
"""Related links that are listed of each topic."""

MAX_TITLE = 80
"""Characters of a title in a line that has two."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")

_AUTOLINK = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?i:(?<=www)(?=\.))|(?i:(?<=GH)(?=-\d))")
"""Where a text is parted so that no site which shows Markdown makes a mention, a reference or a link of it.

https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
"""

_PARTED = "&#8203;"
"""A blank without a width, as a reference: https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references."""


def diff_report(diff: SiteDiff, ref: str) -> str:
    """The report of a difference, ending with a newline."""
    return _joined([f"## What this changes since {_escaped(ref)}", _totals(diff), *_sections(diff)])


def errors_report(problems: Sequence[Problem]) -> str:
    """The report where the site as it is now has errors, ending with a newline."""
    wrong = errors(problems)
    return _joined(["## This cannot be published", _list(pluralize(len(wrong), "error"), wrong, _problem)])


def report_without_diff(
    after: Report, ref: str, problems_before: Sequence[Problem], unused_templates: Sequence[str] = ()
) -> str:
    """The report where there is nothing to compare with, as the site had errors before; ending with a newline."""
    rows = [*((name, f"{count:,}") for name, count in _counts(after)), ("Size", format_size(after.size))]
    sections = [
        f"## The site as it is now\n\nAt {_escaped(ref)} it has errors, so there is nothing to compare with.",
        "\n".join(["| | Now |", "|---|--:|", *(f"| {name} | {value} |" for name, value in rows)]),
        *_unused_templates(unused_templates),
        *_list_if_any(pluralize(len(after.problems), "warning"), after.problems, _problem),
        _list(f"Errors at {_escaped(ref)}", errors(problems_before), _problem),
    ]
    return _joined(sections)


def _joined(sections: Iterable[str]) -> str:
    return "\n\n".join(sections) + "\n"


def _totals(diff: SiteDiff) -> str:
    """The table of how large the site was and is."""
    old_size, new_size = diff.before.size, diff.after.size
    difference = f"{'-' if new_size < old_size else '+'}{format_size(abs(new_size - old_size))}"
    rows = [
        *(
            f"| {name} | {old:,} | {new:,} | {new - old:+,} |"
            for (name, old), (_, new) in zip(_counts(diff.before), _counts(diff.after), strict=True)
        ),
        f"| Size | {format_size(old_size)} | {format_size(new_size)} | {difference} |",
    ]
    return "\n".join(["| | Before | After | |", "|---|--:|--:|--:|", *rows])


def _counts(report: Report) -> tuple[tuple[str, int], ...]:
    """What is pluralize of a site, by name."""
    return (
        ("Entries", report.entries),
        ("Topics", report.topics),
        ("Pages", report.pages),
        ("Files", report.files),
    )


def _sections(diff: SiteDiff) -> Iterator[str]:
    """A section for each kind of difference that there is."""
    entries = [
        *_list_if_any(pluralize(len(diff.added), "entry") + " added", diff.added, _entry),
        *_list_if_any(pluralize(len(diff.changed), "entry") + " changed", diff.changed, _changed_entry),
        *_list_if_any(pluralize(len(diff.removed), "entry") + " removed", diff.removed, _entry),
        *_list_if_any(pluralize(len(diff.moved), "entry") + " moved", diff.moved, _moved_entry),
    ]
    yield from entries or ["No entry is added, changed, moved or removed."]
    yield from _list_if_any(pluralize(len(diff.files), "file") + " of pages and topics", diff.files, _file)
    if diff.affects_every_page:
        yield "Settings, templates or static files are changed, and every page depends on them."
    yield from _list_if_any("Settings changed that can let more through", diff.protective, _code)
    active = f"{pluralize(len(diff.active), 'file')} that can run code, new or changed"
    yield from _list_if_any(active, diff.active, _code)
    yield from _unused_templates(diff.unused_templates)
    new, altered, gone = len(diff.new_pages), len(diff.altered_pages), len(diff.gone_pages)
    if new or altered or gone:
        yield f"### Pages touched\n\n{new:,} new, {altered:,} altered, {gone:,} gone."
    yield from _list_if_any(pluralize(len(diff.new_topics), "new topic"), diff.new_topics, _escaped)
    yield from _list_if_any(pluralize(len(diff.gone_topics), "topic") + " no more", diff.gone_topics, _escaped)
    yield from _related_sections(diff.related)
    yield from _list_if_any(pluralize(len(diff.warnings), "new warning"), diff.warnings, _problem)


def _unused_templates(files: Sequence[str]) -> Iterator[str]:
    """The changed templates: code that was not run, as whoever proposes it may be anybody."""
    if files:
        yield _list(f"{pluralize(len(files), 'template file')} changed and not used", files, _code)
        yield (
            "Templates are code, so all pages here are made with those of before. Read them, then say "
            "`dateline diff --own-templates` to see what they do."
        )


def _related_sections(changes: Sequence[RelatedChange]) -> Iterator[str]:
    if changes:
        yield "### Related, topic by topic"
        yield from map(_related_of_topic, changes[:MAX_ITEMS])
    if len(changes) > MAX_ITEMS:
        yield f"And {pluralize(len(changes) - MAX_ITEMS, 'more topic')}."


def _related_of_topic(change: RelatedChange) -> str:
    """The Related links gained and lost because of one topic."""

    def lines(links: Iterable[RelatedLink], what: str) -> Iterator[str]:
        return (f"{what}: {_short_entry(entry)} → {_short_entry(other)}" for entry, other in links)

    name = f"**{_escaped(change.topic)}**" if change.topic else "**Sharing no topic**"
    items = _items([*lines(change.gained, "gained"), *lines(change.lost, "lost")], MAX_LINKS, str)
    return "\n".join([f"{name}: {len(change.gained):,} gained, {len(change.lost):,} lost", "", *items])


def _list_if_any(heading: str, values: Sequence[T], format_item: Callable[[T], str]) -> Iterator[str]:
    """A list with its heading, if there is anything in it."""
    if values:
        yield _list(heading, values, format_item)


def _list(heading: str, values: Sequence[T], format_item: Callable[[T], str]) -> str:
    items = _items(values, MAX_ITEMS, format_item)
    return "\n".join([f"### {heading[0].upper()}{heading[1:]}", "", *items])


def _items(values: Sequence[T], limit: int, format_item: Callable[[T], str]) -> Iterator[str]:
    """The first values as items of a list, and how many more there are."""
    yield from (f"- {format_item(value)}" for value in values[:limit])
    if len(values) > limit:
        yield f"- and {len(values) - limit:,} more"


def _entry(entry: Entry) -> str:
    return f"{entry.date.iso} {_escaped(entry.title)} ({_code(entry.path)})"


def _changed_entry(change: EntryChange) -> str:
    old, new = change
    old_title = f' (before: "{_escaped(truncate(old.title, MAX_TITLE))}")'
    fields = ", ".join(f"{name}{old_title}" if name == "title" else name for name in changed_fields(change))
    return f"{_entry(new)}{fields and f': {fields}'}"


def _moved_entry(change: EntryChange) -> str:
    old, new = change
    return f"{new.date.iso} {_escaped(new.title)} ({_code(old.id)} → {_code(new.id)})"


def _file(change: FileChange) -> str:
    what, file = change
    return f"{what}: {_code(file)}"


def _problem(problem: Problem) -> str:
    return _code(str(problem))


def _short_entry(entry: Entry) -> str:
    return f"{entry.date.iso} {_escaped(truncate(entry.title, MAX_TITLE))}"


def _escaped(text: str) -> str:
    """Text on one line in which nothing means something in Markdown, nor to who shows it: `@name`, `#1`, an address."""
    return _AUTOLINK.sub(_PARTED, _SPECIAL.sub(r"\\\1", printable_line(text)))


def _code(text: str) -> str:
    """A text as code, between more backticks than it has side by side: https://spec.commonmark.org/0.31.2/#code-spans."""
    shown = printable_line(text)
    ticks = "`" * (1 + max(map(len, re.findall("`+", shown)), default=0))
    return f"{ticks} {shown} {ticks}" if shown[:1] == "`" or shown[-1:] == "`" else f"{ticks}{shown}{ticks}"
