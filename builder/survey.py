"""What there is before a build: the content's files, the theme, the output as it lies there, and what is remembered."""

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import msgspec

from builder import fingerprint
from builder.aside import aside
from builder.config import Config
from builder.memory import DamagedError, Memory, Output, Record, Report, recall
from builder.output import Differences, differences, is_listed, refusals
from builder.problems import Problem
from builder.scan import Found, Mark, scan
from builder.theme import Theme, load_theme
from builder.urls import Address


@dataclass(frozen=True)
class Survey:
    """The state of things before a build."""

    config: Config
    theme: Theme
    files: tuple[Found, ...]
    """Of content/, in the order of paths."""
    problems: tuple[Problem, ...]
    """Of the settings, of files that cannot be published, and of the output folder."""
    memory: Memory
    differences: Differences
    """In what the output is not as the last build left it."""
    reading: bytes
    """The fingerprint of what reading depends on."""
    making: bytes
    """The fingerprint of what every page depends on."""
    clean: bool = False
    """Whether every file is to be written anew."""
    kept: bool = True
    """Whether the build is to be remembered."""

    @property
    def reusable(self) -> frozenset[Address]:
        """The files of the output that may stay where their bytes are as they are to be."""
        return frozenset(() if self.clean else (*self.memory.outputs.values, *self.differences.strange))

    @cached_property
    def records(self) -> dict[str, Record]:
        """What is remembered of the Markdown files, as far as it still means the same."""
        return self.memory.records.values if self.memory.reading == self.reading else {}

    @cached_property
    def standing(self) -> dict[Address, Output]:
        """The published files that are as the last build left them, of the ones that it is known how they were made."""
        found = self.differences
        gone = found.missing | found.altered
        outputs = {address: left for address, left in self.memory.outputs.values.items() if address not in gone}
        touched = {address: replace(outputs[address], changed=time) for address, time in found.touched.items()}
        return outputs | touched

    @property
    def is_continued(self) -> bool:
        """Whether every page depends on the same settings, templates and code as in the last build."""
        return self.memory.making == self.making

    def report_if_unchanged(self) -> Report | None:
        """The report of the last build, if another one could only do the same again."""
        same = (
            self.is_continued
            and not self.problems
            and self.differences == Differences()
            and self._has_same_texts()
            and self._has_same_copies()
        )
        return self.memory.report if same else None

    def _has_same_texts(self) -> bool:
        texts = {found.inside: found for found in self.files if found.is_text}
        return texts.keys() == self.records.keys() and all(
            _is_same(found.file, found.mark, self.records[path].mark, self.records[path].digest)
            for path, found in texts.items()
        )

    def _has_same_copies(self) -> bool:
        files = {found.inside: (found.file, found.mark) for found in self.files if not found.is_text}
        files |= {asset.address: (asset.file, asset.mark) for asset in self.theme.static}
        made = self.memory.copies
        return files.keys() == made.keys() and all(
            _is_same(file, mark, output.source, output.digest)
            for (file, mark), output in ((files[address], made[address]) for address in made)
        )


def _is_same(file: str, mark: Mark, before: Mark | None, digest: bytes) -> bool:
    """Whether a file holds what it held before: as its mark tells, or else its bytes, if they can be read."""
    if mark and mark == before:
        return True
    try:
        return fingerprint.digest(Path(file).read_bytes()) == digest
    except OSError:
        return False


def survey(config: Config, *, clean: bool = False, kept: bool = True) -> Survey:
    """Look at everything; with `clean`, as if nothing were remembered. A build that is not `kept` is not remembered.

    Raises ProblemsFound if there is no content folder.
    """
    memory = Memory() if clean else _recalled(config)
    waiting = aside(partial(_differences, memory, config), _unpacked.decode)
    files, of_files = scan(config)
    theme = load_theme(config.root)
    reading = fingerprint.of_reading(config)
    sound = _is_sound(memory)
    found = waiting()
    if found is None or not sound:
        memory = Memory()
        found = differences({}, config.output)
    return Survey(
        config=config,
        theme=theme,
        files=tuple(files),
        problems=(*config.problems, *of_files, *refusals(config, found.strange)),
        memory=memory,
        differences=found,
        reading=reading,
        making=fingerprint.of_making(reading, config, theme.folders),
        clean=clean,
        kept=kept,
    )


def _recalled(config: Config) -> Memory:
    """What is remembered of the last build; of the output only if it is this one, and known to be ours."""
    memory = recall(config.root)
    if memory.output == str(config.output) and is_listed(config.output):
        return memory
    return Memory(reading=memory.reading, records=memory.records)


def _differences(memory: Memory, config: Config) -> Differences | None:
    """How the output differs from what is remembered of it; None if that cannot be read."""
    try:
        return differences(memory.outputs.values, config.output)
    except DamagedError:
        return None


def _is_sound(memory: Memory) -> bool:
    """Whether what is remembered of the content can be read."""
    try:
        _ = memory.records.values
    except DamagedError:
        return False
    return True


_unpacked = msgspec.msgpack.Decoder(Differences | None)
