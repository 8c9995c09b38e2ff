r"""The few HTML tags of TimelineJS's texts and of spreadsheets as Markdown. Other tags stay, and a build tells of them.

>>> markdown_of('<p>The <b>Aurora</b> <a href="https://example.org/a">sails</a>.</p><p>Nobody is hurt.</p>')
'The **Aurora** [sails](https://example.org/a).\n\nNobody is hurt.'
"""

import html
import re

_TAG = re.compile(r"<(/?)(a|b|strong|i|em|br|p|div|ul|ol|li|blockquote|span)(\s[^<>]*)?/?>", re.IGNORECASE)
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_BREAKS = {"br": "\n", "p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "blockquote": "\n\n"}


def markdown_of(text: str) -> str:
    """A text as Markdown; one without tags stays as it is, but for its character references."""
    made: list[str] = []
    address = ""
    end = 0
    for tag in _TAG.finditer(text):
        made.append(text[end : tag.start()])
        end = tag.end()
        is_end, name = bool(tag[1]), tag[2].lower()
        if name == "a" and is_end:
            made.append(f"]({address})" if address else "")
            address = ""
        elif name == "a":
            found = _HREF.search(tag[3] or "")
            address = next(filter(None, found.groups()), "").replace(" ", "%20") if found else ""
            made.append("[" if address else "")
        elif name == "li":
            made.append("" if is_end else "\n- ")
        else:
            made.append(_MARKS.get(name) or _BREAKS.get(name, ""))
    made.append(text[end:])
    if address:
        made.append(f"]({address})")
    lines = html.unescape("".join(made)).splitlines() if end else html.unescape(text).splitlines()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(str.rstrip, lines))).strip()


def plain_of(text: str) -> str:
    """A line of text without those tags, such as a headline."""
    return (
        " ".join(html.unescape(_TAG.sub(" ", text)).split()) if "<" in text or "&" in text else " ".join(text.split())
    )
