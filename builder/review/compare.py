"""From two states of a site to what is different in the second one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from builder.cache.store import Report
from builder.core.model import ORDER, Entry
from builder.core.problems import Problem
from builder.core.urls import Address, Slug
from builder.relations.site import Site
from builder.review.build_states import State

Listed = tuple[Entry, Entry]
"""An entry, and one that its Related list names."""

Pair = tuple[Entry, Entry]
"""An entry as it was, and as it is."""

Text = tuple[str, str]
"""What became of a text that is no entry, such as "added"; and its file."""

_Line = tuple[Address, Address, Slug]
"""A line of a Related list for one topic that the two entries share, or for none, by the addresses of now."""


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
    changed: tuple[Pair, ...]
    """Those whose file holds something else."""
    moved: tuple[Pair, ...]
    """Those that are at another address than before; some of them are changed too."""
    removed: tuple[Entry, ...]
    texts: tuple[Text, ...]
    """The files of pages and topics."""
    is_made_otherwise: bool
    """Whether settings, templates or static files, on which every page depends, are others."""
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
    moved = _moved(before, after)
    gone, came = ({pair[side].address for pair in moved} for side in (0, 1))
    was, now = before.site.entry_at.keys() | came, after.site.entry_at.keys() | gone
    pairs = [*moved, *_staying(before, after)]
    pages = {address for address in before.outputs.keys() | after.outputs.keys() if address.endswith(".html")}
    both = pages & before.outputs.keys() & after.outputs.keys()
    altered = (address for address in both if before.outputs[address].digest != after.outputs[address].digest)
    changed = [pair for pair in pairs if _digest(pair[0], before) != _digest(pair[1], after)]
    return Review(
        before=before.report,
        after=after.report,
        added=tuple(entry for entry in after.site.entries if entry.address not in was),
        changed=tuple(sorted(changed, key=lambda pair: ORDER(pair[1]))),
        moved=moved,
        removed=tuple(entry for entry in before.site.entries if entry.address not in now),
        texts=tuple(sorted(_texts(before, after), key=itemgetter(1))),
        is_made_otherwise=before.making != after.making,
        new_pages=tuple(sorted(pages - before.outputs.keys())),
        altered_pages=tuple(sorted(altered)),
        gone_pages=tuple(sorted(pages - after.outputs.keys())),
        related=_related(before, after, {was.address: now.address for was, now in moved}),
        new_topics=_names(after.site, after.site.topics.keys() - before.site.topics.keys()),
        gone_topics=_names(before.site, before.site.topics.keys() - after.site.topics.keys()),
        warnings=tuple(_new(before.report.problems, after.report.problems)),
    )


def parts(pair: Pair) -> tuple[str, ...]:
    """What of an entry is something else than it was, as far as lists of entries show it."""
    was, now = pair
    return tuple(dict.fromkeys(name for part, name in _PARTS.items() if getattr(was, part) != getattr(now, part)))


_PARTS = {
    **{name: name for name in ("title", "date", "contexts")},
    "outlets": "sources",
    **{name: name for name in ("summary", "image", "importance", "status", "location", "updated", "lang", "aliases")},
    "pins": "related",
    **dict.fromkeys(("excerpt", "links", "anchors"), "text"),
}
"""The parts of an entry that its writer knows, as the keys of a file name them."""


def _texts(before: State, after: State) -> Iterator[Text]:
    """What became of the texts that are no entries."""
    was, now = _others(before), _others(after)
    for file in was.keys() | now.keys():
        if was.get(file) != now.get(file):
            yield "added" if file not in was else "changed" if file in now else "removed", file


def _others(state: State) -> Mapping[str, bytes]:
    """For the file of each text that is no entry what stands for its bytes."""
    config = state.site.config
    entries = {_inside(entry, state) for entry in state.site.entries}
    return {
        f"{config.shown(config.content)}/{file}": seen.digest
        for file, seen in state.seen.items()
        if file not in entries
    }


def _staying(before: State, after: State) -> Iterator[Pair]:
    """The entries that are at the address at which they were, as they were and as they are."""
    was = before.site.entry_at
    return ((was[entry.address], entry) for entry in after.site.entries if entry.address in was)


def _moved(before: State, after: State) -> tuple[Pair, ...]:
    """The entries that are at another address than before, in their order.

    Such an entry has the same file as one that is gone, or the same bytes, or the same title and date, as no other has.
    """
    was, now = before.site.entry_at, after.site.entry_at
    gone = [entry for entry in before.site.entries if entry.address not in now]
    came = [entry for entry in after.site.entries if entry.address not in was]
    found: dict[Address, Pair] = {}
    for mark in (_inside, _digest, _title_and_date):
        known = {entry.address for pair in found.values() for entry in pair}
        old, new = (
            _alone((entry for entry in entries if entry.address not in known), partial(mark, state=state))
            for entries, state in ((gone, before), (came, after))
        )
        found |= {new[key].address: (old[key], new[key]) for key in old.keys() & new.keys()}
    return tuple(found[entry.address] for entry in came if entry.address in found)


def _alone(entries: Iterable[Entry], key_of: Callable[[Entry], object]) -> dict[object, Entry]:
    """Some entries by a key, those left out of which several have the same."""
    by_key: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[key_of(entry)].append(entry)
    return {key: its[0] for key, its in by_key.items() if len(its) == 1}


def _digest(entry: Entry, state: State) -> bytes:
    """What stands for the bytes of an entry's file."""
    return state.seen[_inside(entry, state)].digest


