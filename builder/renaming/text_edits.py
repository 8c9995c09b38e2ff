"""Edits of a text: names of contexts and wiki links that become others, found where they are written.

Front matter in YAML is read with the place of each scalar; other forms, and the page form's lists, by their quotes and
commas. Whether the result means what it should, and nothing else, is for whoever parses it: see `plan`.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

import yaml

from builder.content.wiki_links import words_of
from builder.core.model import BodyLink, LinkKind
from builder.core.problems import ProblemsFound
from builder.core.record import Frozen
from builder.core.text import quoted_text
from builder.core.urls import Slug, topic_slug
from builder.frontmatter import key_value_form
from builder.frontmatter.parsers import quoted_item
from builder.frontmatter.split import split
from builder.frontmatter.yaml_edits import Edit, list_edits, removals, scalar_edit, value_nodes

_LINES_OF_KEY = re.compile(r"^([A-Za-z][\w -]*):(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
"""A key with its value in lines such as `Tags: ships, ports`, those that go on with it too."""

_VALUE_OF_KEY = re.compile(
    r"""(?:^|[{,])[ \t]*+["']?([\w-]++)["']?[ \t]*+[=:]\s*+"""
    r"""(\[(?:[\s,\w.+-]|"[^"\n]*"|'[^'\n]*'|\#[^\n]*)*+\]|"[^"\n]*"|'[^'\n]*')""",
    re.MULTILINE,
)
"""A key with a text or a list of texts in TOML or JSON."""

_QUOTED = re.compile(r""""([^"\n]*)"|'([^'\n]*)'""")
_SEPARATED = ((";", r"[^;\n]++"), (",", r"(?:\\,|[^,\n])++"), (r"\s", r"\S++"))
"""The separators of a list in one text, each with the items that it leaves, blanks behind them too."""

_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_ROW = re.compile(r"(?<!\\)\|")
_WIKI_LINK = re.compile(r"\[\[[^\[\]\n]*+\]\]")
_OPENED_LINK = re.compile(r"\[\[([^\[\]|\n]*+)(\||\]\])")
"""A wiki link up to its end, or to the words that it shows."""

_PAGE_FORM_LIST = re.compile(r"^(?:(?!_Context: ).)*+_Context: ([^\n]*)_[ \t]*$", re.MULTILINE)


class Renaming(Frozen, frozen=True):
    """Topics whose contexts get another name."""

    old: frozenset[Slug]
    new: str

    def takes(self, name: str) -> bool:
        """Whether a name, as a file writes it, is to become the new one."""
        return topic_slug(_plain(name)) in self.old and _plain(name) != self.new


def context_edits(text: str, keys: Collection[str], names: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    """The edits that rename contexts: `names` under some keys of the front matter, and in the page form's lists."""
    try:
        header = split(text, "").header
    except ProblemsFound:
        return
    start = text.find(header)
    if header:
        for edit in _header_edits(header, text[:start], keys, names, renaming):
            yield Edit(edit.start + start, edit.end + start, edit.new)
    for of_list in _PAGE_FORM_LIST.finditer(text, start + len(header)):
        yield from _words_edits(text, of_list.span(1), names, renaming, escaped=True)


def _header_edits(
    header: str, above: str, keys: Collection[str], names: Collection[str], renaming: Renaming
) -> Iterator[Edit]:
    """The edits of a header, in the form that it has."""
    if above.rstrip("\n").endswith("---"):
        yield from _yaml_edits(header, keys, names, renaming)
    elif key_value_form.FORM.find(header, 0):
        for found in _LINES_OF_KEY.finditer(header):
            if found[1].strip().casefold() in keys:
                yield from _words_edits(header, found.span(2), names, renaming)
    else:
        for found in _VALUE_OF_KEY.finditer(header):
            if found[1].casefold() in keys:
                yield from _quoted_edits(header, found.span(2), renaming)


def _quoted_edits(header: str, span: tuple[int, int], renaming: Renaming) -> Iterator[Edit]:
    """The edits of a value of TOML or JSON: a text in quotes, or several."""
    items = [*_QUOTED.finditer(header, *span)]
    names = [item[1] if item[1] is not None else item[2] for item in items]
    written = [
        f"'{renaming.new}'" if item[2] is not None and "'" not in renaming.new else quoted_text(renaming.new)
        for item in items
    ]
    yield from _item_edits([item.span() for item in items], names, written, renaming)


def _item_edits(
    spans: Sequence[tuple[int, int]], names: Sequence[str], written: Sequence[str], renaming: Renaming
) -> Iterator[Edit]:
    """The edits of a list's items, of which one stays where several would have the new name."""
    has_new = renaming.new in names
    gone: set[int] = set()
    for at, name in enumerate(names):
        if renaming.takes(name):
            if has_new:
                gone.add(at)
            else:
                yield Edit(*spans[at], written[at])
            has_new = True
    if gone:
        yield from removals(spans, gone)


def _words_edits(
    text: str, span: tuple[int, int], names: Collection[str], renaming: Renaming, *, escaped: bool = False
) -> Iterator[Edit]:
    """The edits of a list without quotes, such as `Iran, Oil`, `Iran; Oil` or `#iran #oil`.

    It is read with the separator that makes items of `names`. These may hold commas, which may be `escaped`.
    """
    known = sorted({*names, renaming.new}, key=len, reverse=True)
    whole = "|".join(re.escape(written) for name in known for written in (name, name.replace(",", r"\,")))
    for separator, item in _SEPARATED:
        pattern = re.compile(rf"\s*+((?:{whole})(?=\s*+(?:{separator}|\n|$))|{item})")
        found = [(each.start(1), each.start(1) + len(each[1].rstrip())) for each in pattern.finditer(text, *span)]
        has = [text[slice(*each)].replace(r"\,", ",").lstrip("#") for each in found]
        if {*names}.intersection(has):
            starts = [(start + (text[start] == "#"), end) for start, end in found]
            new = renaming.new.replace(",", r"\,") if escaped else renaming.new
            yield from _item_edits(starts, has, [new] * len(has), renaming)
            return


def _yaml_edits(header: str, keys: Collection[str], names: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    for key, value in value_nodes(header).items():
        if key.casefold() in keys:
            yield from _node_edits(header, value, names, renaming)


def _node_edits(header: str, node: yaml.Node, names: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    if isinstance(node, yaml.SequenceNode):
        yield from _sequence_edits(header, node, names, renaming)
    elif isinstance(node, yaml.ScalarNode) and renaming.takes(node.value):
        yield _replacement(node, renaming.new)
    elif isinstance(node, yaml.ScalarNode):
        quote = node.style in ("'", '"')
        yield from _words_edits(header, (node.start_mark.index + quote, node.end_mark.index - quote), names, renaming)


def _sequence_edits(header: str, node: yaml.SequenceNode, names: Collection[str], renaming: Renaming) -> Iterator[Edit]:
    """The edits of a list. Of items that would have one name, one stays."""
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
            yield from _sequence_edits(header, item, names, renaming)
    if gone:
        yield from list_edits(header, node, [at for at in range(len(node.value)) if at not in gone])


def _replacement(node: yaml.ScalarNode, new: str) -> Edit:
    """A scalar with the new name; a link of Obsidian stays one."""
    value = f"[[{new}]]" if node.value.startswith("[[") else new
    return scalar_edit(node, value, quoted_item(value))


def link_edits(text: str, links: Sequence[BodyLink], renaming: Renaming, *, in_tables: bool = True) -> Iterator[Edit]:
    r"""The edits that make some wiki links lead to the new name and show the words that they showed.

    In what looks like a row of a table, a `|` is written as `\|`; `in_tables` says whether that is taken for one.
    """
    targets: dict[int, set[str]] = {}
    for link in links:
        if link.kind is LinkKind.WIKI and renaming.takes(link.target.partition("#")[0].strip()):
            targets.setdefault(link.place.line, set()).add(link.target)
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if number in targets:
            for edit in _edits_in_line(line, targets[number], renaming.new, in_tables=in_tables):
                yield Edit(start + edit.start, start + edit.end, edit.new)
        start += len(line) + 1


def _edits_in_line(line: str, targets: Collection[str], new: str, *, in_tables: bool) -> Iterator[Edit]:
    """The edits of the wiki links of a line that lead to some targets and stand in no code."""
    seen = _CODE.sub(lambda code: "\0" * len(code[0]), line)
    bar = r"\|" if in_tables and _ROW.search(_WIKI_LINK.sub("", seen)) else "|"
    for found in _OPENED_LINK.finditer(seen):
        written, end = (found[1][:-1], r"\|") if found[0].endswith(r"\|") else (found[1], found[2])
        if (target := written.strip()) in targets:
            _, part, anchor = target.partition("#")
            words = f"{bar}{words_of(target)}]]" if end == "]]" else end
            yield Edit(*found.span(), f"[[{new}{part}{anchor}{words}")


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
