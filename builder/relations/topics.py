"""Contexts seen as topics: those with one slug are one, in the spelling that is used most."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter

from builder.config.topics import TopicSettings
from builder.core.addresses import topic_address
from builder.core.model import AliasContext, Context, Entry, Page, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.core.text import pluralize
from builder.core.urls import Slug, slugify, topic_slug
from builder.relations.grouping import Group, Groups, Numbers, most_used


class Topic(Group, frozen=True, eq=False):
    """A context seen as a page with its own timeline."""

    kind: str | None
    description: str | None
    aliases: tuple[str, ...]
    """Its other names, as its own file and the settings give them."""

    noun = "topic"


class Topics(Groups[Topic]):
    """The topics by slug, in the order of slugs, each made when it is first asked for."""

    def __init__(
        self, entries: Sequence[Entry], described: Mapping[Slug, TopicSettings], numbers: Numbers | None = None
    ) -> None:
        """The entries come oldest first, and stay so; `numbers`, where they are known."""
        super().__init__(entries, numbers)
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

    @cached_property
    def spellings(self) -> Mapping[Slug, Mapping[Context, int]]:
        """For each topic the contexts by which entries name it, and how often; nearly always it is one."""
        plain = [entry for entry in self.entries if len(entry.contexts) == len(entry.topics)]
        slugs, contexts = (chain.from_iterable(map(attrgetter(name), plain)) for name in ("topics", "contexts"))
        counts = Counter(zip(slugs, contexts, strict=True))
        if len(plain) < len(self.entries):
            others = (entry for entry in self.entries if len(entry.contexts) != len(entry.topics))
            counts.update((context.slug, context) for entry in others for context in entry.contexts)
        spellings: dict[Slug, dict[Context, int]] = defaultdict(dict)
        for (slug, context), count in counts.items():
            spellings[slug][context] = count
        return dict(spellings)

    def edited(self, entries: Sequence[Entry], old: Mapping[int, Entry]) -> "Topics":
        """The topics of these entries, of which some took the places of old ones, given by number."""
        topics = super().edited(entries, old)
        retagged = [(was, entries[number]) for number, was in old.items() if was.contexts != entries[number].contexts]
        if retagged and "spellings" in vars(topics):
            topics.spellings = _respelled(self.spellings, retagged)
        return topics

    def written(self, slug: Slug) -> Mapping[Context, int]:
        """The spellings of one topic. To count those of all for the sake of a few would take longer."""
        if "spellings" in vars(self):
            return self.spellings[slug]
        return Counter(_written((self.entries[number] for number in self.numbers[slug]), slug))

    def _group(self, slug: Slug, entries: tuple[Entry, ...]) -> Topic:
        written = self.written(slug)
        said = self.described.get(slug, _NOTHING)
        names = own_names(written) or _added((context.name, count) for context, count in written.items())
        kinds = _added((context.kind, count) for context, count in written.items() if context.kind)
        return Topic(
            slug=slug,
            name=said.name or _best_name(names),
            kind=said.kind or most_used(kinds) or None,
            description=said.description,
            aliases=said.aliases,
            entries=entries,
        )


def own_names(written: Mapping[Context, int]) -> dict[str, int]:
    """What entries call a topic, but for aliases of it, and how often."""
    own = ((context.name, count) for context, count in written.items() if not isinstance(context, AliasContext))
    return _added(own)


def _written(entries: Iterable[Entry], slug: Slug) -> Iterator[Context]:
    """The contexts of some entries that are this topic. Each has one, or now and then several spellings of it."""
    for entry in entries:
        if len(entry.contexts) == len(entry.topics):
            yield entry.contexts[entry.topics.index(slug)]
        else:
            yield from (context for context in entry.contexts if context.slug == slug)


def _respelled(
    spellings: Mapping[Slug, Mapping[Context, int]], retagged: Iterable[tuple[Entry, Entry]]
) -> Mapping[Slug, Mapping[Context, int]]:
    """The spellings after entries, each given before and after, have come to have other contexts."""
    made: dict[Slug, Counter[Context]] = {}
    for was, now in retagged:
        for entry, more in ((was, -1), (now, 1)):
            for context in entry.contexts:
                slug = context.slug
                if slug not in made:
                    made[slug] = Counter(spellings.get(slug, {}))
                made[slug][context] += more
    return {**spellings, **{slug: +counts for slug, counts in made.items()}}


def _added(counts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """How often each text stands there, of which some may come several times."""
    total: dict[str, int] = {}
    for text, count in counts:
        total[text] = total.get(text, 0) + count
    return total


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


def _best_name(names: Mapping[str, int]) -> str:
    """The spelling used most, of those that a reader would write: "Federal Reserve" before "federal-reserve"."""
    return most_used({name: count for name, count in names.items() if not _is_slug(name)} or names)


def _is_slug(name: str) -> bool:
    """Whether a name of several words is written as a program writes it."""
    return ("-" in name or "_" in name) and name.replace("_", "-") == slugify(name)


def mixed_names(topics: Topics, slugs: Iterable[Slug] | None = None) -> Iterator[Problem]:
    """A warning for each topic that entries give names which differ in more than case, blanks and hyphens.

    Of all topics, or of some. Names that the topic's own file or the settings give it are meant to be one.
    """
    if slugs is None:
        slugs = topics.described.keys() | {slug for slug, written in topics.spellings.items() if len(written) > 1}
    for slug in slugs:
        if slug in topics:
            yield from _mixed_names_of(topics[slug], own_names(topics.written(slug)))


def _mixed_names_of(topic: Topic, counts: Mapping[str, int]) -> Iterator[Problem]:
    if not counts:
        return
    given = [name for name in (topic.name, *topic.aliases) if topic_slug(name) == topic.slug]
    said = given or [_best_name(dict.fromkeys(counts, 1))]
    known = {*map(_spelling_key, said)}
    others = sorted(name for name in counts if _spelling_key(name) not in known)
    if others:
        listed = ", ".join(f'"{name}" ({pluralize(counts[name], "entry")})' for name in others)
        having = (entry.path for entry in topic.entries if not _names_in(entry).isdisjoint(others))
        what = f'{listed} and "{said[0]}" are one topic, at {topic_address(topic.slug)}'
        names = ", ".join(f'"{name}"' for name in others)
        cure = f'write one of them everywhere, or say that they are one: [topics."{said[0]}"] aliases = [{names}]'
        yield Problem(Code.TOPIC_NAMES, Place(next(having)), what, cure, topic.slug)


def _names_in(entry: Entry) -> set[str]:
    """The contexts of an entry that are no aliases of topics."""
    return {context.name for context in entry.contexts if not isinstance(context, AliasContext)}


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
        for context in topics.written(slug):
            if topic_slug(context.name) == slug:
                had[slugify(context.name)].add(slug)
    for old, new in had.items():
        if len(new) == 1 and old not in topics:
            yield old, new.pop()


def has_sign(slug: Slug) -> bool:
    """Whether a word of a slug may stand for a sign."""
    return "-plus" in slug or "-sharp" in slug
