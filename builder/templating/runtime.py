"""What compiled templates call: escaping, filters, tests, messages and macros, by the rules of Jinja."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, Protocol

import markupsafe
from markupsafe import Markup, escape, soft_str

from builder.pages.shared import KEPT

Text = Callable[..., str]
"""A function that gives HTML."""

UNDEFINED: Final = object()
"""Stands for an attribute or a key that a thing has not."""


class UndefinedError(Exception):
    """A template asks for what there is not; Jinja says what and where."""


class Jinja(Protocol):
    """What is Jinja's to answer."""

    def filter(self, name: str) -> Callable[..., Any]:
        """A filter by its name."""
        ...

    def test(self, name: str) -> Callable[..., Any]:
        """A test by its name."""
        ...


class Helpers(Protocol):
    """The filters and functions that a site's templates have beside Jinja's own."""

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        """Filters by their names."""
        ...

    @property
    def html_filters(self) -> Mapping[str, Text]:
        """For some of the filters a function that gives the text, in HTML, of what the filter gives."""
        ...

    @property
    def functions(self) -> Mapping[str, Callable[..., Any]]:
        """Global functions by their names."""
        ...

    def pattern(self, message: str) -> str:
        """A message in the site's language, as HTML, its holes not filled."""
        ...


class Runtime:
    """What the compiled templates of one site share."""

    escape = staticmethod(escape)
    escape_str = staticmethod(markupsafe._escape_inner)  # type: ignore[attr-defined]  # what `escape` is without its wrapper, for a str
    Markup = Markup
    UNDEFINED = UNDEFINED

    def __init__(
        self, helpers: Helpers, macros: Callable[[str], Mapping[str, Text]], jinja: Callable[[], Jinja]
    ) -> None:
        self._helpers = helpers
        self._macros = macros
        self._jinja = jinja
        self._parts: dict[tuple[str, str], Text] = {}

    def macro(self, template: str, name: str) -> Text:
        """A macro of a template. Raises KeyError for one that is not compiled."""
        return self._macros(template)[name]

    def part(self, template: str, name: str, macro: Text) -> Text:
        """The same, keeping what it made of each thing: it is shown on many pages."""
        if (template, name) not in self._parts:
            self._parts[template, name] = lru_cache(KEPT)(macro)
        return self._parts[template, name]

    def filter(self, name: str) -> Callable[..., Any]:
        """A filter of the site, one that needs no more than Python, or Jinja's."""
        return self._helpers.filters.get(name) or _PLAIN_FILTERS.get(name) or self._jinja().filter(name)

    def html_filter(self, name: str) -> Text:
        """The function that gives a filter's result as HTML."""
        return self._helpers.html_filters[name]

    def test(self, name: str) -> Callable[..., Any]:
        """A test of Jinja's."""
        return _PLAIN_TESTS.get(name) or self._jinja().test(name)

    def function(self, name: str) -> Callable[..., Any]:
        """A global function."""
        return self._helpers.functions.get(name) or _PLAIN_FUNCTIONS[name]

    def message(self, message: str) -> str:
        """A message without values, as HTML."""
        return self._helpers.pattern(message) % {}

    def pattern(self, message: str) -> str:
        """A message as HTML, to be filled with HTML by `%`."""
        return self._helpers.pattern(message)

    @staticmethod
    def attribute(thing: Any, name: str, *otherwise: object) -> Any:
        """`thing.name`: an attribute, or else an item. Raises UndefinedError if there is neither."""
        try:
            return getattr(thing, name)
        except AttributeError:
            return Runtime._subscript(thing, name, otherwise)

    @staticmethod
    def item(thing: Any, key: Any, *otherwise: object) -> Any:
        """`thing[key]`: an item, or else an attribute. Raises UndefinedError if there is neither."""
        found = Runtime._subscript(thing, key, (UNDEFINED,))
        if found is UNDEFINED and isinstance(key, str) and not is_unsafe(key):
            found = getattr(thing, key, UNDEFINED)
        return Runtime._found(found, otherwise)

    @staticmethod
    def _subscript(thing: Any, key: Any, otherwise: tuple[object, ...]) -> Any:
        try:
            return thing[key]
        except (AttributeError, TypeError, LookupError):
            return Runtime._found(UNDEFINED, otherwise)

    @staticmethod
    def _found(found: Any, otherwise: tuple[object, ...]) -> Any:
        if found is not UNDEFINED:
            return found
        if otherwise:
            return otherwise[0]
        raise UndefinedError

    @staticmethod
    def constant(value: Any) -> Any:
        """What is kept for all pages. Raises TypeError for an iterator, which the first of them would use up."""
        if hasattr(value, "__next__"):
            raise TypeError
        return value

    @staticmethod
    def default(found: Any, otherwise: Any) -> Any:
        """The filter `default`."""
        return otherwise if found is UNDEFINED else found

    @staticmethod
    def string(value: Any) -> str:
        """A value that is said to be HTML."""
        return value if type(value) is str else Markup(value)  # noqa: S704  # the template says so

    @staticmethod
    def concat(values: Iterable[Any]) -> str:
        """`a ~ b`: HTML if one of the values is, and then the others are escaped."""
        texts = [soft_str(value) for value in values]
        return Markup("").join(texts) if any(hasattr(text, "__html__") for text in texts) else "".join(texts)

    @staticmethod
    def positions(items: Iterable[Any]) -> list[tuple[int, bool, Any]]:
        """The items with their numbers from 0 on, and whether each is the last one: for `loop`."""
        listed = [*items]
        last = len(listed) - 1
        return [(index, index == last, item) for index, item in enumerate(listed)]


