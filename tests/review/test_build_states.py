"""Both states of a site that are compared are built, each from the files that it had."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.core.problems import Code
from builder.core.progress import Progress
from builder.review.build_states import BuiltState, FailedState, build_states
from builder.vcs.git_command import GitFailed
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
    with pytest.raises(GitFailed, match=f"{re.escape(str(two_entries.path))} is in no git repository"):
        build_states(Path(), "main", lambda config: config, Progress())


def test_a_folder_that_git_does_not_trust_is_reported_in_its_words(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(two_entries.path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitFailed, match=r"dubious ownership.* safe\.directory"):
        build_states(two_entries.path, "main", lambda config: config, Progress())
