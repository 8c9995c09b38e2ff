"""Opens a file in the editor of the person who writes, where the system has one with a window."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

WITH_WINDOWS = frozenset(
    {
        *("atom", "bbedit", "code", "code-insiders", "codium", "cursor", "emacsclient", "geany", "gedit"),
        *("gnome-text-editor", "gvim", "idea", "kate", "kwrite", "mate", "mousepad", "mvim", "notepad", "notepad++"),
        *("pluma", "pycharm", "subl", "textmate", "vscodium", "webstorm", "windsurf", "xed", "zed"),
    }
)
"""Editors that need no terminal, which a server has none to give."""


def opener(file: Path, environment: Mapping[str, str], system: str = sys.platform) -> Sequence[str] | None:
    """The command that opens a file: by VISUAL or EDITOR if that has a window, else what the system has for texts.

    None if there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        words = _words(environment.get(name, ""))
        if words and Path(words[0]).stem.lower() in WITH_WINDOWS and shutil.which(words[0]):
            return [*words, str(file)]
    if system == "darwin":
        return ["open", "-t", str(file)]
    if system == "win32":
        return ["notepad", str(file)]
    has_screen = bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
    return ["xdg-open", str(file)] if has_screen and shutil.which("xdg-open") else None


def _words(command: str) -> list[str]:
    try:
        return shlex.split(command)
    except ValueError:
        return []


def open_file(file: Path) -> bool:
    """Open a file; False if the system has nothing to open it with."""
    command = opener(file, os.environ)
    if command is None:
        return False
    try:
        editor = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603  # no shell
    except OSError:
        return False
    Thread(target=editor.wait, daemon=True).start()  # the system keeps what has ended until somebody has waited for it
    return True
