"""The sites that are judged: published, on a host, with every kind of page.

A kind is a template that makes HTML. That each has a page in one of these sites is tested, so that a new one is judged
too: if none of the sites has it, give the harbour what it needs.
"""

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from builder.core.links import absolute_url
from builder.pages.listings import MAX_INDEX
from builder.pages.registry import KINDS as REGISTERED
from builder.relations.grouping import LARGE
from builder.relations.menu import MENU
from tests.referees.host import hosting
from tests.repository import committed
from tests.sites import ROOT, SiteFolder

KINDS = tuple(sorted({kind.template for kind in REGISTERED if kind.template.endswith(".html")}))
"""Every template that makes a page."""

SEEN = tuple(kind for kind in KINDS if kind != "redirect.html")
"""The same without the one that no browser stays on."""

SITES = Path(__file__).parent / "sites"

FEW = 8
"""Pages of one kind of the harbour, each with something of its own, that are all looked at."""


@dataclass(frozen=True, slots=True)
class Published:
    """A site on a host."""

    name: str
    host: str
    """The address of its front page."""
    folder: Path
    pages: Mapping[str, Sequence[str]]
    """By kind, the pages' addresses in the site, the lightest first."""

    def samples(self, kind: str) -> list[str]:
        """The addresses of the pages of a kind that are looked at: the lightest and the heaviest of like ones."""
        its = self.pages.get(kind, ())
        few = FEW if self.name == harbour.__name__ else 2
        chosen = its if len(its) <= few else (its[0], its[-1])
        return [self.at(page) for page in chosen]

    def heaviest(self, kind: str) -> list[str]:
        """The address of the page of a kind that has most bytes, if there is any."""
        return [self.at(page) for page in self.pages.get(kind, ())[-1:]]

    def at(self, page: str) -> str:
        """The full address of a page, as readers see it."""
        return absolute_url(self.host, page)


Sites = Sequence[Published]

CHANGED = {
    "content/news/2012/03/8/a-storm.md": "A storm is near.",
    "content/news/2012/03/9/a-ship-with-a-picture.md": "A ship, on a picture.",
}
"""Entries of the harbour, with titles that they had before."""

SHIPS = ("Barge", "Cutter", "Dhow")
"""Topics and sources of each ship of the fleet: with as many ships as a large topic has, there are MAX_INDEX."""


def own(site: SiteFolder) -> None:
    """The content of this repository."""
    shutil.copytree(ROOT / "content", site.path / "content")
    shutil.copy(ROOT / "pyproject.toml", site.path)


def harbour(site: SiteFolder) -> None:
    """Few entries with everything that is unusual, two of them changed since they came; more pages than a menu has."""
    for name, title in CHANGED.items():
        text = (SITES / "harbour" / name).read_text(encoding="utf-8")
        site.write({name: re.sub("(?m)^title: .*", f"title: {title}", text)})
    committed(site.path, "Begin", day="2012-03-09")
    site.write({f"content/quay-{number}.md": f"# Quay {number}\n\nShips.\n" for number in range(MENU)})
    shutil.copytree(SITES / "harbour", site.path, dirs_exist_ok=True)
    committed(site.path, "Go on", day="2012-03-10")


def fleet(site: SiteFolder) -> None:
    """Two topics and an outlet, with pages of their years and months, and of each letter.

    Most ships come in in one month, which is so full that its days show the chief ones alone. What has both topics is
    so much that most of it is folded.
    """
    for number in range(max(LARGE, MAX_INDEX // len(SHIPS)) + 12):
        names = ", ".join(f"{name} {number}" for name in SHIPS)
        topics = "fleet, harbour" if number > 1 else "harbour" if number else "fleet"
        importance = 9 if number % 20 == 0 else 5
        text = (
            f"---\ntitle: Ship {number} comes in.\ncontexts: [{topics}, {names}]\n"
            f"sources: [Gazette, {names}]\nimportance: {importance}\n---\n"
        )
        day = f"2010-01-{number % 28 + 1:02}" if number > 10 else f"2011-{number + 1:02}-15"
        site.write({f"content/news/{day}-ship-{number}.md": text})


def arabic(site: SiteFolder) -> None:
    """A site that is read from right to left."""
    shutil.copytree(SITES / "arabic", site.path, dirs_exist_ok=True)


def empty(site: SiteFolder) -> None:
    """A site in which nothing is written yet."""
    (site.path / "content").mkdir()


def samples(sites: Sites, kind: str) -> list[tuple[Published, str]]:
    """The pages of a kind that are looked at, each with its site."""
    return [(site, address) for site in sites for address in site.samples(kind)]


def heaviest(sites: Sites, kind: str) -> list[tuple[Published, str]]:
    """The page with most bytes of a kind in each site that has the kind."""
    return [(site, address) for site in sites for address in site.heaviest(kind)]


MAKERS: Sequence[Callable[[SiteFolder], None]] = (own, harbour, fleet, arabic, empty)
"""What writes each of the sites."""


@contextmanager
def published(folder: Path, make: Callable[[SiteFolder], None]) -> Iterator[Published]:
    """One of the sites, built in a folder, as long as its host runs."""
    site = SiteFolder(folder)
    make(site)
    with hosting(site.output) as host:
        site.build(base_url=host)
        yield Published(make.__name__, host, site.output, _by_kind(site))


def _by_kind(site: SiteFolder) -> Mapping[str, Sequence[str]]:
    kinds: dict[str, list[str]] = defaultdict(list)
    for page in site.plan().pages:
        kinds[page.kind.template].append(page.address)
    return {kind: sorted(pages, key=lambda page: (site.output / page).stat().st_size) for kind, pages in kinds.items()}
