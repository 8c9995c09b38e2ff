"""The language of a site: the words of its interface, and dates and numbers as its readers write them."""

import datetime
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from builder.core.dates import Date, YearDay
from builder.core.problems import Problem
from builder.theme.catalogs import SOURCE, File, Words, files_of, less_and_less_exact, words_of

_KEPT = 10_000
"""How many words of one kind are remembered, to be said again."""

_NOTHING: Mapping[str, object] = MappingProxyType({})

_LEAP_YEAR = 2000

_OF_THE_WORLD = "en_001"
"""English without a country: 15 May 2011."""


class Language:
    """A language, and the words that a site has in it."""

    def __init__(self, tag: str, words: Words | None = None) -> None:
        self._words = words or Words()
        self._locale = _locale_of(tag)
        self._weekdays: list[str] = [
            beginning(name) for _, name in sorted(self._locale.days["stand-alone"]["wide"].items())
        ]
        self._months: list[str] = [
            beginning(name) for _, name in sorted(self._locale.months["stand-alone"]["wide"].items())
        ]
        self.weekdays = tuple(zip(self._weekdays, _short_weekdays(self._locale), strict=True))
        """The names of the days of the week from Monday on, as they begin a line, and short forms of them."""
        skeletons = self._locale.datetime_skeletons
        self._year_day: DateTimePattern = skeletons["MMMMd"]
        self._patterns: tuple[DateTimePattern, ...] = (
            skeletons["y"],
            skeletons["yMMMM"],
            self._locale.date_formats["long"],
        )
        self.number = lru_cache(maxsize=_KEPT)(self._number)
        """A number: 1,234."""
        self.direction: str = self._locale.text_direction
        """`rtl` for a language that is written from right to left, else `ltr`."""
        self._plain = lru_cache(maxsize=_KEPT)(self._filled)
        self._plainly_counted = lru_cache(maxsize=_KEPT)(self._counted)

    def text(self, message: str) -> str:
        """The words of a message, its `%(name)s` not filled yet."""
        return self._words.texts.get(message, message)

    def form(self, one: str, many: str, number: int) -> str:
        """The words of a message that says a number."""
        forms = self._words.forms.get(one)
        return forms.texts[forms.rule(number)] if forms else one if number == 1 else many

    def kind(self, number: int) -> str:
        """The kind of a number, where words depend on it: `one`, `few`, `other`, as browsers call them too."""
        return str(self._locale.plural_form(number))

    def gettext(self, message: str, /, **values: object) -> str:
        """A message, each `%(name)s` in it filled with the value of that name."""
        return self.text(message) % values

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message that says a number, which is there as `%(num)s`."""
        return self.form(one, many, number) % ({"num": self.number(number)} | values)

    def gettext_html(self, message: str, /, **values: object) -> Markup:
        """A message as HTML; values are escaped that are not HTML themselves."""
        return self._filled(message, values) if values else self._plain(message)

    def ngettext_html(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """A message that says a number, as HTML."""
        return self._counted(one, many, number, values) if values else self._plainly_counted(one, many, number)

    def date(self, date: Date) -> str:
        """A date as a reader reads it: 15 May 2011, May 2011 or 2011."""
        pattern = self._patterns[bool(date.month) + bool(date.day)]
        return pattern.apply(datetime.date(date.year, date.month or 1, date.day or 1), self._locale)

    def year_day(self, date: YearDay) -> str:
        """A day of the year as a reader reads it: 15 May."""
        return self._year_day.apply(datetime.date(_LEAP_YEAR, date.month, date.day), self._locale)

    def weekday(self, date: Date) -> str:
        """The name of the day of the week, as it begins a line; empty for a partial date."""
        return self._weekdays[datetime.date(*date).weekday()] if date.day else ""

    def month(self, number: int) -> str:
        """The name of a month, as it begins a line."""
        return self._months[number - 1]

    def _filled(self, message: str, values: Mapping[str, object] = _NOTHING) -> Markup:
        return escape(self.text(message)) % values

    def _counted(self, one: str, many: str, number: int, values: Mapping[str, object] = _NOTHING) -> Markup:
        return escape(self.form(one, many, number)) % {"num": self.number(number), **values}

    def isolated(self, name: str) -> str:
        """A name for a line of several: where lines run from right to left, marked so that it turns no other."""
        return f"\u2068{name}\u2069" if self.direction == "rtl" else name

    def _number(self, number: int) -> str:
        return format_decimal(number, locale=self._locale)


def language_of(tag: str, folders: Sequence[Path]) -> tuple[Language, tuple[Problem, ...]]:
    """A language with the words that the catalogues in the folders of a theme give it, and what is wrong with these."""
    return _language(tag, files_of(tag, folders))


@lru_cache(maxsize=4)
def _language(tag: str, files: tuple[File, ...]) -> tuple[Language, tuple[Problem, ...]]:
    """Made once from the same files, however many pages are then rendered one by one."""
    words, problems = words_of(files)
    return Language(tag, words), problems


def _locale_of(tag: str) -> Locale:
    """What is known of a language's dates and numbers; of one that is not known, what is of the nearest one."""
    return next(locale for each in less_and_less_exact(tag) if (locale := _known(each)))


def _short_weekdays(locale: Locale) -> list[str]:
    """Short forms of the days' names. Where the usual ones are the full names, those that a calendar has room for."""
    names = locale.days["stand-alone"]
    usual = sorted(names["abbreviated"].items())
    short = sorted(names["short"].items()) if usual == sorted(names["wide"].items()) else usual
    return [beginning(name) for _, name in short]


def _known(tag: str) -> Locale | None:
    try:
        return Locale.parse(_OF_THE_WORLD if tag.lower() == SOURCE else tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def beginning(words: str) -> str:
    """Words as they begin a line: with a capital, in scripts that have any."""
    return words[:1].upper() + words[1:]
