"""What the benchmarks rest on: the comparison of the two sites, the measurement, the site of Hugo, the text."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser

from builder.core.urls import MANIFEST, Slug
from tests.benchmarks import bench, large, phone, publish, size, warm
from tests.benchmarks.cold import Compared, Measured, Workplace, told
from tests.benchmarks.content import write_site
from tests.benchmarks.hugo_site import write_hugo_site
from tests.benchmarks.measure import Made, Run, made, median, run
from tests.benchmarks.push import pushed, with_history
from tests.benchmarks.report import Section, machine, results, table
from tests.benchmarks.same import differences, read_page
from tests.repository import git
from tests.sites import ROOT, SiteFolder, tree
from tests.weight import sent

MEGABYTE = 2**20

ENTRY = "news/2011/05/15/first.html"

NEEDS_PROC = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")

FILES = {
    "content/news/2011/05/15/first.md": """---
title: "A harbour's first day"
date: 2011-05-15
contexts: [shipping, Iran, United Nations]
sources:
  - name: Port & Gazette
    url: https://example.org/?a=1&b=2
---
Said "yes" <br>.
""",
    "content/news/2011/05/15/second.md": "---\ntitle: Second\ncontexts: [Iran, shipping]\n---\n",
    "content/news/2011/05/16/third.md": "---\ntitle: Third\ncontexts: [iran]\n---\n",
    "content/news/2011/05/17/fourth-½.md": "---\ntitle: Fourth\ncontexts: [Iran, iran]\n---\n",
}
"""Four entries that share contexts, one of them in two spellings; Hugo would not keep the last one's address."""


@pytest.fixture
def built(site: SiteFolder) -> SiteFolder:
    """The site of the four entries."""
    site.write(FILES)
    site.build(formats=("html",))
    return site


def changed(built: SiteFolder, old: str, new: str) -> list[str]:
    """The differences from a copy of the site in which the page of the first entry was changed."""
    copy = built.path / "copy"
    copytree(built.output, copy)
    page = (copy / ENTRY).read_text(encoding="utf-8")
    assert old in page
    (copy / ENTRY).write_text(page.replace(old, new), encoding="utf-8")
    return list(differences(built.path / "content", built.output, copy))


def related_lines(built: SiteFolder) -> list[str]:
    """The lines of the first entry's Related list, each over two lines of the page."""
    parts = built.page(ENTRY).partition("<ol>\n")[2].partition("</ol>")[0].split("<li>")[1:]
    return [f"<li>{part}" for part in parts]


def test_a_site_is_the_same_as_itself(built: SiteFolder) -> None:
    assert list(differences(built.path / "content", built.output, built.output)) == []


def test_a_page_is_read_as_it_is_shown(built: SiteFolder) -> None:
    shown = read_page(built.output, ENTRY)
    assert shown.title == "A harbour's first day"
    assert shown.date == "2011-05-15"
    assert shown.text == '<p>Said "yes" <br>.</p>'
    assert shown.contexts == ("Iran", "United Nations", "shipping")
    assert shown.sources == (("https://example.org/?a=1&b=2", "Port & Gazette"),)
    assert shown.related == (
        ("news/2011/05/15/second.html", "Second", "15 May 2011", "Iran, shipping"),
        ("news/2011/05/17/fourth-½.html", "Fourth", "17 May 2011", "Iran"),
        ("news/2011/05/16/third.html", "Third", "16 May 2011", "Iran"),
    )


def test_links_from_the_root_are_the_same_as_relative_ones(built: SiteFolder) -> None:
    assert changed(built, 'href="../16/third.html"', 'href="/news/2011/05/16/third.html"') == []


def test_a_related_that_is_missing_is_a_difference(built: SiteFolder) -> None:
    assert "related" in "".join(changed(built, related_lines(built)[1], ""))


def test_a_related_list_that_is_missing_is_a_difference(built: SiteFolder) -> None:
    assert "related" in "".join(changed(built, "".join(related_lines(built)), ""))


