"""Addresses and slugs: their types, and the rules by which a slug is made of a text.

An address is a path inside the site, such as `news/2011/05/15/index.html`: no leading slash, never `..`.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NewType
from urllib.parse import urlsplit

from builder.core.dates import Date
from builder.core.digest import digest

Address = NewType("Address", str)
"""A published file's path inside the site."""

EntryId = NewType("EntryId", str)
"""An entry's address without its ending: `news/2011/05/15/<slug>`."""

Slug = NewType("Slug", str)
"""Lower-case letters, digits and single hyphens; safe as one part of an address on every system."""

SEARCH_FOLDER = "search/"
"""The folder of the search index."""

MANIFEST = ".dateline-files"
"""The file in the output folder that lists what builds made, one path a line: they replace and delete nothing else."""

STATIC = "static/"
"""The folder of the theme's static files, as templates name them and as they are published."""

SCHEMAS = f"{STATIC}schema/"
"""The folder of JSON schemas, static files whose addresses never change: other programs know them."""

TITLE_LIMIT = 140
"""Characters of a title that its slug is made of."""

NAME_LIMIT = 60
"""Characters of the name that is made of a title for a new file: it stands in every link to the entry."""

_WEB = re.compile(r"(?i:https?)://[^\s/?#]+\S*")
_SCHEME = re.compile(r"[\s\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_BYTE_LIMIT = 240
_READ_LIMIT = 4_000
"""Characters of a text that its slug is made of at most: it is full long before."""

_ASCII_WORDS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))
_EMOJI_MARKS = dict.fromkeys(map(ord, "\ufe0e\ufe0f\u20e3"))
"""Marks that say how an emoji is shown: as text, as a picture, as a key."""

_TOPIC_SIGN = re.compile(r"(?<=\w)(?:\+\++|\+(?!\w))|(?<=[^\W\d_])#(?!\w)")
_SIGN_WORDS = str.maketrans({"+": " plus ", "#": " sharp "})


@lru_cache(maxsize=65_536)
def slugify(text: str, limit: int | None = None) -> Slug:
    """Slugify a text: lower case, and one hyphen for each run of other characters than letters, marks and digits.

    `limit` cuts the text first, in characters; what is longer than any name is cut as well. The result has at most 240
    bytes in UTF-8, so that it fits a file name with any ending. A text without letters and digits has the Unicode names
    of its emoji, or else an empty slug.
    """
    lowered = text[: limit or _READ_LIMIT].lower()
    if lowered.isascii():
        return Slug(_truncate("-".join(lowered.translate(_ASCII_WORDS).split())))
    folded = unicodedata.normalize("NFC", lowered.translate(_EMOJI_MARKS))
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return Slug(_truncate("-".join(kept.split() or _emoji_names(folded))))


def name_slug(title: str) -> Slug:
    """The slug of the first words of a title, as the name of a new file.

    >>> name_slug("The International Atomic Energy Agency reports that its inspectors found no trace")
    'the-international-atomic-energy-agency-reports-that-its'
    """
    return first_words(slugify(title), NAME_LIMIT)


def first_words(slug: str, limit: int) -> Slug:
    """The first words of a slug, with at most so many characters; the beginning of one word that is longer."""
    if len(slug) <= limit:
        return Slug(slug)
    return Slug((slug[: limit + 1].rpartition("-")[0] or slug[:limit]).strip("-"))


def _emoji_names(text: str) -> list[str]:
    """The words of the names that Unicode has for the pictures in a text."""
    names = " ".join(unicodedata.name(c, "") for c in text if unicodedata.category(c) == "So")
    return names.lower().translate(_ASCII_WORDS).split()


def topic_slug(name: str) -> Slug:
    """The slug of the name of a topic, in which a `+` or `#` that ends a word is a word of its own.

    >>> topic_slug("C"), topic_slug("C++"), topic_slug("C#"), topic_slug("#harbour")
    ('c', 'c-plus-plus', 'c-sharp', 'harbour')
    """
    if "+" in name or "#" in name:
        name = _TOPIC_SIGN.sub(lambda sign: sign[0].translate(_SIGN_WORDS), name)
    return slugify(name)


outlet_slug = topic_slug
"""The slug of the name of an outlet, made as that of a topic is: Canal and Canal+ are two."""


class _HeadingSigns(dict[int, str | None]):
    """What each sign of a heading is in its id, looked up once; nothing for most that are no letters and numbers."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        kept = sign in "-_" or unicodedata.category(sign)[0] in "LMN"
        self[code] = "-" if sign == " " else sign if kept else None
        return self[code]


_HEADING_SIGNS = _HeadingSigns()


def heading_slug(text: str) -> str:
    """The id that GitHub gives a heading of these words: lower case, a hyphen for each blank, without other signs.

    >>> heading_slug("What's new? A & B")
    'whats-new-a--b'
    """
    return text.strip().lower().translate(_HEADING_SIGNS)


def _truncate(slug: str) -> str:
    encoded = slug.encode()
    return encoded[:_BYTE_LIMIT].decode(errors="ignore").rstrip("-") if len(encoded) > _BYTE_LIMIT else slug


def entry_id(section: Slug, date: Date, slug: Slug) -> EntryId:
    """The id of an entry: `news/2011/05/15/<slug>`."""
    return EntryId(f"{section}/{date.folder}/{slug}")


def path_slug(path: str) -> str:
    """Each part of a path as a slug: `Notes/About us` becomes `notes/about-us`."""
    return "/".join(filter(None, map(slugify, path.split("/"))))


def static_folder(digests: Mapping[str, bytes]) -> str:
    """The folder of the static files of one build, by a fingerprint of their names and bytes: `static/3f2a9c1d/`.

    A page out of a cache then finds the files that it was made with, or none, but never those of another build.
    """
    names = sorted(name for name in digests if not name.startswith(SCHEMAS))
    fingerprint = digest(b"".join(digest(name.encode()) + digests[name] for name in names))
    return f"{STATIC}{fingerprint.hex()[:8]}/"


def static_address(name: str, folder: str) -> Address:
    """Where a static file is published that templates know as `static/style.css`."""
    return Address(name if name.startswith(SCHEMAS) else folder + name.removeprefix(STATIC))


def host(address: str) -> str | None:
    """The host of a full address without `www.`, which names a source that has no other name."""
    try:
        name = urlsplit(address).hostname
    except ValueError:
        return None
    return name.removeprefix("www.") if name else None


def scheme(address: str) -> str | None:
    """The scheme of an address in lower case; none for an address inside the site."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else None


def is_web(address: str) -> bool:
    """Whether the text is an http or https address that a reader can follow."""
    return bool(_WEB.fullmatch(address))
