"""Calendar dates, whole or partial. Never instants: no time zone can move one."""

import calendar
import datetime
import re
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

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ]\d{1,2}:.*)?)?)?")


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
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def folder(self) -> str:
        """The folders in addresses, month with a leading zero and day without: 2011/05/15."""
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
        if self.day:
            parts.append(str(self.day))
        return "/".join(parts)

    @property
    def first_day(self) -> str:
        """The first day of the span in ISO form, for formats that know whole dates only."""
        return f"{self.year:04}-{self.month or 1:02}-{self.day or 1:02}"

    @property
    def ordinal(self) -> int:
        """The day number of the first day of the span: 1 January of the year 1 is 1, each day one more."""
        return datetime.date(self.year, self.month or 1, self.day or 1).toordinal()

    def holds(self, other: "Date") -> bool:
        """Whether the other date is this one or lies inside its span."""
        return self.year == other.year and self.month in (0, other.month) and self.day in (0, other.day)


@lru_cache(maxsize=16_384)
def parse_date(text: str) -> Date:
    """Parse `2011-05-15`, `2011-5-15`, `2011-05` or `2011`; a time of day behind a whole date is ignored.

    Raises ValueError, whose text says what is wrong in words for the person who wrote the date.
    """
    match = _DATE.fullmatch(text.strip())
    if not match:
        raise ValueError(f'"{text}" is not a date')
    year, month, day = (int(part) if part else None for part in match.groups())
    return calendar_date(year or 0, month, day)


@lru_cache(maxsize=16_384)
def calendar_date(year: int, month: int | None = None, day: int | None = None) -> Date:
    """A date that the calendar has. Raises ValueError in words, as `parse_date` does."""
    if year < 1:
        raise ValueError("there is no year 0")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    last = calendar.monthrange(year, month or 1)[1]
    if day is not None and not 1 <= day <= last:
        raise ValueError(f"{MONTHS[(month or 1) - 1]} {year} has {last} days, not {day}")
    return Date(year, month or 0, day or 0)
