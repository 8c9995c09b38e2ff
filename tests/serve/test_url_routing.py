"""URL routing: paths of requests lead to addresses as they do on GitHub Pages."""

import pytest

from builder.core.urls import Address
from builder.serve.url_routing import Redirect, route

FILES = ("index.html", "about.html", "news/index.html", "x.html", "x/index.html", "deep/a b/index.html", ".nojekyll")
SITE = {Address(file) for file in FILES}


@pytest.mark.parametrize("base", ["/", "/repo/"])
@pytest.mark.parametrize(
    ("path", "address"),
    [
        *(("", "index.html"), ("about", "about.html"), ("about.html", "about.html"), ("news/", "news/index.html")),
        *(("x", "x.html"), ("x/", "x/index.html"), (".nojekyll", ".nojekyll"), ("index", "index.html")),
        *(("about/", None), ("nothing", None), ("/about", None), ("news//", None), ("../about", None), ("deep/", None)),
    ],
)
def test_a_path_leads_to_a_file_or_nowhere(base: str, path: str, address: str | None) -> None:
    assert route(base + path, base, SITE) == address


def test_a_folder_without_its_slash_is_redirected_to_its_quoted_path() -> None:
    assert route("/news", "/", SITE) == Redirect("/news/")
    assert route("/deep/a b", "/", SITE) == Redirect("/deep/a%20b/")
    assert route("/repo", "/repo/", SITE) == Redirect("/repo/")
    assert route("/", "/repo/", SITE) == Redirect("/repo/")
    assert route("/elsewhere", "/repo/", SITE) is None
    assert route("//news", "/", SITE) is None
