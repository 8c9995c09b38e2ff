"""What a build remembers: it comes back as it was, or not at all."""

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import pytest
from msgspec import structs
from msgspec.structs import replace

from builder.cache import files as cache_files
from builder.cache import store as cache_store
from builder.cache import table as cache_table
from builder.cache.report import Report
from builder.cache.store import FOLDER, FORMAT, BuildCache, load_cache, save_cache, save_words, saved_words
from builder.cache.table import Table
from builder.content.asset_stamps import AssetStamp
from builder.content.scan import FileStamp
from builder.core.dates import Date
from builder.core.digest import digest
from builder.core.model import (
    BodyLink,
    Cascade,
    Context,
    Correction,
    Entry,
    FileHistory,
    Image,
    LinkKind,
    Page,
    Parsed,
    Publication,
    Reference,
    Removal,
    TopicFile,
    Version,
)
from builder.core.overlay import overlaid
from builder.core.problems import Code, Place, Problem, Severity
from builder.core.urls import Address, Slug
from builder.output.manifest import OutputFile
from tests.sites import SiteFolder, tree

PLACE = Place("content/news/é.md", 3, 4)
REFERENCE = Reference("news/2011/05/15/b", PLACE)
LINK = BodyLink(LinkKind.WIKI, "Iran", PLACE)

ENTRY = Entry(
    path="content/news/é.md",
    address=Address("news/2011/05/é.html"),
    date=Date(2011, 5),
    title="A title",
    written_title=" A",
    contexts=(Context("Iran", "place"), Context("Los Angeles, California")),
    outlets=("BBC",),
    summary="Short.",
    excerpt="First words…",
    links=(LINK, BodyLink(LinkKind.FILE, "b.md#part", PLACE)),
    anchors=("part", "other"),
    image=Image("a.jpg", "A", "Ann", PLACE),
    end=Date(2011, 8),
    importance=7,
    status="open",
    location="Geneva",
    updated=Date(2012, 1, 2),
    corrections=(Correction(Date(2012, 2), "It was another."),),
    lang="pt-BR",
    aliases=(REFERENCE,),
    pins=(REFERENCE, REFERENCE),
    related_lines=(REFERENCE,),
    source_files=(REFERENCE,),
    foreign_id="b-1",
    ignored_findings=(Code.ORPHAN,),
)
PAGE = Page(
    path="content/about.md",
    address=Address("about.html"),
    title="About",
    summary="Short.",
    excerpt="First words…",
    links=(LINK,),
    anchors=("part",),
    lang="fr",
    order=1.5,
    aliases=(REFERENCE,),
    ignored_findings=(Code.ORPHAN, Code.SOURCE_SINGLE),
)
PROBLEM = Problem(Code.TAB, PLACE, "what", "cure", "subject", Severity.NOTE)
TOPIC = TopicFile(**structs.asdict(PAGE), topic=Slug("iran"), kind="place", names=(REFERENCE,))
PUBLICATION = Publication("draft: true", Date(2031, 5, 15), Date(2031, 5, 16))
CASCADE = Cascade("content/news/", {"draft": PUBLICATION})
PARSED = Parsed(
    *(ENTRY, PAGE, (PROBLEM,), ("called",), ("named, so",), TOPIC, PUBLICATION, ("draft",), CASCADE),
    is_undated=True,
    dated_section=Slug("news"),
)
REPORT = Report((PROBLEM,), entries=1, days=2, topics=3, pages=4, files=5, size=6, packed=7)

SEEN = {f"news/{n}/a.md": FileStamp((n, n, n, n), digest(b"%d" % n)) for n in range(9)}
GAVE = dict.fromkeys(SEEN, PARSED)
OUTPUTS = {Address(f"{n}/index.html"): OutputFile(n, n, digest(b"%d" % n), (n,) if n % 2 else None) for n in range(9)}

PAST = FileHistory(
    Date(2031, 5, 16),
    (Version("c0ffee", Date(2031, 5, 16), "b10b", "A title"),),
    Removal("b10c", "B", Date(2031), Address("news/2031/b.html")),
)

