"""Which kind of store a target names."""

from pathlib import Path

from builder.core.extras import PUBLISH, needed
from builder.publishing.folder import FolderStore
from builder.publishing.store import Store


def folder_of(target: str, base: Path) -> Path:
    """The folder that a target names; `~` is the person's own."""
    return base / Path(target).expanduser()


def open_store(target: str, base: Path) -> Store:
    """The store that a target names: a bucket by its address, or else a folder, from `base` on.

    Raises ExtraMissing if a bucket is named and what reaches it is not installed.
    """
    if "://" not in target:
        return FolderStore(folder_of(target, base))
    with needed(PUBLISH):
        from builder.publishing.bucket import BucketStore  # noqa: PLC0415  # an extra
    return BucketStore(target)
