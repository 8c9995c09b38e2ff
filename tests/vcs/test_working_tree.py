"""Git's state is read from its own files, wherever these lie."""

from pathlib import Path

import pytest

from builder.vcs.working_tree import (
    HeadCommit,
    current_branch,
    find_working_tree,
    has_branch,
    head_key,
    path_in_repository,
    read_head,
)
from tests.repository import committed, git


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository of one commit."""
    folder = tmp_path / "work"
    (folder / "site/content").mkdir(parents=True)
    (folder / "site/content/one.md").write_text("One.")
    committed(folder)
    return folder


def commit_in(folder: Path) -> str:
    """The commit that git itself names."""
    return git(folder, "rev-parse", "HEAD").strip()


def test_a_folder_deep_in_a_repository_has_the_head_of_the_repository(work: Path) -> None:
    assert read_head(work / "site/content") == HeadCommit(commit_in(work), work, is_shallow=False)


def test_the_path_of_a_folder_is_that_in_its_repository_or_else_in_the_other_folder(work: Path, tmp_path: Path) -> None:
    assert path_in_repository(work / "site/content", work / "site") == "site/content"
    assert path_in_repository(tmp_path / "alone/content", tmp_path / "alone") == "content"
    assert path_in_repository(tmp_path / "alone/content", tmp_path / "other") == ""


def test_a_new_commit_is_another_head(work: Path) -> None:
    before = read_head(work)
    committed(work, "Again")
    assert read_head(work) != before
    assert read_head(work) == HeadCommit(commit_in(work), work, is_shallow=False)


def test_packed_references_are_resolved(work: Path) -> None:
    git(work, "tag", "first")
    git(work, "pack-refs", "--all")
    assert not (work / ".git/refs/heads/main").exists()
    assert read_head(work) == HeadCommit(commit_in(work), work, is_shallow=False)


def test_a_detached_head_is_resolved(work: Path) -> None:
    git(work, "checkout", "--quiet", "--detach")
    assert read_head(work) == HeadCommit(commit_in(work), work, is_shallow=False)


def test_a_second_working_tree_has_a_head_of_its_own(work: Path, tmp_path: Path) -> None:
    git(work, "worktree", "add", "--quiet", "-b", "second", f"{tmp_path}/second")
    committed(tmp_path / "second", "Elsewhere")
    assert commit_in(tmp_path / "second") != commit_in(work)
    assert read_head(tmp_path / "second") == HeadCommit(
        commit_in(tmp_path / "second"), tmp_path / "second", is_shallow=False
    )
    git(tmp_path / "second", "pack-refs", "--all")
    assert read_head(tmp_path / "second") == HeadCommit(
        commit_in(tmp_path / "second"), tmp_path / "second", is_shallow=False
    )


def test_what_the_files_do_not_say_the_git_command_resolves(work: Path) -> None:
    git(work, "symbolic-ref", "refs/heads/other", "refs/heads/main")
    for number in range(9):
        git(work, "symbolic-ref", "refs/heads/main" if number == 9 else f"refs/heads/n{number}", "refs/heads/other")
        git(work, "symbolic-ref", "refs/heads/other", f"refs/heads/n{number}")
        git(work, "symbolic-ref", f"refs/heads/n{number}", "refs/heads/main")
    (work / ".git/HEAD").write_text("ref: refs/heads/other\n")
    assert read_head(work) == HeadCommit(commit_in(work), work, is_shallow=False)


def test_a_shallow_clone_is_known_to_be_one(work: Path, tmp_path: Path) -> None:
    committed(work, "Again")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{work}", "clone")
    shallow = read_head(tmp_path / "clone")
    assert shallow == HeadCommit(commit_in(work), tmp_path / "clone", is_shallow=True)
    git(tmp_path / "clone", "fetch", "--quiet", "--unshallow")
    whole = read_head(tmp_path / "clone")
    assert whole == HeadCommit(commit_in(work), tmp_path / "clone", is_shallow=False)
    assert head_key(shallow) != head_key(whole)


def test_outside_of_a_repository_before_its_first_commit_and_without_git_there_is_no_head(
    work: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_head(tmp_path) is None
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "--quiet")
    assert read_head(tmp_path / "new") is None
    assert head_key(None) == ""
    monkeypatch.setenv("PATH", "")
    assert read_head(work) is None


def test_a_file_that_leads_nowhere_is_no_working_tree(tmp_path: Path) -> None:
    for content in (b"", b"\xff\xfe"):
        (tmp_path / ".git").write_bytes(content)
        assert find_working_tree(tmp_path) is None


def test_the_branch_of_a_working_tree_is_known_before_its_first_commit_too(work: Path, tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--initial-branch=trunk", "new")
    for folder, branch, has_main in ((work, "main", True), (tmp_path / "new", "trunk", False)):
        tree = find_working_tree(folder)
        assert tree is not None
        assert (current_branch(tree), has_branch(tree, "main")) == (branch, has_main)


def test_a_detached_head_is_on_no_branch(work: Path) -> None:
    git(work, "checkout", "--quiet", "--detach")
    tree = find_working_tree(work)
    assert tree is not None
    assert current_branch(tree) == ""


def test_the_index_lock_lies_in_the_data_of_the_working_tree_itself(tmp_path: Path) -> None:
    (tmp_path / "first/.git").mkdir(parents=True)
    (tmp_path / "second").mkdir()
    (tmp_path / "second/.git").write_text(f"gitdir: {tmp_path}/first/.git/worktrees/second\n")
    for folder, lock in (("first", "first/.git/index.lock"), ("second", "first/.git/worktrees/second/index.lock")):
        tree = find_working_tree(tmp_path / folder)
        assert tree is not None
        assert tree.index_lock == tmp_path / lock
