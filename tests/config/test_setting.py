"""Settings as they are declared, and settings of one's own."""

from pathlib import Path

from msgspec.structs import replace

from builder.cache.fingerprint import read_fingerprint, render_fingerprint
from builder.config.checks import one_of
from builder.config.config import Config
from builder.config.load import load_config
from builder.config.reference import settings_file
from builder.config.setting import Affects, setting, settings_of, tables_of
from builder.core.problems import Code
from builder.theme.load import load_theme
from tests.manual.reference import settings as settings_page


class OwnConfig(Config, frozen=True, kw_only=True):
    week_start: str = setting("monday", check=one_of("monday", "sunday"), words="the first day of a week")
    motto: str = setting("", check=str, words="what stands below all", affects=Affects.PAGES)


def loaded(folder: Path, text: str) -> OwnConfig:
    (folder / "dateline.toml").write_text(text, encoding="utf-8")
    return load_config(folder, OwnConfig)


def fingerprints(config: Config) -> tuple[bytes, bytes]:
    read = read_fingerprint(config)
    return read, render_fingerprint(read, config, load_theme(config.root))


def test_a_setting_of_ones_own_is_read_beside_the_others(tmp_path: Path) -> None:
    config = loaded(tmp_path, 'title = "T"\nweek_start = "sunday"\n')
    assert (config.title, config.week_start, config.setting_problems) == ("T", "sunday", ())
    assert load_config(tmp_path, OwnConfig) == replace(OwnConfig(tmp_path), title="T", week_start="sunday")


def test_a_setting_of_ones_own_is_checked_on_its_line_and_suggested(tmp_path: Path) -> None:
    wrong, unknown = loaded(tmp_path, '\nweek_start = "friday"\nweek_stat = "sunday"\n').setting_problems
    assert (wrong.code, wrong.place.line) == (Code.SETTING_INVALID, 2)
    assert wrong.what == "the setting week_start must be one of monday, sunday"
    assert (unknown.code, unknown.cure) == (Code.SETTING_UNKNOWN, 'did you mean "week_start"?')


def test_a_setting_of_ones_own_is_in_the_manual_and_in_the_settings_file() -> None:
    assert '### `week_start`\n\nThe first day of a week. Default: `"monday"`.\n' in settings_page(OwnConfig)
    assert '# The first day of a week.\n# week_start = "monday"\n' in settings_file({}, OwnConfig)
    assert "week_start" not in settings_page() + settings_file({})


def test_a_setting_that_does_not_say_what_it_affects_counts_for_what_is_read_and_for_what_is_rendered(
    tmp_path: Path,
) -> None:
    before, after = (fingerprints(replace(OwnConfig(tmp_path), week_start=day)) for day in ("monday", "sunday"))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_a_setting_that_affects_pages_counts_for_what_is_rendered_only(tmp_path: Path) -> None:
    before, after = (fingerprints(replace(OwnConfig(tmp_path), motto=motto)) for motto in ("", "Calm."))
    assert before[0] == after[0]
    assert before[1] != after[1]


def test_a_field_that_declares_nothing_counts_for_all(tmp_path: Path) -> None:
    class Plain(Config, frozen=True, kw_only=True):
        mood: str = "calm"

    before, after = (fingerprints(Plain(tmp_path, mood=mood)) for mood in ("calm", "merry"))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_settings_have_dotted_names_with_the_name_of_their_table() -> None:
    declared = {each.name: each for each in settings_of(Config)}
    assert (declared["related.limit"].default, declared["related.limit"].table) == (10, "related")
    assert declared["title"].table == ""
    assert {each.table for each in declared.values()} - {""} == tables_of(Config).keys()


def test_folders_are_absolute_wherever_they_are_given_from(tmp_path: Path) -> None:
    assert Config(tmp_path, content=Path("texts")).content == tmp_path / "texts"
    assert Config(tmp_path, content=tmp_path.parent / "texts").content == tmp_path.parent / "texts"


def test_a_setting_that_went_away_is_told_with_what_replaces_it(tmp_path: Path) -> None:
    class Later(Config, frozen=True, kw_only=True):
        former = {"moods": "write mood in its place"}  # noqa: RUF012  # ClassVar, as Config declares it

    (tmp_path / "dateline.toml").write_text('title = "T"\nmoods = ["calm"]\n', encoding="utf-8")
    (problem,) = load_config(tmp_path, Later).setting_problems
    assert f"{problem}" == (
        'dateline.toml:2: there is no setting "moods" any more; write mood in its place [setting-unknown]'
    )
