"""A broadcast wakes all who wait, from any thread, and for the last time when it is closed."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import TypeVar

from builder.serve.broadcast import Broadcast

T = TypeVar("T")


def run(work: Coroutine[None, None, T]) -> T:
    """What some work in an event loop gives: in a thread, as that of a browser may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_all_who_wait_are_woken_from_another_thread() -> None:
    async def wait(broadcast: Broadcast) -> int:
        waiters = [asyncio.ensure_future(broadcast.next_event().wait()) for _ in range(3)]
        Thread(target=broadcast.notify).start()
        return sum(await asyncio.wait_for(asyncio.gather(*waiters), 5))

    assert run(wait(Broadcast())) == 3


def test_each_notification_has_an_event_of_its_own() -> None:
    async def wait_twice(broadcast: Broadcast) -> bool:
        first = broadcast.next_event()
        broadcast.notify()
        await asyncio.wait_for(first.wait(), 5)
        return broadcast.next_event() is not first and not broadcast.next_event().is_set()

    assert run(wait_twice(Broadcast()))


def test_nobody_waits_for_a_closed_broadcast() -> None:
    async def wait_for_closed(broadcast: Broadcast) -> None:
        broadcast.close()
        await asyncio.wait_for(broadcast.next_event().wait(), 5)

    run(wait_for_closed(Broadcast()))


def test_a_notification_that_nobody_waits_for_is_no_error() -> None:
    Broadcast().notify()
