"""The manual's pictures: its tutorial, followed to the letter, with a picture after each step: `make pictures`."""

import base64
import os
import re
import shlex
import subprocess
import sys
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from tests.manual.blocks import Block, blocks
from tests.serve.browser import browser
from tests.serve.running import running
from tests.sites import ROOT, SiteFolder
from tests.small_pictures import save

START = ROOT / "content/manual/start"
TUTORIAL = START / "tutorial.md"

OF_README = ROOT / ".github/pictures/entry-light.png"
"""The picture of an entry, which the manual shows too."""

GITHUB = "https://github.com/YOU/harbour.git"
"""Where the tutorial pushes to."""

ELSEWHERE = ("python3 -m pip", "dateline serve")
"""What commands begin with that the pictures need not: an installation, and a server that runs until Ctrl-C."""

WIDTH = 680
WINDOW = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 8px; font: 13px/1.5 sans-serif; background: #fff; color: #333 }}
figure {{ margin: 0; border: 1px solid #bbb; border-radius: 8px; overflow: hidden }}
figcaption {{ background: #eee; padding: 5px 14px; border-bottom: 1px solid #bbb }}
img {{ display: block; width: 100% }}
pre {{ margin: 0; padding: 12px 14px; font: 13px/1.5 monospace; white-space: pre-wrap; overflow-wrap: anywhere }}
b {{ color: #000 }}
</style><figure><figcaption>{caption}</figcaption>{inside}</figure>"""
"""A window of a browser, or of a terminal."""


class Steps:
    """The tutorial, taken step by step in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = self.place = folder
        self.repository = folder / "github.git"
        subprocess.run(["git", "init", "--quiet", "--bare", self.repository], check=True)

    def take(self, number: int) -> str:
        """Do what a step says: write its files, run its commands. What a terminal then shows."""
        shown = ""
        for block in of_step(number):
            if block.title:
                SiteFolder(self.place).write({block.title: block.text})
            elif block.language == "sh":
                shown += "".join(self._run(line) for line in block.text.splitlines())
        return shown

    def _run(self, line: str) -> str:
        """Run a command; the line with what it prints."""
        prompt = f"<b>$ {escape(line)}</b>\n"
        words = shlex.split(line)
        if line.startswith(ELSEWHERE):
            return prompt
        if words[0] == "cd":
            self.place /= words[1]
            return prompt
        command = [sys.executable, "-m", "builder", *words[1:]] if words[0] == "dateline" else words
        done = subprocess.run(
            command,
            cwd=self.place,
            env=self._environment(),
            check=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        return prompt + escape(done.stdout)

    def _environment(self) -> dict[str, str]:
        """That of a person with a name, and with a repository on GitHub that lies in the folder."""
        settings = {
            "user.name": "You",
            "user.email": "you@example.org",
            f"url.{self.repository}.insteadOf": GITHUB,
        }
        numbered = {
            name: value
            for number, (key, text) in enumerate(settings.items())
            for name, value in ((f"GIT_CONFIG_KEY_{number}", key), (f"GIT_CONFIG_VALUE_{number}", text))
        }
        return os.environ | {"PYTHONPATH": str(ROOT), "GIT_CONFIG_COUNT": str(len(settings)), **numbered}


def of_step(number: int) -> list[Block]:
    """The examples of a step."""
    text = TUTORIAL.read_text(encoding="utf-8")
    (step,) = re.findall(rf"^## {number}\. .*?(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return [*blocks(step)]


def main() -> None:
    """Take all pictures."""
    with TemporaryDirectory() as folder, browser() as chromium:
        steps = Steps(Path(folder))
        terminal(chromium, steps.take(1), 1)
        steps.take(2)
        site = steps.place
        served(chromium, site, "", 2, 560)
        steps.take(3)
        served(chromium, site, "news/2011/05/15/a-harbour-reopens.html", 3, 620)
        steps.take(4)
        for example in site.glob("content/news/*/*/*/this-timeline-begins.md"):
            example.unlink()
        served(chromium, site, "topics/shipping/", 4, 560)
        terminal(chromium, steps.take(5).replace(str(steps.repository), GITHUB).replace(folder, "/home/you"), 5)
        SiteFolder(site).build()
        live = picture(chromium, (site / "output/index.html").as_uri(), 560)
        save(window(chromium, "you.github.io/harbour/", live), START / "step-6.png")
    save(OF_README.read_bytes(), START / "entry.png")


def served(chromium: Browser, site: Path, address: str, step: int, height: int) -> None:
    """The picture of a page as `dateline serve --watch` shows it."""
    with running(site, watch=True) as server:
        shown = picture(chromium, f"http://127.0.0.1:{server.port}/{address}", height)
    save(window(chromium, f"127.0.0.1:8000/{address}", shown), START / f"step-{step}.png")


def picture(chromium: Browser, address: str, height: int) -> str:
    """A page from its top down, as an element of another page."""
    page = chromium.new_page(viewport={"width": WIDTH, "height": height}, color_scheme="light")
    page.goto(address)
    taken = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f'<img src="data:image/png;base64,{taken}" alt="">'


def terminal(chromium: Browser, shown: str, step: int) -> None:
    """The picture of a terminal."""
    save(window(chromium, "Terminal", f"<pre>{shown}</pre>"), START / f"step-{step}.png")


def window(chromium: Browser, caption: str, inside: str) -> bytes:
    """The picture of a window."""
    page = chromium.new_page(viewport={"width": WIDTH + 18, "height": 100}, color_scheme="light")
    page.set_content(WINDOW.format(caption=escape(caption), inside=inside))
    taken = page.locator("body").screenshot()
    page.close()
    return taken


if __name__ == "__main__":
    main()
