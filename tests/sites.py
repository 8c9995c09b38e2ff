"""A site folder for tests: written from texts, built, and looked at."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from lxml import html
from msgspec import structs
from msgspec.structs import replace

from builder.build.pipeline import Built, build
from builder.cache.store import FOLDER
from builder.cli.main import main
from builder.config.config import Config
from builder.config.load import load_config
from builder.core.addresses import entry_address
from builder.core.dates import Date
from builder.core.model import ORDER, Context, Entry, Page
from builder.core.problems import Code, Problem, ProblemsFound, errors
from builder.core.progress import Progress
from builder.core.urls import Slug, entry_id
from builder.incremental.assemble import Assembled, assemble
from builder.incremental.inputs import find_inputs
from builder.pages.kind import Plan
from builder.pages.registry import KINDS
from builder.planning.plan import plan
from builder.relations.related import RelatedIndex, index_entries
from builder.relations.topics import Topics

T = TypeVar("T", bound=Entry | Page)

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""

REPO = "/repo/"
"""Where on its host a repository's site lies, as GitHub Pages has them."""

BASE_URL = f"https://example.org{REPO}"
"""The address of such a site."""

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
        """The site, read and related."""
        return assemble(find_inputs(self.config(**settings)), Progress())

    def plan(self, **settings: Any) -> Plan:
        """Every file of the site."""
        look = find_inputs(self.config(**settings))
        return plan(assemble(look, Progress()).site, look.theme, KINDS)[0]

    def build(self, *, clean: bool = False, **settings: Any) -> Built:
        """Publish the site."""
        return build(find_inputs(self.config(**settings), clean=clean))

    def problems(self, **settings: Any) -> tuple[Problem, ...]:
        """What a build says is wrong, warnings and notes included."""
        try:
            return self.build(**settings).report.problems
        except ProblemsFound as found:
            return found.problems

    def refuses(self, output: Path) -> bool:
        """Whether a build into a folder is refused, and for no other reason than the folder."""
        return {problem.code for problem in errors(self.problems(output=output))} == {Code.OUTPUT_REFUSED}

    def run(self, *arguments: str) -> int:
        """Run `dateline build` on the site; returns the exit status."""
        return main(["build", "--site", str(self.path), *arguments])

    def run_check(self, *arguments: str) -> int:
        """Run `dateline check` on the site; returns the exit status."""
        return main(["check", str(self.path), *arguments])

    def forget(self, table: str) -> None:
        """Delete the files in which one table of the site's memory lies."""
        index = msgspec.msgpack.decode((self.path / FOLDER / "index").read_bytes()[16:])
        for name in {*index[table]} - {""}:
            (self.path / FOLDER / name).unlink()

    def page(self, address: str) -> str:
        """A published file's text."""
        return (self.output / address).read_text(encoding="utf-8")

    def data(self, address: str) -> Any:
        """A published file's JSON."""
        return json.loads(self.page(address))

    def static(self, name: str) -> str:
        """Where a static file of the theme is published."""
        return static_in(self.output, name)

    def tree(self) -> dict[str, bytes]:
        """Every published file by its address."""
        return tree(self.output)


def entry_of(slug: str, date: Date, *contexts: Context, section: str = "news", title: str = "") -> Entry:
    """An entry with little more than its place in time and its contexts."""
    address = entry_address(entry_id(Slug(section), date, Slug(slug)))
    return Entry(f"content/{section}/{date.folder}/{slug}.md", address, date, title or slug, contexts)


def changed(text: T, **changes: Any) -> T:
    """An entry or a page with other values, its topics those of its contexts."""
    return structs.replace(text, **changes, **({"topics": ()} if "contexts" in changes else {}))


def index_of(entries: Iterable[Entry]) -> RelatedIndex:
    """Some entries, prepared for finding Related ones."""
    ordered = sorted(entries, key=ORDER)
    return index_entries(ordered, Topics(ordered, {}).numbers)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    start = len(f"{folder}/")  # pathlib's way to do the same takes ten times as long
    files = (f"{parent}/{name}" for parent, _, names in os.walk(folder) for name in names)
    return {file[start:]: _content(file) for file in files if os.path.isfile(file)}


def _content(file: str) -> bytes:
    """What a file holds: a site has hundreds, and whole sites are compared often."""
    with open(file, "rb", buffering=0) as opened:
        return opened.read()


def static_in(output: Path, name: str) -> str:
    """Where a published site has a static file of its theme, of which it has one set."""
    (file,) = output.glob(f"static/{'[0-9a-f]' * 8}/{name}")
    return file.relative_to(output).as_posix()


def said(page: str, selector: str) -> list[str]:
    """The words of each element of a page that a selector names, on one line."""
    found = html.fromstring(page).cssselect(selector)
    return [" ".join("".join(map(str, element.itertext())).split()) for element in found]
