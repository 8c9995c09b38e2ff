"""One file to one entry or page: where its date, section, slug and contexts come from, and what can be wrong."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.config.config import Config
from builder.config.topics import TopicSettings
from builder.content.location import Location, locate
from builder.content.markdown import MarkdownRenderer
from builder.content.parse import parse
from builder.core.dates import Date
from builder.core.model import Context, Detail, Entry, Image, Page, Parsed, Source, TopicFile
from builder.core.problems import Code, Place
from builder.frontmatter.keys import key_mapping
from tests.sites import SiteFolder

CONFIG = Config(Path("/site"))
TITLED = "---\ntitle: T\n---\n"
DATED = "news/2011/05/15/x.md"


def location_of(inside: str) -> Location:
    """What a path below content/ says."""
    return locate(f"content/{inside}", inside)


def parsed(text: str, inside: str = DATED, config: Config = CONFIG) -> Parsed:
    """What a file gives."""
    return parse(text, location_of(inside), config, MarkdownRenderer()).parsed


def detail(text: str, inside: str = DATED) -> Detail:
    """What only the file's own page shows."""
    return parse(text, location_of(inside), CONFIG, MarkdownRenderer()).detail


def entry(text: str, inside: str = DATED, config: Config = CONFIG) -> Entry:
    """The entry of a file that nothing is wrong with."""
    result = parsed(text, inside, config)
    assert result.problems == ()
    assert isinstance(result.item, Entry)
    return result.item


def page(text: str, inside: str) -> Page:
    """The page of a file that nothing is wrong with."""
    result = parsed(text, inside)
    assert result.problems == ()
    assert isinstance(result.item, Page)
    return result.item


def codes_and_lines(result: Parsed) -> list[tuple[Code, int]]:
    """The codes and lines of a file's problems."""
    return [(problem.code, problem.place.line) for problem in result.problems]


@pytest.mark.parametrize("file", ["index.md", "README.md", "Readme.md"])
def test_the_file_of_a_folder_has_the_name_of_the_folder(file: str) -> None:
    entry_of_folder = entry(TITLED, f"opinion/2017/04/4/the-long-view/{file}")
    assert entry_of_folder.address == "opinion/2017/04/4/the-long-view.html"


def test_the_file_of_a_folder_may_have_its_date_in_the_folder_name() -> None:
    assert entry(TITLED, "news/2011-05-15-x/index.md").address == "news/2011/05/15/x.html"


def test_the_file_of_a_day_is_named_by_its_title() -> None:
    assert entry("---\ntitle: The lake\n---\n", "news/2011/05/15/index.md").address == "news/2011/05/15/the-lake.html"


@pytest.mark.parametrize(
    ("text", "inside", "date"),
    [
        ("---\ntitle: T\ndate: 2011-05-15\n---\n", "news/x.md", Date(2011, 5, 15)),
        ("---\ntitle: T\ndate: 2011\n---\n", "news/x.md", Date(2011)),
        ("### [2011-05-5](/d)\n\n# T\n", "news/x.md", Date(2011, 5, 5)),
        (TITLED, "news/2011-05-15-x.md", Date(2011, 5, 15)),
        (TITLED, "news/2011/05/15/x.md", Date(2011, 5, 15)),
        (TITLED, "news/2011/05/x.md", Date(2011, 5)),
        (TITLED, "news/2011/x.md", Date(2011)),
        ("---\ntitle: T\ndate:\n---\n", "news/2011/05/15/x.md", Date(2011, 5, 15)),
    ],
)
def test_the_date_comes_from_one_of_four_places(text: str, inside: str, date: Date) -> None:
    assert entry(text, inside).date == date


def test_places_that_agree_are_no_problem() -> None:
    text = "---\ndate: 2011-05-05\n---\n### [2011-05-5](/d)\n\n# T\n"
    assert entry(text, "news/2011/05/5/2011-05-05-x.md").date == Date(2011, 5, 5)


