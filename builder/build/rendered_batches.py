"""The pages of a build, rendered and staged batch by batch: by processes of this machine, or by an executor.

Whoever renders pages stages them too, so that what comes back says no more of a page than its address, size, time and
digest. Only where a process of an executor does not see the output's disk, its pages come back whole.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import structs
from msgspec.structs import replace

from builder.concurrency.parallel_map import MIN_PARALLEL, parallel_map
from builder.content.read import DetailLoader
from builder.core.problems import Problem
from builder.core.progress import PageTime
from builder.core.record import Frozen, Record
from builder.core.urls import Address
from builder.output.write import Staged, stage, staging_desk
from builder.pages.kind import PlannedPage
from builder.planning.plan import Kinds
from builder.relations.site import Site
from builder.rendering.render import Rendered, Renderer, render
from builder.theme.load import Theme
from builder.theme.same_theme import same_theme

if TYPE_CHECKING:
    from builder.concurrency.shared_map import SharingExecutor


class RenderContext(Frozen, frozen=True):
    """What every process that makes pages needs."""

    site: Site
    details: DetailLoader
    theme: Theme
    kinds: Kinds
    templates: frozenset[str]
    """Those that the pages need, for every process to have ready."""
    before: frozenset[Address]
    """The files of the output that may be there already, just as they are to be."""


class RenderedBatch(Frozen, frozen=True):
    """Some pages, staged, with what was wrong with their templates, and how they were rendered."""

    staged: Staged
    problems: tuple[Problem, ...] = ()
    slowest: tuple[PageTime, ...] = ()
    by_jinja: tuple[str, ...] = ()


def render_pages(
    context: RenderContext,
    pages: Sequence[PlannedPage],
    executor: "SharingExecutor | None",
    meanwhile: Callable[[], object],
) -> Iterator[RenderedBatch]:
    """The pages, made and staged batch by batch: by processes of this machine, or many of them by an executor.

    What this process has to do itself `meanwhile`, is called where it would have to wait for an executor.
    """
    if executor and len(pages) >= MIN_PARALLEL:
        yield from _render_elsewhere(executor, context, pages, meanwhile)
        return
    if len(pages) >= MIN_PARALLEL:
        context.site.materialize()
    packed = parallel_map(_batch_renderer, context, pages, context.site.config.jobs)
    yield from (msgspec.msgpack.decode(part, type=RenderedBatch) for part in packed)


class _Sent(Record, frozen=True):
    """What comes back of a batch from an executor: what was staged there, or the pages where it cannot be staged."""

    staged: RenderedBatch | None = None
    rendered: Rendered | None = None


class _SharedContext(Frozen, frozen=True):
    """What the processes of an executor need."""

    context: RenderContext
    desk: str


def _render_elsewhere(
    executor: "SharingExecutor", context: RenderContext, pages: Sequence[PlannedPage], meanwhile: Callable[[], object]
) -> Iterator[RenderedBatch]:
    """The pages, made batch by batch by an executor: staged there where it has the output's disk, else here."""
    from builder.concurrency.shared_map import shared_map  # noqa: PLC0415  # few builds have an executor

    if not executor.sees(context.site.config.content):
        context = replace(context, details=context.details.having(context.site.texts))
    with staging_desk(context.site.config.output) as desk:
        shared = _SharedContext(context, desk)
        for packed in shared_map(executor, _elsewhere_renderer, shared, pages, meanwhile):
            sent = _sent_decoder.decode(packed)
            if sent.staged:
                yield sent.staged
            elif sent.rendered:
                yield _staged(sent.rendered, context)


def _elsewhere_renderer(shared: _SharedContext) -> Callable[[Sequence[PlannedPage]], bytes]:
    """What renders pages in a process of an executor, which first has to have the same theme."""
    theme = same_theme(shared.context.theme, shared.context.site.config)
    context = replace(shared.context, theme=theme)
    context.site.materialize()
    renderer = _renderer(context)

    def render_batch(pages: Sequence[PlannedPage]) -> bytes:
        rendered = renderer(pages)
        if Path(shared.desk).is_dir():
            return _encoder.encode(_Sent(staged=_staged(rendered, context, shared.desk)))
        return _encoder.encode(_Sent(rendered=rendered))

    return render_batch


def _renderer(context: RenderContext) -> Callable[[Sequence[PlannedPage]], Rendered]:
    """What renders pages."""
    renderer = Renderer(context.site, context.theme, context.details, context.kinds)
    renderer.prepare(context.templates)
    return partial(render, renderer=renderer)


def _batch_renderer(context: RenderContext) -> Callable[[Sequence[PlannedPage]], bytes]:
    """What renders pages and stages those whose bytes changed, and packs the result so that it travels lightly."""
    rendered = _renderer(context)
    return lambda pages: msgspec.msgpack.encode(_staged(rendered(pages), context))


def _staged(rendered: Rendered, context: RenderContext, desk: str | None = None) -> RenderedBatch:
    staged = stage(rendered.files, context.site.config.output, context.before, desk)
    named = {each: structs.replace(staged.outputs[each], related=keys) for each, keys in rendered.related.items()}
    staged = replace(staged, outputs=staged.outputs | named)
    return RenderedBatch(staged, rendered.problems, rendered.slowest, rendered.by_jinja)


_encoder = msgspec.msgpack.Encoder()
_sent_decoder = msgspec.msgpack.Decoder(_Sent)
