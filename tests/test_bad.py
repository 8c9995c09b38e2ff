"""What a build says of every kind of wrong file, and of unusual files that are right."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from builder.config.config import Config
from builder.config.setting import settings_of
from builder.core.dates import Date
from builder.core.problems import FINDINGS, Code, Problem, Severity
from tests.repository import committed
from tests.sites import SiteFolder

BAD = Path(__file__).parent / "bad"
CASES = sorted(folder.name for folder in BAD.iterdir() if folder.is_dir())
OF_BUILDS = {code.slug for code in set(Code) - FINDINGS}
TODAY = Date(2031, 12, 31)
"""The day that counts as today, so that only what is meant to be lies in the future."""


def _unreadable(site: SiteFolder) -> None:
    """A link that leads nowhere: root, too, cannot open it."""
    (site.path / "content/news/2031/05/15/ferry.md").symlink_to("gone.md")
    os.mkfifo(site.path / "content/pipe.txt")


def _links_out(site: SiteFolder) -> None:
    (site.path / "content/map.txt").symlink_to(site.path / "outside/map.txt")
    (site.path / "content/maps").symlink_to(site.path / "outside")


def _strange_output(site: SiteFolder) -> None:
    site.write({"output/notes.txt": "Mine.", "output/news/mine.txt": "Mine."})


def _strange_names(site: SiteFolder) -> None:
    site.write({"content/a\nb.txt": "Two lines."})
    with open(os.fsencode(site.path / "content") + b"/caf\xe9.txt", "wb") as file:
        file.write(b"Latin-1.")


def _foreign_names(site: SiteFolder) -> None:
    """Names that a checkout on Windows would fail at, and entries that it would have one file for."""
    names = ("aux.txt", "what?.txt", "end.", f"{'a' * 250}.txt")
    site.write({f"content/news/{name}": "Chart." for name in names})
    for day, name in enumerate(("storm", "Storm", "caf\u00e9", "cafe\u0301"), 10):
        site.write({f"content/news/{name}.md": f"---\ntitle: A storm\ndate: 2031-05-{day}\n---\nText.\n"})


def _shallow(site: SiteFolder) -> None:
    """What a checkout leaves that fetches the last commit only."""
    commit = committed(site.path)
    site.write({".git/shallow": f"{commit}\n"})


def _large_texts(site: SiteFolder) -> None:
    """A file, a text and front matter, each larger than it may be."""
    front = "---\ntitle: A ferry\n---\n"
    site.write(
        {
            "content/news/2031/05/15/file.md": front + "A ship. " * 125_000,
            "content/news/2031/05/15/links.md": front + "[[ship]] " * 10_000,
            "content/news/2031/05/15/table.md": f"{front}{'|a' * 250}\n{'|-' * 250}\n" + "|b\n" * 250,
            "content/news/2031/05/15/header.md": f"---\ntitle: A ferry\ncontexts: [{'ship, ' * 20_000}]\n---\nText.\n",
        }
    )


def _large(site: SiteFolder) -> None:
    site.write({"content/film.mp4": bytes(20_000_000)})


def _large_packed(site: SiteFolder) -> None:
    """A file that does not get smaller when it is compressed."""
    site.write({"content/film.mp4": Random(1).randbytes(20_000_000)})


PREPARE: Mapping[str, Callable[[SiteFolder], None]] = {
    "file-name": _strange_names,
    "file-unreadable": _unreadable,
    "history-missing": _shallow,
    "name-unportable": _foreign_names,
    "output-refused": _strange_output,
    "text-too-large": _large_texts,
    "site-large": _large,
    "site-too-large": _large_packed,
    "symbolic-link": _links_out,
}
"""What git cannot hold well, made before the build."""

GOOD = "---\ntitle: Good\n---\nText.\n"
DAY = "content/news/2031/05/15"


@pytest.fixture(scope="session")
def good_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of another, good site left."""
    good = SiteFolder(tmp_path_factory.mktemp("good"))
    good.write({"content/news/2030/01/1/good.md": GOOD})
    good.build()
    return good.output


@pytest.fixture(scope="session", params=CASES)
def case(request: pytest.FixtureRequest) -> str:
    """Each case in turn: all tests of one follow one another, so that they share its build."""
    return str(request.param)


def copied(case: str, folder: Path, good_output: Path) -> SiteFolder:
    """A copy of a case's folder, whose output holds another, good site."""
    shutil.copytree(BAD / case, folder)
    shutil.copytree(good_output, folder / "output")
    site = SiteFolder(folder)
    if prepare := PREPARE.get(case):
        prepare(site)
    return site


