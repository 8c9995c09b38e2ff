"""Every rule about addresses: slugs, where things live in the site, and how one page links to another.

An address is a path inside the site, such as `news/2011/05/15/index.html`: no leading slash, never `..`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NewType
from urllib.parse import quote

from builder.dates import Date

Address = NewType("Address", str)
"""A published file's path inside the site."""

EntryId = NewType("EntryId", str)
"""An entry's address without its ending: `news/2011/05/15/<slug>`."""

Slug = NewType("Slug", str)
"""Lower-case letters, digits and single hyphens; safe as one part of an address on every system."""

TITLE_LIMIT = 140
"""Characters of a title that its slug is made from."""

_BYTE_LIMIT = 240
_ASCII_GAP = re.compile(r"[^a-z0-9]+")


def slugify(text: str, limit: int | None = None) -> Slug:
    """Lower-case the text and make each run of other characters than letters, marks and digits one hyphen.

    `limit` cuts the text first, in characters. The result has at most 240 bytes in UTF-8, so that it fits a file
    name with any ending, and is empty for a text without letters and digits.
    """
    lowered = text[:limit].lower()
    if lowered.isascii():
        return Slug(_cut(_ASCII_GAP.sub("-", lowered).strip("-")))
    folded = unicodedata.normalize("NFC", lowered)
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return Slug(_cut("-".join(kept.split())))


def _cut(slug: str) -> str:
    return slug.encode()[:_BYTE_LIMIT].decode(errors="ignore").rstrip("-")


def entry_id(section: Slug, date: Date, slug: Slug) -> EntryId:
    """The id of an entry: `news/2011/05/15/<slug>`."""
    return EntryId(f"{section}/{date.folder}/{slug}")


def entry_address(entry: EntryId, ending: str = "html") -> Address:
    """Where an entry is published in one of its formats."""
    return Address(f"{entry}.{ending}")


def date_address(section: Slug, date: Date | None = None, ending: str = "html") -> Address:
    """Where a day, month or year of a section is listed; without a date, the section as a whole."""
    folder = f"{section}/{date.folder}" if date else section
    return Address(f"{folder}/index.{ending}")


def topic_address(slug: Slug, name: str = "index.html") -> Address:
    """Where a topic is published, or a file beside it: `topics/<slug>/index.html`."""
    return Address(f"topics/{slug}/{name}")


def path_slug(path: str) -> str:
    """Each part of a path as a slug: `Notes/About us` becomes `notes/about-us`."""
    return "/".join(filter(None, map(slugify, path.split("/"))))


@lru_cache(maxsize=65_536)
def _way(from_folder: str, to_folder: str) -> str:
    here = from_folder.split("/") if from_folder else []
    there = to_folder.split("/") if to_folder else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "".join(f"{part}/" for part in there[shared:])


def relative(page: str, target: str) -> str:
    """The link from the page at one address to another address, so that a site works wherever it lies."""
    here, _, _ = page.rpartition("/")
    there, _, name = target.rpartition("/")
    return _way(here, there) + name


def absolute(base_url: str, address: str) -> str:
    """The full address under the base URL, in ASCII; an `index.html` at the end is left out, as readers see it."""
    folder, _, name = address.rpartition("/")
    if name == "index.html":
        address = f"{folder}/" if folder else ""
    return base_url + quote(address)
