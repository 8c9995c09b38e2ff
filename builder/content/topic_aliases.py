"""Other names of topics: which context is which topic, as topics' own files and the settings say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from builder.config.topics import TopicSettings
from builder.core.model import Entry, OtherName, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Slug, slugify


def aliases_of_topics(
    files: Iterable[TopicFile], settings: Mapping[str, TopicSettings], problems: list[Problem]
) -> dict[Slug, Slug]:
    """For each other name of a topic, as a slug, the topic. A name that two topics want is a problem."""
    files = tuple(files)
    own = {slugify(name): f'"{name}"' for name in settings}
    own |= {file.topic: f'"{file.title}" ({file.path})' for file in files}
    aliases = {slugify(alias): slugify(name) for name, topic in settings.items() for alias in topic.aliases}
    for file in files:
        if aliases.get(file.topic, file.topic) != file.topic:
            problems.append(_taken(Place(file.path), file.topic, own[aliases[file.topic]]))
        for name in file.names:
            slug = slugify(name.target)
            holder = slug if slug in own else aliases.setdefault(slug, file.topic)
            if holder != file.topic:
                problems.append(_taken(name.place, name.target, own[holder]))
    return {alias: topic for alias, topic in aliases.items() if alias != topic}


def _taken(place: Place, name: str, holder: str) -> Problem:
    what = f'the name "{name}" is also one of the topic {holder}'
    return Problem(Code.TOPIC_ALIAS_TAKEN, place, what, "take it away from one of the two")


def under_topics(entry: Entry, aliases: Mapping[Slug, Slug]) -> Entry:
    """The entry with each context that is written by another name of a topic as that topic."""
    if aliases.keys().isdisjoint(entry.topics):
        return entry
    contexts = (
        OtherName(context.name, context.kind, aliases[context.slug]) if context.slug in aliases else context
        for context in entry.contexts
    )
    return replace(entry, contexts=tuple(contexts))
