"""Names are completed by what stands at their beginning, then by words in them, and the most used come first."""

from builder.core.dates import Date
from builder.core.model import Context
from builder.relations.topics import Topics
from builder.serve.name_completion import MAX_NAMES, UsedName, names_like
from tests.sites import entry_of

DAY = Date(2011, 5, 15)


def topics(*names: str) -> Topics:
    return Topics([entry_of(f"e{number}", DAY, Context(name)) for number, name in enumerate(names)], {})


def test_a_beginning_comes_before_a_word_and_a_word_before_letters() -> None:
    found = names_like("ira", topics("Iran", "Iran", "Northern Iran", "Iraq", "Spiral"))
    assert found == [UsedName("Iran", 2), UsedName("Iraq", 1), UsedName("Northern Iran", 1), UsedName("Spiral", 1)]


def test_case_commas_and_blanks_do_not_matter() -> None:
    assert names_like(" los ANGELES,", topics("Los Angeles, California", "Losses")) == [
        UsedName("Los Angeles, California", 1)
    ]


def test_nothing_typed_gives_the_most_used_names() -> None:
    found = names_like("", topics(*(f"n{number}" for number in range(20)), "n7"))
    assert (found[0], len(found)) == (UsedName("n7", 2), MAX_NAMES)
    assert names_like("x", topics("a")) == []
