"""Sizes of pictures: how wide and high those of content/ are, so that browsers leave room for them before they come.

Read from the beginning of each file, and only again where its change mark is another one.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from builder.content.scan import ChangeMark, SourceFile
from builder.core.model import PictureSize
from builder.core.real_files import open_file
from builder.core.record import Record

_ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Of pictures made of pixels. A drawing (SVG) has the size that a page gives it."""


class PictureStamp(Record, frozen=True):
    """A picture as it was when its size was read; None for one that cannot be read."""

    mark: ChangeMark
    size: PictureSize | None


def stamp_pictures(
    files: Iterable[SourceFile], content: Path, known: Mapping[str, PictureStamp]
) -> dict[str, PictureStamp]:
    """The stamps of the pictures among some files, by their paths below content/; `known` are those of before."""
    pictures = (file for file in files if file.relative_path.lower().endswith(_ENDINGS))
    stamps: dict[str, PictureStamp] = {}
    for file in pictures:
        path, before = file.relative_path, known.get(file.relative_path)
        is_same = before is not None and file.mark and before.mark == file.mark
        stamps[path] = before if before and is_same else PictureStamp(file.mark, _size(file.file(content)))
    return stamps


def _size(file: str) -> PictureSize | None:
    """The size of a picture as it is shown, that is turned as the camera was; None if it cannot be read."""
    from imagesize import get  # noqa: PLC0415  # for sites with new pictures only

    try:
        with open_file(file) as opened:
            width, height = get(opened)
    except OSError:
        return None
    return (width, height) if width > 0 and height > 0 else None
