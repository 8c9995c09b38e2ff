"""What a build does to the output folder, and what it never does."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import dedent

import pytest

from builder.build.pipeline import build
from builder.concurrency.build_lock import build_lock
from builder.core.problems import OutputBusy, ProblemsFound
from builder.core.urls import MANIFEST, Address
from builder.incremental.inputs import find_inputs
from builder.output.inspect import STAGING
from builder.output.manifest import manifest_site, read_manifest
from builder.output.write import Staged, Target, Written, stage, write
from tests.sites import SiteFolder, tree

DAY = "content/news/2011/05/15"
LONG_AGO = 1_000_000_000_000_000_000


def put(output: Path, files: Mapping[str, str], *, clean: bool = False) -> Written:
    """Make the output hold exactly these files."""
    batches = ([(Address(name), text.encode())] for name, text in files.items())
    before = read_manifest(output)
    reusable = () if clean else before
    return write((stage(batch, output, reusable) for batch in batches), Target(output, before))


def published(output: Path) -> dict[str, str]:
    """The files of the output without the list of them."""
    return {name: data.decode() for name, data in tree(output).items() if name != MANIFEST}


def age(folder: Path) -> None:
    """Make all files of a folder look old."""
    for file in folder.rglob("*"):
        if file.is_file():
            os.utime(file, ns=(LONG_AGO, LONG_AGO))


def young(folder: Path) -> set[str]:
    """The files written since `age`, the list of files left out."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.stat().st_mtime_ns != LONG_AGO)
    return {file.relative_to(folder).as_posix() for file in files} - {MANIFEST}


def test_the_output_holds_exactly_the_files_that_were_made(tmp_path: Path) -> None:
    put(tmp_path / "out", {"a.html": "a", "b/c.html": "c"})
    assert published(tmp_path / "out") == {"a.html": "a", "b/c.html": "c"}


def test_the_counts_say_what_was_written_kept_and_deleted(tmp_path: Path) -> None:
    first = put(tmp_path, {"a": "12", "b": "345"})
    assert (len(first.outputs), first.changed, first.deleted) == (2, 2, 0)
    second = put(tmp_path, {"a": "12", "c": "6"})
    assert (len(second.outputs), second.changed, second.deleted) == (2, 1, 1)


def test_files_of_an_earlier_build_stay_until_no_build_names_them(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b/c": "2"})
    batches = (stage([(Address("a"), content)], tmp_path, ()) for content in [b"3"])
    written = write(batches, Target(tmp_path, read_manifest(tmp_path), earlier=[Address("b/c")]))
    assert published(tmp_path) == {"a": "3", "b/c": "2"}
    assert read_manifest(tmp_path) == {"a", "b/c"}
    assert ([*written.outputs], written.deleted) == (["a"], 0)
    assert put(tmp_path, {"a": "3"}).deleted == 1
    assert published(tmp_path) == {"a": "3"}
    assert read_manifest(tmp_path) == {"a"}


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b/c": "2", "d": "3"})
    age(tmp_path)
    put(tmp_path, {"a": "1", "b/c": "new", "d": "3", "e": "4"})
    assert young(tmp_path) == {"b/c", "e"}


def test_a_folder_that_is_there_already_is_known_though_the_system_could_not_say_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / STAGING / "b").mkdir(parents=True)
    monkeypatch.setattr(os.path, "isdir", lambda _: False)
    stage([(Address("b/c"), b"c")], tmp_path, ())
    assert (tmp_path / STAGING / "b/c").read_bytes() == b"c"


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / STAGING).mkdir()
    (tmp_path / STAGING / "b").touch()
    with pytest.raises(FileExistsError, match="b'"):
        stage([(Address("b/c"), b"c")], tmp_path, ())


def test_a_site_that_did_not_change_is_not_written_again(two_entries: SiteFolder) -> None:
    two_entries.build()
    age(two_entries.output)
    assert two_entries.build().written.changed == 0
    assert young(two_entries.output) == set()


def test_a_mended_title_rewrites_the_entry_but_not_the_style(two_entries: SiteFolder) -> None:
    two_entries.build()
    age(two_entries.output)
    two_entries.write({f"{DAY}/first.md": "---\ntitle: The first\ncontexts: [Iran]\n---\nOne.\n"})
    two_entries.build()
    assert "news/2011/05/15/first.html" in young(two_entries.output)
    assert two_entries.static("style.css") not in young(two_entries.output)


