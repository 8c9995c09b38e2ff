"""A survey of somebody else's archive finds the tool, where the content lies, and what the front matter holds."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.scaffold.archive_survey import FilesElsewhere, KeyUse, Survey, survey
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
        (
            ("config.toml", "archetypes/default.txt", "layouts/a.html", "content/_index.md", "content/a.md"),
            "Hugo",
            "content",
        ),
        (("config.toml", "templates/a.html", "sass/a.scss", "content/a.md"), "Zola", "content"),
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
    ("settings", "text", "content"),
    [
        ("hugo.toml", "title = 'A'\n", "content"),
        ("hugo.yaml", "contentDir: src/texts\n", "src/texts"),
        ("config.toml", "base_url = 'https://example.org'\n", "content"),
        ("pelicanconf.py", "PATH = 'content'\n", "content"),
        ("pelicanconf.py", "PATH = 'articles/'\n", "articles"),
        (".eleventy.js", 'module.exports = () => ({ dir: { input: "src", output: "_site" } });\n', "src"),
        ("eleventy.config.mjs", "export default (c) => { c.setInputDirectory('./src'); };\n", "src"),
        ("_config.yml", "collections_dir: collections\n", "collections"),
        ("mkdocs.yml", "docs_dir: texts\n", "texts"),
        ("x.txt", "", "content"),
    ],
)
def test_the_content_is_the_folder_that_the_tool_reads_whatever_markdown_lies_beside_it(
    site: SiteFolder, settings: str, text: str, content: str
) -> None:
    site.write({settings: text, "content/x.txt": "", **dict.fromkeys(("README.md", "CONTRIBUTING.md"), "# A\n")})
    if settings != "x.txt":
        site.write({"archetypes/default.md": "# A\n", "tools/notes/2011-05-15-a.md": "# A\n"})
    site.write({f"{content}/{folder}/a.md": "# A\n" for folder in ("posts", "news")})
    assert found(site).content == content


@pytest.mark.parametrize("setting", ["contentDir = 'nowhere'", "contentDir = '../outside'", "contentDir = 5"])
def test_a_folder_that_is_not_there_is_not_the_content(site: SiteFolder, setting: str) -> None:
    (site.path.parent / "outside").mkdir()
    site.write({"hugo.toml": setting, "content/a.md": "# A\n", "b.md": "# B\n"})
    assert found(site).content == "content"


def test_files_that_speak_of_a_repository_are_no_archive(site: SiteFolder) -> None:
    site.write(dict.fromkeys(("README.md", "readme.de.md", "CODE_OF_CONDUCT.md"), "# A\n"))
    assert survey(site.path) is None


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
    assert replace(keys["tags"], where=frozenset()) == KeyUse(
        "tags", 4, ("oil", "ships", "ice"), 6, 3, 5 / 6, are_names=True, are_lists=True
    )
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


@pytest.mark.parametrize(
    ("tags", "tool", "separator"),
    [
        (("oil ships", "oil ice", "ships ice", "oil"), "", "blanks"),
        (("oil, ships", "oil, ice", "ships, ice"), "", "commas"),
        (("North Korea; oil", "North Korea; ice", "Iran"), "", "commas"),
        (("'#oil #ships'", "'#ice'"), "", "hashes"),
        (("Los Angeles", "Los Alamos", "Iran"), "", "none"),
        (("oil ships", "ice"), "_config.yml", "blanks"),
        (("oil", "ships"), "", ""),
        (("[oil ships]", "[ice]"), "", ""),
    ],
)
def test_what_separates_names_in_one_text_is_told_by_the_names(
    site: SiteFolder, tags: tuple[str, ...], tool: str, separator: str
) -> None:
    site.write({tool or "x.txt": "{}\n"})
    site.write({f"content/a{n}.md": f"---\ntitle: A\ntags: {text}\n---\n" for n, text in enumerate(tags)})
    assert found(site).keys["tags"].separator == separator


def test_names_in_plain_lines_are_separated_as_a_build_does(site: SiteFolder) -> None:
    site.write({f"content/a{n}.md": f"Title: A\nTags: oil, t{n}\n\nWords.\n" for n in range(3)})
    (tags,) = (use for use in found(site).keys.values() if use.name.lower() == "tags")
    assert (tags.examples[0], tags.values, tags.separator) == ("oil", 6, "")


def test_names_of_keys_that_differ_in_case_alone_are_one(site: SiteFolder) -> None:
    site.write({f"content/{key}.md": f"---\ntitle: A\n{key}: [oil]\n---\n" for key in ("Tags", "tags")})
    site.write({"content/c.md": "---\ntitle: A\nLayout: post\n---\n"})
    assert {name: use.files for name, use in found(site).keys.items()} == {"title": 3, "tags": 2, "Layout": 1}


def test_pictures_and_addresses_are_known_by_their_values(site: SiteFolder) -> None:
    front = "cover: {image: a.png, alt: A}\nbanner: true\nhero: x/y\npermalink: /a/\nalias: [A name]\nurl: https://a.example/\n"
    site.write({"content/a.md": f"---\ntitle: A\n{front}---\n"})
    keys = found(site).keys
    assert {name for name, use in keys.items() if use.are_pictures} >= {"cover", "hero"}
    assert not keys["banner"].are_pictures
    assert {name for name, use in keys.items() if use.are_paths} == {"permalink", "hero"}
    assert [part.name for part in keys["cover"].parts] == ["alt", "image"]
    assert keys["cover"].picture_parts == ("image",)


def test_the_keys_of_mappings_are_counted_by_the_mappings_that_have_them(site: SiteFolder) -> None:
    lines = (
        "- publisher: Gaz\n  link: https://a.example/\n- publisher: Hera\n- Port News: https://b.example/\n- Words\n"
    )
    site.write({f"content/a{n}.md": f"---\ntitle: A\nsources:\n{lines}---\n" for n in range(3)})
    link, publisher = found(site).keys["sources"].parts
    assert (link.name, link.files, link.are_addresses) == ("link", 3, True)
    assert (publisher.name, publisher.files, publisher.examples) == ("publisher", 6, ("Gaz", "Hera"))


@pytest.mark.parametrize(
    "link",
    [
        "![a](/img/a.png)",
        '![a](/img/a.png "A title")',
        "![a](</img/a.png>)",
        "[a](/img/a.png#page=2)",
        "[a]: /img/a.png",
        '<img src="/img/a.png?v=2">',
        "![a](../img/a.png)",
        "![a](/img/%61.png)",
        "---\ncover: {image: /img/a.png, alt: A}\n---",
        "---\nimages: [/img/a.png]\n---",
        "![a]({{ site.baseurl }}/img/a.png)",
        "![a]({{ '/img/a.png' | relative_url }})",
    ],
)
def test_files_that_texts_link_to_are_found_in_the_static_folder(site: SiteFolder, link: str) -> None:
    site.write({"hugo.toml": "", "content/posts/a.md": f"{link}\n", "static/img/a.png": ""})
    assert found(site).files_elsewhere == (FilesElsewhere("static", ("img/a.png",)),)


@pytest.mark.parametrize(
    "link",
    [
        "![a](https://example.org/img/a.png)",
        "![a](/b.png)",
        "![a](img/a.png)",
        "![a](/img/none.png)",
        "/img/a.html",
        "",
    ],
)
def test_files_that_are_published_or_not_there_lie_nowhere_else(site: SiteFolder, link: str) -> None:
    site.write({"content/posts/a.md": f"# A\n\n{link}\n", "static/img/a.png": "", "content/b.png": ""})
    assert found(site).files_elsewhere == ()


def test_a_static_folder_that_notes_link_into_is_no_stranger(site: SiteFolder) -> None:
    site.write({"notes/a.md": "![a](/static/a.png) ![b](/tools/b.png)\n", "static/a.png": "", "tools/b.png": ""})
    assert found(site).strangers == ("/tools/",)
    site.write({"notes/a.md": "Words.\n"})
    assert found(site).strangers == ("/static/", "/tools/")
