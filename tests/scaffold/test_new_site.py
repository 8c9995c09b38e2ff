"""A new site: what is in it, and that nothing is written over."""

import json
import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from msgspec.structs import replace

from builder.cli.main import main, parser
from builder.config.config import Config
from builder.config.load import load_config
from builder.config.repository_links import CORRECTION, SOURCE
from builder.config.setting import settings_of
from builder.core.dates import Date
from builder.scaffold.install_source import InstallSource, from_direct_url
from builder.scaffold.new_site import SiteRefused, create_site
from tests.repository import git
from tests.sites import SiteFolder, tree

TODAY = Date(2011, 5, 15)
INDEX = from_direct_url(None, Path())


@pytest.fixture
def new(tmp_path: Path) -> SiteFolder:
    """A new site."""
    create_site(tmp_path / "harbour-news", TODAY, INDEX)
    return SiteFolder(tmp_path / "harbour-news")


def test_a_new_site_builds_without_a_warning(new: SiteFolder) -> None:
    assert new.problems() == ()
    assert {"news/2011/05/15/this-timeline-begins.html", "about.html", "topics/this-site/index.html"} <= set(new.tree())
    assert "<h1>This timeline begins." in new.page("news/2011/05/15/this-timeline-begins.html")


def test_its_title_is_made_of_its_folders_name(new: SiteFolder, tmp_path: Path) -> None:
    assert new.config().title == "Harbour news"
    strange = tmp_path / 'a "b"_c\\'
    create_site(strange, TODAY, INDEX)
    assert load_config(strange).title == "A b c"


TABLES = ("front", "markup", "publish", "related", "theme")
"""The tables of settings."""


def test_its_settings_explain_every_setting_in_place(new: SiteFolder) -> None:
    text = (new.path / "dateline.toml").read_text(encoding="utf-8")
    settings = re.sub(r"^# (?=[\w.]+ = |\[|\"[^\"]+\" = )", "", text, flags=re.MULTILINE)
    new.write({"dateline.toml": settings})
    table = tomllib.loads(settings)
    named = {f"{name}.{key}" for name in TABLES for key in table[name]} | table.keys()
    assert named - {*TABLES} == {setting.name for setting in settings_of(Config)}
    assert new.config().setting_problems == ()


def test_editors_find_the_schema_of_its_settings_by_their_first_line(new: SiteFolder) -> None:
    text = (new.path / "dateline.toml").read_text(encoding="utf-8")
    named = re.match(r"#:schema \./(\S+)\n", text)
    assert named
    schema = json.loads((new.path / named[1]).read_text(encoding="utf-8"))
    Draft7Validator(schema).validate(tomllib.loads(text))
    every_example = re.sub(r"^# (?=[\w.]+ = |\[|\"[^\"]+\" = )", "", text, flags=re.MULTILINE)
    unset = re.sub(r'^(?!title)\w+ = ""\n', "", every_example, flags=re.MULTILINE)
    Draft7Validator(schema).validate(tomllib.loads(unset))


def test_the_values_that_it_names_are_those_that_hold_without_them(new: SiteFolder) -> None:
    text = (new.path / "dateline.toml").read_text(encoding="utf-8")
    plain = re.sub(r"^# (?=[\w.]+ = |\[)", "", text.partition("# Examples")[0], flags=re.MULTILINE)
    new.write({"dateline.toml": plain})
    named = new.config()
    new.write({"dateline.toml": 'title = "Harbour news"\n'})
    without = new.config()
    assert (named.author, named.license) == ("", "")
    kept = {"author", "license"}
    names = [name for name in Config.__struct_fields__ if name not in kept]
    assert named.related.ranking == "closest", "which a new site has, and one without settings has not"
    named = replace(named, related=without.related)
    assert [getattr(named, name) for name in names] == [getattr(without, name) for name in names]


def test_what_a_build_leaves_is_not_committed(new: SiteFolder) -> None:
    before = set(tree(new.path))
    new.build()
    made = {name.split("/")[0] for name in set(tree(new.path)) - before}
    assert {f"/{name}/" for name in made} == {*(new.path / ".gitignore").read_text(encoding="utf-8").split()}


