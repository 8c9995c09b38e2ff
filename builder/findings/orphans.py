"""Findings about orphans, as wikis call pages to which no other page links."""

from collections.abc import Iterator

from builder.core.model import Entry, Text, TopicFile
from builder.core.problems import Code, Place, Problem
from builder.findings.inspection import Inspection
from builder.findings.rule import TextRule
from builder.relations.menu import is_led_to


def orphan(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A text that readers of other texts do not come to: an entry only by its date, a page not at all.

    An entry without contexts has a finding of its own.
    """
    site = inspection.site
    if site.mentions.get(text.address):
        return
    if isinstance(text, Entry):
        numbers = site.topics.numbers
        if text.topics and not text.pins and all(len(numbers[topic]) == 1 for topic in text.topics):
            what = "no other entry has a context of this one, and no text links to it, so only its date leads here"
            cure = "give it a context that others have, or name it in one of them: [[its title]]"
            yield Problem(Code.ORPHAN, Place(text.path), what, cure)
    elif not (isinstance(text, TopicFile) or is_led_to(text, site)):
        what = "no page leads to this one"
        cure = "link to it, or put its file directly into content/ or into a folder of pages"
        if site.config.nav:
            cure = "name it in the setting nav, or link to it"
        yield Problem(Code.ORPHAN, Place(text.path), what, cure)


RULES = (TextRule(Code.ORPHAN, orphan),)
