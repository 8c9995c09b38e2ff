"""Wiki links and embeds, and what CommonMark makes of brackets first."""

import pytest

from builder.content.body import LAZY
from tests.content.test_markdown import body, shown


@pytest.mark.parametrize(
    ("markdown", "target", "html"),
    [
        ("[[Note#Heading]]", "Note#Heading", '<a href="HOLE">Note &gt; Heading</a>'),
        ("[[Note##Heading|words]]", "Note##Heading", '<a href="HOLE">words</a>'),
        ("[[C#]]", "C#", '<a href="HOLE">C#</a>'),
        ("[[C# ]]", "C#", '<a href="HOLE">C#</a>'),
        ("[[Note#F#]]", "Note#F#", '<a href="HOLE">Note &gt; F#</a>'),
        ("[[#Heading]]", "#Heading", '<a href="HOLE">Heading</a>'),
        ("![[Note]]", "Note", '<a href="HOLE">Note</a>'),
        ("![[a b.png]]", "a b.png", '<img src="HOLE" alt="a b.png">'),
        ("![[a.png|200]]", "a.png", '<img src="HOLE" alt="a.png" width="200">'),
        (
            "![[a.PNG|A quay|200x100]]",
            "a.PNG",
            '<img src="HOLE" alt="A quay" width="200" height="100">',
        ),
        ("![[a.pdf|200]]", "a.pdf", '<a href="HOLE">200</a>'),
        ("[[a.png]]", "a.png", '<a href="HOLE">a.png</a>'),
    ],
)
def test_links_and_embeds_are_holes(markdown: str, target: str, html: str) -> None:
    (link,) = body(markdown).links
    assert (link.target, shown(markdown).replace(f" {LAZY}>", ">")) == (target, f"<p>{html}</p>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("[[a]](https://b.example/)", '<a href="https://b.example/">[a]</a>'),
        ("[[a]][r]\n\n[r]: https://b.example/", '<a href="https://b.example/">[a]</a>'),
        ("[[r]]\n\n[r]: https://b.example/", '[<a href="https://b.example/">r</a>]'),
        ("[a [[b]] c](https://b.example/)", '<a href="https://b.example/">a [[b]] c</a>'),
        ("![[a]](b.png)", f'<img src="HOLE" alt="[a]" {LAZY}>'),
    ],
)
def test_commonmark_goes_first(markdown: str, html: str) -> None:
    assert shown(markdown) == f"<p>{html}</p>"


def test_a_wiki_link_has_its_line() -> None:
    assert [link.place.line for link in body("a\n[[b]] ![[c]]\n![[d.png]]").links] == [2, 2, 3]
