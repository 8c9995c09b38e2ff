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
