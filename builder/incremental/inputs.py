"""What there is before a build: the content's files, the theme, the output as it lies there, and what is remembered."""

from collections.abc import Callable, Mapping, Set
from functools import cached_property, partial

import msgspec
from msgspec.structs import replace

from builder.cache.report import Report
from builder.cache.store import BuildCache, load_cache
from builder.concurrency.forked_task import start_in_fork
from builder.config.config import Config
from builder.content.scan import FileStamp, SourceFile, changed_files
from builder.core.derived import derive
from builder.core.digest import digest
from builder.core.model import GitHistoryResult
from builder.core.problems import Code, Problem, Severity
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import SEARCH_FOLDER, Address
from builder.incremental.sources import Sources, Texts, find_sources
from builder.output.inspect import (
    STAGING,
    Differences,
    check_location,
    check_output,
    check_owner,
    compare_output,
)
from builder.output.manifest import ManifestMark, OutputFile, has_manifest, manifest_mark, read_manifest
from builder.output.packed_size import packed_size
from builder.output.size_budget import check_packed, is_known_to_fit, over_budget
from builder.output.static_files import last_static_files
from builder.theme.load import Theme, folder_of_static
from builder.vcs.working_tree import HeadCommit, head_key, read_head

FEW = 500
"""Files of an output that are compared sooner than a process is forked for it."""


