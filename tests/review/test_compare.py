"""The difference between two states: entries, pages, Related links, topics and warnings."""

from collections.abc import Mapping

import pytest

from builder.core.progress import Progress
from builder.review.build_states import BuiltState, build_states
from builder.review.compare import SiteDiff, changed_fields, compare
from tests.repository import committed
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
THIRD = f"{DAY}/third.md"


def diff_after(site: SiteFolder, edit: Mapping[str, str | None], *, own_templates: bool = False) -> SiteDiff:
    """The difference that an edit makes to a site; a file with no text is deleted."""
    committed(site.path)
    site.write({name: text for name, text in edit.items() if text is not None})
    for name in [name for name, text in edit.items() if text is None]:
        (site.path / name).unlink()
    before, after = build_states(site.path, "main", lambda config: config, Progress(), own_templates=own_templates)
    assert isinstance(before, BuiltState)
    return compare(before, after)


def related_titles(diff: SiteDiff) -> dict[str, tuple[list[str], list[str]]]:
    """For each topic the Related links that were gained, and those that were lost."""
    return {
        change.topic: tuple(
            [f"{one.title} > {other.title}" for one, other in links] for links in (change.gained, change.lost)
        )  # type: ignore[misc]
        for change in diff.related
    }


def test_nothing_differs_where_nothing_changed(two_entries: SiteFolder) -> None:
    diff = diff_after(two_entries, {})
    assert diff.before == diff.after
    lists = {name: getattr(diff, name) for name in SiteDiff.__struct_fields__ if name not in ("before", "after")}
    assert not any(lists.values())


def test_an_added_entry_brings_its_topics_pages_and_related_links(two_entries: SiteFolder) -> None:
    diff = diff_after(two_entries, {THIRD: "---\ntitle: Third\ncontexts: [Iran, Lake]\n---\n"})
    assert [entry.title for entry in diff.added] == ["Third"]
    assert (diff.changed, diff.removed, diff.gone_topics, diff.gone_pages) == ((), (), (), ())
    assert diff.new_topics == ("Lake",)
    assert diff.new_pages == ("news/2011/05/15/third.html", "topics/lake/index.html")
    assert "news/2011/05/15/first.html" in diff.altered_pages
    gained, lost = related_titles(diff)["Iran"]
    assert (sorted(gained), lost) == (["First > Third", "Second > Third", "Third > First", "Third > Second"], [])
    assert (diff.after.entries, diff.before.entries) == (3, 2)


def test_a_removed_entry_takes_them_along(two_entries: SiteFolder) -> None:
    diff = diff_after(two_entries, {f"{DAY}/first.md": None})
    assert [entry.title for entry in diff.removed] == ["First"]
    assert diff.gone_topics == ("United Nations",)
    assert "topics/united-nations/index.html" in diff.gone_pages
    gained, lost = related_titles(diff)["Iran"]
    assert (gained, sorted(lost)) == ([], ["First > Second", "Second > First"])


def test_an_entry_whose_file_has_other_bytes_is_changed(two_entries: SiteFolder) -> None:
    diff = diff_after(two_entries, {f"{DAY}/first.md": "---\ntitle: Mended\ncontexts: [Lake]\n---\nOther.\n"})
    assert [(old.title, new.title) for old, new in diff.changed] == [("First", "Mended")]
    assert changed_fields(diff.changed[0]) == ("title", "contexts", "text")
    assert (diff.added, diff.removed) == ((), ())
    assert sorted(related_titles(diff)["Iran"][1]) == ["First > Second", "Second > First"]


def test_changed_files_of_pages_and_topics_are_named(two_entries: SiteFolder) -> None:
    two_entries.write({"content/about.md": "# About", "content/faq.md": "# Questions"})
    topic = "content/topics/iran.md"
    diff = diff_after(two_entries, {topic: "# Iran", "content/about.md": "# Other", "content/faq.md": None})
    assert diff.files == (("changed", "content/about.md"), ("removed", "content/faq.md"), ("added", topic))
    assert (diff.changed, diff.affects_every_page) == ((), False)


@pytest.mark.parametrize("name", ["dateline.toml", "templates/page.html", "templates/static/own.css"])
def test_a_change_of_what_every_page_depends_on_is_told(two_entries: SiteFolder, name: str) -> None:
    texts = {"dateline.toml": 'title = "Harbour"\n', "templates/page.html": '{% extends "base.html" %}'}
    diff = diff_after(two_entries, {name: texts.get(name, "")}, own_templates=True)
    assert (diff.affects_every_page, diff.changed, diff.files) == (True, (), ())


