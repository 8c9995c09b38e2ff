"""Findings about the sources of entries."""

from collections.abc import Iterator

from builder.config.checked_sources import FAILING, CheckedSource, State, address_asked
from builder.core.model import Entry, Source, Text
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
        cure = "save the page at web.archive.org, and say `dateline sources check --archive`, which adds its address"
        yield Problem(Code.SOURCE_UNARCHIVED, Place(text.path), what, cure)


def dead(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A source that is dead, and of which the entry names no copy."""
    for source, url, checked in _checked(text, inspection):
        if checked.is_dead and not source.archive_url:
            what = f"the source {url} is dead since {checked.since}: it {checked.why} on {checked.last}"
            yield Problem(Code.SOURCE_DEAD, inspection.place(text, url), what, _archive_cure(checked))


def failing(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A source that led to no page, and may do so again."""
    for source, url, checked in _checked(text, inspection):
        if checked.state in FAILING and not checked.is_dead and not source.archive_url:
            what = f"the source {url} {checked.why} on {checked.last}"
            cure = "look at it yourself; it counts as dead only if that is so on several days"
            yield Problem(Code.SOURCE_FAILING, inspection.place(text, url), what, cure)


def moved(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A source whose address leads to another one for good."""
    for _, url, checked in _checked(text, inspection):
        if checked.state is State.MOVED:
            what = f"the source {url} has moved for good"
            yield Problem(
                Code.SOURCE_MOVED, inspection.place(text, url), what, f"write its new address: {checked.moved}"
            )


def private(text: Text, inspection: Inspection) -> Iterator[Problem]:
    """A source on a machine of a private network."""
    for _, url, checked in _checked(text, inspection):
        if checked.state is State.PRIVATE:
            what = f"the source {url} {checked.why}, so readers cannot follow it"
            cure = "write an address that everybody can reach, or the source's name alone"
            yield Problem(Code.SOURCE_PRIVATE, inspection.place(text, url), what, cure)


def _checked(text: Text, inspection: Inspection) -> Iterator[tuple[Source, str, CheckedSource]]:
    """The sources of an entry of which something wrong was written down."""
    known = inspection.checked_sources
    for source in inspection.details(text).sources if known and isinstance(text, Entry) else ():
        if source.url and (checked := known.get(address_asked(source.url))):
            yield source, source.url, checked


def _archive_cure(checked: CheckedSource) -> str:
    if checked.archive:
        return f"give it its copy: archive_url: {checked.archive}"
    return "`dateline sources check --archive` looks for a copy; without one, name another source"


ADDRESS_RULES = (
    TextRule(Code.SOURCE_DEAD, dead),
    TextRule(Code.SOURCE_FAILING, failing),
    TextRule(Code.SOURCE_MOVED, moved),
    TextRule(Code.SOURCE_PRIVATE, private),
)
"""Those about what `dateline sources check` wrote down."""

RULES = (
    TextRule(Code.SOURCE_MISSING, no_source),
    TextRule(Code.SOURCE_SINGLE, single_source),
    TextRule(Code.SOURCE_UNARCHIVED, no_archive),
    *ADDRESS_RULES,
)
