"""Publishing into a store: only what changed, in an order, by one at a time, and gone on with where it broke off."""

from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

import pytest

from builder.config.publishing import PublishSettings
from builder.core.digest import digest
from builder.core.urls import Address
from builder.output.manifest import OutputFile
from builder.publishing import publish as module
from builder.publishing.manifest import NAME
from builder.publishing.publish import Output, Published, PublishOptions, publish
from builder.publishing.store import StoreFailed
from tests.publishing.memory_store import MemoryStore

SITE = {
    "static/0a1b2c3d/style.css": "css",
    "news/2011/05/15/a.html": "A",
    "news/2011/05/15/b.html": "B",
    "news/2011/05/15/index.html": "A, B",
    "feed.xml": "a b",
    "index.html": "front",
}

Publish = Callable[..., Published]


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def run(tmp_path: Path, store: MemoryStore) -> Publish:
    """Publishes some files into the store."""

    def run(files: Mapping[str, str], site: str = "Harbour", *, gzip: bool = False, **options: object) -> Published:
        outputs = {}
        for name, text in files.items():
            file = tmp_path / site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
            outputs[Address(name)] = OutputFile(len(text), 0, digest(text.encode()))
        allowed = PublishOptions(**{"max_deletes": 256, **options})  # type: ignore[arg-type]
        return publish(Output(tmp_path / site, site, outputs), store, PublishSettings(gzip=gzip), allowed)

    return run


def held(store: MemoryStore) -> dict[str, str]:
    return {name: content.decode() for name, content in store.site.items()}


def test_the_store_holds_the_site_and_a_manifest_of_it(run: Publish, store: MemoryStore) -> None:
    done = run(SITE)
    assert held(store) == SITE
    assert (len(done.publication.uploads), done.publication.unchanged) == (6, 0)
    assert (store.manifest.site, store.manifest.claim, {*store.manifest.files}) == ("Harbour", "", {*SITE})


