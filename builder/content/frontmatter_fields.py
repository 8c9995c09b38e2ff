"""Front-matter values as typed values. Each `take` method notes what is wrong in `problems` and goes on."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from builder.config.frontmatter_keys import IMAGE_KEYS, SOURCE_KEYS, Fields
from builder.content.contexts import context_of
from builder.content.frontmatter import FrontMatter
from builder.content.markdown import is_web, scheme
from builder.core.dates import Date, parse_date
from builder.core.model import Context, Image, Reference, Source
from builder.core.problems import Code, Place, Problem, did_you_mean, nearest
from builder.core.text import clean, one_line
from builder.core.urls import host

_TEXTS = (str, int)
_MANY = 10_000
_LIKE_CONTEXTS = frozenset({"tags", "tag", "categories", "category", "keywords"})
"""Keys that hold in other timelines what contexts are here."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

Path = tuple[str | int, ...]


class FrontMatterReader:
    """Reads one file's front matter by the names that the site's settings give its keys."""

    def __init__(self, front: FrontMatter, fields: Fields, path: str) -> None:
        self._front = front
        self._fields = fields
        self._path = path
        self._named = self._by_our_names()
        self.problems: list[Problem] = list(front.warnings)

    def place(self, *key: str | int) -> Place:
        """Where a key stands in the file."""
        return Place(self._path, self._front.line(*key))

    def note(self, code: Code, place: Place, what: str, cure: str) -> None:
        """Remember a problem of this file."""
        self.problems.append(Problem(code, place, what, cure))

    def has(self, *keys: str) -> bool:
        """Whether any of our keys has a value, under whatever name."""
        return any(self._find(key) for key in keys)

    def has_wrong(self, key: str) -> bool:
        """Whether one of our keys has a value that is not a text."""
        found = self._find(key)
        return found is not None and (isinstance(found[1], bool) or not isinstance(found[1], str | int))

    def has_contexts(self) -> bool:
        """Whether any of the keys that hold contexts is there."""
        return any(self._front.values.get(key) is not None for key, _ in self._fields.contexts)

    def take_text(self, key: str) -> str | None:
        """A text on one line; none if it is missing or empty."""
        found = self._find(key)
        return self._text(*found) if found else None

    def take_title(self) -> str | None:
        """The title with the blanks around it that the file gives it."""
        found = self._find("title")
        text = self._text(*found) if found else None
        return clean(str(found[1])) if found and text else None

    def take_date(self, key: str) -> Date | None:
        """A whole or partial date."""
        found = self._find(key)
        return self._date(*found) if found else None

    def take_flag(self, key: str) -> bool:
        """True or false; false if it is missing."""
        path, value = self._find(key) or ((), False)
        if not isinstance(value, bool):
            self._invalid(path, f"{key} is neither true nor false", f"write {key}: true, or leave the line out")
            return False
        return value

    def take_importance(self) -> int | None:
        """A whole number from 1 to 10."""
        path, value = self._find("importance") or ((), None)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10):
            return value
        self._invalid(path, "the importance is not a whole number from 1 to 10", "write one, such as importance: 5")
        return None

    def take_language(self) -> str | None:
        """A language tag."""
        path, value = self._find("lang") or ((), None)
        tag = self._text(path, value) if path else None
        if tag and not _LANGUAGE.fullmatch(tag):
            self._invalid(path, f'"{tag}" is not a language tag', "write one such as en or pt-BR")
            return None
        return tag

    def take_references(self, key: str) -> tuple[Reference, ...]:
        """A list of texts, or one text, each with its line."""
        found = self._find(key)
        if not found:
            return ()
        path, value = found
        values = value if isinstance(value, list) else [value]
        texts = ((self._text((*path, n), item), self.place(*path, n)) for n, item in enumerate(values))
        return tuple(Reference(text, place) for text, place in texts if text)

    def take_contexts(self) -> tuple[Context, ...]:
        """The contexts of every key that holds them, each with the kind that its key stands for."""
        contexts: list[Context] = []
        for key, kind in self._fields.contexts:
            value = self._front.values.get(key)
            if isinstance(value, str) and (key == "contexts" or "," in value):
                cure = f"write a list: {key}: [{value}]"
                self.note(Code.CONTEXTS_NOT_LIST, self.place(key), f'the {key} are one text, "{value}"', cure)
            elif value is not None and value != "":
                contexts += self._contexts(key, kind, value if isinstance(value, list) else [value])
        return tuple(dict.fromkeys(contexts))

    def _contexts(self, key: str, kind: str | None, values: list[Any]) -> Iterator[Context]:
        for index, value in enumerate(values):
            name = one_line(value) if isinstance(value, str) else self._text((key, index), value)
            if name is None:
                continue
            context = context_of(name, kind)
            if context.slug:
                yield context
            else:
                what = f'the context "{name}" has no letter or digit, so it can have no page'
                self.note(Code.CONTEXT_EMPTY, self.place(key, index), what, "give it a name, or take it away")

    def take_sources(self) -> tuple[Source, ...]:
        """The sources: mappings, or texts that are an address or a name."""
        path, value = self._find("sources") or ((), [])
        if not isinstance(value, list):
            value = [value]
        made = (self._source((*path, n), item) for n, item in enumerate(value))
        return tuple(source for source in made if source)

    def _source(self, path: Path, value: Any) -> Source | None:
        if isinstance(value, _TEXTS) and not isinstance(value, bool):
            text = one_line(str(value))
            value = {"url": text} if scheme(text) and " " not in text else {"name": text}
        if not isinstance(value, dict):
            self._invalid(path, "a source is neither a mapping nor a text", "write name: and url: below the dash")
            return None
        self._unknown_parts(path, value, SOURCE_KEYS, self._fields.known_in_source)
        part = {key: found for key, names in self._fields.source.items() if (found := self._part(path, value, names))}
        texts = {key: self._text(*found) for key, found in part.items() if key != "date"}
        date = self._date(*part["date"]) if "date" in part else None
        return self.make_source(lambda key: self.place(*part.get(key, (path,))[0]), texts, date)

    def make_source(
        self,
        place: Callable[[str], Place],
        texts: Mapping[str, str | None],
        date: Date | None = None,
    ) -> Source | None:
        """A source of its parts; its name is the address's host where it has none.

        `place` tells where one of its parts stands, or the source itself where it has no such part.
        """
        url, note = self._web_address(place, "url", texts)
        archive_url, _ = self._web_address(place, "archive_url", texts)
        name = texts.get("name") or (host(url) if url else None) or note or url
        if not name:
            what = "a source has neither a name nor an address"
            self.note(Code.SOURCE_EMPTY, place(""), what, "write at least name: or url:")
            return None
        return Source(name, url, date, archive_url, texts.get("author"), note)

    def _web_address(
        self, place: Callable[[str], Place], key: str, texts: Mapping[str, str | None]
    ) -> tuple[str | None, str | None]:
        """The address, or else the text that is not one."""
        text = texts.get(key)
        if not text or is_web(text):
            return text, None
        what = f'the source\'s address "{text}" is not http or https, so it is shown as text'
        self.note(Code.SOURCE_ADDRESS, place(key), what, "write the whole address, https:// included")
        return None, text

    def take_image(self) -> Image | None:
        """The picture: a mapping, or the address alone."""
        path, value = self._find("image") or ((), None)
        if value is None:
            return None
        if isinstance(value, str):
            value = {"url": value}
        if not isinstance(value, dict):
            self._invalid(path, "the image is neither a mapping nor an address", "write url: and alt: below image:")
            return None
        self._unknown_parts(path, value, IMAGE_KEYS, self._fields.known_in_image)
        found = {key: self._part(path, value, names) for key, names in self._fields.image.items()}
        texts = {key: self._text(*part) if part else None for key, part in found.items()}
        url = texts["url"]
        if not url or ((kind := scheme(url)) and kind not in ("http", "https")):
            self._invalid(
                path, "the image has no address that can be shown", "write url: with a file or an https address"
            )
            return None
        place = self.place(*found["url"][0]) if found["url"] else self.place(*path)
        return Image(url, texts["alt"] or "", texts["credit"], place)

    def take_extra(self) -> dict[str, Any]:
        """The keys without a meaning to Dateline; each is warned of unless the settings name it."""
        known = self._fields.known
        extra = {str(key): self._plain(key, value) for key, value in self._front.values.items() if key not in known}
        for key in extra:
            if key not in self._fields.extra:
                self._unknown(self.place(key), key, self._cure(key))
        return extra

    def _cure(self, key: str) -> str:
        """What to do about an unknown key of the file itself."""
        contexts = tuple(name for name, _ in self._fields.contexts)
        if contexts and key.lower() in _LIKE_CONTEXTS:
            setting = f'the setting fields.contexts, as in contexts = ["{key}"]'
            return f"if it holds contexts, name it in {setting}; or else {_extra(key)}"
        return did_you_mean(nearest(key, (*self._fields.entry, *contexts)), _extra(key))

    def _plain(self, key: str, value: Any) -> Any:
        """A value made of texts, numbers, lists and mappings alone."""
        try:
            return plain(value, count())
        except (OverflowError, RecursionError):
            self._invalid((key,), f"the {key} holds itself, or thousands of values", "write it plainly")
            return None

    def _unknown_parts(
        self, path: Path, value: Mapping[str, Any], parts: tuple[str, ...], known: frozenset[str]
    ) -> None:
        for key in value:
            if key not in known and key not in self._fields.extra:
                self._unknown(self.place(*path, key), str(key), did_you_mean(nearest(str(key), parts), _extra(key)))

    def _unknown(self, place: Place, key: str, cure: str) -> None:
        self.note(Code.UNKNOWN_KEY, place, f'the key "{key}" has no meaning here', cure)

    def _find(self, key: str) -> tuple[Path, Any] | None:
        """The value of one of our keys, and its path."""
        name = self._named.get(key)
        return ((name,), self._front.values[name]) if name else None

    def _by_our_names(self) -> dict[str, str]:
        """For each of our keys that has a value, the first of its names that has one."""
        named: dict[str, str] = {}
        for name, value in self._front.values.items():
            key, place = self._fields.ours.get(name, ("", 0))
            if key and value is not None and (key not in named or place < self._fields.ours[named[key]][1]):
                named[key] = name
        return named

    def _part(self, path: Path, values: Mapping[str, Any], names: tuple[str, ...]) -> tuple[Path, Any] | None:
        for name in names:
            if (value := values.get(name)) is not None:
                return (*path, name), value
        return None

    def _text(self, path: Path, value: Any) -> str | None:
        if isinstance(value, str):
            return one_line(value) or None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return one_line(str(value))
        key = next((part for part in reversed(path) if isinstance(part, str)), "front matter")
        subject = f"the {key}" if path[-1:] == (key,) else f"an item of {key}"
        if value is None:
            self._invalid(path, f"{subject} is empty", "write something there, or take it away")
        else:
            self._invalid(path, f"{subject} is not a text", 'put it in quotes if it holds ": ", or write one text')
        return None

    def _date(self, path: Path, value: Any) -> Date | None:
        text = self._text(path, value)
        if text is None:
            return None
        try:
            return parse_date(text)
        except ValueError as error:
            self.note(Code.DATE_INVALID, self.place(*path), str(error), "write a date such as 2011-05-15")
            return None

    def _invalid(self, path: Path, what: str, cure: str) -> None:
        self.note(Code.VALUE_INVALID, self.place(*path), what, cure)


def _extra(key: str) -> str:
    """What to do about a key that is meant for templates."""
    return f'name "{key}" in the setting fields.extra if templates use it'


def plain(value: Any, counted: Iterator[int]) -> Any:
    """A YAML value as texts, numbers, truth values, lists and mappings. Raises OverflowError for more than 10,000."""
    if next(counted) > _MANY:
        raise OverflowError
    if isinstance(value, dict):
        return {str(key): plain(part, counted) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, counted) for part in value]
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if value is None or isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    return str(value)
