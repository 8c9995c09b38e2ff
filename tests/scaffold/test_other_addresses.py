"""The addresses of other tools are proposed as patterns of ours."""

from typing import Any

import pytest

from builder.scaffold.other_addresses import Patterns, patterns


def written(found: Patterns) -> tuple[str, ...]:
    """The patterns, each behind its section, if it is that of one."""
    return tuple(f"{old.section}: {old.pattern}" if old.section else old.pattern for old in found.known)


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
            (
                *("post: /{year}/{month}/{slug}/", "post: /{year}/{month}/{title}/"),
                *("docs: /{folder}/{title}", "/{path}/"),
            ),
        ),
        ("Hugo", {"permalinks": {"post": "/:weekday/:slug/"}}, ("/{path}/",)),
        (
            "Jekyll",
            {},
            (
                "/{contexts.category}/{year}/{month}/{day}/{name}.html",
                "/{contexts.category}/{year}/{month}/{day}/{slug}.html",
            ),
        ),
        ("Jekyll", {"permalink": "/:year/:slug:output_ext"}, ("/{year}/{slug}.html",)),
        ("Hugo", {"uglyurls": {"post": True}}, ("/{path}/", "/{path}.html")),
        ("Jekyll", {"permalink": "/blog/:title"}, ("/blog/{name}", "/blog/{slug}")),
        ("Jekyll", {"permalink": "/:i_month/:title"}, ()),
        ("Hexo", {"permalink": ":year/:title/"}, ("/{year}/{name}/",)),
        ("Pelican", {}, ("/{slug}.html", "/{title}.html")),
        ("Pelican", {"article_url": "posts/{date:%Y}/{slug}/"}, ("/posts/{year}/{slug}/", "/posts/{year}/{title}/")),
        ("MkDocs", {}, ("/{path}/",)),
        ("MkDocs", {"use_directory_urls": False}, ()),
        ("Zola", {}, ("/{path}/",)),
        ("Eleventy", {}, ("/{path}/",)),
        ("Obsidian", {}, ()),
    ],
)
def test_the_patterns_of_a_tool_are_those_of_its_settings(tool: str, settings: Any, found: tuple[str, ...]) -> None:
    assert written(patterns(tool, settings)) == found


def test_names_of_files_that_begin_with_dates_have_these_in_addresses_of_hugo_alone() -> None:
    assert written(patterns("Hugo", {}, dated_names=True)) == ("/{path}/", "/{folder}/{file}/")
    assert written(patterns("Zola", {}, dated_names=True)) == ("/{path}/",)


@pytest.mark.parametrize(
    ("tool", "settings", "unknown"),
    [
        ("Hugo", {"permalinks": {"post": "/:sections[1:]/:slug/", "zine": "/:weekday/:slug/"}}, 2),
        ("Jekyll", {"permalink": "ordinal"}, 1),
        ("Jekyll", {"permalink": "/:i_month/:title"}, 1),
        ("Pelican", {"article_url": "{category}/{date:%b}/{slug}.html"}, 1),
    ],
)
def test_a_pattern_with_a_part_that_is_not_known_is_told_as_it_is_written(
    tool: str, settings: dict[str, Any], unknown: int
) -> None:
    assert len(patterns(tool, settings).unknown) == unknown
