"""Links in raw HTML: the relative `href` and `src` of its tags, which are followed and checked as Markdown's are."""

import re
from collections.abc import Callable
from html import unescape

from builder.core.urls import scheme

_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>""")
_LINK = re.compile(r"""(?<=[\s"'])(href|src|poster)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>=`]+)""", re.IGNORECASE)


def open_holes(html: str, hole: str, take: Callable[[str, int], None]) -> str:
    """Put a hole in the place of each address inside the site; `take` gets the address and its line, from 0."""

    def in_tag(tag: re.Match[str]) -> str:
        def in_link(link: re.Match[str]) -> str:
            address = unescape(link[3].strip("\"'")).strip()
            if not address or scheme(address) or address.startswith("//"):
                return link[0]
            take(address, html.count("\n", 0, tag.start() + link.start()))
            return f'{link[1]}="{hole}"'

        return _LINK.sub(in_link, tag[0])

    return _TAG.sub(in_tag, html)