@pytest.mark.parametrize(
    ("text", "inside", "date"),
    [
        ("---\ntitle: T\ndate: 2011-05\n---\n", "news/2011/05/15/x.md", Date(2011, 5)),
        ("---\ntitle: T\ndate: 2011-05-15\n---\n", "news/2011/x.md", Date(2011, 5, 15)),
        (TITLED, "news/2011/05/2011-05-15-x.md", Date(2011, 5, 15)),
    ],
)
def test_a_date_and_the_span_that_holds_it_agree(text: str, inside: str, date: Date) -> None:
    assert entry(text, inside).date == date


@pytest.mark.parametrize(
    ("text", "inside", "line", "what"),
    [
        (
            "---\ntitle: T\ndate: 2011-05-16\n---\n",
            "news/2011-05-15-x.md",
            3,
            "the front matter says 2011-05-16, but the file name says 2011-05-15",
        ),
        (
            "\n### [2011-05-16](/d)\n\n# T\n",
            "news/2011/05/15/x.md",
            2,
            "the heading says 2011-05-16, but the folder says 2011-05-15",
        ),
        (
            TITLED,
            "news/2011/06/2011-05-15-x.md",
            0,
            "the file name says 2011-05-15, but the folder says 2011-06",
        ),
    ],
)
def test_places_that_disagree_are_told_and_the_first_one_counts(text: str, inside: str, line: int, what: str) -> None:
    result = parsed(text, inside)
    assert [(p.code, p.place.line, p.what) for p in result.problems] == [(Code.DATE_CONFLICT, line, what)]
    assert isinstance(result.item, Entry)
    assert result.item.date.iso in what.partition(", but")[0]


def test_two_places_that_disagree_are_told_even_if_a_third_holds_both() -> None:
    result = parsed("---\ntitle: T\ndate: 2011\n---\n", "news/2011/06/2011-05-15-x.md")
    assert [code for code, _ in codes_and_lines(result)] == [Code.DATE_CONFLICT]


@pytest.mark.parametrize(
    ("text", "inside", "line", "words"),
    [
        ("---\ntitle: T\ndate: soon\n---\n", "news/x.md", 3, '"soon" is not a date'),
        ("# T\n\n", "news/2011/13/x.md", 0, "there is no month 13 (in the folder)"),
        (TITLED, "news/2011-02-30-x.md", 0, "February 2011 has 28 days, not 30 (in the file name)"),
        ("---\n---\n### [2011-05-32](/d)\n\n# T\n", "x.md", 3, "May 2011 has 31 days, not 32 (in the heading)"),
    ],
)
def test_an_impossible_date_is_told_and_gives_no_item(text: str, inside: str, line: int, words: str) -> None:
    result = parsed(text, inside)
    assert [(p.code, p.place.line, p.what) for p in result.problems] == [(Code.DATE_INVALID, line, words)]
    assert result.item is None


def test_an_entry_keeps_its_place_if_one_of_its_dates_is_impossible() -> None:
    result = parsed("---\ntitle: T\ndate: soon\n---\n")
    assert isinstance(result.item, Entry)
    assert (result.item.date, codes_and_lines(result)) == (Date(2011, 5, 15), [(Code.DATE_INVALID, 3)])


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ("about.md", "about.html"),
        ("About us.md", "about-us.html"),
        ("about/index.md", "about/index.html"),
        ("help/writing/README.md", "help/writing/index.html"),
        ("posts/_index.md", "posts/index.html"),
        ("_index.md", "index.html"),
    ],
)
def test_a_file_without_a_date_is_a_page(inside: str, address: str) -> None:
    assert page("# About\n\nText.\n", inside).address == address


def test_what_introduces_a_list_is_no_entry_whatever_it_has() -> None:
    text = "---\ntitle: Posts\ndate: 2011-05-15\ncontexts: [Iran]\n---\nWords.\n"
    assert page(text, "posts/_index.md").address == "posts/index.html"
    assert page("Words.\n", "posts/_index.md").title == "posts"
    assert page("Words.\n", "_index.md").title == "Introduction"


