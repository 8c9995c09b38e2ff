"""The lint of theme overrides; tests/bad has the message of each problem."""

import pytest

from builder.core.problems import Code
from builder.theme.check import check_theme
from builder.theme.load import load_theme
from tests.sites import SiteFolder

MISSPELT = '{% extends "default/entry.html" %}\n{% block source %}Mine.{% endblock %}\n'
CORRECT = '{% extends "default/entry.html" %}\n{% block sources %}Mine.{% endblock %}\n'


def codes(site: SiteFolder) -> list[Code]:
    """The codes of the problems of a site's own theme."""
    return [problem.code for problem in check_theme(load_theme(site.path), site.config(), ())]


def test_a_site_without_a_theme_of_its_own_has_no_problems(site: SiteFolder) -> None:
    assert codes(site) == []


def test_every_build_says_it_until_it_is_mended(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/entry.html": MISSPELT})
    assert [problem.code for problem in two_entries.problems()] == [Code.BLOCK_UNKNOWN]
    two_entries.write({"content/news/2011-05-16-third.md": "# Third\n"})
    assert [problem.code for problem in two_entries.problems()] == [Code.BLOCK_UNKNOWN]
    two_entries.write({"templates/entry.html": CORRECT})
    assert two_entries.problems() == ()


def test_blocks_of_every_template_below_are_there_to_be_filled(site: SiteFolder) -> None:
    site.write(
        {
            "templates/base.html": '{% extends "default/base.html" %}\n'
            "{% block footer %}{% block ours %}{% endblock %}{% endblock %}",
            "templates/day.html": '{% extends "default/day.html" %}\n'
            "{% block ours %}1{% endblock %}{% block crumbs %}2{% endblock %}",
            "templates/page.html": '{% extends "page.html" %}{% block text %}{% endblock %}',
        }
    )
    assert codes(site) == []


@pytest.mark.parametrize(
    "files",
    [
        {"templates/entry.html": "{% include view.kind ~ '.html' %}", "templates/theme.html": "Words."},
        {"templates/entry.html": "{% extends 'more/a.html' %}", "templates/more/a.html": "{% include 'more/b.html' %}"}
        | {"templates/more/b.html": "Words."},
        {"templates/entry.html": "{{ wrong", "templates/words/it.po": "none", "templates/static/own.css": ""},
    ],
    ids=["by a value", "by one that is used", "in ways that others tell of"],
)
def test_a_file_that_a_page_may_use_is_no_problem(site: SiteFolder, files: dict[str, str]) -> None:
    site.write(files)
    assert codes(site) == []


def test_words_of_a_sites_own_templates_are_said(site: SiteFolder) -> None:
    words = 'msgid "%(num)s ship"\nmsgid_plural "%(num)s ships"\nmsgstr[0] "one"\nmsgstr[1] "many"\n'
    site.write({"templates/words/en.po": words, "templates/404.html": "{{ 1 }}"})
    assert codes(site) == [Code.MESSAGE_UNKNOWN]
    site.write({"templates/404.html": "{{ ngettext('%(num)s ship', '%(num)s ships', 3) }}"})
    assert codes(site) == []


REFERENCES = {
    "by its place": ('<link href="static/own.css">', True),
    "from the root": ("<a href=/static/own.css>", True),
    "from a project page": ("<p style='background: url(/repo/static/own.css)'>", True),
    "from above": ('<img srcset="a.png 1x, ../../static/own.css#a 2x">', True),
    "behind a value": ('<a href="{{ site.base_url }}static/own.css">', True),
    "on another host": ('<a href="https://example.org/static/own.css">', False),
    "in a folder of a like name": ('<a href="my-static/own.css">', False),
    "that is not there": ('<a href="static/none.css">', False),
    "as words": ("<p>static/own.css</p>", False),
    "with the filter": ("""<link href="{{ 'static/own.css'|href }}">{# static/own.css #}""", False),
    "whose address never changes": ('<a href="static/schema/day.schema.json">', False),
}


@pytest.mark.parametrize(("text", "is_reported"), REFERENCES.values(), ids=REFERENCES)
def test_a_static_file_is_named_with_a_filter(site: SiteFolder, text: str, is_reported: bool) -> None:
    site.write({"templates/static/own.css": "a {}", "templates/404.html": f"{{% if view %}}\n\n{text}{{% endif %}}"})
    problems = check_theme(load_theme(site.path), site.config(), ())
    reported = [(problem.code, str(problem.place)) for problem in problems]
    assert reported == ([(Code.STATIC_ADDRESS, "templates/404.html:3")] if is_reported else [])


def test_a_style_sheet_that_is_a_link_inside_the_site_is_read_as_others_are(site: SiteFolder) -> None:
    site.write({"templates/static/first.css": "a {}", "shared/own.css": "a { background: url(none.png); }"})
    (site.path / "templates/static/own.css").symlink_to(site.path / "shared/own.css")
    theme = load_theme(site.path)
    assert "static/own.css" in theme.addresses
    assert [problem.code for problem in check_theme(theme, site.config(), ())] == [Code.STATIC_MISSING]
