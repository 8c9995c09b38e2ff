"""Findings about silent months."""

from builder.core.problems import Code
from builder.findings.months import DENSE
from tests.findings.finding import entry, found
from tests.sites import SiteFolder


def year(section: str, months: range, count: int) -> dict[str, str]:
    """The files of a year whose entries lie in some months, the first and the last in those at its ends."""
    days = [(months[number % len(months)], number // len(months) + 1) for number in range(count)]
    return {f"content/{section}/2031/{month:02}/{day}/a.md": entry(f"{month} {day}") for month, day in days}


def test_a_month_without_entries_is_found_in_a_year_that_has_many(site: SiteFolder) -> None:
    site.write(year("news", range(3, 9, 2), DENSE))
    told = found(site, Code.MONTH_SILENT)
    assert [problem.what for problem in told] == [
        f"2031-04 has no entry after this one, and 2031 has {DENSE}",
        f"2031-06 has no entry after this one, and 2031 has {DENSE}",
    ]
    assert [problem.place.path for problem in told] == [f"content/news/2031/{month}/16/a.md" for month in ("03", "05")]


def test_a_year_with_fewer_entries_may_have_silent_months(site: SiteFolder) -> None:
    site.write(year("news", range(3, 9, 2), DENSE - 1))
    assert found(site, Code.MONTH_SILENT) == []


def test_the_entries_of_another_section_do_not_count(site: SiteFolder) -> None:
    site.write(year("news", range(3, 9, 2), DENSE - 1) | year("opinion", range(4, 5), 2))
    assert found(site, Code.MONTH_SILENT) == []
