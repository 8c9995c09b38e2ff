"""The settings of a site as the text of a `dateline.toml`, wherever they stand: so another folder can have them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.core import toml
from builder.core.real_files import read_inside
from builder.core.text import quoted_text, toml_key


def settings_text(root: Path) -> str:
    """The text of the site's `dateline.toml`, or of one that says what its `pyproject.toml` does; empty without any.

    The settings have to be such as `load_config` takes.
    """
    own, shared = root / "dateline.toml", root / "pyproject.toml"
    if own.is_file():
        return read_inside(own, root).decode("utf-8-sig")
    if not shared.is_file():
        return ""
    table = toml.loads(read_inside(shared, root).decode("utf-8-sig")).get("tool", {}).get("dateline", {})
    return to_toml(table)


def to_toml(table: Mapping[str, Any]) -> str:
    r"""A table as TOML: each key on a line of its own, tables in it on the line of their key.

    >>> to_toml({"title": "Harbour", "topics": {"C++": {"kind": "theme"}}})
    'title = "Harbour"\ntopics = {"C++" = {kind = "theme"}}\n'
    """
    return "".join(f"{toml_key(key)} = {toml_value(value)}\n" for key, value in table.items())


def toml_value(value: Any) -> str:
    r"""A value in TOML, on one line. TOML has nothing for none, and settings read an empty text so.

    >>> toml_value([{"pattern": "*.pdf", "gzip": True}])
    '[{pattern = "*.pdf", gzip = true}]'
    """
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{toml_key(key)} = {toml_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return quoted_text("" if value is None else str(value)).replace("\x7f", "\\u007f")
