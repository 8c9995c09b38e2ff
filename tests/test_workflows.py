"""The workflows on GitHub: this repository's, and that of a new site."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
import yaml

from builder import __version__
from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.repository import committed
from tests.serve.running import TIMEOUT
from tests.shared import made_once
from tests.sites import ROOT, SiteFolder

OWN = ROOT / ".github/workflows/pages.yml"
NEW = ROOT / "builder/scaffold/skeleton/pages.yml"
RELEASE = ROOT / ".github/workflows/release.yml"
IMPORT = ROOT / "builder/scaffold/skeleton/import.yml"
SOURCES = ROOT / "builder/scaffold/skeleton/sources.yml"
OWN_SOURCES = ROOT / ".github/workflows/sources.yml"
SUGGESTION = ROOT / "builder/scaffold/skeleton/suggestion.yml"
OWN_SUGGESTION = ROOT / ".github/workflows/suggestion.yml"
LOCK = ROOT / "builder/scaffold/skeleton/requirements.lock"
WORKFLOWS = (
    *(OWN, NEW, IMPORT, SOURCES, OWN_SOURCES, SUGGESTION, OWN_SUGGESTION, RELEASE),
    ROOT / ".github/workflows/test.yml",
    ROOT / ".github/workflows/dependencies.yml",
    ROOT / ".github/workflows/systems.yml",
)

WRITING = {
    "pages.yml": {"deploy": ["pages", "id-token"]},
    "import.yml": {"import": ["contents", "pull-requests"]},
    "sources.yml": {"check": ["contents", "pull-requests"]},
    "suggestion.yml": {"propose": ["contents", "pull-requests", "issues"]},
    "release.yml": {"publish": ["id-token"]},
}
"""What the jobs of each workflow may change."""

by_name = pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.relative_to(ROOT)))


def workflow(file: Path) -> dict[Any, Any]:
    """What a workflow says."""
    loaded: dict[Any, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return loaded


def steps(file: Path, job: str = "build") -> list[dict[str, Any]]:
    """The steps of a job."""
    listed: list[dict[str, Any]] = workflow(file)["jobs"][job]["steps"]
    return listed


@by_name
def test_a_workflow_is_as_its_schema_wants_it(file: Path) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def audited(*files: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor says of some workflows; it looks for holes that a stranger can use."""
    zizmor = f"{Path(sys.executable).with_name('zizmor')}"
    command = [zizmor, "--offline", "--no-progress", "--quiet", *map(str, files)]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_zizmor_finds_no_hole_in_a_workflow(tmp_path: Path) -> None:
    found = audited(*WORKFLOWS)
    assert found.returncode == 0, found.stdout + found.stderr
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(OWN.read_text(encoding="utf-8").replace("run: dateline check", "run: ${{ github.head_ref }}"))
    assert "template-injection" in audited(wrong).stdout


@by_name
def test_every_action_is_pinned_to_a_commit_with_its_version_beside_it(file: Path) -> None:
    used = re.findall(r"^.*\buses: (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    assert used
    assert [line for line in used if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)] == []


@by_name
def test_a_job_may_do_no_more_than_it_has_to(file: Path) -> None:
    jobs = workflow(file)["jobs"]
    assert workflow(file)["permissions"] == {"contents": "read"}
    writing = {
        job: [name for name, may in its.get("permissions", {}).items() if may != "read"] for job, its in jobs.items()
    }
    assert {job: may for job, may in writing.items() if may} == WRITING.get(file.name, {})
    assert all(its["timeout-minutes"] for its in jobs.values())


@pytest.mark.parametrize(
    ("mine", "its", "job"),
    [(OWN, NEW, "build"), (OWN_SOURCES, SOURCES, "check"), (OWN_SUGGESTION, SUGGESTION, "propose")],
)
def test_a_new_sites_workflow_is_this_repositorys_but_for_how_dateline_is_installed(
    mine: Path, its: Path, job: str
) -> None:
    own, new = workflow(mine), workflow(its)
    (my_step,) = (step for step in own["jobs"][job]["steps"] if step.get("name") == "Install")
    (its_step,) = (step for step in new["jobs"][job]["steps"] if step.get("name") == "Install")
    assert my_step.pop("run") != its_step.pop("run")
    assert own == new


def value(expression: str, context: Mapping[str, str]) -> str:
    """What a text is with the values of a run in the place of its expressions, each a value or one test."""

    def filled(found: re.Match[str]) -> str:
        name, _, other = found[1].partition(" == ")
        return str(context[name] == other.strip("'")).lower() if other else context[name]

    return re.sub(r"\$\{\{ (.*?) \}\}", filled, expression)


