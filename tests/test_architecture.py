"""Imports go one way: from what does things down to what things are."""

import ast
from pathlib import Path

import pytest

BUILDER = Path(__file__).resolve().parents[1] / "builder"

FLOORS = (
    ("core",),
    ("concurrency", "vcs", "frontmatter"),
    ("config",),
    ("content",),
    ("relations", "output"),
    ("theme",),
    ("cache", "search", "views", "findings", "explanations", "manual"),
    ("pages",),
    ("importing", "planning", "scaffold", "templating", "renaming"),
    ("rendering", "editing"),
    ("incremental",),
    ("build", "export", "linkcheck", "publishing", "serve"),
    ("review",),
    ("cli",),
)
"""The packages from the ground up. A package may import those on the floors below its own, and none beside it."""

TOP = {"__init__.py", "__main__.py", "py.typed", "README.md"}
"""The files beside the packages: the version, the program itself, the mark of a typed package, the architecture."""

PACKAGES = {package: floor for floor, packages in enumerate(FLOORS) for package in packages}
FILES = sorted(file for file in BUILDER.rglob("*.py") if file.parent != BUILDER)


def imported_packages(file: Path) -> set[str]:
    """The packages of the builder that a file imports, anywhere in it: lazily or for types only counts too."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            modules |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {module.split(".")[1] for module in modules if module.startswith("builder.")} & PACKAGES.keys()


def test_every_package_stands_in_the_table_and_nothing_else_lies_at_the_top() -> None:
    found = {item.name for item in BUILDER.iterdir() if item.name != "__pycache__"}
    assert found == TOP | PACKAGES.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(BUILDER).as_posix())
def test_a_module_imports_only_packages_on_the_floors_below(file: Path) -> None:
    own = file.relative_to(BUILDER).parts[0]
    upward = {name for name in imported_packages(file) - {own} if PACKAGES[name] >= PACKAGES[own]}
    assert not upward, f"{own} stands on floor {PACKAGES[own]}"


def test_only_the_command_line_prints_or_exits() -> None:
    for file in FILES:
        calls = [node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
        names = {call.func.id for call in calls if isinstance(call.func, ast.Name)}
        assert file.parent.name == "cli" or not names & {"print", "exit", "quit", "input"}, file


READS_BYTES = {"core/real_files.py", "templating/code_cache.py", "templating/shipping.py", "explanations/page.py"}
"""Where `read_bytes` is: what others read is named where that fails, and followed through links on purpose only."""


def test_files_are_read_by_functions_that_name_them_where_that_fails() -> None:
    reading = {file for file in FILES if ".read_bytes()" in file.read_text(encoding="utf-8")}
    assert {file.relative_to(BUILDER).as_posix() for file in reading} == READS_BYTES
