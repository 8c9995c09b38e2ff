"""The theme on another machine, which has to be the same."""

import pytest
from msgspec.structs import replace

from builder.core.problems import ExecutorFailed
from builder.theme.load import Theme, load_theme
from builder.theme.same_theme import same_theme
from tests.sites import SiteFolder


def theme_of(site: SiteFolder) -> Theme:
    """The theme of a site of two own files."""
    site.write({"content/a.md": "# A\n", "templates/day.html": "{{ view.count }}", "templates/static/own.css": "a {}"})
    return load_theme(site.path)


def test_the_same_files_are_the_same_theme_wherever_dateline_lies(site: SiteFolder) -> None:
    theme = theme_of(site)
    elsewhere = replace(theme, folders=(theme.own, theme.own.parent / "no-such-folder"))
    assert same_theme(elsewhere, site.config()) == theme


@pytest.mark.parametrize("name", ["day.html", "static/own.css"])
def test_another_file_is_refused_by_name(site: SiteFolder, name: str) -> None:
    theme = theme_of(site)
    site.write({f"templates/{name}": "other"})
    with pytest.raises(ExecutorFailed, match=f": the theme's file {name} is another one on this machine, .*; let all"):
        same_theme(theme, site.config())


def test_a_missing_file_is_refused_by_name(site: SiteFolder) -> None:
    theme = theme_of(site)
    (site.path / "templates/static/own.css").unlink()
    with pytest.raises(ExecutorFailed, match=r"the theme's file static/own\.css is missing on this machine"):
        same_theme(theme, site.config())
