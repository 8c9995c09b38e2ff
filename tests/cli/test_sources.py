"""The command `sources`, as a person or a script runs it."""

import json
import sys
from collections.abc import Iterator

import pytest

from builder.cli.main import main
from builder.config.checked_sources import FILE
from builder.linkcheck import crawl
from tests.linkcheck.web import Web, moved, page, serving
from tests.sites import SiteFolder

PATH = "content/news/2031/04/15/a.md"


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A web on this machine, which needs no pauses."""
    monkeypatch.setattr(crawl, "PAUSE", 0)
    with serving() as web:
        web.pages = {"/good": page(), "/moved": moved("/good"), "/private": page(403)}
        yield web


def run(site: SiteFolder, *options: str, day: int = 1) -> int:
    """Run `dateline sources check` on a site."""
    today = f"2031-05-{day:02}"
    return main(["sources", "check", "--site", str(site.path), "--private", "--today", today, *options])


def address(web: Web, path: str) -> str:
    """The address of a page on this machine."""
    return web.url(path, "127.0.0.1")


def write(site: SiteFolder, web: Web, *paths: str) -> None:
    """Write an entry with some sources."""
    sources = "".join(f"  - url: {address(web, path)}\n" for path in paths)
    site.write({PATH: f"---\ntitle: A\nsources:\n{sources}---\nText.\n"})


def test_it_tells_what_is_wrong_and_sums_up(site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, web, "/good", "/gone", "/moved", "/private")
    assert run(site) == 0
    assert capsys.readouterr().out == (
        f"{PATH}:5: note: the source {address(web, '/gone')} answered with status 404, Not Found on 2031-05-01; "
        "look at it yourself; it counts as dead only if that is so on several days [source-failing]\n"
        f"{PATH}:6: note: the source {address(web, '/moved')} has moved for good; "
        f"write its new address: {address(web, '/good')} [source-moved]\n"
        "To read more: dateline help source-failing (or any other code in brackets)\n"
        "2 notes\n"
        "4 addresses, 4 of them asked now: 1 there, 1 moved, 1 gone, 1 shown to no program.\n"
    )
    assert run(site, "--quiet") == 0
    assert capsys.readouterr().out.endswith("2 notes\n")
    assert run(site) == 0
    assert capsys.readouterr().out.endswith("\n4 addresses, 0 of them asked now.\n")


def test_what_is_left_is_told(site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    web.pages["/busy"] = page(429, retry_after="9999")
    write(site, web, "/busy", "/good", "/moved")
    assert run(site, "--limit", "2") == 0
    assert capsys.readouterr().out == (
        "3 addresses, 2 of them asked now: 2 to be asked later.\n"
        "127.0.0.1 was not asked to the end, as it wants to be asked later: 2 left.\n"
        "Addresses to be asked another time, by --limit: 1.\n"
    )


def test_json_has_the_shape_of_check_and_what_was_asked(
    site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, web, "/good", "/gone")
    assert run(site, "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["counts"] == {"error": 0, "warning": 0, "note": 1}
    assert [(each["code"], each["path"], each["line"]) for each in said["problems"]] == [("source-failing", PATH, 5)]
    asked = dict.fromkeys(("moved", "unreachable", "circling", "refused", "private", "busy"), 0)
    assert said["sources"] == {"addresses": 2, "asked": {"good": 1, "gone": 1, **asked}, "left": 0}


def test_annotations_lead_to_lines(site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    write(site, web, "/good", "/gone")
    for day in (1, 2):
        assert run(site, "--format", "github", day=day) == 0
    assert f"::warning file={PATH},line=5,title=source-dead::the source " in capsys.readouterr().out


def test_it_ends_with_1_where_a_finding_is_called_an_error(site: SiteFolder, web: Web) -> None:
    site.write({"dateline.toml": '[problems]\nsource-failing = "error"\n'})
    write(site, web, "/good", "/gone")
    assert run(site) == 1


def test_it_ends_with_1_and_keeps_nothing_where_no_server_answers(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write({PATH: "---\ntitle: A\nsources: ['http://127.0.0.1:9/']\n---\n"})
    assert run(site) == 1
    assert capsys.readouterr().err.startswith(
        "No server answered, so this machine may have no way to the web. Nothing was written down of these:\n"
        "    http://127.0.0.1:9/ "
    )
    assert not (site.path / FILE).exists()


def test_without_an_option_no_private_network_is_asked(
    site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, web, "/good")
    assert main(["sources", "check", "--site", str(site.path), "--today", "2031-05-01"]) == 0
    assert (
        "leads to 127.0.0.1, which is not on the public internet, so readers cannot follow it"
        in capsys.readouterr().out
    )
    assert web.asked == []


def test_what_was_private_is_asked_once_private_networks_are(
    site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, web, "/good")
    assert main(["sources", "check", "--site", str(site.path), "--today", "2031-05-01"]) == 0
    assert run(site) == 0
    assert capsys.readouterr().out.endswith("\n1 address, 1 of them asked now: 1 there.\n")
    assert run(site) == 0
    assert capsys.readouterr().out == "1 address, 0 of them asked now.\n"


def test_a_host_that_no_source_has_is_told_with_one_of_nearly_the_name(
    site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, web, "/good")
    assert run(site, "--host", "127.0.0.2") == 1
    assert capsys.readouterr().err.startswith('No source has the host 127.0.0.2; did you mean "127.0.0.1"?\n')
    assert web.asked == []


def test_lines_of_the_committed_file_that_cannot_be_read_are_told(
    site: SiteFolder, web: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    write(site, web, "/good")
    site.write({FILE: "\n<<<<<<< ours\nnonsense\n"})
    assert run(site) == 0
    assert capsys.readouterr().err == (
        f"{FILE}:2: this line, and 1 line more, cannot be read, and was left out; git has what stood there.\n"
    )
    assert run(site) == 0
    assert capsys.readouterr().err == ""


@pytest.fixture
def archived(site: SiteFolder, web: Web) -> str:
    """An archive that has a copy of every page, and a site with a source; its API."""
    copy = {"available": True, "status": "200", "url": "http://web.archive.org/web/1/a"}
    answer = page(content=json.dumps({"archived_snapshots": {"closest": copy}}).encode())
    web.pages = type("Pages", (dict,), {"get": lambda pages, path, _: dict.get(pages, path, answer)})(web.pages)
    write(site, web, "/good")
    return address(web, "/api")


def test_copies_are_written_after_a_person_agreed(
    site: SiteFolder, archived: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (site.path / PATH).read_text()
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    answers = ["n", "y"]
    monkeypatch.setattr("builtins.input", lambda _: answers.pop(0))
    assert run(site, "--archive", "--archive-api", archived) == 0
    assert "+    archive_url: https://web.archive.org/web/1/a\n" in capsys.readouterr().out
    assert (site.path / PATH).read_text() == before
    assert run(site, "--archive", "--archive-api", archived) == 0
    assert "1 file changed.\n" in capsys.readouterr().out
    assert "\n    archive_url: https://web.archive.org/web/1/a\n---\n" in (site.path / PATH).read_text()


def test_a_script_says_yes_beforehand_and_else_nothing_is_changed(site: SiteFolder, archived: str) -> None:
    before = (site.path / PATH).read_text()
    assert run(site, "--archive", "--archive-api", archived) == 1
    assert (site.path / PATH).read_text() == before
    assert run(site, "--archive", "--archive-api", archived, "--yes", "--format", "json") == 0
    assert (site.path / PATH).read_text() != before


@pytest.mark.parametrize(
    "options", [["--limit", "0"], ["--archive-api", "nowhere"], ["--archive", "--format", "json"], ["--format", "html"]]
)
def test_a_wrong_option_is_no_command(options: list[str], site: SiteFolder) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(site, *options)
    assert stopped.value.code == 2
