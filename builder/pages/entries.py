"""The pages of entries, and of the versions that they had."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from operator import attrgetter
from typing import Any

from builder.config.formats import JSON, MARKDOWN, XML
from builder.config.repository_links import CORRECTION, SOURCE
from builder.content.body import plain_text
from builder.core.address_keys import addresses_listing
from builder.core.addresses import ENTRY, HISTORY, card_address, history_address
from builder.core.links import absolute_url
from builder.core.model import Correction, Entry, EntryHistory, Version
from builder.core.urls import Address
from builder.pages.data_formats import compact_json, entry_json, entry_page_form, entry_xml
from builder.pages.kind import PageKind, in_format
from builder.pages.reranked import reranked
from builder.pages.shared import Pieces
from builder.pages.texts import corrections_of, image_of, own_body_of, sources_of
from builder.relations.changes import Changes, is_shown_anew
from builder.relations.site import Site
from builder.views.contract import (
    EntryView,
    HeadView,
    HistoryView,
    LinkView,
    VersionView,
)

SHORT = 8
"""Characters of a commit's name that are shown."""


def entry(pieces: Pieces, subject: Entry) -> EntryView:
    """The page of an entry."""
    before, after = pieces.site.beside(subject)
    detail = pieces.detail(subject)
    updated = pieces.site.updated(subject)
    threads = pieces.threads(subject)
    return EntryView(
        head=_head(pieces, subject),
        title=subject.title,
        date=pieces.date(subject.date),
        when=pieces.date_link(subject.section, subject.date),
        until=pieces.date_link(subject.section, subject.end) if subject.end else None,
        section=pieces.section_link(subject.section),
        summary=subject.summary,
        corrections=corrections_of(pieces, subject),
        body=own_body_of(pieces, subject),
        topics=pieces.topics(subject),
        threads=threads,
        other_topics=pieces.other_topics(subject, threads),
        sources=sources_of(pieces, subject),
        image=image_of(pieces, subject),
        importance=subject.importance,
        status=subject.status,
        location=subject.location,
        updated=pieces.date(updated) if updated else None,
        history=history_address(subject.id) if pieces.site.history_of(subject) else None,
        language=subject.lang,
        related=pieces.related(subject),
        mentions=pieces.mentions(subject.address),
        previous=pieces.item(before.address) if before else None,
        next=pieces.item(after.address) if after else None,
        edit=pieces.edit(subject.path),
        correct=pieces.form(CORRECTION, subject.path, subject.address),
        add_source=pieces.form(SOURCE, subject.path, subject.address),
        extra=detail.extra,
    )


def history(pieces: Pieces, subject: EntryHistory) -> HistoryView:
    """The page of the versions of an entry."""
    its, gettext = subject.entry, pieces.language.gettext
    title = gettext("History of “%(title)s”", title=its.title)
    about = gettext("When this entry changed, and the titles that it had.")
    return HistoryView(
        head=HeadView(title, about, history_address(its.id)),
        entry=LinkView(its.address, its.title),
        language=its.lang,
        versions=tuple(reversed([*_versions(pieces, reversed(subject.versions))])),
    )


def _versions(pieces: Pieces, versions: Iterable[Version]) -> Iterator[VersionView]:
    """Some versions, the oldest first, each with its title where it is another one than before."""
    last = ""
    for version in versions:
        commit, title = version.commit, version.title if version.title != last else ""
        yield VersionView(pieces.date(version.date), title or None, commit[:SHORT], pieces.commit(commit))
        last = version.title or last


def _head(pieces: Pieces, subject: Entry) -> HeadView:
    image = _full_image(pieces, subject)
    card = pieces.card(card_address(subject.id)) if pieces.site.is_turning_point(subject) else None
    return HeadView(
        title=subject.title,
        description=pieces.item(subject.address).summary or "",
        address=subject.address,
        alternates=pieces.alternates("entry", entry_parameters(subject)),
        image=image or card,
        published=subject.date.iso,
        updated=updated.iso if (updated := pieces.site.updated(subject)) else None,
        json_ld=_json_ld(pieces, subject, image),
    )


def _json_ld(pieces: Pieces, subject: Entry, image: str | None) -> str:
    """The entry as a NewsArticle: https://developers.google.com/search/docs/appearance/structured-data/article.

    Its address is that of the canonical link, and its publisher the author where nobody else is named.
    """
    config = pieces.site.config
    article: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": subject.title,
        "datePublished": subject.date.iso,
        "author": {"@type": "Person" if config.author else "Organization", "name": config.author or config.title},
    }
    if config.author:
        article["publisher"] = {"@type": "Organization", "name": config.title}
    if subject.end:
        article["temporalCoverage"] = f"{subject.date.iso}/{subject.end.iso}"
    if updated := pieces.site.updated(subject):
        article["dateModified"] = updated.iso
    if subject.corrections:
        article["correction"] = [_correction_comment(each) for each in subject.corrections]
    if image:
        article["image"] = image
    return compact_json(article).replace("<", "\\u003c")


