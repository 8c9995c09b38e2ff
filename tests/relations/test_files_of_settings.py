"""The files that settings name are looked at in every build."""

import sys

import pytest

from builder.core.problems import Code, Problem
from builder.relations.files_of_settings import files_of_settings
from tests.sites import SiteFolder

ENTRY = "content/news/2011/05/15/a.md"
FONT = "templates/static/serif.ttf"


def told(site: SiteFolder, settings: str) -> tuple[Problem, ...]:
    """What is told of a site with one entry and some settings, in a build and in the next one, after an edit."""
    site.write({ENTRY: "---\ntitle: A\n---\n", "dateline.toml": settings})
    first = site.problems()
    site.write({ENTRY: "---\ntitle: B\n---\n"})
    assert site.problems() == first
    return first


@pytest.mark.parametrize(("content", "why"), [(None, "no such file or directory"), ("Text.", "it is no font")])
def test_a_font_that_cannot_be_used_is_told_where_no_page_has_a_card(
    content: str | None, why: str, site: SiteFolder
) -> None:
    if content:
        site.write({FONT: content})
    (problem,) = told(site, 'card_font = "static/serif.ttf"\n')
    assert (problem.code, problem.place.path) == (Code.CARD_FAILED, FONT)
    assert problem.what == f"the font of the cards cannot be read ({why})"


def test_a_folder_is_no_font(site: SiteFolder) -> None:
    site.write({f"{FONT}/a.txt": ""})
    (problem,) = told(site, 'card_font = "static/serif.ttf"\n')
    assert "is a directory" in problem.what


def test_a_missing_pillow_is_told_where_no_page_has_a_card(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write({FONT: b"OTTO"})
    assert told(site, 'card_font = "static/serif.ttf"\n') == ()
    monkeypatch.setitem(sys.modules, "PIL", None)
    (problem,) = told(site, 'card_font = "static/serif.ttf"\n')
    assert problem.what == "cards are drawn by Pillow, which is not installed"


def test_a_picture_is_told_that_is_not_published(site: SiteFolder) -> None:
    site.write({"dateline.toml": 'logo = "files/logo.svg"\nimage = "https://example.org/a.png"\n'})
    (problem,) = files_of_settings(site.config(), frozenset())
    assert (problem.code, str(problem.place)) == (Code.LINK_BROKEN, "dateline.toml:1")


@pytest.mark.parametrize("named", ["notes.txt", "pictures", "about.md", ".svg", "logo.svg/"])
@pytest.mark.parametrize("name", ["logo", "icon", "image"])
def test_what_is_no_picture_is_refused(name: str, named: str, site: SiteFolder) -> None:
    site.write({"content/notes.txt": "", "content/pictures/a.svg": "<svg/>", "content/about.md": "# About\n"})
    (problem,) = told(site, f'{name} = "{named}"\n')
    assert (problem.code, str(problem.place)) == (Code.SETTING_INVALID, "dateline.toml:1")
    assert f"the setting {name} must be the path of a picture: AVIF, GIF" in problem.what
