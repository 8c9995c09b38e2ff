"""The origin guard: the server answers only to its own names, and its internal endpoints only to its own pages."""

import pytest

from builder.serve.origin_guard import AllowedHosts, host_name, is_loopback, rejection


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8000", "localhost"),
        ("[::1]:8000", "::1"),
        ("LocalHost.", "localhost"),
        ("", ""),
        ("[", ""),
        ("localhost:", "localhost"),
    ],
)
def test_the_name_in_a_host_header_is_what_stands_before_the_port(header: str, name: str) -> None:
    assert host_name(header) == name


@pytest.mark.parametrize(
    "header", ["localhost:evil.example", "localhost:80:80", "[::1]x", "[::1", "localhost:²", "::1"]
)
def test_a_malformed_host_header_has_no_name(header: str) -> None:
    assert host_name(header) == ""
    assert rejection("/", {"host": header}, AllowedHosts("127.0.0.1"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])  # noqa: S104
def test_other_addresses_are_no_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_a_server_on_loopback_allows_loopback_names_only() -> None:
    allowed = AllowedHosts("127.0.0.1")
    assert "localhost" in allowed
    assert "192.0.2.7" not in allowed
    assert "news.example" not in allowed


def test_a_server_on_the_network_allows_ip_addresses_too_and_the_name_it_was_given() -> None:
    assert "192.0.2.7" in AllowedHosts("0.0.0.0")  # noqa: S104
    assert "evil.example" not in AllowedHosts("0.0.0.0")  # noqa: S104
    assert "desk.example" in AllowedHosts("Desk.example")


def test_it_answers_to_the_names_of_proxies_that_it_is_given_by_https_too() -> None:
    allowed = AllowedHosts("127.0.0.1", frozenset({"desk.example"}))
    for origin in ("http://Desk.example", "https://desk.example"):
        headers = {"host": "Desk.example", "origin": origin, "sec-fetch-site": "same-origin"}
        assert rejection("/.dateline/edit", headers, allowed) is None
    assert rejection("/.dateline/edit", headers | {"origin": "https://evil.example"}, allowed)
    assert rejection("/", {"host": "other.example"}, allowed)
    assert rejection("/.dateline/edit", {"host": "localhost", "origin": "https://localhost"}, allowed)


def test_pages_of_the_site_may_be_linked_to_from_elsewhere() -> None:
    headers = {"host": "localhost", "sec-fetch-site": "cross-site"}
    assert rejection("/about.html", headers, AllowedHosts("127.0.0.1")) is None