def test_a_page_has_the_keys_that_pages_have() -> None:
    text = "---\ntitle: ' About '\nsummary: S\nlang: fr\ndraft: true\naliases: [/old.html]\n---\nText.\n"
    result = page(text, "about.md")
    assert (result.title, result.summary, result.lang) == ("About", "S", "fr")
    assert [alias.target for alias in result.aliases] == ["/old.html"]
    assert detail(text, "about.md").body.markdown.strip() == "Text."


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("---\ntitle: T\nend: 2012\n---\n", "news/x.md"),
        ("---\ntitle: T\ncontexts: [Iran]\n---\n", "manual/start/x.md"),
        ("---\ntitle: T\nsources: [Post]\n---\n", "x.md"),
        ("---\ntitle: T\ncontexts: [Iran]\n---\n", "x.md"),
    ],
)
def test_an_entry_without_a_date_is_told(text: str, inside: str) -> None:
    result = parsed(text, inside)
    assert (result.item, codes_and_lines(result)) == (None, [(Code.DATE_MISSING, 1)])


def test_a_file_in_a_folder_that_has_no_date_may_be_a_page() -> None:
    result = parsed("---\ntitle: T\norder: 2\nstatus: old\n---\n", "manual/Get started/x.md")
    assert (result.problems, result.is_undated) == ((), True)
    assert isinstance(result.item, Page)
    assert (result.item.address, result.item.order) == ("manual/get-started/x.html", 2)
    others = ("about.md", "manual/index.md", "topics/iran.md", DATED)
    assert not any(parsed(TITLED, inside).is_undated for inside in others)


def test_a_file_whose_date_is_wrong_tells_the_section_that_it_is_of() -> None:
    result = parsed("---\ntitle: T\ndate: 2011-13-01\n---\n", "Opinion/x.md")
    assert (result.item, result.dated_section) == (None, "opinion")
    assert parsed(TITLED).dated_section == ""


@pytest.mark.parametrize(
    ("inside", "address"),
    [
        ("m/2011-05-15-x.md", "m/2011-05-15-x.html"),
        ("2011/05/15/x.md", "2011/05/15/x.html"),
        ("m/2011/index.md", "m/2011/index.html"),
        ("m/2011/_index.md", "m/2011/index.html"),
    ],
)
def test_a_page_of_the_settings_has_no_date_whatever_it_says(inside: str, address: str) -> None:
    location = locate(f"content/{inside}", inside, is_page=True)
    text = "---\ntitle: T\ndate: 2011-05-15\ncontexts: [Iran]\nsources: [Post]\n---\n"
    result = parse(text, location, CONFIG, MarkdownRenderer()).parsed
    assert result.problems == ()
    assert isinstance(result.item, Page)
    assert result.item.address == address


@pytest.mark.parametrize("text", ["", " \n\n", "\ufeff\n", "\r\n"])
def test_an_empty_file_is_told(text: str) -> None:
    result = parsed(text)
    assert (result.item, codes_and_lines(result)) == (None, [(Code.FILE_EMPTY, 0)])


@pytest.mark.parametrize(
    ("text", "line"),
    [("Only words.\n", 1), ("---\ntitle: ' '\n---\n", 2), ("---\ncontexts: [a]\n---\n## H\n", 1)],
)
def test_a_file_without_a_title_is_told(text: str, line: int) -> None:
    result = parsed(text)
    assert (result.item, codes_and_lines(result)) == (None, [(Code.TITLE_MISSING, line)])


