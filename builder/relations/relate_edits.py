"""Relate edits: the site after texts took the places of others, made from the site before.

It is what relating all of the content again would give, in much less time: what does not depend on the texts that
changed is taken over, derived or not. See `builder.core.derived`.
"""

from collections.abc import Iterable, Iterator, Mapping

from builder.core.model import Entry, GitHistory, LinkKind, Text
from builder.core.problems import Code, Problem
from builder.core.urls import Address, slugify, topic_slug
from builder.relations.aliases import ALIAS_CODES
from builder.relations.edits import Edits
from builder.relations.name_resolution import date_named, missing
from builder.relations.names import Names
from builder.relations.relate import images_of, links_of, mentions_of, pins_of, source_files_of
from builder.relations.site import Site
from builder.relations.topics import mixed_names

Related = tuple[Site, tuple[Problem, ...]]
"""A site, and what is wrong between its texts."""


def relate_edits(before: Related, edits: Edits, history: GitHistory) -> Related:
    """The site with the new texts and another past, and what is wrong between its texts."""
    site, problems = before
    names = site.names.edited(edits)
    again = _to_resolve(site, names, edits, problems)
    now_wrong = [problem for problem in problems if problem.place.path not in again or problem.code is Code.TOPIC_NAMES]
    if retagged := edits.retagged_topics:
        now_wrong = [p for p in now_wrong if p.code is not Code.TOPIC_NAMES or p.subject not in retagged]
        now_wrong += mixed_names(names.topics, retagged)
    now_wrong += [p for text in again.values() if isinstance(text, Entry) for p in missing(text, names)]
    links = {**site.links, **links_of([text for text in again.values() if text.links], names, now_wrong)}
    links = {path: addresses for path, addresses in links.items() if path not in again or again[path].links}
    linking = [text for text in names.content.texts if text.links] if links else []
    edited = site.edited(
        names,
        edits,
        pinned=_pinned(site, names, again, now_wrong),
        links=links,
        images=_images(site, names, again),
        source_files=_source_files(site, names, again, now_wrong),
        mentions=mentions_of(linking, links),
        history=history,
    )
    now_wrong = [problem for problem in now_wrong if problem.code not in ALIAS_CODES]
    return edited, (*now_wrong, *names.aliases.problems)


def _to_resolve(site: Site, names: Names, edits: Edits, problems: Iterable[Problem]) -> Mapping[str, Text]:
    """The texts, by path, whose links and pins may lead elsewhere than before, or may now be right or wrong."""
    if _old_addresses_differ(site.names, names):
        return {text.path: text for text in names.content.texts}
    again = {edit.new.path: edit.new for edit in edits.all}
    wrong = {p.place.path for p in problems if p.code is not Code.TOPIC_NAMES} - again.keys()
    changed = {name for edit in edits.all for name in edit.renamed}
    changed |= {slugify(foreign_id) for foreign_id in edits.foreign_ids}
    changed |= {slugify(date.iso) for date in edits.dates_of_headings}
    topics = {slug for pair in edits.entries for entry in pair for slug in entry.topics}
    changed |= {slug for slug in topics if (slug in site.topics) != (slug in names.topics)}
    if wrong or (changed and (site.links or site.pinned)):
        again |= {
            text.path: text
            for text in names.content.texts
            if text.path in wrong or not changed.isdisjoint(_names_used_by(text))
        }
    return again


def _old_addresses_differ(before: Names, after: Names) -> bool:
    """Whether a link to an old address may lead elsewhere: to another page, or to a topic that has come to be there."""
    old, new = before.aliases, after.aliases
    if old is new and not new.all:
        return False
    return old.targets != new.targets or before.topics.keys() != after.topics.keys()


def _names_used_by(text: Text) -> Iterator[str]:
    """The names, as slugs, that a text uses for others."""
    for link in text.links:
        if link.kind is LinkKind.WIKI:
            yield slugify(link.target)
            yield topic_slug(link.target)
            yield slugify(link.target.partition("#")[0])
            yield topic_slug(link.target.partition("#")[0])
            if date := date_named(link.target.partition("#")[0]):
                yield date.iso
    if isinstance(text, Entry):
        yield from (slugify(pin.target) for pin in text.pins)


def _pinned(
    site: Site, names: Names, again: Mapping[str, Text], problems: list[Problem]
) -> Mapping[Address, tuple[Entry, ...]]:
    """The pinned entries, each as it is now."""
    entries = [text for text in again.values() if isinstance(text, Entry)]
    resolved = {entry.address for entry in entries}
    kept = {address: pins for address, pins in site.pinned.items() if address not in resolved}
    if not kept and not any(entry.pins for entry in entries):
        return {}
    current = {address: tuple([names.entry_at[pin.address] for pin in pins]) for address, pins in kept.items()}
    return current | pins_of(entries, names, problems)


def _images(site: Site, names: Names, again: Mapping[str, Text]) -> Mapping[Address, Address]:
    entries = [text for text in again.values() if isinstance(text, Entry)]
    resolved = {entry.address for entry in entries}
    kept = {address: image for address, image in site.images.items() if address not in resolved}
    return kept | images_of(entries, names)


def _source_files(
    site: Site, names: Names, again: Mapping[str, Text], problems: list[Problem]
) -> Mapping[Address, tuple[str | None, ...]]:
    entries = [text for text in again.values() if isinstance(text, Entry)]
    resolved = {entry.address for entry in entries}
    kept = {address: links for address, links in site.source_files.items() if address not in resolved}
    return kept | source_files_of(entries, names, problems)
