"""The script tag: its data attributes, and its place at the end of the body."""

from builder.serve.reload_script import SCRIPT, inject, script_tag


def test_the_tag_has_an_attribute_for_each_value_that_there_is() -> None:
    tag = script_tag(likeness="ab", file='content/"&<.md', missing=None, made_by="x")
    assert tag == (
        b'<script src="/.dateline/reload.js" data-likeness="ab" data-file="content/&quot;&amp;&lt;.md"'
        b' data-made-by="x"></script>'
    )


def test_the_tag_is_injected_before_the_end_of_the_body_or_of_the_page() -> None:
    assert inject(b"T", b"<body></body><p></body></html>") == b"<body></body><p>T</body></html>"
    assert inject(b"T", b"<p>Words.") == b"<p>Words.T"


def test_the_script_names_no_other_server() -> None:
    assert "http" not in SCRIPT.read_text(encoding="utf-8")
