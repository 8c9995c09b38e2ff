"""Links in raw HTML."""

import pytest

from builder.content.raw_html import open_holes


@pytest.mark.parametrize(
    ("html", "targets"),
    [
        ('<img src="a.png" alt="src=\'b\'">', ["a.png"]),
        ("<a class=x href=a.md#b>", ["a.md#b"]),
        ("<a\nhref='a&amp;b.md'>", ["a&b.md"]),
        ('<video src="a.mp4" poster="b.png">', ["a.mp4", "b.png"]),
        ('<a href="https://a.example/">', []),
        ('<a href="//a.example/">', []),
        ('<a href="mailto:a@b.example">', []),
        ('<a href="">', []),
        ('<a data-href="a.md">', []),
        ('text href="a.md"', []),
        ('</a href="a.md">', []),
    ],
)
def test_relative_addresses_of_tags_are_taken(html: str, targets: list[str]) -> None:
    taken: list[str] = []
    made = open_holes(html, "HOLE", lambda target, _: taken.append(target))
    assert taken == targets
    assert made.count('="HOLE"') == len(targets)
    assert bool(targets) or made == html


def test_each_has_its_line() -> None:
    lines: list[int] = []
    open_holes('<p>\n<a\nhref="a"><img src="b">', "", lambda _, line: lines.append(line))
    assert lines == [2, 2]
