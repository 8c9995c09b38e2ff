"""Templates of another state: those that a site had where HEAD left a branch, where its settings then had them."""

from collections.abc import Mapping

import pytest

from builder.cli.main import main
from builder.review.other_templates import templates_of
from tests.repository import committed, git
from tests.sites import SiteFolder, tree


def taken(site: SiteFolder, ref: str = "main") -> Mapping[str, bytes]:
    """The templates of a site at a reference, by their paths."""
    with templates_of(site.path, ref) as folder:
        return tree(folder)


def test_they_are_those_of_the_commit_at_which_the_work_left_the_branch(site: SiteFolder) -> None:
    site.write({"templates/404.html": "Old.", "content/about.md": "# About\n"})
    committed(site.path)
    git(site.path, "checkout", "--quiet", "-b", "work")
    site.write({"templates/404.html": "New.", "templates/day.html": "New."})
    committed(site.path, "Other templates")
    assert taken(site) == {"404.html": b"Old."}
    assert taken(site, "HEAD").keys() == {"404.html", "day.html"}


@pytest.mark.parametrize(
    ("name", "settings"),
    [("dateline.toml", 'templates = "look"\n'), ("pyproject.toml", '[tool.dateline]\ntemplates = "look"\n')],
)
def test_the_folder_is_the_one_that_the_settings_of_that_commit_name(
    site: SiteFolder, name: str, settings: str
) -> None:
    site.write({name: settings, "look/404.html": "Old.", "templates/404.html": "Another tool's."})
    committed(site.path)
    site.write({name: ""})
    assert taken(site) == {"404.html": b"Old."}


def test_settings_of_that_commit_that_cannot_be_read_name_no_other_folder(site: SiteFolder) -> None:
    site.write({"dateline.toml": "templates = [", "templates/404.html": "Old."})
    committed(site.path)
    assert taken(site) == {"404.html": b"Old."}


def test_a_site_that_had_no_templates_is_made_with_the_themes(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({"templates/404.html": "New."})
    assert taken(two_entries) == {}
    assert two_entries.run("--templates-of", "main") == 0
    assert "New." not in two_entries.page("404.html")
    assert two_entries.run() == 0
    assert two_entries.page("404.html") == "New."


def test_a_check_is_not_led_astray_by_templates_that_are_not_taken(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({"templates/404.html": "{% no template %}"})
    assert two_entries.run_check() == 1
    assert two_entries.run_check("--templates-of", "main") == 0


def test_a_reference_that_git_does_not_know_ends_with_a_sentence(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    committed(two_entries.path)
    assert two_entries.run("--templates-of", "nowhere") == 1
    assert capsys.readouterr().err.startswith('git knows nothing called "nowhere".\n')
    assert not two_entries.output.exists()


def test_two_options_that_each_say_which_templates_are_a_wrong_command_line(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(two_entries.path)
    with pytest.raises(SystemExit, match="2"):
        main(["check", folder, "--templates-of", "main", "--templates", folder])
    assert "--templates-of and --templates each say which templates; leave one out" in capsys.readouterr().err
