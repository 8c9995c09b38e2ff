"""Reading the pages of the manual and their sections."""

from pathlib import Path

from builder.manual.pages import read_manual, read_page


def write(folder: Path, **pages: str) -> None:
    for name, text in pages.items():
        file = folder / f"{name.replace('__', '/')}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def test_a_section_reaches_to_the_next_heading_of_its_rank(tmp_path: Path) -> None:
    front = "---\ntitle: A\norder: 1\nsummary: Of A.\n---\n"
    text = f"{front}<!-- made -->\n\nFirst.\n\n## One\n\n1\n\n### Inner\n\n1.1\n\n## One\n"
    write(tmp_path, a=text)
    page = read_page("a", tmp_path)
    assert (page.whole.heading, page.whole.summary, page.order) == ("A", "Of A.", 1)
    assert page.whole.text.startswith("First.")
    assert [(each.heading, each.anchor, each.text) for each in page.sections] == [
        ("One", "one", "1\n\n### Inner\n\n1.1"),
        ("Inner", "inner", "1.1"),
        ("One", "one-1", ""),
    ]


def test_what_looks_like_a_heading_in_an_example_is_none(tmp_path: Path) -> None:
    write(tmp_path, a="---\ntitle: A\n---\n````sh\n```\n## no\n````\n\n## `theme.ink`\n\n~~~\n## no\n~~~\n")
    assert [each.address for each in read_page("a", tmp_path).sections] == ["a#themeink"]


def test_folders_and_pages_stand_in_their_order(tmp_path: Path) -> None:
    front = "---\ntitle: {0}\norder: {0}\n---\n"
    write(tmp_path, z__index=front.format(1), z__a=front.format(2), z__b=front.format(1))
    write(
        tmp_path, a__index=front.format(2), a__c__index=front.format(3), a__c__d=front.format(1), a__e=front.format(1)
    )
    names = [page.whole.page for page in read_manual(tmp_path)]
    assert names == ["z/index", "z/b", "z/a", "a/index", "a/e", "a/c/index", "a/c/d"]
    assert read_page("a/c/index", tmp_path).whole.address == "a/c"
    assert read_page("a/c/index", tmp_path).part == "a"
