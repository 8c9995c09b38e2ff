"""The audit of what is pinned tells a hole by pip-audit's words, and says in a sentence where nobody could be asked."""

from pathlib import Path

import pytest

from tests.audit import audit


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program in the place of pip-audit: it knows a hole in `holed`, and cannot reach anybody for `far`."""
    file = tmp_path / "pip-audit"
    file.write_text(
        "#!/bin/sh\n"
        'case "$7" in\n'
        "*holed*) echo 'Found 1 known vulnerability' >&2; exit 1 ;;\n"
        "*far*) echo 'Traceback (most recent call last):' >&2; echo 'ConnectionError: no name' >&2; exit 1 ;;\n"
        "*) echo 'No known vulnerabilities found' >&2 ;;\n"
        "esac\n"
    )
    file.chmod(0o755)
    return file


def test_a_hole_fails_and_the_other_files_are_asked_about_too(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(str(program), ["holed.lock", "good.lock"]) == 1
    assert capsys.readouterr().err == (
        "holed.lock: Found 1 known vulnerability\ngood.lock: No known vulnerabilities found\n"
    )


def test_without_an_answer_it_ends_with_what_to_do_and_no_traceback(
    program: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit(str(program), ["far.lock", "good.lock"]) == 1
    assert capsys.readouterr().err == (
        "Nobody could be asked about known holes in far.lock: ConnectionError: no name\n"
        "Look at the network and its proxy, and say `make audit` again.\n"
    )


def test_files_without_holes_pass(program: Path) -> None:
    assert audit(str(program), ["good.lock"]) == 0
