"""Links between pages as they are written: relative in pages, full in feeds."""

import re
from urllib.parse import quote, unquote, urlsplit

from builder.core.urls import STATIC, Address

_ROOT = "\x7f"  # stands for the way to the site's root; reading takes this character out of every text
_LINK = re.compile(f"{_ROOT}([^\"'<>&#\\s\\\\]*)")
_FINGERPRINT = re.compile(f"{STATIC}[0-9a-f]{{8}}/".encode())
_UNSAFE = re.compile(r"[^\w./-]")


def href(address: str) -> str:
    """A link from the site's root, as templates write it; `relative_links` or `full_links` makes it whole."""
    path, mark, part = address.partition("#")
    if _UNSAFE.search(path):
        path = quote(path)
    return f"{_ROOT}{path}{mark}{part}"


def relative_links(page: bytes, address: Address) -> bytes:
    """Make every link of a page relative to the page, so that a site works wherever it lies."""
    root = _ROOT.encode()
    folder, slash, _ = address.encode().rpartition(b"/")
    way = b""
    while slash:
        page = page.replace(b"%b%b/" % (root, folder), way)
        folder, slash, _ = folder.rpartition(b"/")
        way += b"../"
    return page.replace(root, way)


def rooted_links(text: str, base_url: str) -> str:
    """Make every link start at the host's root, for a page that is shown at addresses of any depth."""
    return text.replace(_ROOT, urlsplit(base_url).path)


def full_links(text: str, base_url: str) -> str:
    """Make every link full, for feeds, which are read elsewhere."""
    return _LINK.sub(lambda found: absolute(base_url, unquote(found[1])), text)


def absolute(base_url: str, address: str) -> str:
    """The full address under the base URL, in ASCII; an `index.html` at the end is left out, as readers see it."""
    folder, _, name = address.rpartition("/")
    if name == "index.html":
        address = f"{folder}/" if folder else ""
    return base_url + quote(address)


def plain_names(page: bytes) -> bytes:
    """A page, or an address, with the static files named as templates name them, whatever they hold."""
    return _FINGERPRINT.sub(STATIC.encode(), page)
