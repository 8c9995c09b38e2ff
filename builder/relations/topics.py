"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from builder.config.topics import TopicSettings
from builder.core.model import AliasContext, Context, Entry, Page, TopicFile
from builder.core.urls import Slug, slugify
from builder.relations.grouping import Group, Groups, most_used


@dataclass(frozen=True, slots=True, eq=False)
class Topic(Group):
    """A context seen as a page with its own timeline."""

    kind: str | None
    description: str | None
    aliases: tuple[str, ...]
    """Its other names, as its own file and the settings give them."""


class Topics(Groups[Topic]):
    """The topics by slug, in the order of slugs, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry], described: Mapping[Slug, TopicSettings]) -> None:
        """The entries come oldest first, and stay so."""
        super().__init__(entries)
        self.described = described
        """What the site says of some topics beside their entries."""

    @staticmethod
    def names(entry: Entry) -> Sequence[Context]:
        """The contexts of an entry."""
        return entry.contexts

    @staticmethod
    def slugs(entry: Entry) -> Collection[Slug]:
        """The topics of an entry."""
        return entry.topics

    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> Topic:
        contexts = _written(entries, slug)
        said = self.described.get(slug, _NOTHING)
        own = [context.name for context in contexts if not isinstance(context, AliasContext)]
        return Topic(
            slug=slug,
            name=said.name or most_used(own or [context.name for context in contexts]),
            kind=said.kind or most_used(context.kind for context in contexts if context.kind) or None,
            description=said.description,
            aliases=said.aliases,
            entries=entries,
        )


_NOTHING = TopicSettings()


def describe_topics(files: Iterable[Page], settings: Mapping[str, TopicSettings]) -> Mapping[Slug, TopicSettings]:
    """What a site says of its topics. Where both a topic's own file and the settings say something, the file does."""
    said = {slugify(name): topic for name, topic in settings.items()}
    for file in files:
        if isinstance(file, TopicFile):
            other = said.get(file.topic, _NOTHING)
            said[file.topic] = TopicSettings(
                description=file.summary or other.description,
                kind=file.kind or other.kind,
                aliases=tuple(dict.fromkeys((*(name.target for name in file.names[1:]), *other.aliases))),
                name=file.title,
            )
    return said


def _written(entries: Iterable[Entry], slug: Slug) -> list[Context]:
    """The contexts of some entries that are this topic. Each has one, or now and then several spellings of it."""
    contexts: list[Context] = []
    for entry in entries:
        if len(entry.contexts) == len(entry.topics):
            contexts.append(entry.contexts[entry.topics.index(slug)])
        else:
            contexts += [context for context in entry.contexts if context.slug == slug]
    return contexts