def test_related_in_another_order_are_a_difference(built: SiteFolder) -> None:
    first, second, _ = related_lines(built)
    assert "related" in "".join(changed(built, first + second, second + first))


@pytest.mark.parametrize("shared", ["Iran", "shipping, Iran", "Iran, shipping, United Nations"])
def test_other_shared_contexts_are_a_difference(built: SiteFolder, shared: str) -> None:
    assert "related" in "".join(changed(built, "· Iran, shipping ·", f"· {shared} ·"))


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("<h1>A harbour&#39;s first day", "<h1>A harbour", "title"),
        ('published_time" content="2011-05-15"', 'published_time" content="2011-05-16"', "date"),
        ("Said", "Says", "text"),
        (">United Nations</a>", ">UN</a>", "contexts"),
        ("Port &amp; Gazette", "Port", "sources"),
        ("a=1&amp;b=2", "a=1", "sources"),
    ],
)
def test_another_word_on_a_page_is_a_difference(built: SiteFolder, old: str, new: str, field: str) -> None:
    (difference,) = changed(built, old, new)
    assert difference.startswith(f"{ENTRY}: {field} is ")


def test_a_related_that_is_not_understood_is_not_passed_over(built: SiteFolder) -> None:
    with pytest.raises(ValueError, match=r"first\.html has a Related entry that is not understood"):
        changed(built, "</a>\n<small>", "</a> by <small>")


@pytest.mark.parametrize("lacking", ["output", "copy"])
def test_an_entry_that_one_site_lacks_is_a_difference(built: SiteFolder, lacking: str) -> None:
    copy = built.path / "copy"
    copytree(built.output, copy)
    (built.path / lacking / ENTRY).unlink()
    found = list(differences(built.path / "content", built.output, copy))
    assert found == [f"{ENTRY} is not in {built.path / lacking}"]


def test_an_entry_that_both_sites_lack_is_a_difference(built: SiteFolder) -> None:
    (built.output / ENTRY).unlink()
    assert len(list(differences(built.path / "content", built.output, built.output))) == 2


def test_an_entry_that_the_content_does_not_have_is_a_difference(built: SiteFolder) -> None:
    (built.path / "content/news/2011/05/15/first.md").unlink()
    (difference, *_) = differences(built.path / "content", built.output, built.output)
    assert difference == f"{ENTRY} is in {built.output} and not in {built.path / 'content'}"


def test_two_sites_that_differ_end_the_benchmark(built: SiteFolder) -> None:
    place = Workplace(built.path)
    place.site, place.output, place.hugo_output = built.path, built.output, built.path / "copy"
    copytree(place.output, place.hugo_output)
    place.check()
    (place.hugo_output / ENTRY).unlink()
    with pytest.raises(SystemExit, match=f"so nothing was compared:\n{ENTRY} is not in "):
        place.check()


def front_matter(file: Path) -> dict[str, object]:
    """What Hugo is told of a page."""
    found: dict[str, object] = json.JSONDecoder().raw_decode(file.read_text(encoding="utf-8"))[0]
    return found


def test_the_site_of_hugo_has_every_entry_in_its_order_with_each_topic_once(built: SiteFolder) -> None:
    hugo = built.path / "hugo"
    assert write_hugo_site(built.path, hugo) == 4
    first, second, third, fourth = (front_matter(hugo / file) for file in FILES)
    assert first == {
        "title": "A harbour's first day",
        "date": "2011-05-15T00:00:00Z",
        "topics": ["Iran", "United Nations", "shipping"],
        "sources": [{"name": "Port & Gazette", "url": "https://example.org/?a=1&b=2"}],
    }
    assert second["date"] == "2011-05-15T00:00:01Z"
    assert third["topics"] == fourth["topics"] == ["Iran"]
    assert fourth["url"] == "/news/2011/05/17/fourth-½.html"
    assert (hugo / "content/news/2011/05/15/first.md").read_text(encoding="utf-8").endswith('\n\nSaid "yes" &lt;br>.\n')


