"""What a page reads of the site is compared with what its kind declares: an edit of what it reads has to reach it.

Every page of a site is looked up and rendered alone while the fields of texts that it reads are recorded. Then each
such field of each text is edited, and every page that read it has to be among those that its kind says are affected.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from msgspec.structs import replace

from builder.core.model import Content, Entry, Page, Text
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.incremental.assemble import assemble
from builder.incremental.inputs import find_inputs
from builder.incremental.schedule import every_page_differs
from builder.pages.kind import PlannedPage, unaffected
from builder.pages.registry import KINDS
from builder.planning.lookup import PageLookup
from builder.planning.plan import Kinds, plan
from builder.relations.changes import changes_between
from builder.relations.relate import relate
from builder.rendering.render import Renderer, render
from tests.relations.test_changes import FILES, SETTINGS, apply, limit
from tests.sites import SiteFolder, changed

SHOWN: Mapping[type[Text], Mapping[str, Any]] = {
    Entry: {
        "title": "Another title",
        "summary": "Another summary.",
        "excerpt": "Another beginning.",
        "importance": 7,
        "status": "another",
        "location": "Elsewhere",
        "lang": "fa",
    },
    Page: {"title": "Another title", "summary": "Another summary.", "excerpt": "Another beginning.", "lang": "fa"},
}
"""The fields that pages show, each with another value. Where a text stands, and its contexts, tests/relations edit."""

MONTHS = [f"{year}/{month:02}" for year in range(2009, 2015) for month in range(1, 13)]

Read = tuple[str, str]
"""The path of a text, and one of its fields."""


@dataclass
class Recorder:
    """Records which fields of texts are read."""

    reads: set[Read]

    @contextmanager
    def recording(self) -> Iterator[None]:
        """Record while something is done."""
        originals = {kind: kind.__getattribute__ for kind in SHOWN}

        def watch(kind: type[Text]) -> None:
            def read(text: Any, name: str) -> Any:
                if name in SHOWN[kind]:
                    self.reads.add((originals[kind](text, "path"), name))
                return originals[kind](text, name)

            kind.__getattribute__ = read  # type: ignore[method-assign]

        for kind in SHOWN:
            watch(kind)
        try:
            yield
        finally:
            for kind in SHOWN:
                del kind.__getattribute__


def with_edit(content: Content, path: str, field: str) -> Content:
    """The content with another value in a field of one of its texts."""

    def edited(text: Any) -> Any:
        kind = Entry if isinstance(text, Entry) else Page
        return changed(text, **{field: SHOWN[kind][field]}) if text.path == path else text

    return replace(content, entries=tuple(map(edited, content.entries)), pages=tuple(map(edited, content.pages)))


def readers(site: SiteFolder) -> dict[Read, set[Address]]:
    """For each field of each text the pages that read it, each planned and rendered alone."""
    inputs = find_inputs(site.config(**SETTINGS))
    now = assemble(inputs, Progress())
    found: dict[Read, set[Address]] = defaultdict(set)
    for page in plan(now.site, inputs.theme, KINDS)[0].pages:
        alone, _ = relate(now.site.names.content, inputs.config, {})
        renderer = Renderer(alone, inputs.theme, now.details, KINDS)
        recorder = Recorder(set())
        with recorder.recording():
            planned = PageLookup(alone, inputs.theme, KINDS)[page.address]
            assert isinstance(planned, PlannedPage)
            renderer.render(planned, renderer.view(planned))
        for read in recorder.reads:
            found[read].add(page.address)
    return found


def forgotten(site: SiteFolder, kinds: Kinds) -> list[str]:
    """The pages that an edit of a field of a text does not affect, though they read it."""
    apply(FILES, site)
    inputs = find_inputs(site.config(**SETTINGS))
    now = assemble(inputs, Progress())
    pages = plan(now.site, inputs.theme, kinds)[0].pages
    related = render(pages, Renderer(now.site, inputs.theme, now.details, kinds)).related
    left_out = []
    for (path, field), reading in sorted(readers(site).items()):
        after, _ = relate(with_edit(now.site.names.content, path, field), inputs.config, {})
        if every_page_differs(now.site, after, inputs, kinds):
            continue
        changes = changes_between(now.site, after, {path}, lambda: related, lists_show_texts=False)
        affected = {page.address for kind in kinds for page in kind.affected_pages(changes, after)}
        left_out += [f"{page} reads {field} of {path}" for page in sorted(reading - affected)]
    return left_out


@pytest.mark.parametrize("cut", [False, True], ids=["", "where lists are cut"])
def test_an_edit_of_what_a_page_reads_affects_the_page(
    site: SiteFolder, cut: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if cut:
        limit(monkeypatch)
    assert forgotten(site, KINDS) == []


def test_a_kind_that_forgets_a_change_is_found_with_the_page_and_what_it_reads(site: SiteFolder) -> None:
    forgetful = [replace(kind, affected=unaffected) if kind.name == "month" else kind for kind in KINDS]
    left_out = forgotten(site, forgetful)
    assert "news/2010/03/index.html reads title of content/news/2010-03-01-a.md" in left_out
    assert {line.split(" ")[0] for line in left_out} <= {f"news/{month}/index.html" for month in MONTHS} | {
        f"opinion/{month}/index.html" for month in MONTHS
    }


def test_a_kind_that_says_nothing_forgets_nothing(site: SiteFolder) -> None:
    silent = [replace(kind, affected=None) if kind.name == "month" else kind for kind in KINDS]
    assert forgotten(site, silent) == []
