"""Paths of requests lead to addresses as they do on GitHub Pages."""

import pytest

from builder.core.urls import Address
from builder.serve.url_routing import Moved, way

SITE = {"index.html", "about.html", "news/index.html", "x.html", "x/index.html", "deep/a b/index.html", ".nojekyll"}


@pytest.mark.parametrize("base", ["/", "/repo/"])
@pytest.mark.parametrize(
    ("path", "found"),
    [
        *(("", "index.html"), ("about", "about.html"), ("about.html", "about.html"), ("news/", "news/index.html")),
        *(("x", "x.html"), ("x/", "x/index.html"), (".nojekyll", ".nojekyll"), ("index", "index.html")),
        *(("about/", None), ("nothing", None), ("/about", None), ("news//", None), ("../about", None), ("deep/", None)),
    ],
)
def test_a_path_leads_to_a_file_or_nowhere(base: str, path: str, found: str | None) -> None:
    assert way(base + path, base, {Address(each) for each in SITE}) == found


def test_a_folder_is_sent_to_its_slash_and_the_way_there_is_quoted() -> None:
    site = {Address(each) for each in SITE}
    assert way("/news", "/", site) == Moved("/news/")
    assert way("/deep/a b", "/", site) == Moved("/deep/a%20b/")
    assert way("/repo", "/repo/", site) == Moved("/repo/")
    assert way("/", "/repo/", site) == Moved("/repo/")
    assert way("/elsewhere", "/repo/", site) is None
    assert way("//news", "/", site) is None
