"""The settings in `[theme]`: a site's own colours, fonts and measure, and the CSS that overrides the theme's with them.

They are custom properties of `templates/static/style.css`. Their CSS stands in the head of every page: to most readers
that is fewer bytes than a file of its own, and a page waits for one request less.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from math import floor
from typing import Any, NamedTuple

from builder.config.contrast import MINIMUM_RATIO, contrast_ratio
from builder.config.setting import Affects, Check, Locate, setting
from builder.core.json_schema import takes
from builder.core.problems import Code, Problem
from builder.core.record import Frozen

DARK = "_dark"
"""What ends the name of a colour for those who read light on dark."""

DEFAULTS: Mapping[str, str] = {
    "paper": "#fdfcf9",
    "ink": "#1f1d1a",
    "quiet": "#625c53",
    "line": "#d9d4ca",
    "tint": "#f3efe7",
    "accent": "#8c2f1b",
    "link": "#1d4f76",
    "paper_dark": "#16171a",
    "ink_dark": "#e6e2da",
    "quiet_dark": "#a8a196",
    "line_dark": "#3a3936",
    "tint_dark": "#212226",
    "accent_dark": "#e58d76",
    "link_dark": "#8fc1ea",
}
"""The theme's own colours: of text, of what is behind it, and of lines."""

BEHIND: Mapping[str, tuple[str, ...]] = dict.fromkeys(("paper", "tint"), ("ink", "quiet", "accent", "link"))
"""The colours that text has on each colour that is behind text."""

_NUMBER = r"\d{1,3}(?:\.\d{1,5})?(?:%|deg)?"
_THREE = rf"{_NUMBER}(?: *, *{_NUMBER}| +{_NUMBER}){{2}}"
_COLOUR = rf"#(?:[0-9A-Fa-f]{{3}}){{1,2}}|(?:rgb|hsl|oklch)\( *{_THREE} *\)"
_FAMILY = r"(?:\"[\w .-]+\"|'[\w .-]+'|[A-Za-z-][\w-]*(?: [A-Za-z-][\w-]*)*)"
_FAMILIES = rf"{_FAMILY}(?: *, *{_FAMILY})*"
_LENGTH = r"\d{1,4}(?:\.\d{1,3})?(?:rem|em|ch|px)"
_MEASURES = {"rem": (15, 120), "em": (15, 120), "ch": (30, 240), "px": (240, 2000)}


@takes({"type": "string", "pattern": rf"^(?:{_COLOUR})$"})
def colour(value: Any) -> str:
    """A colour of CSS. Raises ValueError for anything else."""
    return _matching(_COLOUR, value, 'a colour such as "#8c2f1b", "rgb(140 47 27)" or "hsl(10 68% 33%)", and no name')


@takes({"type": "string", "minLength": 1})
def families(value: Any) -> str:
    """A list of fonts. Raises ValueError for anything that CSS would not read as one."""
    return _matching(_FAMILIES, value, "a list of fonts such as \"Charter, 'Source Serif 4', serif\"")


@takes({"type": "string", "pattern": rf"^(?:{_LENGTH})$"})
def length(value: Any) -> str:
    """A width of a page. Raises ValueError for what is no length of CSS, or what no page can be read in."""
    text = _matching(_LENGTH, value, 'a length such as "40rem"')
    unit = text.lstrip(".0123456789")
    least, most = _MEASURES[unit]
    if not least <= float(text.removesuffix(unit)) <= most:
        raise ValueError(f"must be from {least}{unit} to {most}{unit}, or no line of text can be read")
    return text


