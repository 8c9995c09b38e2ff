"""Old addresses and outlets that Windows or macOS has no file for are warned of, and no others."""

import pytest

from builder.core.problems import Code
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"


def told(site: SiteFolder) -> list[tuple[str, str]]:
    """The places and causes of names that are not portable."""
    found = [problem for problem in site.problems() if problem.code is Code.NAME_UNPORTABLE]
    return [(str(problem.place), problem.what) for problem in found]


@pytest.mark.parametrize("alias", ["/con.html", "/aux/", "/old/NUL.tar", "/Com1/a.html"])
def test_an_alias_with_the_name_of_a_device_is_told_at_its_line(site: SiteFolder, alias: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\naliases: [{alias}]\n---\n"})
    ((place, what),) = told(site)
    assert place == f"{DAY}/a.md:3"
    assert "device" in what


@pytest.mark.parametrize(
    "aliases", ["/news/2011/05/15/A.html", "/p2.html, /p2.HTML", "/caf\u00e9.html, /cafe\u0301.html"]
)
def test_addresses_that_differ_in_case_or_form_alone_are_told_once(site: SiteFolder, aliases: str) -> None:
    site.write({f"{DAY}/a.md": f"---\ntitle: A\naliases: [{aliases}]\n---\n"})
    ((place, what),) = told(site)
    assert place == f"{DAY}/a.md:3"
    assert "one file for both" in what


def test_an_outlet_with_the_name_of_a_device_is_told_where_outlets_have_pages(site: SiteFolder) -> None:
    site.write({f"{DAY}/{name}.md": f"---\ntitle: A\nsources: [Con, Post]\n---\n{name}.\n" for name in ("a", "b")})
    ((place, what),) = told(site)
    assert place == f"{DAY}/a.md"
    assert '"Con"' in what
    assert not [each for each in site.problems(sources=False) if each.code is Code.NAME_UNPORTABLE]


def test_other_aliases_and_outlets_are_not_told(site: SiteFolder) -> None:
    front = "title: A\naliases: [/console.html, /old/a.html, /Old/b.html]\nsources: [Conde, Post]"
    site.write({f"{DAY}/a.md": f"---\n{front}\n---\n"})
    assert told(site) == []
