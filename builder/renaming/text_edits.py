"""Edits of a text: names of contexts and wiki links that become others, found where they are written.

Front matter in YAML is read with the place of each scalar; other forms, and the page form's lists, by their quotes and
commas. Whether the result means what it should, and nothing else, is for whoever parses it: see `plan`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import yaml

from builder.core.model import BodyLink, LinkKind
from builder.core.problems import ProblemsFound
from builder.core.record import Frozen
from builder.core.text import quoted_text
from builder.core.urls import Slug, topic_slug
from builder.frontmatter.parsers import quoted_item
from builder.frontmatter.split import split
from builder.frontmatter.yaml_edits import Edit, list_edits, scalar_edit, value_nodes

_PAGE_FORM_LIST = re.compile(r"(?<=_Context: )[^\n]*(?=_[ \t]*$)", re.MULTILINE)


class Renaming(Frozen, frozen=True):
    """Topics whose contexts get another name."""

    old: frozenset[Slug]
    new: str

    def takes(self, name: str) -> bool:
        """Whether a name, as a file writes it, is to become the new one."""
        return topic_slug(_plain(name)) in self.old and _plain(name) != self.new


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
    for key, value in value_nodes(header).items():
        if key.casefold() in keys:
            yield from _node_edits(header, value, renaming)


def _node_edits(header: str, node: yaml.Node, renaming: Renaming) -> Iterator[Edit]:
    """The edits of a value. Of items that would have one name, one stays."""
    if isinstance(node, yaml.SequenceNode):
        has_new = any(isinstance(item, yaml.ScalarNode) and _plain(item.value) == renaming.new for item in node.value)
        gone: set[int] = set()
        for at, item in enumerate(node.value):
            if isinstance(item, yaml.ScalarNode) and renaming.takes(item.value):
                if has_new:
                    gone.add(at)
                else:
                    yield _replacement(item, renaming.new)
                has_new = True
            elif isinstance(item, yaml.SequenceNode):
                yield from _node_edits(header, item, renaming)
        if gone:
            yield from list_edits(header, node, [at for at in range(len(node.value)) if at not in gone])
    elif isinstance(node, yaml.ScalarNode) and renaming.takes(node.value):
        yield _replacement(node, renaming.new)


def _replacement(node: yaml.ScalarNode, new: str) -> Edit:
    """A scalar with the new name; a link of Obsidian stays one."""
    value = f"[[{new}]]" if node.value.startswith("[[") else new
    return scalar_edit(node, value, quoted_item(value))


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
    values = value_nodes(header) if header and text[:start].rstrip("\n").endswith("---") else {}
    if not values:
        return None
    edits = _alias_edits(header, values, aliases, title)
    return (Edit(edit.start + start, edit.end + start, edit.new) for edit in edits)


def _alias_edits(
    header: str, values: Mapping[str, yaml.Node], aliases: Sequence[str], title: str | None
) -> Iterator[Edit]:
    if title and isinstance(written := values.get("title"), yaml.ScalarNode):
        yield _replacement(written, title)
    names = [quoted_item(alias) for alias in aliases]
    had = values.get("aliases")
    if isinstance(had, yaml.SequenceNode):
        yield from list_edits(header, had, [*range(len(had.value)), *names])
    elif isinstance(had, yaml.ScalarNode):
        listed = f"[{', '.join([quoted_item(had.value), *names])}]"
        yield Edit(had.start_mark.index, had.end_mark.index, listed)
    else:
        end = len(header.rstrip("\n"))
        yield Edit(end, end, f"\naliases: [{', '.join(names)}]")


def _plain(name: str) -> str:
    """A name without the brackets that notes of Obsidian put around it."""
    is_link = name.startswith("[[") and name.endswith("]]")
    return name[2:-2].partition("|")[0].strip() if is_link else name
