"""The tag stands at the end of the body, and says what the script has to know."""

from builder.serve.reload_script import SCRIPT, tag, with_tag


def test_the_tag_says_what_is_known_and_leaves_out_what_is_not() -> None:
    made = tag(likeness="ab", file='content/"&<.md', missing=None, made_by="x")
    assert made == (
        b'<script src="/.dateline/reload.js" data-likeness="ab" data-file="content/&quot;&amp;&lt;.md"'
        b' data-made-by="x"></script>'
    )


def test_the_tag_stands_before_the_end_of_the_body_or_of_the_page() -> None:
    assert with_tag(b"<body></body><p></body></html>", b"T") == b"<body></body><p>T</body></html>"
    assert with_tag(b"<p>Words.", b"T") == b"<p>Words.T"


def test_the_script_asks_nobody_else() -> None:
    assert "http" not in SCRIPT.read_text(encoding="utf-8")
