"""What is hidden stays hidden: no byte of the output has a word of a text that a mark keeps out."""

import pytest

from builder.build.pipeline import build
from builder.core.dates import Date
from builder.core.problems import Code
from builder.incremental.inputs import Inputs, find_inputs
from tests.sites import BASE_URL, SiteFolder, tree

TODAY = Date(2031, 5, 20)
DAY = "content/news/2031/05/15"
WORD = "xanthoria"
FINE = f"{DAY}/fine.md"

MARKS = {
    "draft": "draft: true",
    "Draft": "Draft: true",
    "quoted draft": 'draft: "true"',
    "published": "published: false",
    "publish": "publish: no",
    "private": "private: true",
    "Private": "PRIVATE: yes",
    "status draft": "status: draft",
    "status hidden": "Status: Hidden",
    "expired": "expiryDate: 2031-05-20",
    "to come": "publishDate: 2031-05-21T00:00:00Z",
    "to come, pubdate": "pubDate: 2031-05-21",
    "to come, published": "published: 2031-05-21T00:00:00Z",
    "to come by one of two": "publishDate: 2031-05-01\npublished: 2031-05-21",
    "expired, unpublishdate": "unpublishdate: 2031-05-20",
    "quoted status": 'status: "draft "',
    "in a table": "params:\n  private: true",
    "render": "render: false",
    "permalink": "permalink: false",
    "build": "build: {render: never}",
    "build, older": "_build: {render: false}",
    "build, a link": "Build: {Render: link, list: local}",
    "build, in no list": "build: {list: Never}",
    "build, misspelt": "build: {render: nevver}",
}

CASCADES = {
    "draft": "cascade: {draft: true}",
    "unreadable": "cascade: {draft: perhaps}",
    "params": "cascade: {params: {private: true}}",
    "list": "Cascade: [{type: blog}, {build: {render: never}, _target: {kind: page}}]",
    "to come": "cascade: {publishDate: 2031-05-21}",
    "expired": "cascade: {expirydate: 2031-05-20}",
    "published": "cascade: {published: 2031-05-21}",
}


def hidden(mark: str) -> str:
    """A text with a mark, in all parts of which is a word that no other text has."""
    return (
        f"---\ntitle: {WORD} title\n{mark}\ncontexts: [{WORD}, Iran]\nsummary: {WORD}\nslug: {WORD}\n"
        f"sources: [{{name: {WORD}, url: https://{WORD}.example/}}]\naliases: [/{WORD}.html]\n"
        f"---\n{WORD} body.\n"
    )


def publish(site: SiteFolder, files: dict[str, str]) -> dict[str, bytes]:
    """The output of a site with one text that is fine, and these files."""
    fine = "---\ntitle: Fine\ncontexts: [Iran]\n---\nWords.\n"
    site.write(
        {FINE: fine, "dateline.toml": f'base_url = "{BASE_URL}"\nformats = ["html", "json", "md", "xml"]\n', **files}
    )
    built = site.build(today=TODAY)
    assert {problem.code for problem in built.report.problems} == {Code.DRAFTS_LEFT_OUT}
    return site.tree()


def assert_in_no_byte(word: str, files: dict[str, bytes]) -> None:
    """That no file has a word, in its name or in its bytes, whatever the case."""
    assert "news/2031/05/15/fine.html" in files
    assert not [name for name, content in files.items() if word in name.lower() or word.encode() in content.lower()]


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_an_entry_with_a_mark_is_in_no_byte_of_the_output(site: SiteFolder, mark: str) -> None:
    assert_in_no_byte(WORD, publish(site, {f"{DAY}/a.md": hidden(mark)}))


@pytest.mark.parametrize("path", ["content/a.md", "content/topics/iran.md"])
def test_a_page_or_a_topics_file_with_a_mark_is_in_no_byte_of_the_output(site: SiteFolder, path: str) -> None:
    text = f"---\ntitle: {WORD}\npublished: false\n---\n{WORD} body.\n"
    assert_in_no_byte(WORD, publish(site, {path: text}))


