"""The progress bar: on a terminal only, and gone when the build has ended."""

import os
import pty
import select
import subprocess
import sys

import pytest

from builder.cli.progress_bar import ProgressBar
from tests.sites import ROOT, SiteFolder

CLEAR_LINE = "\x1b[2K"


def on_a_terminal(*arguments: str) -> tuple[int, str, str]:
    """Run the command with a terminal as its error stream: exit status, output, what the terminal shows."""
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "builder", *arguments]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, env=environment) as running:
        os.close(terminal)
        shown = read_all(reader)
        printed = running.communicate(timeout=60)[0]
    return running.returncode, printed.decode(), shown


def read_all(terminal: int) -> str:
    """All that is written to a terminal until nobody has it open any more."""
    chunks = []
    while select.select([terminal], [], [], 60)[0]:
        try:
            chunk = os.read(terminal, 65_536)
        except OSError:  # Linux says so that the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(terminal)
    return b"".join(chunks).decode()


@pytest.fixture
def many_entries(site: SiteFolder) -> SiteFolder:
    """A site of some entries."""
    site.write({f"content/news/2011/05/15/e{n}.md": f"---\ntitle: E{n}\n---\nText.\n" for n in range(300)})
    return site


@pytest.mark.parametrize("command", ["build", "verify"])
def test_a_terminal_shows_a_bar_which_is_gone_at_the_end(many_entries: SiteFolder, command: str) -> None:
    status, printed, shown = on_a_terminal(command, "--site", str(many_entries.path), "--jobs", "1")
    assert status == 0
    assert "read" in shown
    assert "render" in shown
    assert "━" in shown
    assert shown.rstrip("\r\n").endswith(CLEAR_LINE)
    assert printed.count("\n") == 1
    assert CLEAR_LINE not in printed


def test_a_quiet_build_shows_no_bar_on_a_terminal(many_entries: SiteFolder) -> None:
    assert on_a_terminal("build", "--quiet", "--site", str(many_entries.path)) == (0, "", "")


def test_problems_stand_below_the_bar(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-15-a.md": "", "content/news/2011-05-16-b.md": "---\ntitle: B\n---\n"})
    status, printed, shown = on_a_terminal("build", "--site", str(site.path), "--jobs", "1")
    assert (status, printed) == (1, "")
    after = shown.rpartition(CLEAR_LINE)[2]
    assert "content/news/2011-05-15-a.md: the file is empty" in after
    assert after.endswith("1 error\r\n")


@pytest.mark.parametrize("command", ["build", "verify"])
def test_what_is_not_a_terminal_gets_the_last_line_only(many_entries: SiteFolder, command: str) -> None:
    run = [sys.executable, "-m", "builder", command, "--site", str(many_entries.path), "--jobs", "1"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


def test_each_step_has_a_line_of_its_own() -> None:
    with ProgressBar() as bar:
        bar.show("read", 1, 4)
        bar.show("read", 2, 4)
        bar.show("render", 3, 3)
        shown = [(task.description, task.completed, task.total) for task in bar._display.tasks]
    assert shown == [("read", 2, 4), ("render", 3, 3)]


def test_a_bar_measures_too() -> None:
    with ProgressBar() as bar, bar.step("read"):
        pass
    assert bar.steps.keys() == {"read"}


def test_what_a_step_waits_for_stays_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as shown:
        shown.show("fetch", 1, 2)
        shown.say("The wiki does not answer [429]; asking again in 1 s.")
    assert "The wiki does not answer [429]; asking again in 1 s.\n" in capsys.readouterr().err
