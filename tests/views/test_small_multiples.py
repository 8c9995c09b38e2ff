"""Small multiples: where the marks of each row stand on one line of time."""

from hypothesis import given
from hypothesis import strategies as st

from builder.core.dates import Date
from builder.views.small_multiples import DOT, HEIGHT, MOST_DOTS, are_bars, grid, paths, scale
from builder.views.strip import COLUMNS, axis_of

DATES = [Date(2010, 1, 1), Date(2010, 1, 2), Date(2010, 12, 31), Date(2011, 12, 31)]


def test_a_column_counts_the_entries_of_a_row_in_it() -> None:
    its = scale(axis_of(DATES), DATES)
    assert its.counts([0, 1, 3]) == {0: 2, COLUMNS - 1: 1}
    assert its.counts([]) == {}


def test_what_is_left_of_a_break_stands_in_a_place_of_its_own() -> None:
    dates = [Date(1142), *[Date(2024, 5, 1)] * 30, Date(2025, 5, 1)]
    its = scale(axis_of(dates), dates)
    old, *_ = its.counts([0, 1])
    assert its.left < old < 0
    assert its.columns > scale(axis_of(DATES), DATES).columns


@given(
    st.lists(st.builds(Date, st.integers(1990, 2020), st.integers(1, 12), st.integers(1, 28)), min_size=1), st.data()
)
def test_every_entry_of_a_row_is_counted_once_in_its_column(dates: list[Date], data: st.DataObject) -> None:
    dates.sort()
    axis = axis_of(dates)
    numbers = sorted(data.draw(st.sets(st.integers(0, len(dates) - 1))))
    counts = scale(axis, dates).counts(numbers)
    assert sum(counts.values()) == len(numbers)
    later = {column: count for column, count in counts.items() if column >= 0}
    assert sorted(axis.column(dates[n]) for n in numbers if n >= axis.before) == [
        column for column, count in later.items() for _ in range(count)
    ]


def test_entries_of_one_column_are_dots_above_one_another_with_turning_points_at_the_foot() -> None:
    accent, plain = paths({4: 3, 9: 1}, {4: 1}, 3)
    assert (accent, plain) == ("M4 0v-1", f"M4 -{DOT}v-{DOT + 1}M9 0v-1")


def test_a_column_of_turning_points_alone_has_no_other_mark() -> None:
    assert paths({4: 2}, {4: 2}, 2) == (f"M4 0v-{DOT + 1}", "")


def test_where_a_column_has_too_many_for_dots_all_rows_have_bars_of_one_scale() -> None:
    assert are_bars(MOST_DOTS + 1)
    assert not are_bars(MOST_DOTS)
    assert paths({0: 64, 1: 16, 2: 1}, {}, 64) == ("", "M0 0v-16M1 0v-8M2 0v-2")
    assert paths({0: 64}, {0: 16}, 64) == ("M0 0v-8", "M0 -8v-8")
    assert paths({0: 64}, {0: 63}, 64)[1] == "M0 -15v-1"


def test_a_line_stands_behind_all_rows_at_each_label_of_the_axis() -> None:
    lines = grid(axis_of(DATES)).split("M")[2:]
    assert [line.split()[0] for line in lines] == ["-0.524", "59.5"]
    assert all(line.endswith(f"V{3 - HEIGHT}") for line in lines)
