"""The setting `sections`: the names of sections that are not called as their folders are."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.config.setting import Locate
from builder.core.json_schema import TEXT, table_of, takes
from builder.core.problems import NOWHERE, Place
from builder.core.record import Frozen
from builder.core.urls import Slug, slugify


class SectionSettings(Frozen, frozen=True):
    """What the settings say of one section."""

    folder: str
    """As they write it."""
    name: str
    place: Place = NOWHERE
    """Where they do."""


@takes(table_of(TEXT))
def check_sections(value: Any) -> Mapping[Slug, SectionSettings]:
    """Check the setting: sections by the slugs of their folders."""
    found: dict[Slug, SectionSettings] = {}
    for folder, name in checks.table(value).items():
        with checks.inside(folder):
            if not slugify(folder):
                raise ValueError("is no folder of a section: its name has no letter or digit")
            found[slugify(folder)] = SectionSettings(folder, checks.filled_text(name))
    return found


def place_sections(found: Mapping[Slug, SectionSettings], locate: Locate) -> Mapping[Slug, SectionSettings]:
    """The sections with the places where the settings name them."""
    return {slug: replace(section, place=locate(f"sections.{section.folder}")) for slug, section in found.items()}
