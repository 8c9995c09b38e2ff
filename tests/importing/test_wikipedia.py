"""Files, folders and exports of the Current Events portal."""

import bz2
import gzip
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from builder.cli.main import main
from builder.importing import mediawiki_xml, streams
from tests.sites import SiteFolder, tree

SEED = (
    "A [[United Nations]] report alleges that [[Iran]] and [[North Korea]] have been secretly exchanging "
    "[[ballistic missile]] technology. [http://www.almasryalyoum.com/en/node/437472 (Al-Masry Al-Youm)]"
)
FOLDER = "content/news/2011/05/15"


def page(*bullets: str, day: int = 15) -> str:
    """The page of a day in May 2011."""
    lines = "\n".join(f"*{bullet}" for bullet in bullets)
    return f"{{{{Current events|year=2011|month=05|day={day}|content=\n;News\n{lines}\n}}}}"


def export(*pages: tuple[str, str]) -> str:
    """An export of a wiki."""
    escaped = ((title, text.replace("&", "&amp;").replace("<", "&lt;")) for title, text in pages)
    inside = "".join(
        f"<page><title>{title}</title><ns>100</ns><revision><text>old</text></revision>"
        f"<revision><id>2</id><text bytes='5'>{text}</text></revision></page>\n"
        for title, text in escaped
    )
    return f'<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/"><siteinfo/>\n{inside}</mediawiki>'


def run_import(site: SiteFolder, *sources: Path | str) -> int:
    return main(["import", "wikipedia", *map(str, sources), "--site", str(site.path)])


