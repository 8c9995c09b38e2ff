"""The addresses that other tools give to texts, as patterns of our setting `old_addresses`.

    patterns("Hugo", {"permalinks": {"post": "/:year/:slug/"}}).known
    (OldAddress("/{year}/{slug}/", "post"), OldAddress("/{path}/"))

Sources: https://gohugo.io/configuration/permalinks/, https://jekyllrb.com/docs/permalinks/,
https://hexo.io/docs/permalinks, https://www.getzola.org/documentation/content/page/,
https://www.11ty.dev/docs/permalinks/, https://docs.getpelican.com/en/stable/settings.html#url-settings,
https://www.mkdocs.org/user-guide/configuration/#use_directory_urls
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from builder.config.old_addresses import OldAddress, check_old_addresses
from builder.core.record import Frozen

CATEGORIES = "{contexts.category}"
"""Jekyll's categories; what keys hold them is found out elsewhere."""

_PLAIN = "/{path}/"
_FILE = "/{path}.html"
_DATES = {"year": ("{year}",), "month": ("{month}",), "day": ("{day}",)}
_PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Hugo": {
        **_DATES,
        "section": ("{section}",),
        "sections": ("{folder}",),
        "title": ("{title}",),
        "slug": ("{slug}", "{title}"),
        "filename": ("{file}",),
        "slugorfilename": ("{slug}", "{file}"),
        "contentbasename": ("{file}",),
        "slugorcontentbasename": ("{slug}", "{file}"),
    },
    "Jekyll": {
        **_DATES,
        "title": ("{name}", "{slug}"),
        "slug": ("{slug}",),
        "categories": (CATEGORIES,),
        "output_ext": (".html",),
    },
    "Hexo": {**_DATES, "title": ("{name}",), "name": ("{name}",), "post_title": ("{title}",)},
    "Pelican": {
        "slug": ("{slug}", "{title}"),
        "date:%Y": _DATES["year"],
        "date:%m": _DATES["month"],
        "date:%d": _DATES["day"],
    },
}
"""What we call the parts of a tool's patterns; two where either may be meant. Others are not known to us."""

_SIGNS = {"Pelican": re.compile(r"\{([^{}]+)\}")}
_SIGN = re.compile(r":(\w+(?:\[[^\]]*\])?)")
"""How a part is written: `{slug}`, `:slug`, `:sections[1:]`."""

_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}
"""Jekyll's names for usual patterns. https://jekyllrb.com/docs/permalinks/#built-in-formats"""

_USUAL = {"Hexo": ("permalink", ":year/:month/:day/:title/"), "Pelican": ("article_url", "{slug}.html")}
"""The setting of a tool for its addresses, and the pattern that it has without."""

_IN_FOLDERS = ("Zola", "Eleventy", "MkDocs")
"""Tools that publish a text as the page of a folder; MkDocs unless it is told not to."""


class Patterns(Frozen, frozen=True):
    """What the settings of a tool say of addresses."""

    known: tuple[OldAddress, ...] = ()
    unknown: tuple[str, ...] = ()
    """Its patterns that ask for what ours have no part for, as it writes them."""


def patterns(tool: str, settings: Mapping[str, Any], *, dated_names: bool = False) -> Patterns:
    """The patterns of a tool's addresses as its settings have them.

    `dated_names` says whether names of files begin with dates, which Hugo takes into addresses.
    """
    known: dict[OldAddress, None] = {}
    unknown: list[str] = []
    for given in _given(tool, settings):
        ours = [*_translated(tool, given)]
        known |= dict.fromkeys(ours)
        if not ours:
            unknown.append(given.pattern)
    if tool == "Hugo" and dated_names:
        both = (OldAddress(plain) for plain in (_PLAIN, _FILE))
        known |= {OldAddress(each.pattern.replace("{path}", "{folder}/{file}")): None for each in both if each in known}
    return Patterns(tuple(known), tuple(unknown))


def _given(tool: str, settings: Mapping[str, Any]) -> Iterator[OldAddress]:
    """The patterns as the tool writes them, or as ours where it has one for everything."""
    if tool == "Hugo":
        yield from _of_sections(settings.get("permalinks"))
        ugly = settings.get("uglyurls")
        if ugly is not True:
            yield OldAddress(_PLAIN)
        if ugly:
            yield OldAddress(_FILE)
    elif tool == "Jekyll":
        style = str(settings.get("permalink") or "date")
        yield OldAddress(_STYLES.get(style, style))
        if style == "pretty":
            yield OldAddress(_PLAIN)
    elif tool in _USUAL:
        key, usual = _USUAL[tool]
        yield OldAddress(str(settings.get(key) or usual))
    elif tool in _IN_FOLDERS and settings.get("use_directory_urls") is not False:
        yield OldAddress(_PLAIN)


def _of_sections(value: object) -> Iterator[OldAddress]:
    """The patterns in Hugo's `permalinks`: by section, or by section below `page`; not those of terms and of lists."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(each, str):
                yield OldAddress(each, str(name))
            elif name == "page":
                yield from _of_sections(each)


def _translated(tool: str, given: OldAddress) -> Iterator[OldAddress]:
    """A pattern with our names for its parts, in both ways where one may mean either of two; none if one is unknown."""
    if given.pattern in (_PLAIN, _FILE):
        yield given
        return
    for choice in (0, -1):
        ours = _SIGNS.get(tool, _SIGN).sub(partial(_part, _PARTS[tool], choice), given.pattern)
        try:
            (known,) = check_old_addresses(["/" + re.sub("/+", "/", ours).lstrip("/")])
        except ValueError:
            continue
        yield OldAddress(known.pattern, given.section)


def _part(names: Mapping[str, tuple[str, ...]], choice: int, part: re.Match[str]) -> str:
    """Our name for a part; for one that is not known a name that the check of the whole refuses."""
    return (names.get(part[1]) or names.get(part[1].lower()) or ("{?}",))[choice]
