"""Whoever waits for the bell is woken, from any thread, and for the last time when it is closed."""

import asyncio
from threading import Thread

from builder.serve.broadcast import Bell


def test_all_who_wait_are_woken_from_another_thread() -> None:
    async def waiting(bell: Bell) -> int:
        waiters = [asyncio.ensure_future(bell.next().wait()) for _ in range(3)]
        Thread(target=bell.ring).start()
        return sum(await asyncio.wait_for(asyncio.gather(*waiters), 5))

    assert asyncio.run(waiting(Bell())) == 3


def test_a_bell_that_was_rung_is_waited_for_again() -> None:
    async def twice(bell: Bell) -> bool:
        first = bell.next()
        bell.ring()
        await asyncio.wait_for(first.wait(), 5)
        return bell.next() is not first and not bell.next().is_set()

    assert asyncio.run(twice(Bell()))


def test_nobody_waits_for_a_closed_bell() -> None:
    async def closed(bell: Bell) -> None:
        bell.close()
        await asyncio.wait_for(bell.next().wait(), 5)

    asyncio.run(closed(Bell()))


def test_a_bell_that_nobody_hears_may_be_rung() -> None:
    Bell().ring()
