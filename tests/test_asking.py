"""What a person at a terminal is asked for."""

from collections.abc import Callable

from builder.asking import Given, complete, completion
from builder.compose import NewEntry
from builder.dates import Date

TODAY = Date(2026, 11, 23)


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Somebody who gives these answers; and the questions."""
    questions: list[str] = []
    left = iter(answers)

    def ask(question: str) -> str:
        questions.append(question)
        return next(left)

    return ask, questions


def test_nothing_that_was_given_is_asked_for() -> None:
    ask, questions = answering()
    given = Given("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert complete(given, TODAY, ask) == NewEntry("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert questions == []


def test_everything_else_is_asked_for_and_lists_end_with_an_empty_line() -> None:
    ask, questions = answering(" A ", "2011-5-15", "Iran", "North Korea", "", "Post=https://example.org/", "")
    found = complete(Given(None, None), TODAY, ask)
    assert found == NewEntry("A", Date(2011, 5, 15), ("Iran", "North Korea"), ("Post=https://example.org/",))
    assert [question.split()[0] for question in questions] == [
        *("Title:", "Date", "Context", "Context", "Context", "Source,", "Source,")
    ]


def test_an_empty_date_is_today_and_an_empty_title_is_asked_for_again() -> None:
    ask, questions = answering("", "?", "A", "", "", "")
    assert complete(Given(None, None), TODAY, ask) == NewEntry("A", TODAY)
    assert questions[:4] == ["Title: ", "Title: ", "Title: ", "Date [2026-11-23]: "]


def test_a_line_that_is_no_date_is_asked_for_again_with_what_is_wrong() -> None:
    ask, questions = answering("2011-02-30", "2011-02-28", "", "")
    assert complete(Given("A", None), TODAY, ask).date == Date(2011, 2, 28)
    assert questions[1] == "February 2011 has 28 days, not 30; write it as 2026-11-23: "


def test_a_context_is_completed_from_those_in_use_whatever_its_case() -> None:
    names = ["Iran", "Iraq", "North Korea"]
    assert [completion(names, "ir", state) for state in range(3)] == ["Iran", "Iraq", None]
    assert completion(names, "x", 0) is None
