"""Markdown to HTML: links and their holes, refused schemes, images, raw HTML and headings."""

import re

import pytest

from builder.content.body import LAZY, fill_holes, localize, plain_text
from builder.content.markdown import MarkdownRenderer, MarkdownText, heading_words
from builder.core.model import Body, LinkKind
from builder.core.problems import Code, Problem


def render(markdown: str, *, raw_html: bool = False, line: int = 1) -> tuple[Body, tuple[Problem, ...]]:
    """A rendered text, and what is wrong with it."""
    return MarkdownRenderer(raw_html=raw_html).render(MarkdownText(markdown, "x.md", line))


def body(markdown: str) -> Body:
    """A rendered text that nothing is wrong with."""
    rendered, problems = render(markdown)
    assert problems == ()
    return rendered


def shown(markdown: str, *, raw_html: bool = False) -> str:
    """The HTML of a text with HOLE in each hole."""
    return "HOLE".join(render(markdown, raw_html=raw_html)[0].pieces)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("One *two*.", "<p>One <em>two</em>.</p>"),
        ("~~gone~~", "<p><s>gone</s></p>"),
        ("", ""),
        ("A & B < C", "<p>A &amp; B &lt; C</p>"),
        ("<b onclick='x'>y</b>", "<p>&lt;b onclick='x'&gt;y&lt;/b&gt;</p>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
    ],
)
def test_markdown_becomes_html_and_raw_html_is_shown_as_text(markdown: str, html: str) -> None:
    assert shown(markdown) == html


@pytest.mark.parametrize("html", ["<aside>x</aside>", "<p>One <b>two</b>.</p>"])
def test_raw_html_is_passed_through_where_the_settings_allow_it(html: str) -> None:
    assert shown(html, raw_html=True) == html


def test_a_table_is_made() -> None:
    html = shown("| a | b |\n|---|--:|\n| 1 | [[Iran]] |\n")
    assert "<th>a</th>" in html
    assert '<td style="text-align:right"><a href="HOLE">Iran</a></td>' in html


def test_the_markdown_itself_is_kept() -> None:
    assert body("One *two*.\n").markdown == "One *two*.\n"


@pytest.mark.parametrize(
    ("markdown", "target", "html"),
    [
        ("[[North Korea]]", "North Korea", '<p><a href="HOLE">North Korea</a></p>'),
        ("[[North Korea|the North]]", "North Korea", '<p><a href="HOLE">the North</a></p>'),
        ("[[ Iran | it ]]", "Iran", '<p><a href="HOLE">it</a></p>'),
        ("[[Iran|]]", "Iran", '<p><a href="HOLE">Iran</a></p>'),
        ("[[A & B|<x>]]", "A & B", '<p><a href="HOLE">&lt;x&gt;</a></p>'),
    ],
)
def test_a_wiki_link_is_a_hole_with_a_name(markdown: str, target: str, html: str) -> None:
    (link,) = body(markdown).links
    assert (link.kind, link.target, shown(markdown)) == (LinkKind.WIKI, target, html)


@pytest.mark.parametrize(
    "markdown", ["[[]]", "[[ | ]]", "[[Iran", "[[Ir\nan]]", "\\[[Iran]]", "`[[Iran]]`", "    [[Iran]]", "[Iran]"]
)
def test_other_brackets_are_no_wiki_links(markdown: str) -> None:
    assert body(markdown).links == ()


def test_of_nested_brackets_the_inner_ones_are_the_link() -> None:
    assert [link.target for link in body("[[one [[two]]").links] == ["two"]


@pytest.mark.parametrize(
    ("markdown", "target"),
    [
        ("[x](other.md)", "other.md"),
        ("[x](/news/2011/index.html#part)", "/news/2011/index.html#part"),
        ("[x](<one two.md>)", "one%20two.md"),
        ("[x][r]\n\n[r]: ../y.md", "../y.md"),
        ("![x](lake.jpg)", "lake.jpg"),
        ("[x](12:30.md)", "12:30.md"),
    ],
)
def test_a_link_into_the_site_is_a_hole(markdown: str, target: str) -> None:
    rendered = body(markdown)
    assert [(link.kind, link.target) for link in rendered.links] == [(LinkKind.FILE, target)]
    assert target not in "".join(rendered.pieces)


@pytest.mark.parametrize(
    "target",
    [
        "https://a.example/b",
        "HTTP://a.example",
        "mailto:a@b.example",
        "tel:+41",
        "ftp://a.example",
        "//a.example",
    ],
)
def test_a_link_elsewhere_stays_as_it_is(target: str) -> None:
    assert body(f"[x]({target})").links == ()
    assert shown(f"[x]({target})") == f'<p><a href="{target}">x</a></p>'


