"""Settings that name a file of the site: its logo, its icon, the picture of shared links."""

import re
from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.config.setting import Locate
from builder.core.json_schema import TEXT, takes
from builder.core.model import Reference
from builder.core.problems import NOWHERE
from builder.core.urls import Address, is_web

_PICTURE = re.compile(r"[^/]\.(?:avif|gif|ico|jpe?g|png|svg|webp)$", re.IGNORECASE)


@takes(TEXT)
def picture_or_address(value: Any) -> Reference | None:
    """Check a setting that is the path of a picture below content/, or a web address."""
    text = checks.text(value)
    return Reference(text, NOWHERE) if is_web(text) else picture(value)


@takes(TEXT)
def picture(value: Any) -> Reference | None:
    """Check a setting that is the path of a picture below content/: browsers ask no other host for anything."""
    text = checks.text(value)
    if is_web(text):
        raise ValueError("must be the path of a file of the site, such as pictures/logo.svg, and no web address")
    if text and not _PICTURE.search(text):
        raise ValueError("must be the path of a picture: AVIF, GIF, ICO, JPEG, PNG, SVG or WebP, by its ending")
    return Reference(text, NOWHERE) if text else None


def placed(name: str) -> Callable[[Reference | None, Locate], Reference | None]:
    """The function that notes where the settings name the file of a setting."""
    return lambda found, locate: found and replace(found, place=locate(name))


def address_of(reference: Reference | None) -> Address | None:
    """The address at which the file is published that a setting names; none for a web address."""
    return None if reference is None or is_web(reference.target) else Address(reference.target.lstrip("/"))
