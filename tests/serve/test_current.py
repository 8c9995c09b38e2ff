"""The site as it is served now, and what is told of it."""

from builder.core.problems import Code
from builder.serve.current import CurrentSite
from builder.serve.site_state import edit
from tests.sites import SiteFolder

FIRST = "news/2011/05/15/first.md"


def test_a_warning_of_a_link_goes_with_the_edit_that_mends_it(two_entries: SiteFolder) -> None:
    current = CurrentSite(two_entries.config, lambda _: None)
    current.check()
    for words, count in (("[[#Nope]]", 1), ("\n[[#Nope]]", 1), ("[[#Nope]]\n\n## Nope", 0)):
        two_entries.write({f"content/{FIRST}": f"---\ntitle: First\ncontexts: [Iran]\n---\n{words}\n"})
        state = edit(current.snapshot.state, [FIRST])
        assert state
        current.update(state, ())
        current.check_links()
        assert len(current.problems) == count


def test_the_findings_of_a_page_are_told_once_the_site_was_checked(two_entries: SiteFolder) -> None:
    current = CurrentSite(two_entries.config, lambda _: None)

    def codes() -> set[Code]:
        return {problem.code for problem in current.warnings_of(current.snapshot.find("/news/2011/05/15/first.html"))}

    assert codes() == set()
    current.check()
    assert Code.SOURCE_MISSING in codes()
    assert current.warnings_of(current.snapshot.find("/index.html")) == ()
    two_entries.write({f"content/{FIRST}": "---\ntitle: First\nignore_findings: [source-missing]\n---\nText.\n"})
    state = edit(current.snapshot.state, [FIRST])
    assert state
    current.update(state, ())
    assert codes() == {Code.CONTEXTS_MISSING}


def test_a_file_with_an_error_has_no_findings_until_it_is_mended(two_entries: SiteFolder) -> None:
    current = CurrentSite(two_entries.config, lambda _: None)
    current.check()
    two_entries.write({f"content/{FIRST}": "---\ntitle: [First\n---\nText.\n"})
    state = edit(current.snapshot.state, [FIRST])
    assert state
    current.update(state, ())
    assert current.warnings_of(current.snapshot.find("/news/2011/05/15/first.html")) == ()
