"""A site folder for tests: written from texts, built, and looked at."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from builder.assemble import Assembled, assemble
from builder.build import Built, build
from builder.cli import main
from builder.config import Config, load_config
from builder.problems import Problem, ProblemsFound
from builder.progress import Progress
from builder.survey import survey

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""

BASE_URL = "https://example.org/repo/"
"""A project page, as GitHub Pages has them."""

SHARED = ROOT.parent / "shared"
"""Material beside the checkout that some tests use where it is there."""


class SiteFolder:
    """A site in a folder of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.output = path / "output"
        path.mkdir(parents=True, exist_ok=True)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by their paths in the site folder."""
        for name, text in files.items():
            file = self.path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def config(self, **settings: Any) -> Config:
        """The site's settings, some of them replaced."""
        return replace(load_config(self.path), **settings)

    def assemble(self, **settings: Any) -> Assembled:
        """The site, ready to be rendered."""
        return assemble(survey(self.config(**settings)), Progress())

    def build(self, *, clean: bool = False, **settings: Any) -> Built:
        """Publish the site."""
        return build(survey(self.config(**settings), clean=clean))

    def problems(self, **settings: Any) -> tuple[Problem, ...]:
        """What a build says is wrong, warnings and notes included."""
        try:
            return self.build(**settings).assembled.problems
        except ProblemsFound as found:
            return found.problems

    def run(self, *arguments: str) -> int:
        """Run `dateline build` on the site; returns the exit status."""
        return main(["build", "--site", str(self.path), *arguments])

    def page(self, address: str) -> str:
        """A published file's text."""
        return (self.output / address).read_text(encoding="utf-8")

    def data(self, address: str) -> Any:
        """A published file's JSON."""
        return json.loads(self.page(address))

    def tree(self) -> dict[str, bytes]:
        """Every published file by its address."""
        return tree(self.output)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}
