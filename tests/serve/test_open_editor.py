"""A file is opened in the editor that its writer chose, if that has a window of its own."""

from pathlib import Path

import pytest

from builder.serve import open_editor
from builder.serve.open_editor import editor_command, open_in_editor
from tests.serve.running import wait_for

FILE = Path("/site/content/a b.md")


@pytest.fixture(autouse=True)
def every_program_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every program is found."""
    monkeypatch.setattr("builder.serve.open_editor.shutil.which", lambda name: f"/usr/bin/{name}")


@pytest.mark.parametrize(
    ("environment", "system", "command"),
    [
        ({"VISUAL": "code --wait"}, "linux", ["code", "--wait", str(FILE)]),
        ({"EDITOR": "/opt/subl"}, "linux", ["/opt/subl", str(FILE)]),
        ({"EDITOR": "vim"}, "linux", None),
        ({"EDITOR": "vim", "DISPLAY": ":0"}, "linux", ["xdg-open", str(FILE)]),
        ({"EDITOR": "'", "WAYLAND_DISPLAY": "w"}, "linux", ["xdg-open", str(FILE)]),
        ({"EDITOR": "nano"}, "darwin", ["open", "-t", str(FILE)]),
        ({}, "win32", ["notepad", str(FILE)]),
        ({}, "linux", None),
    ],
)
def test_the_command_is_that_of_an_editor_with_a_window(
    environment: dict[str, str], system: str, command: list[str] | None
) -> None:
    assert editor_command(FILE, environment, system) == command


def test_opening_a_file_runs_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_editor, "editor_command", lambda *_: ["touch", str(tmp_path / "opened")])
    assert open_in_editor(FILE)
    wait_for(lambda: "opened" if (tmp_path / "opened").exists() else "")


@pytest.mark.parametrize("command", [None, ["/no/such/program"]])
def test_what_no_program_can_open_is_not_opened(command: list[str] | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_editor, "editor_command", lambda *_: command)
    assert not open_in_editor(FILE)
