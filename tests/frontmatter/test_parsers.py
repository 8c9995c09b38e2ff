"""Parsers of front-matter values: what each gives, and what is noted of a wrong value."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from builder.core.dates import Date
from builder.core.model import Context, Correction, Image, Reference, Source
from builder.core.problems import NOWHERE, Code, Place
from builder.frontmatter.keys import DATE, DRAFT, LANG, SOURCES, TITLE, key_mapping
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.reader import FrontMatterReader
from builder.frontmatter.split import split
from tests.frontmatter.reading import key, noted, reader

Mapped = Callable[[str], KeyMapping]


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        ("Iran", "Iran"),
        ("2011", "2011"),
        ("1.5", "1.5"),
        ("no", "no"),
        ("|\n  a\n  b", "a b"),
        ("''", None),
        ("", None),
    ],
)
def test_a_text_is_on_one_line(yaml: str, text: str | None) -> None:
    front = reader(f"summary: {yaml}")
    assert (front.take(key("summary")), front.problems) == (text, [])


@pytest.mark.parametrize("yaml", ["true", "[a]", "{a: b}"])
def test_what_is_not_a_text_is_told(yaml: str) -> None:
    front = reader(f"a: 1\nsummary: {yaml}")
    assert front.take(key("summary")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_a_title_keeps_the_blanks_around_it() -> None:
    assert reader("title: ' Iran talks '").take(TITLE) == " Iran talks "


@pytest.mark.parametrize("yaml", ["title: ' '", "title:", "a: 1"])
def test_an_empty_title_is_none(yaml: str) -> None:
    assert reader(yaml).take(TITLE) is None


@pytest.mark.parametrize(
    ("yaml", "date"), [("2011-05-15", Date(2011, 5, 15)), ("2011-05", Date(2011, 5)), ("2011", Date(2011))]
)
def test_a_date_may_be_partial(yaml: str, date: Date) -> None:
    assert reader(f"date: {yaml}").take(DATE) == date


def test_an_impossible_date_is_told_on_its_line() -> None:
    front = reader("a: 1\ndate: 2011-02-30")
    assert front.take(DATE) is None
    (problem,) = front.problems
    assert str(problem).startswith("x.md:3: February 2011 has 28 days, not 30; ")


def test_a_date_that_is_a_list_is_told_once() -> None:
    front = reader("date: [2011]")
    assert front.take(DATE) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize(("yaml", "flag"), [("draft: true", True), ("draft: false", False), ("a: 1", None)])
def test_a_flag_is_true_or_false_or_missing(yaml: str, flag: bool | None) -> None:
    assert reader(yaml).take(DRAFT) is flag


@pytest.mark.parametrize(
    ("value", "flag"), [("yes", True), ('"true"', True), ("no", False), ('"False"', False), ("1", True)]
)
def test_a_flag_may_be_a_word_that_says_it(value: str, flag: bool) -> None:
    front = reader(f"draft: {value}")
    assert front.take(DRAFT) is flag
    assert front.problems == []


@pytest.mark.parametrize("value", ["maybe", "2", "[true]"])
def test_a_flag_that_is_neither_is_told(value: str) -> None:
    front = reader(f"draft: {value}")
    assert front.take(DRAFT) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize(
    ("yaml", "order"), [("order: 3", 3), ("order: -1.5", -1.5), ("order: '2.25'", 2.25), ("a: 1", None)]
)
def test_an_order_is_a_number(yaml: str, order: float | None) -> None:
    front = reader(yaml)
    assert (front.take(key("order")), front.problems) == (order, [])


@pytest.mark.parametrize("value", ["first", "true", "nan", "inf", "1e400", "[1]", "1000000000"])
def test_another_order_is_told(value: str) -> None:
    front = reader(f"order: {value}")
    assert front.take(key("order")) is None
    assert [(problem.code, problem.what) for problem in front.problems] == [
        (Code.VALUE_INVALID, "the order is not a number")
    ]


@pytest.mark.parametrize(("yaml", "importance"), [("importance: 1", 1), ("importance: 10", 10), ("a: 1", None)])
def test_importance_goes_from_1_to_10(yaml: str, importance: int | None) -> None:
    front = reader(yaml)
    assert (front.take(key("importance")), front.problems) == (importance, [])


@pytest.mark.parametrize("value", ["0", "11", "true", "5.0", "high", "'5'"])
def test_another_importance_is_told(value: str) -> None:
    front = reader(f"importance: {value}")
    assert front.take(key("importance")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "no"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert reader(f"lang: {tag}").take(LANG) == tag


@pytest.mark.parametrize(
    ("written", "tag"), [("zh_cn", "zh-CN"), ("zh_Hant_TW", "zh-Hant-TW"), ("EN-gb", "en-GB"), ("sl-ROZAJ", "sl-rozaj")]
)
def test_a_language_tag_has_the_usual_case_and_hyphens(written: str, tag: str) -> None:
    assert reader(f"lang: {written}").take(LANG) == tag


def test_a_language_that_is_no_tag_is_told_on_its_line() -> None:
    front = reader("a: 1\nlang: Portuguese (Brazil)")
    assert front.take(LANG) is None
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_references_are_a_list_with_the_line_of_each() -> None:
    found = reader("aliases:\n  - /a.html\n  - /b.html").take(key("aliases")) or ()
    assert [(each.target, each.place.line) for each in found] == [("/a.html", 3), ("/b.html", 4)]


def test_one_reference_may_be_a_text() -> None:
    found = reader("aliases: /a.html").take(key("aliases")) or ()
    assert [(each.target, str(each.place)) for each in found] == [("/a.html", "x.md:2")]


def test_an_item_of_a_list_of_names_without_a_value_is_none() -> None:
    front = reader("aliases:\n  - /a.html\n  -\ncontexts: [oil, null]")
    assert [each.target for each in front.take(key("aliases")) or ()] == ["/a.html"]
    assert [context.name for context in front.take_contexts()] == ["oil"]
    assert front.problems == []


def test_references_that_are_missing_are_none() -> None:
    assert reader("a: 1").take(key("aliases")) is None


def test_contexts_are_a_list_of_names_each_once() -> None:
    front = reader("contexts: [Iran, North Korea, 2012, Iran]")
    assert front.take_contexts() == (Context("Iran"), Context("North Korea"), Context("2012"))
    assert front.problems == []


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("Iran, North Korea", '[Iran, North Korea], or ["Iran, North Korea"] if it is one name; '),
        ("a b c", "[a, b, c], or [a b c] if it is one name; "),
        ("'#a #b'", '[a, b], or ["#a #b"] if it is one name; '),
        ("Iran", "[Iran]"),
    ],
)
def test_contexts_in_one_text_are_told_with_each_way_to_read_them(written: str, cure: str) -> None:
    front = reader(f"contexts: {written}")
    assert front.take_contexts() == ()
    (problem,) = front.problems
    assert problem.cure.startswith(f"write a list: contexts: {cure}")
    assert ("[fields] separator = " in problem.cure) is (" or " in cure)


def test_a_context_without_letter_or_digit_is_told_on_its_line() -> None:
    front = reader("contexts:\n  - Iran\n  - '?!'")
    assert front.take_contexts() == (Context("Iran"),)
    assert noted(front) == [(Code.CONTEXT_EMPTY, 4)]


def test_an_empty_context_in_a_list_is_told_as_one_without_letter_or_digit() -> None:
    front = reader("contexts:\n  - ''\n  - Iran\n  - ' '")
    assert front.take_contexts() == (Context("Iran"),)
    assert noted(front) == [(Code.CONTEXT_EMPTY, 3), (Code.CONTEXT_EMPTY, 5)]


def test_a_context_that_is_a_mapping_is_told() -> None:
    front = reader("contexts:\n  - {name: Iran}")
    assert front.take_contexts() == ()
    assert noted(front) == [(Code.VALUE_INVALID, 3)]


def test_a_source_has_all_its_parts() -> None:
    front = reader(
        "sources:\n  - name: Post\n    url: http://a.example/\n    date: 2011-05\n    author: Kim\n"
        "    archive_url: https://web.example/1\n    title: Harbour reopens"
    )
    assert front.take(SOURCES) == (
        Source("Post", "http://a.example/", Date(2011, 5), "https://web.example/1", "Kim", title="Harbour reopens"),
    )
    assert front.problems == []


@pytest.mark.parametrize(
    ("yaml", "source"),
    [
        ("[https://www.a.example/b]", Source("a.example", "https://www.a.example/b")),
        ("[The Post]", Source("The Post")),
        ("The Post", Source("The Post")),
        ("{url: 'http://a.example'}", Source("a.example", "http://a.example")),
        ("[2011]", Source("2011")),
    ],
)
def test_a_source_may_be_written_short(yaml: str, source: Source) -> None:
    front = reader(f"sources: {yaml}")
    assert (front.take(SOURCES), front.problems) == ((source,), [])


def test_a_name_with_a_colon_is_no_address() -> None:
    front = reader("sources: ['Reuters: the wire']")
    assert (front.take(SOURCES), front.problems) == ((Source("Reuters: the wire"),), [])


@pytest.mark.parametrize(
    ("yaml", "source"),
    [
        ("{title: T, url: 'https://a.example/b'}", Source("a.example", "https://a.example/b", title="T")),
        ("{title: T}", Source("T", title="T")),
        (
            "{title: T, url: report.pdf}",
            Source("T", note="report.pdf", title="T", file=Reference("report.pdf", Place("x.md", 2))),
        ),
    ],
)
def test_a_source_without_an_outlet_is_called_by_its_host_or_else_by_its_title(yaml: str, source: Source) -> None:
    assert reader(f"sources: [{yaml}]").take(SOURCES) == (source,)


@pytest.mark.parametrize(
    "yaml",
    [
        *('"[Gazette](https://a.example/1)"', '"Gazette: https://a.example/1"', "Gazette <https://a.example/1>"),
        *(
            "Gazette, https://a.example/1",
            "{Gazette: 'https://a.example/1'}",
            "{name: 'Gazette (https://a.example/1)'}",
        ),
        "{name: Gazette, url: 'https://a.example/1'}",
    ],
)
def test_a_source_with_an_address_in_its_text_is_a_link_by_its_name(yaml: str) -> None:
    front = reader(f"sources:\n  - {yaml}")
    assert (front.take(SOURCES), front.problems) == ((Source("Gazette", "https://a.example/1"),), [])


def test_one_text_may_hold_several_sources() -> None:
    front = reader("sources: https://a.example/1, https://b.example/2")
    assert front.take(SOURCES) == (
        Source("a.example", "https://a.example/1"),
        Source("b.example", "https://b.example/2"),
    )


@pytest.mark.parametrize("address", ["report.pdf", "../files/a b.pdf", "/files/a.pdf", "a.example/b"])
def test_an_address_without_a_scheme_may_be_a_file_of_the_site(address: str) -> None:
    front = reader(f"sources:\n  - name: Post\n    url: {address}")
    source = Source("Post", note=address, file=Reference(address, Place("x.md", 4)))
    assert (front.take(SOURCES), front.problems) == ((source,), [])


@pytest.mark.parametrize(
    ("yaml", "location"),
    [
        ("Vienna, Austria", "Vienna, Austria"),
        ("[Vienna, Geneva]", "Vienna, Geneva"),
        ("['Vienna, Austria', Geneva]", "Vienna, Austria; Geneva"),
        ("[48.2, 16.37]", "48.2, 16.37"),
        ("[]", None),
    ],
)
def test_a_location_is_a_text_or_a_list_of_them(yaml: str, location: str | None) -> None:
    front = reader(f"location: {yaml}")
    assert (front.take(key("location")), front.problems) == (location, [])


@pytest.mark.parametrize("address", ["javascript:alert(1)", "ftp://a.example/b", "http://"])
def test_an_address_of_another_kind_becomes_a_note(address: str) -> None:
    front = reader(f"sources:\n  - name: Post\n    url: {address}")
    assert front.take(SOURCES) == (Source("Post", note=address),)
    assert noted(front) == [(Code.SOURCE_ADDRESS, 4)]


def test_an_address_of_another_kind_without_a_name_is_the_name() -> None:
    assert reader("sources: [{url: 'ftp://a.example'}]").take(SOURCES) == (
        Source("ftp://a.example", note="ftp://a.example"),
    )


def test_an_archive_address_of_another_kind_is_left_out() -> None:
    front = reader("sources:\n  - name: Post\n    archive_url: below the stairs")
    assert front.take(SOURCES) == (Source("Post"),)
    assert noted(front) == [(Code.SOURCE_ADDRESS, 4)]


@pytest.mark.parametrize("yaml", ["{author: Kim}", "{name: '', url: ''}"])
def test_a_source_without_name_and_address_is_told(yaml: str) -> None:
    front = reader(f"sources:\n  - {yaml}")
    assert front.take(SOURCES) == ()
    assert noted(front) == [(Code.SOURCE_EMPTY, 3)]


@pytest.mark.parametrize("item", ["[a, b]", ""])
def test_a_source_that_is_neither_mapping_nor_text_is_told(item: str) -> None:
    front = reader(f"sources:\n  - Post\n  - {item}")
    assert front.take(SOURCES) == (Source("Post"),)
    assert noted(front) == [(Code.VALUE_INVALID, 4)]


def test_sources_that_are_missing_are_none() -> None:
    assert reader("a: 1").take(SOURCES) is None


def test_the_parts_of_a_source_may_have_other_names(mapped: Mapped) -> None:
    fields = mapped('sources.name = ["publisher", "outlet"]\nsources.url = ["link"]')
    front = reader("sources:\n  - {outlet: Post, link: 'http://a.example'}\n  - {publisher: Crier}", fields)
    assert front.take(SOURCES) == (Source("Post", "http://a.example"), Source("Crier"))
    assert front.problems == []


def test_an_unknown_part_of_a_source_is_told_with_the_nearest() -> None:
    front = reader("sources:\n  - name: Post\n    auther: Kim")
    front.take(SOURCES)
    assert [(p.code, p.place.line, p.cure) for p in front.problems] == [(Code.UNKNOWN_KEY, 4, 'did you mean "author"?')]


@pytest.mark.parametrize(
    ("yaml", "image"),
    [
        ("image: lake.jpg", Image("lake.jpg", place=Place("x.md", 2))),
        ("image: https://a.example/b.jpg", Image("https://a.example/b.jpg", place=Place("x.md", 2))),
        ("image: {url: lake.jpg, alt: A lake, credit: Kim}", Image("lake.jpg", "A lake", "Kim", Place("x.md", 2))),
        ("image: ''", None),
        ("image: {url: '', alt: ' ', relative: false, caption: }", None),
        ("a: 1", None),
    ],
)
def test_an_image_is_an_address_or_a_mapping(yaml: str, image: Image | None) -> None:
    front = reader(yaml)
    assert (front.take(key("image")), front.problems) == (image, [])


@pytest.mark.parametrize(
    "value", ["[lake.jpg]", "{alt: A lake}", "'data:image/png;base64,AA'", "{url: 'JavaScript:x'}"]
)
def test_an_image_that_cannot_be_shown_is_told(value: str) -> None:
    front = reader(f"image: {value}")
    assert front.take(key("image")) is None
    assert noted(front) == [(Code.VALUE_INVALID, 2)]


def test_the_parts_of_an_image_may_have_other_names(mapped: Mapped) -> None:
    front = reader("image: {src: lake.jpg, caption: A lake}", mapped('image = {url = ["src"], alt = ["caption"]}'))
    assert (front.take(key("image")), front.problems) == (Image("lake.jpg", "A lake", place=Place("x.md", 2)), [])


@pytest.mark.parametrize(
    ("written", "cure"),
    [
        ("2011/05/15", 'write 2011-05-15, or say in the settings how dates are written: dates = ["%Y/%m/%d"]'),
        (
            "5/6/2011",
            "write 2011-06-05 or 2011-05-06, or say in the settings how dates are written: "
            'dates = ["%d/%m/%Y"] or dates = ["%m/%d/%Y"]',
        ),
        ("soon", "write a date such as 2011-05-15"),
    ],
)
def test_a_date_in_another_form_is_refused_with_the_right_one_offered(written: str, cure: str) -> None:
    front = reader(f"date: {written}")
    assert front.take(DATE) is None
    assert [(problem.code, problem.cure) for problem in front.problems] == [(Code.DATE_INVALID, cure)]


def test_a_date_is_read_in_a_form_of_the_settings_and_always_in_our_own() -> None:
    for written in ("May 15, 2011", "2011/05/15", "2011-05-15"):
        parts = split(f"---\ndate: {written}\n---\n", "x.md")
        front = FrontMatterReader(parts.front, key_mapping(), "x.md", date_forms=("%B %d, %Y", "%Y/%m/%d"))
        assert front.take(DATE) == Date(2011, 5, 15)


@pytest.mark.parametrize(
    ("written", "location"),
    [
        ('"[[Seoul]]"', "Seoul"),
        ("[[Seoul]]", "Seoul"),
        ('["[[Seoul]]", Busan]', "Seoul, Busan"),
        ('"[[Seoul|the capital]], [[Busan]]"', "the capital, Busan"),
        ("a [b] [[c", "a [b] [[c"),
    ],
)
def test_links_of_obsidian_in_a_location_are_their_words(written: str, location: str) -> None:
    front = reader(f"location: {written}")
    assert (front.take(key("location")), front.problems) == (location, [])


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ('["[[Gazette]]"]', Source("Gazette")),
        ('"[[Gazette]], https://a.example/1"', Source("Gazette", "https://a.example/1")),
        (
            '[{name: "[[Gazette|The Gazette]]", url: "https://a.example/1"}]',
            Source("The Gazette", "https://a.example/1"),
        ),
        ('[{name: "[[Gazette]], https://a.example/1"}]', Source("Gazette", "https://a.example/1")),
    ],
)
def test_links_of_obsidian_in_sources_are_their_words(written: str, found: Source) -> None:
    front = reader(f"sources: {written}")
    assert (front.take(SOURCES), front.problems) == ((found,), [])


def test_ignored_findings_are_codes() -> None:
    front = reader("ignore_findings: [source-single, orphan]")
    assert front.take(key("ignore_findings")) == (Code.SOURCE_SINGLE, Code.ORPHAN)
    assert front.problems == []


@pytest.mark.parametrize(
    ("code", "what", "cure"),
    [
        ("source-singel", '"source-singel" is no code of a finding', 'did you mean "source-single"?'),
        ("xyz", '"xyz" is no code of a finding', "`dateline explain` lists the codes"),
        ('""', '"" is no code of a finding', "`dateline explain` lists the codes"),
        (
            "unknown-key",
            '"unknown-key" is told by each build, and not by dateline check alone',
            'say problems.unknown-key = "off" in the settings',
        ),
    ],
)
def test_another_code_cannot_be_ignored(code: str, what: str, cure: str) -> None:
    front = reader(f"ignore_findings:\n  - {code}")
    assert front.take(key("ignore_findings")) == ()
    (problem,) = front.problems
    assert (problem.place.line, problem.what, problem.cure) == (3, what, cure)


NOTE = "It sank."


@pytest.mark.parametrize(
    ("yaml", "found"),
    [
        (f"{{date: 2011-06-01, note: {NOTE}}}", [Correction(Date(2011, 6, 1), NOTE)]),
        (f"\n  2011-06-01: {NOTE}", [Correction(Date(2011, 6, 1), NOTE)]),
        (
            f"\n  2011-06: {NOTE}\n  2011-07-02: Twice.",
            [Correction(Date(2011, 6), NOTE), Correction(Date(2011, 7, 2), "Twice.")],
        ),
        (
            f"\n- 2011-06-01: {NOTE}\n- date: 2011\n  note: 'It: sank.'",
            [Correction(Date(2011, 6, 1), NOTE), Correction(Date(2011), "It: sank.")],
        ),
        (f"'2011-06-01: {NOTE}'", [Correction(Date(2011, 6, 1), NOTE)]),
        ("", None),
        ("[]", []),
    ],
)
def test_corrections_are_mappings_or_days_with_a_sentence(yaml: str, found: list[Correction] | None) -> None:
    front = reader(f"correction: {yaml}")
    taken = front.take(key("correction"))
    without_places = None if taken is None else [replace(each, place=NOWHERE) for each in taken]
    assert (without_places, front.problems) == (found, [])


def test_a_correction_knows_its_line() -> None:
    taken = reader(f"correction:\n- 2011-06-01: {NOTE}\n- date: 2011\n  note: {NOTE}").take(key("correction"))
    assert [each.place.line for each in taken or ()] == [3, 5]


@pytest.mark.parametrize("yaml", ["It sank.", "{note: It sank.}", "{date: , note: It sank.}", "7", "[true]", "[[a]]"])
def test_a_correction_needs_a_date(yaml: str) -> None:
    front = reader(f"correction: {yaml}")
    assert (front.take(key("correction")), noted(front)[0]) == ((), (Code.VALUE_INVALID, 2))


@pytest.mark.parametrize("yaml", ["{date: 2011-06-01}", "{2011-06-01: }", "{date: 2011, note: [a]}", "''", "{}"])
def test_a_correction_has_to_say_what_was_wrong(yaml: str) -> None:
    front = reader(f"correction: {yaml}")
    assert (front.take(key("correction")), noted(front)[0]) == ((), (Code.VALUE_INVALID, 2))
