"""Fingerprints: another one for everything that results depend on, and the same one for all that they do not."""

import os
import shutil
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from builder.cache import fingerprint
from builder.config.config import Config, Register, Related, TopicSettings
from builder.config.load import load_config
from builder.core.problems import Code, Place, Problem
from builder.theme.load import default_folder, load_theme
from tests.sites import ROOT, SiteFolder

CONFIG = Config(Path("/site"), Path("/site/content"), Path("/site/output"))

ON_PAGES: dict[str, Any] = {
    "title": "Other",
    "description": "Other",
    "base_url": "https://example.org/",
    "language": "fr",
    "repository": "https://github.com/me/harbour",
    "edit_url": "https://example.org/edit/{path}",
    "tracked": "docs/site/content",
    "author": "Ann",
    "license": "CC0",
    "formats": ("html",),
    "topic_feeds": False,
    "raw_html": True,
    "history": False,
    "search": False,
    "related": Related(limit=3),
    "topics": {"Iran": TopicSettings("A country")},
    "outlets": Register({"bbc": "BBC News"}),
    "sections": {"news": "Nouvelles"},
    "look": {"accent": "#123456"},
    "extra": {"colour": "blue"},
    "drafts": True,
}
"""Settings that pages show or are made by."""

ELSEWHERE: dict[str, Any] = {
    "root": Path("/other"),
    "output": Path("/other/output"),
    "problems": (Problem(Code.TAB, Place("dateline.toml"), "", ""),),
    "jobs": 7,
    "budget": 7,
}
"""Settings that no page depends on."""


def making(config: Config = CONFIG, *templates: Path) -> bytes:
    """The fingerprint of what every page depends on."""
    return fingerprint.of_making(fingerprint.of_reading(config), config, templates, "static/1/")


def of_site(site: SiteFolder) -> tuple[bytes, bytes]:
    """Both fingerprints of a site."""
    config = site.config()
    reading = fingerprint.of_reading(config)
    theme = load_theme(config.root)
    return reading, fingerprint.of_making(reading, config, theme.folders, theme.static_folder)


def test_every_setting_is_known_to_these_tests() -> None:
    assert {*ON_PAGES, *ELSEWHERE, "content", "fields"} == {field.name for field in fields(Config)}


@pytest.mark.parametrize(("name", "value"), ON_PAGES.items(), ids=ON_PAGES)
def test_a_setting_that_pages_depend_on_makes_another_fingerprint(name: str, value: Any) -> None:
    assert making(replace(CONFIG, **{name: value})) != making()


