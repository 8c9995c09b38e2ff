"""Edits of a header that give the key of one field another value and leave every other byte of the file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import yaml

from builder.editing.form import FIELDS, IMAGE_PARTS, LISTED_PARTS, OF_KIND, Fields, ListedFields
from builder.editing.header import Header
from builder.editing.node_edits import (
    Item,
    NotEditable,
    Parts,
    block_mapping,
    end_of,
    filled,
    has_comment,
    in_braces,
    item_edits,
    line_end,
    mapping_edits,
    named,
    replaced,
    scalar_edit,
    without_lines,
)
from builder.editing.read_form import KeyNames, part_name
from builder.frontmatter.yaml_edits import Edit
from builder.frontmatter.yaml_text import flow_text, key_lines, line_text


def key_edits(header: Header, names: KeyNames, field: str, fields: tuple[Fields, Fields]) -> Iterable[Edit]:
    """The edits of a header that give a field another value; `fields` are those of before and after.

    Raises NotEditable.
    """
    new = fields[1].value(field)
    name = names.of_field.get(field, field)
    written = header.nodes.get(name)
    if not _is_said(new, field):
        return [without_lines(header.text, written.key, written.value)] if written else []
    if written is None:
        return [_new_key(header, names, field, _lines(names.new_keys[field], names, field, new))]
    if header.values[name] is None:
        return [filled(header.text, written.value, _lines(name, names, field, new).partition(":")[2])]
    return _value_edits(header, names, field, (written.value, fields))


def _value_edits(
    header: Header, names: KeyNames, field: str, change: tuple[yaml.Node, tuple[Fields, Fields]]
) -> Iterable[Edit]:
    """The edits of a value that is there."""
    node, fields = change
    if _is_contexts(field):
        return item_edits(header.text, node, _context_items(node, [version.value(field) for version in fields]))
    if field in LISTED_PARTS:
        return _listed_edits(header, names, field, node, fields)
    if field != "image":
        return [scalar_edit(header.text, node, fields[1].value(field))]
    parts = fields[1].image.parts
    if isinstance(node, yaml.ScalarNode):
        is_address = {*parts} == {"url"}
        whole = scalar_edit(header.text, node, parts["url"]) if is_address else None
        return [whole or replaced(node, header.text, block_mapping(named(parts, names.new_parts["image"]), "  "))]
    value = header.values[names.of_field["image"]]
    return mapping_edits(header.text, node, parts, _known(names, "image", IMAGE_PARTS, value))


def _is_said(value: Any, field: str) -> bool:
    return bool(value.parts if field == "image" else value)


def _known(names: KeyNames, field: str, order: tuple[str, ...], value: Mapping[str, Any]) -> Parts:
    return order, names.parts[field], names.new_parts[field], value


def _lines(name: str, names: KeyNames, field: str, value: Any) -> str:
    """The lines of a key with a value of its own."""
    if field == "image":
        return f"{name}:{block_mapping(named(value.parts, names.new_parts[field]), '  ')}\n"
    if field in LISTED_PARTS:
        return key_lines(name, [named(parts, names.new_parts[field]) for parts in value])
    return key_lines(name, [*value] if _is_contexts(field) else value)


def _is_contexts(field: str) -> bool:
    return field == "contexts" or field.startswith(OF_KIND)


def _new_key(header: Header, names: KeyNames, field: str, lines: str) -> Edit:
    """A key that was not there, behind those of the fields that stand in front of it in a form."""
    top, _, kind = field.partition(".")
    before = [name for each in FIELDS[: FIELDS.index(top) + bool(kind)] if (name := names.of_field.get(each))]
    ends = [line_end(header.text, end_of(header.text, header.nodes[name].value)) for name in before]
    at = max(ends, default=0)
    return Edit(at, at, lines)


def _context_items(node: yaml.Node, contexts: Sequence[Sequence[str]]) -> list[Item]:
    """The contexts, each by its place in the list of before if it stood there."""
    if not isinstance(node, yaml.SequenceNode):
        raise NotEditable
    places: dict[str, list[int]] = {}
    for place, name in enumerate(contexts[0]):
        places.setdefault(name, []).append(place)
    items: list[Item] = []
    for name in contexts[1]:
        there = places.get(name)
        items.append((there.pop(0) if there else None, flow_text(name) if node.flow_style else line_text(name)))
    return items


def _listed_edits(
    header: Header, names: KeyNames, field: str, node: yaml.Node, fields: tuple[Fields, Fields]
) -> Iterable[Edit]:
    """The edits of a list of mappings: of each only what changed where all stay, else what comes, goes and moves.

    Corrections in another form, such as days with a sentence each, become such a list.
    """
    before, new = (version.items(field) for version in fields)
    values = header.values[names.of_field[field]]
    if field == "correction" and not _are_mappings(values, names.parts[field]["note"]):
        return [_replaced_list(header, node, _lines("", names, field, fields[1].value(field)))]
    if not isinstance(node, yaml.SequenceNode):
        raise NotEditable
    if [item.place for item in new] == [*range(len(before))]:
        return [
            edit
            for place, item in enumerate(new)
            if item.parts != before[place].parts
            for edit in _item_edits(header, names, field, (node, place), (values, item))
        ]
    written = _mapping_text(node, names.new_parts[field])
    return item_edits(header.text, node, [(item.place, written(item.parts)) for item in new])


def _are_mappings(values: Any, note: tuple[str, ...]) -> bool:
    """Whether a value is a list of mappings that have a note by its name."""
    return isinstance(values, list) and all(isinstance(value, dict) and part_name(value, note) for value in values)


def _replaced_list(header: Header, node: yaml.Node, lines: str) -> Edit:
    """A list on lines of its own, in the place of a value."""
    if has_comment(header.text, node):
        raise NotEditable
    start = len(header.text[: node.start_mark.index].rstrip())
    return Edit(start, end_of(header.text, node), lines.removeprefix(":").rstrip("\n"))


def _mapping_text(node: yaml.SequenceNode, new: Mapping[str, str]) -> Callable[[Mapping[str, str]], str]:
    """Writes a new item as the list has its items: in braces, or on lines of its own."""
    if node.flow_style:
        return lambda parts: in_braces(named(parts, new))
    return lambda parts: block_mapping(named(parts, new), "").lstrip()


def _item_edits(
    header: Header,
    names: KeyNames,
    field: str,
    at: tuple[yaml.SequenceNode, int],
    new: tuple[Sequence[Any], ListedFields],
) -> Iterable[Edit]:
    """The edits of one item that stays in its place."""
    node, place = at
    item, value = node.value[place], new[0][place]
    if isinstance(item, yaml.MappingNode):
        return mapping_edits(header.text, item, new[1].parts, _known(names, field, LISTED_PARTS[field], value))
    if has_comment(header.text, item):
        raise NotEditable
    written = _mapping_text(node, names.new_parts[field])(new[1].parts)
    written = written.replace("\n", f"\n{' ' * (node.start_mark.column + 2)}")
    return [Edit(item.start_mark.index, end_of(header.text, item), written)]
