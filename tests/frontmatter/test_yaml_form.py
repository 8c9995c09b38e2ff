"""Front matter in YAML: what is read, the line of each key, and what is said of what cannot be read."""

from typing import Any

import pytest

from builder.core.problems import Code, Problem, ProblemsFound
from builder.frontmatter.split import split


def values(yaml: str) -> dict[str, Any]:
    """The values of a front matter."""
    return dict(split(f"---\n{yaml}\n---\n", "x.md").front.values)


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a file's text."""
    with pytest.raises(ProblemsFound) as found:
        split(text, "x.md")
    return found.value.problems


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: T\n---\nBODY\n", 4),
        ("\n\n---\ntitle: T\n---\nBODY\n", 6),
        ("---\ntitle: T\n---\n\n\nBODY\n", 6),
        ("---\n\n\ntitle: T\n---\nBODY\n", 6),
        ("--- \ntitle: T\n---  \nBODY\n", 4),
        ("---\n---\nBODY\n", 3),
        ("---\n# a comment\n---\nBODY\n", 4),
        ("---\ntitle: T\n...\nBODY\n", 4),
        ("--- yaml\ntitle: T\n---\nBODY\n", 4),
    ],
)
def test_the_body_keeps_its_lines(text: str, line: int) -> None:
    parts = split(text, "x.md")
    lines = parts.body.split("\n")
    assert parts.body_line + lines.index("BODY") == line


def test_a_rule_in_the_body_ends_nothing() -> None:
    body = split("---\ntitle: T\n---\nOne.\n\n---\n\nTwo.\n", "x.md").body
    assert body.strip() == "One.\n\n---\n\nTwo."


def test_a_body_may_begin_with_a_rule_behind_the_front_matter() -> None:
    parts = split("---\ntitle: T\n---\n---\n\nText.\n", "x.md")
    assert dict(parts.front.values) == {"title": "T"}
    assert parts.body.strip() == "---\n\nText."


