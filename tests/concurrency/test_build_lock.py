"""Only one build of a site works at a time."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builder.cli import main
from builder.concurrency.build_lock import alone
from builder.core.problems import BuildRunning
from tests.sites import ROOT, SiteFolder

HOLDING = """
import signal, sys
from pathlib import Path
from builder.concurrency.build_lock import alone
with alone(Path(sys.argv[1])):
    print("locked", flush=True)
    signal.pause()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_a_folder_is_locked_while_it_is_worked_in_and_free_afterwards(tmp_path: Path) -> None:
    with alone(tmp_path), pytest.raises(BuildRunning), alone(tmp_path):
        pytest.fail("both were let in")
    with alone(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_an_error_inside_unlocks_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="inside"), alone(tmp_path):
        raise OSError("inside")
    with alone(tmp_path):
        pass


def test_another_folder_is_free(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with alone(tmp_path), alone(tmp_path / "other"):
        pass


def test_a_process_that_is_killed_leaves_it_unlocked(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holding:
        assert holding.stdout
        assert holding.stdout.readline() == b"locked\n"
        with pytest.raises(BuildRunning), alone(tmp_path):
            pytest.fail("both were let in")
        holding.send_signal(signal.SIGKILL)
        holding.wait()
    with alone(tmp_path):
        pass


def test_where_a_disk_has_no_locks_nobody_is_kept_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("builder.concurrency.build_lock.fcntl.flock", without)
    with alone(tmp_path), alone(tmp_path):
        pass


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_second_build_is_one_line_and_touches_nothing(
    two_entries: SiteFolder, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with alone(two_entries.path):
        assert main.main([command, "--site", str(two_entries.path)]) == 1
    said = "Another build of this site is at work; let it end, or stop it, and try again.\n"
    assert capsys.readouterr() == ("", said)
    assert not two_entries.output.exists()
    assert main.main([command, "--site", str(two_entries.path)]) == 0
