"""What is printed of problems can be read by a person, however many there are."""

from builder.cli.problem_lines import FEW, LIMIT, counts, help_line, problem_lines
from builder.core.problems import Code, Place, Problem, Severity


def unknown(key: str, file: int) -> Problem:
    """A key that has no meaning."""
    return Problem(Code.UNKNOWN_KEY, Place(f"a{file}.md", 3), f'the key "{key}" has no meaning', "mend it", key)


def broken(file: int) -> Problem:
    """A link that leads to nothing, another in each file."""
    return Problem(Code.LINK_BROKEN, Place(f"b{file}.md", 7), f'the link to "{file}" leads to nothing', "mend it")


def test_few_problems_are_printed_each_on_a_line_of_its_own_errors_last() -> None:
    lines = problem_lines([broken(1), unknown("id", 2), unknown("id", 1)])
    assert lines.shown == (
        'a2.md:3: warning: the key "id" has no meaning; mend it [unknown-key]',
        'a1.md:3: warning: the key "id" has no meaning; mend it [unknown-key]',
        'b1.md:7: the link to "1" leads to nothing; mend it [link-broken]',
    )
    assert lines.left_out == 0


def test_what_repeats_is_one_line_with_its_count_three_places_and_a_cure_to_paste() -> None:
    keys = [unknown(key, n) for key in ("id", "weight") for n in range(1_913)]
    assert problem_lines(keys).shown == (
        'a0.md:3, a1.md:3, a2.md:3 and 1,910 more: warning: the key "id" has no meaning; mend it [unknown-key]',
        'a0.md:3, a1.md:3, a2.md:3 and 1,910 more: warning: the key "weight" has no meaning; mend it [unknown-key]',
        'To keep these keys for templates, and hear no more of them: [fields] extra = ["id", "weight"] [unknown-key]',
    )


def test_dates_in_one_other_form_are_one_line_with_the_setting_that_reads_them() -> None:
    def other(file: int) -> Problem:
        what = f'"2011/05/{file}" is not a date'
        return Problem(Code.DATE_INVALID, Place(f"a{file}.md", 3), what, "mend it", "%Y/%m/%d")

    assert problem_lines([*map(other, range(10, 30))]).shown == (
        'a10.md:3, a11.md:3, a12.md:3 and 17 more: "2011/05/10" is not a date; mend it [date-invalid]',
        'To read these dates as they are written: dates = ["%Y/%m/%d"] [date-invalid]',
    )


def test_of_many_different_ones_the_rest_is_counted() -> None:
    problems = [*(unknown(f"key{n}", 1) for n in range(500)), *map(broken, range(578))]
    lines = problem_lines(problems)
    assert len(lines.shown) <= LIMIT
    assert [line for line in lines.shown if line.startswith("and ")] == [
        f"and {lines.left_out - (578 - 29):,} more of [unknown-key]",
        "and 549 more of [link-broken]",
    ]
    assert lines.shown[-1].endswith("[link-broken]")


def test_a_few_of_each_code_are_printed_even_where_there_are_many_codes() -> None:
    problems = [Problem(code, Place(f"{n}.md"), f"{n}", "mend it") for code in Code for n in range(10)]
    shown = problem_lines(problems).shown
    for code in Code:
        assert sum(line.endswith(f"; mend it [{code.slug}]") for line in shown) == FEW


def test_the_most_frequent_ones_of_a_code_come_first_where_not_all_are_printed() -> None:
    problems = [*(unknown(f"key{n}", 1) for n in range(100)), *(unknown("id", n) for n in range(5))]
    assert problem_lines(problems).shown[0].startswith("a0.md:3, a1.md:3, a2.md:3 and 2 more: ")


def test_a_level_of_the_settings_counts() -> None:
    lowered = Problem(Code.LINK_BROKEN, Place("a.md"), "what", "cure", level=Severity.NOTE)
    assert problem_lines([lowered]).shown == ("a.md: note: what; cure [link-broken]",)
    assert counts([lowered, broken(1), broken(2)]) == "2 errors, 1 note"


def test_the_page_of_the_gravest_problem_is_named() -> None:
    assert help_line([unknown("id", 1)]) == "To read more: dateline help unknown-key"
    named = "To read more: dateline help link-broken (or any other code in brackets)"
    assert help_line([unknown("id", 1), broken(1)]) == named
