"""What README, CONTRIBUTING and the page on the architecture say is what there is."""

import re
import shlex
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builder import __version__
from builder.cache.store import BuildCache
from builder.cache.table import Table
from builder.cli.main import parser
from builder.manual.pages import read_manual
from tests.sites import ROOT, SiteFolder
from tests.test_architecture import FLOORS, PACKAGES

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = ROOT / "builder/README.md"
OF_DEVELOPERS = (ARCHITECTURE, ROOT / "CONTRIBUTING.md")
DOCUMENTS = (ROOT / "README.md", ROOT / "SECURITY.md", *OF_DEVELOPERS)

of_developers = pytest.mark.parametrize("document", OF_DEVELOPERS, ids=lambda file: str(file.relative_to(ROOT)))
of_each = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))


def test_the_two_commands_stand_at_the_top() -> None:
    assert README.index("make site") < 1200
    assert README.index("make test") < 1200


def test_make_help_lists_every_target_and_make_alone_builds_the_site() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split()
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    listed = [match[1] for line in shown.splitlines() if (match := re.fullmatch(r"make (\S+) +\S.*", line))]
    assert listed == re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    assert sorted(listed) == sorted(targets)
    assert listed[0] == "site"


def test_what_a_package_index_shows_needs_nothing_beside_it_and_names_commands_that_there_are(tmp_path: Path) -> None:
    text = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["readme"]["text"]
    assert "](" not in text
    assert "<img" not in text
    named = re.findall(r"^    (dateline .*?)(?: +#.*)?$", text, re.MULTILINE)
    assert [shlex.split(line)[1] for line in named] == ["init", "serve", "new", "build"]
    (tmp_path / "harbour").mkdir()
    for line in named:
        parser().parse_args([word.replace("harbour", str(tmp_path / "harbour")) for word in shlex.split(line)[1:]])


def prose(document: Path) -> str:
    """A document without its examples."""
    return re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def headings(document: Path) -> set[str]:
    """What a link has behind its # to lead to each heading, as GitHub makes it."""
    found = re.findall(r"^##+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in found}


@of_each
def test_every_file_that_a_document_points_to_exists(document: Path) -> None:
    for target in re.findall(r'(?:\]\(|src="|srcset=")([^)#"]+)', prose(document)):
        assert target.startswith("https://") or (document.parent / target).exists(), target


@of_each
def test_every_heading_that_a_document_points_to_is_there(document: Path) -> None:
    for file, place in re.findall(r"\]\(((?!https:)[^)#]*)#([^)]+)\)", prose(document)):
        assert place in headings(document.parent / file if file else document), f"{file}#{place}"


@of_each
def test_what_is_called_readme_is_one(document: Path) -> None:
    """So nothing sends a reader to README for what the manual has now."""
    links = re.findall(r"\[([^]]*)\]\(([^)#]+)", prose(document))
    assert not [target for words, target in links if "README" in words and not target.endswith("README.md")]


@of_each
def test_no_document_counts_the_tests(document: Path) -> None:
    """Nobody would count them again."""
    assert not re.findall(r"\d[\d,]* tests\b", document.read_text(encoding="utf-8"))


@of_developers
def test_every_name_that_leads_to_a_module_is_defined_there(document: Path) -> None:
    named = re.findall(r"\[`(?:\w+\.)?(\w+)`\]\(([^)]+\.py)\)", prose(document))
    for name, module in named:
        text = (document.parent / module).read_text(encoding="utf-8")
        assert re.search(rf"^ *(?:(?:def|class) {name}\b|{name}\b.* = )", text, re.MULTILINE), f"{name} in {module}"


@of_developers
def test_every_path_of_the_repository_that_is_spelled_out_exists(document: Path) -> None:
    for path in re.findall(r"`((?:builder|tests|templates|seeds|\.github|\.ci)/[\w./-]*)`", prose(document)):
        assert (ROOT / path).exists(), path


@of_developers
def test_every_target_of_make_that_is_spelled_out_is_there(document: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    text = document.read_text(encoding="utf-8")
    commands = re.findall(r"`(make [^`]+)`", text)
    examples = "".join(re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE))
    commands += re.findall(r"^make .*", examples, re.MULTILINE)
    for command in commands:
        assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE), command


