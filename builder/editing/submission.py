"""A submitted form: from the names and values that a browser sends to the fields of the form.

    title=A+harbour+reopens&contexts=shipping%0D%0AOil&sources.0.name=Gazette&do=save

https://url.spec.whatwg.org/#application/x-www-form-urlencoded
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from msgspec.structs import replace

from builder.core.record import Frozen
from builder.core.text import one_line
from builder.editing.form import (
    FIELDS,
    IMAGE_PARTS,
    LISTED_PARTS,
    OF_KIND,
    TEXTS,
    CorrectionFields,
    Fields,
    ImageFields,
    ListedFields,
    SourceFields,
)
from builder.editing.line_ends import with_lf

MAX_BYTES = 2_000_000
"""Bytes of a submitted form. A chapter of a book has a hundred thousand, and the text may stand in a form twice."""

_MAX_VALUES = 2_000
_ITEM = re.compile(r"(sources|correction)\.([0-9]{1,3})\.\w+")
_STEP = re.compile(r"(sources|correction)-(remove|up|down)-([0-9]{1,3})")
_MAKE: Mapping[str, type[SourceFields | CorrectionFields]] = {"sources": SourceFields, "correction": CorrectionFields}

SAVE, SAVE_ANYWAY = "save", "save-anyway"
"""What buttons do: `save-anyway` also saves what no build of the site takes."""


class NotAForm(Exception):
    """Raised for bytes that no form of ours sends."""


class Submission(Frozen, frozen=True):
    """A form as it was submitted."""

    fields: Fields
    file: str = ""
    """The file that it edits, by its path below content/; empty for a new entry."""
    digest: str = ""
    """What stands for the bytes that the file had when the form was made."""
    base: Fields | None = None
    """What the fields held when the form was made; none if that cannot be told."""
    is_whole: bool = False
    """Whether the form has one field for all of the file."""
    compared: tuple[str, ...] = ()
    """The fields of which the form shows both versions, as the file changed meanwhile."""
    section: str = ""
    token: str = ""
    do: str = ""
    """Which button was pressed: `save`, `sources-add`, `sources-up-1`."""


def read_submission(content: bytes) -> Submission:
    """The form that some bytes are. Raises NotAForm."""
    try:
        pairs = parse_qsl(content.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_VALUES, errors="strict")
    except ValueError as error:
        raise NotAForm from error
    values = {name: value.replace("\0", "") for name, value in pairs}
    base = values.get("base", "")
    try:
        known = msgspec.json.decode(base, type=Fields) if base else None
    except (msgspec.DecodeError, RecursionError) as error:
        raise NotAForm from error
    return Submission(
        fields=_fields(values),
        base=known,
        is_whole=values.get("whole") == "1",
        compared=tuple(
            name for name in values.get("compare", "").split("\t") if name in FIELDS or name.startswith(OF_KIND)
        ),
        **{name: values.get(name, "") for name in ("file", "digest", "section", "token", "do")},
    )


def _fields(values: Mapping[str, str]) -> Fields:
    kinds = (name for name in values if name.startswith(OF_KIND))
    lists: dict[str, Any] = {name: tuple(_items(name, values)) for name in _MAKE}
    texts: dict[str, Any] = {name: one_line(values.get(name, "")) for name in TEXTS}
    return Fields(
        **texts,
        contexts=_names(values.get("contexts", "")),
        kinds={name.removeprefix(OF_KIND): _names(values[name]) for name in kinds},
        **lists,
        image=ImageFields(**{part: one_line(values.get(f"image.{part}", "")) for part in IMAGE_PARTS}),
        body=with_lf(values.get("body", "")),
    )


def _names(lines: str) -> tuple[str, ...]:
    return tuple(name for line in with_lf(lines).split("\n") if (name := one_line(line)))


def _items(field: str, values: Mapping[str, str]) -> Iterable[ListedFields]:
    """The items of a list in the order of their numbers, those without a word too: one may be about to be filled in."""
    found = {int(match[2]) for name in values if (match := _ITEM.fullmatch(name)) and match[1] == field}
    for number in sorted(found):
        parts = {part: one_line(values.get(f"{field}.{number}.{part}", "")) for part in LISTED_PARTS[field]}
        place = values.get(f"{field}.{number}.place", "")
        yield _MAKE[field](**parts, place=int(place) if re.fullmatch(r"[0-9]{1,4}", place) else None)


def with_step(fields: Fields, do: str) -> Fields:
    """The fields after a button for a source or a correction was pressed: one more, one less, or one that moves."""
    field = do.removesuffix("-add")
    if do.endswith("-add") and field in _MAKE:
        return replace(fields, **{field: (*fields.items(field), _MAKE[field]())})
    step = _STEP.fullmatch(do)
    if not step or int(step[3]) >= len(fields.items(step[1])):
        return fields
    items, place = [*fields.items(step[1])], int(step[3])
    item = items.pop(place)
    if step[2] != "remove":
        items.insert(max(0, place + (1 if step[2] == "down" else -1)), item)
    return replace(fields, **{step[1]: tuple(items)})
