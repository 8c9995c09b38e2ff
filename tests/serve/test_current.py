"""The site as it is served now, and what is told of it."""

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
