"""From the text of an entry's file to its form."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from builder.content.page_form import is_page_form
from builder.core.record import Frozen
from builder.core.text import one_line
from builder.editing.form import (
    CORRECTION_PARTS,
    FIELDS,
    IMAGE_PARTS,
    OF_KIND,
    SOURCE_PARTS,
    TEXTS,
    CorrectionFields,
    EntryForm,
    Fields,
    ImageFields,
    SourceFields,
)
from builder.editing.header import Header, find_header
from builder.editing.line_ends import with_lf
from builder.frontmatter.front_matter import unknown_cases
from builder.frontmatter.keys import names_for_new_keys, names_for_new_parts
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.source_text import named_addresses

MARK = "\ufeff"
"""The byte-order mark, which may stand in front of a text."""


class NotAField(Exception):
    """Raised for a value that a field cannot show."""


class KeyNames(Frozen, frozen=True):
    """The names that the keys of a file's fields have there, and those of the parts of its sources and its picture."""

    of_field: Mapping[str, str]
    """By field; a field that has no key is not there."""
    parts: Mapping[str, Mapping[str, tuple[str, ...]]]
    new_keys: Mapping[str, str]
    """By field, the name that its key gets where the file has none."""
    new_parts: Mapping[str, Mapping[str, str]]
    """The same for parts."""


def key_names(values: Mapping[str, Any], mapping: KeyMapping) -> KeyNames:
    """The names of keys in a header, as the settings give them; of several for a field the first that has a value."""
    cases = {name: key for key, name in unknown_cases(values, mapping.known).items()}
    named: dict[str, str] = {}
    without_kind = tuple(name for name, kind in mapping.contexts if not kind)
    of_kinds = {f"{OF_KIND}{kind}": its for kind, its in mapping.kinds.items()}
    for field, of_key in {**mapping.keys, "contexts": without_kind, **of_kinds}.items():
        if field not in FIELDS and field not in of_kinds:
            continue
        there = [name for each in of_key if (name := cases.get(each, each)) in values]
        if there:
            named[field] = next((name for name in there if values[name] is not None), there[0])
    return KeyNames(named, mapping.parts, names_for_new_keys(mapping), names_for_new_parts(mapping))


def read_form(text: str, mapping: KeyMapping) -> EntryForm:
    """The form of a file's text; one field for all of it where its front matter cannot be edited key by key."""
    plain = with_lf(text.removeprefix(MARK))
    header = find_header(plain)
    body = plain[header.body :] if header else ""
    if header is None or is_page_form(body):
        return whole_form(text)
    names = key_names(header.values, mapping)
    read: dict[str, Any] = {"kinds": dict.fromkeys(mapping.kinds, ())}
    locked: set[str] = set()
    for field, name in names.of_field.items():
        try:
            if field.startswith(OF_KIND):
                read["kinds"][field.removeprefix(OF_KIND)] = _contexts(header.values[name], names)
            else:
                read[field] = _READERS[field](header.values[name], names)
        except NotAField:
            locked.add(field)
    others = tuple(name for name in header.nodes if name not in names.of_field.values())
    return EntryForm(Fields(**read, body=body.strip("\n")), locked=frozenset(locked), other_keys=others)


def whole_form(text: str) -> EntryForm:
    """The form of a file that is edited as one text."""
    return EntryForm(Fields(body=with_lf(text.removeprefix(MARK))), is_whole=True)


def field_names(header: Header, mapping: KeyMapping) -> Mapping[str, str]:
    """For each name of a key in a header the field that shows it."""
    return {name: field for field, name in key_names(header.values, mapping).of_field.items()}


def _text(value: Any) -> str:
    """A text on one line; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise NotAField
    return one_line(str(value))


def _contexts(value: Any, _names: KeyNames) -> tuple[str, ...]:
    names = [_text(item) for item in _list(value)]
    if not all(names):
        raise NotAField
    return tuple(names)


def _list(value: Any) -> Iterator[Any]:
    if value is not None and not isinstance(value, list):
        raise NotAField
    return iter(value or ())


def _sources(value: Any, names: KeyNames) -> tuple[SourceFields, ...]:
    return tuple(
        SourceFields(**_source(item, names.parts["sources"]), place=place) for place, item in enumerate(_list(value))
    )


def _source(item: Any, names: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """The parts of a source that is a mapping, or a text with a name, an address or both."""
    if isinstance(item, dict):
        if not (parts := _parts(item, SOURCE_PARTS, names)):
            raise NotAField
        return parts
    written = _text(item)
    found = named_addresses(written)
    if not written or len(found) > 1:
        raise NotAField
    return {"name": found[0].name, "url": found[0].url} if found else {"name": written}


def _corrections(value: Any, names: KeyNames) -> tuple[CorrectionFields, ...]:
    """Corrections in each of their forms: a list of mappings, one mapping, or days with a sentence each."""
    items = value if isinstance(value, list) else [value] if value is not None else []
    parts = [part for item in items for part in _correction_parts(item, names.parts["correction"])]
    return tuple(CorrectionFields(**part, place=place) for place, part in enumerate(parts))


def _correction_parts(item: Any, names: Mapping[str, tuple[str, ...]]) -> list[dict[str, str]]:
    if not isinstance(item, dict):
        raise NotAField
    if parts := _parts(item, CORRECTION_PARTS, names):
        return [parts]
    return [{"date": _text(date), "note": _text(note)} for date, note in item.items()]


def _parts(value: Mapping[str, Any], parts: tuple[str, ...], names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {part: _text(value[name]) for part in parts if (name := part_name(value, names[part]))}


def part_name(value: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """The name by which a mapping has a part: the first that has a value; empty if it has none."""
    there = [name for name in names if name in value]
    return next((name for name in there if value[name] is not None), there[0] if there else "")


def _image(value: Any, names: KeyNames) -> ImageFields:
    if isinstance(value, dict):
        return ImageFields(**_parts(value, IMAGE_PARTS, names.parts["image"]))
    return ImageFields(url=_text(value))


_READERS: Mapping[str, Callable[[Any, KeyNames], Any]] = {
    **dict.fromkeys(TEXTS, lambda value, _: _text(value)),
    "contexts": _contexts,
    "sources": _sources,
    "image": _image,
    "correction": _corrections,
}
