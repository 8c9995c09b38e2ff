"""Git commands, and how their failures are reported."""

from pathlib import Path

import pytest

from builder.core.problems import GitFailed
from builder.vcs.git_command import (
    export_commit,
    export_working_tree,
    git_log,
    is_pushed,
    merge_base,
    read_blobs,
    remote_urls,
    rev_parse_head,
)
from tests.repository import committed, git


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A repository with one commit, whose site lies in a folder of it."""
    site = tmp_path / "work" / "site"
    site.mkdir(parents=True)
    (site / "one.md").write_text("One.")
    (site.parent / "beside.md").write_text("Beside.")
    committed(site.parent)
    return site


def texts(folder: Path) -> dict[str, str]:
    """The files of a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_text() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def test_the_merge_base_is_where_the_work_left_a_branch(work: Path) -> None:
    base = git(work, "rev-parse", "HEAD").strip()
    git(work, "checkout", "--quiet", "-b", "topic")
    for branch in ("topic", "main"):
        git(work, "checkout", "--quiet", branch)
        (work / f"{branch}.md").write_text(branch)
        committed(work.parent, branch)
    git(work, "checkout", "--quiet", "topic")
    assert merge_base(work, "main") == base


def test_a_commit_is_exported_as_it_was_whatever_the_files_are_now(work: Path, tmp_path: Path) -> None:
    commit = merge_base(work, "HEAD")
    (work / "one.md").write_text("Other.")
    target = tmp_path / "target"
    target.mkdir()
    export_commit(work, commit, target)
    assert texts(target) == {"one.md": "One."}


def test_a_bare_repository_is_told_as_one_without_files(work: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(work.parent), "bare")
    with pytest.raises(GitFailed, match="is in a bare repository, which has no files to look at; use a clone of it"):
        merge_base(tmp_path / "bare", "main")


def test_some_files_and_folders_alone_are_exported_if_they_are_named(work: Path, tmp_path: Path) -> None:
    (work / "deep[1]").mkdir()
    (work / "deep[1]/two.md").write_text("Two.")
    (work / "deep1").mkdir()
    (work / "deep1/three.md").write_text("Three.")
    committed(work.parent)
    target = tmp_path / "target"
    target.mkdir()
    export_commit(work, "HEAD", target, ("deep[1]", "missing"))
    assert texts(target) == {"deep[1]/two.md": "Two."}


def test_the_working_tree_is_exported_with_uncommitted_files_and_without_ignored_ones(
    work: Path, tmp_path: Path
) -> None:
    target = tmp_path / "target"
    for name, text in {"one.md": "One.", "old.md": "Old.", "kept/a": "Kept."}.items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_text(text)
    stat = (target / "one.md").stat()
    (work / ".gitignore").write_text("ignored.md\n")
    (work / "ignored.md").write_text("Ignored.")
    (work / "deep").mkdir()
    (work / "deep/n\u00e9w.md").write_text("New.")
    export_working_tree(work, target, keep=["kept"])
    assert texts(target) == {
        ".gitignore": "ignored.md\n",
        "deep/n\u00e9w.md": "New.",
        "kept/a": "Kept.",
        "one.md": "One.",
    }
    assert (target / "one.md").stat().st_mtime_ns == stat.st_mtime_ns
    (work / "one.md").unlink()
    export_working_tree(work, target, keep=["kept"])
    assert "one.md" not in texts(target)


def test_an_unknown_reference_is_reported(work: Path) -> None:
    with pytest.raises(GitFailed, match='git knows nothing called "nowhere"'):
        merge_base(work, "nowhere")


def test_unrelated_histories_are_reported(work: Path) -> None:
    git(work, "checkout", "--quiet", "--orphan", "other")
    committed(work.parent, "Another beginning")
    with pytest.raises(GitFailed, match="fetch the whole history"):
        merge_base(work, "main")


def test_a_folder_that_was_not_there_yet_had_no_files(work: Path, tmp_path: Path) -> None:
    commit = merge_base(work, "HEAD")
    later, target = work.parent / "later", tmp_path / "target"
    later.mkdir()
    target.mkdir()
    export_commit(later, commit, target)
    assert not [*target.iterdir()]


def test_blobs_come_back_by_their_names_whatever_they_hold(work: Path) -> None:
    contents = {"empty.md": b"", "lines.md": b"One\n\nblob 3\n", "bytes.md": b"\x00\xff\n"}
    for name, content in contents.items():
        (work / name).write_bytes(content)
    committed(work.parent, "Again")
    names = {git(work, "rev-parse", f"HEAD:./{name}").strip(): content for name, content in contents.items()}
    assert dict(read_blobs(work, ["0" * 40, *names])) == names


def test_a_failure_is_reported_in_gits_own_words(work: Path, tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not a git repository"):
        git_log(tmp_path, "log")
    assert rev_parse_head(work) == git(work, "rev-parse", "HEAD").strip()
    git(work, "checkout", "--quiet", "--orphan", "other")
    with pytest.raises(GitFailed, match="there is no commit"):
        rev_parse_head(work)


def test_a_machine_without_git_is_reported(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(GitFailed, match="git is not installed"):
        merge_base(work, "main")


def test_the_remotes_are_listed_with_the_origin_first(work: Path) -> None:
    assert remote_urls(work) == []
    for name in ("backup", "origin", "zebra"):
        git(work, "remote", "add", name, f"https://example.org/{name}.git")
    assert remote_urls(work) == [f"https://example.org/{name}.git" for name in ("origin", "backup", "zebra")]


def test_a_commit_is_pushed_when_a_branch_of_a_remote_has_it(work: Path) -> None:
    commit = rev_parse_head(work)
    assert not is_pushed(work, commit)
    git(work, "update-ref", "refs/remotes/origin/main", commit)
    assert is_pushed(work, commit)


def test_a_folder_outside_of_a_repository_is_reported(tmp_path: Path) -> None:
    with pytest.raises(GitFailed, match="not a git repository"):
        remote_urls(tmp_path)
