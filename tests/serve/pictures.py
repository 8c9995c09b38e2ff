"""The manual's pictures of `dateline serve --watch`, from the real thing: `make pictures`."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serve.browser import browser
from tests.serve.running import running
from tests.sites import ROOT, SiteFolder
from tests.small_pictures import save

FOLDER = ROOT / "content/manual/write"
FILE = "content/news/2011/05/15/a-harbour-reopens.md"
TEXT = """---
title: A harbour reopens
date: 2011-05-15
contexts: [shipping, "Los Angeles, California"]
sources:
  - name: Port Gazette
    url: https://example.org/reopening
summary: The harbour is open again after three weeks.
---
The dredgers have gone. [[shipping]] goes on, and [[shipping|the trade]] with it.
"""


def main() -> None:
    """Write an entry, take its picture and that of its form, put a slip into it, and take the last picture."""
    with TemporaryDirectory() as folder:
        site = SiteFolder(Path(folder))
        site.write({"dateline.toml": 'title = "Harbour news"\n', FILE: TEXT})
        with running(site.path, watch=True) as server, browser() as chromium:
            page = chromium.new_page(viewport={"width": 720, "height": 460}, color_scheme="light")
            page.goto(f"http://127.0.0.1:{server.port}/news/2011/05/15/a-harbour-reopens.html")
            page.locator("#bar").wait_for()
            save(page.screenshot(), FOLDER / "serve-page.png")
            form = chromium.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
            form.goto(f"http://127.0.0.1:{server.port}/.dateline/entry?file=news/2011/05/15/a-harbour-reopens.md")
            form.frame_locator("iframe").locator("h1").wait_for()
            save(form.screenshot(), FOLDER / "serve-form.png")
            site.write({FILE: TEXT.replace("reopens", "reopens: the first ship leaves")})
            page.locator("#problems section").wait_for()
            save(page.screenshot(), FOLDER / "serve-error.png")


if __name__ == "__main__":
    main()
