"""Many addresses: some hosts at the same time, one request at a time for each, and as patiently as they ask for."""

import threading
from collections import Counter

import pytest

from builder.config.checked_sources import State
from builder.linkcheck.crawl import HOSTS_AT_ONCE, LONGEST_WAIT, PAUSE, USUAL_WAIT, crawl
from builder.linkcheck.exchange import Answer
from builder.linkcheck.probe import Outcome
from tests.linkcheck.web import Page, Patience, Web, in_turn, moved, page

FILE = page(content_type="application/pdf")
"""A page of which one request tells all."""


class Counting:
    """Answers all requests, and counts how many are under way; each waits until others had the time to come."""

    def __init__(self, expected: int) -> None:
        self._lock = threading.Lock()
        self._now: Counter[str] = Counter()
        self._all_there = threading.Barrier(expected)
        self.most = 0
        self.most_of_a_host = 0

    def ask(self, _method: str, url: str) -> Answer:
        host = url.split("/")[2]
        with self._lock:
            self._now[host] += 1
            self.most = max(self.most, sum(self._now.values()))
            self.most_of_a_host = max(self.most_of_a_host, self._now[host])
        self._all_there.wait(timeout=30)  # broken, and so a failure, if fewer come at the same time
        with self._lock:
            self._now[host] -= 1
        return Answer(200, headers={"content-type": "application/pdf"})


def states(web: Web, urls: list[str], patience: Patience) -> dict[str, State]:
    """What comes of some addresses, by their paths."""
    found = crawl(urls, web.exchange().ask, patience.clock)
    return {url.partition(f":{web.port}")[2]: outcome.state for url, outcome in found}


def test_some_hosts_are_asked_at_the_same_time_and_each_with_one_request_at_a_time() -> None:
    counting = Counting(HOSTS_AT_ONCE)
    hosts = [f"{letter}.example" for letter in "abcdefghijklmnop"]
    urls = [f"http://{host}/{number}" for host in hosts for number in range(3)]
    found = dict(crawl(urls, counting.ask, Patience().clock))
    assert {*found.values()} == {Outcome(State.GOOD)}
    assert found.keys() == {*urls}
    assert (counting.most, counting.most_of_a_host) == (HOSTS_AT_ONCE, 1)


def test_redirects_of_several_hosts_to_one_come_to_it_one_at_a_time(web: Web) -> None:
    under_way, most = Counter[str](), [0]
    lock = threading.Lock()

    def ask(method: str, url: str) -> Answer:
        host = url.split("/")[2]
        with lock:
            under_way[host] += 1
            most[0] = max(most[0], under_way[host])
        try:
            return web.exchange().ask(method, url)
        finally:
            with lock:
                under_way[host] -= 1

    web.pages = {"/a": moved(web.url("/there", "z.example"), 302), "/there": FILE}
    urls = [web.url("/a", f"{letter}.example") for letter in "abcdefgh"]
    assert {outcome.state for _, outcome in crawl(urls, ask, Patience().clock)} == {State.GOOD}
    assert most == [1]


def test_there_is_a_pause_between_the_requests_of_a_host(web: Web) -> None:
    web.pages = {"/1": FILE, "/2": FILE, "/3": FILE}
    patience = Patience()
    states(web, [web.url(path) for path in web.pages], patience)
    assert patience.waits == [PAUSE, PAUSE]


@pytest.mark.parametrize(
    ("busy", "waited"),
    [
        (page(429), USUAL_WAIT),
        (page(429, retry_after="7"), 7),
        (page(503, retry_after="7"), 7),
        (page(503, retry_after="Mon, 12 Jan 1970 13:47:00 GMT"), 20),
    ],
)
def test_a_busy_host_is_waited_for_once_as_long_as_it_says(busy: Page, waited: float, web: Web) -> None:
    web.pages = {"/1": in_turn(busy, FILE)}
    patience = Patience()
    assert states(web, [web.url("/1")], patience) == {"/1": State.GOOD}
    assert patience.waits == [waited]


@pytest.mark.parametrize(
    "busy", [page(429), page(429, retry_after=str(int(LONGEST_WAIT) + 1)), page(429, retry_after="x")]
)
def test_a_host_that_stays_busy_or_wants_long_waits_is_put_off_and_others_go_on(busy: Page, web: Web) -> None:
    web.pages = {"/1": FILE, "/2": busy, "/3": FILE, "/4": FILE}
    urls = [*(web.url(path) for path in ("/1", "/2", "/3")), web.url("/4", "b.example")]
    found = states(web, urls, Patience())
    assert found == {"/1": State.GOOD, "/2": State.BUSY, "/3": State.BUSY, "/4": State.GOOD}
    assert "/3" not in {path for *_, path in web.asked}


def test_after_the_caller_has_gone_no_request_is_begun() -> None:
    first, release = threading.Event(), threading.Event()
    asked: list[str] = []

    def ask(_method: str, url: str) -> Answer:
        asked.append(url)
        if len(asked) > 1:
            first.set()
            release.wait(timeout=30)
        return Answer(200, headers={"content-type": "application/pdf"})

    found = crawl([f"http://a.example/{number}" for number in range(9)], ask, Patience().clock)
    next(found)
    first.wait(timeout=30)
    found.close()  # type: ignore[attr-defined]
    release.set()
    for thread in threading.enumerate():
        if thread.name == "crawl":
            thread.join()
    assert len(asked) == 2


def test_what_is_wrong_with_the_program_is_raised_where_it_is_called() -> None:
    def ask(_method: str, _url: str) -> Answer:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        list(crawl(["http://a.example/"], ask, Patience().clock))
