"""The page of a day of the Current Events portal."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config.config import Config
from builder.config.fields import check_fields
from builder.core.dates import Date
from builder.importing.items import Batch, TextItem
from builder.importing.wikitext import date_of, read_day
from tests.sites import SHARED

CONFIG = Config(Path("/site"))
SOURCE = "[http://post.example/1 (The Post)]"

DAY = """{{Current events|year=2011|month=05|day=15|content=

<!-- All news items below this line -->
'''Armed conflicts and attacks'''
*[[Syrian civil war]]
**[[Siege of Homs]]
***Troops leave [[Homs]]. [http://post.example/1 (The Post)]
***They come back. [http://post.example/2 (The Post)]
**[[Idlib]] falls.
*A bus crashes near [[Lyon]]. [http://post.example/3 (The Post)]

;Sports
*[[Tennis]]: (see below)
*[[Chess]]
<!-- All news items above this line -->}}
"""


def read(text: str, name: str = "page", config: Config = CONFIG) -> Batch:
    return read_day(text, name, config)


def day(content: str, config: Config = CONFIG) -> Batch:
    """A day with a content."""
    return read(f"{{{{Current events|year=2011|month=05|day=15|content=\n{content}\n}}}}", config=config)


def fronts(batch: Batch) -> list[dict[str, Any]]:
    return [dict(item.front) for item in batch.items if isinstance(item, TextItem)]


def titles(batch: Batch) -> list[str]:
    return [front["title"] for front in fronts(batch)]


def test_bullets_with_a_source_are_entries_and_those_above_them_their_stories() -> None:
    batch = read(DAY)
    assert batch.day == "2011-05-15"
    assert [(front["title"], front["contexts"]) for front in fronts(batch)] == [
        ("Troops leave Homs.", ["Homs", "Siege of Homs", "Syrian civil war"]),
        ("They come back.", ["Siege of Homs", "Syrian civil war"]),
        ("Idlib falls.", ["Idlib", "Syrian civil war"]),
        ("A bus crashes near Lyon.", ["Lyon"]),
    ]
    assert batch.notes == {"lines that lead to another": 1, "stories without an entry": 1}
    assert not batch.refused
    assert [item.place for item in batch.items] == ["page:7", "page:8", "page:9", "page:10"]
    assert batch.items[0].path == "news/2011/05/15/troops-leave-homs.md"


def test_stories_and_categories_have_the_keys_that_the_settings_give_to_these_kinds() -> None:
    fields = check_fields({"contexts": {"story": ["stories"], "category": ["categories"]}})
    batch = read(DAY, config=Config(Path("/site"), fields=fields))
    front = fronts(batch)[0]
    assert front["contexts"] == ["Homs"]
    assert front["stories"] == ["Syrian civil war", "Siege of Homs"]
    assert front["categories"] == ["Armed conflicts and attacks"]
    assert "stories" not in fronts(batch)[3]


@pytest.mark.parametrize(
    "head",
    [
        "{{Current events header|2011|05|15}}\n",
        "{{current events header|2011|May|15}}",
        "{{Current events header|year=2011|month=5|day=15}}",
        "<noinclude>x</noinclude>{{Current events header|2011|5|15}}\n{| width=100%\n|-\n| x\n",
    ],
)
def test_the_older_header_says_the_day_too(head: str) -> None:
    batch = read(f"{head}\n;Sports\n*News. {SOURCE}\n<!-- end -->|}}")
    assert batch.day == "2011-05-15"
    assert titles(batch) == ["News."]


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("Portal:Current events/2011 May 15", Date(2011, 5, 15)),
        ("2011_September_5.wiki", Date(2011, 9, 5)),
        ("days/2011-05-15.txt.gz", Date(2011, 5, 15)),
        ("Portal:Current events/May 2011", None),
        ("2011-02-30", None),
    ],
)
def test_a_name_can_say_the_day(name: str, date: Date | None) -> None:
    assert date_of(name) == date


def test_a_page_without_a_day_or_with_two_is_refused() -> None:
    assert "which day" in read("*News").refused[0].why
    assert "another day, 2011-05-15" in read(DAY, "2011-05-16.wiki").refused[0].why
    assert not read(DAY, "2011-05-15.wiki").refused


def test_a_bullet_with_a_source_and_bullets_below_is_an_entry_and_no_story() -> None:
    batch = day(f"*[[A]] says so. {SOURCE}\n**[[B]] says more. [http://x.example/ (X)]")
    assert [(front["title"], front["contexts"]) for front in fronts(batch)] == [
        ("A says so.", ["A"]),
        ("B says more.", ["B"]),
    ]


def test_depths_may_be_left_out_and_marks_mixed() -> None:
    batch = day(f"*[[A]]\n****One. {SOURCE}\n**Two. {SOURCE}\n:*#Three. {SOURCE}\n*[[B]]\n*:Four. {SOURCE}")
    assert [front["contexts"] for front in fronts(batch)] == [["A"], ["A"], ["A"], ["B"]]


def test_a_story_without_a_link_is_called_by_its_words() -> None:
    assert fronts(day(f"*Protests in the north:\n**News. {SOURCE}"))[0]["contexts"] == ["Protests in the north"]


def test_lines_below_a_bullet_belong_to_it() -> None:
    batch = day(f"*A ship\nsinks. {SOURCE}\n*Another.<ref>{{{{cite web\n|url=http://a.example/\n|work=A\n}}}}</ref>")
    assert titles(batch) == ["A ship sinks.", "Another."]
    assert fronts(batch)[1]["sources"] == [{"name": "A", "url": "http://a.example/"}]


def test_words_above_all_bullets_are_told_and_not_lost_silently() -> None:
    batch = day(f"Some words.\n*News. {SOURCE}")
    assert [(each.place, each.why) for each in batch.refused] == [("page:2", 'it is no bullet: "Some words."')]
    assert titles(batch) == ["News."]


def test_layout_is_passed_over() -> None:
    batch = day(
        f"{{{{Sidebar}}}}\n__NOTOC__\n<div class=x>\n----\n*News. {SOURCE}\n</div>\n== Sports ==\n*More. {SOURCE}"
    )
    assert titles(batch) == ["News.", "More."]
    assert not batch.refused


def test_a_title_with_a_path_in_it_stays_in_the_folder_of_its_day() -> None:
    (item,) = day(f"*../../../etc/passwd \\..\\ news. {SOURCE}").items
    assert item.path == "news/2011/05/15/etc-passwd-news.md"


def test_a_day_without_news_says_so() -> None:
    assert day("").notes == {"days without an entry": 1}


HOSTILE = {
    "open templates": "{{a|" * 200_000,
    "open links": "[[a|" * 200_000,
    "open tags": "<b>" * 200_000,
    "open references": "<ref name={{a|" * 50_000,
    "many bullets with open templates": "\n".join(["*" + "{{a|" * 290] * 900),
    "many bullets": "*a\n" * 300_000,
    "deep bullets": "\n".join("*" * depth + "a" for depth in range(1, 1_200)),
    "open comment": "<!--" * 200_000,
    "apostrophes": "*" + "'" * 500_000,
    "a long line": "*" + "a" * 1_900_000,
    "equals": "=" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused_in_bounded_time(name: str) -> None:
    started = time.process_time()
    day(HOSTILE[name])
    assert time.process_time() - started < 60


def test_a_page_larger_than_any_is_refused() -> None:
    assert "larger than 2 MB" in day("*a" * 2_000_000).refused[0].why


def test_a_bullet_that_no_parser_should_see_is_refused_with_its_line() -> None:
    batch = day(f"*News. {SOURCE}\n*{'[[a|' * 400}")
    assert [each.place for each in batch.refused] == ["page:3"]
    assert titles(batch) == ["News."]


PIECES = st.sampled_from(
    [
        "*",
        "**",
        "\n",
        "[[",
        "]]",
        "|",
        "{{",
        "}}",
        "[http://a.example/ ",
        "(A)",
        "]",
        "''",
        "<ref>",
        "</ref>",
        "a",
        " ",
        ";",
        "&#",
        "=",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_a_page_holds_gives_entries_with_a_title_or_a_reason(content: str) -> None:
    batch = day(content)
    assert all(front["title"].strip() for front in fronts(batch))
    assert batch.items or batch.refused or batch.notes


@pytest.mark.skipif(not (SHARED / "samples").is_dir(), reason="the samples are not beside this checkout")
def test_the_real_day_of_the_samples_gives_all_of_its_entries() -> None:
    (file,) = (SHARED / "samples/wikitext").glob("*.wiki")
    batch = read(file.read_text("utf-8"), file.name)
    assert len(batch.items) == 4
    assert not batch.refused
    assert not batch.notes
