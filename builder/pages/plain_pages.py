"""The pages of undated files, and of the folders that they lie in."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any, TypeGuard

from msgspec.structs import replace

from builder.config.repository_links import CORRECTION
from builder.content.body import headings
from builder.core.address_pattern import AddressPattern
from builder.core.model import Body, Page, TopicFile
from builder.core.urls import Address
from builder.pages.entries import altered_texts
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.pages.texts import own_body_of
from builder.relations.changes import Changes
from builder.relations.page_folders import PageFolder, PagePlace
from builder.relations.site import Site
from builder.views.contract import HeadingView, HeadView, LinkView, PageItemView, PageView

LEAST_HEADINGS = 3
"""Headings from which on a page lists them above its text."""

MOST_SIBLINGS = 30
"""Pages of a folder that each of them lists; each of more would be heavy with links."""


def page(pieces: Pieces, subject: Page) -> PageView:
    """The page of an undated file."""
    return _view(pieces, subject, subject)


def folder(pieces: Pieces, subject: PageFolder) -> PageView:
    """The page of a folder: the text of its index.md, and what is in it."""
    return _view(pieces, subject, subject.index, tuple(_item(item) for item in subject.items))


def _view(
    pieces: Pieces, subject: Page | PageFolder, text: Page | None, items: tuple[PageItemView, ...] = ()
) -> PageView:
    place = pieces.site.page_place(subject.address) or PagePlace()
    return PageView(
        head=HeadView(subject.title, _description(subject), subject.address),
        title=subject.title,
        contents=contents_of(pieces.detail(text).body) if text else (),
        body=own_body_of(pieces, text) if text else None,
        language=text.lang if text else None,
        crumbs=_links_to(place.above),
        siblings=_siblings(subject, place),
        items=items,
        mentions=pieces.mentions(subject.address),
        previous=_link(place.previous),
        next=_link(place.next),
        edit=pieces.edit(text.path) if text else None,
        correct=pieces.form(CORRECTION, text.path, subject.address) if text else None,
        extra=pieces.detail(text).extra if text else {},
    )


def _siblings(subject: Page | PageFolder, place: PagePlace) -> tuple[LinkView, ...]:
    items = place.above[-1].items if place.above and isinstance(subject, Page) else ()
    return _links_to(items) if 1 < len(items) <= MOST_SIBLINGS else ()


def _links_to(pages: Iterable[Page | PageFolder]) -> tuple[LinkView, ...]:
    """Links to pages and folders of pages by their titles."""
    return tuple(LinkView(page.address, page.title) for page in pages)


def contents_of(body: Body) -> tuple[HeadingView, ...]:
    """The headings that the contents list of a page shows, of the second and third rank; none where they are few."""
    listed = [heading for heading in headings(body) if heading.rank in (2, 3)]
    if len(listed) < LEAST_HEADINGS:
        return ()
    contents: list[HeadingView] = []
    for heading in listed:
        view = HeadingView(heading.id, heading.words)
        if heading.rank == 3 and contents:
            contents[-1] = replace(contents[-1], parts=(*contents[-1].parts, view))
        else:
            contents.append(view)
    return tuple(contents)


def _item(item: Page | PageFolder) -> PageItemView:
    inside = _links_to(item.items) if isinstance(item, PageFolder) else ()
    return PageItemView(item.address, item.title, _description(item), inside)


def _description(subject: Page | PageFolder) -> str:
    """What is said of a page or a folder in short."""
    text = subject.index if isinstance(subject, PageFolder) else subject
    return (text.summary or text.excerpt) if text else ""


def _link(item: Page | PageFolder | None) -> LinkView | None:
    return LinkView(item.address, item.title) if item else None


def _pages(site: Site) -> Iterable[Page]:
    return (page for page in site.pages if _has_own_page(page, site))


def _has_own_page(page: object, site: Site) -> TypeGuard[Page]:
    """Whether a page of content/ is not on the page of a topic, of a section or of a folder."""
    if not isinstance(page, Page) or isinstance(page, TopicFile):
        return False
    return not (page.address in site.folder_at or site.is_introduction(page))


def _folders(site: Site) -> Iterable[PageFolder]:
    return filter(site.has_page, site.folder_at.values())


def _find_page(site: Site, values: Mapping[str, Any]) -> Page | None:
    page = site.text_at(Address(f"{values['path']}.html"))
    return page if _has_own_page(page, site) else None


def _find_folder(site: Site, values: Mapping[str, Any]) -> PageFolder | None:
    folder = site.folder_at.get(_FOLDER.make(**values))
    return folder if folder and site.has_page(folder) else None


def _page_parameters(page: Page) -> dict[str, Any]:
    return {"path": page.address.removesuffix(".html")}


def _folder_parameters(folder: PageFolder) -> dict[str, Any]:
    return {"path": folder.address.removesuffix("/index.html")}


def _text_itself(_site: Site, text: Page) -> Page:
    return text


def _text_of_folder(_site: Site, folder: PageFolder) -> Page | None:
    return folder.index


def _origin_of_folder(folder: PageFolder) -> str:
    """The file for whose sake a folder has a page: its index.md, or else the first that lies in it."""
    if folder.index:
        return folder.index.path
    first = folder.members[0]
    return _origin_of_folder(first) if isinstance(first, PageFolder) else first.path


def _affected_pages(changes: Changes, site: Site) -> Iterable[Page]:
    addresses = changes.once(altered_texts) | changes.once(_standing_elsewhere) | changes.once(_no_introductions)
    return (text for text in map(site.text_at, addresses) if _has_own_page(text, site))


def _affected_folders(changes: Changes, site: Site) -> Iterable[PageFolder]:
    addresses = changes.once(altered_texts) | changes.once(_standing_elsewhere) | changes.once(_listing_others)
    return (folder for folder in _folders(site) if folder.address in addresses)


def _standing_elsewhere(changes: Changes) -> frozenset[Address]:
    """The pages, those of folders too, of each topmost folder in which others came or went, or are called otherwise.

    Their place follows from the titles of all.
    """
    before, after = (
        {folder.address: folder.shown for folder in site.page_folders} for site in (changes.before, changes.after)
    )
    differing = _differing(before, after)
    return frozenset(at for shown in (before, after) for top in differing for at, _ in shown.get(top, ()))


def _listing_others(changes: Changes) -> frozenset[Address]:
    """The folders whose pages list other things than before."""
    before, after = changes.before.folder_at, changes.after.folder_at
    return _differing(
        {address: [*map(_item, folder.items)] for address, folder in before.items()},
        {address: [*map(_item, folder.items)] for address, folder in after.items()},
    )


def _differing(before: Mapping[Address, object], after: Mapping[Address, object]) -> frozenset[Address]:
    return frozenset(at for at in before.keys() | after.keys() if before.get(at) != after.get(at))


def _no_introductions(changes: Changes) -> frozenset[Address]:
    """The pages that introduce a list in one of the two states, and have a page of their own in the other."""
    if not changes.lists:
        return frozenset()
    before, after = (
        {page.address for page in site.pages if site.is_introduction(page)} for site in (changes.before, changes.after)
    )
    return frozenset(before ^ after)


UNDATED_PAGE = PageKind(
    name="page",
    pattern=AddressPattern("{path:path}.html"),
    subjects=_pages,
    parameters=_page_parameters,
    address_of=attrgetter("address"),
    find=_find_page,
    origin=attrgetter("path"),
    source=_text_itself,
    view=page,
    template="page.html",
    affected=_affected_pages,
    description="A Markdown file without a date: about, faq.",
)

_FOLDER = AddressPattern("{path:path}/index.html")

FOLDER_PAGE = PageKind(
    name="folder",
    pattern=_FOLDER,
    subjects=_folders,
    parameters=_folder_parameters,
    address_of=attrgetter("address"),
    find=_find_folder,
    origin=_origin_of_folder,
    source=_text_of_folder,
    view=folder,
    template="folder.html",
    affected=_affected_folders,
    description="A folder of pages: the text of its index.md, its pages and the folders in it.",
)

KINDS: tuple[PageKind[Any], ...] = (UNDATED_PAGE, FOLDER_PAGE)
