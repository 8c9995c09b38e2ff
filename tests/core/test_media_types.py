"""Media types: every file has that of its extension, on every machine."""

import mimetypes

import pytest

from builder.core.media_types import _EXTENSIONS, media_type


@pytest.mark.parametrize(
    ("extensions", "expected"),
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
def test_the_extension_tells_the_type(extensions: str, expected: str) -> None:
    for extension in extensions.split():
        assert media_type(f"static/v1.2/file.{extension}") == expected


@pytest.mark.parametrize("address", [".nojekyll", "CNAME", "folder.html/name", ".html"])
def test_a_name_without_an_extension_has_the_default_type(address: str) -> None:
    assert media_type(address) == "application/octet-stream"


def test_the_list_of_the_machine_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mimetypes, "guess_type", lambda *_: ("x/y", None))
    monkeypatch.setitem(mimetypes.types_map, ".html", "x/y")
    assert media_type("index.html") == "text/html; charset=utf-8"


def test_no_extension_has_two_types() -> None:
    extensions = [extension for group in _EXTENSIONS.values() for extension in group.split()]
    assert len(extensions) == len(set(extensions))