def test_a_link_is_lost_for_a_topic_that_is_no_longer_shared_though_another_is(site: SiteFolder) -> None:
    both = "---\ntitle: {}\ncontexts: [A, B]\n---\n"
    site.write({f"{DAY}/one.md": both.format("One"), f"{DAY}/two.md": both.format("Two")})
    diff = diff_after(site, {f"{DAY}/one.md": "---\ntitle: One\ncontexts: [B, C]\n---\n"})
    assert related_titles(diff) == {"A": ([], ["One > Two", "Two > One"])}
    assert (diff.new_topics, diff.gone_topics) == (("C",), ())


def test_a_topic_that_is_written_in_another_way_is_neither_gained_nor_lost(site: SiteFolder) -> None:
    files = [f"{DAY}/{name}.md" for name in ("one", "two")]
    site.write(dict.fromkeys(files, "---\ntitle: T\ncontexts: [iran]\n---\n"))
    diff = diff_after(site, dict.fromkeys(files, "---\ntitle: T\ncontexts: [Iran]\n---\n"))
    assert (len(diff.changed), diff.related) == (2, ())


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
    diff = diff_after(two_entries, {f"{DAY}/first.md": None} | {f"{DAY}/{name}": text})
    assert [(old.id, new.id) for old, new in diff.moved] == [("news/2011/05/15/first", "news/2011/05/15/moved")]
    assert (diff.added, diff.removed, diff.related) == ((), (), ())
    assert [new.id for _, new in diff.changed] == ["news/2011/05/15/moved"] * is_changed


def test_of_entries_that_are_alike_none_is_said_to_be_moved(site: SiteFolder) -> None:
    same = "---\ntitle: Same\n---\n"
    site.write({f"{DAY}/one.md": same, f"{DAY}/two.md": same})
    diff = diff_after(site, {f"{DAY}/one.md": None, f"{DAY}/two.md": None, f"{DAY}/three.md": same})
    assert ([entry.path for entry in diff.added], diff.moved) == ([f"{DAY}/three.md"], ())
    assert len(diff.removed) == 2


def test_links_that_a_pin_brings_share_no_topic(two_entries: SiteFolder) -> None:
    pinning = "---\ntitle: First\ncontexts: [Lake]\nrelated: [second]\n---\n"
    two_entries.write({f"{DAY}/first.md": "---\ntitle: First\ncontexts: [Lake]\n---\n"})
    assert related_titles(diff_after(two_entries, {f"{DAY}/first.md": pinning})) == {"": (["First > Second"], [])}


def test_a_warning_is_new_where_it_was_not_there_before_on_any_line(two_entries: SiteFolder) -> None:
    two_entries.write({THIRD: "---\ntitle: Third\nlagn: en\n---\n"})
    moved = "---\n# a comment\ntitle: Third\nlagn: en\ncolor: red\n---\n"
    diff = diff_after(two_entries, {THIRD: moved})
    assert [str(problem.place) for problem in diff.warnings] == [f"{THIRD}:5"]


def test_files_that_can_run_code_are_named_if_they_are_new_or_changed(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": 'active_files = ["*.html"]\n', "content/a.html": "a", "content/b.html": "b"})
    diff = diff_after(two_entries, {"content/b.html": "c", "content/c.html": "c"})
    assert diff.active == ("content/b.html", "content/c.html")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("raw_html = true", "raw_html"),
        ("keep_going = true", "keep_going"),
        ('active_files = ["*.html"]', "active_files"),
        ("content_security_policy = false", "content_security_policy"),
        ('content_security_policy = {script-src = ["https://stats.example.org"]}', "content_security_policy"),
        ('problems.date-conflict = "warning"', "problems.date-conflict"),
        ('title = "Other"', ""),
    ],
)
def test_a_changed_setting_that_can_let_more_through_is_named(two_entries: SiteFolder, line: str, name: str) -> None:
    two_entries.write({"dateline.toml": 'title = "One"\n[problems]\norphan = "off"\n'})
    text = f"{line}\nproblems.orphan = 'off'\n"
    assert diff_after(two_entries, {"dateline.toml": text}).protective == ((name,) if name else ())


def test_a_level_that_is_said_but_not_changed_is_not_named(two_entries: SiteFolder) -> None:
    assert diff_after(two_entries, {"dateline.toml": 'problems.date-conflict = "error"\n'}).protective == ()
