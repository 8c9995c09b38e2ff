"""What a phone makes of each kind of page: how high the highest is, and how many links are low: `make phone`.

The own site and 5,000 entries of ../shared/corpus are built, and the longest pages of each kind are opened, 360 pixels
wide.

    python -m tests.benchmarks.phone --entries 20000 --corpus ../other/corpus --longest 0
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.benchmarks.content import CORPUS, write_site
from tests.benchmarks.report import table
from tests.referees.host import hosting
from tests.referees.published import SEEN, own
from tests.referees.tab import PHONE, tab
from tests.serve.browser import browser
from tests.sites import SiteFolder

HIGHEST = 20_000
"""Pixels that no page is higher than, but those that a reader asks for with "all"."""

LOW = 32
"""Pixels below which a link is hard to hit with a finger."""

LONGEST = 20
"""Pages of each kind that are opened: those with most bytes."""

_LOOK = """() => {
    const links = [...document.querySelectorAll('a')].filter(link => link.getClientRects().length > 0);
    const own = links.filter(link => !link.closest('.text, .skip'));
    const heights = own.map(link => Math.round(link.getBoundingClientRect().height));
    return [document.documentElement.scrollHeight, heights];
}"""
"""The height of the page, and those of its links, without those amid an author's text and those that are not seen."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one page comes to."""

    address: str
    height: int
    links: Sequence[int]
    """The height of each link."""


def main() -> None:
    """Look at the pages of both sites, and print what they come to, as tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of real entries that has make_site.py")
    parser.add_argument("--entries", type=int, default=5_000, help="how many of them, the latest")
    parser.add_argument("--longest", type=int, default=LONGEST, help="pages of each kind, the longest; 0 is all")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-phone-") as folder:
        small, large = SiteFolder(Path(folder, "own")), SiteFolder(Path(folder, "corpus"))
        own(small)
        write_site(large.path, options.entries, corpus=options.corpus)
        with browser() as chromium:
            for name, site in (("The own site", small), (f"{options.entries:,} entries", large)):
                print(f"## {name}\n\n{told(looks(chromium, site, options.longest))}")


def looks(chromium: Browser, site: SiteFolder, longest: int) -> dict[str, list[Look]]:
    """What the longest pages of each kind of a site come to; 0 is all pages."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for page in site.plan().pages:
        if page.kind.template in SEEN:
            kinds[page.kind.name].append(page.address)
    with hosting(site.output) as host, tab(chromium, viewport=PHONE) as phone:
        site.build(base_url=host)
        return {
            kind: [_look(phone.open(f"{host}{address}"), address) for address in _longest(site, addresses, longest)]
            for kind, addresses in kinds.items()
        }


def _longest(site: SiteFolder, addresses: Iterable[str], number: int) -> list[str]:
    """The pages with most bytes; all of them for 0."""
    ordered = sorted(addresses, key=lambda address: (-(site.output / address).stat().st_size, address))
    return ordered[: number or None]


def _look(page: Page, address: str) -> Look:
    height, links = page.evaluate(_LOOK)
    return Look(address, height, links)


def told(found: Mapping[str, Sequence[Look]]) -> str:
    """A line for each kind of page, the highest first, then all pages that are too high."""
    kinds = sorted(found.items(), key=lambda kind: -max(look.height for look in kind[1]))
    head = ("kind", "opened", "highest, px", f"above {HIGHEST:,} px", f"links below {LOW} px", "the highest")
    lines = table(head, (_line(kind, looks) for kind, looks in kinds))
    high = (f"- {look.address}: {look.height:,} px\n" for _, looks in kinds for look in looks if look.height > HIGHEST)
    return f"{lines}\n{''.join(high)}"


def _line(kind: str, looks: Sequence[Look]) -> Iterator[str]:
    highest, links = max(looks, key=lambda look: look.height), [height for look in looks for height in look.links]
    yield kind
    yield f"{len(looks):,}"
    yield f"{highest.height:,}"
    yield f"{sum(look.height > HIGHEST for look in looks):,}"
    yield f"{sum(height < LOW for height in links) / max(1, len(links)):.0%}"
    yield f"`{highest.address}`"


if __name__ == "__main__":
    main()
