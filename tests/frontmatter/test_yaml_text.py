"""Values as YAML are read again as what they were."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.frontmatter.split import split
from builder.frontmatter.yaml_text import text_of

TEXTS = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(st.dictionaries(st.sampled_from(["title", "a", "b"]), st.one_of(TEXTS, st.lists(TEXTS, min_size=1)), min_size=1))
def test_what_is_written_is_read_again(front: dict[str, Any]) -> None:
    assert split(text_of(front), "").front.values == front


@pytest.mark.parametrize(
    "value", ["true", "No", "null", "2011-05-15", "2011", "a: b", "a #b", "- a", "'", '"', "5", "~", "a:", "é\x85"]
)
def test_a_text_is_read_as_a_text(value: str) -> None:
    front = {"title": value, "contexts": [value], "sources": [{"name": value}]}
    assert split(text_of(front), "").front.values == front
