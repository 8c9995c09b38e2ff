"""A browser to test with: an installed Chromium or Chrome, else Debian's package, else Playwright's own.

`python -m tests.serve.browser`, which `make test` runs, installs one if there is none, and says which is taken.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
"""The names under which a browser may be installed."""

ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

_QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""A browser under test asks nobody but the test."""


def installed() -> str | None:
    """The program of a browser that is installed; none if there is none."""
    found = (shutil.which(name) for name in INSTALLED)
    return next((program for program in (*found, *filter(os.path.exists, ELSEWHERE)) if program), None)


def of_playwright() -> str | None:
    """The program of the browser that Playwright has downloaded; none if it has not."""
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).exists() else None


def program() -> str:
    """The program of the browser that tests take. Raises FileNotFoundError if there is none."""
    found = installed() or of_playwright()
    if found is None:
        raise FileNotFoundError("there is no browser; `python -m tests.serve.browser` installs one")
    return found


def options() -> tuple[str, ...]:
    """The options that the browser is started with."""
    return (*_QUIET, *(("--no-sandbox",) if _is_root() else ()))  # the sandbox does not work for root


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a window. Raises FileNotFoundError if there is none."""
    taken = program()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=taken, args=options())
        yield launched
        launched.close()


def main() -> int:
    """Find a browser, or install one, and say which it is; 1 if there is none to be had."""
    if found := installed():
        print(f"Browser tests take {found}, which is installed.")
        return 0
    if by_apt("chromium") and (found := installed()):
        print(f"Browser tests take {found}, now installed from Debian's packages.")
        return 0
    if found := of_playwright():
        print(f"Browser tests take {found}, which Playwright downloaded before.")
        return 0
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    if found := of_playwright():
        print(f"Browser tests take {found}, which Playwright downloaded now.")
        return 0
    print("There is no browser to test with: install Chromium, and run this again.", file=sys.stderr)
    return 1


def by_apt(package: str) -> bool:
    """Whether one of Debian's packages was installed; only the administrator of a Debian may."""
    if not shutil.which("apt-get") or not _is_root():
        return False
    _run("apt-get", "update", "-qq")  # where a list cannot be had, the package may be in another one
    return _run("apt-get", "install", "-qq", "--yes", package)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> bool:
    asking_nothing = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, stdout=sys.stderr, env=asking_nothing).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
