"""Spreadsheets saved as CSV as a source."""

from pathlib import Path

import pytest

from builder.cli.main import main
from tests.sites import SiteFolder, tree

TIMELINE = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Media Thumbnail,Type,Group,Background\n"
)
"""The first row of TimelineJS's template."""


def table(folder: Path, *lines: str) -> Path:
    file = folder / "sheet.csv"
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return file


def run_import(site: SiteFolder, file: Path, *options: str) -> int:
    return main(["import", "csv", str(file), "--site", str(site.path), *options])


def text(site: SiteFolder, path: str) -> str:
    return (site.path / "content" / path).read_text("utf-8")


def test_a_row_with_usual_names_of_columns_is_an_entry(site: SiteFolder, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Date;End date;Headline;Text;Tags;Source;Source URL;Image URL;Caption;Credit;Place;Importance;ID",
        '2011-05-15;2011-05-17;A harbour: reopens;"One <b>ship</b>.";shipping, trade;Port Gazette;'
        "https://gazette.example/1;https://gazette.example/a.jpg;The quay;A. B.;Port;8;17",
    )
    assert run_import(site, file) == 0
    assert text(site, "news/2011/05/15/a-harbour-reopens.md") == (
        '---\ntitle: "A harbour: reopens"\ndate: 2011-05-15\nend: 2011-05-17\ncontexts: [shipping, trade]\nsources:\n'
        "  - name: Port Gazette\n    url: https://gazette.example/1\n"
        'image: {"url": "https://gazette.example/a.jpg", "alt": The quay, "credit": A. B.}\n'
        'importance: 8\nlocation: Port\nid: "17"\n---\nOne **ship**.\n'
    )
    site.build()


def test_lists_are_parted_by_lines_semicolons_or_strokes_before_commas(site: SiteFolder, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Date,Title,Tags,Group",
        '2011,A,"Los Angeles, California; trade",ports',
        '2012,B,"a|b|a",',
        '2013,C,"a\nb, c",',
    )
    assert run_import(site, file) == 0
    assert 'contexts: ["Los Angeles, California", trade, ports]' in text(site, "news/2011/a.md")
    assert "contexts: [a, b]" in text(site, "news/2012/b.md")
    assert 'contexts: [a, "b, c"]' in text(site, "news/2013/c.md")


def test_the_template_of_timelinejs_is_known(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(
        tmp_path,
        TIMELINE.strip(),
        ",,,,,,,,,The harbour's years,Welcome.,,,,,title,,#fff",
        "2011,5,15,14:00,2011,6,,,,<b>A pier</b> opens,<p>One.</p><p>Two.</p>,https://video.example/1,,,,,ports,",
        "2012,,,,,,,,,A crane falls,Nobody is hurt.,https://pictures.example/c.JPG?x=1,A. B.,The crane,,,,",
        "1990,,,,1999,,,,,The nineties,,,,,,era,,",
    )
    assert run_import(site, file) == 0
    assert text(site, "news/2011/05/15/a-pier-opens.md") == (
        "---\ntitle: A pier opens\ndate: 2011-05-15\nend: 2011-06\ncontexts: [ports]\nsources:\n"
        "  - url: https://video.example/1\n---\nOne.\n\nTwo.\n"
    )
    assert '"alt": The crane' in text(site, "news/2012/a-crane-falls.md")
    told = capsys.readouterr().out
    assert "rows of the type title, which are no events, left out: 1" in told
    assert "cells of the column Time, which mean nothing here, left out: 1" in told
    assert "2 new" in told
    site.build()


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2011-05-15,", "it has no title; each entry needs one"),
        (",A", "it has no date; write it as 2011-05-15"),
        ("soon,A", '"soon" is not a date; write it as 2011-05-15'),
        ("5/6/2011,A", '"5/6/2011" may be 2011-06-05 or 2011-05-06; write one, or say in dateline.toml which is meant'),
        ("2011-05-15,A,12", "the importance is not a whole number from 1 to 10"),
        ("2011-05-15,A,much", 'its importance, "much", is no whole number from 1 to 10'),
        ("2011-05-15,A,,perhaps", 'its draft, "perhaps", is neither true nor false'),
        ("2011-05-15,???", "its title has no letter or digit"),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_the_others_are_taken(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, why: str
) -> None:
    file = table(tmp_path, "Date,Title,Importance,Draft", '2011-05-14,"First,\nand first"', row, "2011-05-16,Last")
    assert run_import(site, file) == 0
    told = capsys.readouterr()
    assert f"{file}:4: {why}" in told.err
    assert "2 new, 1 refused." in told.out


def test_a_year_that_is_no_number_is_told(site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path, "Year,Month,Title", "2011.0,5.0,A", "-44,3,B", "2011,13,C")
    assert run_import(site, file) == 0
    told = capsys.readouterr().err
    assert f'{file}:3: "-44" is before the year 1, and dates go from 1 to 9999' in told
    assert f"{file}:4: there is no month 13" in told
    assert (site.path / "content/news/2011/05/a.md").exists()


def test_the_settings_say_which_dates_are_meant(site: SiteFolder, tmp_path: Path) -> None:
    site.write({"dateline.toml": 'dates = ["%m/%d/%Y"]\n'})
    assert run_import(site, table(tmp_path, "Date,Title", "5/6/2011,A", "May 15 2011,B")) == 0
    assert (site.path / "content/news/2011/05/6/a.md").exists()
    assert (site.path / "content/news/2011/05/15/b.md").exists()


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("", "it is empty; begin it with a row such as Date,Title"),
        ("Name,When", "its first row names no column for the title"),
        ("Title,When", "its first row names no column for the date"),
        ("a," * 1_001, "its first row has 1,002 cells; give it 1,000 columns at most"),
    ],
)
def test_a_table_without_known_columns_is_refused(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], first: str, why: str
) -> None:
    assert run_import(site, table(tmp_path, *([first, "A,2011"] if first else []))) == 1
    assert why in capsys.readouterr().err


