"""Settings for an archive: what the survey of its files proposes, each with the counts that speak for it."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import field
from msgspec.structs import replace

from builder.config.old_addresses import OldAddress
from builder.core.record import Frozen
from builder.core.text import pluralize
from builder.frontmatter import draft_marks, parsers
from builder.frontmatter.key import Key
from builder.frontmatter.keys import CONTEXTS, DATE, SOURCE_KEYS, SOURCES, TEXT_KEYS, key_mapping
from builder.scaffold.archive_survey import NEARLY_ALL, KeyUse, Survey, named
from builder.scaffold.other_addresses import CATEGORIES

MIN_REPEATED = 0.2
"""The share of a key's values that have to be used more than once for them to be contexts."""

WELL_KNOWN = frozenset({"tags", "categories", "keywords", "topics"})
"""Keys that hold contexts wherever they are names, be they in few files or the same in all."""

NO_CONTEXTS = frozenset(
    {
        *("author", "authors", "writer", "writers", "editor", "editors", "contributors", "translators"),
        *("outputs", "css", "cssclass", "cssclasses", "styles", "stylesheets", "js", "scripts", "plugins", "libraries"),
        *("layout", "layouts", "menu", "menus", "hide", "features", "robots", "sitemap"),
    }
)
"""Keys whose lists of names say who wrote a text or how its page is made, not what it is about."""

MAX_COMMONEST = 0.9
"""The share of all files, or of all values, that one value may be if the key is still to tell one file from another."""


class Proposal(Frozen, frozen=True):
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
    for key, uses in _keys_called_otherwise(found).items():
        fields[key] = [use.name for use in uses]
        reasons[f"fields.{key}"] = "; ".join(_told(use) for use in uses)
    taken = {name for names in fields.values() for name in names}
    contexts = _contexts(found, fields, taken)
    _place_contexts(found, contexts, fields, reasons)
    taken |= {use.name for use in contexts}
    rest = tuple(use for name, use in found.keys.items() if name not in taken and not _has_meaning(use))
    _place_picture(found, fields, reasons)
    _place_source_parts(found, fields, reasons)
    parts = [*_parts_without_meaning(found, fields)]
    if extra := [use.name for use in (*rest, *(part for _, part in parts))]:
        fields["extra"] = [*dict.fromkeys(extra)]
        reasons["fields.extra"] = "Keys that mean nothing to Dateline, and are kept for your templates."
    if found.old_addresses.known:
        settings["old_addresses"] = [*_old_addresses(found.old_addresses.known, fields.get(CONTEXTS.name))]
        reasons["old_addresses"] = f"So {found.tool} published texts; those addresses lead to the new ones."
    if fields:
        settings["fields"] = fields
    if forms := _date_forms(found, fields):
        settings["dates"] = forms
        reasons["dates"] = "The dates of these files are written so."
    return Proposal(settings, reasons, (*rest, *(replace(part, name=f"{use.name}.{part.name}") for use, part in parts)))


def _keys_called_otherwise(found: Survey) -> dict[str, list[KeyUse]]:
    """The keys that stand for ours, by the names of ours; contexts apart."""
    others = {key.name: uses for key, uses in _other_names(TEXT_KEYS, found.keys, found.files)}
    has_date = DATE.name in others or any(named(found.keys, [DATE.name]))
    if not has_date and (dates := _by_its_dates(found)):
        others[DATE.name] = dates
    return others


def _contexts(found: Survey, fields: Mapping[str, Any], taken: Collection[str]) -> list[KeyUse]:
    """The keys that hold contexts, of those that stand for nothing else: by their names, or as lists of names."""
    dated = _dated(found, fields)
    usual = {use.name: use for use in named(found.keys, CONTEXTS.elsewhere)}
    lists = {name: use for name, use in found.keys.items() if _is_list_of_names(use)}
    return [
        use
        for name, use in {**usual, **lists}.items()
        if name not in taken and (not dated or not dated.isdisjoint(use.where)) and _are_contexts(use, found.files)
    ]


def _is_list_of_names(use: KeyUse) -> bool:
    """Whether a key of any name seems to hold lists of names that tell what a text is about."""
    name = use.name.casefold()
    return use.are_lists and not use.are_paths and not (_has_meaning(use) or name in _OTHERS or name in NO_CONTEXTS)


