"""The page form: read in all its variations, and written so that it reads back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.content.page_form import (
    ItemToWrite,
    ListItem,
    PageForm,
    PageToWrite,
    is_index,
    is_page_form,
    join_names,
    names_with_commas,
    parse,
    split_names,
    take_title,
    write,
)

PLAIN = """### [2011-05-4](/news/2011/05/4/index.md)

# The lake freezes over.\x20

Skaters come from three towns.\x20


### Source:

1. [Lake Post](http://lake.example/a)
2. [Town Crier](http://crier.example/b)

### Related:

1. [The lake thaws. ](/news/2011/03/1/the-lake-thaws.md) _Context: Lake, Los Angeles, California_
2. [Skates sell out](/news/2010/12/9/skates-sell-out.md) _Context: Lake_
"""

LATER = """
Formats: [HTML](/news/2011/05/4/a.html)  [JSON](/news/2011/05/4/a.json)  [XML](/news/2011/05/4/a.xml)\x20\x20

### [2011-05-4](/news/2011/05/4/index.md)

##### Lake
# The lake freezes over

Skaters come.


### Sources:

1. [Lake Post](http://lake.example/a)
2. [Town Crier](http://crier.example/b)
2. [Cover Image](http://crier.example/b.jpg)

### Changes:

1. [Lake: The lake freezes](/news/2011/05/4/lake-the-lake-freezes.md) _2018-02-01 10:00:00 (First version)_
2. [The lake froze](/news/2011/05/4/the-lake-froze.md) _2018-02-02 10:00:00 (Update)_
2. [The lake freezes over](/news/2011/05/4/a.md) _(Current version)_

### Related:

1. [The lake thaws](/news/2011/03/1/the-lake-thaws.md) _Context: Lake_
"""


def related_item(line: str) -> ListItem:
    """The one item of a Related list of one line."""
    (item,) = parse(f"# T\n\n### Related:\n\n{line}\n").related
    return item


def test_a_page_is_taken_apart_with_the_line_of_each_part() -> None:
    assert parse(PLAIN) == PageForm(
        date="2011-05-4",
        date_line=1,
        title="The lake freezes over. ",
        title_line=3,
        body="Skaters come from three towns. ",
        body_line=5,
        lists={
            "Source": (
                ListItem("Lake Post", "http://lake.example/a", 10),
                ListItem("Town Crier", "http://crier.example/b", 11),
            ),
            "Related": (
                ListItem("The lake thaws. ", "/news/2011/03/1/the-lake-thaws.md", 15, "Lake, Los Angeles, California"),
                ListItem("Skates sell out", "/news/2010/12/9/skates-sell-out.md", 16, "Lake"),
            ),
        },
    )


def test_formats_and_main_topic_are_no_part_of_the_body() -> None:
    page = parse(LATER)
    assert (page.date, page.title, page.body, page.body_line) == (
        "2011-05-4",
        "The lake freezes over",
        "Skaters come.",
        9,
    )


def test_sources_in_the_plural_are_the_same_list() -> None:
    assert [source.text for source in parse(LATER).sources] == ["Lake Post", "Town Crier"]


def test_the_cover_image_is_listed_among_the_sources_but_is_none() -> None:
    cover = parse(LATER).cover
    assert cover == ListItem("Cover Image", "http://crier.example/b.jpg", 16)
    assert parse(PLAIN).cover is None


def test_changes_keep_every_address_even_where_a_number_is_repeated() -> None:
    assert [change.url for change in parse(LATER).changes] == [
        "/news/2011/05/4/lake-the-lake-freezes.md",
        "/news/2011/05/4/the-lake-froze.md",
        "/news/2011/05/4/a.md",
    ]


def test_the_note_behind_a_change_is_not_a_context() -> None:
    assert {change.contexts for change in parse(LATER).changes} == {""}


def test_the_heading_with_the_date_may_stand_above_the_formats_or_the_main_topic() -> None:
    page = parse("##### Lake\n### [2011-05-4](/d)\n##### Lake\n# T\n")
    assert (page.date, page.title, page.body) == ("2011-05-4", "T", "")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("#  Old story", " Old story"),
        ("# Story. ", "Story. "),
        ("# Dos  increased", "Dos  increased"),
        ("# The [U.S.] index", "The [U.S.] index"),
        ("# Cats & dogs &ndash; &#039;peace&#039;", "Cats & dogs – 'peace'"),
        ("#\tTabbed", "Tabbed"),
    ],
)
def test_a_title_keeps_its_blanks_and_loses_its_entities(line: str, title: str) -> None:
    assert parse(f"{line}\n").title == title


def test_only_the_first_title_is_the_title() -> None:
    page = parse("# One\n\nText.\n\n# Two\n### [A link](x)\n")
    assert (page.title, page.date, page.body) == ("One", None, "Text.\n\n# Two\n### [A link](x)")


def test_a_page_without_parts_has_none() -> None:
    page = parse("# T\n\n\n\n\n")
    assert (page.body, page.sources, page.related, page.changes, page.contexts) == ("", (), (), (), None)


def test_text_without_a_title_is_all_body() -> None:
    assert parse("\nOne.\n\nTwo.\n") == PageForm(body="One.\n\nTwo.", body_line=2)


def test_the_body_keeps_its_paragraphs_and_code() -> None:
    assert parse("# T\n\nOne.\n\n    code\n\n## Two\n\n### Source:\n").body == "One.\n\n    code\n\n## Two"


def test_the_contexts_may_stand_on_a_line_of_their_own() -> None:
    page = parse("# T\n\nText.\n\n_Context: Iran, North Korea_\n\n### Source:\n")
    assert (page.contexts, page.contexts_line, page.body) == ("Iran, North Korea", 5, "Text.")


def test_the_contexts_may_stand_below_the_lists() -> None:
    assert parse(f"{PLAIN}\n_Context: Lake_\n").contexts == "Lake"


def test_text_below_a_list_is_not_lost() -> None:
    assert "A word more." in parse("# T\n\nText.\n\n### Source:\n\n1. [A](b)\n\nA word more.\n").body


@pytest.mark.parametrize(
    ("line", "text", "url", "contexts"),
    [
        ("1. [T](/a.md) _Context: A, B_", "T", "/a.md", "A, B"),
        ("1. [T](/a.md)", "T", "/a.md", ""),
        ("12. [T](/a.md)_Context: A_", "T", "/a.md", "A"),
        ("1. [ T. ](/a.md) _Context: A_  ", " T. ", "/a.md", "A"),
        ("1. [The [U.S.] index](/a.md) _Context: A_", "The [U.S.] index", "/a.md", "A"),
        ("1. [T](http://a.example/b_(c)) _Context: A_", "T", "http://a.example/b_(c)", "A"),
        ("1. [T](/a.md) _Context: snake_case_", "T", "/a.md", "snake_case"),
        ("1. [A &amp; B](/a.md)", "A & B", "/a.md", ""),
        ("1. [T]()", "T", None, ""),
        ("1. Only words &amp; no link", "Only words & no link", None, ""),
    ],
)
def test_a_line_of_a_list_is_a_text_with_or_without_link_and_contexts(
    line: str, text: str, url: str | None, contexts: str
) -> None:
    assert related_item(line) == ListItem(text, url, 5, contexts)


@pytest.mark.parametrize(
    ("text", "page_form"),
    [
        ("### [2011-05-4](/d)\n\n# T\n", True),
        ("\nFormats: [HTML](/a)\n\n### [2011-05](/d)\n# T\n", True),
        ("# T\n\n### [2011-05-4](/d)\n", False),
        ("Words.\n", False),
        ("##### Lake\n### [2011-05-4](/d)\n", True),
        ("Words.\n\n### [2011-05-4](/d)\n# T\n", False),
        ("```\n### [2011-05-4](/d)\n```\n", False),
    ],
)
def test_a_date_that_is_the_first_heading_tells_the_page_form(text: str, page_form: bool) -> None:
    assert is_page_form(text) is page_form


def test_a_heading_that_links_elsewhere_is_not_a_date() -> None:
    assert not is_page_form("### [The report](https://a.example/)\n\nText.\n")


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("## [2011-05-4](/d)\n\n### [One](/a.md)\nWords.\n", True),
        ("\nFormats: [HTML](a)\n\n## [2011-05-4](/d)\n", True),
        ("## [News](/news)\n\n##### Lake\n### [One](/a.md)\n", True),
        ("##### Lake\n### [One](/a.md)\n", True),
        ("### [2011-05-4](/d)\n\n# T\n", False),
        ("## Questions\n\n### [One](/a.md)\n", False),
        ("# T\n", False),
        ("Words.\n", False),
        ("", False),
    ],
)
def test_a_list_of_links_is_told_from_a_page(text: str, index: bool) -> None:
    assert is_index(text) is index


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("Iran, North Korea", (), ("Iran", "North Korea")),
        ("Los Angeles\\, California, Iran", (), ("Los Angeles, California", "Iran")),
        ("Iran, Los Angeles, California", ("Los Angeles, California",), ("Iran", "Los Angeles, California")),
        ("A, B, C", ("A, B", "A, B, C"), ("A, B, C",)),
        ("A, B, C", ("B, C",), ("A", "B, C")),
        (" Iran ,, ", (), ("Iran",)),
        ("", (), ()),
    ],
)
def test_a_comma_parts_names_unless_it_is_escaped_or_known(
    text: str, known: tuple[str, ...], names: tuple[str, ...]
) -> None:
    assert split_names(text, known) == names


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Iran, North Korea, ballistic missile", "Iran, North Korea"], set()),
        (["Los Angeles, California, hip hop", "Los Angeles, California"], {"Los Angeles, California"}),
        (["Los Angeles, California, hip hop"], set()),
        (["Los Angeles, California", "Los Angeles, California", "California"], set()),
        (["Austin, Texas", "Austin, Texas"], set()),
        ([], set()),
    ],
)
def test_a_name_holds_a_comma_where_several_lines_would_else_be_out_of_order(lines: list[str], names: set[str]) -> None:
    assert names_with_commas(lines) == names


NAME = st.text("abÉ ,_&'().", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(NAME))
def test_names_are_read_back_as_they_were_joined(names: list[str]) -> None:
    assert split_names(join_names(names)) == tuple(names)


WORDS = st.text("abcÉ[]()_*&;#.,'\"|<> ", min_size=1, max_size=12)
URLS = st.text("abc/_().:?&#-", min_size=1, max_size=12)
CONTEXTS = st.lists(NAME, min_size=1, max_size=3).map(tuple)
BODIES = st.lists(st.text("abc .é&*", min_size=1, max_size=8), max_size=4).map("\n".join).map(str.strip)


@given(
    title=WORDS,
    body=BODIES,
    sources=st.lists(st.tuples(WORDS, URLS), max_size=3),
    related=st.lists(st.tuples(WORDS, URLS, CONTEXTS), max_size=3),
    contexts=st.none() | CONTEXTS,
)
def test_a_page_is_read_back_as_it_was_written(
    title: str,
    body: str,
    sources: list[tuple[str, str]],
    related: list[tuple[str, str, tuple[str, ...]]],
    contexts: tuple[str, ...] | None,
) -> None:
    page = PageToWrite(
        date="2011-05-4",
        day="/news/2011/05/4/index.md",
        title=title,
        body=body,
        sources=[ItemToWrite(text, url) for text, url in sources],
        related=[ItemToWrite(text, url, shared) for text, url, shared in related],
        contexts=contexts,
    )
    parsed = parse(write(page))
    assert (parsed.date, parsed.title, parsed.body) == ("2011-05-4", title, body)
    assert [(item.text, item.url) for item in parsed.sources] == sources
    assert [(item.text, item.url, split_names(item.contexts)) for item in parsed.related] == related
    assert (parsed.contexts is None) is (contexts is None)
    assert split_names(parsed.contexts or "") == (contexts or ())


@pytest.mark.parametrize("title", ["Cats &amp; dogs", "&#039;", "AT&T", "x &copy y", "?a=1&times=2"])
def test_what_looks_like_an_entity_in_a_title_is_read_back(title: str) -> None:
    assert parse(write(PageToWrite("2011", "/d", title, "", [ItemToWrite(title, "/a")], []))).title == title


def test_a_source_without_an_address_is_written_as_words() -> None:
    page = write(PageToWrite("2011-05-4", "/d", "T", "", [ItemToWrite("By phone", None)], []))
    assert parse(page).sources == (ListItem("By phone", None, 10),)


def test_the_seed_form_is_written_to_the_letter() -> None:
    page = PageToWrite(
        date="2011-05-4",
        day="/news/2011/05/4/index.md",
        title="The lake freezes over. ",
        body="Skaters come from three towns. ",
        sources=[
            ItemToWrite("Lake Post", "http://lake.example/a"),
            ItemToWrite("Town Crier", "http://crier.example/b"),
        ],
        related=[
            ItemToWrite("The lake thaws. ", "/news/2011/03/1/the-lake-thaws.md", ("Lake", "Los Angeles, California")),
            ItemToWrite("Skates sell out", "/news/2010/12/9/skates-sell-out.md", ("Lake",)),
        ],
    )
    assert write(page) == PLAIN.replace("Los Angeles, ", "Los Angeles\\, ")


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_what_stands_between_fences_is_part_of_the_body(fence: str) -> None:
    text = f"# T\n\n{fence}\n# not a title\n\n_Context: Iran_\n{fence}\n\n_Context: Iraq_\n"
    parsed = parse(text)
    assert (parsed.title, parsed.contexts) == ("T", "Iraq")
    assert parsed.body == f"{fence}\n# not a title\n\n_Context: Iran_\n{fence}"


def test_an_item_that_only_was_a_comment_is_none() -> None:
    assert [item.text for item in parse("# T\n\n### Source:\n\n1. A\n2. \n3. B\n").sources] == ["A", "B"]


@pytest.mark.parametrize("name", ["Related", "Changes"])
def test_a_derived_list_with_words_that_are_no_link_is_body_too(name: str) -> None:
    assert parse(f"# T\n\n### {name}:\n\n1. Words\n2. [A](/a.md)\n").body == f"### {name}:\n\n1. Words\n2. [A](/a.md)"
    assert parse(f"# T\n\n### {name}:\n\n2. [A](/a.md)\n").body == ""


def test_what_stands_behind_a_source_in_italics_is_part_of_its_name() -> None:
    assert parse("# T\n\n### Source:\n\n1. [A](/a) _in Finnish_\n").sources == (ListItem("A (in Finnish)", "/a", 5),)


@pytest.mark.parametrize(
    ("text", "title", "body", "line"),
    [
        ("# T\n\nOne.\n", "T", "One.\n", 3),
        ("\n\n#  T #\nOne.", " T", "One.", 4),
        ("T *t*\n===\n\nOne.", "T *t*", "One.", 4),
        ("# T &amp; *t* {#own}\n", "T &amp; *t*", "", 2),
        ("One.\n\n# T\n", None, "One.\n\n# T\n", 1),
        ("## T\n", None, "## T\n", 1),
        ("#\n", None, "#\n", 1),
        ("- T\n===\n", None, "- T\n===\n", 1),
        ("```\n# T\n```\n", None, "```\n# T\n```\n", 1),
    ],
)
def test_a_title_is_a_first_heading_above_all_else(text: str, title: str | None, body: str, line: int) -> None:
    page = take_title(text)
    assert (page.title, page.body, page.body_line) == (title, body, line)


def test_a_page_with_another_title_keeps_its_own_in_the_text() -> None:
    assert parse(PLAIN, is_titled=True).body.startswith("# The lake freezes over.")


def test_a_line_of_blanks_leaves_a_list_open_and_words_close_it() -> None:
    parsed = parse("# T\n\n### Source:\n\n1. A\n   \n2. B\nwords\n3. C\n")
    assert [item.text for item in parsed.sources] == ["A", "B"]
    assert parsed.body == "words\n3. C"
