"""What a command loads: half of the time of a build with nothing to do is the loading of modules."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sites import ROOT, SiteFolder

PACKAGES = """
import sys
before = {*sys.modules}
%s
loaded = {name.partition(".")[0] for name, module in sys.modules.items() if name not in before
          and "site-packages" in (getattr(module, "__file__", None) or "")}
print(*sorted({name for name in loaded if name[0] != "_"} | sys.modules.keys() & {*%r}))
"""

HEAVY = (
    *("asyncio", "calendar", "concurrent.futures", "difflib", "email", "html", "http", "json", "logging"),
    *("importlib.metadata", "multiprocessing", "socket", "ssl", "subprocess", "tarfile", "tempfile"),
    *("traceback", "xml", "zoneinfo"),
)
"""Modules of the standard library that take long to load, themselves or by what they load."""

COMMAND = "from builder.__main__ import main; sys.argv = ['dateline', *{}]; main()"


def loads(code: str, **environment: str) -> set[str]:
    """The packages of others, and the heavy modules of the standard library, that some code loads."""
    command = [sys.executable, "-c", PACKAGES % (code, HEAVY)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return {*done.stdout.splitlines()[-1].split()}


def test_a_build_with_nothing_to_do_loads_what_reads_settings_and_cache(two_entries: SiteFolder) -> None:
    assert two_entries.run() == 0
    assert loads(COMMAND.format(["build", "--site", str(two_entries.path)])) == {"msgspec", "typing_extensions"}


def test_the_version_is_told_without_loading_anything() -> None:
    assert loads(f"{COMMAND.format(['--version'])}\nprint()") == set()


def test_a_server_loads_what_reads_and_shows_a_site() -> None:
    of_tests = {"python_multipart"}  # Starlette takes it where it is there, as it is for Datasette
    others = loads("import builder.serve.server") - {*HEAVY} - of_tests
    assert others == {
        *("anyio", "babel", "click", "markupsafe", "msgspec"),
        *("starlette", "typing_extensions", "uvicorn", "watchdog"),
    }


def test_a_build_of_plain_entries_loads_no_parser_and_no_jinja(site: SiteFolder, tmp_path: Path) -> None:
    plain = "---\ntitle: {}\ncontexts: [Iran]\n---\nWords.\n"
    site.write({f"content/news/2011/05/15/{name}.md": plain.format(name) for name in ("one", "two")})
    build = COMMAND.format(["build", "--site", str(site.path)])
    loads(build, TMPDIR=str(tmp_path))  # compiles the templates, where no test with other ones does
    site.write({"content/news/2011/05/15/three.md": plain.format("three")})
    loaded = loads(build, TMPDIR=str(tmp_path))
    assert loaded - {*HEAVY} == {"babel", "markupsafe", "msgspec", "typing_extensions"}
    assert loaded & {*HEAVY} <= {"calendar", "html", "json", "subprocess", "tempfile", "zoneinfo"}


@pytest.mark.parametrize("module", ["builder.cli.main", "builder.core.model", "builder.content.scan"])
def test_what_every_command_needs_loads_no_package_but_msgspec(module: str) -> None:
    assert loads(f"import {module}") == {"msgspec", "typing_extensions"}
