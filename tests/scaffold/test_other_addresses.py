"""The addresses of other tools are proposed as patterns of ours."""

from typing import Any

import pytest

from builder.scaffold.other_addresses import patterns


@pytest.mark.parametrize(
    ("tool", "settings", "found"),
    [
        ("Hugo", {}, ("/{path}/",)),
        ("Hugo", {"uglyurls": True}, ("/{path}.html",)),
        (
            "Hugo",
            {
                "permalinks": {
                    "post": "/:year/:month/:slug/",
                    "page": {"docs": "/:sections/:title"},
                    "term": {"tags": "/t/:slug"},
                }
            },
            ("/{year}/{month}/{slug}/", "/{year}/{month}/{title}/", "/{folder}/{title}", "/{path}/"),
        ),
        ("Hugo", {"permalinks": {"post": "/:weekday/:slug/"}}, ("/{path}/",)),
        ("Jekyll", {}, ("/{contexts.category}/{year}/{month}/{day}/{name}.html",)),
        ("Jekyll", {"permalink": "pretty"}, ("/{contexts.category}/{year}/{month}/{day}/{name}/", "/{path}/")),
        ("Jekyll", {"permalink": "/blog/:title"}, ("/blog/{name}",)),
        ("Jekyll", {"permalink": "/:i_month/:title"}, ()),
        ("Hexo", {"permalink": ":year/:title/"}, ("/{year}/{name}/",)),
        ("Pelican", {}, ("/{slug}.html", "/{title}.html")),
        ("Pelican", {"article_url": "posts/{date:%Y}/{slug}/"}, ()),
        ("MkDocs", {}, ("/{path}/",)),
        ("MkDocs", {"use_directory_urls": False}, ()),
        ("Zola", {}, ("/{path}/",)),
        ("Eleventy", {}, ("/{path}/",)),
        ("Obsidian", {}, ()),
    ],
)
def test_the_patterns_of_a_tool_are_those_of_its_settings(tool: str, settings: Any, found: tuple[str, ...]) -> None:
    assert patterns(tool, settings) == found


def test_names_of_files_that_begin_with_dates_have_these_in_addresses_of_hugo_alone() -> None:
    assert patterns("Hugo", {}, dated_names=True) == ("/{path}/", "/{folder}/{file}/")
    assert patterns("Zola", {}, dated_names=True) == ("/{path}/",)