def required(folder: Path) -> list[str]:
    """What the requirements of a site install."""
    lines = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def test_it_is_built_by_the_dateline_that_made_it(new: SiteFolder) -> None:
    assert required(new.path) == [INDEX.requirement]


def test_all_that_dateline_needs_is_pinned_by_hashes_and_says_how_it_is_renewed(new: SiteFolder) -> None:
    text = (new.path / "requirements.lock").read_text(encoding="utf-8")
    assert "dateline init ../renewed && cp ../renewed/requirements.* ." in text
    pinned = re.findall(
        r"^([\w.-]+)(?:\[\w+\])?==\S+.*((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)$", text, re.MULTILINE
    )
    assert len(pinned) == len(re.findall("^[^# ]", text, re.MULTILINE))
    assert {"jinja2", "hatchling", "mwparserfromhell", "pillow"} <= {name for name, _ in pinned}


def test_a_lock_file_that_was_there_is_told_to_lack_what_dateline_needs(tmp_path: Path) -> None:
    SiteFolder(tmp_path).write({"requirements.lock": "flask==3.0\n"})
    (step,) = create_site(tmp_path, TODAY, INDEX).steps
    assert step.startswith("requirements.lock was there and stays as it is. The workflow installs from it")


def test_a_version_by_its_name_is_written_with_how_it_is_pinned(tmp_path: Path) -> None:
    create_site(tmp_path, TODAY, from_direct_url(None, tmp_path))
    assert "#   python -m pip hash dateline-" in (tmp_path / "requirements.txt").read_text(encoding="utf-8")


def test_what_cannot_be_installed_elsewhere_is_told_and_written_where_it_is_needed(tmp_path: Path) -> None:
    by_hand = InstallSource("./dateline.whl", f"Copy the wheel{', and its neighbours' * 9}.")
    assert create_site(tmp_path, TODAY, by_hand).steps == (by_hand.steps,)
    assert required(tmp_path) == ["./dateline.whl"]
    said = (tmp_path / "requirements.txt").read_text(encoding="utf-8").replace("\n# ", " ")
    assert by_hand.steps in said


@pytest.mark.parametrize(
    ("name", "text"), [("dateline.toml", ""), ("pyproject.toml", '[tool.dateline]\ntitle = "Harbour"\n')]
)
def test_where_there_are_settings_of_a_site_nothing_is_made(tmp_path: Path, name: str, text: str) -> None:
    SiteFolder(tmp_path).write({name: text})
    with pytest.raises(SiteRefused, match=f"{name} has the settings of a site"):
        create_site(tmp_path, TODAY, INDEX)
    assert [*tree(tmp_path)] == [name]


def test_a_project_that_is_no_site_gets_one(tmp_path: Path) -> None:
    SiteFolder(tmp_path).write({"pyproject.toml": "[project]\n"})
    assert "dateline.toml" in create_site(tmp_path, TODAY, INDEX).made


def test_who_has_texts_gets_all_but_the_first_ones(tmp_path: Path) -> None:
    texts = {"content/notes/2011-05-15-a.md": "---\ntitle: A\n---\n", "content/b.png": "-"}
    site = SiteFolder(tmp_path)
    site.write(texts)
    made = create_site(tmp_path, TODAY, INDEX).made
    assert {"dateline.toml", ".gitignore", ".github/workflows/pages.yml", "requirements.txt"} < {*made}
    assert {name for name in tree(tmp_path) if name.startswith("content/")} == texts.keys()
    assert site.problems() == ()


def test_an_empty_content_folder_and_hidden_files_there_are_no_texts(tmp_path: Path) -> None:
    SiteFolder(tmp_path).write({"content/.notes/a.md": "A.", "content/b.png": "-"})
    assert "content/about.md" in create_site(tmp_path, TODAY, INDEX).made


