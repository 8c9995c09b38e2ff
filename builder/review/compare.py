"""Compare two built states of a site: the entries, pages, Related links, topics and warnings that differ."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from operator import itemgetter

from builder.cache.report import Report
from builder.config.config import Config
from builder.core.model import ORDER, Entry
from builder.core.problems import Problem
from builder.core.record import Frozen
from builder.core.urls import Address, Slug
from builder.frontmatter.keys import CONTEXTS, DATE, DRAFT, ENTRY_KEYS, SOURCES, TITLE
from builder.relations.site import Site
from builder.review.build_states import BuiltState

RelatedLink = tuple[Entry, Entry]
"""An entry, and one that its Related list names."""

EntryChange = tuple[Entry, Entry]
"""An entry as it was, and as it is."""

FileChange = tuple[str, str]
"""What happened to the file of a page or topic, and its path: `("added", "content/about.md")`."""

_LinkKey = tuple[Address, Address, Slug]
"""The addresses, as they are now, of an entry and its Related entry, and a topic that they share; "" for a mere pin."""


class RelatedChange(Frozen, frozen=True):
    """The Related links that came and went because of one topic that their entries share, or of a pin alone."""

    topic: str
    """Its name; empty for entries that share no topic."""
    gained: tuple[RelatedLink, ...]
    lost: tuple[RelatedLink, ...]


class SiteDiff(Frozen, frozen=True):
    """The difference between two states of a site. Entries are in order of date, addresses and names sorted."""

    before: Report
    after: Report
    added: tuple[Entry, ...]
    changed: tuple[EntryChange, ...]
    """Those whose file has other bytes."""
    moved: tuple[EntryChange, ...]
    """Those that are at another address; some of them are changed too."""
    removed: tuple[Entry, ...]
    files: tuple[FileChange, ...]
    """The files of pages and topics."""
    affects_every_page: bool
    """Whether settings, templates or static files, on which every page depends, are changed."""
    protective: tuple[str, ...]
    """The protective settings that are changed, by name: `("problems.date-conflict", "raw_html")`."""
    new_pages: tuple[Address, ...]
    altered_pages: tuple[Address, ...]
    gone_pages: tuple[Address, ...]
    related: tuple[RelatedChange, ...]
    """Those topics first of which most links changed."""
    new_topics: tuple[str, ...]
    gone_topics: tuple[str, ...]
    warnings: tuple[Problem, ...]
    """Those that were not there before."""
    active: tuple[str, ...]
    """The new and changed files that run code or that a host acts on, as the settings let them through."""
    unused_templates: tuple[str, ...]
    """The changed files of templates that neither state was made with."""


def compare(before: BuiltState, after: BuiltState) -> SiteDiff:
    """The difference between two states."""
    moved = _moved(before, after)
    moved_from, moved_to = ({change[side].address for change in moved} for side in (0, 1))
    known_before = before.site.entry_at.keys() | moved_to
    known_after = after.site.entry_at.keys() | moved_from
    pages = {address for address in before.outputs.keys() | after.outputs.keys() if address.endswith(".html")}
    kept_pages = pages & before.outputs.keys() & after.outputs.keys()
    altered = (address for address in kept_pages if before.outputs[address].digest != after.outputs[address].digest)
    matched = [*moved, *_same_address(before, after)]
    changed = [change for change in matched if _digest(change[0], before) != _digest(change[1], after)]
    return SiteDiff(
        before=before.report,
        after=after.report,
        added=tuple(entry for entry in after.site.entries if entry.address not in known_before),
        changed=tuple(sorted(changed, key=lambda change: ORDER(change[1]))),
        moved=moved,
        removed=tuple(entry for entry in before.site.entries if entry.address not in known_after),
        files=tuple(sorted(_file_changes(before, after), key=itemgetter(1))),
        affects_every_page=before.making != after.making,
        protective=tuple(_changed_protective(before.site.config, after.site.config)),
        new_pages=tuple(sorted(pages - before.outputs.keys())),
        altered_pages=tuple(sorted(altered)),
        gone_pages=tuple(sorted(pages - after.outputs.keys())),
        related=_related_changes(before, after, {old.address: new.address for old, new in moved}),
        new_topics=_topic_names(after.site, after.site.topics.keys() - before.site.topics.keys()),
        gone_topics=_topic_names(before.site, before.site.topics.keys() - after.site.topics.keys()),
        warnings=tuple(_new_problems(before.report.problems, after.report.problems)),
        active=tuple(
            path
            for path, address in after.active.items()
            if path not in before.active or _differs(address, before, after)
        ),
        unused_templates=after.unused_templates,
    )


def changed_fields(change: EntryChange) -> tuple[str, ...]:
    """The names of an entry's fields that changed, as far as lists of entries show them: `("title", "text")`."""
    old, new = change
    return tuple(dict.fromkeys(name for field, name in _FIELDS.items() if getattr(old, field) != getattr(new, field)))


_FIELDS = {
    **{key.name: key.name for key in (TITLE, DATE, CONTEXTS)},
    "outlets": SOURCES.name,
    **{key.fills: key.name for key in ENTRY_KEYS if key.fills in Entry.__struct_fields__ and key is not DRAFT},
    **dict.fromkeys(("excerpt", "links", "anchors"), "text"),
}
"""The fields of an entry that its writer knows, with the front-matter keys that stand for them."""


_PROTECTIVE = ("active_files", "content_security_policy", "keep_going", "raw_html")
"""With the levels of problems, the settings that can let through what a site holds back without them."""


def _changed_protective(old: Config, new: Config) -> Iterator[str]:
    yield from (name for name in _PROTECTIVE if getattr(old, name) != getattr(new, name))
    for code in sorted(old.problems.keys() | new.problems.keys(), key=lambda code: code.slug):
        if old.problems.get(code, code.severity) != new.problems.get(code, code.severity):
            yield f"problems.{code.slug}"