def test_a_changed_word_costs_its_files_and_three_requests_more(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    store.asked.clear()
    run({**SITE, "index.html": "changed"})
    assert store.asked == [f"read {NAME}", f"write {NAME}", "write index.html", f"write {NAME}"]
    store.asked.clear()
    run({**SITE, "index.html": "changed"})
    assert store.asked == [f"read {NAME}"]


def test_what_leads_to_others_comes_after_them_and_deletions_last(run: Publish, store: MemoryStore) -> None:
    run({"news/2011/05/15/gone.html": "", "gone.html": ""})
    store.asked.clear()
    run(SITE)
    files = [what for what in store.asked if NAME not in what]
    assert files[0] == "write static/0a1b2c3d/style.css"
    assert {*files[1:3]} == {"write news/2011/05/15/a.html", "write news/2011/05/15/b.html"}
    assert files[3] == "write news/2011/05/15/index.html"
    assert {*files[4:6]} == {"write feed.xml", "write index.html"}
    assert files[6:] == ["delete gone.html", "delete news/2011/05/15/gone.html"]


def test_a_dry_run_changes_nothing(run: Publish, store: MemoryStore) -> None:
    done = run(SITE, dry_run=True)
    assert (store.files, len(done.publication.uploads)) == ({}, 6)


def test_too_many_deletions_are_refused_before_anything_is_written(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    store.asked.clear()
    with pytest.raises(StoreFailed, match=r"5 files would be deleted, and the limit is 4.*--max-deletes 5"):
        run({"index.html": "new"}, max_deletes=4)
    assert store.asked == [f"read {NAME}"]
    run({"index.html": "new"}, max_deletes=5)
    assert held(store) == {"index.html": "new"}


@pytest.mark.parametrize("failing", ["write static/0a1b2c3d/style.css", "write news/2011/05/15/b.html", "delete gone"])
def test_a_run_that_broke_off_is_gone_on_with(run: Publish, store: MemoryStore, failing: str) -> None:
    run({"gone": ""})

    def fail(what: str) -> None:
        if what == failing:
            raise StoreFailed("no network", "mend it")

    store.before = fail
    with pytest.raises(StoreFailed, match="no network"):
        run(SITE)
    assert store.manifest.claim == ""
    store.before = lambda _: None
    done = run(SITE)
    assert held(store) == SITE
    if failing == "delete gone":
        assert not done.publication.uploads


def test_what_broken_runs_changed_is_told_by_the_one_that_ends(run: Publish, store: MemoryStore) -> None:
    run(SITE)

    def fail(what: str) -> None:
        if what == "write index.html":
            raise StoreFailed("no network", "mend it")

    store.before = fail
    changed = {**SITE, "news/2011/05/15/a.html": "AA", "index.html": "new"}
    with pytest.raises(StoreFailed):
        run(changed)
    store.before = lambda _: None
    assert {*run(changed).changed} == {"news/2011/05/15/a.html", "index.html"}
    assert run(changed).changed == ()


def test_a_file_of_any_name_is_published_and_deleted_again(run: Publish, store: MemoryStore) -> None:
    odd = {**SITE, "odd/a\\b.txt": "1", "odd/a\nb.txt": "2", 'odd/"q" %20 é.txt': "3"}
    run(odd)
    assert run(odd).publication.unchanged == len(odd)
    run(SITE)
    assert held(store) == SITE


@pytest.mark.parametrize("after", range(10))
def test_a_run_that_is_killed_is_gone_on_with_when_its_claim_is_over(
    run: Publish, store: MemoryStore, after: int
) -> None:
    run({"gone": "", "index.html": "old"})
    store.asked.clear()

    def kill(_: str) -> None:
        if len(store.asked) > after:
            raise StoreFailed("killed", "so that nothing more is written")

    store.before = kill
    with pytest.raises(StoreFailed):
        run(SITE)
    store.before = lambda _: None
    if store.manifest.claim:
        with pytest.raises(StoreFailed, match="somebody else is publishing"):
            run(SITE)
        store.age = module.CLAIMED_FOR
    run(SITE)
    assert held(store) == SITE
    assert store.manifest.claim == ""


def test_a_large_run_writes_down_how_far_it_is(
    run: Publish, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GROUP", 10)
    monkeypatch.setattr(module, "WRITTEN_DOWN_EVERY", 0)
    files = {f"news/2011/05/15/{number}.html": str(number) for number in range(35)}

    def kill(what: str) -> None:
        if len(store.asked) > 40:
            raise StoreFailed("killed", "")

    store.before = kill
    with pytest.raises(StoreFailed):
        run(files)
    assert sum(key != "-" for key in store.manifest.files.values()) >= 20
    store.before = lambda _: None
    assert len(run(files, take_over=True).publication.uploads) <= 15
    assert held(store) == files


def test_a_large_run_writes_down_how_far_it_is_once_a_minute_and_not_by_the_number_of_its_files(
    run: Publish, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "GROUP", 1)
    monkeypatch.setattr(module, "monotonic", count(step=1.0).__next__)  # a second passes wherever it looks at a clock
    run({f"news/2011/05/15/{number}.html": str(number) for number in range(200)})
    assert 2 + 200 // 62 <= store.asked.count(f"write {NAME}") <= 2 + 200 // 60


def test_two_that_publish_at_once_do_not_cross(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    ours = {**SITE, "index.html": "ours"}
    claims: list[str] = []

    def meanwhile(what: str) -> None:
        if what == f"write {NAME}":
            claims.append(what)
        if what == "write index.html" and len(claims) == 1:
            with pytest.raises(StoreFailed, match="somebody else is publishing there now"):
                run({**SITE, "index.html": "theirs"})

    store.before = meanwhile
    run(ours)
    assert held(store) == ours


def test_a_run_whose_claim_was_taken_over_stops(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    has_begun: list[str] = []

    def meanwhile(what: str) -> None:
        if what == "write index.html" and not has_begun:
            has_begun.append(what)
            run({**SITE, "index.html": "theirs"}, take_over=True)

    store.before = meanwhile
    with pytest.raises(StoreFailed, match="somebody else began to publish there"):
        run({**SITE, "index.html": "ours"})
    assert store.manifest.claim == ""


def test_another_site_is_published_over_only_if_one_says_so(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    with pytest.raises(StoreFailed, match=r'another site is there, "Harbour".*--take-over'):
        run({"index.html": "other"}, "Other")
    assert held(store) == SITE
    run({"index.html": "other"}, "Other", take_over=True)
    assert (held(store), store.manifest.site) == ({"index.html": "other"}, "Other")


def test_files_of_unknown_origin_are_replaced_only_if_one_says_so_and_never_deleted(
    run: Publish, store: MemoryStore
) -> None:
    store.files = {"index.html": b"mine", "letter.txt": b"mine"}
    with pytest.raises(StoreFailed, match=r"did not publish, such as index\.html"):
        run(SITE)
    run(SITE, take_over=True)
    assert held(store) == {**SITE, "letter.txt": "mine"}
    run({"index.html": "only"})
    assert held(store) == {"index.html": "only", "letter.txt": "mine"}


def test_a_manifest_that_cannot_be_read_is_no_reason_to_delete_anything(run: Publish, store: MemoryStore) -> None:
    store.files[NAME] = b"garbage"
    for options in ({}, {"take_over": True}):
        with pytest.raises(StoreFailed, match=r"cannot be read; .*delete that file there"):
            run(SITE, **options)


def test_what_others_changed_there_is_found_and_mended_on_request(run: Publish, store: MemoryStore) -> None:
    run(SITE)
    store.files["index.html"] = b"other"
    del store.files["feed.xml"]
    assert not run(SITE).mended
    done = run(SITE, verify=True)
    assert {*done.mended} == {"index.html", "feed.xml"}
    assert held(store) == SITE
    assert not run(SITE, verify=True).mended


def test_a_text_is_packed_the_same_way_each_time(run: Publish, store: MemoryStore) -> None:
    run(SITE, gzip=True)
    assert store.headers["index.html"].content_encoding == "gzip"
    assert not run(SITE, gzip=True, verify=True).mended
    assert len(run(SITE).publication.uploads) == 6


def test_a_file_that_changes_while_it_is_published_stops_the_run(
    run: Publish, store: MemoryStore, tmp_path: Path
) -> None:
    def change(what: str) -> None:
        if what.endswith("style.css"):
            (tmp_path / "Harbour/index.html").write_text("edited")

    store.before = change
    with pytest.raises(StoreFailed, match=r"index.html was changed while it was published; publish again"):
        run(SITE)
    assert "index.html" not in store.files
