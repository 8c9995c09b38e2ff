"""Edits of YAML in its text: only what changed is written anew, a scalar in its quotes, an item with its lines.

PyYAML gives the place of each node: https://pyyaml.org/wiki/PyYAMLDocumentation
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from builder.core.text import one_line, quoted_text
from builder.editing.read_form import part_name
from builder.frontmatter.yaml_edits import Edit
from builder.importing.text_file import flow_text, line_text


class NotEditable(Exception):
    """Raised where a key cannot be given another value without touching anything else."""


def block_mapping(parts: Mapping[str, Any], indent: str) -> str:
    """The lines of a mapping below its key, or behind the dash of an item."""
    return "".join(f"\n{indent}{name}: {line_text(value)}" for name, value in parts.items())


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
    written = line_text(new)
    if node.style == "'" and new.isprintable():
        written = "'{}'".format(new.replace("'", "''"))
    elif node.style == '"' and written[:1] != '"':
        written = quoted_text(new)
    return Edit(start, end, written)


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


def list_edits(text: str, node: yaml.Node, items: Sequence[Item]) -> list[Edit]:
    """The edits that bring a list to some items, each of which keeps its bytes where it has a place of before."""
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        raise NotEditable
    if node.flow_style:
        return [_flow_list(text, node, items)]
    starts = [_dash(text, node, item) for item in node.value]
    end = line_end(text, end_of(text, node))
    chunks = [text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    indent = " " * node.start_mark.column
    written = [chunks[place] if place is not None else f"{indent}- {new}\n" for place, new in items]
    return [Edit(starts[0], end, "".join(line if line.endswith("\n") else f"{line}\n" for line in written))]


def _dash(text: str, node: yaml.Node, item: yaml.Node) -> int:
    """Where the line with the dash of an item begins."""
    at = _line_start(text, item.start_mark.index)
    dash = re.compile(rf" {{{node.start_mark.column}}}-(?:\s|$)")
    while not dash.match(text, at):
        if at <= node.start_mark.index - node.start_mark.column:
            raise NotEditable
        at = _line_start(text, at - 1)
    return at


def _flow_list(text: str, node: yaml.SequenceNode, items: Sequence[Item]) -> Edit:
    """A list in brackets, with the blanks and line breaks that it has between its items."""
    if _has_comment_inside(text, node):
        raise NotEditable
    ends = [end_of(text, item) for item in node.value]
    starts = [item.start_mark.index for item in node.value]
    open_end, close = starts[0], node.end_mark.index - 1
    between = text[ends[0] : starts[1]] if len(starts) > 1 else ", "
    own = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    written = between.join(own[place] if place is not None else new for place, new in items)
    is_kept = [place for place, _ in items][: len(own)] == [*range(len(own))]
    if is_kept:  # only what is new is written
        added = "".join(between + new for _, new in items[len(own) :])
        return Edit(ends[-1], ends[-1], added)
    return Edit(open_end, close, written + text[ends[-1] : close].lstrip(","))


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


Parts = tuple[tuple[str, ...], Mapping[str, tuple[str, ...]], Mapping[str, Any]]
"""The parts that a mapping may have, the names of each, and the values that it has."""


def mapping_edits(text: str, node: yaml.Node, parts: Mapping[str, str], known: Parts) -> Iterable[Edit]:
    """The edits that give some parts of a mapping other values; parts that the form does not know stay."""
    order, names, values = known
    if not isinstance(node, yaml.MappingNode):
        raise NotEditable
    used = {part: name for part in order if (name := part_name(values, names[part]))}
    if node.flow_style:
        return [_flow_mapping(text, node, parts, (used, values))]
    pairs = {str(key.value): (key, value) for key, value in node.value}
    gone = {name for part, name in used.items() if values[name] is not None and part not in parts}
    if gone >= {*pairs}:
        return [_replaced_mapping(text, node, parts)]
    edits = [*_without_pairs(text, node, gone)]
    for part, name in used.items():
        if part in parts and parts[part] != _shown(values[name]):
            edits.append(scalar_edit(text, pairs[name][1], parts[part]))
    if added := {part: value for part, value in parts.items() if part not in used}:
        end = end_of(text, node)
        at = len(text) if "\n" not in text[end:] else text.index("\n", end)
        edits.append(Edit(at, at, block_mapping(added, " " * node.start_mark.column)))
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
    text: str, node: yaml.MappingNode, parts: Mapping[str, str], known: tuple[Mapping[str, str], Mapping[str, Any]]
) -> Edit:
    """A mapping in braces, written anew with the parts that the form does not know."""
    if _has_comment_inside(text, node):
        raise NotEditable
    used, values = known
    names = {name: part for part, name in used.items()}
    kept = {name: parts.get(names[name], "") if name in names else value for name, value in values.items()}
    kept |= {part: value for part, value in parts.items() if part not in used}
    said = {name: value for name, value in kept.items() if value != "" or name not in names}
    return Edit(node.start_mark.index, node.end_mark.index, in_braces(said))