def _file_changes(before: BuiltState, after: BuiltState) -> Iterator[FileChange]:
    """What happened to the files that hold no entries."""
    old, new = _other_files(before), _other_files(after)
    for file in old.keys() | new.keys():
        if old.get(file) != new.get(file):
            yield "added" if file not in old else "changed" if file in new else "removed", file


def _other_files(state: BuiltState) -> Mapping[str, bytes]:
    """The digest of each file that holds no entry, by its path."""
    config = state.site.config
    entries = {_path_in_content(entry, state) for entry in state.site.entries}
    return {f"{config.content_prefix}{file}": seen.digest for file, seen in state.seen.items() if file not in entries}


def _same_address(before: BuiltState, after: BuiltState) -> Iterator[EntryChange]:
    """The entries that have an address that an entry had before too."""
    old = before.site.entry_at
    return ((old[entry.address], entry) for entry in after.site.entries if entry.address in old)


def _moved(before: BuiltState, after: BuiltState) -> tuple[EntryChange, ...]:
    """The entries that are at another address than before, in their order.

    Such an entry has the same file as one that is gone, or the same bytes, or the same title and date, as no other has.
    """
    old, new = before.site.entry_at, after.site.entry_at
    gone = [entry for entry in before.site.entries if entry.address not in new]
    added = [entry for entry in after.site.entries if entry.address not in old]
    moved: dict[Address, EntryChange] = {}
    for key_of in (_path_in_content, _digest, _title_and_date):
        matched = {entry.address for change in moved.values() for entry in change}
        gone_by_key, added_by_key = (
            _by_unique_key((entry for entry in entries if entry.address not in matched), partial(key_of, state=state))
            for entries, state in ((gone, before), (added, after))
        )
        for key in gone_by_key.keys() & added_by_key.keys():
            moved[added_by_key[key].address] = gone_by_key[key], added_by_key[key]
    return tuple(moved[entry.address] for entry in added if entry.address in moved)


def _by_unique_key(entries: Iterable[Entry], key_of: Callable[[Entry], object]) -> dict[object, Entry]:
    """Entries by a key, without those that share theirs."""
    by_key: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_key[key_of(entry)].append(entry)
    return {key: sharing[0] for key, sharing in by_key.items() if len(sharing) == 1}


def _digest(entry: Entry, state: BuiltState) -> bytes:
    """The digest of an entry's file."""
    return state.seen[_path_in_content(entry, state)].digest


def _path_in_content(entry: Entry, state: BuiltState) -> str:
    """The path of an entry's file below content/."""
    config = state.site.config
    return entry.path.removeprefix(config.content_prefix)


def _title_and_date(entry: Entry, state: BuiltState) -> object:
    return entry.title, entry.date


def _topic_names(site: Site, slugs: Iterable[str]) -> tuple[str, ...]:
    return tuple(topic.name for topic in site.topics.by_name(slug for slug in site.topics if slug in {*slugs}))


def _new_problems(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that were not there before; one that moved to another line is not new."""

    def key(problem: Problem) -> object:
        return problem.code, problem.place.path, problem.what

    known = {key(problem) for problem in before}
    return (problem for problem in after if key(problem) not in known)


def _related_changes(
    before: BuiltState, after: BuiltState, moved: Mapping[Address, Address]
) -> tuple[RelatedChange, ...]:
    """The Related links gained and lost, topic by topic; `moved` has the new addresses by the old ones.

    A list that changed shows on its entry's page, so only the lists of pages that differ are compared.
    """
    entries_before = [entry for entry in before.site.entries if _differs(entry.address, before, after)]
    entries_after = [entry for entry in after.site.entries if _differs(entry.address, before, after)]
    old, new = _related_links(before.site, entries_before, moved), _related_links(after.site, entries_after, {})
    gained = _by_topic(new, new.keys() - old.keys())
    lost = _by_topic(old, old.keys() - new.keys())
    names = {topic.slug: topic.name for site in (before.site, after.site) for topic in site.topics.values()}
    changes = [
        RelatedChange(names.get(slug, ""), tuple(gained.get(slug, ())), tuple(lost.get(slug, ())))
        for slug in gained.keys() | lost.keys()
    ]
    return tuple(sorted(changes, key=lambda change: (-len(change.gained) - len(change.lost), change.topic)))


def _differs(address: Address, before: BuiltState, after: BuiltState) -> bool:
    """Whether the file at an address has other bytes, or exists in one of the states only."""
    old, new = before.outputs.get(address), after.outputs.get(address)
    return old is None or new is None or old.digest != new.digest


def _related_links(
    site: Site, entries: Iterable[Entry], moved: Mapping[Address, Address]
) -> dict[_LinkKey, RelatedLink]:
    """The links of some entries' Related lists."""
    links: dict[_LinkKey, RelatedLink] = {}
    for entry in entries:
        for other in site.ranked(entry):
            addresses = (moved.get(entry.address, entry.address), moved.get(other.address, other.address))
            slugs = [topic.slug for topic in site.shared(entry, other)] or [Slug("")]
            links |= {(*addresses, slug): (entry, other) for slug in slugs}
    return links


def _by_topic(links: Mapping[_LinkKey, RelatedLink], keys: Collection[_LinkKey]) -> Mapping[Slug, list[RelatedLink]]:
    """The links of some keys, by topic, in their order."""
    by_topic: dict[Slug, list[RelatedLink]] = defaultdict(list)
    for key, link in links.items():
        if key in keys:
            by_topic[key[2]].append(link)
    return by_topic
