"""The reference as text: tables of settings and keys, and the settings file of a new site."""

import tomllib
from collections.abc import Mapping
from typing import Any

from builder.config import checks
from builder.config.config import Config
from builder.config.reference import keys_table, settings_file, settings_table
from builder.config.setting import setting
from builder.frontmatter import parsers
from builder.frontmatter.key import Key


class OwnConfig(Config, frozen=True, kw_only=True):
    tide: Mapping[str, Any] = setting(
        {},
        check=checks.table,
        words="the tide of each port, as `high` and `low` ([how](#tides)); see [the tables](tides.md)",
        example={"Los Angeles": {"high": 1.5, "low": -0.2}, "Rio": {"high": 1}},
    )
    wind: tuple[str, ...] = setting(("west", "east"), check=checks.names, words="the winds that matter")
    calm: float = setting(0.5, check=float, words="")


def test_a_row_has_the_name_the_default_and_the_words_and_settings_without_words_share_one() -> None:
    rows = settings_table(OwnConfig).splitlines()
    assert rows[-2:] == [
        "| `tide` | none | the tide of each port, as `high` and `low` ([how](#tides)); see [the tables](tides.md) |",
        "| `wind`, `calm` | west and east | the winds that matter |",
    ]
    assert '| `title` | "A news timeline" | the site\'s name |' in rows
    assert any(row.startswith("| `theme.ink`, `theme.ink_dark` | the theme's | ") for row in rows)


def test_in_a_settings_file_words_are_plain_and_values_stand_before_tables() -> None:
    text = settings_file({"title": "Harbour"}, OwnConfig)
    values, examples = text.split("# Examples")
    assert '\n# The site\'s name.\ntitle = "Harbour"\n' in values
    assert '\n# The winds that matter.\n# wind = ["west", "east"]\n# calm = 0.5\n' in values
    assert values.index("# calm = 0.5") < values.index("# [related]")
    assert (
        '\n# The tide of each port, as "high" and "low"; see the tables.\n'
        '# [tide."Los Angeles"]\n# high = 1.5\n# low = -0.2\n# [tide.Rio]\n# high = 1\n'
    ) in examples


def test_a_table_of_settings_says_what_each_is_above_lines_that_can_be_uncommented_together() -> None:
    text = settings_file({})
    block = text[text.index("# Which entries come first") :].partition("\n\n")[0].splitlines()
    assert block[-4:] == [
        "# limit: how many Related entries at most, pinned ones included.",
        "# [related]",
        '# ranking = "newest"',
        "# limit = 10",
    ]
    assert tomllib.loads("\n".join(line.removeprefix("# ") for line in block[-3:])) == {
        "related": {"ranking": "newest", "limit": 10}
    }


def test_a_key_has_its_parts_in_its_words_and_stands_in_one_table_only() -> None:
    name, url, date = (Key(part, parse=parsers.text) for part in ("name", "url", "date"))
    port: Key[str] = Key("port", parse=parsers.text, parts=(name, url, date), words="a mapping with {parts}")
    ship: Key[str] = Key("ship", parse=parsers.text, words="its name")
    assert keys_table((port, ship), above=(ship,)) == (
        "| key | what it is |\n|---|---|\n| `port` | a mapping with `name`, `url` and `date` |\n| `ship` | as above |"
    )
