"""What a page weighs is counted right."""

from pathlib import Path

from tests.weight import compressed, loaded, sent, weight

PAGE = """<!doctype html><link rel="stylesheet" href="../static/a%20b.css"><link rel="canonical" href="other.html">
<link rel="icon" href="data:,"><link rel="icon" href="/repo/static/icon.svg">
<link rel="stylesheet" href="/static/other.css">
<script src="https://example.org/x.js"></script><img src="picture.png" alt="">
<a href="other.html">Other</a>"""


def write(folder: Path) -> Path:
    """A site of one page, with what it loads and what it does not; gives the page."""
    files = {
        "news/page.html": PAGE,
        "news/other.html": "<p>Other",
        "news/picture.png": "P" * 1000,
        "static/a b.css": "@import 'more.css'; p { background: url(paper.svg) }",
        "static/more.css": "p { color: red }" * 20,
        "static/icon.svg": "<svg/>",
        "static/paper.svg": "<svg/>" * 20,
        "static/other.css": "p { color: blue }",
    }
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "news/page.html"


def test_a_page_loads_its_pictures_and_styles_and_what_those_load(tmp_path: Path) -> None:
    names = {file.name for file in loaded(write(tmp_path), tmp_path)}
    assert names == {"a b.css", "more.css", "icon.svg", "paper.svg", "picture.png"}


def test_texts_are_weighed_compressed_and_pictures_as_they_are(tmp_path: Path) -> None:
    page = write(tmp_path)
    assert len(sent(tmp_path / "static/more.css")) == len(compressed(b"p { color: red }" * 20)) < 320
    assert len(sent(tmp_path / "news/picture.png")) == 1000
    files = (page, *loaded(page, tmp_path))
    assert weight(page, tmp_path) == sum(len(sent(file)) for file in files) > 1000
