"""Collecting: what the files make together, and what is wrong between them."""

from random import Random
from typing import Any

import pytest

from builder.content.collect import collect
from builder.content.read import read
from builder.content.scan import scan
from builder.core.model import Asset, Content, Parsed, in_order
from builder.core.problems import Code, sort_problems
from builder.core.progress import Progress
from tests.sites import SiteFolder

PAGE = "### [2011-05-16](/day)\n\n# B\n\n_Context: Chicago, Illinois, Iran_\n"


def parse_files(site: SiteFolder, **settings: Any) -> list[Parsed]:
    """The results of parsing each Markdown file of the site."""
    config = site.config(**settings)
    texts = [file for file in scan(config)[0] if file.is_markdown]
    return [*read(texts, {}, config, Progress()).parsed.values()]


def collected(site: SiteFolder, **settings: Any) -> Content:
    """The content of the site."""
    return collect(parse_files(site, **settings), [], site.config(**settings))[0]


def assets(site: SiteFolder, **settings: Any) -> tuple[Asset, ...]:
    """The files that are published as they are."""
    return site.assemble(**settings).site.assets


def topic_names(site: SiteFolder) -> set[str]:
    """The names of the site's topics."""
    return {topic.name for topic in site.assemble().site.topics.values()}


def test_a_comma_stays_inside_a_name_that_another_entry_has(site: SiteFolder) -> None:
    site.write({"content/news/b.md": PAGE})
    assert topic_names(site) == {"Chicago", "Illinois", "Iran"}
    site.write({"content/news/2011-05-15-a.md": '---\ntitle: A\ncontexts: ["Chicago, Illinois"]\n---\n'})
    assert topic_names(site) == {"Chicago, Illinois", "Iran"}


def test_contexts_that_are_written_one_by_one_are_not_put_together(site: SiteFolder) -> None:
    site.write(
        {
            "content/news/2011-05-15-a.md": '---\ntitle: A\ncontexts: ["Chicago, Illinois"]\n---\n',
            "content/news/2011-05-16-b.md": "---\ntitle: B\ncontexts: [Chicago, Illinois]\n---\n",
        }
    )
    assert topic_names(site) == {"Chicago, Illinois", "Chicago", "Illinois"}


def test_a_name_with_a_comma_in_a_draft_mends_others_as_one_in_an_entry_does(site: SiteFolder) -> None:
    draft = '---\ntitle: A\ndraft: true\ncontexts: ["Chicago, Illinois"]\n---\n'
    site.write({"content/news/b.md": PAGE, "content/news/2011-05-15-a.md": draft})
    (entry,) = collected(site).entries
    assert [context.name for context in entry.contexts] == ["Chicago, Illinois", "Iran"]


def test_collecting_changes_nothing_of_what_files_gave(site: SiteFolder) -> None:
    site.write({"content/news/b.md": PAGE})
    site.write({"content/news/2011-05-15-a.md": '---\ntitle: A\ncontexts: ["Chicago, Illinois"]\n---\n'})
    files = parse_files(site)
    before = list(files)
    collect(files, [], site.config())
    assert files == before == parse_files(site)


@pytest.mark.parametrize("drafts", [False, True])
def test_drafts_are_published_only_if_asked_for(two_entries: SiteFolder, drafts: bool) -> None:
    two_entries.write(
        {
            "content/news/2011-05-17-c.md": "---\ntitle: C\ndraft: true\ncontexts: [Oil]\n---\n",
            "content/later.md": "---\ntitle: Later\ndraft: true\n---\n",
        }
    )
    content = collected(two_entries, drafts=drafts)
    assert (len(content.entries), len(content.pages)) == ((3, 1) if drafts else (2, 0))
    assert content.unpublished.drafts == (set() if drafts else {"c", "oil", "later"})


