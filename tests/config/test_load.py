"""The settings: where they are read from, what each may be, and what is said of wrong ones."""

from pathlib import Path
from typing import Any

import pytest

from builder.config.config import Config, RelatedSettings
from builder.config.load import has_settings, load_config
from builder.config.outlets import OutletAliases
from builder.config.sections import SectionSettings
from builder.config.setting import Declared, settings_of
from builder.config.theme_colors import ThemeSettings
from builder.config.topics import TopicSettings
from builder.core.problems import Code, Place, Problem, ProblemsFound
from builder.core.urls import Slug


def loaded(folder: Path, text: str, name: str = "dateline.toml") -> Config:
    """The settings that a file gives."""
    (folder / name).write_text(text, encoding="utf-8")
    return load_config(folder)


def wrong(folder: Path, text: str, name: str = "dateline.toml") -> tuple[Problem, ...]:
    """What is wrong with a settings file."""
    try:
        return loaded(folder, text, name).setting_problems
    except ProblemsFound as found:
        return found.problems


def test_a_site_without_a_settings_file_has_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == Config(tmp_path)


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = loaded(
        tmp_path,
        """
        title = "T"
        description = "D"
        base_url = "https://x.org/repo"
        language = "pt-BR"
        repository = "https://github.com/me/harbour.git/"
        edit_url = "https://x.org/edit/{path}"
        author = "A"
        license = "L"
        content = "texts"
        output = "site"
        formats = ["xml", "html"]
        topic_feeds = false
        raw_html = true
        related = {ranking = "newest", limit = 3}
        fields = {title = ["headline"]}
        topics.Iran = {description = "A country", kind = "place", aliases = ["Persia"]}
        topics.Geneva = {}
        outlets."BBC News" = ["www.BBC.co.uk", "BBC"]
        sections = {News = "Notícias"}
        theme = {accent = "#123", measure = "36rem"}
        extra = {any = [1, {thing = true}]}
        """,
    )
    assert config.fields.keys["title"] == ("title", "headline")
    assert config == Config(
        tmp_path,
        content=tmp_path / "texts",
        output=tmp_path / "site",
        path_in_repository="texts",
        title="T",
        description="D",
        base_url="https://x.org/repo/",
        language="pt-BR",
        repository="https://github.com/me/harbour",
        edit_url="https://x.org/edit/{path}",
        author="A",
        license="L",
        formats=("html", "xml"),
        topic_feeds=False,
        raw_html=True,
        related=RelatedSettings("newest", 3),
        fields=config.fields,
        topics={
            "Iran": TopicSettings("A country", "place", ("Persia",), place=Place("dateline.toml", 17)),
            "Geneva": TopicSettings(place=Place("dateline.toml", 18)),
        },
        outlets=OutletAliases(dict.fromkeys(["bbc-news", "bbc-co-uk", "bbc"], "BBC News"), {"bbc.co.uk": "BBC News"}),
        sections={Slug("news"): SectionSettings("News", "Notícias", Place("dateline.toml", 20))},
        theme=ThemeSettings(accent="#123", measure="36rem"),
        extra={"any": [1, {"thing": True}]},
    )


def test_settings_may_stand_in_pyproject(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.dateline]\ntitle = "T"\n[tool.dateline.related]\nlimit = 4\n'
    config = loaded(tmp_path, text, "pyproject.toml")
    assert (config.title, config.related.limit) == ("T", 4)


def test_a_pyproject_without_our_table_leaves_the_defaults(tmp_path: Path) -> None:
    assert loaded(tmp_path, '[project]\nname = "x"\n', "pyproject.toml").title == "A news timeline"


def test_our_own_file_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.dateline]\ntitle = "Theirs"\nauthor = "A"\n', encoding="utf-8")
    config = loaded(tmp_path, 'title = "Ours"\n')
    assert (config.title, config.author) == ("Ours", None)


def test_a_folder_has_settings_where_our_file_or_our_table_is(tmp_path: Path) -> None:
    assert has_settings(tmp_path) == ""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert has_settings(tmp_path) == ""
    (tmp_path / "pyproject.toml").write_text('[tool.dateline]\ntitle = "T"\n', encoding="utf-8")
    assert has_settings(tmp_path) == "pyproject.toml"
    (tmp_path / "dateline.toml").write_text("", encoding="utf-8")
    assert has_settings(tmp_path) == "dateline.toml"


def test_the_mark_of_byte_order_is_read_over(tmp_path: Path) -> None:
    assert loaded(tmp_path, '\ufefftitle = "T"\n').title == "T"