def test_the_site_of_hugo_has_a_page_for_every_day_month_and_year(built: SiteFolder) -> None:
    content = built.path / "hugo/content"
    write_hugo_site(built.path, content.parent)
    layouts = {str(file.parent.relative_to(content)): front_matter(file) for file in content.rglob("_index.md")}
    assert {path: str(told["layout"]) for path, told in layouts.items()} == {
        "news": "section",
        "news/2011": "year",
        "news/2011/05": "month",
        "news/2011/05/15": "day",
        "news/2011/05/16": "day",
        "news/2011/05/17": "day",
    }
    assert layouts["news/2011/05/15"] == {
        "title": "Sunday 15 May 2011",
        "layout": "day",
        "date": "2011-05-15T00:00:00Z",
    }


def python(code: str) -> Sequence[str]:
    """The command that runs a piece of Python."""
    return (sys.executable, "-c", code)


HOLD = "import time; held = bytearray(b'x') * (60 << 20); time.sleep(0.7)"
"""Sixty mebibytes, held for a while."""


@NEEDS_PROC
def test_the_memory_of_all_processes_is_counted() -> None:
    child = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {HOLD!r}]); {HOLD}; child.wait()"
    took = run(python(child), ROOT)
    assert took.memory > 110 * MEGABYTE
    assert 60 * MEGABYTE < took.largest < 100 * MEGABYTE


@NEEDS_PROC
def test_the_memory_of_processes_far_below_is_counted() -> None:
    below = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLD!r}])"
    took = run(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {below!r}])"), ROOT)
    assert took.largest > 60 * MEGABYTE


@NEEDS_PROC
def test_memory_that_processes_share_counts_once() -> None:
    forks = "import os, time; held = bytearray(b'x') * (60 << 20); [os.fork(), os.fork(), time.sleep(0.7)]"
    took = run(python(forks), ROOT)
    assert 60 * MEGABYTE < took.memory < 110 * MEGABYTE


@NEEDS_PROC
def test_the_memory_of_the_one_that_measures_does_not_count() -> None:
    held = bytearray(b"x") * (60 << 20)
    assert run(["sleep", "0.1"], ROOT).largest < 20 * MEGABYTE < len(held)


