"""Dateline as users have it: installed by pip from its wheel, with its modules and the default theme compiled.

A checkout has neither: its first build compiles both, which no user of a release ever waits for.
"""

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.sites import ROOT


@cache
def installed() -> Path:
    """The folder in which the wheel of this checkout is installed, until this process ends."""
    folder = tempfile.mkdtemp(prefix="dateline-installed-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    options = ("--quiet", "--disable-pip-version-check", "--no-deps", "--no-build-isolation", "--target", folder)
    subprocess.run([sys.executable, "-m", "pip", "install", *options, f"{ROOT}"], check=True)
    return Path(folder)


def dateline(*arguments: str) -> Sequence[str]:
    """The command with these arguments. What it runs is the package in its working folder: `installed`."""
    return [sys.executable, "-m", "builder", *arguments]
