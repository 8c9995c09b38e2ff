"""A preview is the page that a text will make, beside a site that stays as it is."""

from builder.content.scan import SourceFile
from builder.core.problems import Code
from builder.findings.inspection import Inspection
from builder.planning.lookup import PageLookup
from builder.serve.preview import errors_in_site, preview
from builder.serve.site_state import load_state
from builder.serve.snapshot import Snapshot
from tests.sites import SiteFolder

FILE = "content/news/2011/05/15/a.md"
SOURCE = SourceFile("content/", "news/2011/05/15/a.md")
TEXT = "---\ntitle: A\ncontexts: [oil]\n---\n"


def test_an_edit_shows_in_the_preview_alone(site: SiteFolder) -> None:
    site.write({FILE: TEXT, "content/news/2011/05/15/b.md": "---\ntitle: B\ncontexts: [gas]\n---\n"})
    state = load_state(site.config())
    before = state.site
    shown = preview(state, SOURCE, "---\ntitle: New\ncontexts: [gas]\n---\nWords.\n", ())
    assert shown.address == "news/2011/05/15/a.html"
    site.write({FILE: "---\ntitle: New\ncontexts: [gas]\n---\nWords.\n"})
    site.build()
    assert shown.page.decode() == site.page("news/2011/05/15/a.html")
    assert state.site is before
    assert before.entry_at[shown.address].title == "A"


def test_a_file_that_is_not_there_yet_has_a_preview(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    new = SourceFile("content/", "news/2011/05/16/c.md")
    state = load_state(site.config())
    shown = preview(state, new, TEXT.replace("A", "C"), ())
    site.write({new.path: TEXT.replace("A", "C")})
    site.build()
    assert shown.page.decode() == site.page("news/2011/05/16/c.html")
    assert len(state.site.entries) == 1


def test_a_draft_is_shown_as_it_will_be(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    shown = preview(load_state(site.config()), SOURCE, TEXT.replace("title", "draft: true\ntitle"), ())
    assert b"<h1>A</h1>" in shown.page


def test_a_text_with_an_error_has_no_page_and_says_why(site: SiteFolder) -> None:
    site.write({FILE: TEXT})
    shown = preview(load_state(site.config()), SOURCE, TEXT.replace("A", "A: b"), ())
    assert (shown.address, [problem.code for problem in shown.problems]) == (None, [Code.UNQUOTED_COLON])


def test_findings_are_of_the_text_and_not_of_its_file(site: SiteFolder) -> None:
    site.write({FILE: TEXT, "content/news/2011/05/15/b.md": "---\ntitle: B\ncontexts: [oil]\n---\n"})
    state = load_state(site.config())
    checked = Inspection(state.site, state.details)
    found = {problem.code: problem for problem in preview(state, SOURCE, f"{TEXT}\n![](x.jpg)\n", (), checked).problems}
    assert Code.SOURCE_MISSING in found
    assert found[Code.IMAGE_ALT_MISSING].place.line == 6
    assert Code.CONTEXTS_MISSING not in found


def test_the_settings_say_what_is_told(site: SiteFolder) -> None:
    site.write({FILE: TEXT, "dateline.toml": 'problems.source-missing = "off"\n'})
    state = load_state(site.config())
    shown = preview(state, SOURCE, TEXT, (), Inspection(state.site, state.details))
    assert Code.SOURCE_MISSING not in {problem.code for problem in shown.problems}


def test_links_and_pictures_are_those_of_the_whole_site(site: SiteFolder) -> None:
    site.write({FILE: TEXT, "content/news/2011/05/15/b.md": TEXT.replace("A", "B"), "dateline.toml": ""})
    state = load_state(site.config())
    text = TEXT.replace("contexts", "image: nothere.png\ncontexts") + "A [a](nofile.md) ![x](nopic.png) [b](b.md)\n"
    known = PageLookup(state.site, state.theme, state.kinds)
    shown = preview(state, SOURCE, text, known)
    broken = [problem for problem in shown.problems if problem.code is Code.LINK_BROKEN]
    assert [problem.place.line for problem in broken] == [3, 6, 6]
    assert b"<h1>A</h1>" in shown.page
    assert {*errors_in_site(state, SOURCE, text, known)} == {*broken}
    assert errors_in_site(state, SOURCE, text.replace("title", "draft: true\ntitle"), known) == ()
    site.write({FILE: text})
    assert {*Snapshot(load_state(site.config())).published.problems} == {*broken}


def test_news_told_already_is_said_of_the_one_that_is_written_whichever_comes_first(site: SiteFolder) -> None:
    text = "---\ntitle: The ferry to the old harbour sinks\ncontexts: [oil, ships]\n---\n"
    site.write({"content/news/2011/05/15/m.md": text})
    state = load_state(site.config())
    checked = Inspection(state.site, state.details)
    for name in ("a", "z"):
        new = SourceFile("content/", f"news/2011/05/15/{name}.md")
        told = [
            problem
            for problem in preview(state, new, text, (), checked).problems
            if problem.code is Code.ENTRY_REPEATED
        ]
        assert [problem.place.path for problem in told] == [new.path]
        assert "m.md" in told[0].what
