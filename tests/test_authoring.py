"""The commands that write content, as a person runs them."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from builder.cli import main
from tests.sites import SiteFolder

ADDRESS = "https://example.org/a"


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


def test_an_entry_that_is_there_is_told(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
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


def test_the_new_file_is_opened_in_the_persons_editor(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import sys; open(sys.argv[1], 'a').write('Text.')"
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f'{sys.executable} -c "{program}"')
    assert new(site, "A", "--date", "2011", "--edit") == 0
    assert (site.path / "content/news/2011/a.md").read_text(encoding="utf-8").endswith("---\n\nText.")


def test_without_an_editor_the_file_is_there_all_the_same(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert new(site, "A", "--date", "2011", "--edit") == 1
    assert "set EDITOR" in capsys.readouterr().err
    assert (site.path / "content/news/2011/a.md").exists()


@contextmanager
def asked(site: SiteFolder) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`dateline new` at a terminal that has asked for the title; the process and the terminal's other end."""
    person, terminal = pty.openpty()
    command = [sys.executable, "-m", "builder", "new", "--site", str(site.path)]
    process = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        preexec_fn=_heed,  # noqa: PLW1509  # it takes no lock
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


def _heed() -> None:
    """Heed Ctrl-C, also where the tests run in the background, and do not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_at_a_terminal_a_person_is_asked_and_the_tab_key_completes_topics(two_entries: SiteFolder) -> None:
    with asked(two_entries) as (process, person):
        os.write(person, b"A harbour\n2011-05-15\nUnit\t\n\nPost\n\n")
    assert process.returncode == 0
    written = (two_entries.path / "content/news/2011/05/15/a-harbour.md").read_text(encoding="utf-8")
    assert "contexts: [United Nations]\n" in written
    assert "- name: Post\n" in written


def test_ctrl_c_at_a_question_ends_it_without_a_file(two_entries: SiteFolder) -> None:
    with asked(two_entries) as (process, _):
        while process.poll() is None:  # one that comes just before it waits for a line is heard with the next one only
            process.send_signal(signal.SIGINT)
            time.sleep(0.2)
    assert process.returncode == 130
    assert len(list((two_entries.path / "content").rglob("*.md"))) == 2
