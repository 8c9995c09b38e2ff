"""Asset stamps: what is known of the files beside entries without reading them again.

Of pictures how wide and high they are, so that browsers leave room for them before they come; and of files that are
neither pictures, sound nor film, whether they run code. All is read from the file, and only again where its change mark
is another one.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from builder.content.active_files import may_be_active, pattern_of, why_active
from builder.content.scan import ChangeMark, SourceFile
from builder.core.model import PictureSize
from builder.core.problems import Code, Place, Problem
from builder.core.real_files import open_file
from builder.core.record import Record
from builder.core.text import quoted_text

_ENDINGS = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp")
"""Of pictures made of pixels. A drawing (SVG) has the size that a page gives it."""


class AssetStamp(Record, frozen=True):
    """A file as it was when it was looked at."""

    mark: ChangeMark
    size: PictureSize | None
    """Of a picture; None for one that cannot be read, and for any other file."""
    why_active: str = ""
    """Why it is active; empty for one that is not."""


def stamp_assets(files: Iterable[SourceFile], content: Path, known: Mapping[str, AssetStamp]) -> dict[str, AssetStamp]:
    """The stamps of files of which something has to be known, by paths below content/; `known` are those of before."""
    stamps: dict[str, AssetStamp] = {}
    for file in files:
        path = file.relative_path
        is_picture = path.lower().endswith(_ENDINGS)
        if not is_picture and not may_be_active(path):
            continue
        before = known.get(path)
        is_same = before is not None and file.mark and before.mark == file.mark
        stamps[path] = before if before and is_same else _stamp(file, file.file(content), is_picture=is_picture)
    return stamps


def sort_active(
    files: Iterable[SourceFile], stamps: Mapping[str, AssetStamp], patterns: Sequence[str]
) -> tuple[tuple[SourceFile, ...], tuple[SourceFile, ...]]:
    """The active ones among some files: those that are let through by patterns as in a .gitignore, and the others."""
    active = [file for file in files if file.relative_path in stamps and stamps[file.relative_path].why_active]
    if not (active and patterns):
        return (), tuple(active)
    from pathspec import GitIgnoreSpec  # noqa: PLC0415  # few sites have patterns, and to load it takes time

    is_allowed = GitIgnoreSpec.from_lines(patterns).match_file
    by_pattern = {file: is_allowed(file.relative_path) for file in active}
    return tuple(file for file in active if by_pattern[file]), tuple(file for file in active if not by_pattern[file])


def refusal(file: SourceFile, stamps: Mapping[str, AssetStamp]) -> Problem:
    """The problem of an active file that no setting lets through."""
    pattern = pattern_of(file.relative_path)
    what = f"the file is {stamps[file.relative_path].why_active}"
    cure = (
        f"take it away, or put what it shows into a text or a picture; if you trust who wrote it: {line_of([pattern])}"
    )
    return Problem(Code.FILE_ACTIVE, Place(file.path), what, cure, subject=pattern)


def line_of(patterns: Sequence[str]) -> str:
    """The line of settings that lets files through."""
    return f"active_files = [{', '.join(map(quoted_text, patterns))}]"


def _stamp(file: SourceFile, place: str, *, is_picture: bool) -> AssetStamp:
    try:
        why = why_active(file.relative_path, place) if may_be_active(file.relative_path) else ""
    except OSError as error:
        why = f"one that cannot be opened ({error.strerror or error}), so that nobody can tell what runs in it"
        return AssetStamp((), None, why)
    return AssetStamp(file.mark, _size(place) if is_picture else None, why)


def _size(file: str) -> PictureSize | None:
    """The size of a picture as it is shown, that is turned as the camera was; None if it cannot be read."""
    from imagesize import get  # noqa: PLC0415  # for sites with new pictures only

    try:
        with open_file(file) as opened:
            width, height = get(opened)
    except OSError:
        return None
    return (width, height) if width > 0 and height > 0 else None
