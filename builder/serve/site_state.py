"""What is known of a site's files while it is served, and how that follows from what was known and what changed.

A file that turns wrong keeps what it held when it was right, and says what is wrong with it; so one slip of the pen
takes no page away.
"""

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from stat import S_ISREG

from builder.cache import fingerprint
from builder.config.config import Config
from builder.content.collect import collect
from builder.content.history import read_history
from builder.content.read import read
from builder.content.scan import SourceFile
from builder.core.model import Asset, GitHistoryResult, Parsed
from builder.core.problems import Problem, sort_problems
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.assemble import Assembled, Reading, assemble, last_good, read_texts, relate_texts
from builder.incremental.inputs import find_inputs
from builder.incremental.sources import Sources, Texts, find_sources
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds
from builder.relations.in_place_edits import in_place_edits
from builder.relations.relate_edits import relate_edits
from builder.relations.site import Site
from builder.serve.detail_cache import Kept
from builder.theme.language import load_language
from builder.theme.lint import lint_theme
from builder.theme.load import Theme, load_theme
from builder.vcs.working_tree import head_key, read_head


@dataclass(frozen=True, slots=True)
class Noticed:
    """What is wrong, by where it is noticed."""

    settings: tuple[Problem, ...] = ()
    files: tuple[Problem, ...] = ()
    """Of files that cannot be published, and of what each file holds."""
    relations: tuple[Problem, ...] = ()
    words: tuple[Problem, ...] = ()
    """Of the catalogues of the interface's words."""
    past: tuple[Problem, ...] = ()
    """Why git does not say when texts changed."""

    @property
    def own(self) -> tuple[Problem, ...]:
        """What is wrong with a file or a setting by itself."""
        return (*self.settings, *self.files, *self.words, *self.past)

    @property
    def all(self) -> tuple[Problem, ...]:
        """Everything, by place."""
        return sort_problems((*self.own, *self.relations))


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the last build remembers of the texts."""

    parsed: Mapping[str, Parsed]
    """What each file gave."""
    words: Mapping[str, str]
    """For each entry's path the words of its text."""


@dataclass(frozen=True)
class Held:
    """A site and the files that it was made from."""

    config: Config
    theme: Theme
    kinds: Kinds
    reading: bytes
    """The fingerprint of what reading depends on."""
    making: bytes
    """The fingerprint of the settings, templates and static files that every page depends on."""
    files: Mapping[str, SourceFile]
    """The Markdown files by their paths below content/."""
    texts: Texts
    """What each file gave, or gave when it was right."""
    past: GitHistoryResult
    """What git said last of the past of the texts."""
    site: Site
    details: Kept
    remembered: Remembered
    noticed: Noticed

    @cached_property
    def assets(self) -> Mapping[Address, Asset]:
        """The files that are published as they are, by address."""
        return {asset.address: asset for asset in (*self.site.assets, *self.theme.static)}


def hold(config: Config, kinds: Kinds = KINDS) -> Held:
    """Read a site, as far as its last build does not remember it. Raises ProblemsFound if there is no content."""
    inputs = find_inputs(config, kept=False, output=False)
    now = assemble(inputs, Progress())
    return _held(inputs.sources, now, kinds, Kept(now.details), Remembered(inputs.texts_before.parsed, inputs.words))


def _held(sources: Sources, now: Assembled, kinds: Kinds, details: Kept, remembered: Remembered) -> Held:
    """What is known of a site after it was looked at as a whole."""
    config, theme = sources.config, sources.theme
    of_words = _of_words(config, theme, kinds)
    of_files = (*sources.problems, *now.file_problems)
    return Held(
        config=_alone(config),
        theme=theme,
        kinds=kinds,
        reading=sources.read_fingerprint,
        making=sources.render_fingerprint,
        files={file.relative_path: file for file in sources.texts},
        texts=now.texts,
        past=now.history,
        site=now.site,
        details=details,
        remembered=remembered,
        noticed=Noticed(config.problems, of_files, now.relation_problems, of_words, now.history.problems),
    )


