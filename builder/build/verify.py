"""Two laws tried on a site: its output holds what a clean build makes, byte for byte, and no page loses a word.

Beside that it may hold one thing: the static files of the build before, in their own folder and with the bytes they
had, for pages that readers' browsers keep. See `Inputs.earlier_static`.
"""

import tempfile
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

from msgspec.structs import replace

from builder.build.pipeline import Built, build
from builder.config.config import Config
from builder.content.conservation import lost_words
from builder.core.digest import digest
from builder.core.gzipped import is_gzipped
from builder.core.problems import Place
from builder.core.progress import Progress
from builder.core.real_files import read_file, read_inside
from builder.core.record import Frozen
from builder.core.text import format_size
from builder.core.urls import Address
from builder.incremental.inputs import Inputs, find_inputs
from builder.output.inspect import list_files
from builder.output.manifest import OutputFile


class Verified(Frozen, frozen=True):
    """What comparing the two builds gave."""

    files: int
    """How many the clean build made."""
    difference: str | None
    """The first one, in words; None if there is none."""
    is_ours: bool = True
    """Whether what differs lies there as the build left it, and was not changed by something else."""
    lost: tuple[str, ...] = ()
    """The first word of each file that its page does not show in its order: `content/a.md:7: ship`."""


def verify(config: Config, progress: Progress) -> Verified:
    """Build the site on top of its last build, then clean in a folder of its own; compare both, and words with pages.

    Raises ProblemsFound if anything is wrong with the site.
    """
    inputs = find_inputs(config)
    built = build(inputs, progress)
    with tempfile.TemporaryDirectory(prefix="dateline-verify-", ignore_cleanup_errors=True) as folder:
        clean = replace(config, output=Path(folder).resolve() / "output")
        build(find_inputs(clean, clean=True, remember=False), progress)
        found = difference(config.output, clean.output, inputs.earlier_static)
        is_ours = found is None or _is_left(built, inputs, config.output)
        return Verified(len(list_files(clean.output)), found, is_ours, tuple(_lost(built, config)))


def _lost(built: Built, config: Config) -> Iterator[str]:
    """The first word of each file that its page does not show, with its place."""
    for text in built.assembled.site.texts:
        content = read_inside(Path(config.root, text.path), config.content).decode()
        if lost := next(lost_words(content, text.title, built.assembled.details(text), config), None):
            yield f"{Place(text.path, lost.line)}: {lost.word}"


def _is_left(built: Built, inputs: Inputs, output: Path) -> bool:
    """Whether exactly those files lie in the output that a build left there, with their bytes."""
    outputs = inputs.earlier_static | built.written.outputs
    return list_files(output).keys() == outputs.keys() and all(
        digest(read_file(output / address)) == left.digest for address, left in outputs.items()
    )


def difference(ours: Path, clean: Path, earlier: Mapping[Address, OutputFile]) -> str | None:
    """The first file, in the order of paths, that two folders do not have alike; None if there is none.

    In the first folder files of an `earlier` build may lie too, just as that build left them.
    """
    mine, its = list_files(ours), list_files(clean)
    for address in sorted(mine.keys() | its.keys()):
        if address not in its:
            if address in earlier and digest(read_file(ours / address)) == earlier[address].digest:
                continue
            return f"{address} is there, and a clean build does not make it"
        if address not in mine:
            return f"{address} is missing, and a clean build makes it"
        if found := _line(read_file(ours / address), read_file(clean / address)):
            return f"{address}:{found}"
    return None


def _line(mine: bytes, its: bytes) -> str | None:
    """The first line that two contents do not have alike, with what stands there; of what is no text the sizes."""
    if mine != its and not (_is_text(mine) and _is_text(its)):
        return f" its {format_size(len(mine))} are not the {format_size(len(its))} that a clean build makes"
    lines = zip_longest(mine.split(b"\n"), its.split(b"\n"))
    for number, (one, other) in enumerate(lines, 1):
        if one != other:
            return f"{number}: {_shown(one)} is there, and a clean build makes {_shown(other)}"
    return None


def _is_text(content: bytes) -> bool:
    """Whether lines of a file can be shown: it is not compressed, and has no byte that texts never have."""
    return b"\0" not in content and not is_gzipped(content)


def _shown(line: bytes | None) -> str:
    return "nothing" if line is None else repr(line[:200].decode(errors="replace"))
