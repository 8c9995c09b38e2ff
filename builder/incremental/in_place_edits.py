"""Texts that gave place to others at the same address and date, as far as no other file means something else then."""

from collections.abc import Iterable
from dataclasses import dataclass

from builder.content.topic_aliases import apply_aliases
from builder.core.model import Entry, Parsed, Text, TopicFile
from builder.core.urls import Slug
from builder.relations.site import Site


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text as it was, and the one that takes its place."""

    was: Text
    now: Text

    @property
    def is_in_place(self) -> bool:
        """Whether the two have the same file, address and date, so that every list keeps its order."""
        was, now = self.was, self.now
        same = (type(was), was.path, was.address) == (type(now), now.path, now.address)
        return same and getattr(was, "date", None) == getattr(now, "date", None)


def replaced(site: Site, files: Iterable[tuple[Parsed, Parsed]]) -> tuple[Replaced, ...] | None:
    """The texts of a site that give place to others, from what their files gave and give.

    None if a text comes, goes or moves, or another file's contexts may change.
    """
    pairs = []
    for was, now in files:
        if now.item is was.item:
            continue
        if not (was.item and now.item) or was.context_lists or now.context_lists or was.item.draft != now.item.draft:
            return None
        pair = Replaced(_as_related(site, was.item), _as_related(site, now.item))
        if not pair.is_in_place or site.text_at(pair.was.address) != pair.was or _may_mend(site, pair):
            return None
        pairs.append(pair)
    return tuple(pairs)


def _as_related(site: Site, text: Text) -> Text:
    """A text with its contexts as the topics that they are."""
    return apply_aliases(text, site.names.content.aliases) if isinstance(text, Entry) else text


def _may_mend(site: Site, pair: Replaced) -> bool:
    """Whether other files may mean something else now.

    That is where names of contexts with a comma came or went, or a topic is called otherwise, or one with a file of
    its own came or went.
    """
    was, now = pair.was, pair.now
    if isinstance(was, TopicFile) and isinstance(now, TopicFile):
        return _said(was) != _said(now)
    return _comma_names(was) != _comma_names(now) or any(_has_file(site, slug) for slug in _topics(was) ^ _topics(now))


def _said(file: TopicFile) -> object:
    return file.title, file.summary, file.kind, [name.target for name in file.names]


def _topics(text: Text) -> frozenset[Slug]:
    return frozenset(text.topics if isinstance(text, Entry) else ())


def _has_file(site: Site, topic: Slug) -> bool:
    return topic in site.names.content.unused_topics or site.file_of(topic) is not None


def _comma_names(text: object) -> set[str]:
    return {context.name for context in getattr(text, "contexts", ()) if ", " in context.name}
