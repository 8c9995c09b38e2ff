"""Findings about news that was entered twice."""

import pytest

from builder.core.problems import Code
from tests.findings.finding import entry, found
from tests.sites import SiteFolder

FIRST = "The ferry to the old harbour sinks with its cargo of 40 cars"
CONTEXTS = "contexts: [ferries, harbours]"


def repeated(
    site: SiteFolder, second: str, *, day: str = "16", section: str = "news", contexts: str = CONTEXTS
) -> bool:
    """Whether a second entry is found to repeat the first, of 15 May."""
    site.write(
        {
            "content/news/2031/05/15/first.md": entry(FIRST, CONTEXTS),
            f"content/{section}/2031/05/{day}/second.md": entry(second, contexts),
        }
    )
    paths = [problem.place.path for problem in found(site, Code.ENTRY_REPEATED)]
    assert paths in ([], [f"content/{section}/2031/05/{day}/second.md"])
    return bool(paths)


@pytest.mark.parametrize("day", ["15", "16"])
def test_the_same_news_on_one_day_or_the_next_is_found(site: SiteFolder, day: str) -> None:
    assert repeated(site, "The ferry to the old harbour sinks, with a cargo of 40 cars", day=day)


def test_the_words_may_stand_in_another_order(site: SiteFolder) -> None:
    assert repeated(site, "With its cargo of 40 cars, the ferry to the old harbour sinks")


def test_the_same_title_some_days_later_is_other_news(site: SiteFolder) -> None:
    assert not repeated(site, FIRST, day="17")


def test_entries_that_share_one_context_only_are_not_compared(site: SiteFolder) -> None:
    assert not repeated(site, FIRST, contexts="contexts: [ferries, cars]")


def test_an_entry_of_another_section_is_no_repetition(site: SiteFolder) -> None:
    assert not repeated(site, FIRST, section="opinion")


def test_another_number_makes_other_news(site: SiteFolder) -> None:
    assert not repeated(site, FIRST.replace("40", "41"))


def test_another_name_makes_other_news(site: SiteFolder) -> None:
    site.write({"content/news/2031/05/15/graz.md": entry("The trams of the city of Graz are late again", CONTEXTS)})
    assert not repeated(site, "The trams of the city of Linz are late again", day="15")


def test_another_title_is_other_news(site: SiteFolder) -> None:
    assert not repeated(site, "Divers reach the ferry that sank in the old harbour")


def test_the_message_names_the_other_file(site: SiteFolder) -> None:
    assert repeated(site, FIRST)
    (problem,) = found(site, Code.ENTRY_REPEATED)
    assert problem.what == f'the entry tells nearly what content/news/2031/05/15/first.md tells: "{FIRST}"'


def test_entries_of_a_month_are_not_compared(site: SiteFolder) -> None:
    files = (f"content/news/2031/05-{name}.md" for name in "ab")
    site.write({file: entry(FIRST, "date: 2031-05", CONTEXTS) for file in files})
    assert found(site, Code.ENTRY_REPEATED) == []