def test_a_row_is_known_again_by_its_id_and_what_an_editor_wrote_stays(site: SiteFolder, tmp_path: Path) -> None:
    head = "ID,Date,Title,Tags"
    assert run_import(site, table(tmp_path, head, "7,2011-05-15,A pier opens,ports", "8,2011-05-15,A crane,")) == 0
    file = site.path / "content/news/2011/05/15/a-pier-opens.md"
    file.write_text(file.read_text("utf-8") + "More.\n", encoding="utf-8")
    assert (
        run_import(site, table(tmp_path, head, "7,2011-05-15,A pier is open,ports; trade", "8,2011-05-15,A crane,"))
        == 0
    )
    assert file.read_text("utf-8").endswith("---\nMore.\n")
    assert "title: A pier is open\n" in file.read_text("utf-8")
    assert "contexts: [ports, trade]" in file.read_text("utf-8")
    before = tree(site.path)
    assert (
        run_import(site, table(tmp_path, head, "7,2011-05-15,A pier is open,ports; trade", "8,2011-05-15,A crane,"))
        == 0
    )
    assert tree(site.path) == before


def test_what_an_export_wrote_makes_the_same_entries(site: SiteFolder, tmp_path: Path) -> None:
    site.write(
        {
            "dateline.toml": 'dates = ["%m/%d/%Y"]\n',
            "content/news/2031/05/15/a.md": (
                "---\ntitle: '=A: formula'\ndate: 2031-05-15\nend: 2031-05-16\nsummary: Short.\n"
                "contexts: ['Los Angeles, California']\n"
                "sources:\n  - {name: Post, title: 'One; two', url: 'https://post.example/1'}\n  - {name: Radio}\n"
                "importance: 3\nlocation: Port\ncorrection: {date: 2031-05-17, note: 'A name: mended.'}\n---\n"
                "-a &lt;b&gt;\n\n> quoted\n"
            ),
            "content/diary/2032/b.md": "---\ntitle: B\ndate: 2032\ncontexts: [a, b]\n---\nWords.\n",
        }
    )
    file = tmp_path / "entries.csv.gz"
    assert main(["export", "csv", str(file), "--site", str(site.path), "--quiet"]) == 0
    copy = SiteFolder(tmp_path / "copy")
    copy.write({"dateline.toml": 'dates = ["%m/%d/%Y"]\n'})
    assert run_import(copy, file) == 0
    site.build()
    copy.build()
    for address in ("news/2031/05/15/a.json", "diary/2032/b.json"):
        assert copy.data(address) == site.data(address)


