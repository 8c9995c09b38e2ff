"""The rules that there are, and what they find."""

from collections.abc import Iterable, Iterator

from builder.core.model import Text
from builder.core.problems import Code, Levels, Problem
from builder.findings import contexts, folders, months, orphans, pictures, repeats, sources
from builder.findings.inspection import Inspection
from builder.findings.rule import SiteRule, TextRule

RULES: tuple[TextRule | SiteRule, ...] = (
    *contexts.RULES,
    *repeats.RULES,
    *sources.RULES,
    *pictures.RULES,
    *orphans.RULES,
    *months.RULES,
    *folders.RULES,
)


def findings(inspection: Inspection) -> Iterator[Problem]:
    """What all rules find in a site."""
    site = inspection.site
    of_text, of_site = _told(site.config.problems)
    for text in site.texts:
        yield from find(of_text, text, inspection)
    ignored = {text.path: text.ignored_findings for text in site.texts if text.ignored_findings}
    for rule in of_site:
        yield from (found for found in rule.find(site) if rule.code not in ignored.get(found.place.path, ()))


def findings_of(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """What the rules for one text find in it."""
    of_text, _ = _told(inspection.site.config.problems)
    return find(of_text, text, inspection)


def findings_to_come(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """What the rules find in a text that somebody writes, also where `check` would tell it of another text."""
    of_text, _ = _told(inspection.site.config.problems)
    later = TextRule(Code.ENTRY_REPEATED, repeats.repeated_later)
    return find([*of_text, *([later] if any(rule.code is later.code for rule in of_text) else ())], text, inspection)


def find(rules: Iterable[TextRule], text: Text, inspection: Inspection) -> Iterator[Problem]:
    """What some rules find in a text, but for those that its front matter ignores."""
    for rule in rules:
        if rule.code not in text.ignored_findings:
            yield from rule.find(text, inspection)


def _told(levels: Levels) -> tuple[list[TextRule], list[SiteRule]]:
    """The rules whose codes the settings do not turn off."""
    told = [rule for rule in RULES if levels.get(rule.code, rule.code.severity)]
    return [rule for rule in told if isinstance(rule, TextRule)], [rule for rule in told if isinstance(rule, SiteRule)]
