"""Contrast ratio of two colours of CSS, as WCAG 2.2 defines it: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

import colorsys
import re

MINIMUM_RATIO = 4.5
"""The least ratio for text of the usual size: https://www.w3.org/TR/WCAG22/#contrast-minimum."""

_NUMBERS = re.compile(r"\d+(?:\.\d+)?%?")

RGB = tuple[float, float, float]
"""The red, green and blue of a colour, from 0 to 1."""


def contrast_ratio(one: str, other: str) -> float | None:
    """The contrast ratio of two colours, from 1 to 21; None where one of them is in a form that is not parsed."""
    colours = parse_color(one), parse_color(other)
    if None in colours:
        return None
    darker, lighter = sorted(_luminance(colour) for colour in colours if colour)
    return (lighter + 0.05) / (darker + 0.05)


def parse_color(colour: str) -> RGB | None:
    """Parse a colour that is written as `#123`, `#112233`, `rgb()` or `hsl()`; None for any other form."""
    if colour.startswith("#"):
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        red, green, blue = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
        return red, green, blue
    numbers = _NUMBERS.findall(colour)
    if colour.startswith("rgb("):
        red, green, blue = (_part(number, 255) for number in numbers)
        return red, green, blue
    if colour.startswith("hsl("):
        hue, saturation, lightness = numbers
        return colorsys.hls_to_rgb(float(hue.rstrip("%")) / 360 % 1, _part(lightness, 100), _part(saturation, 100))
    return None


def _part(number: str, whole: int) -> float:
    """A number as a part of a whole, or a percentage; never more than all of it."""
    return min(1.0, float(number.rstrip("%")) / (100 if number.endswith("%") else whole))


def _luminance(colour: RGB) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
