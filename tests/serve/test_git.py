"""The lock of git is found wherever the working tree has its data."""

from pathlib import Path

from builder.serve.git import lock_of


def test_the_lock_lies_in_the_folder_of_git(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "site/content").mkdir(parents=True)
    assert lock_of(tmp_path / "site/content") == tmp_path / ".git/index.lock"


def test_a_second_working_tree_says_where_its_data_lie(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text(f"gitdir: {tmp_path}/main/.git/worktrees/second\n")
    assert lock_of(tmp_path) == tmp_path / "main/.git/worktrees/second/index.lock"


def test_a_file_that_says_nothing_of_git_is_none(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe"):
        (tmp_path / ".git").write_bytes(content)
        assert lock_of(tmp_path) is None