@NEEDS_PROC
def test_wall_time_and_the_processor_time_of_children_are_counted() -> None:
    work = "import time\nwhile time.process_time() < 0.5: pass"
    took = run(python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"), ROOT)
    assert 0.5 <= took.cpu < 5
    waited = run(["sleep", "0.5"], ROOT)
    assert waited.wall >= 0.5
    assert waited.cpu < 0.3


@NEEDS_PROC
def test_the_processor_time_of_everything_else_is_told_apart() -> None:
    with subprocess.Popen(python("import time\nwhile time.process_time() < 0.5: pass")):
        took = run(python("import time\nwhile time.process_time() < 1: pass"), ROOT)
    assert took.others > 0.3


@NEEDS_PROC
def test_a_command_that_fails_is_not_a_measurement() -> None:
    with pytest.raises(subprocess.CalledProcessError, match="status 3"):
        run(python("raise SystemExit(3)"), ROOT)


def test_what_is_made_is_counted_in_all_folders(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "one").write_bytes(b"12345")
    (tmp_path / "a/b/two").write_bytes(b"678")
    assert made(tmp_path) == Made(files=2, size=8)


def taking(wall: float) -> Run:
    """A run that took that long."""
    return Run(wall, wall * 2, int(wall * 10 * MEGABYTE), int(wall * 5 * MEGABYTE), wall / 4)


def compared(entries: int, dateline: float, hugo: float) -> Compared:
    """A comparison in which each program took that long."""
    return Compared(
        entries,
        Measured("Dateline", tuple(map(taking, (dateline + 1, dateline, 0.5))), Made(23_213, 168_570_693)),
        Measured("Hugo", (taking(hugo),), Made(16_866, 128_824_457)),
        Measured("`cp -r`", (taking(1),), Made(23_213, 168_570_693)),
    )


def test_the_median_is_the_run_in_the_middle() -> None:
    assert median([taking(3), taking(1), taking(2)]) == taking(2)


def test_the_ratios_and_figures_are_those_of_the_runs_in_the_middle() -> None:
    section = told([compared(1_000, 2, 4), compared(10_000, 30, 80)])
    assert "| 1,000 | 0.50 | 1.00 | 0.50 | 0.50 | 2.00 |" in section.ratios
    assert "| 10,000 | 0.38 | 0.33 | 0.38 | 0.38 | 30.00 |" in section.ratios
    assert "| 10,000 against 1,000 | 1.50 | 2.00 |" in section.ratios
    assert (
        "| Dateline | 1,000 | 2.0 s | 4.0 s | 0.50 s | 20 MiB | 10 MiB | 23,213 | 168.6 MB | 3.0 s, 2.0 s, 0.50 s |"
        in section.figures
    )
    assert (
        "| Hugo | 10,000 | 80.0 s | 160.0 s | 20.0 s | 800 MiB | 400 MiB | 16,866 | 128.8 MB | 80.0 s |"
        in section.figures
    )


def test_what_publishing_takes_is_told_without_the_build() -> None:
    measured = publish.Published(10_000, taking(30), taking(3), taking(2), files=6, requests=3)
    section = publish.told([measured])
    assert "| 10,000 | 6 | 3 | 4 | 1.0 s | 1.0 s |" in section.ratios
    assert "| all of it | 10,000 | 30.0 s | 60.0 s | 7.5 s | 300 MiB |" in section.figures


def test_the_ratios_of_all_sections_stand_before_the_figures() -> None:
    text = results([Section("One", "r1\n", "f1\n"), Section("Two", "r2\n", "f2\n")], "here\n")
    order = ["r1", "r2", "f1", "f2", "here", "make bench-full"]
    assert sorted(order, key=text.index) == order


def test_a_table_is_markdown_with_numbers_to_the_right() -> None:
    assert table(("a", "b"), [("x", "1")]) == "| a | b |\n| --- | ---: |\n| x | 1 |\n"


@NEEDS_PROC
def test_the_machine_is_told(tmp_path: Path) -> None:
    hugo = tmp_path / "hugo"
    hugo.write_text("#!/bin/sh\necho hugo v0.168.0-abc linux\n", encoding="utf-8")
    hugo.chmod(0o755)
    facts = machine(hugo)
    assert "- Hugo: v0.168.0-abc\n" in facts
    assert f"- Python: {sys.version.split()[0]}\n" in facts


@NEEDS_PROC
def test_what_was_found_is_printed_and_kept_if_everything_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Sequence[int]] = []

    def section(sizes: Sequence[int]) -> Section:
        asked.append(sizes)
        return Section("A thing", "ratio\n", "figure\n")

    monkeypatch.setattr(bench, "SECTIONS", (section,))
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "RESULTS.md")
    monkeypatch.setattr(bench, "SHARED", tmp_path)
    monkeypatch.setattr(bench, "hugo_program", lambda: tmp_path / "hugo")
    monkeypatch.setattr(bench, "machine", lambda _: "here\n")
    bench.main([])
    assert not (tmp_path / "RESULTS.md").exists()
    bench.main(["--full"])
    assert asked == [(1_000, 10_000), (1_000, 10_000, 83_458)]
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert text.startswith("# What the benchmarks found\n\n## A thing: ratios\n\nratio\n")
    assert capsys.readouterr().out == f"{text}\n" * 2


CORPUS = """---
title: "{title}"
date: 2011-05-15
contexts: {contexts}
---

Filed under Uncategorized.
"""
"""An entry as the corpus has them."""


@pytest.fixture
def of_corpus(site: SiteFolder) -> SiteFolder:
    """A site of four entries of the corpus."""
    for number, contexts in enumerate(['["Iran"]', "[]", '["Iran", "Oil"]', '["Chad"]']):
        text = CORPUS.format(title=f"Entry {number}", contexts=contexts)
        site.write({f"content/news/2011/05/15/e{number}.md": text})
    site.write({"dateline.toml": 'formats = ["html"]\n'})
    return site


