"""Which entries are turning points."""

from collections.abc import Sequence

import pytest

from builder.core.dates import Date
from builder.relations.turning_points import MOST, turning_importance
from tests.sites import changed, entry_of


@pytest.mark.parametrize(
    ("importances", "least"),
    [
        ([], 8),
        ([None] * 10, 8),
        ([8] + [None] * 4, 8),
        ([8] * 2 + [None] * 4, 9),
        ([10, 9, *[8] * 8], 9),
        ([10, *[9] * 9], 10),
        ([10] * 5, MOST + 1),
        ([7] * 10, 8),
    ],
)
def test_at_most_a_fifth_of_the_entries_are_turning_points(importances: Sequence[int | None], least: int) -> None:
    entries = [changed(entry_of("a", Date(2011)), importance=importance) for importance in importances]
    assert turning_importance(entries) == least
