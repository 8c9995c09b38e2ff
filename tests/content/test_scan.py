"""The scan of content/: which files count, and the change marks of files."""

import os
from pathlib import Path

import pytest

from builder.content.scan import SETTLED, SourceFile, change_mark, scan
from builder.core.problems import Code, ProblemsFound
from tests.sites import SiteFolder, tree

FILE = "content/news/2011/05/15/first.md"


def scan_files(site: SiteFolder) -> list[SourceFile]:
    """The files of content/, without problems."""
    files, problems = scan(site.config())
    assert problems == []
    return files


def mark(file: Path, later: float = 60) -> tuple[int, ...]:
    """The change mark of a file some seconds after its last change."""
    status = file.stat()
    return change_mark(status, max(status.st_mtime, status.st_ctime) + later)


def test_files_come_in_the_order_of_their_paths_with_where_they_lie(site: SiteFolder) -> None:
    site.write({"content/b.md": "", "content/a/z.txt": "", "content/a.md": ""})
    files = scan_files(site)
    assert [file.relative_path for file in files] == ["a.md", "a/z.txt", "b.md"]
    assert [file.path for file in files] == ["content/a.md", "content/a/z.txt", "content/b.md"]


@pytest.mark.parametrize("name", ["a.md", "a.MD", "a.markdown", "b/a.Markdown", "a.mkd", "a.mdown"])
def test_markdown_is_told_by_its_ending(name: str) -> None:
    assert SourceFile("", name).is_markdown
    assert not SourceFile("", f"{name}.txt").is_markdown


def test_hidden_files_and_folders_are_left_out(two_entries: SiteFolder) -> None:
    two_entries.write({"content/.draft.md": "x", "content/.git/a.md": "x", "content/news/.DS_Store": "x"})
    assert len(scan_files(two_entries)) == 2


def test_what_editors_leave_beside_a_file_is_left_out(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            f"content/news/{name}": "x"
            for name in ("a.md~", "#a.md#", "a.md.bak", "Thumbs.db", "a.swp", "Icon\r", "a.md.sb-1a2b-Xy")
        }
    )
    assert len(scan_files(two_entries)) == 2


@pytest.mark.parametrize(
    "name",
    [
        *("a.md.tmp", "a.md.tmp.123", "a.md.tmp-1234", "a.md.TMP", "4913", "a.md___jb_tmp___", "a.md___jb_old___"),
        *("~$a.docx", "a.pdf.part", "a.pdf.crdownload"),
    ],
)
def test_what_is_there_while_a_file_is_saved_or_loaded_is_left_out(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"content/news/{name}": "x"})
    assert len(scan_files(two_entries)) == 2


@pytest.mark.parametrize("name", ["a.tmp.md", "tmp.pdf", "a.template", "4913.pdf", "a.parts", "tmp"])
def test_what_only_looks_like_that_is_published(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"content/news/{name}": "x"})
    assert len(scan_files(two_entries)) == 3


@pytest.mark.parametrize("folder", ["_templates", "_layouts", "news/_includes"])
def test_templates_of_other_tools_are_left_out(two_entries: SiteFolder, folder: str) -> None:
    two_entries.write({f"content/{folder}/daily.md": "# {{title}}\n", f"content/{folder}/a/b.html": "x"})
    assert len(scan_files(two_entries)) == 2


@pytest.mark.parametrize(
    "name",
    [
        "a (Case Conflict).md",
        "a (Case Conflict 1).md",
        "a (Selective Sync Conflict).md",
        "a (B's conflicted copy 2).md",
    ],
)
def test_a_copy_that_a_sync_program_left_is_told_and_left_out(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"content/news/{name}": "x"})
    files, problems = scan(two_entries.config())
    assert (len(files), [problem.code for problem in problems]) == (2, [Code.SYNC_COPY])


@pytest.mark.parametrize("name", ["conflicts.md", "a (conflict).md", "a.rst.zip", "a.html", "a.txt", "a.csv"])
def test_what_only_looks_like_a_copy_or_another_tools_text_is_published(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"content/news/{name}": "--- x"})
    assert len(scan_files(two_entries)) == 3


@pytest.mark.parametrize(
    "name",
    [
        *("a.txt", "a.html", "a.htm", "a.njk", "a.liquid", "a.ejs", "a.hbs", "a.haml", "a.pug", "a.xhtml", "a.wiki"),
        *("feed.xml", "a.scss", "a.css", "a.js", "a", "a.md.erb", "a.b-c"),
    ],
)
@pytest.mark.parametrize(
    "begin", ["---\n", "---\r\n", "\ufeff---\n", "\n\n--- \n", "+++\n", "---json\n", "--- # c\n", ";;;\n"]
)
def test_a_file_with_front_matter_is_another_tools_text(two_entries: SiteFolder, name: str, begin: str) -> None:
    two_entries.write({f"content/news/{name}": f"{begin}title: A\n---\n"})
    files, problems = scan(two_entries.config())
    assert (len(files), [problem.code for problem in problems]) == (2, [Code.TEXT_UNREAD])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "---\na: 1\n"),
        ("a.diff", "--- a/b\n+++ a/b\n"),
        ("a.txt", "----\nA\n----\n"),
        ("a.csv", "a\n---\nb\n"),
    ],
)
def test_a_file_that_begins_otherwise_is_published(two_entries: SiteFolder, name: str, text: str) -> None:
    two_entries.write({f"content/news/{name}": text})
    assert len(scan_files(two_entries)) == 3


