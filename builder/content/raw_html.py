"""Links in raw HTML: the relative `href` and `src` of its tags, which are followed and checked as Markdown's are."""

import re
from collections.abc import Callable
from html import unescape

from builder.core.urls import scheme

_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE = re.compile(r"""(?<=[\s"'])([^\s"'<>/=]+)\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>=`]+)""")
_LINKS = ("href", "poster", "src")


def open_holes(html: str, hole: str, take: Callable[[str, int], None]) -> str:
    """Put a hole in the place of each address inside the site; `take` gets the address and its line, from 0."""

    def in_tag(tag: re.Match[str]) -> str:
        def in_attribute(attribute: re.Match[str]) -> str:
            name, address = attribute[1], unescape(attribute[2].strip("\"'")).strip()
            if name.lower() not in _LINKS or not address or scheme(address) or address.startswith("//"):
                return attribute[0]
            take(address, html.count("\n", 0, tag.start() + attribute.start()))
            return f'{name}="{hole}"'

        return _ATTRIBUTE.sub(in_attribute, tag[0])

    return _TAG.sub(in_tag, html)
