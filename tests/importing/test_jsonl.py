"""JSON Lines as a source."""

import base64
import gzip
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.cli.main import main
from builder.config.checked_sources import FILE as CHECKED_SOURCES
from builder.content.scan import scan
from builder.importing import jsonl, streams
from tests.export.hostile import SITE
from tests.sites import ROOT, SiteFolder, tree

DAY = "content/news/2011/05/15"


def run_import(site: SiteFolder, file: Path, *options: str) -> int:
    return main(["import", "jsonl", str(file), "--site", str(site.path), *options])


def lines(folder: Path, records: Iterable[Any]) -> Path:
    """A file of records; a text among them is a line as it is."""
    file = folder / "records.jsonl"
    written = (record if isinstance(record, str) else json.dumps(record) for record in records)
    file.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return file


def entry(title: str, **fields: Any) -> dict[str, Any]:
    return {"title": title, "date": "2011-05-15", **fields}


def copied(site: SiteFolder, folder: Path, *options: str) -> SiteFolder:
    """The site that an import makes of a site's export, in an empty folder."""
    file = folder / "export.jsonl.gz"
    assert main(["export", "jsonl", str(file), "--site", str(site.path), "--quiet", *options]) == 0
    copy = SiteFolder(folder / "copy")
    assert run_import(copy, file) == 0
    return copy


def test_an_export_makes_the_same_site_byte_for_byte(site: SiteFolder, tmp_path: Path) -> None:
    site.write(SITE)
    copy = copied(site, tmp_path)
    assert tree(copy.path / "content") == tree(site.path / "content")
    assert (copy.path / "dateline.toml").read_bytes() == (site.path / "dateline.toml").read_bytes()
    site.build()
    copy.build()
    assert copy.tree() == site.tree()


def test_marks_of_dead_sources_come_along_unless_the_site_has_its_own(site: SiteFolder, tmp_path: Path) -> None:
    source = "sources: ['https://gazette.example/1']\n"
    site.write({"content/news/2031/04/15/a.md": f"---\ntitle: A\n{source}---\n"})
    line = '{"url":"https://gazette.example/1","state":"gone","since":"2031-05-01","last":"2031-05-02","days":2}\n'
    site.write({CHECKED_SOURCES: f"{line}<<<<<<<\n", "dateline.toml": "mark_dead_sources = true\n"})
    copy = copied(site, tmp_path)
    assert (copy.path / CHECKED_SOURCES).read_text() == line
    site.build()
    copy.build()
    assert copy.tree() == site.tree()
    assert "no longer there" in copy.page("news/2031/04/15/a.html")
    copy.write({CHECKED_SOURCES: "{}\n"})
    assert run_import(copy, tmp_path / "export.jsonl.gz") == 0
    assert (copy.path / CHECKED_SOURCES).read_text() == "{}\n"


def test_our_own_site_comes_back_byte_for_byte(tmp_path: Path) -> None:
    own = SiteFolder(tmp_path / "own")
    shutil.copytree(ROOT / "content", own.path / "content")
    shutil.copy(ROOT / "pyproject.toml", own.path)
    copy = copied(own, tmp_path)
    assert tree(copy.path / "content") == tree(own.path / "content")
    own.build()
    copy.build()
    assert copy.tree() == own.tree()


