"""Asks git for the past of the texts of content/: when each changed, and which titles it had."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from builder import git
from builder.config import Config
from builder.head import Head, name_of
from builder.model import Asked, History, Past, Version
from builder.parse import title_of
from builder.problems import Code, Place, Problem
from builder.scan import is_text
from builder.versions import LOG, Change, versions


def asked(config: Config, head: Head | None, known: History) -> Asked:
    """The past of each text that git knows at a commit.

    What was known of other commits, with the same settings, is not asked for again.
    """
    if head is None:
        return Asked()
    if head.is_shallow:
        cure = "fetch the whole history (fetch-depth: 0 in a workflow, git fetch --unshallow elsewhere)"
        return Asked({}, name_of(head), (_missing(config, "git has only the latest commits here", cure),))
    try:
        found = _texts(versions(git.log(config.content, *LOG)), config, head)
        titles = _titles(found.values(), config, known)
    except git.GitFailed as failed:
        return Asked(problems=(_missing(config, f"git does not say it: {failed}".rstrip("."), "mend that"),))
    return Asked({path: _past(changes, titles) for path, changes in found.items()}, name_of(head))


def _missing(config: Config, why: str, cure: str) -> Problem:
    what = f"when entries changed is not known, as {why}"
    place = Place(config.shown(config.content))
    return Problem(Code.HISTORY_MISSING, place, what, f"{cure}, or set history = false")


def _texts(found: Mapping[str, Sequence[Change]], config: Config, head: Head) -> dict[str, Sequence[Change]]:
    """The changes of the Markdown files, by their paths for messages instead of those from the repository's top."""
    above, shown = config.content.relative_to(head.top).as_posix(), config.shown(config.content)
    start = 0 if above == "." else len(above) + 1
    return {f"{shown}/{path[start:]}": changes for path, changes in found.items() if is_text(path)}


def _titles(files: Iterable[Sequence[Change]], config: Config, known: History) -> Mapping[str, str]:
    """The titles in all versions of the files that have several, by what git calls their bytes."""
    titles = dict(chain.from_iterable(_known(past.versions) for past in known.values()))
    wanted = {change.blob for changes in files if len(changes) > 1 for change in changes}
    for blob, content in git.blobs(config.content, sorted(wanted - titles.keys())) if wanted - titles.keys() else ():
        titles[blob] = _title(content, config)
    return titles


def _known(versions: Sequence[Version]) -> Iterator[tuple[str, str]]:
    last = ""
    for version in reversed(versions):
        title = last if version.title is None else version.title
        yield version.blob, title
        last = title or last


def _title(content: bytes, config: Config) -> str:
    """The title that a text says; empty if it cannot be read."""
    try:
        return title_of(content.decode(), config.fields) or ""
    except UnicodeDecodeError:
        return ""


def _past(changes: Sequence[Change], titles: Mapping[str, str]) -> Past:
    if len(changes) == 1:
        return Past(changes[0].date)
    versions, last = [], ""
    for change in reversed(changes):
        title = titles.get(change.blob, "")
        versions.append(Version(change.commit, change.date, change.blob, None if title == last else title))
        last = title or last
    return Past(changes[0].date, tuple(reversed(versions)))