@pytest.mark.parametrize("name", ["", "content"])
def test_where_a_folder_has_to_be_nothing_else_may_lie(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    place = site / name
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(tmp_path / "nowhere")
    with pytest.raises(SiteRefused, match="is there, and is no folder"):
        create_site(site, TODAY, INDEX)
    assert [*tree(tmp_path)] == []


def test_below_the_top_of_a_repository_it_is_told_that_github_looks_at_the_top_only(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    new = create_site(tmp_path / "docs/site", TODAY, INDEX)
    assert new.in_repository
    (said,) = new.steps
    assert f"inside the repository {tmp_path}" in said
    assert "{working-directory: docs/site}" in said


def test_at_the_top_of_a_repository_nothing_is_to_be_done(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    new = create_site(tmp_path, TODAY, INDEX)
    assert new.in_repository
    assert new.steps == ()


def test_what_files_lack_that_were_there_is_told(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write({".gitignore": "output\n", "requirements.txt": "jinja2\n", ".github/workflows/pages.yml": "on: push\n"})
    ignoring, requiring, publishing = create_site(tmp_path, TODAY, INDEX).steps
    assert ignoring.endswith("not to be committed: /.dateline/")
    assert requiring.endswith(f"installs Dateline: {INDEX.requirement}.")
    assert "does not build this site" in publishing


def test_files_that_were_there_and_lack_nothing_are_not_spoken_of(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path)
    site.write({".gitignore": ".dateline/\n/output\n", "requirements.txt": "jinja2\ndateline >= 0.1\n"})
    site.write({".github/workflows/pages.yml": "run: dateline build\n"})
    assert create_site(tmp_path, TODAY, INDEX).steps == ()


def test_an_issue_form_that_was_there_is_told_what_pages_need_of_it(tmp_path: Path) -> None:
    forms = f".github/ISSUE_TEMPLATE/{CORRECTION}", f".github/ISSUE_TEMPLATE/{SOURCE}"
    site = SiteFolder(tmp_path)
    site.write({forms[0]: "body: []\n", forms[1]: "body:\n  - type: input\n    id: file\n"})
    correction, source = create_site(tmp_path, TODAY, INDEX).steps
    assert correction.startswith(f"{forms[0]} was there")
    assert "needs fields with the id file and page " in correction
    assert source.startswith(f"{forms[1]} was there")
    assert "needs a field with the id page " in source


def test_forms_that_init_made_before_lack_nothing(tmp_path: Path) -> None:
    create_site(tmp_path, TODAY, INDEX)
    (tmp_path / "dateline.toml").unlink()
    assert create_site(tmp_path, TODAY, INDEX).steps == ()


@pytest.mark.parametrize(
    ("ignored", "is_told"),
    [("*.whl\n", True), ("/dateline-*\n", True), ("*.whl\n!dateline*.whl\n", False), ("*.pyc\n", False)],
)
def test_an_ignore_file_that_keeps_the_wheel_out_is_told(ignored: str, is_told: bool, tmp_path: Path) -> None:
    SiteFolder(tmp_path).write({".gitignore": f"{ignored}/output/\n/.dateline/\n"})
    (said,) = create_site(tmp_path, TODAY, InstallSource("./dateline-9.whl", "Put it there.")).steps
    assert ("the line !dateline-9.whl below" in said) is is_told
    assert ("the line !dateline-9.whl below" in (tmp_path / "requirements.txt").read_text(encoding="utf-8")) is is_told
    if is_told:
        git(tmp_path, "init", "--quiet")
        (tmp_path / "dateline-9.whl").touch()
        assert "dateline-9.whl" not in git(tmp_path, "status", "--porcelain")
        with (tmp_path / ".gitignore").open("a") as file:
            file.write("!dateline-9.whl\n")
        assert "dateline-9.whl" in git(tmp_path, "status", "--porcelain")


def test_an_ignore_file_says_nothing_where_no_wheel_is_needed(tmp_path: Path) -> None:
    SiteFolder(tmp_path).write({".gitignore": "*\n/output/\n/.dateline/\n"})
    assert create_site(tmp_path, TODAY, INDEX).steps == ()


def test_what_was_interrupted_is_completed_by_the_same_again(tmp_path: Path) -> None:
    create_site(tmp_path / "whole", TODAY, INDEX)
    names = [*create_site(tmp_path / "harbour", TODAY, INDEX).made]
    for name in names[-3:]:
        (tmp_path / "harbour" / name).unlink()
    assert create_site(tmp_path / "harbour", TODAY, INDEX).made == (*names[-3:],)
    assert tree(tmp_path / "harbour").keys() == tree(tmp_path / "whole").keys()


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
    assert "dateline.toml has the settings of a site" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["init", str(tmp_path / "file" / "site")]) == 1
    assert capsys.readouterr().err.endswith(
        "Not a directory; the site is not whole; mend that, and say the same again to complete it\n"
        "To read more: dateline help init\n"
    )


def test_a_site_whose_files_cannot_all_be_written_has_none_so_that_the_next_try_begins_anew(
    tmp_path: Path,
) -> None:
    site = tmp_path / "harbour"
    site.mkdir()
    (site / ".github").write_text("In the way.")
    with pytest.raises(OSError, match=r"\.github"):
        create_site(site, TODAY, INDEX)
    assert tree(site).keys() == {".github"}
    (site / ".github").unlink()
    create_site(site, TODAY, INDEX)
    create_site(tmp_path / "whole", TODAY, INDEX)
    assert tree(site).keys() == tree(tmp_path / "whole").keys()


def test_a_folder_needs_a_name(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main(["init", ""])
    assert ended.value.code == 2
    assert "must name a folder" in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("name", ["harbour", "-dash", "my harbour"])
def test_it_ends_with_the_way_to_a_live_page(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["init", "--", name]) == 0
    lines = capsys.readouterr().out.splitlines()
    (serving,) = (shlex.split(line) for line in lines if "dateline serve" in line)
    options = parser().parse_args(serving[1:])
    assert (options.site / "dateline.toml").is_file()
    (committing,) = (line.partition(". ")[2] for line in lines if "git init" in line)
    environment = {f"GIT_{who}_{what}": "me" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["bash", "-ec", committing], env={**os.environ, **environment}, check=True, capture_output=True)
    assert git(tmp_path / name, "branch", "--show-current") == "main\n"
    assert git(tmp_path / name, "status", "--porcelain") == ""


def test_in_a_repository_no_other_one_is_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "--quiet")
    assert main(["init", "."]) == 0
    assert "git init" not in capsys.readouterr().out


def test_in_the_folder_itself_nobody_is_sent_into_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for repository in (False, True):
        folder = tmp_path / f"{repository}"
        folder.mkdir()
        monkeypatch.chdir(folder)
        if repository:
            git(folder, "init", "--quiet")
        assert main(["init", "."]) == 0
        assert "cd " not in capsys.readouterr().out


@pytest.mark.parametrize(("before", "branch"), [("", "trunk"), ("", "main"), ("main", "mine")])
def test_a_branch_of_another_name_is_to_be_called_main_where_there_is_none(
    before: str, branch: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(tmp_path, "init", "--quiet", f"--initial-branch={before or branch}")
    if before:
        git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "First")
        git(tmp_path, "checkout", "--quiet", "-b", branch)
    assert main(["init", str(tmp_path)]) == 0
    assert (f"yours is {branch}: git branch -m main\n" in capsys.readouterr().out) is (branch == "trunk")


@pytest.mark.parametrize(("name", "repository"), [("Mein Hafen-é", "mein-hafen-e"), ("北京", "site")])
def test_the_repository_has_a_name_that_github_takes(
    name: str, repository: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / name)]) == 0
    assert f"https://github.com/YOU/{repository}.git" in capsys.readouterr().out


def test_a_command_to_be_copied_is_not_parted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = f"  python -m pip wheel {'folder/' * 20} {tmp_path}"
    monkeypatch.setattr(
        "builder.scaffold.install_source.install_source",
        lambda _: InstallSource("./a.whl", f"Make it:\n{command}\nOr not."),
    )
    assert main(["init", str(tmp_path)]) == 0
    assert f"  - Make it:\n    {command}\n    Or not.\n" in capsys.readouterr().out
    assert f"# Make it:\n# {command}\n# Or not.\n" in (tmp_path / "requirements.txt").read_text(encoding="utf-8")
