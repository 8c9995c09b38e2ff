"""The command `check`, as a person or a program runs it."""

import json

import pytest

from builder.cli.check import annotations
from builder.cli.main import main
from builder.core.problems import Code, Place, Problem
from tests.repository import committed
from tests.sites import SiteFolder

GOOD = "content/news/2011/05/15/good.md"
SOUND = """---
title: A
contexts: [ships]
sources:
  - {name: Gazette, url: "https://example.org/", archive_url: "https://archive.example.org/"}
  - Radio
ignore_findings: [orphan]
---
Text.
"""


def test_findings_are_printed_as_problems_are(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({GOOD: "---\ntitle: A\n---\n"})
    assert site.run_check() == 0
    assert capsys.readouterr().out == (
        f"{GOOD}: warning: the entry has no context, so no topic lists it and no entry is Related; "
        "name what it is about: contexts: [shipping, Iran] [contexts-missing]\n"
        f"{GOOD}: warning: the entry has no source; "
        'say where the news was read: sources: ["Port Gazette, https://example.org/news"] [source-missing]\n'
        "To read more: dateline help contexts-missing (or any other code in brackets)\n"
        "2 warnings\n"
    )


def test_a_site_with_nothing_to_tell_says_so(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({GOOD: SOUND})
    assert site.run_check() == 0
    assert capsys.readouterr().out == "1 text checked, and nothing to tell.\n"


def test_what_a_build_refuses_ends_with_1(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({GOOD: ""})
    assert site.run_check() == 1
    assert capsys.readouterr().out.endswith("[file-empty]\nTo read more: dateline help file-empty\n1 error\n")


def test_wrong_settings_are_told_in_the_format_that_is_asked_for(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({GOOD: SOUND, "dateline.toml": "title = \n"})
    assert site.run_check("--format", "json") == 1
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]] == ["settings-syntax"]


def test_json_has_a_shape_that_programs_can_rely_on(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({GOOD: SOUND.replace("title: A", "titel: A\ntitle: A")})
    assert site.run_check("--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "counts": {"error": 0, "warning": 1, "note": 0},
        "problems": [
            {
                "code": "unknown-key",
                "level": "warning",
                "path": GOOD,
                "line": 2,
                "column": None,
                "message": 'the key "titel" has no meaning here',
                "cure": 'did you mean "title"?',
            }
        ],
    }


def test_annotations_lead_to_the_line_of_a_file_of_the_repository(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = SiteFolder(site.path / "docs")
    inner.write({GOOD: SOUND.replace("title: A", "titel: A\ntitle: A")})
    committed(site.path)
    assert inner.run_check("--format", "github") == 0
    assert capsys.readouterr().out == (
        f"::warning file=docs/{GOOD},line=2,title=unknown-key::"
        'the key "titel" has no meaning here; did you mean "title"?\n'
        "1 warning. GitHub shows 10 of a kind; `dateline check` tells more.\n"
    )


def _broken(file: int) -> Problem:
    return Problem(Code.LINK_BROKEN, Place(f"b{file}.md", 7, 3), f"100% of {file}\nlead to nothing", "mend it")


def test_annotations_begin_with_errors_and_escape_what_github_reads_as_its_own() -> None:
    note = Problem(Code.SOURCE_SINGLE, Place("a,b:c.md"), "one", "add one")
    assert [*annotations([note, _broken(1)], "")] == [
        "::error file=b1.md,line=7,col=3,title=link-broken::100%25 of 1\\nlead to nothing; mend it",
        "::notice file=a%2Cb%3Ac.md,title=source-single::one; add one",
        "1 error, 1 note. GitHub shows 10 of a kind; `dateline check` tells more.",
    ]


def test_what_repeats_is_one_annotation_and_no_more_are_written_than_github_shows() -> None:
    notes = [Problem(Code.SOURCE_SINGLE, Place(f"{n}.md"), "one", "add one") for n in range(1_000)]
    lines = [*annotations([*notes, *map(_broken, range(12))], "")]
    assert [line.partition(" ")[0] for line in lines] == [*["::error"] * 10, "::notice", "12"]
    assert lines[10] == "::notice file=0.md,title=source-single::one; add one (and in 999 more places)"


def test_with_nothing_to_tell_there_is_no_annotation() -> None:
    assert [*annotations([], "")] == ["Nothing to tell. GitHub shows 10 of a kind; `dateline check` tells more."]


@pytest.mark.parametrize("option", [[], ["--site"]])
def test_the_folder_is_an_argument_or_an_option(
    option: list[str], site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({GOOD: "---\ntitle: A\nlocation: [\n---\n"})
    assert main(["check", *option, str(site.path)]) == 1
    assert "good.md" in capsys.readouterr().out
