"""Etiquette of programs that ask web servers."""

import pytest

from builder import __version__
from builder.core.http_etiquette import retry_after, user_agent


def test_who_asks_can_be_found() -> None:
    assert user_agent("https://github.com/me/harbour", "https://me.example/") == (
        f"Dateline/{__version__} (https://github.com/me/harbour)"
    )
    assert user_agent(None, "https://me.example/").endswith("(https://me.example/)")
    assert user_agent(None, None).endswith("(a site that is not published yet)")


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("7", 7),
        (" 7 ", 7),
        ("-7", 0),
        ("soon", 0),
        ("Thu, 01 Jan 1970 00:01:00 GMT", 50),
        ("Thu, 01 Jan 1970 00:00:01 GMT", 0),
        ("Thu, 99 Jan 1970 00:00:01 GMT", 0),
    ],
)
def test_a_time_to_wait_is_seconds_or_a_date_and_nothing_else(header: str | None, seconds: float) -> None:
    assert retry_after(header, 10.0) == seconds
