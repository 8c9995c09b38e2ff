"""Asks git for the past of the texts of content/: when each changed, which titles it had, and when it was a draft."""

from collections.abc import Iterable, Mapping, Sequence

from builder.config.config import Config
from builder.content.parse import UNREADABLE, Said, said_in
from builder.content.scan import is_text
from builder.core.model import Asked, History, Past, Version
from builder.core.problems import Code, Place, Problem
from builder.vcs import git_command
from builder.vcs.log import LOG_COMMAND, Change, changes_by_file
from builder.vcs.working_tree import HeadCommit, head_key


def asked(config: Config, head: HeadCommit | None, known: History) -> Asked:
    """The past of each text that git knows at a commit.

    What was known of other commits, with the same settings, is not asked for again.
    """
    if head is None:
        return Asked()
    if head.is_shallow:
        cure = "fetch the whole history (fetch-depth: 0 in a workflow, git fetch --unshallow elsewhere)"
        return Asked({}, head_key(head), (_missing(config, "git has only the latest commits here", cure),))
    try:
        found = _texts(changes_by_file(git_command.git_log(config.content, *LOG_COMMAND)), config, head)
        said = _said(found.values(), config, known)
    except git_command.GitFailed as failed:
        return Asked(problems=(_missing(config, f"git does not say it: {failed}".rstrip("."), "mend that"),))
    return Asked({path: _past(changes, said) for path, changes in found.items()}, head_key(head))


def _missing(config: Config, why: str, cure: str) -> Problem:
    what = f"when entries changed is not known, as {why}"
    place = Place(config.shown(config.content))
    return Problem(Code.HISTORY_MISSING, place, what, f"{cure}, or set history = false")


def _texts(found: Mapping[str, Sequence[Change]], config: Config, head: HeadCommit) -> dict[str, Sequence[Change]]:
    """The changes of the Markdown files, by their paths for messages instead of those from the repository's top."""
    above, shown = config.content.relative_to(head.root).as_posix(), config.shown(config.content)
    start = 0 if above == "." else len(above) + 1
    return {f"{shown}/{path[start:]}": changes for path, changes in found.items() if is_text(path)}


def _said(files: Iterable[Sequence[Change]], config: Config, known: History) -> Mapping[str, Said]:
    """What all versions of the files say that have several, by what git calls their bytes."""
    said = {version.blob: Said(version.title, version.draft) for past in known.values() for version in past.versions}
    wanted = {change.blob for changes in files if len(changes) > 1 for change in changes}
    for blob, content in (
        git_command.read_blobs(config.content, sorted(wanted - said.keys())) if wanted - said.keys() else ()
    ):
        said[blob] = _read(content, config)
    return said


def _read(content: bytes, config: Config) -> Said:
    try:
        return said_in(content.decode(), config.fields)
    except UnicodeDecodeError:
        return UNREADABLE


def _past(changes: Sequence[Change], said: Mapping[str, Said]) -> Past:
    if len(changes) == 1:
        return Past(changes[0].date)
    versions = (
        Version(change.commit, change.date, change.blob, *said.get(change.blob, UNREADABLE)) for change in changes
    )
    return Past(changes[0].date, tuple(versions))
