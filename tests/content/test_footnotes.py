"""Footnotes in Markdown."""

from builder.content.body import fill_holes, plain_text
from tests.content.test_markdown import body


def test_a_note_and_its_reference_lead_to_one_another() -> None:
    rendered = body("a[^x] b[^x]\n\n[^x]: c")
    assert [link.target for link in rendered.links] == ["#fn1", "#fn1", "#fnref1", "#fnref1-2"]
    html = fill_holes(rendered, [link.target for link in rendered.links])
    assert '<p>a<sup><a href="#fn1" id="fnref1" class="footnote">1</a></sup>' in html
    assert '<li id="fn1"><p>c <a href="#fnref1" class="footnote">' in html
    assert {"fn1", "fnref1", "fnref1-2"} == set(rendered.anchors)


def test_notes_stand_in_the_order_of_their_references() -> None:
    html = "".join(body("a[^2] b[^1]\n\n[^1]: one\n\n[^2]: two").pieces)
    assert html.index("two") < html.index("one")


def test_a_note_that_nothing_refers_to_stays_where_it_stands() -> None:
    assert body("[^1]: a *b*\n\nc").pieces == ("<p>[^1]: a <em>b</em></p>\n<p>c</p>",)
    assert body("[^1]:\n    - a\n\nc").pieces[0].startswith("<p>[^1]: </p>\n<ul>")


def test_of_two_notes_of_one_name_both_stay() -> None:
    text = plain_text(body("a[^1]\n\n[^1]: b\n\n[^1]: c"))
    assert "b" in text.split()
    assert "c" in text.split()


def test_a_note_may_stand_in_another() -> None:
    text = plain_text(body("a[^1] b[^2]\n\n[^1]: c\n\n    [^2]: d\n\n    e"))
    assert {"c", "d", "e"} <= set(text.split())


def test_a_heading_never_has_the_id_of_a_note() -> None:
    assert len(set(body("# fn1\n\na[^1]\n\n[^1]: b").anchors)) == 3
