"""A page that ends the process that makes it first, as a machine ends that fails."""

import os
import signal

from builder.core.address_pattern import AddressPattern
from builder.pages.kind import PageKind
from builder.pages.shared import Pieces
from builder.relations.site import Site

MARK = "has-ended"
"""The file in a site's folder that is there once a process has ended."""


def _ending(pieces: Pieces, _: Site) -> str:
    mark = pieces.site.config.root / MARK
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "Made by a process that went on.\n"


ENDING: PageKind[Site] = PageKind(
    name="ending",
    pattern=AddressPattern("ending.txt"),
    origin="a test",
    description="Ends the process that makes it first.",
    text=_ending,
)
