"""Which hosts are asked: those of the public internet, and never those of this machine's own network."""

import socket

import pytest

from builder.config.checked_sources import State
from builder.linkcheck.exchange import Exchange
from builder.linkcheck.probe import look_at
from builder.linkcheck.public_hosts import NotPublic, public_addresses
from tests.linkcheck.web import Web, moved, page


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104  # an address to be refused
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:127.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)
def test_addresses_of_private_networks_are_refused_however_they_are_written(address: str) -> None:
    with pytest.raises(NotPublic):
        public_addresses("a.example", 80, lambda host, port: [address])


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"])
def test_public_addresses_are_asked(address: str) -> None:
    assert public_addresses("a.example", 80, lambda host, port: [address]) == [address]


def test_a_host_with_a_private_address_among_others_is_refused() -> None:
    with pytest.raises(NotPublic):
        public_addresses("a.example", 80, lambda host, port: ["93.184.216.34", "127.0.0.1"])


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::1]"])
def test_this_machine_is_not_asked_by_any_of_its_names(host: str, web: Web) -> None:
    found = look_at(f"http://{host}:{web.port}/", Exchange("Dateline/test").ask)
    assert found.state in (State.PRIVATE, State.GONE)  # resolvers differ in which numbers they take for a host
    assert web.asked == []


def test_a_host_is_asked_at_the_first_of_its_addresses_that_answers(web: Web) -> None:
    web.pages["/a"] = page()
    exchange = Exchange("t", private=True, resolver=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert look_at(web.url("/a"), exchange.ask).state is State.GOOD


def test_a_redirect_to_this_machine_is_not_followed(web: Web) -> None:
    def resolver(host: str, port: int) -> list[str]:
        """The public host is this machine too here, so that it can answer; what it is takes no part in the check."""
        return ["127.0.0.1"]

    asked: list[str] = []

    def ask(method: str, url: str) -> object:
        asked.append(url)
        return Exchange("t", private="a.example" in url, resolver=resolver).ask(method, url)

    web.pages["/a"] = moved(f"http://127.0.0.1:{web.port}/secret")
    found = look_at(web.url("/a"), ask)  # type: ignore[arg-type]
    assert found.state is State.PRIVATE
    assert found.why == "leads to 127.0.0.1, which is not on the public internet"
    assert [path for *_, path in web.asked] == ["/a"]


def test_a_host_that_does_not_exist_is_gone_and_one_that_cannot_be_looked_up_may_come_back() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    def failing(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "later")

    gone, later = (look_at("http://a.example/b", Exchange("t", resolver=each).ask) for each in (unknown, failing))
    assert (gone.state, gone.why, gone.is_answered) == (State.GONE, "has a host that does not exist", False)
    assert (later.state, later.why) == (State.UNREACHABLE, "has a host that could not be looked up")
