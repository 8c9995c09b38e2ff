"""What each dependency costs: the size of its wheel, and how long it takes to load what Dateline loads of it.

`make costs` prints it as rows of the table in CONTRIBUTING.md. A wheel is asked of the package index; the time is the
least of 7 new processes each.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.sites import ROOT

LOADED: Mapping[str, str] = {
    "babel": "babel.dates",
    "distributed": "distributed",
    "imagesize": "imagesize",
    "jinja2": "jinja2.sandbox",
    "loky": "loky.process_executor",
    "markdown-it-py": "markdown_it",
    "markupsafe": "markupsafe",
    "mdit-py-plugins": "mdit_py_plugins.footnote",
    "msgspec": "msgspec",
    "mwparserfromhell": "mwparserfromhell",
    "obstore": "obstore",
    "pathspec": "pathspec",
    "pillow": "PIL.Image",
    "pygments": "pygments.lexers",
    "python-frontmatter": "frontmatter.default_handlers",
    "pyyaml": "yaml",
    "rapidfuzz": "rapidfuzz.fuzz",
    "rich": "rich.progress",
    "starlette": "starlette.applications",
    "uvicorn": "uvicorn",
    "watchdog": "watchdog.observers",
}
"""For each dependency the module of it that Dateline loads."""

LOCKS = (ROOT / "builder/scaffold/skeleton/requirements.lock", ROOT / "requirements-cluster.lock")
"""The versions that are measured: those of new sites, and of the machines of a cluster."""

_TIMED = "from time import perf_counter as now; start = now(); import {}; print(now() - start)"


def pinned(name: str) -> str:
    """The version of a package that is pinned."""
    text = "".join(lock.read_text(encoding="utf-8") for lock in LOCKS)
    found = re.search(rf"^{re.escape(name)}==(\S+)", text, re.MULTILINE)
    assert found, f"no lock file pins {name}"
    return found[1]


def wheel_size(name: str) -> int:
    """How many bytes have to be fetched for a package, without what it needs itself."""
    with tempfile.TemporaryDirectory() as folder:
        download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        subprocess.run([*download, "--dest", folder, f"{name}=={pinned(name)}"], check=True)
        return sum(file.stat().st_size for file in Path(folder).iterdir())


def seconds_to_load(module: str) -> float:
    """How long a new Python takes to load a module, with what that loads."""
    command = [sys.executable, "-c", _TIMED.format(module)]
    runs = (subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(7))
    return min(map(float, runs))


if __name__ == "__main__":
    for name, module in LOADED.items():
        print(f"| {name} {pinned(name)} | {wheel_size(name) / 1000:,.0f} | {seconds_to_load(module) * 1000:.0f} |")