@pytest.mark.parametrize("folder", ["_drafts", "news/_drafts", "_drafts/2031"])
@pytest.mark.parametrize("text", [hidden("importance: 3"), f"{WORD}, with no title and no date.\n", f"---\n: {WORD}\n"])
def test_a_file_in_a_folder_of_drafts_is_in_no_byte_of_the_output(site: SiteFolder, folder: str, text: str) -> None:
    assert_in_no_byte(WORD, publish(site, {f"content/{folder}/{WORD}.md": text}))


@pytest.mark.parametrize("form", ["+++\ntitle = '{0}'\ndraft = true\n+++\n{0}\n", "Title: {0}\nStatus: draft\n\n{0}\n"])
def test_a_mark_counts_in_every_form_of_front_matter(site: SiteFolder, form: str) -> None:
    assert_in_no_byte(WORD, publish(site, {f"{DAY}/a.md": form.format(WORD)}))


@pytest.mark.parametrize("cascade", CASCADES.values(), ids=CASCADES.keys())
def test_what_a_folder_hands_down_keeps_all_texts_below_it_out(site: SiteFolder, cascade: str) -> None:
    index = f"---\ntitle: {WORD}\n{cascade}\n---\n{WORD}\n"
    files = {
        "content/plans/_index.md": index,
        "content/plans/2031/05/15/a.md": hidden("importance: 3"),
        "content/plans/deep/b.md": hidden("date: 2031-05-15\nkind: own"),
        "content/plans/c.md": f"{WORD}, with no title and no date.\n",
    }
    assert_in_no_byte(WORD, publish(site, files))


def test_a_text_or_a_nearer_folder_says_otherwise_than_the_folder_above(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/_index.md": "+++\n[cascade]\ndraft = true\nexpiryDate = 2031-06-01\n+++\n",
            "content/news/2031-05-15-a.md": "---\ntitle: A\ndraft: false\n---\n",
            "content/news/2031-05-15-b.md": "---\ntitle: B\n---\n",
            "content/news/near/_index.md": "+++\n[cascade]\ndraft = false\n+++\n",
            "content/news/near/2031-05-15-c.md": "---\ntitle: C\n---\n[[b]]\n",
            "content/newsletters/2031-05-15-d.md": "---\ntitle: D\n---\n",
        }
    )
    note, link = site.problems(today=TODAY)
    assert "2 texts left out, by the marks of drafts: draft: true in a cascade (2)" in note.what
    assert "it is a draft" in link.what
    titles = [entry.title for entry in site.assemble(today=TODAY).site.entries]
    assert titles == ["A", "C", "D"]
    assert [entry.title for entry in site.assemble(today=Date(2031, 6, 1)).site.entries] == ["D"]


def test_what_a_folder_hands_down_counts_in_the_build_after_it_changed(site: SiteFolder) -> None:
    index, entry = "content/news/_index.md", "content/news/2031/05/15/a.md"
    site.write(
        {index: "---\ntitle: I\n---\n", entry: "---\ntitle: A\n---\n", FINE: "---\ntitle: Fine\ndraft: no\n---\n"}
    )
    page = site.output / "news/2031/05/15/a.html"
    site.build()
    for cascade, is_there in (("cascade: {draft: true}\n", False), ("", True), ("cascade: {private: yes}\n", False)):
        site.write({index: f"---\ntitle: I\n{cascade}---\n"})
        site.build()
        assert page.exists() is is_there
    site.write({entry: "---\ntitle: A\nprivate: no\n---\n"})
    site.build()
    assert page.exists()
    site.write({entry: "---\ntitle: A\n---\n"})
    site.build()
    assert not page.exists()


def test_a_folder_whose_front_matter_cannot_be_read_keeps_its_texts_out_where_it_may_say_so(site: SiteFolder) -> None:
    site.write({"content/plans/_index.md": "---\ncascade: [draft: true\n---\n", FINE: "---\ntitle: Fine\n---\n"})
    site.write({"content/plans/2031-05-15-a.md": f"---\ntitle: {WORD}\n---\n"})
    site.build(keep_going=True)
    assert_in_no_byte(WORD, site.tree())


