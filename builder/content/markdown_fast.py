"""Fast path of the Markdown renderer: paragraphs of plain words to HTML, without a Markdown parser.

Most bodies of a news timeline are that. Of Markdown this knows blank lines between paragraphs and `*words*` between
blanks; a text in which anything else has or may have a meaning is left to the parser, and the result is the parser's.
"""

import re

from builder.content.body import escape_html
from builder.core.text import is_printable

_WORDS = r"[^\n`*_\[\]<&\\~]"
_AND = r"&(?= )"
_EMPHASIS = rf"(?<= )\*(?=[^\W_]){_WORDS}++(?<=[^\W_])\*(?=[ \n.,;:?!]|\Z)"
_LINE = rf"(?![0-9]+[.)])[^\W_]{_WORDS}*+(?:(?:{_AND}|{_EMPHASIS}){_WORDS}*+)*+(?<! )"
_PARAGRAPHS = re.compile(rf"\n*+(?:{_LINE}(?:\n++|\Z))*+")
_GAP = re.compile(r"\n\n+")


def to_html(markdown: str) -> str | None:
    """The HTML of a text, as markdown-it-py makes it; None if a Markdown parser has to read it."""
    if not is_printable(markdown) or not _PARAGRAPHS.fullmatch(markdown) or may_hold_address(markdown):
        return None
    html = escape_html(markdown.strip("\n"))
    if not html:
        return ""
    if "*" in html:
        parts = html.split("*")
        parts[1::2] = [f"<em>{words}</em>" for words in parts[1::2]]
        html = "".join(parts)
    if "\n\n" in html:
        html = _GAP.sub("</p>\n<p>", html)
    return f"<p>{html}</p>"


def to_text(markdown: str, most: int) -> str:
    """The words of a text that `to_html` takes, without its markup, on one line; behind so many words, the rest."""
    return " ".join(markdown.replace("*", "").split(None, most))


def may_hold_address(markdown: str) -> bool:
    """Whether there may be an address that becomes a link without any markup."""
    return "://" in markdown or "www." in markdown or "@" in markdown


def may_hold_markup(markdown: str) -> bool:
    """Whether a text may hold something that `preprocess` deals with; cheap, as most texts hold nothing."""
    return (
        "<" in markdown
        or "{" in markdown
        or "#" in markdown
        or "%%" in markdown
        or "::" in markdown
        or "^" in markdown
        or "]: " in markdown
    )
