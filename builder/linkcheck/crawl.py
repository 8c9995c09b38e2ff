"""Ask many addresses: some hosts at the same time, each with one request at a time and a pause after it.

A host that says 429, or 503 with a time to wait, is waited for once if that is short; else it is put off, and what is
still to be asked of it is left for another day.
"""

import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue
from urllib.parse import urlsplit

from builder.config.checked_sources import State
from builder.core.http_etiquette import Clock, retry_after
from builder.linkcheck.exchange import Answer
from builder.linkcheck.probe import Ask, Outcome, look_at

HOSTS_AT_ONCE = 8
"""How many hosts are asked at the same time."""

PAUSE = 1.0
"""Seconds between two requests of one host."""

LONGEST_WAIT = 60.0
"""Seconds for which a busy host is waited for, at most."""

USUAL_WAIT = 30.0
"""Seconds for which one is waited for that does not say how long."""


class PutOff(Exception):
    """Raised where a host wants to be asked another day, or asking was stopped."""


class PoliteExchange:
    """Asks hosts one request at a time each, with pauses, and as they want it. Several threads may use it."""

    def __init__(self, ask: Ask, clock: Clock, stopped: threading.Event) -> None:
        self._ask = ask
        self._clock = clock
        self._stopped = stopped
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = defaultdict(threading.Lock)
        self._not_before: dict[str, float] = {}
        self._put_off: set[str] = set()

    def ask(self, method: str, url: str) -> Answer:
        """Ask for an address. Raises PutOff, and what `Exchange.ask` does."""
        host = host_of(url)
        with self._turn(host):
            for is_last in (False, True):
                self._clock.sleep(max(0.0, self._not_before.get(host, 0.0) - self._clock.now()))
                if host in self._put_off or self._stopped.is_set():
                    raise PutOff(host)
                try:
                    answer = self._ask(method, url)
                finally:
                    self._not_before[host] = self._clock.now() + PAUSE
                wait = self._wait_of(answer)
                if wait is None:
                    return answer
                if is_last or wait > LONGEST_WAIT:
                    break
                self._not_before[host] = self._clock.now() + wait
            self._put_off.add(host)
        raise PutOff(host)

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        with self._lock:
            turn = self._turns[host]
        with turn:
            yield

    def _wait_of(self, answer: Answer) -> float | None:
        """The seconds that a busy server asks to wait; None of one that is not busy."""
        said = retry_after(answer.headers.get("retry-after"), self._clock.now())
        if answer.status == 429:
            return said or USUAL_WAIT
        return said if answer.status == 503 and said else None


def host_of(url: str) -> str:
    """The host of an address, as what is asked is grouped by it."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def crawl(urls: Iterable[str], ask: Ask, clock: Clock | None = None) -> Iterator[tuple[str, Outcome]]:
    """Look at addresses; what comes of each, in the order in which it comes.

    Where the caller goes no further, as after Ctrl-C, no request is begun any more.
    """
    stopped = threading.Event()
    clock = clock or Clock(sleep=stopped.wait)
    polite = PoliteExchange(ask, clock, stopped)
    groups: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        groups[host_of(url)].append(url)
    waiting = deque(sorted(groups.values(), key=len, reverse=True))
    results: SimpleQueue[tuple[str, Outcome] | BaseException | None] = SimpleQueue()
    count = min(HOSTS_AT_ONCE, len(waiting))
    for _ in range(count):
        # Daemons, so that a program which is told to end does not wait for the answers of servers.
        threading.Thread(target=_work, args=(waiting, polite.ask, results.put), name="crawl", daemon=True).start()
    try:
        while count:
            match results.get():
                case None:
                    count -= 1
                case BaseException() as error:
                    raise error
                case result:
                    yield result
    finally:
        stopped.set()


def _work(
    waiting: deque[list[str]], ask: Ask, put: Callable[[tuple[str, Outcome] | BaseException | None], None]
) -> None:
    """Look at the addresses of one host after the other, until none is waiting."""
    try:
        while True:
            try:
                urls = waiting.popleft()
            except IndexError:
                break
            for url in urls:
                put((url, _outcome(url, ask)))
    except BaseException as error:  # raised again where the results are read
        put(error)
    put(None)


def _outcome(url: str, ask: Ask) -> Outcome:
    try:
        return look_at(url, ask)
    except PutOff as put_off:
        return Outcome(State.BUSY, f"is of {put_off}, which wants to be asked later")