def test_files_with_errors_of_their_own_are_known_by_what_others_may_call_them(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011-05-32-bad.md": "---\ntitle: Bad one\ncontexts: [Oil]\n---\n"})
    content, problems = collect(parse_files(two_entries), [], two_entries.config())
    assert content.unpublished.failed == {"bad", "bad-one", "oil"}
    assert [problem.code.slug for problem in problems] == ["date-invalid"]


def test_a_list_of_links_that_is_left_out_is_no_failure(two_entries: SiteFolder) -> None:
    two_entries.write({"content/index.md": "## [2011-05-15](/d)\n\n### [One](/a.md)\nWords.\n"})
    assert collected(two_entries).unpublished.failed == set()


DRAFT = "---\ntitle: B\ndate: 2011-05-15\ndraft: true\n---\nText.\n"


@pytest.mark.parametrize(
    ("draft", "file"),
    [
        ("_drafts/a.md", "_drafts/scan.pdf"),
        ("_drafts/a.md", "news/_drafts/x/scan.pdf"),
        ("news/bun/index.md", "news/bun/scan.pdf"),
        ("news/bun/index.md", "news/bun/x/y/scan.pdf"),
        ("news/bun/README.md", "news/bun/scan.pdf"),
        ("plans/_index.md", "plans/scan.pdf"),
    ],
)
def test_the_files_of_drafts_are_left_out_with_them_and_counted(two_entries: SiteFolder, draft: str, file: str) -> None:
    two_entries.write({f"content/{draft}": DRAFT, f"content/{file}": "x", "content/news/seen.pdf": "x"})
    assert [asset.address for asset in assets(two_entries)] == ["news/seen.pdf"]
    assert {asset.address for asset in assets(two_entries, drafts=True)} == {"news/seen.pdf", file}
    (note,) = [problem for problem in two_entries.problems() if problem.code is Code.DRAFTS_LEFT_OUT]
    assert note.what.startswith("1 text and 1 file left out")


def test_the_files_of_a_text_that_cannot_be_read_are_left_out_where_a_build_keeps_going(site: SiteFolder) -> None:
    site.write({"content/news/bun/index.md": "--- x\ntitle: B\ndraft: true\n---\n", "content/news/bun/scan.pdf": "x"})
    assert assets(site, keep_going=True) == ()


def test_files_beside_a_draft_are_published_where_other_texts_are_there_too(two_entries: SiteFolder) -> None:
    files = {"content/news/index.md": DRAFT, "content/news/img/a.png": "x", "content/index.md": DRAFT}
    two_entries.write(
        {**files, "content/b.png": "x", "content/news/c/2011-05-15-d.md": DRAFT, "content/news/c/d.png": "x"}
    )
    assert [asset.address for asset in assets(two_entries)] == ["b.png", "news/c/d.png", "news/img/a.png"]


def test_the_setting_draft_marks_says_whether_files_of_a_folder_of_drafts_count(site: SiteFolder) -> None:
    site.write({"content/_drafts/scan.pdf": "x"})
    assert assets(site) == ()
    assert len(assets(site, draft_marks=())) == 1


TWICE = {
    "content/news/_index.md": "---\ntitle: News\ncascade:\n  contexts: [Iran]\n---\n",
    "content/news/_index.markdown": "---\ntitle: The news\ncascade:\n  contexts: [Iraq]\n---\n",
    **{f"content/news/2011/05/15/{n}/a.md": f"---\ntitle: A {n}\nslug: a\ncontexts: [c{n}]\n---\n" for n in range(6)},
    **{f"content/{n}/page.md": f"---\ntitle: Page {n}\nslug: page\naliases: [old.html]\n---\n" for n in range(6)},
    **{f"content/topics/{n}/c1.md": f"---\ntitle: C1\ndescription: {n}\naliases: [c{n}]\n---\n" for n in range(6)},
    **{f"content/mixed/{n}.md": f"---\ntitle: M {n}\n---\n" for n in range(6)},
    "content/mixed/2011-05-15-dated.md": "---\ntitle: Dated\n---\n",
    "content/mixed/2011-05-16-dated.md": "---\ntitle: Dated again\n---\n",
}
"""Texts that want the same, or are at odds with each other."""


@pytest.mark.parametrize("keep_going", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_what_files_make_does_not_depend_on_their_order(site: SiteFolder, seed: int, *, keep_going: bool) -> None:
    site.write(TWICE)
    config, files = site.config(keep_going=keep_going), parse_files(site)
    content, problems = collect(files, [], config)
    Random(seed).shuffle(files)
    others, other_problems = collect(files, [], config)
    assert others.pages == content.pages
    assert in_order(others.entries) == in_order(content.entries)
    assert (others.aliases, others.unused_topics) == (content.aliases, content.unused_topics)
    assert sort_problems(other_problems) == sort_problems(problems)