@pytest.fixture
def bad(case: str, tmp_path: Path, good_output: Path) -> SiteFolder:
    """A copy of a case's folder that nothing was done to yet."""
    return copied(case, tmp_path / "bad", good_output)


@dataclass(frozen=True)
class Published:
    """What lies in an output, and when each file and folder of it was last changed."""

    files: dict[str, bytes]
    times: dict[str, int]


@dataclass(frozen=True)
class BuiltCase:
    """A case that was built, what the build said, and what lay in the output before and after it."""

    site: SiteFolder
    problems: tuple[Problem, ...]
    before: Published
    after: Published


@pytest.fixture(scope="session")
def built(case: str, tmp_path_factory: pytest.TempPathFactory, good_output: Path) -> Iterator[BuiltCase]:
    """A copy of a case's folder that was built once, for all tests that only look at that."""
    folder = tmp_path_factory.mktemp("built")
    site = copied(case, folder / "bad", good_output)
    before = published(site)
    problems = site.problems(today=TODAY)
    yield BuiltCase(site, problems, before, published(site))
    shutil.rmtree(folder)


def expected(site: SiteFolder) -> list[str]:
    """The lines that the build should print for its problems; {settings} stands for the names of all settings."""
    names = [each.name for each in settings_of(Config) if each.table != "theme"]
    text = (site.path / "expected.txt").read_text(encoding="utf-8")
    return text.replace("{settings}", ", ".join(names)).splitlines()


def has_errors(problems: tuple[Problem, ...]) -> bool:
    return any(problem.code.severity is Severity.ERROR for problem in problems)


def published(site: SiteFolder) -> Published:
    """What a site's output holds now."""
    paths = (site.output, *site.output.rglob("*"))
    return Published(site.tree(), {str(path): path.lstat().st_mtime_ns for path in paths})


def test_every_code_of_a_build_has_a_case_and_every_case_a_code() -> None:
    assert set(CASES) == OF_BUILDS


def test_a_case_shows_problems_of_its_own_code_only(case: str) -> None:
    lines = (BAD / case / "expected.txt").read_text(encoding="utf-8").splitlines()
    assert {line.rpartition("[")[2] for line in lines} == {f"{case}]"}


def test_a_build_says_exactly_what_is_wrong(built: BuiltCase) -> None:
    assert [str(problem) for problem in built.problems] == expected(built.site)


def test_a_check_says_it_too_before_anything_is_built(
    bad: SiteFolder, built: BuiltCase, capsys: pytest.CaptureFixture[str]
) -> None:
    needs_a_build = bad.path.joinpath("content/film.mp4").exists()  # what a site weighs, nobody knows before it is made
    bad.run_check("--today", TODAY.iso, "--format", "json")
    told = [problem for problem in json.loads(capsys.readouterr().out)["problems"] if problem["code"] in OF_BUILDS]
    said = () if needs_a_build else built.problems
    assert [(problem["code"], problem["path"], problem["message"], problem["cure"]) for problem in told] == [
        (problem.code.slug, problem.place.path, problem.what, problem.cure) for problem in said
    ]


def test_every_problem_says_where_it_is_and_what_to_do(built: BuiltCase) -> None:
    for problem in built.problems:
        file = built.site.path / problem.place.path
        if problem.code not in (Code.CONTENT_MISSING, Code.FILE_NAME):
            assert file.exists() or file.is_symlink()
        if problem.place.line:
            assert file.read_text(encoding="latin-1").splitlines()[problem.place.line - 1].strip()
        assert problem.what.strip()
        assert problem.cure.strip()


