"""What is left to do for a site whose last build is remembered: the pages and copies that may differ from then."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from builder.assemble import Assembled
from builder.changes import changes
from builder.gather import gather
from builder.memory import Output, Record
from builder.model import Asset, Content
from builder.plan import Copied, Planned
from builder.relate import relate
from builder.survey import Survey
from builder.urls import Address


@dataclass(frozen=True, slots=True)
class Todo:
    """The work of a build."""

    pages: tuple[Planned, ...]
    copies: tuple[Copied, ...]
    kept: Mapping[Address, Output]
    """The published files that stay as they are."""


def left_to_do(look: Survey, now: Assembled) -> Todo:
    """The pages that a change since the last build may alter, and those that are not as it left them."""
    may_differ = _what_differs(look, now)
    pages = tuple(page for page in now.plan.pages if not _is_made(look, page) or may_differ(page))
    copies = tuple(copy for copy in now.plan.copies if not _is_copied(look, copy))
    again = {page.address for page in pages} | {copy.address for copy in copies}
    planned = chain((page.address for page in now.plan.pages), (copy.address for copy in now.plan.copies))
    kept = {address: look.standing[address] for address in planned if address not in again}
    return Todo(pages, copies, kept)


def _what_differs(look: Survey, now: Assembled) -> Callable[[Planned], bool]:
    """Whether a page may be another than in the last build."""
    content = content_before(look)
    if content is None:
        return lambda _: True
    before, _ = relate(content, look.config)
    changed = {record.parsed.item.path for record in _changed(look, now) if record.parsed.item}
    related = {address: output.related for address, output in look.standing.items() if output.related}
    found = changes(before, now.site, changed, related)
    return found.may_alter if found else lambda _: True


def content_before(look: Survey) -> Content | None:
    """The content that the last build published, if it is known and everything else is as it was."""
    if not look.is_continued or not look.memory.outputs.values:
        return None
    shown = look.config.shown(look.config.content)
    assets = (Asset(f"{shown}/{address}", address, "") for address in look.memory.copies)
    return gather((record.parsed for record in look.records.values()), assets, look.config)[0]


def _changed(look: Survey, now: Assembled) -> Iterator[Record]:
    """The files whose bytes are not those of the last build."""
    return (
        record
        for path, record in now.records.items()
        if path in look.records and look.records[path].digest != record.digest
    )


def _is_made(look: Survey, page: Planned) -> bool:
    """Whether the page lies in the output as the last build made it."""
    made = look.standing.get(page.address)
    return made is not None and made.source is None


def _is_copied(look: Survey, copy: Copied) -> bool:
    """Whether the file lies in the output as it was copied from one that did not change since."""
    made = look.standing.get(copy.address)
    return made is not None and bool(made.source) and made.source == copy.asset.mark
