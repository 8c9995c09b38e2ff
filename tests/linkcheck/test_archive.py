"""The snapshot of a page that is closest to a day, as an archive's API tells it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from builder.core.dates import Date
from builder.linkcheck.archive import ArchiveSilent, find_snapshot
from tests.linkcheck.web import Handler, Web, page, raw

PAGE = "https://example.org/a?b=1&c=2"


def snapshot(web: Web, content: bytes, status: int = 200) -> str:
    """What is found where the API answers with some content."""
    queries: list[dict[str, list[str]]] = []

    def answer(handler: Handler) -> None:
        queries.append(parse_qs(urlsplit(handler.path).query))
        page(status, content)(handler)

    web.pages = {
        f"/api?url=https%3A%2F%2Fexample.org%2Fa%3Fb%3D1%26c%3D2&timestamp={day}": answer
        for day in ("20110515", "201105")
    }
    found = find_snapshot(PAGE, Date(2011, 5, 15), web.exchange().ask, web.url("/api"))
    assert queries == [{"url": [PAGE], "timestamp": ["20110515"]}]
    return found


def closest(**fields: object) -> bytes:
    """An answer of the API."""
    there = {"available": True, "status": "200", "timestamp": "20110516", **fields}
    return json.dumps({"url": PAGE, "archived_snapshots": {"closest": there}}).encode()


def test_the_closest_snapshot_is_found_and_its_address_is_that_with_https(web: Web) -> None:
    assert (
        snapshot(web, closest(url="http://web.archive.org/web/20110516/a")) == "https://web.archive.org/web/20110516/a"
    )


@pytest.mark.parametrize(
    "content",
    [
        b'{"archived_snapshots": {}}',
        b"{}",
        closest(url="http://web.archive.org/web/1/a", status="404"),
        closest(url="http://web.archive.org/web/1/a", available=False),
        closest(url="javascript:alert(1)"),
        closest(url="https://web.archive.org/ a"),
        closest(url='https://web.archive.org/"a'),
        closest(url="https://web.archive.org/\u202ea"),
    ],
)
def test_what_is_no_snapshot_of_a_page_is_none(content: bytes, web: Web) -> None:
    assert snapshot(web, content) == ""


@pytest.mark.parametrize(
    ("content", "status"), [(b"<html>", 200), (b"\xff", 200), (b"[]", 200), (b'{"a":' * 10_000, 200), (b"{}", 500)]
)
def test_an_answer_that_is_none_ends_the_asking(content: bytes, status: int, web: Web) -> None:
    with pytest.raises(ArchiveSilent):
        snapshot(web, content, status)


def test_a_server_that_does_not_answer_ends_it_too(web: Web) -> None:
    web.pages["/api?url=u&timestamp=2011"] = raw(b"")
    with pytest.raises(ArchiveSilent):
        find_snapshot("u", Date(2011), web.exchange().ask, web.url("/api"))
