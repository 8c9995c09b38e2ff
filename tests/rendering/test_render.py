"""Rendering: templates with the site's own before the default theme, and their errors explained."""

import pytest
from msgspec.structs import replace

from builder.build.pipeline import build
from builder.core.problems import Code, ProblemsFound
from builder.incremental.inputs import find_inputs
from builder.pages.registry import KINDS
from tests.sites import BASE_URL, SiteFolder


def test_a_sites_own_template_takes_the_place_of_the_themes(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "{{ view.head.title }}, {{ site.title }}"})
    two_entries.build()
    assert two_entries.page("404.html") == "Page not found, A news timeline"


def test_a_sites_own_static_file_takes_the_place_of_the_themes_and_may_be_new(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/static/style.css": "p{}", "templates/static/map/a.js": "1"})
    two_entries.build()
    assert two_entries.page(two_entries.static("style.css")) == "p{}"
    assert two_entries.page(two_entries.static("map/a.js")) == "1"
    assert two_entries.page(two_entries.static("icon.svg")).startswith("<svg")


def test_templates_name_static_files_as_if_they_lay_in_one_folder_always(two_entries: SiteFolder) -> None:
    names = ("static/own.svg", "static/own.svg#a", "static/schema/day.schema.json", "static/none.svg", "index.html")
    shown = " ".join(f"{{{{ '{name}'|href }}}} {{{{ '{name}'|full }}}}" for name in names)
    two_entries.write({"templates/static/own.svg": "<svg/>", "templates/topics.html": shown})
    two_entries.build(base_url=BASE_URL)
    own = two_entries.static("own.svg")
    assert two_entries.page("topics/index.html").split() == [
        *(f"../{own}", f"{BASE_URL}{own}"),
        *(f"../{own}#a", f"{BASE_URL}{own}%23a"),
        *("../static/schema/day.schema.json", f"{BASE_URL}static/schema/day.schema.json"),
        *("../static/none.svg", f"{BASE_URL}static/none.svg"),
        *("../index.html", BASE_URL),
    ]


def test_a_sites_own_template_may_extend_the_themes(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": '{% extends "base.html" %}{% block main %}Gone.{% endblock %}'})
    two_entries.build()
    assert "Gone." in two_entries.page("404.html")
    assert "masthead" in two_entries.page("404.html")


def test_a_sites_own_template_changes_one_block_and_leaves_the_rest(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": '{% extends "default/404.html" %}{% block masthead %}Mine.{% endblock %}'})
    two_entries.build()
    assert "Mine." in two_entries.page("404.html")
    assert "This page does not exist" in two_entries.page("404.html")
    assert 'class="masthead"' not in two_entries.page("404.html")
    assert 'class="masthead"' in two_entries.page("index.html")


def test_the_page_for_missing_addresses_has_its_style_at_any_depth(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/static/style.css": "body { color: teal }"})
    two_entries.build()
    page = two_entries.page("404.html")
    assert "<style>body { color: teal }" in page
    assert 'rel="stylesheet"' not in page
    two_entries.build(base_url="https://example.org/repo/")
    assert '<link rel="stylesheet" href="/repo/static/' in two_entries.page("404.html")


def test_a_block_of_the_base_is_changed_on_every_page(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/base.html": '{% extends "default/base.html" %}{% block footer %}Mine.{% endblock %}'})
    two_entries.build()
    for page in ("404.html", "index.html", "news/2011/05/15/first.html", "topics/iran/index.html"):
        assert "Mine." in two_entries.page(page)
        assert "<footer>\nMine.</footer>" in two_entries.page(page)


def test_what_a_block_adds_to_the_footer_stands_in_it(two_entries: SiteFolder) -> None:
    block = "{% block footer %}\n<p>Mine.</p>\n{{ super() }}\n{% endblock %}"
    two_entries.write({"templates/base.html": f'{{% extends "default/base.html" %}}{block}'})
    two_entries.build()
    footer = two_entries.page("index.html").partition("<footer>")[2]
    assert 0 < footer.index("<p>Mine.</p>") < footer.index("feed.xml") < footer.index("</footer>")


def test_a_sites_own_part_takes_the_place_of_the_themes_and_leaves_the_others(two_entries: SiteFolder) -> None:
    topic = "{% macro topic(topic) %}<li>#{{ topic.name }}</li>{% endmacro %}"
    two_entries.write({"templates/_parts.html": topic})
    two_entries.build()
    assert "<li>#Iran</li>" in two_entries.page("news/2011/05/15/index.html")
    assert "<li>#Iran</li>" in two_entries.page("news/2011/05/15/first.html")
    assert "masthead" in two_entries.page("news/2011/05/15/first.html")


def test_an_error_in_a_block_of_ones_own_is_found_in_ones_own_file(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": '{% extends "default/404.html" %}\n{% block main %}{{ x }}{% endblock %}'})
    (problem,) = two_entries.problems()
    assert str(problem.place) == "templates/404.html:2"


def test_an_error_in_the_themes_template_is_not_looked_for_in_ones_own_of_the_same_name(
    two_entries: SiteFolder,
) -> None:
    two_entries.write({"templates/404.html": '{% extends "default/404.html" %}{% set _ = 1 %}'})
    (problem,) = two_entries.problems()
    assert str(problem.place).startswith("default/404.html:")


def test_a_template_that_the_default_theme_does_not_have_is_named(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": '{% extends "default/405.html" %}'})
    (problem,) = two_entries.problems()
    assert (problem.code, str(problem.place)) == (Code.TEMPLATE_FAILED, "templates/404.html:1")
    assert '"default/405.html"' in problem.what


@pytest.mark.parametrize(
    ("templates", "place", "what", "cure"),
    [
        ({"404.html": '{% extends "404.html" %}'}, "404.html:1", "extends itself", "default/404.html"),
        (
            {"404.html": '\n{% extends "a.html" %}', "a.html": '{% extends "404.html" %}'},
            "a.html:1",
            'extends "404.html", which extends it',
            "default/404.html",
        ),
        ({"base.html": '\n{% extends "404.html" %}'}, "base.html:2", 'extends "404.html"', "default/base.html"),
    ],
)
def test_a_template_that_extends_itself_is_told_with_the_one_to_extend(
    two_entries: SiteFolder, templates: dict[str, str], place: str, what: str, cure: str
) -> None:
    two_entries.write({f"templates/{name}": text for name, text in templates.items()})
    problem = two_entries.problems()[0]
    assert (problem.code, str(problem.place)) == (Code.TEMPLATE_FAILED, f"templates/{place}")
    assert what in problem.what
    assert problem.cure == f'write "{cure}"'


def test_a_template_that_includes_itself_is_told_without_words_of_python(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": '{% include "404.html" %}'})
    (problem,) = two_entries.problems()
    assert (problem.code, str(problem.place)) == (Code.TEMPLATE_FAILED, "templates/404.html:1")
    assert "uses itself without end" in problem.what
    assert "Recursion" not in problem.what


def test_a_variable_that_does_not_exist_is_reported_with_the_templates_line(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "<p>\n{{ view.nothing }}\n"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.TEMPLATE_UNDEFINED
    assert str(problem.place) == "templates/404.html:2"
    assert "nothing" in problem.what


@pytest.mark.parametrize(
    ("shown", "what", "cure"),
    [
        ("site.extra.phone", 'the setting extra has no "phone"', 'did you mean "phones"?'),
        ("site.extra['motto']", 'the setting extra has no "motto"', "write it below [extra] in the settings"),
        ("site.extra.desk.fax", 'the setting extra.desk has no "fax"', "write it below [extra.desk] in the settings"),
        ("{'a': 1}.fax", 'there is no "fax" in this table', "mend the name"),
    ],
)
def test_a_value_that_a_table_lacks_is_told_with_the_setting_to_write_it_into(
    two_entries: SiteFolder, shown: str, what: str, cure: str
) -> None:
    two_entries.write({"templates/404.html": f"{{{{ {shown} }}}}"})
    (problem,) = two_entries.problems(extra={"phones": "1", "desk": {"phone": "2"}})
    assert (problem.code, problem.what) == (Code.TEMPLATE_UNDEFINED, what)
    assert problem.cure.startswith(cure)


def test_a_key_that_the_front_matter_lacks_is_told_as_such(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/entry.html": "{{ view.extra.tide }}"})
    problem = two_entries.problems()[0]
    assert problem.what == 'the front matter of this page has no "tide" for view.extra'


def test_a_template_that_cannot_be_read_is_reported_with_its_line(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "<p>\n\n{% if %}\n"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.TEMPLATE_SYNTAX
    assert str(problem.place) == "templates/404.html:3"


def test_an_error_inside_a_template_names_the_page_that_it_stopped_at(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "{{ 1 / 0 }}"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.TEMPLATE_FAILED
    assert "404.html" in problem.what
    assert str(problem.place) == "templates/404.html:1"


def test_a_kind_of_page_whose_template_is_missing_is_told_with_its_name(two_entries: SiteFolder) -> None:
    kinds = tuple(replace(kind, template="lost.html") if kind.name == "entry" else kind for kind in KINDS)
    with pytest.raises(ProblemsFound, match=r"there is no template lost\.html, which news/.* is made with; add it to"):
        build(find_inputs(two_entries.config()), kinds=kinds)


def test_the_errors_of_several_templates_are_reported_together_and_each_once(two_entries: SiteFolder) -> None:
    two_entries.write({"templates/404.html": "{{ one }}", "templates/entry.html": "\n{{ two }}"})
    places = [str(problem.place) for problem in two_entries.problems()]
    assert places == ["templates/404.html:1", "templates/entry.html:2"]


def test_an_error_in_a_part_is_found_in_the_file_of_parts(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "templates/_parts.html": "{% macro masthead(site) %}\n{{ site.name }}{% endmacro %}",
            "templates/404.html": "{{ site|part('masthead') }}",
        }
    )
    assert "templates/_parts.html:2" in [str(problem.place) for problem in two_entries.problems()]


def test_a_wrong_template_leaves_the_output_as_it_was(two_entries: SiteFolder) -> None:
    two_entries.build()
    before = two_entries.tree()
    two_entries.write({"templates/404.html": "{{ one }}", "content/news/2011/05/17/c.md": "---\ntitle: C\n---\n"})
    assert two_entries.problems()
    assert two_entries.tree() == before


def test_texts_are_escaped(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": "---\ntitle: <b>&\"'\ncontexts: [<i>x]\n---\n"})
    site.build()
    page = site.page("news/2011/05/15/a.html")
    assert "<h1>&lt;b&gt;&amp;&#34;&#39;</h1>" in page
    assert "<i>" not in page


def test_the_links_of_a_page_are_as_short_as_they_can_be(two_entries: SiteFolder) -> None:
    two_entries.build()
    page = two_entries.page("news/2011/05/15/first.html")
    assert 'href="index.html"' in page
    assert 'href="../16/second.html"' in page
    assert 'href="../../../../topics/iran/index.html"' in page


def test_full_addresses_appear_only_with_a_base_url(two_entries: SiteFolder) -> None:
    two_entries.build()
    assert "canonical" not in two_entries.page("index.html")
    two_entries.build(base_url=BASE_URL)
    assert f'<link rel="canonical" href="{BASE_URL}">' in two_entries.page("index.html")


def test_extra_settings_reach_templates(two_entries: SiteFolder) -> None:
    two_entries.write({"dateline.toml": "[extra]\nmotto = 'Calm.'\n", "templates/404.html": "{{ site.extra.motto }}"})
    two_entries.build()
    assert two_entries.page("404.html") == "Calm."
