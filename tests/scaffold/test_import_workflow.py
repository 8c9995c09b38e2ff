"""The workflow that imports each day: its steps against a wiki, a repository and a `gh` of this machine."""

from pathlib import Path

import pytest

from builder.cli.main import main
from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.importing.test_mediawiki_api import Wiki, wiki  # noqa: F401  # a fixture
from tests.repository import git
from tests.scaffold.workflow_run import as_on_github, run_workflow
from tests.sites import SiteFolder

INDEX = from_direct_url(None, Path())


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of a site whose news come from Wikipedia, as GitHub has it."""
    site = tmp_path / "harbour"
    create_site(site, Date(2011, 5, 15), INDEX, from_wikipedia=True)
    return as_on_github(site, tmp_path)


def run_import(tmp_path: Path, wiki: Wiki, days: str, *, open_request: bool) -> str:  # noqa: F811
    """Run the workflow for some days; what was asked of `gh`."""
    checkout, options = tmp_path / f"run-{days}", f"--api {wiki.address}"
    return run_workflow("import.yml", checkout, {"DAYS": days}, options, open_request=open_request)


def files_of(repository: Path) -> set[str]:
    """The entries on the branch that is proposed."""
    listed = git(repository, "ls-tree", "-r", "--name-only", "import-wikipedia")
    return {Path(name).stem for name in listed.splitlines() if name.startswith("content/news/2011/05/")}


def test_the_steps_propose_what_is_new_and_add_to_what_is_still_open(
    tmp_path: Path,
    repository: Path,
    wiki: Wiki,  # noqa: F811
) -> None:
    asked = run_import(tmp_path, wiki, "2011-05-01..2011-05-03", open_request=False)
    assert asked.startswith("pr create --base main --head import-wikipedia ")
    assert files_of(repository) == {"news-of-1", "news-of-3", "this-timeline-begins"}
    assert wiki.agents[0].endswith("(https://github.com/me/harbour)")
    again = run_import(tmp_path, wiki, "2011-05-05..2011-05-05", open_request=True)
    assert again == asked
    assert files_of(repository) == {"news-of-1", "news-of-3", "news-of-5", "this-timeline-begins"}


@pytest.mark.usefixtures("repository")
def test_the_steps_propose_nothing_where_nothing_is_new(tmp_path: Path, wiki: Wiki) -> None:  # noqa: F811
    assert run_import(tmp_path, wiki, "2011-05-02..2011-05-02", open_request=False) == ""


def test_a_site_whose_news_come_from_wikipedia_gives_stories_a_kind(tmp_path: Path) -> None:
    create_site(tmp_path / "harbour", Date(2011, 5, 15), INDEX, from_wikipedia=True)
    site = SiteFolder(tmp_path / "harbour")
    assert ("stories", "story") in site.config().fields.contexts
    assert site.problems() == ()
    assert "\nmwparserfromhell==" in (site.path / "requirements.lock").read_text("utf-8")


def test_the_command_makes_it_and_says_what_is_still_to_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "harbour"), "--from", "wikipedia"]) == 0
    said = capsys.readouterr().out
    assert f"made  {tmp_path}/harbour/.github/workflows/import.yml\n" in said
    assert "allow GitHub Actions to create pull requests" in " ".join(said.split())


def test_a_folder_with_keys_of_another_tool_keeps_them_and_is_told_what_to_add(tmp_path: Path) -> None:
    site = SiteFolder(tmp_path / "harbour")
    text = "---\ntitle: A\ndate: 2011-05-15\ntags: [ships, oil]\n---\n"
    site.write({f"content/{name}.md": text for name in "abc"})
    steps = "\n".join(create_site(site.path, Date(2011, 5, 15), INDEX, from_wikipedia=True).steps)
    assert 'contexts.story = ["stories"]' in steps
    assert ("tags", None) in site.config().fields.contexts
