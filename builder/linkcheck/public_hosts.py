"""Public hosts: only addresses of the public internet are asked, as whoever writes a source may not know this network.

A name is looked up once, and the connection goes to the address that was looked at: a second look-up could give another
one (DNS rebinding). Without this, a pull request could have a build machine ask what only it can reach (SSRF):
https://owasp.org/www-community/attacks/Server_Side_Request_Forgery
"""

import ipaddress
import socket
from collections.abc import Callable

Resolver = Callable[[str, int], list[str]]
"""Gives the IP addresses of a host. Raises OSError if there are none."""


class NotPublic(Exception):
    """Raised for a host of this machine or of a private network."""


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def public_addresses(host: str, port: int, resolver: Resolver = resolve) -> list[str]:
    """The IP addresses at which a host is asked. Raises NotPublic if any of them is none of the public internet.

    >>> public_addresses("example.org", 80, lambda host, port: ["93.184.216.34"])
    ['93.184.216.34']
    """
    addresses = resolver(host, port)
    if not addresses or not all(map(_is_public, addresses)):
        raise NotPublic(host)
    return addresses


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if within is not None:
            return _is_public(str(within))
        if ip in _NAT64:
            return _is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)))
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address."""