def _place_contexts(found: Survey, contexts: Sequence[KeyUse], fields: dict[str, Any], reasons: dict[str, str]) -> None:
    """Say which keys hold contexts, and what separates those that are one text."""
    if contexts:
        fields[CONTEXTS.name] = _kinds(contexts)
        reasons[f"fields.{CONTEXTS.name}"] = "; ".join(_told(use) for use in contexts)
    own = next(named(found.keys, [CONTEXTS.name]), None)
    if texts := [use for use in (*contexts, *filter(None, [own])) if use.texts]:
        fields["separator"] = separator = _separator(texts)
        reasons["fields.separator"] = " ".join(_why_separated(use, separator) for use in texts)


def _old_addresses(known: Iterable[OldAddress], contexts: object) -> Iterator[str | dict[str, str]]:
    """The patterns, with categories as what the keys for contexts make of them: a kind, all contexts, or nothing."""
    part = CATEGORIES
    if not (isinstance(contexts, dict) and "category" in contexts):
        part = f"{{{CONTEXTS.name}}}" if contexts in (["categories"], ["category"]) else ""
    for old in known:
        pattern = re.sub("/{2,}", "/", old.pattern.replace(CATEGORIES, part))
        yield {old.section: pattern} if old.section else pattern


def _dated(found: Survey, fields: Mapping[str, Any]) -> frozenset[int]:
    """The files that have a date, by their numbers; others have no contexts here, whatever their keys are."""
    keys = named(found.keys, [DATE.name, *fields.get(DATE.name, ())])
    return found.dated_where.union(*(use.where for use in keys))


def _place_picture(found: Survey, fields: dict[str, Any], reasons: dict[str, str]) -> None:
    """Say which part of our key is the picture, where its mappings have no part that we know."""
    image = next(named(found.keys, ["image"]), None) if "image" not in fields else None
    if image and image.picture_parts and not image.are_pictures:
        fields[image.name] = {"url": [*image.picture_parts]}
        parts = ", ".join(part.name for part in image.parts)
        reasons[f"fields.{image.name}"] = f"{image.name}: in {image.files:,} files, with {parts}"


def _place_source_parts(found: Survey, fields: dict[str, Any], reasons: dict[str, str]) -> None:
    """Say which parts of the sources are ours, where these have other names: an outlet's `publisher`."""
    sources = next(named(found.keys, [SOURCES.name]), None) if SOURCES.name not in fields else None
    if sources is None:
        return
    parts = {part.name: part for part in sources.parts}
    number = len(frozenset[int]().union(*(part.where for part in sources.parts)))
    placed = {key.name: uses for key, uses in _other_names(SOURCE_KEYS, parts, number)}
    if not placed:
        return
    fields[SOURCES.name] = {name: [use.name for use in uses] for name, uses in placed.items()}
    reasons[f"fields.{SOURCES.name}"] = "; ".join(
        f"{name} is {_told(use, 'sources')}" for name, uses in placed.items() for use in uses
    )


def _parts_without_meaning(found: Survey, fields: Mapping[str, Any]) -> Iterator[tuple[KeyUse, KeyUse]]:
    """The parts of pictures and sources that mean nothing to Dateline, each behind the key that has it."""
    for key, known in _KNOWN_PARTS.items():
        names = fields.get(key, ())
        placed = {name for part in names.values() for name in part} if isinstance(names, dict) else ()
        for use in named(found.keys, [key, *(() if isinstance(names, dict) else names)]):
            yield from ((use, part) for part in use.parts if part.name not in placed and part.name not in known)


def _has_meaning(use: KeyUse) -> bool:
    """Whether a key is one of ours, in whatever case, or a mark of drafts, which are read as they are."""
    return use.name.casefold() in _READ


_ADDRESSES = tuple(key for key in SOURCE_KEYS if key.name in ("url", "archive_url"))
_KNOWN_PARTS = key_mapping().known_parts
_OTHERS = frozenset(name.casefold() for key in TEXT_KEYS for name in (key.name, *key.elsewhere) if key is not DATE)
_OTHER_DATE = re.compile(
    r"updat|modif|edit|chang|review|check|access|retriev|expir|until|(?:^|[ _-])end|deadline|last", re.IGNORECASE
)
"""What a key says whose dates are not the day of what happened."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_READ = frozenset(name.casefold() for name in (*(key.name for key in TEXT_KEYS), *draft_marks.KEYS))


def _separator(texts: Sequence[KeyUse]) -> str:
    """The separator that suits most of the texts; of equals the first that tells several names."""
    fitting = {
        separator: sum(use.texts for use in texts if _suits(use, separator))
        for separator in sorted(dict.fromkeys(use.separator for use in texts), key="none".__eq__)
    }
    return max(fitting, key=fitting.__getitem__)


def _suits(use: KeyUse, separator: str) -> bool:
    """Whether a key's texts are read right with a separator; names that have only blanks have neither commas nor #."""
    is_plain = use.separator == "none" and not any(re.search("[,;]", example) for example in use.examples)
    return use.separator == separator or (is_plain and separator in ("commas", "hashes"))


