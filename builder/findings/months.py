"""Findings about the months of a timeline."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from builder.core.dates import Date
from builder.core.problems import Code, Place, Problem
from builder.findings.rule import SiteRule
from builder.relations.site import Site

DENSE = 48
"""Entries of a year, four for each month, from which on a month without any is remarkable."""


def silent_months(site: Site) -> Iterator[Problem]:
    """The months without an entry in years that have many; they are told at the last entry before them.

    Months before the first entry of a section, and after its last one, are not silent, but not written yet.
    """
    for entries in site.by_section.values():
        years = Counter(entry.date.year for entry in entries)
        for entry, later in pairwise([entry for entry in entries if entry.date.month]):
            months = (divmod(number, 12) for number in range(_number(entry.date) + 1, _number(later.date)))
            for year, month in months:
                if years[year] >= DENSE:
                    what = f"{Date(year, month + 1).iso} has no entry after this one, and {year} has {years[year]:,}"
                    cure = "write what is missing, if anything happened then"
                    yield Problem(Code.MONTH_SILENT, Place(entry.path), what, cure)


def _number(date: Date) -> int:
    """The number of a month since year 0."""
    return date.year * 12 + date.month - 1


RULES = (SiteRule(Code.MONTH_SILENT, silent_months),)
