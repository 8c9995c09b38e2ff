"""Tells everybody who waits in an event loop that something happened elsewhere."""

import asyncio


class Bell:
    """Wakes those that wait, as often as it is rung, until it is closed."""

    def __init__(self) -> None:
        self.closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.Event | None = None

    def next(self) -> asyncio.Event:
        """The event that is set when the bell is rung next; to be asked for before looking at what it tells of."""
        self._loop = asyncio.get_running_loop()
        if self._next is None:
            self._next = asyncio.Event()
            if self.closed:
                self._next.set()
        return self._next

    def ring(self) -> None:
        """Wake those that wait. May be called in any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._ring)

    def close(self) -> None:
        """Wake those that wait for the last time. May be called in any thread, and by a signal."""
        self.closed = True
        self.ring()

    def _ring(self) -> None:
        if self._next:
            self._next.set()
            self._next = None
