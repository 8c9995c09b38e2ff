"""Fingerprints: digests of what a build's results depend on, by which a later build knows whether they still hold.

What a setting affects is declared with it, in `builder.config`; a field that declares nothing counts for all results.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct

from builder.config.config import Config
from builder.config.setting import Affects, Setting, Table, fields_of
from builder.core.digest import digest
from builder.core.problems import Place
from builder.theme.load import Theme

_BUILDER = Path(__file__).resolve().parents[1]
_PACKAGES = ("babel", "frontmatter", "jinja2", "markdown_it", "markupsafe", "msgspec", "pygments", "yaml")


def read_fingerprint(config: Config) -> bytes:
    """What the meaning of a content file depends on beside its own bytes: settings and code."""
    return digest(b"".join((code_fingerprint(), repr([*_settings(config, config, Affects.EVERYTHING)]).encode())))


def render_fingerprint(read: bytes, config: Config, theme: Theme) -> bytes:
    """What the bytes of every page depend on beside the content.

    That is settings, templates, where the static files are published, and what reading depends on: `read`.
    """
    settings = repr([*_settings(config, config, Affects.PAGES)]).encode()
    templates = (part for name, held in sorted(theme.digests.items()) for part in (name.encode(), held))
    return digest(b"\0".join((read, settings, theme.static_folder.encode(), *templates)))


def _settings(settings: Any, config: Config, affected: Affects) -> Iterator[tuple[str, object]]:
    """The name and value of each field of Config, or of a table in it, that affects as much as that or more."""
    for name, _, declared, affects in fields_of(type(settings)):
        value = getattr(settings, name)
        if isinstance(declared, Table):
            yield name, [*_settings(value, config, affected)]
        elif affects >= affected:
            part = declared.read_part if isinstance(declared, Setting) and affected is Affects.EVERYTHING else None
            yield name, _canonical(part(value) if part else value, config)


def _canonical(value: object, config: Config) -> object:
    """The value as what has one `repr` on every machine and in every process.

    A path counts as it is seen from the site's folder, so that a site may be moved; sets are sorted; where
    in its file a setting stands does not count.
    """
    if isinstance(value, Path):
        return config.display_path(value)
    if isinstance(value, Struct):
        parts = ((name, getattr(value, name)) for name in value.__struct_fields__)
        counted = ((name, part) for name, part in parts if not isinstance(part, Place))
        return type(value).__name__, [(name, _canonical(part, config)) for name, part in counted]
    if isinstance(value, Mapping):
        return "map", [(_canonical(key, config), _canonical(item, config)) for key, item in value.items()]
    if isinstance(value, list | tuple):
        return [_canonical(item, config) for item in value]
    if isinstance(value, set | frozenset):
        return "set", sorted(map(repr, value))
    return value


def _below(folder: Path) -> Iterator[str]:
    """The paths of all files below a folder. This is asked at each start, and pathlib takes three times as long."""
    return (f"{parent}/{name}" for parent, _, names in os.walk(folder) for name in names)


def _digest_of(file: str) -> bytes:
    with open(file, "rb", buffering=0) as opened:
        return digest(opened.read())


@cache
def code_fingerprint() -> bytes:
    """The code that makes pages: Dateline's own, and the versions of what it uses. A process keeps that it has."""
    return b"".join((sys.version.encode(), own_code(), *(name.encode() for name in _installed())))


def own_code() -> bytes:
    """The digest of Dateline's own code, wherever it lies."""
    return digest(b"".join(_digest_of(file) for file in sorted(_below(_BUILDER)) if file[-3:] == ".py"))


def _installed() -> list[str]:
    """The folders in which the packages in use say their names and versions: `jinja2-3.1.6.dist-info`.

    The standard library's way to ask for versions takes longer to load than a build with nothing to do.
    """
    places = {Path(spec.origin).parent.parent for name in _PACKAGES if (spec := find_spec(name)) and spec.origin}
    return sorted(item.name for place in places for item in place.glob("*.dist-info"))
