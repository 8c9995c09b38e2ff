"""The static files of the last build are known by the output alone, and only where all are as that build left them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.core.digest import digest
from builder.core.urls import MANIFEST
from builder.output.static_files import last_static_files
from tests.sites import SiteFolder


def test_they_are_those_of_the_folder_that_the_front_page_names(two_entries: SiteFolder) -> None:
    outputs = two_entries.build().written.outputs
    found = last_static_files(two_entries.output)
    assert two_entries.static("style.css") in found
    assert {at.rpartition("/static/")[0] for at in found} == {""}
    for address, file in found.items():
        content = (two_entries.output / address).read_bytes()
        assert (file.size, file.digest) == (len(content), digest(content))
        assert file.mtime == outputs[address].mtime
    assert not [address for address in found if "/schema/" in address]


def _make_link(output: Path, style: Path) -> None:
    style.rename(output / "moved.css")
    style.symlink_to(output / "moved.css")


def _unlist(output: Path, style: Path) -> None:
    manifest = output / MANIFEST
    manifest.write_text(manifest.read_text().replace(f"{style.relative_to(output).as_posix()}\n", ""))


DAMAGES: dict[str, Callable[[Path, Path], object]] = {
    "one is changed": lambda _, style: style.write_text("x {}"),
    "one is gone": lambda _, style: style.unlink(),
    "one is a link": _make_link,
    "one is not known to be made by a build": _unlist,
    "the front page names none": lambda output, _: (output / "index.html").write_text("Mine."),
    "there is no front page": lambda output, _: (output / "index.html").unlink(),
    "there is no list of files": lambda output, _: (output / MANIFEST).unlink(),
}


@pytest.mark.parametrize("how", DAMAGES)
def test_where_it_is_not_sure_that_all_are_as_they_were_there_is_none(two_entries: SiteFolder, how: str) -> None:
    two_entries.build()
    DAMAGES[how](two_entries.output, two_entries.output / two_entries.static("style.css"))
    assert last_static_files(two_entries.output) == {}


def test_without_an_output_there_is_none(tmp_path: Path) -> None:
    assert last_static_files(tmp_path / "output") == {}
