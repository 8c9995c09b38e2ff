"""Dependencies: each is accounted for, has a licence that is allowed, and a bound where its insides are used."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from itertools import chain

import pytest

from tests.benchmarks.dependencies import LOADED, LOCKS
from tests.newest import PROJECT, newest
from tests.sites import ROOT

DECLARED = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [*DECLARED["dependencies"], *chain.from_iterable(DECLARED["optional-dependencies"].values())]
TABLE = (
    (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("\n## Add a dependency\n")[2].partition("\n## ")[0]
)

ALLOWED = {
    *("MIT", "MIT License", "MIT-CMU", "BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause"),
    *("Apache-2.0", "Apache Software License", "PSF-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "MPL-2.0"),
}
"""Licences, as packages name them, under which Dateline may be passed on by anybody, also for money."""


def name_of(requirement: str) -> str:
    """The package that a requirement is of."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0]


def pins(text: str) -> dict[str, str]:
    """The versions that a lock file names."""
    return dict(re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", text, re.MULTILINE))


OF_NEW_SITES, OF_CLUSTERS = (pins(lock.read_text(encoding="utf-8")) for lock in LOCKS)
PINNED = OF_CLUSTERS | OF_NEW_SITES


def test_each_dependency_has_a_row_that_says_why_and_what_it_costs() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \| [^|]{10,} \| [\d,]+ \| \d+ \| (.*?) ?\|$", TABLE, re.MULTILINE)
    bounds = {name_of(each): ", ".join(re.findall(r"<[\w.]+", each)) for each in REQUIREMENTS}
    assert dict(rows) == {name: f"`{bound}`" if bound else "" for name, bound in bounds.items()}
    assert [name for name, _ in rows] == sorted(bounds)
    assert {*LOADED} == {*bounds}


def test_the_licence_of_each_package_that_a_site_or_a_cluster_installs_is_an_allowed_one() -> None:
    assert {name: [*licences(name)] for name in PINNED if not ALLOWED.intersection(licences(name))} == {}


def licences(name: str) -> Iterator[str]:
    """The licences that a package offers a choice of, as its metadata have them."""
    its = metadata.metadata(name)
    if expressions := its.get_all("License-Expression", []):
        yield from chain.from_iterable(each.split(" OR ") for each in expressions)
        return
    named = [line.rpartition(" :: ")[2] for line in its.get_all("Classifier", []) if line.startswith("License ::")]
    yield from named or its.get_all("License", [])


def private_names(code: str) -> Iterator[tuple[str, str]]:
    """What code names of other packages that begins with one `_`: `("jinja2", "_PassArg")`."""
    tree = [*ast.walk(ast.parse(code))]
    modules = {each.name for node in tree if isinstance(node, ast.Import) for each in node.names}
    for node in tree:
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module).partition(".")[0], each.name) for each in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
            yield node.value.id, node.attr


def test_a_package_whose_insides_are_used_has_an_upper_bound() -> None:
    named = chain.from_iterable(private_names(file.read_text("utf-8")) for file in (ROOT / "builder").rglob("*.py"))
    used = {module for module, name in named if re.match("_[^_]", name)} - {*sys.stdlib_module_names, "builder"}
    assert used == {"jinja2", "markupsafe"}
    assert used <= {name_of(each) for each in REQUIREMENTS if "<" in each}


@pytest.mark.parametrize("requirement", [each for each in REQUIREMENTS if "<" in each], ids=name_of)
def test_a_bound_lies_just_above_the_version_that_is_tested(requirement: str) -> None:
    major, minor, *_ = map(int, PINNED[name_of(requirement)].split("."))
    assert requirement.endswith(f",<{major}.{minor + 1}")


def test_the_scheduled_test_of_newer_versions_has_all_dependencies_and_no_bound() -> None:
    lines = newest(tomllib.loads(PROJECT.read_text(encoding="utf-8")))
    assert {*map(name_of, REQUIREMENTS), "pytest", "hatchling"} <= {*map(name_of, lines)}
    assert "jinja2>=3.1.6" in lines
    assert not [line for line in lines if "<" in line]


def test_a_new_site_and_a_cluster_pin_the_versions_that_this_repositorys_site_is_built_with() -> None:
    own = pins((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    assert own.items() <= OF_NEW_SITES.items()
    assert own.items() <= OF_CLUSTERS.items()


def test_a_new_site_pins_the_extras_but_for_what_only_a_cluster_needs() -> None:
    assert {*map(name_of, REQUIREMENTS)} - OF_NEW_SITES.keys() == {"distributed", "loky"}
    assert {"distributed", "loky"} <= OF_CLUSTERS.keys()
