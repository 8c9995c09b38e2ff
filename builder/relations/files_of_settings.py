"""The files that settings name: pictures below content/, and the font of cards below templates/static/.

They are looked at in every build, also where no page shows them yet.
"""

import errno
import os
from collections.abc import Collection, Iterator
from importlib.util import find_spec
from stat import S_ISDIR

from builder.config.config import Config
from builder.config.site_files import address_of
from builder.core.extras import CARDS
from builder.core.problems import Code, Place, Problem, did_you_mean
from builder.core.real_files import read_file, real_path
from builder.core.suggestions import Suggestions
from builder.core.urls import Address

CODES_OF_FILES = (Code.LINK_BROKEN, Code.CARD_FAILED)
"""The codes of the problems that are found here."""

_FONTS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf", b"wOFF", b"wOF2")
"""How files of fonts begin: https://learn.microsoft.com/typography/opentype/spec/otff, https://www.w3.org/TR/WOFF2/."""


def files_of_settings(config: Config, addresses: Collection[Address]) -> Iterator[Problem]:
    """A problem for each file that the settings name and that is not published, or cannot be used."""
    for name, named in (("logo", config.logo), ("icon", config.icon), ("image", config.image)):
        address = address_of(named)
        if named and address and address not in addresses:
            what = f'the setting {name} names "{named.target}", which is no file of the site'
            near = Suggestions(addresses).nearest(address)
            cure = did_you_mean(near, "write the path of a file that lies below content/, from there on")
            yield Problem(Code.LINK_BROKEN, named.place, what, cure)
    if config.card_font is not None:
        yield from _card_problems(config)


def card_problem(config: Config, what: str, cure: str) -> Problem:
    """The problem of cards that cannot be drawn, with the place of their font."""
    return Problem(
        Code.CARD_FAILED, Place(config.display_path(config.templates / (config.card_font or ""))), what, cure
    )


def font_problem(config: Config, why: str) -> Problem:
    """The problem of a font that cannot be read."""
    cure = "put a TrueType or OpenType font there, or take the setting card_font away"
    return card_problem(config, f"the font of the cards cannot be read ({why})", cure)


def read_font(config: Config, most: int | None = None) -> bytes:
    """The font of the cards, or only its first bytes. Raises OSError."""
    font = config.templates / (config.card_font or "")
    if S_ISDIR(font.stat().st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(font))
    folder = config.root if font.is_relative_to(config.root) else config.templates
    return read_file(real_path(font, folder), most)


def _card_problems(config: Config) -> Iterator[Problem]:
    try:
        is_font = read_font(config, 4) in _FONTS
    except OSError as error:
        yield font_problem(config, (error.strerror or "it is no font").lower())
        return
    if not is_font:
        yield font_problem(config, "it is no font")
    elif not _is_installed(CARDS.module):
        yield card_problem(config, CARDS.what, CARDS.cure)


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ValueError:  # it is marked as one that cannot be imported
        return False