def test_a_site_without_a_content_folder_says_so(site: SiteFolder) -> None:
    with pytest.raises(ProblemsFound) as raised:
        scan(site.config())
    assert [problem.code for problem in raised.value.problems] == [Code.CONTENT_MISSING]


def test_wrong_settings_of_a_site_without_content_are_told_too(site: SiteFolder) -> None:
    site.write({"dateline.toml": 'contnet = "entries"\n'})
    assert [problem.code for problem in site.problems()] == [Code.SETTING_UNKNOWN, Code.CONTENT_MISSING]


def test_a_link_to_a_file_inside_content_is_followed(two_entries: SiteFolder) -> None:
    (two_entries.path / "content/news/linked.md").symlink_to(two_entries.path / FILE)
    assert "news/linked.md" in [file.relative_path for file in scan_files(two_entries)]


def test_a_change_of_the_file_behind_a_link_shows_in_the_mark_of_the_link(two_entries: SiteFolder) -> None:
    link = two_entries.path / "content/news/linked.md"
    link.symlink_to(two_entries.path / FILE)
    before = mark(link)
    (two_entries.path / FILE).write_text("Something longer than before, behind the link.")
    assert mark(link) != before


def test_a_link_that_leads_out_of_content_is_told_and_left_out(two_entries: SiteFolder) -> None:
    two_entries.write({"mine.md": "Mine."})
    (two_entries.path / "content/mine.md").symlink_to(two_entries.path / "mine.md")
    files, problems = scan(two_entries.config())
    assert len(files) == 2
    assert [(problem.code, str(problem.place)) for problem in problems] == [(Code.SYMBOLIC_LINK, "content/mine.md")]


def test_a_link_to_itself_or_in_a_circle_is_told_and_the_rest_published(two_entries: SiteFolder) -> None:
    for name, target in (("a.txt", "a.txt"), ("b.md", "c"), ("c", "b.md")):
        (two_entries.path / "content" / name).symlink_to(target)
    two_entries.write({"content/d.txt": "D."})
    _, problems = scan(two_entries.config())
    assert [each.code for each in problems] == [Code.SYMBOLIC_LINK] * 3
    assert two_entries.run() == 1
    assert two_entries.run("--keep-going") == 0
    assert {"d.txt", "news/2011/05/15/first.html"} <= tree(two_entries.output).keys()
    assert "a.txt" not in tree(two_entries.output)


def test_a_link_to_a_name_that_the_system_refuses_is_told(two_entries: SiteFolder) -> None:
    (two_entries.path / "content/a.txt").symlink_to("b" * 300)  # a name that no file system has
    _, problems = scan(two_entries.config())
    assert [(each.code, str(each.place)) for each in problems] == [(Code.FILE_UNREADABLE, "content/a.txt")]


def test_a_link_that_takes_the_place_of_content_after_the_settings_were_read_is_not_followed(
    two_entries: SiteFolder,
) -> None:
    config = two_entries.config()
    config.content.rename(two_entries.path.parent / "elsewhere")
    config.content.symlink_to("../elsewhere")
    with pytest.raises(ProblemsFound) as found:
        scan(config)
    assert [problem.code for problem in found.value.problems] == [Code.SYMBOLIC_LINK]


@pytest.mark.parametrize("name", ["a\nb.md", "caf\udce9.md", "a\x07.md"])
def test_a_name_that_cannot_be_published_is_told_and_its_file_left_out(two_entries: SiteFolder, name: str) -> None:
    (two_entries.path / "content" / name).write_text("x")
    files, problems = scan(two_entries.config())
    assert len(files) == 2
    assert [problem.code for problem in problems] == [Code.FILE_NAME]


@pytest.mark.parametrize("name", ["é.md", "मेला.md", "a\u00a0b.md", "a\u200bb.md", "\ue000.md"])
def test_names_of_every_script_can_be_published(two_entries: SiteFolder, name: str) -> None:
    two_entries.write({f"content/{name}": "x"})
    assert name in [file.relative_path for file in scan_files(two_entries)]


def test_a_mark_stays_while_nothing_changes(two_entries: SiteFolder) -> None:
    file = two_entries.path / FILE
    assert mark(file) == mark(file, later=1000) != ()


