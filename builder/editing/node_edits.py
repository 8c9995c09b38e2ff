"""Edits of the value of a key: items of its list that move, and parts of its mapping that come, go and change.

What other edits of YAML need as well stands in `builder.frontmatter.yaml_edits`. PyYAML gives the place of each node:
https://pyyaml.org/wiki/PyYAMLDocumentation#nodes
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from builder.core.text import one_line
from builder.editing.read_form import part_name
from builder.frontmatter import yaml_edits
from builder.frontmatter.yaml_edits import Edit
from builder.frontmatter.yaml_text import flow_text, line_text

_BREAK = "\n"


class NotEditable(Exception):
    """Raised where a key cannot be given another value without touching anything else."""


def block_mapping(parts: Mapping[str, Any], indent: str) -> str:
    """The lines of a mapping below its key, or behind the dash of an item."""
    return "".join(f"\n{indent}{name}: {line_text(value)}" for name, value in parts.items())


def named(parts: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Parts by the names that a file has for them."""
    return {names[part]: value for part, value in parts.items()}


def filled(text: str, node: yaml.Node, written: str) -> Edit:
    """A value for a key that has none."""
    start, end = node.start_mark.index, end_of(text, node)
    if not text[start:end].strip():
        start = end = len(text[:start].rstrip(" \t"))
    written = written.rstrip("\n")
    return Edit(start, end, written.lstrip(" ") if start < end else written)


def replaced(node: yaml.Node, text: str, written: str) -> Edit:
    """A value in the place of another one, with the blank before it where a mapping begins on a line of its own."""
    start = len(text[: node.start_mark.index].rstrip(" \t"))
    if has_comment(text, node):
        raise NotEditable
    return Edit(start, end_of(text, node), written)


def end_of(text: str, node: yaml.Node) -> int:
    """Where a value ends: a mark behind a list or a block of text stands at the key below it, comments between."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_of(text, last[1] if isinstance(last, tuple) else last)
    start, end = node.start_mark.index, node.end_mark.index
    return start + len(text[start:end].rstrip())


def line_end(text: str, at: int) -> int:
    """Where the line below the one with a place begins."""
    return text.index("\n", at) + 1 if "\n" in text[at:] else len(text)


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def without_lines(text: str, first: yaml.Node, last: yaml.Node) -> Edit:
    """A key goes with its value, and with all that stands on their lines."""
    return Edit(_line_start(text, first.start_mark.index), line_end(text, end_of(text, last)), "")


def scalar_edit(text: str, node: yaml.Node, new: str) -> Edit:
    """A scalar in the quotes that it has, if it may have these."""
    if not isinstance(node, yaml.ScalarNode):
        raise NotEditable
    start, end = node.start_mark.index, end_of(text, node)
    if start == end:
        return filled(text, node, f" {line_text(new)}")
    return yaml_edits.scalar_edit(node, new, line_text(new))._replace(end=end)


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    """The scalars of a value, keys included."""
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            for inner in each if isinstance(each, tuple) else (each,):
                yield from _leaves(inner)
    else:
        yield node


def has_comment(text: str, node: yaml.Node) -> bool:
    """Whether comments stand inside a value, or behind it on its last line: they would be lost with it."""
    at, between = node.start_mark.index, ""
    for leaf in _leaves(node):
        between += text[at : leaf.start_mark.index]
        at = max(at, leaf.end_mark.index)
    return "#" in between + text[at : line_end(text, max(at, end_of(text, node)))]


Item = tuple[int | None, str]
"""An item of a list: its place in the list of before, or none for a new one, and its text."""


def item_edits(text: str, node: yaml.Node, items: Sequence[Item]) -> Iterable[Edit]:
    """The edits that bring a list to some items, each of which keeps its bytes where it has a place of before."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise NotEditable
    places = [place for place, _ in items if place is not None]
    if places == sorted(places):
        return yaml_edits.list_edits(text, node, [new if place is None else place for place, new in items])
    return [_moved_in_brackets(text, node, items) if node.flow_style else _moved_lines(text, node, items)]


