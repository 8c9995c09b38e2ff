"""The short ways of reading equal the libraries that they stand in for on entries of the corpus, in both forms.

`make soak` takes all of them, `make test` a tenth.
"""

import importlib.util
import json
import lzma
from itertools import islice
from types import ModuleType
from typing import Any

import pytest
from frontmatter.default_handlers import YAMLHandler

from builder.config.config import Config
from builder.content import page_form
from builder.content.location import locate
from builder.content.markdown import MarkdownRenderer, MarkdownText
from builder.content.markdown_fast import to_html
from builder.content.parse import parse
from builder.content.parse_fast import FastParser
from builder.frontmatter import split_fast
from builder.frontmatter.split import split
from builder.frontmatter.yaml_form import parse_yaml
from tests.sites import SHARED

CORPUS = SHARED / "corpus"
URL = "https://en.wikipedia.org/wiki/Portal:Current_events/2011_05_15"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is not beside this checkout")


def make_site() -> ModuleType:
    """The program that makes files of the corpus."""
    spec = importlib.util.spec_from_file_location("make_site", CORPUS / "make_site.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def entries(pytestconfig: pytest.Config) -> list[Any]:
    """One of so many entries of the corpus: of all years, and a tenth unless another part is asked for."""
    with lzma.open(CORPUS / "current-events-2002-2020.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in islice(lines, 0, None, int(pytestconfig.getoption("every")))]


def test_front_matter_is_read_as_yaml_reads_it(entries: list[Any]) -> None:
    made, plain = make_site(), 0
    for row in entries:
        text = made.frontmatter(row, URL)
        yaml_text, _ = YAMLHandler().split(text)
        assert split(text, "x.md").front == parse_yaml(yaml_text, "x.md", 0)
        plain += split_fast.parse(yaml_text, 1) is not None
    assert plain > 0.99 * len(entries)


def test_an_entry_is_read_as_the_full_parser_reads_it(entries: list[Any]) -> None:
    made, config, markup, plain = make_site(), Config(SHARED), MarkdownRenderer(), 0
    fast = FastParser(config)
    for row in entries:
        text, path = made.frontmatter(row, URL), f"news/{row['date'].replace('-', '/')}/{made.slug(row['title'])}.md"
        location = locate(path, path)
        found = fast.parse(text, location)
        assert found is None or found == parse(text, location, config, markup)
        plain += found is not None
    assert plain > 0.95 * len(entries)


@pytest.mark.parametrize("folder", ["cases", "samples"])
def test_small_and_odd_files_are_read_as_the_full_parser_reads_them(folder: str) -> None:
    config, markup = Config(SHARED), MarkdownRenderer()
    files = [*(SHARED / folder).rglob("*.md")]
    assert files
    for file in files:
        text, path = file.read_text(encoding="utf-8", errors="replace"), f"news/{file.name}"
        location = locate(path, path)
        found = FastParser(config).parse(text, location)
        assert found is None or found == parse(text, location, config, markup)


@pytest.mark.parametrize("form", ["frontmatter", "page"])
def test_a_body_is_made_as_the_parser_makes_it(form: str, entries: list[Any]) -> None:
    made, markup, plain = getattr(make_site(), form), MarkdownRenderer(), 0
    for row in entries:
        body = split(made(row, URL), "x.md").body
        text = MarkdownText(page_form.parse(body).body if form == "page" else body, "x.md")
        assert markup.render(text) == markup.render_by_parser(text)
        plain += to_html(text.markdown) is not None
    assert plain > 0.95 * len(entries)
