"""The pages of problem codes say what is so."""

from pathlib import Path

import pytest

from builder.core.problems import FINDINGS, Code
from builder.explanations.page import PAGES, explanation, explanation_page, fenced
from tests.explanations.examples import message, others, problems

of_each = pytest.mark.parametrize("code", list(Code), ids=lambda code: code.slug)


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert sorted(page.name for page in PAGES.iterdir()) == sorted(f"{code.slug}.toml" for code in Code)


@of_each
def test_the_wrong_example_by_itself_gives_the_message_and_no_other_code_than_the_page_says(
    code: Code, tmp_path: Path
) -> None:
    explained = explanation(code)
    told = problems(explained.wrong, code, tmp_path)
    assert code in {problem.code for problem in told}
    assert message(code, told) == explained.message.strip(), "run `make docs`"
    assert others(code, told) == explained.also, "run `make docs`"
    assert {*explained.also} <= {finding.slug for finding in FINDINGS}


@of_each
def test_the_right_example_by_itself_does_not_give_it_nor_anything_else_that_a_build_tells(
    code: Code, tmp_path: Path
) -> None:
    told = {problem.code for problem in problems(explanation(code).right, code, tmp_path)}
    assert code not in told
    assert told <= FINDINGS


def test_a_page_shows_why_the_wrong_file_the_message_and_the_right_file() -> None:
    assert explanation_page(Code.COMMENT_CUT) == (
        "**Warning.** A value ends at a # that YAML reads as a comment. In YAML, a `#` behind a blank begins a "
        "comment. A value with one in it needs quotes.\n\n"
        '## Wrong\n\n```text title="content/news/2011/05/15/ferry.md"\n---\ntitle: Ferry #7 is late\n---\nIt waits.'
        "\n```\n\n## What it says\n\n"
        '```text\ncontent/news/2011/05/15/ferry.md:2:13: warning: the title ends at " #", for YAML reads what follows '
        'as a comment; put the title in quotes: title: "Ferry #7 is late" [comment-cut]\n```\n\n'
        '## Right\n\n```markdown title="content/news/2011/05/15/ferry.md"\n---\ntitle: "Ferry #7 is late"\n---\n'
        "It waits.\n```"
    )


def test_what_no_file_shows_is_a_command_and_findings_say_who_tells_them() -> None:
    assert "As these commands make it:\n\n```sh\nmkdir -p content outside" in explanation_page(Code.SYMBOLIC_LINK)
    assert explanation_page(Code.ORPHAN).startswith("**Note of `dateline check`.** ")


def test_the_fence_of_a_block_is_longer_than_those_in_it() -> None:
    assert fenced("```sh\na\n```\n", "markdown") == "````markdown\n```sh\na\n```\n````"
