"""What linkinator finds when it follows links: https://github.com/JustinBeckwith/linkinator."""

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryFile

from tests.referees.host import hosting

_PROGRAM = "linkinator/build/src/cli.js"
_OPTIONS = (
    *("--check-fragments", "--check-css", "--redirects", "error"),
    *("--format", "json", "--verbosity", "debug"),
)
"""A link that leads on to another address counts as broken: within a site, each can lead to the right one at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the links that were found."""

    broken: tuple[str, ...]
    """Each that leads to nothing, with the page that it was found on."""
    good: frozenset[str]
    elsewhere: frozenset[str]
    """Those that lead out of the site, where nobody was asked."""

    def __or__(self, other: "Found") -> "Found":
        broken = (*self.broken, *other.broken)
        return Found(broken, self.good | other.good, self.elsewhere | other.elsewhere)


def crawled(modules: Path, host: str, apart: Iterable[str] = ()) -> Found:
    """What comes of following every link of a site from its front page on, and from pages that no link leads to."""
    return _found(modules, host, [host, *apart, "--recurse"])


def answered(modules: Path, host: str, addresses: Iterable[str], folder: Path) -> Found:
    """What comes of asking for some addresses of a site; a page that links to them is made in a folder."""
    links = "".join(f'<a href="{escape(address)}">{escape(address)}</a>\n' for address in sorted(addresses))
    (folder / "index.html").write_text(f"<!doctype html><title>Addresses</title>\n{links}", encoding="utf-8")
    with hosting(folder) as listing:
        found = _found(modules, f"(?:{re.escape(host)}|{re.escape(listing)}$)", [listing])
        return Found(found.broken, found.good - {listing}, found.elsewhere)


def _found(modules: Path, inside: str, arguments: Iterable[str]) -> Found:
    """What the program says; addresses are asked for if they begin with what is `inside`, and with nothing else."""
    command: list[str | Path] = ["node", modules / _PROGRAM, *arguments, *_OPTIONS, "--skip", f"^(?!{inside})"]
    straight = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    with TemporaryFile() as said:  # a pipe would get the beginning only: the program ends before it has told everything
        done = subprocess.run(command, check=False, cwd=modules, env=straight, stdout=said, stderr=subprocess.PIPE)
        assert done.returncode in (0, 1), done.stderr.decode()
        said.seek(0)
        told = json.load(said)["links"]
    links = [link for link in told if " " not in link["url"]]  # it takes a title such as "news: all years" for one
    state = {link["url"]: link["state"] for link in links}
    return Found(
        tuple(f"{link['url']} on {link.get('parent')}" for link in links if link["state"] == "BROKEN"),
        frozenset(_in_state("OK", state)),
        frozenset(_in_state("SKIPPED", state)),
    )


def _in_state(wanted: str, links: dict[str, str]) -> Iterator[str]:
    return (url for url, state in links.items() if state == wanted)
