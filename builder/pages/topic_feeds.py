"""The feeds of topics, where a topic has as many entries as the setting `topic_feeds` asks for."""

from collections.abc import Iterable, Mapping
from typing import Any

from builder.config.config import Config
from builder.config.formats import ATOM
from builder.core.addresses import TOPIC_FEED
from builder.pages.feeds import TopicFeed, feed, has_feed, topic_feed
from builder.pages.kind import Links, PageKind
from builder.pages.listings import group_origin, shows_any
from builder.pages.topics import TOPIC_PAGES
from builder.relations.changes import Changes
from builder.relations.site import Site


def _feeds(site: Site) -> Iterable[TopicFeed]:
    return (topic_feed(topic) for topic in site.topics.values() if has_feed(topic, site.config))


def _find_feed(site: Site, values: Mapping[str, Any]) -> TopicFeed | None:
    topic = site.topics.get(values["slug"])
    return topic_feed(topic) if topic and has_feed(topic, site.config) else None


def _affected_feeds(changes: Changes, site: Site) -> Iterable[TopicFeed]:
    topics = TOPIC_PAGES.changed_groups(changes, site)
    feeds = (topic_feed(topic) for topic in topics if has_feed(topic, site.config))
    return (each for each in feeds if changes.lists or shows_any(changes, each.entries))


def _feed_parameters(subject: TopicFeed) -> dict[str, Any]:
    return {"slug": subject.topic.slug}


def _feed_origin(subject: TopicFeed) -> str:
    return group_origin(subject.topic)


def _has_topic_feeds(config: Config) -> bool:
    return config.topic_feeds > 0


KINDS: tuple[PageKind[Any], ...] = (
    PageKind(
        name="topic-feed",
        pattern=TOPIC_FEED,
        subjects=_feeds,
        parameters=_feed_parameters,
        find=_find_feed,
        origin=_feed_origin,
        view=feed,
        template="feed.xml",
        links=Links.FULL,
        enabled=_has_topic_feeds,
        setting="topic_feeds",
        format=ATOM,
        alternate_of=("topic",),
        affected=_affected_feeds,
        description="The newest entries of a topic, as an Atom feed.",
    ),
)
