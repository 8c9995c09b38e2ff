"""Threads: which topics of an entry tell its story."""

from builder.relations.grouping import LARGE
from builder.relations.threads import Thread
from tests.sites import SiteFolder

STORY = "---\ntitle: The strike\nkind: Story\n---\n"


def write(site: SiteFolder, counts: dict[str, int]) -> None:
    """Entries that have a topic of each name alone, so many of them, and one with all the topics in the middle."""
    names = list(counts)
    site.write({"content/news/2011-05-15-all.md": f"---\ntitle: All\ncontexts: [{', '.join(names)}]\n---\n"})
    for name, count in counts.items():
        for number in range(1, count):
            day = f"2011-{3 + 4 * (number % 2):02}-{1 + number % 28:02}"
            site.write(
                {f"content/news/{day}-{name.lower()}{number}.md": f"---\ntitle: {name}\ncontexts: [{name}]\n---\n"}
            )


def threads(site: SiteFolder, title: str = "All") -> tuple[Thread, ...]:
    whole = site.assemble().site
    return whole.threads(next(entry for entry in whole.entries if entry.title == title))


def names(found: tuple[Thread, ...]) -> list[str]:
    return [str(thread.topic) for thread in found]


def test_the_three_topics_nearest_to_a_storys_size_are_threads_with_the_place_in_them(site: SiteFolder) -> None:
    write(site, {"A": 5, "B": 24, "C": 40, "D": 10})
    found = threads(site)
    assert names(found) == ["b", "c", "d"]
    assert [(thread.number, thread.count, thread.year) for thread in found] == [
        (12, 24, None),
        (20, 40, None),
        (5, 10, None),
    ]


def test_a_topic_of_the_kind_story_comes_first_however_small(site: SiteFolder) -> None:
    write(site, {"A": 24, "The strike": 2})
    site.write({"content/topics/the-strike.md": STORY})
    assert names(threads(site)) == ["the-strike", "a"]


def test_a_topic_of_three_entries_is_no_thread(site: SiteFolder) -> None:
    write(site, {"A": 3, "B": 4})
    assert names(threads(site)) == ["b"]


def test_a_subject_is_a_thread_only_where_there_is_no_story(site: SiteFolder) -> None:
    write(site, {"A": LARGE + 1, "B": 90})
    assert names(threads(site)) == ["b"]
    (thread,) = threads(site, "A")[:1]
    assert (thread.topic, thread.year, thread.count) == ("a", 2011, LARGE + 1)


def test_no_neighbour_stands_there_twice_and_no_thread_is_empty(site: SiteFolder) -> None:
    for number in range(4):
        both = "[A, B]" if number < 3 else "[A]"
        site.write({f"content/news/2011-05-1{number}-e.md": f"---\ntitle: E{number}\ncontexts: {both}\n---\n"})
    site.write({"content/news/2011-05-20-b.md": "---\ntitle: B\ncontexts: [B]\n---\n"})
    first, second = threads(site, "E2")
    assert [each and each.title for each in (first.earlier, first.later)] == ["E1", "E3"]
    assert [each and each.title for each in (second.earlier, second.later)] == [None, "B"]
    assert names(threads(site, "E1")) == ["a"]


def test_the_last_entry_of_a_thread_is_the_latest_so_far(site: SiteFolder) -> None:
    write(site, {"A": 5})
    whole = site.assemble().site
    assert [whole.threads(entry)[0].is_latest for entry in whole.entries] == [False] * 4 + [True]
