"""Findings about the sources of entries."""

from collections.abc import Iterator

from builder.core.model import Entry, Text
from builder.core.problems import Code, Place, Problem
from builder.findings.inspection import Inspection
from builder.findings.rule import TextRule

_WEB_LINK = '<a href="http'


def no_source(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """An entry that cites nothing: neither by its sources nor by a link in its text to another site."""
    if isinstance(text, Entry):
        detail = inspection.details(text)
        if not detail.sources and not any(_WEB_LINK in piece for piece in detail.body.pieces):
            cure = 'say where the news was read: sources: ["Port Gazette, https://example.org/news"]'
            yield Problem(Code.SOURCE_MISSING, Place(text.path), "the entry has no source", cure)


def single_source(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """An entry that one source alone vouches for."""
    if isinstance(text, Entry) and len(inspection.details(text).sources) == 1:
        what = "the entry has one source only"
        yield Problem(Code.SOURCE_SINGLE, Place(text.path), what, "add another one that says the same on its own")


def no_archive(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """An entry with sources on the web of which no copy is kept in an archive."""
    sources = inspection.details(text).sources if isinstance(text, Entry) else ()
    if any(source.url and not source.archive_url for source in sources):
        what = "a source has no address in an archive, so it is lost if its page goes"
        cure = "save the page at web.archive.org, and give the source that address as archive_url"
        yield Problem(Code.SOURCE_UNARCHIVED, Place(text.path), what, cure)


RULES = (
    TextRule(Code.SOURCE_MISSING, no_source),
    TextRule(Code.SOURCE_SINGLE, single_source),
    TextRule(Code.SOURCE_UNARCHIVED, no_archive),
)
