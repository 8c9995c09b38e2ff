"""The command `dateline`: what it prints, and how a run ends."""

import errno
import importlib
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any, NoReturn
from unittest.mock import Mock

import pytest

from builder import __version__
from builder.__main__ import run
from builder.build.verify import Verified
from builder.cli import main
from builder.cli.options import cpu_count
from builder.output.inspect import STAGING
from tests.repository import committed
from tests.sites import SiteFolder, tree

ROOT = Path(__file__).resolve().parents[2]
DAY = "content/news/2011/05/15"


def python(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run `python -m builder` in a process of its own."""
    command = [sys.executable, "-m", "builder", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=60)


def exit_status(*arguments: str) -> Any:
    """How a run that argparse ends."""
    with pytest.raises(SystemExit) as ended:
        main.main(arguments)
    return ended.value.code


def test_a_site_over_its_budget_is_reported_with_what_is_heaviest_in_it(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    large = Random(1).randbytes(1_100_000)
    two_entries.write({"dateline.toml": "packed_budget = 1\n", "content/large.bin": large})
    assert two_entries.run() == 1
    printed = capsys.readouterr().err.splitlines()
    assert "[site-too-large]" in printed[0]
    assert any(line.endswith("  large.bin") and "1.1 MB" in line for line in printed[1:])


def test_a_successful_build_ends_with_one_line_of_summary(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert two_entries.run() == 0
    printed = capsys.readouterr()
    *_, summary = printed.out.splitlines()
    assert re.fullmatch(
        r"2 entries, 2 days, 2 topics, \d+ pages, \d+ files written, [\d,]+ bytes, \d+\.\d\d s", summary
    )
    assert printed.err == ""


def test_the_summary_is_true(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.run()
    files = {name: data for name, data in two_entries.tree().items() if name != ".dateline-files"}
    summary = capsys.readouterr().out.replace(",", "")
    assert f" {sum(name.endswith('.html') for name in files)} pages " in summary
    assert f" {len(files)} files written " in summary
    assert f" {sum(map(len, files.values()))} bytes " in summary


def test_sizes_are_printed_also_where_nothing_changed(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    two_entries.run("--sizes")
    first = capsys.readouterr().out.splitlines()
    packed = r"about [\d.]+ kB packed for the upload, [\d.]+% of what GitHub Pages takes"
    assert re.fullmatch(rf"[\d.]+ kB in \d+ files, {packed}\. The heaviest:", first[0])
    assert re.search(r"\d  entry \([\d.]+ kB in 2 files\)$", "\n".join(first), re.MULTILINE)
    assert {f"  {two_entries.static('style.css')}", "  news/", "  news/2011/"} <= {line[10:] for line in first[1:-1]}
    two_entries.run("--sizes")
    assert capsys.readouterr().out.splitlines()[:-1] == first[:-1]


def test_a_second_run_writes_nothing(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.run()
    capsys.readouterr()
    two_entries.run()
    assert ", 0 files written, " in capsys.readouterr().out


def test_clean_writes_all_files_again(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.run()
    first = capsys.readouterr().out.rpartition(",")[0]
    two_entries.run("--clean")
    assert capsys.readouterr().out.rpartition(",")[0] == first


def test_one_of_a_thing_is_not_many(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write({f"{DAY}/a.md": "---\ntitle: A\ncontexts: [Iran]\n---\n"})
    site.run()
    assert capsys.readouterr().out.startswith("1 entry, 1 day, 1 topic, ")


WARNED = {f"{DAY}/a.md": "---\ntitle: A\nweather: rain\n---\n"}
WRONG = WARNED | {f"{DAY}/b.md": ""}


def test_warnings_go_to_the_error_stream_and_are_counted(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(WARNED)
    assert site.run() == 0
    printed = capsys.readouterr()
    assert printed.err.splitlines()[0].startswith(f"{DAY}/a.md:3: warning: ")
    assert printed.err.splitlines()[1:] == ["To read more: dateline help unknown-key", "1 warning"]
    assert printed.out.startswith("1 entry")


def test_errors_are_counted_and_nothing_goes_to_the_output_stream(
    site: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    site.write(WRONG)
    assert site.run() == 1
    printed = capsys.readouterr()
    assert printed.err.splitlines()[-1] == "1 error, 1 warning"
    assert printed.out == ""


def test_quiet_prints_nothing_of_a_successful_build(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(WARNED)
    assert site.run("--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert (site.output / "index.html").exists()


def test_quiet_prints_errors(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(WRONG)
    assert site.run("--quiet") == 1
    assert f"{DAY}/b.md: the file is empty" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/", "http://example.org/repo/"])
def test_a_base_url_makes_a_sitemap_of_full_addresses(two_entries: SiteFolder, url: str) -> None:
    assert two_entries.run("--base-url", url) == 0
    assert f"<loc>{url.rstrip('/')}/news/2011/05/15/first.html</loc>" in two_entries.page("sitemap.xml")


@pytest.mark.parametrize(
    "url", ["example.org", "/repo/", "ftp://example.org/", "https://", "https://a b/", "https://a/?q", "https://a/#x"]
)
def test_what_is_no_base_url_is_a_wrong_command_line(
    two_entries: SiteFolder, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status("build", "--site", str(two_entries.path), "--base-url", url) == 2
    assert "--base-url: must be an address such as https://" in capsys.readouterr().err
    assert not two_entries.output.exists()


@pytest.mark.parametrize("url", ["http://x/../y", "http://x/./", "http://x/.."])
def test_a_base_url_with_folders_that_are_none_is_a_wrong_command_line(
    two_entries: SiteFolder, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status("build", "--site", str(two_entries.path), "--base-url", url) == 2
    assert "--base-url: must name its folders without . and .." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("command", "option", "message"),
    [("build", "--output", "must name a folder"), ("serve", "--host", "such as 127.0.0.1")],
)
def test_an_option_that_is_empty_is_a_wrong_command_line(
    two_entries: SiteFolder, command: str, option: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(command, "--site", str(two_entries.path), option, "") == 2
    assert message in capsys.readouterr().err


def test_an_empty_base_url_takes_the_one_of_the_settings_away(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": 'base_url = "https://example.org/"\n'})
    two_entries.run()
    assert (two_entries.output / "sitemap.xml").exists()
    assert two_entries.run("--base-url", "") == 0
    assert not (two_entries.output / "sitemap.xml").exists()
    assert not any(b"example.org" in data for data in two_entries.tree().values())


@pytest.mark.parametrize("jobs", ["0", "-1", "1.5", "two", "", "²"])
def test_a_wrong_number_of_jobs_is_a_wrong_command_line(two_entries: SiteFolder, jobs: str) -> None:
    assert exit_status("build", "--site", str(two_entries.path), f"--jobs={jobs}") == 2
    assert not two_entries.output.exists()


def test_an_executor_that_there_is_not_is_a_wrong_command_line(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status("build", "--site", str(two_entries.path), "--executor", "ray://host:1") == 2
    told = capsys.readouterr().err
    assert "--executor: 'ray://host:1' is no executor; write dask://host:8786, tls://host:8786, loky or loky:4" in told


def test_an_executor_needs_an_extra_which_is_named_where_it_is_missing(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert two_entries.run("--executor", "loky") == 0  # for two entries nobody is asked
    monkeypatch.setitem(sys.modules, "loky", None)
    monkeypatch.setattr("builder.content.read.MIN_PARALLEL_READS", 1)
    capsys.readouterr()
    assert two_entries.run("--executor", "loky", "--clean") == 1
    assert capsys.readouterr().err.endswith("-m pip install loky\nTo read more: dateline help build\n")


@pytest.mark.parametrize("jobs", ["1", "2", "64"])
def test_any_whole_number_of_jobs_will_do(two_entries: SiteFolder, jobs: str) -> None:
    assert two_entries.run("--jobs", jobs) == 0


@pytest.mark.parametrize("arguments", [(), ("bild",), ("build", "--sight", "x"), ("build", "x"), ("build", "--site")])
def test_a_wrong_command_line_ends_with_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert exit_status(*arguments) == 2
    assert "usage: dateline" in capsys.readouterr().err
    assert not any(tmp_path.iterdir())


WRONG_LINES = [
    ("", ""),
    ("bild", ""),
    ("build --jobs none", "build"),
    ("build", "content-missing"),
    ("check", "content-missing"),
    ("diff", "diff"),
    ("diff main", "diff"),
    ("explain nothing", "explain"),
    ("export csv", "export"),
    ("import csv", "import"),
    ("import csv missing.csv", "import"),
    ("init", "init"),
    ("new", "new"),
    ("new Title", "new"),
    ("publish", "publish"),
    ("schema nothing", "schema"),
    ("serve --prot 1", "serve"),
    ("sources check --limit none", "sources check"),
    ("topics", "topics"),
    ("topics merge Harbour", "topics merge"),
    ("verify nowhere", "verify"),
]


@pytest.mark.parametrize(("line", "page"), WRONG_LINES)
def test_every_error_names_one_page_of_the_manual(
    line: str, page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    try:
        status = main.main(line.split())
    except SystemExit as ended:
        status = ended.code  # type: ignore[assignment]  # argparse ends with a number
    assert status in {1, 2}
    told = "".join(capsys.readouterr()).splitlines()
    assert [each for each in told if "To read more" in each] == [f"To read more: dateline help {page}".rstrip()]
    assert main.main(["help", *page.split()]) == 0


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("version", 'there is no "version"; did you mean "--version"?'),
        ("-v", 'there is no option "-v"; did you mean "--version"?'),
        ("--verison", 'there is no option "--verison"; did you mean "--version"?'),
        ("build -q", 'there is no option "-q"; did you mean "--quiet"?'),
        ("build --quite", 'there is no option "--quite"; did you mean "--quiet"?'),
    ],
)
def test_a_misspelt_option_is_told_with_what_was_meant(
    line: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(*line.split()) == 2
    assert f": error: {told}\n" in capsys.readouterr().err


def test_drafts_are_published_only_if_asked_for(two_entries: SiteFolder) -> None:
    two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\ndraft: true\ncontexts: [Secret]\n---\n"})
    two_entries.run("--drafts")
    assert "Third" in two_entries.page("news/2011/05/15/third.html")
    two_entries.run()
    assert not any(b"Third" in data or b"Secret" in data for data in two_entries.tree().values())


def test_the_output_option_counts_from_the_current_folder(
    two_entries: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert two_entries.run("--output", "public") == 0
    assert (tmp_path / "here/public/index.html").exists()
    assert not two_entries.output.exists()


def test_the_output_setting_counts_from_the_site_folder(
    two_entries: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    two_entries.write({"dateline.toml": 'output = "public/site"\n'})
    assert two_entries.run() == 0
    assert (two_entries.path / "public/site/index.html").exists()


def test_the_site_is_the_current_folder_if_none_is_named(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_entries.path)
    assert main.main(["build", "--quiet"]) == 0
    assert (two_entries.output / "index.html").exists()


def test_a_folder_without_a_site_is_an_error_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert SiteFolder(tmp_path / "empty").run() == 1
    told = capsys.readouterr().err
    assert "[content-missing]" in told
    assert "`dateline init`" in told
    assert not any((tmp_path / "empty").iterdir())


def test_a_full_disk_ends_in_one_line_and_leaves_the_output(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device", "/disk/index.html")

    two_entries.run("--jobs", "1")
    before = two_entries.tree()
    capsys.readouterr()
    two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\n---\n"})
    monkeypatch.setattr("builder.build.rendered_batches.stage", full)
    assert two_entries.run("--jobs", "1") == 1
    assert capsys.readouterr() == (
        "",
        "/disk/index.html: No space left on device; the build stopped; make room on that disk, and try again\n"
        "To read more: dateline help build\n",
    )
    assert two_entries.tree() == before
    assert not (two_entries.output / STAGING).exists()


class Interrupting(ModuleType):
    """A module while whose import Ctrl-C is pressed."""

    def __getattr__(self, _: str) -> NoReturn:
        raise KeyboardInterrupt


def test_ctrl_c_ends_with_130_and_says_what_to_do(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.build.pipeline.build", interrupted)
    assert two_entries.run() == 130
    assert capsys.readouterr().err == "Stopped. The next build completes what this one began.\n"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_next_build_completes_one_that_ctrl_c_stopped(site: SiteFolder, tmp_path: Path, jobs: str) -> None:
    site.write({f"{DAY}/e{n}.md": f"---\ntitle: E{n}\ncontexts: [C{n % 7}]\n---\nText.\n" for n in range(1500)})
    command = [sys.executable, "-m", "builder", "build", "--site", str(site.path), "--jobs", jobs]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        try:
            wait_for(site.output / STAGING, running)
            running.send_signal(signal.SIGINT)
            printed = running.communicate(timeout=20)[1]
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            pytest.fail("the build did not end")
    assert running.returncode == 130
    assert printed == "Stopped. The next build completes what this one began.\n"
    for file in list((site.path / DAY).iterdir())[20:]:
        file.unlink()
    assert site.run() == 0
    site.build(output=tmp_path / "clean")
    assert site.tree() == tree(tmp_path / "clean")


def wait_for(folder: Path, running: subprocess.Popen[str]) -> None:
    """Wait until a running build has made a folder."""
    deadline = time.monotonic() + 60
    while not folder.exists():
        assert running.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_the_command_is_also_a_module_and_tells_its_version() -> None:
    done = python("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"dateline {__version__}\n", "")


def test_the_module_ends_with_the_status_of_the_command(site: SiteFolder) -> None:
    site.write(WRONG)
    done = python("build", "--site", str(site.path), "--jobs", "1")
    assert done.returncode == 1
    assert done.stderr.endswith("1 error, 1 warning\n")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("status", [0, 1, 130])
def test_the_program_ends_with_the_status_of_the_command_and_flushes_what_it_printed(status: int) -> None:
    says = f"print('Said.') or print('Told.', file=sys.stderr) or {status}"
    script = f"import sys; from builder import __main__; __main__.main = lambda: {says}; __main__.run()"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (status, "Said.\n", "Told.\n")


def test_the_program_ends_without_freeing_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.__main__.main", lambda: 3)
    monkeypatch.setattr("os._exit", ended := Mock(side_effect=SystemExit))
    with pytest.raises(SystemExit):
        run()
    ended.assert_called_once_with(3)


@pytest.mark.parametrize(("command", "status"), [("serve", 0), ("build", 130)])
def test_ctrl_c_while_a_command_is_loaded_is_no_traceback(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, command: str, status: int
) -> None:
    monkeypatch.setitem(sys.modules, "builder.serve.server", Interrupting("builder.serve.server"))
    monkeypatch.setitem(sys.modules, "builder.build.pipeline", Interrupting("builder.build.pipeline"))
    assert main.main([command, "--site", str(two_entries.path), "--jobs", "1"]) == status


def test_ctrl_c_before_the_command_is_loaded_ends_with_130_and_without_a_word() -> None:
    script = (
        "import signal, sys\n"
        "class Pressing:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'builder.cli.main': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressing())\n"
        "from builder.__main__ import run; run()\n"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("name", ["stdout", "stderr"])
def test_the_program_ends_well_where_its_output_is_closed(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for stream in (None, Mock(flush=Mock(side_effect=BrokenPipeError))):
        monkeypatch.setattr(f"sys.{name}", stream)
        monkeypatch.setattr("builder.__main__.main", lambda: 0)
        monkeypatch.setattr("os._exit", ended := Mock(side_effect=SystemExit))
        with pytest.raises(SystemExit):
            run()
        ended.assert_called_once_with(0)


def test_the_program_is_what_the_package_installs() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    module, _, name = settings["project"]["scripts"]["dateline"].partition(":")
    assert getattr(importlib.import_module(module), name) is run


def test_there_is_at_least_one_core() -> None:
    assert cpu_count() >= 1


def test_help_names_every_option_of_build(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status("build", "--help") == 0
    described = capsys.readouterr().out
    for option in ("--site", "--output", "--base-url", "--jobs", "--clean", "--drafts", "--quiet"):
        assert option in described


def test_timings_name_every_step_and_the_slowest_pages(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert two_entries.run("--timings", "--jobs", "1") == 0
    *steps, last = capsys.readouterr().out.rstrip("\n").split("\n")
    steps, pages = steps[: steps.index("The slowest pages:")], steps[steps.index("The slowest pages:") + 1 :]
    assert all(re.fullmatch(r"\w+ +\d+\.\d{3} s", step) for step in steps)
    assert {step.split()[0] for step in steps} == {
        *("survey", "load", "read", "history", "relate", "plan", "render", "search", "write", "remember")
    }
    assert len(pages) == 10
    matches = [re.fullmatch(r" +(\d+\.\d) ms  (\S+)", page) for page in pages]
    assert all(match and (two_entries.output / match[2]).exists() for match in matches)
    took = [float(match[1]) for match in matches if match]
    assert took == sorted(took, reverse=True)
    assert last.startswith("2 entries, ")


def test_timings_name_the_templates_that_only_jinja_can_render(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = '{% extends "base.html" %}{% block main %}{% filter upper %}x{% endfilter %}{% endblock %}'
    two_entries.write({"templates/day.html": slow, "templates/page.html": slow, "content/about.md": "# About\n"})
    for jobs in ("1", "2"):
        assert two_entries.run("--timings", "--clean", "--jobs", jobs) == 0
        lines = capsys.readouterr().out.splitlines()
        assert "Rendered by Jinja itself, which takes longer: day.html, page.html" in lines


def test_the_timings_are_no_longer_than_the_build(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.run("--timings", "--jobs", "1")
    printed = capsys.readouterr().out
    seconds = [float(number) for number in re.findall(r"^\w+ +(\d+\.\d{3}) s$", printed, re.MULTILINE)]
    assert sum(seconds) <= float(printed.split()[-2]) + 0.01


def test_the_timings_of_a_build_with_nothing_to_do_are_those_of_the_survey(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    two_entries.run()
    capsys.readouterr()
    two_entries.run("--timings")
    step, summary = capsys.readouterr().out.splitlines()
    assert step.startswith("survey ")
    assert ", 0 files written, " in summary


def test_quiet_timings_are_timings_only(two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    two_entries.run("--timings", "--quiet")
    printed = capsys.readouterr().out
    assert printed.startswith("survey ")
    assert "2 entries" not in printed


def verify(site: SiteFolder, *arguments: str) -> int:
    """Run `dateline verify` on a site."""
    return main.main(["verify", "--site", str(site.path), "--jobs", "1", *arguments])


def test_verify_builds_and_says_that_the_output_is_that_of_a_clean_build(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(two_entries) == 0
    files = len(two_entries.tree()) - 1
    assert capsys.readouterr() == (f"The output is what a clean build makes: {files} files compared.\n", "")


def test_verify_ends_with_1_and_the_first_difference(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builder.build.verify.difference", lambda *_: "index.html:3: 'a' is there")
    assert verify(two_entries) == 1
    assert capsys.readouterr() == (
        "",
        "The build differs from a clean one: index.html:3: 'a' is there\n"
        "Please report this; until it is mended, build with --clean.\nTo read more: dateline help verify\n",
    )


def test_verify_says_that_something_else_changed_the_output(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    verified = Verified(5, "index.html:3: 'a' is there", is_ours=False)
    monkeypatch.setattr("builder.build.verify.verify", lambda *_: verified)
    assert verify(two_entries) == 1
    assert capsys.readouterr().err.splitlines()[1] == (
        "Something else changed the output; `dateline build --clean` puts it right."
    )


def test_verify_ends_with_1_and_the_words_that_pages_lose(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("builder.build.verify.verify", lambda *_: Verified(5, None, lost=("content/a.md:7: ship",)))
    assert verify(two_entries) == 1
    assert capsys.readouterr().err == (
        "These words are not on their pages, or not in their order:\ncontent/a.md:7: ship\n"
        "Please report this: every word of a text belongs on its page.\nTo read more: dateline help verify\n"
    )


def test_verify_ends_with_1_if_the_site_has_errors(site: SiteFolder, capsys: pytest.CaptureFixture[str]) -> None:
    site.write(WRONG)
    assert verify(site) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.endswith("1 error, 1 warning\n")
    assert not site.output.exists()


def test_verify_refuses_an_output_that_no_build_made(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    two_entries.write({"output/mine.txt": "Mine."})
    assert verify(two_entries) == 1
    assert "[output-refused]" in capsys.readouterr().err
    assert two_entries.tree() == {"mine.txt": b"Mine."}


def test_quiet_verify_prints_nothing_if_all_is_well(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verify(two_entries, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_verify_takes_the_options_of_build(two_entries: SiteFolder, tmp_path: Path) -> None:
    two_entries.write({f"{DAY}/third.md": "---\ntitle: Third\ndraft: true\n---\n"})
    output = str(tmp_path / "other")
    assert verify(two_entries, "--drafts", "--output", output, "--base-url", "https://example.org/") == 0
    assert (tmp_path / "other/news/2011/05/15/third.html").exists()
    assert (tmp_path / "other/sitemap.xml").exists()
    assert not two_entries.output.exists()


def test_verify_has_no_options_that_only_a_build_has(
    two_entries: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    for option in ("--clean", "--timings"):
        assert exit_status("verify", "--site", str(two_entries.path), option) == 2
        printed = capsys.readouterr().err
        assert printed.startswith("usage: dateline verify ")
        assert printed.endswith(
            f"dateline verify: error: unrecognized arguments: {option}\nTo read more: dateline help verify\n"
        )


def test_ctrl_c_ends_verify_with_130(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("builder.build.verify.build", interrupted)
    assert verify(two_entries) == 130
    assert capsys.readouterr().err.startswith("Stopped.")


def test_options_name_folders_anywhere(two_entries: SiteFolder) -> None:
    elsewhere = two_entries.path.parent / "elsewhere"
    two_entries.write({"../elsewhere/own/404.html": "Gone."})
    (two_entries.path / "content").rename(elsewhere / "content")
    folders = {"content": "content", "templates": "own", "output": "out"}
    assert two_entries.run(*[f"--{name}={elsewhere / folder}" for name, folder in folders.items()]) == 0
    assert (elsewhere / "out/404.html").read_text() == "Gone."
    assert (elsewhere / "out/news/2011/05/15/first.html").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bild"], 'there is no "bild"; did you mean "build"?'),
        (["xyzzy"], 'there is no "xyzzy"; there are build, '),
        (["topics", "marge"], 'there is no "marge"; did you mean "merge"?'),
        (["build", "--outptu", "x"], 'there is no option "--outptu"; did you mean "--output"?'),
        (["build", "--qiet=1"], 'there is no option "--qiet"; did you mean "--quiet"?'),
        (["build", "--xyzzy"], "unrecognized arguments: --xyzzy"),
        (["export", "jsno", "x"], 'there is no "jsno"; did you mean "jsonl"?'),
    ],
)
def test_of_what_is_misspelt_it_is_said_what_was_meant(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["schema"], "required: WHAT; WHAT is one of settings, entry, topic"),
        (["import"], "required: FORMAT, SOURCE; FORMAT is one of "),
        (["export", "csv"], "required: FILE\n"),
        (["topics"], "required: COMMAND; COMMAND is one of list, "),
    ],
)
def test_of_what_is_missing_it_is_said_what_it_may_be(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_status(*arguments) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check", "verify"])
def test_a_site_is_named_without_an_option_too(two_entries: SiteFolder, command: str) -> None:
    assert main.main(["build", str(two_entries.path), "--quiet"]) == 0
    assert main.main([command, str(two_entries.path)]) == 0
    assert (two_entries.output / "index.html").is_file()


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status("build", "nowhere") == 2
    assert "there is no folder nowhere" in capsys.readouterr().err


def test_want_of_memory_is_told_with_what_to_do_also_where_python_calls_it_an_error_of_its_own(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(error: Exception) -> int:
        def raising(*_: object) -> None:
            raise error

        monkeypatch.setattr("builder.cli.options.load_config", raising)
        return two_entries.run()

    unloaded = ImportError("/lib/_posixsubprocess.so: failed to map segment from shared object")
    for error in (MemoryError(), SystemError("error return without exception set"), unloaded):
        assert fail(error) == 1
        assert capsys.readouterr().err.startswith("There is not enough memory; try --jobs 1")
    with pytest.raises(SystemError, match="unknown opcode"):
        fail(SystemError("unknown opcode"))
    with pytest.raises(ImportError, match="no module"):
        fail(ImportError("no module"))


@pytest.mark.parametrize("way", ["content setting", "templates setting", "content link", "templates link"])
@pytest.mark.parametrize(
    "command",
    [
        ["build", "--keep-going"],
        ["check"],
        ["diff", "main"],
        ["export", "jsonl", "-"],
        ["new", "Foo", "--date", "2011-05-15"],
        ["serve", "--port", "0"],
        ["topics", "list"],
        ["verify"],
    ],
    ids=lambda command: command[0],
)
def test_nothing_is_read_or_written_where_a_folder_of_the_settings_leads_out_of_the_site(
    two_entries: SiteFolder, command: list[str], way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name, how = way.split()
    secret = two_entries.path.parent / "secret"
    for file in ("news/2011/05/15/a.md", "entry.html"):
        (secret / file).parent.mkdir(parents=True, exist_ok=True)
        (secret / file).write_text("---\nTOKEN: [TOKEN\n---\n{{ TOKEN }}\n")
    before = tree(secret)
    two_entries.write({"templates/keep.html": ""})
    committed(two_entries.path)
    if how == "setting":
        two_entries.write({"dateline.toml": f'{name} = "../secret"\n'})
    else:
        (two_entries.path / name).rename(two_entries.path / f"old-{name}")
        (two_entries.path / name).symlink_to("../secret")
    assert main.main([*command, "--site", str(two_entries.path)]) == 1
    printed = "".join(capsys.readouterr())
    assert f"the setting {name} leads out of the site's folder, to {secret}" in printed
    assert printed.count("[setting-invalid]") == 1
    assert "TOKEN" not in printed
    assert tree(secret) == before