@pytest.mark.parametrize(
    "markdown",
    [
        "[words](javascript:alert(1))",
        "[words](JaVaScRiPt:alert(1))",
        "[words](<javascript:alert(1)>)",
        "[words](<  javascript:alert(1)>)",
        "[words](&#106;avascript:alert(1))",
        "[words](&#x6A;avascript&colon;alert(1))",
        "[words](javascript&#58;alert(1))",
        "[words][r]\n\n[r]: vbscript:x",
        "[words]\n\n[words]: data:text/html,x",
        "![words](data:image/png;base64,AA)",
        "![words](javascript:alert(1))",
        "[words](file:///etc/passwd)",
        "[words](x-mine:y)",
    ],
)
def test_a_link_with_a_refused_scheme_is_shown_as_its_words(markdown: str) -> None:
    rendered, problems = render(markdown)
    assert (rendered.pieces, rendered.links) == (("<p>words</p>",), ())
    assert [problem.code for problem in problems] == [Code.LINK_REFUSED]


@pytest.mark.parametrize(
    "target", ["<java\tscript:x>", "java&Tab;script:x", "java&NewLine;script:x", "%6Aavascript:x", "java\\script:x"]
)
def test_a_scheme_in_disguise_is_never_published_as_one(target: str) -> None:
    rendered = render(f"[x]({target})")[0]
    assert re.findall('href="[^"]+"', "".join(rendered.pieces)) == []


@pytest.mark.parametrize("markdown", ["<javascript:alert(1)>", "<x-mine:y>"])
def test_an_autolink_with_a_refused_scheme_is_shown_as_text(markdown: str) -> None:
    rendered, problems = render(markdown)
    assert rendered.pieces == (f"<p>{markdown[1:-1]}</p>",)
    assert [problem.code for problem in problems] == [Code.LINK_REFUSED]


def test_the_words_of_a_refused_link_keep_their_own_markup() -> None:
    assert shown("[a *b*](javascript:x) [c](d.md)") == '<p>a <em>b</em> <a href="HOLE">c</a></p>'


def test_a_refused_image_inside_a_refused_link_leaves_words() -> None:
    assert shown("[![a](data:x)](javascript:y)") == "<p>a</p>"


def test_a_refused_link_is_told_with_its_scheme_and_those_that_are_allowed() -> None:
    (problem,) = render("One\n[two](x-mine:y)", line=7)[1]
    assert str(problem.place) == "x.md:8"
    assert problem.what == "a link with x-mine: is not published; its words are shown without it"
    assert problem.cure == "link to one of ftp, http, https, mailto, tel, or take it away"


@pytest.mark.parametrize("address", ["https://a.example/b.jpg", "//a.example/b.jpg"])
def test_an_image_elsewhere_becomes_a_link_so_that_no_browser_asks_for_it(address: str) -> None:
    assert shown(f"![A lake]({address})") == f'<p><a href="{address}">A lake</a></p>'


def test_an_image_elsewhere_without_words_shows_its_address() -> None:
    assert shown("![](https://a.example/b?c&d)") == (
        '<p><a href="https://a.example/b?c&amp;d">https://a.example/b?c&amp;d</a></p>'
    )


def test_an_image_elsewhere_inside_a_link_makes_no_link_inside_a_link() -> None:
    assert shown("[![A lake](https://a.example/b.jpg)](https://c.example/)").count("<a ") == 1


def test_a_table_can_be_moved_inside_its_frame_by_the_keyboard() -> None:
    rendered = shown("| a |\n|---|\n| b |\n\nAfter.")
    assert rendered.startswith('<div class="wide" tabindex="0">\n<table>\n<thead>')
    assert rendered.endswith("</table>\n</div>\n<p>After.</p>")


def test_an_image_of_the_site_stays_an_image() -> None:
    assert shown("![A lake](lake.jpg)") == f'<p><img src="HOLE" alt="A lake" {LAZY}></p>'


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("[a](a.md)\n[b](b.md)", [10, 11]),
        ("One\n\n[a](a.md)  \n[[b]]", [12, 13]),
        ("One\\\n[a](a.md)", [11]),
        ("- one\n- [a](a.md)\n  - [[b]]", [11, 12]),
        ("> one\n> [a](a.md)", [11]),
        ("| a |\n|---|\n| [a](a.md) |\n| [[b]] |", [12, 13]),
        ("# One\n\n## [[a]]", [12]),
        ("`one\ntwo` [a](a.md)", [11]),
        ("[a](a.md\n'two\nthree') ![b](b.jpg) [[c]]", [10, 12, 12]),
        ("one [two\n![a](a.jpg)](b.md)", [10, 11]),
        ("*one\n[[a]]* <i\nb> [c](c.md)", [11, 12]),
    ],
)
def test_every_link_has_its_line_in_the_file(markdown: str, lines: list[int]) -> None:
    assert [link.place.line for link in render(markdown, line=10)[0].links] == lines


@pytest.mark.parametrize(
    ("markdown", "ids"),
    [
        ("# One two\n\n## [[Iran|Three]] *four*!", ["one-two", "three-four"]),
        ("# A\n# A\n# A 2\n# A", ["a", "a-1", "a-2", "a-3"]),
        ("# What's new? A & B", ["whats-new-a--b"]),
        ("# Head {#own-id}\n# Own id\n# Other {#own-id}", ["own-id", "own-id-1", "other"]),
        ("# ?!\n# ...", ["section", "section-1"]),
        ("One\n===", ["one"]),
        ("# हिन्दी", ["हिन्दी"]),
    ],
)
def test_every_heading_has_an_id_of_its_own(markdown: str, ids: list[str]) -> None:
    assert re.findall('<h[1-6] id="([^"]*)">', shown(markdown)) == ids


