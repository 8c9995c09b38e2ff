"""The workflow that asks after sources: its steps against a web, a repository and a `gh` of this machine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli.main import main
from builder.core.dates import Date
from builder.scaffold.install_source import from_direct_url
from builder.scaffold.new_site import create_site
from tests.linkcheck.web import Web, page, serving
from tests.repository import git
from tests.scaffold.workflow_run import as_on_github, run_workflow
from tests.sites import SiteFolder

ENTRY = "content/news/2011/05/15/a.md"


@pytest.fixture
def web() -> Iterator[Web]:
    """A web on this machine."""
    with serving() as web:
        yield web


def run(tmp_path: Path, web: Web, day: int, *, open_request: bool) -> str:
    """Run the workflow on a day; what was asked of `gh`."""
    checkout = tmp_path / f"run-{day}"
    options = f"--private --today 2031-05-{day:02} --archive-api {web.url('/api', '127.0.0.1')}"
    return run_workflow("sources.yml", checkout, {}, options, open_request=open_request)


def test_the_steps_propose_what_is_dead_and_the_copies_of_others_and_add_to_what_is_still_open(
    tmp_path: Path, web: Web
) -> None:
    site = SiteFolder(tmp_path / "harbour")
    create_site(site.path, Date(2011, 5, 15), from_direct_url(None, Path()), checks_sources=True)
    good, gone = (web.url(path, "127.0.0.1") for path in ("/good", "/gone"))
    site.write({ENTRY: f"---\ntitle: A\nsources:\n  - url: {good}\n  - url: {gone}\n---\n"})
    copy = {"archived_snapshots": {"closest": {"available": True, "status": "200", "url": "https://web.archive.org/1"}}}
    found, none = (page(content=json.dumps(each).encode()) for each in (copy, {}))
    api = "/api?url=http%3A%2F%2F127.0.0.1%3A{}%2F{}&timestamp=20110515"
    web.pages = {
        "/good": page(),
        api.format(web.port, "good"): found,
        api.format(web.port, "gone"): none,
    }
    repository = as_on_github(site.path, tmp_path)
    asked = run(tmp_path, web, 1, open_request=False)
    assert asked.startswith("pr create --base main --head check-sources ")
    assert web.agents[0].endswith("(https://github.com/me/harbour)")
    assert f"- url: {good}\n    archive_url: https://web.archive.org/1\n" in git(
        repository, "show", f"check-sources:{ENTRY}"
    )
    assert "note: the source" in (tmp_path / "body.md").read_text("utf-8")
    assert "pr edit check-sources" in run(tmp_path, web, 2, open_request=True)
    assert "is dead since 2031-05-01" in (tmp_path / "body.md").read_text("utf-8")
    line = git(repository, "show", "check-sources:.sources.jsonl")
    assert json.loads(line)["days"] == 2


def test_the_command_makes_it_and_says_what_is_still_to_be_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(tmp_path / "harbour"), "--check-sources"]) == 0
    said = capsys.readouterr().out
    assert f"made  {tmp_path}/harbour/.github/workflows/sources.yml\n" in said
    assert "allow GitHub Actions to create pull requests" in " ".join(said.split())
