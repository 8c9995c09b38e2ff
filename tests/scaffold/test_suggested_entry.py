"""A suggested entry: what is read of an issue, and what is not believed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.cli.main import main
from builder.scaffold.suggested_entry import LARGEST, answers_in
from tests.sites import SiteFolder

LABELS = {
    "Headline": "title",
    "Date": "date",
    "Section": "section",
    "Topics": "contexts",
    "Sources": "sources",
    "Text": "text",
}
NOTHING = "_No response_"


def issue(title: str = "A harbour reopens", date: str = "2011-05-15", **answers: str) -> str:
    """An issue as GitHub writes one."""
    labels = {"section": "Section", "contexts": "Topics", "sources": "Sources", "summary": "Summary", "text": "Text"}
    fields = {"Headline": title, "Date": date} | {label: answers.get(name, NOTHING) for name, label in labels.items()}
    return "\n\n".join(f"### {label}\n\n{answer}" for label, answer in fields.items())


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site with a topic that has a comma."""
    known = '---\ntitle: Known\ncontexts: ["Los Angeles, California"]\n---\n'
    site.write({"content/news/2011/05/14/known.md": known})
    return site


def new(site: SiteFolder, text: str | bytes, *arguments: str) -> int:
    """Run `dateline new` with an issue of that text."""
    file = site.path / "issue.md"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return main(["new", "--site", str(site.path), "--from-issue", str(file), *arguments])


def written(site: SiteFolder, text: str | bytes) -> str:
    """The file that an issue of that text becomes, in front matter and text."""
    before = {*site.path.rglob("*.md")}
    assert new(site, text) == 0
    (file,) = {*site.path.rglob("*.md")} - before - {site.path / "issue.md"}
    assert site.problems() == ()
    return file.read_text("utf-8")