@pytest.mark.parametrize("host", ["gitlab.com", "gitlab.example.org", "Codeberg.org", "bitbucket.org", "git.sr.ht"])
def test_a_repository_on_a_host_that_is_not_github_is_refused_and_what_to_do_is_told(tmp_path: Path, host: str) -> None:
    config = loaded(tmp_path, f'repository = "https://{host}/me/harbour"')
    (problem,) = config.setting_problems
    assert problem.what == (
        f"the setting repository must be a repository on GitHub, whose links {host} does not have; "
        "say with edit_url instead where a file is edited there"
    )
    assert config.repository is None


@pytest.mark.parametrize("host", ["github.com", "github.example.org", "code.example.org:8443", "notgitlab.example.org"])
def test_a_repository_on_a_host_of_github_enterprise_may_be_anywhere(tmp_path: Path, host: str) -> None:
    config = loaded(tmp_path, f'repository = "https://{host}/me/harbour"')
    assert (config.setting_problems, config.repository) == ((), f"https://{host}/me/harbour")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("", None),
        ("https://x.org", "https://x.org/"),
        ("https://x.org/repo//", "https://x.org/repo/"),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
    ],
)
def test_the_base_url_ends_in_one_slash(tmp_path: Path, text: str, url: str | None) -> None:
    assert loaded(tmp_path, f'base_url = "{text}"').base_url == url


