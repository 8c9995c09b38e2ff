"""Makes the manual's reference, content/manual/reference/, from where things are declared: `make docs`."""

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from builder.cli.main import parser
from builder.config.config import Config
from builder.config.reference import setting_default, setting_example, setting_groups
from builder.config.setting import settings_of, tables_of
from builder.core.problems import FINDINGS, Code
from builder.explanations.page import explanation_page, fenced
from builder.frontmatter.key import Key
from builder.frontmatter.keys import ENTRY_KEYS, PAGE_KEYS, TOPIC_KEYS
from builder.pages.registry import KINDS, kinds_table
from tests.manual import data_reference, template_reference
from tests.manual.made_page import page, sentence, table
from tests.sites import ROOT

FOLDER = ROOT / "content" / "manual" / "reference"

WIDTH = 80
"""Columns of what `--help` prints."""

EXIT_STATUSES = """\
| status | when |
|---|---|
| 0 | The site was published, or served until Ctrl-C. |
| 1 | Something in the site is wrong, another build of it is at work, or the port is in use. |
| 2 | The command line is wrong. |
| 130 | Ctrl-C was pressed during a build, at a question, or in the first moments of any command. |
| 141 | What reads the output ended first, as in `dateline explain \\| head`. |
"""


def pages() -> dict[str, str]:
    """Every page of the reference by its path in its folder."""
    made = {
        "index.md": index(),
        "commands.md": commands(),
        "settings.md": settings(),
        "keys.md": keys(),
        "published.md": published(),
        "data.md": data_reference.page(),
        "problems/index.md": problems(),
        **{f"problems/{code.slug}.md": problem(code) for code in Code},
        **{f"templates/{name}": text for name, text in template_reference.pages().items()},
    }
    return {name: f"{text.rstrip()}\n" for name, text in made.items()}


def index() -> str:
    """The first page of the reference."""
    rows = [
        ("[Commands](commands.md)", "each command and its options, as `--help` prints them"),
        ("[Settings](settings.md)", "what can stand in `dateline.toml`, with an example of each"),
        ("[Keys](keys.md)", "the front matter of entries, topics and pages"),
        ("[Problems](problems/index.md)", "the code of each message, with a wrong file and the right one"),
        ("[What is published](published.md)", "each kind of page and its address"),
        ("[Data](data.md)", "JSON, JSON Lines, CSV and SQLite by example"),
        ("[Templates](templates/index.md)", "what each template sees"),
    ]
    return page(
        "Reference",
        7,
        "Each command, setting, key, problem, page and template there is.",
        "tests/manual/reference.py",
        "All of this is made from where things are declared in the code, so it is complete. In a terminal, `dateline "
        "help` finds the same pages: `dateline help related.limit`, `dateline help address-taken`.",
        table(("page", "what it says"), rows),
    )


def commands() -> str:
    """The page of all commands."""
    top = parser()
    found = [*commands_of(top)]
    rows = [(f"[`dateline {name}`](#{name.replace(' ', '-')})", _first_line(command)) for name, command in found]
    return page(
        "Commands",
        1,
        "Every command and its options, as --help prints them.",
        "what builder/cli declares",
        table(("command", "what it does"), rows),
        "`dateline --version` prints the version. An option may be shortened as long as no other one begins so, and a "
        "command or an option that is misspelt is told with the nearest one there is.",
        *(part for name, command in found for part in (f"## {name}", fenced(help_of(command), "text"))),
        "## Exit status",
        EXIT_STATUSES,
    )


