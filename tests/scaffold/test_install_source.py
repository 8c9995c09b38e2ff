"""Where Dateline was installed from: what installs the same one elsewhere, or what a person has to do for that."""

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from builder import __version__
from builder.scaffold.install_source import InstallSource, from_checkout, from_direct_url, install_source
from tests.repository import committed, git
from tests.sites import ROOT

COMMIT = "3f2a9c1d" * 5
DIGEST = "0" * 64
SITE = Path("/my sites/harbour")
MAKING = ("python", "-m", "pip", "wheel", "--no-deps", "--wheel-dir", f"{SITE}")
TOLD = """
from pathlib import Path
from builder.scaffold.install_source import install_source
print(install_source(Path()).requirement)
"""
"""A program that prints what installs the Dateline that it imports."""

WHEEL = f"./dateline-{__version__}-py3-none-any.whl"


def installed(url: str, **info: object) -> InstallSource:
    """The source that an installer wrote down."""
    return from_direct_url(json.dumps({"url": url, **info}), SITE)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout that knows no other repository."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("")
    committed(folder)
    return folder


def test_what_was_installed_by_its_name_is_named_by_it_and_its_version() -> None:
    found = from_direct_url(None, SITE)
    assert (found.requirement, found.steps) == (f"dateline=={__version__}", "")


def test_how_a_version_is_pinned_by_a_hash_is_said_where_the_hash_is_not_known() -> None:
    assert f"python -m pip hash dateline-{__version__}-py3-none-any.whl" in from_direct_url(None, SITE).pinning
    for found in (installed("https://github.com/me/dateline.git", vcs_info={"vcs": "git", "commit_id": COMMIT}),):
        assert found.pinning == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/me/dateline.git",
        "https://me:secret@github.com/me/dateline.git",
        "ssh://git@github.com/me/dateline.git",
        "git@github.com:me/dateline.git",
    ],
)
def test_from_git_it_is_installed_at_that_commit_by_an_address_that_needs_no_key(url: str) -> None:
    found = installed(url, vcs_info={"vcs": "git", "commit_id": COMMIT})
    assert found == InstallSource(f"dateline @ git+https://github.com/me/dateline.git@{COMMIT}")


def test_what_others_may_not_be_able_to_read_is_not_named() -> None:
    for url, vcs in (("ssh://git@example.org/dateline.git", "git"), ("https://example.org/dateline", "hg")):
        found = installed(url, vcs_info={"vcs": vcs, "commit_id": COMMIT})
        assert found.requirement == WHEEL
        assert f"was installed from {url}" in found.steps


@pytest.mark.parametrize(
    "host", ["192.168.1.7", "10.0.0.1:8443", "127.0.0.1", "[fd00::1]", "box.local", "box.lan.", "gitserver", "[bad"]
)
def test_an_address_of_a_network_of_ones_own_is_not_named(host: str, checkout: Path) -> None:
    git(checkout, "remote", "add", "origin", f"https://me@{host}/dateline.git")
    assert from_checkout(checkout, SITE).requirement == WHEEL


@pytest.mark.parametrize("host", ["9.9.9.9", "[2620:fe::fe]", "local.example.org"])
def test_an_address_of_the_whole_net_is_named(host: str) -> None:
    found = installed(f"https://{host}/dateline.git", vcs_info={"vcs": "git", "commit_id": COMMIT})
    assert found.requirement == f"dateline @ git+https://{host}/dateline.git@{COMMIT}"


def test_a_wheel_from_a_disk_is_to_lie_beside_the_requirements() -> None:
    found = installed("file:///my%20wheels/dateline-9-py3-none-any.whl", archive_info={"hashes": {"sha256": DIGEST}})
    assert found.requirement == "./dateline-9-py3-none-any.whl"
    assert "/my wheels/dateline-9-py3-none-any.whl. Put that file beside requirements.txt" in found.steps


def test_a_file_that_was_downloaded_is_named_with_what_it_held() -> None:
    url = "https://example.org/dateline-9-py3-none-any.whl"
    assert installed(url, archive_info={"hashes": {"sha256": DIGEST}}) == InstallSource(
        f"dateline @ {url}#sha256={DIGEST}"
    )
    assert installed(url, archive_info={}).requirement == "./dateline-9-py3-none-any.whl"


def test_a_checkout_is_named_by_its_remote_and_its_commit(checkout: Path) -> None:
    git(checkout, "remote", "add", "backup", "https://example.org/backup.git")
    git(checkout, "remote", "add", "origin", "git@github.com:me/dateline.git")
    commit = git(checkout, "rev-parse", "HEAD").strip()
    line = f"dateline @ git+https://github.com/me/dateline.git@{commit}"
    found = from_checkout(checkout, SITE)
    assert found.requirement == line
    assert f"does not have its commit {commit[:12]} yet" in found.steps
    git(checkout, "update-ref", "refs/remotes/origin/main", commit)
    assert from_checkout(checkout, SITE) == InstallSource(line)
    assert installed(checkout.as_uri(), dir_info={"editable": True}) == InstallSource(line)


def test_a_checkout_that_others_cannot_read_is_to_be_a_wheel(checkout: Path) -> None:
    assert from_checkout(checkout, SITE).requirement == WHEEL
    git(checkout, "remote", "add", "origin", f"{checkout}")
    assert from_checkout(checkout, SITE).requirement == WHEEL


def test_the_command_that_makes_a_wheel_is_whole_and_stands_on_a_line_of_its_own(checkout: Path) -> None:
    (command,) = (line for line in from_checkout(checkout, SITE).steps.splitlines() if line.startswith(" "))
    assert shlex.split(command) == [*MAKING, f"{checkout}"]
    url = "ssh://git@example.org/dateline.git"
    found = installed(url, vcs_info={"vcs": "git", "commit_id": COMMIT})
    assert f"  {shlex.join([*MAKING, f'git+{url}@{COMMIT}'])}\n" in found.steps


def test_a_folder_inside_another_repository_is_no_checkout(checkout: Path) -> None:
    git(checkout, "remote", "add", "origin", "https://github.com/me/notes.git")
    inside = checkout / "dateline"
    inside.mkdir()
    assert from_checkout(inside, SITE).requirement == WHEEL
    assert "no git repository" in from_checkout(inside, SITE).steps


def test_a_checkout_that_runs_in_place_is_named_whatever_is_installed(checkout: Path) -> None:
    git(checkout, "remote", "add", "origin", "https://github.com/me/dateline.git")
    shutil.copytree(ROOT / "builder", checkout / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    done = subprocess.run([sys.executable, "-c", TOLD], cwd=checkout, check=True, capture_output=True, text=True)
    assert done.stdout.startswith("dateline @ git+https://github.com/me/dateline.git@")


def test_copied_to_another_place_it_cannot_know(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "builder", tmp_path / "builder", ignore=shutil.ignore_patterns("__pycache__"))
    program = (
        "from importlib import metadata\n"
        "def none(_): raise metadata.PackageNotFoundError\n"
        "metadata.distribution = none\n"
        f"{TOLD}"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert done.stdout == f"{WHEEL}\n"


def test_these_tests_run_in_a_checkout() -> None:
    assert install_source(SITE) == from_checkout(ROOT, SITE)
