"""Reading: what the files of content/ hold, read anew only where they changed."""

from pathlib import Path

import pytest

from builder.content import read as reading
from builder.content.read import Reading, read
from builder.content.scan import Found, Seen, scan
from builder.core.model import Parsed
from builder.core.problems import Code, ProblemsFound
from builder.core.progress import Progress
from tests.sites import SiteFolder

FIRST, SECOND = "news/2011/05/15/first.md", "news/2011/05/16/second.md"


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files have marks at once."""
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)


def read_of(site: SiteFolder, before: dict[str, Seen] | None = None) -> Reading:
    """What reading the site gives, with what is known from before."""
    texts = [found for found in scan(site.config())[0] if found.is_text]
    return read(texts, before or {}, site.config(), Progress())


def test_the_ending_of_a_markdown_file_may_be_upper_case(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-15-a.MD": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["news/2011/05/15/a"]


def test_a_markdown_file_may_have_the_long_ending(site: SiteFolder) -> None:
    site.write({"content/posts/2011-05-15-a.markdown": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["posts/2011/05/15/a"]


def test_content_may_lie_outside_the_site_folder(two_entries: SiteFolder, tmp_path: Path) -> None:
    (two_entries.path / "content").rename(tmp_path / "elsewhere")
    two_entries.write({"dateline.toml": 'content = "../elsewhere"\n'})
    assert len(two_entries.build().assembled.site.entries) == 2


def test_other_files_than_markdown_are_not_read(two_entries: SiteFolder) -> None:
    two_entries.write({"content/map.txt": "x"})
    found = two_entries.assemble()
    assert found.seen.keys() == found.parsed.keys() == {FIRST, SECOND}


def test_files_that_did_not_change_are_not_opened(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_of(two_entries).seen
    monkeypatch.setattr(reading, "_content", lambda found, _: pytest.fail(f"{found.path} was opened"))
    found = read_of(two_entries, before)
    assert (found.seen, found.parsed) == ({}, {})


def test_a_file_that_changed_is_read_and_the_others_are_not(two_entries: SiteFolder) -> None:
    before = read_of(two_entries).seen
    two_entries.write({f"content/{SECOND}": "---\ntitle: New\n---\n"})
    found = read_of(two_entries, before)
    assert found.seen.keys() == found.parsed.keys() == {SECOND}
    assert found.seen[SECOND].digest != before[SECOND].digest
    entry = found.parsed[SECOND].entry
    assert entry
    assert entry.title == "New"


def test_a_file_of_the_same_bytes_has_a_new_mark_and_gives_nothing_new(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_of(two_entries).seen
    text = (two_entries.path / "content" / FIRST).read_bytes()
    two_entries.write({"copy.md": text})
    (two_entries.path / "copy.md").replace(two_entries.path / "content" / FIRST)
    monkeypatch.setattr(reading, "parse", lambda *_: pytest.fail("it was parsed again"))
    found = read_of(two_entries, before)
    assert ({*found.seen}, found.parsed) == ({FIRST}, dict[str, Parsed]())
    assert found.seen[FIRST].digest == before[FIRST].digest
    assert found.seen[FIRST].mark != before[FIRST].mark


def test_a_file_without_a_mark_is_read_even_if_it_had_none_before(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", 3600)
    before = read_of(two_entries).seen
    assert {seen.mark for seen in before.values()} == {()}
    two_entries.write({f"content/{SECOND}": "---\ntitle: New\n---\n"})
    again = read_of(two_entries, before)
    assert ({*again.seen}, {*again.parsed}) == ({FIRST, SECOND}, {SECOND})


def test_the_detail_of_an_entry_is_the_same_kept_from_reading_or_read_when_asked_for(site: SiteFolder) -> None:
    text = (
        "---\ntitle: A\nweather: [cold, {wind: 3}, true, null]\nsources: [{name: Post, date: 2011-05}]\n"
        "related: [first]\n---\n## Part\n\n[[Iran]] [x](y.md)\n"
    )
    site.write({f"content/{FIRST}": text})
    first = read_of(site)
    entry = first.parsed[FIRST].entry
    assert entry
    assert first.details(entry) == read_of(site, first.seen).details(entry)


def test_the_detail_of_a_file_that_went_meanwhile_is_told_and_no_traceback(two_entries: SiteFolder) -> None:
    before = read_of(two_entries)
    details = read_of(two_entries, before.seen).details
    entry = before.parsed[FIRST].entry
    assert entry
    (two_entries.path / "content" / FIRST).unlink()
    with pytest.raises(ProblemsFound) as found:
        details(entry)
    assert [problem.code for problem in found.value.problems] == [Code.FILE_UNREADABLE]


def test_a_file_that_cannot_be_opened_is_a_problem(site: SiteFolder) -> None:
    gone = Found("content/a.md", "a.md", (1, 2, 3, 4))
    (parsed,) = read([gone], {}, site.config(), Progress()).parsed.values()
    assert [problem.code for problem in parsed.problems] == [Code.FILE_UNREADABLE]


def test_a_file_that_could_not_be_opened_is_tried_again(site: SiteFolder) -> None:
    gone = Found("content/a.md", "a.md", (1, 2, 3, 4))
    before = read([gone], {}, site.config(), Progress()).seen
    site.write({"content/a.md": "# A\n"})
    (parsed,) = read([gone._replace(mark=(5,))], before, site.config(), Progress()).parsed.values()
    assert parsed.page


ANCHORS = "".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]\n" for n in range(1, 40))


@pytest.mark.parametrize("extra", ["x: &x [*x]\n", f"k0: &k0 [x, x]\n{ANCHORS}"], ids=["endless", "of 2**40 items"])
def test_extra_keys_that_yaml_makes_endless_or_enormous_take_no_memory(site: SiteFolder, extra: str) -> None:
    site.write({f"content/{FIRST}": f"---\ntitle: A\n{extra}---\nText.\n"})
    read_again = read_of(site)
    entry = read_again.parsed[FIRST].entry
    assert entry
    assert read_again.details(entry).body.markdown.strip() == "Text."
