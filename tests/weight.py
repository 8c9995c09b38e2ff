"""What a page weighs for a reader: itself and all that it loads, compressed as a host sends it."""

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from tests.sites import REPO

COMPRESSED = {".html", ".css", ".js", ".json", ".xml", ".svg", ".md", ".txt", ".wasm"}
"""The endings of files that a host compresses."""

LOADED = "link[rel~=stylesheet], link[rel~=icon], link[rel~=preload], link[rel~=modulepreload], [src]"
"""What a page names that a browser loads with it."""

_OF_STYLE = re.compile(r"""url\(["']?([^"')]+)|@import\s+["']([^"']+)""")


@lru_cache(maxsize=1000)
def compressed(content: bytes) -> bytes:
    """What a host sends instead of a text: GitHub Pages does so too."""
    return gzip.compress(content, 6, mtime=0)


def sent(file: Path) -> bytes:
    """What a host sends of a file."""
    content = file.read_bytes()
    return compressed(content) if file.suffix in COMPRESSED else content


def weight(page: Path, folder: Path) -> int:
    """The bytes that a host sends to someone who opens a page of the site in a folder, and has nothing of it yet."""
    return sum(len(sent(file)) for file in (page, *loaded(page, folder)))


def loaded(page: Path, folder: Path) -> set[Path]:
    """The files that a page loads, without what scripts ask for when they run."""
    found: set[Path] = set()
    waiting = [page]
    while waiting:
        file = waiting.pop()
        inside = (_target(file, link, folder) for link in _links(file))
        new = {target for target in inside if target and target.is_file()} - found
        found |= new
        waiting += new
    return found


def _links(file: Path) -> Iterator[str]:
    if file.suffix == ".html":
        for element in html.fromstring(file.read_bytes()).cssselect(LOADED):
            yield str(element.get("href") or element.get("src"))
    elif file.suffix == ".css":
        yield from ("".join(link) for link in _OF_STYLE.findall(file.read_text(encoding="utf-8")))


def _target(file: Path, link: str, folder: Path) -> Path | None:
    """The file that a link leads to, of a site below REPO; none for one that is no file of the site."""
    address = urlsplit(urljoin(REPO + file.relative_to(folder).as_posix(), link))
    inside = not address.scheme and not address.netloc and address.path.startswith(REPO)
    return folder / unquote(address.path.removeprefix(REPO)) if inside else None