@pytest.mark.parametrize("what", [what for what in warm.KINDS if "one" in what])
def test_each_edit_changes_one_file_and_what_is_published(of_corpus: SiteFolder, what: str) -> None:
    of_corpus.build()
    edits = warm.Edits(of_corpus.path / "content")
    before = tree(of_corpus.path / "content")
    warm.KINDS[what](edits)
    assert len(tree(of_corpus.path / "content").items() - before.items()) == 1
    assert of_corpus.build().written.changed > 0


def test_the_context_that_is_added_is_the_one_that_most_entries_have(of_corpus: SiteFolder) -> None:
    edits = warm.Edits(of_corpus.path / "content")
    assert edits.common == ("Iran", 2)
    edits.context()
    edits.context()
    assert len(of_corpus.assemble().site.topics[Slug("iran")].entries) == 4


def test_new_times_change_nothing_that_is_published(of_corpus: SiteFolder) -> None:
    of_corpus.build()
    warm.Edits(of_corpus.path / "content").times()
    assert of_corpus.build().written.changed == 0


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_push_is_built_in_a_fresh_clone_with_what_is_kept(of_corpus: SiteFolder, is_kept: bool) -> None:
    output = of_corpus.path.with_name("output")
    with_history(of_corpus.path)
    first = of_corpus.build(output=output)
    before = (of_corpus.path / "dateline.toml").stat()
    warm.Edits(of_corpus.path / "content").body()
    pushed(of_corpus.path, output, is_kept=is_kept)
    assert (of_corpus.path / "dateline.toml").stat().st_mtime_ns > before.st_mtime_ns
    assert git(of_corpus.path, "log", "--format=%s").split() == ["An", "edit", *["More"] * 6]
    assert git(of_corpus.path, "status", "--short") == ""
    assert output.is_dir() is (of_corpus.path / ".dateline").is_dir() is is_kept
    written = of_corpus.build(output=output).written.changed
    assert 0 < written < first.written.changed if is_kept else written > first.written.changed
    warm.check(of_corpus.path, output)


def test_an_edit_of_what_is_not_the_corpus_is_refused(of_corpus: SiteFolder) -> None:
    for file in (of_corpus.path / "content").rglob("*.md"):
        file.write_text(file.read_text(encoding="utf-8").replace("Filed", "Put"), encoding="utf-8")
    with pytest.raises(ValueError, match="is not as the corpus is"):
        warm.Edits(of_corpus.path / "content").body()


def test_an_output_that_is_not_that_of_a_clean_build_ends_the_benchmark(of_corpus: SiteFolder) -> None:
    of_corpus.build()
    warm.check(of_corpus.path, of_corpus.output)
    of_corpus.write({"output/index.html": "Other."})
    with pytest.raises(SystemExit, match=r"not what a clean build makes: index\.html:1: .Other\.. is there"):
        warm.check(of_corpus.path, of_corpus.output)


def test_builds_after_a_change_are_told_beside_their_bars() -> None:
    runs = (taking(3), taking(0.25), taking(0.125))
    section = warm.told(
        [
            warm.Warm(what, entries, runs, (7, 8, 9))
            for what in (*warm.KINDS, *warm.PUSHES)
            for entries in (1_000, 10_000)
        ]
    )
    assert "| nothing changed | 10,000 | 0.25 s | 0.25 s | 1.00 |" in section.ratios
    assert "| one title | 10,000 | 0.25 s | 0.42 s | 0.60 |" in section.ratios
    assert "| one title | 1,000 | 0.25 s | – | – |" in section.ratios
    assert "| new times on all files | 10,000 | 0.25 s | – | – |" in section.ratios
    assert "| a push that changes one entry | 10,000 | 0.25 s | 1.0 s | 0.25 |" in section.ratios
    assert "| the same push, nothing kept | 10,000 | 0.25 s | – | – |" in section.ratios
    assert "| one title | 10,000 | 0.25 s | 0.50 s | 0.06 s | 2 MiB | 8 | 3.0 s, 0.25 s, 0.12 s |" in section.figures