def _of_words(config: Config, theme: Theme, kinds: Kinds) -> tuple[Problem, ...]:
    """What is wrong with the catalogues of the interface's words, and what of the site's own theme is in vain."""
    _, problems = load_language(config.language, theme.folders)
    return (*problems, *lint_theme(theme, config, [kind.template for kind in kinds]))


def _alone(config: Config) -> Config:
    """Settings by which work is not shared: processes cannot be forked safely beside the threads of a server."""
    return replace(config, jobs=1)


def renewed(held: Held, config: Config) -> Held:
    """Look at everything again and read what changed. Raises ProblemsFound if there is no content.

    The site stays the very same value where it could only be the same again.
    """
    sources = find_sources(_alone(config), held.theme.stamps)
    reading = read_texts(sources, held.texts, Progress(), accept=last_good)
    past = past_of(held, config, sources.read_fingerprint)
    if _is_same(sources, reading, past, held):
        _, file_problems = collect(reading.texts.parsed.values(), sources.assets, sources.config)
        now = Assembled(held.site, reading, past, file_problems, held.noticed.relations)
        return _held(sources, now, held.kinds, held.details, held.remembered)
    now = relate_texts(sources, reading, past)
    return _held(sources, now, held.kinds, held.details.renewed(reading.details, reading.fresh), held.remembered)


def themed(held: Held) -> Held:
    """Look at the templates and static files again."""
    theme = load_theme(held.config.root, held.theme.stamps)
    making = fingerprint.render_fingerprint(held.reading, held.config, theme.folders, theme.static_folder)
    noticed = replace(held.noticed, words=_of_words(held.config, theme, held.kinds))
    return replace(held, theme=theme, making=making, noticed=noticed)


def past_of(held: Held, config: Config, reading: bytes) -> GitHistoryResult:
    """What git knows of the past of the texts: asked again if it stands elsewhere, or they are read otherwise."""
    head = read_head(config.content) if config.history else None
    is_same = reading == held.reading
    if is_same and held.past.head == head_key(head):
        return held.past
    return read_history(config, head, held.past.history if is_same else {})


def _is_same(sources: Sources, reading: Reading, past: GitHistoryResult, held: Held) -> bool:
    """Whether the same texts and files with the same settings and the same past are there."""
    now, before = reading.texts.parsed, held.texts.parsed
    return (
        past.history is held.site.history
        and (sources.config, sources.render_fingerprint, [*now]) == (held.config, held.making, [*before])
        and all(parsed is before[path] for path, parsed in now.items())
        and [asset.file for asset in sources.assets] == [asset.file for asset in held.site.assets]
    )


def edited(held: Held, paths: Collection[str]) -> Held | None:
    """Read some of the Markdown files again, named by their paths below content/, and take up what git said last.

    None if more than the texts of these files may have changed, so that everything has to be looked at.
    """
    found = [held.files[path]._replace(mark=()) for path in paths if path in held.files]
    if len(found) < len(paths) or not all(_is_plain(each.file(held.config.content)) for each in found):
        return None
    known = {each.relative_path: replace(held.texts.stamps[each.relative_path], mark=()) for each in found}
    read_now = read(found, known, held.config, Progress())
    new = {path: last_good(parsed, held.texts.parsed[path]) for path, parsed in read_now.parsed.items()}
    edits = in_place_edits(held.site, [(held.texts.parsed[path], now) for path, now in new.items()])
    if edits is None:
        return None
    sound = [edit.new for edit in edits.all]
    names = {held.files[path].path for path in new}
    of_files = [problem for problem in held.noticed.files if problem.place.path not in names]
    of_files += [problem for parsed in new.values() for problem in parsed.problems]
    site, of_relations = held.site, held.noticed.relations
    if edits.all or held.past.history is not site.history:
        site, of_relations = relate_edits((site, of_relations), edits, held.past.history)
    return replace(
        held,
        texts=replace(
            held.texts,
            stamps={**held.texts.stamps, **read_now.stamps},
            parsed={**held.texts.parsed, **new},
        ),
        site=site,
        details=held.details.renewed(read_now.details, sound),
        noticed=replace(held.noticed, files=tuple(of_files), relations=of_relations, past=held.past.problems),
    )


def _is_plain(file: str) -> bool:
    try:
        return S_ISREG(os.lstat(file).st_mode)
    except OSError:
        return False
