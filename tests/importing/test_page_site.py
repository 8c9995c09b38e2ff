"""A checkout of a site in page form, like the seed's own."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.cli.main import main
from tests.sites import SHARED, SiteFolder, tree

DAY = "news/2011/05/15"


def entry(title: str, *, body: str = "", tail: str = "", head: str = "", topic: str = "") -> str:
    """A page in page form."""
    above = f"##### {topic}\n" if topic else ""
    return f"{head}### [2011-05-15](/{DAY}/index.md)\n\n{above}# {title} \n\n{body}\n\n\n{tail}"


def sources(*items: str, heading: str = "Source") -> str:
    return f"### {heading}:\n\n" + "".join(f"{n}. {item}\n" for n, item in enumerate(items, 1)) + "\n"


def related(*contexts: str) -> str:
    lines = (f"{n}. [X ](/news/2012/01/{n}/x-{n}.md) _Context: {names}_\n" for n, names in enumerate(contexts, 1))
    return f"### Related:\n\n{''.join(lines)}"


POST = "[The Post](http://post.example/1)"
FORMATS = f"\nFormats: [HTML](/{DAY}/a.html)  [JSON](/{DAY}/a.json)  \n\n"


def run_import(site: SiteFolder, folder: Path, *options: str) -> int:
    return main(["import", "page", str(folder), "--site", str(site.path), *options])


def written(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    SiteFolder(folder).write(files)
    return folder


def front(site: SiteFolder, path: str) -> dict[str, Any]:
    """The front matter of a file."""
    text = (site.path / "content" / path).read_text("utf-8")
    values: dict[str, Any] = yaml.load(text.split("---\n")[1], yaml.BaseLoader)  # noqa: S506  # texts only
    return values


@pytest.fixture
def one(site: SiteFolder, tmp_path: Path) -> Any:
    """What importing a checkout of one entry makes of it."""

    def imported(text: str, **others: str) -> dict[str, Any]:
        assert run_import(site, written(tmp_path / "checkout", {f"{DAY}/a.md": text, **others})) == 0
        return front(site, f"{DAY}/a.md")

    return imported


def test_a_page_of_the_first_generation_is_an_entry_at_its_old_address(one: Any, site: SiteFolder) -> None:
    text = entry("A ship sinks.", body="Nobody is hurt. ", tail=sources(POST) + related("Iran, ships", "ships"))
    assert one(text) == {
        "title": "A ship sinks.",
        "date": "2011-05-15",
        "contexts": ["Iran", "ships"],
        "sources": [{"name": "The Post", "url": "http://post.example/1"}],
    }
    site.build()
    assert "Nobody is hurt." in site.page(f"{DAY}/a.html")


def test_a_page_of_the_last_generation_has_a_cover_and_changes(one: Any) -> None:
    changes = (
        "### Changes:\n\n"
        f"1. [Uprising:: A ship sinks. ](/{DAY}/uprising-a-ship.md) _2018-02-01 10:00:00 (First version)_\n"
        f"2. [A ship sinks. ](/{DAY}/a.md) _(Current version)_\n\n"
    )
    cover = "[Cover Image](http://post.example/a.jpg)"
    text = entry("A ship sinks.", head=FORMATS, topic="Ships", tail=sources(POST, cover, heading="Sources") + changes)
    assert one(text) == {
        "title": "A ship sinks.",
        "date": "2011-05-15",
        "contexts": ["Ships"],
        "sources": [{"name": "The Post", "url": "http://post.example/1"}],
        "image": "http://post.example/a.jpg",
        "aliases": [f"/{DAY}/uprising-a-ship.html", "Uprising:: A ship sinks."],
    }


@pytest.mark.parametrize(
    ("title", "mended"),
    [
        (" Two  blanks", "Two blanks"),
        ("An area of 3,000|sqmi|km2 burns", "An area of 3,000 sqmi burns"),
        ("''The X Factor'' ends", "The X Factor ends"),
        ("''ACX Crysta''l sinks", "ACX Crystal sinks"),
        ("Surgery &ndash; th&eacute;", "Surgery – thé"),
        ("In \u200b\ufeffsight", "In sight"),
        ("At [?]67 C & $5", "At [?]67 C & $5"),
    ],
)
def test_what_the_wiki_left_in_titles_is_mended(title: str, mended: str, one: Any) -> None:
    assert one(entry(title))["title"] == mended


def test_mending_is_told(one: Any, capsys: pytest.CaptureFixture[str]) -> None:
    one(entry("''A''", body="It &quot;looks&quot; so &lt;b&gt;."))
    assert capsys.readouterr().out == (
        "texts mended: entities, invisible letters: 1\n"
        "titles and names mended: entities, wiki markup, invisible letters: 1\n"
        "1 new.\n"
    )


def test_entities_that_would_be_markup_stay(one: Any, site: SiteFolder) -> None:
    one(entry("A", body="It &quot;looks&quot; so &lt;b&gt; &amp;amp; &#60;."))
    assert 'It "looks" so &lt;b&gt; &amp;amp; &#60;.' in (site.path / f"content/{DAY}/a.md").read_text("utf-8")


def test_a_comma_in_a_name_is_known_by_the_other_pages_of_the_checkout(one: Any) -> None:
    other = entry("B", tail=related("Los Angeles, California, hip hop", "Los Angeles, California", "hip hop"))
    assert one(entry("A", tail=related("Los Angeles, California, ships")), **{f"{DAY}/b.md": other})["contexts"] == [
        "Los Angeles, California",
        "ships",
    ]


def test_the_index_of_the_day_says_the_contexts_that_related_lines_do_not(one: Any, site: SiteFolder) -> None:
    index = f"## [2011-05-15](/{DAY}/index.md)\n\n### [A ](/{DAY}/a.md)\n_Context: Iran, oil_\n"
    found = one(entry("A", tail=related("Iran")), **{f"{DAY}/index.md": index, f"{DAY}/README.md": index})
    assert found["contexts"] == ["Iran", "oil"]
    assert [path.name for path in (site.path / "content" / DAY).iterdir()] == ["a.md"]


def test_variants_of_an_entry_become_one_and_their_addresses_lead_to_it(one: Any, site: SiteFolder) -> None:
    other = sources("[Gazette](http://post.example/1)", POST)
    files = {
        f"{DAY}/war-px.md": entry(
            "War:Troops of both sides leave the city", body="Old.", tail=sources(POST) + related("x")
        ),
        f"{DAY}/war-x.md": entry("War: Troops of both sides leave the city", head=FORMATS, body="Old.", tail=other),
        f"{DAY}/b.md": entry("Troops of both sides leave the town", tail=sources(POST)),
    }
    newest = entry("Troops of both sides leave the city", head=FORMATS, topic="War", body="New.", tail=sources(POST))
    found = one(newest, **files)
    assert found["aliases"] == [f"/{DAY}/war-px.html", f"/{DAY}/war-x.html"]
    assert [source["name"] for source in found["sources"]] == ["The Post", "Gazette"]
    assert found["contexts"] == ["x"]
    assert sorted(path.name for path in (site.path / "content" / DAY).iterdir()) == ["a.md", "b.md"]
    site.build()
    assert "a.html" in site.page(f"{DAY}/war-px.html")


def test_texts_of_a_day_pages_and_pictures_come_too(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "## [News](/index.md)\n\n### [A ](/news/2011/05/15/a.md)\nWords\n",
        "LICENSE": "words",
        ".git/config": "words",
        "opinion/2017/04/4/a-post/README.md": "\n# A Post\n#### by A. Writer\n\nProse &quot;here&quot; and `&quot;`.",
        "faq/README.md": "\n## Questions\n\n### Why?\n\nSo.",
        "about.md": "# About us\n\nWords.",
        "pictures/a.png": b"\x89PNG",
        f"{DAY}/a.json": "{}",
    }
    assert run_import(site, written(tmp_path / "checkout", files)) == 0
    assert capsys.readouterr().out == "files of other formats, left out: 2\nindices, skipped: 1\n4 new.\n"
    assert front(site, "opinion/2017/04/4/a-post.md") == {
        "title": "A Post",
        "date": "2017-04-04",
        "aliases": ["/opinion/2017/04/4/a-post/index.html"],
    }
    site.build()
    assert "by A. Writer" in site.page("opinion/2017/04/4/a-post.html")
    assert "&amp;quot;" in site.page("opinion/2017/04/4/a-post.html")
    assert "<h1>Questions</h1>" in site.page("faq/index.html")
    assert "About us" in site.page("about.html")
    assert (site.output / "pictures/a.png").read_bytes() == b"\x89PNG"


def test_the_second_import_changes_nothing_and_a_new_generation_what_it_changed(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path / "checkout", {f"{DAY}/a.md": entry("A", tail=sources(POST)), f"{DAY}/b.md": entry("B")})
    run_import(site, folder)
    before = tree(site.path)
    capsys.readouterr()
    run_import(site, folder)
    assert capsys.readouterr().out == "0 new, 2 as they were.\n"
    assert tree(site.path) == before
    written(folder, {f"{DAY}/a.md": entry("A!", head=FORMATS, topic="Ships", tail=sources(POST))})
    run_import(site, folder)
    assert capsys.readouterr().out == "0 new, 1 changed, 1 as they were.\n"


def test_names_can_be_cut_and_the_old_addresses_lead_on(site: SiteFolder, tmp_path: Path) -> None:
    long = "a-ship-sinks-in-the-harbour-of-the-town"
    run_import(site, written(tmp_path / "checkout", {f"{DAY}/{long}.md": entry("A ship")}), "--slug-length", "14")
    site.build()
    assert "A ship" in site.page(f"{DAY}/a-ship-sinks.html")
    assert "a-ship-sinks.html" in site.page(f"{DAY}/{long}.html")


def test_what_cannot_be_read_is_refused_and_a_link_is_not_followed(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(
        tmp_path / "checkout",
        {
            f"{DAY}/a.md": b"# \xff",
            f"{DAY}/b.md": "# A" * 1_000_000,
            f"{DAY}/c.md": entry("C"),
            f"{DAY}/d.md": entry(""),
        },
    )
    (folder / "elsewhere.md").symlink_to("/etc/hostname")
    run_import(site, folder)
    said = capsys.readouterr()
    assert said.err.splitlines()[0] == f"{folder}/{DAY}/a.md: it is not UTF-8 (the byte 0xff)"
    assert said.err.splitlines()[1] == f"{folder}/{DAY}/b.md: it is larger than 2 MB, which no text is"
    assert said.err.splitlines()[2].startswith(f"{folder}/{DAY}/d.md: ")
    assert said.out == "symbolic links, left out: 1\n1 new, 3 refused.\n"


def test_a_site_with_front_matter_is_told_in_one_line_that_it_needs_no_import(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {f"content/posts/{n}.md": f"---\ntitle: Post {n}\ntags: [a\n---\n" for n in range(50)}
    folder = written(tmp_path / "other", {**texts, "content/toml.md": "+++\ntitle = 'A'\n+++\n"})
    run_import(site, folder)
    said = capsys.readouterr()
    first, *others = said.err.splitlines()
    assert first.endswith("no import is needed, put it into content/ as it is")
    assert others == [
        f"    the same of 50 more, the last at {folder}/content/posts/9.md",
        "All 51 are in .dateline/import.txt.",
        "To read more: dateline help import",
    ]
    assert said.out == "0 new, 51 refused.\n"


def test_a_folder_without_a_text_says_what_was_looked_for(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_import(site, written(tmp_path / "empty", {"a.html": "<p>"})) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{tmp_path}/empty: no file in it ends in .md; name the folder of a checkout")
    assert said.out == "files of other formats, left out: 1\n0 new, 1 refused.\n"


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"strip.svg": "<svg/>", "a.txt": "Words."}, "no file in it ends in .md"),
        ({"static/icon.svg": "<svg/>", "notes.md": "# Notes\n\nWords.\n"}, "no text in it is in page form"),
    ],
)
def test_of_a_folder_without_a_text_in_page_form_nothing_is_written(
    site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], files: dict[str, str | bytes], why: str
) -> None:
    before = tree(site.path)
    assert run_import(site, written(tmp_path / "wrong", files)) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{tmp_path}/wrong: {why}")
    assert said.out.endswith("0 new, 1 refused.\n")
    assert tree(site.path) == before


@pytest.mark.parametrize(("name", "why"), [("none", "there is no folder"), ("a.md", "is a file; name the folder")])
def test_what_is_no_folder_is_no_command(
    name: str, why: str, site: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_text("# A\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stopped:
        run_import(site, tmp_path / name)
    assert stopped.value.code == 2
    assert why in capsys.readouterr().err


@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="the samples are not beside this checkout")
def test_the_samples_come_whole_and_build_without_an_error(site: SiteFolder) -> None:
    folder = SHARED / "samples/thecontext"
    assert run_import(site, folder) == 0
    report = site.build().report
    assert report.entries == len([path for path in folder.rglob("*.md") if path.name not in ("index.md", "FORMAT.md")])
    for path in folder.glob("news/*/*/*/*.md"):
        if path.name != "index.md":
            assert (site.output / path.relative_to(folder).with_suffix(".html")).is_file()
