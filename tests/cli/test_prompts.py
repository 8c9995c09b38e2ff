"""Prompts for what a new entry lacks, and the completion of topics."""

import pytest

from builder.cli.prompts import GivenFields, Prompt, Validation, completion, prompt_for_missing
from builder.core.dates import Date
from builder.scaffold.new_entry import NewEntry
from tests.cli.terminal import typed_at_a_terminal
from tests.sites import SiteFolder

TODAY = Date(2026, 11, 23)


def answering(*answers: str) -> tuple[Prompt, list[str]]:
    """A prompt that gives these answers; and the list of its questions."""
    questions: list[str] = []
    remaining = iter(answers)

    def prompt(question: str) -> str:
        questions.append(question)
        return next(remaining)

    return prompt, questions


def invalid(entry: NewEntry) -> str:
    """A site that takes nothing with an exclamation mark."""
    return "no ! here" if "!" in f"{entry.title}{entry.contexts}{entry.sources}" else ""


def exists(entry: NewEntry) -> str:
    """A site that has one entry."""
    return "B is there" if (entry.title, entry.date) == ("B", TODAY) else ""


VALIDATION = Validation(invalid, exists, ("Iran", "Iraq", "Los Angeles, California"))


def prompted(given: GivenFields, prompt: Prompt) -> NewEntry:
    """The entry after prompts for what is missing."""
    return prompt_for_missing(given, TODAY, prompt, VALIDATION)


