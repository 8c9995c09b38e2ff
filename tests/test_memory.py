"""What a build remembers: it comes back as it was, or not at all."""

import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from itertools import permutations
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import pytest

from builder import memory as memory_module
from builder.dates import Date
from builder.fingerprint import digest
from builder.memory import FOLDER, FORMAT, DamagedError, Memory, Output, Record, Report, recall, remember
from builder.model import BodyLink, Context, Entry, Image, LinkKind, Page, Parsed, Reference
from builder.problems import Code, Place, Problem
from builder.urls import Address, Slug
from tests.sites import SiteFolder, tree

PLACE = Place("content/news/é.md", 3, 4)
REFERENCE = Reference("news/2011/05/15/b", PLACE)
LINK = BodyLink(LinkKind.WIKI, "Iran", PLACE)

ENTRY = Entry(
    path="content/news/é.md",
    section=Slug("news"),
    date=Date(2011, 5),
    slug=Slug("é"),
    title="A title",
    written_title=" A  title ",
    contexts=(Context("Iran", "place"), Context("Los Angeles, California")),
    summary="Short.",
    excerpt="First words…",
    links=(LINK, BodyLink(LinkKind.FILE, "b.md#part", PLACE)),
    anchors=("part", "other"),
    image=Image("a.jpg", "A", "Ann", PLACE),
    importance=7,
    status="open",
    location="Geneva",
    updated=Date(2012, 1, 2),
    lang="pt-BR",
    draft=True,
    aliases=(REFERENCE,),
    pins=(REFERENCE, REFERENCE),
    listed=(REFERENCE,),
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
    draft=True,
    aliases=(REFERENCE,),
)
PROBLEM = Problem(Code.TAB, PLACE, "what", "cure")
PARSED = Parsed(ENTRY, PAGE, (PROBLEM,), ("called",), ("named, so",))
REPORT = Report((PROBLEM,), entries=1, days=2, topics=3, pages=4, files=5, size=6)

RECORDS = {f"news/{n}/a.md": Record((n, n, n, n), digest(b"%d" % n), PARSED) for n in range(9)}
OUTPUTS = {Address(f"{n}/index.html"): Output(n, n, digest(b"%d" % n), (n,) if n % 2 else None) for n in range(9)}

Damage = Callable[[Path], object]


def memory_of(records: dict[str, Record], outputs: dict[Address, Output]) -> Memory:
    """A memory that knows these files."""
    nothing = Memory()
    return Memory(
        reading=b"reading",
        making=b"making",
        output="/site/output",
        records=nothing.records.becoming(records),
        outputs=nothing.outputs.becoming(outputs),
        report=REPORT,
    )


def known(memory: Memory) -> tuple[object, ...]:
    """All that a memory holds, to be compared; what cannot be read is as if it had never been."""
    try:
        values = (memory.records.values, memory.outputs.values)
    except DamagedError:
        return NOTHING
    return (memory.reading, memory.making, memory.output, memory.report, *values)


NOTHING = known(Memory())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The memory of a site whose folder is the test's own."""
    remember(memory_of(RECORDS, OUTPUTS), tmp_path)
    return tmp_path / FOLDER


def buckets(folder: Path) -> list[Path]:
    """The files of the memory beside the index."""
    return sorted(file for file in folder.iterdir() if file.name not in ("index", ".gitignore"))


@pytest.mark.parametrize("value", [ENTRY, PAGE, PARSED, REPORT, ENTRY.image, PROBLEM], ids=lambda v: type(v).__name__)
def test_the_values_of_these_tests_have_every_field_set(value: Any) -> None:
    for field in fields(value):
        assert getattr(value, field.name) not in (None, "", 0, (), False), field.name


def test_what_is_remembered_comes_back(folder: Path) -> None:
    assert known(recall(folder.parent)) == known(memory_of(RECORDS, OUTPUTS))


def test_even_what_no_comparison_sees_comes_back(folder: Path) -> None:
    entry = recall(folder.parent).records.values["news/1/a.md"].parsed.entry
    assert entry
    assert entry.image
    assert entry.image.place == PLACE
    assert isinstance(entry.date, Date)
    assert isinstance(entry.links[0].kind, LinkKind)


def test_what_was_worked_out_of_an_entry_is_not_remembered_with_it(folder: Path, tmp_path: Path) -> None:
    used = replace(ENTRY)
    assert used.id.startswith(used.section)
    assert used.address.endswith(".html")
    assert len(used.topics) == 2
    record = Record((1,), b"", Parsed(used))
    assert msgspec.msgpack.encode(record) == msgspec.msgpack.encode(Record((1,), b"", Parsed(replace(ENTRY))))