_HEADER = "---\ntitle: Plans\ncascade: {draft: true}\n---\n"
UNREAD: dict[str, bytes] = {
    "of a wrong form": b"---\ncascade: [draft: true\n---\n",
    "not UTF-8": f"{_HEADER}caf".encode() + b"\xe9\n",
    "too large a file": f"{_HEADER}{'A ship. ' * 130_000}".encode(),
    "too much markup": f"{_HEADER}{'[[ship]] ' * 10_000}".encode(),
    "too large a header": f"---\ncascade: {{draft: true}}\nx: [{'ship, ' * 20_000}]\n---\n".encode(),
    "a merge's": f"{_HEADER}<<<<<<< HEAD\n".encode(),
}
"""Files of folders that hand a mark of drafts down, and are not read."""


@pytest.mark.parametrize("index", UNREAD.values(), ids=UNREAD.keys())
def test_a_folders_file_that_is_not_read_for_whatever_cause_keeps_its_texts_out(site: SiteFolder, index: bytes) -> None:
    site.write({"content/plans/_index.md": index, FINE: "# Fine\n", "content/plans/2031-05-15-a.md": f"# {WORD}\n"})
    site.build(keep_going=True)
    assert_in_no_byte(WORD, site.tree())


@pytest.mark.parametrize("target", ["gone.md", "/etc/passwd"])
def test_a_folders_file_that_cannot_be_opened_keeps_its_texts_out(site: SiteFolder, target: str) -> None:
    site.write({FINE: "# Fine\n", "content/plans/2031-05-15-a.md": f"# {WORD}\n"})
    site.build(keep_going=True)
    published = site.tree()
    index = site.path / "content/plans/_index.md"
    index.symlink_to(target)
    site.build(keep_going=True)
    assert_in_no_byte(WORD, site.tree())
    index.unlink()
    site.build(keep_going=True)
    assert site.tree() == published


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS.keys())
def test_drafts_are_shown_when_they_are_asked_for(site: SiteFolder, mark: str) -> None:
    site.write({f"{DAY}/a.md": hidden(mark)})
    site.build(drafts=True, today=TODAY)
    assert f"{WORD} body." in site.page(f"news/2031/05/15/{WORD}.html")


def test_a_correction_to_come_is_told_and_not_listed_until_its_day(site: SiteFolder) -> None:
    site.write({FINE: "---\ntitle: Fine\ncorrection: '2031-05-20: x'\n---\n"})
    told: list[tuple[int, bool, bool]] = []
    site.build(today=TODAY)
    site.write({FINE: "---\ntitle: Fine\ncorrection: ['2031-05-20: x', '2031-05-23: y']\n---\n"})
    for day in range(TODAY.day, 25):
        codes = [problem.code for problem in site.build(today=Date(2031, 5, day)).report.problems]
        told.append(
            (day, Code.CORRECTION_DATE in codes, "2031-05-23T" in (site.path / "output/changes.xml").read_text())
        )
    assert told == [(20, True, False), (21, True, False), (22, False, False), (23, False, True), (24, False, True)]


@pytest.mark.parametrize(
    "mark",
    [
        *("draft: false", "published: true", "publish: yes", "private: no", "status: confirmed"),
        *("build: {render: always, list: local, publishResources: false}", "_build: {render: true}", "render: true"),
        *("expiryDate: 2031-05-21", "publishDate: 2031-05-20", "publishDate: 2031\nexpiryDate: 2032"),
        *("pubDate: 2031-05-20", "published: 2031-05-20", "published: 2011", "unpublishDate: 2031-05-21"),
    ],
)
def test_a_mark_that_hides_nothing_is_no_problem(site: SiteFolder, mark: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\n{mark}\n---\n"})
    assert site.problems(today=TODAY) == ()
    assert (site.output / "news/2031/05/15/a.html").exists()


def test_the_settings_say_which_marks_of_other_tools_count(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": 'draft_marks = ["draft", "private"]\n',
            "content/_drafts/2031-05-15-a.md": "---\ntitle: A\npublished: false\nexpiryDate: 2012\n---\n",
            f"{DAY}/b.md": "---\ntitle: B\nprivate: true\n---\n",
        }
    )
    (note,) = site.problems(today=TODAY)
    assert "1 text left out, by the marks of drafts: private: true (1)" in note.what
    assert (site.output / "drafts/2031/05/15/a.html").exists()