def test_clean_writes_everything_anew(two_entries: SiteFolder) -> None:
    two_entries.build()
    files = published(two_entries.output)
    age(two_entries.output)
    written = two_entries.build(clean=True).written
    assert young(two_entries.output) == set(files)
    assert written.changed == len(written.outputs) == len(files)
    assert published(two_entries.output) == files


def test_a_file_that_somebody_changed_in_the_output_is_made_right(two_entries: SiteFolder) -> None:
    two_entries.build()
    files = two_entries.tree()
    two_entries.write({"output/index.html": "x" * len(files["index.html"])})
    two_entries.build()
    assert two_entries.tree() == files


def test_files_that_the_site_no_longer_has_are_deleted_with_the_folders_left_empty(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b/c/d": "2", "b/e": "3"})
    put(tmp_path, {"a": "1", "b/e": "3"})
    assert published(tmp_path) == {"a": "1", "b/e": "3"}
    assert not (tmp_path / "b/c").exists()


def test_a_deleted_entry_leaves_what_a_clean_build_would(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.build()
    (two_entries.path / DAY / "first.md").unlink()
    two_entries.build()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.tree() == tree(tmp_path / "clean")
    assert not (two_entries.output / "news/2011/05/15").exists()


def test_a_folder_with_a_hidden_file_is_not_deleted(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b/c": "2"})
    (tmp_path / "b/.keep").touch()
    put(tmp_path, {"a": "1"})
    assert (tmp_path / "b/.keep").exists()


def test_a_link_in_place_of_a_published_file_is_replaced_and_not_written_through(two_entries: SiteFolder) -> None:
    two_entries.build()
    own_file = two_entries.path / "mine.txt"
    own_file.write_text("Mine.")
    page = two_entries.output / "index.html"
    page.unlink()
    page.symlink_to(own_file)
    two_entries.build()
    assert own_file.read_text() == "Mine."
    assert not page.is_symlink()


def test_a_link_in_place_of_a_published_folder_stops_the_build(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.build()
    elsewhere = tmp_path / "elsewhere"
    (two_entries.output / "topics").rename(elsewhere)
    (two_entries.output / "topics").symlink_to(elsewhere)
    before = tree(elsewhere)
    two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\ncontexts: [Iran]\n---\n"})
    assert two_entries.refuses(two_entries.output)
    assert tree(elsewhere) == before


@pytest.mark.parametrize("name", [STAGING, MANIFEST])
def test_a_link_in_place_of_what_builds_keep_is_not_written_through(
    two_entries: SiteFolder, tmp_path: Path, name: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("Mine.")
    two_entries.output.mkdir()
    target = elsewhere if name == STAGING else elsewhere / "mine.txt"
    (two_entries.output / name).symlink_to(target)
    two_entries.run("--jobs", "1")
    assert tree(elsewhere) == {"mine.txt": b"Mine."}


def test_a_link_in_place_of_the_new_list_of_files_is_not_written_through(two_entries: SiteFolder) -> None:
    two_entries.write({"mine.txt": "Mine."})
    two_entries.output.mkdir()
    (two_entries.output / f"{MANIFEST}-new").symlink_to(two_entries.path / "mine.txt")
    two_entries.run("--jobs", "1")
    assert (two_entries.path / "mine.txt").read_text() == "Mine."


def test_a_damaged_list_of_files_ends_in_no_traceback(two_entries: SiteFolder) -> None:
    two_entries.write({f"output/{MANIFEST}": b"\xff\xfe\x00"})
    assert two_entries.run("--jobs", "1") in (0, 1)


def test_a_long_list_of_files_is_compressed_behind_its_first_line_and_known_as_before(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.build(title="The harbour")
    plain = (two_entries.output / MANIFEST).read_bytes()
    monkeypatch.setattr("builder.output.manifest.PLAIN_MANIFEST", 100)
    listed = read_manifest(two_entries.output)
    two_entries.write({"content/news/2011/05/17/third.md": "---\ntitle: Third\n---\n"})
    two_entries.build(title="The harbour")
    packed = (two_entries.output / MANIFEST).read_bytes()
    assert packed.partition(b"\n")[0] == plain.partition(b"\n")[0]
    assert len(packed) < len(plain)
    assert manifest_site(two_entries.output) == "The harbour"
    assert read_manifest(two_entries.output) - listed >= {"news/2011/05/17/third.html"}
    (two_entries.path / "content/news/2011/05/17/third.md").unlink()
    shutil.rmtree(two_entries.path / ".dateline")
    two_entries.build(title="The harbour")
    assert "news/2011/05/17/third.html" not in two_entries.tree()


@pytest.mark.parametrize("line", ["../mine.txt", "../../site/mine.txt", "news/../../mine.txt"])
def test_a_list_of_files_that_names_what_lies_outside_deletes_nothing(two_entries: SiteFolder, line: str) -> None:
    two_entries.write({"mine.txt": "Mine.", f"output/{MANIFEST}": f"# Files\n{line}\n"})
    two_entries.build()
    assert (two_entries.path / "mine.txt").read_text() == "Mine."


def test_a_list_of_files_with_an_absolute_path_deletes_nothing(two_entries: SiteFolder) -> None:
    own_file = two_entries.path / "mine.txt"
    two_entries.write({"mine.txt": "Mine.", f"output/{MANIFEST}": f"# Files\n{own_file}\n"})
    two_entries.build()
    assert own_file.exists()


def test_a_file_in_the_list_that_is_gone_already_is_no_obstacle(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b/c": "2"})
    (tmp_path / "b/c").unlink()
    put(tmp_path, {"a": "1"})
    assert published(tmp_path) == {"a": "1"}


def _breaks_off(output: Path) -> Iterator[Staged]:
    yield stage([(Address("a"), b"new"), (Address("x/y"), b"new")], output, {"a"})
    raise ProblemsFound([])


def test_a_build_that_fails_half_way_leaves_the_output_as_it_was(tmp_path: Path) -> None:
    put(tmp_path, {"a": "1", "b": "2"})
    before = tree(tmp_path)
    age(tmp_path)
    with pytest.raises(ProblemsFound):
        write(_breaks_off(tmp_path), Target(tmp_path, read_manifest(tmp_path)))
    assert tree(tmp_path) == before
    assert young(tmp_path) == set()
    assert not (tmp_path / STAGING).exists()


def _fills_the_disk(output: Path) -> Iterator[Staged]:
    yield stage([(Address("a"), b"new")], output, ())
    raise OSError(errno.ENOSPC, "No space left on device", "page.html")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such locks")
def test_a_build_does_not_write_where_another_one_writes(two_entries: SiteFolder) -> None:
    two_entries.output.mkdir()
    with build_lock(two_entries.output), pytest.raises(OutputBusy):
        two_entries.build()
    assert two_entries.tree() == {}
    two_entries.build()


def test_a_build_does_not_write_over_what_another_one_published_since_it_looked(
    two_entries: SiteFolder, tmp_path: Path
) -> None:
    inputs = find_inputs(two_entries.config())
    other = SiteFolder(tmp_path / "other")
    other.write({"content/a.md": "---\ntitle: A\ndate: 2011-05-15\n---\n", "dateline.toml": 'title = "Other"\n'})
    other.build(output=two_entries.output)
    before = two_entries.tree()
    with pytest.raises(OutputBusy):
        build(inputs)
    assert two_entries.tree() == before


def test_what_stopped_a_build_is_told_though_tidying_up_fails_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "rmdir", broken)
    with pytest.raises(OSError, match="No space left on device"):
        write(_fills_the_disk(tmp_path / "out"), Target(tmp_path / "out", set()))


def test_the_list_of_files_that_a_killed_first_build_began_is_no_obstacle(two_entries: SiteFolder) -> None:
    two_entries.write({f"output/{MANIFEST}-new": "# The fi"})
    assert two_entries.problems() == ()


def test_a_first_build_that_fails_leaves_no_output_folder(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound):
        write(_breaks_off(tmp_path / "out"), Target(tmp_path / "out", set()))
    assert not (tmp_path / "out").exists()


KILLED_AT = {
    "the first file is staged": "write.stage = lambda *a, **k: (stage(*a, **k), stop())",
    "all files are staged": "write._move = lambda *_: stop()",
    "some files are moved": "left = [1] * 4; Path.replace = lambda *a: (replace(*a), left.pop() if left else stop())",
    "nothing stale is deleted": "write._delete = lambda *_: stop()",
}
"""Where a build is stopped, and how: by what Python runs in a process of its own before the build."""

KILL = {"leaves by itself": "os._exit(9)", "is killed": "os.kill(os.getpid(), signal.SIGKILL)"}


def build_and_die(site: SiteFolder, where: str, how: str) -> None:
    """Build in a process that dies on the way."""
    script = f"""
        import os, signal
        from pathlib import Path
        from builder.build import pipeline, rendered_batches
        from builder.output import write
        from builder.cli.main import main
        def stop(): {how}
        stage, replace = write.stage, Path.replace
        {where}
        pipeline.stage = rendered_batches.stage = write.stage
        main(["build", "--jobs", "1", "--site", {str(site.path)!r}])
    """
    done = subprocess.run([sys.executable, "-c", dedent(script)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode in (9, -signal.SIGKILL)


def test_what_a_build_was_about_to_make_when_it_died_is_no_longer_listed_as_made(two_entries: SiteFolder) -> None:
    two_entries.build()
    third = two_entries.path / DAY / "third.md"
    third.write_text("---\ntitle: Third\ncontexts: [Peru]\n---\n")
    build_and_die(two_entries, KILLED_AT["all files are staged"], KILL["leaves by itself"])
    assert "topics/peru/index.html" in read_manifest(two_entries.path / "output")
    third.unlink()
    written = two_entries.build().written
    assert read_manifest(two_entries.path / "output") == written.outputs.keys()


@pytest.mark.parametrize("earlier", [True, False], ids=["over an earlier build", "the first build"])
@pytest.mark.parametrize("where", KILLED_AT.values(), ids=KILLED_AT.keys())
def test_the_next_build_completes_one_that_died(
    two_entries: SiteFolder, tmp_path: Path, where: str, *, earlier: bool
) -> None:
    if earlier:
        two_entries.build()
        (two_entries.path / DAY / "first.md").unlink()
        two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\ncontexts: [Peru]\n---\n"})
    build_and_die(two_entries, where, KILL["leaves by itself"])
    assert two_entries.problems() == ()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.tree() == tree(tmp_path / "clean")
    assert not (two_entries.output / STAGING).exists()


def test_the_next_build_completes_one_that_was_killed(two_entries: SiteFolder, tmp_path: Path) -> None:
    build_and_die(two_entries, KILLED_AT["some files are moved"], KILL["is killed"])
    two_entries.build()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.tree() == tree(tmp_path / "clean")


def test_a_build_that_died_before_moving_left_the_earlier_files(two_entries: SiteFolder) -> None:
    two_entries.build()
    before = published(two_entries.output)
    two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\ncontexts: [Iran]\n---\n"})
    build_and_die(two_entries, KILLED_AT["all files are staged"], KILL["leaves by itself"])
    left = {name: text for name, text in published(two_entries.output).items() if not name.startswith(STAGING)}
    assert left == before


def test_what_was_a_file_can_become_a_folder_and_the_other_way_round(tmp_path: Path) -> None:
    put(tmp_path, {"x": "file", "y/z": "folder"})
    put(tmp_path, {"x/a/b": "folder", "y": "file"})
    assert published(tmp_path) == {"x/a/b": "folder", "y": "file"}
    put(tmp_path, {"x": "file", "y/z": "folder"})
    assert published(tmp_path) == {"x": "file", "y/z": "folder"}


def test_an_entry_can_give_way_to_a_folder_of_its_name(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.build()
    (two_entries.path / DAY / "first.md").unlink()
    two_entries.write({f"{DAY}/first.html/map.txt": "A map."})
    two_entries.build()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.page("news/2011/05/15/first.html/map.txt") == "A map."
    assert two_entries.tree() == tree(tmp_path / "clean")


def test_files_that_are_published_as_they_are_keep_every_byte(two_entries: SiteFolder) -> None:
    data = bytes(range(256)) + b"\r\n\x00"
    two_entries.write({"content/pictures/a.bin": data, "content/empty.txt": b""})
    two_entries.build()
    assert two_entries.tree()["pictures/a.bin"] == data
    assert two_entries.tree()["empty.txt"] == b""


@pytest.mark.parametrize("name", [b"a\nb.txt", "a\u2028b.txt".encode(), b"a\x0cb.txt", b"a\xff.txt"])
def test_a_file_with_a_strange_name_is_published_again_and_again_or_refused(
    two_entries: SiteFolder, name: bytes
) -> None:
    with open(os.path.join(os.fsencode(two_entries.path / DAY), name), "w", encoding="utf-8") as file:
        file.write("Strange.")
    first = two_entries.run("--jobs", "1")
    assert two_entries.run("--jobs", "1") == first


def test_the_output_is_the_same_for_one_process_and_for_two(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    topics = ["Iran", "Peru", "Chad", "Oman", "Fiji"]
    site.write(
        {
            f"content/news/2011/{n % 12 + 1:02}/{n % 28 + 1:02}/e{n}.md": f"---\ntitle: Entry {n}\n"
            f"contexts: [{topics[n % 5]}]\n---\nText {n}.\n"
            for n in range(260)
        }
    )
    monkeypatch.setattr("builder.concurrency.parallel_map.MIN_PARALLEL", 100)
    site.build(jobs=1)
    site.build(jobs=2, output=tmp_path / "two")
    assert site.tree() == tree(tmp_path / "two")