def test_a_site_that_was_never_built_has_no_memory(tmp_path: Path) -> None:
    assert known(recall(tmp_path)) == NOTHING
    assert not any(tmp_path.iterdir())


def test_an_empty_memory_comes_back_too(tmp_path: Path) -> None:
    remember(memory_of({}, {}), tmp_path)
    assert known(recall(tmp_path)) == known(memory_of({}, {}))


def test_another_memory_takes_the_place_of_the_one_before_with_no_file_left_over(folder: Path) -> None:
    before = recall(folder.parent)
    fewer = {path: record for path, record in RECORDS.items() if path != "news/1/a.md"}
    other = {**OUTPUTS, Address("1/index.html"): Output(100, 100, b"other")}
    remember(
        replace(before, records=before.records.becoming(fewer), outputs=before.outputs.becoming(other)), folder.parent
    )
    assert known(recall(folder.parent)) == known(memory_of(fewer, other))
    index = msgspec.msgpack.decode((folder / "index").read_bytes()[16:])
    assert {file.name for file in buckets(folder)} == {*index["records"], *index["outputs"]} - {""}


def test_a_small_change_rewrites_little(folder: Path) -> None:
    names, before = {file.name for file in buckets(folder)}, recall(folder.parent)
    changed = {**RECORDS, "news/1/a.md": replace(RECORDS["news/1/a.md"], mark=(5, 5, 5, 5))}
    remember(replace(before, records=before.records.becoming(changed)), folder.parent)
    assert len({file.name for file in buckets(folder)} - names) == 1


def test_a_table_that_becomes_another_stays_as_it_was() -> None:
    table = Memory().records.becoming(RECORDS)
    table.becoming({})
    table.becoming({path: replace(record, mark=()) for path, record in RECORDS.items()})
    assert table.values == RECORDS


