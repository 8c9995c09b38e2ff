"""From the path of a request to an address of the site, as GitHub Pages finds it."""

from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote

from builder.core.urls import Address


@dataclass(frozen=True, slots=True)
class Moved:
    """The request is for a folder, whose page is at its path with a slash behind it."""

    path: str


def way(path: str, base: str, published: Container[Address]) -> Address | Moved | None:
    """The address that a decoded path leads to below a base such as `/` or `/repo/`.

    A file is found by its own path, by that without `.html`, and a folder's `index.html` by the folder's. None if the
    path leads nowhere. It is only ever compared with what is published, so it cannot leave the site.
    """
    if path == base.rstrip("/") or (path == "/" and base != "/"):
        return Moved(base)
    if not path.startswith(base):
        return None
    inside = path.removeprefix(base)
    if not inside or inside.endswith("/"):
        return _if_published(f"{inside}index.html", published)
    if found := _if_published(inside, published) or _if_published(f"{inside}.html", published):
        return found
    return Moved(f"{quote(path)}/") if _if_published(f"{inside}/index.html", published) else None


def _if_published(address: str, published: Container[Address]) -> Address | None:
    return Address(address) if Address(address) in published else None
