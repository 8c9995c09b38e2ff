"""A site in which some texts gave place to others at the same address and date, made from the site before it.

It is what relating all of the content again would give, in much less time: what does not depend on the texts that
changed is taken over, made or not.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce

from builder.core.dates import Date
from builder.core.model import Entry, GitHistory, LinkKind, Page, Text
from builder.core.problems import Problem
from builder.core.urls import Address, Slug, slugify
from builder.incremental.in_place_edits import Replaced
from builder.relations.name_resolution import Names, missing
from builder.relations.relate import aliases_of, images_of, links_of, mentions_of, pins_of
from builder.relations.related import RelatedIndex, index_entries
from builder.relations.site import Site
from builder.relations.timeline import Day, Month, Year, section_with, spans_of, with_entries

Related = tuple[Site, tuple[Problem, ...]]
"""A site, and what is wrong between its texts."""


def amend(before: Related, pairs: Sequence[Replaced], history: GitHistory) -> Related:
    """The site with each pair's text replaced, and another past. All pairs are in place; see `Replaced.is_in_place`."""
    site, problems = before
    names = _names(site.names, pairs)
    again = _to_resolve(site, names, pairs, problems)
    found = [problem for problem in problems if problem.place.path not in again]
    found += [p for text in again.values() if isinstance(text, Entry) for p in missing(text, names)]
    links = {**site.links, **links_of([text for text in again.values() if text.links], names, found)}
    links = {path: its for path, its in links.items() if path not in again or again[path].links}
    linking = [text for text in names.content.texts if text.links] if links else []
    amended = replace(
        site,
        names=names,
        pinned=_pinned(site, names, again, found),
        links=links,
        images=_images(site, names, again),
        mentions=mentions_of(linking, links),
        aliases=aliases_of(names, found) if _has_aliases(site, pairs) else site.aliases,
        history=history,
    )
    _carry(site, amended, pairs)
    return amended, tuple(found)


def _names(before: Names, pairs: Sequence[Replaced]) -> Names:
    """Everything that can be named, with the new texts in the places of the old ones."""
    content = before.content
    entries, were = with_entries(content.entries, [pair.now for pair in pairs if isinstance(pair.now, Entry)])
    new_pages = {pair.now.path: pair.now for pair in pairs if isinstance(pair.now, Page)}
    pages = tuple([new_pages.get(page.path, page) for page in content.pages]) if new_pages else content.pages
    names = replace(before, content=replace(content, entries=entries, pages=pages))
    made, new = vars(before), vars(names)
    if "entry_at" in made:
        new["entry_at"] = made["entry_at"] | {entries[n].address: entries[n] for n in were}
    if "page_at" in made:
        new["page_at"] = made["page_at"] | {page.address: page for page in new_pages.values()}
    new |= {name: made[name].amended(entries, were) for name in ("topics", "outlets") if name in made}
    titles = () if any(_is_called_otherwise(pair) for pair in pairs) else ("by_title",)
    _take_over(before, names, ("by_path", *titles))
    return names


def _take_over(before: object, after: object, names: Iterable[str]) -> None:
    """Give a value what another one has made already when it was asked for it, and what is the same for both."""
    made = vars(before)
    vars(after).update({name: made[name] for name in names if name in made})


def _is_called_otherwise(pair: Replaced) -> bool:
    return slugify(pair.was.title) != slugify(pair.now.title)


def _to_resolve(site: Site, names: Names, pairs: Sequence[Replaced], problems: Iterable[Problem]) -> Mapping[str, Text]:
    """The texts, by path, whose links and pins may lead elsewhere than before, or may now be right or wrong."""
    again = {pair.now.path: pair.now for pair in pairs}
    wrong = {problem.place.path for problem in problems} - again.keys()
    changed = {
        slugify(title) for pair in pairs if _is_called_otherwise(pair) for title in (pair.was.title, pair.now.title)
    }
    changed |= _topics_that_came_or_went(site, names, pairs)
    if wrong or (changed and (site.links or site.pinned)):
        again |= {
            text.path: text
            for text in names.content.texts
            if text.path in wrong or not changed.isdisjoint(_named_by(text))
        }
    return again


