"""The setting `ignore`."""

import pytest

from builder.config.ignore import check_ignore


@pytest.mark.parametrize("pattern", ["[z-a", "[", "[z-a]", "[[:alpha:]]", "!", "a\\", "/", " ", ""])
def test_what_can_match_nothing_is_no_pattern(pattern: str) -> None:
    with pytest.raises(ValueError, match="which is no pattern"):
        check_ignore(["drafts/", pattern])


def test_patterns_are_as_in_a_gitignore() -> None:
    patterns = ("# words", "!a.md", "/a/**/b", "[a-z]?.md", "*.tmp.md", "\\#a")
    assert tuple(pattern.text for pattern in check_ignore([*patterns])) == patterns
