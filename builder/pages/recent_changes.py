"""The page of recent changes and its feeds: the entries that came, were corrected and were removed, by day."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from markupsafe import escape
from msgspec.structs import replace

from builder.config.formats import ATOM
from builder.core.address_pattern import AddressPattern
from builder.core.addresses import CHANGES, with_ending
from builder.core.dates import parse_date
from builder.core.model import Body, Entry, Text
from builder.core.urls import Address
from builder.pages.feeds import LONG_AGO, feed_json, midnight, urn
from builder.pages.kind import Links, PageKind
from builder.pages.shared import Pieces
from builder.pages.texts import body_html, corrections_of
from builder.relations.changes import Changes
from builder.relations.menu import changes_address
from builder.relations.recent_changes import MAX_NAMED, Corrected, DayOfChanges, Removed
from builder.relations.site import Site
from builder.views.contract import (
    BodyView,
    ChangesOfKindView,
    ChangesView,
    ChangeView,
    DayOfChangesView,
    FeedItemView,
    FeedView,
    HeadView,
    LinkView,
)

FEED_ITEMS = 100
"""Changes in the feeds."""

_FEED = with_ending(CHANGES, "xml")
_JSON_FEED = with_ending(CHANGES, "json")


def changes_came_or_went(changes: Changes) -> bool:
    """Whether the page is there now and was not before, or the other way round."""
    return changes_address(changes.before) != changes_address(changes.after)


def recent_changes(pieces: Pieces, site: Site) -> ChangesView:
    """The page of recent changes."""
    gettext = pieces.language.gettext
    about = gettext("What was added, corrected and removed lately.")
    return ChangesView(
        head=HeadView(gettext("Recent changes"), about, CHANGES, pieces.alternates("changes", {})),
        description=about,
        days=tuple(
            [DayOfChangesView(pieces.date(day.day), tuple(_of_kinds(pieces, day))) for day in site.recent_changes]
        ),
    )


def _of_kinds(pieces: Pieces, day: DayOfChanges) -> Iterator[ChangesOfKindView]:
    """What happened on a day: each kind of change that there was, named as far as they are not very many."""
    gettext = pieces.language.gettext
    kinds: tuple[tuple[str, tuple[Any, ...], Callable[[Pieces, Any], ChangeView]], ...] = (
        (gettext("New"), day.new, _new),
        (gettext("Corrected"), day.corrected, _corrected),
        (gettext("Removed"), day.removed, _removed),
    )
    for name, its, view in kinds:
        if its:
            named = its if len(its) <= MAX_NAMED else ()
            yield ChangesOfKindView(name, len(its), tuple([view(pieces, each) for each in named]))


def _new(pieces: Pieces, entry: Entry) -> ChangeView:
    return ChangeView(entry.id, entry.title, pieces.date(entry.date), entry.address, entry.lang)


def _corrected(pieces: Pieces, corrected: Corrected) -> ChangeView:
    entry = corrected.entry
    shown = zip(entry.corrections, corrections_of(pieces, entry), strict=True)
    return ChangeView(
        entry.id,
        corrected.title,
        pieces.date(entry.date),
        entry.address,
        entry.lang,
        corrected.titles_before,
        tuple([view.note for each, view in shown if each in corrected.corrections]),
    )


def _removed(pieces: Pieces, removed: Removed) -> ChangeView:
    alias = next((alias for alias in pieces.site.aliases if alias.address == removed.address), None)
    now = LinkView(alias.target, alias.title) if alias else None
    return ChangeView(removed.address, removed.title, pieces.date(removed.date), now=now)


def _feed(pieces: Pieces, address: Address) -> FeedView:
    """The feed of what the page lists."""
    page, title = recent_changes(pieces, pieces.site), pieces.site.config.title
    items = [item for day in page.days for kind in day.kinds for item in _items(pieces, day.date.iso, kind)]
    return FeedView(
        id=urn(pieces, page.head.address),
        title=f"{page.head.title} · {title}",
        address=address,
        page=page.head.address,
        updated=max((item.updated for item in items), default=LONG_AGO),
        items=tuple(items[:FEED_ITEMS]),
    )


def _items(pieces: Pieces, day: str, kind: ChangesOfKindView) -> Iterator[FeedItemView]:
    """What happened on a day: an item for each entry, or one for very many."""
    gettext, gettext_html = pieces.language.gettext, pieces.language.gettext_html
    item = _item(midnight(parse_date(day).first_day))
    if not kind.entries:
        count = gettext("%(name)s: %(count)s", name=kind.name, count=pieces.language.number(kind.count))
        yield replace(item, id=urn(pieces, f"changes {day} {kind.name}"), title=count)
    for each in kind.entries:
        before = [gettext_html("Before: “%(title)s”", title=title) for title in each.titles_before]
        notes = map(body_html, each.notes)
        now = [f"{gettext_html('Now:')} {escape(each.now.text)}"] if each.now else []
        yield replace(
            item,
            id=urn(pieces, f"changes {day} {kind.name} {each.id}"),
            address=each.address or (each.now.address if each.now else CHANGES),
            title=gettext("%(name)s: %(title)s", name=kind.name, title=each.title),
            corrections=(*before, *notes, *now),
        )


def _item(moment: str) -> FeedItemView:
    """An item that says nothing yet; it leads to the page."""
    return FeedItemView(
        id="",
        address=CHANGES,
        title="",
        published=moment,
        updated=moment,
        end=None,
        span=None,
        summary=None,
        corrections=(),
        body=BodyView(Body(""), ()),
        sources=(),
        contexts=(),
        language=None,
    )


def _atom_feed(pieces: Pieces, _: Site) -> FeedView:
    return _feed(pieces, _FEED)


def _json_feed(pieces: Pieces, _: Site) -> str:
    return feed_json(pieces, _feed(pieces, _JSON_FEED))


def _if_there_are_some(site: Site) -> Iterable[Site]:
    return (site,) if changes_address(site) else ()


def _affected(changes: Changes, site: Site) -> Iterable[Site]:
    return _if_there_are_some(site) if changes.once(_differ) else ()


def _differ(changes: Changes) -> bool:
    """Whether the page shows something else than before, or is not there in one of the two states."""
    before, after = changes.before, changes.after
    if any(_leads_elsewhere(changes, text) for _, text in changes.edits):
        return True
    if not (changes.dated or changes.redirected or any(_tells_otherwise(*edit) for edit in changes.edits)):
        return False
    return changes.redirected or changes_came_or_went(changes) or before.recent_changes != after.recent_changes


def _tells_otherwise(old: Text | None, new: Text | None) -> bool:
    """Whether a text came, went, moved, or has other parts that the page shows."""
    return _shown(old) != _shown(new)


def _leads_elsewhere(changes: Changes, text: Text | None) -> bool:
    """Whether links of a text that was corrected, of which the page may show some, lead elsewhere than before."""
    if not (isinstance(text, Entry) and text.corrections):
        return False
    return changes.before.links.get(text.path) != changes.after.links.get(text.path)


def _shown(text: Text | None) -> object:
    if not isinstance(text, Entry):
        return text and text.address
    return text.address, text.title, text.lang, text.corrections


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="changes",
        pattern=AddressPattern(CHANGES),
        subjects=_if_there_are_some,
        origin="the list of recent changes",
        view=recent_changes,
        template="changes.html",
        in_sitemap=False,
        affected=_affected,
        description="The entries that came, were corrected or were removed lately, by day.",
    ),
    PageKind(
        name="changes.xml",
        pattern=AddressPattern(_FEED),
        subjects=_if_there_are_some,
        origin="the list of recent changes",
        view=_atom_feed,
        template="feed.xml",
        links=Links.FULL,
        format=ATOM,
        alternate_of=("changes",),
        affected=_affected,
        description="The same as Atom.",
    ),
    PageKind(
        name="changes.json",
        pattern=AddressPattern(_JSON_FEED),
        subjects=_if_there_are_some,
        origin="the list of recent changes",
        text=_json_feed,
        links=Links.FULL,
        affected=_affected,
        description="The recent changes as JSON Feed 1.1.",
    ),
)
