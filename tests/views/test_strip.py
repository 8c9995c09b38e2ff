"""Strips: where the marks of entries stand on a line of time, and the SVG of them."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from builder.config.theme_colors import DEFAULTS
from builder.core.dates import Date
from builder.views.strip import (
    COLUMNS,
    HEIGHT,
    LABELS,
    MOST_DOTS,
    WIDTH,
    Axis,
    Strip,
    axis_of,
    labels,
    middle_of,
    strip,
    strip_svg,
)

DATES = st.builds(Date, st.integers(1900, 2030), st.integers(0, 12), st.just(0)) | st.builds(
    Date, st.integers(1, 9999), st.integers(1, 12), st.integers(1, 28)
)
MANY = st.lists(DATES, min_size=1, max_size=40).map(sorted)


def yearly(first: int, last: int, each: int = 1) -> list[Date]:
    """Entries in May of every year."""
    return [Date(year, 5, 15) for year in range(first, last + 1) for _ in range(each)]


def written(axis: Axis) -> list[str]:
    return [label.date.iso for label in labels(axis)]


def test_the_time_of_a_strip_is_whole_years() -> None:
    axis = axis_of([Date(2006, 7, 5), Date(2017, 12, 22)])
    assert axis == axis_of([Date(2006, 1, 1), Date(2017, 1, 1)])
    assert (axis.start_of(Date(2006)), axis.start_of(Date(2018))) == (8, WIDTH - 8)


def test_of_one_year_it_is_whole_months_and_where_no_month_is_known_the_year() -> None:
    assert written(axis_of([Date(2011, 3, 9), Date(2011, 5, 2)])) == ["2011-03", "2011-04", "2011-05"]
    assert written(axis_of([Date(2011), Date(2011, 5, 2)])) == ["2011"]


def test_another_entry_of_the_last_year_moves_no_mark() -> None:
    before = yearly(2006, 2017)
    after = [*before, Date(2017, 12, 31)]
    assert [axis_of(before).percent(date) for date in before] == [axis_of(after).percent(date) for date in before]


def test_what_is_long_before_nearly_all_stands_left_of_a_break() -> None:
    axis = axis_of([Date(1142, 2), *yearly(2024, 2025, 30)])
    assert (written(axis), axis.before, axis.percent(Date(1142, 2))) == (["2024", "2025"], 1, "0%")


def test_nothing_is_left_out_that_would_not_halve_the_time() -> None:
    assert axis_of(yearly(1990, 2015, 10)).before == 0


def test_the_entries_left_of_a_break_are_whole_years() -> None:
    dates = sorted([Date(1700), *yearly(2000, 2003, 9), Date(2000, 1, 1)])
    assert axis_of(dates).before == 1


@given(MANY)
def test_every_date_has_its_place_in_the_order_of_time(dates: Sequence[Date]) -> None:
    axis = axis_of(dates)
    places = [axis.place(date) for date in dates]
    assert places == sorted(places)
    assert all(0 <= place <= WIDTH for place in places)
    assert [place > 0 for place in places] == [number >= axis.before for number in range(len(dates))]


@given(MANY)
def test_labels_are_few_with_the_first_and_the_last_always(dates: Sequence[Date]) -> None:
    axis = axis_of(dates)
    found = labels(axis)
    last = dates[-1]
    assert found[0].date.year == dates[axis.before].year
    assert found[-1].date == (Date(*last[:2]) if axis.has_months else Date(last.year))
    assert not any(label.is_minor for label in (found[0], found[-1]))
    assert len(found) <= LABELS + 1
    assert sum(not label.is_minor for label in found) <= LABELS // 2 + 2


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (2011, 2013, ["2011", "2012", "2013"]),
        (1827, 2003, ["1827", "1860", "1880", "1900", "1920", "1940", "1960", "1980", "2003"]),
    ],
)
def test_labels_are_round_years(first: int, last: int, years: list[str]) -> None:
    assert written(axis_of(yearly(first, last))) == years


def test_each_entry_has_a_dot_and_those_of_one_time_stand_above_one_another() -> None:
    day, later = Date(2011, 5, 15), Date(2012, 5, 15)
    dots = strip([day, day, later]).dots
    assert dots[0].x == dots[1].x < dots[2].x
    assert dots[1].y < dots[0].y == dots[2].y


@given(st.integers(1, MOST_DOTS))
def test_a_column_of_dots_stays_in_the_drawing(count: int) -> None:
    assert all(0 < dot.y < HEIGHT for dot in strip([Date(2011, 5, 15)] * count).dots)


def test_many_entries_are_bars_of_months_whose_height_is_a_square_root() -> None:
    dates = sorted([Date(2011, 1, 2)] * 100 + [Date(2011, 2, 3)] * 25 + [Date(2012, 3)] * 50)
    found = strip(dates, turning=[0])
    january, february, _ = found.bars
    assert not found.dots
    assert (found.most, january.height, february.height) == (100, 40, 20)
    assert (january.turning, february.turning) == (4, 0)
    assert january.x < february.x


def test_bars_of_a_long_time_are_longer_than_months() -> None:
    found = strip(yearly(1700, 2000))
    assert len(found.bars) == 301 // 10 + 1
    assert all(0 < bar.x < WIDTH for bar in found.bars)


def test_no_mark_of_what_stands_left_of_a_break() -> None:
    found = strip([Date(1142), *yearly(2024, 2025, 30)], turning=[0, 1])
    assert (len(found.dots), found.turning) == (60, (0,))


def test_what_lasts_is_a_bar_and_what_falls_into_it_stands_above_it() -> None:
    dates = [Date(2010, 1, 1), Date(2010, 6, 1), Date(2011, 6, 1)]
    long, within, after = strip(dates, ends={0: Date(2010, 12, 31)}).dots
    assert long.x + long.length == pytest.approx(WIDTH / 2, abs=8)
    assert within.length == 0
    assert within.y < long.y == after.y


def test_a_bar_ends_with_its_strip_however_long_it_lasts() -> None:
    (drawn,) = strip([Date(2010, 3, 1)], ends={0: Date(2030, 1, 1)}).dots
    assert drawn.x + drawn.length == middle_of(COLUMNS - 1)


def test_what_ends_where_it_begins_is_a_dot_as_any_other() -> None:
    assert strip([Date(2010), Date(2019)], ends={0: Date(2010, 1, 3)}) == strip([Date(2010), Date(2019)])


def test_above_bars_what_lasts_is_a_line_and_what_lasts_at_the_same_time_is_one() -> None:
    dates = yearly(2001, 2020, 10)
    ends = {0: Date(2003, 1, 1), 10: Date(2004, 1, 1), 100: Date(2040, 1, 1), 190: Date(2020, 5, 15)}
    found = strip(dates, ends=ends)
    (first, last), (later, end) = found.lines
    assert (first, last) == (found.axis.place(dates[0]), found.axis.place(Date(2004, 1, 1)))
    assert later == found.axis.place(dates[100])
    assert end <= WIDTH
    assert paths(found)["l"] == f"M{first} 3H{last}M{later} 3H{end}"
    assert "l" not in paths(strip(dates))


def paths(drawn: Strip) -> dict[str, str]:
    """What the SVG of a strip draws, by class."""
    root = etree.fromstring(strip_svg(drawn, DEFAULTS))
    return {path.get("class", ""): path.get("d", "") for path in root.iter("{*}path")}


def test_the_svg_has_a_path_for_turning_points_and_one_for_the_rest() -> None:
    drawn = paths(strip(yearly(2006, 2017), turning=[3, 5]))
    assert (drawn["d"].count("h0"), drawn["p"].count("h0")) == (10, 2)
    assert "p" not in paths(strip(yearly(2006, 2017)))


def test_points_are_written_from_one_to_the_next() -> None:
    drawn = paths(strip([Date(2011, 1, 1), Date(2012, 1, 1)]))["d"]
    assert re.fullmatch(r"m12 44h0m\d+ 0h0", drawn)
    assert COLUMNS == 120


def test_only_a_strip_with_a_break_shows_one() -> None:
    assert "b" in paths(strip([Date(1142), *yearly(2024, 2025, 30)]))
    assert "b" not in paths(strip(yearly(2024, 2025, 30)))


def test_bars_stand_on_the_turning_points_among_them() -> None:
    dates = sorted([Date(2011, 1, 2)] * 100 + [Date(2012, 2, 3)] * 100)
    drawn = paths(strip(dates, turning=range(25)))
    assert drawn["d"].count("M") == 2
    assert re.fullmatch(r"M\d+ 47v-20", drawn["p"])


def test_the_svg_of_60_entries_weighs_little() -> None:
    assert len(strip_svg(strip(yearly(2006, 2017, 5), turning=range(12)), DEFAULTS)) < 1_300


def test_the_svg_is_light_or_dark_by_itself_in_the_colours_given() -> None:
    drawn = strip_svg(strip(yearly(2006, 2017)), {**DEFAULTS, "accent": "#123456", "accent_dark": "#abcdef"})
    light, dark = drawn.split("@media(prefers-color-scheme:dark)")
    assert "#123456" in light
    assert "#abcdef" in dark