def test_a_row_whose_date_changes_is_known_again_and_its_old_address_leads_on(site: SiteFolder, tmp_path: Path) -> None:
    head = "ID,Date,Title,Tags"
    assert run_import(site, table(tmp_path, head, "3,2011-05-17,C,a")) == 0
    assert run_import(site, table(tmp_path, head, "3,2011-06-17,C,a")) == 0
    assert text(site, "news/2011/06/17/c.md") == (
        '---\ntitle: C\ndate: 2011-06-17\ncontexts: [a]\nid: "3"\naliases: ["/news/2011/05/17/c.html"]\n---\n'
    )
    assert not (site.path / "content/news/2011/05").exists()
    site.build()
    before = tree(site.path / "content")
    assert run_import(site, table(tmp_path, head, "3,2011-06-17,C,a")) == 0
    assert tree(site.path / "content") == before
    assert run_import(site, table(tmp_path, head, "3,2011-06-18,C,b")) == 0
    moved = text(site, "news/2011/06/18/c.md")
    assert 'aliases: ["/news/2011/05/17/c.html", "/news/2011/06/17/c.html"]' in moved
    assert "contexts: [b]" in moved
    site.build()
    assert run_import(site, table(tmp_path, head, "3,2011-05-17,C,b")) == 0
    assert 'aliases: ["/news/2011/06/17/c.html", "/news/2011/06/18/c.html"]' in text(site, "news/2011/05/17/c.md")
    site.build()


def test_a_file_that_was_changed_here_follows_the_date_of_its_row(site: SiteFolder, tmp_path: Path) -> None:
    head = "ID,Date,Title,Tags"
    assert run_import(site, table(tmp_path, head, "3,2011-05-15,C,a")) == 0
    file = site.path / "content/news/2011/05/15/c.md"
    file.write_text(file.read_text("utf-8").replace("title: C", "title: Ours # better"), encoding="utf-8")
    assert run_import(site, table(tmp_path, head, "3,2011-05-18,C,a; b")) == 0
    assert not file.exists()
    assert text(site, "news/2011/05/18/c.md") == (
        "---\ntitle: Ours # better\ndate: 2011-05-18\ncontexts: [a, b]\n"
        'id: "3"\naliases: ["/news/2011/05/15/c.html"]\n---\n'
    )
    site.build()


def test_a_file_whose_date_was_changed_here_stays_where_it_is(site: SiteFolder, tmp_path: Path) -> None:
    head = "ID,Date,Title,Tags"
    assert run_import(site, table(tmp_path, head, "3,2011-05-15,C,a")) == 0
    file = site.path / "content/news/2011/05/15/c.md"
    file.write_text(file.read_text("utf-8").replace("date: 2011-05-15\n", ""), encoding="utf-8")
    assert run_import(site, table(tmp_path, head, "3,2011-06-18,C,b")) == 0
    assert file.read_text("utf-8") == '---\ntitle: C\ncontexts: [b]\nid: "3"\n---\n'


def test_a_row_whose_new_date_has_a_file_of_its_name_gets_another_name(site: SiteFolder, tmp_path: Path) -> None:
    site.write({"content/news/2011/05/18/c.md": "---\ntitle: C\ndate: 2011-05-18\n---\nOurs.\n"})
    assert run_import(site, table(tmp_path, "ID,Date,Title", "3,2011-05-15,C")) == 0
    assert run_import(site, table(tmp_path, "ID,Date,Title", "3,2011-05-18,C")) == 0
    assert text(site, "news/2011/05/18/c.md").endswith("Ours.\n")
    assert 'id: "3"' in text(site, "news/2011/05/18/c-2.md")


def test_a_change_that_a_file_cannot_take_is_told_until_it_can(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, table(tmp_path, "ID,Date,Title,Tags", "3,2011-05-15,C,a", "4,2011-05-15,D,a")) == 0
    file = site.path / "content/news/2011/05/15/c.md"
    file.write_text("+++\ntitle = 'C'\ndate = 2011-05-15\ncontexts = ['a']\n+++\n", encoding="utf-8")
    changed = table(tmp_path, "ID,Date,Title,Tags", "3,2011-05-15,C,b", "4,2011-05-15,D,a")
    for _ in range(2):
        assert run_import(site, changed) == 0
        told = capsys.readouterr()
        assert f"{changed}:2: what changed in it cannot be written into content/news/2011/05/15/c.md" in told.err
        assert "1 as they were, 1 refused." in told.out


def test_rows_of_two_files_with_one_id_are_two_entries(site: SiteFolder, tmp_path: Path) -> None:
    for name, title in (("ports.csv", "A pier opens"), ("politics.csv", "An election is held"), ("ports (1).csv", "B")):
        file = tmp_path / name
        file.write_text(f"ID,Date,Title\n1,2011-05-15,{title}\n", encoding="utf-8")
        assert run_import(site, file) == 0
    assert "title: B\n" in text(site, "news/2011/05/15/a-pier-opens.md")
    assert "title: An election is held\n" in text(site, "news/2011/05/15/an-election-is-held.md")


