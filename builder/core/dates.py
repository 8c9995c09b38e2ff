"""Calendar dates, whole or partial. Never instants: no time zone can move one."""

import datetime
import re
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_FORMATS = (
    *(
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y_%m_%d",
        "%Y%m%d",
        "%Y/%m",
        "%d.%m.%Y",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d-%m-%Y",
        "%m-%d-%Y",
    ),
    *("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%A, %B %d, %Y", "%a, %b %d, %Y", "%B %Y", "%b %Y"),
    *("%d %B %Y", "%d %b %Y", "%d. %B %Y", "%d-%b-%Y", "%A, %d %B %Y", "%a, %d %b %Y"),
    *("%a, %d %b %Y %H:%M:%S %z", "%a %b %d %H:%M:%S %Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M"),
)
"""Forms in which people and programs write dates, by the standard library's directives."""

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:.*)?)?)?")
_ADDRESS = re.compile(r"(?:\S*/)?(\d{4})/(\d{1,2})/(\d{1,2})/[^\s/]\S*")


class YearDay(NamedTuple):
    """A day of the year, without a year; 29 February is one too."""

    month: int
    day: int

    @property
    def folder(self) -> str:
        """The folders in addresses, month with a leading zero and day without: 05/15."""
        return f"{self.month:02}/{self.day}"


class Date(NamedTuple):
    """A calendar date: a day, a month or a year. A missing month or day is 0, so a partial date sorts before its days.

    Date(2011) < Date(2011, 5) < Date(2011, 5, 15)
    """

    year: int
    month: int = 0
    day: int = 0

    @property
    def iso(self) -> str:
        """In ISO 8601: 2011-05-15, 2011-05 or 2011."""
        if self.day:
            return f"{self.year:04}-{self.month:02}-{self.day:02}"
        return f"{self.year:04}-{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def folder(self) -> str:
        """The folders in addresses, month with a leading zero and day without: 2011/05/15."""
        if self.day:
            return f"{self.year:04}/{self.month:02}/{self.day}"
        return f"{self.year:04}/{self.month:02}" if self.month else f"{self.year:04}"

    @property
    def first_day(self) -> str:
        """The first day of the span in ISO form, for formats that know whole dates only."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def ordinal(self) -> int:
        """The day number of the first day of the span: 1 January of the year 1 is 1, each day one more."""
        return datetime.date(self.year, self.month or 1, self.day or 1).toordinal()

    @property
    def last_ordinal(self) -> int:
        """The day number of the last day of the span."""
        if self.day:
            return self.ordinal
        if self.month in (0, len(MONTHS)):
            return datetime.date(self.year, len(MONTHS), 31).toordinal()
        return datetime.date(self.year, self.month + 1, 1).toordinal() - 1

    def holds(self, other: "Date") -> bool:
        """Whether the other date is this one or lies inside its span."""
        return self.year == other.year and self.month in (0, other.month) and self.day in (0, other.day)


def date_of_ordinal(number: int) -> Date:
    """The day of a number, as `Date.ordinal` counts them."""
    day = datetime.date.fromordinal(number)
    return Date(day.year, day.month, day.day)


def last_begun(today: Date) -> Date:
    """The last day that has begun somewhere on earth: tomorrow. What is after it is to come."""
    return date_of_ordinal(today.ordinal + 1)


@lru_cache(maxsize=16_384)
def parse_date(text: str) -> Date:
    """Parse `2011-05-15`, `2011-5-15`, `2011-05` or `2011`; a time of day behind a whole date is ignored.

    An address whose folders are a day, such as `news/2011/05/15/oil`, has that date: other tools keep it so.

    Raises ValueError, whose text says what is wrong in words for the person who wrote the date.
    """
    match = _DATE.fullmatch(text.strip()) or _ADDRESS.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is not a date')
    year, month, day = (int(part) if part else None for part in match.groups())
    return calendar_date(year or 0, month, day)


def parse_formatted(text: str, form: str) -> Date:
    """Parse a date in a form of strptime's directives, which may leave the day, or day and month, out.

        >>> parse_formatted("May 2011", "%B %Y")
        Date(year=2011, month=5, day=0)

    Raises ValueError if the text is not in that form, or the form has no year or a directive that does not exist.
    https://docs.python.org/3/library/datetime.html#format-codes
    """
    directives = {*re.findall(r"%(.)", form)}
    if not directives & {"Y", "y", "G", "c", "x"}:
        raise ValueError("it has no year")
    moment = datetime.datetime.strptime(text.strip(), form)  # its day is asked for, whatever its zone
    has_day = directives & {"d", "j", "c", "x", "u", "U", "W", "V"}
    has_month = has_day or directives & {"m", "b", "B"}
    return Date(moment.year, moment.month if has_month else 0, moment.day if has_day else 0)


def likely_forms(text: str) -> dict[Date, str]:
    """The dates that a text may mean, each with the form that it has: 5/6/2011 is a day of May or of June."""
    found: dict[Date, str] = {}
    for form in _FORMATS:
        with suppress(ValueError):
            found.setdefault(parse_formatted(text, form), form)
    return found


@lru_cache(maxsize=16_384)
def calendar_date(year: int, month: int | None = None, day: int | None = None) -> Date:
    """A date that the calendar has. Raises ValueError in words, as `parse_date` does."""
    if year < 1:
        raise ValueError("there is no year 0")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    from calendar import monthrange  # noqa: PLC0415  # brings locale with it, which is not needed where nothing is read

    last = monthrange(year, month or 1)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(f"{MONTHS[(month or 1) - 1]} {year} has {last} days, not {day}")
    return Date(year, month or 0, day or 0)
