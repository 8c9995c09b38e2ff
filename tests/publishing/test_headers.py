"""Headers of published files."""

import pytest

from builder.config.publishing import Matcher, PublishSettings
from builder.core.urls import Address
from builder.publishing.headers import FIVE_MINUTES, FOR_EVER, headers_by
from builder.publishing.store import Headers


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("index.html", Headers("text/html; charset=utf-8", FIVE_MINUTES)),
        ("static/0a1b2c3d/style.css", Headers("text/css; charset=utf-8", FOR_EVER)),
        ("static/0a1b2c3d/stemmers/en.js", Headers("text/javascript; charset=utf-8", FOR_EVER)),
        ("static/schema/entry.schema.json", Headers("application/json; charset=utf-8", FIVE_MINUTES)),
        ("news/static/0a1b2c3d/a.css", Headers("text/css; charset=utf-8", FIVE_MINUTES)),
        ("news/2011/05/15/map.png", Headers("image/png", FIVE_MINUTES)),
    ],
)
def test_a_file_has_the_type_of_its_ending_and_is_kept_as_long_as_its_address_holds(
    address: str, headers: Headers
) -> None:
    assert headers_by(PublishSettings())(Address(address)) == headers


@pytest.mark.parametrize(
    ("address", "is_packed"),
    [
        ("index.html", True),
        ("feed.json", True),
        ("feed.xml", True),
        ("strip.svg", True),
        ("a.js", True),
        ("map.png", False),
        ("data.jsonl.gz", False),
        ("a.unknown", False),
    ],
)
def test_texts_are_packed_where_the_settings_say_so_and_what_is_packed_already_is_not(
    address: str, *, is_packed: bool
) -> None:
    told = headers_by(PublishSettings(gzip=True))(Address(address))
    assert (told.content_encoding == "gzip") == is_packed


def test_of_several_matchers_the_last_that_fits_counts() -> None:
    headers = headers_by(
        PublishSettings(
            gzip=True,
            matchers=(
                Matcher("*.html", cache_control="no-cache"),
                Matcher("/news/", content_type="text/plain", gzip=False),
            ),
        )
    )
    assert headers(Address("index.html")) == Headers("text/html; charset=utf-8", "no-cache", "gzip")
    assert headers(Address("news/a.html")) == Headers("text/plain", FIVE_MINUTES)
    assert headers(Address("a/news/a.html")).cache_control == "no-cache"
