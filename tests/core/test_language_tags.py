"""Which parts of language tags are known."""

import pytest

from builder.core.language_tags import tag_named, unknown_part


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "ca-valencia", "zh-yue"])
def test_a_tag_of_known_parts_is_taken(tag: str) -> None:
    assert unknown_part(tag) is None


@pytest.mark.parametrize(("tag", "part"), [("zzzz", "zzzz"), ("english", "english"), ("de-Xxxx", "Xxxx")])
def test_the_part_that_is_not_known_is_told(tag: str, part: str) -> None:
    assert unknown_part(tag) == part


@pytest.mark.parametrize("tag", ["iw", "in", "mo-MD", "cmn-Hans-CN", "qaa"])
def test_a_code_that_was_replaced_is_taken_where_it_is_asked_for(tag: str) -> None:
    assert unknown_part(tag) is not None
    assert unknown_part(tag, takes_former=True) is None


@pytest.mark.parametrize(
    ("name", "tag"), [("english", "en"), ("Deutsch", "de"), ("español", "es"), ("Pidgin of the quay", None)]
)
def test_a_language_is_known_by_its_name(name: str, tag: str | None) -> None:
    assert tag_named(name) == tag
