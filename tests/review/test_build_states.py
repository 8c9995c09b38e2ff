"""Both states of a site that are compared are built, each from the files that it had."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.core.problems import Code, GitFailed, ProblemsFound, errors
from builder.core.progress import Progress
from builder.core.urls import Address
from builder.review.build_states import BuiltState, FailedState, build_states
from tests.repository import committed, git
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"


def two_states(site: SiteFolder, edit: Mapping[str, str]) -> tuple[BuiltState, BuiltState]:
    """A site as it is committed, and with other files."""
    site.write({".gitignore": ".dateline/\noutput/\n"})
    committed(site.path)
    site.write(edit)
    before, after = build_states(site.path, "main", lambda config: config, Progress())
    assert isinstance(before, BuiltState)
    return before, after


def test_each_state_is_what_a_build_of_its_files_makes(two_entries: SiteFolder) -> None:
    old = two_entries.build(history=False).written.outputs
    before, after = two_states(two_entries, {FIRST: "---\ntitle: Other\ncontexts: [Iran]\n---\nOne.\n"})
    new = two_entries.build(clean=True, history=False).written.outputs
    for state, outputs in ((before, old), (after, new)):
        digests = {address: output.digest for address, output in outputs.items()}
        assert {address: output.digest for address, output in state.outputs.items()} == digests


def test_the_site_itself_is_left_alone(two_entries: SiteFolder) -> None:
    two_states(two_entries, {})
    assert not two_entries.output.exists()
    assert not (two_entries.path / ".dateline").exists()


def test_settings_are_those_of_each_state_and_of_the_command_line(two_entries: SiteFolder) -> None:
    two_entries.write({".gitignore": "output/\n"})
    committed(two_entries.path)
    two_entries.write({"dateline.toml": 'title = "Later"\noutput = "elsewhere"\n'})
    address = "https://example.org/"
    before, after = build_states(two_entries.path, "main", lambda config: replace(config, base_url=address), Progress())
    assert isinstance(before, BuiltState)
    assert before.site.config.title != after.site.config.title == "Later"
    assert before.site.config.base_url == after.site.config.base_url == address
    assert not (two_entries.path / "elsewhere").exists()


def test_the_state_before_may_have_errors(two_entries: SiteFolder) -> None:
    good = (two_entries.path / FIRST).read_text()
    two_entries.write({FIRST: "---\ntitle: [First\n---\n"})
    committed(two_entries.path)
    two_entries.write({FIRST: good})
    before, after = build_states(two_entries.path, "main", lambda config: config, Progress())
    assert isinstance(before, FailedState)
    assert [problem.place.path for problem in before.problems] == [FIRST]
    assert after.report.entries == 2


def test_a_site_that_is_new_in_its_repository_has_no_state_before(two_entries: SiteFolder) -> None:
    above = two_entries.path.parent
    git(above, "init", "--quiet")
    git(above, "commit", "--quiet", "--allow-empty", "-m", "Before the site")
    before, after = build_states(two_entries.path, "HEAD", lambda config: config, Progress())
    assert isinstance(before, FailedState)
    assert [problem.code for problem in before.problems] == [Code.CONTENT_MISSING]
    assert after.report.entries == 2


def test_a_folder_in_no_repository_is_named_in_full(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(two_entries.path)
    with pytest.raises(GitFailed, match="not a git repository"):
        build_states(Path(), "main", lambda config: config, Progress())


def test_a_folder_that_git_does_not_trust_is_reported_in_its_words(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(two_entries.path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitFailed, match=r"dubious ownership.* safe\.directory"):
        build_states(two_entries.path, "main", lambda config: config, Progress())


ENTRY = "---\ntitle: Linked\n---\nText.\n"


def states(site: SiteFolder, ref: str = "main", **options: bool) -> tuple[BuiltState | FailedState, BuiltState]:
    """A site as it was at a reference, and as it is."""
    return build_states(site.path, ref, lambda config: config, Progress(), **options)


@pytest.mark.parametrize("target", ["../../secret.md", "{}/secret.md", ".git/config", "../.env", "/etc/passwd"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_no_state_reads_through_a_link_that_leads_out(two_entries: SiteFolder, target: str, when: str) -> None:
    text = "---\ntitle: token\n---\n"
    two_entries.write({"../secret.md": text, ".env": text, ".gitignore": ".env\n"})
    if when == "after":
        committed(two_entries.path)
    link = two_entries.path / "content/linked.md"
    link.symlink_to(target.format(two_entries.path.parent))
    if when == "before":
        committed(two_entries.path)
        link.unlink()
        before, _ = states(two_entries)
        assert isinstance(before, FailedState)
        problems = before.problems
    else:
        with pytest.raises(ProblemsFound) as found:
            states(two_entries)
        problems = found.value.problems
    assert [problem.place.path for problem in problems] == ["content/linked.md"]
    assert "token" not in str(problems)


def test_links_inside_of_content_are_followed_in_both_states(two_entries: SiteFolder) -> None:
    two_entries.write({"content/maps/map.txt": "x"})
    (two_entries.path / "content/one.txt").symlink_to("maps/map.txt")
    (two_entries.path / "content/two.txt").symlink_to(two_entries.path / "content/maps/map.txt")
    before, after = two_states(two_entries, {})
    for state in (before, after):
        assert {"one.txt", "two.txt"} <= state.outputs.keys()


def test_a_folder_that_became_a_link_is_not_read_through(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    folder = two_entries.path / "content/news/2011/05/15"
    folder.rename(two_entries.path.parent / "elsewhere")
    folder.symlink_to(two_entries.path.parent / "elsewhere")
    with pytest.raises(ProblemsFound, match="symbolic link"):
        states(two_entries)


def test_a_file_that_was_a_link_does_not_overwrite_what_that_led_to(two_entries: SiteFolder) -> None:
    two_entries.write({"../mine.txt": "Mine."})
    link = two_entries.path / "content/a.txt"
    link.symlink_to("../../../../../../../../../../../../" + str(two_entries.path.parent / "mine.txt"))
    committed(two_entries.path)
    link.unlink()
    link.write_text("Other.")
    before, after = states(two_entries)
    assert isinstance(before, FailedState)
    assert "a.txt" in after.outputs
    assert (two_entries.path.parent / "mine.txt").read_text() == "Mine."


def test_a_file_may_become_a_folder_and_a_folder_a_file(two_entries: SiteFolder) -> None:
    two_entries.write({"content/a": "x", "content/b/c.txt": "x"})
    committed(two_entries.path)
    (two_entries.path / "content/a").unlink()
    (two_entries.path / "content/b/c.txt").unlink()
    (two_entries.path / "content/b").rmdir()
    two_entries.write({"content/a/c.txt": "x", "content/b": "x"})
    before, after = states(two_entries)
    assert isinstance(before, BuiltState)
    assert {"a", "b/c.txt"} <= before.outputs.keys()
    assert {"a/c.txt", "b"} <= after.outputs.keys()


def test_what_attributes_leave_out_of_archives_is_there(two_entries: SiteFolder) -> None:
    two_entries.write({".gitattributes": "content export-ignore\n*.md export-subst\n"})
    before, after = two_states(two_entries, {})
    assert before.report.entries == after.report.entries == 2


def test_what_a_sparse_checkout_leaves_out_is_there(two_entries: SiteFolder) -> None:
    two_entries.write({"content/opinion/2011/05/16/a.md": ENTRY})
    committed(two_entries.path)
    git(two_entries.path, "sparse-checkout", "set", "--no-cone", "/*", "!/content/opinion/")
    assert not (two_entries.path / "content/opinion").exists()
    before, after = states(two_entries)
    assert isinstance(before, BuiltState)
    assert before.report.entries == after.report.entries == 3
    assert before.outputs.keys() == after.outputs.keys()


def test_content_that_is_a_submodule_is_told(two_entries: SiteFolder) -> None:
    other = SiteFolder(two_entries.path.parent / "other")
    other.write({"news/2011/05/15/a.md": ENTRY})
    committed(other.path)
    git(two_entries.path, "init", "--quiet", "--initial-branch=main")
    (two_entries.path / "content").rename(two_entries.path / "old")
    git(two_entries.path, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(other.path), "content")
    committed(two_entries.path)
    with pytest.raises(GitFailed, match=r"Git knows no file in content.* submodule is"):
        states(two_entries)


def test_a_submodule_beside_the_content_is_left_out(two_entries: SiteFolder) -> None:
    other = SiteFolder(two_entries.path.parent / "other")
    other.write({"a.md": ENTRY})
    committed(other.path)
    git(two_entries.path, "init", "--quiet", "--initial-branch=main")
    git(two_entries.path, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(other.path), "theme")
    before, after = two_states(two_entries, {})
    assert before.report.entries == after.report.entries == 2


def test_a_shallow_clone_says_what_to_fetch(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({FIRST: ENTRY})
    committed(two_entries.path, "Again")
    clone = two_entries.path.parent / "clone"
    git(clone.parent, "clone", "--quiet", "--depth=1", f"file://{two_entries.path}", "clone")
    with pytest.raises(GitFailed, match=r"only the latest commits here; fetch the whole history"):
        states(SiteFolder(clone), "HEAD~1")


@pytest.mark.parametrize("ref", ["", "nowhere", "main:content", "--all", "a b", "main^{tree}"])
def test_a_reference_that_names_no_commit_is_told(two_entries: SiteFolder, ref: str) -> None:
    committed(two_entries.path)
    with pytest.raises(GitFailed):
        states(two_entries, ref)


def test_a_branch_without_a_commit_is_told(two_entries: SiteFolder) -> None:
    git(two_entries.path, "init", "--quiet", "--initial-branch=main")
    with pytest.raises(GitFailed, match="git knows nothing called"):
        states(two_entries, "HEAD")


def test_names_of_odd_bytes_and_in_two_cases_are_no_hindrance(two_entries: SiteFolder) -> None:
    for name in (b"caf\xe9.txt", b"line\nbreak.txt", b"A.txt", b"a.txt", '"quoted"\u202e.txt'.encode()):
        (two_entries.path / "ignored").mkdir(exist_ok=True)
        (two_entries.path / "ignored" / os.fsdecode(name)).write_text("x")
    before, after = two_states(two_entries, {FIRST: ENTRY})
    assert before.report.entries == after.report.entries == 2


def test_pointers_of_lfs_are_files_like_others(two_entries: SiteFolder) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12345\n"
    two_entries.write({"content/a.png": pointer, ".gitattributes": "*.png filter=lfs diff=lfs merge=lfs -text\n"})
    before, after = two_states(two_entries, {"content/a.png": "\x89PNG"})
    assert "a.png" in before.outputs.keys() & after.outputs.keys()


@pytest.mark.parametrize(
    "edit",
    [
        {"templates/404.html": "{{ 'changed' }}"},
        {"templates/static/own.css": "b {}"},
        {"dateline.toml": 'templates = "own"\n', "own/404.html": "changed"},
    ],
)
def test_both_states_are_made_with_the_templates_of_before(two_entries: SiteFolder, edit: Mapping[str, str]) -> None:
    two_entries.write({"templates/404.html": "first", "templates/static/own.css": "a {}"})
    before, after = two_states(two_entries, edit)
    assert before.outputs[Address("404.html")].digest == after.outputs[Address("404.html")].digest
    assert after.unused_templates == tuple(name for name in edit if name != "dateline.toml")


@pytest.mark.parametrize("elsewhere", ["{}/elsewhere", "../elsewhere", ".", ".git"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_no_state_has_templates_of_elsewhere(two_entries: SiteFolder, elsewhere: str, when: str) -> None:
    two_entries.write({"../elsewhere/404.html": "stolen", "404.html": "stolen", ".git/404.html": "stolen"})
    wrong = {"dateline.toml": f'templates = "{elsewhere.format(two_entries.path.parent)}"\n'}
    two_entries.write(wrong if when == "before" else {})
    committed(two_entries.path)
    two_entries.write({"dateline.toml": ""} if when == "before" else wrong)
    if when == "after":
        with pytest.raises(ProblemsFound, match="the setting templates"):
            states(two_entries)
        return
    before, after = states(two_entries)
    assert isinstance(before, FailedState)
    assert [problem.code for problem in errors(before.problems)] == [Code.SETTING_INVALID]
    assert after.unused_templates == ()
    assert after.outputs[Address("404.html")].size > 100


def test_the_templates_of_now_are_used_if_they_are_asked_for(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({"templates/404.html": "Gone."})
    before, after = states(two_entries, own_templates=True)
    assert isinstance(before, BuiltState)
    assert before.outputs[Address("404.html")].digest != after.outputs[Address("404.html")].digest
    assert after.unused_templates == ()
