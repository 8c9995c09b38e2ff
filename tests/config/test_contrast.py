"""How well text can be read, as WCAG measures it."""

import pytest

from builder.config.contrast import contrast_ratio, parse_color


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21),
        ("#fff", "#ffffff", 1),
        ("#777777", "#fff", 4.48),
        ("rgb(119 119 119)", "hsl(0 0% 100%)", 4.48),
        ("rgb(100%, 0%, 0%)", "#fff", 4.0),
        ("#0000ff", "hsl(60deg 100% 50%)", 8.0),
    ],
)
def test_the_contrast_of_two_colours_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == contrast_ratio(other, one) == pytest.approx(ratio, abs=0.005)


def test_a_colour_is_the_same_in_every_form() -> None:
    for form in ("#ff8000", "rgb(255 128 0)", "rgb(100%, 50.2%, 0%)", "hsl(30.12 100% 50%)"):
        assert parse_color(form) == pytest.approx((1, 128 / 255, 0), abs=0.001)
    assert parse_color("rgb(999 0 0)") == (1, 0, 0)
    assert parse_color("hsl(390 100% 50%)") == pytest.approx(parse_color("hsl(30 100% 50%)"))


def test_what_is_written_in_another_form_is_left_alone() -> None:
    assert parse_color("oklch(60% 0.1 20)") is None
    assert contrast_ratio("oklch(60% 0.1 20)", "#fff") is None
