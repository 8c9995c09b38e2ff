"""What is left to do for a site whose last build is remembered: the pages and copies that may differ from then."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from builder.content.collect import collect
from builder.core.model import Asset, Content, Entry
from builder.core.problems import Code, Problem
from builder.core.urls import SEARCH_FOLDER, Address
from builder.incremental.assemble import Assembled
from builder.incremental.in_place_edits import Replaced, replaced
from builder.incremental.inputs import Survey
from builder.incremental.invalidation import Changes, changes
from builder.incremental.patch_site import amend
from builder.output.manifest import OutputFile
from builder.planning.collisions import are_free
from builder.planning.pages import Copied, Planned, Shown
from builder.planning.plan import copies_of, pages_of, pages_of_all, plan, sitemaps
from builder.relations.broken_links import broken_links
from builder.relations.cooccurrence import TopicPair
from builder.relations.relate import relate
from builder.relations.site import Site


@dataclass(frozen=True, slots=True)
class Todo:
    """The work of a build."""

    pages: tuple[Planned, ...]
    copies: tuple[Copied, ...]
    kept: Mapping[Address, OutputFile]
    """The published files that stay as they are."""
    problems: tuple[Problem, ...]
    """Of addresses and links; errors among them if the site should not be published."""


def left_to_do(before: Site | None, look: Survey, now: Assembled) -> Todo:
    """The pages that a change since the last build may alter, and those that are not as it left them.

    `before` is the site as that build published it, if it is known; see `site_before`.
    """
    found = changes(before, now.site, now.changed, _related(look)) if before else None
    if before and found and (part := _left_in_part(look, found, before, now.site)):
        return part
    planned, problems = plan(now.site, look.theme)
    may_differ: Callable[[Planned], bool] = found.may_alter if found else lambda _: True
    pages = tuple(page for page in planned.pages if not _is_made(look, page) or may_differ(page))
    there = {page.address for page in planned.pages} | {copy.address for copy in planned.copies}
    return _todo(look, pages, planned.copies, look.standing.keys() - there, problems)


def _left_in_part(look: Survey, found: Changes, before: Site, after: Site) -> Todo | None:
    """The work, with nothing planned but what a change touches; None where that is not all that may come or go.

    Everything is still there then that the last build published, and what comes finds its address free.
    """
    if not _is_as_left(look, found, after):
        return None
    pages = [*_touched(found, after)]
    came, gone = _moving(found, before, pages)
    stays = look.standing.keys() - (look.standing_index.keys() | gone)
    index = {SEARCH_FOLDER.rstrip("/")} if after.config.search else set()
    if came and not are_free(came, chain(stays, index)):
        return None
    addresses = stays | came
    maps = _sitemaps(look, after, addresses) if found.addresses or found.dated or came or gone else ()
    if not _are_all_parts(look, maps):
        return None
    altered = (page for page in pages if page.address in came or found.may_alter(page))
    work = tuple(sorted(chain(altered, maps), key=lambda page: page.address))
    return _todo(look, work, copies_of(after, look.theme), gone, tuple(broken_links(after, addresses)))


def _todo(
    look: Survey,
    pages: tuple[Planned, ...],
    copies: Iterable[Copied],
    gone: Iterable[Address],
    problems: tuple[Problem, ...],
) -> Todo:
    """The pages, and those of the copies that have to be made; all others are kept but for what is gone.

    The search index is looked after elsewhere.
    """
    copies = tuple(copy for copy in copies if not _is_copied(look, copy))
    again = chain((page.address for page in pages), (copy.address for copy in copies))
    kept = dict(look.standing)
    for address in chain(again, gone, look.standing_index):
        kept.pop(address, None)
    return Todo(pages, copies, kept, problems)


def site_before(look: Survey, now: Assembled) -> Site | None:
    """The site that the last build published, if it is known and everything else is as it was.

    Where the build only gives texts others for their places, that site is the new one with the old texts.
    """
    pairs = _replaced(look, now) if _is_known(look) else None
    if pairs is None:
        content = content_before(look)
        return relate(content, look.config, look.memory.history.values)[0] if content else None
    site = now.site
    _ = (site.topics, site.outlets, site.spans, site.neighbours)  # what is made is shared by the two
    return amend((site, now.problems), pairs, look.memory.history.values)[0]


def _replaced(look: Survey, now: Assembled) -> tuple[Replaced, ...] | None:
    """The texts of the new site for which the old one has others; None if it differs in more."""
    before, after = look.parsed, now.parsed
    if before.keys() != after.keys() or not _has_same_copies(look, now.site):
        return None
    return replaced(now.site, [(its, before[path]) for path, its in after.items() if its is not before[path]])


def _has_same_copies(look: Survey, site: Site) -> bool:
    """Whether the files that are published as they are have the addresses of before."""
    return look.memory.copies.keys() == {copy.address for copy in copies_of(site, look.theme)}


def _is_known(look: Survey) -> bool:
    """Whether it is known what the last build published, and everything but the content is as it was."""
    known = look.memory.outputs.values and look.seen and look.parsed and look.memory.history.is_whole
    return bool(look.is_continued and known)


def content_before(look: Survey) -> Content | None:
    """The content of the site that the last build published, if it is known."""
    if not _is_known(look):
        return None
    shown = look.config.shown(look.config.content)
    assets = (Asset(f"{shown}/{address}", address, "") for address in look.memory.copies)
    return collect(look.parsed.values(), assets, look.config)[0]


def _related(look: Survey) -> dict[Address, bytes]:
    """The keys of what each entry's page listed."""
    return {address: output.related for address, output in look.standing.items() if output.related}


