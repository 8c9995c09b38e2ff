"""Fingerprints: another one for everything that results depend on, and the same one for all that they do not."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace

from builder.cache import fingerprint
from builder.cache.fingerprint import read_fingerprint, render_fingerprint
from builder.config.config import Config
from builder.config.load import load_config
from builder.config.setting import Affects, DeclaredField, Table, fields_of
from builder.config.topics import TopicSettings
from builder.content.read import read
from builder.content.scan import scan
from builder.core.progress import Progress
from builder.theme import load
from builder.theme.load import default_folder, load_theme
from tests.sites import ROOT, SiteFolder

CONFIG = Config(Path("/site"))


def rendering(config: Config = CONFIG) -> bytes:
    """The fingerprint of what every page depends on."""
    return render_fingerprint(read_fingerprint(config), config, load_theme(config.root))


def of_site(site: SiteFolder) -> tuple[bytes, bytes]:
    """Both fingerprints of a site."""
    config = site.config()
    reading = read_fingerprint(config)
    theme = load_theme(config.root)
    return reading, render_fingerprint(reading, config, theme)


def another(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, Struct):
        first = value.__struct_fields__[0]
        return replace(value, **{first: another(getattr(value, first))})
    for kind, made in KINDS.items():
        if isinstance(value, kind):
            return made(value)
    return "something"


KINDS: dict[type, Callable[[Any], Any]] = {
    bool: lambda flag: not flag,
    int: lambda number: number + 1,
    str: lambda text: f"{text}x",
    tuple: lambda values: (*values, "x"),
    dict: lambda values: {**values, "x": "y"},
    Path: lambda path: path / "x",
}


@pytest.mark.parametrize("field", [*fields_of(Config)], ids=lambda field: field.name)
def test_a_field_counts_for_what_it_affects_and_for_nothing_else(field: DeclaredField) -> None:
    config = replace(CONFIG, **{field.name: another(getattr(CONFIG, field.name))})
    assert config != CONFIG
    is_table = isinstance(field.declared, Table)
    affects = max(each.affects for each in fields_of(type(field.default))) if is_table else field.affects
    assert (read_fingerprint(config) != read_fingerprint(CONFIG)) is (affects is Affects.EVERYTHING)
    assert (rendering(config) != rendering()) is (affects is not Affects.NOTHING)


def test_a_site_may_be_moved() -> None:
    config = Config(Path("/moved"))
    assert (read_fingerprint(config), rendering(config)) == (read_fingerprint(CONFIG), rendering())


def test_only_what_pages_and_reading_do_without_affects_nothing() -> None:
    nothing = {field.name for field in fields_of(Config) if field.affects is Affects.NOTHING}
    assert nothing == {"templates", "output", "budget", "packed_budget", "setting_problems", "jobs", "today"}


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
    assert site.config().setting_problems == ()
    after = of_site(site)
    assert before[0] != after[0]
    assert before[1] != after[1]


ASKED: set[str] = set()
"""The attributes of `Recorded` that were asked for."""


class Recorded(Config, frozen=True, kw_only=True):
    def __getattribute__(self, name: str) -> Any:
        ASKED.add(name)
        return super().__getattribute__(name)


def test_reading_asks_for_no_setting_but_those_that_its_fingerprint_counts() -> None:
    config = load_config(ROOT, Recorded)
    files, _ = scan(config)
    texts = [file for file in files if file.is_markdown]
    ASKED.clear()
    assert len(read(texts, {}, config, Progress()).parsed) == len(texts) > 5
    asked = ASKED & {field.name for field in fields_of(Config)}
    counted = {field.name for field in fields_of(Config) if field.affects is Affects.EVERYTHING}
    assert asked >= {"fields", "raw_html", "outlets", "topics"}
    assert asked - counted == {"jobs"}, "the result is the same for every number of jobs"


def test_a_title_of_the_site_does_not_change_what_files_mean() -> None:
    assert read_fingerprint(replace(CONFIG, title="Other")) == read_fingerprint(CONFIG)


def test_a_description_of_a_topic_does_not_change_what_files_mean() -> None:
    one, other = (replace(CONFIG, topics={"Iran": TopicSettings(text)}) for text in ("One", "Other"))
    assert read_fingerprint(one) == read_fingerprint(other)
    assert rendering(one) != rendering(other)


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


@pytest.fixture
def _other_process() -> Iterator[None]:
    """A process keeps what it knows of its code, also for the tests after this one."""
    fingerprint.code_fingerprint.cache_clear()
    yield
    fingerprint.code_fingerprint.cache_clear()


@pytest.mark.usefixtures("_other_process")
@pytest.mark.parametrize("change", ["changed", "new"])
def test_other_code_makes_other_fingerprints(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    shutil.copytree(ROOT / "builder", tmp_path / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    before = read_fingerprint(CONFIG), rendering()
    monkeypatch.setattr(fingerprint, "_BUILDER", tmp_path / "builder")
    fingerprint.code_fingerprint.cache_clear()
    assert (read_fingerprint(CONFIG), rendering()) == before
    with open(tmp_path / "builder" / ("dates.py" if change == "changed" else "new.py"), "a") as file:
        file.write("# One more line.\n")
    fingerprint.code_fingerprint.cache_clear()
    assert read_fingerprint(CONFIG) != before[0]
    assert rendering() != before[1]


@pytest.mark.usefixtures("_other_process")
def test_another_version_of_a_package_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    installed = fingerprint._installed()
    assert any(name.startswith("markdown_it_py-") for name in installed)
    assert any(name.lower().startswith("jinja2-") for name in installed)
    before = rendering()
    monkeypatch.setattr(fingerprint, "_installed", lambda: [*installed, "jinja2-99.dist-info"])
    fingerprint.code_fingerprint.cache_clear()
    assert rendering() != before


@pytest.mark.usefixtures("_other_process")
def test_another_python_makes_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = rendering()
    monkeypatch.setattr(sys, "version", "4.0")
    fingerprint.code_fingerprint.cache_clear()
    assert rendering() != before


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
    assert load_config(site.path).setting_problems == ()
    here = f"{[each.hex() for each in of_site(site)]}\n"
    assert {told_by_another_process(site, seed) for seed in ("1", "2", "3")} == {here}


def test_the_default_theme_is_part_of_the_fingerprint(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(default_folder(), tmp_path / "theme")
    before = of_site(site)
    monkeypatch.setattr(load, "default_folder", lambda: tmp_path / "theme")
    assert of_site(site) == before
    (tmp_path / "theme/base.html").write_text("Other.")
    assert of_site(site)[1] != before[1]