def test_what_is_wrong_with_a_draft_is_told_when_it_is_shown(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/later.md": "---\ntitle: No date\npublished: false\n---\n[[Nothing]]\n"})
    assert [problem.code for problem in two_entries.problems()] == [Code.DRAFTS_LEFT_OUT]
    assert Code.DATE_MISSING in [problem.code for problem in two_entries.problems(drafts=True)]


def test_without_a_day_texts_with_days_of_their_own_are_left_out(site: SiteFolder) -> None:
    site.write({FINE: "---\ntitle: Fine\n---\n", f"{DAY}/a.md": "---\ntitle: A\npublishDate: 2011-05-15\n---\n"})
    assert [problem.code for problem in site.problems()] == [Code.DRAFTS_LEFT_OUT]


def test_a_text_comes_and_goes_on_its_days_as_in_a_clean_build(site: SiteFolder) -> None:
    site.write(
        {
            FINE: "---\ntitle: Fine\n---\n",
            f"{DAY}/a.md": "---\ntitle: A\npublishDate: 2031-06\nexpiryDate: 2031-07-02\n---\n",
        }
    )
    clean = site.path / "clean"
    for day, is_there in {
        TODAY: False,
        Date(2031, 6, 1): True,
        Date(2031, 7, 1): True,
        Date(2031, 7, 2): False,
    }.items():
        site.build(today=day)
        assert (site.output / "news/2031/05/15/a.html").exists() is is_there
        build(find_inputs(site.config(today=day, output=clean), clean=True, remember=False))
        assert site.tree() == tree(clean)


def looked_at(site: SiteFolder, today: Date) -> Inputs:
    """What there is before a build of a day."""
    return find_inputs(site.config(today=today))


def test_on_days_that_change_nothing_there_is_nothing_to_do(site: SiteFolder) -> None:
    site.write({FINE: "---\ntitle: Fine\nexpiryDate: 2031-07-02\n---\n"})
    site.build(today=TODAY)
    assert looked_at(site, Date(2031, 7, 1)).report_if_unchanged()
    assert not looked_at(site, Date(2031, 7, 2)).report_if_unchanged()
    assert not looked_at(site, Date(2031, 5, 19)).report_if_unchanged()


@pytest.mark.parametrize(
    ("date", "told"),
    [("2031-05-21", []), ("2031-05-22", [Code.DATE_FUTURE]), ("2032", [Code.DATE_FUTURE]), ("2031", [])],
)
def test_an_entry_whose_date_is_to_come_everywhere_is_told(site: SiteFolder, date: str, told: list[Code]) -> None:
    site.write({"content/news/a.md": f"---\ntitle: A\ndate: {date}\n---\n"})
    assert [problem.code for problem in site.problems(today=TODAY)] == told
    assert site.problems() == ()


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "draft: 1",
            "draft: ja",
            "draft: [true]",
            "status: [draft]",
            "private: 1",
            "private: perhaps",
            "published: 0",
        ),
        *("publish: 0", "headless: true", "publishDate: tomorrow", "published: May 21, 2031", "expiryDate: 01.02.2012"),
    ],
)
def test_a_mark_that_cannot_be_read_hides_its_text_where_a_build_keeps_going(site: SiteFolder, mark: str) -> None:
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: Secret\n{mark}\n---\nHidden words.\n"})
    site.write({"content/news/2011/05/16/b.md": "---\ntitle: Open\n---\nWords.\n"})
    site.build(keep_going=True)
    assert not any(b"Secret" in content or b"Hidden words" in content for content in site.tree().values())
