"""The repository's own site is worth reading: the seed's entry, its Related, and the thread around them."""

from functools import cache

import pytest
from msgspec.structs import replace

from builder.config.load import load_config
from builder.core.model import Entry
from builder.core.progress import Progress
from builder.incremental.assemble import Assembled, assemble
from builder.incremental.inputs import find_inputs
from tests.pages.test_data_formats import SEED, SEED_ENTRY
from tests.sites import ROOT, SHARED

THREAD = {"North Korea", "Iran", "United Nations", "United Nations Security Council", "sanctions", "arms trade"}


@cache
def assembled() -> Assembled:
    """The site, ready to be rendered, whether this checkout has all of its past or not."""
    return assemble(find_inputs(replace(load_config(ROOT), history=False)), Progress())


def entries() -> dict[str, Entry]:
    """The site's entries by id."""
    return {str(entry.id): entry for entry in assembled().site.entries}


def test_it_builds_without_a_single_problem() -> None:
    assert assembled().problems == ()


def test_it_has_the_seeds_entry_and_its_ten_related() -> None:
    related = assembled().site.related(entries()[SEED_ENTRY])
    assert len(related) == 10
    for item in related:
        assert f"[{item.entry.written_title or item.entry.title} ](/{item.entry.id}.md)" in SEED


def test_the_seeds_entry_has_a_summary_in_words_of_its_own() -> None:
    summary = entries()[SEED_ENTRY].summary
    report = (ROOT / "seeds/000_a963e782eb9c4053.txt").read_text(encoding="utf-8")
    assert summary
    words = summary.split()
    assert not any(" ".join(words[n : n + 6]) in report for n in range(len(words) - 5))


def test_it_has_at_least_forty_more_entries_on_the_thread_from_2006_to_2017() -> None:
    seeds = {SEED_ENTRY, *(item.entry.id for item in assembled().site.related(entries()[SEED_ENTRY]))}
    more = [entry for name, entry in entries().items() if name not in seeds]
    on_the_thread = [entry for entry in more if THREAD & {context.name for context in entry.contexts}]
    assert len(on_the_thread) >= 40
    assert {entry.date.year for entry in on_the_thread} == set(range(2006, 2018))


def test_every_entry_names_a_source_with_an_address() -> None:
    for entry in entries().values():
        assert any(source.url for source in assembled().details(entry).sources), entry.path


def test_it_has_an_about_page_and_questions() -> None:
    assert {"about.html", "faq.html"} <= {page.address for page in assembled().site.pages}


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_the_seeds_are_the_two_documents_unchanged() -> None:
    for original in sorted((SHARED / "seeds").iterdir()):
        assert (ROOT / "seeds" / original.name).read_bytes() == original.read_bytes()
