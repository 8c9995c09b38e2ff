"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from builder.config import TopicSettings
from builder.groups import Group, Groups, most_used
from builder.model import Context, Entry
from builder.urls import Slug, slugify


@dataclass(frozen=True, slots=True, eq=False)
class Topic(Group):
    """A context seen as a page with its own timeline."""

    kind: str | None
    description: str | None


class Topics(Groups[Topic]):
    """The topics by slug, in the order of slugs, each made when it is first asked for."""

    def __init__(self, entries: Sequence[Entry], settings: Mapping[str, TopicSettings]) -> None:
        """The entries come oldest first, and stay so."""
        super().__init__(entries)
        self._descriptions = {slugify(name): topic.description for name, topic in settings.items()}

    @staticmethod
    def names(entry: Entry) -> Sequence[Context]:
        """The contexts of an entry."""
        return entry.contexts

    @staticmethod
    def slugs(entry: Entry) -> Collection[Slug]:
        """The topics of an entry."""
        return entry.topics

    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> Topic:
        contexts = [context for entry in entries for context in _written(entry, slug)]
        return Topic(
            slug=slug,
            name=most_used(context.name for context in contexts),
            kind=most_used(context.kind for context in contexts if context.kind) or None,
            description=self._descriptions.get(slug),
            entries=entries,
        )


def _written(entry: Entry, slug: Slug) -> Sequence[Context]:
    """The contexts of an entry that are this topic: one, or several spellings of it."""
    if len(entry.contexts) == len(entry.topics):
        return (entry.contexts[entry.topics.index(slug)],)
    return [context for context in entry.contexts if context.slug == slug]
