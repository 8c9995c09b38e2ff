"""The commands `init` and `new`, as a person runs them."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest

from builder.cli.main import main
from tests.sites import SiteFolder

ADDRESS = "https://example.org/a"


@pytest.fixture
def site(site: SiteFolder) -> SiteFolder:
    """A site without content."""
    site.write({"dateline.toml": ""})
    return site


def new(site: SiteFolder, *arguments: str) -> int:
    """Run `dateline new` on a site."""
    return main(["new", "--site", str(site.path), *arguments])


def test_an_entry_is_written_from_what_is_given(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    given = ("--date", "2011-05-15", "--context", "Iran", "--context", "Bonn, Germany", "--source", f"Post={ADDRESS}")
    assert new(site, "A harbour", *given, "--section", "Opinion") == 0
    assert capsys.readouterr().out == "made  content/opinion/2011/05/15/a-harbour.md\n"
    site.build()
    data = site.data("opinion/2011/05/15/a-harbour.json")
    assert (data["title"], data["contexts"]) == ("A harbour", ["Iran", "Bonn, Germany"])
    assert (data["sources"][0]["name"], data["sources"][0]["url"]) == ("Post", ADDRESS)


def test_an_entry_that_exists_is_reported(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "A", "--date", "2011") == 0
    assert new(site, "A", "--date", "2011") == 1
    assert "is there already" in capsys.readouterr().err


def test_away_from_a_terminal_a_title_is_needed(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        new(site)
    assert ended.value.code == 2
    assert "TITLE" in capsys.readouterr().err


def test_a_date_that_is_none_is_a_wrong_command_line(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        new(site, "A", "--date", "2011-02-30")
    assert ended.value.code == 2
    assert "February 2011 has 28 days, not 30; write it as 2011-05-15" in capsys.readouterr().err


def test_the_new_file_is_opened_in_the_editor_that_the_environment_names(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import sys; open(sys.argv[1], 'a').write('Text.')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{program}"')
    assert new(site, "A", "--date", "2011", "--edit") == 0
    assert (site.path / "content/news/2011/a.md").read_text(encoding="utf-8").endswith("---\n\nText.")


def test_without_an_editor_the_file_is_made_all_the_same(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert new(site, "A", "--date", "2011", "--edit") == 1
    file = site.path / "content/news/2011/a.md"
    message = f"The entry is made, but not opened: EDITOR does not name an editor. Open {file} in an editor.\n"
    assert capsys.readouterr().err == f"{message}To read more: dateline help new\n"
    assert file.exists()


@pytest.mark.parametrize(
    ("editor", "why"),
    [
        ("nonexist --wait", "EDITOR names nonexist, which cannot be started (no such file or directory)"),
        ("'", "EDITOR cannot be read (no closing quotation)"),
    ],
)
def test_an_editor_that_cannot_be_started_is_reported_with_what_was_made(
    editor: str, why: str, site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    assert new(site, "A", "--date", "2011", "--edit") == 1
    assert capsys.readouterr().err.startswith(f"The entry is made, but not opened: {why}. Open ")
    assert (site.path / "content/news/2011/a.md").exists()


def test_an_editor_that_is_stopped_leaves_the_entry(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setenv("EDITOR", "editor")
    monkeypatch.setattr("subprocess.run", stopped)
    assert new(site, "A", "--date", "2011", "--edit") == 1
    assert "The entry is made, but not opened: the editor was stopped." in capsys.readouterr().err


def test_init_without_a_folder_says_how_to_name_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        main(["init"])
    assert "dateline init harbour; in this one: dateline init ." in capsys.readouterr().err
    assert [*tmp_path.iterdir()] == []


def test_where_there_is_no_site_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "A", "--site", str(tmp_path)]) == 1
    printed = capsys.readouterr().err
    assert printed.startswith(f"There is no site in {tmp_path}: ")
    assert f"`dateline init {tmp_path}`" in printed
    monkeypatch.chdir(tmp_path)
    assert main(["new", "A"]) == 1
    assert capsys.readouterr().err.startswith("There is no site here: ")
    assert [*tmp_path.iterdir()] == []


def test_what_a_build_would_not_take_is_reported_and_not_made(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(site, "A", "--context", "!!") == 1
    printed = capsys.readouterr().err
    assert printed.startswith('the context "!!" has no letter or digit')
    assert printed.endswith("\nNo entry was made.\nTo read more: dateline help new\n")
    assert not (site.path / "content").exists()


@pytest.mark.parametrize("title", ["", "   "])
def test_an_empty_title_is_refused(title: str, site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, title) == 1
    assert capsys.readouterr().err.startswith("a title needs a letter or a digit.\nNo entry was made.\n")
    assert not (site.path / "content").exists()


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_context_is_refused(name: str, site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    assert new(site, "A", "--context", name) == 1
    assert capsys.readouterr().err.startswith('the context "" has no letter or digit')
    assert not (site.path / "content").exists()


def test_a_section_of_nearly_the_name_of_another_is_taken_for_it(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\n---\n"})
    assert new(site, "B", "--section", "newss") == 1
    told = capsys.readouterr().err
    assert told.startswith(
        'no section is called "newss"; did you mean "news"? If not, make the folder content/newss.\n'
    )
    assert not (site.path / "content/newss").exists()
    (site.path / "content/newss").mkdir()
    assert new(site, "B", "--section", "newss") == 0


def test_a_section_that_begins_beside_others_is_told(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    for section, told in (("news", ""), ("sport", '"sport" is a new section; the others are news.\n'), ("sport", "")):
        assert new(site, f"A {section} {len(told)}", "--section", section, "--date", "2011") == 0
        assert capsys.readouterr().out.partition("\n")[2] == told


def test_a_folder_that_cannot_be_written_to_is_reported(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({"content/news": "A file."})
    assert new(site, "A", "--date", "2011") == 1
    assert capsys.readouterr().err.endswith("; no entry was made\nTo read more: dateline help new\n")


@contextmanager
def at_the_prompt(site: SiteFolder) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`dateline new` at a terminal, waiting for the title; the process and the person's end of the terminal."""
    person, terminal = pty.openpty()
    command = [sys.executable, "-m", "builder", "new", "--site", str(site.path)]
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        preexec_fn=_obey_ctrl_c,  # noqa: PLW1509  # it takes no lock
    )
    os.close(terminal)
    try:
        printed = b""
        while b"Title" not in printed:
            printed += os.read(person, 1024)
        yield process, person
        process.wait(30)
    finally:
        process.kill()
        process.wait()
        os.close(person)


