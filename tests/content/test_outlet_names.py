"""The name of a source's outlet."""

import pytest

from builder.config.outlets import OutletAliases
from builder.content.outlet_names import outlet_of
from builder.core.model import Source

ALIASES = OutletAliases(
    by_slug={"bbc-news": "BBC News", "bbc": "BBC News", "un": "United Nations", "bbc-co-uk": "BBC News"},
    by_host={"bbc.co.uk": "BBC News", "blogs.bbc.co.uk": "BBC Blogs"},
)


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("Port Gazette", "https://gazette.example.org/1", "Port Gazette"),
        ("Port Gazette", None, "Port Gazette"),
        ("gazette.example.org", "https://gazette.example.org/1", "gazette.example.org"),
        ("www.gazette.example.org", None, "gazette.example.org"),
        ("?!", "https://www.gazette.example.org/1", "gazette.example.org"),
        ("?!", None, None),
        ("?!", "https://[", None),
    ],
)
def test_a_source_belongs_to_the_outlet_of_its_name_or_else_of_its_host(
    name: str, url: str | None, outlet: str | None
) -> None:
    assert outlet_of(Source(name, url), OutletAliases()) == outlet


@pytest.mark.parametrize("source", [Source("mailto:a@b.org", note="mailto:a@b.org"), Source("https://[", "https://[")])
def test_a_source_that_is_called_by_its_address_alone_belongs_to_none(source: Source) -> None:
    assert outlet_of(source, OutletAliases()) is None


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("BBC", None, "BBC News"),
        ("bbc news", "https://example.org/", "BBC News"),
        ("Ships leave the harbour", "https://www.bbc.co.uk/news/1", "BBC News"),
        ("Ships leave the harbour", "https://news.bbc.co.uk/1", "BBC News"),
        ("Ships leave the harbour", "https://a.blogs.bbc.co.uk/1", "BBC Blogs"),
        ("Ships leave the harbour", "https://notbbc.co.uk/1", "Ships leave the harbour"),
        ("UN", "https://www.bbc.co.uk/news/1", "United Nations"),
        ("news.bbc.co.uk", None, "BBC News"),
        ("www.bbc.co.uk", None, "BBC News"),
        ("St. Petersburg Times", None, "St. Petersburg Times"),
    ],
)
def test_a_source_whose_name_or_host_the_settings_name_belongs_to_that_outlet(
    name: str, url: str | None, outlet: str
) -> None:
    assert outlet_of(Source(name, url), ALIASES) == outlet
