"""For an address that leads nowhere those are offered that may be meant."""

import pytest

from builder.serve.suggestions import near
from tests.sites import SiteFolder


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("news/2011/05/15/frist.html", "news/2011/05/15/first.html"),
        ("news/2011/05/15/first/", "news/2011/05/15/first.html"),
        ("news/2011/5/15/first", "news/2011/05/15/first.html"),
        ("topics/irann/", "topics/iran/index.html"),
        ("news/2011/05/17/", "news/2011/05/16/index.html"),
    ],
)
def test_the_nearest_address_is_offered(two_entries: SiteFolder, path: str, offered: str) -> None:
    assert offered in [address for address, _ in near(path, two_entries.assemble().site)]


def test_nothing_is_offered_for_what_is_like_nothing(two_entries: SiteFolder) -> None:
    assert near("qqqqqqqqqqqq", two_entries.assemble().site) == ()


def test_the_nearest_outlet_is_offered(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\nsources: [Port Gazette]\n---\n"})
    (offered,) = near("sources/port-gazete/", site.assemble().site)
    assert offered == ("sources/port-gazette/index.html", "port gazette")
