"""Findings about contexts."""

from builder.core.problems import Code
from tests.findings.finding import entry, found
from tests.sites import SiteFolder

DAY = "content/news/2031/05/15"


def test_an_entry_without_contexts_is_found(site: SiteFolder) -> None:
    site.write(
        {f"{DAY}/a.md": entry("A"), f"{DAY}/b.md": entry("B", "contexts: [ships]"), "content/about.md": entry("C")}
    )
    assert [problem.place.path for problem in found(site, Code.CONTEXTS_MISSING)] == [f"{DAY}/a.md"]


def test_a_context_of_one_entry_is_found_where_it_is_close_to_one_of_several(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": entry(name, "contexts: [sanctions]") for name in "abc"})
    site.write({f"{DAY}/d.md": entry("D", "contexts:", "  - ships", "  - sanction")})
    (problem,) = found(site, Code.CONTEXT_SIMILAR)
    assert str(problem) == (
        f'{DAY}/d.md:5: warning: the context "sanction" is of this entry alone, and close to "sanctions" (3 entries); '
        'write that one if both are one thing, or say that they are: [topics."sanctions"] aliases = ["sanction"] '
        "[context-similar]"
    )


def test_of_two_close_contexts_with_an_entry_each_one_is_told(site: SiteFolder) -> None:
    site.write({f"{DAY}/a.md": entry("A", "contexts: [sanctions]"), f"{DAY}/b.md": entry("B", "contexts: [sanction]")})
    assert [problem.subject for problem in found(site, Code.CONTEXT_SIMILAR)] == ["sanctions"]


def test_a_context_that_the_site_describes_is_meant_as_it_is(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": entry(name, "contexts: [sanctions]") for name in "abc"})
    site.write({f"{DAY}/d.md": entry("D", "contexts: [sanction]"), "content/topics/sanction.md": entry("sanction")})
    assert found(site, Code.CONTEXT_SIMILAR) == []


def test_a_context_that_the_text_names_is_offered_as_a_line_to_paste(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": entry(f"{name} in Vienna", "contexts: [Vienna]") for name in "abc"})
    site.write({f"{DAY}/d.md": entry("A ship", 'contexts: ["Port, old", ice]', text="It came from Vienna.")})
    (problem,) = found(site, Code.CONTEXT_UNLISTED)
    assert (problem.place.path, problem.place.line) == (f"{DAY}/d.md", 5)
    assert problem.what == 'the text names "Vienna", which other entries have as a context'
    assert problem.cure == 'if the entry is about that, write contexts: ["Port, old", ice, Vienna]'