MAIN = {"github.ref": "refs/heads/main", "github.event_name": "push"}
BY_HAND = {"github.ref": "refs/heads/other", "github.event_name": "workflow_dispatch"}
PULL = {"github.ref": "refs/pull/7/merge", "github.event_name": "pull_request"}


def test_of_one_branch_only_one_run_is_at_work_and_none_is_stopped_but_those_of_a_pull_request() -> None:
    its = workflow(NEW)["concurrency"]
    groups = [value(its["group"], run) for run in (MAIN, BY_HAND, PULL)]
    assert len({*groups}) == 3
    assert [value(its["cancel-in-progress"], run) for run in (MAIN, BY_HAND, PULL)] == ["false", "false", "true"]
    assert not [job for job in workflow(NEW)["jobs"].values() if "concurrency" in job]


def test_only_main_is_published() -> None:
    condition = workflow(NEW)["jobs"]["deploy"]["if"]
    published = [value(f"${{{{ {condition} }}}}", run) for run in (MAIN, BY_HAND, PULL)]
    assert published == ["true", "false", "false"]
    (upload,) = (step for step in steps(NEW) if "upload-pages-artifact" in step.get("uses", ""))
    assert upload["if"] == condition


def test_what_is_remembered_is_restored_by_a_prefix_and_saved_on_main_only() -> None:
    (restore,) = (step for step in steps(NEW) if "cache/restore" in step.get("uses", ""))
    (save,) = (step for step in steps(NEW) if "cache/save" in step.get("uses", ""))
    assert restore["with"]["path"] == save["with"]["path"] == ".dateline\noutput\n"
    assert restore["with"]["key"] == save["with"]["key"]
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])
    assert save["if"] == "github.ref == 'refs/heads/main'"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with Dateline's wheel."""

    def make(folder: Path) -> None:
        options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
        subprocess.run([sys.executable, "-m", "pip", "wheel", *options, str(ROOT)], check=True)

    return made_once(tmp_path_factory, worker_id, "wheels", make)


