"""What is written shows, and every save counts once: tried with the real file system."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from builder.serve.debounce import QUIET_PERIOD, SAVE_DELAY
from builder.serve.reloader import SLOW_CHECK_DELAY
from builder.theme.load import load_theme
from tests.repository import committed
from tests.serve.running import News, Running, running, wait_for
from tests.serve.stopped_clock import StoppedClock
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
PAGE = "/news/2011/05/15/first.html"
OLD = "---\ntitle: First\ncontexts: [Iran]\n---\nOld words.\n"
NEW = "---\ntitle: First\ncontexts: [Iran]\n---\nNew words.\n"
LONG = 5 * SLOW_CHECK_DELAY
"""Seconds after which everything is done that can follow from a change."""


@pytest.fixture
def followed(site: SiteFolder) -> Iterator[Running]:
    """A site of two entries that is served and watched."""
    site.write({f"{DAY}/first.md": OLD, f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nWords.\n"})
    with running(site.path, watch=True) as server:
        yield server


@pytest.fixture
def stopped(site: SiteFolder) -> Iterator[Running]:
    """The same, where no time passes but what the test lets pass."""
    site.write({f"{DAY}/first.md": OLD, f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [Iran]\n---\nWords.\n"})
    with running(site.path, clock=StoppedClock()) as server:
        yield server


def hears_nothing(news: News, server: Running, site: SiteFolder) -> bool:
    """Whether nothing is told of what was changed till now: the next that is heard is a change that is made here."""
    server.let_pass(LONG)
    number = server.current.edition.number
    site.write({"dateline.toml": "wrong ="})
    server.let_pass(LONG)
    return bool(news.next()["problems"]) and server.current.edition.number == number


Wait = Callable[[float], None]
"""Lets so many seconds pass."""


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
    stopped: Running, site: SiteFolder, save: Callable[[Path, str, Wait], None]
) -> None:
    with stopped.listening(PAGE) as news:
        save(site.path / DAY / "first.md", NEW, stopped.let_pass)
        stopped.let_pass(QUIET_PERIOD)
        static = f"/{load_theme(site.path).static_folder}"
        assert news.next() == {"changed": True, "static": static, "assets": {}, "problems": []}
        assert "New words." in stopped.get(PAGE).text
        assert hears_nothing(news, stopped, site)
    assert [line for line in stopped.said if line.startswith("Changed")] == [f"Changed: {DAY}/first.md"]


def test_a_page_hears_nothing_of_changes_that_it_does_not_show(stopped: Running, site: SiteFolder) -> None:
    with stopped.listening("/topics/index.html") as news:
        (site.path / DAY / "first.md").write_text(NEW)
        stopped.let_pass(QUIET_PERIOD)
        assert "New words." in stopped.get(PAGE).text
        assert hears_nothing(news, stopped, site)


@pytest.mark.parametrize("name", [f"{DAY}/first.md", "dateline.toml", "templates/entry.html"])
def test_a_touch_changes_nothing(site: SiteFolder, name: str) -> None:
    site.write({f"{DAY}/first.md": OLD, "dateline.toml": "title = 'T'\n", "templates/entry.html": "{{ view.title }}"})
    with running(site.path, clock=StoppedClock()) as server, server.listening(PAGE) as news:
        (site.path / name).touch()
        assert hears_nothing(news, server, site)
        assert server.current.edition.number == 1


def test_a_title_shows_wherever_it_stands(followed: Running, site: SiteFolder) -> None:
    (site.path / DAY / "first.md").write_text(OLD.replace("First", "Mended"))
    for page in (PAGE, "/news/2011/05/15/second.html", "/news/2011/05/15/", "/topics/iran/", "/", "/feed.json"):
        followed.until(page, "Mended")


def test_a_new_entry_shows_and_a_deleted_one_goes(followed: Running, site: SiteFolder) -> None:
    new = site.path / "content/news/2011/06/1/third.md"
    new.parent.mkdir(parents=True)
    new.write_text("---\ntitle: Third\ncontexts: [Iran, Ships]\n---\nMore.\n")
    followed.until("/news/2011/06/1/third.html", "More.")
    followed.until("/topics/ships/", "Third")
    assert "Third" in followed.get(PAGE).text
    new.unlink()
    wait_for(lambda: "gone" if followed.get("/news/2011/06/1/third.html").status == 404 else "")
    assert "Third" not in followed.get(PAGE).text


def test_a_source_whose_page_takes_the_address_of_a_file_is_told(followed: Running, site: SiteFolder) -> None:
    site.write({"content/sources/post/index.html": "Mine."})
    followed.until("/sources/post/", "Mine.")
    (site.path / DAY / "first.md").write_text(OLD.replace("contexts", "sources: [Post]\ncontexts"))
    wait_for(lambda: " ".join(line for line in followed.said if "[address-taken]" in line))


def test_folders_may_be_renamed_removed_and_come_back(followed: Running, site: SiteFolder) -> None:
    year, elsewhere = site.path / "content/news/2011", site.path / "elsewhere"
    year.rename(elsewhere)
    wait_for(lambda: "gone" if followed.get(PAGE).status == 404 else "")
    elsewhere.rename(year)
    followed.until(PAGE, "Old words.")
    (site.path / "content/news").rename(site.path / "content/opinion")
    followed.until("/opinion/2011/05/15/first.html", "Old words.")
    assert followed.get(PAGE).status == 404
    (site.path / "content/opinion/2011/05/15/first.md").write_text(NEW)
    followed.until("/opinion/2011/05/15/first.html", "New words.")
    shutil.rmtree(site.path / "content/opinion")
    wait_for(lambda: "gone" if followed.get("/opinion/").status == 404 else "")


def test_the_content_folder_may_go_and_come_back(followed: Running, site: SiteFolder) -> None:
    (site.path / "content").rename(site.path / "away")
    wait_for(lambda: " ".join(line for line in followed.said if "[content-missing]" in line))
    assert "Old words." in followed.get(PAGE).text
    (site.path / "away").rename(site.path / "content")
    wait_for(lambda: "mended" if "All errors are mended." in followed.said else "")
    (site.path / DAY / "first.md").write_text(NEW)
    followed.until(PAGE, "New words.")


def test_a_commit_shows_though_no_file_changes(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD})
    committed(site.path)
    site.write({f"{DAY}/first.md": NEW})
    with running(site.path, watch=True) as server, server.listening(PAGE) as news:
        assert "Updated" not in server.get(PAGE).text
        committed(site.path, "Mend a word")
        assert news.next()["changed"]
        assert "Updated" in server.get(PAGE).text
        assert "New title" not in server.until(PAGE.replace(".html", ".history.html"), "Added")
    assert [line for line in server.said if line.startswith("Changed")] == ["Changed: what git knows."]


def test_a_branch_switch_is_one_change(site: SiteFolder) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=site.path, check=True, capture_output=True)

    for words in ("Old", "New"):
        site.write(
            {f"{DAY}/e{n}.md": f"---\ntitle: E{n}\ncontexts: [C{n % 7}]\n---\n{words} words.\n" for n in range(500)}
        )
        if words == "Old":
            git("init", "--quiet")
        git("checkout", "--quiet", "-b", words)
        git("add", "content")
        git("commit", "--quiet", "-m", words)
    address = "/news/2011/05/15/e499.html"
    with running(site.path, clock=StoppedClock()) as server, server.listening(address) as news:
        git("checkout", "--quiet", "Old")
        server.let_pass(QUIET_PERIOD)
        assert news.next()["changed"]
        assert hears_nothing(news, server, site)
        assert server.current.edition.number == 2
        for number in (0, 250, 499):
            assert "Old words." in server.get(f"/news/2011/05/15/e{number}.html").text


def test_a_burst_of_saves_is_one_change(stopped: Running, site: SiteFolder) -> None:
    with stopped.listening("/news/2011/05/15/") as news:
        for n in range(50):
            site.write({f"{DAY}/more-{n}.md": f"---\ntitle: More {n}\n---\n"})
            stopped.let_pass(SAVE_DELAY / 10)
        stopped.let_pass(QUIET_PERIOD)
        assert news.next()["changed"]
        assert hears_nothing(news, stopped, site)
    assert stopped.current.edition.number == 2


@pytest.mark.parametrize(
    ("name", "wrong", "right", "place"),
    [
        (f"{DAY}/first.md", "---\ntitle: First: a colon\n---\n", OLD, f"{DAY}/first.md:2:13"),
        (f"{DAY}/first.md", "", OLD, f"{DAY}/first.md"),
        (f"{DAY}/first.md", OLD.replace("words", "[[Nothing such]]"), OLD, f"{DAY}/first.md:5"),
        (f"{DAY}/first.md", OLD.replace("words", "[words](nothing.md)"), OLD, f"{DAY}/first.md:5"),
        ("dateline.toml", "title = ", "title = 'T'", "dateline.toml:1"),
        ("dateline.toml", "titel = 'T'", "title = 'T'", "dateline.toml:1"),
        ("templates/entry.html", "\n{% if %}", "<p>{{ view.title }}", "templates/entry.html:2"),
        ("templates/entry.html", "{{ view.titel }}", "<p>{{ view.title }}", "templates/entry.html:1"),
    ],
)
def test_what_is_wrong_is_told_over_the_last_good_page_until_it_is_mended(
    site: SiteFolder, name: str, wrong: str, right: str, place: str
) -> None:
    site.write({f"{DAY}/first.md": OLD, "dateline.toml": "title = 'T'", "templates/entry.html": "<p>{{ view.title }}"})
    with running(site.path, watch=True) as server, server.listening("/news/2011/05/15/first.html") as news:
        file = site.path / name
        file.write_text(wrong)
        while not (heard := news.next())["problems"]:
            pass
        assert [problem["place"] for problem in heard["problems"]] == [place]
        assert all(problem["cure"] and problem["what"] for problem in heard["problems"])
        assert "<p>First" in server.get(PAGE).text
        wait_for(lambda: " ".join(line for line in server.said if line.startswith(f"{place}: ")))
        file.write_text(right)
        while (heard := news.next())["problems"]:
            pass
        wait_for(lambda: "mended" if server.said[-1] == "All errors are mended." else "")


@pytest.mark.parametrize(
    ("name", "texts", "place"),
    [
        ("dateline.toml", ("[related]\nlimit = 'x'", "content = 'nix'"), "nix"),
        ("dateline.toml", ("content = 'nix'", "[related]\nlimit = 'x'"), "dateline.toml:2"),
        (f"{DAY}/first.md", (OLD.replace("words", "[[Nope]]"), "\udcff"), f"{DAY}/first.md:1:1"),
        (f"{DAY}/first.md", (OLD.replace("words", "[words](nothing.md)"), "\udcff"), f"{DAY}/first.md:1:1"),
    ],
)
def test_an_error_that_gives_way_to_another_is_shown_no_longer(
    followed: Running, site: SiteFolder, name: str, texts: tuple[str, str], place: str
) -> None:
    with followed.listening(PAGE) as news:
        (site.path / name).write_text(texts[0])
        while not news.next()["problems"]:
            pass
        (site.path / name).write_text(texts[1], errors="surrogateescape")
        while [problem["place"] for problem in news.next()["problems"]] != [place]:
            pass


def test_other_files_go_on_while_one_is_wrong(followed: Running, site: SiteFolder) -> None:
    (site.path / DAY / "first.md").write_text("---\ntitle: [\n---\n")
    wait_for(lambda: " ".join(line for line in followed.said if "first.md:" in line))
    (site.path / DAY / "second.md").write_text("---\ntitle: Second\ncontexts: [Iran]\n---\nOther words.\n")
    followed.until("/news/2011/05/15/second.html", "Other words.")
    assert "Old words." in followed.get(PAGE).text
    assert "First" in followed.get("/topics/iran/").text


def test_a_site_that_starts_with_an_error_serves_the_rest(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, f"{DAY}/wrong.md": ""})
    with running(site.path, watch=True) as server, server.listening(PAGE) as news:
        assert "Old words." in server.get(PAGE).text
        (site.path / DAY / "wrong.md").write_text(NEW.replace("First", "Right"))
        while news.next()["problems"]:
            pass
        assert "New words." in server.get("/news/2011/05/15/wrong.html").text


def test_a_style_sheet_that_changed_is_named_and_the_page_is_not(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "templates/static/own.css": "a {}"})
    with running(site.path, watch=True) as server, server.listening(PAGE) as news:
        before = load_theme(site.path).static_folder
        site.write({"templates/static/own.css": "b {}"})
        static = load_theme(site.path).static_folder
        heard = {"changed": False, "static": f"/{static}", "assets": {"/static/own.css": 2}, "problems": []}
        assert news.next() == heard
        assert static in server.get(PAGE).text
        for folder in (static, before):
            assert server.get(f"/{folder}own.css").text == "b {}"
        assert server.get("/static/00000000/own.css").status == 404


def test_a_static_file_that_is_written_again_as_it_was_is_no_change(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "templates/static/own.css": "a {}"})
    with running(site.path, clock=StoppedClock()) as server, server.listening(PAGE) as news:
        site.write({"templates/static/own.css": "a {}"})
        assert hears_nothing(news, server, site)


def test_a_file_of_the_content_that_changed_is_named_by_its_address(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "content/map.svg": "<svg/>"})
    with running(site.path, watch=True) as server, server.listening(PAGE) as news:
        site.write({"content/map.svg": "<svg></svg>"})
        heard = news.next()
        assert (heard["changed"], heard["assets"]) == (False, {"/map.svg": 2})
        assert heard["static"] == f"/{load_theme(site.path).static_folder}"


def test_templates_of_the_sites_own_may_be_made_and_taken_away(followed: Running, site: SiteFolder) -> None:
    site.write({"templates/entry.html": "Mine: {{ view.title }}"})
    followed.until(PAGE, "Mine: First")
    site.write({"templates/entry.html": "My: {{ view.title }}"})
    followed.until(PAGE, "My: First")
    shutil.rmtree(site.path / "templates")
    followed.until(PAGE, "<h1>First</h1>")


@pytest.mark.parametrize("name", ["templates/entry.html", "templates/base.html"])
@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("take_away", [lambda file: file.unlink(), lambda file: file.rename(file.with_suffix(".bak"))])
def test_a_template_that_is_taken_away_gives_its_place_back(
    site: SiteFolder, name: str, wrong: bool, take_away: Callable[[Path], None]
) -> None:
    site.write({f"{DAY}/first.md": OLD, name: "{% if %}" if wrong else "Mine."})
    with running(site.path, watch=True) as server, server.listening(PAGE) as news:
        assert "<h1>First</h1>" not in server.get(PAGE).text
        take_away(site.path / name)
        server.until(PAGE, "<h1>First</h1>")
        while wrong and news.next()["problems"]:
            pass


def test_settings_that_are_taken_away_count_no_longer(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": OLD, "pyproject.toml": "[tool.dateline]\ntitle = 'Harbour news'\n"})
    with running(site.path, watch=True) as server:
        server.until(PAGE, "Harbour news")
        (site.path / "pyproject.toml").unlink()
        server.until(PAGE, "A news timeline")


@pytest.mark.parametrize("name", ["out.md", "pipe.md", "nowhere.md", "a\nb.md", "folder/out.md"])
def test_an_error_goes_with_a_file_that_could_never_be_read(followed: Running, site: SiteFolder, name: str) -> None:
    file = site.path / DAY / name
    with followed.listening(PAGE) as news:
        file.parent.mkdir(exist_ok=True)
        if name == "pipe.md":
            os.mkfifo(file)
        elif name == "a\nb.md":
            file.write_text(OLD)
        else:
            file.symlink_to("nothing" if name == "nowhere.md" else site.path.parent)
        while not news.next()["problems"]:
            pass
        if name == "folder/out.md":
            shutil.rmtree(file.parent)
        else:
            file.unlink()
        while news.next()["problems"]:
            pass


def test_settings_show_at_once(followed: Running, site: SiteFolder) -> None:
    site.write({"dateline.toml": 'title = "Harbour news"\nbase_url = "https://example.org/repo/"\n'})
    followed.until(f"/repo{PAGE}", "Harbour news")
    site.write({"dateline.toml": 'title = "Harbour news"\ncontent = "texts"\n', "texts/news/2012/01/1/a.md": OLD})
    followed.until("/news/2012/01/1/a.html", "Old words.")
    site.write({"texts/news/2012/01/1/a.md": NEW})
    followed.until("/news/2012/01/1/a.html", "New words.")


def test_where_the_system_cannot_watch_more_it_says_so_and_polls(
    site: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    site.write({f"{DAY}/first.md": OLD})
    monkeypatch.setattr("builder.serve.file_watcher.Observer.schedule", full)
    with running(site.path, watch=True) as server:
        assert any(line.startswith("The system cannot watch more folders") for line in server.said)
        (site.path / DAY / "first.md").write_text(NEW)
        server.until(PAGE, "New words.")


def test_a_page_that_comes_to_be_is_told_to_whoever_waits_for_it(followed: Running, site: SiteFolder) -> None:
    with followed.listening("/news/2011/05/15/third.html") as news:
        site.write({f"{DAY}/third.md": "---\ntitle: Third\n---\n"})
        assert news.next()["changed"]


def test_nothing_is_written(followed: Running, site: SiteFolder) -> None:
    followed.get(PAGE)
    (site.path / DAY / "first.md").write_text(NEW)
    followed.until(PAGE, "New words.")
    assert sorted(item.name for item in site.path.iterdir()) == ["content"]


def test_edits_and_readers_at_the_same_time_end_right(followed: Running, site: SiteFolder) -> None:
    readers = [Thread(target=lambda: [followed.get(PAGE) for _ in range(50)]) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(50):
        (site.path / DAY / "first.md").write_text(OLD.replace("Old", f"Words {number},"))
    for reader in readers:
        reader.join()
    followed.until(PAGE, "Words 49,")