HOSTS_AND_NAMES = 'must be a list of hosts and names, such as ["bbc.co.uk", "BBC"]'
NO_ARGUMENT = "which names no argument: they are {1}, {2}, {all}, {inner}, or named"
NO_OUTLET = "which is neither the name of an outlet nor a host such as bbc.co.uk"


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("title = 1", "the setting title must be a text in quotes"),
        ('title = " "', "the setting title must not be empty; leave it out for the default"),
        *(
            (f"budget = {value}", "the setting budget must be a whole number of megabytes from 1 up")
            for value in ("0", "-1", "0.5", "true", '"900MB"')
        ),
        ('author = ["A"]', "the setting author must be a text in quotes"),
        ("base_url = true", "the setting base_url must be a text in quotes"),
        ('base_url = "x.org"', "the setting base_url must be an address such as https://example.org/repo/"),
        (
            'base_url = "https://x.org/?a"',
            "the setting base_url must be an address such as https://example.org/repo/",
        ),
        ('base_url = "https://"', "the setting base_url must be an address such as https://example.org/repo/"),
        *(
            (
                f"repository = '{address}'",
                'the setting repository must be the address of a repository, such as "https://github.com/me/harbour"',
            )
            for address in (
                "me/harbour",
                "https://github.com/me",
                "http://github.com/me/harbour",
                "https://x.org/a/b?c",
            )
        ),
        *(
            (
                f"edit_url = '{address}'",
                "the setting edit_url must be an address with {path} in it, such as "
                '"https://github.com/o/r/edit/main/{path}"',
            )
            for address in ("https://x.org/", "x.org/{path}", "https://x.org/ {path}", 'https://x.org/{path}"')
        ),
        ('language = "english"', 'the setting language must be a language tag such as "en" or "pt-BR"'),
        ('language = "en_US"', 'the setting language must be a language tag such as "en" or "pt-BR"'),
        ("language = 1", "the setting language must be a text in quotes"),
        ('formats = "html"', "the setting formats must be a list with html and any of json, md, xml"),
        ('formats = ["json"]', "the setting formats must be a list with html and any of json, md, xml"),
        ('formats = ["html", "pdf"]', "the setting formats must be a list with html and any of json, md, xml"),
        ('formats = ["html", ["md"]]', "the setting formats must be a list with html and any of json, md, xml"),
        ('raw_html = "yes"', "the setting raw_html must be true or false"),
        ("related.limit = -1", "the setting related.limit must be a whole number from 0 to 100"),
        ("related.limit = 101", "the setting related.limit must be a whole number from 0 to 100"),
        ("related.limit = true", "the setting related.limit must be a whole number from 0 to 100"),
        ("related.limit = 2.0", "the setting related.limit must be a whole number from 0 to 100"),
        ("extra = 1", "the setting extra must be a table"),
        ("fields = 1", "the setting fields must be a table"),
        ('fields.title = "headline"', 'the setting fields.title must be a list of names, such as ["tags", "actors"]'),
        ("fields.contexts = [1]", 'the setting fields.contexts must be a list of names, such as ["tags", "actors"]'),
        (
            'fields.contexts.theme = "tags"',
            'the setting fields.contexts.theme must be a list of names, such as ["tags", "actors"]',
        ),
        ('fields.sources = "refs"', 'the setting fields.sources must be a list of names, such as ["tags", "actors"]'),
        (
            'fields.sources.nam = ["a"]',
            'the setting fields.sources.nam does not exist: did you mean "name"?',
        ),
        ('fields.image.src = ["a"]', "the setting fields.image.src does not exist: there are url, alt, credit"),
        ('fields.separator = "bogus"', "the setting fields.separator must be one of blanks, commas, hashes, none"),
        ("fields.extra = 1", 'the setting fields.extra must be a list of names, such as ["tags", "actors"]'),
        (
            'fields = {title = ["name"], summary = ["lead", "name"]}',
            'the setting fields.summary has the name "name", which fields.title has too',
        ),
        (
            'fields = {contexts = {theme = ["day"]}, date = ["day"]}',
            'the setting fields.contexts has the name "day", which fields.date has too',
        ),
        (
            'language = "xx-foo"',
            'the setting language has "xx", which names no language, script or country that is known',
        ),
        (
            'language = "en-ZX"',
            'the setting language has "ZX", which names no language, script or country that is known',
        ),
        ('markup.liquid.x = "{no such}"', f"the setting markup.liquid.x has {{no such}}, {NO_ARGUMENT}"),
        ('markup.liquid."a b" = "{0}{}"', f'the setting markup.liquid."a b" has {{0}}, {NO_ARGUMENT}'),
        (
            "markup.shortcode.x = 1",
            'the setting markup.shortcode.x must be "keep", "strip" or a template in quotes, such as "[A post]({1})"',
        ),
        ('content = ""', "the setting content must not be empty; leave it out for the default"),
        ('content = "/etc"', "the setting content leads out of the site's folder, to /etc"),
        ('output = "/var/www"', "the setting output leads out of the site's folder, to /var/www"),
        ('templates = "/etc"', "the setting templates leads out of the site's folder, to /etc"),
        ('templates = "."', "the setting templates is the site's folder itself"),
        ('content = ".git"', "the setting content leads to a hidden folder"),
        ('templates = "a/.b/c"', "the setting templates leads to a hidden folder"),
        ('output = ".git/hooks"', "the setting output leads to a hidden folder"),
        ('output = ".dateline"', "the setting output leads to a hidden folder"),
        ('problems.tab = "fatal"', "the setting problems.tab must be one of error, warning, note, off"),
        ("topics = 1", "the setting topics must be a table"),
        ("topics.Iran = 1", "the setting topics.Iran must be a table"),
        ("topics.Iran.description = 1", "the setting topics.Iran.description must be a text in quotes"),
        ("topics.Iran.text = 1", "the setting topics.Iran.text does not exist: there are description, kind, aliases"),
        (
            'topics.Iran.aliases = "Persia"',
            'the setting topics.Iran.aliases must be a list of names, such as ["tags", "actors"]',
        ),
        ('topics.Iran.aliases = ["?"]', 'the setting topics.Iran has the name "?", which has no letter or digit'),
        (
            'topics = {Iran = {aliases = ["Persia"]}, Shiraz = {aliases = ["persia"]}}',
            'the setting topics.Shiraz has the name "persia", which "Iran" has too',
        ),
        (
            'topics = {Iran = {aliases = ["Persia"]}, Persia = {}}',
            'the setting topics.Iran has the name "Persia", which "Persia" has too',
        ),
        ("sections = {news = 1}", "the setting sections.news must be a text in quotes"),
        (
            'sections = {"?!" = "News"}',
            'the setting sections."?!" is no folder of a section: its name has no letter or digit',
        ),
        ('sections = {news = " "}', "the setting sections.news must not be empty; leave it out for the default"),
        ("outlets = 1", "the setting outlets must be a table"),
        ('outlets.BBC = "bbc.co.uk"', f"the setting outlets.BBC {HOSTS_AND_NAMES}"),
        ("outlets.BBC = [1]", f"the setting outlets.BBC {HOSTS_AND_NAMES}"),
        ('outlets.BBC = ["?!"]', f'the setting outlets.BBC has "?!", {NO_OUTLET}'),
        ('outlets = {"?!" = []}', f'the setting outlets."?!" has "?!", {NO_OUTLET}'),
        ('outlets.BBC = ["https://bbc.co.uk/"]', f'the setting outlets.BBC has "https://bbc.co.uk/", {NO_OUTLET}'),
        (
            'outlets = {BBC = ["bbc.co.uk"], Other = ["www.bbc.co.uk"]}',
            'the setting outlets.Other has "www.bbc.co.uk", which is given to "BBC" too',
        ),
        ("outlets = {BBC = [], Bbc = []}", 'the setting outlets.Bbc has "Bbc", which is given to "BBC" too'),
        ('topics = {"?!" = {}}', 'the setting topics."?!" has the name "?!", which has no letter or digit'),
    ],
)
def test_a_setting_with_a_wrong_value_is_told_on_its_line(tmp_path: Path, setting: str, words: str) -> None:
    (problem,) = wrong(tmp_path, f"# settings\n\n{setting}\n")
    assert (problem.code, problem.what, str(problem.place)) == (Code.SETTING_INVALID, words, "dateline.toml:3")