TABLES = ("stamps", "parsed", "outputs", "words", "history", "topics", "outlets")

Known = dict[str, object]


def memory_of(seen: dict[str, FileStamp], parsed: dict[str, Parsed], outputs: dict[Address, OutputFile]) -> BuildCache:
    """A memory that knows these files."""
    nothing = BuildCache()
    return BuildCache(
        read_fingerprint=b"reading",
        render_fingerprint=b"making",
        output="/site/output",
        ended=5,
        output_folder=6,
        site="Iran",
        stamps=nothing.stamps.becoming(seen),
        static=seen,
        assets={name: AssetStamp(stamp.mark, (640, 480)) for name, stamp in seen.items()},
        parsed=nothing.parsed.becoming(parsed),
        outputs=nothing.outputs.becoming(outputs),
        copies={address: output for address, output in outputs.items() if output.source},
        earlier=(Address("static/old/style.css"),),
        words=nothing.words.becoming(dict.fromkeys(seen, "words")),
        head="c0ffee",
        history=nothing.history.becoming(dict.fromkeys(seen, PAST)),
        topics=nothing.topics.becoming({Slug(path): [n, n + 1] for n, path in enumerate(seen)}),
        outlets=nothing.outlets.becoming({Slug(path): [n] for n, path in enumerate(seen)}),
        input_problems=(PROBLEM,) if seen else (),
        relation_problems=(PROBLEM,) if seen else (),
        postings_below=dict.fromkeys(seen, 7),
        has_taken_addresses=True,
        report=REPORT,
        today=Date(2031, 5, 16),
        next_change=Date(2031, 6, 1),
    )


def known(memory: BuildCache) -> Known:
    """All that a memory holds, to be compared."""
    held = {name: getattr(memory, name) for name in memory.__struct_fields__}
    return {name: value.values if isinstance(value, Table) else value for name, value in held.items()}


NOTHING = known(BuildCache())
ALL = known(memory_of(SEEN, GAVE, OUTPUTS))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The memory of a site whose folder is the test's own."""
    save_cache(memory_of(SEEN, GAVE, OUTPUTS), tmp_path)
    return tmp_path / FOLDER


def buckets(folder: Path) -> list[Path]:
    """The files of the memory beside the index."""
    return sorted(file for file in folder.iterdir() if file.name not in ("index", ".gitignore"))


def index_in(folder: Path) -> Mapping[str, Any]:
    """What the index of the memory says."""
    return dict(msgspec.msgpack.decode((folder / "index").read_bytes()[16:]))


def losses(folder: Path) -> dict[Path, Known]:
    """For each file of the memory what is not known without it: all for the index, for another one its whole table."""
    index = index_in(folder)
    lost: dict[Path, Known] = {folder / name: {table: {}} for table in TABLES for name in index[table] if name}
    assert [*sorted(lost)] == buckets(folder)
    return {folder / "index": NOTHING} | lost


@pytest.mark.parametrize(
    "value", [ENTRY, PAGE, TOPIC, PARSED, REPORT, ENTRY.image, PROBLEM], ids=lambda v: type(v).__name__
)
def test_the_values_of_these_tests_have_every_field_set(value: Any) -> None:
    for field, held in structs.asdict(value).items():
        assert held not in (None, "", 0, (), False), field


def test_what_is_remembered_comes_back(folder: Path) -> None:
    assert known(load_cache(folder.parent)) == ALL


def test_the_memory_of_these_tests_has_every_field_set() -> None:
    assert [name for name, value in ALL.items() if not value] == []


def test_even_what_no_comparison_sees_comes_back(folder: Path) -> None:
    entry = load_cache(folder.parent).parsed.values["news/1/a.md"].entry
    assert entry
    assert isinstance(entry.date, Date)
    assert isinstance(entry.links[0].kind, LinkKind)


def test_what_was_worked_out_of_an_entry_is_remembered_with_it(folder: Path) -> None:
    entry = load_cache(folder.parent).parsed.values["news/1/a.md"].entry
    assert entry
    assert (entry.address, entry.topics) == (ENTRY.address, ENTRY.topics)
    assert (ENTRY.address, ENTRY.topics) == ("news/2011/05/é.html", ("iran", "los-angeles-california"))


