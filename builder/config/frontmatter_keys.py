"""The keys of a front matter: what ours are, and which of an entry's own are read as which of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

SOURCE_KEYS = ("name", "url", "date", "archive_url", "author")
IMAGE_KEYS = ("url", "alt", "credit")
ENTRY_KEYS = (
    "title",
    "date",
    "sources",
    "summary",
    "image",
    "importance",
    "status",
    "location",
    "updated",
    "aliases",
    "related",
    "draft",
    "slug",
    "lang",
)
"""The front-matter keys of an entry, `contexts` apart."""

TOPIC_KEYS = ("title", "summary", "kind", "aliases", "lang", "draft")
"""The front-matter keys of a topic's own file."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Which keys of a front matter are read as which of ours; ours come first."""

    entry: Mapping[str, tuple[str, ...]]
    contexts: tuple[tuple[str, str | None], ...]
    """Pairs of a key and the kind that its contexts have."""
    source: Mapping[str, tuple[str, ...]]
    image: Mapping[str, tuple[str, ...]]
    extra: frozenset[str] = frozenset()
    """Keys that only templates read; naming them here silences the warning."""
    ours: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    """For each name that a key of an entry may have, our key and the name's place among that key's names."""
    known: frozenset[str] = frozenset()
    """Every key of a front matter that has a meaning to Dateline."""
    known_in_source: frozenset[str] = frozenset()
    known_in_image: frozenset[str] = frozenset()


def fields_of(
    entry: Mapping[str, tuple[str, ...]],
    contexts: tuple[tuple[str, str | None], ...],
    source: Mapping[str, tuple[str, ...]],
    image: Mapping[str, tuple[str, ...]],
    extra: frozenset[str] = frozenset(),
) -> Fields:
    """Fields of which every name is looked up the other way round too."""
    ours = {name: (key, place) for key, names in entry.items() for place, name in reversed([*enumerate(names)])}
    known = frozenset((*ours, *(key for key, _ in contexts)))
    return Fields(entry, contexts, source, image, extra, ours, known, _names_of(source), _names_of(image))


def default_fields() -> Fields:
    """Our own keys, each under its own name."""
    entry, source, image = ({key: (key,) for key in keys} for keys in (ENTRY_KEYS, SOURCE_KEYS, IMAGE_KEYS))
    return fields_of(entry, (("contexts", None),), source, image)


def topic_fields(fields: Fields) -> Fields:
    """Which keys of a topic's own file are read as which of ours; `description` is another name for `summary`."""
    entry = {name: fields.entry.get(name, (name,)) for name in TOPIC_KEYS}
    entry["summary"] = (*entry["summary"], "description")
    ours = {name: (key, place) for key, names in entry.items() for place, name in enumerate(names)}
    return Fields(entry, (), {}, {}, fields.extra, ours, frozenset(ours))


def _names_of(parts: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    return frozenset(name for names in parts.values() for name in names)
