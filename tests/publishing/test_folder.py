"""A folder as a store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.concurrency.build_lock import build_lock
from builder.publishing.folder import FolderStore
from builder.publishing.store import ChangedMeanwhile, Headers, StoreFailed, Version

NONE = Headers()


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "web")


def test_a_file_is_read_as_it_was_written(store: FolderStore, tmp_path: Path) -> None:
    assert store.read("news/a.html") is None
    store.write("news/a.html", b"old", NONE)
    store.write("news/a.html", b"new", NONE)
    found = store.read("news/a.html")
    assert found and (found.content, round(found.age)) == (b"new", 0)  # noqa: PT018  # for the type checker
    assert [file.name for file in (tmp_path / "web/news").iterdir()] == ["a.html"]
    assert [(listed.name, listed.size) for listed in store.list()] == [("news/a.html", 3)]


def test_a_file_that_changed_meanwhile_is_not_written(store: FolderStore, tmp_path: Path) -> None:
    first = store.write_if("a", b"1", NONE, None)
    with pytest.raises(ChangedMeanwhile):
        store.write_if("a", b"2", NONE, None)
    store.write_if("a", b"2", NONE, first)
    for version in (first, Version("x")):
        with pytest.raises(ChangedMeanwhile):
            store.write_if("a", b"3", NONE, version)
    found = store.read("a")
    assert found and found.content == b"2"  # noqa: PT018  # for the type checker
    with build_lock(tmp_path / "web"), pytest.raises(ChangedMeanwhile):
        store.write_if("a", b"3", NONE, found.version)


def test_deleting_leaves_no_empty_folder_and_minds_no_file_that_is_gone(store: FolderStore, tmp_path: Path) -> None:
    for name in ("a.html", "news/2011/a.html", "news/b.html"):
        store.write(name, b"", NONE)
    store.delete(["news/2011/a.html", "news/2012/gone.html"])
    assert sorted(item.name for item in (tmp_path / "web/news").iterdir()) == ["b.html"]
    store.delete(["news/b.html", "a.html"])
    assert [*(tmp_path / "web").iterdir()] == []


def test_no_link_is_followed_out_of_the_folder(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a").write_text("mine")
    (tmp_path / "web/news").symlink_to(tmp_path / "other")
    (tmp_path / "web/linked").symlink_to(tmp_path / "other/a")
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.write("news/a", b"x", NONE),
        lambda: store.delete(["news/a"]),
        lambda: store.read("linked"),
    )
    for act in acts:
        with pytest.raises(StoreFailed):
            act()
    store.write("linked", b"x", NONE)
    assert (tmp_path / "other/a").read_text() == "mine"


def test_what_the_disk_refuses_is_told_with_the_file_and_what_to_do(store: FolderStore, tmp_path: Path) -> None:
    (tmp_path / "web").write_text("a file")
    with pytest.raises(StoreFailed, match=r"web.*see whether that disk"):
        store.write("news/a.html", b"", NONE)
