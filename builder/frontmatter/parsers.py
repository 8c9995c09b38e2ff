"""Parsers of front-matter values: from a value as YAML gives it to the typed one.

Each notes what is wrong with the value and gives what can be shown all the same; none where that is nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from builder.core.dates import Date, likely_forms, parse_date, parse_formatted
from builder.core.json_schema import TABLE, TEXT, any_of, list_of, takes
from builder.core.language_tags import COUNTRY, SCRIPT, tag_named, unknown_part
from builder.core.model import Context, Correction, Image, Reference, Source, context_of
from builder.core.problems import FINDINGS, Code, Place, Problem, did_you_mean, nearest
from builder.core.text import clean, one_line, quoted_text
from builder.core.urls import host, is_web, scheme
from builder.frontmatter.key import Header, Path, Value, names_in_text
from builder.frontmatter.source_text import full_address, named_addresses

_TEXT = {"type": ["string", "number"]}
"""A text, which to YAML may be a number: a title such as 1984."""

_FINDING = {"enum": sorted(code.slug for code in FINDINGS)}
_SAID = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_LANGUAGE = r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*"
_WIKI_LINK = re.compile(r"\[\[(?P<name>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]\n]*))?\]\](?!\()")
_LARGEST = 1_000_000_000
"""What a number is below: all that are written whole are told apart."""


@takes(_TEXT)
def text(value: Value) -> str | None:
    """A text on one line; none if it is empty."""
    raw = value.raw
    if isinstance(raw, str):
        return one_line(raw) or None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return one_line(str(raw))
    key = next((part for part in reversed(value.path) if isinstance(part, str)), "front matter")
    subject = f"the {key}" if value.path[-1:] == (key,) else f"an item of {key}"
    if raw is None:
        value.invalid(f"{subject} is empty", "write something there, or take it away")
    else:
        value.invalid(f"{subject} is not a text", 'put it in quotes if it holds ": ", or write one text')
    return None


@takes(any_of(_TEXT, list_of({})))
def joined_texts(value: Value) -> str | None:
    """A text, or a list of texts as one: `Vienna, Geneva`, with semicolons where one of them holds a comma.

    To YAML, `[[Vienna]]` without quotes is a list in a list, and it is one name all the same.
    """
    if not isinstance(value.raw, list):
        return without_wiki_brackets(text(value))
    texts = [found for item in _flat(value.items()) if (found := without_wiki_brackets(text(item)))]
    return ("; " if any("," in each for each in texts) else ", ").join(texts) or None


def without_wiki_brackets(written: str | None) -> str | None:
    """A text in which links of Obsidian are their words: "[[Vienna|the city]], [[Graz]]" is "the city, Graz"."""
    if not written or "[[" not in written:
        return written
    return _WIKI_LINK.sub(lambda link: (link["words"] or link["name"]).strip(), written).strip() or None


@takes(_TEXT)
def title(value: Value) -> str | None:
    """A text with the blanks around it that the file gives it."""
    return clean(str(value.raw)) if text(value) else None


@takes(_TEXT)
def date(value: Value) -> Date | None:
    """A whole or partial date, in our own form or one of those that the setting `dates` names."""
    written = text(value)
    if written is None:
        return None
    try:
        return parse_date(written)
    except ValueError as error:
        what = str(error)
    for form in value.header.date_forms:
        with suppress(ValueError):
            return parse_formatted(written, form)
    forms = likely_forms(written)
    cure = "write a date such as 2011-05-15"
    if forms:
        dates = " or ".join(date.iso for date in forms)
        settings = " or ".join(f'dates = ["{form}"]' for form in forms.values())
        cure = f"write {dates}, or say in the settings how dates are written: {settings}"
    (form,) = forms.values() if len(forms) == 1 else ("",)
    value.header.problems.append(Problem(Code.DATE_INVALID, value.place, what, cure, form))
    return None


@takes({"type": ["boolean", "string", "integer"]})
def flag(value: Value) -> bool | None:
    """True or false."""
    if (said := as_flag(value.raw)) is not None:
        return said
    name = value.key.name
    value.invalid(f"{name} is neither true nor false", f"write {name}: true, or leave the line out")
    return None


def as_flag(raw: Any) -> bool | None:
    """True or false, also as a word: `no` and `"false"` are words to YAML 1.2, and false to whoever writes them."""
    if isinstance(raw, bool) or raw in (0, 1):
        return bool(raw)
    return _SAID.get(raw.strip().lower()) if isinstance(raw, str) else None


@takes({"type": "integer", "minimum": 1, "maximum": 10})
def importance(value: Value) -> int | None:
    """A whole number from 1 to 10."""
    if isinstance(value.raw, int) and not isinstance(value.raw, bool) and 1 <= value.raw <= 10:
        return value.raw
    value.invalid("the importance is not a whole number from 1 to 10", "write one, such as importance: 5")
    return None


@takes({"type": "number"})
def number(value: Value) -> float | None:
    """A number, whole or not; as text too, which some forms of front matter have in its place."""
    with suppress(ValueError, OverflowError):
        if isinstance(value.raw, int | float | str) and not isinstance(value.raw, bool):
            found = float(value.raw)
            if abs(found) < _LARGEST:
                return found
    name = value.key.name
    value.invalid(f"the {name} is not a number", f"write one, such as {name}: 1, or leave the line out")
    return None


@takes(_TEXT)
def language(value: Value) -> str | None:
    """A language tag, with - for _ and in the usual case: zh_cn is zh-CN.

    https://www.rfc-editor.org/rfc/rfc5646#section-2.1.1
    """
    written = text(value)
    if written is None:
        return None
    tag = written.replace("_", "-")
    if not re.fullmatch(_LANGUAGE, tag):
        value.invalid(f'"{written}" is not a language tag', "write one such as en or pt-BR")
        return None
    if part := unknown_part(tag, takes_former=True):
        what = f'"{written}" has "{part}", which names no language, script or country that is known'
        value.invalid(what, did_you_mean(tag_named(written), "write a tag such as en or pt-BR, or leave the line out"))
        return None
    first, *others = tag.split("-")
    return "-".join([first.lower(), *map(_usual_case, others)])


def _usual_case(subtag: str) -> str:
    """A script as in Latn, a region as in CN, others in lower case."""
    if len(subtag) == SCRIPT and subtag.isalpha():
        return subtag.title()
    return subtag.upper() if len(subtag) == COUNTRY else subtag.lower()


@takes(any_of(_TEXT, list_of({})))
def references(value: Value) -> tuple[Reference, ...]:
    """A list of texts, or one text, each with its place."""
    return tuple([Reference(target, item.place) for item in value.names() if (target := text(item))])


@takes(any_of(_FINDING, list_of({"enum": [*_FINDING["enum"], None]})))
def findings(value: Value) -> tuple[Code, ...]:
    """A list of codes of findings, or one of them; other codes are noted, as no file can ignore what a build tells."""
    codes: list[Code] = []
    known = {code.slug: code for code in FINDINGS}
    for item in value.names():
        slug = one_line(item.raw) if isinstance(item.raw, str) else text(item)
        if slug in known:
            codes.append(known[slug])
        elif slug is not None:
            is_of_build = any(code.slug == slug for code in Code)
            why = "is told by each build, and not by dateline check alone" if is_of_build else "is no code of a finding"
            setting = (
                f'say problems.{slug} = "off" in the settings' if is_of_build else "`dateline explain` lists the codes"
            )
            item.invalid(f'"{slug}" {why}', did_you_mean(None if is_of_build else nearest(slug, known), setting))
    return tuple(codes)


@takes(any_of(_TEXT, list_of({})))
def contexts(value: Value, kind: str | None = None) -> tuple[Context, ...]:
    """A list of names, which all have the kind that the key stands for; lists in it are taken apart."""
    is_text = isinstance(value.raw, str) and value.header.has_lists
    items = _names_in_text(value) if is_text else _flat(value.names())
    found = (_context(item, kind) for item in items)
    return tuple([context for context in found if context])


def _flat(values: Iterable[Value], depth: int = 2) -> Iterator[Value]:
    """The values, and the items of lists among them: to YAML, `[[ships]]` is a list in a list."""
    for value in values:
        if isinstance(value.raw, list) and depth:
            yield from _flat(value.items(), depth - 1)
        else:
            yield value


def _names_in_text(value: Value) -> list[Value]:
    """The names in one text, separated as the settings say; without that, what it may mean is told."""
    raw, key, separator = one_line(value.raw), value.path[-1], value.header.mapping.separator
    if key == "contexts" and not separator:
        value.header.note(Code.CONTEXTS_NOT_LIST, value.place, f'the {key} are one text, "{raw}"', _list_of(key, raw))
        return []
    likely = separator or likely_separator(raw)
    names = separated(raw, likely)
    if len(names) > 1 and not separator:
        names = _tell_readings(value, raw, names, likely)
    return [Value(value.header, value.key, value.path, name) for name in names]


def _list_of(key: str | int, raw: str) -> str:
    """How to write a text as a list, in each way that it can be read."""
    likely = likely_separator(raw)
    names = separated(raw, likely)
    listed = ", ".join(map(quoted_item, names))
    if len(names) == 1:
        return f"write a list: {key}: [{listed}]"
    setting = f'[fields] separator = "{likely}" for several names in a text, or "none" for one'
    return (
        f"write a list: {key}: [{listed}], or [{quoted_item(raw)}] if it is one name; or say in the settings {setting}"
    )


def quoted_item(name: str) -> str:
    """A name as an item of a list in YAML: in quotes where a sign in it could mean something."""
    return name if re.fullmatch(r"[^\W_][\w .'-]*", name) else quoted_text(name)


def _tell_readings(value: Value, raw: str, names: list[str], likely: str) -> list[str]:
    """Note both readings of a text that may be one name or several; gives those of the one that is taken."""
    key = value.path[-1]
    quoted = ", ".join(f'"{name}"' for name in names)
    several = f"{len(names)} names: {quoted}"
    readings = f"one name; it may be {several}" if likely == "blanks" else f"{several}; it may be one"
    what = f'the {key} are one text, "{raw}", which is read as {readings}'
    cure = f'write a list, or say in the settings: [fields] separator = "{likely}", or "none" if a text is one name'
    value.header.note(Code.CONTEXTS_UNCLEAR, value.place, what, cure, f"{key} {likely}")
    return [raw] if likely == "blanks" else names


def likely_separator(text: str) -> str:
    """What seems to separate the names in a text."""
    return "hashes" if text[:1] == "#" and text.count(" #") else "commas" if "," in text or ";" in text else "blanks"


def separated(text: str, separator: str) -> list[str]:
    """The names in a text.

    >>> separated("#harbour #ships", "hashes"), separated("a b, c", "blanks"), separated("a b, c", "commas")
    (['harbour', 'ships'], ['a', 'b', 'c'], ['a b', 'c'])

    Commas are part of the names where semicolons separate these.
    """
    if separator == "none" or (separator == "hashes" and "#" not in text):
        return [text] if text else []
    if separator == "commas":
        return names_in_text(text)
    pattern = r"[\s,]+#?|^#" if separator == "blanks" else r"(?:^|[\s,]+)#"
    return [name for part in re.split(pattern, text) if (name := part.strip())]


def _context(value: Value, kind: str | None) -> Context | None:
    name = one_line(value.raw) if isinstance(value.raw, str) else text(value)
    if name is None:
        return None
    if name.startswith("[[") and name.endswith("]]"):  # as notes in Obsidian name others
        name = name[2:-2].partition("|")[0].strip()
    context = context_of(name, kind)
    if context.slug:
        return context
    what = f'the context "{name}" has no letter or digit, so it can have no page'
    value.header.note(Code.CONTEXT_EMPTY, value.place, what, "give it a name, or take it away")
    return None


@takes(any_of(_TEXT, TABLE, list_of(any_of(_TEXT, TABLE))))
def sources(value: Value) -> tuple[Source, ...]:
    """A list of sources, or one: mappings, or texts that hold a name, an address or both; one text may hold several."""
    found = (source for item in value.items() for part in _described(item) if (source := _source(part)))
    return tuple(found)


def _described(value: Value) -> list[Value]:
    """A source that is a text, or `Gazette: https://...`, as the mappings that it stands for."""
    raw = value.raw
    if isinstance(raw, dict) and len(raw) == 1:
        ((name, url),) = raw.items()
        is_known = name in value.header.mapping.known_parts[value.key.name]
        if is_known or not (isinstance(url, str) and is_web(full_address(url.strip()))):
            return [value]
        raw = f"{name}, {url}"
    elif isinstance(raw, bool) or not isinstance(raw, str | int):
        return [value]
    short = without_wiki_brackets(one_line(str(raw))) or ""
    if named := named_addresses(short):
        mappings = [{"name": name, "url": url} if name else {"url": url} for name, url in named]
    else:
        is_address = " " not in short and (scheme(short) or short.startswith(("/", "./", "../")))
        mappings = [{"url" if is_address else "name": short}]
    return [Value(value.header, value.key, value.path, mapping) for mapping in mappings]


def _source(value: Value) -> Source | None:
    if not isinstance(value.raw, dict):
        value.invalid("a source is neither a mapping nor a text", "write name: and url: below the dash")
        return None
    found = value.parts()
    parts = {name: part.key.parse(part) for name, part in found.items()}
    return source_of(parts, value.header, lambda name: found.get(name, value).place)


def source_of(parts: Mapping[str, Any], header: Header, place: Callable[[str], Place]) -> Source | None:
    """A source of its parts, which go by the names of its fields.

    A name may hold the address. One that has no name is called by the host of its address, or else by its title.
    `place` tells where one of the parts stands, or the source itself if it has no such part.
    """
    parts = {**parts, "name": without_wiki_brackets(parts.get("name"))}
    named = () if parts.get("url") else named_addresses(parts["name"] or "")
    if len(named) == 1:
        parts = {**parts, "name": named[0].name, "url": named[0].url}
    url, note = _web_address(parts.get("url"))
    archive_url, archive_note = _web_address(parts.get("archive_url"))
    for key, other in (("url", note if note and scheme(note) else None), ("archive_url", archive_note)):
        if other:
            what = f'the source\'s address "{other}" is not http or https, so it is shown as text'
            header.note(Code.SOURCE_ADDRESS, place(key), what, "write the whole address, https:// included")
    name = parts.get("name") or (host(url) if url else None) or parts.get("title") or note or url
    if not name:
        what = "a source has neither a name nor an address"
        header.note(Code.SOURCE_EMPTY, place(""), what, "write at least name: or url:")
        return None
    file = Reference(note, place("url")) if note and not scheme(note) else None
    addresses = {"url": url, "archive_url": archive_url}
    return Source(**{**parts, **addresses, "name": name}, note=note, file=file)


def _web_address(written: str | None) -> tuple[str | None, str | None]:
    """The address, or else the text that is not one."""
    address = full_address(written) if written else None
    return (address, None) if not address or is_web(address) else (None, address)


@takes(any_of(TEXT, TABLE))
def image(value: Value) -> Image | None:
    """A picture: a mapping, or its address alone. Templates of other tools leave both empty."""
    if _is_blank(value.raw):
        return None
    if isinstance(value.raw, str):
        value = Value(value.header, value.key, value.path, {"url": value.raw})
    if not isinstance(value.raw, dict):
        value.invalid("the image is neither a mapping nor an address", "write url: and alt: below image:")
        return None
    found = value.parts()
    parts = {name: parsed for name, part in found.items() if (parsed := part.key.parse(part)) is not None}
    url = parts.get("url")
    if not url or ((kind := scheme(url)) and kind not in ("http", "https")):
        value.invalid("the image has no address that can be shown", "write url: with a file or an https address")
        return None
    return Image(**parts, place=found["url"].place)


def _is_blank(raw: Any) -> bool:
    """Whether a value says nothing: an empty text, or a mapping of such and of switches, as archetypes have it."""
    if isinstance(raw, dict):
        return bool(raw) and all(each is None or isinstance(each, bool) or _is_blank(each) for each in raw.values())
    return isinstance(raw, str) and not raw.strip()


@takes(any_of(_TEXT, TABLE, list_of(any_of(_TEXT, TABLE))))
def corrections(value: Value) -> tuple[Correction, ...]:
    """A list of corrections, or one: mappings, days with a sentence each, or a text such as `2011-06-01: It sank.`."""
    items = value.items() if isinstance(value.raw, list) else [value]
    found = (_correction(part) for item in items for part in _dated_notes(item))
    return tuple([correction for correction in found if correction])


def _dated_notes(value: Value) -> list[Value]:
    """Corrections as the mappings that they stand for: to YAML, `2011-06-01: It sank.` has the day as its key."""
    raw = value.raw
    if isinstance(raw, dict) and raw and all(map(_is_date, raw)):
        return [_dated_note(value, (*value.path, str(date)), date, note) for date, note in raw.items()]
    if isinstance(raw, str):
        date, _, note = raw.partition(":")
        return [_dated_note(value, value.path, *((date, note) if _is_date(date) else ("", raw)))]
    return [value]


def _dated_note(value: Value, path: Path, date: object, note: object) -> Value:
    return Value(value.header, value.key, path, {"date": str(date).strip() or None, "note": note})


def _is_date(written: object) -> bool:
    try:
        parse_date(str(written).strip())
    except ValueError:
        return False
    return True


def _correction(value: Value) -> Correction | None:
    if not isinstance(value.raw, dict):
        value.invalid("a correction is neither a mapping nor a text", "write date: and note: below correction:")
        return None
    found = value.parts()
    parts = {name: parsed for name, part in found.items() if (parsed := part.key.parse(part)) is not None}
    if "note" not in parts:
        value.invalid("a correction does not say what was wrong", "write note: with a sentence for readers")
    elif "date" not in found:
        cure = "write date: with the day on which it was made, such as 2011-06-01"
        value.invalid("a correction does not say when it was made", cure)
    return Correction(**parts, place=found["note"].place) if parts.keys() == {"date", "note"} else None
