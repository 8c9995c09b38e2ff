"""Localization: the messages, dates and numbers of a site in its language."""

import datetime
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from babel import Locale, UnknownLocaleError, localedata
from babel.dates import DateTimePattern
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from builder.core.dates import Date, YearDay
from builder.core.problems import Problem
from builder.theme.catalogs import SOURCE, CatalogFile, MessageCatalog, fallback_tags, find_catalogs, merge_catalogs

_CACHE_SIZE = 10_000
"""How many results of each kind are cached, as pages repeat them."""

_NO_VALUES: Mapping[str, object] = MappingProxyType({})

_LEAP_YEAR = 2000

_HOLE = re.compile(r"%%|%\(\w+\)s")
"""What a message has of a value: `%(name)s`; and a percent sign as it is written there."""

_INTERNATIONAL_ENGLISH = "en_001"
"""English without a country: 15 May 2011."""


class Language:
    """A language with the message catalog that a site has in it. Messages are named by their English text."""

    def __init__(self, tag: str, catalog: MessageCatalog | None = None) -> None:
        self._catalog = catalog or MessageCatalog()
        self._locale = _nearest_locale(tag)
        self._weekdays: list[str] = [
            capitalize(name) for _, name in sorted(self._locale.days["stand-alone"]["wide"].items())
        ]
        self._months: list[str] = [
            capitalize(name) for _, name in sorted(self._locale.months["stand-alone"]["wide"].items())
        ]
        self._short_months: list[str] = [
            capitalize(name) for _, name in sorted(self._locale.months["stand-alone"]["abbreviated"].items())
        ]
        self.weekdays = tuple(zip(self._weekdays, _short_weekdays(self._locale), strict=True))
        """The names of the days of the week from Monday on, capitalized, and short forms of them."""
        self.months = tuple(zip(self._months, _letters_of_months(self._locale), strict=True))
        """The names of the months from January on, capitalized, and a letter or two for each."""
        skeletons = self._locale.datetime_skeletons
        self._day_and_month: DateTimePattern = skeletons["MMMd"]
        self._short_day = lru_cache(maxsize=None)(self._format_short_day)
        self._year_day: DateTimePattern = skeletons["MMMMd"]
        self._patterns: tuple[DateTimePattern, ...] = (
            skeletons["y"],
            skeletons["yMMMM"],
            self._locale.date_formats["long"],
        )
        self.number = lru_cache(maxsize=_CACHE_SIZE)(self._format_number)
        """Format a number: 1,234."""
        self.direction: str = self._locale.text_direction
        """`rtl` for a language that is written from right to left, else `ltr`."""
        self._plain_html = lru_cache(maxsize=_CACHE_SIZE)(self._fill)
        self._plain_html_counted = lru_cache(maxsize=_CACHE_SIZE)(self._fill_counted)

    def _translate(self, message: str) -> str:
        """Translate a message; its placeholders such as `%(name)s` stay."""
        return self._catalog.texts.get(message, message)

    def _translate_plural(self, one: str, many: str, number: int) -> str:
        """Translate a message with plural forms; its placeholders stay."""
        forms = self._catalog.forms.get(one)
        return forms.texts[forms.rule(number)] if forms else one if number == 1 else many

    def plural_category(self, number: int) -> str:
        """The plural category of a number: `one`, `few`, `other`, as in CLDR and in browsers' `Intl.PluralRules`."""
        return str(self._locale.plural_form(number))

    def gettext(self, message: str, /, **values: object) -> str:
        """Translate a message, and fill each `%(name)s` in it with the value of that name."""
        return self._translate(message) % values

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """Translate a message with plural forms, and fill it; `%(num)s` is the number."""
        return self._translate_plural(one, many, number) % ({"num": self.number(number)} | values)

    def gettext_html(self, message: str, /, **values: object) -> Markup:
        """`gettext` as HTML; values are escaped that are not HTML themselves."""
        return self._fill(message, values) if values else self._plain_html(message)

    def ngettext_html(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """`ngettext` as HTML."""
        return self._fill_counted(one, many, number, values) if values else self._plain_html_counted(one, many, number)

    def pattern_html(self, message: str) -> str:
        """A message as HTML that `%` fills with HTML. Raises ValueError if it has holes that are no `%(name)s`."""
        pattern = str(escape(self._translate(message)))
        if "%" in _HOLE.sub("", pattern):
            raise ValueError(message)
        return pattern

    def date(self, date: Date) -> str:
        """Format a date: 15 May 2011, May 2011 or 2011."""
        pattern = self._patterns[bool(date.month) + bool(date.day)]
        return pattern.apply(datetime.date(date.year, date.month or 1, date.day or 1), self._locale)

    def year_day(self, date: YearDay) -> str:
        """Format a day of the year: 15 May."""
        return self._year_day.apply(datetime.date(_LEAP_YEAR, date.month, date.day), self._locale)

    def short_date(self, date: Date) -> str:
        """Format a date without its year, if more of it is known: 15 May, May or 2011."""
        if date.day:
            return self._short_day(date.month, date.day)
        return self._short_months[date.month - 1] if date.month else self.date(date)

    def _format_short_day(self, month: int, day: int) -> str:
        return self._day_and_month.apply(datetime.date(_LEAP_YEAR, month, day), self._locale)

    def weekday(self, date: Date) -> str:
        """The name of the day of the week, capitalized; empty for a partial date."""
        return self._weekdays[datetime.date(*date).weekday()] if date.day else ""

    def month(self, number: int) -> str:
        """The name of a month, capitalized."""
        return self._months[number - 1]

    def _fill(self, message: str, values: Mapping[str, object] = _NO_VALUES) -> Markup:
        return escape(self._translate(message)) % values

    def _fill_counted(self, one: str, many: str, number: int, values: Mapping[str, object] = _NO_VALUES) -> Markup:
        return escape(self._translate_plural(one, many, number)) % {"num": self.number(number), **values}

    def isolated(self, name: str) -> str:
        """A name for a line of several: isolated (U+2068) in a right-to-left language, so that it turns no other."""
        return f"\u2068{name}\u2069" if self.direction == "rtl" else name

    def _format_number(self, number: int) -> str:
        return format_decimal(number, locale=self._locale)


def load_language(tag: str, folders: Sequence[Path]) -> tuple[Language, tuple[Problem, ...]]:
    """Load a language with its catalogs from the template folders of a theme; and what is wrong with these."""
    return _language(tag, find_catalogs(tag, folders))


@lru_cache(maxsize=4)
def _language(tag: str, files: tuple[CatalogFile, ...]) -> tuple[Language, tuple[Problem, ...]]:
    """Cached by the content of the files, as serve renders pages one by one."""
    catalog, problems = merge_catalogs(files)
    return Language(tag, catalog), problems


def _nearest_locale(tag: str) -> Locale:
    """The locale of a language, or of the nearest fallback that Babel knows."""
    return next(locale for fallback in fallback_tags(tag) if (locale := _parse_locale(fallback)))


def _short_weekdays(locale: Locale) -> list[str]:
    """Short names of the days. Where the abbreviations are the full names, those that a calendar has room for."""
    names = locale.days["stand-alone"]
    usual = sorted(names["abbreviated"].items())
    short = sorted(names["short"].items()) if usual == sorted(names["wide"].items()) else usual
    return [capitalize(name) for _, name in short]


def _letters_of_months(locale: Locale) -> list[str]:
    return [name for _, name in sorted(locale.months["stand-alone"]["narrow"].items())]


def _parse_locale(tag: str) -> Locale | None:
    """The locale of a tag, with names of its own.

    Babel keeps what locales share, and writes into it what the first of them that needs a name has for it, so that
    French months were called in Japanese where a process had met Japanese before. So it is to load that anew.
    """
    localedata._cache.clear()  # no public function does it
    try:
        return Locale.parse(_INTERNATIONAL_ENGLISH if tag.lower() == SOURCE else tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def capitalize(text: str) -> str:
    """The text with a capital at its beginning, in scripts that have any; the rest stays as it is."""
    return text[:1].upper() + text[1:]
