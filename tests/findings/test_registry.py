"""The rules of findings, and what turns them off."""

from builder.core.problems import FATAL, FINDINGS, Code, Severity
from builder.findings.inspection import Inspection
from builder.findings.registry import RULES, findings_of
from tests.findings.finding import entry, found
from tests.findings.test_months import year
from tests.sites import SiteFolder

FILE = "content/news/2031/05/15/a.md"


def test_every_finding_has_one_rule() -> None:
    assert sorted(rule.code.slug for rule in RULES) == sorted(code.slug for code in FINDINGS)


def test_no_finding_is_an_error_unless_the_settings_say_so() -> None:
    assert all(code.severity is not Severity.ERROR for code in FINDINGS)
    assert FINDINGS.isdisjoint(FATAL)


def test_a_file_can_ignore_findings(site: SiteFolder) -> None:
    site.write({FILE: entry("A")})
    assert len(found(site, Code.SOURCE_MISSING)) == len(found(site, Code.CONTEXTS_MISSING)) == 1
    site.write({FILE: entry("A", "ignore_findings: [source-missing]")})
    assert found(site, Code.SOURCE_MISSING) == []
    assert len(found(site, Code.CONTEXTS_MISSING)) == 1


def test_a_file_can_ignore_what_only_all_files_together_show(site: SiteFolder) -> None:
    files = year("news", range(3, 9, 2), 48)
    site.write(files)
    site.write({"content/news/2031/03/16/a.md": entry("A", "ignore_findings: month-silent")})
    assert [problem.place.path for problem in found(site, Code.MONTH_SILENT)] == ["content/news/2031/05/16/a.md"]


def test_the_settings_can_turn_a_finding_off(site: SiteFolder) -> None:
    site.write({FILE: entry("A"), "dateline.toml": '[problems]\nsource-missing = "off"\nfolder-crowded = "off"\n'})
    assert found(site, Code.SOURCE_MISSING) == []
    assert len(found(site, Code.CONTEXTS_MISSING)) == 1


def test_the_findings_of_one_text_are_those_that_all_texts_together_have_of_it(site: SiteFolder) -> None:
    site.write({FILE: entry("A"), "content/news/2031/05/15/b.md": entry("B", "contexts: [ships]")})
    now = site.assemble()
    (first, _) = now.site.entries
    codes = {problem.code for problem in findings_of(first, Inspection(now.site, now.details))}
    assert codes == {Code.SOURCE_MISSING, Code.CONTEXTS_MISSING}
