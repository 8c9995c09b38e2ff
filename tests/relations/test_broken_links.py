"""Links and pictures that lead to nothing."""

import pytest

from builder.core.problems import Code
from builder.theme.load import load_theme
from tests.sites import SiteFolder

ENTRY = "content/news/2011/05/17/third.md"


@pytest.mark.parametrize(
    ("link", "cure"),
    [
        ("/news/2011/05/15/frist.html", 'Did you mean "/news/2011/05/15/first.html"?'),
        ("../15/frist.md", 'Did you mean "/news/2011/05/15/first.html"?'),
        ("/elsewhere/first", 'Did you mean "/news/2011/05/15/first.html"?'),
        ("/zzz.pdf", "mend the path, or add the file"),
    ],
)
def test_a_link_that_leads_nowhere_names_the_nearest_page(two_entries: SiteFolder, link: str, cure: str) -> None:
    two_entries.write({ENTRY: f"---\ntitle: Third\n---\n\nSee [there]({link}).\n"})
    (problem,) = two_entries.problems()
    assert (problem.code, str(problem.place)) == (Code.LINK_BROKEN, f"{ENTRY}:5")
    assert cure.lower() in problem.cure.lower()


def test_a_link_to_a_part_names_the_parts_that_are_there(two_entries: SiteFolder) -> None:
    two_entries.write({ENTRY: "---\ntitle: Third\n---\n\n## The talks\n\n[a](#the-talks) [b](#the-talk)\n"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.LINK_BROKEN
    assert "the-talks" in problem.cure


def test_a_wiki_link_to_a_part_that_is_not_there_is_a_warning(two_entries: SiteFolder) -> None:
    two_entries.write({ENTRY: "---\ntitle: Third\n---\n\n## The talks\n\n[[#The talks]] [[Third#The talk]]\n"})
    (problem,) = two_entries.problems()
    assert (problem.code, problem.what) == (Code.WIKI_UNKNOWN, "[[Third#The talk]] leads to a part that is not there")


@pytest.mark.parametrize("raw_html", [False, True])
def test_a_heading_that_a_date_or_a_topic_does_not_have_is_told(two_entries: SiteFolder, raw_html: bool) -> None:
    body = "[[2011-05-15#Plans]] [[2011#Nope]] [[C#Nope]] [[C#]] [[2011-05-15#^block]] [[2011-05-17#Here]]\n\n## Here\n"
    two_entries.write({ENTRY: f"---\ntitle: Third\ncontexts: [C, 'C#']\n---\n\n{body}"})
    told = [(problem.code, problem.what.partition("]]")[0]) for problem in two_entries.problems(raw_html=raw_html)]
    assert {*told} == {(Code.WIKI_UNKNOWN, f"[[{name}") for name in ("2011-05-15#Plans", "2011#Nope", "C#Nope")}
    page = two_entries.page("news/2011/05/17/third.html")
    assert 'href="../15/index.html">2011-05-15 &gt; Plans<' in page
    assert '#here">2011-05-17' in page


def test_links_in_raw_html_are_checked_as_all_others(two_entries: SiteFolder) -> None:
    html = '<div>\n<a href="../15/first.md">a</a>\n<img src="gone.png"></div>\n\nSee <a href=\'gone.md\'>b</a>.'
    two_entries.write({ENTRY: f"---\ntitle: Third\n---\n{html}\n"})
    problems = two_entries.problems(raw_html=True)
    assert [(problem.code, problem.place.line) for problem in problems] == [
        (Code.LINK_BROKEN, 6),
        (Code.LINK_BROKEN, 8),
    ]


def test_a_picture_that_is_not_there_is_told_at_its_key(two_entries: SiteFolder) -> None:
    two_entries.write({ENTRY: "---\ntitle: Third\nimage: map.png\n---\n"})
    (problem,) = two_entries.problems()
    assert (problem.code, str(problem.place)) == (Code.LINK_BROKEN, f"{ENTRY}:3")


@pytest.mark.parametrize("link", ["/static/own.css", "../../../../static/own.css", "/{old}own.css"])
@pytest.mark.parametrize("key", ["image: {link}\n---\n", "---\n[a]({link})\n"])
def test_a_link_to_a_file_of_the_theme_says_where_the_file_belongs(
    two_entries: SiteFolder, link: str, key: str
) -> None:
    two_entries.write({"templates/static/own.css": "a {}"})
    link = link.format(old=load_theme(two_entries.path).static_folder)
    two_entries.write({"templates/static/own.css": "b {}", ENTRY: f"---\ntitle: Third\n{key.format(link=link)}"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.LINK_BROKEN
    assert (
        problem.what == f'the link to "{link}" leads to a file of the theme, whose address changes with what it holds'
    )
    assert "content/" in problem.cure


def test_a_file_of_the_content_in_a_folder_of_that_name_can_be_linked_to(two_entries: SiteFolder) -> None:
    text = "---\ntitle: Third\n---\n[a](/static/own.css) [b](/static/schema/day.schema.json)\n"
    two_entries.write({"content/static/own.css": "a {}", "templates/static/own.css": "b {}", ENTRY: text})
    assert two_entries.problems() == ()


@pytest.mark.parametrize(
    "link",
    [
        "{filename}../15/first.md",
        "@/news/2011/05/15/first.md",
        "{% post_url first %}",
        '{{< ref "first.md" >}}',
        "|filename|../15/first.md",
    ],
)
def test_a_link_of_another_tool_leads_to_its_file_or_is_told_by_its_path(two_entries: SiteFolder, link: str) -> None:
    two_entries.write({ENTRY: f"---\ntitle: Third\n---\n\nSee [there]({link}).\n"})
    assert two_entries.problems() == ()
    assert 'href="../15/first.html"' in two_entries.page("news/2011/05/17/third.html")
    two_entries.write({ENTRY: f"---\ntitle: Third\n---\n\nSee [there]({link.replace('first', 'frist')}).\n"})
    (problem,) = two_entries.problems()
    assert problem.code is Code.LINK_BROKEN
    assert "/news/2011/05/15/first.html" in problem.cure
    assert "%7" not in problem.what
