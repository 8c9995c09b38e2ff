"""Stemmers: what cuts words to their stems in a reader's browser, so that search finds `election` by `elections`."""

STEMMERS = "static/stemmers/"
"""Where the theme has Snowball's stemmers for search, of which a site publishes that of its language.

They are made from https://github.com/snowballstem/snowball, 3.1.1: `snowball algorithms/german.sbl -js -o de`.
"""

_STEMMED = ("ar", "de", "en", "es", "fr")


def stemmer_of(tag: str) -> str | None:
    """The stemmer of a language; None where there is none, so that search finds words as they are written alone.

    stemmer_of("de-AT")   "static/stemmers/de.js"
    """
    language = tag.partition("-")[0].lower()
    return f"{STEMMERS}{language}.js" if language in _STEMMED else None
