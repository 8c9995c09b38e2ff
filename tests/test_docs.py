"""What README, CONTRIBUTING and the page on the architecture say is what there is."""

import argparse
import re
import shlex
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest

from builder import __version__
from builder.cache.store import BuildCache
from builder.cache.table import Table
from builder.cli.main import parser
from builder.config.config import Config
from builder.config.setting import settings_of
from builder.core.problems import Code
from builder.frontmatter.keys import ENTRY_KEYS, TOPIC_KEYS
from tests.readme import up_to_date
from tests.sites import ROOT, SiteFolder
from tests.test_architecture import FLOORS, PACKAGES

README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = ROOT / "builder/README.md"
OF_DEVELOPERS = (ARCHITECTURE, ROOT / "CONTRIBUTING.md")
DOCUMENTS = (ROOT / "README.md", ROOT / "SECURITY.md", *OF_DEVELOPERS)

of_developers = pytest.mark.parametrize("document", OF_DEVELOPERS, ids=lambda file: str(file.relative_to(ROOT)))
of_each = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda file: str(file.relative_to(ROOT)))


def section(heading: str) -> str:
    """The part of the README below a heading, up to the next one of its rank."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no part headed {heading}"
    return found[1]


def options() -> set[str]:
    """Every long option of every command."""
    (commands,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    actions = [action for command in commands.choices.values() for action in command._actions]
    return {name for action in actions for name in action.option_strings if name.startswith("--")}


@pytest.mark.parametrize("option", sorted(options() - {"--help"}))
def test_every_option_of_the_command_line_is_documented(option: str) -> None:
    assert f"`{option}" in section("Commands")


def test_every_front_matter_key_and_each_of_its_parts_is_documented() -> None:
    text = section("Writing an entry")
    for key in (*ENTRY_KEYS, *TOPIC_KEYS):
        assert all(f"`{each.name}`" in text for each in (key, *key.parts))


def test_the_tables_are_those_of_the_declarations() -> None:
    assert up_to_date(README) == README, "the README is out of date: run `make docs`"


def test_every_setting_is_documented() -> None:
    documented = set(
        re.findall(r"`([\w.]+)`", " ".join(re.findall(r"^\| (.*?) \|", section("Settings"), re.MULTILINE)))
    )
    assert documented == {setting.name for setting in settings_of(Config)}


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.slug)
def test_every_problem_code_is_documented_with_its_severity_and_meaning(code: Code) -> None:
    assert f"| `{code.slug}` | {code.severity.value} | {code.meaning} |" in section("Problems")


def test_no_problem_code_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^\| `([a-z0-9-]+)` \|", section("Problems"), re.MULTILINE))
    assert named == {code.slug for code in Code}


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


def test_the_examples_of_entries_and_settings_build_without_a_problem(site: SiteFolder) -> None:
    blocks = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    entries = [text for kind, text in blocks if kind == "markdown"]
    settings = [text for kind, text in blocks if kind == "toml"]
    assert len(entries) >= 2
    assert settings
    for number, text in enumerate(entries):
        of_topic = "title: Shipping\n" in text
        site.write({"content/topics/shipping.md" if of_topic else f"content/news/2011/05/15/entry-{number}.md": text})
    site.write({"dateline.toml": "\n".join(settings)})
    tomllib.loads("\n".join(settings))
    assert site.problems() == ()


def test_the_example_of_colours_colours_the_pages(two_entries: SiteFolder) -> None:
    (settings,) = re.findall(r"^```toml\n(.*?)^```$", section("Changing the look"), re.MULTILINE | re.DOTALL)
    two_entries.write({"dateline.toml": settings})
    two_entries.build()
    page = two_entries.page("news/2011/05/15/first.html")
    assert all(f":{value}" in page for value in tomllib.loads(settings)["theme"].values())


def test_the_example_of_a_block_changes_it_and_leaves_the_others(site: SiteFolder) -> None:
    (template,) = re.findall(r"^```jinja\n(.*?)^```$", section("Changing the look"), re.MULTILINE | re.DOTALL)
    entry = "---\ntitle: A\ncontexts: [Iran]\nsources: [{name: The Post}]\n---\nWords.\n"
    site.write({"content/news/2011/05/15/a.md": entry, "templates/entry.html": template})
    site.build()
    page = site.page("news/2011/05/15/a.html")
    for part in ("<h1>A</h1>", "<p>Words.</p>", "Iran", "<li>The Post", "Write to us."):
        assert part in page
    assert page.index("<li>The Post") < page.index("Write to us.")


@pytest.mark.parametrize("file", sorted((ROOT / "templates").glob("*.html")), ids=lambda file: file.name)
def test_every_block_of_a_template_is_documented(file: Path) -> None:
    blocks = re.findall(r"{% block (\w+) %}", file.read_text(encoding="utf-8"))
    row = f"| `{file.name}` | {', '.join(f'`{name}`' for name in blocks)} |"
    assert not blocks or row in section("Changing the look")


def test_the_example_of_a_language_is_spoken_by_the_pages(two_entries: SiteFolder) -> None:
    setting, date = re.findall(r"^`(language = .*?)` makes .* \(\"(.*?)\"\)", README, re.MULTILINE)[0]
    two_entries.write({"dateline.toml": setting})
    two_entries.build()
    assert date in two_entries.page("news/2011/05/15/first.html")


def test_the_example_of_words_puts_another_word_in_its_place(two_entries: SiteFolder) -> None:
    (words,) = re.findall(r"^```po\n(.*?)^```$", section("Changing the look"), re.MULTILINE | re.DOTALL)
    two_entries.write({"templates/words/en.po": words})
    two_entries.build()
    assert "<h2>See also</h2>" in two_entries.page("news/2011/05/15/first.html")


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
