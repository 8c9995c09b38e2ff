"""Write an export into its file, which is there whole or not at all."""

import gzip
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from builder.core.file_errors import naming
from builder.core.problems import ProblemsFound, at_levels, errors, fatal, sort_problems
from builder.core.progress import Progress
from builder.export.jsonl import exported_lines
from builder.export.sqlite import write_database
from builder.incremental.assemble import Assembled, assemble, assemble_before
from builder.incremental.inputs import Inputs
from builder.pages.data_set import csv_lines, json_lines
from builder.pages.registry import KINDS
from builder.pages.shared import Pieces
from builder.theme.language import load_language

FORMATS = ("jsonl", "csv", "sqlite")

_CHUNK = 1024 * 1024


def export(inputs: Inputs, form: str, file: Path, progress: Progress, *, published: bool = False) -> Assembled:
    """Write a site into a file, in one of the formats; the site. `published` leaves out what readers may not see.

    A file whose name ends in .gz is compressed. Raises ProblemsFound if a build would not publish the site.
    """
    now = assemble(inputs, progress, assemble_before(inputs))
    found = sort_problems(at_levels(chain(inputs.problems, now.problems), inputs.config.problems))
    if wrong := fatal(found) if inputs.config.keep_going else errors(found):
        raise ProblemsFound(wrong)
    language, _ = load_language(inputs.config.language, inputs.theme.folders)
    pieces = Pieces(now.site, language, now.details, KINDS)
    with progress.step("export"), _replacing(file) as new:
        if form == "sqlite":
            _write_database(new, pieces, packed=file.suffix == ".gz")
        elif form == "csv":
            _write(new, csv_lines(pieces), packed=file.suffix == ".gz")
        else:
            lines = json_lines(pieces) if published else exported_lines(pieces, now.sources)
            _write(new, lines, packed=file.suffix == ".gz")
    return now


def _write_database(file: Path, pieces: Pieces, *, packed: bool) -> None:
    if not packed:
        write_database(file, pieces)
        return
    plain = file.with_name(f"{file.name}.sqlite")
    try:
        write_database(plain, pieces)
        with plain.open("rb") as database:
            _write(file, iter(lambda: database.read(_CHUNK), b""), packed=True)
    finally:
        with suppress(OSError):  # why it could not be written is what has to be told
            plain.unlink(missing_ok=True)


@contextmanager
def _replacing(file: Path) -> Iterator[Path]:
    """A new file, which takes the place of the one of this name once it is complete."""
    number, name = tempfile.mkstemp(dir=file.resolve().parent, prefix=f".{file.name}-")
    os.close(number)
    new = Path(name)
    try:
        with naming(file):
            yield new
        new.chmod(0o644)
        new.replace(file)
    finally:
        with suppress(OSError):  # why it could not be written is what has to be told
            new.unlink(missing_ok=True)


def _write(file: Path, lines: Iterable[bytes], *, packed: bool) -> None:
    with file.open("wb") as written:
        if packed:
            with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=written, mtime=0) as compressed:
                compressed.writelines(lines)
        else:
            written.writelines(lines)
