"""Edits of a text: names of contexts and wiki links that become others, found where they are written.

Front matter in YAML is read with the place of each scalar; other forms, and the page form's lists, by their quotes and
commas. Whether the result means what it should, and nothing else, is for whoever parses it: see `plan`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

import yaml

from builder.core.model import BodyLink, LinkKind
from builder.core.problems import ProblemsFound
from builder.core.record import Frozen
from builder.core.text import quoted_text
from builder.core.urls import Slug, topic_slug
from builder.frontmatter.parsers import quoted_item
from builder.frontmatter.split import split

_PAGE_FORM_LIST = re.compile(r"(?<=_Context: )[^\n]*(?=_[ \t]*$)", re.MULTILINE)


class Renaming(Frozen, frozen=True):
    """Topics whose contexts get another name."""

    old: frozenset[Slug]
    new: str

    def takes(self, name: str) -> bool:
        """Whether a name, as a file writes it, is to become the new one."""
        return topic_slug(_plain(name)) in self.old and _plain(name) != self.new


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


def context_edits(text: str, keys: Collection[str], names: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    """The edits that rename contexts: those of some keys of the front matter, and `names` in the page form's lists."""
    try:
        header = split(text, "").header
    except ProblemsFound:
        return
    start = text.find(header)
    is_yaml = text[:start].rstrip("\n").endswith("---")
    found = _yaml_edits(header, keys, renaming) if is_yaml else _quoted_edits(header, renaming)
    for edit in found if header else ():
        yield Edit(edit.start + start, edit.end + start, edit.new)
    for of_list in _PAGE_FORM_LIST.finditer(text, start + len(header)):
        for name in filter(renaming.takes, names):
            yield from _list_edits(of_list, name, renaming)


def _quoted_edits(header: str, renaming: Renaming) -> Iterator[Edit]:
    """The edits in a form whose texts stand in double quotes, such as TOML and JSON."""
    for found in re.finditer(r'"([^"\n]*)"', header):
        if renaming.takes(found[1]):
            yield Edit(found.start(), found.end(), quoted_text(renaming.new))