def _inside(entry: Entry, state: State) -> str:
    """Where an entry's file lies below content/."""
    config = state.site.config
    return entry.path.removeprefix(f"{config.shown(config.content)}/")


def _title_and_date(entry: Entry, state: State) -> object:
    return entry.title, entry.date


def _names(site: Site, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(topic.name for topic in site.topics.by_name(slug for slug in site.topics if slug in {*slugs}))


def _new(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that are not there before; that one stands on another line now is nothing new."""
    known = {_said(problem) for problem in before}
    return (problem for problem in after if _said(problem) not in known)


def _said(problem: Problem) -> object:
    return problem.code, problem.place.path, problem.what


def _related(before: State, after: State, moved: Mapping[Address, Address]) -> tuple[RelatedChange, ...]:
    """The lines that Related lists gained and lost, topic by topic; `moved` are addresses of now by those of before.

    A list that is another one shows on its entry's page, so only those of pages that differ are looked at.
    """
    lists = [entry for entry in after.site.entries if _differs(entry.address, before, after)]
    lists_before = [entry for entry in before.site.entries if _differs(entry.address, before, after)]
    old, new = _lines(before.site, lists_before, moved), _lines(after.site, lists, {})
    gained = _by_topic(new, new.keys() - old.keys())
    lost = _by_topic(old, old.keys() - new.keys())
    names = {topic.slug: topic.name for site in (before.site, after.site) for topic in site.topics.values()}
    changes = [
        RelatedChange(names.get(slug, ""), tuple(gained.get(slug, ())), tuple(lost.get(slug, ())))
        for slug in gained.keys() | lost.keys()
    ]
    return tuple(sorted(changes, key=lambda change: (-len(change.gained) - len(change.lost), change.topic)))


def _differs(address: Address, before: State, after: State) -> bool:
    """Whether the page at an address is not what it was, or is not there in one of the states."""
    was, now = before.outputs.get(address), after.outputs.get(address)
    return was is None or now is None or was.digest != now.digest


def _lines(site: Site, entries: Iterable[Entry], moved: Mapping[Address, Address]) -> dict[_Line, Listed]:
    """The lines of some entries' Related lists."""
    lines: dict[_Line, Listed] = {}
    for entry in entries:
        for other in site.ranked(entry):
            ends = (moved.get(entry.address, entry.address), moved.get(other.address, other.address))
            slugs = [topic.slug for topic in site.shared(entry, other)] or [Slug("")]
            lines |= {(*ends, slug): (entry, other) for slug in slugs}
    return lines


def _by_topic(lines: Mapping[_Line, Listed], some: Collection[_Line]) -> Mapping[Slug, list[Listed]]:
    """Some of the lines, by topic, in their order."""
    found: dict[Slug, list[Listed]] = defaultdict(list)
    for line, listed in lines.items():
        if line in some:
            found[line[2]].append(listed)
    return found
