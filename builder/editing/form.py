"""The form of an entry as values: what each field holds, and of a file what a form cannot show.

    Fields(title="A harbour reopens", date="2011-05-15", contexts=("shipping",), sources=(SourceFields("Gazette"),))

Fields hold texts as people type them. What is wrong with one is for the reader of front matter to say.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import asdict, fields, replace

from builder.core.record import Frozen


class SourceFields(Frozen, frozen=True):
    """The fields of a source."""

    name: str = ""
    url: str = ""
    title: str = ""
    date: str = ""
    archive_url: str = ""
    author: str = ""
    place: int | None = None
    """Its place, from 0, in the file that the form was made from; none for a new one."""

    @property
    def parts(self) -> Mapping[str, str]:
        """What it says, by the names of its parts: `{"name": "Gazette"}`."""
        return {name: value for name in SOURCE_PARTS if (value := getattr(self, name))}


class CorrectionFields(Frozen, frozen=True):
    """The fields of a correction."""

    date: str = ""
    note: str = ""
    place: int | None = None
    """Its place, from 0, in the file that the form was made from; none for a new one."""

    @property
    def parts(self) -> Mapping[str, str]:
        """What it says, by the names of its parts: `{"date": "2011-06-01"}`."""
        return {name: value for name in CORRECTION_PARTS if (value := getattr(self, name))}


ListedFields = SourceFields | CorrectionFields
"""The fields of an item of a list."""


class ImageFields(Frozen, frozen=True):
    """The fields of a picture."""

    url: str = ""
    alt: str = ""
    credit: str = ""

    @property
    def parts(self) -> Mapping[str, str]:
        """What it says, by the names of its parts: `{"url": "ship.jpg"}`."""
        return {name: value for name, value in asdict(self).items() if value}


class Fields(Frozen, frozen=True):
    """What the fields of a form hold."""

    title: str = ""
    date: str = ""
    end: str = ""
    contexts: tuple[str, ...] = ()
    kinds: Mapping[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    """The contexts of each kind that has a key of its own; as a field each is called `contexts.person`."""
    sources: tuple[SourceFields, ...] = ()
    summary: str = ""
    image: ImageFields = ImageFields()
    correction: tuple[CorrectionFields, ...] = ()
    body: str = ""
    """The text below the front matter; in a form for the whole file all that the file holds."""

    def value(self, name: str) -> Any:
        """What a field says, to be compared: a source that moved is another value, one with another place is not."""
        if name in LISTED_PARTS:
            return tuple(item.parts for item in self.items(name))
        return self.kinds.get(name.removeprefix(OF_KIND), ()) if name.startswith(OF_KIND) else getattr(self, name)

    def taking(self, name: str, other: "Fields") -> "Fields":
        """The fields, of which one is as another version has it."""
        if name.startswith(OF_KIND):
            return replace(self, kinds={**self.kinds, name.removeprefix(OF_KIND): other.value(name)})
        return replace(self, **{name: getattr(other, name)})

    def items(self, name: str) -> tuple[ListedFields, ...]:
        """The items of a field that is a list of mappings."""
        items: tuple[ListedFields, ...] = getattr(self, name)
        return items


SOURCE_PARTS = tuple(name for name in SourceFields.__struct_fields__ if name != "place")
CORRECTION_PARTS = tuple(name for name in CorrectionFields.__struct_fields__ if name != "place")
IMAGE_PARTS = ImageFields.__struct_fields__
LISTED_PARTS: Mapping[str, tuple[str, ...]] = {"sources": SOURCE_PARTS, "correction": CORRECTION_PARTS}
"""The fields that are lists of mappings, each with the parts of these."""

OF_KIND = "contexts."
"""What the names of the fields for contexts of a kind begin with."""

FIELDS = tuple(name for name in Fields.__struct_fields__ if name != "kinds")
"""All fields, in the order in which a new key is put among those that are there; the body is below the front matter."""

TEXTS = tuple(each.name for each in fields(Fields) if each.type is str and each.name != "body")
"""The fields that hold one line, by the names of their keys."""


class EntryForm(Frozen, frozen=True):
    """A file's text as a form."""

    fields: Fields
    is_whole: bool = False
    """Whether its one field is the text of the whole file, as its front matter is none that can be edited by keys."""
    locked: frozenset[str] = frozenset()
    """The fields whose keys hold what no form shows, so that they can be changed in the file only."""
    other_keys: tuple[str, ...] = ()
    """The keys of the front matter that the form has no field for. They stay as they are."""

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that can be changed."""
        if self.is_whole:
            return ("body",)
        at = FIELDS.index("contexts") + 1
        of_kinds = (f"{OF_KIND}{kind}" for kind in self.fields.kinds)
        return tuple(name for name in (*FIELDS[:at], *of_kinds, *FIELDS[at:]) if name not in self.locked)
