"""The file of an imported text, brought up to date in place: values that changed upstream, and no other byte."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from typing import Any

import yaml

from builder.core.problems import ProblemsFound
from builder.core.text import quoted_text
from builder.frontmatter.split import split
from builder.frontmatter.yaml_edits import Edit, apply_edits, list_edits, scalar_edit, value_nodes
from builder.frontmatter.yaml_text import flow_text, key_lines, line_text, part_lines

_HEADER = re.compile(r"---\n(.*?\n)---(?:\n|\Z)", re.DOTALL)


def fields_of(text: str) -> tuple[Mapping[str, Any], str] | None:
    """The front matter and the body of a file; none of one that is not read."""
    try:
        parts = split(text, "")
    except ProblemsFound:
        return None
    return parts.front.values, parts.body


def updated(text: str, changes: Mapping[str, Any], body: str | None) -> str | None:
    """The text of a file with other values for some keys, and another body if one is given; all else as it is.

    A key whose value is None goes. None if the file's header is not one of YAML in which that can be done.
    """
    before = fields_of(text)
    header = _HEADER.match(text)
    if before is None or header is None:
        return None
    below = text[header.end() :] if body is None else f"{body.rstrip()}\n" if body.strip() else ""
    written = header[1]
    for key, value in changes.items():
        written = _with_key(written, key, before[0].get(key), value)
    new = f"---\n{written}---\n{below}"
    return new if _has(new, {**before[0], **changes}) else None


def _has(text: str, wanted: Mapping[str, Any]) -> bool:
    """Whether a file has some values and no others; None stands for no value."""
    fields = fields_of(text)
    return fields is not None and fields[0] == {key: value for key, value in wanted.items() if value is not None}


def _with_key(header: str, key: str, was: Any, value: Any) -> str:
    """The header with another value for a key: within what is written there if that can be, else in its place."""
    others = dict(values) if (values := _values(header)) is not None else {}
    with suppress(yaml.YAMLError, IndexError):
        new = apply_edits(header, _edits(header, key, was, value))
        if _values(new) == {**others, key: value}:
            return new
    return "".join(_with_lines(header.splitlines(keepends=True), key, value))


def _values(header: str) -> Mapping[str, Any] | None:
    fields = fields_of(f"---\n{header}---\n")
    return fields[0] if fields else None


def _edits(header: str, key: str, was: Any, value: Any) -> Iterable[Edit]:
    """The edits that give a key another value where its form stays: a text, or a list."""
    node = value_nodes(header).get(key)
    if isinstance(node, yaml.ScalarNode) and isinstance(value, str) and node.style not in ("|", ">"):
        return (scalar_edit(node, value, line_text(value)),)
    if isinstance(node, yaml.SequenceNode) and isinstance(was, list) and isinstance(value, list) and was and value:
        return list_edits(header, node, [*_wanted(header, node, was, value)])
    return ()


def _wanted(header: str, node: yaml.SequenceNode, was: Sequence[Any], value: Sequence[Any]) -> Iterator[int | str]:
    """The items of a list: the number of one that stays where it is, and the text of one that is new or moves."""
    had, has = ([quoted_text(repr(each)) for each in items] for items in (was, value))
    for tag, first, end, begin, last in SequenceMatcher(None, had, has, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from range(first, end)
            continue
        for place in range(begin, last):
            at = had.index(has[place]) if has[place] in had else None
            item = node.value[at] if at is not None else None
            if isinstance(item, yaml.ScalarNode):
                yield header[item.start_mark.index : item.end_mark.index]
            else:
                yield _text_of_item(value[place], is_flow=node.flow_style)


def _text_of_item(value: Any, *, is_flow: bool) -> str:
    """A new item of a list in brackets, or of one in lines."""
    if is_flow or not isinstance(value, dict):
        return flow_text(value) if is_flow else line_text(value)
    return part_lines(value, "")[:-1]


def _with_lines(lines: Iterable[str], key: str, value: Any) -> Iterable[str]:
    """The lines of a header with another value for a key, in its place or at the end."""
    written = "" if value is None else key_lines(key, value)
    is_inside = False
    for line in lines:
        is_key = re.match(rf"{re.escape(key)}[ \t]*:(?:\s|$)", line)
        is_inside = bool(is_key) or (is_inside and (line[:1] in " \t\n-]}" or not line.strip()))
        if is_key:
            yield written
            written = ""
        if not is_inside:
            yield line
    yield written
