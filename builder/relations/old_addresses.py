"""Old addresses: where another tool had published a text, made of the patterns of the setting `old_addresses`.

[*old_addresses(pier, config)]
["/post/pier/"], for content/post/pier.md and the pattern "/post/{slug}/"

Their parts are spelled as other tools spell them: https://gohugo.io/methods/page/path/ and Jekyll's `pretty` slugs keep
dots and underscores, and leave apostrophes out.
"""

import re
from collections.abc import Iterator

from builder.config.config import Config
from builder.config.old_addresses import CONTEXTS, OF_ENTRIES
from builder.content.location import locate
from builder.core.model import Entry, Text, TopicFile
from builder.core.urls import slugify

_LEFT_OUT = re.compile(r"[^\w.+~-]")


def old_addresses(text: Text, config: Config) -> Iterator[tuple[int, str]]:
    """The addresses that a text had, each with the number of its pattern; none by one that asks for what it lacks.

    A page had one by the pattern of all texts, `{path}`, and by those of its section: others are those of posts.
    """
    if not config.old_addresses or isinstance(text, TopicFile):
        return
    parts = _parts(text, config)
    for number, old in enumerate(config.old_addresses):
        is_of_posts = not old.section and "path" not in old.parts
        if slugify(old.section) not in ("", parts["section"]) or (is_of_posts and not isinstance(text, Entry)):
            continue
        if address := old.fill(parts):
            yield number, address


def _parts(text: Text, config: Config) -> dict[str, str]:
    location = locate(text.path, text.path.removeprefix(config.content_prefix))
    name, folder = location.name, "/".join(map(_spelled, location.folders))
    parts = {
        "folder": folder,
        "section": location.section,
        "name": name,
        "file": _spelled(f"{location.name_date}-{name}".strip("-") if location.name_date else name),
        "title": _spelled(text.title),
    }
    slug = _spelled(name)
    if isinstance(text, Entry):
        slug = slug if slugify(name) == text.slug else text.slug
        kinds = dict.fromkeys(context.kind for context in text.contexts if context.kind)
        of_kinds = {f"{CONTEXTS}.{kind}": _contexts(text, kind) for kind in kinds}
        dates = dict(zip(OF_ENTRIES, text.date.iso.split("-"), strict=False))
        parts |= {CONTEXTS: _contexts(text), **of_kinds, **dates}
    return parts | {"slug": slug, "path": f"{folder}/{slug}".strip("/")}


def _spelled(text: str) -> str:
    """A text in an address as other tools have it: `O'Neill's v2.0_final` is `oneills-v2.0_final`."""
    return re.sub("-+", "-", _LEFT_OUT.sub("", re.sub(r"\s+", "-", text.lower()))).strip("-")


def _contexts(entry: Entry, kind: str | None = None) -> str:
    return "/".join(context.slug for context in entry.contexts if kind in (None, context.kind))