def commands_of(of: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """The commands of a parser by their names, each before its own ones: `topics`, then `topics list`."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name, command
                yield from ((f"{name} {inner}", each) for inner, each in commands_of(command))


def help_of(command: argparse.ArgumentParser) -> str:
    """What `--help` prints of a command."""
    command.formatter_class = lambda prog: argparse.RawDescriptionHelpFormatter(prog, width=WIDTH)
    return command.format_help()


def _first_line(command: argparse.ArgumentParser) -> str:
    return str(command.description).replace("|", "\\|")


def settings(kind: type[Config] = Config) -> str:
    """The page of all settings: first those in no table, then table by table."""
    parts: list[str] = []
    for name, declared in groupby(sorted(settings_of(kind), key=attrgetter("table")), attrgetter("table")):
        if name:
            parts += [f"## The table {name}", sentence(tables_of(kind)[name].words)]
        for group in setting_groups(declared):
            names = ", ".join(f"`{each.name}`" for each in group)
            words = sentence(group[0].setting.words)
            parts += [f"### {names}", f"{words} Default: {setting_default(group[0])}.", _toml(setting_example(group))]
    return page(
        "Settings",
        2,
        "Every setting with its default and an example.",
        "the declarations in builder/config",
        "Settings stand in `dateline.toml` beside `content/`, or under `[tool.dateline]` in a `pyproject.toml` there. "
        "All are optional. A setting that does not exist is an error that names the nearest one. `dateline schema "
        "settings` prints the same for editors.",
        "## In no table",
        *parts,
    )


def _toml(text: str) -> str:
    return fenced(text, "toml")


def keys() -> str:
    """The page of front-matter keys."""
    return page(
        "Keys",
        3,
        "The keys of front matter, of entries, topics and pages, with an example of each.",
        "the declarations in builder/frontmatter/keys.py",
        "Any other key is a warning that names the nearest key there is, and reaches templates as `extra`. A key is "
        "the same in upper and lower case. The setting [`fields`](settings.md#fields) gives keys other names, so that "
        "somebody else's files build as they are.",
        "## Entries",
        *(part for key in ENTRY_KEYS for part in key_parts(key)),
        "## Topics",
        "A topic's own file is `content/topics/<slug>.md`.",
        *(part for key in TOPIC_KEYS for part in key_parts(key, above=ENTRY_KEYS)),
        "## Pages",
        "A page is a Markdown file without a date.",
        *(part for key in PAGE_KEYS for part in key_parts(key, above=ENTRY_KEYS)),
    )


def key_parts(key: Key[Any], above: Sequence[Key[Any]] = ()) -> Iterator[str]:
    """A key with its words and an example; of one that stands above too, where."""
    yield f"### `{key.name}`"
    if key in above:
        yield f"As [`{key.name}`](#{key.name}) of entries."
        return
    parts = [f"`{part.name}`" for part in key.parts]
    words = key.words.replace("{parts}", f"{', '.join(parts[:-1])} and {parts[-1]}") if parts else key.words
    yield sentence(words)
    yield fenced(key.example, "yaml")


def published() -> str:
    """The page of what is published."""
    return page(
        "What is published",
        5,
        "Each kind of page with its address and the formats that it has.",
        "the kinds in builder/pages",
        "A section is the first folder of a file, such as `news`. Data formats stand beside a page where the setting "
        "[`formats`](settings.md#formats) asks for them. An entry whose month or day is not known lies in the folder "
        "of what is.",
        kinds_table(KINDS),
        "Beside these there are `static/3f2a9c1d/` (style sheet, scripts and icon of the theme), `static/schema/` "
        "(what describes [the data](data.md)) and `search/`, the index that the search page reads.",
    )


def problems() -> str:
    """The index of problem codes."""
    return page(
        "Problems",
        4,
        "The code of each message, with what it means.",
        "the codes in builder/core/problems.py",
        "Each message ends with its code: `[address-taken]`. Errors end a build and leave the output as it was; "
        "warnings and notes do not. The setting [`problems`](../settings.md#problems) gives a code another level. In a "
        "terminal, `dateline help address-taken` prints the page of a code.",
        _codes(code for code in Code if code not in FINDINGS),
        "## Findings",
        "`dateline check` tells these too: what could be better in texts that can be published.",
        _codes(code for code in Code if code in FINDINGS),
    )


def _codes(codes: Iterable[Code]) -> str:
    rows = ((f"[`{code.slug}`]({code.slug}.md)", code.severity.value, code.meaning) for code in codes)
    return table(("code", "kind", "what it means"), rows)


def problem(code: Code) -> str:
    """The page of a problem's code."""
    source = f"builder/explanations/pages/{code.slug}.toml"
    return page(code.slug, None, code.meaning, source, explanation_page(code))


def write(made: Mapping[str, str]) -> None:
    """Write the pages, and delete those that nothing declares any more."""
    for file in FOLDER.rglob("*.md"):
        if file.relative_to(FOLDER).as_posix() not in made:
            file.unlink()
    for name, text in made.items():
        file = FOLDER / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(pages())
