"""What is published at an address, found without planning every page of the site."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from builder.core.dates import Date
from builder.core.problems import Problem
from builder.core.urls import Address, Slug, date_address, entry_with_history, year_day_address
from builder.planning.pages import Copied, Plan, Planned, Shown
from builder.planning.plan import REDIRECTS, copies_of, pages_of, pages_of_all, plan
from builder.relations.grouping import Group
from builder.relations.site import Site
from builder.theme.load import Theme


class Published:
    """The files of a site by address, each planned when it is asked for."""

    def __init__(self, site: Site, theme: Theme) -> None:
        self._site = site
        self._theme = theme

    def __contains__(self, address: object) -> bool:
        return self.at(Address(str(address))) is not None

    def __iter__(self) -> Iterator[Address]:
        return iter(self._by_address)

    def __len__(self) -> int:
        return len(self._by_address)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with addresses and links; takes planning everything."""
        return self._whole[1]

    def at(self, address: Address) -> Planned | Copied | None:
        """The file of an address, if there is one."""
        for subject in self._subjects(address):
            for page in pages_of(subject, self._site.config):
                if page.address == address:
                    return page
        if (copy := self._copies.get(address)) or not self._may_be_of_all(address):
            return copy
        return self._of_all.get(address) or (self._by_address.get(address) if self._takes_all(address) else None)

    def _subjects(self, address: Address) -> Iterator[Shown]:
        """What may have a page there."""
        stem, _, ending = address.rpartition(".")
        if text := self._site.text_at(Address(f"{stem}.html")) or self._site.text_at(address):
            yield text
        if entry := self._site.entry_at.get(entry_with_history(address) or Address("")):
            yield from filter(None, [self._site.history_of(entry)])
        *folders, name = address.split("/")
        if len(folders) == 2 and (group := self._groups.get(folders[0], {}).get(Slug(folders[1]))):
            yield group
        if len(folders) == 3 and (folders[0], folders[2]) == ("topics", "and"):
            yield from self._pair(Slug(folders[1]), Slug(name.removesuffix(".html")))
        if name == f"index.{ending}" and folders:
            yield from self._spans(Slug(folders[0]), folders[1:], address)
        if folders[:1] == ["on-this-day"] and address in self._year_days:
            yield self._year_days[address]

    @property
    def _groups(self) -> Mapping[str, Mapping[Slug, Group]]:
        """The topics and the outlets by the folder that their pages lie in."""
        return {"topics": self._site.topics, "sources": self._site.outlets}

    def _pair(self, one: Slug, other: Slug) -> Iterator[Shown]:
        """Two topics, if they are a pair."""
        near, topics = self._site.near, self._site.topics
        if one in topics and other in topics and near.are_pair(one, other):
            yield near.pair(one, other)

    def _spans(self, section: Slug, date: list[str], address: Address) -> Iterable[Shown]:
        """The section, year, month or day that is listed there."""
        if not date:
            return [each for each in self._site.sections if each.slug == section]
        if len(date) > 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in date):
            return ()
        span = self._site.spans.get((section, Date(*map(int, date))))
        ending = address.rpartition(".")[2]
        return [span] if span and date_address(section, span.date, ending) == address else ()

    def _may_be_of_all(self, address: Address) -> bool:
        """Whether the site as a whole, or an alias, may have a page there."""
        of_all = address.count("/") == address.startswith(("topics/", "sources/")) or address == year_day_address()
        return of_all or self._takes_all(address)

    def _takes_all(self, address: Address) -> bool:
        """Whether the page there, if there is one, depends on all other addresses."""
        return address.startswith("sitemap") or address == REDIRECTS or address in self._aliases

    @cached_property
    def _year_days(self) -> Mapping[Address, Shown]:
        return {year_day_address(date): day for date, day in self._site.year_days.items()}

    @cached_property
    def _aliases(self) -> frozenset[Address]:
        return frozenset(alias.address for alias in self._site.aliases)

    @cached_property
    def _copies(self) -> Mapping[Address, Copied]:
        return {copy.address: copy for copy in copies_of(self._site, self._theme)}

    @cached_property
    def _of_all(self) -> Mapping[Address, Planned]:
        return {page.address: page for page in pages_of_all(self._site)}

    @cached_property
    def _whole(self) -> tuple[Plan, tuple[Problem, ...]]:
        return plan(self._site, self._theme)

    @cached_property
    def _by_address(self) -> Mapping[Address, Planned | Copied]:
        planned, _ = self._whole
        copies: dict[Address, Planned | Copied] = {copy.address: copy for copy in planned.copies}
        return copies | {page.address: page for page in planned.pages}
