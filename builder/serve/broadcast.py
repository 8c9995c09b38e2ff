"""A broadcast from any thread to all who wait in the event loop: open pages learn that there is something new."""

import asyncio


class Broadcast:
    """Wakes every waiting coroutine at each notification, until it is closed."""

    def __init__(self) -> None:
        self.closed = False
        self._loop: asyncio.AbstractEventLoop | None = None
        self._next: asyncio.Event | None = None

    def next_event(self) -> asyncio.Event:
        """The event that the next notification sets.

        Take it before you read what the notification is about, or one that comes in between is missed.
        """
        self._loop = asyncio.get_running_loop()
        if self._next is None:
            self._next = asyncio.Event()
            if self.closed:
                self._next.set()
        return self._next

    def notify(self) -> None:
        """Wake those that wait. May be called in any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake)

    def close(self) -> None:
        """Wake those that wait for the last time. May be called in any thread, and by a signal handler."""
        self.closed = True
        self.notify()

    def _wake(self) -> None:
        if self._next:
            self._next.set()
            self._next = None
