"""A terminal at which a test types, as a person does."""

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
from collections.abc import Iterable, Sequence

from tests.sites import ROOT

PATIENCE = 60
"""Seconds after which a command that says nothing is given up."""


def typed_at_a_terminal(arguments: Sequence[str], prompt: str, typed: Iterable[str]) -> tuple[int, str]:
    r"""Run a command at a terminal, and type each text at the next prompt; its exit status, and what is shown.

    `\x03` is Ctrl-C, and `\x04` the end of the input.
    """
    reader, terminal = pty.openpty()
    command = [sys.executable, "-m", "builder", *arguments]
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "80"}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        start_new_session=True,
        preexec_fn=_take_terminal,  # noqa: PLW1509  # nothing else of this process is at work
    ) as running:
        os.close(terminal)
        shown = ""
        for text in typed:
            shown += _read(reader, prompt)
            os.write(reader, text.encode())
        shown += _read(reader, None)
        os.close(reader)
        status = running.wait(PATIENCE)
    return status, shown.replace("\r", "")


def _take_terminal() -> None:
    """Let Ctrl-C at the terminal that is the input come to this process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read(reader: int, until: str | None) -> str:
    """What is shown next, up to a text, or to the end of the command."""
    shown = b""
    while (until is None or not shown.decode(errors="ignore").endswith(until)) and select.select(
        [reader], [], [], PATIENCE
    )[0]:
        try:
            chunk = os.read(reader, 65_536)
        except OSError:  # Linux says so that the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    return shown.decode(errors="replace")