@pytest.mark.parametrize("declared", [*settings_of(Config)], ids=lambda declared: declared.name)
def test_every_setting_refuses_what_it_cannot_be_on_its_line(tmp_path: Path, declared: Declared) -> None:
    for value in ("1979-05-27", "nan", '[["x"]]'):
        (problem,) = wrong(tmp_path, f"# settings\n\n{declared.name} = {value}\n")
        assert problem.what.startswith(f"the setting {declared.name} ")
        assert str(problem.place) == "dateline.toml:3"


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("[fields]", 'separator = "bogus"'),
        ("[fields]", "extra = 1"),
        ("[fields.sources]", "name = 1"),
        ("[topics.Iran]", "kind = 1"),
        ('[topics."Los Angeles"]', "aliases = 1"),
        ("[outlets]", '"The Post" = 1'),
        ("[sections]", "news = 1"),
        ("[problems]", 'tab = "bogus"'),
        ("[markup.liquid]", '"site.title" = 1'),
        ("[markup]", 'shortcode.x = "{ }"'),
        ("[theme]", 'ink = "bogus"'),
    ],
)
def test_a_wrong_value_in_a_table_is_told_on_its_own_line(tmp_path: Path, table: str, line: str) -> None:
    (problem,) = wrong(tmp_path, f"{table}\n# One comment.\n# Another.\n{line}\n")
    assert str(problem.place) == "dateline.toml:4"
    assert f"{line.partition(' =')[0]} " in problem.what


def test_a_ranking_that_does_not_exist_is_told_with_those_that_do(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, '[related]\nranking = "best"\n')
    assert problem.what.startswith("the setting related.ranking must be one of newest")
    assert problem.place.line == 2


def test_an_unknown_field_is_told_with_those_that_exist(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, 'fields.tags = ["a"]\n')
    assert problem.what.startswith("the setting fields.tags does not exist: there are title, date, ")


@pytest.mark.parametrize(
    ("text", "line", "what", "cure"),
    [
        ('titel = "T"\n', 1, 'there is no setting "titel"', 'did you mean "title"?'),
        ("a = 1\n", 1, 'there is no setting "a"', "the settings are title, "),
        (
            "title = 'T'\n[related]\nlimits = 1\n",
            3,
            'there is no setting "related.limits"',
            'did you mean "related.limit"?',
        ),
        ("related.limits = 1\n", 1, 'there is no setting "related.limits"', 'did you mean "related.limit"?'),
        ("[feilds]\ntitle = []\n", 1, 'there is no setting "feilds"', 'did you mean "fields"?'),
        ("\nfield.title = []\n", 2, 'there is no setting "field"', 'did you mean "fields"?'),
    ],
)
def test_a_setting_that_does_not_exist_names_the_nearest(
    tmp_path: Path, text: str, line: int, what: str, cure: str
) -> None:
    (problem,) = wrong(tmp_path, text)
    assert (problem.code, problem.place.line, problem.what) == (Code.SETTING_UNKNOWN, line, what)
    assert problem.cure.startswith(cure)


def test_a_wrong_setting_of_pyproject_is_told_on_its_line_of_our_table(tmp_path: Path) -> None:
    text = '[project]\ntitle = "x"\n\n[tool.other]\ntitle = 1\n\n[tool.dateline]\nlanguage = "en"\ntitle = 1\n'
    (problem,) = wrong(tmp_path, text, "pyproject.toml")
    assert str(problem.place) == "pyproject.toml:9"


def test_a_wrong_key_in_a_table_of_pyproject_is_told_on_its_line(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, "[tool.dateline]\n\n[tool.dateline.topics.Iran]\ntext = 1\n", "pyproject.toml")
    assert str(problem.place) == "pyproject.toml:4"


@pytest.mark.parametrize("text", ["tool = 5\n", "[tool]\ndateline = 5\n"])
def test_a_pyproject_whose_table_is_none_is_told(tmp_path: Path, text: str) -> None:
    assert [problem.place.path for problem in wrong(tmp_path, text, "pyproject.toml")] == ["pyproject.toml"]


