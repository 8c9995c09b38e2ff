"""Every link of the published site leads somewhere: at a host's root, below a folder, and from disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from lxml import html
from lxml.html import HtmlElement
from msgspec.structs import replace

from builder.build.pipeline import build
from builder.config.load import load_config
from builder.incremental.inputs import find_inputs
from tests.sites import BASE_URL, ROOT

Fetch = Callable[[str], bytes | None]


class Quiet(SimpleHTTPRequestHandler):
    """Serves files without a word."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A server of a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def over_http(address: str) -> bytes | None:
    """What a server answers."""
    try:
        with urlopen(quote(address, safe=":/"), timeout=10) as answer:  # noqa: S310  # the server above
            return bytes(answer.read())
    except HTTPError as error:
        error.close()
        return None


def from_disk(address: str) -> bytes | None:
    """What a browser finds when it opens a file; it lists folders instead of opening their index.html."""
    file = Path(unquote(urlsplit(address).path))
    return file.read_bytes() if file.is_file() else None


@dataclass
class Crawl:
    """What was found from one page on."""

    fetch: Fetch
    pages: dict[str, set[str]] = field(default_factory=dict)
    """Each page and its anchors."""
    links: set[tuple[str, str]] = field(default_factory=set)
    """Each page and an address inside the site that it links to, with its `#part`."""
    missing: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    @property
    def broken(self) -> list[tuple[str, str]]:
        """Each page with a link that leads to nothing, or to a part that is not there."""
        return sorted(link for link in self.links if not self._leads_somewhere(link[1]))

    def _leads_somewhere(self, target: str) -> bool:
        address, part = urldefrag(target)
        return address not in self.missing and (not part or part in self.pages.get(address, ()))

    def visit(self, address: str, inside: str) -> set[str]:
        """Fetch an address, and give those that it links to below `inside`."""
        content = self.fetch(address)
        if content is None:
            self.missing.add(address)
            return set()
        if not address.endswith((".html", "/")):
            self.others.add(address)
            return set()
        page = html.fromstring(content)
        targets = {urljoin(address, link) for link in links_of(page)}
        assert {urlsplit(target).scheme for target in targets} <= {"http", "https", "file", "mailto"}, address
        self.pages[address] = names_of(page)
        targets = {target for target in targets if target.startswith(inside)}
        self.links |= {(address, target) for target in targets}
        return {urldefrag(target).url for target in targets}


def links_of(page: HtmlElement) -> list[str]:
    """The links of a page, the files it loads, and where its forms lead."""
    return [str(link) for link in page.xpath("//@href | //@src | //@action") if link]


def names_of(page: HtmlElement) -> set[str]:
    """The anchors of a page."""
    return {str(name) for name in page.xpath("//@id")}


def crawl(start: str, inside: str, fetch: Fetch) -> Crawl:
    """Follow every link below an address."""
    found, waiting, seen = Crawl(fetch), [start], {start}
    while waiting:
        new = found.visit(waiting.pop(), inside) - seen
        seen |= new
        waiting += sorted(new)
    return found


def assert_whole(found: Crawl, start: str, output: Path) -> None:
    """Nothing is broken, and every page is reached, redirects and 404.html apart."""
    assert not found.broken
    published = {file.relative_to(output).as_posix() for file in output.rglob("*.html")}
    reached = {unquote(page.removeprefix(start)) or "index.html" for page in found.pages}
    redirects = {page for page in published if 'http-equiv="refresh"' in (output / page).read_text(encoding="utf-8")}
    assert "news/2006/10/14/security-council-adopts-resolution-1718.html" in redirects
    alone = sorted(published - reached - {"404.html", *redirects})
    assert not alone, f"no page leads to {alone}"
    assert any("#" in target for _, target in found.links)


def test_the_site_works_at_the_root_of_a_host(hosted_folder: Path) -> None:
    output = hosted_folder / "repo"
    with served(output) as address:
        assert_whole(crawl(address + "index.html", address, over_http), address, output)
        assert not crawl(address + "404.html", address, over_http).broken


def test_the_site_works_below_a_folder_of_a_host(hosted_folder: Path) -> None:
    with served(hosted_folder) as address:
        found = crawl(address + "repo/index.html", address, over_http)
        assert_whole(found, address + "repo/", hosted_folder / "repo")
        assert not {page for page in found.pages if not page.startswith(address + "repo/")}


def test_the_site_works_from_disk(hosted_folder: Path) -> None:
    output = hosted_folder / "repo"
    start = output.as_uri() + "/"
    assert_whole(crawl(start + "index.html", start, from_disk), start, output)


def test_the_page_for_missing_addresses_works_at_any_depth_below_a_folder(tmp_path: Path) -> None:
    output = tmp_path / "repo"
    with served(tmp_path) as address:
        config = replace(load_config(ROOT), output=output, base_url=f"{address}repo/")
        build(find_inputs(config, remember=False, clean=True))
        links = links_of(html.fromstring((output / "404.html").read_bytes()))
        targets = [urljoin(address + "repo/news/2011/nothing/here.html", link) for link in links]
        assert len(targets) > 5
        inside = [target for target in targets if target.startswith(address) and not target.endswith("#main")]
        assert all(over_http(target) for target in inside)


def test_a_redirect_leads_to_the_page_that_took_its_place(own_site: Path) -> None:
    name = "news/2006/10/14/security-council-adopts-resolution-1718.html"
    page = (own_site / name).read_text(encoding="utf-8")
    (target,) = (link for link in links_of(html.fromstring(page)) if not link.startswith(BASE_URL))
    assert (own_site / name).parent.joinpath(target).is_file()
    assert f'<meta http-equiv="refresh" content="0; url={target}">' in page
