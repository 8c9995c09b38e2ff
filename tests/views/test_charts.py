"""Where the marks of charts stand."""

from itertools import pairwise

from jinja2 import Environment, FileSystemLoader
from lxml import html

from builder.theme.language import Language
from builder.views.charts import HEIGHT, Amount, HeatMap, Leaf, cells, heat_map, histogram, weeks
from tests.sites import ROOT


def years(*counts: int) -> list[Amount]:
    """A year for each count, from 2001 on."""
    return [Amount(f"{2001 + n}", count, f"{2001 + n}.html", f"{2001 + n}") for n, count in enumerate(counts)]


def month(*counts: int, first: int = 0) -> Leaf:
    """A month of so many days."""
    days = [Amount(f"{n} May", count, f"{n}.html", f"{n}") for n, count in enumerate(counts, start=1)]
    return Leaf(Amount("May", sum(counts), "may.html"), days, first)


def drawn(macro: str, *values: object) -> html.HtmlElement:
    """What a macro of the theme makes of values."""
    jinja = Environment(loader=FileSystemLoader(ROOT / "templates"), autoescape=True)
    english = Language("en")
    jinja.globals |= {"_": english.gettext_html, "ngettext": english.ngettext_html}
    jinja.filters |= {"href": str, "number": english.number}
    return html.fragment_fromstring(str(getattr(jinja.get_template("_charts.html").module, macro)(*values)), "div")


