"""No text, however hostile, keeps a reader busy for long, or ends in a traceback."""

from functools import partial

import pytest

from tests.hostile.cost import cost
from tests.hostile.readers import READERS

pytestmark = pytest.mark.process  # each reader runs in a fork, so that it can be ended

SIZE = 90_000
"""Bytes of a text: nearly all such texts are read, where larger ones are refused."""

SECONDS = 6
"""Of the processor. What grows with the square of a text takes minutes, and what is read here less than one second."""

MEMORY = 25_000_000
"""Bytes more than before."""


@pytest.mark.parametrize(("reader", "name"), [(reader, name) for reader in READERS for name in READERS[reader][1]])
def test_a_hostile_text_is_read_or_refused_in_little_time(reader: str, name: str) -> None:
    read, inputs = READERS[reader]
    content = inputs[name](SIZE).encode("utf-8", "surrogatepass")
    found = cost(partial(read, content), SECONDS)
    assert found.outcome.split()[0] in ("read", "refused")
    assert found.seconds < SECONDS
    assert found.memory < MEMORY
