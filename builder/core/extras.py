"""Extras: packages that only some sites need, so that they are installed beside Dateline where they do.

    with needed(CARDS):
        from PIL import Image

https://packaging.python.org/en/latest/specifications/dependency-specifiers/#extras
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from builder.core.record import Frozen


class Extra(Frozen, frozen=True):
    """A package that an extra of Dateline's names."""

    package: str
    """As it is installed."""
    module: str
    """As it is imported."""
    use: str
    """What it does, as a sentence without its end."""

    @property
    def what(self) -> str:
        """What is wrong where it is missing."""
        return f"{self.use}, which is not installed"

    @property
    def cure(self) -> str:
        """How it is installed."""
        return f"install it beside Dateline: {sys.executable} -m pip install {self.package}"


CARDS = Extra("pillow", "PIL", "cards are drawn by Pillow")
IMPORT = Extra("mwparserfromhell", "mwparserfromhell", "wikitext is read by mwparserfromhell")
DASK = Extra("distributed", "distributed", "clusters are reached by Dask")
LOKY = Extra("loky", "loky", "loky starts these processes")
PUBLISH = Extra("obstore", "obstore", "buckets are reached by obstore")


class ExtraMissing(Exception):
    """Raised where a package is needed that is not installed; says what to do."""

    def __init__(self, extra: Extra) -> None:
        super().__init__(f"{extra.what}; {extra.cure}")
        self.extra = extra


@contextmanager
def needed(extra: Extra) -> Iterator[None]:
    """Import a package, or what needs it, inside. Raises ExtraMissing if it is not installed."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != extra.module:
            raise
        raise ExtraMissing(extra) from error
