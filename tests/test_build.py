"""The story as a whole: read, relate, plan, render, write."""

from builder.problems import Severity
from tests.sites import SiteFolder


def test_assembling_a_site_writes_nothing(two_entries: SiteFolder) -> None:
    two_entries.assemble()
    assert not two_entries.output.exists()


def test_drafts_are_published_only_when_asked_for(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/news/2011/05/17/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
            "content/later.md": "---\ntitle: Later\ndraft: true\n---\n",
        }
    )
    two_entries.build()
    assert not {"news/2011/05/17/draft.html", "later.html"} & two_entries.tree().keys()
    two_entries.build(drafts=True)
    assert {"news/2011/05/17/draft.html", "later.html"} <= two_entries.tree().keys()


def test_a_site_with_warnings_is_published_and_they_are_told(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/17/c.md": "---\ntitle: C\ntitel: D\n---\n"})
    built = two_entries.build()
    assert [problem.code.severity for problem in built.assembled.problems] == [Severity.WARNING]
    assert "news/2011/05/17/c.html" in two_entries.tree()


def test_the_problems_of_every_stage_are_told_together(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/news/2011/05/17/c.md": "---\ntitle: C\n",
            "content/news/2011/05/18/d.md": "---\ntitle: D\nrelated: [nothing]\n---\n[broken](nowhere.md)\n",
        }
    )
    codes = [problem.code.slug for problem in two_entries.problems()]
    assert codes == ["front-matter-unclosed", "pin-unknown", "link-broken"]


def test_a_change_of_one_entry_rewrites_only_what_shows_it(two_entries: SiteFolder) -> None:
    two_entries.build()
    before = two_entries.tree()
    two_entries.write({"content/news/2011/05/16/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nNew.\n"})
    written = two_entries.build().written
    after = two_entries.tree()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "news/2011/05/16/second.html",
        "news/2011/05/16/second.json",
        "news/2011/05/16/index.html",
        "index.html",
        "feed.xml",
        "feed.json",
        "topics/iran/feed.xml",
    }
    assert written.changed == len(changed)
