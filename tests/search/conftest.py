"""Search pages in a browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.test_crawl import served


@pytest.fixture(scope="session")
def published(hosted_folder: Path) -> Iterator[str]:
    """The address of the repository's own site, below a folder of a plain file server."""
    with served(hosted_folder) as address:
        yield f"{address}repo/"


@pytest.fixture
def engine(page: Page, published: str) -> Page:
    """A tab in which `engine` is the script that looks things up."""
    page.goto(f"{published}about.html")
    page.evaluate(
        """async () => {
          const { href } = document.querySelector("link[rel=stylesheet]"); // static files lie together
          window.engine = await import(new URL("search-index.js", href));
        }"""
    )
    return page
