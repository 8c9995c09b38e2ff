"""Ids of headings."""

import pytest

from builder.core.urls import heading_slug
from tests.content.test_markdown import body


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("What's new?", "whats-new"),
        ("A & B", "a--b"),
        ("snake_case - 1.2", "snake_case---12"),
        ("Été 北朝鮮", "été-北朝鮮"),
        (" ?! ", ""),
    ],
)
def test_an_id_is_made_as_github_makes_it(words: str, slug: str) -> None:
    assert heading_slug(words) == slug


@pytest.mark.parametrize("heading", ["## A {#b}", "## A{#b}", "A {#b}\n---"])
def test_a_heading_may_have_an_id_of_its_own(heading: str) -> None:
    assert body(heading).pieces == ('<h2 id="b"><span id="a"></span>A</h2>',)


def test_braces_elsewhere_are_words() -> None:
    assert "{#b}" in body("## A {#b} c\n\nd {#b}").pieces[0]


@pytest.mark.parametrize("length", [237, 238, 239, 240, 500])
def test_headings_that_are_alike_and_long_have_ids_of_their_own(length: int) -> None:
    found = body(f"## {'a' * length}\n\n" * 12).pieces[0]
    assert [f'<h2 id="{"a" * length}{number}">' in found for number in ("", "-1", "-11")] == [True] * 3
