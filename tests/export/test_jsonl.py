"""The export in JSON Lines."""

import base64
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from builder.cli.main import main
from builder.export import jsonl
from tests.export.hostile import DAY, SITE
from tests.sites import ROOT, SiteFolder

SCHEMAS = ROOT / "templates/static/schema"


@pytest.fixture
def hostile(site: SiteFolder) -> SiteFolder:
    """The hostile site."""
    site.write(SITE)
    return site


def exported(site: SiteFolder, *options: str) -> list[dict[str, Any]]:
    """The records of an export."""
    file = site.path.with_name("export.jsonl")
    assert main(["export", "jsonl", str(file), "--site", str(site.path), "--quiet", *options]) == 0
    return [json.loads(line) for line in file.read_bytes().split(b"\n") if line]


def by_path(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {record["path"]: record for record in records[1:]}


def record_validator() -> Draft202012Validator:
    """The schema of a line."""
    schema, entry = (json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8")) for name in ("record", "entry"))
    Draft202012Validator.check_schema(schema)
    registry: Registry[Any] = Registry().with_resource("entry.schema.json", Resource.from_contents(entry))
    return Draft202012Validator(schema, registry=registry)


def test_every_file_of_the_content_is_in_it_as_it_is(hostile: SiteFolder) -> None:
    records = by_path(exported(hostile))
    files = {name.removeprefix("content/"): text for name, text in SITE.items() if name.startswith("content/")}
    assert records.keys() == files.keys()
    for path, content in files.items():
        record = records[path]
        whole = base64.b64decode(record["base64"]) if record["type"] == "file" else record["text"].encode()
        assert whole == (content if isinstance(content, bytes) else content.encode())


def test_the_first_line_has_the_settings(hostile: SiteFolder) -> None:
    first = exported(hostile)[0]
    assert first["type"] == "site"
    assert first["title"] == 'Harbour "news" \U0001f6a2'
    assert first["settings"] == SITE["dateline.toml"]


def test_settings_of_a_pyproject_file_are_those_of_a_file_of_their_own(site: SiteFolder) -> None:
    settings = {"title": "A\x7fB", "related": {"limit": 3}, "topics": {"C++": {"aliases": ["cpp"]}}, "search": False}
    site.write({"content/a.md": "# A\n"})
    site.write(
        {
            "pyproject.toml": '[project]\nname = "x"\n[tool.dateline]\ntitle = "A\\u007fB"\nsearch = false\n'
            '[tool.dateline.related]\nlimit = 3\n[tool.dateline.topics."C++"]\naliases = ["cpp"]\n'
        }
    )
    assert tomllib.loads(exported(site)[0]["settings"]) == settings


def test_the_types_tell_what_is_published_as_what(hostile: SiteFolder) -> None:
    types = {path: record["type"] for path, record in by_path(exported(hostile)).items()}
    day = DAY.removeprefix("content/")
    assert types[f"{day}/draft.md"] == "text"
    assert types[f"{day}/a.md"] == types["opinion/2012-01-02-page-form.md"] == "entry"
    assert types["topics/iran.md"] == "topic"
    assert types["about.md"] == "page"
    assert types["empty.txt"] == "file"


def test_an_entry_has_the_fields_of_its_own_json_and_more(hostile: SiteFolder) -> None:
    hostile.build()
    record = by_path(exported(hostile))["news/2011/05/15/a.md"]
    assert hostile.data("news/2011/05/15/a.json").items() <= record.items()
    assert record["kinds"] == {"Vienna": "place"}
    assert record["aliases"] == ["/old/a.html"]
    assert record["pinned"] == ["news/2011/05/16/b"]


@pytest.mark.parametrize("options", [(), ("--published",)])
def test_every_line_is_valid_by_the_schema_that_is_published(hostile: SiteFolder, options: tuple[str, ...]) -> None:
    check = record_validator()
    for record in exported(hostile, *options):
        check.validate(record)
    assert not check.is_valid({"type": "entry", "path": "a.md"})
    assert not check.is_valid({"type": "file", "path": "a.md"})


def test_what_is_published_has_no_drafts_comments_settings_or_files(hostile: SiteFolder) -> None:
    records = exported(hostile, "--published")
    written = json.dumps(records, ensure_ascii=False)
    assert not [secret for secret in ("Secret plans", "secret", "hidden", "private", "a comment") if secret in written]
    assert not [record for record in records if "text" in record or "base64" in record or "settings" in record]
    assert len([record for record in records if record["type"] == "entry"]) == 8


def test_a_large_file_is_in_parts(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "PART", 100)
    site.write({"content/a.md": "# A\n", "content/a.bin": bytes(range(250))})
    parts = [record for record in exported(site) if record["type"] == "file"]
    assert [(part["part"], part["parts"]) for part in parts] == [(1, 3), (2, 3), (3, 3)]
    assert b"".join(base64.b64decode(part["base64"]) for part in parts) == bytes(range(250))


def test_drafts_that_are_shown_are_entries(hostile: SiteFolder) -> None:
    assert by_path(exported(hostile, "--drafts"))["news/2011/05/15/draft.md"]["title"] == "Secret plans"


def test_the_same_site_makes_the_same_file(hostile: SiteFolder, tmp_path: Path) -> None:
    made = [tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"]
    for file in made:
        main(["export", "jsonl", str(file), "--site", str(hostile.path), "--quiet"])
    assert made[0].read_bytes() == made[1].read_bytes()
