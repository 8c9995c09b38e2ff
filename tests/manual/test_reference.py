"""The reference is what the declarations make."""

import re

import pytest

from builder.cli.main import parser
from builder.config.config import Config
from builder.config.setting import settings_of
from builder.core.problems import Code
from builder.frontmatter.keys import ENTRY_KEYS, PAGE_KEYS, TOPIC_KEYS
from builder.views import contract
from tests.manual.reference import FOLDER, commands_of, pages

PAGES = pages()


def test_the_pages_are_those_that_the_declarations_make() -> None:
    found = {file.relative_to(FOLDER).as_posix(): file.read_text(encoding="utf-8") for file in FOLDER.rglob("*.md")}
    assert sorted(found) == sorted(PAGES), "run `make docs`"
    different = [name for name, text in PAGES.items() if found[name] != text]
    assert not different, f"run `make docs` for {different}"


def test_every_command_has_a_sentence_an_example_and_its_help_on_the_page() -> None:
    for name, command in commands_of(parser()):
        assert re.fullmatch(r"[A-Z].*\.", str(command.description)), name
        examples = re.findall(r"^  dateline (.*)$", str(command.epilog), re.MULTILINE)
        assert examples, name
        assert all(example.startswith(name.split()[0]) for example in examples), name
        assert f"\n## {name}\n" in PAGES["commands.md"]


def test_every_option_stands_on_the_page_of_commands() -> None:
    for name, command in commands_of(parser()):
        for action in command._actions:
            assert all(option in PAGES["commands.md"] for option in action.option_strings), name


def test_every_setting_has_a_heading_words_and_an_example_that_names_it() -> None:
    for declared in settings_of(Config):
        heading = re.search(rf"^### .*`{re.escape(declared.name)}`.*$", PAGES["settings.md"], re.MULTILINE)
        assert heading, declared.name
        section = PAGES["settings.md"][heading.end() :].split("\n### ")[0]
        assert declared.name.rpartition(".")[2] in section.split("```toml")[1]


def test_every_key_and_each_of_its_parts_is_on_the_page_of_keys() -> None:
    for key in (*ENTRY_KEYS, *PAGE_KEYS, *TOPIC_KEYS):
        assert f"### `{key.name}`" in PAGES["keys.md"]
        assert all(f"`{part.name}`" in PAGES["keys.md"] for part in key.parts)


@pytest.mark.parametrize("code", list(Code), ids=lambda code: code.slug)
def test_every_code_has_a_page_and_a_line_of_the_index(code: Code) -> None:
    assert f"| {code.severity.value} | {code.meaning} |" in PAGES["problems/index.md"]
    assert code.meaning in PAGES[f"problems/{code.slug}.md"]


def test_every_variable_of_every_view_has_a_line() -> None:
    text = "".join(page for name, page in PAGES.items() if name.startswith("templates/"))
    for name, view in vars(contract).items():
        if name.endswith("View"):
            shown = [field for field in view.__struct_fields__ if not field.startswith("_")]
            assert all(re.search(rf"^\| `(?:\w+\.)?{field}` \|", text, re.MULTILINE) for field in shown), name


@pytest.mark.parametrize(
    ("page", "without"),
    [
        ("entry.md", ["history"]),
        ("outlet.md", ["year", "period", "of_year", "years"]),
        ("page.md", []),
        ("changes.md", []),
        ("feed.md", []),
    ],
)
def test_every_variable_of_a_page_has_an_example_where_a_small_site_has_a_value(page: str, without: list[str]) -> None:
    text = PAGES[f"templates/{page}"]
    rows = re.findall(r"^\| `view\.(\w+)` \| (.*) \|$", text, re.MULTILINE)
    assert [name for name, words in rows if " Such as `" not in words] == without
