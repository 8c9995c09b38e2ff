"""A site's own colours, fonts and measure: what each may be, and the style that puts them in the place of the theme's.

They are custom properties of `templates/static/style.css`. Their style stands in the head of every page: to most
readers that is fewer bytes than a file of its own, and a page waits for one request less.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from builder.config.contrast import ENOUGH, contrast

COLOURS = ("paper", "ink", "quiet", "line", "tint", "accent", "link")
"""The colours that the theme is made of."""

DARK = "_dark"
"""What ends the name of a colour for those who read light on dark."""

DEFAULTS: Mapping[str, str] = {
    "paper": "#fdfcf9",
    "ink": "#1f1d1a",
    "quiet": "#625c53",
    "tint": "#f3efe7",
    "accent": "#8c2f1b",
    "link": "#1d4f76",
    "paper_dark": "#16171a",
    "ink_dark": "#e6e2da",
    "quiet_dark": "#a8a196",
    "tint_dark": "#212226",
    "accent_dark": "#e58d76",
    "link_dark": "#8fc1ea",
}
"""The theme's own colours of text, and of what is behind it."""

BEHIND: Mapping[str, tuple[str, ...]] = {"paper": ("ink", "quiet", "accent", "link"), "tint": ("ink", "link")}
"""The colours that text has on each colour that is behind text."""

_NUMBER = r"\d{1,3}(?:\.\d{1,5})?(?:%|deg)?"
_THREE = rf"{_NUMBER}(?: *, *{_NUMBER}| +{_NUMBER}){{2}}"
_COLOUR = re.compile(rf"#(?:[0-9A-Fa-f]{{3}}){{1,2}}|(?:rgb|hsl|oklch)\( *{_THREE} *\)")
_FAMILY = r"(?:\"[\w .-]+\"|'[\w .-]+'|[A-Za-z-][\w-]*(?: [A-Za-z-][\w-]*)*)"
_FAMILIES = re.compile(rf"{_FAMILY}(?: *, *{_FAMILY})*")
_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:rem|em|ch|px)")
_MEASURES = {"rem": (15, 120), "em": (15, 120), "ch": (30, 240), "px": (240, 2000)}


def colour(value: Any) -> str:
    """A colour of CSS. Raises ValueError for anything else."""
    return _matching(_COLOUR, value, 'a colour such as "#8c2f1b", "rgb(140 47 27)" or "hsl(10 68% 33%)"')


def families(value: Any) -> str:
    """A list of fonts. Raises ValueError for anything that CSS would not read as one."""
    return _matching(_FAMILIES, value, "a list of fonts such as \"Charter, 'Source Serif 4', serif\"")


def length(value: Any) -> str:
    """A width of a page. Raises ValueError for what is no length of CSS, or what no page can be read in."""
    text = _matching(_LENGTH, value, 'a length such as "40rem"')
    unit = text.lstrip(".0123456789")
    least, most = _MEASURES[unit]
    if not least <= float(text.removesuffix(unit)) <= most:
        raise ValueError(f"must be from {least}{unit} to {most}{unit}, or no line of text can be read")
    return text


def _matching(form: re.Pattern[str], value: Any, words: str) -> str:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise ValueError(f"must be {words}")
    return value


LOOK: Mapping[str, Callable[[Any], str]] = {
    **{f"{name}{scheme}": colour for name in COLOURS for scheme in ("", DARK)},
    "serif": families,
    "sans": families,
    "measure": length,
}
"""What a site may set, and how each is checked."""


@dataclass(frozen=True, slots=True)
class Faint:
    """A colour of text that cannot be read on what is behind it, both by name."""

    text: str
    behind: str
    contrast: float
    set: str
    """The one of the two that is not the theme's; that of the text, where both are not."""


def faint(look: Mapping[str, str]) -> Iterator[Faint]:
    """The colours that cannot be read where one of them is the site's; a form that is not read is left alone."""
    colours = {**DEFAULTS, **look}
    for scheme, behind in product(("", DARK), BEHIND):
        for text in BEHIND[behind]:
            front, back = f"{text}{scheme}", f"{behind}{scheme}"
            own = [name for name in (front, back) if name in look]
            found = contrast(colours[front], colours[back]) if own else None
            if found and found < ENOUGH:
                yield Faint(front, back, found, own[0])


def style(look: Mapping[str, str]) -> str:
    """The CSS that sets what a site does; empty for nothing. Paper is white and ink black in print, whatever is set."""
    dark = {name.removesuffix(DARK): value for name, value in look.items() if name.endswith(DARK)}
    light = {name: value for name, value in look.items() if name in COLOURS}
    both = {name: value for name, value in look.items() if name in LOOK and LOOK[name] is not colour}
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
