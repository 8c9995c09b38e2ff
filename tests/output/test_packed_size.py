"""How large a site is as it is packed for the upload."""

import gzip
import io
import tarfile
from pathlib import Path
from random import Random

from builder.core.urls import Address
from builder.output.manifest import OutputFile
from builder.output.packed_size import LARGE, packed_size


def written(folder: Path, files: dict[str, bytes]) -> dict[Address, OutputFile]:
    """Files in a folder, as a build knows them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {Address(name): OutputFile(len(content), 0, b"") for name, content in files.items()}


def archive(files: dict[str, bytes]) -> int:
    """The bytes of the archive itself."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for name, content in sorted(files.items()):
            header = tarfile.TarInfo(name)
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return len(gzip.compress(packed.getvalue(), 6))


def pages(count: int) -> dict[str, bytes]:
    """Pages that have much in common, and something of their own."""
    own, common = Random(1), bytes(Random(2).choices(range(97, 123), k=3_000))
    return {f"{number:05}.html": common + bytes(own.choices(range(97, 123), k=1_000)) for number in range(count)}


def test_a_few_files_are_packed_as_the_archive_has_them(tmp_path: Path) -> None:
    files = pages(50)
    assert abs(packed_size(written(tmp_path, files), [tmp_path]) / archive(files) - 1) < 0.02


def test_some_of_many_files_stand_for_the_others(tmp_path: Path) -> None:
    files = pages(3_000)
    assert abs(packed_size(written(tmp_path, files), [tmp_path]) / archive(files) - 1) < 0.2


def test_the_beginning_of_a_large_file_stands_for_all_of_it(tmp_path: Path) -> None:
    film = {"film.mp4": Random(1).randbytes(3 * LARGE), "zero.bin": bytes(3 * LARGE)}
    assert abs(packed_size(written(tmp_path, film | pages(2)), [tmp_path]) / (3 * LARGE) - 1) < 0.02


def test_a_file_lies_in_the_first_folder_that_has_it(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    new.mkdir()
    old.mkdir()
    outputs = written(old, {"a.bin": Random(1).randbytes(100_000), "b.bin": Random(2).randbytes(100_000)})
    written(new, {"a.bin": bytes(100_000)})
    assert packed_size(outputs, [old]) > 200_000 > packed_size(outputs, [new, old]) > 100_000
    assert packed_size(outputs, [new]) < 10_000


def test_an_empty_site_has_a_size(tmp_path: Path) -> None:
    assert packed_size({}, [tmp_path]) < 100