def test_the_command_prints_every_problem_and_its_status_tells_errors_from_warnings(
    bad: SiteFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = expected(bad)
    errors = [line for line in lines if ": warning: " not in line and ": note: " not in line]
    status = bad.run("--jobs", "1", "--today", TODAY.iso)
    printed = capsys.readouterr().err
    assert status == (1 if errors else 0)
    assert printed.splitlines()[: len(lines)] == lines
    assert "Traceback" not in printed


def test_an_error_leaves_the_output_of_an_earlier_build_as_it_was(built: BuiltCase) -> None:
    failed = has_errors(built.problems)
    assert (built.after.files == built.before.files) is failed
    # A staging folder comes and goes in the output, so the folder itself may have a new time.
    different = {path for path, time in built.after.times.items() if built.before.times.get(path) != time}
    assert bool(different - {str(built.site.output)}) is not failed


def test_all_wrong_files_of_a_site_are_reported_together(site: SiteFolder) -> None:
    site.write(
        {
            f"{DAY}/a.md": "---\ntitle: A: b\n---\n",
            f"{DAY}/b.md": "",
            f"{DAY}/c.md": b"\xff",
            f"{DAY}/d.md": "---\ntitle: D\nrelated: [nothing]\n---\n[[Nothing]] [x](x.pdf)\n",
            f"{DAY}/e.md": "---\ntitle: E\nimportance: 11\ncontexts: Iran\nsources: [{}]\n---\n",
            "content/news/f.md": GOOD,
        }
    )
    assert sorted(problem.code.slug for problem in site.problems()) == [
        "contexts-not-list",
        "date-missing",
        "file-empty",
        "file-not-utf8",
        "link-broken",
        "pin-unknown",
        "source-empty",
        "unquoted-colon",
        "value-invalid",
        "wiki-unknown",
    ]


def test_problems_are_printed_in_the_order_of_places(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": "---\ntitle: A\nx: 1\ny: 2\n---\n[[Nothing]]\n" for name in "cab"})
    places = [problem.place for problem in site.problems()]
    assert len(places) == 9
    assert places == sorted(places)


def test_a_broken_partial_is_reported_once_for_all_pages_that_use_it(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": GOOD for name in "abc"} | {"templates/base.html": "{% block main %}\n{{ }"})
    assert [(str(problem.place), problem.code) for problem in site.problems()] == [
        ("templates/base.html:2", Code.TEMPLATE_SYNTAX)
    ]


WRONG_ON_LINE_6 = "---\ntitle: A\nmystery: x\n---\nOne.\n[[Nothing]]\n"


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(WRONG_ON_LINE_6.encode(), id="lf"),
        pytest.param(b"\xef\xbb\xbf" + WRONG_ON_LINE_6.encode(), id="byte-order mark"),
        pytest.param(WRONG_ON_LINE_6.replace("\n", "\r\n").encode(), id="crlf"),
        pytest.param(WRONG_ON_LINE_6.replace("\n", "\r").encode(), id="cr"),
        pytest.param(b"\xef\xbb\xbf" + WRONG_ON_LINE_6.replace("\n", "\r\n").encode(), id="byte-order mark, crlf"),
    ],
)
def test_problems_have_right_lines_whatever_ends_a_line(site: SiteFolder, written: bytes) -> None:
    site.write({f"{DAY}/a.md": written})
    assert [(problem.code, problem.place.line) for problem in site.problems()] == [
        (Code.UNKNOWN_KEY, 3),
        (Code.WIKI_UNKNOWN, 6),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("form", [GOOD, "### [2031-05-15](/x)\n\n# Good\n\nText.\n"])
def test_line_ends_and_byte_order_marks_change_nothing_in_the_output(
    tmp_path: Path, end: str, mark: str, form: str
) -> None:
    plain, other = SiteFolder(tmp_path / "plain"), SiteFolder(tmp_path / "other")
    plain.write({f"{DAY}/a.md": form})
    other.write({f"{DAY}/a.md": mark + form.replace("\n", end)})
    assert plain.problems() == other.problems() == ()
    assert plain.tree() == other.tree()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_settings_may_have_a_byte_order_mark_and_any_line_ends(site: SiteFolder, end: str) -> None:
    site.write({f"{DAY}/a.md": GOOD, "dateline.toml": f'\ufefftitle = "Ours"{end}wrong = 1{end}'})
    assert [str(problem.place) for problem in site.problems()] == ["dateline.toml:2"]


def test_an_unknown_key_reaches_templates_and_is_warned_of(site: SiteFolder) -> None:
    site.write(
        {
            f"{DAY}/a.md": "---\ntitle: A\nweather: rain & wind\n---\n",
            "templates/entry.html": "<p>{{ view.extra.weather }}</p>\n",
        }
    )
    assert [problem.code for problem in site.problems()] == [Code.UNKNOWN_KEY]
    assert site.page("news/2031/05/15/a.html") == "<p>rain &amp; wind</p>\n"


def test_an_unknown_key_of_a_page_reaches_templates_too(site: SiteFolder) -> None:
    site.write(
        {
            "content/about.md": "---\ntitle: About\ncolour: blue\n---\n",
            "templates/page.html": "{{ view.extra.colour }}",
        }
    )
    site.build()
    assert site.page("about.html") == "blue"


def test_a_key_that_the_settings_name_is_not_warned_of(site: SiteFolder) -> None:
    site.write(
        {
            f"{DAY}/a.md": "---\ntitle: A\nweather: rain\n---\n",
            "dateline.toml": '[fields]\nextra = ["weather"]\n',
            "templates/entry.html": "{{ view.extra.weather }}",
        }
    )
    assert site.problems() == ()
    assert site.page("news/2031/05/15/a.html") == "rain"
