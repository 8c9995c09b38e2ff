"""A browser to test with: an installed Chromium or Chrome, else Debian's package, else Playwright's own.

Best is Chromium's headless shell, which has no windows of its own: it shows the same pages in a sixth less time.

`python -m tests.serve.browser`, which `make test` runs, installs one if there is none, and prints which is used.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

from playwright.sync_api import Browser, Error, Page, sync_playwright

COMMANDS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
"""The commands of browsers that may be installed."""

PACKAGES = ("chromium-headless-shell", "chromium")
"""Debian's packages of it, the better first."""

MACOS_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)

PATIENCE = 30.0
"""Seconds that `wait_until` waits, as Playwright does."""

_OFFLINE = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Options with which a browser makes no requests but those of the test."""


def installed_browser() -> str | None:
    """The program of a browser that is installed; None without one."""
    programs = (shutil.which(name) for name in COMMANDS)
    return next((program for program in (*programs, *filter(os.path.exists, MACOS_PATHS)) if program), None)


def downloaded_browser() -> str | None:
    """The program of the browser that Playwright has downloaded; None if it has not."""
    with sync_playwright() as playwright:
        program = playwright.chromium.executable_path
    return program if Path(program).exists() else None


def browser_program() -> str:
    """The program of the browser for tests. Raises FileNotFoundError if there is none."""
    program = installed_browser() or downloaded_browser()
    if program is None:
        raise FileNotFoundError("there is no browser; `python -m tests.serve.browser` installs one")
    return program


def launch_options() -> tuple[str, ...]:
    """The options of the browser's command line."""
    return (*_OFFLINE, *(("--no-sandbox",) if _is_root() else ()))  # the sandbox does not work for root


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless browser. Raises FileNotFoundError if there is none."""
    program = browser_program()
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=launch_options())
        yield launched
        launched.close()


def wait_until(page: Page, condition: str) -> None:
    """Wait until an expression is true in a page: `wait_for_function` makes code of it, which its policy forbids."""
    end = monotonic() + PATIENCE
    while True:
        with suppress(Error):  # the page is just being loaded anew
            if page.evaluate(condition):
                return
        assert monotonic() < end, condition
        page.wait_for_timeout(20)


def main() -> int:
    """Find a browser, or install one, and print which it is; 1 if there is none to be had."""
    if program := installed_browser():
        print(f"Browser tests take {program}, which is installed.")
        return 0
    if any(map(install_with_apt, PACKAGES)) and (program := installed_browser()):
        print(f"Browser tests take {program}, now installed from Debian's packages.")
        return 0
    if program := downloaded_browser():
        print(f"Browser tests take {program}, which Playwright downloaded before.")
        return 0
    _run(sys.executable, "-m", "playwright", "install", "chromium")
    if program := downloaded_browser():
        print(f"Browser tests take {program}, which Playwright downloaded now.")
        return 0
    print("There is no browser to test with: install Chromium, and run this again.", file=sys.stderr)
    return 1


def install_with_apt(package: str) -> bool:
    """Install one of Debian's packages; whether that was done, as only the administrator of a Debian may."""
    if not shutil.which("apt-get") or not _is_root():
        return False
    _run("apt-get", "update", "-qq")  # where a list cannot be had, the package may be in another one
    return _run("apt-get", "install", "-qq", "--yes", package)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(*command: str) -> bool:
    non_interactive = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, stdout=sys.stderr, env=non_interactive).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
