"""Bodies: their headings, and the links in them that lead to themselves."""

from time import process_time

import pytest

from builder.content.body import Heading, first_paragraph, headings, with_anchors
from builder.core.model import Body
from tests.content.test_markdown import body

ANCHOR = ' <a class="anchor" href="#{}" aria-label="Link &amp; more"></a>'


def anchored(markdown: str) -> str:
    """The HTML of a text with links in its headings, and HOLE in each hole."""
    return "HOLE".join(with_anchors(body(markdown), "Link & more").pieces)


def test_each_heading_has_a_link_to_itself_behind_its_words() -> None:
    assert anchored("# A *b*\n\n###### C d\n") == (
        f'<h1 id="a-b">A <em>b</em>{ANCHOR.format("a-b")}</h1>\n<h6 id="c-d">C d{ANCHOR.format("c-d")}</h6>'
    )


def test_links_in_a_heading_stay_where_they_are() -> None:
    assert anchored("## See [[Iran]]!") == (
        f'<h2 id="see-iran">See <a href="HOLE">Iran</a>!{ANCHOR.format("see-iran")}</h2>'
    )


@pytest.mark.parametrize("markdown", ["Words.", "***", '`<h2 id="a">b</h2>`', "> a\n"])
def test_a_text_without_headings_stays_as_it_is(markdown: str) -> None:
    assert with_anchors(body(markdown), "Link").pieces == body(markdown).pieces


def test_the_headings_of_a_text_are_told_with_rank_id_and_words() -> None:
    text = body("# A & *b* `<c>`\n\nWords.\n\n### Tides {#own}\n\n> ## In [[Iran]]\n")
    assert [*headings(text)] == [
        Heading(1, "a--b-c", "A & b <c>"),
        Heading(3, "own", "Tides"),
        Heading(2, "in-iran", "In Iran"),
    ]


def test_headings_that_never_end_take_little_time() -> None:
    for piece in ('<h2 id="a">', '<h2 id="a"><b>', '<h2 id="'):
        start = process_time()
        assert [*headings(Body("", (piece * 40_000,)))] == []
        assert process_time() - start < 3


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("It takes *a minute*.\n\n## Install\n\nMore.", "It takes a minute."),
        ('## Install\n\n- Python\n\n```sh title="file.sh"\nrun\n```\n\nIt takes\na minute.', "It takes a minute."),
        ("> [!NOTE]\n> Old.\n\n| a |\n|---|\n| b |\n\nNew.", "New."),
        ("- A list\n\n  with paragraphs.\n\nThe text.", "The text."),
        ("![](quay.jpg)\n\nThe text.", "The text."),
        ("## Links\n\n- [A](https://example.org)\n- B\n", "A B"),
        ('> A quote.\n\n```python title="a.py"\ndef a(x): pass\n```\n', "A quote."),
        ("# A\n\n```python\ndef a(x): pass\n```\n", ""),
        ("", ""),
    ],
)
def test_the_first_paragraph_stands_in_no_list_and_no_quote(markdown: str, words: str) -> None:
    assert first_paragraph(body(markdown)) == words


def test_elements_that_never_end_take_little_time() -> None:
    for piece in ("<p>", "<p", "<pre>", "<h1>a", "<ul>", "</ul><p>"):
        start = process_time()
        first_paragraph(Body("", (piece * 40_000,)))
        assert process_time() - start < 3
