"""A tab of a real browser that notes what it asks for and what goes wrong in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Tab:
    """A tab that is open."""

    page: Page
    asked: list[str] = field(default_factory=list)
    """The addresses that were asked for since the page was opened."""
    said: list[str] = field(default_factory=list)
    """What the console had to say of it, and the answers that were errors."""

    def open(self, address: str) -> Page:
        """Open a page, and wait until all that it needs is there."""
        self.asked.clear()
        self.said.clear()
        self.page.goto(address)
        if self.page.locator("script[type=module]").count():  # the search asks for its index once it is there
            self.page.wait_for_load_state("networkidle")
        return self.page


@contextmanager
def tab(chromium: Browser, **options: Any) -> Iterator[Tab]:
    """A tab with a memory of its own."""
    context = chromium.new_context(**{"viewport": DESK, **options})
    opened = Tab(context.new_page())
    page = opened.page
    page.on("request", lambda request: opened.asked.append(request.url))
    page.on("requestfailed", lambda request: opened.said.append(f"{request.url}: {request.failure}"))
    page.on("response", lambda answer: opened.said.append(f"{answer.url}: {answer.status}") if not answer.ok else None)
    page.on("console", lambda message: opened.said.append(message.text) if message.type in LOUD else None)
    page.on("pageerror", lambda error: opened.said.append(str(error)))
    yield opened
    context.close()


LOUD = ("error", "warning")
"""The kinds of messages in the console that tell of something wrong."""
