"""Only our own names are answered to, and only our own pages may use what is not part of the site."""

import pytest

from builder.serve.origin_guard import Names, is_local, name_in, refusal


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
def test_the_name_of_a_host_header_is_what_stands_before_the_port(header: str, name: str) -> None:
    assert name_in(header) == name


@pytest.mark.parametrize(
    "header", ["localhost:evil.example", "localhost:80:80", "[::1]x", "[::1", "localhost:²", "::1"]
)
def test_a_host_header_that_is_written_in_another_way_has_no_name(header: str) -> None:
    assert name_in(header) == ""
    assert refusal("/", {"host": header}, Names("127.0.0.1"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_loopback_addresses_are_local(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "desk.example"])  # noqa: S104
def test_all_others_are_not(host: str) -> None:
    assert not is_local(host)


def test_a_server_of_this_machine_has_local_names_only() -> None:
    names = Names("127.0.0.1")
    assert "localhost" in names
    assert "192.0.2.7" not in names
    assert "news.example" not in names


def test_a_server_of_the_network_has_ip_addresses_too_and_the_name_it_was_given() -> None:
    assert "192.0.2.7" in Names("0.0.0.0")  # noqa: S104
    assert "evil.example" not in Names("0.0.0.0")  # noqa: S104
    assert "desk.example" in Names("Desk.example")


def test_pages_of_the_site_may_be_linked_to_from_elsewhere() -> None:
    assert refusal("/about.html", {"host": "localhost", "sec-fetch-site": "cross-site"}, Names("127.0.0.1")) is None
