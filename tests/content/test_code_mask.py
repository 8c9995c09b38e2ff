"""The mask of code: blocks of code, and nothing else, in every kind of block."""

import pytest

from builder.content.code_mask import MASKED, mask_code


@pytest.mark.parametrize(
    ("markdown", "code"),
    [
        ("a\n```\nb\n```\nc", ["```", "b", "```"]),
        ("> ~~~ x\n> b\n\nc", ["> ~~~ x", "> b"]),
        ("- a\n\n      b\n\nc", ["      b"]),
        ("a\n\n    b\n\nc", ["    b"]),
        ("a\n    b", []),
        ("<!--\n```\n-->\nb", []),
        ("%%\n```\n%%\nb", []),
        ("{% highlight c %}\n```\n{% endhighlight %}\nb", []),
        ("{% highlight c %}\n```\nb", ["```", "b"]),
        ("`a`", []),
        ("a[^1]\n\n[^1]: b\n\n    c\n\n        d", ["        d"]),
        ("a\n: b\n\n    c", []),
    ],
)
def test_only_blocks_of_code_are_masked(markdown: str, code: list[str]) -> None:
    masked = mask_code(markdown, raw_html=False, percent=True).text
    assert len(masked) == len(markdown)
    pairs = zip(markdown.split("\n"), masked.split("\n"), strict=True)
    assert [line for line, shown in pairs if set(shown) == {MASKED}] == code


def test_backticks_in_raw_html_are_masked() -> None:
    assert mask_code("<div>\n`a`\n</div>", raw_html=True, percent=True).text == "<div>\n\x00a\x00\n</div>"
    assert mask_code("<div>\n`a`\n</div>", raw_html=False, percent=True).text == "<div>\n`a`\n</div>"


def test_a_comment_of_several_lines_is_known_by_its_offsets() -> None:
    assert mask_code("a\n\n> <!-- b\n\nc", raw_html=False, percent=True).comments == {5: 12}