def _yaml_edits(header: str, keys: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    node = yaml.compose(header, Loader=yaml.SafeLoader)
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value.casefold() in keys:
            yield from _node_edits(header, value, renaming)


def _node_edits(header: str, node: yaml.Node, renaming: Renaming) -> Iterator[Edit]:
    if isinstance(node, yaml.SequenceNode):
        has_new = any(isinstance(item, yaml.ScalarNode) and _plain(item.value) == renaming.new for item in node.value)
        gone: list[int] = []
        for at, item in enumerate(node.value):
            if isinstance(item, yaml.ScalarNode) and renaming.takes(item.value):
                if has_new:
                    gone.append(at)
                else:
                    yield _replacement(item, renaming.new)
                has_new = True
            elif isinstance(item, yaml.SequenceNode):
                yield from _node_edits(header, item, renaming)
        yield from _removals(header, node, gone)
    elif isinstance(node, yaml.ScalarNode) and renaming.takes(node.value):
        yield _replacement(node, renaming.new)


def _replacement(node: yaml.ScalarNode, new: str) -> Edit:
    """A scalar in the same quotes, if it may have these; a link of Obsidian stays one."""
    value = f"[[{new}]]" if node.value.startswith("[[") else new
    written = quoted_text(value)
    if node.style == "'" and "\\" not in value:
        written = "'{}'".format(value.replace("'", "''"))
    elif node.style is None:
        written = quoted_item(value)
    return Edit(node.start_mark.index, node.end_mark.index, written)


def _removals(header: str, node: yaml.SequenceNode, gone: Sequence[int]) -> Iterator[Edit]:
    """Items go with their commas, or with their lines; one stays at least, which has the name that they were to get."""
    items = node.value
    first = next((at for at in range(len(items)) if at not in gone), 0)
    if not node.flow_style:
        for at in gone:
            line_end = header.find("\n", items[at].end_mark.index)
            start = header.rfind("\n", 0, items[at].start_mark.index) + 1
            yield Edit(start, len(header) if line_end < 0 else line_end + 1, "")
        return
    if first:
        yield Edit(items[0].start_mark.index, items[first].start_mark.index, "")
    for at in gone:
        if at > first:
            yield Edit(items[at - 1].end_mark.index, items[at].end_mark.index, "")


def _list_edits(found: re.Match[str], name: str, renaming: Renaming) -> Iterator[Edit]:
    """The edits of a list such as `Iran, Oil`, in which a comma inside a name may be escaped."""
    new = renaming.new.replace(",", r"\,")
    ends = rf"(?:(?<=^)|(?<=, ))(?:{re.escape(name)}|{re.escape(name.replace(',', chr(92) + ','))})(?=\s*(?:,|$))"
    has_new = re.search(rf"(?:^|, ){re.escape(new)}(?=\s*(?:,|$))", found[0])
    for each in re.finditer(ends, found[0]):
        start, end = found.start() + each.start(), found.start() + each.end()
        if not has_new:
            yield Edit(start, end, new)
        elif each.start():
            yield Edit(start - len(", "), end, "")
        else:
            yield Edit(start, end + len(", "), "")


def link_edits(text: str, links: Sequence[BodyLink], renaming: Renaming) -> Iterator[Edit]:
    """The edits that make some wiki links lead to the new name and show the words that they showed."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for link in links:
        name, part, anchor = link.target.partition("#")
        if link.kind is not LinkKind.WIKI or not renaming.takes(name.strip()):
            continue
        at = link.place.line - 1
        for found in re.finditer(rf"\[\[\s*{re.escape(link.target)}\s*(\||\]\])", lines[at] if at < len(lines) else ""):
            words = "" if found[1] == "|" else f"|{name.strip()}"
            new = f"[[{renaming.new}{part}{anchor}{words}{found[1]}"
            yield Edit(starts[at] + found.start(), starts[at] + found.end(), new)


def alias_edits(text: str, aliases: Sequence[str], title: str | None = None) -> Iterator[Edit] | None:
    """The edits that give a topic's own file other names, and perhaps another title; None if it has no YAML."""
    try:
        header = split(text, "").header
    except ProblemsFound:
        return None
    start = text.find(header)
    node = (
        yaml.compose(header, Loader=yaml.SafeLoader) if header and text[:start].rstrip("\n").endswith("---") else None
    )
    if not isinstance(node, yaml.MappingNode):
        return None
    values = {key.value: value for key, value in node.value}
    return _alias_edits(header, start, values, aliases, title)


def _alias_edits(
    header: str, start: int, values: dict[str, yaml.Node], aliases: Sequence[str], title: str | None
) -> Iterator[Edit]:
    if title and isinstance(written := values.get("title"), yaml.ScalarNode):
        edit = _replacement(written, title)
        yield Edit(edit.start + start, edit.end + start, edit.new)
    names = [quoted_item(alias) for alias in aliases]
    had = values.get("aliases")
    if isinstance(had, yaml.SequenceNode) and had.value and not had.flow_style:
        last = had.value[-1]
        indent = header[header.rfind("\n", 0, last.start_mark.index) + 1 : last.start_mark.index]
        at = start + last.end_mark.index
        yield Edit(at, at, "".join(f"\n{indent}{name}" for name in names))
    elif isinstance(had, yaml.SequenceNode):
        at = start + had.end_mark.index - 1
        yield Edit(at, at, f"{', ' if had.value else ''}{', '.join(names)}")
    elif isinstance(had, yaml.ScalarNode):
        at = start + had.start_mark.index
        yield Edit(at, start + had.end_mark.index, f"[{', '.join([quoted_item(had.value), *names])}]")
    else:
        end = start + len(header.rstrip("\n"))
        yield Edit(end, end, f"\naliases: [{', '.join(names)}]")


def _plain(name: str) -> str:
    """A name without the brackets that notes of Obsidian put around it."""
    is_link = name.startswith("[[") and name.endswith("]]")
    return name[2:-2].partition("|")[0].strip() if is_link else name
