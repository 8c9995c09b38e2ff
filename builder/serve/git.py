"""Whether git is at work in a folder: a branch switch is one change, however many files it writes."""

from pathlib import Path


def lock_of(folder: Path) -> Path | None:
    """The file that is there while git changes the working tree that a folder lies in; None outside of one."""
    for parent in (folder, *folder.parents):
        place = parent / ".git"
        if place.is_dir():
            return place / "index.lock"
        if place.is_file():
            return _elsewhere(place)
    return None


def _elsewhere(place: Path) -> Path | None:
    """The lock of a working tree whose `.git` only says where its data lie."""
    try:
        said = place.read_text(encoding="utf-8").partition("gitdir:")[2].strip()
    except (OSError, UnicodeDecodeError):
        return None
    return (place.parent / said) / "index.lock" if said else None
