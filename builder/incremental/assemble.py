"""The way from files to a site, the same for builds and for serving: read those of the sources that changed, relate.

Where texts were only edited in place, the site follows from the one before; else all of the content is related.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import field, structs
from msgspec.structs import replace

from builder.config.config import Config
from builder.content.collect import collect
from builder.content.read import DetailLoader, read
from builder.content.scan import SourceFile
from builder.core.model import GitHistoryResult, Parsed, Text
from builder.core.overlay import overlaid
from builder.core.problems import Problem, at_levels, errors
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.incremental.inputs import Inputs
from builder.incremental.sources import Sources, Texts
from builder.relations.in_place_edits import in_place_edits
from builder.relations.relate import Known, relate
from builder.relations.relate_edits import relate_edits
from builder.relations.site import Site

if TYPE_CHECKING:
    from builder.concurrency.shared_map import SharingExecutor

MAX_EDITS = 1_000
"""Edited texts up to which a site follows from the one before; with more it is related anew in less time."""


class Reading(Frozen, frozen=True, dict=True):
    """The texts as they are now."""

    texts: Texts
    details: DetailLoader
    parsed: Mapping[str, Parsed] = field(default_factory=dict)
    """What the files are taken to hold that hold something else than before, by their paths below content/."""
    fresh: tuple[Text, ...] = ()
    """The entries and pages that these files gave now."""

    @cached_property
    def changed(self) -> frozenset[str]:
        """Their paths for messages."""
        return frozenset(text.path for text in self.fresh)


Accept = Callable[[Parsed, Parsed | None], Parsed]
"""What a file is taken to hold, given what it gave now and what it gave before."""


def as_read(now: Parsed, _before: Parsed | None) -> Parsed:
    """For builds: what the file gave."""
    return now


def last_good(config: Config) -> Accept:
    """For serving: what the file gave, but where that is wrong, what it gave when it was right."""

    def accept(now: Parsed, before: Parsed | None) -> Parsed:
        is_wrong = errors(at_levels(now.problems, config.problems)) or not now.item
        return structs.replace(before, problems=now.problems) if is_wrong and before and before.item else now

    return accept


def read_texts(  # noqa: PLR0913  # who reads is no part of what is read
    sources: Sources,
    before: Texts,
    progress: Progress,
    *,
    candidates: Iterable[SourceFile] | None = None,
    accept: Accept = as_read,
    executor: "SharingExecutor | None" = None,
) -> Reading:
    """Read those of the texts that changed since another reading; `candidates`, where it is known which may have."""
    is_same = before.read_fingerprint == sources.read_fingerprint
    files = candidates if candidates is not None and is_same else sources.texts
    result = read(files, before.stamps if is_same else {}, sources.config, progress, executor)
    accepted = {path: accept(now, before.parsed.get(path)) for path, now in result.parsed.items()}
    stamps = overlaid(before.stamps, result.stamps) if is_same else result.stamps
    parsed = overlaid(before.parsed, accepted) if is_same else accepted
    if len(sources.texts) < len(parsed):  # files went
        there = sources.files
        stamps = {path: stamp for path, stamp in stamps.items() if path in there}
        parsed = {path: given for path, given in parsed.items() if path in there}
    fresh = tuple(item for path, now in result.parsed.items() if (item := now.item) and accepted[path] is now)
    return Reading(Texts(sources.read_fingerprint, stamps, parsed), result.details, accepted, fresh)


class Assembled(Frozen, frozen=True):
    """A site, with what it was made from and what is wrong with it."""

    sources: Sources
    site: Site
    reading: Reading
    history: GitHistoryResult
    """What git said of the past of the texts."""
    file_problems: tuple[Problem, ...]
    """What is wrong with each file, and between files and the names of topics."""
    relation_problems: tuple[Problem, ...]
    """What is wrong between texts: links, pins."""

    @property
    def details(self) -> DetailLoader:
        """What only the own page of a text shows of it."""
        return self.reading.details

    @property
    def changed(self) -> frozenset[str]:
        """The paths for messages of the texts that were read anew."""
        return self.reading.changed

    @property
    def texts(self) -> Texts:
        """What the files gave."""
        return self.reading.texts

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Errors among them if the site should not be published."""
        return (*self.history.problems, *self.file_problems, *self.relation_problems)


def relate_texts(
    sources: Sources, reading: Reading, history: GitHistoryResult, known: Known | None = None
) -> Assembled:
    """The site that the texts make, related anew but for what is `known`."""
    content, file_problems = collect(reading.texts.parsed.values(), sources.assets, sources.config)
    site, relation_problems = relate(content, sources.config, history.history, known)
    return Assembled(sources, site, reading, history, file_problems, relation_problems)


def edit_texts(before: Assembled, sources: Sources, reading: Reading, history: GitHistoryResult) -> Assembled | None:
    """The site that the texts make, from the one before; it itself where nothing changed.

    None if more than some texts, in place, and their past may have changed.
    """
    old, new = before.texts, reading.texts
    if (
        len(reading.parsed) > MAX_EDITS
        or new.read_fingerprint != old.read_fingerprint
        or len(new.parsed) != len(old.parsed)
        or not reading.parsed.keys() <= old.parsed.keys()
        or (sources.config, sources.assets) != (before.sources.config, before.sources.assets)
    ):
        return None
    edited = {sources.files[path].path: (old.parsed[path], now) for path, now in reading.parsed.items()}
    of_edited = {problem for problem in before.file_problems if problem.place.path in edited}
    if of_edited != {problem for was, _ in edited.values() for problem in was.problems}:
        return None  # one of them was at odds with another file
    edits = in_place_edits(before.site, edited.values())
    if edits is None:
        return None
    site, relation_problems = before.site, before.relation_problems
    if edits.all or history.history is not site.history:
        site, relation_problems = relate_edits((site, relation_problems), edits, history.history)
    kept = (problem for problem in before.file_problems if problem not in of_edited)
    file_problems = (*kept, *(problem for _, now in edited.values() for problem in now.problems))
    return Assembled(sources, site, reading, history, file_problems, relation_problems)


def assemble_before(inputs: Inputs) -> Assembled | None:
    """The site that the last build published, if it is known and everything but the content is as it was."""
    texts, cache = inputs.texts_before, inputs.cache
    is_built = cache.outputs.values and texts.stamps and texts.parsed and cache.history.is_whole
    if not (inputs.is_continued and is_built):
        return None
    reading = Reading(texts, DetailLoader(inputs.config, {}))
    sources = replace(inputs.sources, others=inputs.others_before, stamps=cache.assets)
    is_known = cache.topics.is_whole and cache.outlets.is_whole
    known = Known(cache.topics.values, cache.outlets.values, cache.relation_problems) if is_known else None
    return relate_texts(sources, reading, GitHistoryResult(cache.history.values), known)


def assemble(
    inputs: Inputs, progress: Progress, before: Assembled | None = None, executor: "SharingExecutor | None" = None
) -> Assembled:
    """Read the content as far as it changed, and relate it; `before` is the site that the last build published."""
    sources, texts = inputs.sources, inputs.texts_before
    candidates = inputs.candidates if texts.parsed else None
    reading = read_texts(sources, texts, progress, candidates=candidates, executor=executor)
    with progress.step("history"):
        history = inputs.ask()
    with progress.step("relate"):
        if before:
            before.site.derive_lists()
        edited = edit_texts(before, sources, reading, history) if before else None
        return edited or relate_texts(sources, reading, history)
