"""Edits that give sources their addresses in an archive, in the files of entries, with no other byte touched.

    sources:                                       sources:
      - name: Port Gazette                           - name: Port Gazette
        url: https://example.org/ferry                 url: https://example.org/ferry
                                                       archive_url: https://web.archive.org/web/2031/...
      - Radio, https://example.org/2                 - {name: "Radio", url: "https://example.org/2", archive_url: ...}

Only front matter in YAML is edited. What it means then is read, and has to be the same but for these addresses.
"""

import re
from collections.abc import Collection, Iterator, Mapping

import yaml
from msgspec.structs import replace

from builder.config.config import Config
from builder.content.parse_result import ParseResult
from builder.content.read import FileParser
from builder.content.scan import source_file
from builder.core.model import Entry
from builder.core.problems import ProblemsFound
from builder.core.real_files import read_trusted
from builder.core.text import quoted_text
from builder.core.urls import is_web
from builder.frontmatter.source_text import full_address, named_addresses
from builder.frontmatter.split import split
from builder.frontmatter.yaml_edits import Edit, edited_text, value_nodes
from builder.renaming.plan import FileChange, same_but_for_places, without_places

Archives = Mapping[str, str]
"""Addresses in an archive by those of sources."""

_PLAIN = re.compile(r"https?://[\w.~:/?=&%+@,;()-]*[\w/=]", re.ASCII)
"""An address that YAML reads without quotes: a colon in it has no blank behind, and no # stands in it."""


def with_archives(entry: Entry, archives: Archives, config: Config, parser: FileParser) -> FileChange | None:
    """The change of an entry's file that gives its sources their addresses in an archive, as far as it can be edited.

    None if nothing in it can.
    """
    try:
        written = read_trusted(config.root / entry.path).decode()
    except (OSError, UnicodeDecodeError):
        return None
    after = edited_text(written, lambda text: _edits(text, archives, config))
    if after is None or after == written:
        return None
    file = source_file(entry.path, config)
    is_right = _has_only(archives, parser.parse(written.encode(), file), parser.parse(after.encode(), file))
    return FileChange(entry.path, written, after) if is_right else None


def _has_only(archives: Archives, before: ParseResult, after: ParseResult) -> bool:
    """Whether a file means the same but that sources without an address in an archive have theirs."""
    old, new = before.detail.sources, after.detail.sources
    if len(old) != len(new) or before.detail.body.pieces != after.detail.body.pieces:
        return False
    given = [
        was.archive_url or (now.archive_url and archives.get(was.url or "")) for was, now in zip(old, new, strict=True)
    ]
    wanted = [replace(was, archive_url=archive) for was, archive in zip(old, given, strict=True)]
    return same_but_for_places(before, after) and without_places([*new]) == without_places(wanted)


def _edits(text: str, archives: Archives, config: Config) -> Iterator[Edit]:
    try:
        header = split(text, "").header
    except ProblemsFound:
        return
    start = text.find(header)
    if not header or not text[:start].rstrip("\n").endswith("---"):
        return
    keys, parts = config.fields.keys["sources"], config.fields.parts["sources"]
    for key, value in value_nodes(header).items():
        if key in keys:
            for item in value.value if isinstance(value, yaml.SequenceNode) else (value,):
                for edit in _item_edits(item, archives, parts["url"], frozenset(parts["archive_url"]), header):
                    yield Edit(edit.start + start, edit.end + start, edit.new)


def _item_edits(
    node: yaml.Node, archives: Archives, url_names: Collection[str], archive_names: frozenset[str], header: str
) -> Iterator[Edit]:
    """The edits of one source."""
    if isinstance(node, yaml.ScalarNode):
        yield from _text_edits(node, node.value, archives)
        return
    if not isinstance(node, yaml.MappingNode):
        return
    named = {key.value: (key, value) for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    found = next((named[name] for name in url_names if name in named), None)
    if found is None and len(node.value) == len(named) == 1:  # `Port Gazette: https://example.org/ferry`
        ((name, (_, value)),) = named.items()
        if is_web(full_address(value.value.strip())):
            yield from _text_edits(node, f"{name}, {value.value}", archives)
        return
    if found is None or archive_names & named.keys():
        return
    key, value = found
    if archive := archives.get(full_address(value.value)):
        if node.flow_style:
            yield Edit(value.end_mark.index, value.end_mark.index, f", archive_url: {quoted_text(archive)}")
            return
        line_end = header.find("\n", value.end_mark.index)
        end = len(header) if line_end < 0 else line_end
        written = archive if not value.style and _PLAIN.fullmatch(archive) else quoted_text(archive)
        yield Edit(end, end, f"\n{' ' * key.start_mark.column}archive_url: {written}")


def _text_edits(node: yaml.Node, text: str, archives: Archives) -> Iterator[Edit]:
    """The edit that makes a source which is a text a mapping; none of one with several addresses."""
    named = named_addresses(" ".join(text.split()))
    if len(named) == 1 and (archive := archives.get(named[0].url)):
        parts = {"name": named[0].name, "url": named[0].url, "archive_url": archive}
        written = ", ".join(f"{key}: {quoted_text(value)}" for key, value in parts.items() if value)
        # A collection of several lines ends where the next one begins, line ends included.
        yield Edit(node.start_mark.index, _end_of(node), f"{{{written}}}")


def _end_of(node: yaml.Node) -> int:
    """Where the last scalar of a node ends."""
    while isinstance(node, yaml.MappingNode):
        if node.flow_style:
            return int(node.end_mark.index)
        node = node.value[-1][1]
    return int(node.end_mark.index)
