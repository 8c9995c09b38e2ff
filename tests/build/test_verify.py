"""A build tried against a clean one: the first difference is told, and nothing is left behind."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.build import verify as verifying
from builder.build.pipeline import Built, build
from builder.build.verify import Verified, difference, verify
from builder.core.problems import ProblemsFound
from builder.core.progress import Progress
from builder.core.urls import MANIFEST
from builder.incremental.assemble import Assembled, assemble_before
from builder.incremental.inputs import Inputs, find_inputs
from builder.incremental.schedule import Schedule, schedule
from builder.planning.plan import Kinds
from tests.sites import SiteFolder, tree


def verified(site: SiteFolder) -> Verified:
    """What comparing a site's build with a clean one gives."""
    return verify(site.config(), Progress())


def test_a_site_that_was_never_built_is_built_and_is_the_same(two_entries: SiteFolder) -> None:
    found = verified(two_entries)
    files = two_entries.tree().keys() - {MANIFEST}
    assert found == Verified(len(files), None)
    assert "index.html" in files


def test_a_change_since_the_last_build_is_built_first(two_entries: SiteFolder) -> None:
    two_entries.build()
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: Mended\ncontexts: [Iran]\n---\nOne.\n"})
    assert verified(two_entries).difference is None
    assert "Mended" in two_entries.page("news/2011/05/16/second.html")


