"""Settings for an archive: what the survey of its files proposes, each with the counts that speak for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.frontmatter import parsers
from builder.frontmatter.key import Key
from builder.frontmatter.keys import CONTEXTS, ENTRY_KEYS, SOURCES
from builder.scaffold.archive_survey import KeyUse, Survey, named

MIN_REPEATED = 0.2
"""The share of a key's values that have to be used more than once for them to be contexts."""

MAX_COMMONEST = 0.9
"""The share of a key's values that one may be and still tell one file from another."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Settings, and what was found out."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    """By dotted names: `{"content": "_posts", "fields": {"contexts": ["tags"]}}`."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """Why, by the same names, and those of keys in tables: `{"fields.contexts": "tags: in 2,090 files, …"}`."""
    not_placed: tuple[KeyUse, ...] = ()
    """The keys that mean nothing to Dateline; they are kept for templates."""


def propose(found: Survey) -> Proposal:
    """The settings that an archive needs to be built as it is."""
    settings, reasons = _places(found)
    fields: dict[str, Any] = {}
    taken: set[str] = set()
    for key, uses in _other_names(found):
        fields[key] = [use.name for use in uses]
        taken |= {use.name for use in uses}
        reasons[f"fields.{key}"] = "; ".join(map(_told, uses))
    if contexts := [
        use for use in named(found.keys, CONTEXTS.elsewhere) if _are_contexts(use) and use.name not in taken
    ]:
        fields[CONTEXTS.name] = _kinds(contexts)
        taken |= {use.name for use in contexts}
        reasons[f"fields.{CONTEXTS.name}"] = "; ".join(map(_told, contexts))
    ours = {key.name.casefold() for key in ENTRY_KEYS}
    rest = tuple(use for name, use in found.keys.items() if name.casefold() not in ours and name not in taken)
    if rest:
        fields["extra"] = [use.name for use in rest]
        reasons["fields.extra"] = "Keys that mean nothing to Dateline, and are kept for your templates."
    if fields:
        settings["fields"] = fields
    if forms := _date_forms(found, fields):
        settings["dates"] = forms
        reasons["dates"] = "The dates of these files are written so."
    return Proposal(settings, reasons, rest)


def _places(found: Survey) -> tuple[dict[str, Any], dict[str, str]]:
    """What the settings say of the site as a whole: its title, and the folders of content and templates."""
    settings: dict[str, Any] = {"title": found.title} if found.title else {}
    reasons: dict[str, str] = {}
    if found.content != "content":
        settings["content"] = found.content
        reasons["content"] = f"{found.files:,} Markdown files lie there."
    if found.strangers:
        settings["ignore"] = [*found.strangers]
        reasons["ignore"] = "What lies beside the texts, and is not for readers; look whether it is all."
    if found.has_templates:
        settings["templates"] = "dateline-templates"
        reasons["templates"] = "The folder templates is another tool's."
    return settings, reasons


def _other_names(found: Survey) -> Iterator[tuple[str, list[KeyUse]]]:
    """For each of our keys that other keys stand for, those keys."""
    for key in ENTRY_KEYS:
        own = next(named(found.keys, [key.name]), None)
        uses = [use for use in named(found.keys, key.elsewhere) if key is not CONTEXTS and _may_be(key, use)]
        if uses and (own is None or own.files < found.files):
            yield key.name, uses[:1]


def _may_be(key: Key[Any], use: KeyUse) -> bool:
    """Whether the values of a key can be those of one of ours."""
    if key.parse is parsers.date:
        return use.dates == use.files or bool(use.date_form)
    return use.are_addresses if key is SOURCES else True


def _are_contexts(use: KeyUse) -> bool:
    return use.are_names and use.repeated >= MIN_REPEATED and use.commonest <= MAX_COMMONEST * use.values


def _kinds(contexts: Sequence[KeyUse]) -> Any:
    """The names of the keys; of several, each with a kind that is called as the key."""
    if len(contexts) == 1:
        return [contexts[0].name]
    return {_singular(use.name): [use.name] for use in contexts}


def _singular(name: str) -> str:
    word = name.lower()
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return {"people": "person"}.get(word, word.removesuffix("s"))


def _date_forms(found: Survey, fields: Mapping[str, Any]) -> list[str]:
    ours = [key.name for key in ENTRY_KEYS if key.parse is parsers.date]
    names = [*ours, *(name for key in ours for name in fields.get(key, ()))]
    return sorted({use.date_form for use in named(found.keys, names) if use.date_form})


def _told(use: KeyUse) -> str:
    such = f", such as {', '.join(use.examples[:2])}" if use.examples else ""
    return f"{use.name}: in {use.files:,} files{such}"