def test_the_tables_of_the_cache_are_those_that_a_build_keeps() -> None:
    kept = {name for name in BuildCache.__struct_fields__ if isinstance(getattr(BuildCache(), name), Table)}
    rows = re.findall(r"^\| `(\w+)` \| ", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE)
    assert kept == set(rows) - PACKAGES.keys() - {"index"}


def test_the_map_of_packages_is_the_one_that_imports_are_held_to() -> None:
    rows = re.findall(r"^\| (`[a-z`, ]+`) \|", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE)
    shown = [tuple(re.findall(r"`(\w+)`", row)) for row in rows]
    assert [{*packages} for packages in shown[: len(FLOORS)]] == [{*packages} for packages in reversed(FLOORS)]


def test_every_picture_is_shown_and_weighs_little() -> None:
    for picture in (ROOT / ".github/pictures").iterdir():
        assert f".github/pictures/{picture.name}" in README
        assert picture.stat().st_size < 150_000, picture


def test_the_readme_is_short_and_names_each_part_of_the_manual() -> None:
    assert len(README.splitlines()) <= 150
    parts = {page.part for page in read_manual(ROOT / "content" / "manual")} - {""}
    assert all(f"(content/manual/{part}/index.md)" in README for part in parts)


def test_where_pip_may_refuse_the_readme_and_the_tutorial_lead_to_what_helps() -> None:
    assert "(content/manual/start/install.md#if-pip-refuses)" in README
    assert "(install.md#if-pip-refuses)" in (ROOT / "content/manual/start/tutorial.md").read_text(encoding="utf-8")


def test_the_example_of_an_entry_builds_without_a_problem(site: SiteFolder) -> None:
    (text,) = re.findall(r"^```markdown\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    site.write({"content/news/2011/05/15/a-harbour-reopens.md": text})
    assert site.problems() == ()


def test_the_figures_of_the_readme_are_those_of_the_last_run_of_the_command_that_it_names() -> None:
    results = (ROOT / "tests/benchmarks/RESULTS.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in results.splitlines() if row.startswith("|")]
    (table,) = re.findall(r"^## How fast\n(.*?)^## ", README, re.MULTILINE | re.DOTALL)
    shown = [re.findall(r"[\d.,]+ (?:s|MiB|ms)\b", row) for row in table.splitlines() if row.startswith("| ")]
    sizes = ("10,000", "83,458")
    assert shown[1:] == [
        [figure for size in sizes for figure in of(rows, size)]
        for of in (cold("Dateline", 2), cold("Hugo", 2), after_one_word, cold("Dateline", 5), slowest_edit)
    ]


def cold(program: str, column: int) -> Callable[[list[list[str]], str], list[str]]:
    """What a clean build took, by the column of its line."""
    return lambda rows, size: [row[column] for row in rows if row[:2] == [program, size] and len(row) == 10]


def after_one_word(rows: list[list[str]], size: str) -> list[str]:
    """How long a build took after one word was changed."""
    return [row[2] for row in rows if row[:2] == ["one word of a text", size] and len(row) == 5]


def slowest_edit(rows: list[list[str]], size: str) -> list[str]:
    """Within what time 95 of 100 edits showed, on the page that took longest."""
    shown = [row[2] for row in rows if row[1] == size and len(row) == 4 and row[2].endswith(" ms")]
    return [max(shown, key=lambda figure: int(figure.split()[0]))]


CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_newest_version_of_the_changelog_is_that_of_the_package() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+) - ", CHANGELOG, re.MULTILINE)
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda version: [*map(int, version.split("."))], reverse=True)
    assert len({*versions}) == len(versions)


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    first, *dated = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    days = [date.fromisoformat(heading.partition(" - ")[2]) for heading in dated]
    assert first == "Unreleased"
    assert days == sorted(days, reverse=True)
    groups = set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE))
    assert groups <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert not re.findall(r"^### .*\n\n(?!- )", CHANGELOG, re.MULTILINE), "a group says nothing"
