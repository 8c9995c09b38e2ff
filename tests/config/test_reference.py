"""Settings as text: the settings file of a new site, and what the manual says of each."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from builder.config import checks
from builder.config.config import Config
from builder.config.reference import setting_default, setting_example, setting_groups, settings_file
from builder.config.setting import Declared, setting, settings_of


class OwnConfig(Config, frozen=True, kw_only=True):
    tide: Mapping[str, Any] = setting(
        {},
        check=checks.table,
        words="the tide of each port, as `high` and `low` ([how](#tides)); see [the tables](tides.md)",
        example={"Los Angeles": {"high": 1.5, "low": -0.2}, "Rio": {"high": 1}},
    )
    wind: tuple[str, ...] = setting(("west", "east"), check=checks.names, words="the winds that matter")
    calm: float = setting(0.5, check=float, words="")


def test_settings_without_words_belong_to_the_one_before() -> None:
    names = [[each.name for each in group] for group in setting_groups(settings_of(OwnConfig))]
    assert names[-2:] == [["tide"], ["wind", "calm"]]
    assert ["theme.ink", "theme.ink_dark"] in names


def test_a_default_is_said_for_a_person() -> None:
    defaults = {each.name: setting_default(each) for each in settings_of(OwnConfig)}
    assert [defaults[name] for name in ("title", "base_url", "tide", "wind", "theme.ink")] == [
        *('`"A news timeline"`', "none", "none", "`west` and `east`", "the theme's")
    ]


def test_an_example_is_what_is_declared_or_the_other_value_of_a_switch_or_the_default() -> None:
    examples = {group[0].name: setting_example(group) for group in setting_groups(settings_of(OwnConfig))}
    assert examples["title"] == 'title = "Harbour news"'
    assert examples["search"] == "search = false"
    assert examples["tide"] == '[tide."Los Angeles"]\nhigh = 1.5\nlow = -0.2\n[tide.Rio]\nhigh = 1'
    assert examples["related.limit"] == "[related]\nlimit = 10"


@pytest.mark.parametrize("declared", [*settings_of(Config)], ids=lambda declared: declared.name)
def test_every_setting_has_an_example_that_says_something(declared: Declared) -> None:
    *_, value = tomllib.loads(setting_example([declared])).values()
    assert value not in ("", [], {})


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
