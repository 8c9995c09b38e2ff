"""The story as a whole: read, relate, plan, render, write."""

import multiprocessing
import pickle
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from builder.build import rendered_batches
from builder.build.pipeline import build
from builder.concurrency.local_executor import UnknownExecutor
from builder.concurrency.parallel_map import BATCH_SIZE
from builder.content import read
from builder.core.problems import ProblemsFound, Severity
from builder.core.urls import MANIFEST
from builder.incremental.inputs import find_inputs
from builder.theme.load import load_theme
from tests.counted_executor import CountedExecutor
from tests.sites import SiteFolder, tree


def test_drafts_are_published_only_when_asked_for(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/news/2011/05/17/draft.md": "---\ntitle: Draft\ndraft: true\n---\n",
            "content/later.md": "---\ntitle: Later\ndraft: true\n---\n",
        }
    )
    two_entries.build()
    assert not {"news/2011/05/17/draft.html", "later.html"} & two_entries.tree().keys()
    two_entries.build(drafts=True)
    assert {"news/2011/05/17/draft.html", "later.html"} <= two_entries.tree().keys()


def test_a_site_with_warnings_is_published_and_they_are_told(two_entries: SiteFolder) -> None:
    two_entries.write({"content/news/2011/05/17/c.md": "---\ntitle: C\ntitel: D\n---\n"})
    built = two_entries.build()
    assert [problem.code.severity for problem in built.report.problems] == [Severity.WARNING]
    assert "news/2011/05/17/c.html" in two_entries.tree()


def test_the_problems_of_every_stage_are_told_together(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/news/2011/05/17/c.md": "---\ntitle: C\n",
            "content/news/2011/05/18/d.md": "---\ntitle: D\nrelated: [nothing]\n---\n[broken](nowhere.md)\n",
        }
    )
    codes = [problem.code.slug for problem in two_entries.problems()]
    assert codes == ["front-matter-unclosed", "pin-unknown", "link-broken"]


def test_a_change_of_one_entry_rewrites_only_what_shows_it(two_entries: SiteFolder) -> None:
    two_entries.build()
    before = two_entries.tree()
    two_entries.write({"content/news/2011/05/16/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nNew.\n"})
    written = two_entries.build().written
    after = two_entries.tree()
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "news/2011/05/16/second.html",
        "news/2011/05/16/second.json",
        "news/2011/05/16/index.html",
        "index.html",
        "feed.xml",
        "feed.json",
        "topics/iran/feed.xml",
        "search/words/-.json",
        "search/days/2011/05/16-0.json",
    }
    assert written.changed == len(changed)


def test_wrong_settings_content_and_templates_are_told_in_one_run(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "dateline.toml": 'titel = "T"\n',
            "content/news/2011/05/17/c.md": "---\ntitle: C\ndate: 2011-02-31\n---\n",
            "templates/404.html": "{{ nothing }}",
        }
    )
    codes = {problem.code.slug for problem in two_entries.problems()}
    assert codes == {"setting-unknown", "date-invalid", "template-undefined"}


def test_a_file_with_an_error_makes_no_errors_in_files_that_name_it(two_entries: SiteFolder) -> None:
    naming = "---\ntitle: D\nrelated: [bad]\n---\n[[Oil]] [[Bad one]] [x](2011-05-32-bad.md) [y](broken.md)\n"
    two_entries.write(
        {
            "content/news/2011-05-32-bad.md": "---\ntitle: Bad one\ncontexts: [Oil]\n---\n",
            "content/news/broken.md": "---\ntitle: Broken\n",
            "content/news/2011-05-18-d.md": naming,
        }
    )
    codes = [problem.code.slug for problem in two_entries.problems()]
    assert codes == ["date-invalid", "front-matter-unclosed"]


def test_naming_a_draft_is_told_as_such(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/news/2011-05-17-soon.md": "---\ntitle: Soon\ndraft: true\n---\n",
            "content/news/2011-05-18-d.md": "---\ntitle: D\nrelated: [soon]\n---\n[[Soon]] [x](2011-05-17-soon.md)\n",
        }
    )
    problems = [problem for problem in two_entries.problems() if problem.severity is not Severity.NOTE]
    assert {problem.code.slug for problem in problems} == {"pin-unknown", "wiki-unknown", "link-broken"}
    assert all("it is a draft" in problem.what for problem in problems)
    assert not two_entries.problems(drafts=True)


