"""The reloader: edits show, and every save counts once; tried with the real file system."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from threading import Thread

import pytest

from builder.config.checked_sources import FILE as CHECKED_SOURCES
from builder.serve.debounce import QUIET_PERIOD, SAVE_DELAY
from builder.serve.reloader import SLOW_CHECK_DELAY
from builder.theme.load import load_theme
from tests.repository import committed
from tests.serve.fake_clock import FakeClock
from tests.serve.running import EventStream, RunningServer, running, wait_for
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
PAGE = "/news/2011/05/15/first.html"
OLD = "---\ntitle: First\ncontexts: [Iran]\nignore_findings: [source-missing, orphan]\n---\nOld words.\n"
NEW = OLD.replace("Old", "New")
LONG = 5 * SLOW_CHECK_DELAY
"""Seconds after which all deferred work that follows from a change is done."""


@pytest.fixture
def files() -> Mapping[str, str]:
    """Two entries."""
    return {f"{DAY}/first.md": OLD, f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nWords.\n"}


@pytest.fixture
def timed_server(site: SiteFolder, files: Mapping[str, str]) -> Iterator[RunningServer]:
    """A server of them with a clock that the test advances."""
    site.write(files)
    with running(site.path, clock=FakeClock()) as server:
        yield server


def is_silent(events: EventStream, server: RunningServer, site: SiteFolder) -> bool:
    """Whether an open page gets no message about changes up to now: the next is about one that is made here."""
    server.advance(LONG)
    number = server.current.snapshot.number
    site.write({"dateline.toml": "wrong ="})
    server.advance(LONG)
    return bool(events.next_message()["problems"]) and server.current.snapshot.number == number


Wait = Callable[[float], None]
"""Advances the clock by so many seconds."""


def vim(file: Path, text: str, _: Wait) -> None:
    """The old file is renamed, and a new one written; another file is made and removed before."""
    probe = file.with_name("4913")
    probe.write_text("")
    probe.unlink()
    file.rename(f"{file}~")
    with open(file, "w", encoding="utf-8") as written:
        written.write(text)
        os.fsync(written.fileno())
    file.chmod(0o644)
    Path(f"{file}~").unlink()


def nano(file: Path, text: str, _: Wait) -> None:
    """The file is cut to nothing and written."""
    file.write_text(text)


def atomic(file: Path, text: str, _: Wait) -> None:
    """As VS Code, and many others, do it: a new file is written beside the old one and moved over it."""
    new = file.with_name(f"{file.name}.tmp-1234")
    new.write_text(text)
    new.replace(file)


def sed(file: Path, _: str, __: Wait) -> None:
    """The program itself."""
    subprocess.run(["sed", "-i", "s/Old/New/", file.name], cwd=file.parent, check=True)


def recreated(file: Path, text: str, wait: Wait) -> None:
    """The file is deleted and made again."""
    file.unlink()
    wait(QUIET_PERIOD / 5)
    file.write_text(text)


def halves(file: Path, text: str, wait: Wait) -> None:
    """One half is written and saved, then the rest; the first half alone would be an error."""
    half = text.index("contexts") + 5
    with open(file, "w", encoding="utf-8") as written:
        written.write(text[:half])
    wait(QUIET_PERIOD / 3)
    with open(file, "a", encoding="utf-8") as written:
        written.write(text[half:])


def slowly(file: Path, text: str, wait: Wait) -> None:
    """The file is written in pieces, and stays open."""
    with open(file, "w", encoding="utf-8") as written:
        for letter in text:
            written.write(letter)
            written.flush()
            wait(QUIET_PERIOD / 50)


def with_a_rest(file: Path, text: str, wait: Wait) -> None:
    """The file is written half, and stays open for longer than a save takes before the rest comes."""
    half = text.index("contexts") + 5
    with open(file, "w", encoding="utf-8") as written:
        written.write(text[:half])
        written.flush()
        wait(4 * QUIET_PERIOD)
        written.write(text[half:])


def moved_in(file: Path, text: str, _: Wait) -> None:
    """A file from elsewhere is moved over it."""
    new = file.parents[6] / "elsewhere.md"
    new.write_text(text)
    new.replace(file)


SAVES = [vim, nano, atomic, sed, recreated, halves, slowly, with_a_rest, moved_in]


@pytest.mark.parametrize("save", SAVES, ids=lambda save: save.__name__)
def test_a_save_shows_once_however_an_editor_makes_it(
    timed_server: RunningServer, site: SiteFolder, save: Callable[[Path, str, Wait], None]
) -> None:
    with timed_server.open_page(PAGE) as events:
        save(site.path / DAY / "first.md", NEW, timed_server.advance)
        timed_server.advance(QUIET_PERIOD)
        static = f"/{load_theme(site.path).static_folder}"
        nothing: dict[str, object] = {"assets": {}, "problems": [], "warnings": []}
        assert events.next_message() == {"changed": True, "static": static, **nothing}
        assert "New words." in timed_server.get(PAGE).text
        assert is_silent(events, timed_server, site)
    assert [line for line in timed_server.printed if line.startswith("Changed")] == [f"Changed: {DAY}/first.md"]


def test_a_page_gets_no_message_of_changes_that_it_does_not_show(timed_server: RunningServer, site: SiteFolder) -> None:
    with timed_server.open_page("/topics/index.html") as events:
        (site.path / DAY / "first.md").write_text(NEW)
        timed_server.advance(QUIET_PERIOD)
        assert "New words." in timed_server.get(PAGE).text
        assert is_silent(events, timed_server, site)


@pytest.mark.parametrize("name", [f"{DAY}/first.md", "dateline.toml", "templates/entry.html"])
def test_a_touch_changes_nothing(site: SiteFolder, name: str) -> None:
    site.write({f"{DAY}/first.md": OLD, "dateline.toml": "title = 'T'\n", "templates/entry.html": "{{ view.title }}"})
    with running(site.path, clock=FakeClock()) as server, server.open_page(PAGE) as events:
        (site.path / name).touch()
        assert is_silent(events, server, site)
        assert server.current.snapshot.number == 1


def test_a_source_is_marked_as_soon_as_it_is_known_to_be_dead(site: SiteFolder) -> None:
    source = "sources: ['https://gazette.example/1']\n"
    site.write({f"{DAY}/first.md": OLD.replace("---\n", f"---\n{source}", 1)})
    site.write({"dateline.toml": "mark_dead_sources = true\n"})
    line = '{"url":"https://gazette.example/1","state":"gone","since":"2031-03-03","last":"2031-03-04","days":2}\n'
    with running(site.path, watch=True) as server:
        assert "no longer there" not in server.get(PAGE).text
        site.write({CHECKED_SOURCES: line})
        server.wait_for_text(PAGE, "no longer there on 3 March 2031")


def test_a_title_shows_wherever_it_stands(server: RunningServer, site: SiteFolder) -> None:
    (site.path / DAY / "first.md").write_text(OLD.replace("First", "Mended"))
    for page in (PAGE, "/news/2011/05/15/second.html", "/news/2011/05/15/", "/topics/iran/", "/", "/feed.json"):
        server.wait_for_text(page, "Mended")


def test_a_new_entry_shows_and_a_deleted_one_goes(server: RunningServer, site: SiteFolder) -> None:
    new = site.path / "content/news/2011/06/1/third.md"
    new.parent.mkdir(parents=True)
    new.write_text("---\ntitle: Third\ncontexts: [Iran, Ships]\n---\nMore.\n")
    server.wait_for_text("/news/2011/06/1/third.html", "More.")
    server.wait_for_text("/topics/ships/", "Third")
    assert "Third" in server.get(PAGE).text
    new.unlink()
    wait_for(lambda: "gone" if server.get("/news/2011/06/1/third.html").status == 404 else "")
    assert "Third" not in server.get(PAGE).text


def test_a_source_whose_page_takes_the_address_of_a_file_is_reported(server: RunningServer, site: SiteFolder) -> None:
    site.write({"dateline.toml": 'title = "Harbour news"\nactive_files = ["*.html"]\n'})
    site.write({"content/sources/post/index.html": "Mine."})
    server.wait_for_text("/sources/post/", "Mine.")
    (site.path / DAY / "first.md").write_text(OLD.replace("contexts", "sources: [Post]\ncontexts"))
    wait_for(lambda: " ".join(line for line in server.printed if "[address-taken]" in line))


def test_folders_may_be_renamed_removed_and_come_back(server: RunningServer, site: SiteFolder) -> None:
    year, elsewhere = site.path / "content/news/2011", site.path / "elsewhere"
    year.rename(elsewhere)
    wait_for(lambda: "gone" if server.get(PAGE).status == 404 else "")
    elsewhere.rename(year)
    server.wait_for_text(PAGE, "Old words.")
    (site.path / "content/news").rename(site.path / "content/opinion")
    server.wait_for_text("/opinion/2011/05/15/first.html", "Old words.")
    assert server.get(PAGE).status == 404
    (site.path / "content/opinion/2011/05/15/first.md").write_text(NEW)
    server.wait_for_text("/opinion/2011/05/15/first.html", "New words.")
    shutil.rmtree(site.path / "content/opinion")
    wait_for(lambda: "gone" if server.get("/opinion/").status == 404 else "")


def test_the_content_folder_may_go_and_come_back(server: RunningServer, site: SiteFolder) -> None:
    (site.path / "content").rename(site.path / "away")
    wait_for(lambda: " ".join(line for line in server.printed if "[content-missing]" in line))
    assert "Old words." in server.get(PAGE).text
    (site.path / "away").rename(site.path / "content")
    wait_for(lambda: "mended" if "All errors are mended." in server.printed else "")
    (site.path / DAY / "first.md").write_text(NEW)
    server.wait_for_text(PAGE, "New words.")


def test_a_commit_shows_though_no_file_changes(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD})
    committed(site.path)
    site.write({f"{DAY}/first.md": NEW})
    with running(site.path, watch=True) as server, server.open_page(PAGE) as events:
        assert "Updated" not in server.get(PAGE).text
        committed(site.path, "Mend a word")
        assert events.next_message()["changed"]
        assert "Updated" in server.get(PAGE).text
        assert "New title" not in server.wait_for_text(PAGE.replace(".html", ".history.html"), "Added")
    assert [line for line in server.printed if line.startswith("Changed")] == ["Changed: what git knows."]


def test_a_branch_switch_is_one_change(site: SiteFolder) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=site.path, check=True, capture_output=True)

    for words in ("Old", "New"):
        site.write({f"{DAY}/e{n}.md": OLD.replace("First", f"E{n}").replace("Old", words) for n in range(500)})
        if words == "Old":
            git("init", "--quiet")
        git("checkout", "--quiet", "-b", words)
        git("add", "content")
        git("commit", "--quiet", "-m", words)
    address = "/news/2011/05/15/e499.html"
    with running(site.path, clock=FakeClock()) as server, server.open_page(address) as events:
        git("checkout", "--quiet", "Old")
        server.advance(QUIET_PERIOD)
        assert events.next_message()["changed"]
        assert is_silent(events, server, site)
        assert server.current.snapshot.number == 2
        for number in (0, 250, 499):
            assert "Old words." in server.get(f"/news/2011/05/15/e{number}.html").text


def test_a_burst_of_saves_is_one_change(timed_server: RunningServer, site: SiteFolder) -> None:
    with timed_server.open_page("/news/2011/05/15/") as events:
        for n in range(50):
            site.write({f"{DAY}/more-{n}.md": f"---\ntitle: More {n}\n---\n"})
            timed_server.advance(SAVE_DELAY / 10)
        timed_server.advance(QUIET_PERIOD)
        assert events.next_message()["changed"]
        assert is_silent(events, timed_server, site)
    assert timed_server.current.snapshot.number == 2


@pytest.mark.parametrize(
    ("name", "wrong", "right", "place"),
    [
        (f"{DAY}/first.md", "---\ntitle: First: a colon\n---\n", OLD, f"{DAY}/first.md:2:13"),
        (f"{DAY}/first.md", "", OLD, f"{DAY}/first.md"),
        (f"{DAY}/first.md", OLD.replace("---", "---\nrelated: [nothing-such]", 1), OLD, f"{DAY}/first.md:2"),
        (f"{DAY}/first.md", OLD.replace("words", "[words](nothing.md)"), OLD, f"{DAY}/first.md:6"),
        ("dateline.toml", "title = ", "title = 'T'", "dateline.toml:1"),
        ("dateline.toml", "titel = 'T'", "title = 'T'", "dateline.toml:1"),
        ("templates/entry.html", "\n{% if %}", "<p>{{ view.title }}", "templates/entry.html:2"),
        ("templates/entry.html", "{{ view.titel }}", "<p>{{ view.title }}", "templates/entry.html:1"),
    ],
)
def test_problems_are_sent_with_the_last_good_page_until_they_are_mended(
    site: SiteFolder, name: str, wrong: str, right: str, place: str
) -> None:
    site.write({f"{DAY}/first.md": OLD, "dateline.toml": "title = 'T'", "templates/entry.html": "<p>{{ view.title }}"})
    with running(site.path, watch=True) as server, server.open_page("/news/2011/05/15/first.html") as events:
        file = site.path / name
        file.write_text(wrong)
        while not (message := events.next_message())["problems"]:
            pass
        assert [problem["place"] for problem in message["problems"]] == [place]
        assert all(problem["cure"] and problem["what"] for problem in message["problems"])
        assert "<p>First" in server.get(PAGE).text
        wait_for(lambda: " ".join(line for line in server.printed if line.startswith(f"{place}: ")))
        file.write_text(right)
        while (message := events.next_message())["problems"]:
            pass
        wait_for(lambda: "mended" if server.printed[-1] == "All errors are mended." else "")


@pytest.mark.parametrize(
    ("name", "texts", "place"),
    [
        ("dateline.toml", ("[related]\nlimit = 'x'", "content = 'nix'"), "nix"),
        ("dateline.toml", ("content = 'nix'", "[related]\nlimit = 'x'"), "dateline.toml:2"),
        (f"{DAY}/first.md", (OLD.replace("---", "---\nrelated: [nope]", 1), "\udcff"), f"{DAY}/first.md:1:1"),
        (f"{DAY}/first.md", (OLD.replace("words", "[words](nothing.md)"), "\udcff"), f"{DAY}/first.md:1:1"),
    ],
)
def test_an_error_that_is_replaced_by_another_is_shown_no_longer(
    server: RunningServer, site: SiteFolder, name: str, texts: tuple[str, str], place: str
) -> None:
    with server.open_page(PAGE) as events:
        (site.path / name).write_text(texts[0])
        while not events.next_message()["problems"]:
            pass
        (site.path / name).write_text(texts[1], errors="surrogateescape")
        while [problem["place"] for problem in events.next_message()["problems"]] != [place]:
            pass


def test_other_files_go_on_while_one_is_wrong(server: RunningServer, site: SiteFolder) -> None:
    (site.path / DAY / "first.md").write_text("---\ntitle: [\n---\n")
    wait_for(lambda: " ".join(line for line in server.printed if "first.md:" in line))
    (site.path / DAY / "second.md").write_text("---\ntitle: Second\ncontexts: [Iran]\n---\nOther words.\n")
    server.wait_for_text("/news/2011/05/15/second.html", "Other words.")
    assert "Old words." in server.get(PAGE).text
    assert "First" in server.get("/topics/iran/").text


def test_a_site_that_starts_with_an_error_serves_the_rest(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, f"{DAY}/wrong.md": ""})
    with running(site.path, watch=True) as server, server.open_page(PAGE) as events:
        assert "Old words." in server.get(PAGE).text
        (site.path / DAY / "wrong.md").write_text(NEW.replace("First", "Right"))
        while events.next_message()["problems"]:
            pass
        assert "New words." in server.get("/news/2011/05/15/wrong.html").text


def test_a_style_sheet_that_changed_is_named_and_the_page_is_not(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "templates/static/own.css": "a {}"})
    with running(site.path, watch=True) as server, server.open_page(PAGE) as events:
        before = load_theme(site.path).static_folder
        site.write({"templates/static/own.css": "b {}"})
        static = load_theme(site.path).static_folder
        said_of_it = {"assets": {"/static/own.css": 2}, "problems": [], "warnings": []}
        message = {"changed": False, "static": f"/{static}", **said_of_it}
        assert events.next_message() == message
        assert static in server.get(PAGE).text
        for folder in (static, before):
            assert server.get(f"/{folder}own.css").text == "b {}"
        assert server.get("/static/00000000/own.css").status == 404


def test_a_static_file_that_is_written_again_as_it_was_is_no_change(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "templates/static/own.css": "a {}"})
    with running(site.path, clock=FakeClock()) as server, server.open_page(PAGE) as events:
        site.write({"templates/static/own.css": "a {}"})
        assert is_silent(events, server, site)


def test_a_file_of_the_content_that_changed_is_named_by_its_address(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "content/map.svg": "<svg/>"})
    with running(site.path, watch=True) as server, server.open_page(PAGE) as events:
        site.write({"content/map.svg": "<svg></svg>"})
        message = events.next_message()
        assert (message["changed"], message["assets"]) == (False, {"/map.svg": 2})
        assert message["static"] == f"/{load_theme(site.path).static_folder}"


def test_templates_of_the_sites_own_may_be_made_and_taken_away(server: RunningServer, site: SiteFolder) -> None:
    site.write({"templates/entry.html": "Mine: {{ view.title }}"})
    server.wait_for_text(PAGE, "Mine: First")
    site.write({"templates/entry.html": "My: {{ view.title }}"})
    server.wait_for_text(PAGE, "My: First")
    shutil.rmtree(site.path / "templates")
    server.wait_for_text(PAGE, "<h1>First</h1>")


@pytest.mark.parametrize("name", ["templates/entry.html", "templates/base.html"])
@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("take_away", [lambda file: file.unlink(), lambda file: file.rename(file.with_suffix(".bak"))])
def test_a_template_that_is_taken_away_gives_its_place_back(
    site: SiteFolder, name: str, wrong: bool, take_away: Callable[[Path], None]
) -> None:
    site.write({f"{DAY}/first.md": OLD, name: "{% if %}" if wrong else "Mine."})
    with running(site.path, watch=True) as server, server.open_page(PAGE) as events:
        assert "<h1>First</h1>" not in server.get(PAGE).text
        take_away(site.path / name)
        server.wait_for_text(PAGE, "<h1>First</h1>")
        while wrong and events.next_message()["problems"]:
            pass


def test_settings_that_are_taken_away_count_no_longer(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "pyproject.toml": "[tool.dateline]\ntitle = 'Harbour news'\n"})
    with running(site.path, watch=True) as server:
        server.wait_for_text(PAGE, "Harbour news")
        (site.path / "pyproject.toml").unlink()
        server.wait_for_text(PAGE, "A news timeline")


@pytest.mark.parametrize("name", ["out.md", "pipe.md", "nowhere.md", "a\nb.md", "folder/out.md"])
def test_an_error_goes_with_a_file_that_could_never_be_read(server: RunningServer, site: SiteFolder, name: str) -> None:
    file = site.path / DAY / name
    with server.open_page(PAGE) as events:
        file.parent.mkdir(exist_ok=True)
        if name == "pipe.md":
            os.mkfifo(file)
        elif name == "a\nb.md":
            file.write_text(OLD)
        else:
            file.symlink_to("nothing" if name == "nowhere.md" else site.path.parent)
        while not events.next_message()["problems"]:
            pass
        if name == "folder/out.md":
            shutil.rmtree(file.parent)
        else:
            file.unlink()
        while events.next_message()["problems"]:
            pass


def test_settings_show_at_once(server: RunningServer, site: SiteFolder) -> None:
    site.write({"dateline.toml": 'title = "Harbour news"\nbase_url = "https://example.org/repo/"\n'})
    server.wait_for_text(f"/repo{PAGE}", "Harbour news")
    site.write({"dateline.toml": 'title = "Harbour news"\ncontent = "texts"\n', "texts/news/2012/01/1/a.md": OLD})
    server.wait_for_text("/news/2012/01/1/a.html", "Old words.")
    site.write({"texts/news/2012/01/1/a.md": NEW})
    server.wait_for_text("/news/2012/01/1/a.html", "New words.")


def test_at_the_limit_of_watches_it_says_so_and_polls(site: SiteFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    site.write({f"{DAY}/first.md": OLD})
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", full)
    with running(site.path, watch=True) as server:
        assert any(line.startswith("The system cannot watch more folders") for line in server.printed)
        (site.path / DAY / "first.md").write_text(NEW)
        server.wait_for_text(PAGE, "New words.")


def test_a_page_that_is_loaded_by_hand_shows_its_file_as_it_is_though_nobody_told_of_a_change(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.write({f"{DAY}/first.md": OLD})
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", lambda *_, **__: None)
    monkeypatch.setattr("builder.serve.file_watcher.FileWatcher._watch_one_more", lambda _: None)
    with running(site.path, watch=True) as server:
        assert "Old words." in server.get(PAGE).text
        (site.path / DAY / "first.md").write_text(NEW)
        assert "New words." in server.get(PAGE).text


def test_without_watching_it_shows_it_as_it_was(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD})
    with running(site.path) as server:
        (site.path / DAY / "first.md").write_text(NEW)
        assert "Old words." in server.get(PAGE).text


def test_a_page_that_is_added_is_sent_to_whoever_waits_for_it(server: RunningServer, site: SiteFolder) -> None:
    with server.open_page("/news/2011/05/15/third.html") as events:
        site.write({f"{DAY}/third.md": "---\ntitle: Third\n---\n"})
        assert events.next_message()["changed"]


def test_nothing_is_written(server: RunningServer, site: SiteFolder) -> None:
    server.get(PAGE)
    (site.path / DAY / "first.md").write_text(NEW)
    server.wait_for_text(PAGE, "New words.")
    assert sorted(item.name for item in site.path.iterdir()) == ["content"]


def test_edits_and_readers_at_the_same_time_end_right(server: RunningServer, site: SiteFolder) -> None:
    readers = [Thread(target=lambda: [server.get(PAGE) for _ in range(50)]) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(50):
        (site.path / DAY / "first.md").write_text(OLD.replace("Old", f"Words {number},"))
    for reader in readers:
        reader.join()
    server.wait_for_text(PAGE, "Words 49,")
