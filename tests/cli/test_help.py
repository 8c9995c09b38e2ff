"""The command `help`, as a person runs it."""

import pytest

from builder.cli.main import main
from builder.core.problems import Code
from builder.manual.pages import read_manual


def printed(capsys: pytest.CaptureFixture[str], *words: str, status: int = 0) -> str:
    assert main(["help", *words]) == status
    said = capsys.readouterr()
    return said.err if status else said.out


def test_without_a_word_the_parts_of_the_manual_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys)
    for page in read_manual():
        if page.whole.page.count("/") == 1:
            assert page.whole.heading in said
    assert "reference/problems/address-taken" not in said


@pytest.mark.parametrize("word", ["comment-cut", "Comment-Cut", "[comment-cut]", "comment cut"])
def test_a_code_prints_the_page_that_explain_prints(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, *word.split())
    assert main(["explain", Code.COMMENT_CUT.slug]) == 0
    assert capsys.readouterr().out == said
    assert said.startswith("# comment-cut\n\n**Warning.** A value ends at a # that YAML reads as a comment.")
    assert '\ncontent/news/2011/05/15/ferry.md:\n\n```markdown\n---\ntitle: "Ferry #7 is late"\n' in said


def test_a_setting_prints_its_section_alone(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "related.limit")
    assert said == (
        "# `related.limit`\n\nHow many Related entries at most, pinned ones included. Default: `10`.\n\n"
        "```toml\n[related]\nlimit = 10\n```\n"
    )


def test_a_name_that_several_things_have_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "sources")
    for address in ("write/sources", "reference/commands#sources", "reference/settings#sources"):
        assert f"  {address} " in said
    assert said.endswith("\n\nTo read one: dateline help write/sources\n")
    assert printed(capsys, "reference/settings#sources").startswith("# `sources`\n\nWhether outlets have pages")


def test_keys_of_one_name_are_told_apart(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    said = printed(capsys, "lang")
    assert "  lang (Entries): The entry's language, where it is not the site's.\n" in said
    assert "  lang (Topics): As lang of entries.\n" in said


def test_words_that_are_nowhere_together_are_looked_for_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(capsys, "ten", "thousand").startswith('Nothing has all of "ten thousand"; some of it:\n  ')


@pytest.mark.parametrize("words", [(), ("lang",), ("import", "csv"), ("ten", "thousand")])
def test_lists_are_wrapped_to_the_width_of_the_terminal(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    said = printed(capsys, *words)
    assert not said.startswith("\n")
    assert max(len(line) for line in said.splitlines() if " " in line.strip() and "To read one" not in line) <= 40


def test_an_option_names_the_commands_that_have_it(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "--keep-going")
    assert [line.split()[1] for line in said.splitlines() if line.startswith("  reference")] == [
        *("build", "verify", "publish", "export"),
    ]
    said = printed(capsys, "--keep-goin", status=1)
    assert said == 'The manual has nothing on "--keep-goin"; did you mean "--keep-going"?\n'


def test_other_words_are_looked_for_in_headings_and_texts(capsys: pytest.CaptureFixture[str]) -> None:
    assert "reference/problems/unquoted-colon" in printed(capsys, "colon", "yaml")


def test_a_misspelt_word_is_told_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, "adress-takn", status=1)
    assert said == 'The manual has nothing on "adress-takn"; did you mean "address-taken"?\n'


def test_its_own_help_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "dateline help address-taken" in printed(capsys, "--help")


@pytest.mark.parametrize("word", ["timezone", "--nope", "uninstall", "asdf"])
def test_what_is_only_a_little_like_a_name_is_no_guess(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = printed(capsys, word, status=1)
    assert said == f'The manual has nothing on "{word}"; `dateline help` names the parts of the manual\n'


@pytest.mark.parametrize(
    ("word", "anchor"),
    [
        ("rss", "rss-feeds-atom-json-feed"),
        ("feeds", "rss-feeds-atom-json-feed"),
        ("json feed", "rss-feeds-atom-json-feed"),
        ("dark mode", "dark-mode"),
        ("schedule", "schedule-embargo"),
        ("embargo", "schedule-embargo"),
        ("backup", "backup"),
        ("WordPress", "wordpress"),
        ("analytics", "analytics-statistics"),
        ("podcast", "podcasts"),
    ],
)
def test_words_of_other_tools_are_answered_first_of_all(
    word: str, anchor: str, capsys: pytest.CaptureFixture[str]
) -> None:
    section = printed(capsys, f"explained/other-words#{anchor}")
    said = printed(capsys, *word.split())
    assert said == section or said.endswith(f"\nTo read one: dateline help explained/other-words#{anchor}\n")
