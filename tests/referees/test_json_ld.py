"""Each entry is a NewsArticle with the fields that those who read JSON-LD ask for.

https://developers.google.com/search/docs/appearance/structured-data/article and https://schema.org/NewsArticle
"""

import json
from pathlib import Path
from typing import Any

from lxml import html

from tests.referees.published import Published, Sites

FIELDS = {"@context", "@type", "headline", "datePublished", "author"}
"""What every article has."""

META = {"dateModified": "article:modified_time", "image": "og:image"}
"""What an article has where its page says the same to others."""


def test_each_entry_is_an_article_with_every_field(sites: Sites) -> None:
    for site in sites[:-1]:
        for page in site.pages["entry.html"]:
            assert_is_an_article(site, page)
    assert "entry.html" not in sites[-1].pages


def assert_is_an_article(site: Published, page: str) -> None:
    """An entry's JSON-LD says what its page says."""
    tree = html.fromstring(Path(site.folder, page).read_bytes())
    article = article_of(tree)
    said = {name: _meta(tree, meta) for name, meta in META.items() if _meta(tree, meta)}
    lasts = {"temporalCoverage"} if len(tree.cssselect(".dateline > a")) > 1 else set()
    corrected = {"correction"} if tree.cssselect(".correction") else set()
    published = {"publisher"} if article["author"]["@type"] == "Person" else set()
    assert article.keys() == FIELDS | said.keys() | lasts | corrected | published, page
    assert article["@context"] == "https://schema.org"
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == str(tree.findtext(".//h1"))
    assert article["datePublished"] == _meta(tree, "article:published_time")
    assert site.at(page) == str(tree.cssselect("link[rel=canonical]")[0].get("href"))
    assert {name: article[name] for name in said} == said
    for role in ("author", *published):
        assert article[role].keys() == {"@type", "name"}
        assert article[role]["@type"] in ("Person", "Organization")
        assert article[role]["name"]


def article_of(tree: html.HtmlElement) -> Any:
    """The JSON-LD of a page."""
    (script,) = tree.cssselect('script[type="application/ld+json"]')
    return json.loads("".join(map(str, script.itertext())))


def _meta(tree: html.HtmlElement, name: str) -> str | None:
    return next((str(meta.get("content")) for meta in tree.cssselect(f'meta[property="{name}"]')), None)