def test_a_page_that_is_not_made_again_though_it_differs_is_told_with_its_line(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.build()
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: Mended\ncontexts: [Iran]\n---\nOne.\n"})

    def forgetting(before: Assembled | None, look: Inputs, now: Assembled, kinds: Kinds) -> Schedule:
        """What is left to do, but for one page where the last build is remembered."""
        todo = schedule(before, look, now, kinds)
        pages = tuple(page for page in todo.pages if page.address != "news/2011/05/16/second.html")
        forgotten = {page.address for page in todo.pages} - {page.address for page in pages}
        kept = {address: look.standing[address] for address in forgotten if address in look.standing}
        return Schedule(pages, todo.copies, {**todo.kept, **kept}, todo.problems) if kept else todo

    monkeypatch.setattr("builder.build.pipeline.schedule", forgetting)
    found = verified(two_entries).difference
    assert found
    address, line, words = found.split(":", 2)
    lines = two_entries.page(address).split("\n")
    assert address == "news/2011/05/16/second.html"
    assert ">First</a>" in lines[int(line) - 1]
    assert words.index(">First</a>") < words.index("is there, and a clean build makes") < words.index(">Mended</a>")


def test_the_clean_build_is_not_remembered_and_leaves_nothing(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    two_entries.build()
    before = {name: content for name, content in tree(two_entries.path).items() if name != ".dateline/index"}
    elsewhere = set(tmp_path.iterdir())
    verified(two_entries)
    after = tree(two_entries.path)
    assert {name: content for name, content in after.items() if name != ".dateline/index"} == before
    assert set(tmp_path.iterdir()) == elsewhere
    assert find_inputs(two_entries.config()).report_if_unchanged()


def test_the_clean_build_does_not_look_at_what_is_remembered(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    surveys: list[Inputs] = []

    def noting(look: Inputs, progress: Progress) -> Built:
        surveys.append(look)
        return build(look, progress)

    monkeypatch.setattr(verifying, "build", noting)
    two_entries.build()
    verified(two_entries)
    ours, clean = surveys
    assert (ours.is_remembered, len(ours.texts_before.stamps), len(ours.texts_before.parsed)) == (True, 2, 2)
    assert not clean.is_remembered
    assert (clean.texts_before.stamps, clean.texts_before.parsed, clean.standing) == ({}, {}, {})
    assert assemble_before(clean) is None
    assert clean.config.output != ours.config.output


def test_problems_of_the_site_are_raised_and_nothing_is_left(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    two_entries.write({"content/bad.md": ""})
    with pytest.raises(ProblemsFound, match="the file is empty"):
        verified(two_entries)
    assert not two_entries.output.exists()
    assert list(tmp_path.glob("dateline-verify-*")) == []


@pytest.mark.parametrize("harm", [lambda file: file.write_bytes(b"x"), lambda file: file.unlink()])
def test_what_something_else_did_to_the_output_is_not_taken_for_a_build_that_went_wrong(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Path], object]
) -> None:
    def harmed(look: Inputs, progress: Progress) -> Built:
        built = build(look, progress)
        if look.is_remembered:
            harm(two_entries.output / "index.html")
        return built

    monkeypatch.setattr(verifying, "build", harmed)
    found = verified(two_entries)
    assert found.difference
    assert found.difference.startswith("index.html")
    assert not found.is_ours


CSS = "templates/static/own.css"


def test_the_static_files_of_the_build_before_are_no_difference(two_entries: SiteFolder) -> None:
    two_entries.write({CSS: "a {}"})
    two_entries.build()
    before = two_entries.static("own.css")
    two_entries.write({CSS: "b {}"})
    assert verified(two_entries).difference is None
    assert two_entries.page(before) == "a {}"
    assert verified(two_entries).difference is None
    assert before not in two_entries.tree()


@pytest.mark.parametrize("harmed", [False, True])
def test_one_of_them_that_is_not_as_it_was_is_told(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, harmed: bool
) -> None:
    two_entries.write({CSS: "a {}"})
    two_entries.build()
    before = two_entries.static("own.css")

    def harming(look: Inputs, progress: Progress) -> Built:
        built = build(look, progress)
        if look.is_remembered:
            two_entries.write({f"output/{before}": "x {}" if harmed else "a {}"})
        return built

    monkeypatch.setattr(verifying, "build", harming)
    two_entries.write({CSS: "b {}"})
    told = f"{before} is there, and a clean build does not make it"
    found = verified(two_entries)
    assert (found.difference, found.is_ours) == ((told, False) if harmed else (None, True))


def test_beside_them_no_other_file_may_be_there(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    two_entries.write({CSS: "a {}"})
    two_entries.build()
    more = two_entries.static("own.css").replace("own.css", "more.css")

    def adding(look: Inputs, progress: Progress) -> Built:
        built = build(look, progress)
        if look.is_remembered:
            two_entries.write({f"output/{more}": "a {}"})
        return built

    monkeypatch.setattr(verifying, "build", adding)
    two_entries.write({CSS: "b {}"})
    assert verified(two_entries).difference == f"{more} is there, and a clean build does not make it"


def folders(tmp_path: Path, ours: dict[str, bytes], clean: dict[str, bytes]) -> tuple[Path, Path]:
    """Two folders with some files."""
    for name, files in (("ours", ours), ("clean", clean)):
        SiteFolder(tmp_path / name).write(files)
    return tmp_path / "ours", tmp_path / "clean"


@pytest.mark.parametrize(
    ("ours", "clean", "told"),
    [
        ({}, {}, None),
        ({"a": b"1\n2\n"}, {"a": b"1\n2\n"}, None),
        ({"a": b"1\n2\n"}, {"a": b"1\n3\n"}, "a:2: '2' is there, and a clean build makes '3'"),
        ({"a": b"1\n2\n"}, {"a": b"1\n2"}, "a:3: '' is there, and a clean build makes nothing"),
        ({"a": b"1"}, {"a": b""}, "a:1: '1' is there, and a clean build makes ''"),
        ({"a": b"1\r\n"}, {"a": b"1\n"}, "a:1: '1\\r' is there, and a clean build makes '1'"),
        ({"a": b"\xff"}, {"a": b"\xfe"}, "a:1: '\ufffd' is there, and a clean build makes '\ufffd'"),
        ({"a": b"\x1f\x8b1"}, {"a": b"\x1f\x8b"}, "a: its 3 B are not the 2 B that a clean build makes"),
        ({"a": b"\0"}, {"a": b"1"}, "a: its 1 B are not the 1 B that a clean build makes"),
        ({"a": b"", "b/c": b""}, {"a": b""}, "b/c is there, and a clean build does not make it"),
        ({"a": b""}, {"a": b"", "b/c": b""}, "b/c is missing, and a clean build makes it"),
        ({"b": b"1", "c": b""}, {"b": b"2", "a": b""}, "a is missing, and a clean build makes it"),
    ],
)
def test_the_first_difference_of_two_folders_is_told(
    tmp_path: Path, ours: dict[str, bytes], clean: dict[str, bytes], told: str | None
) -> None:
    assert difference(*folders(tmp_path, ours, clean), {}) == told


def test_a_long_line_is_cut(tmp_path: Path) -> None:
    found = difference(*folders(tmp_path, {"a": b"x" * 5_000}, {"a": b"y" * 5_000}), {})
    assert found
    assert len(found) < 500


def test_a_word_that_a_page_loses_is_told_with_its_place(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: A\n---\nOne <!-- two -->\n\nthree.\n"})
    assert verified(two_entries).lost == ()
    monkeypatch.setattr(
        "builder.content.file_values.preprocess", lambda source: (source.markdown.replace("three", ""), ())
    )
    two_entries.write({"content/news/2011/05/15/first.md": "---\ntitle: B\n---\nOne {two}\n\nthree.\n"})
    assert verified(two_entries).lost == ("content/news/2011/05/15/first.md:6: three",)


def test_a_vault_is_the_same_beside_its_output_and_the_folders_of_programs(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": 'content = "."\n',
            "2011-05-15 A pier.md": "A ship came.\n",
            "node_modules/x/README.md": "Words of a program.\n",
            "templates/style.txt": "x",
        }
    )
    for _ in range(2):
        found = verified(site)
        assert (found.difference, found.lost) == (None, ())
    assert not (site.output / "node_modules").exists()