def flipped(file: Path) -> Iterator[bytes]:
    """The file's bytes with one of them another: each of the first ones, then one here and there."""
    content = file.read_bytes()
    for place in [*range(min(len(content), 24)), *range(24, len(content), max(len(content) // 16, 1))]:
        yield content[:place] + bytes([content[place] ^ 0x40]) + content[place + 1 :]


def test_a_flipped_byte_in_any_file_leaves_nothing(folder: Path) -> None:
    for file in (folder / "index", *buckets(folder)):
        whole = file.read_bytes()
        for content in flipped(file):
            file.write_bytes(content)
            assert known(recall(folder.parent)) == NOTHING
        file.write_bytes(whole)
    assert known(recall(folder.parent)) != NOTHING


@pytest.mark.parametrize("left", [0, 1, 15, 16, 17, -1])
def test_a_file_that_was_cut_leaves_nothing(folder: Path, left: int) -> None:
    for file in (folder / "index", *buckets(folder)):
        whole = file.read_bytes()
        file.write_bytes(whole[:left])
        assert known(recall(folder.parent)) == NOTHING
        file.write_bytes(whole)


def test_a_file_that_was_deleted_leaves_nothing(folder: Path) -> None:
    for file in (folder / "index", *buckets(folder)):
        whole = file.read_bytes()
        file.unlink()
        assert known(recall(folder.parent)) == NOTHING
        file.write_bytes(whole)


def test_two_files_in_each_others_place_leave_nothing(folder: Path) -> None:
    for one, other in permutations((folder / "index", *buckets(folder)[:4]), 2):
        first, second = one.read_bytes(), other.read_bytes()
        one.write_bytes(second)
        other.write_bytes(first)
        assert known(recall(folder.parent)) == NOTHING
        one.write_bytes(first)
        other.write_bytes(second)


def test_files_of_an_older_build_beside_a_newer_index_leave_nothing(folder: Path) -> None:
    older = {file.name: file.read_bytes() for file in buckets(folder)}
    before = recall(folder.parent)
    remember(replace(before, records=before.records.becoming({"news/1/b.md": Record((), b"", PARSED)})), folder.parent)
    for file in buckets(folder):
        file.unlink()
    for name, content in older.items():
        (folder / name).write_bytes(content)
    assert known(recall(folder.parent)) == NOTHING


def test_an_older_file_under_the_name_of_a_newer_one_leaves_nothing(folder: Path) -> None:
    older = buckets(folder)[0].read_bytes()
    before = recall(folder.parent)
    changed = {path: replace(record, mark=()) for path, record in RECORDS.items()}
    remember(replace(before, records=before.records.becoming(changed)), folder.parent)
    for file in buckets(folder):
        whole = file.read_bytes()
        file.write_bytes(older)
        assert (known(recall(folder.parent)) == NOTHING) is (whole != older)
        file.write_bytes(whole)


def test_a_whole_older_memory_is_one_too(folder: Path, tmp_path: Path) -> None:
    before = tree(folder)
    remember(memory_of({}, {}), tmp_path)
    for name, content in before.items():
        (folder / name).write_bytes(content)
    assert known(recall(tmp_path)) == known(memory_of(RECORDS, OUTPUTS))


def sealed(content: bytes) -> bytes:
    """What a file of the memory with this content would hold."""
    return digest(content) + content


def indexed(folder: Path, **values: object) -> bytes:
    """The index of the memory with some values replaced."""
    return msgspec.msgpack.encode(msgspec.msgpack.decode((folder / "index").read_bytes()[16:]) | values)


STRANGE: dict[str, Callable[[Path], bytes]] = {
    "an older format": lambda folder: indexed(folder, format=FORMAT - 1),
    "a newer format": lambda folder: indexed(folder, format=FORMAT + 1),
    "too few names": lambda folder: indexed(folder, records=[]),
    "too many names": lambda folder: indexed(folder, records=[""] * 1000),
    "a name that leads out": lambda folder: indexed(folder, records=["../../mine.md", *[""] * 63]),
    "its own name": lambda folder: indexed(folder, records=["index", *[""] * 63]),
    "a name that no file can have": lambda folder: indexed(folder, records=["\0", *[""] * 63]),
    "a much too long name": lambda folder: indexed(folder, records=["x" * 5000, *[""] * 63]),
    "names that are numbers": lambda folder: indexed(folder, records=[5] * 64),
    "no names": lambda folder: indexed(folder, records=None),
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
    assert known(recall(folder.parent)) == NOTHING


@pytest.mark.parametrize("content", [b"\x81\xa1a\x05", b"\x05", b"\xc1", b"\x81\xa1a\x81\xa1x" + b"\x91" * 200_000])
def test_a_file_of_other_values_leaves_nothing(folder: Path, content: bytes) -> None:
    name = digest(content).hex()
    (folder / name).write_bytes(sealed(content))
    (folder / "index").write_bytes(sealed(indexed(folder, records=[name, *[""] * 63])))
    assert known(recall(folder.parent)) == NOTHING


def test_folders_in_the_place_of_files_leave_nothing(folder: Path) -> None:
    (folder / "index").unlink()
    (folder / "index").mkdir()
    assert known(recall(folder.parent)) == NOTHING


def test_git_leaves_the_memory_out(folder: Path) -> None:
    assert (folder / ".gitignore").read_text() == "*\n"


def test_what_is_written_is_plain_messagepack_and_no_pickle(two_entries: SiteFolder) -> None:
    two_entries.build()
    for name, content in tree(two_entries.path / FOLDER).items():
        if name != ".gitignore":
            assert isinstance(msgspec.msgpack.decode(content[16:]), dict), name
    assert "pickle" not in Path(memory_module.__file__).read_text()


def refused(*_: object) -> NoReturn:
    raise PermissionError(13, "Permission denied")


def test_a_folder_that_cannot_be_written_to_is_no_error(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory_module, "_replace", refused)
    assert two_entries.run("--jobs", "1") == 0
    assert known(recall(two_entries.path)) == NOTHING


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
    replaced = memory_module._replace
    written: list[Path] = []

    def full(file: Path, content: bytes) -> None:
        if len(written) > 2:
            raise OSError(28, "No space left on device")
        written.append(file)
        replaced(file, content)

    monkeypatch.setattr(memory_module, "_replace", full)
    changed = {path: replace(record, mark=()) for path, record in RECORDS.items()}
    remember(memory_of(changed, {}), folder.parent)
    assert known(recall(folder.parent)) == known(memory_of(RECORDS, OUTPUTS))


def test_a_damaged_memory_costs_time_and_nothing_else(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.build()
    for file in (two_entries.path / FOLDER).iterdir():
        file.write_bytes(file.read_bytes()[::-1])
    two_entries.write({"content/news/2011-05-17-c.md": "---\ntitle: C\ncontexts: [Iran]\n---\n"})
    two_entries.build()
    two_entries.build(output=tmp_path / "clean")
    assert two_entries.tree() == tree(tmp_path / "clean")
    assert known(recall(two_entries.path)) != NOTHING
