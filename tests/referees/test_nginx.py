"""The manual's example for nginx serves a site as GitHub Pages does, and leads on from old addresses: https://nginx.org/."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from tests.sites import ROOT, SiteFolder

PAGE = (ROOT / "content/manual/publish/hosts.md").read_text(encoding="utf-8")
ENTRY = "/news/2011/05/15/first.html"
SOON = 10
"""Seconds in which a server has to be there."""


def block(language: str, holding: str) -> str:
    """The example of the page in a language that holds something."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (found,) = (each for each in blocks if holding in each)
    return str(found)


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """A site in a folder, served by the example with the paths and the port that it has here."""
    shell = block("text", "awk").replace("/srv/", f"{folder.parent}/").replace("output/", f"{folder}/")
    subprocess.run(["bash", "-ec", shell], check=True)
    example = block("nginx", "map").replace("/srv/harbour;", f"{folder};").replace("/srv/", f"{folder.parent}/")
    example = example.replace("listen 80;", f"listen 127.0.0.1:{port};")
    kept = "".join(f"{name}_temp_path temp;\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    process = f"user {getuser()};\ndaemon off;\npid nginx.pid;\nevents {{}}\n"
    whole = f"{process}http {{\naccess_log off;\n{kept}{example}}}\n"
    (folder.parent / "nginx.conf").write_text(whole, encoding="utf-8")
    command = ["nginx", "-p", str(folder.parent), "-c", "nginx.conf", "-e", "error.log"]
    with subprocess.Popen(command) as server:
        try:
            yield
        finally:
            server.terminate()


@pytest.fixture
def host(two_entries: SiteFolder) -> Iterator[HTTPConnection]:
    """A connection to a site that nginx serves."""
    if not shutil.which("nginx"):
        pytest.skip("nginx is not installed")
    old = "aliases: [/old/first.html, /2011/first, /älter/]"
    two_entries.write({"content/news/2011/05/15/first.md": f"---\ntitle: First\n{old}\n---\nOne.\n"})
    two_entries.build(base_url="http://127.0.0.1/")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(two_entries.output, port):
        until = time.monotonic() + SOON
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.02)
        connection = HTTPConnection("127.0.0.1", port, timeout=SOON)
        yield connection
        connection.close()


def asked(host: HTTPConnection, address: str) -> HTTPResponse:
    """The answer to a request, read whole."""
    host.request("GET", address)
    answer = host.getresponse()
    answer.read()
    return answer


def led(host: HTTPConnection, address: str) -> tuple[int, str]:
    """Where an address leads at once, and how."""
    answer = asked(host, address)
    return answer.status, re.sub(r"^http://[^/]*", "", answer.getheader("Location") or "")


@pytest.mark.parametrize(
    "address",
    [
        "/old/first.html",
        "/old/first.html?x=1",
        "/old/first",
        "/old/first?x=1&y=/",
        "/2011/first/",
        "/2011/first/?x=1",
        "/%C3%A4lter/",
    ],
)
def test_an_old_address_leads_on_at_once_however_it_is_asked_for(host: HTTPConnection, address: str) -> None:
    assert led(host, address) == (301, ENTRY)


def test_an_old_address_of_a_folder_leads_on_without_its_slash_too(host: HTTPConnection) -> None:
    assert led(host, "/2011/first") == (301, "/2011/first/")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/", 200),
        (ENTRY, 200),
        (ENTRY.removesuffix(".html"), 200),
        ("/news/2011/", 200),
        ("/nothing", 404),
        ("/static/", 404),
        ("/.dateline-files", 404),
    ],
)
def test_pages_are_found_as_on_github_pages_and_what_a_build_keeps_for_itself_is_not(
    host: HTTPConnection, address: str, status: int
) -> None:
    assert asked(host, address).status == status


def test_static_files_may_be_kept_for_ever(host: HTTPConnection, two_entries: SiteFolder) -> None:
    assert "max-age=315360000" in str(asked(host, f"/{two_entries.static('style.css')}").getheader("Cache-Control"))