@pytest.mark.parametrize("identity", ["", "1"])
def test_an_entry_of_another_file_is_not_written_over(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], identity: str
) -> None:
    for name, words in (("ports.csv", "One."), ("copy.csv", "One."), ("politics.csv", "Two.")):
        file = tmp_path / name
        file.write_text(f"ID,Date,Title,Text\n{identity},2011-05-15,A,{words}\n", encoding="utf-8")
        assert run_import(site, file) == (name == "politics.csv")
    told = capsys.readouterr()
    assert f"{tmp_path}/politics.csv:2: content/news/2011/05/15/a.md has its title and date, and came from" in told.err
    assert "0 new, 1 as they were." in told.out
    assert text(site, "news/2011/05/15/a.md").endswith("One.\n")


def test_of_two_rows_with_one_id_or_one_title_the_second_is_refused_with_the_line_of_the_first(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = table(tmp_path, "ID,Date,Title", "1,2011,A", "1,2011,B", ",2011,C", ",2011,C")
    assert run_import(site, file) == 0
    told = capsys.readouterr().err
    assert f"{file}:3: it has the same ID as {file}:2; give one of them another\n" in told
    assert f"{file}:5: it has the same title and date as {file}:4; give one of them another\n" in told


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('"2011","B "bad" q"', "a quotation mark in its row ends a cell too early"),
        (f"2011,{'b' * 140_000}", "a cell has more than 131,072 characters"),
    ],
    ids=["quotes", "long"],
)
def test_where_a_table_cannot_be_read_on_it_says_that_no_more_was_read(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, why: str
) -> None:
    file = table(tmp_path, "Date,Title", "2011,A", row, "2011,C", "2011,D")
    assert run_import(site, file) == 1
    told = capsys.readouterr()
    assert f"{file}: line 3: {why}" in told.err
    assert told.err.endswith("; no row from there on was read\nTo read more: dateline help import\n")
    assert told.out == "1 new, 1 refused.\n"


@pytest.mark.parametrize(
    ("lines", "which"),
    [
        (("Date,Title,Notes,Text", "2011,A,Mine.,Words."), "Notes, as the column Text"),
        (("Date,Title,Description,Text", "2011,A,Mine.,Words."), "Description, as the column Text"),
        (("Date,Title,Headline", "2011,A,B"), "Headline, as the column Title"),
        (("Date,Title,Title", "2011,A,B"), "Title, as the column Title"),
        (("Published,Date,Title", "2012,2011,A"), "Published, as the column Date"),
        (("Date,Title,Year", "2012,A,2011"), "Date, as the column Year"),
    ],
)
def test_of_two_columns_for_one_field_the_message_says_which_is_taken(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...], which: str
) -> None:
    assert run_import(site, table(tmp_path, *lines)) == 0
    assert "Mine." not in text(site, "news/2011/a.md")
    assert capsys.readouterr().out == f"cells of the column {which} is taken, left out: 1\n1 new.\n"


def test_a_column_is_taken_where_the_one_before_it_is_empty(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, table(tmp_path, "Date,Title,Text,Notes", "2011,A,,Mine.")) == 0
    assert text(site, "news/2011/a.md").endswith("Mine.\n")
    assert capsys.readouterr().out == "1 new.\n"


def test_hashtags_are_contexts_and_addresses_may_be_parted_by_a_blank(site: SiteFolder, tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Date,Title,Tags,Source URL",
        "2011,A,#x #z,https://a.example/1 https://b.example/2",
        '2012,B,"C# and #x, #y",https://a.example/1',
    )
    assert run_import(site, file) == 0
    assert "contexts: [x, z]\nsources:\n  - url: https://a.example/1\n  - url: https://b.example/2\n" in text(
        site, "news/2011/a.md"
    )
    assert 'contexts: ["C# and #x", "#y"]' in text(site, "news/2012/b.md")


def test_a_spreadsheet_that_is_not_saved_as_csv_says_how_to_save_it(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.xlsx"
    file.write_bytes(b"PK\x03\x04")
    assert run_import(site, file) == 1
    assert f"{file}: it is a spreadsheet as its program keeps it; save it as CSV (UTF-8)" in capsys.readouterr().err


def test_an_address_is_no_file_to_import(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["import", "timelinejs", "http://gazette.example/t.json", "--site", str(site.path)])
    assert stopped.value.code == 2
    assert "http://gazette.example/t.json is an address; save what is there, and name that file" in (
        capsys.readouterr().err
    )
