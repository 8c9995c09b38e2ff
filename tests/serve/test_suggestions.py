"""Suggestions: the published addresses most like one that does not exist."""

import pytest

from builder.serve.suggestions import similar_addresses
from tests.sites import SiteFolder


@pytest.mark.parametrize(
    ("path", "suggested"),
    [
        ("news/2011/05/15/frist.html", "news/2011/05/15/first.html"),
        ("news/2011/05/15/first/", "news/2011/05/15/first.html"),
        ("news/2011/5/15/first", "news/2011/05/15/first.html"),
        ("topics/irann/", "topics/iran/index.html"),
        ("news/2011/05/17/", "news/2011/05/16/index.html"),
    ],
)
def test_the_most_similar_address_is_suggested(two_entries: SiteFolder, path: str, suggested: str) -> None:
    assert suggested in [address for address, _ in similar_addresses(path, two_entries.assemble().site)]


def test_nothing_is_suggested_for_what_is_like_nothing(two_entries: SiteFolder) -> None:
    assert similar_addresses("qqqqqqqqqqqq", two_entries.assemble().site) == ()


def test_the_most_similar_outlet_is_suggested(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: A\nsources: [Port Gazette]\n---\n"})
    (suggested,) = similar_addresses("sources/port-gazete/", site.assemble().site)
    assert suggested == ("sources/port-gazette/index.html", "port gazette")
