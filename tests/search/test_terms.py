"""An entry is found under the words of its title and contexts, and those of its summary and text."""

from builder.core.dates import Date
from builder.core.model import Context
from builder.search.terms import Terms, body_words, terms_of
from tests.sites import SiteFolder, changed, entry_of


def test_a_word_is_one_of_the_title_or_else_one_of_the_rest() -> None:
    entry = entry_of("e", Date(2011), Context("North Korea"), Context("Café"), title="A Korean test")
    entry = changed(entry, summary="The test, summed up")
    assert terms_of(entry, "north text the") == Terms(
        {"a", "korean", "test", "north", "korea", "cafe"}, {"text", "the", "summed", "up"}
    )


def test_the_words_of_a_text_are_those_that_a_reader_sees_each_once(site: SiteFolder) -> None:
    body = "*Two* [words](https://example.org/three), two\n\n<b title='four'>Five</b> &amp; [[Iran|the land]]\n"
    site.write({"content/news/2011/05/15/e.md": f"---\ntitle: E\ncontexts: [Iran]\n---\n{body}"})
    now = site.assemble(raw_html=True)
    assert body_words(now.details(now.site.entries[0])) == "five land the two words"
