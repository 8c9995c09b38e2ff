"""Preview: the page of an entry as it will be once its file holds a text, and what is wrong with that.

The site is assembled with the text in the place of its file, by the stages that serve and build pages. Nothing is
written, and the site that is served stays as it is.
"""

from collections.abc import Collection

from msgspec import structs
from msgspec.structs import replace

from builder.content.read import FileParser
from builder.content.scan import SourceFile
from builder.core.model import Parsed
from builder.core.problems import Problem, ProblemsFound, at_levels, errors, sort_problems
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.findings.inspection import Inspection
from builder.findings.registry import findings_to_come
from builder.incremental.assemble import Reading, edit_texts, relate_texts
from builder.pages.kind import Copied
from builder.planning.lookup import PageLookup
from builder.relations.broken_links import broken_links_of
from builder.relations.site import Site
from builder.rendering.render import Renderer
from builder.serve.site_state import SiteState


class Preview(Frozen, frozen=True):
    """A page as it will be."""

    problems: tuple[Problem, ...]
    """What reading the text and `dateline check` tell of it."""
    address: Address | None = None
    """Where the page will be; none if there can be none yet."""
    page: bytes = b""


def preview(
    state: SiteState, source: SourceFile, text: str, known: Collection[Address], checked: Inspection | None = None
) -> Preview:
    """The page that a text makes in a file, which may be new. A draft is shown as if it were none.

    The addresses that are `known` are those among which a broken link has its suggestion. `checked` has what all texts
    of the site say together, by which findings are made; without it there are none.
    """
    result = FileParser(state.config).parse(text.encode(), source)
    parsed = structs.replace(result.parsed, publication=None)
    item = parsed.item
    told = tuple(at_levels(parsed.problems, state.config.problems))
    if item is None or errors(told):
        return Preview(sort_problems(told))
    details = state.details.updated(lambda _: result.detail, [item])
    site, problems = _site_with(state, source, parsed)
    pages = PageLookup(site, state.theme, state.kinds)
    of_text = [problem for problem in problems if problem.place.path == source.path]
    of_text += broken_links_of(item, site, pages, known)
    if checked:
        inspection = Inspection(site, details, {item.path: text}).following(checked)
        of_text += findings_to_come(item, inspection)
    found = sort_problems(dict.fromkeys((*told, *at_levels(of_text, state.config.problems))))
    planned = pages.at(item.address)
    if planned is None or isinstance(planned, Copied):
        return Preview(found)
    renderer = Renderer(site, state.theme, details, state.kinds)
    try:
        return Preview(found, item.address, renderer.render(planned, renderer.view(planned)))
    except ProblemsFound as error:
        return Preview(sort_problems((*found, *error.problems)))


def errors_in_site(state: SiteState, source: SourceFile, text: str, known: Collection[Address]) -> tuple[Problem, ...]:
    """The errors that a build would tell of a text that is right by itself; none of a draft, which it leaves out."""
    parsed = FileParser(state.config).parse(text.encode(), source).parsed
    if parsed.item is None or parsed.publication:
        return ()
    site, problems = _site_with(state, source, parsed)
    of_links = broken_links_of(parsed.item, site, PageLookup(site, state.theme, state.kinds), known)
    of_text = (*(problem for problem in problems if problem.place.path == source.path), *of_links)
    return errors(at_levels(of_text, state.config.problems))


def _site_with(state: SiteState, source: SourceFile, parsed: Parsed) -> tuple[Site, tuple[Problem, ...]]:
    """The site with what a file will give, and all that is wrong with it."""
    before, path = state.texts, source.relative_path
    texts = replace(before, parsed={**before.parsed, path: parsed})
    fresh = (parsed.item,) if parsed.item else ()
    reading = Reading(texts, state.assembled.reading.details, {path: parsed}, fresh)
    assembled = edit_texts(state.assembled, state.sources, reading, state.history)
    assembled = assembled or relate_texts(state.sources, reading, state.history)
    return assembled.site, assembled.problems
