"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from builder.config.topics import TopicSettings
from builder.core.addresses import topic_address
from builder.core.model import AliasContext, Context, Entry, Page, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.core.text import pluralize
from builder.core.urls import Slug, slugify, topic_slug
from builder.relations.grouping import Group, Groups, most_used


class Topic(Group, frozen=True, eq=False):
    """A context seen as a page with its own timeline."""

    kind: str | None
    description: str | None
    aliases: tuple[str, ...]
    """Its other names, as its own file and the settings give them."""

    noun = "topic"


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
            name=said.name or _best_name(own or [context.name for context in contexts]),
            kind=said.kind or most_used(context.kind for context in contexts if context.kind) or None,
            description=said.description,
            aliases=said.aliases,
            entries=entries,
        )


_NOTHING = TopicSettings()


def describe_topics(files: Iterable[Page], settings: Mapping[str, TopicSettings]) -> Mapping[Slug, TopicSettings]:
    """What a site says of its topics. Where both a topic's own file and the settings say something, the file does."""
    said = {topic_slug(name): topic for name, topic in settings.items()}
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


def _best_name(names: Sequence[str]) -> str:
    """The spelling used most, of those that a reader would write: "Federal Reserve" before "federal-reserve"."""
    if len({*names}) < 2:
        return names[0]
    return most_used([name for name in names if not _is_slug(name)] or names)


def _is_slug(name: str) -> bool:
    """Whether a name of several words is written as a program writes it."""
    return ("-" in name or "_" in name) and name.replace("_", "-") == slugify(name)


def _written(entries: Iterable[Entry], slug: Slug) -> list[Context]:
    """The contexts of some entries that are this topic. Each has one, or now and then several spellings of it."""
    contexts: list[Context] = []
    for entry in entries:
        if len(entry.contexts) == len(entry.topics):
            contexts.append(entry.contexts[entry.topics.index(slug)])
        else:
            contexts += [context for context in entry.contexts if context.slug == slug]
    return contexts


def _own_names(entries: Iterable[Entry], slug: Slug) -> list[str]:
    """What some entries call this topic, but for aliases of it."""
    return [context.name for context in _written(entries, slug) if not isinstance(context, AliasContext)]


def mixed_names(topics: Topics, slugs: Iterable[Slug] | None = None) -> Iterator[Problem]:
    """A warning for each topic that entries give names which differ in more than case, blanks and hyphens.

    Of all topics, or of some. Names that the topic's own file or the settings give it are meant to be one.
    """
    for slug in topics.described.keys() | _shared_slugs(topics) if slugs is None else slugs:
        if slug in topics:
            yield from _mixed_names_of(topics[slug])


def _shared_slugs(topics: Topics) -> set[Slug]:
    """The slugs that several names have, and those of entries that have two names for one."""
    plain = [entry for entry in topics.entries if len(entry.contexts) == len(entry.topics)]
    names = [context.name for entry in plain for context in entry.contexts]
    slug_of = dict(zip(names, chain.from_iterable(map(attrgetter("topics"), plain)), strict=True))
    several: set[Slug] = set()
    if len(plain) < len(topics.entries):
        several.update(*(entry.topics for entry in topics.entries if len(entry.contexts) != len(entry.topics)))
    return several | {slug for slug, count in Counter(slug_of.values()).items() if count > 1}


def _mixed_names_of(topic: Topic) -> Iterator[Problem]:
    counts = Counter(_own_names(topic.entries, topic.slug))
    if not counts:
        return
    said = [name for name in (topic.name, *topic.aliases) if topic_slug(name) == topic.slug] or [_best_name([*counts])]
    known = {*map(_spelling_key, said)}
    others = sorted(name for name in counts if _spelling_key(name) not in known)
    if others:
        listed = ", ".join(f'"{name}" ({pluralize(counts[name], "entry")})' for name in others)
        having = (entry.path for entry in topic.entries if {*others} & {*_own_names([entry], topic.slug)})
        what = f'{listed} and "{said[0]}" are one topic, at {topic_address(topic.slug)}'
        names = ", ".join(f'"{name}"' for name in others)
        cure = f'write one of them everywhere, or say that they are one: [topics."{said[0]}"] aliases = [{names}]'
        yield Problem(Code.TOPIC_NAMES, Place(next(having)), what, cure, topic.slug)


def _spelling_key(name: str) -> str:
    """A name without what spellings of one name differ in: case, blanks and hyphens."""
    folded = unicodedata.normalize("NFC", name.casefold())
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c) != "Pd" and c not in "\ufe0e\ufe0f")


def earlier_slugs(topics: Topics) -> Iterator[tuple[Slug, Slug]]:
    """For topics the slug that they had before signs such as `+` were words in it, and the slug that they have.

    Only where no other topic has, or had, that slug: it may lead to nothing but them.
    """
    had: dict[Slug, set[Slug]] = defaultdict(set)
    for slug in filter(has_sign, topics):
        for context in _written(topics[slug].entries, slug):
            if topic_slug(context.name) == slug:
                had[slugify(context.name)].add(slug)
    for old, new in had.items():
        if len(new) == 1 and old not in topics:
            yield old, new.pop()


def has_sign(slug: Slug) -> bool:
    """Whether a word of a slug may stand for a sign."""
    return "-plus" in slug or "-sharp" in slug
