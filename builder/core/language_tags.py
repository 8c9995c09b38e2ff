"""Language tags: what they look like, and which of their parts are known.

The form is that of https://www.rfc-editor.org/rfc/rfc5646; languages, scripts and countries are those of
https://cldr.unicode.org/.
"""

from collections.abc import Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

COUNTRY, REGION, EXTENDED, SCRIPT = 2, 3, 3, 4
"""How many letters, or digits, these parts have: https://www.rfc-editor.org/rfc/rfc5646#section-2.2."""


@lru_cache(maxsize=1_024)
def unknown_part(tag: str, *, takes_former: bool = False) -> str | None:
    """The part of a tag that names no language, script or country; None where all are known or may be variants.

    With `takes_former`, codes are known too that were replaced by others, such as iw by he, and those for private use.

    >>> unknown_part("english"), unknown_part("pt-BR")
    ('english', None)
    """
    from babel import Locale, localedata  # noqa: PLC0415  # most sites have the default
    from babel.core import get_global  # noqa: PLC0415

    first, *rest = tag.split("-")
    if takes_former and (first.lower() in get_global("language_aliases") or "qaa" <= first.lower() <= "qtz"):
        first = "en"
    if localedata.exists("_".join([first.lower(), *rest])):
        return None
    known = Locale("en")
    for part in (first, *rest):
        names = known.languages if part == first else _names_of(part, known)
        if names is not None and part.lower() not in {str(name).lower() for name in names}:
            return part
    return None


def tag_named(language: str) -> str | None:
    """The tag of a language by its English name or its own.

    >>> tag_named("english"), tag_named("Deutsch")
    ('en', 'de')
    """
    from babel import Locale  # noqa: PLC0415

    for tag, name in Locale("en").languages.items():
        if language.lower() == name.lower():
            return str(tag)
    own = ((tag, Locale.parse(tag).get_language_name(tag)) for tag in _OFTEN)
    return next((tag for tag, name in own if name and language.lower() == name.lower()), None)


_OFTEN = ("ar", "cs", "da", "de", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk")
"""Languages whose own names are looked for, too."""


def _names_of(subtag: str, known: "Locale") -> Collection[Any] | None:
    """The names of which a part has to be one; None where it may be a variant."""
    if len(subtag) == SCRIPT and subtag.isalpha():
        return known.scripts
    if len(subtag) == EXTENDED and subtag.isalpha():
        return known.languages
    return known.territories if len(subtag) in (COUNTRY, REGION) else None
