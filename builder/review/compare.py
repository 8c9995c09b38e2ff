"""From two states of a site to what is different in the second one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from builder.memory import Report
from builder.model import Entry
from builder.problems import Problem
from builder.review.states import State
from builder.site import Site
from builder.urls import Address

Listed = tuple[Entry, Entry]
"""An entry, and one that its Related list names."""


@dataclass(frozen=True, slots=True)
class RelatedChange:
    """The lines that Related lists gained and lost for what their entries share: one topic, or nothing but a pin."""

    topic: str
    """Its name; empty for entries that share no topic."""
    gained: tuple[Listed, ...]
    lost: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a change does to a site. Entries come oldest first, addresses and names in order."""

    before: Report
    after: Report
    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    """Those whose file holds something else, as they are now."""
    removed: tuple[Entry, ...]
    new_pages: tuple[Address, ...]
    altered_pages: tuple[Address, ...]
    gone_pages: tuple[Address, ...]
    related: tuple[RelatedChange, ...]
    """Those topics first of which most lines changed."""
    new_topics: tuple[str, ...]
    gone_topics: tuple[str, ...]
    warnings: tuple[Problem, ...]
    """Those that were not there before."""


def compare(before: State, after: State) -> Review:
    """What the second state has other than the first."""
    was, now = before.site.entry_at, after.site.entry_at
    pages = {address for address in before.outputs.keys() | after.outputs.keys() if address.endswith(".html")}
    both = pages & before.outputs.keys() & after.outputs.keys()
    altered = (address for address in both if before.outputs[address].digest != after.outputs[address].digest)
    return Review(
        before=before.report,
        after=after.report,
        added=tuple(entry for entry in after.site.entries if entry.address not in was),
        changed=tuple(entry for entry in after.site.entries if _is_changed(entry, before, after)),
        removed=tuple(entry for entry in before.site.entries if entry.address not in now),
        new_pages=tuple(sorted(pages - before.outputs.keys())),
        altered_pages=tuple(sorted(altered)),
        gone_pages=tuple(sorted(pages - after.outputs.keys())),
        related=_related(before, after),
        new_topics=_names(after.site, after.site.topics.keys() - before.site.topics.keys()),
        gone_topics=_names(before.site, before.site.topics.keys() - after.site.topics.keys()),
        warnings=tuple(_new(before.report.problems, after.report.problems)),
    )


def _is_changed(entry: Entry, before: State, after: State) -> bool:
    """Whether an entry that was there before comes from a file that holds something else now."""
    was = before.site.entry_at.get(entry.address)
    if was is None:
        return False
    inside, inside_before = _inside(entry, after.site), _inside(was, before.site)
    return after.seen[inside].digest != before.seen[inside_before].digest


def _inside(entry: Entry, site: Site) -> str:
    """Where an entry's file lies below content/."""
    return entry.path.removeprefix(f"{site.config.shown(site.config.content)}/")


def _names(site: Site, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(topic.name for topic in site.topics.by_name(slug for slug in site.topics if slug in {*slugs}))


def _new(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that are not there before; that one stands on another line now is nothing new."""
    known = {_said(problem) for problem in before}
    return (problem for problem in after if _said(problem) not in known)


def _said(problem: Problem) -> object:
    return problem.code, problem.place.path, problem.what


def _related(before: State, after: State) -> tuple[RelatedChange, ...]:
    """The lines that Related lists gained and lost, topic by topic."""
    lists = {address for state in (before, after) for address, made in state.outputs.items() if made.related}
    differ = {address for address in lists if _keys(before, address) != _keys(after, address)}
    old, new = (_lines(state.site, differ) for state in (before, after))
    gained = _by_topic(after.site, [line for key, line in new.items() if key not in old])
    lost = _by_topic(before.site, [line for key, line in old.items() if key not in new])
    changes = [
        RelatedChange(topic, tuple(gained.get(topic, ())), tuple(lost.get(topic, ())))
        for topic in gained.keys() | lost.keys()
    ]
    return tuple(sorted(changes, key=lambda change: (-len(change.gained) - len(change.lost), change.topic)))


def _keys(state: State, address: Address) -> bytes:
    made = state.outputs.get(address)
    return made.related if made else b""


def _lines(site: Site, addresses: Iterable[Address]) -> Mapping[tuple[Address, Address], Listed]:
    """The lines of some entries' Related lists."""
    entries = [site.entry_at[address] for address in sorted(addresses) if address in site.entry_at]
    return {(entry.address, other.address): (entry, other) for entry in entries for other in site.ranked(entry)}


def _by_topic(site: Site, lines: Iterable[Listed]) -> Mapping[str, list[Listed]]:
    found: dict[str, list[Listed]] = defaultdict(list)
    for entry, other in lines:
        for name in [topic.name for topic in site.shared(entry, other)] or [""]:
            found[name].append((entry, other))
    return found
