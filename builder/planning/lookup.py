"""Route an address to its page without planning the whole site: each kind reads it by its pattern."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from builder.core.problems import Problem
from builder.core.urls import Address
from builder.pages.kind import Copied, PageKind, Plan, PlannedPage
from builder.planning.plan import Kinds, copies_of, plan
from builder.relations.site import Site
from builder.theme.load import Theme


class PageLookup(Mapping[Address, PlannedPage | Copied]):
    """The files of a site by address, each planned when it is asked for.

    Counting them or going through them plans the whole site.
    """

    def __init__(self, site: Site, theme: Theme, kinds: Kinds) -> None:
        self._site = site
        self._theme = theme
        self._kinds = kinds
        self._scanned: dict[str, Mapping[Address, PlannedPage]] = {}
        """The pages of each kind that cannot find the subject of an address by itself, once it was asked for one."""

    def __getitem__(self, address: Address) -> PlannedPage | Copied:
        found = self.at(address)
        if found is None:
            raise KeyError(address)
        return found

    def __contains__(self, address: object) -> bool:
        return self.at(Address(str(address))) is not None

    def __iter__(self) -> Iterator[Address]:
        return iter(self._by_address)

    def __len__(self) -> int:
        return len(self._by_address)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with addresses and links; takes planning everything."""
        return self._plan[1]

    def at(self, address: Address) -> PlannedPage | Copied | None:
        """The file of an address, if there is one."""
        asks_all = False
        for kind in self._kinds:
            values = kind.pattern.match(address) if kind.is_enabled(self._site.config) else None
            if values is None:
                continue
            if kind.overview:
                asks_all = asks_all or kind.find is None or kind.find(self._site, values) is not None
            elif page := self._page(kind, address, values):
                return page
        return self._copies.get(address) or (self._by_address.get(address) if asks_all else None)

    def _page(self, kind: PageKind[Any], address: Address, values: Mapping[str, Any]) -> PlannedPage | None:
        if kind.find:
            subject = kind.find(self._site, values)
            page = kind.page(subject) if subject is not None else None
            return page if page and page.address == address else None
        if kind.name not in self._scanned:
            self._scanned[kind.name] = {page.address: page for page in kind.pages(self._site)}
        return self._scanned[kind.name].get(address)

    @cached_property
    def _copies(self) -> Mapping[Address, Copied]:
        return {copy.address: copy for copy in copies_of(self._site, self._theme)}

    @cached_property
    def _plan(self) -> tuple[Plan, tuple[Problem, ...]]:
        return plan(self._site, self._theme, self._kinds)

    @cached_property
    def _by_address(self) -> Mapping[Address, PlannedPage | Copied]:
        planned, _ = self._plan
        copies: dict[Address, PlannedPage | Copied] = {copy.address: copy for copy in planned.copies}
        return copies | {page.address: page for page in planned.pages}
