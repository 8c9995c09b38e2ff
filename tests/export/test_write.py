"""The file of an export: there whole or not at all."""

import csv
import gzip
import json
import re
from pathlib import Path

import pytest

from builder.cli.main import main
from tests.export.hostile import SITE
from tests.sites import SiteFolder


@pytest.fixture
def hostile(site: SiteFolder) -> SiteFolder:
    site.write(SITE)
    return site


def export(site: SiteFolder, form: str, file: Path, *options: str) -> int:
    return main(["export", form, str(file), "--site", str(site.path), *options])


def test_it_says_what_it_made(hostile: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(hostile, "csv", tmp_path / "a.csv") == 0
    assert re.fullmatch(rf"made  {tmp_path}/a\.csv: 8 entries, [\d.]+ kB\n", capsys.readouterr().out)
    assert export(hostile, "jsonl", tmp_path / "a.jsonl") == 0
    assert capsys.readouterr().out.startswith(f"made  {tmp_path}/a.jsonl: 8 entries, 3 pages, ")


def test_csv_has_a_row_for_each_entry(hostile: SiteFolder, tmp_path: Path) -> None:
    export(hostile, "csv", tmp_path / "a.csv", "--quiet")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert len(rows) == 8
    row = rows["news/2011/05/15/a"]
    assert row["contexts"].split("\n") == ["Los Angeles", "C#", "Iran", "Vienna"]
    assert row["source_names"].split("\n") == ["The Post", "Gazette"]
    assert row["source_urls"].split("\n") == ["https://post.example/a?b=1&c=2", ""]
    assert row["corrections"].split("\n") == ['2011-06-01: =1: not "2"', "2011-06: Another line."]
    assert rows["news/2011/c"]["importance"] == "9"
    assert rows["news/2011/05/16/b"]["end"] == "2011-05-18"


def test_a_name_that_ends_in_gz_compresses(hostile: SiteFolder, tmp_path: Path) -> None:
    export(hostile, "jsonl", tmp_path / "a.jsonl.gz", "--quiet")
    export(hostile, "jsonl", tmp_path / "a.jsonl", "--quiet")
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == (tmp_path / "a.jsonl").read_bytes()


def test_a_packed_database_is_that_which_is_written_plain(hostile: SiteFolder, tmp_path: Path) -> None:
    for name in ("a.sqlite", "a.sqlite.gz"):
        export(hostile, "sqlite", tmp_path / name, "--quiet")
    assert gzip.decompress((tmp_path / "a.sqlite.gz").read_bytes()) == (tmp_path / "a.sqlite").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["a.sqlite", "a.sqlite.gz"]


def test_a_site_with_errors_leaves_the_file_as_it_was(
    hostile: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("before", encoding="utf-8")
    hostile.write({"content/news/2011/05/15/bad.md": "---\nlocation: Graz\n---\n"})
    assert export(hostile, "jsonl", file) == 1
    assert "bad.md" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == "before"
    assert export(hostile, "jsonl", file, "--keep-going", "--quiet") == 0
    types = {record.get("path"): record["type"] for record in map(json.loads, file.read_bytes().splitlines())}
    assert types["news/2011/05/15/bad.md"] == "text"
    assert not list(tmp_path.glob(".a.jsonl-*"))


def test_a_folder_is_no_file(hostile: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        export(hostile, "jsonl", tmp_path)
    assert stopped.value.code == 2
    assert "must name a file" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        export(hostile, "jsonl", tmp_path / "none/a.jsonl")
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["dateline.toml", "content/x.jsonl", "output/x.jsonl", "templates/x.jsonl"])
def test_a_file_of_the_site_is_never_replaced(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\n---\n", "dateline.toml": 'title = "A"\n'})
    (site.path / name).parent.mkdir(exist_ok=True)
    before = site.path.joinpath("dateline.toml").read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        main(["export", "jsonl", str(site.path / name), "--site", str(site.path)])
    assert "is a part of the site; name a file beside it" in capsys.readouterr().err
    assert site.path.joinpath("dateline.toml").read_text(encoding="utf-8") == before