def test_other_bytes_of_the_same_length_leave_another_mark_even_behind_an_old_time(two_entries: SiteFolder) -> None:
    file = two_entries.path / FILE
    before, status = mark(file), file.stat()
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))
    file.write_bytes(b"x" * status.st_size)
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_mtime_ns == status.st_mtime_ns
    assert mark(file) != before


def test_another_file_in_the_place_of_one_leaves_another_mark(two_entries: SiteFolder) -> None:
    file = two_entries.path / FILE
    before = mark(file)
    two_entries.write({"other.md": file.read_bytes()})
    (two_entries.path / "other.md").replace(file)
    assert mark(file) != before


@pytest.mark.parametrize("later", [-3600.0, 0.0, SETTLED / 2])
def test_a_file_that_changed_just_now_or_in_the_future_has_no_mark(two_entries: SiteFolder, later: float) -> None:
    assert mark(two_entries.path / FILE, later) == ()


def test_a_fresh_file_is_found_without_a_mark_and_a_settled_one_with(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [file.mark for file in scan_files(two_entries)] == [(), ()]
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    assert [len(file.mark) for file in scan_files(two_entries)] == [4, 4]


def test_what_the_setting_ignore_names_is_left_out(site: SiteFolder) -> None:
    site.write({f"content/{name}": "x" for name in ("a.md", "a.tmp.md", "old/b.md", "news/old/c.md", "news/d.md")})
    site.write({"dateline.toml": 'ignore = ["*.tmp.md", "/old/", "news/*", "!news/d.md"]\n'})
    assert [file.relative_path for file in scan_files(site)] == ["a.md", "news/d.md"]


def warnings_of_ignore(site: SiteFolder, *patterns: str) -> list[str]:
    """What is said of these patterns of the setting `ignore`."""
    site.write({"dateline.toml": f"title = 'A'\nignore = {[*patterns]}\n"})
    _, problems = scan(site.config())
    assert {(problem.code, str(problem.place)) for problem in problems} <= {(Code.IGNORE_UNUSED, "dateline.toml:2")}
    return [f"{problem.what}; {problem.cure}" for problem in problems]


def test_a_pattern_that_leaves_nothing_out_is_told_and_no_other(site: SiteFolder) -> None:
    site.write({f"content/{name}": "x" for name in ("a.md", "old/b.md", ".obsidian/c.md", "node_modules/d.md")})
    assert warnings_of_ignore(site, "a.md", "/old/", ".obsidian/", "node_modules/", "!a.md", "# words") == []
    told = warnings_of_ignore(site, "old/", "gone/", "../a.md", "*.b")
    assert [line.partition('"')[2].partition('"')[0] for line in told] == ["gone/", "../a.md", "*.b"]
    assert all("begin at the content's folder" in line for line in told)


@pytest.mark.parametrize("pattern", ["content/old/", "/content/old/", "./old/"])
def test_a_pattern_that_begins_above_the_content_is_told_with_the_right_one(site: SiteFolder, pattern: str) -> None:
    site.write({"content/old/b.md": "x"})
    assert ['did you mean "/old/"?' in line for line in warnings_of_ignore(site, pattern)] == [True]


@pytest.mark.parametrize("content", ["content", "."])
def test_what_package_managers_put_there_is_never_content(site: SiteFolder, content: str) -> None:
    files = (
        *("node_modules/x/README.md", "deep/node_modules/x.md", "bower_components/x/a.md", "vendor/bundle/x/a.md"),
        *("env/pyvenv.cfg", "env/lib/a.md", "vendor/2011-05-15-a.md", "a.md"),
    )
    site.write({f"{content}/{name}": "x" for name in files} | {"dateline.toml": f"content = '{content}'\n"})
    assert [file.relative_path for file in scan_files(site)] == ["a.md", "vendor/2011-05-15-a.md"]


def test_where_the_sites_folder_is_the_content_what_is_of_the_site_is_left_out(site: SiteFolder) -> None:
    site.write(dict.fromkeys(("2011-05-15 a.md", "notes/b.md", "output/x.html", "templates/y.html"), "x"))
    site.write({"dateline.toml": 'content = "."\n'})
    assert [file.relative_path for file in scan_files(site)] == ["2011-05-15 a.md", "notes/b.md"]


def test_an_output_below_the_content_is_never_content(site: SiteFolder) -> None:
    site.write({"a.md": "x", "preview/index.html": "x", "preview/.dateline-files": "index.html\n"})
    site.write({"dateline.toml": 'content = "."\n'})
    assert [file.relative_path for file in scan_files(site)] == ["a.md"]


def test_files_below_more_than_100_folders_are_refused_and_not_read(site: SiteFolder) -> None:
    site.write({f"content/{'a/' * 102}b.txt": "Deep."})
    (problem,) = site.problems()
    assert problem.code is Code.FILE_NAME
    assert problem.what == "the folder lies below 100 others, and what is in it is not read"
