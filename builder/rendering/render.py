"""From a planned page to its bytes: templates for what people and feed readers see, JSON and XML for data."""

import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

from builder.core.address_keys import pack_keys
from builder.core.gzipped import gzipped
from builder.core.links import absolute_links, relative_links, root_relative_links
from builder.core.model import Detail, Entry, Page
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.progress import PageTime, slowest
from builder.core.record import Frozen
from builder.core.urls import Address
from builder.pages.kind import Links, PlannedPage
from builder.pages.shared import Pieces
from builder.planning.plan import Kinds
from builder.relations.site import Site
from builder.rendering.template_helpers import TemplateHelpers
from builder.templating.templates import CompiledTemplates
from builder.theme.language import load_language
from builder.theme.load import Theme

if TYPE_CHECKING:
    from builder.rendering.jinja_templates import JinjaTemplates


class Renderer:
    """Renders the pages of one site with one theme. Rendering a page depends on no other page's being rendered."""

    def __init__(
        self,
        site: Site,
        theme: Theme,
        detail: Callable[[Entry | Page], Detail],
        kinds: Kinds,
    ) -> None:
        config = site.config
        self._config = config
        self._theme = theme
        language, _ = load_language(config.language, theme.folders)
        self._pieces = Pieces(site, language, detail, kinds)
        self._helpers = TemplateHelpers(language, config.base_url, theme.resolve, theme.read)
        self.by_jinja: set[str] = set()
        """The templates that Jinja rendered so far."""

    def prepare(self, templates: Iterable[str]) -> None:
        """Have templates ready before processes are forked, so that these need not compile or load them."""
        for template in templates:
            self._compiled.page(template)

    def view(self, page: PlannedPage) -> Any:
        """What the page's template sees; None for a page that needs no template."""
        make = page.kind.view
        return make(self._pieces, page.subject) if make else None

    def render(self, page: PlannedPage, view: Any) -> bytes:
        """The bytes of a page with its view. Raises ProblemsFound with the template's line if a template is wrong."""
        if page.kind.binary:
            return page.kind.binary(self._pieces, page.subject)
        make = page.kind.text
        text = make(self._pieces, page.subject) if make else self._templated(page, view)
        linked = self._linked(text, page)
        return gzipped((linked,)) if page.kind.is_gzipped else linked

    def _templated(self, page: PlannedPage, view: Any) -> str:
        """A page by its compiled template, or else by Jinja, which also says what is wrong if that fails."""
        if compiled := self._compiled.page(page.kind.template):
            with suppress(Exception):  # Jinja finds the same, and its line
                return compiled(view)
        self.by_jinja.add(page.kind.template)
        return self._jinja.render(page, view, self._pieces.view)

    @cached_property
    def _compiled(self) -> CompiledTemplates:
        return CompiledTemplates(self._pieces.view, self._helpers, lambda: self._jinja, self._theme.digests)

    @cached_property
    def _jinja(self) -> "JinjaTemplates":
        from builder.rendering.jinja_templates import JinjaTemplates  # noqa: PLC0415  # it takes long to load, and is seldom needed

        return JinjaTemplates(self._theme, self._config, self._helpers)

    def _linked(self, text: str, page: PlannedPage) -> bytes:
        """The text with its links made whole; without a base URL all of them are relative."""
        base_url = self._config.base_url
        if base_url and page.kind.links is Links.FULL:
            return absolute_links(text, base_url).encode()
        if base_url and page.kind.links is Links.ROOTED:
            return root_relative_links(text, base_url).encode()
        return relative_links(text.encode(), page.address)


class Rendered(Frozen, frozen=True):
    """Some pages' addresses and bytes, and what was wrong with their templates."""

    files: tuple[tuple[Address, bytes], ...]
    problems: tuple[Problem, ...]
    slowest: tuple[PageTime, ...]
    related: dict[Address, bytes]
    """For each entry's page the keys of what its Related list names."""
    by_jinja: tuple[str, ...]
    """The templates that Jinja rendered, as they could not be compiled or raised an error."""


def render(pages: Iterable[PlannedPage], renderer: Renderer) -> Rendered:
    """Render pages; goes on after a template's error, so that all of them are known."""
    files: list[tuple[Address, bytes]] = []
    problems: list[Problem] = []
    took: list[PageTime] = []
    related: dict[Address, bytes] = {}
    for page in pages:
        started = time.perf_counter()
        try:
            view = renderer.view(page)
            files.append((page.address, renderer.render(page, view)))
            if page.kind.related:
                related[page.address] = pack_keys(page.kind.related(view))
        except ProblemsFound as found:
            problems += found.problems
        took.append(PageTime(time.perf_counter() - started, page.address))
    return Rendered(tuple(files), one_of_each(problems), tuple(slowest(took)), related, (*renderer.by_jinja,))


def one_of_each(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The first of the problems at each place: a template may be wrong on thousands of pages in the same way."""
    first: dict[tuple[Code, Place], Problem] = {}
    for problem in problems:
        first.setdefault((problem.code, problem.place), problem)
    return tuple(first.values())