def test_every_key_and_item_has_its_line() -> None:
    front = split("---\n\ntitle: T\nsources:\n  - name: A\n    url: b\n  - C\ncontexts: [x, y]\n---\n", "x.md").front
    assert dict(front.lines) == {
        ("title",): 3,
        ("sources",): 4,
        ("sources", 0): 5,
        ("sources", 0, "name"): 5,
        ("sources", 0, "url"): 6,
        ("sources", 1): 7,
        ("contexts",): 8,
        ("contexts", 0): 8,
        ("contexts", 1): 8,
    }


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("2011-05-15", "2011-05-15"),
        ("2011-05-15 23:00:00 -08:00", "2011-05-15 23:00:00 -08:00"),
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("007", "007"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".5", ".5"),
        ("2011", 2011),
        ("-3", -3),
        ("0", 0),
        ("1.5", "1.5"),
        ("3.10", "3.10"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("'2011'", "2011"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(yaml: str, value: object) -> None:
    found = values(f"key: {yaml}")["key"]
    assert (found, type(found)) == (value, type(value))


def test_anchors_and_merges_are_followed() -> None:
    assert values("one: &a {x: 1}\ntwo:\n  <<: *a\n  y: 2\nthree: *a")["two"] == {"x": 1, "y": 2}


def test_a_front_matter_that_repeats_itself_by_an_anchor_is_read_once() -> None:
    found = values("contexts: &a [Iran, *a]")["contexts"]
    assert found[1] is found


@pytest.mark.parametrize(
    ("yaml", "code", "line", "column"),
    [
        ("title: Iran: talks", Code.UNQUOTED_COLON, 2, 12),
        ("title: Talks begin:", Code.UNQUOTED_COLON, 2, 19),
        ("a: 1\ntitle: Iran: talks", Code.UNQUOTED_COLON, 3, 12),
        ("sources:\n  - name: Reuters: wire", Code.UNQUOTED_COLON, 3, 18),
        ("- a\n- b", Code.FRONT_MATTER_NOT_MAPPING, 2, 0),
        ("only words", Code.FRONT_MATTER_NOT_MAPPING, 2, 0),
        ("a: 1\n\nb: 2\na: 3", Code.DUPLICATE_KEY, 5, 1),
        ("s:\n  - url: a\n    url: b", Code.DUPLICATE_KEY, 4, 5),
        ("a:\n\t- b", Code.TAB, 3, 1),
        ("a: 1\nb: x\x80y", Code.FRONT_MATTER_INVALID, 1, 0),
        ("a: [1, 2", Code.FRONT_MATTER_INVALID, 3, 1),
        ('title: "Iran" talks', Code.FRONT_MATTER_INVALID, 2, 15),
        ('a: "no end', Code.FRONT_MATTER_INVALID, 3, 1),
        ("a: @x", Code.FRONT_MATTER_INVALID, 2, 4),
        ("a: 1\nb: !mine x", Code.FRONT_MATTER_INVALID, 3, 4),
        ("a: *nowhere", Code.FRONT_MATTER_INVALID, 2, 4),
        ("? [a]\n: b", Code.FRONT_MATTER_INVALID, 2, 3),
    ],
)
def test_front_matter_that_cannot_be_read_is_placed(yaml: str, code: Code, line: int, column: int) -> None:
    (problem,) = problems(f"---\n{yaml}\n---\nBody.\n")
    assert (problem.code, problem.place.line, problem.place.column) == (code, line, column)


@pytest.mark.parametrize("value", ["!!int abc", '!!int ""', "!!float x", "!!bool maybe", "!!timestamp soon"])
def test_a_value_that_does_not_fit_its_tag_is_told(value: str) -> None:
    (problem,) = problems(f"---\na: {value}\n---\n")
    assert problem.code is Code.FRONT_MATTER_INVALID


def test_a_tag_that_is_not_read_is_told_with_its_place() -> None:
    (problem,) = problems("---\na: b\nc: !!float 1:1\n---\n")
    assert problem.what == "a value has the tag !!float, which Dateline does not read"
    assert (problem.place.line, problem.place.column) == (3, 4)


def test_a_merged_key_that_stands_in_the_mapping_too_is_the_mappings() -> None:
    assert values("base: &b {x: 1, y: 2}\nown:\n  <<: *b\n  y: 3")["own"] == {"x": 1, "y": 3}


def test_the_first_of_several_merged_mappings_goes_before() -> None:
    merged = values("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]")["c"]
    assert merged == {"x": 1, "y": 2}


def test_merges_that_multiply_give_each_key_once() -> None:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 6)}]}}" for n in range(1, 40)]
    assert values("\n".join(lines))["a39"] == {"k": "v"}


def test_a_merge_of_itself_or_of_no_mapping_is_no_fault_of_ours() -> None:
    assert values("a: &a\n  <<: *a\n  b: 1")["a"] == {"b": 1}
    (problem,) = problems("---\na: &a text\nb:\n  <<: *a\n---\n")
    assert problem.what == "a merge (<<) stands in front of something else than a mapping"


def test_more_values_than_any_header_has_are_refused() -> None:
    base = "base: &b\n" + "".join(f"  a{n}: b\n" for n in range(1_000))
    (problem,) = problems("---\n" + base + "".join(f"k{n}: {{<<: *b}}\n" for n in range(100)) + "---\n")
    assert problem.what == "the front matter holds more than 50,000 values"


def test_lines_count_the_blank_ones_below_the_opening() -> None:
    (problem,) = problems("---\n\n\ntitle: Iran: talks\n---\n")
    assert (problem.place.line, problem.place.column) == (4, 12)


def test_front_matter_without_an_end_is_told_at_its_start() -> None:
    (problem,) = problems("---\ntitle: T\n\nText.\n")
    assert (problem.code, str(problem.place)) == (Code.FRONT_MATTER_UNCLOSED, "x.md:1")


