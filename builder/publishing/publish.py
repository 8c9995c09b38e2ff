"""Publish the output into a store: only what changed there, in an order in which no link leads to nothing.

A run first claims the manifest, in which it marks all that it will touch, by a write that fails if somebody else wrote
it meanwhile. Then it uploads, writes down from time to time how far it is, deletes what the site no longer has, and
gives the manifest free. So two runs cannot cross, and one that was broken off is gone on with by the next.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import groupby, islice
from pathlib import Path
from secrets import token_hex
from time import monotonic

from msgspec.structs import replace

from builder.config.publishing import PublishSettings
from builder.core.digest import digest
from builder.core.gzipped import gzipped
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.text import pluralize, quoted_text
from builder.core.urls import Address
from builder.output.manifest import OutputFile
from builder.publishing.headers import headers_by
from builder.publishing.manifest import NAME, UNKNOWN, Manifest, decode, encode
from builder.publishing.plan import Publication, Upload, key_of, plan_publication
from builder.publishing.store import ChangedMeanwhile, Headers, Listed, Store, StoreFailed, Version

WORKERS = 32
"""Files that are uploaded at once: an upload waits for the network, hardly for this machine."""

GROUP = 1_000
"""Files that are given out for uploading together."""

WRITTEN_DOWN_EVERY = 60.0
"""Seconds after which it is written down how far a run is.

The manifest names all files of the site, so that writing it by their number would take longer with each.
"""

CLAIMED_FOR = 300.0
"""Seconds after which the claim of a run that has written nothing down since counts no more: it was broken off.

A run that is only slow has its next write of the manifest refused, as that is not as it left it.
"""

_MANIFEST_HEADERS = Headers("application/gzip", "no-store")
_MD5 = re.compile(r'"?([0-9a-f]{32})"?')


class Output(Frozen, frozen=True):
    """The site to be published, as a build left it."""

    folder: Path
    site: str
    """Its name."""
    files: Mapping[Address, OutputFile]
    earlier: Collection[Address] = ()
    """Static files of the build before: pages in readers' browsers may still ask for them."""


class PublishOptions(Frozen, frozen=True):
    """What a run may do."""

    max_deletes: int
    take_over: bool = False
    """Whether it may publish over another site, over files of unknown origin, and against the claim of another run."""
    verify: bool = False
    """Whether the store is asked what lies there, rather than its manifest alone."""
    dry_run: bool = False


class Published(Frozen, frozen=True):
    """What a run did, or would do."""

    publication: Publication
    changed: Sequence[Address] = ()
    """The addresses at which a reader finds something else than before, also by runs before that were broken off."""
    mended: Sequence[Address] = ()
    """Of a run that verifies, the files that did not lie there as the manifest says."""


def publish(  # noqa: PLR0913, PLR0917  # where from, where to, how, and who hears of it
    output: Output,
    store: Store,
    settings: PublishSettings,
    options: PublishOptions,
    progress: Progress | None = None,
    tell: Callable[[Sequence[Address]], None] = lambda _: None,
) -> Published:
    """Publish a site into a store. Raises StoreFailed if that is refused, or was broken off.

    `tell` hears of what changed, but in a dry run. Where it fails, the next run tells the same.
    """
    progress = progress or Progress()
    headers = headers_by(settings) if store.has_headers else _no_headers
    with progress.step("compare"):
        manifest, version = _known(output, store, options)
        mended = (*_wrong(output, store, manifest, headers),) if options.verify else ()
        known = replace(manifest, files={**manifest.files, **dict.fromkeys(mended, UNKNOWN)})
        publication = plan_publication(output.files, output.earlier, known, headers)
    if len(publication.deletions) > options.max_deletes:
        count = len(publication.deletions)
        raise StoreFailed(
            f"{pluralize(count, 'file')} would be deleted, and the limit is {options.max_deletes:,}",
            f"see whether a folder is missing in content/; if not, say --max-deletes {count}",
        )
    changed = (*dict.fromkeys((*manifest.untold, *publication.changed)),)
    is_done = not changed and manifest.site == output.site and not manifest.claim
    if is_done and not options.dry_run:
        tell(changed)
    elif not options.dry_run:
        with progress.step("publish"):
            run = _Run(output, store, replace(known, site=output.site), version)
            run.publish(publication, progress, lambda: tell(changed))
    return Published(publication, changed, mended)


def _no_headers(_address: Address) -> Headers:
    return Headers()