@pytest.mark.parametrize(("year", "before"), [(2004, 1984), (1920, 1880)])
def test_the_entries_of_a_site_larger_than_the_corpus_come_again_in_earlier_years_that_have_their_day(
    tmp_path: Path, year: int, before: int
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    day = f"news/{year}/02/29"
    (corpus / "make_site.py").write_text(
        "import sys; from pathlib import Path\n"
        f"folder = Path(sys.argv[1], {day!r}); folder.mkdir(parents=True)\n"
        f"for name in 'ab': (folder / f'{{name}}.md').write_text('---\\ndate: {year}-02-29\\n---\\n')\n",
        encoding="utf-8",
    )
    write_site(tmp_path / "site", 5, corpus=corpus)
    found = {name: text.decode() for name, text in tree(tmp_path / "site/content").items()}
    assert sorted(found) == [
        f"news/{before - 20}/02/29/b.md",
        *(f"news/{before}/02/29/{name}.md" for name in "ab"),
        *(f"{day}/{name}.md" for name in "ab"),
    ]
    assert found[f"news/{before - 20}/02/29/b.md"] == f"---\ndate: {before - 20}-02-29\n---\n"


def test_the_processor_time_of_edits_of_large_sites_is_told_beside_its_bars() -> None:
    edits = {what: (taking(1), taking(2), taking(3)) for what in large.KINDS}
    measured = large.Large(113_984, Made(216_370, 2_189_000_000), taking(400), edits, first=6.0)
    section = large.told([measured])
    assert "| one word of a text | 113,984 | 4.0 s | 3.0 s | 1.33 |" in section.ratios
    assert "| nothing changed | 113,984 | 4.0 s | – | – |" in section.ratios
    assert "| 113,984 | 6.0 s | 3.0 s | 2.00 |" in section.ratios
    assert "| all of it | 113,984 | 400.0 s | 800.0 s | 100.0 s | 4,000 MiB | 800.0 s |" in section.figures
    assert "| one entry added | 113,984 | 2.0 s | 4.0 s | 0.50 s | 20 MiB | 2.0 s, 4.0 s, 6.0 s |" in section.figures
    assert "| 113,984 | 216,370 | 2,189.0 MB |" in section.figures


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("news/2011/05/15/a.html", "entries' pages"),
        ("news/2011/05/15/a.json", "entries' JSON"),
        ("news/2011/05/15/index.html", "days' pages"),
        ("news/2011/05/15/index.json", "days' JSON"),
        ("topics/iran/index.html", "topics' pages"),
        ("topics/iran/2011.html", "topics' pages"),
        ("topics/iran/index.json", "topics' JSON"),
        ("topics/iran/feed.xml", "topics' feeds"),
        ("sources/bbc/index.html", "outlets' pages"),
        ("sources/bbc/2011.html", "outlets' pages"),
        ("topics/index.html", "lists"),
        ("sources/b.html", "lists"),
        ("topics/i.html", "lists"),
        ("news/index.html", "lists"),
        ("news/2011/index.html", "lists"),
        ("news/2011/05/index.html", "lists"),
        ("on-this-day/index.html", "lists"),
        ("on-this-day/05/15.html", "lists"),
        ("search/index.json", "search index"),
        ("search/days/2011/05/15-0.json", "search index"),
        ("search.html", "everything else"),
        ("index.html", "everything else"),
        ("feed.xml", "everything else"),
        ("static/style.css", "everything else"),
    ],
)
def test_every_file_is_of_a_kind(address: str, kind: str) -> None:
    assert size.kind_of(address) == kind
    assert kind in size.KINDS


def test_all_files_are_weighed_each_once(of_corpus: SiteFolder) -> None:
    of_corpus.build(formats=size.FORMATS)
    whole = size.Weighed(4, size.weigh(of_corpus.output), ()).whole
    files = {name: content for name, content in of_corpus.tree().items() if name != MANIFEST}
    assert (whole.files, whole.size) == (len(files), sum(map(len, files.values())))


