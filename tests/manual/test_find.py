"""Finding pages and sections of the manual by words."""

import pytest

from builder.manual.find import FEW, find, suggestion
from builder.manual.pages import ManualPage, Section, read_manual


def page(path: str, title: str, text: str = "", summary: str = "", **sections: str) -> ManualPage:
    parts = tuple(Section(path, name.replace("_", "."), words, name) for name, words in sections.items())
    return ManualPage(Section(path, title, text, summary=summary), parts, 1)


PAGES = (
    page("write/sources", "Where it was read", "Each source of an entry is listed. Ships are none."),
    page("write/boats", "Boats", "", "Ships and others."),
    page("reference/templates/feed", "feed.xml", "| `view.name` | text |"),
    page("reference/templates/entry", "entry.html, other.html", "| `view.name` | text |\n| `view.day` | text |"),
    page("reference/settings", "Settings", "", related_limit="how many", fleet="ships"),
    page("reference/commands", "Commands", "`--all`", build="  --drafts  all\n  --drafts-of X", check="of --drafts"),
)


def found(word: str) -> list[str]:
    return [section.address for section in find(PAGES, word).sections]


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("write/sources", "write/sources"),
        ("sources", "write/sources"),
        ("source", "write/sources"),
        ("Where it was read", "write/sources"),
        ("where-it-was-read", "write/sources"),
        ("write/source.md", "write/sources"),
        ("content/manual/write/boats.md", "write/boats"),
        ("templates/feed", "reference/templates/feed"),
        ("feed.xml", "reference/templates/feed"),
        ("other.html", "reference/templates/entry"),
        ("view.day", "reference/templates/entry"),
        ("related.limit", "reference/settings#related_limit"),
        ("limits", "reference/settings#related_limit"),
        ("`related.limit`", "reference/settings#related_limit"),
        ("settings#related_limit", "reference/settings#related_limit"),
        ("--drafts", "reference/commands#build"),
    ],
)
def test_what_is_called_so_alone_is_clear(word: str, address: str) -> None:
    assert found(word)[0] == address
    assert find(PAGES, word).is_clear


@pytest.mark.parametrize("word", ["ships", "listed", "feed", "entry", "view.name", "--all"])
def test_what_only_has_the_words_is_a_choice(word: str) -> None:
    assert found(word)
    assert not find(PAGES, word).is_clear


def test_a_title_comes_before_a_summary_and_that_before_a_text() -> None:
    assert found("ship") == ["write/boats", "write/sources", "reference/settings#fleet"]


def test_a_variable_of_several_templates_is_that_of_an_entry_first() -> None:
    assert found("view.name") == ["reference/templates/entry", "reference/templates/feed"]


def test_all_of_some_words_have_to_be_there_and_else_some_of_them() -> None:
    assert found("ships source") == ["write/sources"]
    assert find(PAGES, "ships nowhere").is_partial
    assert found("ships nowhere") == found("ships")
    assert found("never nowhere") == []
    assert found("") == []


def test_a_path_that_leads_nowhere_finds_nothing() -> None:
    assert found("write/sorces") == []
    assert suggestion(PAGES, "write/sorces") == "write/sources"


FIRST = {
    "draft": ("write/drafts",),
    "frontmatter": ("write/front-matter",),
    "front matter": ("write/front-matter",),
    "page": ("write/pages", "publish/pages"),
    "outlets": ("write/sources#outlets", "reference/settings#outlets"),
    "dead sources": ("keep/dead-sources",),
    "import csv": ("reference/commands#import", "coming-from/spreadsheet"),
    "import": ("keep/import", "reference/commands#import"),
    "view.title": ("reference/templates/entry",),
    "write/source.md": ("write/sources",),
    "keep/topic": ("keep/topics",),
    "topics": ("write/topics", "keep/topics"),
    "entries": ("write/entries",),
    "sources": ("write/sources", "reference/commands#sources"),
    "build": ("reference/commands#build",),
    "serve": ("reference/commands#serve",),
    "publish": ("publish", "reference/commands#publish"),
    "check": ("keep/check", "reference/commands#check"),
    "install": ("start/install",),
    "tutorial": ("start/tutorial",),
    "github pages": ("publish/github-pages",),
    "hugo": ("coming-from/hugo",),
    "colours": ("look/colours",),
    "color": ("look/colours",),
    "limits": ("explained/limits",),
    "search": ("explained/search", "reference/settings#search"),
    "history": ("keep/history",),
    "lang": ("reference/keys#lang", "reference/keys#lang-1"),
    "ignore_findings": ("reference/keys#ignore_findings", "reference/keys#ignore_findings-1"),
    "related.limit": ("reference/settings#relatedlimit",),
    "keep_going": ("reference/settings#keep_going",),
    "comment-cut": ("reference/problems/comment-cut",),
    "topics merge": ("reference/commands#topics-merge",),
    "entry.html": ("reference/templates/entry",),
    "template": ("look/templates",),
    "upgrade": ("keep/upgrading",),
    "obsidian": ("coming-from/obsidian",),
    "images": ("write/images",),
    "corrections": ("write/corrections",),
    "csv": ("publish/data#csv",),
}
"""For each of some words what comes first of the manual."""


@pytest.mark.parametrize("words", FIRST)
def test_the_page_that_words_make_one_think_of_comes_first(words: str) -> None:
    found = [section.address for section in find(read_manual(), words).sections]
    assert tuple(found[: len(FIRST[words])]) == FIRST[words], found


@pytest.mark.parametrize(
    ("words", "address"),
    [("error", "keep/messages"), ("update", "keep/upgrading"), ("redirects", "reference/keys#aliases")],
)
def test_words_that_the_manual_says_otherwise_find_it(words: str, address: str) -> None:
    found = find(read_manual(), words)
    assert not found.is_clear
    assert address in [section.address for section in found.sections][: FEW if words == "redirects" else 3]


@pytest.mark.parametrize("words", ["feed", "page", "redirects", "podcast", "ten thousand", "Datelines", "topic", "csv"])
def test_words_with_no_page_of_their_own_are_a_choice(words: str) -> None:
    found = find(read_manual(), words)
    assert found.sections
    assert not found.is_clear


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("adress-takn", "address-taken"),
        ("--keep-goin", "--keep-going"),
        ("keep/mesages", "keep/messages"),
        ("timezone", None),
        ("--nope", None),
        ("uninstall", None),
    ],
)
def test_only_what_begins_alike_and_is_much_alike_is_suggested(word: str, meant: str | None) -> None:
    assert suggestion(read_manual(), word) == meant
