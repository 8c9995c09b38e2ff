"""HTTP routes: they serve what a build writes, as GitHub Pages does, and nothing else."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from builder.core.urls import MANIFEST
from builder.theme.load import load_theme
from tests.serve.running import RunningServer, running
from tests.sites import ROOT, SiteFolder

STATIC = load_theme(ROOT / "tests/site").static_folder
TAG = re.compile(rb'<script src="/\.dateline/reload\.js"[^>]*></script>')


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The fixture site, served under /golden/, as its base URL says."""
    with running(ROOT / "tests/site") as server:
        yield server


@pytest.mark.parametrize("base_url", ["https://u.github.io/repo/", "https://example.org/", None])
def test_every_file_is_served_as_it_is_built_but_for_one_script_tag(
    tmp_path: Path, site: SiteFolder, base_url: str | None
) -> None:
    for file in (ROOT / "tests/site").rglob("*"):
        if file.is_file():
            site.write({file.relative_to(ROOT / "tests/site").as_posix(): file.read_bytes()})
    site.write({"content/notes/plain.html": "<p>Mine.", "content/notes/data.csv": "a,b\n"})
    site.write({"dateline.toml": f'active_files = ["*.html"]\n{(site.path / "dateline.toml").read_text()}'})
    site.build(base_url=base_url)
    files = {address: content for address, content in site.tree().items() if address != MANIFEST}
    assert len(files) > 35
    base = "/repo/" if base_url and "repo" in base_url else "/"
    with running(site.path, base_url=base_url) as server:
        for address, content in files.items():
            answer = server.get(base + address)
            assert answer.status == 200, address
            content_without_tag, tags = TAG.subn(b"", answer.body)
            assert (content_without_tag, tags) == (content, int(address.endswith(".html"))), address


@pytest.mark.parametrize(
    ("path", "same_as"),
    [
        ("about", "about.html"),
        ("", "index.html"),
        ("news/2011/05/15/", "news/2011/05/15/index.html"),
        ("news/2011/05/15/a-ship-is-searched", "news/2011/05/15/a-ship-is-searched.html"),
        ("about?words=1", "about.html"),
        ("%61bout.html", "about.html"),
    ],
)
def test_a_page_is_found_without_its_extension_and_a_folder_shows_its_index(
    golden: RunningServer, path: str, same_as: str
) -> None:
    answer = golden.get(f"/golden/{path}")
    assert (answer.status, answer.body) == (200, golden.get(f"/golden/{same_as}").body)


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/golden", "/golden/"),
        ("/", "/golden/"),
        ("/golden/news/2011", "/golden/news/2011/"),
        ("/golden/topics", "/golden/topics/"),
        ("/golden/news?x=1&y=%20z", "/golden/news/?x=1&y=%20z"),
        ("/golden?x", "/golden/?x"),
    ],
)
def test_a_folder_without_its_slash_is_sent_to_the_one_with_it(golden: RunningServer, path: str, location: str) -> None:
    answer = golden.get(path)
    assert (answer.status, answer.headers["location"]) == (301, location)


@pytest.mark.parametrize(
    "path",
    [
        *("/golden/nothing", "/golden/nothing/", "/golden/about/", "/golden/static/", "/golden/static", "/about.html"),
        *("/golden/About.html", "/goldenabout.html", "/golden/news/2011/05/016/", "/golden/news/2011/5/15/"),
        *("/golden/index.xml", "/golden/news/2011/05/index.json", "/golden/news/2011/05/15/0/", "/golden/-/index.html"),
    ],
)
def test_what_does_not_exist_is_404_with_the_sites_own_page(golden: RunningServer, path: str) -> None:
    answer = golden.get(path)
    assert answer.status == 404
    assert TAG.sub(b"", answer.body) == TAG.sub(b"", golden.get("/golden/404.html").body)


