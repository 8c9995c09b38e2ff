"""Etiquette of programs that ask web servers: to say who asks, and to wait as long as they are told to."""

import time
from collections.abc import Callable

from builder import __version__
from builder.core.record import Frozen


class Clock(Frozen, frozen=True):
    """The time, and how to wait."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], object] = time.sleep


def user_agent(repository: str | None, base_url: str | None) -> str:
    """The header `User-Agent` of Dateline: its version, and where whoever minds can find the one who asks.

    >>> user_agent("https://github.com/me/harbour", None).partition(" ")[2]
    '(https://github.com/me/harbour)'
    """
    return f"Dateline/{__version__} ({repository or base_url or 'a site that is not published yet'})"


def retry_after(header: str | None, now: float) -> float:
    """The seconds that a header `Retry-After` asks to wait, which has them or a date; 0 if it says nothing.

    https://www.rfc-editor.org/rfc/rfc9110#field.retry-after

    >>> retry_after("7", 0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 10.0), retry_after("soon", 0.0)
    (7.0, 50.0, 0.0)
    """
    if not header:
        return 0.0
    if header.strip().isdecimal():
        return float(header)
    import email.utils  # noqa: PLC0415  # loads much, for a date that few servers send

    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0
