"""An entry is found under the words of its title and contexts, and those of its summary and text."""

from builder.core.dates import Date
from builder.core.model import Context
from builder.search.terms import Terms, terms_of
from tests.sites import changed, entry_of


def test_a_word_is_one_of_the_title_or_else_one_of_the_rest() -> None:
    entry = entry_of("e", Date(2011), Context("North Korea"), Context("Café"), title="A Korean test")
    entry = changed(entry, summary="The test, summed up")
    assert terms_of(entry, "north text the") == Terms(
        {"a", "korean", "test", "north", "korea", "cafe"}, {"text", "the", "summed", "up"}
    )