MAX_RANGE = 100_000
"""As many numbers as Jinja's sandbox lets a range have."""

_UNSAFE = frozenset(
    {
        *("format", "format_map", "mro", "ag_frame", "ag_code", "cr_frame", "cr_code", "gi_frame", "gi_code"),
        *("add", "append", "appendleft", "clear", "difference_update", "discard", "extend", "extendleft", "insert"),
        *("pop", "popitem", "popleft", "remove", "reverse", "rotate", "setdefault", "sort"),
        *("symmetric_difference_update", "update"),
    }
)
"""Attributes that lead to Python's insides, and those that change something: `jinja2.sandbox` lists them."""


def is_unsafe(name: str) -> bool:
    """Whether Jinja's sandbox may refuse an attribute of this name."""
    return name[:1] == "_" or name in _UNSAFE


def _range(*limits: int) -> range:
    numbers = range(*limits)
    if len(numbers) > MAX_RANGE:
        raise OverflowError
    return numbers


def _capitalize(value: Any) -> str:
    return soft_str(value).capitalize()


def _join(values: Iterable[Any], between: Any = "") -> str:
    """Side by side: HTML if anything of it is, and then the rest is escaped."""
    texts = [*values]
    if hasattr(between, "__html__") or not any(hasattr(text, "__html__") for text in texts):
        return soft_str(between).join(map(soft_str, texts))
    return escape(between).join(texts)


def _tojson(value: Any) -> Markup:
    """JSON that ends no script element and no attribute."""
    text = json.dumps(value, sort_keys=True)
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704  # it has no sign of HTML any more


_PLAIN_FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": abs,
    "capitalize": _capitalize,
    "count": len,
    "join": _join,
    "length": len,
    "safe": Markup,
    "tojson": _tojson,
}
_PLAIN_TESTS: Mapping[str, Callable[..., Any]] = {"none": lambda value: value is None}
_PLAIN_FUNCTIONS: Mapping[str, Callable[..., Any]] = {"range": _range, "dict": dict}
"""What the default theme uses of Jinja's own, and does the same: Jinja takes long to load."""
