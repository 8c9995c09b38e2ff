"""The public data: JSON by its schemas, the same fields as XML, and the seed's page form."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree

from builder.content.page_form import parse
from builder.pages.data_formats import json_text, xml_of
from tests.sites import ROOT, SiteFolder

SEED_ENTRY = (
    "news/2011/05/15/a-united-nations-report-alleges-that-iran-and-north-korea-have-been-"
    "secretly-exchanging-ballistic-missile-technology"
)
SEED = (ROOT / "seeds/001_040775a8f5c1d541.txt").read_text(encoding="utf-8")

NOT_DATA = {"static", "search"}
"""Folders whose JSON is not the data of an entry, a day or a topic: the schemas, and the search index."""


def kind_of(file: Path) -> str:
    """Which of the schemas describes a JSON file."""
    if file.name != "index.json":
        return "entry"
    return "topic" if "topics" in file.parts else "day"


def validator(site: Path, kind: str) -> Draft202012Validator:
    """The schema as it is published with the site."""
    schema = json.loads((site / f"static/schema/{kind}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("kind", ["entry", "day", "topic"])
def test_every_json_file_is_valid_by_the_schema_that_the_site_publishes(own_site: Path, kind: str) -> None:
    check = validator(own_site, kind)
    files = [file for folder in own_site.iterdir() if folder.name not in NOT_DATA for file in folder.rglob("*.json")]
    mine = [file for file in files if kind_of(file) == kind]
    assert len(mine) > 30
    for file in mine:
        check.validate(json.loads(file.read_text(encoding="utf-8")))


def test_a_schema_refuses_data_without_one_of_its_fields(own_site: Path) -> None:
    data = json.loads((own_site / f"{SEED_ENTRY}.json").read_text(encoding="utf-8"))
    check = validator(own_site, "entry")
    for field in json.loads((own_site / "static/schema/entry.schema.json").read_text(encoding="utf-8"))["required"]:
        assert not check.is_valid({key: value for key, value in data.items() if key != field})


def from_xml(element: Any) -> Any:
    """The data that an element of our XML stands for."""
    if element.get("nil") == "true":
        return None
    if element.tag in ("contexts", "sources", "related", "entries", "near"):
        return [from_xml(child) for child in element]
    if element.tag == "importance":
        return int(element.text or "")
    return {child.tag: from_xml(child) for child in element} if len(element) else element.text or ""


@pytest.mark.parametrize("place", ["news", "opinion"])
def test_the_xml_has_every_field_of_the_json(own_site: Path, place: str) -> None:
    files = list((own_site / place).rglob("*.xml"))
    assert files
    for file in files:
        data = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert from_xml(etree.parse(file).getroot()) == data


HOSTILE = st.sampled_from(
    ["", " ", "\n", "\r\n", "]]>", "</title>", "&amp;", "<!--", "\"'", "\\/", "\x00\x1f\x7f", "\u2028\ufeff"]
)
TEXTS = st.lists(HOSTILE | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=4).map("".join)
PLAIN = st.none() | TEXTS | st.integers()
ITEMS = {"contexts": "context", "sources": "source", "related": "entry", "entries": "entry", "near": "topic"}
"""The lists of our data, and what XML calls their items."""


def fields(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Data whose fields have some values, or lists of them."""
    names = st.sampled_from(["url", "title", "body_html", "image"])
    items = st.lists(PLAIN | values, max_size=3)
    singles, lists = st.dictionaries(names, PLAIN | values), st.dictionaries(st.sampled_from(sorted(ITEMS)), items)
    return st.builds(lambda some, others: some | others, singles, lists)


DATA = fields(st.recursive(PLAIN, fields, max_leaves=8))


def by_element_tree(element: ElementTree.Element, value: Any) -> ElementTree.Element:
    """An element, filled with a value by the standard library's writer of XML."""
    if isinstance(value, dict):
        for name, part in value.items():
            by_element_tree(ElementTree.SubElement(element, name), part)
    elif isinstance(value, list):
        for item in value:
            by_element_tree(ElementTree.SubElement(element, ITEMS[element.tag]), item)
    elif value is None:
        element.set("nil", "true")
    else:
        element.text = str(value)
    return element


@given(DATA)
def test_xml_is_written_as_element_tree_writes_it(data: dict[str, Any]) -> None:
    root = by_element_tree(ElementTree.Element("entry"), data)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    assert xml_of("entry", data) == f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