def _matching(pattern: str, value: Any, words: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(pattern, value):
        raise ValueError(f"must be {words}")
    return value


def _own(check: Check[str], words: str, example: str) -> str | None:
    """A setting that the theme has a value for."""
    return setting(None, check=check, words=words, example=example, default_words="the theme's", affects=Affects.PAGES)


class ThemeSettings(Frozen, frozen=True):
    """The settings of the table: colours, fonts and measure that are not the theme's, and None for those that are.

    Each is the CSS property of its name; a colour for those who read light on dark ends in `_dark`.
    """

    paper: str | None = _own(
        colour, "the colour of the page, in light and in dark ([how](../look/colours.md))", "#ffffff"
    )
    paper_dark: str | None = _own(colour, "", "#16181b")
    ink: str | None = _own(colour, "the colour of the text", "#1a1a1a")
    ink_dark: str | None = _own(colour, "", "#e6e3dd")
    quiet: str | None = _own(colour, "the colour of what stands back: summaries, dates in lists, counts", "#595959")
    quiet_dark: str | None = _own(colour, "", "#a5a29b")
    line: str | None = _own(colour, "the colour of fine rules", "#d9d5cc")
    line_dark: str | None = _own(colour, "", "#3a3d42")
    tint: str | None = _own(colour, "the colour below what is set apart", "#f4f1ea")
    tint_dark: str | None = _own(colour, "", "#202329")
    accent: str | None = _own(colour, "the colour of weekdays and topics", "#8a1c1c")
    accent_dark: str | None = _own(colour, "", "#e89a8d")
    link: str | None = _own(colour, "the colour of links", "#1c4f8a")
    link_dark: str | None = _own(colour, "", "#8db8ea")
    serif: str | None = _own(families, "the fonts of texts, and of what stands around them", "Charter, Georgia, serif")
    sans: str | None = _own(families, "", "system-ui, sans-serif")
    measure: str | None = _own(
        length, "how wide a page may be, such as `36rem`; the search page has its own width", "36rem"
    )

    def own(self) -> dict[str, str]:
        """Those that are set, by name."""
        values = ((name, getattr(self, name)) for name in self.__struct_fields__)
        return {name: value for name, value in values if value is not None}


class LowContrast(NamedTuple):
    """A colour of text that cannot be read on what is behind it, both by name."""

    text: str
    behind: str
    contrast: float
    set: str
    """The one of the two that is not the theme's; that of the text, where both are not."""


def low_contrast(own: Mapping[str, str]) -> Iterator[LowContrast]:
    """The colours that cannot be read where one of them is the site's; a form that is not read is left alone."""
    colours = {**DEFAULTS, **own}
    for scheme, behind in product(("", DARK), BEHIND):
        for text in BEHIND[behind]:
            front, back = f"{text}{scheme}", f"{behind}{scheme}"
            changed = [name for name in (front, back) if name in own]
            ratio = contrast_ratio(colours[front], colours[back]) if changed else None
            if ratio and ratio < MINIMUM_RATIO:
                yield LowContrast(front, back, ratio, changed[0])


def review_contrast(theme: ThemeSettings, locate: Locate) -> Iterator[Problem]:
    """A warning for each colour that makes text too faint to be read, with all that it does so to."""
    by_colour: dict[str, list[str]] = {}
    for each in low_contrast(theme.own()):
        ratio = f"{floor(each.contrast * 10) / 10:g}:1"
        by_colour.setdefault(each.set, []).append(f"theme.{each.text} on theme.{each.behind} ({ratio})")
    for name, pairs in by_colour.items():
        what = f"there is too little contrast to read text in {' and in '.join(pairs)}"
        cure = f"make theme.{name} darker or lighter, until it is at least {MINIMUM_RATIO:g}:1"
        yield Problem(Code.CONTRAST_LOW, locate(f"theme.{name}"), what, cure)


def style(theme: ThemeSettings) -> str:
    """The CSS of what a site sets; empty for nothing. Paper is white and ink black in print, whatever is set."""
    own = theme.own()
    names = {*theme.__struct_fields__}
    dark = {name.removesuffix(DARK): value for name, value in own.items() if name.endswith(DARK)}
    light = {name: value for name, value in own.items() if f"{name}{DARK}" in names}
    both = {name: value for name, value in own.items() if name not in light and not name.endswith(DARK)}
    return "".join(
        (
            _rule(both.items()),
            *(
                f"@media screen and (prefers-color-scheme:{scheme}){{{rule}}}"
                for scheme, colours in (("light", light), ("dark", dark))
                if (rule := _rule(colours.items()))
            ),
        )
    )


def _rule(properties: Iterable[tuple[str, str]]) -> str:
    declarations = ";".join(f"--{name}:{value}" for name, value in sorted(properties))
    return f":root{{{declarations}}}" if declarations else ""