@pytest.mark.parametrize(
    ("inside", "title", "slug"),
    [
        ("news/2011-05-15-A pier opens.md", "A pier opens", "a-pier-opens"),
        ("news/2011.05.15 Ships.md", "Ships", "ships"),
        ("news/2011-05-15_Under_way.md", "Under way", "under-way"),
        ("news/2011/05/15/the lake.md", "the lake", "the-lake"),
        ("news/2011-05-15 港.md", "港", "港"),
        ("news/2011-05-15.md", "2011-05-15", "entry"),
        ("news/20110515.md", "2011-05-15", "entry"),
    ],
)
def test_a_name_that_is_made_for_people_is_the_title_of_a_note_without_one(inside: str, title: str, slug: str) -> None:
    note = entry("- saw the tide tables\n", inside)
    assert (note.title, note.slug, note.date) == (title, slug, Date(2011, 5, 15))


def test_a_page_without_a_title_has_that_of_its_name() -> None:
    assert page("Words.\n", "Harbour plan.md").title == "Harbour plan"


def test_a_written_title_comes_before_the_name() -> None:
    assert entry("# Heading\n", "news/2011-05-15 Name.md").title == "Heading"


def test_everything_that_is_wrong_with_a_file_is_told_at_once() -> None:
    result = parsed("---\ndate: 2011-13-01\nimportance: 11\ncontexts: x\n---\n")
    codes = [Code.DATE_INVALID, Code.CONTEXTS_NOT_LIST, Code.VALUE_INVALID, Code.TITLE_MISSING]
    assert {code for code, _ in codes_and_lines(result)} == set(codes)


def test_the_mark_of_byte_order_is_not_part_of_the_text() -> None:
    assert entry(f"\ufeff{TITLED}").title == "T"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_ends_of_lines_of_other_systems_make_no_difference(ending: str) -> None:
    text = "---\ntitle: T\ncontexts:\n  - Iran\n---\nOne.\n\n[Two](x.md).\n"
    other = text.replace("\n", ending)
    assert (parsed(other), detail(other)) == (parsed(text), detail(text))


def test_front_matter_that_cannot_be_read_gives_no_item() -> None:
    result = parsed("---\ntitle: Iran: talks\n---\n")
    assert (result.item, codes_and_lines(result)) == (None, [(Code.UNQUOTED_COLON, 2)])


@pytest.mark.parametrize("inside", ["news/2011/05/15/index.md", "news/2011/05/15/README.md", "index.md"])
def test_a_list_of_links_that_another_generator_made_is_left_out(inside: str) -> None:
    result = parsed("## [2011-05-15](/d)\n\n### [One](/a.md)\nWords.\n", inside)
    assert (result.item, codes_and_lines(result)) == (None, [(Code.INDEX_SKIPPED, 0)])


@pytest.mark.parametrize(
    ("text", "inside", "slug"),
    [
        ("---\ntitle: Another title\n---\n", "news/2011/05/15/Old Name.md", "old-name"),
        ("---\ntitle: T\nslug: My Slug\n---\n", DATED, "my-slug"),
        ("---\ntitle: The lake, again\n---\n", "news/2011-05-15.md", "the-lake-again"),
        ("---\ntitle: The lake\nslug: '!!'\n---\n", DATED, "the-lake"),
        ("---\ntitle: '?!'\n---\n", "news/2011-05-15.md", "entry"),
        (f"---\ntitle: {'a' * 200}\n---\n", "news/2011-05-15.md", "a" * 140),
    ],
)
def test_the_slug_is_the_written_one_else_the_file_name_else_the_title(text: str, inside: str, slug: str) -> None:
    assert entry(text, inside).slug == slug


def test_the_title_is_shown_on_one_line_and_kept_as_written() -> None:
    result = entry("#  The  lake. \n")
    assert (result.title, result.written_title) == ("The lake.", " The lake.")


