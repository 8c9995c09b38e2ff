"""Front-matter values as typed values, under the names that the site's settings give their keys."""

from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import chain, count
from typing import Any, TypeVar

from msgspec.structs import replace

from builder.core.dates import Date
from builder.core.model import UNREADABLE_MARK, Context, Publication
from builder.core.problems import did_you_mean, nearest
from builder.core.record import Record
from builder.frontmatter import draft_marks, parsers
from builder.frontmatter.front_matter import FrontMatter, flatten_tables, rename_keys, unknown_cases
from builder.frontmatter.key import Header, Key, Path, Value, in_extra
from builder.frontmatter.keys import CONTEXTS, DRAFT, OWN_NAMES_OF_PAGES, TEXT_KEYS
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.parsers import as_flag

T = TypeVar("T")

_MAX_VALUES = 10_000
"""Values of one key of another tool that templates get."""

_DAY: Key[Date] = Key("date", parse=parsers.date)
_ELSEWHERE = {name.lower(): key.name for key in TEXT_KEYS for name in key.elsewhere}
"""For each name that a key often has in other tools, our name of that key: `{"weight": "order"}`."""


class FrontMatterReader(Header):
    """Reads one file's front matter: `reader.take(DATE)`. What is wrong with a value is noted in `problems`."""

    def __init__(
        self,
        front: FrontMatter,
        mapping: KeyMapping,
        path: str,
        keys: tuple[Key[Any], ...] = TEXT_KEYS,
        date_forms: tuple[str, ...] = (),
    ) -> None:
        front = flatten_tables(front, mapping.extra)
        self._has_unknown_keys = not front.values.keys() <= mapping.known
        if self._has_unknown_keys and (cases := unknown_cases(front.values, mapping.known)):
            front = rename_keys(front, cases)
        super().__init__(path, front, mapping, date_forms)
        self.problems += front.warnings
        self._values = front.values
        self._keys = keys
        self._named = self._by_our_names()

    def has(self, *keys: Key[Any]) -> bool:
        """Whether any of the keys has a value, under whatever name."""
        return any(key.name in self._named for key in keys)

    def has_wrong_type(self, key: Key[str]) -> bool:
        """Whether a key has a value that is not a text."""
        value = self._find(key)
        return value is not None and (isinstance(value.raw, bool) or not isinstance(value.raw, str | int))

    def has_contexts(self) -> bool:
        """Whether any of the keys that hold contexts is there."""
        return any(self._values.get(name) is not None for name, _ in self.mapping.contexts)

    def take(self, key: Key[T]) -> T | None:
        """The value of a key; none if it is missing, or nothing that can be shown."""
        if key.gathers and len(names := self.mapping.keys.get(key.name, ())) > 1:
            values = [Value(self, key, (name,), raw) for name in names if (raw := self._values.get(name)) is not None]
            return tuple(dict.fromkeys(chain.from_iterable(map(key.parse, values))))  # type: ignore[return-value, arg-type]  # such keys hold lists
        value = self._find(key)
        return key.parse(value) if value else None

    def take_contexts(self) -> tuple[Context, ...]:
        """The contexts of every key that holds them, each once, with the kind that its key stands for."""
        found: list[Context] = []
        for name, kind in self.mapping.contexts:
            if (raw := self._values.get(name)) is not None:
                found += parsers.contexts(Value(self, CONTEXTS, (name,), raw), kind)
        return tuple(dict.fromkeys(found))

    def fill(self, model: type[Record]) -> dict[str, Any]:
        """The values that fill fields of an entry, a page or a topic's file, by the names of the fields.

        A field whose key is missing, or has nothing that can be shown, keeps its default.
        """
        keys = (key for key in _filling(model, self._keys) if key.gathers or key.name in self._named)
        filled = ((key.fills, self.take(key)) for key in keys)
        return {str(field): value for field, value in filled if value is not None}

    def take_publication(self, marks: Collection[str]) -> Publication | None:
        """What Dateline's key and those of other tools say of whether and when the text is published; none if nothing.

        `marks` are those of other tools that count. A mark that cannot be read hides the text, too: it may be private.
        """
        values = self._values
        if not self._has_unknown_keys and not draft_marks.has_marks(values) and not self.has(DRAFT):
            return None
        draft = self.take(DRAFT)
        publication = self._publication(values, marks, "draft: true" if draft else "")
        if draft is None and self.has(DRAFT) and not publication.mark:
            return replace(publication, mark=UNREADABLE_MARK)
        return publication if publication != Publication() else None

    def mark_keys(self) -> tuple[str, ...]:
        """The marks of drafts that the file has a key for, whatever it says."""
        if not self._has_unknown_keys and not self.has(DRAFT):
            return ()
        named = {draft_marks.mark_of(key) for key in self._values}
        own = {draft_marks.DRAFT} if self.has(DRAFT) else set()
        return tuple(sorted(named.intersection(draft_marks.OTHERS) | own))

    def take_cascade(self, marks: Collection[str]) -> dict[str, Publication]:
        """For each mark in Hugo's table `cascade` what all texts below inherit; the first table that has it counts."""
        inherited: dict[str, Publication] = {}
        if draft_marks.CASCADE not in marks:
            return inherited
        for table in draft_marks.cascaded(self._values):
            values = flatten_tables(FrontMatter(table), ()).values
            for key, value in values.items():
                name = draft_marks.mark_of(key)
                if name in marks and name not in inherited:
                    inherited[name] = self._inherited(name, key, value, marks)
        return inherited

    def _inherited(self, name: str, key: str, value: Any, marks: Collection[str]) -> Publication:
        """What one key of the table `cascade` says."""
        is_draft = name == draft_marks.DRAFT and as_flag(value) is not False
        publication = self._publication({key: value}, marks, "draft: true" if is_draft else "", (draft_marks.CASCADE,))
        if publication.mark in ("", UNREADABLE_MARK):
            return publication
        return replace(publication, mark=f"{publication.mark} in a cascade")

    def _publication(
        self, values: Mapping[Any, Any], marks: Collection[str], mark: str, above: Path = ()
    ) -> Publication:
        """What marks of other tools say, where ours says `mark`; `above` is the path of the table that holds them."""
        days = [
            (name, parsers.date(Value(self, _DAY, (*above, key), values[key])))
            for name, key in draft_marks.date_keys(values)
            if name in marks
        ]
        begins = max((day for name, day in days if day and name == draft_marks.BEGINS), default=None)
        ends = min((day for name, day in days if day and name == draft_marks.ENDS), default=None)
        mark = mark or next(draft_marks.marks_in(values, marks), "")
        if any(day is None for _, day in days):
            mark = mark or UNREADABLE_MARK
        return Publication(mark, begins, ends)

    def take_extra(self, foreign: Collection[str] = ()) -> dict[str, Any]:
        """The keys without a meaning to Dateline; each is warned of unless the settings name it.

        `foreign` are names of keys that such a text does not have, but others do.
        """
        known = self.mapping.known
        extra = {
            str(key): self._plain(key, value)
            for key, value in self._values.items()
            if key not in known or key in foreign
        }
        for key in (key for key in extra if not draft_marks.is_mark(key, extra[key])):
            self.note_unknown((key,), self._cure(key))
        return extra

    def _cure(self, key: str) -> str:
        """What to do about an unknown key of the file itself."""
        if key in OWN_NAMES_OF_PAGES:
            return f"it is a key of pages, and entries stand by their dates; take it away, or {in_extra(key)}"
        contexts = tuple(name for name, _ in self.mapping.contexts)
        ours = _ELSEWHERE.get(key.lower(), "")
        if ours in self.mapping.keys or (contexts and ours == CONTEXTS.name):
            setting = f'the setting fields.{ours}, as in {ours} = ["{key}"]'
            return f"if it holds the {ours}, name it in {setting}; or else {in_extra(key)}"
        return did_you_mean(nearest(key, (*self.mapping.keys, *contexts)), in_extra(key))

    def _plain(self, key: str, value: Any) -> Any:
        """A value made of texts, numbers, lists and mappings alone."""
        try:
            return plain(value, count())
        except (OverflowError, RecursionError):
            self.note_invalid((key,), f"the {key} holds itself, or thousands of values", "write it plainly")
            return None

    def _find(self, key: Key[Any]) -> Value | None:
        """The value of a key, under the first of its names that has one."""
        name = self._named.get(key.name)
        return Value(self, key, (name,), self._values[name]) if name else None

    def _by_our_names(self) -> dict[str, str]:
        """For each of our keys that has a value, the first of its names that has one."""
        named: dict[str, str] = {}
        by_name = self.mapping.by_name
        for name, value in self._values.items():
            key, rank = by_name.get(name, ("", 0))
            if key and value is not None and (key not in named or rank < by_name[named[key]][1]):
                named[key] = name
        return named


@lru_cache(maxsize=16)
def _filling(model: type[Record], keys: tuple[Key[Any], ...]) -> tuple[Key[Any], ...]:
    """The keys that fill a field of an entry, a page or a topic's file."""
    return tuple(key for key in keys if key.fills in model.__struct_fields__)


def plain(value: Any, counted: Iterator[int]) -> Any:
    """A YAML value as texts, numbers, truth values, lists and mappings. Raises OverflowError for more than 10,000."""
    if next(counted) > _MAX_VALUES:
        raise OverflowError
    if isinstance(value, dict):
        return {str(key): plain(part, counted) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part, counted) for part in value]
    if value is None or isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    return str(value)