@pytest.mark.parametrize(
    "path",
    [
        "/golden/../dateline.toml",
        "/golden/static/../../dateline.toml",
        "/golden/..%2fdateline.toml",
        "/golden/%2e%2e/dateline.toml",
        "/golden/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/golden/%252e%252e/dateline.toml",
        "/golden//about.html",
        "//golden/about.html",
        "/golden//etc/passwd",
        "/golden/./about.html",
        "/golden/about.html%00",
        "/golden/%00/about.html",
        "/golden/..\\dateline.toml",
        "/golden/..%5cdateline.toml",
        "/golden/C:/Windows/win.ini",
        "/golden/C:%5cWindows%5cwin.ini",
        "/golden/about.html::$DATA",
        "/golden/about.html.",
        "/golden/AUX",
        "/golden/content/about.md",
        "/golden/dateline.toml",
        "/golden/.git/config",
        "/golden/.dateline/index",
        "/golden/%ff%fe",
        "/golden/%c0%ae%c0%ae/dateline.toml",
        "/.dateline/../builder/cli.py",
        "/.dateline/app.py",
    ],
)
def test_no_path_leads_out_of_the_site(golden: RunningServer, path: str) -> None:
    answer = golden.get(path)
    assert answer.status == 404
    assert TAG.sub(b"", answer.body) == TAG.sub(b"", golden.get("/golden/404.html").body)


def test_a_file_that_became_a_link_out_of_the_site_is_not_served(site: SiteFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret.")
    site.write({"content/a.txt": "A.", "content/b.html": "B.", "dateline.toml": 'active_files = ["*.html"]\n'})
    with running(site.path) as server:
        for name in ("a.txt", "b.html"):
            (site.path / "content" / name).unlink()
            (site.path / "content" / name).symlink_to(secret)
            assert server.get(f"/{name}").status == 404


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("feed.xml", "application/xml; charset=utf-8"),
        ("feed.json", "application/json; charset=utf-8"),
        ("news/2011/05/15/index.md", "text/markdown; charset=utf-8"),
        (f"{STATIC}style.css", "text/css; charset=utf-8"),
        (f"{STATIC}icon.svg", "image/svg+xml"),
        ("robots.txt", "text/plain; charset=utf-8"),
        (".nojekyll", "application/octet-stream"),
    ],
)
def test_every_file_has_its_media_type(golden: RunningServer, address: str, media_type: str) -> None:
    assert golden.get(f"/golden/{address}").headers["content-type"] == media_type


def test_a_head_request_is_answered_without_a_body(golden: RunningServer) -> None:
    answer = golden.get("/golden/about.html", "HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) == len(golden.get("/golden/about.html").body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_sent_to_a_page(golden: RunningServer, method: str) -> None:
    assert golden.get("/golden/about.html", method).status == 405


def test_a_cached_page_is_not_sent_again(golden: RunningServer) -> None:
    tag = golden.get("/golden/about.html").headers["etag"]
    answer = golden.get("/golden/about.html", If_None_Match=tag)
    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:1"])
def test_it_answers_to_its_own_names(golden: RunningServer, host: str) -> None:
    assert golden.get("/golden/about.html", Host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.1", "", "[::2]", "a@localhost"]
)
@pytest.mark.parametrize("path", ["/golden/about.html", "/.dateline/events", "/.dateline/reload.js"])
def test_a_name_that_is_not_its_own_is_refused(golden: RunningServer, host: str, path: str) -> None:
    answer = golden.get(path, Host=host)
    assert answer.status in (400, 403)
    assert b"<html" not in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Origin": "https://localhost"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    ("path", "method"), [("events", "GET"), ("suggestions", "GET"), ("edit", "POST"), ("reload.js", "GET")]
)
def test_pages_from_elsewhere_may_not_use_internal_endpoints(
    golden: RunningServer, headers: dict[str, str], path: str, method: str
) -> None:
    assert golden.get(f"/.dateline/{path}", method, Host="localhost", **headers).status == 403


def test_no_response_allows_pages_from_elsewhere_to_read_it(golden: RunningServer) -> None:
    for path in ("/golden/about.html", f"/golden/{STATIC}style.css", "/.dateline/reload.js"):
        headers = golden.get(path, Origin="http://127.0.0.1").headers if "golden" in path else golden.get(path).headers
        assert "access-control-allow-origin" not in headers
        assert headers["cross-origin-resource-policy"] == "same-origin"


