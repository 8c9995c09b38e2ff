"""The work that a build has to do: the pages and copies that may differ from what the last build left."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Never

from builder.core.problems import Code, Problem
from builder.core.record import Frozen
from builder.core.urls import SEARCH_FOLDER, Address
from builder.incremental.assemble import Assembled
from builder.incremental.inputs import Inputs
from builder.output.inspect import folds_case
from builder.output.manifest import OutputFile
from builder.pages.kind import Copied, Overview, PlannedPage
from builder.pages.shared import Pieces
from builder.planning.collisions import are_free
from builder.planning.plan import (
    Kinds,
    copies_of,
    listed_in_sitemap,
    matching,
    overview_pages,
    plan,
    problems_of_addresses,
)
from builder.relations.changes import Changes, changes_between
from builder.relations.site import Site
from builder.theme.language import load_language


class Schedule(Frozen, frozen=True):
    """The work of a build."""

    pages: tuple[PlannedPage, ...]
    copies: tuple[Copied, ...]
    kept: Mapping[Address, OutputFile]
    """The published files that stay as they are."""
    problems: tuple[Problem, ...]
    """Of addresses and links; errors among them if the site should not be published."""

    @property
    def has_taken_addresses(self) -> bool:
        """Whether something is left out as its address is that of something else."""
        return any(problem.code in (Code.ADDRESS_TAKEN, Code.ALIAS_TAKEN) for problem in self.problems)


def schedule(before: Assembled | None, inputs: Inputs, now: Assembled, kinds: Kinds) -> Schedule:
    """The pages that a change since the last build may alter, and those that are not as it left them.

    `before` is the site as that build published it, if it is known; see `assemble_before`.
    """
    changes = None
    if before and not every_page_differs(before.site, now.site, inputs, kinds):
        changes = changes_between(
            before.site,
            now.site,
            now.changed,
            partial(_related_keys, inputs),
            lists_show_texts=inputs.theme.has_own_templates,
        )
        if alone := _affected_alone(inputs, changes, kinds):
            return alone
    planned, problems = plan(now.site, inputs.theme, kinds, folds_case=folds_case(inputs.config.content))
    may_differ = _may_differ(changes, kinds)
    pages = tuple(page for page in planned.pages if not _is_made(inputs, page) or may_differ(page))
    there = {page.address for page in planned.pages} | {copy.address for copy in planned.copies}
    return _schedule(inputs, pages, planned.copies, inputs.standing.keys() - there, problems)


def every_page_differs(before: Site, after: Site, inputs: Inputs, kinds: Kinds) -> bool:
    """Whether what every page shows of the content is something else than before: the menu."""
    language, _ = load_language(inputs.config.language, inputs.theme.folders)
    old, new = (Pieces(site, language, _no_detail, kinds).view for site in (before, after))
    return (old.sections, old.ways, old.menu) != (new.sections, new.ways, new.menu)


def _no_detail(text: object) -> Never:
    raise LookupError(f"what every page shows cannot depend on the text of {text}")


def _may_differ(changes: Changes | None, kinds: Kinds) -> Callable[[PlannedPage], bool]:
    """What tells of a planned page whether it may differ from the one that was published."""
    if changes is None:
        return lambda _: True
    affected = {page.address for kind in kinds for page in kind.affected_pages(changes, changes.after)}
    altered = {kind.name for kind in kinds if kind.overview and (kind.is_affected(changes) or not kind.gives_way)}
    return lambda page: page.address in affected or page.kind.name in altered


def _affected_alone(inputs: Inputs, changes: Changes, kinds: Kinds) -> Schedule | None:
    """The work, with nothing planned but what a change affects; None where that is not all that may come or go.

    Everything is still there then that the last build published, and what comes finds its address free.
    """
    if not _is_as_left(inputs, changes):
        return None
    before, after = changes.before, changes.after
    pages = {page.address: page for kind in kinds for page in kind.affected_pages(changes, after)}
    old = {page.address for kind in kinds for page in kind.affected_pages(changes, before)}
    came, gone = pages.keys() - old, old - pages.keys()
    stays = inputs.standing.keys() - (inputs.standing_index.keys() | gone)
    index = {SEARCH_FOLDER.rstrip("/")} if after.config.search else set()
    if came and not are_free(came, chain(stays, index)):
        return None
    addresses = stays | came
    overviews = [kind for kind in kinds if kind.overview and not kind.gives_way]
    if came or gone or any(kind.is_affected(changes) for kind in overviews):
        not_pages = {*inputs.cache.copies, *(alias.address for alias in after.aliases)}
        stay = sorted(stays - not_pages)  # in order already, so that both lists are put in order in no time
        of_before, of_after = (
            {page.address: page for page in _overview_pages(site, chain(stay, others), kinds, overviews)}
            for site, others in ((before, gone), (after, came))
        )
        if of_after.keys() != {*_standing_overviews(inputs, overviews)}:
            return None
        listing = of_after.items()
        pages |= {at: page for at, page in listing if not page.kind.stays(page, of_before.get(at), changes)}
    work = tuple(pages[address] for address in sorted(pages))
    found = tuple(problems_of_addresses(after, after.aliases, addresses))
    return _schedule(inputs, work, copies_of(after, inputs.theme), gone, found)


def _overview_pages(site: Site, pages: Iterable[Address], kinds: Kinds, overviews: Kinds) -> Iterator[PlannedPage]:
    """The pages that follow from the addresses of all others in a state of the site."""
    return overview_pages(Overview(site, listed_in_sitemap(pages, kinds, site)), overviews)


def _standing_overviews(inputs: Inputs, kinds: Kinds) -> Iterator[Address]:
    """The published pages of the kinds that follow from the addresses of others."""
    standing = inputs.standing
    found = matching((kind.pattern for kind in kinds), standing)
    return (address for address in found if standing[address].source is None)


def _schedule(
    inputs: Inputs,
    pages: tuple[PlannedPage, ...],
    copies: Iterable[Copied],
    gone: Iterable[Address],
    problems: tuple[Problem, ...],
) -> Schedule:
    """The pages, and those of the copies that have to be made; all others are kept but for what is gone.

    The search index is looked after elsewhere.
    """
    copies = tuple(copy for copy in copies if not _is_copied(inputs, copy))
    again = chain((page.address for page in pages), (copy.address for copy in copies))
    kept = dict(inputs.standing)
    for address in chain(again, gone, inputs.standing_index):
        kept.pop(address, None)
    return Schedule(pages, copies, kept, problems)


def _related_keys(inputs: Inputs) -> dict[Address, bytes]:
    """The keys of what each entry's page listed."""
    return {address: output.related for address, output in inputs.standing.items() if output.related}


def _is_as_left(inputs: Inputs, changes: Changes) -> bool:
    """Whether the files that the last build published are all there, and those of old addresses and copies stay.

    Only a plan of all pages tells which addresses are taken: where some were, one has to be made again.
    """
    differ = inputs.differences
    if differ.missing or differ.modified or changes.redirected or inputs.cache.has_taken_addresses:
        return False
    return inputs.cache.copies.keys() == {copy.address for copy in copies_of(changes.after, inputs.theme)}


def _is_made(inputs: Inputs, page: PlannedPage) -> bool:
    """Whether the page lies in the output as the last build made it."""
    made = inputs.standing.get(page.address)
    return made is not None and made.source is None


def _is_copied(inputs: Inputs, copy: Copied) -> bool:
    """Whether the file lies in the output as it was copied from one that did not change since."""
    made = inputs.standing.get(copy.address)
    return made is not None and bool(made.source) and made.source == copy.asset.mark
