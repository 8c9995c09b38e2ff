"""The lines of a small drawing."""

import re

from hypothesis import given
from hypothesis import strategies as st

from builder.views.network_chart import network


def test_the_others_stand_in_two_columns_at_even_distances() -> None:
    drawn = network([6, 3, 1], {})
    assert [line.path for line in drawn.spokes] == [
        "M50 50C25 50 25 25 0 25",
        "M50 50C75 50 75 25 100 25",
        "M50 50C25 50 25 75 0 75",
    ]
    assert [line.width for line in drawn.spokes] == [6, 3, 1]


def test_lines_among_the_others_bend_towards_the_middle_or_cross_it() -> None:
    drawn = network([2, 2, 2, 2], {(0, 2): 2, (1, 3): 1, (0, 3): 1})
    assert [line.path for line in drawn.between] == [
        "M0 25C25 25 25 75 0 75",
        "M0 25C50 25 50 75 100 75",
        "M100 25C75 25 75 75 100 75",
    ]


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12), st.data())
def test_every_line_stays_in_the_room_and_the_thickest_are_as_thick_as_can_be(
    weights: list[int], data: st.DataObject
) -> None:
    places = st.tuples(st.integers(0, len(weights) - 1), st.integers(0, len(weights) - 1)).filter(lambda p: p[0] < p[1])
    between = data.draw(st.dictionaries(places, st.integers(1, 5000))) if len(weights) > 1 else {}
    drawn = network(weights, between)
    lines = (*drawn.spokes, *drawn.between)
    assert len(drawn.spokes) == len(weights)
    assert all(0 <= int(number) <= 100 for line in lines for number in re.findall(r"-?\d+", line.path))
    assert {line.width for line in lines} <= {*range(1, 7)}
    assert len(drawn.between) < len(between) or max(line.width for line in lines) == 6
