"""The command `publish`, as a person or a workflow runs it."""

import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.cli.main import main
from builder.publishing.folder import FolderStore
from builder.publishing.manifest import NAME, decode
from tests.publishing.s3_server import BUCKET, S3Server, s3_server
from tests.sites import SiteFolder, tree

FIRST = "content/news/2011/05/15/first.md"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    """An S3 server, which the environment names."""
    with s3_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def run(site: SiteFolder, *arguments: str) -> int:
    """Run `dateline publish` on a site."""
    return main(["publish", *arguments, "--site", str(site.path)])


def published(folder: Path) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if not name.startswith(".dateline")}


def test_a_site_is_built_and_published_into_a_folder(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "web"
    assert run(two_entries, str(web)) == 0
    assert published(web) == published(two_entries.output)
    files = len(published(web))
    assert re.fullmatch(rf"{files} files uploaded, 0 deleted, 0 unchanged, \d+\.\d\d s\n", capsys.readouterr().out)
    two_entries.write({"dateline.toml": f'publish.to = "{web}"\ntitle = "Other"\n'})
    assert run(two_entries, "--quiet", "--take-over") == 0
    assert published(web) == published(two_entries.output)
    assert capsys.readouterr().out == ""


def test_a_site_is_published_into_a_bucket_with_the_requests_that_changes_need(
    two_entries: SiteFolder, server: S3Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = tmp_path / "changed"
    assert run(two_entries, f"s3://{BUCKET}/site", "--base-url", "https://example.org/site/") == 0
    server.asked.clear()
    assert run(two_entries, f"s3://{BUCKET}/site", "--base-url", "https://example.org/site/") == 0
    assert len(server.asked) == 1
    two_entries.write({FIRST: "---\ntitle: Foremost\ncontexts: [Iran, United Nations]\n---\n"})
    server.asked.clear()
    to = ["--base-url", "https://example.org/site/", "--changed", str(changed)]
    assert run(two_entries, f"s3://{BUCKET}/site", *to) == 0
    uploads = [path for path in changed.read_text().splitlines() if not path.endswith("/")]
    assert "/site/news/2011/05/15/first.html" in uploads
    assert {"/site/index.html", "/site/"} <= {*changed.read_text().splitlines()}
    assert len(server.asked) == len(uploads) + 3
    assert run(two_entries, f"s3://{BUCKET}/site", *to, "--verify") == 0
    assert "0 files uploaded" in capsys.readouterr().out


def test_a_dry_run_says_what_would_be_done(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "web"
    assert run(two_entries, str(web), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "upload  index.html\n" in said
    assert said.splitlines()[-1].split(",")[1:3] == [" 0 to delete", " 0 unchanged"]
    assert not web.exists()


def test_what_is_refused_is_told_in_one_line_with_what_to_do(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web = tmp_path / "web"
    assert run(two_entries, str(web), "--quiet") == 0
    (two_entries.path / FIRST).unlink()
    assert run(two_entries, str(web), "--quiet", "--max-deletes", "0") == 1
    said = capsys.readouterr().err
    assert re.search(
        r"^\d files would be deleted, and the limit is 0; see whether .* say --max-deletes \d\.$", said, re.M
    )
    (web / ".dateline-published").unlink()
    assert run(two_entries, str(web), "--quiet") == 1
    assert "something lies there that Dateline did not publish" in capsys.readouterr().err


@pytest.mark.parametrize("setting", ["publish.to = 5", 'publish.to = "s3://"', 'publish.too = "web"'])
def test_what_is_wrong_with_the_setting_is_told_with_its_line(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str], setting: str
) -> None:
    two_entries.write({"dateline.toml": f"{setting}\n"})
    assert run(two_entries) == 1
    assert "dateline.toml:1: " in capsys.readouterr().err


@pytest.mark.parametrize("file", ["content/about.md", "output/changed.txt", "templates/changed"])
def test_a_list_of_changes_takes_no_place_among_the_sites_own_files(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    with pytest.raises(SystemExit):
        run(two_entries, str(tmp_path / "web"), "--changed", str(two_entries.path / file))
    assert "write over the site's own files" in capsys.readouterr().err
    assert not (two_entries.path / file).exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_list_of_changes_that_could_not_be_written_is_told_by_the_next_run(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web, changed = str(tmp_path / "web"), tmp_path / "changed"
    assert run(two_entries, web) == 0
    two_entries.write({FIRST: "---\ntitle: Foremost\ncontexts: [Iran, United Nations]\n---\n"})
    assert run(two_entries, web, "--changed", "/dev/full") == 1
    assert "/dev/full: No space left on device" in capsys.readouterr().err
    assert run(two_entries, web, "--changed", str(changed)) == 0
    assert "/news/2011/05/15/first.html" in changed.read_text().splitlines()
    assert run(two_entries, web, "--changed", str(changed)) == 0
    assert changed.read_text() == ""


def test_a_list_of_changes_that_cannot_be_written_is_told_before_anything_is_published(
    two_entries: SiteFolder, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(two_entries, str(tmp_path / "web"), "--changed", str(tmp_path / "nowhere/changed")) == 1
    assert "nowhere/changed: No such file" in capsys.readouterr().err
    assert not (tmp_path / "web").exists()


@pytest.mark.parametrize(
    "target", ["", "s3:harbour", "ftp://a.example", "content/web", "output", ".", "s3://key@harbour"]
)
def test_no_other_place_can_be_published_into(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, target: str
) -> None:
    monkeypatch.chdir(two_entries.path)
    with pytest.raises(SystemExit) as ended:
        run(two_entries, *([target] if target else []))
    assert ended.value.code == 2


def test_a_bucket_needs_an_extra_which_is_named_where_it_is_missing(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.delitem(sys.modules, "builder.publishing.bucket", raising=False)
    assert run(two_entries, "s3://harbour") == 1
    assert capsys.readouterr().err.endswith("-m pip install obstore\nTo read more: dateline help publish\n")
    assert not two_entries.output.exists()


def test_a_run_that_is_asked_to_end_leaves_no_claim_and_the_next_one_goes_on(
    two_entries: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = tmp_path / "web"
    with monkeypatch.context() as patch:
        patch.setattr(FolderStore, "delete", lambda *_: signal.raise_signal(signal.SIGTERM))
        assert run(two_entries, str(web)) == 130
    assert decode((web / NAME).read_bytes()).claim == ""
    assert run(two_entries, str(web)) == 0