def _moved_lines(text: str, node: yaml.SequenceNode, items: Sequence[Item]) -> Edit:
    """A list in lines in another order: each item moves with its lines, and the comments below it."""
    starts = [_dash(text, node, item) for item in node.value]
    end = line_end(text, end_of(text, node))
    chunks = [text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    indent = " " * node.start_mark.column
    written = [
        chunks[place] if place is not None else f"{indent}- {new.replace(_BREAK, f'{_BREAK}{indent}  ')}\n"
        for place, new in items
    ]
    return Edit(starts[0], end, "".join(line if line.endswith("\n") else f"{line}\n" for line in written))


def _dash(text: str, node: yaml.Node, item: yaml.Node) -> int:
    """Where the line with the dash of an item begins."""
    at = _line_start(text, item.start_mark.index)
    dash = re.compile(rf" {{{node.start_mark.column}}}-(?:\s|$)")
    while not dash.match(text, at):
        if at <= node.start_mark.index - node.start_mark.column:
            raise NotEditable
        at = _line_start(text, at - 1)
    return at


def _moved_in_brackets(text: str, node: yaml.SequenceNode, items: Sequence[Item]) -> Edit:
    """A list in brackets in another order, with the blanks and line breaks that it has between its items."""
    if _has_comment_inside(text, node):
        raise NotEditable
    spans = [(item.start_mark.index, end_of(text, item)) for item in node.value]
    between = text[spans[0][1] : spans[1][0]]
    own = [text[start:end] for start, end in spans]
    written = between.join(own[place] if place is not None else new for place, new in items)
    return Edit(spans[0][0], spans[-1][1], written)


def _has_comment_inside(text: str, node: yaml.Node) -> bool:
    """Whether comments stand inside a value."""
    at, between = node.start_mark.index, ""
    for leaf in _leaves(node):
        between += text[at : leaf.start_mark.index]
        at = max(at, leaf.end_mark.index)
    return "#" in between + text[at : node.end_mark.index]


def in_braces(parts: Mapping[str, Any]) -> str:
    """A mapping on one line."""
    return "{" + ", ".join(f"{name}: {flow_text(value)}" for name, value in parts.items()) + "}"


Parts = tuple[tuple[str, ...], Mapping[str, tuple[str, ...]], Mapping[str, str], Mapping[str, Any]]
"""The parts that a mapping may have, the names of each, the name that a new one gets, and the values that it has."""


def mapping_edits(text: str, node: yaml.Node, parts: Mapping[str, str], known: Parts) -> Iterable[Edit]:
    """The edits that give some parts of a mapping other values; parts that the form does not know stay."""
    order, names, new, values = known
    if not isinstance(node, yaml.MappingNode):
        raise NotEditable
    used = {part: name for part in order if (name := part_name(values, names[part]))}
    if node.flow_style:
        return [_flow_mapping(text, node, parts, (used, new, values))]
    pairs = {str(key.value): (key, value) for key, value in node.value}
    gone = {name for part, name in used.items() if values[name] is not None and part not in parts}
    if gone >= {*pairs}:
        return [_replaced_mapping(text, node, named(parts, new))]
    edits = [*_without_pairs(text, node, gone)]
    for part, name in used.items():
        if part in parts and parts[part] != _shown(values[name]):
            edits.append(scalar_edit(text, pairs[name][1], parts[part]))
    if added := {part: value for part, value in parts.items() if part not in used}:
        end = end_of(text, node)
        at = len(text) if "\n" not in text[end:] else text.index("\n", end)
        edits.append(Edit(at, at, block_mapping(named(added, new), " " * node.start_mark.column)))
    return edits


def _shown(value: Any) -> str:
    """What a form shows of a part."""
    return "" if value is None else one_line(str(value))


def _replaced_mapping(text: str, node: yaml.MappingNode, parts: Mapping[str, str]) -> Edit:
    """A mapping of which nothing stays."""
    if has_comment(text, node):
        raise NotEditable
    written = block_mapping(parts, " " * node.start_mark.column).lstrip()
    return Edit(node.start_mark.index, end_of(text, node), written)


def _without_pairs(text: str, node: yaml.MappingNode, gone: Collection[str]) -> Iterator[Edit]:
    """Parts go with their lines; the first ones, which may stand behind a dash, with all up to the first that stays."""
    first = next(number for number, (key, _) in enumerate(node.value) if str(key.value) not in gone)
    if first:
        start, end = node.value[0][0].start_mark.index, node.value[first][0].start_mark.index
        if any(has_comment(text, value) for _, value in node.value[:first]):
            raise NotEditable
        yield Edit(start, end, "")
    for key, value in node.value[first:]:
        if str(key.value) in gone:
            yield without_lines(text, key, value)


def _flow_mapping(
    text: str,
    node: yaml.MappingNode,
    parts: Mapping[str, str],
    known: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, Any]],
) -> Edit:
    """A mapping in braces, written anew with the parts that the form does not know."""
    if _has_comment_inside(text, node):
        raise NotEditable
    used, new, values = known
    names = {name: part for part, name in used.items()}
    kept = {name: parts.get(names[name], "") if name in names else value for name, value in values.items()}
    kept |= {new[part]: value for part, value in parts.items() if part not in used}
    said = {name: value for name, value in kept.items() if value != "" or name not in names}
    return Edit(node.start_mark.index, node.end_mark.index, in_braces(said))
