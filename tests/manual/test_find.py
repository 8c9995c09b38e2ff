"""Finding pages and sections of the manual by a word."""

from builder.manual.find import matching, named
from builder.manual.pages import ManualPage, Section


def page(path: str, title: str, text: str = "", **sections: str) -> ManualPage:
    parts = tuple(Section(path, name.replace("_", "."), words, name) for name, words in sections.items())
    return ManualPage(Section(path, title, text), parts, 1)


PAGES = (
    page("write/sources", "Where it was read", "Each source of an entry is listed. Ships are none."),
    page("reference/templates/span", "day.html, month.html"),
    page("reference/settings", "Settings", "", related_limit="how many", limits="another"),
    page("reference/commands", "Commands", "", build="  --drafts  all\n  --drafts-of X", check="of --drafts"),
)


def found(word: str) -> list[str]:
    return [section.address for section in named(PAGES, word)]


def test_a_page_is_named_by_its_path_the_end_of_it_and_its_title() -> None:
    for word in ("write/sources", "sources", "Where it was read", "where-it-was-read"):
        assert found(word) == ["write/sources"]
    for word in ("templates/span", "span", "month.html"):
        assert found(word) == ["reference/templates/span"]


def test_a_section_is_named_by_its_heading_and_by_the_end_of_a_dotted_one() -> None:
    for word in ("related.limit", "limit", "`related.limit`", "settings#related_limit"):
        assert found(word) == ["reference/settings#related_limit"]


def test_an_option_names_the_commands_that_declare_it() -> None:
    assert found("--drafts") == ["reference/commands#build"]
    assert found("--draft") == []


def test_other_words_have_to_be_there_all_and_headings_count_most() -> None:
    assert [section.address for section in matching(PAGES, "ships source")] == ["write/sources"]
    assert matching(PAGES, "build")[0].address == "reference/commands#build"
    assert matching(PAGES, "ships nowhere") == ()
