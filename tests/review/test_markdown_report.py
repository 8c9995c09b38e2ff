"""The diff report in Markdown, as a reviewer reads it."""

from msgspec import structs
from msgspec.structs import replace

from builder.cache.report import Report
from builder.core.dates import Date
from builder.core.model import Entry
from builder.core.problems import Code, Place, Problem
from builder.core.urls import Address, slugify
from builder.review.compare import RelatedChange, SiteDiff
from builder.review.markdown_report import MAX_ITEMS, MAX_LINKS, MAX_TITLE, diff_report, report_without_diff
from tests.sites import entry_of

BEFORE = Report(entries=1_000, days=2, topics=3, pages=4, files=5, size=1_500_000)
NOTHING = SiteDiff(
    before=BEFORE,
    after=BEFORE,
    added=(),
    changed=(),
    moved=(),
    removed=(),
    files=(),
    affects_every_page=False,
    protective=(),
    new_pages=(),
    altered_pages=(),
    gone_pages=(),
    related=(),
    new_topics=(),
    gone_topics=(),
    warnings=(),
    active=(),
    unused_templates=(),
)


def entry(title: str, date: Date) -> Entry:
    """An entry of that title."""
    return entry_of(slugify(title), date, title=title)


def test_a_change_of_nothing_says_so() -> None:
    assert diff_report(NOTHING, "main") == (
        "## What this changes since main\n"
        "\n"
        "| | Before | After | |\n"
        "|---|--:|--:|--:|\n"
        "| Entries | 1,000 | 1,000 | +0 |\n"
        "| Topics | 3 | 3 | +0 |\n"
        "| Pages | 4 | 4 | +0 |\n"
        "| Files | 5 | 5 | +0 |\n"
        "| Size | 1.5 MB | 1.5 MB | +0 B |\n"
        "\n"
        "No entry is added, changed, moved or removed.\n"
    )


def test_totals_have_the_difference() -> None:
    text = diff_report(replace(NOTHING, after=structs.replace(BEFORE, entries=998, size=1_498_000)), "main")
    assert "| Entries | 1,000 | 998 | -2 |\n" in text
    assert "| Size | 1.5 MB | 1.5 MB | -2.0 kB |\n" in text


def test_each_kind_of_difference_has_its_section() -> None:
    one, other = entry("One", Date(2011, 5, 15)), entry("Other", Date(2011, 5, 16))
    pages = (Address("a.html"),)
    warning = Problem(Code.UNKNOWN_KEY, Place("content/a.md", 3), "the key has no meaning", "take it away")
    related = (RelatedChange("Iran", ((one, other),), ()), RelatedChange("", (), ((other, one),)))
    text = diff_report(
        replace(
            NOTHING,
            added=(one,),
            changed=((one, other),),
            moved=((one, other),),
            removed=(one, other),
            files=(("added", "content/about.md"),),
            affects_every_page=True,
            new_pages=pages,
            altered_pages=pages * 2,
            related=related,
            new_topics=("Lake",),
            gone_topics=("Sea",),
            warnings=(warning,),
        ),
        "v1",
    )
    assert f"### 1 entry added\n\n- 2011-05-15 One (`{one.path}`)\n\n### 1 entry changed\n" in text
    assert f'- 2011-05-16 Other (`{other.path}`): title (before: "One"), date\n' in text
    assert "### 1 file of pages and topics\n\n- added: `content/about.md`\n\nSettings, templates or " in text
    assert "### 2 entries removed\n" in text
    assert "### 1 entry moved\n\n- 2011-05-16 Other (`news/2011/05/15/one` → `news/2011/05/16/other`)\n" in text
    assert "### Pages touched\n\n1 new, 2 altered, 0 gone.\n" in text
    assert "### 1 new topic\n\n- Lake\n\n### 1 topic no more\n\n- Sea\n" in text
    assert "**Iran**: 1 gained, 0 lost\n\n- gained: 2011-05-15 One → 2011-05-16 Other\n\n**Sharing no topic**: " in text
    assert text.endswith(f"### 1 new warning\n\n- `{warning}`\n")


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    one = entry("One", Date(2011))
    related = tuple(RelatedChange(f"Topic {number}", ((one, one),) * 9, ()) for number in range(MAX_ITEMS + 2))
    text = diff_report(replace(NOTHING, added=(one,) * (MAX_ITEMS + 7), related=related), "main")
    assert text.count(f"(`{one.path}`)") == MAX_ITEMS
    assert "\n- and 7 more\n" in text
    assert text.count("- gained: ") == MAX_ITEMS * MAX_LINKS
    assert text.endswith("\n\nAnd 2 more topics.\n")


def test_titles_are_shown_as_they_are_written_and_long_ones_cut_in_a_line_of_two() -> None:
    marked, long = entry("A *new* [thing] | <b>", Date(2011)), entry("word " * 40, Date(2011))
    text = diff_report(replace(NOTHING, added=(marked,), related=(RelatedChange("_", ((marked, long),), ()),)), "a_b")
    assert "2011 A \\*new\\* \\[thing\\] \\| \\<b\\> (" in text
    assert "**\\_**: " in text
    assert "since a\\_b\n" in text
    assert all(len(line) < MAX_TITLE + 60 for line in text.splitlines() if line.startswith("- gained"))


def test_where_there_is_nothing_to_compare_with_the_report_is_of_the_site_as_it_is_now() -> None:
    warning = Problem(Code.UNKNOWN_KEY, Place("content/a.md", 3), "the key has no meaning", "take it away")
    error = Problem(Code.TAB, Place("content/b.md", 2), "a tab stands here", "write blanks")
    assert report_without_diff(structs.replace(BEFORE, problems=(warning,)), "main", (error,)) == (
        "## The site as it is now\n"
        "\n"
        "At main it has errors, so there is nothing to compare with.\n"
        "\n"
        "| | Now |\n"
        "|---|--:|\n"
        "| Entries | 1,000 |\n"
        "| Topics | 3 |\n"
        "| Pages | 4 |\n"
        "| Files | 5 |\n"
        "| Size | 1.5 MB |\n"
        "\n"
        f"### 1 warning\n\n- `{warning}`\n"
        "\n"
        f"### Errors at main\n\n- `{error}`\n"
    )


def test_changed_settings_that_can_let_more_through_are_named() -> None:
    text = diff_report(replace(NOTHING, protective=("raw_html", "problems.date-conflict")), "main")
    assert text.endswith("### Settings changed that can let more through\n\n- `raw_html`\n- `problems.date-conflict`\n")