def _why_separated(use: KeyUse, separator: str) -> str:
    files = pluralize(use.texts, "file")
    if not _suits(use, separator):
        return f"{use.name}: one text in {files}, which is parted otherwise ({use.separator}); write lists there."
    if use.separator == "none":
        signs = "blanks" if separator != "none" else "blanks, commas and #"
        return f"{use.name}: one text in {files}, which is one name; {signs} may stand in it."
    return f"{use.name}: one text in {files}, which holds several names."


def _places(found: Survey) -> tuple[dict[str, Any], dict[str, str]]:
    """What the settings say of the site as a whole: what the tool's say of it, and where content and templates lie."""
    settings: dict[str, Any] = {**found.said}
    reasons = dict.fromkeys(found.said, f"As the settings of {found.tool} say.")
    if found.content != "content":
        settings["content"] = found.content
        reasons["content"] = f"{found.files:,} Markdown files lie there."
    if found.strangers or found.left_out:
        settings["ignore"] = [*found.strangers, *found.left_out]
        reasons["ignore"] = " ".join(
            words
            for words, its in (
                ("What lies beside the texts, and is not for readers; look whether it is all.", found.strangers),
                (f"Templates and programs of {found.tool}.", found.left_out),
            )
            if its
        )
    if found.has_templates:
        settings["templates"] = "dateline-templates"
        reasons["templates"] = "The folder templates is another tool's."
    return settings, reasons


def _other_names(
    keys: Iterable[Key[Any]], found: Mapping[str, KeyUse], files: int
) -> Iterator[tuple[Key[Any], list[KeyUse]]]:
    """For each of our keys that other keys stand for, those keys.

    Beside the first one these are those that no file has together with one before; of a key that gathers, all.
    """
    for key in keys:
        own = next(named(found, [key.name]), None)
        uses = [use for use in named(found, key.elsewhere) if key is not CONTEXTS and _may_be(key, use)]
        if key.gathers:
            chosen = uses
        elif own is None or own.files < files:
            chosen = uses[:1]
            held = (own.where if own else frozenset()).union(*(use.where for use in chosen))
            for use in uses[1:]:
                if held.isdisjoint(use.where):
                    chosen.append(use)
                    held |= use.where
        else:
            chosen = []
        if chosen:
            yield key, chosen


def _by_its_dates(found: Survey) -> list[KeyUse]:
    """The key of another name that most files have, with dates for values, where names and folders have none.

    Of several, one that is called a date, and then the commonest, is the date of what happened.
    """
    if 2 * found.dated >= found.files:
        return []
    uses = [
        use
        for name, use in found.keys.items()
        if 2 * use.files > found.files
        and (use.date_form or use.dates >= NEARLY_ALL * use.files)
        and not all(example.isdecimal() for example in use.examples)  # a number of four digits could be a year
        and not (name.casefold() in _OTHERS or _OTHER_DATE.search(name))
    ]
    return sorted(uses, key=lambda use: "date" not in use.name.casefold())[:1]


def _may_be(key: Key[Any], use: KeyUse) -> bool:
    """Whether the values of a key can be those of one of ours."""
    if key.parse is parsers.date:
        return use.dates >= NEARLY_ALL * use.files or bool(use.date_form)
    if key.parse is parsers.image:
        return use.are_pictures
    if key.parse is parsers.number:
        return all(map(_NUMBER.fullmatch, use.examples))
    if key.gathers:
        return use.are_paths
    if key is SOURCES:
        return use.are_addresses and (not use.parts or any(part.name in _KNOWN_PARTS[key.name] for part in use.parts))
    return use.are_addresses is (key in _ADDRESSES) if key in SOURCE_KEYS else True


def _are_contexts(use: KeyUse, files: int) -> bool:
    tells_apart = use.commonest <= MAX_COMMONEST * max(files, use.values)
    return use.are_names and (use.name.casefold() in WELL_KNOWN or (tells_apart and use.repeated >= MIN_REPEATED))


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
    ours = [key.name for key in TEXT_KEYS if key.parse is parsers.date]
    names = [*ours, *(name for key in ours for name in fields.get(key, ()))]
    return sorted({use.date_form for use in named(found.keys, names) if use.date_form})


def _told(use: KeyUse, holders: str = "files") -> str:
    such = f", such as {', '.join(use.examples[:2])}" if use.examples else ""
    return f"{use.name}: in {use.files:,} {holders}{such}"
