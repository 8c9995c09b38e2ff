"""Links between pages: written from the site's root while rendering, then made relative, or absolute in feeds.

href("news/index.html")    a root mark and the path; in topics/iran/index.html it becomes "../../news/index.html"
"""

import re
from urllib.parse import quote, unquote, urlsplit

from builder.core.urls import STATIC, Address

_ROOT = "\x7f"  # stands for the way to the site's root; reading takes this character out of every text
_LINK = re.compile(f"{_ROOT}([^\"'<>&#\\s\\\\]*)")
_FINGERPRINT = re.compile(f"{STATIC}[0-9a-f]{{8}}/".encode())
_UNSAFE = re.compile(r"[^\w./-]")
_PLAIN = re.compile(r"[\w./-]*", re.ASCII)


def with_part(address: str, part: str = "") -> str:
    """An address with a part of its page; one that holds a # always has a part behind it, be that empty.

    >>> with_part("news/a.html", "today"), with_part("news/a.html"), with_part("news/report #2.pdf")
    ('news/a.html#today', 'news/a.html', 'news/report #2.pdf#')
    """
    return f"{address}#{part}" if part or "#" in address else address


def split_part(target: str) -> tuple[Address, str]:
    """Split what `with_part` made."""
    address, mark, part = target.rpartition("#")
    return (Address(address), part) if mark else (Address(part), "")


def href(target: str) -> str:
    """A link from the site's root, for templates; `relative_links` or `absolute_links` completes it."""
    path, part = split_part(target) if "#" in target else (target, "")
    if _UNSAFE.search(path):
        path = quote(path)
    return f"{_ROOT}{path}#{part}" if part else f"{_ROOT}{path}"


def relative_links(page: bytes, address: Address) -> bytes:
    """Make every link of a page relative to the page, so that a site works wherever it lies."""
    root = _ROOT.encode()
    folder, slash, _ = address.encode().rpartition(b"/")
    if not slash:
        return page.replace(root, b"")
    top, _, below = (folder + slash).partition(slash)
    start, *links = page.split(b"%b%b/" % (root, top))  # those that lead into the same folder at the top: seldom many
    parts = [start]
    for link in links:
        shared, way_up = below, b""
        while not link.startswith(shared):
            shared = shared[: shared.rfind(b"/", 0, -1) + 1]
            way_up += b"../"
        parts += (way_up, link[len(shared) :])
    return b"".join(parts).replace(root, b"../" * (folder.count(b"/") + 1))


def root_relative_links(text: str, base_url: str) -> str:
    """Make every link start at the host's root, for a page that is shown at addresses of any depth."""
    return text.replace(_ROOT, urlsplit(base_url).path)


def absolute_links(text: str, base_url: str) -> str:
    """Make every link absolute, for feeds, which are read elsewhere."""
    return _LINK.sub(lambda link: absolute_url(base_url, unquote(link[1])), text)


def absolute_url(base_url: str, address: str) -> str:
    """The absolute URL of an address, in ASCII; an `index.html` at the end is left out, as readers see it."""
    folder, _, name = address.rpartition("/")
    if name == "index.html":
        address = f"{folder}/" if folder else ""
    return base_url + (address if _PLAIN.fullmatch(address) else quote(address))


def strip_fingerprints(page: bytes) -> bytes:
    """A page, or an address, with static files named as in templates: without the fingerprint of what they hold."""
    return _FINGERPRINT.sub(STATIC.encode(), page)
