"""What a browser makes of charts and tables: on a phone, on paper, and where time runs from right to left."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page

from builder.config.contrast import contrast_ratio
from builder.config.theme_colors import DEFAULTS
from builder.pages import entries_by_year
from builder.relations.grouping import LARGE
from tests.sites import SiteFolder

PITCH = """() => Math.min(...[...document.querySelectorAll('.heat div:has(a) svg')].map(
    drawing => 24 * drawing.getBoundingClientRect().width / drawing.viewBox.baseVal.width))"""
"""From one square of a heat map to the next."""

SPAN = """selector => [...document.querySelectorAll(selector)].map(each => {
    const box = each.getBoundingClientRect();
    return [box.left, box.right];
})"""
"""Left and right side of what a selector names."""

SEEN = """([selector, paint]) => [...document.querySelectorAll(selector)].map(mark => {
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    const style = getComputedStyle(mark);
    const layers = [[PAPER, 1], [style[paint], style.opacity * (style[paint + 'Opacity'] ?? 1)]];
    for (const [colour, opacity] of layers) {
        canvas.globalAlpha = opacity;
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
    }
    return '#' + [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
        .map(part => part.toString(16).padStart(2, '0')).join('');
})"""
"""The colour of each mark that a selector names, as it is seen on the colour PAPER."""

PAPERS = {"light": DEFAULTS["paper"], "dark": DEFAULTS["paper_dark"]}

SHARED = "---\ntitle: E\ncontexts: [Tide, Wind]\n---\n"
LONG = "---\ntitle: E\ncontexts: [Summer]\n---\n"
"""An entry of a topic that has many."""

LARGEST = "---\ntitle: E\ncontexts: [Winter]\n---\n"
"""An entry of a topic that has so many that they are listed by year."""

BARS = "topics/winter/2018.html"
"""The page of a year of that topic, whose chart has bars."""

COLUMNS = 14
TABLE = "\n".join("|".join(["", *(f" {word}_that_is_long " for word in "abcdefghijklmn"), ""]) for _ in range(2))
RULE = "|".join(["", *["---"] * COLUMNS, ""])


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> SiteFolder:
    """Entries of three months and of many years, one with a wide table."""
    site = SiteFolder(tmp_path_factory.mktemp("paper"))
    first, second = TABLE.split("\n")
    table = f"---\ntitle: Wide\ncontexts: [Autumn]\n---\n{first}\n{RULE}\n{second}\n"
    site.write({f"content/news/2020-{n % 3 + 10}-{n * 4:02}-e.md": table for n in range(1, 7)})
    site.write({f"content/news/{year}-05-15-e.md": "---\ntitle: E\n---\n" for year in range(1998, 2012)})
    site.write({f"content/news/{year}-05-15-e.md": SHARED for year in range(2012, 2022)})
    alone = "---\ntitle: E\ncontexts: [{}]\n---\n"
    site.write({f"content/news/2000-05-{n}-e.md": alone.format(("Tide", "Wind")[n % 2]) for n in range(16, 20)})
    site.write(
        {f"content/news/2019-{n % 9 + 1:02}-{n // 9 + 1:02}-e.md": LONG for n in range(entries_by_year.LONG + 1)}
    )
    site.write({f"content/news/2018-{n % 12 + 1:02}-{n // 12 + 1:02}-e.md": LARGEST for n in range(LARGE + 1)})
    site.build()
    site.build(language="ar", output=site.path / "arabic")
    return site


def show(page: Page, file: Path, width: int, media: Literal["screen", "print"] = "screen") -> None:
    """Open a page of a site in a tab that is as wide."""
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(media=media)
    page.goto(file.as_uri())


def test_squares_of_a_heat_map_are_24_pixels_apart_on_the_narrowest_phone(published: SiteFolder, page: Page) -> None:
    for width in (320, 340, 352, 360, 768):
        show(page, published.output / "news/2020/index.html", width)
        assert page.evaluate(PITCH) >= 24, width


@pytest.mark.parametrize("folder", ["output", "arabic"])
@pytest.mark.parametrize("width", [320, 1440])
def test_words_below_bars_stay_within_the_text_and_what_leads_on_can_be_hit(
    published: SiteFolder, page: Page, folder: str, width: int
) -> None:
    show(page, published.path / folder / BARS, width)
    ((start, end),) = page.evaluate(SPAN, ".bars line")
    words = page.evaluate(SPAN, ".bars text")
    assert words
    assert all(start - 3 <= left and right <= end + 3 for left, right in words)
    assert all(right - left >= 24 for left, right in page.evaluate(SPAN, ".bars .room"))


@pytest.mark.parametrize(("folder", "later"), [("output", 1), ("arabic", -1)])
def test_time_runs_the_way_of_the_writing_in_every_chart(
    published: SiteFolder, page: Page, folder: str, later: int
) -> None:
    for address, marks in (
        (BARS, ".bars .bar"),
        ("topics/tide/index.html", ".axis > *"),
        ("news/2020/index.html", "div:last-child > svg .step1"),
    ):
        show(page, published.path / folder / address, 768)
        lefts = [left * later for left, _ in page.evaluate(SPAN, marks)]
        assert len({*lefts}) > 1, address
        assert lefts == sorted(lefts), address


def test_paper_shows_every_column_of_a_wide_table(published: SiteFolder, page: Page) -> None:
    show(page, next(published.output.rglob("2020/10/*/e.html")), 643, "print")
    cells = page.evaluate(SPAN, ".text th")
    assert len(cells) == COLUMNS
    assert all(0 <= left < right <= 643 for left, right in cells)
    assert page.evaluate("getComputedStyle(document.querySelector('.wide')).overflowX") == "visible"


@pytest.mark.parametrize("scheme", PAPERS)
@pytest.mark.parametrize(
    "mark",
    [
        ("news/2020/index.html", ".heat a rect", "fill"),
        ("news/2020/index.html", ".scale rect", "fill"),
        (BARS, ".bars .bar", "fill"),
        ("topics/tide/index.html", ".rows path", "stroke"),
        ("topics/tide/strip.svg", ".d, .p", "stroke"),
        ("strip.svg", ".d, .p", "stroke"),
    ],
)
def test_marks_stand_out_from_the_page_by_three_to_one(
    published: SiteFolder, page: Page, mark: tuple[str, str, str], scheme: Literal["light", "dark"]
) -> None:
    address, selector, paint = mark
    show(page, published.output / address, 1280)
    page.emulate_media(color_scheme=scheme)
    colours = page.evaluate(SEEN.replace("PAPER", f"'{PAPERS[scheme]}'"), [selector, paint])
    assert colours
    for colour in {*colours}:
        assert (contrast_ratio(colour, PAPERS[scheme]) or 0) >= 3, colour


@pytest.mark.parametrize("scheme", PAPERS)
def test_the_number_of_a_day_can_be_read_on_each_step_of_a_heat_map(
    published: SiteFolder, page: Page, scheme: Literal["light", "dark"]
) -> None:
    show(page, published.output / "news/2020/index.html", 1280)
    page.emulate_media(color_scheme=scheme)
    page.evaluate("""() => document.querySelector('.heat svg a').after(...[1, 2, 3, 4, 5].map(step => {
        const day = document.querySelector('.heat svg a').cloneNode(true);
        day.querySelector('rect').setAttribute('class', `step${step} tried`);
        return day;
    }))""")
    look = SEEN.replace("PAPER", f"'{PAPERS[scheme]}'")
    squares, words = (page.evaluate(look, [selector, "fill"]) for selector in (".tried", ".tried + text"))
    assert len(squares) == len(words) == 5
    for square, word in zip(squares, words, strict=True):
        assert (contrast_ratio(square, word) or 0) >= 4.5, (square, word)


def test_paper_shows_what_is_folded_and_cuts_no_table_of_years(published: SiteFolder, page: Page) -> None:
    show(page, published.output / "topics/summer/index.html", 643, "print")
    items = page.evaluate("""() => [...document.querySelectorAll('.gutter li')].map(
        item => item.checkVisibility({contentVisibilityAuto: true}) && item.getBoundingClientRect().height)""")
    assert len(items) == entries_by_year.LONG + 1
    assert all(items)
    assert page.evaluate(SPAN, ".rest > summary")[0] == [0, 0]
    show(page, published.output / "news/index.html", 643, "print")
    assert all(
        0 <= left < right <= 643 for left, right in page.evaluate(SPAN, ".years th.year, .years td:nth-child(13)")
    )


def test_a_day_and_its_month_take_one_line_beside_an_entry_in_arabic_too(published: SiteFolder, page: Page) -> None:
    show(page, published.path / "arabic/topics/autumn/index.html", 360)
    lines = page.evaluate("""() => [...document.querySelectorAll('.gutter small')].map(
        time => time.getBoundingClientRect().height / parseFloat(getComputedStyle(time).lineHeight))""")
    assert {*map(round, lines)} == {1}
