"""A site may give codes of problems levels of its own."""

import pytest

from builder.config.levels import check_levels
from builder.core.problems import Code, Severity
from tests.sites import SiteFolder

CONFLICT = {"content/news/2011/05/15/a.md": "---\ntitle: A\ndate: 2011-05-16\n---\nSee [x](nothing.md).\n"}


def test_levels_are_given_by_code() -> None:
    levels = check_levels({"date-conflict": "warning", "unknown-key": "off"})
    assert levels == {Code.DATE_CONFLICT: Severity.WARNING, Code.UNKNOWN_KEY: None}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (
            {"date-conflct": "warning"},
            'names a code that does not exist: did you mean "date-conflict"?',
        ),
        ({"date-conflict": "none"}, "must be one of error, warning, note, off"),
        ({"settings-syntax": "off"}, "cannot have another level: no site can be built with it"),
        ("off", "must be a table"),
    ],
)
def test_what_cannot_be_one_is_refused(value: object, words: str) -> None:
    with pytest.raises(ValueError, match="^" + words.replace("?", r"\?")):
        check_levels(value)


def test_an_error_may_be_a_warning_so_that_the_site_is_published(site: SiteFolder) -> None:
    site.write({**CONFLICT, "dateline.toml": '[problems]\ndate-conflict = "warning"\nlink-broken = "off"\n'})
    (problem,) = site.build().report.problems
    assert (problem.code, problem.severity) == (Code.DATE_CONFLICT, Severity.WARNING)
    assert " warning: " in str(problem)


def test_a_level_that_changes_is_told_in_the_next_build(site: SiteFolder) -> None:
    site.write({**CONFLICT, "dateline.toml": '[problems]\ndate-conflict = "off"\nlink-broken = "off"\n'})
    assert site.build().report.problems == ()
    site.write({"dateline.toml": '[problems]\ndate-conflict = "note"\nlink-broken = "off"\n'})
    assert [problem.severity for problem in site.build().report.problems] == [Severity.NOTE]
    assert site.run("--quiet") == 0
    site.write({"dateline.toml": "\n"})
    assert site.run("--quiet") == 1


def test_of_two_texts_for_one_address_one_is_published_where_that_is_no_error(site: SiteFolder) -> None:
    texts = {f"content/news/2011/05/15/{name}.md": f"---\ntitle: {name}\nslug: same\n---\n" for name in ("a", "b")}
    site.write({**texts, "dateline.toml": '[problems]\naddress-taken = "warning"\n'})
    (problem,) = site.build().report.problems
    assert problem.code is Code.ADDRESS_TAKEN
    assert site.page("news/2011/05/15/index.html").count("same.html") == 1
