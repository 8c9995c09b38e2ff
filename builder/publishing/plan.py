"""What a publication changes: which files are uploaded, in which order, and which are deleted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import IntEnum
from posixpath import basename

from builder.core.addresses import ENTRY
from builder.core.digest import digest
from builder.core.record import Frozen
from builder.core.urls import STATIC, Address
from builder.output.manifest import OutputFile
from builder.publishing.manifest import Manifest
from builder.publishing.store import Headers


class Phase(IntEnum):
    """When a file is uploaded: after all that it leads to, so that no reader follows a link to nothing."""

    ASSETS = 0
    """Files that pages load: style sheets, pictures."""
    ENTRIES = 1
    LISTS = 2
    """Days, topics, the search index: what leads to entries."""
    FRONT = 3
    """The front page, feeds, the sitemap: where readers and programs come in."""


class Upload(Frozen, frozen=True):
    """A file to be uploaded."""

    address: Address
    key: str
    """What the manifest will say of it."""
    headers: Headers
    phase: Phase


class Publication(Frozen, frozen=True):
    """The difference between a site and what lies in a store."""

    uploads: Sequence[Upload]
    """In order."""
    deletions: Sequence[Address]
    unchanged: int
    """How many files lie there already as they are to be."""

    @property
    def changed(self) -> Sequence[Address]:
        """The addresses at which a reader finds something else than before."""
        return [*(upload.address for upload in self.uploads), *self.deletions]


def plan_publication(
    outputs: Mapping[Address, OutputFile],
    kept: Collection[Address],
    manifest: Manifest,
    headers: Callable[[Address], Headers],
) -> Publication:
    """Compare the files of a site with those that a manifest says are there; `kept` ones stay, though no longer needed.

    Pages in readers' browsers may still ask for static files of the build before.
    """
    uploads = [
        Upload(address, key, told, phase(address, file))
        for address, file in outputs.items()
        if (key := key_of(file, told := headers(address))) != manifest.files.get(address)
    ]
    stale = manifest.files.keys() - outputs.keys() - {*kept}
    uploads.sort(key=lambda upload: (upload.phase, upload.address))
    return Publication(uploads, sorted(stale), len(outputs) - len(uploads))


def key_of(file: OutputFile, headers: Headers) -> str:
    """What a manifest says of a file: the digest of its bytes and of all that a store is told of it."""
    told = (headers.content_type, headers.cache_control, headers.content_encoding)
    return digest(b"\n".join([file.digest, *map(str.encode, told)])).hex()


def phase(address: Address, file: OutputFile) -> Phase:
    """When a file is uploaded."""
    if file.source is not None or address.startswith(STATIC):
        return Phase.ASSETS
    if "/" not in address or basename(address).startswith("feed."):
        return Phase.FRONT
    is_entry = ENTRY.match(f"{address.rpartition('.')[0]}.html") and not address.endswith("/index.html")
    return Phase.ENTRIES if is_entry else Phase.LISTS