def test_an_entry_has_every_optional_key() -> None:
    text = (
        "---\ntitle: T\ncontexts: [Iran]\nsources: [{name: Post, url: 'http://a.example', date: 2011-05-14}]\n"
        "summary: S\nimage: {url: a.jpg, alt: A}\nimportance: 7\nstatus: open\nlocation: Geneva\nupdated: 2011-06\n"
        "lang: pt-BR\ndraft: true\naliases: [/old.html]\nrelated: [news/2011/05/16/y]\n---\n"
    )
    result = entry(text)
    assert result.contexts == (Context("Iran"),)
    assert detail(text).sources == (Source("Post", "http://a.example", Date(2011, 5, 14)),)
    assert result.image == Image("a.jpg", "A", place=Place(result.path, 6))
    assert (result.summary, result.importance, result.status, result.location) == ("S", 7, "open", "Geneva")
    assert (result.updated, result.lang) == (Date(2011, 6), "pt-BR")
    assert [(alias.target, alias.place.line) for alias in result.aliases] == [("/old.html", 13)]
    assert [(alias.target, alias.place.line) for alias in result.pins] == [("news/2011/05/16/y", 14)]


@pytest.mark.parametrize(
    ("date", "end", "kept"),
    [("2011-05-15", "2011-05-18", Date(2011, 5, 18)), ("2011-05", "2011", Date(2011)), ("2011-05", "2011-05", None)],
)
def test_an_entry_that_lasts_has_an_end(date: str, end: str, kept: Date | None) -> None:
    assert entry(f"---\ntitle: T\ndate: {date}\nend: {end}\n---\n", "t.md").end == kept


def test_an_end_before_the_date_is_told_and_left_out() -> None:
    result = parsed("---\ntitle: T\ndate: 2011-05-15\nend: 2011-04\n---\n", "t.md")
    assert [(problem.what, problem.place.line) for problem in result.problems] == [
        ("the end, 2011-04, lies before the date, 2011-05-15", 4)
    ]
    assert isinstance(result.item, Entry)
    assert result.item.end is None


def test_an_entry_of_a_title_alone_has_nothing_else() -> None:
    result = entry(TITLED)
    nothing = (
        result.end,
        result.summary,
        result.image,
        result.importance,
        result.status,
        result.location,
        result.updated,
        result.lang,
    )
    assert nothing == (None,) * 8
    assert (result.contexts, result.aliases, result.pins, result.related_lines) == ((), (), (), ())
    assert (detail(TITLED).sources, detail(TITLED).extra) == ((), {})


def test_an_entry_names_the_outlet_of_each_source_once() -> None:
    sources = "[Post, {url: 'http://www.a.example/b'}, {name: Post, url: 'http://b.example/'}, '?!']"
    assert entry(f"---\ntitle: T\nsources: {sources}\n---\n").outlets == ("Post", "a.example")
    assert entry(FORM, "news/x.md").outlets == ("Post", "Crier")
    assert entry(TITLED).outlets == ()


def test_an_unknown_key_is_told_and_kept_for_templates() -> None:
    text = "---\ntitle: T\nweather: cold\n---\n"
    assert isinstance(parsed(text).item, Entry)
    assert (detail(text).extra, codes_and_lines(parsed(text))) == ({"weather": "cold"}, [(Code.UNKNOWN_KEY, 3)])


FORM = """### [2011-05-15](/news/2011/05/15/index.md)

# The lake.\x20

Skaters come.

### Sources:

1. [Post](http://a.example/b)
2. [Crier](http://c.example/d)
2. [Cover Image](http://c.example/d.jpg)

### Changes:

1. [The pond](/news/2011/05/15/the-pond.md) _2018-02-01 10:00:00 (First version)_
1. [The lake](/news/2011/05/15/the-lake.md) _(Current version)_

### Related:

1. [Two](/news/2011/05/16/two.md) _Context: Lake, ice_
2. [Three](/news/2011/05/17/three.md) _Context: Lake, Los Angeles, California_
3. [Four](/news/2011/05/18/four.md) _Context: Los Angeles, California_
"""


def test_a_page_in_page_form_is_an_entry() -> None:
    result = entry(FORM, "news/x.md")
    beside = detail(FORM, "news/x.md")
    assert (result.title, beside.body.markdown, result.date) == ("The lake.", "Skaters come.", Date(2011, 5, 15))
    assert beside.sources == (Source("Post", "http://a.example/b"), Source("Crier", "http://c.example/d"))
    assert result.image == Image("http://c.example/d.jpg", place=Place(result.path, 11))


