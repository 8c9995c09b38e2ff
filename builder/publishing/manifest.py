"""The manifest of a published site: a file beside it in the store that says what lies there.

    {"dateline": 1, "site": "Harbour news", "claim": "", "untold": []}
    5d41402abc4b2a76b9719d911017c592 "index.html"
    - "news/2011/05/15/index.html"

A line has the key of a file, a digest of its bytes and headers, or a `-` while it may hold either the bytes of
before or those that are being uploaded. So what is named is ours and may be deleted, and what has a key is as the key
says, whenever a run is broken off. The whole is packed by gzip.
"""

from collections.abc import Mapping

import msgspec
from msgspec import field

from builder.core.gzipped import gunzipped, gzipped
from builder.core.record import Frozen
from builder.core.urls import Address

NAME = ".dateline-published"
"""The name of the manifest in a store."""

FORMAT = 1
"""To be counted up with every change to what is written."""

UNKNOWN = "-"
"""The key of a file that is being uploaded or deleted."""


class Manifest(Frozen, frozen=True):
    """What lies in a store."""

    site: str = ""
    """The name of the site, so that two are not published over one another."""
    claim: str = ""
    """What the run that is publishing calls itself; empty while none is."""
    files: Mapping[Address, str] = field(default_factory=dict)
    """The key of each file."""
    untold: tuple[Address, ...] = ()
    """What was changed by runs that were broken off, for the next one that ends to tell with what it changes itself."""


class _Header(Frozen, frozen=True):
    dateline: int
    site: str
    claim: str
    untold: tuple[Address, ...]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Address)


def encode(manifest: Manifest) -> bytes:
    """The manifest as a file; the same bytes for the same content."""
    header = msgspec.json.encode(_Header(FORMAT, manifest.site, manifest.claim, manifest.untold)).decode()
    lines = [f"{key} {_encoder.encode(address).decode()}" for address, key in sorted(manifest.files.items())]
    return gzipped(["\n".join([header, *lines, ""]).encode()])


def decode(content: bytes) -> Manifest:
    """The manifest that a file holds. Raises ValueError for what is none, or one of a later Dateline."""
    try:
        text = gunzipped(content).decode()
    except ValueError as error:
        raise ValueError("cannot be read") from error
    header, *lines = text.removesuffix("\n").split("\n")
    try:
        known = msgspec.json.decode(header, type=_Header)
        if known.dateline != FORMAT:
            raise ValueError("is of another version of Dateline")
        files = {_decoder.decode(address): key for key, _, address in (line.partition(" ") for line in lines)}
    except msgspec.MsgspecError as error:
        raise ValueError("cannot be read") from error
    if unsafe := [address for address in (*files, *known.untold) if not _is_safe(address)]:
        raise ValueError(f"names a file outside the site: {unsafe[0]!r}")
    return Manifest(known.site, known.claim, files, known.untold)


def _is_safe(address: str) -> bool:
    """Whether an address lies inside the site, as those do that builds make."""
    return bool(address) and not address.startswith("/") and ".." not in address.split("/")
