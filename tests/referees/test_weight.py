"""Pages are light: what a reader without anything of the site gets when opening one, compressed."""

import random
import re
from collections.abc import Mapping
from pathlib import Path
from statistics import mean

import pytest
from playwright.sync_api import Browser

from tests.pages.test_data_formats import SEED_ENTRY
from tests.referees.published import SEEN, Sites
from tests.referees.tab import tab
from tests.sites import BASE_URL, SiteFolder
from tests.weight import loaded, sent, weight

ENTRY = 15_000
"""The most bytes of an entry's page with ten Related, and of all that it loads."""

STYLES = 20_000
"""The most bytes of all style sheets of a page."""

SCRIPTS = 15_000
"""The most bytes of all scripts of a page, that of searching apart."""

SEARCH = "search.html"
"""The page whose scripts are counted apart, as it is loaded only by those who search."""

WORDS = re.findall(
    r"\w+",
    "council harbour treaty envoy inspector freighter resolution ministry sanction border satellite reactor court "
    "assembly president embargo container delegation panel missile report harbourmaster vote agreement observer",
)


def entries(count: int) -> Mapping[str, str]:
    """Entries such as a news archive has: a long title, a summary, four contexts, a source, two paragraphs."""
    drawn = random.Random(20110515)

    def words(number: int) -> str:
        return " ".join(drawn.choices(WORDS, k=number)).capitalize()

    def entry(number: int) -> str:
        contexts = ", ".join(drawn.sample(WORDS, 4))
        source = f"sources: [{{name: {words(2)}, url: 'https://example.org/{number}/{drawn.getrandbits(64):x}'}}]"
        body = f"{words(60)}.\n\n{words(50)}."
        return f"---\ntitle: {words(16)}.\nsummary: {words(25)}.\ncontexts: [{contexts}]\n{source}\n---\n{body}\n"

    days = (f"{2001 + n // 300}/{n // 25 % 12 + 1:02}/{n % 25 + 1}" for n in range(count))
    return {f"content/news/{day}/entry.md": entry(number) for number, day in enumerate(days)}


def weights(site: SiteFolder, count: int) -> list[int]:
    """What the pages of entries with ten Related weigh on a site of that many entries."""
    site.write(entries(count))
    site.build(base_url=BASE_URL)
    pages = [page.address for page in site.plan().pages if page.kind.template == "entry.html"]
    assert {len(site.data(page.replace(".html", ".json"))["related"]) for page in pages} == {10}
    return [weight(site.output / page, site.output) for page in pages]


def test_an_entry_with_ten_related_weighs_the_same_on_a_small_site_as_on_a_large_one(tmp_path: Path) -> None:
    small = weights(SiteFolder(tmp_path / "small"), 100)
    large = weights(SiteFolder(tmp_path / "large"), 1_000)
    assert max(small + large) < ENTRY
    assert mean(large) < 1.02 * mean(small)


def test_every_entry_of_the_own_site_is_light(own_site: Path) -> None:
    heavy = {page: weighs for page in own_site.glob("*/*/*/*/*.html") if (weighs := weight(page, own_site)) > ENTRY}
    assert heavy == {}


@pytest.mark.parametrize("kind", SEEN)
def test_styles_and_scripts_are_small(kind: str, sites: Sites) -> None:
    for site in sites:
        for page in site.pages.get(kind, ())[-1:]:
            files = loaded(site.folder / page, site.folder)
            assert sum(len(sent(file)) for file in files if file.suffix == ".css") < STYLES, page
            scripts = sum(len(sent(file)) for file in files if file.suffix == ".js")
            assert scripts < SCRIPTS or kind == SEARCH, page


def test_a_browser_loads_no_more_of_an_entry_than_is_weighed(chromium: Browser, sites: Sites) -> None:
    own = sites[0]
    page = own.folder / f"{SEED_ENTRY}.html"
    weighed = {own.at(file.relative_to(own.folder).as_posix()) for file in (page, *loaded(page, own.folder))}
    with tab(chromium) as opened:
        opened.open(own.at(f"{SEED_ENTRY}.html")).wait_for_load_state("networkidle")
        assert {*opened.asked} <= weighed