def written(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_a_folder_without_wikitext_says_what_was_looked_for(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written(tmp_path, "days/notes.pdf", b"%PDF")
    assert run_import(site, tmp_path / "days") == 1
    said = capsys.readouterr()
    assert said.err == (
        f"{tmp_path}/days: no file in it ends in .wiki, .wikitext, .mediawiki, .mw, .txt or .xml; save each day's "
        "wikitext as 2011-05-15.wiki, or name a file\nTo read more: dateline help import\n"
    )
    assert said.out == "files of other endings, left out: 1\n0 new, 1 refused.\n"


def test_an_export_without_a_day_says_what_to_export(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, written(tmp_path, "wiki.xml", export(("Main Page", "Welcome.")))) == 1
    assert 'no page in it is of a day; export such as "Portal:Current events/2011 May 15"' in capsys.readouterr().err


def test_a_folder_that_cannot_be_opened_is_refused_and_a_link_is_counted(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "days/2011-05-15.wiki", page("One. [http://a.example/1 (A)]"))
    written(tmp_path, "days/closed/2011-05-16.wiki", page("Two. [http://a.example/2 (A)]", day=16))
    (tmp_path / "days/again.wiki").symlink_to(file)
    opened = os.scandir

    def scandir(path: Any) -> Any:
        if str(path).endswith("/closed"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert run_import(site, tmp_path / "days") == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{tmp_path}/days/closed: it cannot be opened (permission denied)\n")
    assert said.out == "symbolic links, left out: 1\n1 new, 1 refused.\n"


def test_the_seeds_entry_comes_out_as_the_seed_has_it(site: SiteFolder, tmp_path: Path) -> None:
    assert run_import(site, written(tmp_path, "day.wiki", page(SEED))) == 0
    (file,) = (site.path / FOLDER).iterdir()
    assert file.read_text("utf-8") == (
        "---\n"
        "title: A United Nations report alleges that Iran and North Korea have been secretly exchanging "
        "ballistic missile technology.\n"
        "date: 2011-05-15\n"
        "contexts: [Iran, North Korea, United Nations, ballistic missile]\n"
        "sources:\n"
        "  - name: Al-Masry Al-Youm\n"
        "    url: http://www.almasryalyoum.com/en/node/437472\n"
        "---\n"
    )
    assert site.build().report.problems == ()


def test_a_day_again_brings_what_changed_there_and_keeps_what_changed_here(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ("A ferry sinks off [[Malta]]. [http://a.example/1 (A)]", "Rain falls. [http://a.example/2 (A)]", SEED)
    run_import(site, written(tmp_path, "day.wiki", page(*first)))
    ours = site.path / FOLDER / "rain-falls.md"
    ours.write_text(ours.read_text("utf-8").replace("title: Rain falls.", "title: It rains."), encoding="utf-8")
    capsys.readouterr()
    second = (
        "Rain falls in [[Rome]]. [http://a.example/2 (A)]",
        "A ferry sinks off [[Malta]], and five die. [http://a.example/1 (A)] [http://b.example/1 (B)]",
        SEED,
    )
    run_import(site, written(tmp_path, "day.wiki", page(*second)))
    assert capsys.readouterr().out == "0 new, 2 changed, 1 as they were.\n"
    assert len([*(site.path / FOLDER).iterdir()]) == 3
    assert "and five die." in (site.path / FOLDER / "a-ferry-sinks-off-malta.md").read_text("utf-8")
    assert ours.read_text("utf-8").startswith("---\ntitle: It rains.\ndate: 2011-05-15\n")
    assert "contexts: [Rome]\n" in ours.read_text("utf-8")
    before = tree(site.path)
    run_import(site, tmp_path / "day.wiki")
    assert tree(site.path) == before
    assert capsys.readouterr().out == "0 new, 2 as they were, 1 kept as they are changed here.\n"


def test_a_folder_is_read_with_what_is_packed_in_it(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "days"
    written(folder, "2011/15.wiki", page("One. [http://a.example/1 (A)]"))
    written(folder, "2011/16.txt.gz", gzip.compress(page("Two. [http://a.example/2 (A)]", day=16).encode()))
    written(folder, "2011-05-17.wiki.bz2", bz2.compress(b"*Three. [http://a.example/3 (A)]"))
    written(folder, "notes.pdf", b"%PDF")
    written(folder, ".hidden.wiki", page("Four."))
    assert run_import(site, folder) == 0
    assert capsys.readouterr().out == "files of other endings, left out: 1\n3 new.\n"
    assert {path.parent.name for path in (site.path / "content").rglob("*.md")} == {"15", "16", "17"}


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress])
def test_an_export_of_the_wiki_gives_its_days(
    pack: "type[bytes]", site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = export(
        ("Portal:Current events/2011 May 15", page("One &amp; <b>two</b>. [http://a.example/?a=1&b=2 (A)]")),
        ("Portal:Current events/2011 May 16", "#REDIRECT [[x]]"),
        ("Portal:Current events/May 2011", "*Nothing"),
        ("Iran", "*Nothing"),
    )
    assert run_import(site, written(tmp_path, "wiki.xml", pack(days.encode()))) == 0
    assert capsys.readouterr().out == "pages that are of no day: 3\n1 new.\n"
    text = (site.path / FOLDER / "one-two.md").read_text("utf-8")
    assert 'title: "One & two."' in text
    assert "http://a.example/?a=1&b=2" in text


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><mediawiki>&c;</mediawiki>'
)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (BOMB, "declares a document type"),
        ("<mediawiki>" + "<a>" * 100_000, "nested too deeply"),
        ("<mediawiki><page>", "not XML"),
        ("<mediawiki>" + export(("a", "b"))[:-4], "not XML"),
        (f"<mediawiki a='{'a' * 9_000_000}", "no end"),
        (b"\xff\xfe*\x00a\x00", "not UTF-8"),
        ("*" + "a" * 2_500_000, "larger than 2 MB"),
    ],
)
def test_hostile_files_are_refused(
    content: str | bytes, why: str, site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, written(tmp_path, "2011-05-15.xml", content)) == 1
    assert why in capsys.readouterr().err
    assert not (site.path / "content").exists()


def test_what_stands_before_a_fault_is_imported(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = export(("Portal:Current events/2011 May 15", page(SEED)), ("Portal:Current events/2011 May 16", "*B"))
    assert run_import(site, written(tmp_path, "wiki.xml", whole[: whole.index("May 16")])) == 1
    assert capsys.readouterr().out == "1 new, 1 refused.\n"


def test_a_page_that_is_too_long_is_passed_over_without_being_kept(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mediawiki_xml, "TEXT_LIMIT", 100_000)
    monkeypatch.setattr(streams, "CHUNK", 10_000)
    pages = export(
        ("Portal:Current events/2011 May 15", "*a" * 200_000), ("Portal:Current events/2011 May 16", page(SEED, day=16))
    )
    run_import(site, written(tmp_path, "wiki.xml", pages))
    assert len([*(site.path / "content").rglob("*.md")]) == 1


def test_without_the_parser_the_message_says_how_it_is_installed(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for module in [name for name in sys.modules if name.startswith(("builder.importing.", "mwparserfromhell"))]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "mwparserfromhell", None)
    assert run_import(site, written(tmp_path, "day.wiki", page(SEED))) == 1
    assert "-m pip install mwparserfromhell" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (
            "page.wiki",
            "{{Current events|year=2011|month=13|day=15|content=\n}}",
            "2011-13-15, but there is no month 13",
        ),
        ("page.wiki", "{{Current events header|2011|02|30}}", "2011-02-30, but February 2011 has 28 days, not 30"),
        ("page.wiki", "{{Current events|year=2011|month=Foo|day=x|content=\n}}", "2011-Foo-x, but these are not all"),
        ("2011-13-15.wiki", "* News.", "2011-13-15, but there is no month 13"),
        ("page.wiki", "* News.", "neither its name nor its text says which day it is of"),
    ],
)
def test_where_all_is_refused_it_ends_with_1_and_says_what_is_wrong_with_the_day(
    site: SiteFolder, name: str, content: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    tmp_path = site.path.parent
    file = written(tmp_path, f"{name}.wiki", content)
    assert run_import(site, file) == 1
    assert why in capsys.readouterr().err
    assert run_import(site, file, written(tmp_path, "2011-05-16.wiki", page(SEED, day=16))) == 0
