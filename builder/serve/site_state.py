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
from builder.content.scan import FileStamp, SourceFile, scan
from builder.core.model import Asset, GitHistoryResult, Parsed
from builder.core.problems import Problem, errors, sort_problems
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.assemble import assemble
from builder.incremental.inputs import survey
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds
from builder.relations.in_place_edits import in_place_edits
from builder.relations.relate import relate
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
    seen: dict[str, FileStamp]
    parsed: dict[str, Parsed]
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
    look = survey(config, kinds, kept=False, output=False)
    now = assemble(look, Progress())
    of_texts = tuple(problem for each in now.parsed.values() for problem in each.problems)
    own = frozenset((*of_texts, *now.past.problems))
    between = tuple(problem for problem in now.problems if problem not in own)
    of_words = _of_words(config, look.theme, look.kinds)
    return Held(
        config=_alone(config),
        theme=look.theme,
        kinds=look.kinds,
        reading=look.reading,
        making=look.making,
        files={found.relative_path: found for found in look.texts},
        seen=now.seen,
        parsed=now.parsed,
        past=now.past,
        site=now.site,
        details=Kept(now.details),
        remembered=Remembered(look.parsed, look.words),
        noticed=Noticed(config.problems, (*look.of_files, *of_texts), between, of_words, now.past.problems),
    )


def _of_words(config: Config, theme: Theme, kinds: Kinds) -> tuple[Problem, ...]:
    """What is wrong with the catalogues of the interface's words, and what of the site's own theme is in vain."""
    _, problems = load_language(config.language, theme.folders)
    return (*problems, *lint_theme(theme, config, [kind.template for kind in kinds]))


def _alone(config: Config) -> Config:
    """Settings by which work is not shared: processes cannot be forked safely beside the threads of a server."""
    return replace(config, jobs=1)


def renewed(held: Held, config: Config) -> Held:
    """Look at everything again and read what changed. Raises ProblemsFound if there is no content."""
    config = _alone(config)
    theme = load_theme(config.root, held.theme.stamps)
    found, of_files = scan(config)
    texts = [each for each in found if each.is_markdown]
    others = [each for each in found if not each.is_markdown]
    reading = fingerprint.read_fingerprint(config)
    known = held.seen if reading == held.reading else {}
    read_now = read(texts, known, config, Progress())
    parsed = {
        each.relative_path: believed(read_now.parsed.get(each.relative_path), held.parsed.get(each.relative_path))
        for each in texts
    }
    sound = [item for path, each in read_now.parsed.items() if (item := each.item) and parsed[path] is each]
    now = replace(
        held,
        config=config,
        theme=theme,
        reading=reading,
        making=fingerprint.render_fingerprint(reading, config, theme.folders, theme.static_folder),
        files={each.relative_path: each for each in texts},
        seen={
            each.relative_path: read_now.stamps.get(each.relative_path) or held.seen[each.relative_path]
            for each in texts
        },
        parsed=parsed,
        past=past_of(held, config, reading),
        details=held.details.renewed(read_now.details, sound),
    )
    assets = tuple(
        Asset(each.path, Address(each.relative_path), each.file(config.content), each.mark) for each in others
    )
    return _related(now, held, assets, tuple(of_files))


def themed(held: Held) -> Held:
    """Look at the templates and static files again."""
    theme = load_theme(held.config.root, held.theme.stamps)
    making = fingerprint.render_fingerprint(held.reading, held.config, theme.folders, theme.static_folder)
    noticed = replace(held.noticed, words=_of_words(held.config, theme, held.kinds))
    return replace(held, theme=theme, making=making, noticed=noticed)


def _related(now: Held, before: Held, assets: tuple[Asset, ...], of_files: tuple[Problem, ...]) -> Held:
    """With the site that the files make; the one before if it could only be the same again."""
    content, of_texts = collect(now.parsed.values(), assets, now.config)
    of_words = _of_words(now.config, now.theme, now.kinds)
    of_files = (*of_files, *of_texts)
    noticed = Noticed(now.config.problems, of_files, before.noticed.relations, of_words, now.past.problems)
    if _is_same(now, before) and [each.file for each in assets] == [each.file for each in before.site.assets]:
        return replace(now, noticed=noticed, details=before.details)
    site, of_relations = relate(content, now.config, now.past.history)
    return replace(now, site=site, noticed=replace(noticed, relations=of_relations))


def past_of(held: Held, config: Config, reading: bytes) -> GitHistoryResult:
    """What git knows of the past of the texts: asked again if it stands elsewhere, or they are read otherwise."""
    head = read_head(config.content) if config.history else None
    is_same = reading == held.reading
    if is_same and held.past.head == head_key(head):
        return held.past
    return read_history(config, head, held.past.history if is_same else {})


def _is_same(now: Held, before: Held) -> bool:
    """Whether the same texts with the same settings and the same past are there."""
    return (
        now.past.history is before.site.history
        and (now.config, now.making, [*now.parsed]) == (before.config, before.making, [*before.parsed])
        and all(each is before.parsed[path] for path, each in now.parsed.items())
    )


def believed(now: Parsed | None, before: Parsed | None) -> Parsed:
    """What a file is taken to hold: what it gave now, if it was read, but what it gave before where it is wrong now."""
    if now is None:
        return before or Parsed()
    if errors(now.problems) and before and before.item:
        return replace(before, problems=now.problems)
    return now


def edited(held: Held, paths: Collection[str]) -> Held | None:
    """Read some of the Markdown files again, named by their paths below content/, and take up what git said last.

    None if more than the texts of these files may have changed, so that everything has to be looked at.
    """
    found = [held.files[path]._replace(mark=()) for path in paths if path in held.files]
    if len(found) < len(paths) or not all(_is_plain(each.file(held.config.content)) for each in found):
        return None
    known = {each.relative_path: replace(held.seen[each.relative_path], mark=()) for each in found}
    read_now = read(found, known, held.config, Progress())
    new = {path: believed(parsed, held.parsed[path]) for path, parsed in read_now.parsed.items()}
    edits = in_place_edits(held.site, [(held.parsed[path], now) for path, now in new.items()])
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
        seen=held.seen | read_now.stamps,
        parsed=held.parsed | new,
        site=site,
        details=held.details.renewed(read_now.details, sound),
        noticed=replace(held.noticed, files=tuple(of_files), relations=of_relations, past=held.past.problems),
    )


def _is_plain(file: str) -> bool:
    try:
        return S_ISREG(os.lstat(file).st_mode)
    except OSError:
        return False
