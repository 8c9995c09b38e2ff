"""A new site: what is in it, and that nothing is written over."""

import re
import tomllib
from pathlib import Path

import pytest

from builder import __version__
from builder.begin import SiteExists, begin
from builder.cli import main
from builder.dates import Date
from builder.settings import SETTINGS, load_config
from tests.sites import SiteFolder, tree

TODAY = Date(2011, 5, 15)


@pytest.fixture
def begun(tmp_path: Path) -> SiteFolder:
    """A new site."""
    begin(tmp_path / "harbour-news", TODAY)
    return SiteFolder(tmp_path / "harbour-news")


def test_a_new_site_builds_without_a_warning(begun: SiteFolder) -> None:
    assert begun.problems() == ()
    assert {"news/2011/05/15/this-timeline-begins.html", "about.html", "topics/this-site/index.html"} <= set(
        begun.tree()
    )
    assert "<h1>This timeline begins." in begun.page("news/2011/05/15/this-timeline-begins.html")


def test_its_title_is_made_of_its_folders_name(begun: SiteFolder, tmp_path: Path) -> None:
    assert begun.config().title == "Harbour news"
    strange = tmp_path / 'a "b"_c\\'
    begin(strange, TODAY)
    assert load_config(strange).title == "A b c"


def test_its_settings_explain_every_setting_in_place(begun: SiteFolder) -> None:
    text = (begun.path / "dateline.toml").read_text(encoding="utf-8")
    settings = re.sub(r"^# (?=[\w.]+ = |\[|\")", "", text, flags=re.MULTILINE)
    begun.write({"dateline.toml": settings})
    table = tomllib.loads(settings)
    named = {f"{name}.{key}" for name in ("related", "theme") for key in table[name]} | table.keys()
    assert named - {"related", "theme"} == {setting.name for setting in SETTINGS}
    assert begun.config().problems == ()


def test_the_values_that_it_names_are_those_that_hold_without_them(begun: SiteFolder) -> None:
    text = (begun.path / "dateline.toml").read_text(encoding="utf-8")
    plain = re.sub(r"^# (?=[\w.]+ = )", "", text.partition("# Related:")[0], flags=re.MULTILINE)
    begun.write({"dateline.toml": plain})
    named = begun.config()
    begun.write({"dateline.toml": 'title = "Harbour news"\n'})
    without = begun.config()
    assert (named.author, named.license) == ("", "")
    kept = {"author", "license"}
    fields = [name for name in named.__slots__ if name not in kept]
    assert [getattr(named, name) for name in fields] == [getattr(without, name) for name in fields]


def test_what_a_build_leaves_is_not_committed(begun: SiteFolder) -> None:
    before = set(tree(begun.path))
    begun.build()
    made = {name.split("/")[0] for name in set(tree(begun.path)) - before}
    assert {f"/{name}/" for name in made} == {*(begun.path / ".gitignore").read_text(encoding="utf-8").split()}


def test_it_is_built_by_this_version(begun: SiteFolder) -> None:
    assert (begun.path / "requirements.txt").read_text(encoding="utf-8") == f"dateline=={__version__}\n"


@pytest.mark.parametrize("name", ["dateline.toml", "content/news/a.md"])
def test_where_there_is_a_site_nothing_is_made(tmp_path: Path, name: str) -> None:
    SiteFolder(tmp_path).write({name: ""})
    with pytest.raises(SiteExists, match="is a site already"):
        begin(tmp_path, TODAY)
    assert [*tree(tmp_path)] == [name]


def test_what_is_there_is_kept_and_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    SiteFolder(tmp_path).write({".gitignore": "mine\n", "README.md": "Mine.\n"})
    monkeypatch.chdir(tmp_path)
    assert main(["init", "."]) == 0
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    lines = capsys.readouterr().out.splitlines()
    assert "kept  .gitignore, which was there" in lines
    assert "made  dateline.toml" in lines
    assert main(["init", "."]) == 1
    assert "dateline.toml is there" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path / "file" / "site")]) == 1
    assert "Not a directory" in capsys.readouterr().err
