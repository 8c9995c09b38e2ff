"""Something worked out in another process meanwhile."""

import os
import warnings
from collections.abc import Callable
from typing import TypeVar

import msgspec

from builder.concurrency.deferred_sigint import held_back

T = TypeVar("T")


def aside(work: Callable[[], T], unpack: Callable[[bytes], T]) -> Callable[[], T]:
    """Begin to work something out in another process; what is returned waits for the result and gives it.

    `unpack` reads it from MessagePack. Where processes cannot be forked, or the other one comes to nothing, the work is
    done when it is waited for.
    """
    if not hasattr(os, "fork"):
        return work
    receiving, sending = os.pipe()
    with warnings.catch_warnings(), held_back():
        warnings.simplefilter("ignore", DeprecationWarning)  # a progress bar's thread holds nothing that is used here
        child = os.fork()
        if child == 0:
            os.close(receiving)  # so that writing ends with the process that would read
            _send(work, sending)
    os.close(sending)
    return lambda: _received(receiving, child, work, unpack)


def _send(work: Callable[[], T], sending: int) -> None:
    """Work, send the result, and end this process without anything that the other one will do at its end."""
    try:
        with open(sending, "wb") as pipe:
            pipe.write(msgspec.msgpack.encode(work()))
    finally:
        os._exit(0)


def _received(receiving: int, child: int, work: Callable[[], T], unpack: Callable[[bytes], T]) -> T:
    with open(receiving, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child, 0)
    try:
        return unpack(content)
    except msgspec.DecodeError:
        return work()