def _is_as_left(look: Survey, found: Changes, after: Site) -> bool:
    """Whether the files that the last build published are all there, and those of old addresses and copies stay.

    Only a plan of all pages tells which old addresses are taken: where some were, one has to be made again.
    """
    differ = look.differences
    is_moved = differ.missing or differ.modified or found.redirected or _has_taken_aliases(look)
    return not is_moved and _has_same_copies(look, after)


def _has_taken_aliases(look: Survey) -> bool:
    return any(problem.code is Code.ALIAS_TAKEN for problem in look.memory.report.problems)


def _not_made(look: Survey, site: Site) -> Iterator[Address]:
    """The addresses of what is published as it is, and of redirects."""
    return chain(look.memory.copies, (alias.address for alias in site.aliases))


def _sitemaps(look: Survey, site: Site, addresses: Iterable[Address]) -> tuple[Planned, ...]:
    """The sitemap of a site with these addresses."""
    not_made = frozenset(_not_made(look, site))
    return tuple(sitemaps([address for address in addresses if address not in not_made], site.config))


def _are_all_parts(look: Survey, maps: Sequence[Planned]) -> bool:
    """Whether a sitemap, if it has to be made, has as many parts as before."""
    made = look.standing.keys()
    return not maps or ({page.address for page in maps} <= made and f"sitemap-{len(maps)}.xml" not in made)


def _moving(found: Changes, before: Site, pages: Iterable[Planned]) -> tuple[set[Address], set[Address]]:
    """The addresses of those pages that the site before had not, and those that it had and that are no more."""
    if not (found.lists or found.sourced or found.addresses or found.dated):
        return set(), set()
    was, now = ({page.address for page in its} for its in (_touched(found, before), pages))
    return now - was, was - now


def _touched(found: Changes, site: Site) -> Iterator[Planned]:
    """All pages of a site that a change may alter, make or take away, and some others beside them."""
    texts = [text for address in found.texts if (text := site.text_at(address))]
    histories = (its for text in texts if isinstance(text, Entry) and (its := site.history_of(text)))
    spans = (site.spans[span] for span in found.spans if span in site.spans)
    year_days = (site.year_days[date] for date in found.year_days if date in site.year_days)
    topics = (site.topics[slug] for slug in found.topics if slug in site.topics)
    outlets = (site.outlets[slug] for slug in found.outlets if slug in site.outlets)
    lists: Iterable[Shown] = chain(spans, year_days, topics, _pairs(found, site), outlets, site.sections)
    subjects: Iterable[Shown] = chain(texts, histories, lists)
    yield from chain.from_iterable(pages_of(subject, site.config) for subject in subjects)
    yield from pages_of_all(site)


def _pairs(found: Changes, site: Site) -> Iterator[TopicPair]:
    """The pairs of which some entry may differ: it has both topics."""
    slugs = sorted(slug for slug in found.topics if slug in site.topics)
    both = ((one, other) for place, one in enumerate(slugs) for other in slugs[place + 1 :])
    return (site.near.pair(one, other) for one, other in both if site.near.are_pair(one, other))


def _is_made(look: Survey, page: Planned) -> bool:
    """Whether the page lies in the output as the last build made it."""
    made = look.standing.get(page.address)
    return made is not None and made.source is None


def _is_copied(look: Survey, copy: Copied) -> bool:
    """Whether the file lies in the output as it was copied from one that did not change since."""
    made = look.standing.get(copy.address)
    return made is not None and bool(made.source) and made.source == copy.asset.mark
