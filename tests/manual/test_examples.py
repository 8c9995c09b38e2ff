"""What the manual says is done as it says it: every file, every command and every example."""

import json
import shutil
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
import yaml
from jinja2 import Environment

from builder.cli.main import main
from builder.config.load import load_config
from builder.core.problems import Code
from builder.frontmatter.key import Key
from builder.frontmatter.keys import ENTRY_KEYS, PAGE_KEYS, TOPIC_KEYS
from tests.manual.blocks import Block, blocks
from tests.manual.run_page import SHOWN, PageFolder, begins_a_site
from tests.sites import ROOT, SiteFolder

MANUAL = ROOT / "content" / "manual"

PAGES = sorted(
    file.relative_to(MANUAL).as_posix()
    for file in MANUAL.rglob("*.md")
    if file.parent != MANUAL / "reference" / "problems"  # tests/explanations builds their examples
)


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as `dateline init` makes it; to be copied."""
    folder = tmp_path_factory.mktemp("new") / "harbour"
    assert main(["init", str(folder)]) == 0
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_a_page_can_be_followed_from_its_top_to_its_end(
    page: str, new_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = of_page(page)
    if not any(block.language == "sh" or block.title for block in found if block.language not in SHOWN):
        return
    folder = tmp_path / "site"
    if begins_a_site(iter(found)):
        folder.mkdir()
    else:
        shutil.copytree(new_site, folder)
    here = PageFolder(folder, monkeypatch)
    for block in found:
        here.follow(block)
    if any(block.title for block in found if block.language not in SHOWN):
        here.follow(Block("sh", "", "dateline build\n", 0))
    for file in here.here.glob("*.sqlite"):
        with closing(sqlite3.connect(file)) as database:
            for block in found:
                if block.language == "sql":
                    database.executescript(block.text)


@pytest.mark.parametrize("page", PAGES)
def test_texts_of_examples_build_without_a_problem(page: str, site: SiteFolder) -> None:
    for number, text in enumerate(untitled(page, "markdown")):
        is_topic = "title: Shipping\n" in text
        name = "topics/shipping.md" if is_topic else f"news/2011/05/15/entry-{number}.md"
        has_header = text.startswith(("---", "+++", "{", "Title:", "### ["))
        site.write({f"content/{name}": text if has_header else f"---\ntitle: Example {number}\n---\n{text}"})
    if site.path.joinpath("content").exists():
        told = [problem for problem in site.problems() if problem.code is not Code.TOPIC_UNUSED]
        assert told == []


@pytest.mark.parametrize("page", PAGES)
def test_settings_of_examples_can_be_had(page: str, tmp_path: Path) -> None:
    for text in untitled(page, "toml"):
        assert tomllib.loads(text)
        (tmp_path / "dateline.toml").write_text(text, encoding="utf-8")
        assert load_config(tmp_path).setting_problems == ()


@pytest.mark.parametrize("page", PAGES)
def test_data_and_templates_of_examples_can_be_read(page: str) -> None:
    for block in of_page(page):
        if block.language == "json":
            json.loads(block.text)
        elif block.language == "yaml":
            yaml.safe_load(block.text)
        elif block.language == "jinja":
            Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(block.text)
        elif block.language == "python":
            compile(block.text, page, "exec")


NEEDED = {
    "content/news/2011/05/15/example.md": (ENTRY_KEYS, {"title": "A", "date": "2011-05-15"}),
    "content/about.md": (PAGE_KEYS, {"title": "A"}),
    "content/topics/iran.md": (TOPIC_KEYS, {"title": "Iran"}),
}
"""A file of each kind with its keys, and those that it needs beside."""


@pytest.mark.parametrize(
    ("file", "key"),
    [(file, key) for file, (keys, _) in NEEDED.items() for key in keys],
    ids=lambda each: each.name if isinstance(each, Key) else each.split("/")[1],
)
def test_the_example_of_a_key_is_taken(file: str, key: Key[object], two_entries: SiteFolder) -> None:
    lines = "".join(f"{name}: {value}\n" for name, value in NEEDED[file][1].items() if name != key.name)
    earlier = "---\ntitle: The harbour is closed.\n---\nNothing moves.\n"
    two_entries.write({"content/news/2011/05/14/the-harbour-is-closed.md": earlier})
    two_entries.write({file: f"---\n{lines}{key.example}\n---\nWords.\n"})
    assert key.example.startswith(f"{key.name}:")
    assert {problem.code for problem in two_entries.problems()} <= {Code.DRAFTS_LEFT_OUT, Code.TOPIC_NAMES}


def of_page(page: str) -> list[Block]:
    return [*blocks((MANUAL / page).read_text(encoding="utf-8"))]


def untitled(page: str, language: str) -> list[str]:
    return [block.text for block in of_page(page) if block.language == language and not block.title]
