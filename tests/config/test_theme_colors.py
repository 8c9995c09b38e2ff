"""A site's own colours, fonts and measure."""

import re
from typing import Any

import pytest

from builder.config.theme_colors import DEFAULTS, ThemeSettings, colour, families, length, low_contrast, style
from builder.core.problems import Code
from tests.sites import ROOT, SiteFolder

PAGE = "news/2011/05/15/first.html"


@pytest.mark.parametrize(
    "value", ["#8c2f1b", "#ABC", "rgb(140 47 27)", "rgb(1,2,3)", "hsl(10 68% 33%)", "oklch(60.5% 0.1 20deg)"]
)
def test_a_colour_is_one_of_a_few_forms_of_css(value: str) -> None:
    assert colour(value) == value


@pytest.mark.parametrize("value", ["Charter", "Iowan Old Style, 'Source Serif 4', \"PT Serif\", serif", "-apple-x"])
def test_a_list_of_fonts_is_names_with_or_without_quotes(value: str) -> None:
    assert families(value) == value


@pytest.mark.parametrize("value", ["40rem", "36.5em", "70ch", "640px"])
def test_a_length_has_a_unit(value: str) -> None:
    assert length(value) == value


@pytest.mark.parametrize(
    ("read", "value", "words"),
    [
        (colour, value, "must be a colour such as")
        for value in ("red", "#12345", "#fff}", "rgb(1 2)", "var(--x)", "url(//x)", "#fff;", "#fff\n", "", 7)
    ]
    + [
        (families, value, "must be a list of fonts such as")
        for value in ("a;b", '"a', "a}b", "</style>", "a,,b", "a, 4", "a\\62", "url(x)", "", ["a"])
    ]
    + [(length, value, "must be a length such as") for value in ("40", "calc(1px)", "-1rem", "4rem;", "4 rem", 40)],
)
def test_anything_else_is_refused_in_words(read: Any, value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read(value)


def test_a_measure_in_which_nothing_could_be_read_is_refused() -> None:
    for value in ("1rem", "14.9em", "9999rem", "5ch", "239px", "0px"):
        with pytest.raises(ValueError, match=r"must be from .* to .*, or no line of text can be read"):
            length(value)


def test_the_themes_own_colours_are_those_of_its_style_sheet_and_can_be_read() -> None:
    css = (ROOT / "templates/static/style.css").read_text(encoding="utf-8")
    first, _, rest = css.partition("prefers-color-scheme: dark")
    light, dark = (dict(re.findall(r"--(\w+): (#\w+);", part)) for part in (first, rest.partition("* {")[0]))
    for name, value in DEFAULTS.items():
        assert (dark if name.endswith("_dark") else light)[name.removesuffix("_dark")] == value
    assert [*low_contrast(DEFAULTS)] == []


def test_colours_that_cannot_be_read_are_found_where_a_site_sets_one_of_them() -> None:
    found = [(each.text, each.behind, each.set) for each in low_contrast({"paper": "#777", "ink_dark": "#555"})]
    assert found == [
        *((f"{name}", "paper", "paper") for name in ("ink", "quiet", "accent", "link")),
        ("ink_dark", "paper_dark", "ink_dark"),
        ("ink_dark", "tint_dark", "ink_dark"),
    ]
    assert [*low_contrast({})] == [*low_contrast({"line": "#fdfcf9", "ink": "oklch(99% 0 0)"})] == []


def test_each_colour_is_set_for_its_own_scheme_only() -> None:
    css = style(ThemeSettings(accent="#111", accent_dark="#eee", ink_dark="#fff", measure="36rem"))
    assert css == (
        ":root{--measure:36rem}"
        "@media screen and (prefers-color-scheme:light){:root{--accent:#111}}"
        "@media screen and (prefers-color-scheme:dark){:root{--accent:#eee;--ink:#fff}}"
    )
    assert style(ThemeSettings()) == ""


def test_all_that_may_be_set_is_a_property_of_the_themes_style_sheet() -> None:
    css = (ROOT / "templates/static/style.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("prefers-color-scheme: dark")
    for name in ThemeSettings.__struct_fields__:
        assert re.search(rf"--{name.removesuffix('_dark')}:", dark if name.endswith("_dark") else light), name


def test_a_sites_colours_stand_in_the_head_of_every_page_and_nothing_does_without_any(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert "<style" not in two_entries.page(PAGE)
    two_entries.write({"dateline.toml": "[theme]\naccent = '#0b5d4b'\nserif = 'Charter, \"PT Serif\", serif'\n"})
    two_entries.build()
    wanted = (
        '<style>:root{--serif:Charter, "PT Serif", serif}'
        "@media screen and (prefers-color-scheme:light){:root{--accent:#0b5d4b}}</style>"
    )
    assert all(wanted in two_entries.page(page) for page in (PAGE, "index.html", "topics/iran/index.html", "404.html"))


def test_a_colour_that_is_none_is_told_of_on_its_line(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": "title = 'T'\n[theme]\naccent = '#0b5d4b'\nink = 'red;}'\npapre = '#fff'\n"})
    first, second = two_entries.problems()
    assert (first.code, str(first.place)) == (Code.SETTING_INVALID, "dateline.toml:4")
    assert first.what.startswith('the setting theme.ink must be a colour such as "#8c2f1b"')
    assert (second.code, second.cure) == (Code.SETTING_UNKNOWN, 'did you mean "theme.paper"?')
