"""Every file has the type that its ending tells, on every machine."""

import mimetypes

import pytest

from builder.serve.media_types import _ENDINGS, media_type


@pytest.mark.parametrize(
    ("endings", "kind"),
    [
        ("html HTML htm", "text/html; charset=utf-8"),
        ("js mjs", "text/javascript; charset=utf-8"),
        ("json map", "application/json; charset=utf-8"),
        ("webmanifest", "application/manifest+json; charset=utf-8"),
        ("rss", "application/rss+xml"),
        ("atom", "application/atom+xml"),
        ("geojson", "application/geo+json"),
        ("gpx", "application/gpx+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("ics", "text/calendar; charset=utf-8"),
        ("webp", "image/webp"),
        ("avif", "image/avif"),
        ("ogg opus", "audio/ogg"),
        ("m4a", "audio/mp4"),
        ("flac", "audio/x-flac"),
        ("woff", "font/woff"),
        ("woff2", "font/woff2"),
        ("ttf", "font/ttf"),
        ("otf", "font/otf"),
        ("gz tar.gz", "application/gzip"),
        ("pdf", "application/pdf"),
        ("nothing-known", "application/octet-stream"),
    ],
)
def test_the_ending_tells_the_type(endings: str, kind: str) -> None:
    for ending in endings.split():
        assert media_type(f"static/v1.2/file.{ending}") == kind


@pytest.mark.parametrize("address", [".nojekyll", "CNAME", "folder.html/name", ".html"])
def test_a_name_without_an_ending_has_no_known_type(address: str) -> None:
    assert media_type(address) == "application/octet-stream"


def test_what_the_machine_knows_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("x/y", None))
    monkeypatch.setitem(mimetypes.types_map, ".html", "x/y")
    assert media_type("index.html") == "text/html; charset=utf-8"


def test_no_ending_has_two_types() -> None:
    endings = [ending for each in _ENDINGS.values() for ending in each.split()]
    assert len(endings) == len(set(endings))
