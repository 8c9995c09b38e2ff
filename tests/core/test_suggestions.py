"""A misspelt name is told what it was meant to be, however many names there are."""

import time

import pytest

from builder.core.suggestions import Suggestions

PUBLISHED = [
    "index.html",
    "news/2011/05/15/a-harbour-reopens.html",
    "news/2011/05/15/a-harbour-reopens.json",
    "news/2012/05/15/a-harbour-reopens.html",
    "news/2011/05/16/talks-begin.html",
    "news/2011/05/15/index.html",
    "files/map.png",
    "topics/north-korea/index.html",
]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("a-harbour-reopens.md", "news/2011/05/15/a-harbour-reopens.html"),
        ("/news/2012/5/15/a-harbour-reopens.md", "news/2012/05/15/a-harbour-reopens.html"),
        ("a-harbor-reopens", "news/2011/05/15/a-harbour-reopens.html"),
        ("harbour-reopens", "news/2011/05/15/a-harbour-reopens.html"),
        ("../talks-began.md", "news/2011/05/16/talks-begin.html"),
        ("a-har", "news/2011/05/15/a-harbour-reopens.html"),
        ("Map.PNG", "files/map.png"),
        ("maps.png", "files/map.png"),
        ("talks-begin.png", None),
        ("topics/north-koraa/", "topics/north-korea/index.html"),
        ("nothing-like-it", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_what_was_meant(name: str, meant: str | None) -> None:
    assert Suggestions(PUBLISHED).nearest(name) == meant


def test_a_title_is_found_by_its_beginning() -> None:
    titles = ["The lake rises by a metre in one night.", "Talks begin", "The harbour"]
    assert Suggestions(titles).nearest("The lake rises") == titles[0]


def test_five_hundred_names_among_many_take_less_time_than_a_person_notices() -> None:
    names = Suggestions([f"news/2011/05/{n % 28}/entry-{n:x}-of-many-words.html" for n in range(50_000)])
    start = time.process_time()
    for n in range(500):
        names.nearest(f"entri-{n * 17:x}-of-many-words.md")
    assert time.process_time() - start < 5, "the bar is 1 s on an idle machine; this one holds on a busy one"