@given(DATA)
def test_json_is_written_as_the_standard_library_writes_it(data: dict[str, Any]) -> None:
    assert json_text(data) == json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def test_the_data_of_an_entry_have_all_that_is_said_of_it(site: SiteFolder) -> None:
    text = """
    ---
    title: First
    image: {url: map.png, alt: A map, credit: UN}
    importance: 8
    status: disputed
    location: Vienna
    lang: de
    updated: 2011-06
    sources:
      - {name: Post, author: A. Writer, url: "https://example.org/"}
      - {name: Archive, url: "urn:isbn:1"}
    ---
    """
    site.write(
        {
            "content/news/2011/05/15/first.md": dedent(text).lstrip(),
            "content/news/2011/05/15/map.png": "",
            "dateline.toml": 'formats = ["html", "json", "xml"]\n',
        }
    )
    output = site.path / "output"
    site.build()
    file = output / "news/2011/05/15/first.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    validator(output, "entry").validate(data)
    assert from_xml(etree.parse(file.with_suffix(".xml")).getroot()) == data
    assert data["image"] == {"url": "news/2011/05/15/map.png", "alt": "A map", "credit": "UN"}
    said = {name: data[name] for name in ("importance", "status", "location", "language", "updated")}
    assert said == {"importance": 8, "status": "disputed", "location": "Vienna", "language": "de", "updated": "2011-06"}
    assert [source.get("author") for source in data["sources"]] == ["A. Writer", None]
    assert [source.get("note") for source in data["sources"]] == [None, "urn:isbn:1"]


def test_the_seeds_entry_in_page_form_is_the_seed_again(own_site: Path) -> None:
    made = (own_site / f"{SEED_ENTRY}.md").read_text(encoding="utf-8")
    assert re.sub(r"\s+", " ", made) == re.sub(r"\s+", " ", SEED)


def test_an_entry_in_page_form_reads_as_the_same_entry(site: SiteFolder) -> None:
    text = (
        "---\ntitle: A title\ncontexts: [shipping, 'Los Angeles, California']\n"
        "sources: [{name: Gazette, url: https://example.org/a_(b)}]\n---\nThe *text*.\n\nMore.\n"
    )
    site.write({"content/news/2011/05/15/a.md": text})
    site.build(formats=("html", "md"))
    page = parse(site.page("news/2011/05/15/a.md"))
    assert (page.date, page.title, page.body) == ("2011-05-15", "A title ", "The *text*.\n\nMore.")
    assert [(item.text, item.url) for item in page.sources] == [("Gazette", "https://example.org/a_(b)")]
    again = SiteFolder(site.path / "again")
    again.write({"content/news/2011/05/15/a.md": site.page("news/2011/05/15/a.md")})
    (entry,) = again.assemble().site.entries
    assert {context.name for context in entry.contexts} == {"shipping", "Los Angeles, California"}


def test_the_body_of_an_entrys_json_has_links_relative_to_the_entry(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: A\ncontexts: [Iran]\n---\n[[Iran]]\n"})
    two_entries.build()
    body = two_entries.data("news/2011/05/15/first.json")["body_html"]
    assert body == '<p><a href="../../../../topics/iran/index.html">Iran</a></p>'


EXPECTED_DAY: Mapping[str, Any] = {
    "date": "2011-05-15",
    "entries": [
        {"id": "news/2011/05/15/first", "title": "First", "summary": None, "contexts": ["Iran", "United Nations"]}
    ],
    "previous": None,
    "next": "2011-05-16",
}


def test_a_days_json_has_its_entries_and_the_days_beside_it(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert two_entries.data("news/2011/05/15/index.json") == EXPECTED_DAY


def test_a_topics_json_has_all_its_entries_and_the_nearest_topics(two_entries: SiteFolder) -> None:
    two_entries.build()
    data = two_entries.data("topics/iran/index.json")
    assert (data["topic"], data["slug"], data["description"]) == ("Iran", "iran", None)
    assert [entry["date"] for entry in data["entries"]] == ["2011-05-15", "2011-05-16"]
    assert data["near"] == [{"topic": "United Nations", "shared": 1}]


def test_a_day_in_page_form_gives_the_summary_or_else_the_contexts(two_entries: SiteFolder) -> None:
    two_entries.write(
        {"content/news/2011/05/16/third.md": "---\ntitle: Third\nsummary: In short.\ncontexts: [Iran]\n---\n"}
    )
    two_entries.build(formats=("html", "md"))
    assert two_entries.page("news/2011/05/16/index.md") == (
        "## [2011-05-16](/news/2011/05/16/index.md)\n\n"
        "### [Second ](/news/2011/05/16/second.md)\n_Context: Iran_\n\n"
        "### [Third ](/news/2011/05/16/third.md)\nIn short.\n\n"
        "## [Previous Day...](/news/2011/05/15/index.md)\n"
    )