@pytest.mark.parametrize("table", TABLES)
def test_the_files_of_a_table_are_read_when_its_values_are_first_asked_for(
    folder: Path, table: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    content = cache_files.read_file

    def noted(folder: Path, name: str) -> bytes | None:
        read.append(name)
        return content(folder, name)

    for module in (cache_store, cache_table):
        monkeypatch.setattr(module, "read_file", noted)
    memory = load_cache(folder.parent)
    assert read == ["index"]
    for _ in range(2):
        assert getattr(memory, table).values == ALL[table]
        assert read[1:] == [name for name in index_in(folder)[table] if name]


def test_a_site_that_was_never_built_has_no_memory(tmp_path: Path) -> None:
    assert known(load_cache(tmp_path)) == NOTHING
    assert not any(tmp_path.iterdir())


def test_an_empty_memory_comes_back_too(tmp_path: Path) -> None:
    save_cache(memory_of({}, {}, {}), tmp_path)
    assert known(load_cache(tmp_path)) == known(memory_of({}, {}, {}))


def test_another_memory_takes_the_place_of_the_one_before_with_no_file_left_over(folder: Path) -> None:
    before = load_cache(folder.parent)
    seen = {path: value for path, value in SEEN.items() if path != "news/1/a.md"}
    parsed = {path: GAVE[path] for path in seen} | {"news/2/a.md": Parsed(page=PAGE)}
    outputs = {**OUTPUTS, Address("1/index.html"): OutputFile(100, 100, b"other")}
    tables = {
        "stamps": before.stamps.becoming(seen),
        "parsed": before.parsed.becoming(parsed),
        "outputs": before.outputs.becoming(outputs),
    }
    save_cache(replace(before, **tables), folder.parent)
    assert known(load_cache(folder.parent)) == ALL | {"stamps": seen, "parsed": parsed, "outputs": outputs}
    assert len(losses(folder)) == len(buckets(folder)) + 1


@pytest.mark.parametrize("is_overlaid", [False, True])
def test_a_small_change_rewrites_little(folder: Path, *, is_overlaid: bool) -> None:
    names, before = {file.name for file in buckets(folder)}, load_cache(folder.parent)
    change = {"news/1/a.md": structs.replace(SEEN["news/1/a.md"], mark=(5, 5, 5, 5))}
    changed = {**SEEN, **change}
    after = replace(
        before,
        stamps=before.stamps.becoming(overlaid(before.stamps.values, change) if is_overlaid else changed),
        parsed=before.parsed.becoming(dict(GAVE)),
        outputs=before.outputs.becoming(dict(OUTPUTS)),
    )
    save_cache(after, folder.parent)
    assert len({file.name for file in buckets(folder)} - names) == 1
    assert known(load_cache(folder.parent)) == ALL | {"stamps": changed}


def test_a_table_that_becomes_another_stays_as_it_was() -> None:
    table = BuildCache().stamps.becoming(SEEN)
    table.becoming({})
    table.becoming(overlaid(table.values, dict.fromkeys(SEEN, FileStamp((), b""))))
    table.becoming({path: structs.replace(seen, mark=()) for path, seen in SEEN.items()})
    assert table.values == SEEN


def test_a_table_becomes_others_one_after_the_other_before_it_is_written(folder: Path) -> None:
    before = load_cache(folder.parent)
    without = {path: seen for path, seen in SEEN.items() if path != "news/1/a.md"}
    more = without | {"news/2/b.md": FileStamp((), b"b")}
    less = {path: seen for path, seen in more.items() if path != "news/3/a.md"}
    table = before.stamps
    for values in (without, more, less):
        table = table.becoming(values)
        assert table.values == values
    save_cache(replace(before, stamps=table), folder.parent)
    assert known(load_cache(folder.parent)) == ALL | {"stamps": less}


@pytest.mark.parametrize("table", TABLES)
def test_of_a_table_that_is_not_as_it_was_written_nothing_is_taken_over(folder: Path, table: str) -> None:
    next(file for file, lost in losses(folder).items() if table in lost and lost is not NOTHING).unlink()
    before = load_cache(folder.parent)
    after = replace(before, **{name: getattr(before, name).becoming(ALL[name]) for name in TABLES})
    save_cache(after, folder.parent)
    assert known(load_cache(folder.parent)) == ALL
    losses(folder)


def flipped(file: Path) -> Iterator[bytes]:
    """The file's bytes with one of them another: each of the first ones, then one here and there."""
    content = file.read_bytes()
    for place in [*range(min(len(content), 24)), *range(24, len(content), max(len(content) // 16, 1))]:
        yield content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :]


def test_a_flipped_byte_in_any_file_leaves_nothing_of_its_table(folder: Path) -> None:
    for file, lost in losses(folder).items():
        whole = file.read_bytes()
        for content in flipped(file):
            file.write_bytes(content)
            assert known(load_cache(folder.parent)) == ALL | lost
        file.write_bytes(whole)
    assert known(load_cache(folder.parent)) == ALL


@pytest.mark.parametrize("left", [0, 1, 15, 16, 17, -1])
def test_a_file_that_was_cut_leaves_nothing_of_its_table(folder: Path, left: int) -> None:
    for file, lost in losses(folder).items():
        whole = file.read_bytes()
        file.write_bytes(whole[:left])
        assert known(load_cache(folder.parent)) == ALL | lost
        file.write_bytes(whole)


def test_a_file_that_was_deleted_leaves_nothing_of_its_table(folder: Path) -> None:
    for file, lost in losses(folder).items():
        whole = file.read_bytes()
        file.unlink()
        assert known(load_cache(folder.parent)) == ALL | lost
        file.write_bytes(whole)


def test_two_files_in_each_others_place_leave_nothing_of_their_tables(folder: Path) -> None:
    lost = losses(folder)
    ends = [next(file for file in lost if table in lost[file] and file.name != "index") for table in TABLES]
    for one, other in permutations((folder / "index", *{*buckets(folder)[:4], *ends}), 2):
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
        assert known(load_cache(folder.parent)) == ALL | lost[one] | lost[other]
        one.write_bytes(first)
        other.write_bytes(second)


def test_files_of_an_older_build_beside_a_newer_index_leave_nothing_of_what_is_newer(folder: Path) -> None:
    older = {file.name: file.read_bytes() for file in buckets(folder)}
    before = load_cache(folder.parent)
    seen = before.stamps.becoming({"news/1/b.md": FileStamp((), b"")})
    save_cache(replace(before, stamps=seen, parsed=before.parsed.becoming({"news/1/b.md": PARSED})), folder.parent)
    for file in buckets(folder):
        file.unlink()
    for name, content in older.items():
        (folder / name).write_bytes(content)
    assert known(load_cache(folder.parent)) == ALL | {"stamps": {}, "parsed": {}}


def test_an_older_file_under_the_name_of_a_newer_one_leaves_nothing_of_its_table(folder: Path) -> None:
    older = buckets(folder)[0].read_bytes()
    before = load_cache(folder.parent)
    changed = {path: structs.replace(seen, mark=()) for path, seen in SEEN.items()}
    save_cache(replace(before, stamps=before.stamps.becoming(changed)), folder.parent)
    after, lost = known(load_cache(folder.parent)), losses(folder)
    assert after == ALL | {"stamps": changed}
    for file in buckets(folder):
        whole = file.read_bytes()
        file.write_bytes(older)
        assert known(load_cache(folder.parent)) == (after if whole == older else after | lost[file])
        file.write_bytes(whole)


def test_a_whole_older_memory_is_one_too(folder: Path, tmp_path: Path) -> None:
    before = tree(folder)
    save_cache(memory_of({}, {}, {}), tmp_path)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    assert known(load_cache(tmp_path)) == ALL


def sealed(content: bytes) -> bytes:
    """What a file of the memory with this content would hold."""
    return digest(content) + content


def indexed(folder: Path, **values: object) -> bytes:
    """The index of the memory with some values replaced."""
    return msgspec.msgpack.encode({**index_in(folder), **values})


def renamed(folder: Path, table: str, names: object) -> bytes:
    """The index of the memory with other names of one table's files."""
    return indexed(folder, **{table: names})


STRANGE: dict[str, Callable[[Path], bytes]] = {
    "an older format": lambda folder: indexed(folder, format=FORMAT - 1),
    "a newer format": lambda folder: indexed(folder, format=FORMAT + 1),
    **{
        f"{what} of {table}": partial(renamed, table=table, names=names)
        for table in TABLES
        for what, names in {
            "too few names": [],
            "too many names": [""] * 1000,
            "names that are numbers": [5] * 64,
            "no names": None,
        }.items()
    },
    "an unknown problem": lambda folder: indexed(folder, report={"problems": [{"code": "?"}]}),
    "bytes that are no text": lambda folder: indexed(folder, output=b"\xff\xfe"),
    "nothing": lambda _: b"",
    "no msgpack": lambda _: b"\xc1\xc1",
    "a number": lambda _: msgspec.msgpack.encode(5),
    "a pickle": lambda _: b"cos\nsystem\n(S'touch pwned'\ntR.",
    "endless depth": lambda _: b"\x81\xa1x" + b"\x91" * 200_000,
}


@pytest.mark.parametrize("strange", STRANGE.values(), ids=STRANGE.keys())
def test_an_index_that_this_version_does_not_write_leaves_nothing(
    folder: Path, strange: Callable[[Path], bytes]
) -> None:
    (folder / "index").write_bytes(sealed(strange(folder)))
    assert known(load_cache(folder.parent)) == NOTHING


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "name",
    ["../../mine.md", "../{}", "index", "\0", "x" * 5000],
    ids=["leading out", "leading out to a sound file", "the index", "of no file", "much too long"],
)
def test_a_name_in_the_index_that_this_version_does_not_give_leaves_nothing_of_its_table(
    folder: Path, name: str, table: str
) -> None:
    content = msgspec.msgpack.encode({})
    (folder.parent / digest(content).hex()).write_bytes(sealed(content))
    names = [name.format(digest(content).hex()), *index_in(folder)[table][1:]]
    (folder / "index").write_bytes(sealed(indexed(folder, **{table: names})))
    assert known(load_cache(folder.parent)) == ALL | {table: {}}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("content", [b"\x81\xa1a\x05", b"\x05", b"\xc1", b"\x81\xa1a\x81\xa1x" + b"\x91" * 200_000])
def test_a_file_of_other_values_leaves_nothing_of_its_table(folder: Path, content: bytes, table: str) -> None:
    name = digest(content).hex()
    (folder / name).write_bytes(sealed(content))
    (folder / "index").write_bytes(sealed(indexed(folder, **{table: [name, *index_in(folder)[table][1:]]})))
    assert known(load_cache(folder.parent)) == ALL | {table: {}}


IMPOSTORS: Mapping[str, Callable[[Path], Any]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "link to itself": lambda file: file.symlink_to(file.name),
    "link to a copy": lambda file: file.symlink_to(file.parent.parent / "copy"),
}
"""What can be put in the place of a file."""


@pytest.mark.parametrize("impostor", IMPOSTORS)
def test_what_is_no_file_counts_as_never_written(two_entries: SiteFolder, impostor: str) -> None:
    assert two_entries.run("--jobs", "1") == 0
    published = tree(two_entries.output)
    memory = two_entries.path / FOLDER
    for name in ["index", ".gitignore", buckets(memory)[0].name]:
        if (memory / name).is_file():
            (memory / name).replace(two_entries.path / "copy")
        IMPOSTORS[impostor](memory / name)
        assert (known(load_cache(two_entries.path)) == NOTHING) is (name == "index")
        assert two_entries.run("--jobs", "1") == 0
        assert tree(two_entries.output) == published
        if impostor == "folder":
            (memory / name).rmdir()
            assert two_entries.run("--jobs", "1") == 0


def test_of_a_folder_that_is_a_link_nothing_is_taken(two_entries: SiteFolder) -> None:
    two_entries.build()
    (two_entries.path / FOLDER).rename(two_entries.path / "elsewhere")
    (two_entries.path / FOLDER).symlink_to("elsewhere")
    before = tree(two_entries.path / "elsewhere")
    assert known(load_cache(two_entries.path)) == NOTHING
    assert two_entries.run("--jobs", "1") == 0
    assert tree(two_entries.path / "elsewhere") == before


def test_git_leaves_the_memory_out(folder: Path) -> None:
    assert (folder / ".gitignore").read_text() == "*\n"


def test_what_is_written_is_plain_messagepack_and_no_pickle(two_entries: SiteFolder) -> None:
    two_entries.build()
    for name, content in tree(two_entries.path / FOLDER).items():
        if name != ".gitignore":
            assert isinstance(msgspec.msgpack.decode(content[16:]), dict), name
    for module in (cache_files, cache_store, cache_table):
        assert "pickle" not in Path(f"{module.__file__}").read_text()


def refused(*_: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_a_folder_that_cannot_be_written_to_is_no_error(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (cache_files, cache_store):
        monkeypatch.setattr(module, "replace_file", refused)
    assert two_entries.run("--jobs", "1") == 0
    assert known(load_cache(two_entries.path)) == NOTHING


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_site_folder_is_no_error(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.path.chmod(0o555)
    try:
        assert two_entries.run("--jobs", "1", "--output", str(tmp_path / "out")) == 0
    finally:
        two_entries.path.chmod(0o755)


def test_a_file_in_the_place_of_the_folder_is_no_error_and_stays(two_entries: SiteFolder) -> None:
    two_entries.write({FOLDER: "Mine."})
    assert two_entries.run("--jobs", "1") == two_entries.run("--jobs", "1") == 0
    assert (two_entries.path / FOLDER).read_text() == "Mine."


def test_a_folder_inside_the_memory_is_no_error(two_entries: SiteFolder) -> None:
    (two_entries.path / FOLDER / "strange").mkdir(parents=True)
    assert two_entries.run("--jobs", "1") == two_entries.run("--jobs", "1") == 0


def test_a_memory_that_could_not_be_written_whole_is_the_one_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replaced = cache_files.replace_file
    written: list[Path] = []

    def full(file: Path, content: bytes) -> None:
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        written.append(file)
        replaced(file, content)

    monkeypatch.setattr(cache_files, "replace_file", full)
    changed = {path: structs.replace(seen, mark=()) for path, seen in SEEN.items()}
    save_cache(memory_of(changed, {}, {}), folder.parent)
    assert known(load_cache(folder.parent)) == ALL


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("settled", [-1, 3600])
def test_a_table_that_was_lost_costs_time_and_nothing_else(
    two_entries: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, settled: int
) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", settled)
    text = "---\ntitle: First\ncontexts: [Iran]\n---\n" + "Long. " * 200
    two_entries.write({"content/news/2011/05/15/first.md": text})
    two_entries.build()
    two_entries.forget(table)
    two_entries.write({"content/news/2011/05/15/first.md": f"{text} And more at the end."})
    two_entries.build()
    two_entries.build(output=tmp_path / "clean", clean=True)
    assert two_entries.tree() == tree(tmp_path / "clean")


def test_a_damaged_memory_costs_time_and_nothing_else(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.build()
    for file in (two_entries.path / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[::-1])
    two_entries.write({"content/news/2011-05-17-c.md": "---\ntitle: C\ncontexts: [Iran]\n---\n"})
    two_entries.build()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.tree() == tree(tmp_path / "clean")
    assert known(load_cache(two_entries.path)) != NOTHING


def test_words_that_were_written_before_all_else_are_found_by_the_names_of_their_buckets(tmp_path: Path) -> None:
    words = {"content/news/a.md": "one two", "content/b.md": ""}
    names = save_words(BuildCache().words.becoming(words), tmp_path)
    assert saved_words(names, tmp_path).values == words


def test_words_that_cannot_be_written_are_not_remembered(tmp_path: Path) -> None:
    (tmp_path / ".dateline").write_text("not a folder", encoding="utf-8")
    names = save_words(BuildCache().words.becoming({"content/b.md": "one"}), tmp_path)
    assert saved_words(names, tmp_path).values == {}
