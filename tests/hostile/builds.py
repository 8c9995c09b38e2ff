"""What building a large site costs: `python -m tests.hostile.builds [SCALE] [WORD]`.

SCALE is a share of the full sizes. A line is printed for each site whose name has the word.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import mkdtemp
from typing import NamedTuple

from builder.config.load import load_config
from builder.core.problems import ProblemsFound
from tests.hostile.cost import Cost, cost
from tests.hostile.sites import SITES, Files

SECONDS = 600


class BuildCost(NamedTuple):
    """What building a site took, and made."""

    input: int
    """Bytes of content/."""
    output: int
    """Bytes of the output."""
    files: int
    """Files of the output."""
    cost: Cost

    def __str__(self) -> str:
        ratio = self.output / self.input
        sizes = f"{self.input:11,} B {self.output:13,} B {ratio:8.1f} {self.files:7,} files"
        return f"{sizes} {self.cost.seconds:6.1f} s {self.cost.memory / 1e6:6.0f} MB  {self.cost.outcome}"


def build_cost(files: Files, folder: Path, seconds: int = SECONDS) -> BuildCost:
    """Build a site of these files of content/ in an empty folder."""
    for name, text in files.items():
        _write(folder / "content", name, text.encode())
    (folder / "dateline.toml").write_text('title = "A"\nbase_url = "https://example.org/"\n', encoding="utf-8")
    found = cost(partial(_build, folder), seconds)
    sizes = [*_sizes(folder / "output")]
    return BuildCost(sum(len(text.encode()) for text in files.values()), sum(sizes), len(sizes), found)


def _write(folder: Path, name: str, content: bytes) -> None:
    """Write a file, at however deep a path."""
    *folders, last = name.split("/")
    folder.mkdir(exist_ok=True)
    if len(name) < 1_000:
        folder.joinpath(*folders).mkdir(parents=True, exist_ok=True)
        folder.joinpath(name).write_bytes(content)
        return
    at = os.open(folder, os.O_RDONLY)
    for part in folders:
        if part not in os.listdir(at):
            os.mkdir(part, dir_fd=at)
        below = os.open(part, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    with os.fdopen(os.open(last, os.O_WRONLY | os.O_CREAT, dir_fd=at), "wb") as file:
        file.write(content)
    os.close(at)


def _build(folder: Path) -> str:
    """Build a site in this process; says `built`, or the codes of what is wrong."""
    from msgspec.structs import replace  # noqa: PLC0415

    from builder.build.pipeline import build  # noqa: PLC0415
    from builder.incremental.inputs import find_inputs  # noqa: PLC0415

    try:
        build(find_inputs(replace(load_config(folder), jobs=1)))
    except ProblemsFound as found:
        return " ".join(["refused", *sorted({problem.code.slug for problem in found.problems})])
    return "built"


def _sizes(folder: Path) -> Iterator[int]:
    return (file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main(scale: str = "1", word: str = "") -> None:
    """Print what each site costs."""
    for name, (make, full) in SITES.items():
        if word in name:
            count = max(1, int(full * float(scale)))
            folder = mkdtemp()
            print(f"{f'{count:,} {name}':48} {build_cost(make(count), Path(folder))}", flush=True)
            subprocess.run(["rm", "-rf", folder], check=True)  # shutil cannot remove 1,500 nested folders


if __name__ == "__main__":
    main(*sys.argv[1:])
