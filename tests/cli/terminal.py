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

PATIENCE = 120
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
        shown, last = "", ""
        try:
            for text in typed:
                shown += _read(reader, prompt)
                os.write(reader, text.encode())
                last = text
            shown += _read(reader, None, again=last if last == "\x03" else "")
            status = running.wait(PATIENCE)
        finally:
            running.kill()
            os.close(reader)  # after the command's end, as who closes it before hangs up on the command
    return status, shown.replace("\r", "")


def _take_terminal() -> None:
    """Let Ctrl-C at the terminal that is the input come to this process."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _read(reader: int, until: str | None, *, again: str = "") -> str:
    """What is shown next, up to a text, or to the end of the command.

    While nothing is shown, `again` is typed again: Python misses a Ctrl-C that comes right before it waits for a key.
    """
    shown = b""
    for _ in range(PATIENCE):
        if until is not None and shown.decode(errors="ignore").endswith(until):
            break
        if not select.select([reader], [], [], 1)[0]:
            os.write(reader, again.encode())
            continue
        try:
            chunk = os.read(reader, 65_536)
        except OSError:  # Linux says so that the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    return shown.decode(errors="replace")
