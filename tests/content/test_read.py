"""Reading: the files of content/, parsed again only where they changed."""

from pathlib import Path

import pytest

from builder.content import read as reading
from builder.content.read import ReadResult, read
from builder.content.scan import FileStamp, SourceFile, scan
from builder.core.model import Parsed
from builder.core.problems import Code, ProblemsFound
from builder.core.progress import Progress
from tests.sites import SiteFolder

FIRST, SECOND = "news/2011/05/15/first.md", "news/2011/05/16/second.md"


@pytest.fixture(autouse=True)
def marks_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files have marks at once."""
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)


def read_site(site: SiteFolder, stamps: dict[str, FileStamp] | None = None) -> ReadResult:
    """The result of reading the site, given the stamps of an earlier run."""
    texts = [file for file in scan(site.config())[0] if file.is_markdown]
    return read(texts, stamps or {}, site.config(), Progress())


def test_the_ending_of_a_markdown_file_may_be_upper_case(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-15-a.MD": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["news/2011/05/15/a"]


def test_a_markdown_file_may_have_the_long_ending(site: SiteFolder) -> None:
    site.write({"content/posts/2011-05-15-a.markdown": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["posts/2011/05/15/a"]


def test_content_may_lie_outside_the_site_folder(two_entries: SiteFolder, tmp_path: Path) -> None:
    (two_entries.path / "content").rename(tmp_path / "elsewhere")
    assert len(two_entries.build(content=tmp_path / "elsewhere").assembled.site.entries) == 2


def test_other_files_than_markdown_are_not_read(two_entries: SiteFolder) -> None:
    two_entries.write({"content/map.txt": "x"})
    assembled = two_entries.assemble()
    assert assembled.texts.stamps.keys() == assembled.texts.parsed.keys() == {FIRST, SECOND}


def test_files_that_did_not_change_are_not_opened(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    stamps = read_site(two_entries).stamps
    monkeypatch.setattr(reading, "_read_bytes", lambda file, _: pytest.fail(f"{file.path} was opened"))
    result = read_site(two_entries, stamps)
    assert (result.stamps, result.parsed) == ({}, {})


def test_a_file_that_changed_is_read_and_the_others_are_not(two_entries: SiteFolder) -> None:
    stamps = read_site(two_entries).stamps
    two_entries.write({f"content/{SECOND}": "---\ntitle: New\n---\n"})
    result = read_site(two_entries, stamps)
    assert result.stamps.keys() == result.parsed.keys() == {SECOND}
    assert result.stamps[SECOND].digest != stamps[SECOND].digest
    entry = result.parsed[SECOND].entry
    assert entry
    assert entry.title == "New"


def test_a_file_of_the_same_bytes_has_a_new_mark_and_gives_nothing_new(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamps = read_site(two_entries).stamps
    text = (two_entries.path / "content" / FIRST).read_bytes()
    two_entries.write({"copy.md": text})
    (two_entries.path / "copy.md").replace(two_entries.path / "content" / FIRST)
    monkeypatch.setattr(reading.FileParser, "parse", lambda *_: pytest.fail("it was parsed again"))
    result = read_site(two_entries, stamps)
    assert ({*result.stamps}, result.parsed) == ({FIRST}, dict[str, Parsed]())
    assert result.stamps[FIRST].digest == stamps[FIRST].digest
    assert result.stamps[FIRST].mark != stamps[FIRST].mark


def test_a_file_without_a_mark_is_read_even_if_it_had_none_before(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", 3600)
    stamps = read_site(two_entries).stamps
    assert {stamp.mark for stamp in stamps.values()} == {()}
    two_entries.write({f"content/{SECOND}": "---\ntitle: New\n---\n"})
    again = read_site(two_entries, stamps)
    assert ({*again.stamps}, {*again.parsed}) == ({FIRST, SECOND}, {SECOND})


def test_the_detail_of_an_entry_is_the_same_kept_from_reading_or_read_when_asked_for(site: SiteFolder) -> None:
    text = (
        "---\ntitle: A\nweather: [cold, {wind: 3}, true, null]\nsources: [{name: Post, date: 2011-05}]\n"
        "related: [first]\n---\n## Part\n\n[[Iran]] [x](y.md)\n"
    )
    site.write({f"content/{FIRST}": text})
    first = read_site(site)
    entry = first.parsed[FIRST].entry
    assert entry
    assert first.details(entry) == read_site(site, first.stamps).details(entry)


def test_the_detail_of_a_file_that_went_meanwhile_is_told_and_no_traceback(two_entries: SiteFolder) -> None:
    first = read_site(two_entries)
    details = read_site(two_entries, first.stamps).details
    entry = first.parsed[FIRST].entry
    assert entry
    (two_entries.path / "content" / FIRST).unlink()
    with pytest.raises(ProblemsFound) as raised:
        details(entry)
    assert [problem.code for problem in raised.value.problems] == [Code.FILE_UNREADABLE]


def test_a_file_that_cannot_be_opened_is_a_problem(site: SiteFolder) -> None:
    missing_file = SourceFile("content/", "a.md", (1, 2, 3, 4))
    (parsed,) = read([missing_file], {}, site.config(), Progress()).parsed.values()
    assert [problem.code for problem in parsed.problems] == [Code.FILE_UNREADABLE]


def test_a_file_that_could_not_be_opened_is_tried_again(site: SiteFolder) -> None:
    missing_file = SourceFile("content/", "a.md", (1, 2, 3, 4))
    stamps = read([missing_file], {}, site.config(), Progress()).stamps
    site.write({"content/a.md": "# A\n"})
    (parsed,) = read([missing_file._replace(mark=(5,))], stamps, site.config(), Progress()).parsed.values()
    assert parsed.page


ANCHORS = "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize("extra", ["x: &x [*x]\n", f"k0: &k0 [x, x]\n{ANCHORS}"], ids=["endless", "of 2**40 items"])
def test_extra_keys_that_yaml_makes_endless_or_enormous_take_no_memory(site: SiteFolder, extra: str) -> None:
    site.write({f"content/{FIRST}": f"---\ntitle: A\n{extra}---\nText.\n"})
    result = read_site(site)
    entry = result.parsed[FIRST].entry
    assert entry
    assert result.details(entry).body.markdown.strip() == "Text."