def test_an_issue_becomes_the_entry_that_new_writes(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    text = issue(
        contexts="shipping\nBonn, Germany",
        sources="Port Gazette https://example.org/a\n- [The Post](https://example.org/b)\n"
        "* <https://example.org/c>\nNotice board",
        summary="It is\nopen: again.",
        text="The dredgers\n\n### have gone",
    )
    assert written(site, text) == (
        "---\ntitle: A harbour reopens\ndate: 2011-05-15\ncontexts: [shipping, 'Bonn, Germany']\nsources:\n"
        "- name: Port Gazette\n  url: https://example.org/a\n- name: The Post\n  url: https://example.org/b\n"
        "- url: https://example.org/c\n- name: Notice board\nsummary: 'It is open: again.'\n---\n\n"
        "The dredgers\n\n### have gone\n"
    )
    assert capsys.readouterr().out == "made  content/news/2011/05/15/a-harbour-reopens.md\n"


def test_fields_that_were_left_empty_are_not_there(site: SiteFolder) -> None:
    assert written(site, issue()) == "---\ntitle: A harbour reopens\ndate: 2011-05-15\n---\n\n"
    assert written(site, "### Headline\n\nB\n\n### Date\n\n2011-05") == "---\ntitle: B\ndate: 2011-05\n---\n\n"


@pytest.mark.parametrize(
    ("contexts", "line"),
    [
        ("Los Angeles, California", "['Los Angeles, California']"),
        ("Iran, Los Angeles, California, Oil", "[Iran, 'Los Angeles, California', Oil]"),
        ("1. Iran, Iraq\n2) Oil", "['Iran, Iraq', Oil]"),
        ("Iran\n\nIRAN", "[Iran]"),
    ],
)
def test_contexts_are_lines_and_in_one_line_those_in_use_keep_their_commas(
    site: SiteFolder, contexts: str, line: str
) -> None:
    assert f"contexts: {line}\n" in written(site, issue(contexts=contexts))


@pytest.mark.parametrize(
    ("written_date", "iso"),
    [
        *(("18 May 2011", "2011-05-18"), ("May 18th, 2011", "2011-05-18"), ("Wednesday, 18 May 2011", "2011-05-18")),
        *(("18.5.2011", "2011-05-18"), ("5/18/2011", "2011-05-18"), ("2011/5/18", "2011-05-18")),
        ("May 2011", "2011-05"),
    ],
)
def test_a_date_may_be_written_as_people_write_one(site: SiteFolder, written_date: str, iso: str) -> None:
    assert f"date: {iso}\n" in written(site, issue(date=written_date))


@pytest.mark.parametrize("section", ["views", "Opinion & views", "VIEWS"])
def test_the_section_is_one_of_the_site_by_its_folder_or_its_name(site: SiteFolder, section: str) -> None:
    site.write({"dateline.toml": '[sections]\nviews = "Opinion & views"\n'})
    site.write({"content/views/2011/05/14/known.md": "---\ntitle: Known\n---\n"})
    written(site, issue(section=section))
    assert (site.path / "content/views/2011/05/15/a-harbour-reopens.md").is_file()


def test_lines_may_end_as_on_windows_and_marks_that_no_file_may_have_go(site: SiteFolder) -> None:
    text = issue(contexts="a\nb", text="One\x00.\n\nTwo\u2028.").replace("\n", "\r\n")
    assert written(site, text).endswith("contexts: [a, b]\n---\n\nOne.\n\nTwo .\n")


def test_a_text_may_be_as_long_as_an_issue_can_be_and_hold_the_headings_of_the_form(site: SiteFolder) -> None:
    text = "### Headline\n\nForged\n\n### Date\n\n1999-01-01\n\n### Text\n\n" + "words " * 10_000
    found = written(site, issue(text=text))
    assert found.startswith("---\ntitle: A harbour reopens\ndate: 2011-05-15\n---\n")
    assert found.endswith(f"\n{text.strip()}\n")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Please add the harbour.", 'has no heading "### Headline"'),
        ("### Headline\n\nA harbour", 'has no heading "### Date"'),
        ("### Date\n\n2011\n\n### Headline\n\nA", 'has no heading "### Headline"'),
        ("", 'has no heading "### Headline"'),
        (issue(title=NOTHING), 'The issue says nothing under "### Headline"'),
        (issue(title="../../.."), "a title needs a letter or a digit"),
        (issue(date="next May"), '"next May" is not a date; write it into the issue as 2011-05-15'),
        (issue(date="2011-02-30"), "February 2011 has 28 days"),
        (issue(date="5/6/2011"), '"5/6/2011" is not a date; write it into the issue as 2011-06-05 or 2011-05-06'),
        (issue(section="sport"), 'This site has no section "sport"; write one of its own into the issue: news'),
        (issue(section="topics"), 'This site has no section "topics"'),
        (issue(section="../x"), 'This site has no section "../x"'),
        (issue(date=NOTHING), 'The issue says nothing under "### Date"'),
        (issue(title="Known", date="2011-05-14"), "content/news/2011/05/14/known.md is there already"),
        (issue(contexts="…"), "has no letter or digit"),
        (issue(summary="<!-- hidden -->"), "is a comment"),
        (issue(text="<<<<<<< ours\nA\n=======\nB\n>>>>>>> theirs"), "a merge left two versions here"),
        (issue(text="---\ndraft: true\n---"), "a second front matter"),
        ("x" * (LARGEST + 1), "is larger than any on GitHub"),
    ],
)
def test_what_is_no_entry_is_refused_and_nothing_is_made(
    site: SiteFolder, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {*site.path.rglob("*.md")}
    assert new(site, text) == 1
    assert why in capsys.readouterr().err
    assert {*site.path.rglob("*.md")} == before | {site.path / "issue.md"}


@pytest.mark.parametrize(
    "text", ["[a](nofile.md)", "![A quay](quay.png)", "[a](../known.md)", "[a](../14/known.md#nowhere)"]
)
def test_a_text_whose_links_the_site_would_not_take_is_refused(
    site: SiteFolder, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, issue(text=text)) == 1
    assert "No entry was made." in capsys.readouterr().err
    assert not (site.path / "content/news/2011/05/15").exists()
    assert site.problems() == ()


def test_links_to_what_the_site_has_are_taken_and_the_levels_of_problems_count(site: SiteFolder) -> None:
    assert "[a](../14/known.md)" in written(site, issue(text="[a](../14/known.md) and [[Los Angeles, California]]"))
    site.write({"dateline.toml": '[problems]\nlink-broken = "warning"\n'})
    assert new(site, issue(title="B", text="[a](nofile.md)")) == 0


def test_what_is_wrong_elsewhere_in_the_site_keeps_no_entry_out(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/13/wrong.md": "---\ntitle: Wrong\n---\n[a](nofile.md)\n"})
    assert new(site, issue(text="[a](../14/known.md)")) == 0


@pytest.mark.parametrize(
    "title", ["../../../etc/passwd", "/root/x", "..\\..\\x", "a/../../b", "$(rm -rf ~)`id`", "-rf"]
)
def test_no_title_leads_out_of_the_folder_of_its_day(site: SiteFolder, title: str) -> None:
    assert "date: 2011-05-15\n---\n" in written(site, issue(title=title))
    assert [*site.path.glob("content/news/2011/05/15/*.md")]
    assert [*site.path.parent.glob("*.md")] == []


def test_values_cannot_break_out_of_the_front_matter(site: SiteFolder) -> None:
    text = issue(title="\"]': {a: b} --- # x", contexts="--- !!python/object:os.system\n&a *a")
    written(site, text)
    (entry,) = (entry for entry in site.assemble().site.entries if entry.title != "Known")
    assert entry.title == "\"]': {a: b} --- # x"
    assert [context.name for context in entry.contexts] == ["--- !!python/object:os.system", "&a *a"]


@pytest.mark.parametrize("arguments", [("A title",), ("--date", "2011-05-15"), ("--context", "a"), ("--source", "b")])
def test_what_the_issue_says_cannot_be_said_twice(site: SiteFolder, arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        new(site, issue(), *arguments)
    assert ended.value.code == 2


def test_the_labels_are_those_of_the_form_in_the_sites_repository(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    form = "body:\n{}".format(
        "".join(
            f"- type: input\n  id: {name}\n  attributes: {{label: {label}}}\n"
            for name, label in (("title", "Überschrift"), ("date", "Tag"), ("contexts", "Themen"))
        )
    )
    site.write({".github/ISSUE_TEMPLATE/entry.yml": form})
    text = "### Überschrift\n\nEin Hafen\n\n### Tag\n\n2011-05-15\n\n### Themen\n\nSchifffahrt"
    assert "contexts: [Schifffahrt]" in written(site, text)
    assert new(site, issue()) == 1
    assert 'has no heading "### Überschrift"' in capsys.readouterr().err
    for wrong in ("body: [", "body: 7", "- a"):
        site.write({".github/ISSUE_TEMPLATE/entry.yml": wrong})
        assert new(site, text) == 1
        assert "cannot be read as an issue form" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_told(site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--site", str(site.path), "--from-issue", str(tmp_path / "none.md")]) == 1
    assert "none.md" in capsys.readouterr().err


PRINTED = st.text(st.characters(min_codepoint=32, max_codepoint=126)).map(str.strip)
WORDS = PRINTED.filter(lambda answer: not answer.startswith("### ") and answer != NOTHING)


@given(st.lists(WORDS, min_size=5, max_size=5), st.lists(WORDS | st.sampled_from([f"### {label}" for label in LABELS])))
def test_whatever_is_filled_in_stays_in_its_field(answers: list[str], text: list[str]) -> None:
    fields = dict(zip(LABELS.values(), [*answers, "\n".join(text).strip()], strict=True))
    written = "\n\n".join(f"### {label}\n\n{fields[name] or NOTHING}" for label, name in LABELS.items())
    assert answers_in(written, LABELS) == fields