def test_the_contexts_of_a_page_are_the_union_of_its_related_lines_in_case_sensitive_order() -> None:
    names = [context.name for context in entry(FORM).contexts]
    assert names == ["Lake", "Los Angeles, California", "ice"]


def test_a_topic_of_the_settings_keeps_its_comma() -> None:
    config = Config(CONFIG.root, topics={"Austin, Texas": TopicSettings()})
    form = FORM.replace("Los Angeles, California", "Austin, Texas").replace("Lake, Austin", "Austin")
    assert [context.name for context in entry(form, DATED, config).contexts] == ["Austin, Texas", "Lake", "ice"]
    assert [context.name for context in entry(form).contexts] == ["Austin", "Lake", "Texas", "ice"]


def test_a_line_of_its_own_says_all_the_contexts() -> None:
    result = entry(FORM.replace("Skaters come.\n", "Skaters come.\n\n_Context: Skates_\n"))
    assert result.contexts == (Context("Skates"),)


def test_contexts_of_the_front_matter_come_before_those_of_the_page() -> None:
    assert entry(f"---\ncontexts: []\n---\n{FORM}").contexts == ()


def test_a_context_of_a_page_without_letter_or_digit_is_told_on_its_line() -> None:
    result = parsed("---\n---\n### [2011-05-15](/d)\n# T\n_Context: Iran, ?!_\n")
    assert isinstance(result.item, Entry)
    assert (result.item.contexts, codes_and_lines(result)) == ((Context("Iran"),), [(Code.CONTEXT_EMPTY, 5)])


def test_the_related_list_is_kept_to_be_checked() -> None:
    assert [(line.target, str(line.place)) for line in entry(FORM).related_lines] == [
        ("/news/2011/05/16/two.md", f"content/{DATED}:20"),
        ("/news/2011/05/17/three.md", f"content/{DATED}:21"),
        ("/news/2011/05/18/four.md", f"content/{DATED}:22"),
    ]


def test_the_addresses_that_a_page_had_become_aliases_the_current_one_does_not() -> None:
    assert [(alias.target, alias.place.line) for alias in entry(FORM).aliases] == [
        ("/news/2011/05/15/the-pond.html", 15)
    ]


def test_a_source_of_a_page_with_another_scheme_is_told_on_its_line() -> None:
    text = "### [2011-05-15](/d)\n# T\n### Source:\n\n1. [Post](ftp://a.example)\n2. Only words\n"
    assert isinstance(parsed(text).item, Entry)
    assert detail(text).sources == (Source("Post", note="ftp://a.example"), Source("Only words"))
    assert codes_and_lines(parsed(text)) == [(Code.SOURCE_ADDRESS, 5)]


def test_front_matter_before_a_page_in_page_form_comes_first() -> None:
    text = f"---\ntitle: Mine\nimage: own.jpg\nsources: [Own]\n---\n{FORM}"
    result = entry(text)
    assert (result.title, result.image) == ("Mine", Image("own.jpg", place=Place(result.path, 3)))
    assert detail(text).sources == (Source("Own"),)


def test_an_entry_with_a_title_in_its_front_matter_keeps_the_headings_of_its_body() -> None:
    text = f"{TITLED}# One\n\n### Source:\n\n1. Text.\n"
    assert entry(text)
    assert detail(text).body.markdown.strip() == "# One\n\n### Source:\n\n1. Text."


def test_a_body_may_begin_with_a_heading_that_is_a_link() -> None:
    text = f"{TITLED}### [The report](https://a.example/)\n\nText.\n"
    assert entry(text)
    assert "[The report]" in detail(text).body.markdown


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{TITLED}One.\n\n[x](javascript:a)\n", 6),
        ("### [2011-05-15](/d)\n\n# T\n\nOne.\n[x](javascript:a)\n", 6),
        ("---\ndraft: false\n---\n\n# T\n\n[x](javascript:a)\n", 7),
    ],
)
def test_a_refused_link_is_told_on_the_line_of_the_file(text: str, line: int) -> None:
    assert codes_and_lines(parsed(text)) == [(Code.LINK_REFUSED, line)]


