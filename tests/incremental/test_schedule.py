"""What is left to do: the pages that a change may alter, those that are not as they were left, and no others."""

import os
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder.build.pipeline import build
from builder.core.problems import Code, Problem
from builder.core.progress import Progress
from builder.core.urls import MANIFEST, SEARCH_FOLDER
from builder.incremental.assemble import assemble, assemble_before
from builder.incremental.inputs import Inputs, find_inputs
from builder.incremental.schedule import Schedule, schedule
from builder.output.inspect import compare_output
from builder.pages.kind import Plan
from builder.pages.registry import KINDS
from builder.planning.plan import Kinds, plan
from builder.relations.site import Site
from builder.theme.load import Theme
from tests.relations.test_changes import EDITS, FILES, SETTINGS, apply, edited, limit
from tests.repository import committed, git
from tests.sites import BASE_URL, SiteFolder, tree

FIRST = "content/news/2011/05/15/first.md"
ALONE = "content/opinion/2001-01-01-alone.md"
MENDED = "---\ntitle: First\ncontexts: [Iran, United Nations]\n---\nMended.\n"


ACTIVE = 'active_files = ["*.html"]\n'
"""Files in the place of pages are let through."""


@pytest.fixture
def built(two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> SiteFolder:
    """A site that was published some time ago."""
    monkeypatch.setattr("builder.content.scan.SETTLED", -1)
    cited = "---\ntitle: Cited\nsources: [Post]\n---\n"
    two_entries.write(
        {"content/map.txt": "A map.", ALONE: "---\ntitle: Alone\n---\n", "content/news/1999/cited.md": cited}
    )
    two_entries.write({"dateline.toml": ACTIVE})
    two_entries.build()
    return two_entries


def todo(site: SiteFolder, **settings: object) -> Schedule:
    """What is left to do for a site."""
    look = find_inputs(site.config(**settings))
    before = assemble_before(look)
    now = assemble(look, Progress(), before)
    return schedule(before, look, now, KINDS)


def work(found: Schedule) -> set[str]:
    """The addresses of all that is made or copied."""
    return {page.address for page in found.pages} | {copy.address for copy in found.copies}


def everything(site: SiteFolder) -> set[str]:
    """The addresses of all published files but those of the search index."""
    return {name for name in site.tree() if name != MANIFEST and not name.startswith(SEARCH_FOLDER)}


def test_of_a_site_that_was_never_built_everything_is_left(two_entries: SiteFolder) -> None:
    found = todo(two_entries)
    two_entries.build()
    assert work(found) == everything(two_entries)
    assert found.kept == {}


def test_of_a_site_that_did_not_change_nothing_is_left(built: SiteFolder) -> None:
    found = todo(built)
    assert work(found) == set()
    outputs = find_inputs(built.config()).cache.outputs.values
    assert found.kept == {address: made for address, made in outputs.items() if not address.startswith(SEARCH_FOLDER)}


def test_work_and_what_is_kept_are_all_files_each_once(built: SiteFolder) -> None:
    built.write({FIRST: MENDED})
    found = todo(built)
    assert work(found).isdisjoint(found.kept)
    assert work(found) | found.kept.keys() == everything(built)


def test_of_a_mended_entry_what_shows_it_is_left(built: SiteFolder) -> None:
    built.write({FIRST: MENDED})
    left = work(todo(built))
    assert {"news/2011/05/15/first.html", "news/2011/05/15/first.json", "topics/iran/feed.xml"} <= left
    assert not {"topics/index.html", "map.txt", built.static("style.css"), "opinion/2001/01/1/alone.json"} & left


def test_a_mended_text_leaves_no_list_to_be_made(built: SiteFolder) -> None:
    built.write({FIRST: MENDED})
    assert not {"topics/iran/index.html", "news/2011/05/index.html", "news/2011/05/16/second.html"} & work(todo(built))


def test_another_title_draws_no_line_of_time_anew(built: SiteFolder) -> None:
    built.write({f"content/news/2011/05/17/{n}.md": f"---\ntitle: N {n}\ncontexts: [Iran]\n---\n" for n in range(3)})
    built.build()
    assert {"strip.svg", "topics/iran/strip.svg", "topics/index.html"} <= everything(built)
    built.write({FIRST: MENDED.replace("title: First", "title: The first")})
    left = work(todo(built))
    assert "topics/iran/index.html" in left
    assert not {"strip.svg", "topics/iran/strip.svg"} & left
    assert "topics/index.html" in left, "the latest of the topic of the United Nations"
    built.write({FIRST: MENDED, "content/news/2011/05/17/1.md": "---\ntitle: N\ncontexts: [Iran]\n---\n"})
    assert "topics/index.html" not in work(todo(built))


def test_a_sites_own_templates_may_show_a_text_in_lists(built: SiteFolder) -> None:
    lists = "{% for group in view.groups %}{% for item in group.items %}{{ item.summary }}{% endfor %}{% endfor %}"
    built.write({"templates/topic.html": lists})
    built.build()
    built.write({FIRST: MENDED})
    built.build()
    assert "Mended." in built.page("topics/iran/index.html")


def test_of_an_entry_of_the_same_bytes_nothing_is_left(built: SiteFolder) -> None:
    built.write({FIRST: (built.path / FIRST).read_bytes()})
    assert work(todo(built)) == set()


def test_of_a_changed_template_every_page_is_left_and_no_copy(built: SiteFolder) -> None:
    built.write({"templates/404.html": "Gone."})
    found = todo(built)
    assert {page.address for page in found.pages} == everything(built) - found.kept.keys()
    assert found.copies == ()
    assert {"map.txt", built.static("style.css")} <= found.kept.keys()


def test_of_another_setting_every_page_is_left(built: SiteFolder) -> None:
    found = todo(built, title="Other")
    assert [page.address for page in found.pages] == [page.address for page in built.plan().pages]


def test_of_another_output_folder_everything_is_left(built: SiteFolder) -> None:
    assert work(todo(built, output=built.path / "other")) == everything(built)


@pytest.mark.parametrize("name", ["index.html", "opinion/2001/01/1/alone.json", "map.txt", "style.css"])
def test_a_published_file_that_went_is_left(built: SiteFolder, name: str) -> None:
    name = built.static(name) if name == "style.css" else name
    (built.output / name).unlink()
    assert work(todo(built)) == {name}


@pytest.mark.parametrize("name", ["index.html", "map.txt"])
def test_a_published_file_that_somebody_changed_is_left(built: SiteFolder, name: str) -> None:
    built.write({f"output/{name}": "x" * (built.output / name).stat().st_size})
    assert work(todo(built)) == {name}


def test_a_published_file_with_another_time_is_kept_with_that_time(built: SiteFolder) -> None:
    os.utime(built.output / "index.html", ns=(5, 5))
    found = todo(built)
    assert work(found) == set()
    assert {address: output.mtime for address, output in found.kept.items()}["index.html"] == 5  # type: ignore[index]


def test_a_file_that_changed_is_copied_again_and_no_page_is_made(built: SiteFolder) -> None:
    built.write({"content/map.txt": "B map."})
    found = todo(built)
    assert (found.pages, [copy.address for copy in found.copies]) == ((), ["map.txt"])


def test_a_file_that_is_too_fresh_to_tell_is_copied_again(built: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builder.content.scan.SETTLED", 3600)
    found = todo(built)
    assert found.pages == ()
    assert "map.txt" in {copy.address for copy in found.copies}


def test_a_page_takes_the_place_of_a_copy_and_the_other_way_round(built: SiteFolder) -> None:
    (built.path / "content/map.txt").unlink()
    built.write({"content/news/map.md": "---\ntitle: Map\ndate: 2011\naliases: [/map.txt]\n---\n"})
    assert "map.txt" in {page.address for page in todo(built).pages}
    built.build()
    assert built.page("map.txt").startswith("<!doctype html>")
    (built.path / "content/news/map.md").unlink()
    built.write({"content/map.txt": "A map."})
    assert "map.txt" in {copy.address for copy in todo(built).copies}
    built.build()
    assert built.page("map.txt") == "A map."


def test_a_page_that_went_is_neither_made_nor_kept(built: SiteFolder) -> None:
    (built.path / FIRST).unlink()
    found = todo(built)
    gone = "news/2011/05/15/first.html"
    assert gone not in work(found) | found.kept.keys()
    built.build()
    assert gone not in everything(built)


@pytest.fixture
def in_full(monkeypatch: pytest.MonkeyPatch) -> list[Plan]:
    """The plans of all pages that are made from now on to find what is left to do."""
    plans: list[Plan] = []

    def noted(site: Site, theme: Theme, kinds: Kinds, *, folds_case: bool) -> tuple[Plan, tuple[Problem, ...]]:
        plans.append(plan(site, theme, kinds)[0])
        return plan(site, theme, kinds, folds_case=folds_case)

    monkeypatch.setattr("builder.incremental.schedule.plan", noted)
    return plans


IN_FULL = {
    "a file takes the path of an address that is linked to",
    "a page becomes the index of a folder",
    "a page goes",
    "a page has another title",
    "a page is new",
    "a section goes",
    "a section is new",
    "a topic has another name",
    "a topic takes another one in",
    "a topic's file goes",
    "a topic's file is new",
    "an alias goes",
    "an alias goes to another entry",
    "an alias is new",
    "an alias is that of another entry too",
    "an entry becomes a page",
    "an entry moves to another section",
    "an entry takes the place of an alias",
    "the entry behind an alias has another title",
}
"""The edits after which all pages are planned: of what every page shows, old addresses, topics that have files."""

OF_MENU = {
    "a page becomes the index of a folder",
    "a page goes",
    "a page has another title",
    "a page is new",
    "an entry becomes a page",
}
"""Those of pages, which no page shows but the page of contents where the menu names few."""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool], SiteFolder]:
    """The site of FILES as it was built, where lists are cut or not: built once, as each edit is taken back."""

    @cache
    def made(cut: bool) -> SiteFolder:
        site = SiteFolder(tmp_path_factory.mktemp("published") / "site")
        apply(FILES, site)
        with pytest.MonkeyPatch.context() as patched:
            if cut:
                limit(patched)
            site.build(**SETTINGS)
        return site

    return made


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("cut", [False, True], ids=["", "where lists are cut"])
def test_what_is_planned_in_part_is_what_a_plan_of_all_pages_leaves_if(
    published: Callable[[bool], SiteFolder],
    name: str,
    cut: bool,
    in_full: list[Plan],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if cut:
        limit(monkeypatch)
    with edited(published(cut), EDITS[name]) as site:
        look = find_inputs(site.config(**SETTINGS))
        before = assemble_before(look)
        assert before
        now = assemble(look, Progress(), before)
        in_full.clear()
        part = schedule(before, look, now, KINDS)
        assert bool(in_full) is (name in IN_FULL - (OF_MENU if cut else set()))
        with monkeypatch.context() as patched:
            patched.setattr("builder.incremental.schedule._affected_alone", lambda *_: None)
            whole = schedule(before, look, now, KINDS)
    again = {page.address for page in whole.pages if page.kind.overview}
    spared = again - {page.address for page in part.pages}
    assert part.pages == tuple(page for page in whole.pages if page.address not in spared)
    assert (part.copies, part.problems) == (whole.copies, whole.problems)
    assert part.kept == {**whole.kept, **{address: look.standing[address] for address in spared}}


@pytest.mark.parametrize("name", [name for name in EDITS if name not in IN_FULL])
def test_where_pages_are_planned_in_part_the_output_is_that_of_a_clean_build_if(
    site: SiteFolder, name: str, tmp_path: Path, in_full: list[Plan], monkeypatch: pytest.MonkeyPatch
) -> None:
    limit(monkeypatch)
    apply(FILES, site)
    site.build(**SETTINGS)
    apply(EDITS[name], site)
    in_full.clear()
    report = site.build(**SETTINGS).report
    assert in_full == []
    assert report == site.build(**SETTINGS, output=tmp_path / "clean", clean=True).report
    assert site.tree() == tree(tmp_path / "clean")


OLD_ADDRESS = "---\ntitle: Alone\naliases: [/old]\n---\n"


def _with_an_old_address(site: SiteFolder) -> None:
    mended = (site.path / FIRST).read_bytes()
    site.write({FIRST: MENDED.replace("Mended", "One"), ALONE: OLD_ADDRESS})
    site.build()
    site.write({FIRST: mended})


def _without_its_old_address(site: SiteFolder) -> None:
    _with_an_old_address(site)
    site.write({ALONE: "---\ntitle: Alone\n---\n"})


def _with_a_taken_old_address(site: SiteFolder) -> None:
    mended = (site.path / FIRST).read_bytes()
    taken = OLD_ADDRESS.replace("/old", "/news/2011/05/16/second.html")
    site.write({FIRST: MENDED.replace("Mended", "One"), ALONE: taken})
    site.build()
    site.write({FIRST: mended})


def _with_a_past(site: SiteFolder) -> None:
    """The last build was of an entry that git knows and that was changed since, and of another one that was not."""
    mended = (site.path / FIRST).read_bytes()
    settings = {"dateline.toml": f'{ACTIVE}base_url = "{BASE_URL}"\n', ".gitignore": "/output/\n/.dateline/\n"}
    site.write({FIRST: MENDED.replace("Mended", "One"), **settings})
    committed(site.path, day="2031-05-01")
    site.write({FIRST: MENDED.replace("Mended", "Two")})
    committed(site.path, day="2031-05-02")
    site.build()
    site.write({FIRST: mended})


def _with_a_later_past(site: SiteFolder) -> None:
    _with_a_past(site)
    committed(site.path, day="2031-05-03")


def _with_a_first_change(site: SiteFolder) -> None:
    _with_a_past(site)
    site.write({ALONE: "---\ntitle: Alone, mended\n---\n"})
    committed(site.path, day="2031-05-03")


def _without_its_change(site: SiteFolder) -> None:
    _with_a_past(site)
    git(site.path, "reset", "--quiet", "--soft", "HEAD~")


def _without_a_past(site: SiteFolder) -> None:
    _with_a_past(site)
    shutil.rmtree(site.path / ".git")


def _with_a_past_whose_memory_is_lost(site: SiteFolder) -> None:
    _with_a_later_past(site)
    site.forget("history")


def _with_a_file_where_a_history_could_be(site: SiteFolder) -> None:
    site.write({"content/opinion/Alone.History.html": "Mine."})
    _with_a_later_past(site)


ADDRESSES: dict[str, Callable[[SiteFolder], object]] = {
    "an entry went": lambda site: (site.path / ALONE).unlink(),
    "an entry became a draft": lambda site: site.write({ALONE: "---\ntitle: Alone\ndraft: true\n---\n"}),
    "an entry has an old address": lambda site: site.write({ALONE: OLD_ADDRESS}),
    "an entry has no old address any more": _without_its_old_address,
    "an entry has an old address that is taken": _with_a_taken_old_address,
    "a file is new": lambda site: site.write({"content/new.txt": "New."}),
    "a file went": lambda site: (site.path / "content/map.txt").unlink(),
    "a file moved": lambda site: (site.path / "content/map.txt").rename(site.path / "content/moved.txt"),
    "a static file is new": lambda site: site.write({"templates/static/new.css": "html {}"}),
    "a page of the output went": lambda site: (site.output / "404.html").unlink(),
    "a page of the output changed": lambda site: site.write({"output/404.html": "Mine."}),
    "a copy in the output went": lambda site: (site.output / "map.txt").unlink(),
    "a copy in the output changed": lambda site: site.write({"output/map.txt": "Mine."}),
    "the output went": lambda site: shutil.rmtree(site.output),
    "it is not known how files were": lambda site: site.forget("stamps"),
    "it is not known what files gave": lambda site: site.forget("parsed"),
    "it is not known what git knew": _with_a_past_whose_memory_is_lost,
    "it is not known what was published": lambda site: site.forget("outputs"),
}
"""What makes other addresses come or go than those of what changed, or makes it unknown what was published."""


@pytest.mark.parametrize("change", ADDRESSES.values(), ids=ADDRESSES)
def test_all_pages_are_planned_beside_a_mended_text_if(
    built: SiteFolder, change: Callable[[SiteFolder], object], tmp_path: Path, in_full: list[Plan]
) -> None:
    built.write({FIRST: MENDED})
    change(built)
    in_full.clear()
    built.build()
    assert len(in_full) == 1
    built.build()  # which takes away what the one before left of the static files
    built.build(output=tmp_path / "clean", clean=True)
    assert built.tree() == tree(tmp_path / "clean")


ELSEWHERE: dict[str, Callable[[SiteFolder], object]] = {
    "nothing else happened": lambda _: None,
    "a file lies where the history of an entry could": _with_a_file_where_a_history_could_be,
    "a page is new": lambda site: site.write({"content/news/terms/index.md": "# Terms\n"}),
    "a topic went": lambda site: site.write({FIRST: MENDED.replace(", United Nations", "")}),
    "a source is new": lambda site: site.write({ALONE: "---\ntitle: Alone\nsources: [Post, Gazette]\n---\n"}),
    "a topic is new": lambda site: site.write({ALONE: "---\ntitle: Alone\ncontexts: [Peru]\n---\n"}),
    "an entry has another day of its last change": lambda site: site.write(
        {ALONE: "---\ntitle: Alone\nupdated: 2012-01-01\n---\n"}
    ),
    "an entry moved": lambda site: (site.path / ALONE).rename(site.path / "content/opinion/2001-01-02-alone.md"),
    "an entry is new": lambda site: site.write({"content/news/2011-05-18-d.md": "---\ntitle: D\n---\n"}),
    "an entry had an old address before": _with_an_old_address,
    "git knows of a change": _with_a_past,
    "git knows of another change": _with_a_later_past,
    "git knows of a first change": _with_a_first_change,
    "git knows of no change any more": _without_its_change,
    "there is no git any more": _without_a_past,
    "a file holds something else": lambda site: site.write({"content/map.txt": "B map."}),
    "a file of the output has another time": lambda site: os.utime(site.output / "index.html", ns=(5, 5)),
    "a text was written again": lambda site: os.utime(site.path / ALONE),
}


@pytest.mark.parametrize("change", ELSEWHERE.values(), ids=ELSEWHERE)
def test_only_some_pages_are_planned_beside_a_mended_text_if(
    built: SiteFolder, change: Callable[[SiteFolder], object], tmp_path: Path, in_full: list[Plan]
) -> None:
    built.write({FIRST: MENDED})
    change(built)
    in_full.clear()
    built.build()
    assert in_full == []
    built.build(output=tmp_path / "clean", clean=True)
    assert built.tree() == tree(tmp_path / "clean")


IN_THE_WAY = {
    "a file": {"content/news/2011/05/18/D.html": "Mine."},
    "a file in a folder of its name": {"content/news/2011/05/18/d.html/map.txt": "Mine."},
    "a page in the folder of the search index": {"content/search/terms/index.md": "# Terms\n"},
}
"""What is there before an entry comes, or comes with it, and makes the build fail."""


@pytest.mark.parametrize("files", IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_what_is_in_the_way_of_a_page_that_comes_is_told(
    built: SiteFolder, files: dict[str, str], in_full: list[Plan]
) -> None:
    built.write({path: text for path, text in files.items() if not path.endswith(".md")})
    built.build()
    built.write({"content/news/2011-05-18-d.md": "---\ntitle: D\n---\n", **files})
    in_full.clear()
    assert [problem.code for problem in built.problems()] == [Code.ADDRESS_TAKEN]
    assert len(in_full) > 0


def test_where_the_sitemap_comes_to_have_another_part_all_pages_are_planned(
    built: SiteFolder, in_full: list[Plan], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built.write({"dateline.toml": f'{ACTIVE}base_url = "{BASE_URL}"\n'})
    built.build()
    listed = built.page("sitemap.xml").count("<loc>")
    monkeypatch.setattr("builder.pages.site_pages.PLAIN_LIMIT", listed + 1)
    built.build()
    built.write({"content/news/2011/05/15/d.md": "---\ntitle: D\n---\n"})
    in_full.clear()
    built.build()
    assert in_full == []
    built.write({"content/news/2011/05/15/e.md": "---\ntitle: E\n---\n"})
    built.build()
    assert len(in_full) == 1
    built.build(output=tmp_path / "clean", clean=True)
    assert built.tree() == tree(tmp_path / "clean")


@pytest.mark.parametrize(
    ("change", "is_made"),
    [
        ({"content/news/2011/05/15/d.md": "---\ntitle: D\n---\n"}, True),
        ({FIRST: MENDED.replace("title:", "updated: 2012-01-01\ntitle:")}, True),
        ({FIRST: MENDED}, False),
    ],
)
def test_of_a_large_sitemap_only_the_parts_are_made_again_that_list_what_changed(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch, change: dict[str, str], *, is_made: bool
) -> None:
    for name, number in (("PLAIN_LIMIT", 5), ("PART", 4)):
        monkeypatch.setattr(f"builder.pages.site_pages.{name}", number)
    built.write({"dateline.toml": f'{ACTIVE}base_url = "{BASE_URL}"\n'})
    built.build()
    parts = {address for address in built.tree() if address.startswith("sitemap-")}
    assert len(parts) > 3
    built.write(change)
    made = {address for address in work(todo(built)) if address.startswith("sitemap")}
    assert made < parts
    assert bool(made) is is_made
    before = built.tree()
    built.build()
    assert {address for address in parts if built.tree()[address] != before[address]} == made


@pytest.mark.parametrize(
    ("outlets", "letters"),
    [
        ("[Alpha]", {"a"}),
        ("[Alpha, Beta]", {"a", "b"}),
        ("[Alpha, Delta]", {"a", "b", "d", "g", "p"}),
        ("[Andes]", {"a", "b", "g", "p"}),
        ("[]", set()),
    ],
)
def test_of_an_index_by_letters_those_are_made_again_that_list_what_a_new_entry_names(
    built: SiteFolder, monkeypatch: pytest.MonkeyPatch, outlets: str, letters: set[str]
) -> None:
    monkeypatch.setattr("builder.pages.listings.MAX_INDEX", 2)
    cited = {f"content/news/1999/{n}.md": f"---\ntitle: N {n}\nsources: [Alpha, Beta, Gamma]\n---\n" for n in range(2)}
    built.write(cited)
    built.build()
    built.write({"content/news/2000/new.md": f"---\ntitle: New\nsources: {outlets}\n---\n"})
    pattern = "sources/?.html"
    assert {at[8] for at in work(todo(built)) if fnmatch(at, pattern)} == letters
    before = built.tree()
    built.build()
    after = built.tree()
    assert {at[8] for at in after if fnmatch(at, pattern) and after[at] != before.get(at)} <= letters


def test_without_search_what_content_holds_in_a_folder_of_that_name_stays(
    built: SiteFolder, in_full: list[Plan], tmp_path: Path
) -> None:
    built.write({"content/search/2011-05-15-a.md": "---\ntitle: A\n---\n", "content/search/map.txt": "A map."})
    built.build(search=False)
    built.write({FIRST: MENDED})
    in_full.clear()
    built.build(search=False)
    assert in_full == []
    assert {"search/2011/05/15/a.html", "search/map.txt"} <= built.tree().keys()
    built.build(search=False, output=tmp_path / "clean", clean=True)
    assert built.tree() == tree(tmp_path / "clean")


def test_a_link_that_leads_nowhere_is_told_where_only_some_pages_are_planned(
    built: SiteFolder, in_full: list[Plan]
) -> None:
    built.write({FIRST: f"{MENDED}\n[a](/news/2011/05/16/) [b](/map.txt) [[Iran]]\n"})
    assert built.problems() == ()
    built.write({FIRST: f"{MENDED}\n[a](/news/2011/05/17/)\n"})
    assert [problem.code for problem in built.problems()] == [Code.LINK_BROKEN]
    assert in_full == []


def test_names_that_other_systems_cannot_have_are_told_where_only_some_pages_are_planned(
    built: SiteFolder, in_full: list[Plan]
) -> None:
    cited = "title: Cited\nsources: [Con]"
    built.write({"content/news/2001/a.md": f"---\n{cited}\naliases: [old/con/x.html]\n---\nA."})
    built.write({"content/news/2001/b.md": f"---\n{cited}\n---\nB."})
    told = built.problems()
    assert [problem.code for problem in told] == [Code.NAME_UNPORTABLE] * 2
    in_full.clear()
    built.write({FIRST: MENDED})
    assert built.problems() == told
    assert in_full == []


def test_a_site_whose_memory_lags_behind_its_output_ends_as_a_clean_build_would(built: SiteFolder) -> None:
    before = find_inputs(built.config()).cache
    built.write({FIRST: MENDED, "content/news/2012-01-01-new.md": "---\ntitle: New\ncontexts: [Iran]\n---\n"})
    built.build()
    built.write({FIRST: "---\ntitle: First\ncontexts: [Peru]\n---\nOne.\n"})
    lagging: Inputs = replace(find_inputs(built.config()), cache=before)
    build(lagging)
    built.build(output=built.path.parent / "clean")
    assert built.tree() == tree(built.path.parent / "clean")


def test_a_reverted_change_of_a_build_that_was_not_remembered_is_reverted_in_the_output(built: SiteFolder) -> None:
    published, before = built.tree(), find_inputs(built.config()).cache
    text = (built.path / FIRST).read_bytes()
    built.write({FIRST: MENDED})
    built.build()
    assert built.tree() != published
    built.write({FIRST: text})
    found = compare_output(before.outputs.values, built.output, before.ended)
    build(replace(find_inputs(built.config()), cache=before, compare=lambda: found))
    assert built.tree() == published
