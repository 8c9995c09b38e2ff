"""The search index of a build is amended from the last one's where that can be told from it, and else made whole."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest

from builder.build import search_index as module
from builder.build.search_index import SearchFiles, index_site
from builder.cache.store import saved_words
from builder.core.progress import Progress
from builder.core.urls import SEARCH_FOLDER, Address
from builder.incremental.assemble import Assembled, assemble, assemble_before
from builder.incremental.inputs import find_inputs
from builder.output.manifest import OutputFile
from builder.search import posting_lists
from builder.search.index import build_index
from builder.search.indexed_text import indexed_text
from tests.search.recording import record_texts
from tests.sites import SiteFolder

FIRST = "content/news/2011/05/15/first.md"
EDITED = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nOnce.\n"


class Found(NamedTuple):
    """What a build would do to the index, and what it would keep of it."""

    made: SearchFiles
    kept: Mapping[Address, OutputFile]
    words: Mapping[str, str]
    """What is to be remembered of the words of texts."""
    now: Assembled


def found(site: SiteFolder, *, clean: bool = False, **settings: object) -> Found:
    """What a build would do to the index of a site."""
    look = find_inputs(site.config(**settings), clean=clean)
    before = assemble_before(look)
    now = assemble(look, Progress(), before)
    made = index_site(before, look, now)
    return Found(made, made.kept(look.standing_index), saved_words(made.words, site.path).values, now)


def whole(now: Assembled) -> dict[Address, bytes]:
    """All files of the index, made from the site alone."""
    texts = {text.path: indexed_text(text, now.details(text)) for text in now.site.texts}
    return dict(build_index(now.site, texts).files)


def published(site: SiteFolder, found: Found) -> dict[Address, bytes]:
    """The files of the index as they would be published."""
    return {**{address: (site.output / address).read_bytes() for address in found.kept}, **found.made.files}


@pytest.fixture
def built(two_entries: SiteFolder) -> SiteFolder:
    """A site that was built."""
    two_entries.build()
    return two_entries


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose words are looked for, as they are."""
    return record_texts(module, monkeypatch)


def test_the_first_index_is_made_whole(two_entries: SiteFolder) -> None:
    its = found(two_entries)
    assert its.made.files == whole(its.now)
    assert not its.kept
    assert its.words == {FIRST: "one", "content/news/2011/05/16/second.md": "two"}


def test_after_an_edit_the_files_that_cannot_differ_stay_as_they_are(built: SiteFolder) -> None:
    built.write({FIRST: EDITED})
    its = found(built)
    assert its.made.files.keys() == {"search/index.json", "search/words/-.json", "search/days/2011/05/15-0.json"}
    assert not its.kept.keys() & its.made.files.keys()
    assert published(built, its) == whole(its.now)


def test_a_file_that_has_gone_is_neither_made_nor_kept(built: SiteFolder) -> None:
    (built.path / FIRST).unlink()
    its = found(built)
    assert "search/days/2011/05/16-0.json" in its.kept
    assert "search/days/2011/05/15-0.json" not in its.kept
    assert published(built, its) == whole(its.now)


def test_only_the_words_of_texts_that_changed_are_looked_for(built: SiteFolder, looked_at: list[str]) -> None:
    built.write({FIRST: EDITED})
    its = found(built)
    assert looked_at == ["Once."]
    assert its.words == {FIRST: "once", "content/news/2011/05/16/second.md": "two"}


def test_without_search_there_is_no_index_and_no_text_is_looked_at(built: SiteFolder, looked_at: list[str]) -> None:
    its = found(built, search=False)
    assert its.made == SearchFiles()
    assert looked_at == []


def test_words_that_are_not_remembered_are_looked_for_again(built: SiteFolder, looked_at: list[str]) -> None:
    built.forget("words")
    its = found(built)
    assert sorted(looked_at) == ["One.", "Two."]
    assert not its.kept
    assert its.made.files == whole(its.now)


@pytest.mark.parametrize(
    "change",
    [
        lambda site: (site.output / "search/index.json").unlink(),
        lambda site: (site.output / "search/days/2011/05/16-0.json").unlink(),
        lambda site: (site.output / "search/words/-.json").write_bytes(b'{"words":{"third":"A"}}'),
        lambda site: (site.output / "search/topics/-.json").write_bytes(b"damaged"),
        lambda site: site.forget("outputs"),
        lambda site: site.forget("parsed"),
        lambda site: site.write({"dateline.toml": 'title = "Another"\n'}),
    ],
    ids=["no-manifest", "one-deleted", "words-altered", "damaged", "outputs-forgotten", "site-forgotten", "settings"],
)
def test_what_may_not_be_what_the_last_build_left_is_made_whole(
    built: SiteFolder, change: Callable[[SiteFolder], object]
) -> None:
    change(built)
    built.write({FIRST: EDITED})
    its = found(built)
    assert not its.kept
    assert its.made.files == whole(its.now)


def test_a_clean_build_keeps_nothing(built: SiteFolder) -> None:
    its = found(built, clean=True)
    assert not its.kept
    assert its.made.files == whole(its.now)


def test_where_the_days_get_more_places_all_of_it_is_made_again(built: SiteFolder) -> None:
    built.write({f"content/news/2011/05/15/{n}.md": f"---\ntitle: Entry {n}\n---\n" for n in range(16)})
    its = found(built)
    assert not its.kept
    assert its.made.files == whole(its.now)


def test_an_index_amended_again_and_again_is_the_one_of_a_clean_build(built: SiteFolder) -> None:
    for words in ("Once upon", "upon a time", "", "Two."):
        built.write({FIRST: EDITED.replace("Once.", words)})
        its = found(built)
        assert its.kept
        assert published(built, its) == whole(its.now)
        built.build()
        assert {name: file for name, file in built.tree().items() if name.startswith(SEARCH_FOLDER)} == whole(its.now)


def test_what_is_known_of_split_prefixes_follows_the_words(built: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting_lists, "MAX_POSTINGS", 3)
    built.build(clean=True)
    below = find_inputs(built.config()).cache.postings_below
    assert below == {"": 8}
    built.write({FIRST: EDITED.replace("Once.", "Once upon a time.")})
    its = found(built)
    assert its.made.postings_below == {"": 11}
    assert published(built, its) == whole(its.now)


def test_a_build_that_fails_when_the_words_are_saved_leaves_the_index_of_the_next_one_right(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no room")

    built.write({FIRST: EDITED})
    with monkeypatch.context() as failing:
        failing.setattr("builder.output.write._publish", fail)
        with pytest.raises(OSError, match="no room"):
            built.build()
    built.build()
    its = found(built)
    assert published(built, its) == whole(its.now)
    assert its.words == {FIRST: "once", "content/news/2011/05/16/second.md": "two"}
