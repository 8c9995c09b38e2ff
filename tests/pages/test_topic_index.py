"""The index of topics: small multiples of the largest, and all of them by name, by letter, by size and by kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from builder.pages.topic_index import shares
from tests.incremental.test_schedule import todo, work
from tests.sites import SiteFolder, said
from tests.test_present import words

INDEX = "topics/index.html"
KINDS = {"dateline.toml": '[topics]\nOil.kind = "theme"\nIran.kind = "place"\nPeru.kind = "place"\n'}


def entry(number: int, contexts: str, title: str = "", importance: int = 1) -> dict[str, str]:
    """An entry of a day of January 2011."""
    text = f"---\ntitle: {title or f'E{number}'}\ncontexts: [{contexts}]\nimportance: {importance}\n---\n"
    return {f"content/news/2011-01-{number:02}-e.md": text}


def some(**counts: int) -> dict[str, str]:
    """Topics of so many entries, all of the first days of a month."""
    most = max(counts.values())
    names = {n: [name for name, count in counts.items() if count >= n] for n in range(1, most + 1)}
    return {path: text for n, its in names.items() for path, text in entry(n, ", ".join(its)).items()}


def rows(site: SiteFolder) -> list[tuple[str, str, bool, str]]:
    """Of each row the topic, its count, whether it has marks, and its latest entry."""
    items = html.fromstring(site.page(INDEX)).cssselect(".multiples li")
    return [
        (
            words(item.cssselect("a")[0]),
            words(item.cssselect(".count")[0]),
            bool(item.cssselect("svg path")),
            words(item.cssselect(".latest")[0]),
        )
        for item in items
    ]


def test_a_row_has_marks_from_three_entries_on_and_what_occurs_once_has_none(site: SiteFolder) -> None:
    site.write(some(Iran=4, Oil=3, Peru=2, Chad=1))
    site.build()
    assert rows(site) == [
        ("Iran", "4", True, "4 January 2011 E4"),
        ("Oil", "3", True, "3 January 2011 E3"),
        ("Peru", "2", False, "2 January 2011 E2"),
    ]
    assert said(site.page(INDEX), ".index li") == ["Chad 1", "Iran 4", "Oil 3", "Peru 2"]


def test_rows_are_grouped_by_kind_the_kind_of_the_largest_first_and_those_without_one_last(site: SiteFolder) -> None:
    site.write({**KINDS, **some(Chad=6, Oil=5, Iran=4, Peru=3)})
    site.build()
    assert said(site.page(INDEX), ".multiples h2") == ["Theme", "Place", "Other topics"]
    assert [name for name, *_ in rows(site)] == ["Oil", "Iran", "Peru", "Chad"]


def test_each_kind_has_as_many_rows_as_the_others_and_leads_to_more(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.pages.topic_index.ROWS", 2)
    site.write({**KINDS, **some(Oil=5, Iran=4, Peru=3)})
    site.build()
    assert [name for name, *_ in rows(site)] == ["Oil", "Iran"]
    (more,) = html.fromstring(site.page(INDEX)).cssselect(".multiples ul + .note a")
    assert (more.text, more.get("href")) == ("The 1 largest of 2.", "by-kind.html")


def test_a_site_without_kinds_leads_to_the_index_by_size(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.topic_index.ROWS", 1)
    site.write(some(Iran=4, Oil=3))
    site.build()
    assert [link.get("href") for link in html.fromstring(site.page(INDEX)).cssselect(".multiples ul + .note a")] == [
        "by-size.html"
    ]


def test_the_index_by_kind_shares_its_room_too(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.pages.topic_index.BY_KIND", 2)
    site.write({**KINDS, **some(Oil=5, Iran=4, Peru=3)})
    site.build()
    assert said(site.page("topics/by-kind.html"), ".index li, .note") == ["Iran 4", "The 1 largest of 2.", "Oil 5"]


@given(st.lists(st.integers(0, 100)), st.integers(0, 300))
def test_shares_fill_the_room_as_evenly_as_may_be(sizes: list[int], room: int) -> None:
    found = shares(sizes, room)
    assert sum(found) == min(sum(sizes), room)
    assert all(share <= size for share, size in zip(found, sizes, strict=True))
    cut = [share for share, size in zip(found, sizes, strict=True) if share < size]
    assert all(max(found) - share <= 1 for share in cut)


def test_where_every_topic_occurs_once_they_stand_by_name_alone(site: SiteFolder) -> None:
    site.write(some(Iran=1, Oil=1))
    site.build()
    page = html.fromstring(site.page(INDEX))
    assert said(site.page(INDEX), ".index li") == ["Iran 1", "Oil 1"]
    assert page.cssselect(".multiples, main nav") == []


def test_turning_points_have_marks_of_their_own_and_a_busy_place_makes_bars_of_all(site: SiteFolder) -> None:
    site.write({**some(Iran=6), **entry(6, "Iran", importance=9)})
    site.build()
    page = html.fromstring(site.page(INDEX))
    assert len(page.cssselect(".multiples.dots path.turning")) == 1
    site.write({f"content/news/2011-01-03-{n}.md": f"---\ntitle: M{n}\ncontexts: [Iran]\n---\n" for n in range(9)})
    site.build()
    page = html.fromstring(site.page(INDEX))
    assert page.cssselect(".multiples.dots") == []
    assert "the higher a bar" in site.page(INDEX)


def test_the_axis_leads_to_the_years_of_all_entries(site: SiteFolder) -> None:
    site.write(
        {f"content/news/{year}-05-01-e.md": "---\ntitle: E\ncontexts: [Iran]\n---\n" for year in range(2009, 2012)}
    )
    site.build()
    links = html.fromstring(site.page(INDEX)).cssselect(".multiples .axis a")
    assert [link.get("href") for link in links] == [f"../news/{year}/index.html" for year in range(2009, 2012)]


@pytest.mark.parametrize(
    "edit",
    [
        entry(4, "Iran, Oil", title="Another title"),
        entry(2, "Iran, Oil", importance=9),
        entry(5, "Oil"),
        entry(4, "Oil"),
        {"content/news/2010-05-01-e.md": "---\ntitle: Before\ncontexts: [Peru]\n---\n"},
        {"content/topics/oil.md": "---\ntitle: Oil\nkind: theme\n---\n"},
    ],
    ids=["a title", "an importance", "a new entry", "a context less", "an earlier year", "a kind"],
)
def test_an_edit_of_what_the_index_shows_changes_it_as_a_clean_build_does(
    site: SiteFolder, edit: dict[str, str]
) -> None:
    site.write(
        {**some(Iran=4, Oil=4), **{f"content/news/2011-02-{n}-x.md": "---\ntitle: X\n---\n" for n in range(10, 20)}}
    )
    site.build()
    before = site.page(INDEX)
    site.write(edit)
    site.build()
    after = site.page(INDEX)
    site.build(clean=True)
    assert before != after == site.page(INDEX)


def test_the_index_is_not_made_again_for_the_text_of_an_entry(site: SiteFolder) -> None:
    site.write(some(Iran=4))
    site.build()
    path, text = next(iter(entry(4, "Iran").items()))
    site.write({path: f"{text}Another text.\n"})
    assert INDEX not in work(todo(site))


def test_a_letter_of_very_many_is_cut_by_the_next_ones_and_lists_the_largest(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.pages.listings.MAX_INDEX", 2)
    site.write(some(Cod=2, Coal=3, Coat=3, C=1, Chad=1, Iran=1))
    site.build()
    page = html.fromstring(site.page("topics/c.html"))
    assert said(site.page("topics/c.html"), ".letters") == ["C I", "C- Ch Co"]
    assert said(site.page("topics/c.html"), ".index li, .note") == ["Coal 3", "Coat 3", "The 2 largest of 5."]
    assert [link.text for link in page.cssselect("[aria-current]")] == ["C"]
    assert said(site.page("topics/co.html"), ".letters") == ["C I", "C- Ch Co", "Coa Cod"]
    assert said(site.page("topics/coa.html"), ".index li") == ["Coal 3", "Coat 3"]
    assert said(site.page("topics/c-.html"), ".index li") == ["C 1"]
