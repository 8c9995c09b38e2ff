"""Outlets: which one a source belongs to, and that sources of one outlet are together."""

import pytest

from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.urls import Slug
from builder.relations.outlets import Outlets
from tests.sites import SiteFolder, entry_of


def entry(slug: str, *outlets: str) -> Entry:
    """An entry whose sources are of these outlets."""
    made = entry_of(slug, Date(2011))
    return Entry(made.path, made.address, made.date, made.title, outlets=outlets)


def test_outlets_come_in_the_order_of_slugs_each_with_its_entries() -> None:
    entries = [entry("a", "Reuters", "BBC"), entry("b", "AP"), entry("c", "BBC")]
    found = Outlets(entries)
    assert [(slug, [each.slug for each in outlet.entries]) for slug, outlet in found.items()] == [
        ("ap", ["b"]),
        ("bbc", ["a", "c"]),
        ("reuters", ["a"]),
    ]


@pytest.mark.parametrize(("spellings", "name"), [(["Bbc", "BBC", "BBC"], "BBC"), (["bbc", "Bbc", "BBC"], "BBC")])
def test_an_outlet_has_the_spelling_used_most_then_the_first_in_order(spellings: list[str], name: str) -> None:
    (outlet,) = Outlets([entry(f"e{n}", spelling) for n, spelling in enumerate(spellings)]).values()
    assert outlet.name == name


def test_an_entry_with_two_spellings_of_an_outlet_is_listed_once() -> None:
    one = entry("one", "BBC", "Bbc")
    assert Outlets([one])[Slug("bbc")].entries == (one,)


def test_outlets_whose_names_differ_in_a_sign_that_is_a_word_are_several(site: SiteFolder) -> None:
    text = "---\ntitle: {}\nsources: [Canal, {}]\n---\n"
    site.write(
        {
            f"content/news/2011-05-15-{n}.md": text.format(n, name)
            for n, name in enumerate(("Canal+", "C#", "C", "Canal+"))
        }
    )
    site.write({"dateline.toml": '[outlets]\n"Canal+" = ["canalplus.example", "Canal Plus"]\n'})
    site.build()
    assert [*site.assemble().site.outlets] == ["c", "c-sharp", "canal", "canal-plus"]
    page = site.page("news/2011/05/15/0.html")
    assert all(f'"../../../../sources/{slug}/index.html"' in page for slug in ("canal", "canal-plus"))


def test_an_outlet_that_one_entry_names_is_told_from_those_that_several_name() -> None:
    found = Outlets([entry("a", "BBC", "AP"), entry("b", "BBC")])
    assert [found.only_entry(Slug(slug)) for slug in ("ap", "bbc", "none")] == [found.entries[0], None, None]
