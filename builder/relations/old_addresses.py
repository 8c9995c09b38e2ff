"""Old addresses: where another tool had published a text, made of the patterns of the setting `old_addresses`.

[*old_addresses(pier, config)]
["/post/pier/"], for content/post/pier.md and the pattern "/post/{slug}/"
"""

from collections.abc import Iterator

from builder.config.config import Config
from builder.config.old_addresses import CONTEXTS, OF_ENTRIES, fill, may_be_empty, parts_of
from builder.content.location import locate
from builder.core.model import Entry, Text, TopicFile
from builder.core.urls import path_slug, slugify
from builder.relations.name_resolution import inside


def old_addresses(text: Text, config: Config) -> Iterator[str]:
    """The addresses that a text had; none by a pattern that asks for what the text has not, such as a day.

    A page had one only where the pattern is that of all texts, `{path}`: others are those of posts.
    """
    if not config.old_addresses or isinstance(text, TopicFile):
        return
    parts = _parts(text, config)
    for pattern in config.old_addresses:
        asked = parts_of(pattern)
        has_all = all(parts.get(part) or may_be_empty(part) for part in asked)
        if has_all and (isinstance(text, Entry) or "path" in asked):
            yield fill(pattern, parts)


def _parts(text: Text, config: Config) -> dict[str, str]:
    location = locate(text.path, inside(text.path, config))
    folder = path_slug("/".join(location.folders))
    name = location.name
    parts = {
        "folder": folder,
        "section": location.section,
        "name": name,
        "file": slugify(f"{location.name_date or ''} {name}"),
        "title": slugify(text.title),
    }
    if isinstance(text, Entry):
        dates = dict(zip(OF_ENTRIES, text.date.iso.split("-"), strict=False))
        kinds = dict.fromkeys(context.kind for context in text.contexts if context.kind)
        of_kinds = {f"{CONTEXTS}.{kind}": _contexts(text, kind) for kind in kinds}
        parts |= {"slug": text.slug, CONTEXTS: _contexts(text), **of_kinds, **dates}
    else:
        parts["slug"] = slugify(name)
    return parts | {"path": f"{folder}/{parts['slug']}".strip("/")}


def _contexts(entry: Entry, kind: str | None = None) -> str:
    return "/".join(context.slug for context in entry.contexts if kind in (None, context.kind))