def _topics_that_came_or_went(site: Site, names: Names, pairs: Iterable[Replaced]) -> set[Slug]:
    entries = [text for pair in pairs for text in (pair.was, pair.now) if isinstance(text, Entry)]
    return {slug for entry in entries for slug in entry.topics if (slug in site.topics) != (slug in names.topics)}


def _named_by(text: Text) -> Iterator[str]:
    """The names, as slugs, that a text uses for others."""
    yield from (slugify(link.target) for link in text.links if link.kind is LinkKind.WIKI)
    if isinstance(text, Entry):
        yield from (slugify(pin.target) for pin in text.pins)


def _pinned(
    site: Site, names: Names, again: Mapping[str, Text], problems: list[Problem]
) -> Mapping[Address, tuple[Entry, ...]]:
    """The pinned entries, each as it is now."""
    entries = [text for text in again.values() if isinstance(text, Entry)]
    resolved = {entry.address for entry in entries}
    kept = {address: its for address, its in site.pinned.items() if address not in resolved}
    if not kept and not any(entry.pins for entry in entries):
        return {}
    current = {address: tuple([names.entry_at[pin.address] for pin in its]) for address, its in kept.items()}
    return current | pins_of(entries, names, problems)


def _images(site: Site, names: Names, again: Mapping[str, Text]) -> Mapping[Address, Address]:
    entries = [text for text in again.values() if isinstance(text, Entry)]
    resolved = {entry.address for entry in entries}
    kept = {address: image for address, image in site.images.items() if address not in resolved}
    return kept | images_of(entries, names)


def _has_aliases(site: Site, pairs: Iterable[Replaced]) -> bool:
    return bool(site.aliases or site.names.content.aliases) or any(pair.now.aliases for pair in pairs)


def _carry(before: Site, after: Site, pairs: Sequence[Replaced]) -> None:
    """Give a site what the one before has made already and is the same, or can soon be made so."""
    entries = [pair.now for pair in pairs if isinstance(pair.now, Entry)]
    made, new = vars(before), vars(after)
    _take_over(before, after, ("neighbours",) if len(entries) < len(pairs) else ("neighbours", "top_pages"))
    if "by_section" in made:
        new["by_section"] = made["by_section"] | _by_section(made["by_section"], entries)
    if "sections" in made:
        new["sections"] = tuple([reduce(section_with, entries, section) for section in made["sections"]])
        if "spans" in made:
            new["spans"] = made["spans"] | _spans(after, entries)
    if "near" in made:
        new["near"] = made["near"].following(after.topics, _retagged(pairs))
    if "index" in made:
        new["index"] = _index(made["index"], after, pairs)


def _by_section(before: Mapping[Slug, Sequence[Entry]], new: Sequence[Entry]) -> Mapping[Slug, Sequence[Entry]]:
    slugs = {entry.section for entry in new}
    return {slug: with_entries(before[slug], [entry for entry in new if entry.section == slug])[0] for slug in slugs}


def _spans(site: Site, new: Iterable[Entry]) -> dict[tuple[Slug, Date], Year | Month | Day]:
    """The years, months and days that hold the new entries."""
    dates = {(entry.section, entry.date.year) for entry in new}
    years = (year for section in site.sections for year in section.years if (section.slug, year.date.year) in dates)
    return {(span.section, span.date): span for year in years for span in spans_of(year)}


def _index(before: RelatedIndex, after: Site, pairs: Iterable[Replaced]) -> RelatedIndex:
    """The entries prepared for finding Related ones. All that is made of them but the list itself is numbers."""
    if all(_topics(pair.was) == _topics(pair.now) for pair in pairs):
        index = replace(before, newest=after.entries[::-1])
        _take_over(before, index, ("number", "days", "sizes", "members", "bits", "points"))
    else:
        index = index_entries(after.entries, after.topics.numbers)
        _take_over(before, index, ("number", "days"))
    return index


def _retagged(pairs: Iterable[Replaced]) -> set[Slug]:
    """The topics of the entries whose contexts changed."""
    texts = [(pair.was, pair.now) for pair in pairs]
    entries = [(was, now) for was, now in texts if isinstance(was, Entry) and isinstance(now, Entry)]
    return {slug for was, now in entries if was.contexts != now.contexts for slug in (*was.topics, *now.topics)}


def _topics(text: Text) -> tuple[Slug, ...]:
    return text.topics if isinstance(text, Entry) else ()