def test_the_second_import_changes_nothing(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(SITE)
    copy = copied(site, tmp_path)
    before = tree(copy.path)
    capsys.readouterr()
    assert run_import(copy, tmp_path / "export.jsonl.gz") == 0
    assert capsys.readouterr().out == f"0 new, {len(SITE) - 1} as they were.\n"
    assert tree(copy.path) == before


def test_a_published_set_makes_the_same_entries(site: SiteFolder, tmp_path: Path) -> None:
    site.write(SITE)
    copy = copied(site, tmp_path, "--published")
    copy.write({"dateline.toml": SITE["dateline.toml"]})
    site.build()
    copy.build()
    shown = ("url", "date", "title", "summary", "contexts", "sources", "related", "previous", "next")
    for address in ("news/2011/05/15/a.json", "news/2011/05/15/bom.json", "opinion/2012/01/2/page-form.json"):
        ours, theirs = site.data(address), copy.data(address)
        assert {name: ours[name] for name in shown} == {name: theirs[name] for name in shown}
        assert ours.get("corrections") == theirs.get("corrections")
    assert "Secret" not in "".join(path.read_text("utf-8") for path in (copy.path / "content").rglob("*.md"))


def test_lines_of_ones_own_making_need_a_title_and_a_date(site: SiteFolder, tmp_path: Path) -> None:
    sources = [{"name": "Gazette", "url": "https://gazette.example/1"}, "The Post"]
    full = entry("A: harbour #1", contexts=["true", "Los Angeles, California"], sources=sources, markdown="Words.\n")
    assert run_import(site, lines(tmp_path, [full, entry("Ünter", date="2011-05")]), "--section", "diary") == 0
    assert (site.path / "content/diary/2011/05/15/a-harbour-1.md").read_text("utf-8") == (
        '---\ntitle: "A: harbour #1"\ndate: 2011-05-15\ncontexts: ["true", "Los Angeles, California"]\n'
        'sources: [{"name": Gazette, "url": "https://gazette.example/1"}, The Post]\n---\nWords.\n'
    )
    site.build()
    data = site.data("diary/2011/05/15/a-harbour-1.json")
    assert data["title"] == "A: harbour #1"
    assert data["contexts"] == ["true", "Los Angeles, California"]
    assert [source["name"] for source in data["sources"]] == ["Gazette", "The Post"]
    assert site.data("diary/2011/05/ünter.json")["title"] == "Ünter"


def test_of_two_lines_with_one_path_the_second_is_refused(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_import(site, lines(tmp_path, [entry("A", summary="One."), entry("A", summary="Two."), entry("B")]))
    said = capsys.readouterr()
    assert (
        said.err
        == f"{tmp_path}/records.jsonl:2: it has the same path as {tmp_path}/records.jsonl:1; give one of them another\n"
    )
    assert said.out == "2 new, 1 refused.\n"
    assert "One." in (site.path / DAY / "a.md").read_text("utf-8")


def test_kinds_of_contexts_go_to_the_keys_that_have_them(site: SiteFolder, tmp_path: Path) -> None:
    site.write({"dateline.toml": '[fields]\ncontexts.place = ["places"]\n'})
    record = entry("A", contexts=["Iran", "oil"], kinds={"Iran": "place", "oil": "theme"})
    run_import(site, lines(tmp_path, [record]))
    assert "contexts: [oil]\nplaces: [Iran]\n" in (site.path / DAY / "a.md").read_text("utf-8")


def test_a_new_version_changes_what_nobody_changed_here(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_import(
        site,
        lines(tmp_path, [entry("A", path="news/2011/05/15/a.md"), {"type": "text", "path": "b.md", "text": "# B"}]),
    )
    new = [
        entry("A2", path="news/2011/05/15/a.md"),
        {"type": "text", "path": "b.md", "text": "# C"},
    ]
    capsys.readouterr()
    run_import(site, lines(tmp_path, new))
    assert capsys.readouterr().out == "0 new, 2 changed.\n"
    assert "title: A2\n" in (site.path / DAY / "a.md").read_text("utf-8")
    site.write({"content/b.md": "# Ours"})
    (site.path / DAY / "a.md").unlink()
    run_import(site, lines(tmp_path, [{"type": "text", "path": "b.md", "text": "# D"}, new[0]]))
    assert capsys.readouterr().out == (
        "0 new, 1 kept as they are changed here, 1 not brought back, as they are removed here.\n"
    )
    assert (site.path / "content/b.md").read_text("utf-8") == "# Ours"


def test_a_dry_run_writes_nothing_and_says_the_same(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({f"{DAY}/old.md": "---\ntitle: Old\n---\n"})
    before = tree(site.path)
    run_import(site, lines(tmp_path, [entry("A"), entry("B")]), "--dry-run")
    assert capsys.readouterr().out == "It would be: 2 new.\n"
    assert tree(site.path) == before


def test_what_has_no_path_is_named_by_its_first_words_and_found_again(site: SiteFolder, tmp_path: Path) -> None:
    title = "The agency reports that its inspectors have found no trace of"
    file = lines(tmp_path, [entry(f"{title} {what}") for what in ("oil", "gas")])
    run_import(site, file)
    name = "the-agency-reports-that-its-inspectors-have-found-no-trace"
    assert sorted(path.name for path in (site.path / DAY).iterdir()) == [f"{name}-2.md", f"{name}.md"]
    before = tree(site.path)
    run_import(site, file)
    assert tree(site.path) == before


def test_shorter_names_keep_the_old_addresses(site: SiteFolder, tmp_path: Path) -> None:
    records = [entry("A harbour reopens", id=f"news/2011/05/15/a-harbour-reopens-{n}") for n in (1, 2)]
    file = lines(tmp_path, records)
    run_import(site, file, "--slug-length", "12")
    names = ["a-harbour-2.md", "a-harbour.md"]
    assert sorted(path.name for path in (site.path / DAY).iterdir()) == names
    site.build()
    assert "a-harbour-2.html" in site.page("news/2011/05/15/a-harbour-reopens-2.html")
    before = tree(site.path / "content")
    run_import(site, file)
    assert tree(site.path / "content") == before


REFUSED: Mapping[str, tuple[Any, str]] = {
    "no JSON": ("{", "not JSON"),
    "bad bytes": ('{"title": "\\ud800", "date": "2011-05-15"}', "not JSON"),
    "a list": ("[1]", "no object"),
    "nested": ("[" * 100_000, "nested too deeply"),
    "nested field": (entry("A", contexts=[[[[["a"]]]]]), "nested too deeply"),
    "no title": ({"date": "2011-05-15"}, "no title"),
    "no date": ({"title": "A"}, "no date"),
    "wrong date": (entry("A", date="2011-02-30"), "28 days"),
    "title of signs": (entry("!!!"), "no letter"),
    "page of the day": (entry("Index"), "page of a day"),
    "comment": (entry("A <!-- b -->"), "is a comment"),
    "wrong contexts": (entry("A", contexts="a, b"), "contexts"),
    "upward": (entry("A", path="../../a.md"), "none below content/"),
    "absolute": (entry("A", path="/etc/a.md"), "none below content/"),
    "backslash": (entry("A", path="news\\a.md"), "none below content/"),
    "line break": (entry("A", path="news/a\nb.md"), "none below content/"),
    "hidden": (entry("A", path=".github/workflows/a.md"), "leaves out"),
    "long name": (entry("A", path=f"news/{'a' * 300}.md"), "too long"),
    "link": (entry("A", path="elsewhere/a.md"), "symbolic link"),
    "file as folder": (entry("A", path="about.md/a.md"), "is a file"),
    "type": (entry("A", type="person"), "not known"),
    "no text": ({"type": "text", "path": "a.md"}, "no text"),
    "text without a path": (entry("A", text="---\ntitle: A\n---\n"), "the text of a file and no path"),
    "number as id": (entry("A", id=123), "its id is no text; say where its file is to lie"),
    "address of the article": (entry("A", url="https://gazette.example/a"), "a source of it, such as"),
    "source of other fields": (entry("A", sources=[{"outlet": "Gazette"}]), "has only 'outlet'; say its name"),
    "empty source": (entry("A", sources=[{}]), "a source of it is empty; say its name"),
    "no base64": ({"type": "file", "path": "a.png", "base64": "!"}, "not base64"),
    "part": ({"type": "file", "path": "a.png", "base64": "", "part": 2, "parts": 2}, "other parts"),
    "markdown": (entry("A", markdown=5), "no text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_line_and_the_rest_is_taken(
    name: str, site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").mkdir()
    site.write({"content/about.md": "# About\n"})
    (site.path / "content/elsewhere").symlink_to(tmp_path / "outside")
    record, why = REFUSED[name]
    assert run_import(site, lines(tmp_path, [record, entry("Fine")])) == 0
    said = capsys.readouterr()
    assert said.err.startswith(f"{tmp_path}/records.jsonl:1: ")
    assert why in said.err
    assert said.out == "1 new, 1 refused.\n"
    assert {file.name for file in (site.path / "content").rglob("*.*") if file.is_file()} == {"fine.md", "about.md"}
    assert not [*(tmp_path / "outside").iterdir()]


def test_a_line_that_is_too_long_is_passed_over_in_pieces(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 1024**2)
    monkeypatch.setattr(streams, "CHUNK", 1024)
    file = lines(tmp_path, [entry("A" * 3_000_000), entry("Fine")])
    assert run_import(site, file) == 0
    said = capsys.readouterr()
    assert said.err == f"{tmp_path}/records.jsonl:1: the line is longer than 1 MB\n"
    assert said.out == "1 new, 1 refused.\n"


def test_it_ends_with_1_where_every_line_is_refused(site: SiteFolder, tmp_path: Path) -> None:
    assert run_import(site, lines(tmp_path, ["nonsense", "7"])) == 1
    assert run_import(site, lines(tmp_path, ["nonsense", entry("A")])) == 0
    assert run_import(site, lines(tmp_path, ["nonsense", entry("A")])) == 0


def test_a_bomb_is_refused_and_what_came_before_is_taken(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(streams, "ALWAYS", 1024**2)
    file = tmp_path / "bomb.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(entry("Fine")).encode() + b"\n" + b" " * 100_000_000))
    assert run_import(site, file) == 1
    said = capsys.readouterr()
    assert "bomb.jsonl.gz: it unpacks to more than" in said.err
    assert said.out == "1 new, 1 refused.\n"


def test_many_causes_are_cut_and_written_down(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_import(site, lines(tmp_path, [entry("A", type=f"type {n}") for n in range(25)]))
    assert capsys.readouterr().err.splitlines()[20:-1] == ["and 5 other causes", "All 25 are in .dateline/import.txt."]


def test_where_the_list_of_what_is_refused_cannot_be_written_it_says_so(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({".dateline": "a file"})
    assert run_import(site, lines(tmp_path, [entry("A"), *[{}] * 30])) == 0
    said = capsys.readouterr()
    assert "cannot be listed there" in said.err
    assert said.out == "1 new, 30 refused.\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty; write a line"),
        (b"\n \n", "it is empty; write a line"),
        (b"\x1f\x8b damaged", "damaged"),
        (b"PK\x03\x04", "a zip archive; unpack it"),
        (None, "opened"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    content: bytes | None, why: str, site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    if content is not None:
        file.write_bytes(content)
    assert run_import(site, file) == 1
    assert why in capsys.readouterr().err


def test_a_folder_is_told_from_a_file(site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_import(site, tmp_path) == 1
    assert f"{tmp_path}: it is a folder; name the file in it" in capsys.readouterr().err


def test_settings_that_lead_out_of_the_folder_are_not_taken(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = {"type": "site", "version": 1, "settings": f'content = "{tmp_path}/outside"\n'}
    assert run_import(site, lines(tmp_path, [first, entry("A")])) == 0
    assert "settings in the file are not taken" in capsys.readouterr().out
    assert (site.path / DAY / "a.md").exists()
    assert not (site.path / "dateline.toml").exists()


def test_records_of_another_version_are_not_guessed_at(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, lines(tmp_path, [{"type": "site", "version": 2}, entry("A")])) == 1
    assert "version 2, and this Dateline reads 1" in capsys.readouterr().err
    assert not (site.path / "content").exists()


def test_the_parts_of_a_file_are_put_together(site: SiteFolder, tmp_path: Path) -> None:
    parts = [
        {"type": "file", "path": "a.png", "base64": base64.b64encode(part).decode(), "part": n, "parts": 2}
        for n, part in enumerate((b"abc", b"def"), 1)
    ]
    run_import(site, lines(tmp_path, parts))
    assert (site.path / "content/a.png").read_bytes() == b"abcdef"


def test_much_that_is_refused_is_summed_up_and_written_down(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run_import(site, lines(tmp_path, [{}] * 30))
    file = tmp_path / "records.jsonl"
    assert capsys.readouterr().err.splitlines() == [
        f"{file}:1: it has no title; each entry and page needs one",
        f"    the same of 29 more, the last at {file}:30",
        "All 30 are in .dateline/import.txt.",
        "To read more: dateline help import",
    ]
    assert len((site.path / ".dateline/import.txt").read_text("utf-8").splitlines()) == 30


NAMES = st.text(st.characters(exclude_characters="/\\", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20)
CONTENT = st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode()))


# A site is made of each.
@settings(max_examples=settings().max_examples // 4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.tuples(NAMES, st.sampled_from([".md", ".png", ""])), CONTENT, max_size=4))
def test_whatever_files_a_site_has_come_back_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory, drawn: dict[tuple[str, str], bytes]
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    site = SiteFolder(folder / "site")
    names = {name + ending: content for (name, ending), content in drawn.items()}
    folded = {normalize("NFC", name).lower(): name for name in names if len(name.encode()) < 200 and name.strip(". ")}
    site.write({f"content/news/2011/05/15/{name}": names[name] for name in folded.values()})
    site.write({"content/about.md": "# About\n"})
    copy = copied(site, folder, "--keep-going")
    exported = {file.relative_path for file in scan(site.config())[0]}
    assert tree(copy.path / "content") == {
        path: content for path, content in tree(site.path / "content").items() if path in exported
    }


def test_a_draft_stays_one_and_fields_without_a_meaning_are_counted(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "A", "date": "2011-05-17", "draft": true, "mood": "x"}\n', encoding="utf-8")
    assert main(["import", "jsonl", str(file), "--site", str(site.path)]) == 0
    assert "fields named mood, which mean nothing here, left out: 1" in capsys.readouterr().out
    assert "draft: true" in (site.path / "content/news/2011/05/17/a.md").read_text(encoding="utf-8")


def test_a_path_that_is_no_markdown_files_is_refused(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"title": "A", "date": "2011-05-17", "path": "news/a"}\n', encoding="utf-8")
    main(["import", "jsonl", str(file), "--site", str(site.path)])
    assert 'a.jsonl:1: its path, "news/a", does not end in .md' in capsys.readouterr().err
