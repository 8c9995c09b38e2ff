"""Every link of the sites leads somewhere on a host as GitHub Pages is: below /repo/, with its rules for addresses.

linkinator, which follows them, submits no form, so nothing leads it to the search page.
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.referees.host import hosting
from tests.referees.links import Found, answered, crawled
from tests.referees.published import MAKERS, Published, Sites
from tests.serve.running import Response
from tests.sites import REPO

NOT_LINKED = ("404.html", "redirect.html", "search.html")
"""The kinds of pages that no link leads to."""

DATA = {".xml", ".json", ".txt"}
"""The endings of files with full addresses of the site's own."""

BROKEN = """<!doctype html><title>A page</title><link rel="canonical" href="http://127.0.0.2:9/repo/">
<meta http-equiv="refresh" content="0; url=moved.html"><link rel="stylesheet" href="style.css">
<a href="nothing.html">A page that is not there</a> <a href="#part">A part that is not there</a>
<a href="folder">A folder</a> <a href="/">The host</a> <a href="ftp://127.0.0.2/">Another scheme</a>
<a href="folder/">A way out</a>"""


def outside(site: Published) -> str:
    """All that the writers of a site say, which links out of it come from."""
    folder = site.folder.parent
    written = (*folder.glob("content/**/*.md"), *folder.glob("*.toml"))
    return "\n".join(file.read_text(encoding="utf-8") for file in written)


def in_data(site: Published) -> set[str]:
    """The full addresses of the site's own in feeds, sitemap and data."""
    own = re.compile(re.escape(site.host) + r"[^\s\\\"'<>&]*")
    files = [file for file in site.folder.rglob("*") if file.suffix in DATA]
    return {address for file in files for address in own.findall(file.read_text(encoding="utf-8"))}


def redirects(site: Published) -> Iterator[str]:
    """Old addresses, and those that hosts are told to lead to instead."""
    if (file := site.folder / "_redirects").is_file():
        for line in file.read_text(encoding="utf-8").splitlines()[1:]:
            old, new, _ = line.split()
            yield from (site.host + path.removeprefix(REPO) for path in (old, new))


CRAWLS = 3
"""How often a site is crawled at most: now and then the program ends before it has followed every link."""


def without_ending(site: Published) -> Iterator[str]:
    """A page of each kind, as an address that ends without `.html`."""
    for pages in site.pages.values():
        yield from (site.at(page).removesuffix(".html") for page in pages[-1:] if not page.endswith("/index.html"))


@pytest.mark.parametrize("number", range(len(MAKERS)), ids=[make.__name__ for make in MAKERS])
def test_every_link_leads_somewhere(number: int, modules: Path, sites: Sites, tmp_path: Path) -> None:
    site = sites[number]
    apart = [site.at(page) for kind in NOT_LINKED for page in site.pages.get(kind, ())]
    named = {*in_data(site), *redirects(site), *without_ending(site)}
    found = answered(modules, site.host, named, tmp_path)
    for _ in range(CRAWLS):
        found |= crawled(modules, site.host, apart)
        if pages_of(site) <= found.good:
            break
    assert found.broken == ()
    assert_whole(site, found)
    written = outside(site)
    letters = "mailto:?body="
    assert [link for link in found.elsewhere if not link.startswith(letters) and link not in written] == []


def pages_of(site: Published) -> set[str]:
    """The addresses of all pages of a site."""
    return {site.at(page) for its in site.pages.values() for page in its if page.endswith(".html")} | {site.host}


def assert_whole(site: Published, found: Found) -> None:
    """Every page was looked at."""
    assert pages_of(site) <= found.good


def test_what_leads_nowhere_is_found(modules: Path, tmp_path: Path) -> None:
    for name in ("index.html", "404.html", "folder/index.html", "style.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BROKEN if name == "index.html" else "body { background: url(paper.png) }")
    (tmp_path / "apart.html").write_text('<!doctype html><title>Apart</title><a href="gone.html">Gone</a>')
    with hosting(tmp_path) as host:
        found = crawled(modules, host, [f"{host}apart.html"])
    there = [host + name for name in ("moved.html", "nothing.html", "#part", "folder", "paper.png", "gone.html")]
    assert {link.partition(" on ")[0] for link in found.broken} == set(there)
    assert found.good == {host, f"{host}apart.html", f"{host}folder/", f"{host}style.css"}
    assert found.elsewhere == {"http://127.0.0.2:9/repo/", host.removesuffix("repo/"), "ftp://127.0.0.2/"}


def test_the_host_answers_as_pages_does(sites: Sites) -> None:
    site = sites[0]
    front, plain, folder = (answer(site.host + path) for path in ("", "about", "topics"))
    assert [each.status for each in (front, plain, folder)] == [200, 200, 301]
    assert plain.headers["cache-control"] == "max-age=600"
    assert folder.headers["location"] == "/repo/topics/"
    missing = answer(f"{site.host}nothing/here.html")
    assert (missing.status, gzip.decompress(missing.body)) == (404, (site.folder / "404.html").read_bytes())
    assert answer(f"{site.host}../about").status == 404


def answer(address: str) -> Response:
    """What the host answers, wherever that leads."""
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.netloc, timeout=10)) as connection:
        connection.request("GET", parts.path)
        found = connection.getresponse()
        return Response(found.status, {name.lower(): value for name, value in found.getheaders()}, found.read())
