"""No text, however hostile, keeps a reader busy for long, or ends in a traceback."""

from functools import partial

import pytest

from tests.hostile.cost import cost
from tests.hostile.inputs import ENTRIES
from tests.hostile.readers import read_entry

pytestmark = pytest.mark.process  # each reader runs in a fork, so that it can be ended

SIZE = 90_000
"""Bytes of a text: nearly all such texts are read, where larger ones are refused."""

SECONDS = 6
"""Of the processor. What grows with the square of a text takes minutes, and what is read here less than one second."""

MEMORY = 150_000_000
"""Bytes more than before."""


@pytest.mark.parametrize("name", ENTRIES)
def test_a_hostile_entry_is_read_or_refused_in_little_time(name: str) -> None:
    content = ENTRIES[name](SIZE).encode("utf-8", "surrogatepass")
    found = cost(partial(read_entry, content), SECONDS)
    assert found.outcome.split()[0] in ("read", "refused")
    assert found.seconds < SECONDS
    assert found.memory < MEMORY
