"""The API of a wiki, asked for days: against a server of this machine that speaks as it does."""

import json
import os
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from builder.cli.main import main
from builder.core.dates import Date
from builder.core.http_etiquette import Clock
from builder.core.progress import Progress
from builder.importing import mediawiki_api
from builder.importing.mediawiki_api import WikiApi, fetch_days
from tests.sites import SiteFolder

Answer = Callable[[dict[str, str]], tuple[int, dict[str, str], bytes]]
"""What a query is answered with: status, headers, content."""


class Wiki:
    """A server; it takes answers from a list, and then answers as a wiki that has a page for each odd day."""

    def __init__(self) -> None:
        self.queries: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.before: list[Answer] = []
        self.address = ""

    def answer(self, query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.queries.append(query)
        return self.before.pop(0)(query) if self.before else (200, {}, as_wiki(query))


def as_wiki(query: dict[str, str]) -> bytes:
    pages: list[dict[str, Any]] = []
    for title in query["titles"].split("|"):
        day = int(title.rpartition(" ")[2])
        news = f"*News of {day}. [http://a.example/{day} (A)]"
        text = f"{{{{Current events|year=2011|month=05|day={day}|content=\n{news}\n}}}}"
        there = {"revisions": [{"slots": {"main": {"contentmodel": "wikitext", "content": text}}}]}
        pages.append({"ns": 100, "title": title, **(there if day % 2 else {"missing": True})})
    return json.dumps({"batchcomplete": True, "query": {"pages": pages}}).encode()


@pytest.fixture
def wiki() -> Iterator[Wiki]:
    """A wiki on this machine."""
    wiki = Wiki()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wiki.agents.append(self.headers["User-Agent"])
            query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
            status, headers, content = wiki.answer(query)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    wiki.address = f"http://127.0.0.1:{server.server_port}/w/api.php"
    yield wiki
    server.shutdown()
    thread.join()
    server.server_close()


class Patience:
    """A clock that waits no time and notes how long it was asked to."""

    def __init__(self) -> None:
        self.time = 1_000_000.0
        self.waits: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.wait)

    def wait(self, seconds: float) -> None:
        self.time += seconds
        if seconds > 0.5:
            self.waits.append(seconds)


LATER = Date(2020, 1, 1)
DAYS = [Date(2011, 5, day) for day in range(1, 5)]


def texts(site: SiteFolder, wiki: Wiki, patience: Patience, today: Date = LATER) -> list[str]:
    api = WikiApi(site.config(today=today, repository="https://github.com/me/harbour"), wiki.address, patience.clock)
    return [text for _, text in api.texts(DAYS, Progress())]


def test_days_are_asked_for_together_with_a_name_that_can_be_written_to(site: SiteFolder, wiki: Wiki) -> None:
    found = texts(site, wiki, Patience())
    assert ["News of 1." in found[0], found[1], "News of 3." in found[2], found[3]] == [True, "", True, ""]
    (query,) = wiki.queries
    assert query["titles"].split("|")[0] == "Portal:Current events/2011 May 1"
    assert query["maxlag"] == "5"
    assert wiki.agents[0].startswith("Dateline/")
    assert "(https://github.com/me/harbour)" in wiki.agents[0]


def test_a_busy_server_is_waited_for_as_long_as_it_says(site: SiteFolder, wiki: Wiki) -> None:
    lag = json.dumps({"error": {"code": "maxlag", "info": "Waiting"}}).encode()
    wiki.before = [
        lambda _: (429, {"Retry-After": "7"}, b""),
        lambda _: (200, {"Retry-After": "3"}, lag),
        lambda _: (503, {"Retry-After": "100000"}, b""),
        lambda _: (500, {}, b"oops"),
    ]
    patience = Patience()
    assert "News of 1." in texts(site, wiki, patience)[0]
    assert patience.waits == [7, 3, 60, 8]


def test_a_server_that_never_answers_is_not_waited_for_after_the_last_try(site: SiteFolder, wiki: Wiki) -> None:
    wiki.before = [lambda _: (503, {}, b"")] * 5
    patience = Patience()
    api = WikiApi(site.config(), wiki.address, patience.clock)
    (batch,) = fetch_days(api, DAYS, site.config(), Progress())
    assert "did not answer in 5 tries (status 503)" in batch.refused[0].why
    assert patience.waits == [1, 2, 4, 8]


