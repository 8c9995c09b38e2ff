"""What differs between two states: entries, pages, Related, topics and warnings."""

from collections.abc import Mapping
from dataclasses import fields

import pytest

from builder.core.progress import Progress
from builder.review.build_states import State, states
from builder.review.compare import Review, compare, parts
from tests.repository import committed
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
THIRD = f"{DAY}/third.md"


def review(site: SiteFolder, edit: Mapping[str, str | None]) -> Review:
    """What an edit does to a site; a file with no text goes."""
    committed(site.path)
    site.write({name: text for name, text in edit.items() if text is not None})
    for name in [name for name, text in edit.items() if text is None]:
        (site.path / name).unlink()
    before, after = states(site.path, "main", lambda config: config, Progress())
    assert isinstance(before, State)
    return compare(before, after)


def lines(found: Review) -> dict[str, tuple[list[str], list[str]]]:
    """For each topic the lines that Related lists gained, and those that they lost."""
    return {
        change.topic: tuple(
            [f"{one.title} > {other.title}" for one, other in its] for its in (change.gained, change.lost)
        )  # type: ignore[misc]
        for change in found.related
    }


def test_nothing_differs_where_nothing_changed(two_entries: SiteFolder) -> None:
    found = review(two_entries, {})
    assert found.before == found.after
    lists = {each.name: getattr(found, each.name) for each in fields(Review) if each.name not in ("before", "after")}
    assert not any(lists.values())


def test_an_entry_that_came_brings_its_topics_pages_and_related(two_entries: SiteFolder) -> None:
    found = review(two_entries, {THIRD: "---\ntitle: Third\ncontexts: [Iran, Lake]\n---\n"})
    assert [entry.title for entry in found.added] == ["Third"]
    assert (found.changed, found.removed, found.gone_topics, found.gone_pages) == ((), (), (), ())
    assert found.new_topics == ("Lake",)
    assert found.new_pages == ("news/2011/05/15/third.html", "topics/lake/index.html")
    assert "news/2011/05/15/first.html" in found.altered_pages
    gained, lost = lines(found)["Iran"]
    assert (sorted(gained), lost) == (["First > Third", "Second > Third", "Third > First", "Third > Second"], [])
    assert (found.after.entries, found.before.entries) == (3, 2)


def test_an_entry_that_went_takes_them_along(two_entries: SiteFolder) -> None:
    found = review(two_entries, {f"{DAY}/first.md": None})
    assert [entry.title for entry in found.removed] == ["First"]
    assert found.gone_topics == ("United Nations",)
    assert "topics/united-nations/index.html" in found.gone_pages
    gained, lost = lines(found)["Iran"]
    assert (gained, sorted(lost)) == ([], ["First > Second", "Second > First"])


def test_an_entry_whose_file_holds_something_else_is_changed(two_entries: SiteFolder) -> None:
    found = review(two_entries, {f"{DAY}/first.md": "---\ntitle: Mended\ncontexts: [Lake]\n---\nOther.\n"})
    assert [(was.title, now.title) for was, now in found.changed] == [("First", "Mended")]
    assert parts(found.changed[0]) == ("title", "contexts", "text")
    assert (found.added, found.removed) == ((), ())
    assert sorted(lines(found)["Iran"][1]) == ["First > Second", "Second > First"]


def test_texts_that_are_no_entries_are_named(two_entries: SiteFolder) -> None:
    two_entries.write({"content/about.md": "# About", "content/faq.md": "# Questions"})
    topic = "content/topics/iran.md"
    found = review(two_entries, {topic: "# Iran", "content/about.md": "# Other", "content/faq.md": None})
    assert found.texts == (("changed", "content/about.md"), ("removed", "content/faq.md"), ("added", topic))
    assert (found.changed, found.is_made_otherwise) == ((), False)


