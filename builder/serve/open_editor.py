"""Opens a file in the editor of the person who writes, where the system has one with a window."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

GUI_EDITORS = frozenset(
    {
        *("atom", "bbedit", "code", "code-insiders", "codium", "cursor", "emacsclient", "geany", "gedit"),
        *("gnome-text-editor", "gvim", "idea", "kate", "kwrite", "mate", "mousepad", "mvim", "notepad", "notepad++"),
        *("pluma", "pycharm", "subl", "textmate", "vscodium", "webstorm", "windsurf", "xed", "zed"),
    }
)
"""Editors with a window of their own; a server has no terminal to give to others."""


def editor_command(file: Path, environment: Mapping[str, str], system: str = sys.platform) -> Sequence[str] | None:
    """The command that opens a file: VISUAL or EDITOR if that has a window, else the system's own for texts.

    None if there is none. Example: `["code", "--wait", "/site/content/about.md"]`.
    """
    for name in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(environment.get(name, ""))
        except ValueError:
            continue
        if command and Path(command[0]).stem.lower() in GUI_EDITORS and shutil.which(command[0]):
            return [*command, str(file)]
    if system == "darwin":
        return ["open", "-t", str(file)]
    if system == "win32":
        return ["notepad", str(file)]
    has_screen = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return ["xdg-open", str(file)] if has_screen and shutil.which("xdg-open") else None


def open_in_editor(file: Path) -> bool:
    """Open a file; False if the system has nothing to open it with."""
    command = editor_command(file, os.environ)
    if command is None:
        return False
    try:
        editor = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  # no shell
    except OSError:
        return False
    Thread(target=editor.wait, daemon=True).start()  # so that the editor leaves no zombie process when it ends
    return True
