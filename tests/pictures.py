"""README's picture of an entry, from this repository's own site, light and dark: `make pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page

from tests.pages.test_data_formats import SEED_ENTRY
from tests.referees.published import own, published
from tests.serve.browser import browser
from tests.sites import ROOT
from tests.small_pictures import save

FOLDER = ROOT / ".github/pictures"

LAST = ".related li >> nth=0"
"""The last thing of the entry that is seen."""

WIDTH = 800
MARGIN = 12
"""What is left below the last thing."""


def main() -> None:
    """Publish the site, and take the picture in both schemes."""
    with TemporaryDirectory() as folder, published(Path(folder), own) as site, browser() as chromium:
        for scheme in ("light", "dark"):
            page = chromium.new_page(viewport={"width": WIDTH, "height": WIDTH}, color_scheme=scheme)
            page.goto(f"{site.host}{SEED_ENTRY}.html")
            take(page, LAST, FOLDER / f"entry-{scheme}.png")


def take(page: Page, last: str, file: Path) -> None:
    """A picture of a page from its top down to the last thing that is seen, which is waited for."""
    thing = page.locator(last)
    thing.wait_for()
    box = thing.bounding_box()
    assert box
    height = box["y"] + box["height"] + MARGIN
    save(page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}), file)


if __name__ == "__main__":
    main()
