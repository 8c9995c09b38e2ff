"""One state of a site as it is served: its pages, each rendered when it is asked for and kept while the state lasts."""

from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from builder.core.address_pattern import AddressPattern
from builder.core.digest import digest
from builder.core.links import strip_fingerprints
from builder.core.model import Text
from builder.core.problems import Problem, ProblemsFound
from builder.core.real_files import read_file
from builder.core.record import Frozen
from builder.core.urls import SEARCH_FOLDER, STATIC, Address
from builder.pages.kind import Copied, PageKind, PlannedPage
from builder.planning.lookup import PageLookup
from builder.planning.plan import samples
from builder.relations.site import Site
from builder.rendering.render import Renderer, one_of_each
from builder.serve.search_index import LazySearchIndex
from builder.serve.site_state import SiteState
from builder.serve.url_routing import Redirect, route

KEPT = 500
"""Pages that are kept of one state, and of those before it; a crawler that asks for all would fill the memory."""


_INDEX_FILE: PageKind[Site] = PageKind(
    name="search-index",
    pattern=AddressPattern(f"{SEARCH_FOLDER}{{path:path}}"),
    origin="the search index",
    description="A file of the search index, which is made beside the pages.",
)


class Made(Frozen, frozen=True):
    """A page: its bytes as `build` would write them, or those of before if it cannot be made now."""

    planned: PlannedPage | Copied
    content: bytes
    problems: tuple[Problem, ...] = ()
    """Why it cannot be made now."""

    @property
    def template(self) -> str:
        """The template that makes it; empty for a file that is published as it is."""
        return "" if isinstance(self.planned, Copied) else self.planned.kind.template

    @property
    def likeness(self) -> str:
        """What stands for the bytes but for where static files are published: an open page follows those by itself."""
        return digest(strip_fingerprints(self.content)).hex()

    @property
    def is_lost(self) -> bool:
        """Whether there is nothing to show: it cannot be made, and was not made before."""
        return bool(self.problems) and not self.content

    @property
    def digest(self) -> str:
        """What stands for the bytes."""
        return digest(self.content).hex()


class Snapshot:
    """One state of a site."""

    def __init__(self, state: SiteState, before: "Snapshot | None" = None) -> None:
        self.state = state
        self.number: int = before.number + 1 if before else 1
        """It counts up with each state."""
        self.published = PageLookup(state.site, state.theme, state.kinds)
        self._static: frozenset[str] = (before._static if before else frozenset()) | {state.theme.static_folder}
        """The folders of the static files in all states so far: a page of an earlier one may still ask for them."""
        self._renderer = Renderer(state.site, state.theme, state.details, state.kinds)
        self._good = before.good() if before else {}
        """Pages of the states before, as they were when they could be made last."""
        self._pages: dict[Address, Future[Made]] = {}
        self._search_index: LazySearchIndex = LazySearchIndex(state, before._search_index if before else None)

    def following(self, state: SiteState) -> "Snapshot":
        """The next state. Pages that cannot be made in it stay as they are in this one."""
        return Snapshot(state, self)

    def good(self) -> dict[Address, bytes]:
        """Pages as they were when they could be made last."""
        done = (future.result() for future in list(self._pages.values()) if future.done() and not future.exception())
        good = self._good | {made.planned.address: made.content for made in done if not made.problems}
        return dict([*good.items()][-KEPT:])

    @cached_property
    def base(self) -> str:
        """The path that the site is served under: `/`, or `/repo/`."""
        return urlsplit(self.state.config.base_url or "/").path

    @property
    def static(self) -> str:
        """The path that the static files lie under now."""
        return self.base + self.state.theme.static_folder

    def find(self, path: str) -> Made | Copied | Redirect | None:
        """What a request's path leads to."""
        inside = Address(path.removeprefix(self.base))
        if path.startswith(self.base + SEARCH_FOLDER) and (content := self._search_index.get(inside)):
            return Made(PlannedPage(inside, _INDEX_FILE, self.state.site), content)
        address = route(path, self.base, self.published) or self._static_file(inside)
        return self.file(address) if isinstance(address, str) else address

    def _static_file(self, address: Address) -> Address | None:
        """Where a static file is now that an earlier state had at an address."""
        theme = self.state.theme
        cut = len(theme.static_folder)
        return theme.addresses.get(STATIC + address[cut:]) if address[:cut] in self._static else None

    def file(self, address: Address) -> Made | Copied | None:
        """The file that is published at an address."""
        planned = self.published.at(address)
        if isinstance(planned, Copied):
            file = self.real(planned)
            return None if file is None else self._page(planned) if address.endswith(".html") else planned
        return self._page(planned) if planned else None

    def real(self, copied: Copied) -> Path | None:
        """Where a file that is published as it is lies; none if it has gone, or a link has taken its place."""
        file = Path(copied.asset.file)
        return file if file.is_file() and file.resolve() == file else None

    def _page(self, planned: PlannedPage | Copied) -> Made:
        """A page, made once however many ask for it at the same time."""
        mine: Future[Made] = Future()
        first = self._pages.setdefault(planned.address, mine)
        if first is mine:
            try:
                mine.set_result(self._rendered(planned))
            except BaseException as error:
                mine.set_exception(error)
                raise
            while len(self._pages) > KEPT:
                self._pages.pop(next(iter(self._pages)), None)
        return first.result()

    def _rendered(self, planned: PlannedPage | Copied) -> Made:
        if isinstance(planned, Copied):
            return Made(planned, read_file(planned.asset.file))
        try:
            return Made(planned, self._renderer.render(planned, self._renderer.view(planned)))
        except ProblemsFound as found:
            return Made(planned, self._good.get(planned.address, b""), found.problems)

    def source(self, planned: PlannedPage | Copied) -> Path | None:
        """The file to edit for a page: the text that it shows, or for a page of many the site's own template."""
        config = self.state.config
        if isinstance(planned, Copied):
            return Path(planned.asset.file)
        if text := self.text(planned):
            return config.root / text.path
        file = config.templates / planned.kind.template
        return file if file.is_file() else None

    def text(self, planned: PlannedPage | Copied) -> Text | None:
        """The text that a page shows; none for a page of many, and for a file."""
        if isinstance(planned, Copied) or planned.kind.source is None:
            return None
        return planned.kind.source(self.state.site, planned.subject)

    def samples(self) -> tuple[Problem, ...]:
        """What is wrong with the templates, as far as one page of each kind shows it."""
        made = [self._page(page) for page in samples(self.state.site, self.state.kinds)]
        return one_of_each(problem for each in made for problem in each.problems)
