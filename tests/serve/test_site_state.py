"""What is known of the files follows from what was known and what changed."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.config.config import Config
from builder.core.dates import Date
from builder.core.model import Parsed
from builder.core.problems import Code, Place, Problem
from builder.incremental.assemble import last_good
from builder.serve.site_state import current_history, edit, load_state, reload_theme, rescan
from tests.repository import committed
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"
INSIDE = "news/2011/05/15/first.md"
TEXT = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nOne.\n"
WRONG = Problem(Code.FILE_EMPTY, Place(FIRST), "the file is empty", "write something")


def test_an_edit_gives_a_site_with_the_new_words_and_leaves_the_old_one_alone(two_entries: SiteFolder) -> None:
    before = load_state(two_entries.config())
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended")})
    after = edit(before, [INSIDE])
    assert after
    assert [entry.title for entry in after.site.entries] == ["Mended", "Second"]
    assert [entry.title for entry in before.site.entries] == ["First", "Second"]
    assert after.details(after.site.entries[0]).body.markdown.strip() == "One."


def test_a_file_that_holds_the_same_leaves_the_site_as_it_is(two_entries: SiteFolder) -> None:
    before = load_state(two_entries.config())
    two_entries.write({FIRST: TEXT})
    after = edit(before, [INSIDE])
    assert after
    assert after.site is before.site
    assert rescan(before, before.config).site is before.site
    assert reload_theme(before).site is before.site


def test_git_is_asked_again_after_a_commit_and_only_then(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    before = load_state(two_entries.config())
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended")})
    mended = edit(before, [INSIDE])
    assert mended
    assert mended.site.history is rescan(mended, mended.config).site.history is before.site.history
    committed(two_entries.path, "Mend a title")
    after = rescan(mended, mended.config)
    assert [version.title for version in after.site.history[FIRST].versions] == ["Mended", "First"]
    assert after.site.history == load_state(two_entries.config()).site.history
    assert rescan(after, replace(after.config, history=False)).site.history == {}


def test_texts_and_a_past_that_came_together_make_what_a_look_at_everything_makes(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    before = load_state(two_entries.config())
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended")})
    committed(two_entries.path, "Mend a title")
    knowing = replace(before, history=current_history(before, before.config, before.sources.read_fingerprint))
    after, anew = edit(knowing, [INSIDE]), rescan(before, before.config)
    assert after
    assert after.site.history == anew.site.history != before.site.history
    assert after.site.entries == anew.site.entries
    assert knowing.site.history is before.site.history, "nothing changes below who looks at it"


def test_a_past_that_came_alone_is_taken_up_too(two_entries: SiteFolder) -> None:
    committed(two_entries.path)
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended")})
    before = load_state(two_entries.config())
    committed(two_entries.path, "Mend a title")
    knowing = replace(before, history=current_history(before, before.config, before.sources.read_fingerprint))
    for after in (edit(knowing, []), rescan(knowing, before.config)):
        assert after
        assert [version.title for version in after.site.history[FIRST].versions] == ["Mended", "First"]


def test_recent_changes_follow_commits_and_notes_of_edits_and_nothing_else_that_is_not_committed(
    two_entries: SiteFolder,
) -> None:
    committed(two_entries.path, day="2031-06-01")
    config = two_entries.config(today=Date(2031, 12, 31))
    before = load_state(config)
    assert [(day.day, len(day.new), day.corrected) for day in before.site.recent_changes] == [(Date(2031, 6, 1), 2, ())]
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended\ncorrection: {2031-06-03: No.}")})
    assert edit(before, [INSIDE]) is None, "a correction's day may be one on which the site changes by itself"
    noted = rescan(before, config)
    corrected = [each for day in noted.site.recent_changes for each in day.corrected]
    assert [[correction.note for correction in each.corrections] for each in corrected] == [["No."]]
    committed(two_entries.path, "Mend a title", day="2031-06-02")
    after = rescan(noted, noted.config)
    assert [each.titles_before for day in after.site.recent_changes for each in day.corrected] == [(), ("First",)]
    assert after.site.recent_changes == load_state(config).site.recent_changes


def test_why_git_does_not_say_when_texts_changed_is_told(two_entries: SiteFolder) -> None:
    two_entries.write({".git/shallow": committed(two_entries.path)})
    before = load_state(two_entries.config())
    two_entries.write({FIRST: TEXT.replace("title: First", "title: Mended")})
    after = edit(before, [INSIDE])
    assert after
    for state in (before, after, rescan(after, after.config)):
        assert [problem.code for problem in state.problems] == [Code.HISTORY_MISSING]


@pytest.mark.parametrize(
    "change",
    [
        {FIRST: TEXT.replace("title", "date: 2011-05-15\nslug: other\ntitle")},
        {FIRST: TEXT.replace("title", "draft: true\ntitle")},
        {FIRST: TEXT.replace("Iran", '"Los Angeles, California"')},
        {FIRST: None},
    ],
)
def test_what_may_concern_other_texts_takes_a_look_at_everything(
    two_entries: SiteFolder, change: Mapping[str, str | None]
) -> None:
    before = load_state(two_entries.config())
    for name, text in change.items():
        if text is None:
            (two_entries.path / name).unlink()
        else:
            two_entries.write({name: text})
    assert edit(before, [INSIDE]) is None
    assert edit(before, ["news/2011/05/15/new.md"]) is None
    after, anew = rescan(before, before.config), load_state(two_entries.config())
    assert after.site.entries == anew.site.entries
    assert [*after.site.topics] == [*anew.site.topics]


def test_a_file_that_turns_wrong_keeps_what_it_held_and_says_what_is_wrong(two_entries: SiteFolder) -> None:
    before = load_state(two_entries.config())
    two_entries.write({FIRST: ""})
    for after in (edit(before, [INSIDE]), rescan(before, before.config)):
        assert after
        assert after.site.entries == before.site.entries
        assert [problem.code for problem in after.problems] == [Code.FILE_EMPTY]
        two_entries.write({FIRST: TEXT})
        mended = edit(after, [INSIDE])
        assert mended
        assert mended.problems == ()
        two_entries.write({FIRST: ""})


def test_a_catalogue_that_is_wrong_is_told_of_until_it_is_mended(two_entries: SiteFolder) -> None:
    right = load_state(two_entries.config())
    two_entries.write({"templates/words/en.po": 'msgid "Related"\nmsgstr "%"\n'})
    for state in (load_state(two_entries.config()), rescan(right, right.config), reload_theme(right)):
        assert [problem.code for problem in state.problems] == [Code.WORDS_INVALID]
    wrong = reload_theme(right)
    assert wrong.sources.render_fingerprint != right.sources.render_fingerprint
    two_entries.write({"templates/words/en.po": 'msgid "Related"\nmsgstr "See also"\n'})
    assert reload_theme(wrong).problems == ()


def test_a_file_that_was_never_right_holds_nothing() -> None:
    wrong = Parsed(problems=(WRONG,))
    assert last_good(Config(Path()))(wrong, None) == wrong
    assert last_good(Config(Path()))(wrong, Parsed()) == wrong


@pytest.mark.parametrize("text", ["---\ntitle: First\n---\nTwo.\n", "---\ntitle: Second first\n---\n", TEXT])
def test_that_a_date_is_to_come_stays_told_after_an_edit_of_this_or_another_file(
    two_entries: SiteFolder, text: str
) -> None:
    second = "news/2011/05/16/second.md"
    config = two_entries.config(today=Date(2011, 5, 14))
    state = load_state(config)
    for path in (INSIDE, second, second):
        two_entries.write({f"content/{path}": text})
        state = edit(state, [path]) or rescan(state, config)
        told = [problem.place.path for problem in state.problems if problem.code is Code.DATE_FUTURE]
        assert told == [f"content/{second}"]