@pytest.mark.parametrize(("name", "value"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_setting_that_no_page_depends_on_makes_none(name: str, value: Any) -> None:
    config = replace(CONFIG, **{name: value})
    if name == "root":
        config = replace(config, content=Path("/other/content"))
    assert (fingerprint.of_reading(config), making(config)) == (fingerprint.of_reading(CONFIG), making())


@pytest.mark.parametrize(
    "settings",
    [
        '[fields]\nextra = ["weather"]\n',
        '[fields]\ntitle = ["name"]\n',
        "raw_html = true\n",
        '[topics."Austin, Texas"]\ndescription = "A city"\n',
        'outlets."BBC News" = ["BBC"]\n',
        'content = "entries"\n',
    ],
)
def test_a_setting_that_reading_depends_on_makes_other_fingerprints(site: SiteFolder, settings: str) -> None:
    before = of_site(site)
    site.write({"dateline.toml": settings})
    assert site.config().problems == ()
    after = of_site(site)
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_title_of_the_site_does_not_change_what_files_mean() -> None:
    assert fingerprint.of_reading(replace(CONFIG, title="Other")) == fingerprint.of_reading(CONFIG)


def test_a_description_of_a_topic_does_not_change_what_files_mean() -> None:
    one, other = (replace(CONFIG, topics={"Iran": TopicSettings(text)}) for text in ("One", "Other"))
    assert fingerprint.of_reading(one) == fingerprint.of_reading(other)
    assert making(one) != making(other)


def test_a_template_that_came_changed_moved_or_went_makes_another_fingerprint(site: SiteFolder) -> None:
    found = [of_site(site)[1]]
    for files in ({"page.html": "a"}, {"page.html": "b"}, {"deep/page.html": "b"}):
        shutil.rmtree(site.path / "templates", ignore_errors=True)
        site.write({f"templates/{name}": text for name, text in files.items()})
        found.append(of_site(site)[1])
    assert len(set(found)) == len(found)


def test_another_word_in_a_catalogue_makes_another_fingerprint(site: SiteFolder) -> None:
    found = [of_site(site)[1]]
    for word in ("See also", "More"):
        site.write({"templates/words/en.po": f'msgid "Related"\nmsgstr "{word}"\n'})
        found.append(of_site(site)[1])
    assert len(set(found)) == len(found)


def test_a_templates_bytes_cannot_pass_for_another_templates_name(site: SiteFolder) -> None:
    site.write({"templates/a.html": "", "templates/b.html": ""})
    one = of_site(site)
    (site.path / "templates/b.html").rename(site.path / "templates/c.html")
    assert of_site(site) != one


def test_the_order_of_template_folders_counts(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.html").write_text(name)
    assert making(CONFIG, tmp_path / "a", tmp_path / "b") != making(CONFIG, tmp_path / "b", tmp_path / "a")


def test_pages_depend_on_static_files_as_they_name_them_by_what_these_hold(site: SiteFolder) -> None:
    site.write({"templates/page.html": "a"})
    before = of_site(site)
    site.write({"templates/static/style.css": "body {}"})
    assert of_site(site)[0] == before[0]
    assert of_site(site)[1] != before[1]


def test_pages_do_not_depend_on_the_schemas_whose_addresses_never_change(site: SiteFolder) -> None:
    site.write({"templates/page.html": "a"})
    before = of_site(site)
    site.write({"templates/static/schema/day.schema.json": "{}"})
    assert of_site(site) == before


@pytest.mark.parametrize("change", ["changed", "new"])
def test_other_code_makes_other_fingerprints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    shutil.copytree(ROOT / "builder", tmp_path / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    before = fingerprint.of_reading(CONFIG), making()
    monkeypatch.setattr(fingerprint, "_BUILDER", tmp_path / "builder")
    assert (fingerprint.of_reading(CONFIG), making()) == before
    with open(tmp_path / "builder" / ("dates.py" if change == "changed" else "new.py"), "a") as file:
        file.write("# One more line.\n")
    assert fingerprint.of_reading(CONFIG) != before[0]
    assert making() != before[1]


def test_another_version_of_a_package_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = fingerprint._installed()
    assert any(name.startswith("markdown_it_py-") for name in installed)
    assert any(name.lower().startswith("jinja2-") for name in installed)
    before = making()
    monkeypatch.setattr(fingerprint, "_installed", lambda: [*installed, "jinja2-99.dist-info"])
    assert making() != before


def test_another_python_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = making()
    monkeypatch.setattr(sys, "version", "4.0")
    assert making() != before


SETTINGS = """
formats = ["html", "json", "xml"]
[topics]
Iran = {description = "A country"}
"Austin, Texas" = {description = "A city"}
[fields]
extra = ["weather", "colour", "wind", "rain", "snow"]
title = ["name", "heading"]
[extra]
b = {d = 1, c = 2}
a = [2011-05-15]
"""


def told_by_another_process(site: SiteFolder, seed: str) -> str:
    """Both fingerprints of a site, as a process with another seed for hashes finds them."""
    script = f"""
from pathlib import Path
from tests.sites import SiteFolder
from tests.cache.test_fingerprint import of_site
print([each.hex() for each in of_site(SiteFolder(Path({str(site.path)!r})))])
"""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_fingerprints_do_not_depend_on_the_seed_of_hashes(site: SiteFolder) -> None:
    site.write({"dateline.toml": SETTINGS, "templates/page.html": "a", "templates/other.html": "b"})
    assert load_config(site.path).problems == ()
    here = f"{[each.hex() for each in of_site(site)]}\n"
    assert {told_by_another_process(site, seed) for seed in ("1", "2", "3")} == {here}


def test_the_default_theme_is_part_of_the_fingerprint(site: SiteFolder, tmp_path: Path) -> None:
    shutil.copytree(default_folder(), tmp_path / "theme")
    before = making(CONFIG, tmp_path / "theme")
    reading = fingerprint.of_reading(site.config())
    assert before == fingerprint.of_making(reading, site.config(), load_theme(site.path).folders, "static/1/")
    (tmp_path / "theme/base.html").write_text("Other.")
    assert making(CONFIG, tmp_path / "theme") != before
