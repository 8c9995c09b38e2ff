"""What there is before a build: the content's files, the theme, the output as it lies there, and what is remembered."""

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

import msgspec

from builder.cache import fingerprint
from builder.cache.store import Memory, Report, recall
from builder.concurrency.forked_task import start_in_fork
from builder.config.config import Config
from builder.content.scan import FileStamp, SourceFile, changed_files, scan
from builder.core.digest import digest
from builder.core.model import GitHistoryResult, Parsed
from builder.core.problems import Problem
from builder.core.urls import SEARCH_FOLDER, Address
from builder.output.inspect import (
    STAGING,
    Differences,
    check_location,
    check_output,
    compare_output,
    has_manifest,
    read_manifest,
)
from builder.output.manifest import OutputFile
from builder.output.size_budget import MEGABYTE
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds
from builder.theme.load import Theme, folder_of_static, load_theme
from builder.vcs.working_tree import HeadCommit, head_key, read_head


@dataclass(frozen=True)
class Survey:
    """The state of things before a build."""

    config: Config
    theme: Theme
    texts: tuple[SourceFile, ...]
    """The Markdown files of content/, in the order of paths."""
    others: tuple[SourceFile, ...]
    """The other files of content/, in the order of paths."""
    of_files: tuple[Problem, ...]
    """What is wrong with files that cannot be published."""
    memory: Memory
    compare: Callable[[], Differences]
    """Gives in what the output is not as the last build left it; that is being worked out meanwhile."""
    reading: bytes
    """The fingerprint of what reading depends on."""
    making: bytes
    """The fingerprint of what every page depends on."""
    ask: Callable[[], GitHistoryResult] = GitHistoryResult
    """Gives what git knows of the past of the texts; if that is not remembered, it is being worked out meanwhile."""
    head: str = ""
    """Where git stands; empty if it has nothing to say."""
    kinds: Kinds = KINDS
    """The kinds of page that the site has."""
    clean: bool = False
    """Whether every file is to be written anew."""
    kept: bool = True
    """Whether the build is to be remembered."""

    @cached_property
    def differences(self) -> Differences:
        """In what the output is not as the last build left it."""
        return self.compare()

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Of the settings, of files that cannot be published, and of the output folder."""
        return (*self.config.problems, *self.of_files, *check_output(self.config, self.differences.unknown_files))

    @property
    def reusable(self) -> frozenset[Address]:
        """The files of the output that may stay where their bytes are as they are to be."""
        return frozenset(() if self.clean else (*self.memory.outputs.values, *self.differences.unknown_files))

    @property
    def made_before(self) -> Set[str]:
        """The files of the output that earlier builds made, as far as they can still lie there.

        Their list needs no look where nothing lies there but what the last build is known to have left, and no other
        one broke off since.
        """
        left, output = self.memory.outputs.values, self.config.output
        is_as_left = left and not self.differences.unknown_files and not (output / STAGING).exists()
        return left.keys() if is_as_left else read_manifest(output)

    @property
    def seen(self) -> dict[str, FileStamp]:
        """The Markdown files of the last build, if reading them would still give the same."""
        return self.memory.seen.values if self.memory.reading == self.reading else {}

    @cached_property
    def fresh(self) -> tuple[SourceFile, ...]:
        """Those of the Markdown files that may hold something else than the last build saw."""
        return tuple(changed_files(self.texts, self.seen))

    @property
    def parsed(self) -> dict[str, Parsed]:
        """What these files gave."""
        return self.memory.parsed.values if self.memory.reading == self.reading else {}

    @property
    def words(self) -> dict[str, str]:
        """For each entry's path the words of its text, if reading the last build's files would still give the same."""
        return self.memory.words.values if self.memory.reading == self.reading else {}

    @cached_property
    def standing(self) -> dict[Address, OutputFile]:
        """The published files that are as the last build left them, of the ones that it is known how they were made."""
        found = self.differences
        outputs = dict(self.memory.outputs.values)
        for address in (*found.missing, *found.modified):
            outputs.pop(address, None)
        for address in found.touched.keys() & outputs.keys():
            outputs[address] = replace(outputs[address], mtime=found.touched[address])
        return outputs

    @cached_property
    def earlier_static(self) -> dict[Address, OutputFile]:
        """The static files of the last build where this one's are others, as far as they are as it left them.

        They stay for one build more: pages that readers' browsers keep for some minutes still name them.
        """
        folder = folder_of_static(self.memory.static)
        if folder == self.theme.static_folder:
            return {}
        standing = self.standing
        return {at: standing[at] for at in self.memory.copies if at.startswith(folder) and at in standing}

    @cached_property
    def left_index(self) -> tuple[Address, ...]:
        """The files of the search index that the last build left; without search, its folder is one like any other."""
        return tuple([address for address in self.memory.outputs.values if address.startswith(SEARCH_FOLDER)])

    @cached_property
    def standing_index(self) -> dict[Address, OutputFile]:
        """Those of them that are as they were left."""
        standing = self.standing
        index = self.left_index if self.config.search else ()
        return {address: standing[address] for address in index if address in standing}

    @property
    def is_continued(self) -> bool:
        """Whether every page depends on the same settings, templates and code as in the last build."""
        return self.memory.making == self.making

    def report_if_unchanged(self) -> Report | None:
        """The report of the last build, if another one could only do the same again."""
        same = (
            self.is_continued
            and self.memory.head == self.head
            and self._has_same_texts()
            and self._has_same_copies()
            and self.memory.report.size <= self.config.budget * MEGABYTE
            and self.differences == Differences(compared=self.memory.report.files)
            and not self.problems
        )
        return self.memory.report if same else None

    def _has_same_texts(self) -> bool:
        seen = self.seen
        return len(seen) == len(self.texts) and all(
            (was := seen.get(found.relative_path)) and _is_same(found.file(self.config.content), was.digest)
            for found in self.fresh
        )

    def _has_same_copies(self) -> bool:
        files = {found.relative_path: (found.file(self.config.content), found.mark) for found in self.others}
        files |= {asset.address: (asset.file, asset.mark) for asset in self.theme.static}
        made = self.memory.copies
        return files.keys() == made.keys() and all(
            (mark and mark == output.source) or _is_same(file, output.digest)
            for (file, mark), output in ((files[address], made[address]) for address in made)
        )


def _is_same(file: str, known: bytes) -> bool:
    """Whether a file holds what it held before, as its bytes tell, if they can be read."""
    try:
        return digest(Path(file).read_bytes()) == known
    except OSError:
        return False


def survey(
    config: Config, kinds: Kinds = KINDS, *, clean: bool = False, kept: bool = True, output: bool = True
) -> Survey:
    """Look at everything; with `clean`, as if nothing were remembered. A build that is not `kept` is not remembered.

    Without `output`, which is then not going to be written, it is not looked at; nor is one in a wrong place.

    Raises ProblemsFound if there is no content folder.
    """
    memory = Memory() if clean else _recalled(config)
    to_be_written = output and not check_location(config)
    compare = start_in_fork(partial(_differences, memory, config), _unpacked.decode) if to_be_written else Differences
    files, of_files = scan(config)
    texts, others = _apart(files)
    theme = load_theme(config.root, memory.static)
    reading = fingerprint.read_fingerprint(config)
    head = read_head(config.content) if config.history else None
    ask = partial(_past, memory, config, head, reading)
    is_quick = head is None or head.is_shallow or (memory.head, memory.reading) == (head.commit, reading)
    return Survey(
        config=config,
        theme=theme,
        texts=texts,
        others=others,
        of_files=tuple(of_files),
        memory=memory,
        compare=compare,
        reading=reading,
        making=fingerprint.render_fingerprint(reading, config, theme.folders, theme.static_folder),
        ask=ask if is_quick else start_in_fork(ask, _unpacked_past.decode),
        head=head_key(head),
        kinds=kinds,
        clean=clean,
        kept=kept,
    )


def _apart(files: Iterable[SourceFile]) -> tuple[tuple[SourceFile, ...], tuple[SourceFile, ...]]:
    """The Markdown files, and the others."""
    texts: list[SourceFile] = []
    others: list[SourceFile] = []
    for found in files:
        (texts if found.is_markdown else others).append(found)
    return tuple(texts), tuple(others)


def _recalled(config: Config) -> Memory:
    """What is remembered of the last build; of the output only if it is this one, and known to be ours."""
    memory = recall(config.root)
    if memory.output == config.display_path(config.output) and has_manifest(config.output):
        return memory
    return Memory(
        reading=memory.reading,
        seen=memory.seen,
        parsed=memory.parsed,
        words=memory.words,
        head=memory.head,
        history=memory.history,
    )


def _past(memory: Memory, config: Config, head: HeadCommit | None, reading: bytes) -> GitHistoryResult:
    """What git knows of the past of the texts: as it is remembered, or as git says it now."""
    from builder.content.history import read_history  # noqa: PLC0415  # loads what reads texts

    is_same = memory.reading == reading and memory.history.is_whole
    known = memory.history.values if is_same else {}
    if head and not head.is_shallow and is_same and memory.head == head.commit:
        return GitHistoryResult(known, head.commit)
    return read_history(config, head, known)


def _differences(memory: Memory, config: Config) -> Differences:
    return compare_output(memory.outputs.values, config.output, memory.ended)


_unpacked = msgspec.msgpack.Decoder(Differences)
_unpacked_past = msgspec.msgpack.Decoder(GitHistoryResult)
