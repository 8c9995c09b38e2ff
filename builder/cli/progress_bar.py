"""A progress bar on a terminal, for work that takes longer than a moment."""

import sys
from contextlib import ExitStack

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from builder.cli.console import raw_stream
from builder.core import progress
from builder.core.text import printable_line


class ProgressBar(progress.Progress):
    """Shows the steps of a build while they run; nothing of it stays on the screen."""

    def __init__(self) -> None:
        super().__init__()
        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        console = Console(file=raw_stream(sys.stderr))
        self._display = Progress(
            *columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False
        )
        self._tasks: dict[str, TaskID] = {}
        self._open = ExitStack()

    def __enter__(self) -> "ProgressBar":
        """Start the display."""
        self._open.enter_context(self._display)
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the display."""
        self._open.close()

    def say(self, line: str) -> None:
        """Say what a step waits for, on a line above the bar that stays."""
        self._display.console.print(printable_line(line), markup=False, highlight=False)

    def show(self, name: str, done: int, count: int) -> None:
        """Show that a step has done so many of its parts."""
        if name not in self._tasks:
            self._tasks[name] = self._display.add_task(name)
        self._display.update(self._tasks[name], completed=done, total=count)