@pytest.mark.parametrize("options", [[], ["--quiet"]])
def test_the_command_says_what_it_waits_for(
    options: list[str],
    site: SiteFolder,
    wiki: Wiki,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(mediawiki_api, "_PAUSE", 0)
    monkeypatch.setattr(mediawiki_api, "LONGEST_WAIT", 0)
    wiki.before = [lambda _: (429, {}, b""), lambda _: (503, {"Retry-After": "1"}, b"")]
    main(["import", "wikipedia", "--fetch", "2011-05-01", "--api", wiki.address, "--site", str(site.path), *options])
    said = capsys.readouterr().err
    assert said == (
        ""
        if options
        else "The wiki does not answer (status 429); asking again in 0 s.\n"
        "The wiki does not answer (status 503); asking again in 0 s.\n"
    )


def test_what_was_given_is_kept_for_an_hour_or_a_month(site: SiteFolder, wiki: Wiki) -> None:
    patience = Patience()
    first = texts(site, wiki, patience)
    assert texts(site, wiki, patience) == first
    assert len(wiki.queries) == 1
    patience.time += 2 * 3_600
    texts(site, wiki, patience, today=Date(2011, 5, 5))
    assert len(wiki.queries) == 2
    texts(site, wiki, patience)
    assert len(wiki.queries) == 2
    patience.time += 31 * 86_400
    texts(site, wiki, patience)
    assert len(wiki.queries) == 3


@pytest.mark.parametrize("damaged", [b"{", b'{"a":' * 10_000])
def test_a_kept_answer_that_is_damaged_is_asked_for_again(damaged: bytes, site: SiteFolder, wiki: Wiki) -> None:
    patience = Patience()
    first = texts(site, wiki, patience)
    (site.path / ".dateline/wikipedia/2011-05-01.json").write_bytes(damaged)
    assert texts(site, wiki, patience) == first
    assert wiki.queries[1]["titles"] == "Portal:Current events/2011 May 1"


@pytest.mark.parametrize(
    "impostor", [Path.mkdir, os.mkfifo, lambda file: file.symlink_to("../../mine")], ids=["folder", "pipe", "link"]
)
def test_what_is_no_file_in_the_place_of_a_kept_answer_is_not_read(
    impostor: Callable[[Path], Any], site: SiteFolder, wiki: Wiki
) -> None:
    first = texts(site, wiki, Patience())
    site.write({"mine": "Mine."})
    kept = site.path / ".dateline/wikipedia/2011-05-01.json"
    kept.unlink()
    impostor(kept)
    assert texts(site, wiki, Patience()) == first
    assert len(wiki.queries) == 2
    assert (site.path / "mine").read_text() == "Mine."


@pytest.mark.parametrize("link", [".dateline", ".dateline/wikipedia"])
def test_nothing_is_kept_behind_a_link(link: str, site: SiteFolder, wiki: Wiki) -> None:
    site.write({"elsewhere/mine": "Mine."})
    (site.path / link).parent.mkdir(exist_ok=True)
    (site.path / link).symlink_to(site.path / "elsewhere")
    assert texts(site, wiki, Patience())
    assert [file.name for file in (site.path / "elsewhere").iterdir()] == ["mine"]


def test_an_answer_in_parts_is_put_together(site: SiteFolder, wiki: Wiki) -> None:
    def first(query: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        whole = json.loads(as_wiki(query))
        whole["continue"] = {"rvcontinue": "5|6", "continue": "||"}
        whole["query"]["pages"] = whole["query"]["pages"][:1]
        return 200, {}, json.dumps(whole).encode()

    wiki.before = [first]
    assert "News of 3." in texts(site, wiki, Patience())[2]
    assert wiki.queries[1]["rvcontinue"] == "5|6"


def refused(site: SiteFolder, wiki: Wiki) -> str:
    """Why a fetch is refused."""
    api = WikiApi(site.config(), wiki.address, Patience().clock)
    (batch,) = fetch_days(api, DAYS, site.config(), Progress())
    assert batch.is_unread
    return batch.refused[0].why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((200, {}, b"<html>"), "not JSON"),
        ((200, {}, b"\xff\xfe"), "not JSON"),
        ((200, {}, b"[" * 100_000), "not JSON"),
        ((200, {}, b"[]"), "not one of MediaWiki's"),
        ((200, {}, b'{"query": {"pages": {"1": 2}}}'), "not one of MediaWiki's"),
        ((200, {}, b'{"error": {"code": "badvalue", "info": "Unknown"}}'), "it says: Unknown"),
        ((404, {}, b""), "status 404"),
    ],
)
def test_garbage_is_refused(answer: tuple[int, dict[str, str], bytes], why: str, site: SiteFolder, wiki: Wiki) -> None:
    wiki.before = [lambda _: answer]
    assert why in refused(site, wiki)


def test_a_redirect_in_a_loop_and_an_answer_that_breaks_off_come_to_an_end(site: SiteFolder, wiki: Wiki) -> None:
    wiki.before = [lambda _: (302, {"Location": wiki.address}, b"")] * 100
    assert "302" in refused(site, wiki)
    wiki.before = [lambda _: (200, {"Content-Length": "1000"}, b"{")] * 10
    assert "did not answer in 5 tries" in refused(site, wiki)


def test_an_answer_without_end_is_refused(site: SiteFolder, wiki: Wiki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mediawiki_api, "ANSWER_LIMIT", 1_000)
    wiki.before = [lambda _: (200, {}, b" " * 5_000)]
    assert "larger than any page" in refused(site, wiki)


def test_a_server_that_is_not_there_is_refused(site: SiteFolder) -> None:
    wiki = Wiki()
    wiki.address = "http://127.0.0.1:9/"
    assert "did not answer" in refused(site, wiki)


def test_the_command_fetches_a_span_of_days(
    site: SiteFolder, wiki: Wiki, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mediawiki_api, "_PAUSE", 0)
    command = ["import", "wikipedia", "--fetch", "2011-05-01..2011-05-04", "--api", wiki.address]
    assert main([*command, "--site", str(site.path)]) == 0
    assert capsys.readouterr().out == "days without a page: 2\n2 new.\n"
    assert sorted(path.stem for path in (site.path / "content").rglob("*.md")) == ["news-of-1", "news-of-3"]


@pytest.mark.parametrize(
    "options",
    [
        ["jsonl", "--fetch", "2011-05-01"],
        ["wikipedia", "--fetch", "2011-05-02..2011-05-01"],
        ["wikipedia"],
        ["wikipedia", "a.wiki", "--fetch", "2011-05-01"],
    ],
)
def test_a_wrong_span_is_no_command(options: list[str], site: SiteFolder) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["import", *options, "--site", str(site.path)])
    assert stopped.value.code == 2
