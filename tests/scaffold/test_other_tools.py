"""Another tool is known by what it leaves, and what its settings say of the site is taken."""

import pytest

from builder.scaffold.other_tools import settings_said, tool_of
from tests.sites import SiteFolder

SAID = {
    "title": "The Harbour",
    "description": "Ships.",
    "base_url": "https://example.org/news/",
    "language": "de",
    "author": "A. Writer",
}


@pytest.mark.parametrize(
    ("tool", "file", "text"),
    [
        (
            "Jekyll",
            "_config.yml",
            "---\nlang: de # ours\ntitle: The Harbour\ndescription: >\n  Ships.\nurl: https://example.org\n"
            "baseurl: /news\nauthor: {name: A. Writer}\n",
        ),
        (
            "Hugo",
            "hugo.toml",
            "baseURL = 'https://example.org/news/'\nlanguageCode = 'de'\ntitle = 'The Harbour'\n"
            "[params]\ndescription = 'Ships.'\nauthor = 'A. Writer'\n",
        ),
        (
            "Hugo",
            "hugo.yaml",
            "baseURL: https://example.org/news\ndefaultContentLanguage: de\ntitle: The Harbour\n"
            "params: {Description: Ships., author: {name: A. Writer}}\n",
        ),
        (
            "Hugo",
            "config/_default/hugo.toml",
            "baseURL = 'https://example.org/news/'\ndefaultContentLanguage = 'de'\n[params]\ndescription = 'Ships.'\n"
            "author = 'A. Writer'\n[languages.en]\ntitle = 'No'\n[languages.de]\ntitle = 'The Harbour'\n",
        ),
        (
            "Pelican",
            "pelicanconf.py",
            'import os\nAUTHOR = "A. Writer"\nSITENAME = u"The Harbour"\nSITESUBTITLE = "Ships."\nDEFAULT_LANG = "de"\n'
            "SITEURL = 'https://example.org/news' if not os.environ.get('T') else 'http://localhost:8000'\n",
        ),
        (
            "MkDocs",
            "mkdocs.yml",
            "site_name: The Harbour\nsite_description: Ships.\nsite_url: https://example.org/news/\n"
            "site_author: A. Writer\ntheme: {language: de}\nx: !!python/name:a.b\n",
        ),
    ],
)
def test_what_the_settings_of_a_tool_say_of_the_site_is_taken(
    site: SiteFolder, tool: str, file: str, text: str
) -> None:
    site.write({file: text})
    found = tool_of(site.path)
    assert found
    assert (found.name, settings_said(site.path, found)) == (tool, SAID)


@pytest.mark.parametrize(
    ("text", "tool"),
    [
        ('baseURL = "https://example.org"\nlanguageCode = "de"\ntheme = "x"\n[params]\na = 1\n', "Hugo"),
        ('baseurl = "https://example.org"\n[params]\na = 1\n[taxonomies]\ntag = "tags"\n', "Hugo"),
        ('base_url = "https://example.org"\ndefault_language = "de"\ntheme = "x"\n[extra]\na = 1\n', "Zola"),
        ('base_url = "https://example.org"\ntaxonomies = [{name = "tags"}]\n', "Zola"),
    ],
)
def test_hugo_and_zola_are_told_apart_by_more_than_one_mark(site: SiteFolder, text: str, tool: str) -> None:
    site.write({"config.toml": text, "content/_index.md": "# A\n"})
    found = tool_of(site.path)
    assert found
    assert found.name == tool
    assert settings_said(site.path, found)["base_url"] == "https://example.org/"


@pytest.mark.parametrize(
    "text",
    [
        "title: [",
        "- a",
        "",
        "url: http://localhost:4000\nlang: xx\ntitle: 5\n",
        "url: nowhere\nlang: [de]\ntitle: ''\n",
    ],
)
def test_what_cannot_be_read_or_is_no_value_here_is_left(site: SiteFolder, text: str) -> None:
    site.write({"_config.yml": text})
    found = tool_of(site.path)
    assert found
    assert settings_said(site.path, found) == {}


def test_a_folder_of_no_tool_has_none(site: SiteFolder) -> None:
    site.write({"content/a.md": "x", "config.toml.txt": "x"})
    assert tool_of(site.path) is None
