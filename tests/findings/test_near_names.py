"""Names that may be one thing."""

import pytest

from builder.core.urls import topic_slug
from builder.findings.near_names import NearNames


def near(one: str, two: str) -> bool:
    """Whether two names are close, which is the same both ways."""
    names = NearNames({topic_slug(name): name for name in (one, two, "harbour", "Port Authority")})
    forth, back = (names.of(topic_slug(name), name) for name in (one, two))
    assert (forth, back) in (((topic_slug(two),), (topic_slug(one),)), ((), ()))
    return bool(forth)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("sanction", "sanctions"),
        ("embargo policy", "embargo policies"),
        ("NATO–Russia relations", "Russia–NATO relations"),
        ("Mexico", "México"),
        ("cooperation", "co-operation"),
        ("Germany's parliament", "Germany parliament"),
        ("Hasan", "Hassan"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Muhammad", "Mohammad"),
        ("Sulaymaniyah", "Sulaimaniya"),
    ],
)
def test_names_are_close_that_differ_in_plural_order_marks_hyphen_or_a_slip(one: str, two: str) -> None:
    assert near(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Iran", "Iraq"),
        ("Malta", "Manta"),
        ("Iberian", "Siberian"),
        ("2018 World Cup", "2022 World Cup"),
        ("Hurricane Rick", "Hurricane Rita"),
        ("Madison County", "Marion County"),
        ("North Korea", "South Korea"),
        ("Fars", "Far"),
    ],
)
def test_names_of_two_things_are_not_close(one: str, two: str) -> None:
    assert not near(one, two)


def test_a_name_without_words_is_close_to_none() -> None:
    assert NearNames({topic_slug("🚢"): "🚢", topic_slug("⚓"): "⚓"}).of(topic_slug("🚢"), "🚢") == ()


def test_a_name_that_came_since_is_compared_with_those_of_the_index() -> None:
    assert NearNames({topic_slug("harbours"): "harbours"}).of(topic_slug("harbour"), "harbour") == ("harbours",)
