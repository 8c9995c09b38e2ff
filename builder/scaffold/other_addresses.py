"""The addresses that other tools give to texts, as patterns of our setting `old_addresses`.

    patterns("Hugo", {"permalinks": {"post": "/:year/:month/:slug/"}})    ("/{year}/{month}/{slug}/", "/{path}/")

Sources: https://gohugo.io/configuration/permalinks/, https://jekyllrb.com/docs/permalinks/,
https://hexo.io/docs/permalinks, https://www.getzola.org/documentation/content/page/,
https://www.11ty.dev/docs/permalinks/, https://docs.getpelican.com/en/stable/settings.html#url-settings,
https://www.mkdocs.org/user-guide/configuration/#use_directory_urls
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from builder.config.old_addresses import check_old_addresses

CATEGORIES = "{contexts.category}"
"""Jekyll's categories; what keys hold them is found out elsewhere."""

_PLAIN = "/{path}/"
_FILE = "/{path}.html"
_PARTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Hugo": {
        "year": ("{year}",),
        "month": ("{month}",),
        "day": ("{day}",),
        "section": ("{section}",),
        "sections": ("{folder}",),
        "title": ("{title}",),
        "slug": ("{slug}", "{title}"),
        "filename": ("{slug}",),
        "slugorfilename": ("{slug}",),
        "contentbasename": ("{slug}",),
        "slugorcontentbasename": ("{slug}",),
    },
    "Jekyll": {
        "year": ("{year}",),
        "month": ("{month}",),
        "day": ("{day}",),
        "title": ("{name}",),
        "slug": ("{slug}",),
        "categories": (CATEGORIES,),
    },
    "Hexo": {
        "year": ("{year}",),
        "month": ("{month}",),
        "day": ("{day}",),
        "title": ("{name}",),
        "name": ("{name}",),
        "post_title": ("{title}",),
    },
    "Pelican": {"slug": ("{slug}", "{title}")},
}
"""What we call the parts of a tool's patterns; two where either may be meant. Others are not known to us."""

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


def patterns(tool: str, settings: Mapping[str, Any], *, dated_names: bool = False) -> tuple[str, ...]:
    """The patterns of a tool's addresses as its settings have them; those with parts that are unknown are left out.

    `dated_names` says whether names of files begin with dates, which Hugo takes into addresses.
    """
    found = dict.fromkeys(_known(pattern for given in _given(tool, settings) for pattern in _translated(tool, given)))
    if tool == "Hugo" and dated_names:
        found |= {pattern.replace("{path}", "{folder}/{file}"): None for pattern in (_PLAIN, _FILE) if pattern in found}
    return tuple(found)


def _known(written: Iterable[str]) -> Iterator[str]:
    for pattern in written:
        try:
            yield from check_old_addresses([pattern])
        except ValueError:
            continue


def _given(tool: str, settings: Mapping[str, Any]) -> Iterator[str]:
    """The patterns as the tool writes them, or as ours where it has one for everything."""
    if tool == "Hugo":
        yield from _texts(settings.get("permalinks"))
        yield _FILE if settings.get("uglyurls") is True else _PLAIN
    elif tool == "Jekyll":
        style = str(settings.get("permalink") or "date")
        yield _STYLES.get(style, style)
        if style == "pretty":
            yield _PLAIN
    elif tool in _USUAL:
        key, usual = _USUAL[tool]
        yield str(settings.get(key) or usual)
    elif tool in _IN_FOLDERS and settings.get("use_directory_urls") is not False:
        yield _PLAIN


def _texts(value: object) -> Iterator[str]:
    """The texts in Hugo's `permalinks`: by section, or by section below `page`; not those of terms and of lists."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            if isinstance(each, str):
                yield each
            elif name == "page":
                yield from _texts(each)


def _translated(tool: str, given: str) -> Iterator[str]:
    """A pattern with our names for its parts; in each way where a part may mean either of two."""
    if given in (_PLAIN, _FILE):
        yield given
        return
    names = _PARTS[tool]
    sign = r"\{(\w+)\}" if tool == "Pelican" else r":(\w+)"
    for choice in (0, -1):
        ours = re.sub(sign, partial(_part, names, choice), given)
        yield "/" + re.sub("/+", "/", ours).lstrip("/")


def _part(names: Mapping[str, tuple[str, ...]], choice: int, part: re.Match[str]) -> str:
    """Our name for a part; for one that is not known a name that the check of the whole refuses."""
    return names.get(part[1].lower(), ("{?}",))[choice]
