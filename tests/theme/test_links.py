"""Links among a site's own templates and static files, and in its settings."""

import os
from pathlib import Path

import pytest

from builder.core.problems import Code, ProblemsFound
from tests.sites import SiteFolder


@pytest.fixture
def secret(two_entries: SiteFolder) -> Path:
    """A file beside the site's folder, that nobody means to publish."""
    file = two_entries.path.parent / "secret"
    file.write_text("aws_token = 1")
    return file


def link(site: SiteFolder, name: str, target: str | Path) -> None:
    """A symbolic link in a site."""
    (site.path / name).parent.mkdir(parents=True, exist_ok=True)
    (site.path / name).symlink_to(target)


@pytest.mark.parametrize(
    "name",
    ["templates/static/a.txt", "templates/404.html", "templates/words/en.po", "templates/static/deep", "templates/d"],
)
@pytest.mark.parametrize("target", ["secret", ".env", "folder"])
def test_a_link_that_leads_out_is_told_and_publishes_nothing(
    two_entries: SiteFolder, secret: Path, name: str, target: str
) -> None:
    two_entries.write({".env": "aws_token = 2", "static/deep/x.txt": "3"})
    targets = {"secret": secret, ".env": two_entries.path / ".env", "folder": Path("/etc")}
    link(two_entries, name, targets[target])
    assert [(problem.code, problem.place.path) for problem in two_entries.problems()] == [(Code.SYMBOLIC_LINK, name)]
    two_entries.build(keep_going=True)
    assert not any(b"aws_token" in content for content in two_entries.tree().values())
    assert not any("passwd" in address for address in two_entries.tree())


def test_a_link_to_another_file_of_the_site_is_followed(two_entries: SiteFolder) -> None:
    two_entries.write({"shared/404.html": "Gone.", "shared/own.css": "a {}"})
    link(two_entries, "templates/404.html", "../shared/404.html")
    link(two_entries, "templates/static/own.css", two_entries.path / "shared/own.css")
    two_entries.build()
    assert two_entries.page("404.html") == "Gone."
    assert two_entries.page(two_entries.static("own.css")) == "a {}"


def test_a_pipe_among_templates_is_told_and_nothing_waits_for_it(two_entries: SiteFolder) -> None:
    (two_entries.path / "templates/static").mkdir(parents=True)
    os.mkfifo(two_entries.path / "templates/static/pipe.css")
    assert [problem.code for problem in two_entries.problems()] == [Code.FILE_UNREADABLE]


@pytest.mark.parametrize(
    "template",
    [
        "{% include 'd/secret' %}",
        "{% include '../secret' %}",
        "{{ '../secret'|inline }}",
        "{{ '../../secret'|inline }}",
        "{{ 'static/../../secret'|inline }}",
        "{{ '/etc/hostname'|inline }}",
        "{{ 'base.html'|inline }}",
        "{% include 'default/../../secret' %}",
        "{% import 'static/../../../secret' as s %}{{ s.x }}",
    ],
)
def test_a_template_reads_no_file_but_those_of_the_theme(two_entries: SiteFolder, secret: Path, template: str) -> None:
    two_entries.write({"templates/404.html": template})
    link(two_entries, "templates/d", "../..")
    problems = two_entries.problems(keep_going=True)
    assert Code.TEMPLATE_FAILED in {problem.code for problem in problems}
    assert "aws_token" not in str(problems)


@pytest.mark.parametrize("name", ["dateline.toml", "pyproject.toml"])
def test_settings_are_not_read_through_a_link_that_leads_out(two_entries: SiteFolder, secret: Path, name: str) -> None:
    link(two_entries, name, secret)
    with pytest.raises(ProblemsFound) as found:
        two_entries.config()
    assert [(problem.code, problem.place.path) for problem in found.value.problems] == [(Code.SYMBOLIC_LINK, name)]
    assert "aws_token" not in str(found.value)


def test_the_font_of_cards_is_not_read_through_a_link_that_leads_out(two_entries: SiteFolder, secret: Path) -> None:
    two_entries.write({"dateline.toml": 'card_font = "static/a.ttf"\nbase_url = "https://example.org/"\n'})
    link(two_entries, "templates/static/a.ttf", secret)
    codes = {problem.code for problem in two_entries.problems()}
    assert Code.SYMBOLIC_LINK in codes