def test_a_link_to_a_part_that_is_not_there_is_told(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            "content/about.md": "# About\n\n## One part\n\n[a](#one-part) [b](#one-prt)\n",
            "content/news/2011-05-18-d.md": "---\ntitle: D\n---\n[a](../about.md#one-part) [b](../about.md#two)\n",
        }
    )
    told = [(str(problem.place), problem.cure) for problem in two_entries.problems()]
    assert told == [
        ("content/about.md:5", 'did you mean "one-part"?'),
        ("content/news/2011-05-18-d.md:4", "take the # and what follows away"),
    ]


def test_a_pin_may_name_a_title_a_path_or_a_slug(two_entries: SiteFolder) -> None:
    two_entries.write(
        {
            f"content/news/2011-06-0{n}-p.md": f"---\ntitle: P{n}\nslug: p{n}\nrelated: [{name}]\n---\n"
            for n, name in enumerate(["First", "news/2011/05/15/first.md", "first", "/news/2011/05/15/first.html"], 1)
        }
    )
    two_entries.build()
    for n in (1, 2, 3, 4):
        assert two_entries.data(f"news/2011/06/{n}/p{n}.json")["related"][0]["title"] == "First"


def threads() -> Executor:
    """An executor in this process."""
    return ThreadPoolExecutor(2)


def spawned() -> Executor:
    """An executor of processes that know nothing of this one, as those of another machine do."""
    return ProcessPoolExecutor(2, multiprocessing.get_context("spawn"))


@pytest.fixture
def spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little work is spread too, and not only much."""
    monkeypatch.setattr(rendered_batches, "MIN_PARALLEL", 1)
    monkeypatch.setattr(read, "MIN_PARALLEL_READS", 1)


@pytest.mark.usefixtures("spread")
@pytest.mark.parametrize("executor_of", [threads, spawned])
def test_an_executor_makes_the_same_site(site: SiteFolder, tmp_path: Path, executor_of: Callable[[], Executor]) -> None:
    write_entries(site)
    site.build()
    with executor_of() as executor:
        built = build(find_inputs(site.config(output=tmp_path / "other")), executor=executor)
    assert built.report.files > BATCH_SIZE
    assert site.tree() == tree(tmp_path / "other")


def write_entries(site: SiteFolder) -> None:
    """Write a site of so many entries that their pages are several batches."""
    contexts = ("Iran", "Oil", "Lake")
    for n in range(150):
        text = f"---\ntitle: E{n}\ncontexts: [{contexts[n % 3]}]\n---\n[[Iran]] and [[E{n // 2}]].\n"
        site.write({f"content/news/2011/05/{1 + n % 28:02}/e{n}.md": text})
    site.write({"templates/day.html": "{{ view.count }}", "content/map.txt": "A map."})


@contextmanager
def elsewhere(output: Path) -> Iterator[str]:
    """A desk that no process finds, as on machines that do not have the output's disk."""
    yield str(output / "nowhere")


