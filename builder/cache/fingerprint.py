"""Digests of what a build's results depend on, by which a later build knows whether they still hold."""

import sys
from collections.abc import Iterable
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path

from builder.config.config import Config
from builder.core.digest import digest

_BUILDER = Path(__file__).resolve().parents[1]
_ELSEWHERE = frozenset({"root", "content", "output", "fields", "problems", "jobs", "budget"})
"""Settings that no page depends on, or that are part of what reading depends on."""

_PACKAGES = ("babel", "frontmatter", "jinja2", "markdown_it", "markupsafe", "msgspec", "yaml")


def of_reading(config: Config) -> bytes:
    """What the meaning of a content file depends on beside its own bytes."""
    keys = config.fields
    named = (keys.entry, keys.contexts, keys.source, keys.image, sorted(keys.extra))
    settings = (named, config.raw_html, sorted(config.topics), config.outlets, config.shown(config.content))
    return digest(b"".join((of_code(), repr(settings).encode())))


def of_making(reading: bytes, config: Config, templates: Iterable[Path], static_folder: str) -> bytes:
    """What the bytes of every page depend on beside the content.

    That is settings, templates, where the static files are published, and what reading depends on.
    """
    settings = {field.name: getattr(config, field.name) for field in fields(config) if field.name not in _ELSEWHERE}
    parts = [reading, repr(settings).encode(), static_folder.encode()]
    for folder in templates:
        parts += [b"/", *_files(folder)]
    return digest(b"\0".join(parts))


def _files(folder: Path) -> Iterable[bytes]:
    """The name and the digest of each file below a folder, but for static ones: their addresses say what they hold."""
    for file in sorted(folder.rglob("*")):
        inside = file.relative_to(folder)
        if inside.parts[0] != "static" and file.is_file():
            yield inside.as_posix().encode()
            yield digest(file.read_bytes())


def of_code() -> bytes:
    """The code that makes pages: Dateline's own, and the versions of what it uses."""
    own = (digest(file.read_bytes()) for file in sorted(_BUILDER.rglob("*.py")))
    return b"".join((sys.version.encode(), *own, *(name.encode() for name in _installed())))


def _installed() -> list[str]:
    """The folders in which the packages in use say their names and versions: `jinja2-3.1.6.dist-info`.

    The standard library's way to ask for versions takes longer to load than a build with nothing to do.
    """
    places = {Path(spec.origin).parent.parent for name in _PACKAGES if (spec := find_spec(name)) and spec.origin}
    return sorted(item.name for place in places for item in place.glob("*.dist-info"))
