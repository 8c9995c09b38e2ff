"""Builds by executors in two processes of this machine: the same bytes as a local build, also where one is killed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.build.build_elsewhere import build_by
from tests.build.ending_page import MARK
from tests.dask_cluster import dask_cluster
from tests.sites import ROOT, SiteFolder, tree


class Built(NamedTuple):
    """A site built elsewhere, and here."""

    elsewhere: dict[str, bytes]
    here: dict[str, bytes]
    report: dict[str, Any]
    others: list[str]
    """What lies beside the output."""
    has_ended: bool
    """Whether a process was ended."""


@pytest.fixture(scope="module", params=["dask", "loky"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A small site, built by an executor and here."""
    folder = tmp_path_factory.mktemp(request.param)
    site = SiteFolder(folder / "site")
    contexts = ("Iran", "Oil", "Lake")
    for n in range(60):
        text = f"---\ntitle: E{n}\ncontexts: [{contexts[n % 3]}]\n---\n[[Iran]] and [[E{n // 2}]].\n"
        site.write({f"content/news/2011/05/{1 + n % 28:02}/e{n}.md": text})
    site.write({"templates/day.html": "{{ view.count }}", "content/map.txt": "A map."})
    output = folder / "elsewhere"
    if request.param == "dask":
        with dask_cluster(folder) as cluster:
            report = run(site.path, output, cluster.name)
    else:
        report = run(site.path, output, "loky:2")
    others = sorted(item.name for item in folder.iterdir())
    has_ended = (site.path / MARK).exists()
    build_by(site.path, folder / "here", None)
    return Built(tree(output), tree(folder / "here"), report, others, has_ended)


def run(site: Path, output: Path, executor: str) -> dict[str, Any]:
    """Build in a process of its own; what that says."""
    command = [
        sys.executable,
        "-W",
        "error::ResourceWarning",
        "-m",
        "tests.build.build_elsewhere",
        str(site),
        str(output),
        executor,
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_bytes_are_those_of_a_local_build_though_a_process_was_killed(built: Built) -> None:
    assert built.has_ended
    assert built.elsewhere["ending.txt"] == b"Made by a process that went on.\n"
    assert built.elsewhere == built.here


def test_what_all_need_is_shared_once_for_reading_and_once_for_rendering_and_again_where_it_is_lost(
    built: Built,
) -> None:
    assert 2 <= len(built.report["shared"]) <= 3
    assert len(built.report["results"][0]) == 3  # batches of 60 files


def test_what_comes_back_of_a_page_is_small(built: Built) -> None:
    rendered = sum(map(sum, built.report["results"][1:]))
    assert rendered < 250 * len(built.here)
    assert rendered < sum(map(len, built.here.values())) / 10


def test_another_version_of_a_package_is_refused_by_name_and_nothing_is_published(built: Built) -> None:
    assert ": jinja2 is 3." in built.report["other"]
    assert "and 3.0.9 where the build runs; install the same on all machines" in built.report["other"]
    assert "other" not in built.others


def test_a_scheduler_that_does_not_answer_is_told(built: Built) -> None:
    assert built.report["nobody"].startswith("tcp://127.0.0.1:9: no scheduler of Dask answers there; ")
    assert "nobody" not in built.others
