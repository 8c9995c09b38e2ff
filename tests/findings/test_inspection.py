"""What rules may look at."""

from builder.core.problems import Place
from builder.findings.inspection import Inspection
from tests.findings.finding import entry
from tests.sites import SiteFolder

FILE = "content/news/2031/05/15/a.md"


def test_words_have_the_first_line_that_holds_them(site: SiteFolder) -> None:
    site.write({FILE: entry("A ship", "contexts: [ships]", text="A ship, of ships.")})
    now = site.assemble()
    inspection = Inspection(now.site, now.details)
    (text,) = now.site.entries
    assert inspection.place(text, "ships") == Place(FILE, 3)
    assert inspection.place(text, "trams") == Place(FILE)
    (site.path / FILE).unlink()
    assert inspection.place(text, "ships") == Place(FILE)


def test_what_takes_long_is_taken_from_the_inspection_before(site: SiteFolder) -> None:
    site.write({FILE: entry("A", "contexts: [ships]")})
    now = site.assemble()
    before = Inspection(now.site, now.details)
    kept = before.near_names
    after = Inspection(now.site, now.details).following(before)
    assert after.near_names is kept
    assert "named_contexts" not in vars(after)
