"""The whole site as data, published with it."""

import csv
import gzip
import io
import json
from typing import Any

import pytest

from tests.sites import SiteFolder, said

DAY = "content/news/2011/05/15"


def with_data(site: SiteFolder) -> SiteFolder:
    """A site of two entries that publishes its data."""
    site.write(
        {
            "dateline.toml": 'data = ["csv", "jsonl"]\n',
            f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\nWords <!-- not these --> here.\n",
            f"{DAY}/b.md": "---\ntitle: B\ncontexts: [Iran]\n---\n",
            f"{DAY}/c.md": "---\ntitle: C\ndraft: true\n---\n",
        }
    )
    return site


def lines(site: SiteFolder) -> list[dict[str, Any]]:
    """The published records."""
    return [*map(json.loads, gzip.decompress((site.output / "entries.jsonl.gz").read_bytes()).splitlines())]


def test_it_is_published_where_the_setting_asks_for_it(site: SiteFolder) -> None:
    with_data(site).build()
    assert [record["type"] for record in lines(site)] == ["site", "entry", "entry"]
    assert lines(site)[1]["markdown"] == "Words  here."
    rows = [*csv.DictReader(io.StringIO(gzip.decompress((site.output / "entries.csv.gz").read_bytes()).decode()))]
    assert [row["title"] for row in rows] == ["A", "B"]
    assert 'href="../../../../data.html">Data</a>' in site.page("news/2011/05/15/a.html")
    assert said(site.page("data.html"), "h2 a") == ["JSON Lines", "CSV"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\uff1d"])
def test_no_text_in_csv_is_a_formula(site: SiteFolder, start: str) -> None:
    formula = f"{start}cmd|calc!A1"
    front = f"title: '{formula}'\ncontexts: ['{formula}', Iran]\nlocation: '{formula}'\nsummary: 'A {formula}'"
    sources = f"sources: [{{name: '{formula}'}}]"
    with_data(site).write({f"{DAY}/a.md": f"---\n{front}\nimportance: 3\n{sources}\n---\n{start} of a list.\n"})
    site.build()
    row = next(csv.DictReader(io.StringIO(gzip.decompress((site.output / "entries.csv.gz").read_bytes()).decode())))
    assert row["title"] == row["location"] == row["source_names"] == f"'{formula}"
    assert row["contexts"] == f"'{formula}\nIran"
    assert row["markdown"] == f"'{start} of a list."
    assert row["summary"] == f"A {formula}"
    assert (row["date"], row["importance"]) == ("2011-05-15", "3")
    assert lines(site)[1]["title"] == formula


def test_a_source_without_an_address_keeps_its_empty_line_in_csv(site: SiteFolder) -> None:
    sources = "sources: [{name: Post}, {name: Post, url: https://post.example/a}]"
    with_data(site).write({f"{DAY}/a.md": f"---\ntitle: A\n{sources}\n---\n"})
    site.build()
    row = next(csv.DictReader(io.StringIO(gzip.decompress((site.output / "entries.csv.gz").read_bytes()).decode())))
    assert row["source_urls"] == "\nhttps://post.example/a"


def test_without_the_setting_no_page_says_a_word_of_it(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert not list(two_entries.output.glob("entries.*"))
    assert not (two_entries.output / "data.html").exists()
    assert "data.html" not in two_entries.page("index.html")


def test_it_follows_every_change(site: SiteFolder) -> None:
    with_data(site).build()
    site.write({f"{DAY}/b.md": "---\ntitle: B\ncontexts: [Iran]\n---\nOther words.\n"})
    site.build()
    assert lines(site)[2]["markdown"] == "Other words."
    incremental = site.tree()
    site.build(clean=True)
    assert site.tree() == incremental


def test_the_same_content_makes_the_same_bytes(site: SiteFolder) -> None:
    with_data(site).build()
    first = site.tree()
    site.build(clean=True)
    assert site.tree() == first
