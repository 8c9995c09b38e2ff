"""A survey of somebody else's archive finds the tool, where the content lies, and what the front matter holds."""

from pathlib import Path

import pytest

from builder.scaffold.archive_survey import KeyUse, Survey, survey
from tests.sites import SiteFolder

POST = "---\ntitle: {title}\ntags: [{tags}]\nday: {day}\nlink: https://example.org/{title}\n---\nWords.\n"


def found(site: SiteFolder) -> Survey:
    """What the survey of a folder finds."""
    surveyed = survey(site.path)
    assert surveyed
    return surveyed


def test_a_folder_without_markdown_is_no_archive(tmp_path: Path) -> None:
    (tmp_path / "node_modules/a").mkdir(parents=True)
    (tmp_path / "node_modules/a/README.md").write_text("# A\n")
    (tmp_path / "a.txt").write_text("x")
    assert survey(tmp_path) is None


@pytest.mark.parametrize(
    ("files", "tool", "content"),
    [
        (("_config.yml", "_posts/2011-05-15-a.md", "about.md"), "Jekyll", "_posts"),
        (("_config.yml", "en/_posts/2011-05-15-a.md", "de/_posts/2011-05-15-a.md"), "Jekyll", "."),
        (("_config.yml", "scaffolds/post.md", "source/_posts/2011-05-15-a.md"), "Hexo", "source/_posts"),
        (("pelicanconf.py", "content/2011-05-15-a.md"), "Pelican", "content"),
        (("config.toml", "content/_index.md", "content/a.md"), "Zola", "content"),
        (("hugo.toml", "content/posts/2011-05-15-a.md", "content/news/2011-05-16-a.md"), "Hugo", "content"),
        ((".obsidian/app.json", "Daily/2011-05-15.md"), "Obsidian", "."),
        (("news/2011/05/15/a.md",), "", "."),
    ],
)
def test_the_tool_and_the_folder_of_the_content_are_told_by_what_lies_there(
    site: SiteFolder, files: tuple[str, ...], tool: str, content: str
) -> None:
    site.write(dict.fromkeys(files, "x"))
    assert (found(site).tool, found(site).content) == (tool, content)


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("_config.yml", "lang: en\ntitle: The Harbour # ours\n"),
        ("hugo.toml", "baseURL = 'x'\ntitle = 'The Harbour'\n"),
        ("pelicanconf.py", 'AUTHOR = "A"\nSITENAME = "The Harbour"\n'),
        ("mkdocs.yml", 'site_name: "The Harbour"\n'),
    ],
)
def test_the_sites_title_is_that_of_the_tools_settings(site: SiteFolder, file: str, text: str) -> None:
    site.write({file: text, "content/2011-05-15-a.md": "x"})
    assert found(site).title == "The Harbour"


def test_what_lies_outside_the_content_is_named(site: SiteFolder) -> None:
    site.write({"_posts/2011-05-15-a.md": "x", "about.md": "x", "output/b.md": "x"})
    assert (found(site).files, found(site).dated, found(site).outside) == (1, 1, ("about.md",))


def test_keys_are_counted_with_what_their_values_are(site: SiteFolder) -> None:
    for number, tags in enumerate(("oil, ships", "oil", "ships, oil", "ice")):
        text = POST.format(title=f"t{number}", tags=tags, day=f"2011-05-{10 + number}")
        site.write({f"content/a{number}.md": text})
    site.write({"content/bad.md": "---\ntitle: [\n---\n"})
    keys = found(site).keys
    assert found(site).unread == 1
    assert [*keys] == ["day", "link", "tags", "title"]
    assert keys["tags"] == KeyUse("tags", 4, ("oil", "ships", "ice"), 6, 3, 5 / 6, are_names=True)
    assert keys["link"].are_addresses
    assert keys["day"].dates == 4
    assert keys["title"].repeated == 0


@pytest.mark.parametrize(
    ("dates", "form"),
    [
        (("May 15, 2011", "June 1, 2012"), "%B %d, %Y"),
        (("15.05.2011", "1.6.2012"), "%d.%m.%Y"),
        (("05/06/2011", "15/06/2011"), "%d/%m/%Y"),
        (("05/06/2011",), ""),
        (("2011-05-15",), ""),
        (("soon",), ""),
    ],
)
def test_another_form_of_dates_is_named_where_it_alone_reads_all_of_them(
    site: SiteFolder, dates: tuple[str, ...], form: str
) -> None:
    site.write({f"content/a{n}.md": f'---\ntitle: A\nwhen: "{date}"\n---\n' for n, date in enumerate(dates)})
    assert found(site).keys["when"].date_form == form