def test_the_highest_bar_is_that_of_the_largest_amount_and_the_others_are_in_proportion() -> None:
    chart = histogram(years(5, 20, 10))
    assert [bar.height for bar in chart.bars] == [HEIGHT // 4, HEIGHT, HEIGHT // 2]
    assert all(bar.y + bar.height == HEIGHT for bar in chart.bars)
    assert chart.most.label == "2002"


def test_nothing_leaves_a_gap_and_little_can_still_be_seen() -> None:
    chart = histogram(years(1000, 0, 1))
    assert [bar.amount.label for bar in chart.bars] == ["2001", "2003"]
    assert chart.bars[-1].height == 2
    distance = float(chart.bars[1].x.rstrip("%")) - float(chart.bars[0].x.rstrip("%"))
    assert distance > 1.9 * float(chart.bars[0].width.rstrip("%")) / 0.8


def test_bars_fill_the_width_and_do_not_touch() -> None:
    for count in (12, 100, 300):
        bars = histogram(years(*[1] * count)).bars
        ends = [(float(bar.x.rstrip("%")), float(bar.width.rstrip("%"))) for bar in bars]
        assert all(x + width < after for (x, width), (after, _) in pairwise(ends))
        assert 99 < sum(ends[-1]) < 100


def test_few_bars_do_not_become_a_wall() -> None:
    assert float(histogram(years(3)).bars[0].width.rstrip("%")) < 10


def test_so_many_words_stand_below_the_axis_as_there_is_room_for() -> None:
    assert [tick.text for tick in histogram(years(1, 0, 2)).ticks] == ["2001", "2003"]
    every_third = [f"{2001 + n}" for n in range(0, 24, 3) if n != 3]
    assert [tick.text for tick in histogram(years(*[1] * 24)).ticks] == every_third
    assert histogram([Amount("May 2001", 1)]).ticks == ()


def test_no_word_below_the_axis_hangs_over_the_margin() -> None:
    alone = [Amount("October 2020", 1, "a.html", "October 2020"), *(Amount(f"{n}", 1, "a.html") for n in range(8))]
    (tick,) = histogram(alone).ticks
    assert (tick.text, tick.anchor, tick.x) == ("October 2020", "start", histogram(alone).bars[0].x)
    for count in (3, 11, 24, 60, 120, 300):
        first, *ticks = histogram(years(*[1] * count)).ticks
        assert first.anchor == "start" or float(first.x.rstrip("%")) >= 4
        assert all(tick.anchor == "middle" and float(tick.x.rstrip("%")) <= 96 for tick in ticks)
    assert histogram(years(*[1] * 24)).ticks[-1].text == "2022"
    assert "2300" not in [tick.text for tick in histogram(years(*[1] * 300)).ticks]


def test_a_square_stands_in_the_row_of_its_weekday_and_the_column_of_its_week() -> None:
    chart = heat_map([month(1, 0, 0, 0, 0, 3, first=5)])
    (patch,) = chart.patches
    assert [(square.amount.label, square.x, square.y) for square in patch.squares] == [
        ("1 May", 0, 5 * 24),
        ("6 May", 24, 3 * 24),
    ]
    assert patch.empty == ((0, 6 * 24), (24, 0), (24, 24), (24, 2 * 24))
    assert (chart.width, chart.height) == (2 * 24 - 3, 7 * 24 - 3)


def test_all_months_of_a_heat_map_share_five_steps() -> None:
    chart = heat_map([month(0, 1), month(10, 20), month(11, 19)])
    assert [[square.step for square in patch.squares] for patch in chart.patches] == [[1], [3, 5], [3, 5]]


def test_one_great_day_does_not_pale_all_others() -> None:
    (patch,) = heat_map([month(*[10] * 29, 500)]).patches
    assert {square.step for square in patch.squares} == {5}


def test_single_entries_are_few_even_where_no_day_has_more() -> None:
    (patch,) = heat_map([month(1, 1)]).patches
    assert {square.step for square in patch.squares} == {1}


def test_a_heat_map_may_be_empty() -> None:
    assert heat_map([]) == HeatMap((), 0, 165, 21)
    assert heat_map([month(0, 0)]).patches[0].squares == ()


def test_a_month_becomes_weeks_of_seven_days() -> None:
    rows = weeks(month(*range(31), first=6))
    assert [len(row) for row in rows] == [7] * 6
    assert [day and day.amount.short for day in rows[0]] == [None] * 6 + ["1"]
    assert [day and day.amount.short for day in rows[-1]] == ["30", "31", *[None] * 5]
    assert [day and day.step for day in rows[0] + rows[-1]] == [*[None] * 6, 0, 5, 5, *[None] * 5]
    assert len(weeks(month(*[0] * 28))) == 4


def test_rows_of_a_table_share_five_steps() -> None:
    first, second = cells([years(1, 10), [None, *years(5)]])
    assert [cell and cell.step for cell in (*first, *second)] == [1, 5, None, 3]


def test_each_bar_is_a_link_that_says_its_name_and_its_count() -> None:
    figure = drawn("histogram", histogram(years(1, 0, 1200)), "Entries by year")
    assert [(a.get("href"), a.findtext("title")) for a in figure.iter("a")] == [
        ("2001.html", "2001: 1 entry"),
        ("2003.html", "2003: 1,200 entries"),
    ]
    (drawing,) = figure.iter("svg")
    assert drawing.get("aria-label") == "Entries by year"


def test_each_square_is_a_link_that_says_its_name_and_its_count() -> None:
    figure = drawn("heat_map", heat_map([month(0, 3)]), "Entries by day")
    links = [(a.get("href"), a.findtext("title") or a.text) for a in figure.iter("a")]
    assert links == [("may.html", "May"), ("2.html", "2 May: 3 entries")]


def test_what_a_chart_shows_stands_in_a_table_too() -> None:
    bars, days = histogram(years(1, 0, 12)), heat_map([month(0, 3), month(0)])
    cells = [cell.text_content() for cell in drawn("bars_table", bars, "Year").iter("th", "td")]
    assert cells == ["Year", "Entries", "2001", "1", "2003", "12"]
    cells = [" ".join(cell.text_content().split()) for cell in drawn("heat_table", days).iter("th", "td")]
    assert cells == ["Month", "Entries", "Days, and how many each has", "May", "3", "2 (3)"]
