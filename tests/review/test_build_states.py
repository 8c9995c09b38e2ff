"""The two states of a site that are compared, each built from the files that it had."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from builder.core.problems import Code
from builder.core.progress import Progress
from builder.review.build_states import NotBuilt, State, states
from builder.vcs.git_command import GitFailed
from tests.repository import committed, git
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"


def two_states(site: SiteFolder, edit: Mapping[str, str]) -> tuple[State, State]:
    """A site as it is committed, and with other files."""
    site.write({".gitignore": ".dateline/\noutput/\n"})
    committed(site.path)
    site.write(edit)
    before, after = states(site.path, "main", lambda config: config, Progress())
    assert isinstance(before, State)
    return before, after


def test_each_state_is_what_a_build_of_its_files_makes(two_entries: SiteFolder) -> None:
    old = two_entries.build(history=False).written.outputs
    before, after = two_states(two_entries, {FIRST: "---\ntitle: Other\ncontexts: [Iran]\n---\nOne.\n"})
    new = two_entries.build(clean=True, history=False).written.outputs
    for state, outputs in ((before, old), (after, new)):
        assert {at: made.digest for at, made in state.outputs.items()} == {
            at: its.digest for at, its in outputs.items()
        }


def test_the_site_itself_is_left_alone(two_entries: SiteFolder) -> None:
    two_states(two_entries, {})
    assert not two_entries.output.exists()
    assert not (two_entries.path / ".dateline").exists()


def test_settings_are_those_of_each_state_and_of_the_command_line(two_entries: SiteFolder) -> None:
    two_entries.write({".gitignore": "output/\n"})
    committed(two_entries.path)
    two_entries.write({"dateline.toml": 'title = "Later"\noutput = "elsewhere"\n'})
    address = "https://example.org/"
    before, after = states(two_entries.path, "main", lambda config: replace(config, base_url=address), Progress())
    assert isinstance(before, State)
    assert before.site.config.title != after.site.config.title == "Later"
    assert before.site.config.base_url == after.site.config.base_url == address
    assert not (two_entries.path / "elsewhere").exists()


def test_a_state_before_that_has_errors_is_none_and_that_of_now_is_known(two_entries: SiteFolder) -> None:
    good = (two_entries.path / FIRST).read_text()
    two_entries.write({FIRST: "---\ntitle: [First\n---\n"})
    committed(two_entries.path)
    two_entries.write({FIRST: good})
    before, after = states(two_entries.path, "main", lambda config: config, Progress())
    assert isinstance(before, NotBuilt)
    assert [problem.place.path for problem in before.problems] == [FIRST]
    assert after.report.entries == 2


def test_a_site_that_is_new_in_its_repository_has_nothing_to_be_compared_with(two_entries: SiteFolder) -> None:
    above = two_entries.path.parent
    git(above, "init", "--quiet")
    git(above, "commit", "--quiet", "--allow-empty", "-m", "Before the site")
    before, after = states(two_entries.path, "HEAD", lambda config: config, Progress())
    assert isinstance(before, NotBuilt)
    assert [problem.code for problem in before.problems] == [Code.CONTENT_MISSING]
    assert after.report.entries == 2


def test_a_folder_in_no_repository_is_named_in_full(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(two_entries.path)
    with pytest.raises(GitFailed, match=f"{re.escape(str(two_entries.path))} is in no git repository"):
        states(Path(), "main", lambda config: config, Progress())


def test_what_git_says_of_a_folder_that_it_does_not_trust_is_told(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(two_entries.path)
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitFailed, match=r"dubious ownership.* safe\.directory"):
        states(two_entries.path, "main", lambda config: config, Progress())
