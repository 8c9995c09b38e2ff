"""A form is written as `dateline new` writes an entry, or as an edit; or it is said why not, at the field."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.content.scan import SourceFile
from builder.core.dates import Date
from builder.core.problems import Code, Place, Problem
from builder.editing.entry_file import FileChanged, FileRefused, read_entry_file
from builder.editing.form import Fields, ImageFields, SourceFields
from builder.editing.read_form import read_form
from builder.editing.save import Message, Refused, RefusedBySite, differing, in_conflict, merged, save
from builder.editing.submission import SAVE_ANYWAY, Submission
from builder.scaffold.new_entry import NewEntry, write_entry
from tests.sites import SiteFolder

PATH = "news/2011/05/15/a.md"
FILE = f"content/{PATH}"
SOURCE = SourceFile("content/", PATH)
TEXT = "---\ntitle: A\n---\nWords.\n"


def nothing(_: SourceFile, _text: str) -> tuple[Problem, ...]:
    """What the site says of a text: it has nothing against it."""
    return ()


def edit_of(site: SiteFolder, **changes: object) -> Submission:
    """The form of the file as it is, some fields changed."""
    file = read_entry_file(SOURCE, site.config())
    fields = read_form(file.text, site.config().fields).fields
    return Submission(replace(fields, **changes), PATH, file.digest, fields)


def refused(site: SiteFolder, submission: Submission, source: SourceFile | None = None) -> tuple[Message, ...]:
    with pytest.raises(Refused) as error:
        save(submission, site.config(), source, nothing)
    return error.value.messages


def test_a_new_entry_is_written_as_the_command_writes_it(site: SiteFolder) -> None:
    fields = Fields(
        title="A: harbour",
        date="2011-05-15",
        contexts=("oil",),
        sources=(SourceFields("Gazette", "https://a.example/"), SourceFields()),
    )
    made = save(Submission(fields), site.config(), None, nothing)
    assert made.path == "content/news/2011/05/15/a-harbour.md"
    written = (site.path / made.path).read_bytes()
    (site.path / made.path).unlink()
    gazette = {"name": "Gazette", "url": "https://a.example/"}
    write_entry(NewEntry("A: harbour", Date(2011, 5, 15), ("oil",), (gazette,)), site.config())
    assert (site.path / made.path).read_bytes() == written


def test_a_new_entry_has_all_that_the_form_says(site: SiteFolder) -> None:
    fields = Fields(
        title="A",
        date="2011-05-15",
        end="2011-05-17",
        summary="B: c",
        image=ImageFields("a.jpg", "A ship"),
        sources=(SourceFields("Gazette", author="D", archive_url="https://b.example/"),),
        body="One.\n\nTwo.\n",
    )
    made = save(Submission(fields, section="opinion"), site.config(), None, nothing)
    text = (site.path / made.path).read_text(encoding="utf-8")
    assert made.relative_path == "opinion/2011/05/15/a.md"
    again = read_form(text, site.config().fields).fields
    assert replace(again, sources=()) == replace(fields, sources=(), body="One.\n\nTwo.")
    assert again.value("sources") == fields.value("sources")


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        (Fields(), [("title", "title-missing"), ("date", "date-missing")]),
        (Fields(title="A", date="yesterday", end="x"), [("date", "date-invalid"), ("end", "end-invalid")]),
        (Fields(title="A", date="2011-02-30"), [("date", "")]),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    site: SiteFolder, fields: Fields, messages: list[tuple[str, str]]
) -> None:
    assert [(message.field, message.own) for message in refused(site, Submission(fields))] == messages
    assert not (site.path / "content").exists()


@pytest.mark.parametrize(
    ("title", "section", "why"),
    [
        ("?!", "news", "a title needs a letter or a digit"),
        ("Index", "news", "the page of the day has the address"),
        ("A", "../x", "cannot be a section"),
        ("A", "/etc", "cannot be a section"),
        ("A", "topics", "cannot be a section"),
        ("A", "con", "cannot be a section"),
        ("A %% b %%", "news", "is a comment"),
    ],
)
def test_what_cannot_be_written_is_refused_as_the_command_refuses_it(
    site: SiteFolder, title: str, section: str, why: str
) -> None:
    site.write({"dateline.toml": "markup.percent_comments = true\n"})
    (message,) = refused(site, Submission(Fields(title=title, date="2011-05-15"), section=section))
    assert why in message.what
    assert not (site.path / "content").exists()


def test_a_title_that_a_system_has_for_a_device_gets_a_file_all_the_same(site: SiteFolder) -> None:
    made = save(Submission(Fields(title="Con", date="2011-05-15")), site.config(), None, nothing)
    assert made.relative_path == "news/2011/05/15/2011-05-15-con.md"
    made = save(Submission(Fields(title="LPT1", date="2011-05")), site.config(), None, nothing)
    assert made.relative_path == "news/2011/05/lpt1-entry.md"


def test_a_new_entry_is_not_written_over_another_one(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    (message,) = refused(site, Submission(Fields(title="A", date="2011-05-15")))
    assert "is there already" in message.what
    assert (site.path / FILE).read_text() == TEXT


def test_a_new_entry_is_not_written_through_a_link_out_of_the_content(site: SiteFolder, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.path / "content").mkdir()
    (site.path / "content/news").symlink_to(outside)
    (message,) = refused(site, Submission(Fields(title="A", date="2011-05-15")))
    assert "a symbolic link is in its path" in message.what
    assert not [*outside.iterdir()]


def test_an_edit_changes_what_the_person_changed(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    save(edit_of(site, title="B"), site.config(), SOURCE, nothing)
    assert (site.path / FILE).read_text() == TEXT.replace("A", "B")


def test_an_edit_of_a_file_that_changed_meanwhile_is_not_written(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    submission = edit_of(site, title="B")
    site.write({FILE: TEXT.replace("Words", "Other words")})
    with pytest.raises(FileChanged) as changed:
        save(submission, site.config(), SOURCE, nothing)
    assert "Other words" in changed.value.now.text
    assert "Other words" in (site.path / FILE).read_text()


def test_an_edit_that_no_build_would_take_is_refused_at_its_field(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    assert refused(site, edit_of(site, date="2011-05-16"), SOURCE) == (Message("date", own="date-fixed"),)
    (message,) = refused(site, edit_of(site, end="2011-05-01"), SOURCE)
    assert (message.field, message.cure) == ("end", "write the last day of what lasts, or leave the line out")
    assert (site.path / FILE).read_text() == TEXT


def test_an_edit_may_mend_one_of_two_mistakes(site: SiteFolder) -> None:
    site.write({FILE: "---\ntitle: A\ndate: x\nimportance: 11\n---\n"})
    save(edit_of(site, date="2011-05-15"), site.config(), SOURCE, nothing)
    assert (site.path / FILE).read_text() == "---\ntitle: A\ndate: 2011-05-15\nimportance: 11\n---\n"


def test_what_breaks_the_site_is_refused_until_the_person_insists(site: SiteFolder) -> None:
    def of_links(_: SourceFile, text: str) -> list[Problem]:
        lines = [number for number, line in enumerate(text.splitlines(), 1) if "gone" in line]
        return [Problem(Code.LINK_BROKEN, Place(FILE, line), f"line {line} is broken", "mend it") for line in lines]

    site.write({FILE: TEXT})
    submission = edit_of(site, body="[A](gone.md)")
    with pytest.raises(RefusedBySite) as error:
        save(submission, site.config(), SOURCE, of_links)
    general, at_field = error.value.messages
    assert (general.field, at_field.field, at_field.sentence) == ("", "body", "Line 4 is broken; mend it.")
    assert (site.path / FILE).read_text() == TEXT
    save(replace(submission, do=SAVE_ANYWAY), site.config(), SOURCE, of_links)
    assert "gone.md" in (site.path / FILE).read_text()
    save(edit_of(site, title="Another"), site.config(), SOURCE, of_links)
    assert "Another" in (site.path / FILE).read_text()


@pytest.mark.parametrize(
    ("what", "sentence"),
    [("content/a.md is there already", "content/a.md is there already."), ("the link is", "The link is.")],
)
def test_a_sentence_has_a_capital_unless_it_begins_with_a_path(what: str, sentence: str) -> None:
    assert Message(what=what).sentence == sentence


def test_a_field_with_a_comment_in_it_is_said_to_be_changed_in_the_file(site: SiteFolder) -> None:
    site.write({FILE: "---\ntitle: A\ncontexts: [\n  oil, # b\n  gas]\n---\n"})
    assert refused(site, edit_of(site, contexts=("gas", "oil")), SOURCE) == (Message("contexts", own="locked"),)


@pytest.mark.parametrize("path", ["../a.md", "/etc/passwd", "news/../../a.md", "C:\\a.md", ".git/config", "a\0.md"])
def test_no_path_leads_out_of_the_content(site: SiteFolder, path: str) -> None:
    with pytest.raises(FileRefused):
        read_entry_file(SourceFile("content/", path), site.config())


def test_a_file_that_is_a_link_is_not_edited(site: SiteFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text(TEXT)
    site.write({"content/news/2011/05/15/b.md": TEXT})
    (site.path / FILE).symlink_to(secret)
    with pytest.raises(FileRefused, match="symbolic link"):
        read_entry_file(SOURCE, site.config())


@pytest.mark.parametrize(("content", "why"), [(b"\xff", "UTF-8"), (b"---\ntitle: \0\n---\n", "null character")])
def test_a_file_that_no_browser_can_show_is_refused(site: SiteFolder, content: bytes, why: str) -> None:
    site.write({FILE: content})
    with pytest.raises(FileRefused, match=why):
        read_entry_file(SOURCE, site.config())


def test_of_two_versions_each_keeps_what_only_one_changed() -> None:
    gazette, crier = SourceFields("Gazette", place=0), SourceFields("Crier", place=1)
    base = Fields(title="A", summary="B", sources=(gazette, crier))
    mine = replace(base, title="Mine", sources=(replace(crier, author="C"), gazette))
    theirs = replace(base, title="Theirs", summary="Theirs", sources=(SourceFields("New", place=0), replace(crier)))
    names = Fields.__struct_fields__
    both = merged(base, mine, theirs, names)
    assert (both.title, both.summary) == ("Mine", "Theirs")
    assert [source.place for source in both.sources] == [1, None]
    assert differing(both, theirs, names) == ("title", "sources")
    assert merged(None, mine, theirs, names).summary == "B"
    alone = replace(base, summary="Mine")
    assert in_conflict(base, replace(mine, end="2012"), theirs, names) == ("title", "sources")
    assert in_conflict(base, alone, replace(base, title="Theirs"), ("summary",)) == ()
    assert in_conflict(None, alone, base, names) == ("summary",)