def test_nothing_that_was_given_is_prompted_for() -> None:
    prompt, questions = answering()
    given = GivenFields("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert prompted(given, prompt) == NewEntry("A", Date(2011), ("Iran",), ("Post",), "opinion")
    assert questions == []


def test_everything_else_is_prompted_for_and_lists_end_with_an_empty_line() -> None:
    prompt, questions = answering(" A ", "2011-5-15", "Iran", "North Korea", "", "Post=https://example.org/", "")
    entry = prompted(GivenFields(None, None), prompt)
    assert entry == NewEntry("A", Date(2011, 5, 15), ("Iran", "North Korea"), ("Post=https://example.org/",))
    assert [question.split()[0] for question in questions] == [
        *("Title:", "Date", "Context", "Context", "Context", "Source,", "Source,")
    ]


def test_an_empty_date_is_today() -> None:
    prompt, questions = answering("A", "", "", "")
    assert prompted(GivenFields(None, None), prompt) == NewEntry("A", TODAY)
    assert questions[:2] == ["Title: ", "Date [2026-11-23]: "]


def test_a_line_that_is_no_date_is_prompted_for_again_with_what_is_wrong() -> None:
    prompt, questions = answering("2011-02-30", "2011-02-28", "", "")
    assert prompted(GivenFields("A", None), prompt).date == Date(2011, 2, 28)
    assert questions[1] == "February 2011 has 28 days, not 30; write it as 2026-11-23: "


def test_what_a_build_would_not_take_is_prompted_for_again_at_once_and_nothing_else() -> None:
    prompt, questions = answering("!", "A", "", "!!", "Iran", "", "Post!", "Post", "")
    assert prompted(GivenFields(None, None), prompt) == NewEntry("A", TODAY, ("Iran",), ("Post",))
    assert [question.startswith("no ! here.\n") for question in questions] == [
        *(False, True, False, False, True, False, False, True, False)
    ]


def test_a_title_that_is_taken_is_prompted_for_again_once_the_day_is_known() -> None:
    prompt, questions = answering("B", "", "!", "B", "C", "", "")
    assert prompted(GivenFields(None, None), prompt) == NewEntry("C", TODAY)
    assert questions[2:5] == ["B is there.\nTitle: ", "no ! here.\nTitle: ", "B is there.\nTitle: "]
    prompt, questions = answering("B", "2011", "", "")
    assert prompted(GivenFields(None, None), prompt) == NewEntry("B", Date(2011))


def test_a_given_title_that_is_taken_is_prompted_for_too() -> None:
    prompt, questions = answering("C", "", "")
    assert prompted(GivenFields("B", TODAY), prompt).title == "C"
    assert questions[0] == "B is there.\nTitle: "


def test_a_comma_parts_contexts_unless_the_site_has_one_of_that_name() -> None:
    prompt, questions = answering("iran, iraq", "los angeles, california", "")
    given = GivenFields("A", TODAY, sources=("Post",))
    assert prompted(given, prompt).contexts == ("iran", "iraq", "los angeles, california")
    assert len(questions) == 3


def test_where_the_site_does_not_know_a_person_says_what_a_comma_means() -> None:
    given = GivenFields("A", TODAY, sources=("Post",))
    for answer, contexts in (("", ("ships", "oil")), ("1", ("ships, oil",)), ("2", ("ships", "oil"))):
        prompt, questions = answering("ships,oil", answer, "")
        assert prompted(given, prompt).contexts == contexts
        assert "2: ships; oil?" in questions[1]


def test_the_longest_names_in_use_are_found_among_the_parts_of_a_line() -> None:
    prompt, questions = answering("iran, Los Angeles, California, oil, IRAQ", "")
    entry = prompted(GivenFields("A", TODAY, sources=("Post",)), prompt)
    assert entry.contexts == ("iran", "Los Angeles, California", "oil", "IRAQ")
    assert len(questions) == 2


def test_of_a_line_only_neighbours_that_are_not_in_use_are_asked_about() -> None:
    prompt, questions = answering("ships, Paris, Texas, Iran, oil, gas", "1", "2", "")
    entry = prompted(GivenFields("A", TODAY, sources=("Post",)), prompt)
    assert entry.contexts == ("ships, Paris, Texas", "Iran", "oil", "gas")
    assert ["3: ships; Paris; Texas?" in questions[1], "2: oil; gas?" in questions[2]] == [True, True]


def test_an_answer_that_is_neither_of_the_numbers_is_prompted_for_again() -> None:
    prompt, questions = answering("ships, oil", "yes", "3", "1", "")
    assert prompted(GivenFields("A", TODAY, sources=("Post",)), prompt).contexts == ("ships, oil",)
    assert [question.split(".\n")[0] for question in questions[2:4]] == [
        *("  yes is neither 1 nor 2", "  3 is neither 1 nor 2")
    ]


def test_an_empty_title_that_was_given_is_a_title() -> None:
    assert (GivenFields("", None).entry(TODAY).title, GivenFields(None, None).entry(TODAY).title) == ("", "a")


def test_a_comma_at_the_end_means_nothing() -> None:
    prompt, _ = answering("Iran, ", "")
    assert prompted(GivenFields("A", TODAY, sources=("Post",)), prompt).contexts == ("Iran",)


def test_a_context_is_completed_from_those_in_use_whatever_its_case_and_its_marks() -> None:
    names = ["Iran", "Iraq", "North Korea", "São Paulo"]
    assert [completion(names, "ir", state) for state in range(3)] == ["Iran", "Iraq", None]
    assert [completion(names, "sao", 0), completion(names, "SÃ", 0)] == ["São Paulo"] * 2
    assert completion(names, "x", 0) is None


def test_behind_a_comma_the_last_name_is_completed_and_what_stands_before_is_kept() -> None:
    names = ["California", "Los Angeles, California", "Los Angeles, Chile"]
    assert completion(names, "shipping,  los", 0) == "shipping,  Los Angeles, California"
    completions = [completion(names, "ships, los angeles, c", state) for state in range(3)]
    assert completions == ["ships, Los Angeles, California", "ships, Los Angeles, Chile", None]
    assert completion(names, "Oakland, cal", 0) == "Oakland, California"
    assert completion(names, "Oakland, x", 0) is None


def test_an_entry_is_asked_for_at_a_terminal_and_names_are_completed(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": '---\ntitle: A\ncontexts: ["Los Angeles, California"]\n---\n'})
    typed = ["The quay opens\n", "tomorrow\n", "2011-05-16\n", "Los An\t\n", "\n", "Gazette\n", "\n"]
    status, shown = typed_at_a_terminal(["new", "--site", str(site.path)], ": ", typed)
    assert (status, shown.splitlines()[-1]) == (0, "made  content/news/2011/05/16/the-quay-opens.md")
    assert '"tomorrow" is not a date' in shown
    made = (site.path / "content/news/2011/05/16/the-quay-opens.md").read_text("utf-8")
    assert "contexts: ['Los Angeles, California']" in made


@pytest.mark.parametrize("typed", [["\x03"], ["\x04"], ["A\n", "\x03"], ["A\n", "\n", "ships\n", "\x03"]])
def test_an_entry_that_is_given_up_is_not_made(typed: list[str], site: SiteFolder) -> None:
    (site.path / "content").mkdir()
    status, shown = typed_at_a_terminal(["new", "--site", str(site.path)], ": ", typed)
    assert (status, shown.splitlines()[-1]) == (130, "Stopped. No entry was made.")
    assert not [*site.path.rglob("*.md")]
