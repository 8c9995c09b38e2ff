"""A site's own colours, fonts and measure: what each may be, and the style that puts them in the place of the theme's.

They are custom properties of `templates/static/style.css`. Their style stands in the head of every page: to most
readers that is fewer bytes than a file of its own, and a page waits for one request less.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

COLOURS = ("paper", "ink", "quiet", "line", "tint", "accent", "link")
"""The colours that the theme is made of."""

DARK = "_dark"
"""What ends the name of a colour for those who read light on dark."""

_NUMBER = r"\d{1,3}(?:\.\d{1,5})?(?:%|deg)?"
_THREE = rf"{_NUMBER}(?: *, *{_NUMBER}| +{_NUMBER}){{2}}"
_COLOUR = re.compile(rf"#(?:[0-9A-Fa-f]{{3}}){{1,2}}|(?:rgb|hsl|oklch)\( *{_THREE} *\)")
_FAMILY = r"(?:\"[\w .-]+\"|'[\w .-]+'|[A-Za-z-][\w-]*(?: [A-Za-z-][\w-]*)*)"
_FAMILIES = re.compile(rf"{_FAMILY}(?: *, *{_FAMILY})*")
_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:rem|em|ch|px)")


def colour(value: Any) -> str:
    """A colour of CSS. Raises ValueError for anything else."""
    return _matching(_COLOUR, value, 'a colour such as "#8c2f1b", "rgb(140 47 27)" or "hsl(10 68% 33%)"')


def families(value: Any) -> str:
    """A list of fonts. Raises ValueError for anything that CSS would not read as one."""
    return _matching(_FAMILIES, value, "a list of fonts such as \"Charter, 'Source Serif 4', serif\"")


def length(value: Any) -> str:
    """A length of CSS. Raises ValueError for anything else."""
    return _matching(_LENGTH, value, 'a length such as "40rem"')


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
