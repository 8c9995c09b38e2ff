"""The setting `topics`: what a site says of its topics beside their own files."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from builder.config import checks
from builder.config.setting import Locate
from builder.core.json_schema import TEXT, list_of, table_of, takes
from builder.core.problems import NOWHERE, Place
from builder.core.record import Frozen
from builder.core.urls import topic_slug


class TopicSettings(Frozen, frozen=True):
    """What a site says of one topic: in its settings, or in the topic's own file."""

    description: str | None = None
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    name: str | None = None
    """The title of its own file."""
    place: Place = NOWHERE
    """Where the settings speak of it."""


_TOPIC = {
    "type": "object",
    "properties": {"description": TEXT, "kind": TEXT, "aliases": list_of(TEXT)},
    "additionalProperties": False,
}


@takes(table_of(_TOPIC))
def check_topics(value: Any) -> Mapping[str, TopicSettings]:
    """Check the setting: topics by name, of which no two have a name or an alias in common."""
    found: dict[str, TopicSettings] = {}
    for name, settings in checks.table(value).items():
        with checks.inside(name):
            found[name] = _topic(settings)
    named = [(name, name) for name in found] + [(name, alias) for name in found for alias in found[name].aliases]
    taken: dict[str, str] = {}
    for topic, name in named:
        with checks.inside(topic):
            if not topic_slug(name):
                raise ValueError(f'has the name "{name}", which has no letter or digit')
            if (first := taken.setdefault(topic_slug(name), topic)) != topic:
                raise ValueError(f'has the name "{name}", which "{first}" has too')
    return found


def _topic(value: Any) -> TopicSettings:
    checks.refuse_unknown(checks.table(value), ("description", "kind", "aliases"))
    texts: dict[str, str] = {}
    for key in value.keys() - {"aliases"}:
        with checks.inside(key):
            texts[key] = checks.text(value[key])
    with checks.inside("aliases"):
        aliases = checks.names(value.get("aliases", []))
    return TopicSettings(texts.get("description"), texts.get("kind"), aliases)


def place_topics(found: Mapping[str, TopicSettings], locate: Locate) -> Mapping[str, TopicSettings]:
    """The topics with the places where the settings speak of them."""
    return {name: replace(topic, place=locate(f"topics.{name}")) for name, topic in found.items()}
