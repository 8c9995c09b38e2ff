"""What the package says of itself to an index: that it is true, and of one mind with the rest of the project."""

import re
import tomllib

import yaml
from babel import Locale

from tests.sites import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def named(prefix: str) -> list[str]:
    """The last parts of the classifiers that start so."""
    return [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix)]


def test_the_pythons_that_are_named_are_from_the_oldest_to_the_newest_that_tests_run_with() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    oldest, *_, newest = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    minors = [*map(int, named("Programming Language :: Python :: 3."))]
    assert [f"3.{minor}" for minor in (minors[0], minors[-1])] == [oldest, newest]
    assert minors == [*range(minors[0], minors[-1] + 1)]
    assert PROJECT["requires-python"] == f">={oldest}"


def test_the_languages_that_are_named_are_those_of_the_interface() -> None:
    catalogs = [file.stem for file in (ROOT / "templates/words").glob("*.po")]
    spoken = {Locale(code).english_name for code in ["en", *catalogs]}
    assert {*named("Natural Language :: ")} == spoken


def test_the_authors_are_those_of_the_licence() -> None:
    holders = re.findall(r"^Copyright \(c\) \d+ (.*)$", (ROOT / "LICENSE").read_text(encoding="utf-8"), re.MULTILINE)
    assert [author["name"] for author in PROJECT["authors"]] == holders


def test_no_address_is_named_that_a_fork_would_have_to_change() -> None:
    assert "urls" not in PROJECT