def _correction_comment(correction: Correction) -> dict[str, Any]:
    """A correction as JSON-LD: https://schema.org/CorrectionComment."""
    return {"@type": "CorrectionComment", "datePublished": correction.date.iso, "text": plain_text(correction.body)}


def _full_image(pieces: Pieces, subject: Entry) -> str | None:
    """The full address of an entry's picture; none without a base URL for one that is a file of the site."""
    inside, base_url = pieces.site.images.get(subject.address), pieces.site.config.base_url
    if inside:
        return absolute_url(base_url, inside) if base_url else None
    return subject.image.url if subject.image else None


def entry_parameters(entry: Entry) -> dict[str, Any]:
    """What fills the pattern of an entry's address."""
    return {"section": entry.section, "date": entry.date, "slug": entry.slug}


def _history_parameters(history: EntryHistory) -> dict[str, Any]:
    return entry_parameters(history.entry)


def _history_address(history: EntryHistory) -> Address:
    return history_address(history.entry.id)


def _find_entry(site: Site, values: Mapping[str, Any]) -> Entry | None:
    return site.entry_at.get(ENTRY.make(**values))


def _find_history(site: Site, values: Mapping[str, Any]) -> EntryHistory | None:
    entry = _find_entry(site, values)
    return site.history_of(entry) if entry else None


def _text_itself(_site: Site, text: Entry) -> Entry:
    return text


def _entry_of_history(_site: Site, history: EntryHistory) -> Entry:
    return history.entry


def _related_addresses(view: EntryView) -> Iterable[Address]:
    return (line.item.address for line, _ in view.related)


def altered_texts(changes: Changes) -> frozenset[Address]:
    """The entries and pages whose own page may differ: those that changed, and those that name these."""
    return changes.shown | changes.listed.once(_naming_texts)


def _naming_texts(changes: Changes) -> frozenset[Address]:
    """The entries and pages whose own page may differ in what it says of others.

    They are those that texts link to (which list their mentions), those beside them in time and in their topics, those
    whose Related or pins name them, those that are to name others, and those that share an outlet alone.
    """
    beside = {other.address for site, entry in changes.entries for other in site.beside(entry) if other}
    naming = addresses_listing(changes.related_keys, changes.shown) if changes.shown else ()
    ranked = reranked(changes) if changes.lists else ()
    return frozenset(
        chain(
            *(changes.links, beside, _beside_in_topics(changes), naming, _pinning(changes), ranked),
            _alone_with_an_outlet(changes),
        )
    )


def _alone_with_an_outlet(changes: Changes) -> Iterator[Address]:
    """The entries that are the only ones to name an outlet in one of the two states, so that it has no page there."""
    for site in (changes.before, changes.after):
        only = (site.outlets.only_entry(slug) for slug in changes.relisted_outlets)
        yield from (entry.address for entry in only if entry)


def _beside_in_topics(changes: Changes) -> Iterator[Address]:
    """The entries before and after those that came, went, moved or changed topics or title, in each of their topics."""
    for edit in changes.edits:
        states = zip((changes.before, changes.after), edit, strict=True) if is_shown_anew(*edit) else ()
        trails = (trail for site, text in states if isinstance(text, Entry) for trail in site.trails(text))
        yield from (other.address for trail in trails for other in (trail.earlier, trail.later) if other)


def _pinning(changes: Changes) -> Iterator[Address]:
    """The entries whose pins lead elsewhere than before, or to one that is shown otherwise."""
    before, after = changes.before.pinned, changes.after.pinned
    for entry in before.keys() | after.keys():
        pins = after.get(entry, ())
        if pins != before.get(entry, ()) or any(pin.address in changes.shown for pin in pins):
            yield entry


def _affected_entries(changes: Changes, site: Site) -> Iterable[Entry]:
    return (site.entry_at[address] for address in changes.once(altered_texts) if address in site.entry_at)


def _affected_histories(changes: Changes, site: Site) -> Iterable[EntryHistory]:
    return (history for entry in _affected_entries(changes, site) if (history := site.history_of(entry)))


ENTRY_PAGE = PageKind(
    name="entry",
    pattern=ENTRY,
    subjects=attrgetter("entries"),
    parameters=entry_parameters,
    address_of=attrgetter("address"),
    find=_find_entry,
    origin=attrgetter("path"),
    source=_text_itself,
    view=entry,
    template="entry.html",
    related=_related_addresses,
    affected=_affected_entries,
    description="An entry with its sources and its Related entries.",
)

HISTORY_PAGE = PageKind(
    name="history",
    pattern=HISTORY,
    subjects=attrgetter("histories"),
    parameters=_history_parameters,
    address_of=_history_address,
    find=_find_history,
    origin=attrgetter("entry.path"),
    source=_entry_of_history,
    view=history,
    template="history.html",
    in_sitemap=False,
    affected=_affected_histories,
    description="The versions of an entry that git knows of, and the titles that it had.",
)

KINDS: tuple[PageKind[Any], ...] = (
    ENTRY_PAGE,
    in_format(ENTRY_PAGE, JSON, entry_json),
    in_format(ENTRY_PAGE, MARKDOWN, entry_page_form),
    in_format(ENTRY_PAGE, XML, entry_xml),
    HISTORY_PAGE,
)
