"""From files to values: walk content/ and read what is there."""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builder.config import Config, TopicSettings
from builder.markup import Markup
from builder.model import Absent, Asset, Content, Entry, Page
from builder.parse import Parsed, locate, parse
from builder.problems import Code, Place, Problem, ProblemsFound, errors
from builder.text import clean
from builder.urls import Address
from builder.workers import spread

_LEFT_BEHIND = re.compile(r".*~|#.*#|.*\.(bak|swp|swo|orig)|Thumbs\.db|desktop\.ini", re.IGNORECASE)
"""Files that editors and systems leave beside others, not meant for readers."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file below content/."""

    path: str
    """For messages, relative to the site folder."""
    inside: str
    """Below content/, with forward slashes."""
    file: Path


def read(config: Config) -> tuple[Content, tuple[Problem, ...]]:
    """All entries, pages and other files of the site, and what is wrong with them. Drafts only if asked for.

    Raises ProblemsFound if there is no content folder.
    """
    try:
        files, problems = walk(config.content, config.shown(config.content))
    except ProblemsFound as found:
        raise ProblemsFound((*config.problems, *found.problems)) from found
    texts = [found for found in files if _is_text(found.inside)]
    parsed = [each for batch in spread(_reader, config, texts, config.jobs) for each in batch]
    parsed = _with_commas(parsed, texts, config)
    problems += [problem for each in parsed for problem in each.problems]
    drafts = [each for each in parsed if each.item and each.item.draft and not config.drafts]
    failed = [each for each in parsed if not each.item and errors(each.problems)]
    items = [each.item for each in parsed if each.item and (config.drafts or not each.item.draft)]
    content = Content(
        entries=tuple(item for item in items if isinstance(item, Entry)),
        pages=tuple(item for item in items if isinstance(item, Page)),
        assets=tuple(Asset(f.path, Address(f.inside), f.file) for f in files if not _is_text(f.inside)),
        absent=Absent(
            failed=frozenset(name for each in failed for name in each.called),
            drafts=frozenset(name for each in drafts for name in each.called),
        ),
    )
    return content, tuple(problems)


def _with_commas(parsed: list[Parsed], texts: Sequence[Found], config: Config) -> list[Parsed]:
    """Read those files again whose contexts are the parts of a name with a comma that another file has.

    In the page form `Chicago, Illinois` is one name or two; that another entry has the context shows that it is one.
    """
    names = {name for each in parsed for name in _contexts(each) if ", " in name} - config.topics.keys()
    if not names:
        return parsed
    by_first: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names:
        by_first[name.partition(", ")[0]].append(frozenset(name.split(", ")))
    knowing = replace(config, topics={**dict.fromkeys(names, TopicSettings()), **config.topics})
    markup = Markup(raw_html=config.raw_html)
    return [
        read_file(found, knowing, markup) if _holds_one(_contexts(each), by_first) else each
        for found, each in zip(texts, parsed, strict=True)
    ]


def _holds_one(contexts: set[str], by_first: Mapping[str, Sequence[frozenset[str]]]) -> bool:
    """Whether all parts of one of the names are among the contexts; the names are given by their first parts."""
    return any(parts <= contexts for name in contexts for parts in by_first.get(name, ()))


def _contexts(parsed: Parsed) -> set[str]:
    return {context.name for context in parsed.item.contexts} if isinstance(parsed.item, Entry) else set()


def _is_text(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown"))


def _reader(config: Config) -> Callable[[Sequence[Found]], list[Parsed]]:
    markup = Markup(raw_html=config.raw_html)
    return lambda files: [read_file(found, config, markup) for found in files]


def read_file(found: Found, config: Config, markup: Markup) -> Parsed:
    """What one Markdown file holds."""
    try:
        with open(found.file, "rb", buffering=0) as file:
            text = file.read().decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed(None, (_not_utf8(found.path, error),))
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        return Parsed(None, (_unreadable(found.path, reason),))
    return parse(text, locate(found.path, found.inside), config, markup)


def walk(folder: Path, shown: str) -> tuple[list[Found], list[Problem]]:
    """Every file below a folder in the order of paths, hidden ones left out. Raises ProblemsFound if it is missing."""
    if not folder.is_dir():
        what = "there is no such folder"
        cure = "make it, name another with the setting content, or name the site's folder with --site"
        raise ProblemsFound([Problem(Code.CONTENT_MISSING, Place(shown), what, cure)])
    problems: list[Problem] = []
    files = [Found(f"{shown}/{inside}", inside, folder / inside) for inside in _walk(folder, "", shown, problems)]
    return sorted(files, key=lambda found: found.inside), problems


def _walk(top: Path, inside: str, shown: str, problems: list[Problem]) -> Iterator[str]:
    try:
        items = list(os.scandir(top / inside))
    except OSError as error:
        problems.append(_unreadable(f"{shown}/{inside}".rstrip("/"), (error.strerror or "it failed").lower()))
        return
    for item in items:
        path = f"{inside}/{item.name}" if inside else item.name
        if item.name.startswith(".") or _LEFT_BEHIND.fullmatch(item.name):
            continue
        if item.name != publishable_name(item.name):
            problems.append(_unpublishable(f"{shown}/{publishable_name(path)}"))
            continue
        if item.is_symlink() and (item.is_dir() or not Path(item.path).resolve().is_relative_to(top.resolve())):
            what = "a symbolic link that leads to a folder, or out of content/, is not followed"
            problems.append(Problem(Code.SYMBOLIC_LINK, Place(f"{shown}/{path}"), what, "put the files here instead"))
        elif item.is_dir():
            yield from _walk(top, path, shown, problems)
        elif item.is_file():
            yield path
        else:
            problems.append(_unreadable(f"{shown}/{path}", "it leads nowhere, or is not a file"))


def publishable_name(name: str) -> str:
    """A file's name as far as it can be published: without control characters and bytes that are not UTF-8."""
    return clean(re.sub("[\t\n\r\x85\u2028\u2029]", "", name))


def _unpublishable(path: str) -> Problem:
    what = "the file's name holds a control character, or is not UTF-8"
    return Problem(Code.FILE_NAME, Place(path), what, "rename it")


def _unreadable(path: str, reason: str) -> Problem:
    what = f"the file cannot be opened ({reason})"
    return Problem(Code.FILE_UNREADABLE, Place(path), what, "mend its permissions, or take it away")


def _not_utf8(path: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before) - before.rfind(b"\n")
    what = f"the file is not UTF-8 (the byte {error.object[error.start]:#04x})"
    return Problem(Code.FILE_NOT_UTF8, Place(path, line, column), what, "save it as UTF-8 in your editor")