@pytest.mark.parametrize("name", ["dateline.toml", "templates/page.html", "templates/static/own.css"])
def test_what_every_page_depends_on_is_told_to_be_another(two_entries: SiteFolder, name: str) -> None:
    texts = {"dateline.toml": 'title = "Harbour"\n', "templates/page.html": '{% extends "base.html" %}'}
    found = review(two_entries, {name: texts.get(name, "")})
    assert (found.is_made_otherwise, found.changed, found.texts) == (True, (), ())


def test_a_topic_that_two_entries_share_no_more_is_lost_though_they_share_another(site: SiteFolder) -> None:
    both = "---\ntitle: {}\ncontexts: [A, B]\n---\n"
    site.write({f"{DAY}/one.md": both.format("One"), f"{DAY}/two.md": both.format("Two")})
    found = review(site, {f"{DAY}/one.md": "---\ntitle: One\ncontexts: [B, C]\n---\n"})
    assert lines(found) == {"A": ([], ["One > Two", "Two > One"])}
    assert (found.new_topics, found.gone_topics) == (("C",), ())


def test_a_topic_that_is_written_in_another_way_is_neither_gained_nor_lost(site: SiteFolder) -> None:
    files = [f"{DAY}/{name}.md" for name in ("one", "two")]
    site.write(dict.fromkeys(files, "---\ntitle: T\ncontexts: [iran]\n---\n"))
    found = review(site, dict.fromkeys(files, "---\ntitle: T\ncontexts: [Iran]\n---\n"))
    assert (len(found.changed), found.related) == (2, ())


FIRST_TEXT = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nOne.\n"

MOVES = {
    "its file has another name": ("moved.md", FIRST_TEXT, False),
    "its file has another name and other words": ("moved.md", FIRST_TEXT.replace("One.", "Two."), True),
    "its file says another slug": ("first.md", "---\ntitle: New\nslug: moved\ncontexts: [Iran]\n---\nOne.\n", True),
}


@pytest.mark.parametrize(("name", "text", "is_changed"), MOVES.values(), ids=MOVES)
def test_an_entry_is_moved_and_its_related_lists_stay_if(
    two_entries: SiteFolder, name: str, text: str, is_changed: bool
) -> None:
    two_entries.write({f"{DAY}/first.md": FIRST_TEXT})
    found = review(two_entries, {f"{DAY}/first.md": None} | {f"{DAY}/{name}": text})
    assert [(was.id, now.id) for was, now in found.moved] == [("news/2011/05/15/first", "news/2011/05/15/moved")]
    assert (found.added, found.removed, found.related) == ((), (), ())
    assert [now.id for _, now in found.changed] == ["news/2011/05/15/moved"] * is_changed


def test_of_entries_that_are_alike_none_is_said_to_be_moved(site: SiteFolder) -> None:
    same = "---\ntitle: Same\n---\n"
    site.write({f"{DAY}/one.md": same, f"{DAY}/two.md": same})
    found = review(site, {f"{DAY}/one.md": None, f"{DAY}/two.md": None, f"{DAY}/three.md": same})
    assert ([entry.path for entry in found.added], found.moved) == ([f"{DAY}/three.md"], ())
    assert len(found.removed) == 2


def test_lines_that_a_pin_brings_share_no_topic(two_entries: SiteFolder) -> None:
    pinning = "---\ntitle: First\ncontexts: [Lake]\nrelated: [second]\n---\n"
    two_entries.write({f"{DAY}/first.md": "---\ntitle: First\ncontexts: [Lake]\n---\n"})
    assert lines(review(two_entries, {f"{DAY}/first.md": pinning})) == {"": (["First > Second"], [])}


def test_a_warning_is_new_where_it_was_not_there_before_on_any_line(two_entries: SiteFolder) -> None:
    two_entries.write({THIRD: "---\ntitle: Third\nlagn: en\n---\n"})
    moved = "---\n# a comment\ntitle: Third\nlagn: en\ncolor: red\n---\n"
    found = review(two_entries, {THIRD: moved})
    assert [str(problem.place) for problem in found.warnings] == [f"{THIRD}:5"]