class Inputs(Frozen, frozen=True, dict=True):
    """The state of things before a build."""

    sources: Sources
    cache: BuildCache
    compare: Callable[[], Differences]
    """Gives in what the output is not as the last build left it; if it is large, that is being worked out meanwhile."""
    ask: Callable[[], GitHistoryResult] = GitHistoryResult
    """Gives what git knows of the past of the texts; if that is not remembered, it is being worked out meanwhile."""
    head: str = ""
    """Where git stands; empty if it has nothing to say."""
    clean: bool = False
    """Whether every file is to be written anew."""
    is_remembered: bool = True
    """Whether the build is to be remembered."""
    manifest: ManifestMark | None = None
    """The mark of the manifest in the output."""
    owner_problems: tuple[Problem, ...] = ()
    """What is wrong if another site published into the output."""

    @property
    def config(self) -> Config:
        """The settings."""
        return self.sources.config

    @property
    def theme(self) -> Theme:
        """The templates and static files."""
        return self.sources.theme

    def is_output_as_seen(self) -> bool:
        """Whether no other build has published into the output since it was looked at."""
        return manifest_mark(self.config.output) == self.manifest

    @property
    def is_read_alike(self) -> bool:
        """Whether reading the last build's files would still give the same."""
        return self.cache.read_fingerprint == self.sources.read_fingerprint

    @property
    def stamps_before(self) -> Mapping[str, FileStamp]:
        """The stamps of the Markdown files in the last build, if reading them would still give the same."""
        return self.cache.stamps.values if self.is_read_alike else {}

    @property
    def texts_before(self) -> Texts:
        """What these files gave then; nothing if that is not known."""
        parsed = self.cache.parsed.values if self.stamps_before else {}
        return Texts(self.sources.read_fingerprint, self.stamps_before if parsed else {}, parsed)

    @property
    def others_before(self) -> tuple[SourceFile, ...]:
        """The other files of content/ that the last build published, if it had the same theme; each as it is now."""
        now = {file.relative_path: file for file in self.sources.others}
        prefix = self.config.content_prefix
        paths = sorted(self.cache.copies.keys() - {asset.address for asset in self.theme.static})
        return tuple(now.get(path) or SourceFile(prefix, path) for path in paths)

    @cached_property
    def differences(self) -> Differences:
        """In what the output is not as the last build left it."""
        return self.compare()

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Of the settings, of files that cannot be published, and of the output folder."""
        return (
            *self.config.setting_problems,
            *self.sources.problems,
            *self.theme.problems,
            *self.owner_problems,
            *check_output(self.config, self.differences.unknown_files),
        )

    @property
    def reusable(self) -> frozenset[Address]:
        """The files of the output that may stay where their bytes are as they are to be."""
        return frozenset(() if self.clean else (*self.cache.outputs.values, *self.differences.unknown_files))

    @property
    def made_before(self) -> Set[str]:
        """The files of the output that earlier builds made, as far as they can still lie there.

        Their list needs no look where nothing lies there but what the last build is known to have left, and no other
        one broke off since.
        """
        left, output = self.cache.outputs.values, self.config.output
        is_as_left = left and not self.differences.unknown_files and not (output / STAGING).exists()
        return left.keys() if is_as_left else read_manifest(output)

    @cached_property
    def candidates(self) -> tuple[SourceFile, ...]:
        """Those of the Markdown files that may hold something else than the last build read."""
        return tuple(changed_files(self.sources.texts, self.stamps_before))

    @property
    def words(self) -> dict[str, str]:
        """For each text's path its words, if reading the last build's files would still give the same."""
        return self.cache.words.values if self.is_read_alike else {}

    @cached_property
    def standing(self) -> dict[Address, OutputFile]:
        """The published files that are as the last build left them, of the ones that it is known how they were made."""
        found = self.differences
        outputs = dict(self.cache.outputs.values)
        for address in (*found.missing, *found.modified):
            outputs.pop(address, None)
        for address in found.touched.keys() & outputs.keys():
            outputs[address] = replace(outputs[address], mtime=found.touched[address])
        return outputs

    @cached_property
    def earlier_static(self) -> dict[Address, OutputFile]:
        """The static files of the last build where this one's are others, as far as they are as it left them.

        They stay for one build more: pages that readers' browsers keep for some minutes still name them. Where nothing
        is remembered of that build, as after an upgrade, its output tells them.
        """
        folder = folder_of_static(self.cache.static)
        if self.clean or folder == self.theme.static_folder:
            return {}
        if not self.cache.static:
            last = last_static_files(self.config.output)
            return {} if any(address.startswith(self.theme.static_folder) for address in last) else last
        standing = self.standing
        return {at: standing[at] for at in self.cache.copies if at.startswith(folder) and at in standing}

    @cached_property
    def left_index(self) -> tuple[Address, ...]:
        """The files of the search index that the last build left; without search, its folder is one like any other."""
        return tuple([address for address in self.cache.outputs.values if address.startswith(SEARCH_FOLDER)])

    @cached_property
    def standing_index(self) -> dict[Address, OutputFile]:
        """Those of them that are as they were left."""
        standing = self.standing
        index = self.left_index if self.config.search else ()
        return {address: standing[address] for address in index if address in standing}

    @property
    def is_continued(self) -> bool:
        """Whether every page depends on the same settings, templates, code and day as in the last build."""
        is_same = self.cache.render_fingerprint == self.sources.render_fingerprint
        return is_same and self.cache.holds_on(self.config.today)

    def report_if_unchanged(self) -> Report | None:
        """The report of the last build, if another one could only do the same again."""
        same = (
            self.is_continued
            and self.cache.head == self.head
            and self._has_same_texts()
            and self._has_same_copies()
            and self._has_same_budget()
            and self.differences == Differences(compared=self.cache.report.files)
            and self.problems == self.cache.input_problems
        )
        return self.cache.report if same else None

    def _has_same_budget(self) -> bool:
        """Whether the same is to be said of the site's size as by the last build."""
        report, config = self.cache.report, self.config
        words = over_budget(report.size, config) if config.problems.get(Code.SITE_LARGE, Severity.WARNING) else ""
        if {each.what for each in report.problems if each.code is Code.SITE_LARGE} != ({words} if words else set()):
            return False
        if is_known_to_fit(report.size, report.packed, config):
            return True
        return not check_packed(config, packed_size(self.cache.outputs.values, (config.output,)))

    def _has_same_texts(self) -> bool:
        stamps = self.stamps_before
        return len(stamps) == len(self.sources.texts) and all(
            (stamp := stamps.get(file.relative_path)) and _is_same(file.file(self.config.content), stamp.digest)
            for file in self.candidates
        )

    def _has_same_copies(self) -> bool:
        files = {found.relative_path: (found.file(self.config.content), found.mark) for found in self.sources.others}
        files |= {asset.address: (asset.file, asset.mark) for asset in self.theme.static}
        made = self.cache.copies
        return files.keys() == made.keys() and all(
            (mark and mark == output.source) or _is_same(file, output.digest)
            for (file, mark), output in ((files[address], made[address]) for address in made)
        )


