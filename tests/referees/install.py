"""The referees: packages of npm that are named in package.json, and Java for one of them.

`python -m tests.referees.install`, which `make test` runs, installs what is missing, and says what is taken and what
there is not. A check whose referee is missing is skipped; where CI is set, every referee has to be there.
"""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from tests.serve.browser import install_with_apt

HERE = Path(__file__).resolve().parent

MODULES = HERE / "node_modules"
"""Where npm puts the packages."""

_LOCK = HERE / "package-lock.json"
_STAMP = MODULES / ".installed"
_NPM = ("npm", "ci", "--ignore-scripts", "--engine-strict", "--no-audit", "--no-fund", "--loglevel", "error")


def java() -> str | None:
    """The program that runs the Nu HTML checker; none if there is none."""
    return shutil.which("java")


def modules() -> Path | None:
    """The folder of npm's packages; none if what package-lock.json names is not installed."""
    return MODULES if _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == _wanted() else None


def must_be_there() -> bool:
    """Whether a missing referee is a failure."""
    return bool(os.environ.get("CI"))


def main() -> int:
    """Find the referees, or install them, and say which there are; 1 if one is missing that must not be."""
    has_all = all([_has_modules(), _has_java()])
    return int(must_be_there() and not has_all)


def _has_modules() -> bool:
    if not modules() and shutil.which("npm") and subprocess.run(_NPM, check=False, cwd=HERE).returncode == 0:
        _STAMP.write_text(_wanted(), encoding="ascii")
    if modules():
        print(f"Pages are judged by npm's packages in {MODULES.relative_to(HERE.parents[1])}.")
        return True
    return _missing("The packages of tests/referees/package.json could not be installed: npm with Node 20 or newer")


def _has_java() -> bool:
    if program := java():
        print(f"The Nu HTML checker runs on {program}, which is installed.")
        return True
    if install_with_apt("default-jre-headless") and (program := java()):
        print(f"The Nu HTML checker runs on {program}, now installed from Debian's packages.")
        return True
    return _missing("There is no Java for the Nu HTML checker: a runtime of version 11 or newer")


def _missing(what: str) -> bool:
    then = "is needed where CI is set" if must_be_there() else "is missing, and what needs it is skipped"
    print(f"{what} {then}.", file=sys.stderr)
    return False


def _wanted() -> str:
    return sha256(_LOCK.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
