"""Edits of front matter in YAML, in place: values and items of lists become others, and no other byte changes.

Comments, quotes and the form of a list stay, as each node has its place in the text. Whether the result means what it
should is for whoever reads it again. https://pyyaml.org/wiki/PyYAMLDocumentation#nodes
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

import yaml
from frontmatter.default_handlers import SafeLoader

from builder.core.text import quoted_text

_BOM = "\ufeff"


class Edit(NamedTuple):
    """A piece of a text, in characters from 0, and what takes its place."""

    start: int
    end: int
    new: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after some edits, none of which overlap."""
    for edit in sorted(set(edits), reverse=True):
        text = f"{text[: edit.start]}{edit.new}{text[edit.end :]}"
    return text


def edited_text(written: str, edits_of: Callable[[str], Iterable[Edit]]) -> str | None:
    """A file's text after edits of it as it is without byte-order mark and carriage returns; these stay where they are.

    None of a text that has line ends of several kinds, as they could not stay.
    """
    mark = _BOM if written.startswith(_BOM) else ""
    ending = "\r\n" if "\r\n" in written else "\n"
    plain = written.removeprefix(_BOM).replace("\r\n", "\n")
    if "\r" in plain or (ending == "\r\n" and plain.count("\n") != written.count("\r\n")):
        return None
    return mark + apply_edits(plain, edits_of(plain)).replace("\n", ending)


def value_nodes(header: str) -> Mapping[str, yaml.Node]:
    """The node of each key's value; of none if the header holds no keys. Raises yaml.YAMLError.

    By the loader that reads front matter: PyYAML's other one refuses what libyaml takes, such as `[Where?]`.
    """
    node = yaml.compose(header, Loader=SafeLoader)
    return {str(key.value): value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}


def scalar_edit(node: yaml.ScalarNode, value: str, plain: str) -> Edit:
    """The edit that gives a scalar another value, in the same quotes if it may have these.

    `plain` is what is written where it has none.
    """
    written = quoted_text(value)
    if node.style == "'" and "\\" not in value:
        written = "'{}'".format(value.replace("'", "''"))
    elif not node.style:  # None, or to libyaml an empty one
        written = plain
    return Edit(node.start_mark.index, node.end_mark.index, written)


def list_edits(header: str, node: yaml.SequenceNode, wanted: Sequence[int | str]) -> Iterator[Edit]:
    """The edits after which a list has other items: the number of one that stays, or the text of a new one.

    Those that stay do so in their order. A new one of a list in lines is written with a `- ` and indented by two.
    """
    if node.flow_style or not node.value:
        yield from _flow_edits(header, node, wanted)
    else:
        yield from _block_edits(header, node, wanted)


def _gaps(wanted: Sequence[int | str]) -> dict[int, list[str]]:
    """The new items behind each that stays; behind -1 those before the first."""
    gaps: dict[int, list[str]] = {}
    last = -1
    for each in wanted:
        if isinstance(each, int):
            last = each
        else:
            gaps.setdefault(last, []).append(each)
    return gaps


def _flow_edits(header: str, node: yaml.SequenceNode, wanted: Sequence[int | str]) -> Iterator[Edit]:
    items, gaps = node.value, _gaps(wanted)
    kept = [each for each in wanted if isinstance(each, int)]
    if not kept:
        yield Edit(node.start_mark.index + 1, node.end_mark.index - 1, ", ".join(gaps.get(-1, ())))
        return
    spans = [(item.start_mark.index, item.end_mark.index) for item in items]
    gone = {*range(len(items))} - {*kept}
    lines = {at: line for at in gone if (line := _own_line(header, *spans[at]))}
    yield from (Edit(*line, "") for line in lines.values())
    yield from removals(spans, gone, lines)
    for at, texts in gaps.items():
        if at < 0:
            yield Edit(spans[kept[0]][0], spans[kept[0]][0], "".join(f"{text}, " for text in texts))
        else:
            yield Edit(spans[at][1], spans[at][1], "".join(f", {text}" for text in texts))


def removals(spans: Sequence[tuple[int, int]], gone: Set[int], done: Container[int] = ()) -> Iterator[Edit]:
    """The edits that take some items out of a list, each with what stands between it and another; one item stays."""
    last = max(at for at in range(len(spans)) if at not in gone)
    for at in sorted(gone):
        if at not in done:
            yield Edit(spans[at][0], spans[at + 1][0], "") if at < last else Edit(spans[at - 1][1], spans[at][1], "")


def _own_line(header: str, start: int, end: int) -> tuple[int, int] | None:
    """The lines of an item of a list in brackets that shares them with no other; none if it does share them."""
    begin = header.rfind("\n", 0, start) + 1
    rest = re.compile(r"[ \t]*,?[ \t]*(?:#[^\n]*)?\n").match(header, end)
    return (begin, rest.end()) if rest and not header[begin:start].strip() else None


def _block_edits(header: str, node: yaml.SequenceNode, wanted: Sequence[int | str]) -> Iterator[Edit]:
    gaps = _gaps(wanted)
    kept = {each for each in wanted if isinstance(each, int)}
    lines = [(header.rfind("\n", 0, item.start_mark.index) + 1, _line_end(header, item)) for item in node.value]
    first = lines[0][0]
    indent = header[first : header.find("-", first)]

    def written(texts: Iterable[str]) -> str:
        return "".join(f"{indent}- {text.replace(chr(10), f'{chr(10)}{indent}  ')}\n" for text in texts)

    for at, (start, end) in enumerate(lines):
        if at not in kept:
            yield Edit(start, end, "")
    for at, texts in gaps.items():
        place = first if at < 0 else lines[at][1]
        is_open = place == len(header) and not header.endswith("\n")
        yield Edit(place, place, f"\n{written(texts)[:-1]}" if is_open else written(texts))


def _line_end(header: str, node: yaml.Node) -> int:
    """Where the line begins that follows the last one of a node."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    end = node.end_mark.index
    if end and header[end - 1] == "\n":
        return end
    newline = header.find("\n", end)
    return len(header) if newline < 0 else newline + 1
