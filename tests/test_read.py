"""Reading: which files of content/ count, and as what."""

from pathlib import Path

import pytest

from builder.problems import Code, ProblemsFound
from tests.sites import SiteFolder


def test_hidden_files_and_folders_are_not_read(two_entries: SiteFolder) -> None:
    two_entries.write({"content/.draft.md": "x", "content/.git/a.md": "x", "content/news/.DS_Store": "x"})
    assembled = two_entries.assemble()
    assert (len(assembled.site.entries), assembled.site.pages, assembled.site.assets) == (2, (), ())


def test_the_ending_of_a_markdown_file_may_be_upper_case(site: SiteFolder) -> None:
    site.write({"content/news/2011-05-15-a.MD": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["news/2011/05/15/a"]


def test_a_site_without_a_content_folder_says_so(site: SiteFolder) -> None:
    with pytest.raises(ProblemsFound) as found:
        site.assemble()
    assert [problem.code for problem in found.value.problems] == [Code.CONTENT_MISSING]


def test_wrong_settings_of_a_site_without_content_are_told_too(site: SiteFolder) -> None:
    site.write({"dateline.toml": 'contnet = "entries"\n'})
    assert [problem.code for problem in site.problems()] == [Code.SETTING_UNKNOWN, Code.CONTENT_MISSING]


def test_a_link_to_a_file_inside_content_is_read(two_entries: SiteFolder) -> None:
    target = two_entries.path / "content/news/2011/05/15/first.md"
    (two_entries.path / "content/news/2011/05/16/linked.md").symlink_to(target)
    found = {entry.id for entry in two_entries.assemble().site.entries}
    assert "news/2011/05/16/linked" in found


def test_content_may_lie_outside_the_site_folder(two_entries: SiteFolder, tmp_path: Path) -> None:
    (two_entries.path / "content").rename(tmp_path / "elsewhere")
    two_entries.write({"dateline.toml": 'content = "../elsewhere"\n'})
    assert len(two_entries.build().assembled.site.entries) == 2


def test_a_markdown_file_may_have_the_long_ending(site: SiteFolder) -> None:
    site.write({"content/posts/2011-05-15-a.markdown": "# A\n"})
    assert [entry.id for entry in site.assemble().site.entries] == ["posts/2011/05/15/a"]


def test_what_editors_leave_beside_a_file_is_not_published(two_entries: SiteFolder) -> None:
    two_entries.write({f"content/news/{name}": "x" for name in ("a.md~", "#a.md#", "a.md.bak", "Thumbs.db", "a.swp")})
    assert two_entries.assemble().site.assets == ()


def test_a_comma_stays_inside_a_name_that_another_entry_has(site: SiteFolder) -> None:
    page = "### [2011-05-16](/day)\n\n# B\n\n_Context: Chicago, Illinois, Iran_\n"
    site.write({"content/news/b.md": page})
    assert {topic.name for topic in site.assemble().site.topics.values()} == {"Chicago", "Illinois", "Iran"}
    site.write({"content/news/2011-05-15-a.md": '---\ntitle: A\ncontexts: ["Chicago, Illinois"]\n---\n'})
    assert {topic.name for topic in site.assemble().site.topics.values()} == {"Chicago, Illinois", "Iran"}
