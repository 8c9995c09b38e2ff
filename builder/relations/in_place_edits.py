"""Detect edits that change a text in place and cannot change how any other file resolves."""

from collections.abc import Iterable

from msgspec.structs import replace

from builder.content.topic_aliases import apply_aliases
from builder.core.model import Entry, Parsed, Text, TopicFile
from builder.core.urls import Slug, topic_slug
from builder.relations.edits import Edit, Edits
from builder.relations.site import Site


def in_place_edits(site: Site, files: Iterable[tuple[Parsed, Parsed]]) -> Edits | None:
    """The edits of a site, from what their files gave before and give now.

    None if a text comes, goes or moves, or another file's contexts may change.
    """
    edits = []
    for old, new in files:
        if not (old.item and new.item):
            if old != new:  # what gives no text may still say what others are
                return None
            continue
        if _beside_the_text(old) != _beside_the_text(new):
            return None
        if new.item is old.item:
            continue
        if old.context_lists or _corrections(old.item) != _corrections(new.item):
            return None
        edit = Edit(_as_related(site, old.item), _as_related(site, new.item))
        if not edit.is_in_place or site.text_at(edit.old.address) != edit.old or _may_mend(site, edit):
            return None
        edits.append(edit)
    return Edits(tuple(edits))


def _beside_the_text(parsed: Parsed) -> Parsed:
    """What a file gives that is published, but for its text and what follows from that."""
    return replace(parsed, entry=None, page=None, topic=None, problems=(), link_slugs=())


def _corrections(text: Text) -> object:
    """The corrections of an entry: a day of theirs may be the next on which the site changes by itself."""
    return text.corrections if isinstance(text, Entry) else ()


def _as_related(site: Site, text: Text) -> Text:
    """A text with its contexts as the topics that they are."""
    return apply_aliases(text, site.names.content.aliases) if isinstance(text, Entry) else text


def _may_mend(site: Site, edit: Edit) -> bool:
    """Whether other files may mean something else now.

    That is where names of contexts with a comma came or went, or a topic is called otherwise, or one with a file or
    settings of its own came or went. Where settings speak of a topic that no entry has, any other may be meant.
    """
    old, new = edit.old, edit.new
    if isinstance(old, TopicFile) and isinstance(new, TopicFile):
        return _description(old) != _description(new)
    other_topics = _topics(old) ^ _topics(new)
    return (
        _comma_names(old) != _comma_names(new)
        or any(_is_described(site, slug) for slug in other_topics)
        or (bool(other_topics) and _has_unused_settings(site))
    )


def _description(file: TopicFile) -> object:
    return file.title, file.summary, file.kind, [name.target for name in file.names]


def _topics(text: Text) -> frozenset[Slug]:
    return frozenset(text.topics if isinstance(text, Entry) else ())


def _is_described(site: Site, topic: Slug) -> bool:
    """Whether a topic has a file or settings of its own, used or not."""
    has_file = topic in site.names.content.unused_topics or site.file_of(topic) is not None
    return has_file or topic in {topic_slug(name) for name in site.config.topics}


def _has_unused_settings(site: Site) -> bool:
    """Whether the settings speak of a topic that no entry has."""
    slugs = map(topic_slug, site.config.topics)
    return any(slug not in site.topics and slug not in site.names.content.aliases for slug in slugs)


def _comma_names(text: object) -> set[str]:
    return {context.name for context in getattr(text, "contexts", ()) if ", " in context.name}