def test_no_page_from_elsewhere_may_frame_a_response_or_is_told_where_a_reader_came_from(golden: RunningServer) -> None:
    for path in ("/golden/about.html", f"/golden/{STATIC}style.css", "/golden/nothing.html", "/.dateline/reload.js"):
        headers = golden.get(path).headers
        assert headers["content-security-policy"] == "frame-ancestors 'self'"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_similar_addresses_are_suggested_for_one_that_does_not_exist(golden: RunningServer) -> None:
    suggested = golden.get("/.dateline/suggestions?page=/golden/news/2011/05/15/a-ship-is-serched.html").text
    assert '"href":"/golden/news/2011/05/15/a-ship-is-searched.html"' in suggested


@pytest.mark.parametrize("snapshot", ["9" * 5_000, "-1", "²", "١", "", "x", "1.5"])
def test_a_malformed_query_for_events_is_answered_all_the_same(golden: RunningServer, snapshot: str) -> None:
    with socket.create_connection(("127.0.0.1", golden.port), timeout=10) as connection:
        path = f"/.dateline/events?page=/golden/about.html&snapshot={quote(snapshot)}"
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        with connection.makefile("rb") as lines:
            assert any(line.startswith(b"data: ") for line in lines)


def test_a_request_for_a_web_socket_is_answered_as_any_other_and_not_logged(
    golden: RunningServer, caplog: pytest.LogCaptureFixture
) -> None:
    headers = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Key": "x" * 24,
        "Sec_WebSocket_Version": "13",
    }
    assert golden.get("/golden/about.html", **headers).status == 200
    assert caplog.messages == []


def test_pages_name_the_file_that_they_are_made_from(golden: RunningServer) -> None:
    assert 'data-file="content/about.md"' in golden.get("/golden/about.html").text
    assert (
        'data-file="content/news/2011/05/15/a-ship-is-searched.md"'
        in golden.get("/golden/news/2011/05/15/a-ship-is-searched.html").text
    )
    assert 'data-made-by="day.html of the default theme"' in golden.get("/golden/news/2011/05/15/").text


def test_editing_opens_the_file_of_a_page_and_no_other(golden: RunningServer, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_in_editor(file: Path) -> bool:
        opened.append(file)
        return True

    monkeypatch.setattr("builder.serve.routes.open_in_editor", open_in_editor)
    own = {"Origin": f"http://127.0.0.1:{golden.port}"}
    assert golden.get("/.dateline/edit?page=/golden/about.html", "POST", **own).status == 204
    assert golden.get("/.dateline/edit?page=/golden/../../etc/passwd", "POST", **own).status == 404
    assert golden.get("/.dateline/edit?page=/etc/passwd", "POST", **own).status == 404
    assert golden.get("/.dateline/edit?page=/golden/about.html", "GET", **own).status == 404
    assert golden.get("/.dateline/edit?page=/golden/about.html", "POST").status == 403
    assert opened == [ROOT / "tests/site/content/about.md"]


def test_others_on_the_network_cannot_open_files(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.serve.routes.open_in_editor", lambda _: pytest.fail("it was opened"))
    site.write({"content/about.md": "# About\n"})
    with running(site.path, host="0.0.0.0") as server:  # noqa: S104
        own = {"Host": f"127.0.0.1:{server.port}", "Origin": f"http://127.0.0.1:{server.port}"}
        assert server.get("/.dateline/edit?page=/about.html", "POST", **own).status == 403
        assert server.get("/about.html", Host="192.0.2.7:8000").status == 200
        assert server.get("/about.html", Host="evil.example").status == 403


def test_clients_that_never_read_and_200_open_pages_do_not_block_it(site: SiteFolder) -> None:
    site.write({"content/about.md": "# About\n", "content/big.bin": b"x" * 20_000_000})
    with running(site.path) as server:
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(230)]
        for number, client in enumerate(clients):
            path = "/big.bin" if number < 30 else "/.dateline/events?page=/about.html"
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        for _ in range(20):
            assert server.get("/about.html").status == 200
        for client in clients:
            client.close()