@pytest.mark.parametrize(
    ("title", "quoted"), [("Iran: talks", '"Iran: talks"'), ('The "deal": it\'s off', "'The \"deal\": it''s off'")]
)
def test_the_cure_of_an_unquoted_colon_is_the_line_to_write(title: str, quoted: str) -> None:
    (problem,) = problems(f"---\ntitle: {title}\n---\n")
    assert problem.what == 'the title holds ": ", so YAML reads it as a mapping'
    assert problem.cure == f"put the title in quotes: title: {quoted}"
    assert values(problem.cure.partition(": ")[2]) == {"title": title}


def test_every_key_that_stands_twice_is_told() -> None:
    found = problems("---\na: 1\nb: 1\na: 2\nb: 2\n---\n")
    assert [(p.place.line, p.what) for p in found] == [
        (4, 'the key "a" stands here a second time; the first is on line 2'),
        (5, 'the key "b" stands here a second time; the first is on line 3'),
    ]


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("title: 'It's here'", 'put all of it in other quotes: title: "It\'s here"'),
        ('title: "Peace" signed', "put all of it in other quotes: title: '\"Peace\" signed'"),
    ],
)
def test_a_value_that_starts_with_a_quotation_is_told_with_the_quotes_that_it_needs(line: str, cure: str) -> None:
    (problem,) = problems(f"---\n{line}\n---\n")
    assert (problem.code, problem.place.line, problem.cure) == (Code.FRONT_MATTER_INVALID, 2, cure)


@pytest.mark.parametrize("depth", [1500, 4000])
def test_front_matter_that_nests_hundreds_of_levels_deep_ends_in_a_problem(depth: int) -> None:
    (problem,) = problems(f"---\nx: {'[' * depth}{']' * depth}\n---\n")
    assert "deep" in problem.what


def test_long_front_matter_is_read_as_short_is() -> None:
    assert values(f'a: "{"[" * 2900}"\nb: {"c " * 500}d') == {"a": "[" * 2900, "b": f"{'c ' * 500}d"}


def test_a_value_before_a_comment_with_a_blank_behind_its_mark_is_no_problem() -> None:
    assert split("---\ntitle: T # as told\n---\n", "x.md").front.warnings == ()


@pytest.mark.parametrize(
    ("header", "line", "cure"),
    [
        ("title: C# wins #2 hit", 2, 'put the title in quotes: title: "C# wins #2 hit"'),
        ("title: Prize #1 of #2", 2, 'put the title in quotes: title: "Prize #1 of #2"'),
        ("contexts:\n  - C#\n  - Issue #5", 4, 'put it in quotes: "Issue #5"'),
        ("contexts:\n- Issue #5", 3, 'put it in quotes: "Issue #5"'),
        ("sources:\n  - name: C# Post #2", 3, 'put the name in quotes: name: "C# Post #2"'),
        ("summary: A ship\n  came as #2 of all", 3, 'put it in quotes: "came as #2 of all"'),
    ],
)
def test_a_value_that_ends_at_a_number_sign_is_told_with_the_whole_of_it(header: str, line: int, cure: str) -> None:
    (warning,) = split(f"---\n{header}\n---\n", "x.md").front.warnings
    assert (warning.code, warning.place.line, warning.cure) == (Code.COMMENT_CUT, line, cure)


@pytest.mark.parametrize(
    "header",
    [
        "title: 'C# wins #2'",
        "title: C#  # sharp",
        "title: C#1",
        "# words #2\ntitle: T",
        "summary: |\n  A ship #2\n  note: see #3\n  - Issue #4",
        "summary: >-\n  Ship #2 of many\n  is late",
        'summary: "A ship\n  came as #2"',
        "contexts: [a]  #b",
    ],
)
def test_a_number_sign_that_cuts_nothing_is_not_told(header: str) -> None:
    assert split(f"---\n{header}\n---\n", "x.md").front.warnings == ()
