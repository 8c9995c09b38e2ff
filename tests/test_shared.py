"""What tests share is made once, and again if that failed."""

from pathlib import Path

import pytest

from tests.shared import made_once


def test_a_folder_is_made_by_the_first_who_asks_and_by_nobody_again(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    made: list[Path] = []
    first, second = (made_once(tmp_path_factory, worker_id, "once", made.append) for _ in range(2))
    assert first == second
    assert made == [first]
    assert first.is_dir()


def test_what_failed_is_made_anew_from_an_empty_folder(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> None:
    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise NotADirectoryError

    with pytest.raises(NotADirectoryError):
        made_once(tmp_path_factory, worker_id, "twice", fail)
    folder = made_once(tmp_path_factory, worker_id, "twice", lambda folder: (folder / "whole").touch())
    assert [file.name for file in folder.iterdir()] == ["whole"]


def test_workers_share_one_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    assert made_once(tmp_path_factory, "gw0", "among-workers", lambda _: None).parent == own.parent
