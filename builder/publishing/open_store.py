"""Which kind of store a target names."""

from pathlib import Path

from builder.core.extras import PUBLISH, needed
from builder.publishing.folder import FolderStore
from builder.publishing.store import Store


def open_store(target: str, base: Path) -> Store:
    """The store that a target names: a bucket by its address, or else a folder, from `base` on.

    Raises ExtraMissing if a bucket is named and what reaches it is not installed.
    """
    if "://" not in target:
        return FolderStore(base / target)
    with needed(PUBLISH):
        from builder.publishing.bucket import BucketStore  # noqa: PLC0415  # an extra
    return BucketStore(target)
