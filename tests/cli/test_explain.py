"""The command `explain`, as a person runs it."""

import subprocess
import sys

import pytest

from builder.cli.main import main
from builder.core.problems import Code
from tests.sites import ROOT


@pytest.mark.parametrize("written", ["comment-cut", "Comment-Cut", "[comment-cut]"])
def test_a_code_is_explained_as_messages_write_it(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", written]) == 0
    assert capsys.readouterr().out.startswith("# comment-cut\n\n**Warning.** A value ends at a #")


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [code.slug for code in Code]
    assert all(line.endswith(code.meaning) for line, code in zip(lines, Code, strict=True))


@pytest.mark.parametrize(
    ("written", "cure"), [("coment-cut", 'did you mean "comment-cut"?'), ("xyz", "`dateline explain` lists all")]
)
def test_a_code_that_does_not_exist_is_a_wrong_command_line(
    written: str, cure: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["explain", written])
    assert f'there is no code "{written}"; {cure}' in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["explain", "link-broken"], ["schema", "settings"]])
def test_a_pipe_that_is_closed_ends_a_command_without_a_word(arguments: list[str]) -> None:
    command = [sys.executable, "-u", "-m", "builder", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert (run.stderr.read(), run.wait()) == (b"", 141)