def _is_same(file: str, known: bytes) -> bool:
    """Whether a file holds what it held before, as its bytes tell, if they can be read."""
    try:
        return digest(read_file(file)) == known
    except OSError:
        return False


def find_inputs(
    config: Config, *, clean: bool = False, remember: bool = True, output: bool = True, take_over: bool = False
) -> Inputs:
    """Look at everything; with `clean`, as if nothing were remembered. Without `remember`, the build will not be.

    Without `output`, which is then not going to be written, it is not looked at; nor is one in a wrong place. One that
    another site published into is written to only to `take_over`.

    Raises ProblemsFound if there is no content folder.
    """
    cache = BuildCache() if clean else _usable_cache(config)
    to_be_written = output and not check_location(config)
    manifest = manifest_mark(config.output) if to_be_written else None
    compare = _compare(cache, config) if to_be_written else Differences
    sources = find_sources(config, cache.static, cache.assets)
    reading = sources.read_fingerprint
    head = read_head(config.content) if config.history else None
    ask = partial(_past, cache, config, head, reading)
    is_quick = head is None or head.is_shallow or (cache.head, cache.read_fingerprint) == (head.commit, reading)
    return Inputs(
        sources=sources,
        cache=cache,
        compare=compare,
        ask=ask if is_quick else start_in_fork(ask, _past_decoder.decode),
        head=head_key(head),
        clean=clean,
        is_remembered=remember,
        manifest=manifest,
        owner_problems=() if take_over or not to_be_written else check_owner(config, cache.site),
    )


def _usable_cache(config: Config) -> BuildCache:
    """What is remembered of the last build; of the output only if it is this one, and known to be ours."""
    cache = load_cache(config.root)
    if cache.output == config.display_path(config.output) and has_manifest(config.output):
        return cache
    return BuildCache(
        read_fingerprint=cache.read_fingerprint,
        stamps=cache.stamps,
        parsed=cache.parsed,
        assets=cache.assets,
        words=cache.words,
        head=cache.head,
        history=cache.history,
    )


def _past(cache: BuildCache, config: Config, head: HeadCommit | None, reading: bytes) -> GitHistoryResult:
    """What git knows of the past of the texts: as it is remembered, or as git says it now."""
    from builder.content.history import read_history  # noqa: PLC0415  # loads what reads texts

    is_same = cache.read_fingerprint == reading and cache.history.is_whole
    known = cache.history.values if is_same else {}
    if head and not head.is_shallow and is_same and cache.head == head.commit:
        return GitHistoryResult(known, head.commit)
    return read_history(config, head, known)


def _compare(cache: BuildCache, config: Config) -> Callable[[], Differences]:
    """Compare the output with what the last build left: in a forked process, unless that takes longer."""
    compare = partial(_differences, cache, config)
    if 0 < cache.report.files <= FEW or not config.output.is_dir():
        return compare
    derive(cache.outputs, "values")
    return start_in_fork(compare, _differences_decoder.decode)


def _differences(cache: BuildCache, config: Config) -> Differences:
    is_same = config.output.is_dir() and config.output.stat().st_ino == cache.output_folder
    ended = cache.ended if is_same else 0
    return compare_output(cache.outputs.values, config.output, ended, cache.earlier, jobs=config.jobs)


_differences_decoder = msgspec.msgpack.Decoder(Differences)
_past_decoder = msgspec.msgpack.Decoder(GitHistoryResult)
