"""What a browser makes of texts by the style sheet, where pages run from right to left and on a phone."""

import pytest
from playwright.sync_api import Browser

from tests.referees.tab import tab
from tests.sites import SiteFolder

LEFTS = """words => words.map(word => {
    const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(word);
        if (at >= 0) {
            const range = document.createRange();
            range.setStart(walker.currentNode, at);
            range.setEnd(walker.currentNode, at + word.length);
            return range.getBoundingClientRect().left;
        }
    }
})"""
"""Where on a page the first of each word begins."""

BOTTOMS = """() => [...document.querySelectorAll('ul.topics li')].map(item => {
    const range = document.createRange();
    range.selectNodeContents(item.querySelector('a') ?? item);
    return range.getBoundingClientRect().bottom;
})"""
"""Where on a page the words of each topic of an entry end, and of how many more there are."""


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("```python\ndef a(x): # comment\n```", ["def", "a", "(", "x", "):", "#", "comment"]),
        ("```console\n$ dateline build --site .\n```", ["$", "dateline", "build", "--", "site", "."]),
        ("مرحبا `--site .` هنا", ["--", "site", "."]),
        ('```toml\n# تعليق\ntitle = "مرحبا"\n```', ["title", "=", '"', "مرحبا"]),
    ],
)
def test_code_runs_from_left_to_right_on_pages_that_do_not(
    site: SiteFolder, chromium: Browser, code: str, words: list[str]
) -> None:
    site.write(
        {
            "dateline.toml": 'title = "T"\nlanguage = "ar"\n',
            "content/news/2011/05/15/b.md": f"---\ntitle: مرحبا\n---\n{code}\n",
        }
    )
    site.build(base_url=None)
    with tab(chromium) as desk:
        page = desk.open((site.output / "news/2011/05/15/b.html").as_uri())
        lefts = page.evaluate(LEFTS, words)
        assert lefts == sorted(lefts)


@pytest.mark.parametrize("width", [800, 1280])
def test_a_narrow_measure_leaves_the_search_page_its_own_width(site: SiteFolder, chromium: Browser, width: int) -> None:
    site.write({"content/news/2011/05/15/b.md": "---\ntitle: B\n---\n"})
    widths = []
    with tab(chromium, viewport={"width": width, "height": 800}) as desk:
        for theme in ("", '[theme]\nmeasure = "36rem"\n'):
            site.write({"dateline.toml": f'title = "T"\n{theme}'})
            site.build(base_url=None)
            boxes = "names => names.map(name => document.querySelector(name).getBoundingClientRect().width)"
            page = desk.open((site.output / "search.html").as_uri())
            widths.append(page.evaluate(boxes, [".masthead", "main", "footer"]))
            page = desk.open((site.output / "index.html").as_uri())
            narrow = page.evaluate(boxes, ["main"])[0]
    assert widths[0] == widths[1]
    assert narrow < widths[1][1]


def test_a_summary_in_another_writing_runs_in_its_own_direction(site: SiteFolder, chromium: Browser) -> None:
    site.write(
        {
            "dateline.toml": 'title = "T"\nlanguage = "ar"\n',
            "content/guide/index.md": "# Guide\n",
            "content/guide/run.md": "---\ntitle: Run\nsummary: Install it.\n---\n",
        }
    )
    site.build(base_url=None)
    with tab(chromium) as desk:
        page = desk.open((site.output / "guide/index.html").as_uri())
        lefts = page.evaluate(LEFTS.replace("article", "main"), ["Install", "it", "."])
        assert lefts == sorted(lefts)


@pytest.mark.parametrize("width", [360, 1280])
def test_how_many_more_topics_there_are_stands_on_the_line_of_the_topics(
    site: SiteFolder, chromium: Browser, width: int
) -> None:
    site.write({"content/news/2011/05/15/b.md": "---\ntitle: B\ncontexts: [a, b, c, d, e]\n---\n"})
    site.build(base_url=None)
    with tab(chromium, viewport={"width": width, "height": 800}) as desk:
        page = desk.open((site.output / "news/2011/05/15/index.html").as_uri())
        bottoms = page.evaluate(BOTTOMS)
    assert len(bottoms) > 2
    assert max(bottoms) - min(bottoms) < 1