@pytest.mark.parametrize("separator", ["\u2028", "\u0085"])
def test_unusual_separators_in_a_text_shift_no_line_numbers(separator: str) -> None:
    result = parsed(f"### [2011-05-15](/d)\n# T\nOne.{separator}Two.\n\n### Source:\n\n1. [Post](ftp://a.example)\n")
    assert codes_and_lines(result) == [(Code.SOURCE_ADDRESS, 7)]


def test_a_text_with_neither_date_nor_title_beside_a_bundles_own_is_one_error() -> None:
    (problem,) = parsed("Words.\n", "news/pier/extra.md").problems
    assert (problem.code, problem.what) == (Code.TITLE_MISSING, "the file has no title")
    assert problem.cure.endswith("above the text; an entry needs a date, too")
    (problem,) = parsed("---\nsources: [Post]\n---\nWords.\n", "news/pier/extra.md").problems
    assert (problem.code, problem.what) == (Code.DATE_MISSING, "the file has neither a date nor a title")
    assert problem.cure.startswith("write title: and date: 2011-05-15 in the front matter, or name the file 2011-05-15")


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# *Em* [link](https://a.example) \\* x", "Em link * x"),
        ("A **new** `pier`\n===", "A new pier"),
        ("#  A [[pier]] &amp; more #", " A pier & more"),
    ],
)
def test_a_heading_that_is_the_title_gives_its_words(heading: str, title: str) -> None:
    found = entry(f"{heading}\n\nText.\n")
    assert (found.title, found.written_title[:1]) == (title.strip(), " " if title[0] == " " else "")


def test_a_key_of_pages_has_no_meaning_in_an_entry_and_is_kept_for_templates() -> None:
    (problem,) = parsed("---\ntitle: T\norder: 3\n---\n").problems
    assert (problem.code, problem.place.line) == (Code.UNKNOWN_KEY, 3)
    assert problem.cure.startswith("it is a key of pages, and entries stand by their dates; take it away, or name")
    assert detail("---\ntitle: T\norder: 3\n---\n").extra == {"order": 3}
    assert page("---\ntitle: T\norder: 3\n---\n", "about.md").order == 3


def test_a_name_that_a_site_gives_a_key_of_pages_may_be_one_of_its_entries_too() -> None:
    fields = key_mapping(names={"order": ("weight",)})
    assert parsed("---\ntitle: T\nweight: 3\n---\n", config=replace(CONFIG, fields=fields)).problems == ()


CODE_FIRST = '## Run\n\n```python title="a.py"\ndef a(x): pass\n```\n\nIt takes a minute.\n\nAnd more.\n'


def test_the_excerpt_of_a_text_that_begins_with_code_is_its_first_paragraph(site: SiteFolder) -> None:
    site.write(
        {
            "content/guide/run.md": f"# Run it\n\n{CODE_FIRST}",
            "content/guide/index.md": "# Guide\n",
            "content/topics/run.md": f"# Run\n\n{CODE_FIRST}",
            "content/news/2011/05/15/run.md": f"---\ntitle: Run\ncontexts: [Run]\n---\n{CODE_FIRST}",
            "content/news/2011/05/15/walk.md": "---\ntitle: Walk\n---\nIt begins.\n\n- So.\n",
        }
    )
    site.build(base_url="https://example.org/")
    words = "It takes a minute."
    assert f'<p class="note">{words}</p>' in site.page("guide/index.html")
    for address in ("guide/run.html", "news/2011/05/15/run.html"):
        assert f'og:description" content="{words}">' in site.page(address), address
    (topic,) = (page for page in site.assemble().site.pages if isinstance(page, TopicFile))
    assert topic.excerpt == words
    assert 'og:description" content="It begins. So.">' in site.page("news/2011/05/15/walk.html")