def _obey_ctrl_c() -> None:
    """Handle Ctrl-C also where the tests run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_at_a_terminal_missing_fields_are_prompted_for_and_the_tab_key_completes_topics(
    two_entries: SiteFolder,
) -> None:
    with at_the_prompt(two_entries) as (process, person):
        os.write(person, b"A harbour\n2011-05-15\nUnit\t\nships, uNit\t\n\nPost\n\n")
    assert process.returncode == 0
    written = (two_entries.path / "content/news/2011/05/15/a-harbour.md").read_text(encoding="utf-8")
    assert "contexts: [United Nations, ships]\n" in written
    assert "- name: Post\n" in written


def test_ctrl_d_at_a_prompt_ends_it_as_ctrl_c_does(two_entries: SiteFolder) -> None:
    with at_the_prompt(two_entries) as (process, person):
        os.write(person, b"A harbour\n\x04")
        printed = b""
        while b"No entry was made." not in printed:
            printed += os.read(person, 1024)
    assert process.returncode == 130
    assert b"Traceback" not in printed
    assert len(list((two_entries.path / "content").rglob("*.md"))) == 2


def test_ctrl_c_at_a_prompt_ends_it_without_a_file(two_entries: SiteFolder) -> None:
    with at_the_prompt(two_entries) as (process, _):
        while process.poll() is None:  # one that comes just before it waits for a line is heard with the next one only
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
    assert process.returncode == 130
    assert len(list((two_entries.path / "content").rglob("*.md"))) == 2