def _known(output: Output, store: Store, options: PublishOptions) -> tuple[Manifest, Version | None]:
    """The manifest of a store, and its version; raises StoreFailed if this site is not to be published there."""
    stored = store.read(NAME)
    if stored is None:
        if not options.take_over and (other := next(iter(store.list()), None)):
            raise StoreFailed(
                f"something lies there that Dateline did not publish, such as {other.name}",
                "choose another path; or say --take-over, which replaces files of the same names and leaves all others",
            )
        return Manifest(), None
    try:
        manifest = decode(stored.content)
    except ValueError as error:
        raise StoreFailed(
            f"{NAME}, the list of what was published there, {error}",
            "publish with the newest Dateline; or delete that file there, and say --take-over",
        ) from error
    if options.take_over:
        return manifest, stored.version
    if manifest.site not in ("", output.site):
        raise StoreFailed(
            f"another site is there, {quoted_text(manifest.site)}",
            "choose another path; or let this site take its place with --take-over",
        )
    if manifest.claim and stored.age < CLAIMED_FOR:
        raise StoreFailed(
            "somebody else is publishing there now",
            f"wait until that ends; if it was broken off, go on in {CLAIMED_FOR / 60:.0f} minutes, or with --take-over",
        )
    return manifest, stored.version


def _wrong(
    output: Output, store: Store, manifest: Manifest, headers: Callable[[Address], Headers]
) -> Iterator[Address]:
    """The files of a site that do not lie in a store as its manifest says: they are missing, or others wrote them.

    Their bytes are compared where a store's ETag is an MD5 of them, as in S3 and R2, and else their sizes.
    """
    there = {listed.name: listed for listed in store.list()}
    for address, file in output.files.items():
        told = headers(address)
        if manifest.files.get(address) != key_of(file, told):
            continue
        listed = there.get(address)
        if listed is None or not _is_as_uploaded(listed, _content(output, address, told)):
            yield address


def _is_as_uploaded(listed: Listed, content: bytes) -> bool:
    md5 = _MD5.fullmatch(listed.etag)
    is_same = md5 is None or md5[1] == hashlib.md5(content, usedforsecurity=False).hexdigest()
    return is_same and listed.size == len(content)


def _content(output: Output, address: Address, headers: Headers) -> bytes:
    """The bytes of a file as they are uploaded. Raises StoreFailed if it is not as the build left it."""
    content = read_file(output.folder / address)
    if digest(content) != output.files[address].digest:
        raise StoreFailed(f"{output.folder / address} was changed while it was published", "publish again")
    return gzipped([content]) if headers.content_encoding == "gzip" else content


class _Run:
    """One publication, from the claim to the manifest that says that all is done."""

    def __init__(self, output: Output, store: Store, manifest: Manifest, version: Version | None) -> None:
        self._output = output
        self._store = store
        self._manifest = manifest
        self._version = version
        self._done: dict[Address, str] = {}
        """The keys of the files that were uploaded since the manifest was written."""
        self._written_down = monotonic()
        self._changed = {*manifest.untold}
        """What this run and those before it that were broken off have changed."""

    def publish(self, publication: Publication, progress: Progress, tell: Callable[[], None]) -> None:
        """Make the store hold what is planned, and tell of it.

        Raises StoreFailed if it does not, and what `tell` raises, with what was done written down.
        """
        files = {**self._manifest.files, **dict.fromkeys(publication.changed, UNKNOWN)}
        self._write(replace(self._manifest, files=files, claim=token_hex(8)))
        try:
            uploaded = self._upload(publication.uploads)
            for done, _ in enumerate(uploaded, 1):
                progress.show("publish", done, len(publication.uploads))
            self._store.delete(publication.deletions)
            tell()
        except BaseException:
            with suppress(StoreFailed):  # why it stopped is what has to be told
                self._write_down(claim="")
            raise
        self._changed.clear()
        self._write_down(claim="", deleted={*publication.deletions})

    def _upload(self, uploads: Iterable[Upload]) -> Iterator[Upload]:
        """Upload files, those of a phase when all of the one before are there."""
        with ThreadPoolExecutor(WORKERS) as pool:
            for _, of_phase in groupby(uploads, lambda upload: upload.phase):
                while group := [*islice(of_phase, GROUP)]:
                    if monotonic() - self._written_down >= WRITTEN_DOWN_EVERY:
                        self._write_down(claim=self._manifest.claim)
                    futures = {pool.submit(self._upload_one, upload): upload for upload in group}
                    try:
                        for future in as_completed(futures):
                            future.result()
                            upload = futures[future]
                            self._done[upload.address] = upload.key
                            self._changed.add(upload.address)
                            yield upload
                    except BaseException:
                        pool.shutdown(wait=True, cancel_futures=True)
                        raise

    def _upload_one(self, upload: Upload) -> None:
        content = _content(self._output, upload.address, upload.headers)
        self._store.write(upload.address, content, upload.headers)

    def _write_down(self, claim: str, deleted: Collection[Address] = ()) -> None:
        """Write the manifest with what was done since it was last written."""
        files = {**self._manifest.files, **self._done}
        files = {address: key for address, key in files.items() if address not in deleted}
        self._write(replace(self._manifest, files=files, claim=claim, untold=(*sorted(self._changed),)))
        self._done = {}

    def _write(self, manifest: Manifest) -> None:
        try:
            self._version = self._store.write_if(NAME, encode(manifest), _MANIFEST_HEADERS, self._version)
        except ChangedMeanwhile as error:
            raise StoreFailed(
                "somebody else began to publish there meanwhile", "wait until that ends, and publish again"
            ) from error
        self._manifest = manifest
        self._written_down = monotonic()
