"""Site state: a site with the files it was made from, and how it follows from the state before and what changed.

A file that turns wrong keeps what it held when it was right, and says what is wrong with it; so one slip of the pen
takes no page away.
"""

import os
from collections.abc import Collection, Mapping
from functools import cached_property
from stat import S_ISREG

from msgspec import field
from msgspec.structs import replace

from builder.cache import fingerprint
from builder.config.config import Config
from builder.content.history import read_history
from builder.core.model import Asset, GitHistoryResult, Parsed
from builder.core.problems import Problem, at_levels, sort_problems
from builder.core.progress import Progress
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.incremental.assemble import Assembled, assemble, edit_texts, last_good, read_texts, relate_texts
from builder.incremental.inputs import find_inputs
from builder.incremental.sources import Sources, Texts, find_sources
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds
from builder.relations.site import Site
from builder.serve.detail_cache import DetailCache
from builder.theme.check import check_theme
from builder.theme.language import load_language
from builder.theme.load import Theme, load_theme
from builder.vcs.working_tree import head_key, read_head


class BuildMemory(Frozen, frozen=True):
    """What the last build is known to have read, by which the search index is made sooner."""

    parsed: Mapping[str, Parsed] = field(default_factory=dict)
    """What each file gave."""
    words: Mapping[str, str] = field(default_factory=dict)
    """For each entry's path the words of its text."""


class SiteState(Frozen, frozen=True, dict=True):
    """A site and the files that it was made from."""

    assembled: Assembled
    kinds: Kinds
    details: DetailCache
    history: GitHistoryResult
    """What git said last of the past of the texts; pages may not show it yet."""
    setting_problems: tuple[Problem, ...]
    """What is wrong with the settings; if they cannot be used, the state is still that of the settings before."""
    theme_problems: tuple[Problem, ...]
    """What is wrong with the catalogues of the interface's words, and what of the site's own theme is in vain."""
    build_memory: BuildMemory = BuildMemory()

    @property
    def sources(self) -> Sources:
        """What lay on the disk when it was looked at last."""
        return self.assembled.sources

    @property
    def config(self) -> Config:
        """The settings."""
        return self.sources.config

    @property
    def theme(self) -> Theme:
        """The templates and static files."""
        return self.sources.theme

    @property
    def site(self) -> Site:
        """The site."""
        return self.assembled.site

    @property
    def texts(self) -> Texts:
        """What each Markdown file gave, or gave when it was right."""
        return self.assembled.texts

    @cached_property
    def assets(self) -> Mapping[Address, Asset]:
        """The files that are published as they are, by address."""
        return {asset.address: asset for asset in (*self.site.assets, *self.theme.static)}

    @property
    def file_problems(self) -> tuple[Problem, ...]:
        """What is wrong with files that cannot be published, and with what each file holds."""
        return (*self.sources.problems, *self.theme.problems, *self.assembled.file_problems)

    @property
    def own_problems(self) -> tuple[Problem, ...]:
        """What is wrong with a file or a setting by itself."""
        return (*self.setting_problems, *self.file_problems, *self.theme_problems, *self.history.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, by place."""
        found = (*self.own_problems, *self.assembled.relation_problems)
        return sort_problems(at_levels(found, self.config.problems))


def load_state(config: Config, kinds: Kinds = KINDS) -> SiteState:
    """Read a site, as far as the cache of its last build does not hold it. Raises ProblemsFound without content."""
    inputs = find_inputs(config, remember=False, output=False)
    now = assemble(inputs, Progress())
    sources = replace(inputs.sources, config=_without_workers(config))
    return SiteState(
        assembled=replace(now, sources=sources),
        kinds=kinds,
        details=DetailCache(now.details),
        history=now.history,
        setting_problems=config.setting_problems,
        theme_problems=_theme_problems(sources, kinds),
        build_memory=BuildMemory(inputs.texts_before.parsed, inputs.words),
    )


def _theme_problems(sources: Sources, kinds: Kinds) -> tuple[Problem, ...]:
    _, problems = load_language(sources.config.language, sources.theme.folders)
    return (*problems, *check_theme(sources.theme, sources.config, [kind.template for kind in kinds]))


def _without_workers(config: Config) -> Config:
    """Settings by which work is not shared: processes cannot be forked safely beside the threads of a server."""
    return replace(config, jobs=1)


def rescan(state: SiteState, config: Config) -> SiteState:
    """Look at everything again and read what changed. Raises ProblemsFound if there is no content.

    The site stays the very same value where it could only be the same again.
    """
    sources = find_sources(_without_workers(config), state.theme.stamps, state.sources.stamps)
    reading = read_texts(sources, state.texts, Progress(), accept=last_good(config))
    history = current_history(state, config, sources.read_fingerprint)
    now = edit_texts(state.assembled, sources, reading, history) or relate_texts(sources, reading, history)
    return replace(
        state,
        assembled=now,
        details=state.details.updated(now.details, now.reading.fresh),
        history=history,
        setting_problems=config.setting_problems,
        theme_problems=_theme_problems(sources, state.kinds),
    )


def reload_theme(state: SiteState) -> SiteState:
    """Look at the templates and static files again."""
    before = state.sources
    theme = load_theme(before.config.root, before.theme.stamps, before.config.templates, before.config.language)
    rendering = fingerprint.render_fingerprint(before.read_fingerprint, before.config, theme)
    sources = replace(before, theme=theme, render_fingerprint=rendering)
    assembled = replace(state.assembled, sources=sources)
    return replace(state, assembled=assembled, theme_problems=_theme_problems(sources, state.kinds))


def current_history(state: SiteState, config: Config, read_fingerprint: bytes) -> GitHistoryResult:
    """What git knows of the past of the texts: asked again if it stands elsewhere, or they are read otherwise."""
    head = read_head(config.content) if config.history else None
    is_same = read_fingerprint == state.sources.read_fingerprint
    if is_same and state.history.head == head_key(head):
        return state.history
    return read_history(config, head, state.history.history if is_same else {})


def edit(state: SiteState, paths: Collection[str]) -> SiteState | None:
    """Read some of the Markdown files again, named by their paths below content/, and take up what git said last.

    None if more than the texts of these files may have changed, so that everything has to be looked at.
    """
    sources = state.sources
    files = [sources.files[path]._replace(mark=()) for path in paths if path in sources.files]
    if len(files) < len(paths) or not all(_is_regular_file(file.file(sources.config.content)) for file in files):
        return None
    reading = read_texts(sources, state.texts, Progress(), candidates=files, accept=last_good(sources.config))
    now = edit_texts(state.assembled, sources, reading, state.history)
    if now is None:
        return None
    return replace(state, assembled=now, details=state.details.updated(now.details, reading.fresh))


def _is_regular_file(path: str) -> bool:
    try:
        return S_ISREG(os.lstat(path).st_mode)
    except OSError:
        return False
