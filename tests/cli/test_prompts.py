"""What a person at a terminal is asked for."""

from collections.abc import Callable

from builder.cli.prompts import Ask, Given, Known, complete, completion
from builder.core.dates import Date
from builder.scaffold.new_entry import NewEntry

TODAY = Date(2026, 11, 23)


def answering(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Somebody who gives these answers; and the questions."""
    questions: list[str] = []
    left = iter(answers)

    def ask(question: str) -> str:
        questions.append(question)
        return next(left)

    return ask, questions


def refusal(entry: NewEntry) -> str:
    """A site that takes nothing with an exclamation mark."""
    return "no ! here" if "!" in f"{entry.title}{entry.contexts}{entry.sources}" else ""


def there(entry: NewEntry) -> str:
    """A site that has one entry."""
    return "B is there" if (entry.title, entry.date) == ("B", TODAY) else ""


KNOWN = Known(refusal, there, ("Iran", "Iraq", "Los Angeles, California"))


def completed(given: Given, ask: Ask) -> NewEntry:
    """An entry of which the rest was asked for."""
    return complete(given, TODAY, ask, KNOWN)


def test_nothing_that_was_given_is_asked_for() -> None:
    ask, questions = answering()
    given = Given("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert completed(given, ask) == NewEntry("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert questions == []


def test_everything_else_is_asked_for_and_lists_end_with_an_empty_line() -> None:
    ask, questions = answering(" A ", "2011-5-15", "Iran", "North Korea", "", "Post=https://example.org/", "")
    found = completed(Given(None, None), ask)
    assert found == NewEntry("A", Date(2011, 5, 15), ("Iran", "North Korea"), ("Post=https://example.org/",))
    assert [question.split()[0] for question in questions] == [
        *("Title:", "Date", "Context", "Context", "Context", "Source,", "Source,")
    ]


def test_an_empty_date_is_today() -> None:
    ask, questions = answering("A", "", "", "")
    assert completed(Given(None, None), ask) == NewEntry("A", TODAY)
    assert questions[:2] == ["Title: ", "Date [2026-11-23]: "]


def test_a_line_that_is_no_date_is_asked_for_again_with_what_is_wrong() -> None:
    ask, questions = answering("2011-02-30", "2011-02-28", "", "")
    assert completed(Given("A", None), ask).date == Date(2011, 2, 28)
    assert questions[1] == "February 2011 has 28 days, not 30; write it as 2026-11-23: "


def test_what_a_build_would_not_take_is_asked_for_again_at_once_and_nothing_else() -> None:
    ask, questions = answering("!", "A", "", "!!", "Iran", "", "Post!", "Post", "")
    assert completed(Given(None, None), ask) == NewEntry("A", TODAY, ("Iran",), ("Post",))
    assert [question.startswith("no ! here.\n") for question in questions] == [
        *(False, True, False, False, True, False, False, True, False)
    ]


def test_a_title_that_is_taken_is_asked_for_again_once_the_day_is_known() -> None:
    ask, questions = answering("B", "", "!", "B", "C", "", "")
    assert completed(Given(None, None), ask) == NewEntry("C", TODAY)
    assert questions[2:5] == ["B is there.\nTitle: ", "no ! here.\nTitle: ", "B is there.\nTitle: "]
    ask, questions = answering("B", "2011", "", "")
    assert completed(Given(None, None), ask) == NewEntry("B", Date(2011))


def test_a_given_title_that_is_taken_is_asked_for_too() -> None:
    ask, questions = answering("C", "", "")
    assert completed(Given("B", TODAY), ask).title == "C"
    assert questions[0] == "B is there.\nTitle: "


def test_a_comma_parts_contexts_unless_the_site_has_one_of_that_name() -> None:
    ask, questions = answering("iran, iraq", "los angeles, california", "")
    given = Given("A", TODAY, sources=("Post",))
    assert completed(given, ask).contexts == ("iran", "iraq", "los angeles, california")
    assert len(questions) == 3


def test_where_the_site_does_not_know_a_person_says_what_a_comma_means() -> None:
    given = Given("A", TODAY, sources=("Post",))
    for answer, contexts in (("", ("ships", "oil")), ("1", ("ships, oil",)), ("2", ("ships", "oil"))):
        ask, questions = answering("ships,oil", answer, "")
        assert completed(given, ask).contexts == contexts
        assert "2: ships; oil?" in questions[1]


def test_the_longest_names_in_use_are_found_among_the_parts_of_a_line() -> None:
    ask, questions = answering("iran, Los Angeles, California, oil, IRAQ", "")
    found = completed(Given("A", TODAY, sources=("Post",)), ask)
    assert found.contexts == ("iran", "Los Angeles, California", "oil", "IRAQ")
    assert len(questions) == 2


def test_of_a_line_only_neighbours_that_are_not_in_use_are_asked_about() -> None:
    ask, questions = answering("ships, Paris, Texas, Iran, oil, gas", "1", "2", "")
    found = completed(Given("A", TODAY, sources=("Post",)), ask)
    assert found.contexts == ("ships, Paris, Texas", "Iran", "oil", "gas")
    assert ["3: ships; Paris; Texas?" in questions[1], "2: oil; gas?" in questions[2]] == [True, True]


def test_an_answer_that_is_neither_of_the_numbers_is_asked_for_again() -> None:
    ask, questions = answering("ships, oil", "yes", "3", "1", "")
    assert completed(Given("A", TODAY, sources=("Post",)), ask).contexts == ("ships, oil",)
    assert [question.split(".\n")[0] for question in questions[2:4]] == [
        *("  yes is neither 1 nor 2", "  3 is neither 1 nor 2")
    ]


def test_an_empty_title_that_was_given_is_a_title() -> None:
    assert (Given("", None).entry(TODAY).title, Given(None, None).entry(TODAY).title) == ("", "a")


def test_a_comma_at_the_end_means_nothing() -> None:
    ask, _ = answering("Iran, ", "")
    assert completed(Given("A", TODAY, sources=("Post",)), ask).contexts == ("Iran",)


def test_a_context_is_completed_from_those_in_use_whatever_its_case_and_its_marks() -> None:
    names = ["Iran", "Iraq", "North Korea", "São Paulo"]
    assert [completion(names, "ir", state) for state in range(3)] == ["Iran", "Iraq", None]
    assert [completion(names, "sao", 0), completion(names, "SÃ", 0)] == ["São Paulo"] * 2
    assert completion(names, "x", 0) is None


def test_behind_a_comma_the_last_name_is_completed_and_what_stands_before_is_kept() -> None:
    names = ["California", "Los Angeles, California", "Los Angeles, Chile"]
    assert completion(names, "shipping,  los", 0) == "shipping,  Los Angeles, California"
    found = [completion(names, "ships, los angeles, c", state) for state in range(3)]
    assert found == ["ships, Los Angeles, California", "ships, Los Angeles, Chile", None]
    assert completion(names, "Oakland, cal", 0) == "Oakland, California"
    assert completion(names, "Oakland, x", 0) is None
