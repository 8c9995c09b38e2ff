"""The setting `nav`, as far as it can be checked without the content."""

from typing import Any

import pytest

from builder.config.nav import NavItem, check_nav, place_nav
from builder.core.problems import Place


def test_an_item_is_a_text_or_has_words_of_its_own_or_is_a_group() -> None:
    written = ["news", {"Us": "about.md"}, {"More": ["faq.md", {"Code": "https://example.org/"}]}]
    found = check_nav(written)
    assert found == (
        NavItem("news"),
        NavItem("about.md", "Us"),
        NavItem(words="More", items=(NavItem("faq.md"), NavItem("https://example.org/", "Code"))),
    )
    assert [link.target for item in found for link in item.links] == [
        *("news", "about.md", "faq.md", "https://example.org/")
    ]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("news", "must be a list"),
        ([1], "neither a text nor words"),
        ([{}], "neither a text nor words"),
        ([{"A": "a.md", "B": "b.md"}], "neither a text nor words"),
        ([""], "an item that is empty; take it away"),
        ([{"": "a.md"}], "an item that is empty; take it away"),
        ([{"A": ""}], "an item that is empty; take it away"),
        (["news", "a.md", "news/"], 'has "news" twice; take one away'),
        (["a.md", {"More": ["a.md"]}], 'has "a.md" twice; take one away'),
        ([{"A": "a.md"}, {"A": "a.md"}], 'has "a.md" twice; take one away'),
        ([{"A": []}], '"A", which leads to nothing'),
        ([{"A": 1}], '"A", which leads to nothing'),
        ([{"A": [{"B": ["c.md"]}]}], '"B", a group in a group'),
        (["https://example.org/"], 'write {Words = "https://example.org/"}'),
        ([{"A": "javascript:alert()"}], "no http or https address"),
        ([{"A": ["mailto:me@example.org"]}], "no http or https address"),
    ],
)
def test_what_can_be_no_item_is_told(value: Any, what: str) -> None:
    with pytest.raises(ValueError, match=what.replace("(", "\\(").replace("{", "\\{")):
        check_nav(value)


def test_an_item_may_be_called_in_two_ways() -> None:
    assert len(check_nav(["news", {"All news": "news"}])) == 2


def test_items_have_the_place_of_their_list() -> None:
    (group,) = place_nav(check_nav([{"More": ["a.md"]}]), lambda name: Place(name, 3))
    assert {str(each.place) for each in (group, *group.items)} == {"nav:3"}
