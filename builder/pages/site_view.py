"""The view of the site: what is the same on every page, its menu among it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from builder.config import site_files
from builder.config.security_policy import security_policy
from builder.config.theme_colors import style
from builder.core.links import absolute_url
from builder.core.urls import is_web
from builder.relations.menu import MenuItem, made_page, nav_items, pages_in_menu, sections_in_menu
from builder.theme.language import Language
from builder.views.contract import LinkView, LogoView, MenuItemView, SiteView

if TYPE_CHECKING:
    from builder.pages.shared import Pieces, SiblingKind


def site_view(pieces: "Pieces", kinds: "Iterable[SiblingKind]") -> SiteView:
    """What every template sees of the site, whose pages are of these kinds."""
    site, config = pieces.site, pieces.site.config
    sections = tuple(map(pieces.section_link, sections_in_menu(site)))
    called = _words_of_pages(pieces.language)
    made = ((word, made_page(word, site)) for word in ("years", "topics", "on-this-day", "sources"))
    ways = tuple(LinkView(address, called[word]) for word, address in made if address)
    own_style = style(config.theme)
    return SiteView(
        title=config.title,
        description=config.description,
        language=config.language,
        direction=pieces.language.direction,
        author=config.author,
        license=config.license,
        license_url=config.license if is_web(config.license or "") else None,
        base_url=config.base_url,
        logo=_logo(pieces),
        icon=site_files.address_of(config.icon),
        image=_full_address(config.image.target, config.base_url) if config.image else None,
        style=own_style,
        policy=security_policy(
            config.content_security_policy, raw_html=config.raw_html, styles=(own_style,) if own_style else ()
        ),
        sections=sections,
        menu=tuple(map(_menu_item, nav_items(site, called)) if config.nav else _menu(pieces, kinds, sections + ways)),
        search=config.search,
        data=bool(config.data),
        ways=ways,
        extra=config.extra,
    )


def _logo(pieces: "Pieces") -> LogoView | None:
    address = site_files.address_of(pieces.site.config.logo)
    return LogoView(address, pieces.site.picture_sizes.get(address)) if address else None


def _menu(pieces: "Pieces", kinds: "Iterable[SiblingKind]", ways: Iterable[LinkView]) -> Iterator[MenuItemView]:
    """The menu without the setting `nav`: sections and ways, pages, and what kinds of pages add to these."""
    yield from (MenuItemView(way.text, way.address) for way in ways)
    yield from (MenuItemView(page.title, page.address) for page in pages_in_menu(pieces.site))
    added = (link for kind in kinds if kind.menu for link in kind.menu(pieces))
    yield from (MenuItemView(link.text, link.address) for link in added)


def _menu_item(item: MenuItem) -> MenuItemView:
    return MenuItemView(item.words, item.address, item.url or None, tuple(map(_menu_item, item.items)))


def _words_of_pages(language: Language) -> Mapping[str, str]:
    """What the pages are called that the words of the setting `nav` stand for."""
    gettext = language.gettext
    return {
        "years": gettext("Years"),
        "topics": gettext("Topics"),
        "on-this-day": gettext("On this day"),
        "sources": gettext("Sources"),
        "changes": gettext("Recent changes"),
        "search": gettext("Search"),
        "data": gettext("Data"),
        "contents": gettext("Contents"),
    }


def _full_address(image: str, base_url: str | None) -> str | None:
    """The full address of a picture; none without a base URL for one that is a file of the site."""
    if is_web(image):
        return image
    return absolute_url(base_url, image.lstrip("/")) if base_url else None
