"""The pipeline of a build, the story in one place: read, relate, plan, render, write, remember.

The command line finds the inputs, and asks for nothing more if the last build still stands. `assemble` reads and
relates, `schedule` plans what a change asks for; that is rendered and written, and cached for the next build.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import structs
from msgspec.structs import replace

from builder.build.rendered_batches import RenderContext, RenderedBatch, render_pages
from builder.build.search_index import SearchFiles, search_index
from builder.cache.report import Report
from builder.cache.store import BuildCache, save_cache, saved_words
from builder.concurrency.parallel_map import batches
from builder.config.config import Config
from builder.core.problems import Code, Problem, ProblemsFound, Severity, at_levels, errors, fatal, sort_problems
from builder.core.progress import Progress
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.incremental.assemble import Assembled, assemble, assemble_before
from builder.incremental.inputs import Inputs
from builder.incremental.schedule import Schedule, schedule
from builder.output.inspect import STAGING
from builder.output.manifest import OutputFile
from builder.output.packed_size import packed_size
from builder.output.size_budget import TooLarge, check_packed, check_size, is_known_to_fit, measure, total_size
from builder.output.write import Staged, Target, Written, stage, write
from builder.pages.registry import KINDS, files_by_setting
from builder.planning.plan import Kinds, samples
from builder.relations.site import Site
from builder.rendering.render import Renderer, one_of_each, render
from builder.theme.check import check_theme
from builder.theme.language import load_language

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from builder.concurrency.shared_map import SharingExecutor


MIN_BESIDE = 500
"""Of fewer entries the search index is made sooner than a process is started for it."""

FEW_TEXTS = 20
"""After an edit of so many texts at most, which keep their topics, it is updated sooner too."""


class Built(Frozen, frozen=True):
    """A site that was published."""

    assembled: Assembled
    written: Written
    report: Report


def build(
    inputs: Inputs,
    progress: Progress | None = None,
    executor: "SharingExecutor | Executor | None" = None,
    kinds: Kinds = KINDS,
) -> Built:
    """Publish a site into its output folder, doing only what its last build did not do already.

    Many files are read, and many pages rendered, by processes of this machine, or by an executor if there is one.
    Raises ProblemsFound, with the output as it was, if anything is wrong, and ExecutorFailed if the executor is.
    """
    progress = progress or Progress()
    spread = _sharing(executor) if executor else None
    with progress.step("relate"):
        before = assemble_before(inputs)
    now = assemble(inputs, progress, before, spread)
    is_beside = not spread and inputs.config.jobs > 1 and _takes_long(before, now)
    with search_index(before, inputs, now, progress, beside=is_beside) as search:
        todo, problems = prepare(inputs, now, progress, before, kinds)
        if is_refused(problems, inputs.config):
            _remember_texts(inputs, now, problems)
            raise ProblemsFound(sort_problems((*problems, *template_problems(inputs, now, kinds))))
        templates = frozenset(page.kind.template for page in todo.pages if page.kind.template)
        context = RenderContext(now.site, now.details, inputs.theme, kinds, templates, inputs.reusable)
        batch_count = len(batches(len(todo.pages)))
        rendered = progress.track(render_pages(context, todo.pages, spread, search), "render", batch_count)
        with progress.step("write"):
            index = _write_index(search, inputs.standing_index, context)
            staged = chain(_checked(rendered, progress), _copy_files(todo, context), index)
            parts = _within_budget(staged, {**inputs.earlier_static, **todo.kept}, inputs, kinds)
            written = write(parts, _target(inputs, todo))
        told = sort_problems((*problems, *_large(written.outputs, inputs.config, kinds)))
        built = Built(now, written, _report(now.site, written, told))
        if inputs.is_remembered:
            with progress.step("remember"):
                save_cache(_next_cache(inputs, built, todo, search()), inputs.config.root)
    return built


def _sharing(executor: "SharingExecutor | Executor") -> "SharingExecutor":
    """The executor as one that shares, which makes sure that the same is installed wherever it works."""
    from builder.cache.installed import check_of_here  # noqa: PLC0415  # few builds have an executor, and these load much
    from builder.concurrency.local_executor import sharing  # noqa: PLC0415

    return sharing(executor, check_of_here())


def _takes_long(before: Assembled | None, now: Assembled) -> bool:
    """Whether it takes longer to make the search index than to start a process for it."""
    # An edit in place that retags nothing takes these numbers over as they are.
    keeps_topics = before is not None and before.site.topics.numbers is now.site.topics.numbers
    return len(now.site.entries) >= MIN_BESIDE and not (keeps_topics and len(now.changed) <= FEW_TEXTS)


def prepare(
    inputs: Inputs, now: Assembled, progress: Progress, before: Assembled | None, kinds: Kinds
) -> tuple[Schedule, tuple[Problem, ...]]:
    """Plan what is to be rendered; and all that is known to be wrong by now, at the levels that the settings say.

    `before` is the site that the last build published, if it is known.
    """
    with progress.step("plan"):
        _, language_problems = load_language(inputs.config.language, inputs.theme.folders)
        todo = schedule(before, inputs, now, kinds)
        theme_problems = check_theme(inputs.theme, inputs.config, [kind.template for kind in kinds])
    found = chain(inputs.problems, language_problems, theme_problems, now.problems, todo.problems)
    return todo, sort_problems(at_levels(found, inputs.config.problems))


def is_refused(problems: Iterable[Problem], config: Config) -> bool:
    """Whether a site with these problems is not published."""
    return bool(fatal(problems) if config.keep_going else errors(problems))


def template_problems(inputs: Inputs, now: Assembled, kinds: Kinds) -> tuple[Problem, ...]:
    """What is wrong with templates, as it shows on one page of each kind."""
    return render(samples(now.site, kinds), Renderer(now.site, inputs.theme, now.details, kinds)).problems


def _target(inputs: Inputs, todo: Schedule) -> Target:
    """The output, where what the schedule keeps stays as it is."""
    return Target(
        folder=inputs.config.output,
        made_before=inputs.made_before,
        kept=todo.kept,
        earlier=inputs.earlier_static.keys(),
        site=inputs.config.site_name,
        is_as_seen=inputs.is_output_as_seen,
    )


def _checked(batches: Iterable[RenderedBatch], progress: Progress) -> Iterator[Staged]:
    """The parts as they come. Raises ProblemsFound behind the last one if any template was wrong."""
    problems: list[Problem] = []
    for part in batches:
        problems += part.problems
        progress.record(part.slowest, part.by_jinja)
        yield part.staged
    if problems:
        raise ProblemsFound(sort_problems(one_of_each(problems)))


def _copy_files(todo: Schedule, context: RenderContext) -> Iterator[Staged]:
    """The files that are published as they are, each remembered with the mark of the one that it is a copy of."""
    for copy in todo.copies:
        content = read_file(copy.asset.file)
        staged = stage([(copy.address, content)], context.site.config.output, context.before)
        outputs = {address: structs.replace(made, source=copy.asset.mark) for address, made in staged.outputs.items()}
        yield replace(staged, outputs=outputs)


def _write_index(
    search: Callable[[], SearchFiles], standing: Mapping[Address, OutputFile], context: RenderContext
) -> Iterator[Staged]:
    """The files of the search index: those that stay as they are, and the others."""
    index = search()
    yield Staged(index.kept(standing), 0)
    yield stage(index.files.items(), context.site.config.output, context.before)


def _within_budget(
    parts: Iterable[Staged], stays: Mapping[Address, OutputFile], inputs: Inputs, kinds: Kinds
) -> Iterator[Staged]:
    """The parts as they come. Raises TooLarge behind the last one if all files together are too large.

    To tell how large they are packed takes time, so it is not asked where the site is known to fit: it has no more
    than the last build's and what this one made.
    """
    config, outputs, packed = inputs.config, dict(stays), inputs.cache.report.packed
    for part in parts:
        outputs |= part.outputs
        packed += total_size(part.outputs) if packed and part.changed else 0
        yield part
    problems = errors(_large(outputs, config, kinds)) if _refuses_large(config) else ()
    if problems or not is_known_to_fit(total_size(outputs), packed, config):
        packed = packed_size(outputs, (config.output / STAGING, config.output))
        if problems := (*problems, *check_packed(config, packed)):
            raise TooLarge(problems, measure(outputs, packed))
    yield Staged({}, 0, packed)


def _refuses_large(config: Config) -> bool:
    """Whether a site that is too large as it lies is an error, by its settings."""
    return config.problems.get(Code.SITE_LARGE) is Severity.ERROR


def _large(outputs: Mapping[Address, OutputFile], config: Config, kinds: Kinds) -> tuple[Problem, ...]:
    """What is said of a site that is larger than its budget, at the level that the settings say."""
    return tuple(at_levels(check_size(outputs, config, files_by_setting(kinds)), config.problems))


def _report(site: Site, written: Written, problems: tuple[Problem, ...]) -> Report:
    return Report(
        problems=problems,
        entries=len(site.entries),
        days=len(site.days),
        topics=len(site.topics),
        pages=_pages_of(written.outputs) - _pages_of(written.copies),
        files=len(written.outputs),
        size=total_size(written.outputs),
        packed=written.packed,
    )


def _pages_of(addresses: Iterable[Address]) -> int:
    return sum([address[-5:] == ".html" for address in addresses])


def _remember_texts(inputs: Inputs, now: Assembled, problems: Iterable[Problem]) -> None:
    """Cache, of a build that failed, what the files gave, where no build before knows that; and no page."""
    is_known = inputs.cache.outputs.values and inputs.texts_before.parsed
    if not inputs.is_remembered or is_known or fatal(problems):
        return
    cache = replace(
        inputs.cache,
        read_fingerprint=inputs.sources.read_fingerprint,
        render_fingerprint=b"",
        stamps=BuildCache().stamps.becoming(now.texts.stamps),
        parsed=BuildCache().parsed.becoming(now.texts.parsed),
        words=BuildCache().words,
        topics=BuildCache().topics,
        outlets=BuildCache().outlets,
        relation_problems=(),
        head=now.history.head,
        history=BuildCache().history.becoming(now.site.history),
    )
    save_cache(cache, inputs.config.root)


def _next_cache(inputs: Inputs, built: Built, todo: Schedule, search: SearchFiles) -> BuildCache:
    now, written = built.assembled, built.written
    return BuildCache(
        read_fingerprint=inputs.sources.read_fingerprint,
        render_fingerprint=inputs.sources.render_fingerprint,
        output=inputs.config.display_path(inputs.config.output),
        ended=written.ended,
        output_folder=written.folder,
        site=inputs.config.site_name,
        stamps=inputs.cache.stamps.becoming(now.texts.stamps),
        static=inputs.theme.stamps,
        assets=inputs.sources.stamps,
        parsed=inputs.cache.parsed.becoming(now.texts.parsed),
        outputs=inputs.cache.outputs.becoming(written.outputs),
        copies=written.copies,
        earlier=tuple(inputs.earlier_static),
        head=now.history.head,
        history=inputs.cache.history.becoming(now.site.history),
        words=saved_words(search.words, inputs.config.root),
        topics=inputs.cache.topics.becoming(now.site.topics.numbers),
        outlets=inputs.cache.outlets.becoming(now.site.outlets.numbers),
        input_problems=inputs.problems,
        relation_problems=now.relation_problems,
        postings_below=search.postings_below,
        has_taken_addresses=todo.has_taken_addresses,
        report=built.report,
        today=inputs.config.today,
        next_change=now.site.names.content.next_change,
    )