def test_the_wheel_has_the_default_theme_compiled(wheels: Path) -> None:
    (wheel,) = wheels.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "builder/templating/shipped.py" in names
    assert "builder/templating/build_hook.py" not in names


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of a Python with nothing but pip, which tests take copies of."""
    return made_once(tmp_path_factory, worker_id, "python", lambda folder: venv.create(folder, with_pip=True))


@pytest.fixture(scope="session")
def python_with_dateline(tmp_path_factory: pytest.TempPathFactory, worker_id: str, python: Path, wheels: Path) -> Path:
    """The same, into which pip installed Dateline from its wheel."""

    def make(folder: Path) -> None:
        environment = copied(python, folder, wheels)
        subprocess.run(["pip", "install", "--quiet", "--require-hashes", "-r", LOCK], env=environment, check=True)
        subprocess.run(["pip", "install", "--quiet", f"dateline=={__version__}"], env=environment, check=True)

    return made_once(tmp_path_factory, worker_id, "python-with-dateline", make)


@pytest.fixture
def clean_runner(tmp_path: Path, python: Path, wheels: Path) -> dict[str, str]:
    """The environment of a runner that has installed nothing yet."""
    return copied(python, tmp_path / "python", wheels)


@pytest.fixture
def runner(tmp_path: Path, python_with_dateline: Path, wheels: Path) -> dict[str, str]:
    """The environment of a runner on which Dateline is installed, so that its step of installing has little to do."""
    return copied(python_with_dateline, tmp_path / "python", wheels)


def copied(python: Path, folder: Path, wheels: Path) -> dict[str, str]:
    """An environment in which a copy of a Python's folder comes first, and pip finds Dateline's wheel."""
    shutil.copytree(python, folder, symlinks=True, dirs_exist_ok=True)
    for program in (folder / "bin").iterdir():
        if not program.is_symlink():  # programs name the Python that runs them
            program.write_bytes(program.read_bytes().replace(bytes(python), bytes(folder)))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    kept |= {"GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "me/harbour"}
    kept |= {"PIP_NO_COMPILE": "1"}  # most modules are not imported
    return kept | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "PIP_FIND_LINKS": str(wheels)}


def run_steps(file: Path, checkout: Path, environment: dict[str, str], event: str = "push") -> str:
    """Run the shell steps of a workflow's build in order, as a runner would; what they print."""
    is_push = event == "push"
    values = {
        "${{ steps.pages.outputs.base_url }}": "https://me.github.io/harbour" if is_push else "",
        "${{ github.base_ref }}": "" if is_push else "main",
    }
    conditions = {"": True, "${{ !cancelled() && github.event_name == 'pull_request' }}": not is_push}
    printed = ""
    for step in steps(file):
        if "run" in step and conditions[step.get("if", "")]:
            env = environment | {name: values[value] for name, value in step.get("env", {}).items()}
            shell = ["bash", "-e", "-o", "pipefail", "-c", step["run"]]
            done = subprocess.run(shell, cwd=checkout, env=env, check=False, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
            printed += done.stdout
    return printed


def in_wheel(wheel: Path, name: str) -> str:
    """What a file of a wheel says."""
    return ZipFile(wheel).read(name).decode()


def cloned(repository: Path, folder: Path) -> Path:
    """A clean clone."""
    subprocess.run(["git", "clone", "--quiet", repository, folder], check=True)
    return folder


def test_the_steps_publish_a_new_site_with_the_wheel_alone(tmp_path: Path, clean_runner: dict[str, str]) -> None:
    create_site(tmp_path / "harbour", Date(2011, 5, 15), from_direct_url(None, Path()))
    committed(tmp_path / "harbour")
    clone = cloned(tmp_path / "harbour", tmp_path / "clone")
    assert "1 entry, 1 day, 1 topic" in run_steps(NEW, clone, clean_runner)
    page = SiteFolder(clone).page("news/2011/05/15/this-timeline-begins.html")
    assert 'rel="canonical" href="https://me.github.io/harbour/news/2011/05/15/this-timeline-begins.html"' in page
    path = "content/news/2011/05/15/this-timeline-begins.md"
    assert f'<a href="https://github.com/me/harbour/edit/main/{path}">Edit this page</a>' in page
    assert ", 0 files written, " in run_steps(NEW, clone, clean_runner)


def test_a_wheel_from_a_disk_is_installed_from_beside_the_requirements_or_nothing_is(
    tmp_path: Path, runner: dict[str, str], wheels: Path
) -> None:
    (wheel,) = wheels.iterdir()
    site = tmp_path / "harbour"
    create_site(
        site, Date(2011, 5, 15), from_direct_url(json.dumps({"url": wheel.as_uri(), "archive_info": {}}), Path())
    )
    with pytest.raises(AssertionError, match=f"No such file or directory: '.*{wheel.name}'"):
        run_steps(NEW, site, runner)
    shutil.copy(wheel, site)
    assert "1 entry, 1 day, 1 topic" in run_steps(NEW, site, runner)


def test_what_a_page_out_of_a_cache_names_is_published_once_more_after_a_push_that_changes_it(
    tmp_path: Path, runner: dict[str, str]
) -> None:
    create_site(tmp_path / "harbour", Date(2011, 5, 15), from_direct_url(None, Path()))
    repository, css = SiteFolder(tmp_path / "harbour"), "templates/static/own.css"
    sets: list[dict[str, bytes]] = []
    for files in ({css: "a {}"}, {css: "b {}"}, {"content/help.md": "# Help\n"}):
        repository.write(files)
        committed(repository.path)
        clone = SiteFolder(cloned(repository.path, tmp_path / "clone"))
        for name in (".dateline", "output") if sets else ():  # as the step restores them that has the cache
            shutil.copytree(tmp_path / "cache" / name, clone.path / name)
        run_steps(NEW, clone.path, runner)
        sets.append({at: content for at, content in clone.tree().items() if at.startswith("static/")})
        style = re.search(r'<link rel="stylesheet" href="(.*?)">', clone.page("index.html"))
        assert style
        assert style[1] in sets[-1]
        shutil.rmtree(tmp_path / "cache", ignore_errors=True)
        clone.path.rename(tmp_path / "cache")
    first, second, third = sets
    assert first.items() <= second.items()
    assert {at: content for at, content in second.items() if at not in first or "/schema/" in at} == third


def test_a_pull_request_is_summed_up_and_nothing_of_it_is_published(tmp_path: Path, runner: dict[str, str]) -> None:
    create_site(tmp_path / "harbour", Date(2011, 5, 15), from_direct_url(None, Path()))
    committed(tmp_path / "harbour")
    clone = cloned(tmp_path / "harbour", tmp_path / "clone")
    entry = {"content/news/2011/05/16/second.md": "---\ntitle: Second\ncontexts: [Harbour]\n---\n"}
    SiteFolder(clone).write({**entry, "templates/entry.html": "{% no template %}"})
    summary = tmp_path / "summary.md"
    run_steps(NEW, clone, runner | {"GITHUB_STEP_SUMMARY": str(summary)}, "pull_request")
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("## What this changes since origin/main\n")
    assert "- 2011-05-16 Second (`content/news/2011/05/16/second.md`)\n" in told
    assert "templates/entry.html" in told
    assert "canonical" not in SiteFolder(clone).page("index.html")


@contextmanager
def serving(folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of a site that the installed command serves; it ends by Ctrl-C as it is meant to."""
    command = ["dateline", "serve", "--watch", "--port", "0"]
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield next(word for word in process.stdout.readline().split() if word.startswith("http"))
        finally:
            process.send_signal(signal.SIGINT)
        assert process.wait(TIMEOUT) == 0


def test_the_wheel_alone_begins_builds_and_serves_a_site(tmp_path: Path, runner: dict[str, str]) -> None:
    for command in (["init", "harbour"], ["build", "--site", "harbour"], ["verify", "--site", "harbour"]):
        subprocess.run(["dateline", *command], cwd=tmp_path, env=runner, check=True, capture_output=True)
    site = SiteFolder(tmp_path / "harbour")
    files = (site.static("style.css"), site.static("search.js"))
    entry = next(name for name in site.tree() if name.endswith("/this-timeline-begins.html"))
    with serving(site.path, runner) as address:
        for name in files:
            with urlopen(address + name, timeout=TIMEOUT) as answer:  # noqa: S310  # the server above
                assert answer.read() == site.tree()[name]
        for name in ("index.html", entry, "search.html"):
            with urlopen(address + name, timeout=TIMEOUT) as answer:  # noqa: S310
                assert site.page(name).partition("</head>")[0] in answer.read().decode()


def test_a_site_names_the_dateline_that_made_it_as_pip_installed_that(
    tmp_path: Path, runner: dict[str, str], wheels: Path
) -> None:
    (wheel,) = wheels.iterdir()
    named = f"dateline=={__version__}"
    for installed, line in (([named], named), (["--force-reinstall", "--no-deps", f"{wheel}"], f"./{wheel.name}")):
        subprocess.run(["pip", "install", "--quiet", *installed], env=runner, check=True)
        site = tmp_path / line.replace("/", "")
        subprocess.run(["dateline", "init", site], env=runner, check=True, capture_output=True)
        assert (site / "requirements.txt").read_text(encoding="utf-8").splitlines()[-1] == line


def test_the_steps_publish_this_repositorys_own_site(tmp_path: Path, clean_runner: dict[str, str]) -> None:
    clone = cloned(ROOT, tmp_path / "clone")
    run_steps(clone / OWN.relative_to(ROOT), clone, clean_runner)
    front = SiteFolder(clone).page("index.html")
    assert "The Sanctions File" in front
    assert "https://me.github.io/harbour/" in front


def test_the_steps_make_a_release_of_the_version_that_the_tag_names(
    tmp_path: Path, clean_runner: dict[str, str]
) -> None:
    clone = cloned(ROOT, tmp_path / "clone")
    run_steps(clone / RELEASE.relative_to(ROOT), clone, clean_runner | {"GITHUB_REF_NAME": f"v{__version__}"})
    made = sorted(file.name for file in (clone / "dist").iterdir())
    assert made == [f"dateline-{__version__}-py3-none-any.whl", f"dateline-{__version__}.tar.gz"]
    metadata = in_wheel(clone / "dist" / made[0], f"dateline-{__version__}.dist-info/METADATA")
    source = "https://github.com/me/harbour"
    assert dict(re.findall(r"^Project-URL: (\w+), (.*)$", metadata, re.MULTILINE)) == {
        "Source": source,
        "Issues": f"{source}/issues",
        "Changelog": f"{source}/blob/v{__version__}/CHANGELOG.md",
    }


def test_the_wheel_says_that_it_is_typed(wheels: Path) -> None:
    (wheel,) = wheels.iterdir()
    assert in_wheel(wheel, "builder/py.typed") == ""


def test_a_tag_of_another_version_is_not_released(tmp_path: Path, clean_runner: dict[str, str]) -> None:
    (check,) = (step["run"] for step in steps(RELEASE) if step.get("name") == "The tag is that of the version")
    clone = cloned(ROOT, tmp_path / "clone")
    for tag, status in ((f"v{__version__}", 0), ("v9.9.9", 1)):
        done = subprocess.run(
            ["bash", "-c", check], cwd=clone, env=clean_runner | {"GITHUB_REF_NAME": tag}, check=False
        )
        assert done.returncode == status
