"""Turning points: which importance makes one."""

from itertools import pairwise

from builder.core.dates import Date
from builder.core.model import Entry
from builder.relations.edits import Edit, Edits
from builder.relations.turning_points import turning_importance
from tests.sites import SiteFolder, changed, entry_of


def entries(*importances: int | None) -> list[Entry]:
    """Entries of these importances."""
    return [changed(entry_of(f"e{n}", Date(2011, 5, 15)), importance=each) for n, each in enumerate(importances)]


def test_an_importance_that_a_fifth_of_the_entries_reach_makes_a_turning_point() -> None:
    assert turning_importance(entries(8, 9, *[None] * 8)) == 8


def test_one_that_more_reach_makes_none() -> None:
    assert turning_importance(entries(8, 9, 9, *[None] * 8)) == 9
    assert turning_importance(entries(8, 9, 9, 9, *[3] * 8)) == 10


def test_nothing_below_eight_makes_one() -> None:
    assert turning_importance(entries(7, *[1] * 30)) == 8


def test_where_too_many_have_the_highest_none_is_one() -> None:
    assert turning_importance(entries(*[10] * 3, *[5] * 9)) == 11
    assert turning_importance(entries(8)) == 9


def test_without_entries_it_is_eight() -> None:
    assert turning_importance([]) == 8


def test_never_are_more_than_a_fifth_turning_points() -> None:
    for count in range(200):
        too_many = count // 5 + 1
        assert turning_importance(entries(*[8] * too_many, *[None] * (count - too_many))) == 9


def test_new_entries_move_it_rarely_though_the_share_of_important_ones_lies_near_a_fifth() -> None:
    some = entries(*(8 if int(n * 0.195) != int((n + 1) * 0.195) else None for n in range(2400)))
    found = [turning_importance(some[:count]) for count in range(2000, 2400)]
    assert {*found} == {8, 9}
    assert sum(one != other for one, other in pairwise(found)) < 12


def test_an_edit_of_something_else_leaves_it_and_one_of_an_importance_may_move_it(site: SiteFolder) -> None:
    site.write({f"content/news/2011-05-{n:02}-e.md": "---\ntitle: E\n---\n" for n in range(1, 11)})
    whole = site.assemble().site
    assert whole.turning_importance == 8
    entry = whole.entries[0]
    for values, expected in (({"title": "F"}, 8), ({"importance": 10}, 8)):
        edits = Edits((Edit(entry, changed(entry, **values)),))
        edited = whole.edited(whole.names.edited(edits), edits)
        assert edited.turning_importance == expected
        assert edited.is_turning_point(edited.entries[0]) is ("importance" in values)


def test_a_turning_point_stands_out_wherever_it_is_listed(site: SiteFolder) -> None:
    site.write({f"content/news/2011-05-{n:02}-e.md": f"---\ntitle: E{n}\nimportance: {n}\n---\n" for n in range(1, 10)})
    site.build()
    shown = {address: site.page(address).count('major"') for address in ("index.html", "news/2011/05/index.html")}
    assert shown == {"index.html": 1, "news/2011/05/index.html": 1}
    assert '<li class="major"><a href="9/e.html">E9</a></li>' in site.page("news/2011/05/index.html")
    assert '"turningImportance": 9' in site.page("search.html")