def test_a_heading_is_found_by_its_own_id_that_of_github_and_that_of_before() -> None:
    rendered = body("## A & B {#own}\n\n## She/her")
    assert set(rendered.anchors) == {"own", "a--b", "a-b", "sheher", "she-her"}
    assert all(f'id="{anchor}"' in rendered.pieces[0] for anchor in rendered.anchors)


def test_addresses_fill_the_holes_in_order() -> None:
    rendered = body("[[a]] and [b](c.md)")
    assert fill_holes(rendered, ["x?a&b", "y"]) == '<p><a href="x?a&amp;b">a</a> and <a href="y">b</a></p>'


def test_a_body_is_not_filled_with_too_few_addresses() -> None:
    with pytest.raises(ValueError, match="zip"):
        fill_holes(body("[[a]]"), [])


def test_a_nul_in_a_text_makes_no_hole() -> None:
    assert len(body("one\x00two").pieces) == 1


def test_the_words_of_a_body_are_on_one_line() -> None:
    assert plain_text(body("# One\n\nTwo *three* [[four]].\n\n- five\n")) == "One Two three four. five"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("https://a.example/b.", '<p><a href="https://a.example/b">https://a.example/b</a>.</p>'),
        ("www.a.example", '<p><a href="http://www.a.example">www.a.example</a></p>'),
        ("me@a.example", '<p><a href="mailto:me@a.example">me@a.example</a></p>'),
        ("`https://a.example/`", "<p><code>https://a.example/</code></p>"),
        ("A\n: B", "<dl>\n<dt>A</dt>\n<dd>B</dd>\n</dl>"),
        ("~a~", "<p><s>a</s></p>"),
    ],
)
def test_what_github_and_others_add_to_markdown_is_made(markdown: str, html: str) -> None:
    assert shown(markdown) == html


def test_tasks_have_boxes_with_a_label() -> None:
    html = shown("- [x] a\n- [ ] b\n- c")
    assert '<li class="task"><input type="checkbox" disabled aria-label="Done" checked> a</li>' in html
    assert '<li class="task"><input type="checkbox" disabled aria-label="To do"> b</li>\n<li>c</li>' in html


def test_words_of_markdown_itself_are_said_in_the_language_of_the_site() -> None:
    words = {
        "Note": "Hinweis",
        "Tip": "T",
        "Important": "I",
        "Warning": "W",
        "Caution": "C",
        "Done": "<Da>",
        "To do": "D",
    }
    rendered = localize(body("> [!NOTE]\n> [[a]]\n\n- [x] Done"), words)
    html = fill_holes(rendered, ["x"])
    assert '<p class="alert-title">Hinweis</p>\n<p><a href="x">a</a></p>' in html
    assert 'aria-label="&lt;Da&gt;" checked> Done</li>' in html
    assert localize(body("Note"), words) == body("Note")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[[a & b]] [[c|*d*]]", "<p>a &amp; b *d*</p>"),
        ("![[a.png|20]] x", "<p>a.png x</p>"),
        ("[x](y.md)", "<p>x</p>"),
    ],
)
def test_of_a_link_that_leads_nowhere_its_words_stay(markdown: str, html: str) -> None:
    rendered = body(markdown)
    assert fill_holes(rendered, [""] * len(rendered.links)) == html


def test_a_picture_that_is_a_text_becomes_a_link() -> None:
    assert shown("![](a.md) ![b](c.md#d)") == '<p><a href="HOLE">a.md</a> <a href="HOLE">b</a></p>'


def test_all_words_of_a_pictures_alternative_text_stay() -> None:
    assert shown("![a `b` *c* [[d]]](e.png)") == f'<p><img src="HOLE" alt="a b c d" {LAZY}></p>'


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("*Em* [link](https://e.example) \\* x", "Em link * x"),
        (" T &amp; `*c*` &copy; ", " T & *c* © "),
        ("[[Iran]] and [[Iran|it]], <https://a.example>", "Iran and it, https://a.example"),
        ("![a ship](a.png) ~~sails~~", "a ship sails"),
        ("![](a.png)", "![](a.png)"),
        ("snake_case_name 2 * 3 [U.S.] 1 < 2", "snake_case_name 2 * 3 [U.S.] 1 < 2"),
    ],
)
def test_the_words_of_a_heading_are_those_that_markdown_shows(heading: str, words: str) -> None:
    assert heading_words(heading, raw_html=False) == words


def test_tags_are_no_words_of_a_heading_where_they_are_html() -> None:
    assert heading_words("A <b>ship</b>", raw_html=True) == "A ship"
    assert heading_words("A <b>ship</b>", raw_html=False) == "A <b>ship</b>"
