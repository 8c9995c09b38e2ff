"""Headers that can be edited key by key: YAML between `---` lines, in block style, read with the place of each value.

Anchors, aliases and tags tie values to one another, so a header that has them is edited as a whole.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from builder.core.problems import ProblemsFound
from builder.core.record import Frozen
from builder.frontmatter.front_matter import TABLES
from builder.frontmatter.split import split

_HEADER = re.compile(r"---[ \t]*\n((?:.*\n)*?)---[ \t]*(?:\n|\Z)")
_TIED = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken, yaml.DirectiveToken)


class KeyNodes(Frozen, frozen=True):
    """The nodes of a key and of its value, with their places in the header."""

    key: yaml.Node
    value: yaml.Node


class Header(Frozen, frozen=True):
    """The header of a file."""

    text: str
    """Its lines, without those around it."""
    start: int
    """Where they begin in the file."""
    body: int
    """Where the body begins in the file."""
    nodes: Mapping[str, KeyNodes]
    """By the names of the keys, in their order."""
    values: Mapping[str, Any]
    """The values of the keys, as the reader of front matter takes them."""


def find_header(text: str) -> Header | None:
    """The header of a file's text, whose lines end in LF; none if it has none that can be edited key by key."""
    found = _HEADER.match(text)
    if not found:
        return None
    written = found[1]
    try:
        parts = split(text, "")
        if parts.header.strip() != written.strip() or any(isinstance(token, _TIED) for token in yaml.scan(written)):
            return None
        root = yaml.compose(written, Loader=yaml.SafeLoader)
    except (ProblemsFound, yaml.YAMLError, RecursionError):
        return None
    values = parts.front.values
    if root is not None and (not isinstance(root, yaml.MappingNode) or root.flow_style):
        return None
    nodes = {str(key.value): KeyNodes(key, value) for key, value in root.value} if root else {}
    if {*nodes} != {*values} or any(isinstance(values.get(name), dict) for name in TABLES):
        return None
    return Header(written, found.start(1), found.end(), nodes, values)
