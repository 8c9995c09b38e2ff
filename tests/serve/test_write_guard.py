"""Only a browser on this machine may have files written."""

import pytest
from starlette.requests import Request

from builder.serve.write_guard import WriteGuard


def request(client: str, host: str = "127.0.0.1:8000", **headers: str) -> Request:
    sent = {"host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
    raw = [(name.encode(), value.encode()) for name, value in sent.items()]
    return Request({"type": "http", "client": (client, 1), "headers": raw})


@pytest.mark.parametrize("client", ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"])
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]:8000"])
def test_a_browser_on_this_machine_may_write(client: str, host: str) -> None:
    assert WriteGuard("127.0.0.1").refuses_reading(request(client, host)) == ""


@pytest.mark.parametrize("client", ["192.168.0.7", "2001:db8::7", "::ffff:192.168.0.7", "", "testclient"])
def test_no_other_machine_may(client: str) -> None:
    assert WriteGuard("127.0.0.1").refuses_reading(request(client))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "port.local"])  # noqa: S104  # none listens
def test_nobody_may_where_the_server_listens_to_other_machines(host: str) -> None:
    assert WriteGuard(host).refuses_reading(request("127.0.0.1"))


def test_nobody_may_by_another_name_or_through_a_proxy() -> None:
    guard = WriteGuard("127.0.0.1")
    assert guard.refuses_reading(request("127.0.0.1", "port.example"))
    assert guard.refuses_reading(request("127.0.0.1", x_forwarded_for="192.168.0.7"))
    assert guard.refuses_reading(request("127.0.0.1", via="1.1 proxy"))


def test_a_token_is_of_one_start_of_the_server() -> None:
    one, other = WriteGuard("127.0.0.1"), WriteGuard("127.0.0.1")
    assert one.has_token(one.token)
    assert not one.has_token(other.token)
    assert not one.has_token("é")