def test_all_wrong_settings_are_told_at_once(tmp_path: Path) -> None:
    found = wrong(tmp_path, 'titel = "T"\nlanguage = 1\nraw_html = 1\n')
    assert [(problem.code, problem.place.line) for problem in found] == [
        (Code.SETTING_UNKNOWN, 1),
        (Code.SETTING_INVALID, 2),
        (Code.SETTING_INVALID, 3),
    ]


def test_a_setting_written_in_an_unusual_way_is_told_without_a_line(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, '"ti\\u0074le" = 1\n')
    assert str(problem.place) == "dateline.toml"


def test_a_file_that_is_not_toml_is_told_with_line_and_column(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, 'title = "T"\nauthor = nobody\n')
    assert (problem.code, str(problem.place)) == (Code.SETTINGS_SYNTAX, "dateline.toml:2:10")
    assert problem.what == "not TOML: Invalid value"


@pytest.mark.parametrize(
    "text",
    [
        *('nav = [{Über uns = "about.md"}]', 'nav = [{About us = "about.md"}]', 'nav = [{Überuns = "about.md"}]'),
        *('Größe = "1"', 'grö = "1"', "[topics.Los Angeles]", "[topics.Österreich]", "[topics.aü]"),
    ],
)
def test_a_name_that_needs_quotes_is_told_so(tmp_path: Path, text: str) -> None:
    (problem,) = wrong(tmp_path, f"{text}\n")
    assert (
        problem.cure == 'mend this line; put a name with blanks or other letters than a to z in quotes: "Los Angeles"'
    )


def test_a_file_whose_last_value_is_missing_is_told(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, "title =")
    assert (problem.code, problem.place.path) == (Code.SETTINGS_SYNTAX, "dateline.toml")


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_bytes(b'title = "caf\xe9"\n')
    with pytest.raises(ProblemsFound) as found:
        load_config(tmp_path)
    assert [problem.code for problem in found.value.problems] == [Code.FILE_NOT_UTF8]


@pytest.mark.parametrize(
    ("toml", "contexts"),
    [
        ('contexts = ["tags", "actors"]', (("contexts", None), ("tags", None), ("actors", None))),
        ('contexts.theme = ["tags", "t"]', (("contexts", None), ("tags", "theme"), ("t", "theme"))),
    ],
)
def test_fields_of_contexts_may_tell_kinds_apart(tmp_path: Path, toml: str, contexts: tuple[Any, ...]) -> None:
    assert loaded(tmp_path, f"[fields]\n{toml}\n").fields.contexts == contexts


def test_fields_rename_sources_and_their_parts(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'fields.sources = ["refs"]').fields.keys["sources"] == ("sources", "refs")
    source = loaded(tmp_path, 'fields.sources.name = ["publisher"]').fields.parts["sources"]
    assert (source["name"], source["url"]) == (("name", "publisher"), ("url",))


def test_a_value_where_a_table_belongs_is_told_with_what_the_table_holds(tmp_path: Path) -> None:
    (problem,) = wrong(tmp_path, 'title = "T"\ntheme = "dark"\n')
    assert (str(problem.place), problem.code) == ("dateline.toml:2", Code.SETTING_INVALID)
    assert problem.cure.startswith("write [theme] on a line of its own, and below it those that you want: paper, ")
    (problem,) = wrong(tmp_path, "related = 3\n")
    assert problem.cure == "write [related] on a line of its own, and below it those that you want: ranking, limit"


@pytest.mark.parametrize("name", ["content", "templates", "output"])
def test_a_folder_that_is_a_link_out_of_the_site_is_told(tmp_path: Path, name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / name).symlink_to("../elsewhere")
    with pytest.raises(ProblemsFound) as found:
        load_config(tmp_path / "site")
    (problem,) = found.value.problems
    assert problem.what == f"the setting {name} leads out of the site's folder, to {tmp_path / 'elsewhere'}"
    assert problem.cure.endswith(f"use the option --{name}")


@pytest.mark.parametrize("name", ["content", "templates", "output"])
def test_a_folder_that_is_a_link_to_itself_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(name)
    assert getattr(load_config(tmp_path), name) == tmp_path / name


def test_a_host_may_have_a_hidden_name_for_its_output(tmp_path: Path) -> None:
    (tmp_path / "dateline.toml").write_text('output = ".vercel/output/static"\n')
    assert load_config(tmp_path).setting_problems == ()
