"""Version history of the texts of content/, read from git: dates of change, earlier titles, draft flags, removals."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from builder.config.config import Config
from builder.content.parse_result import UNREADABLE, VersionSummary
from builder.content.scan import SourceFile, ignore_matcher, is_ignored, is_markdown
from builder.core.model import FileHistory, GitHistory, GitHistoryResult, Removal, Version
from builder.core.problems import Code, GitFailed, Place, Problem
from builder.vcs import git_command
from builder.vcs.log import LOG_COMMAND, Change, parse_log
from builder.vcs.working_tree import HeadCommit, head_key

T = TypeVar("T")

REMOVAL_DAYS = 100
"""Days with removals of which the files are read, the latest: no page tells of more days."""

REMOVALS = 1_000
"""Files deleted on one day up to which they are read: more are no news, but an archive that was put elsewhere."""


def read_history(config: Config, head: HeadCommit | None, known: GitHistory) -> GitHistoryResult:
    """Read the history of each text up to a commit.

    Versions in the `known` history of another commit, with the same settings, are not read again.
    """
    if head is None:
        return GitHistoryResult()
    if head.is_shallow:
        cure = "fetch the whole history (fetch-depth: 0 in a workflow, git fetch --unshallow elsewhere)"
        return GitHistoryResult({}, head_key(head), (_missing(config, "git has only the latest commits here", cure),))
    try:
        log = parse_log(git_command.git_log(config.content, *LOG_COMMAND))
        changes_by_path = _of_markdown(log.changes, config, head)
        summaries = _summarize_versions(changes_by_path.values(), config, known)
        removals = _read_removals(_of_markdown(log.removals, config, head), config, known)
    except GitFailed as error:
        problem = _missing(config, f"git does not say it: {error}".rstrip("."), "mend that")
        return GitHistoryResult(problems=(problem,))
    history = {path: _file_history(changes, summaries) for path, changes in changes_by_path.items()}
    return GitHistoryResult({**history, **removals}, head_key(head))


def _missing(config: Config, why: str, cure: str) -> Problem:
    what = f"when entries changed is not known, as {why}"
    place = Place(config.display_path(config.content))
    return Problem(Code.HISTORY_MISSING, place, what, f"{cure}, or set history = false")


def _of_markdown(by_file: Mapping[str, T], config: Config, head: HeadCommit) -> dict[str, T]:
    """What is of Markdown files, by their paths for messages instead of those from the repository's root."""
    above, prefix = config.content.relative_to(head.root).as_posix(), config.content_prefix
    start = 0 if above == "." else len(above) + 1
    return {f"{prefix}{path[start:]}": value for path, value in by_file.items() if is_markdown(path)}


def _summarize_versions(
    files: Iterable[Sequence[Change]], config: Config, known: GitHistory
) -> Mapping[str, VersionSummary]:
    """Summarize all versions of the files that have several, by blob."""
    summaries = {
        version.blob: VersionSummary(version.title, version.draft)
        for history in known.values()
        for version in history.versions
    }
    several = sorted((change.date, change.blob) for changes in files if len(changes) > 1 for change in changes)
    first_days = {blob: day for day, blob in reversed(several)}
    unknown = sorted(first_days.keys() - summaries.keys())
    if not unknown:
        return summaries
    from builder.content.parse import summarize_version  # noqa: PLC0415  # the full parser takes long to load

    for blob, content in git_command.read_blobs(config.content, unknown):
        try:
            summaries[blob] = summarize_version(content.decode(), config, first_days[blob])
        except UnicodeDecodeError:
            summaries[blob] = UNREADABLE
    return summaries


def _file_history(changes: Sequence[Change], summaries: Mapping[str, VersionSummary]) -> FileHistory:
    if len(changes) == 1:
        return FileHistory(changes[0].date)
    versions = (
        Version(change.commit, change.date, change.blob, *summaries.get(change.blob, UNREADABLE)) for change in changes
    )
    return FileHistory(changes[0].date, tuple(versions))


def _read_removals(removals: Mapping[str, Change], config: Config, known: GitHistory) -> dict[str, FileHistory]:
    """The entries that files held when they were deleted, lately, and where nothing lies now."""
    counts = Counter(change.date for change in removals.values())
    days = sorted(day for day, count in counts.items() if count <= REMOVALS)[-REMOVAL_DAYS:]
    lately = {path: change for path, change in removals.items() if change.date in days}
    found = {
        (path, past.removal.blob): past.removal
        for path, past in known.items()
        if past.removal and path in lately and past.removal.blob == lately[path].blob
    }
    unread = {(path, change.blob) for path, change in lately.items()} - found.keys()
    if unread:
        texts = dict(git_command.read_blobs(config.content, sorted({blob for _, blob in unread})))
        read = _removal_reader(config)
        found |= {(path, blob): read(path, blob, texts.get(blob, b"")) for path, blob in unread}
    return {path: FileHistory(change.date, removal=found[path, change.blob]) for path, change in sorted(lately.items())}


def _removal_reader(config: Config) -> Callable[[str, str, bytes], Removal]:
    """What tells of a file, given its path, blob and bytes, what it held if that was an entry that readers saw."""
    from builder.content.read import FileParser  # noqa: PLC0415  # the parsers take long to load

    parser, ignored = FileParser(config), ignore_matcher(config)

    def read(path: str, blob: str, content: bytes) -> Removal:
        inside = path.removeprefix(config.content_prefix)
        if any(map(is_ignored, inside.split("/"))) or (ignored and ignored(inside)):
            return Removal(blob)
        parsed = parser.parse(content, SourceFile(config.content_prefix, inside)).parsed
        entry = None if parsed.publication else parsed.entry
        return Removal(blob, entry.title, entry.date, entry.address) if entry else Removal(blob)

    return read