def test_the_floor_of_a_file_is_its_titles_and_addresses_of_entries(of_corpus: SiteFolder) -> None:
    of_corpus.build(formats=size.FORMATS, base_url="https://example.org/")
    files = of_corpus.tree()

    def floor(address: str) -> int:
        return size.floor_of(address, files[address])

    title, link, name = len("Entry 0"), len("e0.html"), len("news/2011/05/15/e0")
    assert floor("news/2011/05/15/e0.html") == title + 2 * (title + link)  # itself, Related, the next one
    assert floor("news/2011/05/15/e0.json") == title + name + len("news/2011/05/15/e0.html") + title + 2 * name
    assert floor("news/2011/05/15/index.html") == 4 * (title + link)
    assert floor("news/2011/05/15/index.json") == floor("topics/iran/index.json") * 2 == 4 * (title + name)
    assert floor("topics/iran/feed.xml") == 2 * (title + len("https://example.org/news/2011/05/15/e0.html"))
    assert floor("news/2011/index.html") == 4 * (title + len("05/15/e0.html"))
    assert floor(of_corpus.static("style.css")) == 0


def test_what_is_sent_is_the_page_of_an_entry_with_ten_related_and_its_style_sheet(site: SiteFolder) -> None:
    text = "---\ntitle: A\ncontexts: [Iran]\n---\n"
    site.write({f"content/news/2011/05/15/e{number}.md": text for number in range(11)})
    site.write({"content/news/2011/05/15/alone.md": "---\ntitle: Alone\n---\n"})
    site.build(formats=size.FORMATS)
    style = len(sent(site.output / site.static("style.css")))
    read = size.read(site.output)
    assert len(read) == 11
    assert all(style < weighs < size.READ for weighs in read)


def test_the_size_is_told_beside_its_bar() -> None:
    kinds = dict.fromkeys(size.KINDS, size.Weight()) | {"lists": size.Weight(2, 320_000_000, 80_000_000)}
    section = size.told([size.Weighed(n, kinds, (9_000, 8_000, 12_340)) for n in (1_000, 83_458)])
    assert (
        "| 83,458 | 320.0 MB | 640.0 MB | 0.50 | 3,834 | 80.0 MB, 25% | 9.0 kB | 12.3 kB | 15.0 kB |" in section.ratios
    )
    assert "| 1,000 | 320.0 MB | – | – | 320,000 | 80.0 MB, 25% |" in section.ratios
    assert "| lists | 1,000 | 2 | 320.0 MB | 320,000,000 | 80,000,000 |" in section.figures
    assert "| all files | 83,458 | 2 | 320.0 MB | 320,000,000 | 80,000,000 |" in section.figures


def test_pages_on_a_phone_are_told_by_kind_the_highest_first_with_those_that_are_too_high() -> None:
    looks = {
        "day": [phone.Look("news/2011/05/15/index.html", 900, (20, 40)), phone.Look("b.html", 1_000, (40, 40))],
        "topic": [phone.Look("topics/iran/index.html", phone.HIGHEST + 1, (31,))],
        "page": [phone.Look("about.html", phone.HIGHEST, ())],
    }
    assert phone.told(looks).splitlines()[2:] == [
        "| topic | 1 | 20,001 | 1 | 100% | `topics/iran/index.html` |",
        "| page | 1 | 20,000 | 0 | 0% | `about.html` |",
        "| day | 2 | 1,000 | 0 | 25% | `b.html` |",
        "",
        "- topics/iran/index.html: 20,001 px",
    ]


def test_the_longest_pages_of_each_kind_are_opened_on_a_phone(chromium: Browser, site: SiteFolder) -> None:
    title = "A harbour reopens after the storm, and the first ship leaves it at noon for the south"
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: {title}\n---\n" + "Words.\n\n" * 50})
    site.write({"content/news/2011/05/16/b.md": "---\ntitle: B\naliases: [old.html]\n---\n"})
    found = phone.looks(chromium, site, longest=1)
    (entry,) = found["entry"]
    assert (entry.address, entry.height > 50 * 16) == ("news/2011/05/15/a.html", True)
    assert len(phone.looks(chromium, site, longest=0)["entry"]) == 2
    assert "redirect" not in found
