"""Version history of the texts of content/, read from git: dates of change, earlier titles, and draft flags."""

from collections.abc import Iterable, Mapping, Sequence

from builder.config.config import Config
from builder.content.parse_result import UNREADABLE, VersionSummary
from builder.content.scan import is_markdown
from builder.core.model import FileHistory, GitHistory, GitHistoryResult, Version
from builder.core.problems import Code, Place, Problem
from builder.vcs import git_command
from builder.vcs.log import LOG_COMMAND, Change, changes_by_file
from builder.vcs.working_tree import HeadCommit, head_key


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
        all_changes = changes_by_file(git_command.git_log(config.content, *LOG_COMMAND))
        changes_by_path = _markdown_changes(all_changes, config, head)
        summaries = _summarize_versions(changes_by_path.values(), config, known)
    except git_command.GitFailed as error:
        problem = _missing(config, f"git does not say it: {error}".rstrip("."), "mend that")
        return GitHistoryResult(problems=(problem,))
    history = {path: _file_history(changes, summaries) for path, changes in changes_by_path.items()}
    return GitHistoryResult(history, head_key(head))


def _missing(config: Config, why: str, cure: str) -> Problem:
    what = f"when entries changed is not known, as {why}"
    place = Place(config.display_path(config.content))
    return Problem(Code.HISTORY_MISSING, place, what, f"{cure}, or set history = false")


def _markdown_changes(
    changes_by_path: Mapping[str, Sequence[Change]], config: Config, head: HeadCommit
) -> dict[str, Sequence[Change]]:
    """The changes of the Markdown files, by their paths for messages instead of those from the repository's root."""
    above, prefix = config.content.relative_to(head.root).as_posix(), config.content_prefix
    start = 0 if above == "." else len(above) + 1
    return {f"{prefix}{path[start:]}": changes for path, changes in changes_by_path.items() if is_markdown(path)}


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