@pytest.mark.usefixtures("spread")
def test_machines_that_have_neither_content_nor_output_make_the_same_site(
    site: SiteFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_entries(site)
    site.build()
    monkeypatch.setattr(rendered_batches, "staging_desk", elsewhere)
    with ThreadPoolExecutor(2) as threads:
        counted = CountedExecutor(UnknownExecutor(threads, nothing))
        inputs = find_inputs(site.config(output=tmp_path / "other"))  # it remembers the texts, and has none of them
        build(inputs, executor=counted)
    assert site.tree() == tree(tmp_path / "other")
    (rendered,) = counted.results  # and nothing was read there
    assert sum(rendered) > sum(len(page) for address, page in site.tree().items() if address.endswith(".html"))


def nothing() -> None:
    """A check that finds nothing wrong."""


@pytest.mark.usefixtures("spread")
def test_an_edit_is_built_by_an_executor_as_by_this_process(site: SiteFolder, tmp_path: Path) -> None:
    write_entries(site)
    site.build()
    site.write({"content/news/2011/05/01/e0.md": "---\ntitle: Other\ncontexts: [Iran]\n---\nOther.\n"})
    with ThreadPoolExecutor(2) as threads:
        written = build(find_inputs(site.config()), executor=threads).written
    assert 0 < written.changed < len(written.outputs) / 2
    site.build(output=tmp_path / "clean", clean=True)
    assert site.tree() == tree(tmp_path / "clean")


def test_little_work_is_not_spread(two_entries: SiteFolder) -> None:
    with ThreadPoolExecutor(1) as threads:
        counted = CountedExecutor(UnknownExecutor(threads, nothing))
        build(find_inputs(two_entries.config()), executor=counted)
    assert counted.shared == []


@pytest.mark.usefixtures("spread")
@pytest.mark.parametrize("executor_of", [threads, spawned])
def test_a_wrong_template_is_told_by_an_executor_too(
    two_entries: SiteFolder, executor_of: Callable[[], Executor]
) -> None:
    two_entries.write({"templates/day.html": "{{ nothing }}"})
    look = find_inputs(two_entries.config())
    with executor_of() as executor, pytest.raises(ProblemsFound, match="template-undefined"):
        build(look, executor=executor)
    assert not two_entries.output.exists()


def test_what_processes_need_can_be_sent_to_them(two_entries: SiteFolder) -> None:
    two_entries.build()
    assembled = two_entries.assemble()
    entry = assembled.site.entries[0]
    for details in (assembled.details, read.DetailLoader(two_entries.config(), {})):
        before = details(entry)
        assert pickle.loads(pickle.dumps(details))(entry) == before  # noqa: S301  # packed on this line
    assert pickle.loads(pickle.dumps(assembled.site)).entries == assembled.site.entries  # noqa: S301  # here too


CSS = "templates/static/own.css"


def static_sets(site: SiteFolder) -> dict[str, dict[str, bytes]]:
    """The published static files by the folder of their build, but for those whose addresses never change."""
    found: dict[str, dict[str, bytes]] = {}
    for address, content in site.tree().items():
        folder, _, name = address.removeprefix("static/").partition("/")
        if address.startswith("static/") and folder != "schema":
            found.setdefault(f"static/{folder}/", {})[name] = content
    return found


def restyle(site: SiteFolder, css: str, *, clean: bool = False) -> str:
    """Write a style sheet of the site's own and build; the folder of the static files now."""
    site.write({CSS: css})
    site.build(clean=clean)
    return load_theme(site.path).static_folder


def test_the_static_files_of_the_build_before_stay_as_they_were_for_one_more(two_entries: SiteFolder) -> None:
    first = restyle(two_entries, "a {}")
    before = static_sets(two_entries)
    assert [*before] == [first]
    second = restyle(two_entries, "b {}")
    both = static_sets(two_entries)
    assert both == before | {second: before[first] | {"own.css": b"b {}"}}
    assert second in two_entries.page("index.html")
    assert first not in two_entries.page("index.html")
    two_entries.build()
    assert static_sets(two_entries) == {second: both[second]}
    two_entries.build(output=two_entries.path / "clean", clean=True)
    assert two_entries.tree() == tree(two_entries.path / "clean")


def test_only_the_last_of_several_sets_of_static_files_stays(two_entries: SiteFolder) -> None:
    folders = [restyle(two_entries, css) for css in ("a {}", "b {}", "c {}")]
    assert static_sets(two_entries).keys() == {*folders[1:]}


def test_static_files_that_are_as_before_the_last_change_are_there_once(two_entries: SiteFolder) -> None:
    first, second, again = (restyle(two_entries, css) for css in ("a {}", "b {}", "a {}"))
    assert first == again
    sets = static_sets(two_entries)
    assert {folder: its["own.css"] for folder, its in sets.items()} == {first: b"a {}", second: b"b {}"}
    two_entries.build()
    assert static_sets(two_entries).keys() == {first}


def test_a_build_with_another_change_takes_the_earlier_static_files_away(two_entries: SiteFolder) -> None:
    restyle(two_entries, "a {}")
    second = restyle(two_entries, "b {}")
    two_entries.write({"content/news/2011/05/16/second.md": "---\ntitle: Second\n---\nNew.\n"})
    two_entries.build()
    assert static_sets(two_entries).keys() == {second}


@pytest.mark.parametrize("how", ["clean", "another output"])
def test_without_a_build_before_no_static_files_stay(two_entries: SiteFolder, how: str) -> None:
    restyle(two_entries, "a {}")
    if how == "another output":
        two_entries.write({"dateline.toml": 'output = "public"\n'})
        two_entries.output = two_entries.path / "public"
    second = restyle(two_entries, "b {}", clean=how == "clean")
    assert static_sets(two_entries).keys() == {second}


@pytest.mark.parametrize("how", ["no memory", "damaged memory"])
def test_the_static_files_of_a_build_that_is_forgotten_stay_too_for_one_more(two_entries: SiteFolder, how: str) -> None:
    restyle(two_entries, "a {}")
    second = restyle(two_entries, "b {}")
    before = static_sets(two_entries)
    if how == "no memory":
        shutil.rmtree(two_entries.path / ".dateline")
    else:
        (two_entries.path / ".dateline/index").write_bytes(b"x")
    third = restyle(two_entries, "c {}")
    assert static_sets(two_entries) == {second: before[second], third: before[second] | {"own.css": b"c {}"}}
    two_entries.build()
    assert static_sets(two_entries).keys() == {third}


def test_a_build_that_knows_of_none_before_takes_earlier_static_files_away_where_its_own_are_as_they_were(
    two_entries: SiteFolder,
) -> None:
    restyle(two_entries, "a {}")
    second = restyle(two_entries, "b {}")
    shutil.rmtree(two_entries.path / ".dateline")
    two_entries.build()
    assert static_sets(two_entries).keys() == {second}


@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_an_earlier_static_file_that_is_not_as_it_was_does_not_stay(two_entries: SiteFolder, harm: str) -> None:
    first = restyle(two_entries, "a {}")
    file = two_entries.output / first / "own.css"
    file.unlink() if harm == "gone" else file.write_text("x {}")
    restyle(two_entries, "b {}")
    assert static_sets(two_entries)[first].keys() == {
        *(
            "find.js",
            "icon.svg",
            "search-index.js",
            "search.css",
            "search.js",
            "stemmers/base-stemmer.js",
            "stemmers/en.js",
            "style.css",
        )
    }


def test_static_files_that_came_back_with_other_times_stay_too(two_entries: SiteFolder, tmp_path: Path) -> None:
    first = restyle(two_entries, "a {}")
    shutil.copytree(two_entries.output, tmp_path / "cached")
    shutil.rmtree(two_entries.output)
    shutil.copytree(tmp_path / "cached", two_entries.output, copy_function=shutil.copyfile)
    second = restyle(two_entries, "b {}")
    assert static_sets(two_entries).keys() == {first, second}


def test_earlier_static_files_count_for_nothing_that_is_told(two_entries: SiteFolder) -> None:
    restyle(two_entries, "a {}")
    two_entries.write({CSS: "b {}"})
    built = two_entries.build()
    two_entries.build(output=two_entries.path / "clean", clean=True)
    files = {name: content for name, content in tree(two_entries.path / "clean").items() if name != MANIFEST}
    assert (built.report.files, built.report.size) == (len(files), sum(map(len, files.values())))


def test_a_file_of_the_content_beside_static_ones_is_at_its_own_address(two_entries: SiteFolder) -> None:
    two_entries.write({"content/static/map.txt": "A map."})
    restyle(two_entries, "a {}")
    restyle(two_entries, "b {}")
    assert two_entries.page("static/map.txt") == "A map."


def test_a_build_that_goes_wrong_leaves_the_static_files_of_the_one_before(two_entries: SiteFolder) -> None:
    restyle(two_entries, "a {}")
    restyle(two_entries, "b {}")
    before = two_entries.tree()
    two_entries.write({CSS: "c {}", "templates/404.html": "{{ nothing }}"})
    with pytest.raises(ProblemsFound):
        two_entries.build()
    assert two_entries.tree() == before
