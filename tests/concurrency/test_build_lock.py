"""The build lock: only one build of a site runs at a time."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builder.cli import main
from builder.concurrency.build_lock import build_lock
from builder.core.problems import BuildRunning
from tests.sites import ROOT, SiteFolder

HOLD_LOCK = """
import signal, sys
from pathlib import Path
from builder.concurrency.build_lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("locked", flush=True)
    signal.pause()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")


def test_a_folder_is_locked_inside_and_unlocked_afterwards(tmp_path: Path) -> None:
    with build_lock(tmp_path), pytest.raises(BuildRunning), build_lock(tmp_path):
        pytest.fail("both hold the lock")
    with build_lock(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_an_error_inside_unlocks_it(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="inside"), build_lock(tmp_path):
        raise OSError("inside")
    with build_lock(tmp_path):
        pass


def test_another_folder_is_free(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with build_lock(tmp_path), build_lock(tmp_path / "other"):
        pass


def test_a_process_that_is_killed_leaves_it_unlocked(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD_LOCK, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"locked\n"
        with pytest.raises(BuildRunning), build_lock(tmp_path):
            pytest.fail("both hold the lock")
        process.send_signal(signal.SIGKILL)
        process.wait()
    with build_lock(tmp_path):
        pass


def test_where_a_disk_has_no_locks_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr("builder.concurrency.build_lock.fcntl.flock", no_locks)
    with build_lock(tmp_path), build_lock(tmp_path):
        pass


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_second_build_is_one_line_and_touches_nothing(
    two_entries: SiteFolder, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with build_lock(two_entries.path):
        assert main.main([command, "--site", str(two_entries.path)]) == 1
    message = "Another build of this site is at work; let it end, or stop it, and try again.\n"
    assert capsys.readouterr() == ("", f"{message}To read more: dateline help {command}\n")
    assert not two_entries.output.exists()
    assert main.main([command, "--site", str(two_entries.path)]) == 0
