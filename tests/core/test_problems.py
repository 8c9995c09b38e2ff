"""Problems: how they are shown, ordered and told apart."""

import pytest

from builder.core.problems import (
    Code,
    Place,
    Problem,
    ProblemsFound,
    Severity,
    did_you_mean,
    errors,
    nearest,
    sort_problems,
)


def problem(code: Code, path: str = "a.md", line: int = 0, what: str = "it is wrong") -> Problem:
    """A problem for tests."""
    return Problem(code, Place(path, line), what, "mend it")


@pytest.mark.parametrize(
    ("place", "shown"),
    [(Place("a.md"), "a.md"), (Place("a.md", 3), "a.md:3"), (Place("a.md", 3, 14), "a.md:3:14")],
)
def test_a_place_shows_as_much_as_is_known(place: Place, shown: str) -> None:
    assert str(place) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (Code.TITLE_MISSING, "a.md:2: it is wrong; mend it [title-missing]"),
        (Code.UNKNOWN_KEY, "a.md:2: warning: it is wrong; mend it [unknown-key]"),
        (Code.INDEX_SKIPPED, "a.md:2: note: it is wrong; mend it [index-skipped]"),
    ],
)
def test_a_problem_says_where_what_and_what_to_do(code: Code, shown: str) -> None:
    assert str(problem(code, line=2)) == shown


def test_every_code_has_a_slug_of_its_own_like_its_name() -> None:
    assert [code.slug for code in Code] == [code.name.lower().replace("_", "-") for code in Code]


def test_every_code_means_one_sentence() -> None:
    assert [code.name for code in Code if not code.meaning.endswith(".")] == []


def test_problems_come_in_the_order_of_places_each_once() -> None:
    first = problem(Code.TITLE_MISSING, "a.md", 2)
    second = problem(Code.TITLE_MISSING, "a.md", 10)
    third = problem(Code.DATE_MISSING, "b.md", 1)
    fourth = problem(Code.TITLE_MISSING, "b.md", 1)
    assert sort_problems([fourth, second, third, first, second]) == (first, second, third, fourth)


def test_only_errors_stop_a_build() -> None:
    error, warning, note = (problem(code) for code in (Code.TAB, Code.UNKNOWN_KEY, Code.INDEX_SKIPPED))
    assert [p.code.severity for p in (error, warning, note)] == [Severity.ERROR, Severity.WARNING, Severity.NOTE]
    assert errors([warning, error, note]) == (error,)


def test_problems_that_are_raised_are_all_told() -> None:
    raised = ProblemsFound(problem(code) for code in (Code.TAB, Code.TITLE_MISSING))
    assert [p.code for p in raised.problems] == [Code.TAB, Code.TITLE_MISSING]
    assert str(raised).splitlines() == [str(p) for p in raised.problems]


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [("titel", "title"), ("SUMMARIES", "Summary"), ("title", "title"), ("zzz", None), ("", None)],
)
def test_the_nearest_name_is_found_whatever_its_case(name: str, suggestion: str | None) -> None:
    assert nearest(name, ["title", "date", "Summary"]) == suggestion


@pytest.mark.parametrize(
    ("name", "suggestion"),
    [
        ("news/2011/05/15/talks-on-irn", "news/2011/05/15/talks-on-iran"),
        ("news/2011/05/16/talks-on-iran/", "news/2011/05/15/talks-on-iran"),
        ("zzz", None),
    ],
)
def test_the_nearest_of_very_many_names_begins_alike(name: str, suggestion: str | None) -> None:
    many = [f"news/2012/01/1/entry-{number}" for number in range(20_000)]
    assert nearest(name, [*many, "news/2011/05/15/talks-on-iran"]) == suggestion


def test_the_cure_of_a_misspelt_name_is_the_nearest_one() -> None:
    assert did_you_mean("title", "list them") == 'did you mean "title"?'
    assert did_you_mean(None, "list them") == "list them"
