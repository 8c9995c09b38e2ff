"""Texts give place to others where nothing else changes with them; anything more is told."""

from collections.abc import Mapping

import pytest

from builder.core.model import Parsed
from builder.relations.edits import Edit
from builder.relations.in_place_edits import in_place_edits
from tests.relations.test_relate_edits import edit_of
from tests.sites import SiteFolder

FIRST = "news/2011/05/15/first.md"


@pytest.mark.parametrize(
    ("changes", "is_in_place"),
    [
        ({"title": "Other"}, True),
        ({"contexts": ()}, True),
        ({"path": "content/news/other.md"}, False),
    ],
)
def test_a_text_is_in_place_if_its_file_and_address_are_the_same(
    two_entries: SiteFolder, changes: dict[str, object], is_in_place: bool
) -> None:
    assert edit_of(two_entries.assemble().site, "First", **changes).is_in_place is is_in_place


def found(site: SiteFolder, edit: Mapping[str, str]) -> tuple[Edit, ...] | None:
    """What is replaced in a site by an edit that leaves all files where they are."""
    before = site.assemble()
    site.write({f"content/{path}": text for path, text in edit.items()})
    after = site.assemble()
    edits = in_place_edits(
        before.site, [(before.texts.parsed[path], after.texts.parsed[path]) for path in after.texts.parsed]
    )
    return edits.all if edits else None


def test_a_text_with_other_words_is_replaced_by_the_new_one(two_entries: SiteFolder) -> None:
    pairs = found(two_entries, {FIRST: "---\ntitle: Other\ncontexts: [Iran]\n---\nOne.\n"})
    assert pairs
    assert [pair.new.title for pair in pairs if pair.old != pair.new] == ["Other"]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: First\ndraft: true\n---\n",
        "---\ntitle: First\ndate: 2011-05-14\n---\n",
        "---\ntitle: [First\n---\n",
        '---\ntitle: First\ncontexts: ["Chicago, Illinois"]\n---\n',
        "---\ntitle: First\ncontexts: [Iran, Lake]\n---\n",
    ],
    ids=["a draft now", "another date", "wrong now", "a name with a comma", "a topic with a file of its own"],
)
def test_nothing_is_said_to_be_replaced_where_more_may_change(two_entries: SiteFolder, text: str) -> None:
    two_entries.write({"content/topics/lake.md": "---\ntitle: Lake\n---\n"})
    assert found(two_entries, {FIRST: text}) is None


def test_a_text_that_the_site_does_not_have_is_no_part_of_it(two_entries: SiteFolder) -> None:
    now = two_entries.assemble()
    other = edit_of(now.site, "First", title="Other")
    assert in_place_edits(now.site, [(Parsed(entry=other.new), now.texts.parsed[FIRST])]) is None  # type: ignore[arg-type]


def test_another_topic_may_be_the_one_that_settings_speak_of_in_vain(two_entries: SiteFolder) -> None:
    other = {FIRST: "---\ntitle: First\ncontexts: [Illinois]\n---\n"}
    assert found(two_entries, other)
    two_entries.write({"dateline.toml": '[topics."Chicago, Illinois"]\nkind = "place"\n'})
    assert not found(two_entries, {FIRST: "---\ntitle: First\ncontexts: [Chicago]\n---\n"})
