"""The manual's examples of a look change the pages in the way that it says."""

import re
import tomllib

from tests.manual.blocks import blocks
from tests.sites import ROOT, SiteFolder

LOOK = ROOT / "content" / "manual" / "look"


def example(page: str, language: str) -> str:
    """The first block of a language on a page."""
    return next(block.text for block in blocks((LOOK / page).read_text(encoding="utf-8")) if block.language == language)


def test_the_example_of_colours_colours_the_pages(two_entries: SiteFolder) -> None:
    settings = example("colours.md", "toml")
    two_entries.write({"dateline.toml": settings})
    two_entries.build()
    page = two_entries.page("news/2011/05/15/first.html")
    assert all(f":{value}" in page for value in tomllib.loads(settings)["theme"].values())


def test_the_example_of_a_block_changes_it_and_leaves_the_others(site: SiteFolder) -> None:
    entry = "---\ntitle: A\ncontexts: [Iran]\nsources: [{name: The Post}]\n---\nWords.\n"
    site.write({"content/news/2011/05/15/a.md": entry, "templates/entry.html": example("block.md", "jinja")})
    site.build()
    page = site.page("news/2011/05/15/a.html")
    for part in ("<h1>A</h1>", "<p>Words.</p>", "Iran", "<li>The Post", "Write to us."):
        assert part in page
    assert page.index("<li>The Post") < page.index("Write to us.")


def test_the_examples_of_a_language_and_a_word_are_spoken_by_the_pages(two_entries: SiteFolder) -> None:
    text = (LOOK / "languages.md").read_text(encoding="utf-8")
    (day,) = re.findall(r"its dates \(\"(.*?)\"\)", text)
    two_entries.write({"dateline.toml": example("languages.md", "toml")})
    two_entries.write({"templates/words/de.po": example("languages.md", "po")})
    two_entries.build()
    page = two_entries.page("news/2011/05/15/first.html")
    assert day in page
    assert "<h2>Siehe auch</h2>" in page
