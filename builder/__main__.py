"""The program itself: `dateline`, or `python -m builder`."""

import os
import sys
from contextlib import suppress
from typing import NoReturn

from builder import __version__


def main() -> int:
    """Run a command; 130 if Ctrl-C comes even before it is known which."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"dateline {__version__}\n")
        return 0
    try:
        from builder.cli import main  # noqa: PLC0415  # takes long to load, and Ctrl-C may come meanwhile

        return main.main()
    except KeyboardInterrupt:
        return 130


def run() -> NoReturn:
    """Run a command and end the process at once: to take a large site apart in memory takes as long as to edit it."""
    status = main()
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(BrokenPipeError):
            stream.flush()
    os._exit(status)


if __name__ == "__main__":
    run()
