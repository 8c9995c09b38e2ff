"""Upgrades: a site of each earlier version builds with this one, and what the last version promised still holds."""

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft202012Validator

from builder.config.config import Config
from builder.config.setting import settings_of
from builder.core.problems import Severity
from tests.sites import ROOT, SiteFolder
from tests.upgrades.__main__ import keep, requires_python

HERE = Path(__file__).resolve().parent
VERSIONS = sorted((file.stem for file in HERE.glob("*.zip")), key=lambda version: [*map(int, version.split("."))])

PROMISED = {
    r"news/.*/(?!index\.json)[^/]+\.json": "entry",
    r"news/.*/index\.json": "day",
    r"topics/.*/index\.json": "topic",
}
"""By the addresses of JSON the schema that describes it. That of search is for one build's search page."""


def left(version: str, folder: Path) -> SiteFolder:
    """The site as a version left it."""
    with ZipFile(HERE / f"{version}.zip") as archive:
        archive.extractall(folder)
    return SiteFolder(folder)


@pytest.fixture
def last(tmp_path: Path) -> SiteFolder:
    """The site as the last version left it."""
    return left(VERSIONS[-1], tmp_path / "site")


def test_each_version_of_the_changelog_has_a_site() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+) - ", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert versions[::-1] == VERSIONS


@pytest.mark.parametrize("version", VERSIONS)
def test_a_site_of_an_earlier_version_builds_as_one_without_a_memory_and_keeps_its_static_files_for_one_build(
    version: str, tmp_path: Path
) -> None:
    site, anew = left(version, tmp_path / "site"), left(version, tmp_path / "anew")
    assert (site.path / ".dateline/index").exists() is (version != "0.1.0")  # which kept none
    shutil.rmtree(anew.output)
    shutil.rmtree(anew.path / ".dateline", ignore_errors=True)
    static = {name: content for name, content in site.tree().items() if re.match(r"static/[0-9a-f]{8}/", name)}
    built, clean = site.build(), anew.build()
    assert built.report.problems == clean.report.problems
    assert static.items() <= site.tree().items()
    assert {*static} - {*anew.tree()} == {*site.tree()} - {*anew.tree()}  # none where the theme is as it was
    assert bool(static) is (
        VERSIONS.index(version) >= VERSIONS.index("0.5.0")
    )  # before, they had no folder of their own
    site.build()
    assert site.tree() == anew.tree()
    assert not [problem for problem in built.report.problems if problem.severity is Severity.ERROR]


def test_each_address_of_the_last_version_is_still_there(last: SiteFolder) -> None:
    before = {name for name in last.tree() if not re.match(r"static/[0-9a-f]{8}/|\.dateline-files$|search/", name)}
    assert "news/2011/05/15/a-ship-is-searched.html" in before
    assert "old/ship/index.html" in before
    last.build()
    assert before - last.tree().keys() == set()


def test_json_is_as_the_schemas_of_the_last_version_describe_it(last: SiteFolder) -> None:
    schemas = {kind: last.data(f"static/schema/{kind}.schema.json") for kind in PROMISED.values()}
    before = {name: json.loads(text) for name, text in last.tree().items() if name.endswith(".json")}
    last.build()
    seen = set()
    for name, old in before.items():
        for pattern, kind in PROMISED.items():
            if re.fullmatch(pattern, name):
                seen.add(kind)
                validator = Draft202012Validator(schemas[kind])
                new = last.data(name)
                assert [*validator.iter_errors(new)] == []
                assert lost(old, new) == [], name
    assert seen == {*PROMISED.values()}


def lost(old: Any, new: Any, at: str = "") -> list[str]:
    """The fields that an object had and has no more, or with another type."""
    if type(old) is not type(new):
        return [at]
    if isinstance(old, dict):
        fields = ((f"{at}/{name}", value, new.get(name)) for name, value in old.items())
        return [field for path, value, other in fields for field in lost(value, other, path)]
    if isinstance(old, list) and old and new:
        return lost(old[0], new[0], f"{at}/0")
    return []


def test_each_setting_of_the_last_version_is_still_taken_or_says_what_replaces_it(last: SiteFolder) -> None:
    declared = {name: setting for name, setting, *_ in settings_of(Config)}
    before = json.loads((last.path / "settings.json").read_text(encoding="utf-8"))
    assert {"title", "related.limit", "theme.paper"} <= before.keys()
    assert before.keys() - declared.keys() <= Config.former.keys()
    for name in before.keys() & declared.keys():
        if before[name] is not None:
            declared[name].check(before[name])


def oldest_python(version: str) -> int:
    """The N of Python 3.N from which on a version runs; those up to 0.5.0 did not keep it, and all needed 3.11."""
    with ZipFile(HERE / f"{version}.zip") as archive:
        kept = archive.read("requires-python").decode() if "requires-python" in archive.namelist() else ">=3.11"
    return int(kept.removeprefix(">=3."))


def test_a_version_of_python_is_dropped_only_by_a_new_minor_version_whose_changes_say_so() -> None:
    changes = re.split(r"^## ", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    needs = {version: oldest_python(version) for version in VERSIONS}
    now = int(requires_python().removeprefix(">=3."))
    for (before, old), (after, new) in pairwise([*needs.items(), ("Unreleased", now)]):
        if new > old:
            assert before.split(".")[:2] != after.split(".")[:2]
            assert f"Python 3.{new}" in next(text for text in changes if text.startswith(after))


def test_what_this_version_will_be_measured_by_is_kept_as_the_last_was(tmp_path: Path) -> None:
    keep(tmp_path / "now.zip")
    with ZipFile(tmp_path / "now.zip") as now, ZipFile(HERE / f"{VERSIONS[-1]}.zip") as before:
        names = {*now.namelist()}
        assert {"settings.json", "requires-python", "dateline.toml", ".dateline/index", "output/index.html"} <= names
        assert json.loads(now.read("settings.json")).keys() >= json.loads(before.read("settings.json")).keys()
