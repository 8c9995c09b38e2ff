"""The same input gives the same bytes, whatever the machine's clock, place, language and file order."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.sites import ROOT, SiteFolder, tree


def built_under(output: Path, **environment: str) -> dict[str, bytes]:
    """The repository's site, built by a process of its own with other surroundings."""
    command = [sys.executable, "-m", "builder", "build", "--quiet", "--output", str(output)]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=True)
    return tree(output)


def test_the_bytes_are_the_same_in_every_time_zone_and_language(tmp_path: Path) -> None:
    auckland = built_under(tmp_path / "a", TZ="Pacific/Auckland", LC_ALL="C", PYTHONHASHSEED="1")
    los_angeles = built_under(
        tmp_path / "b", TZ="America/Los_Angeles", LC_ALL="C.UTF-8", PYTHONHASHSEED="2", PYTHONUTF8="0"
    )
    assert len(auckland) > 500
    assert auckland == los_angeles


def test_the_bytes_do_not_depend_on_the_order_in_which_the_system_lists_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "site/content")
    site = SiteFolder(tmp_path / "site")
    site.build()
    before = site.tree()

    def scandir(path: str) -> list[os.DirEntry[str]]:
        return sorted(os.scandir(path), key=lambda file: file.name, reverse=True)

    backwards = SimpleNamespace(scandir=scandir, path=os.path)
    monkeypatch.setattr("builder.content.scan.os", backwards)
    site.build(output=tmp_path / "reversed")
    assert tree(tmp_path / "reversed") == before


def test_no_absolute_path_and_no_host_name_is_published(own_site: Path) -> None:
    private = [str(ROOT).encode(), str(own_site).encode(), str(Path.home()).encode() + b"/"]
    if len(socket.gethostname()) > 5:
        private.append(socket.gethostname().encode())
    for name, content in tree(own_site).items():
        assert not any(word in content for word in private), name


def test_the_bytes_are_the_same_for_every_number_of_jobs(site: SiteFolder) -> None:
    site.write(
        {
            f"content/news/2011/05/{day}/{n}.md": f"---\ntitle: Entry {n}\ncontexts: [a{n % 7}, b{n % 3}]\n---\n"
            for n in range(1200)
            for day in [n % 28 + 1]
        }
    )
    site.build(jobs=1)
    before = site.tree()
    site.build(jobs=3, output=site.path / "other")
    assert tree(site.path / "other") == before


def test_a_second_build_writes_nothing(two_entries: SiteFolder) -> None:
    first = two_entries.build().written
    times = {file: file.stat().st_mtime_ns for file in two_entries.output.rglob("*.html")}
    second = two_entries.build().written
    assert first.changed == len(first.outputs)
    assert second.changed == second.deleted == 0
    assert times == {file: file.stat().st_mtime_ns for file in two_entries.output.rglob("*.html")}
