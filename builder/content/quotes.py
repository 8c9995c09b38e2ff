r"""Typographic quotes: straight quotation marks and apostrophes as the marks of the site's language.

    typographic("\"It's\" it", quotes_of(config))    '“It’s” it' in English, '„It’s“ it' in German

By the rule of markdown-it's typographer, which texts in Markdown follow too: https://markdown-it.github.io.
"""

import re
from typing import NamedTuple

from builder.config.config import Config
from builder.core.text import one_line

_GAP = re.compile(r"(\n\n+)")


class Quotes(NamedTuple):
    """The marks that open and close a quotation, and one within it; the order is that of markdown-it's option."""

    opening: str
    closing: str
    inner_opening: str
    inner_closing: str


_NARROW = "\u202f"
"""The narrow blank between a French quotation and its marks, at which no line breaks."""

_ENGLISH = Quotes("“", "”", "‘", "’")
_GERMAN = Quotes("„", "“", "‚", "‘")
_SWISS = Quotes("«", "»", "‹", "›")
_SPANISH = Quotes("«", "»", "“", "”")
_SLAVIC = Quotes("«", "»", "„", "“")
_NORDIC = Quotes("”", "”", "’", "’")
_POLISH = Quotes("„", "”", "«", "»")
_EAST_ASIAN = Quotes("「", "」", "『", "』")
_BY_LANGUAGE = {
    "ar": _SWISS,
    "bg": _GERMAN,
    "cs": _GERMAN,
    "da": _ENGLISH,
    "de": _GERMAN,
    "de-ch": _SWISS,
    "el": _SPANISH,
    "es": _SPANISH,
    "fa": _SWISS,
    "fi": _NORDIC,
    "fr": Quotes(f"«{_NARROW}", f"{_NARROW}»", f"‹{_NARROW}", f"{_NARROW}›"),
    "fr-ch": _SWISS,
    "hu": Quotes("„", "”", "»", "«"),
    "it": _SPANISH,
    "ja": _EAST_ASIAN,
    "nb": Quotes("«", "»", "‘", "’"),
    "nn": Quotes("«", "»", "‘", "’"),
    "no": Quotes("«", "»", "‘", "’"),
    "pl": _POLISH,
    "pt-pt": _SPANISH,
    "ro": _POLISH,
    "ru": _SLAVIC,
    "sk": _GERMAN,
    "sl": _GERMAN,
    "sv": _NORDIC,
    "uk": _SLAVIC,
    "zh-tw": _EAST_ASIAN,
}
"""By language tags, longest first; every other language has English's. After https://cldr.unicode.org, `delimiters`."""


def quotes_of(config: Config) -> Quotes | None:
    """The quotes that a site's texts get; None where they stay as they are written."""
    if not config.markup.typographic_quotes:
        return None
    tag = config.language.lower().replace("_", "-")
    return _BY_LANGUAGE.get(tag) or _BY_LANGUAGE.get(tag.partition("-")[0], _ENGLISH)


def typographic(text: str, quotes: Quotes | None) -> str:
    """A text of one paragraph and without markup, with other quotes for its straight ones."""
    if quotes is None or not _has_straight_quotes(text):
        return text
    from builder.content.typographer import set_quotes  # noqa: PLC0415  # loads a library, for such texts only

    return set_quotes(text, quotes)


def titles(title: str, quotes: Quotes | None) -> tuple[str, str]:
    """A title as it is shown, and as its file has it; that is empty where it is the same.

    >>> titles(" A pier", None)
    ('A pier', ' A pier')
    """
    plain = one_line(title)
    shown = typographic(plain, quotes)
    written = f" {plain}" if title.startswith(" ") else plain
    return shown, "" if written == shown else written


def typographic_paragraphs(markdown: str, quotes: Quotes | None) -> str:
    """The same for paragraphs of plain words, as the fast path of the Markdown renderer takes them."""
    if quotes is None or not _has_straight_quotes(markdown):
        return markdown
    return "".join(typographic(part, quotes) for part in _GAP.split(markdown))


def left_to_parser(markdown: str, quotes: Quotes | None) -> bool:
    """Whether only the Markdown parser can set the quotes of a text."""
    return quotes is not None and "*" in markdown and _has_straight_quotes(markdown)


def _has_straight_quotes(text: str) -> bool:
    return '"' in text or "'" in text
