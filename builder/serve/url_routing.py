"""URL routing: from the path of a request to the address of a published file, as GitHub Pages does it."""

from collections.abc import Container
from urllib.parse import quote

from builder.core.record import Frozen
from builder.core.urls import Address


class Redirect(Frozen, frozen=True):
    """The page is at another path: that of a folder with its slash, or of the site below its base."""

    path: str


def route(path: str, base: str, published: Container[Address]) -> Address | Redirect | None:
    """The address that a decoded path leads to below a base such as `/` or `/repo/`; None if it leads nowhere.

    A file is found by its own path, by that without `.html`, and a folder's `index.html` by the folder's: `/about` and
    `/about.html` lead to `about.html`, `/news/` to `news/index.html`, and `/news` redirects to `/news/`. The path is
    only ever compared with what is published, so it cannot leave the site.
    """
    if path == base.rstrip("/") or (path == "/" and base != "/"):
        return Redirect(base)
    if not path.startswith(base):
        return None
    below = path.removeprefix(base)
    if not below or below.endswith("/"):
        return _if_published(f"{below}index.html", published)
    if address := _if_published(below, published) or _if_published(f"{below}.html", published):
        return address
    return Redirect(f"{quote(path)}/") if _if_published(f"{below}/index.html", published) else None


def _if_published(address: str, published: Container[Address]) -> Address | None:
    return Address(address) if Address(address) in published else None
