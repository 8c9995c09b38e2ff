"""What the index takes from a text: of an entry its words, of a page its text by headings."""

from builder.content.body import BodySection
from builder.search.indexed_text import body_words, indexed_text, sections_in
from tests.sites import SiteFolder


def test_the_words_of_a_text_are_those_that_a_reader_sees_each_once(site: SiteFolder) -> None:
    body = "*Two* [words](https://example.org/three), two\n\n<b title='four'>Five</b> &amp; [[Iran|the land]]\n"
    site.write({"content/news/2011/05/15/e.md": f"---\ntitle: E\ncontexts: [Iran]\n---\n{body}"})
    now = site.assemble(raw_html=True)
    (entry,) = now.site.entries
    assert body_words(now.details(entry)) == "five land the two words"
    assert indexed_text(entry, now.details(entry)) == "five land the two words"


def test_a_page_is_kept_by_headings(site: SiteFolder) -> None:
    site.write({"content/a.md": "# A\n\nOne &amp; *two*.\n\n## B `c`\n\n- Three\n\n## D\n"})
    now = site.assemble()
    (page,) = now.site.pages
    assert sections_in(indexed_text(page, now.details(page))) == [
        BodySection("", "", "One & two."),
        BodySection("b-c", "B c", "Three"),
        BodySection("d", "D", ""),
    ]
