"""From a survey to a site: read and relate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from builder.content.collect import collect
from builder.content.read import DetailLoader, read
from builder.content.scan import FileStamp
from builder.core.model import Asset, GitHistoryResult, Parsed
from builder.core.problems import Problem
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.inputs import Survey
from builder.relations.relate import relate
from builder.relations.site import Site

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site, and what was noticed on the way to it."""

    site: Site
    details: DetailLoader
    seen: dict[str, FileStamp]
    """The Markdown files, by their paths below content/."""
    parsed: dict[str, Parsed]
    """What they gave."""
    changed: frozenset[str]
    """The paths for messages of the texts that were read anew, as their files hold something else than before."""
    past: GitHistoryResult
    """What git said of the past of the texts."""
    problems: tuple[Problem, ...]
    """Errors among them if the site should not be published."""


def assemble(look: Survey, progress: Progress) -> Assembled:
    """Read the content as far as it changed, and relate it."""
    before = look.parsed
    known, texts = (look.seen, look.fresh) if before else ({}, look.texts)
    reading = read(texts, known, look.config, progress)
    paths = [found.relative_path for found in look.texts]
    seen = known | reading.stamps
    seen = seen if len(seen) == len(paths) else _of_paths(paths, seen)  # but for what is gone; their order is free
    parsed = _of_paths(paths, before | reading.parsed)
    changed = frozenset(item.path for each in reading.parsed.values() if (item := each.item))
    folder = look.config.content
    assets = (Asset(found.path, Address(found.relative_path), found.file(folder), found.mark) for found in look.others)
    with progress.step("history"):
        past = look.ask()
    with progress.step("relate"):
        content, of_files = collect(parsed.values(), assets, look.config)
        site, of_relations = relate(content, look.config, past.history)
    problems = (*past.problems, *of_files, *of_relations)
    return Assembled(site, reading.details, seen, parsed, changed, past, problems)


def _of_paths(paths: Sequence[str], values: Mapping[str, T]) -> dict[str, T]:
    """The values of some paths, in their order."""
    return dict(zip(paths, map(values.__getitem__, paths), strict=True))
