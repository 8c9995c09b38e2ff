"""The way from files to a site, the same for builds and for serving: read those of the sources that changed, relate."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from builder.content.collect import collect
from builder.content.read import DetailLoader, read
from builder.content.scan import SourceFile
from builder.core.model import GitHistoryResult, Parsed, Text
from builder.core.problems import Problem, errors
from builder.core.progress import Progress
from builder.incremental.inputs import Inputs
from builder.incremental.sources import Sources, Texts
from builder.relations.relate import relate
from builder.relations.site import Site


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts as they are now."""

    texts: Texts
    details: DetailLoader
    fresh: tuple[Text, ...]
    """The entries and pages that were read anew, as their files hold something else than before."""

    @property
    def changed(self) -> frozenset[str]:
        """Their paths for messages."""
        return frozenset(text.path for text in self.fresh)


Accept = Callable[[Parsed, Parsed | None], Parsed]
"""What a file is taken to hold, given what it gave now and what it gave before."""


def as_read(now: Parsed, _before: Parsed | None) -> Parsed:
    """For builds: what the file gave."""
    return now


def last_good(now: Parsed, before: Parsed | None) -> Parsed:
    """For serving: what the file gave, but where that is wrong, what it gave when it was right."""
    return replace(before, problems=now.problems) if errors(now.problems) and before and before.item else now


def read_texts(
    sources: Sources,
    before: Texts,
    progress: Progress,
    *,
    candidates: Iterable[SourceFile] | None = None,
    accept: Accept = as_read,
) -> Reading:
    """Read those of the texts that changed since another reading; `candidates`, where it is known which may have."""
    is_same = before.read_fingerprint == sources.read_fingerprint
    files = candidates if candidates is not None and is_same else sources.texts
    result = read(files, before.stamps if is_same else {}, sources.config, progress)
    accepted = {path: accept(now, before.parsed.get(path)) for path, now in result.parsed.items()}
    paths = [file.relative_path for file in sources.texts]
    stamps = {**before.stamps, **result.stamps} if is_same else result.stamps
    parsed = {**before.parsed, **accepted} if is_same else accepted
    texts = Texts(
        read_fingerprint=sources.read_fingerprint,
        stamps=stamps if len(stamps) == len(paths) else {path: stamps[path] for path in paths},
        parsed={path: parsed[path] for path in paths},
    )
    fresh = tuple(item for path, now in result.parsed.items() if (item := now.item) and accepted[path] is now)
    return Reading(texts, result.details, fresh)


@dataclass(frozen=True, slots=True)
class Assembled:
    """A site, with what it was made from and what is wrong with it."""

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


def relate_texts(sources: Sources, reading: Reading, history: GitHistoryResult) -> Assembled:
    """The site that the texts make."""
    content, file_problems = collect(reading.texts.parsed.values(), sources.assets, sources.config)
    site, relation_problems = relate(content, sources.config, history.history)
    return Assembled(site, reading, history, file_problems, relation_problems)


def assemble(inputs: Inputs, progress: Progress) -> Assembled:
    """Read the content as far as it changed, and relate it."""
    sources = inputs.sources
    before = inputs.texts_before
    reading = read_texts(sources, before, progress, candidates=inputs.candidates if before.parsed else None)
    with progress.step("history"):
        history = inputs.ask()
    with progress.step("relate"):
        return relate_texts(sources, reading, history)
