"""The words of the search page, which its script says."""

import pytest
from babel import Locale

from builder.pages.search import search
from builder.pages.shared import Pieces
from builder.theme.catalogs import MessageCatalog, PluralForms
from builder.theme.language import Language
from builder.views.contract import SearchView
from tests.sites import SiteFolder

KINDS = ("zero", "one", "two", "few", "many", "other")


def view(site: SiteFolder, language: Language) -> SearchView:
    """What the page shows."""
    now = site.assemble()
    return search(Pieces(now.site, language, now.details), now.site)


@pytest.mark.parametrize("tag", ["en", "fr", "ar", "pl", "lv", "cy", "ga", "ja"])
def test_every_number_of_entries_is_said_in_the_form_of_its_kind(two_entries: SiteFolder, tag: str) -> None:
    kind = Locale(tag).plural_form
    forms = PluralForms(tuple(f"%(num)s {name}" for name in KINDS), lambda number: KINDS.index(kind(number)))
    entries = view(two_entries, Language(tag, MessageCatalog(forms={"%(num)s entry": forms}))).entries
    assert {*entries} == {*KINDS}
    assert all(entries[kind(number)] == f"{{x}} {kind(number)}" for number in range(1_000))


def test_a_form_for_none_is_not_taken_for_one(two_entries: SiteFolder) -> None:
    forms = PluralForms(("%(num)s one", "%(num)s other"), lambda number: int(number != 1))
    entries = view(two_entries, Language("hi", MessageCatalog(forms={"%(num)s entry": forms}))).entries
    assert entries["one"] == "{x} one"


def test_numbers_dates_and_words_are_left_to_be_filled(two_entries: SiteFolder) -> None:
    found = view(two_entries, Language("en"))
    assert found.entries["one"] == "{x} entry"
    assert found.entries["other"] == "{x} entries"
    filled = {key for key, words in found.words.items() if "{x}" in words}
    assert filled == {"also", "atLeast", "important", "mean", "means", "noDate", "nothing", "only", "short"} | {
        "since",
        "uncounted",
        "until",
        "words",
        "without",
    }
    assert "Search" in found.head.description
    assert not any("%(" in words for words in found.words.values())
