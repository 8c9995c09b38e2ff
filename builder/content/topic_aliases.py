"""Topic aliases: which context names are one topic, by topics' own files and the settings.

{"persia": "iran", "the-islamic-republic": "iran"}    slug of an alias -> slug of the topic
"""

from collections.abc import Iterable, Mapping

from builder.config.topics import TopicSettings
from builder.core.model import AliasContext, Entry, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Slug, topic_slug


def resolve_aliases(
    files: Iterable[TopicFile], settings: Mapping[str, TopicSettings], problems: list[Problem]
) -> dict[Slug, Slug]:
    """The topic of each alias. A name that two topics claim is added to the problems."""
    files = tuple(files)
    owners = {topic_slug(name): f'"{name}"' for name in settings}
    owners |= {file.topic: f'"{file.title}" ({file.path})' for file in files}
    aliases = {topic_slug(alias): topic_slug(name) for name, topic in settings.items() for alias in topic.aliases}
    for file in files:
        if aliases.get(file.topic, file.topic) != file.topic:
            problems.append(_taken(Place(file.path), file.topic, owners[aliases[file.topic]]))
        for name in file.names:
            slug = topic_slug(name.target)
            owner = slug if slug in owners else aliases.setdefault(slug, file.topic)
            if owner != file.topic:
                problems.append(_taken(name.place, name.target, owners[owner]))
    return {alias: topic for alias, topic in aliases.items() if alias != topic}


def _taken(place: Place, name: str, owner: str) -> Problem:
    what = f'the name "{name}" is also one of the topic {owner}'
    return Problem(Code.TOPIC_ALIAS_TAKEN, place, what, "take it away from one of the two")


def apply_aliases(entry: Entry, aliases: Mapping[Slug, Slug]) -> Entry:
    """The entry with each context that is written by an alias marked as the topic that it is."""
    if aliases.keys().isdisjoint(entry.topics):
        return entry
    contexts = (
        AliasContext(context.name, context.kind, aliases[context.slug]) if context.slug in aliases else context
        for context in entry.contexts
    )
    return entry.with_contexts(tuple(contexts))
