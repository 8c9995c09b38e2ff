"""Output manifest: the list of published files that lies among them, and what builds remember of each.

By the list a build knows what is ours, so that it replaces and deletes nothing else; by the record of a file whether it
is still as it was left.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from builder.content.scan import ChangeMark
from builder.core.gzipped import gunzipped, gzipped, is_gzipped
from builder.core.real_files import open_file, read_file
from builder.core.record import Record
from builder.core.text import quoted_text
from builder.core.urls import MANIFEST

ManifestMark = tuple[int, int]
"""A manifest's inode, and the time of the last change to its bytes, in nanoseconds."""

PLAIN_MANIFEST = 100_000
"""The most bytes of a list of files that is not compressed, so that people can read it."""

_MADE_FOR = re.compile(r' made here for (".*")\. It replaces ')


class OutputFile(Record, frozen=True, array_like=True):
    """A published file as a build left it."""

    size: int
    """In bytes."""
    mtime: int
    """The time of its last modification, in nanoseconds."""
    digest: bytes
    source: ChangeMark | None = None
    """Of a file that is published as it is, the change mark of the file that it was copied from."""
    related: bytes = b""
    """Of an entry's page, the keys of the entries that its Related list names, one behind the other."""


def manifest_bytes(addresses: Iterable[str], site: str) -> bytes:
    """The manifest of a site: a line that names it, `… made here for "Iran". It replaces …`, and a line for each file.

    A long list is compressed behind the first line, as it is uploaded with the site.
    """
    made_for = f" for {quoted_text(site)}" if site else ""
    header = f"# The files that `dateline build` made here{made_for}. It replaces and deletes these, and no others.\n"
    lines = "\n".join([*sorted(addresses), ""]).encode()
    return header.encode() + (lines if len(lines) <= PLAIN_MANIFEST else gzipped((lines,), level=1))


def manifest_site(output: Path) -> str:
    """The name of the site that published into a folder; empty where the manifest names none."""
    try:
        with open_file(output / MANIFEST) as manifest:
            named = _MADE_FOR.search(manifest.readline().decode())
        return str(msgspec.json.decode(named[1])) if named else ""
    except (OSError, ValueError, msgspec.DecodeError):
        return ""


def manifest_mark(output: Path) -> ManifestMark | None:
    """By what a manifest is told from one that is written later; None where there is none."""
    try:
        status = (output / MANIFEST).stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def has_manifest(output: Path) -> bool:
    """Whether an output folder has a manifest, so that it is known to be ours."""
    return (output / MANIFEST).is_file()


def read_manifest(output: Path) -> set[str]:
    """The files that earlier builds made; lines that lead out of the folder are ignored."""
    try:
        listed = read_file(output / MANIFEST).partition(b"\n")[2]
        lines = (gunzipped(listed) if is_gzipped(listed) else listed).decode().split("\n")
    except (OSError, ValueError):
        return set()
    return {line for line in lines if line and line[0] != "/" and (".." not in line or ".." not in line.split("/"))}
