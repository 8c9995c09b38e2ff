"""Checking the sources of a site: what is asked, what is written down, what is told."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest
from msgspec.structs import replace

from builder.config.checked_sources import FILE
from builder.core.dates import Date, date_of_ordinal
from builder.core.problems import Code, ProblemsFound
from builder.core.progress import Progress
from builder.linkcheck.check import (
    Archived,
    CheckedSources,
    CheckOptions,
    addresses_of,
    archive_sources,
    check_sources,
    read_site,
)
from builder.linkcheck.exchange import Answer
from builder.linkcheck.memory import KEPT, Memory
from tests.linkcheck.web import Handler, Patience, Web, page, raw
from tests.sites import SiteFolder

DAY = Date(2031, 5, 1)


def write(site: SiteFolder, *urls: str, name: str = "a", more: str = "") -> str:
    """Write an entry with some sources; its path."""
    path = f"content/news/2031/04/15/{name}.md"
    sources = "".join(f"  - url: {url}\n{more}" for url in urls)
    site.write({path: f"---\ntitle: {name}\nsources:\n{sources}---\nText.\n"})
    return path


def check(site: SiteFolder, web: Web, day: int = 0, **options: Any) -> CheckedSources:
    """Check the sources of a site some days after the first."""
    now = read_site(site.config(today=date_of_ordinal(DAY.ordinal + day)), Progress())
    return check_sources(now, web.exchange().ask, CheckOptions(**options), Progress(), Patience().clock)


def archive(site: SiteFolder, web: Web, day: int = 0, **options: Any) -> Archived:
    """Look for copies of the sources of a site."""
    now = read_site(site.config(today=date_of_ordinal(DAY.ordinal + day)), Progress())
    asked = CheckOptions(archive_api=web.url("/api"), **options)
    return archive_sources(now, web.exchange().ask, asked, Progress(), Patience().clock)


def paths(web: Web) -> list[str]:
    """The paths that were asked for since this was called last, each once."""
    found = sorted({path for *_, path in web.asked})
    web.asked.clear()
    return found


@pytest.fixture
def good(web: Web) -> Web:
    """A web with two pages that are there."""
    web.pages = {"/good": page(), "/other": page()}
    return web


def test_each_address_of_published_entries_is_asked_once(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/good"), good.url("/good#part"))
    write(site, good.url("/good"), name="b")
    site.write({"content/news/2031/04/15/c.md": f"---\ntitle: C\ndraft: true\nsources: {good.url('/other')}\n---\n"})
    checked = check(site, good)
    assert (checked.addresses, checked.asked, checked.problems) == (1, {"good": 1}, ())
    assert [(method, path) for method, _, path in good.asked] == [("HEAD", "/good"), ("GET", "/good")]


def test_what_was_good_is_not_asked_for_a_month_unless_it_is_said_to(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/good"))
    check(site, good)
    for day, options, asked in ((29, {}, []), (29, {"again": True}, ["/good"]), (58, {}, []), (59, {}, ["/good"])):
        good.asked.clear()
        check(site, good, day, **options)
        assert paths(good) == asked


def test_a_dead_source_is_told_with_its_line_its_answer_and_a_cure_and_not_after_one_failure(
    site: SiteFolder, good: Web
) -> None:
    path = write(site, good.url("/good"), good.url("/gone"))
    (first,) = check(site, good).problems
    assert (first.code, str(first.place)) == (Code.SOURCE_FAILING, f"{path}:5")
    (second,) = check(site, good, day=1).problems
    assert (second.code, str(second.place)) == (Code.SOURCE_DEAD, f"{path}:5")
    assert second.what == (
        f"the source {good.url('/gone')} is dead since 2031-05-01: it answered with status 404, Not Found on 2031-05-02"
    )
    assert "--archive" in second.cure


def test_one_that_names_a_copy_is_cured(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/good"))
    write(site, good.url("/gone"), name="b", more="    archive_url: https://archive.example.org/b\n")
    assert check(site, good).problems == ()
    assert (site.path / FILE).exists()


def test_settings_and_files_say_what_they_want_to_be_told(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/gone"), good.url("/good"))
    site.write({"dateline.toml": '[problems]\nsource-failing = "error"\n'})
    (problem,) = check(site, good).problems
    assert problem.severity.value == "error"
    file = site.path / "content/news/2031/04/15/a.md"
    file.write_text(file.read_text().replace("title:", "ignore_findings: [source-failing]\ntitle:"))
    assert check(site, good).problems == ()


def test_where_no_server_answers_nothing_is_written_down(site: SiteFolder, good: Web) -> None:
    good.pages["/"] = raw(b"")
    write(site, good.url("/"), good.url("/", "b.example"))
    assert check(site, good).unheard.keys() == {good.url("/"), good.url("/", "b.example")}
    assert not (site.path / FILE).exists()
    assert not (site.path / KEPT).exists()


def test_that_others_answer_which_were_good_tells_a_dead_host_from_a_missing_network(
    site: SiteFolder, good: Web
) -> None:
    good.pages["/closed"] = raw(b"")
    write(site, good.url("/good"), good.url("/closed", "b.example"))
    check(site, good)
    assert check(site, good, day=1).asked == {"unreachable": 1}
    assert "/good" in paths(good)
    good.pages["/good"] = raw(b"")
    before = (site.path / FILE).read_bytes()
    assert check(site, good, day=8).unheard
    assert (site.path / FILE).read_bytes() == before
    good.pages["/good"] = page()
    (problem,) = check(site, good, day=9).problems
    assert problem.code is Code.SOURCE_DEAD


def test_a_limit_takes_those_first_that_were_asked_longest_ago(site: SiteFolder, good: Web) -> None:
    for name in "abc":
        good.pages[f"/{name}"] = page()
    write(site, *(good.url(f"/{name}") for name in "abc"))
    for day, left, asked in ((0, 1, ["/a", "/b"]), (1, 0, ["/c"]), (31, 1, ["/a", "/b"]), (32, 0, ["/c"])):
        assert check(site, good, day, limit=2).left == left
        assert paths(good) == asked


def test_one_host_is_asked_and_told_of_alone(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/gone", "b.example"), good.url("/gone"))
    checked = check(site, good, host="b.example")
    assert {host for _, host, _ in good.asked} == {"b.example"}
    assert [problem.place.line for problem in checked.problems] == [4]
    assert [problem.place.line for problem in check(site, good).problems] == [4, 5]


def test_a_host_that_is_busy_is_named_and_asked_the_next_day(site: SiteFolder, good: Web) -> None:
    good.pages["/busy"] = page(429)
    write(site, good.url("/good", "b.example"), good.url("/busy"), good.url("/good"))
    checked = check(site, good)
    assert (checked.put_off, checked.problems) == ({"a.example": 2}, ())
    good.pages["/busy"] = page()
    assert check(site, good, day=1).asked == {"good": 2}


def test_what_was_learnt_before_ctrl_c_is_kept(site: SiteFolder, good: Web) -> None:
    write(site, good.url("/gone"), good.url("/good", "b.example"))

    class Impatient(Progress):
        """A person who stops it after the first answer."""

        def show(self, name: str, done: int, _count: int) -> None:
            if name == "sources" and done == 2:
                raise KeyboardInterrupt

    now = read_site(site.config(today=DAY), Progress())
    with pytest.raises(KeyboardInterrupt):
        check_sources(now, good.exchange().ask, CheckOptions(), Impatient(), Patience().clock)
    known = Memory(site.path, DAY)
    assert len([url for url in addresses_of(now) if known[url]]) == 1


def test_addresses_of_private_networks_are_told_and_not_asked(site: SiteFolder, good: Web) -> None:
    path = write(site, good.url("/good"), f"http://localhost:{good.port}/good")

    def ask(method: str, url: str) -> Answer:
        return replace(good.exchange(), private="localhost" not in url).ask(method, url)

    now = read_site(site.config(today=DAY), Progress())
    (problem,) = check_sources(now, ask, CheckOptions(), Progress(), Patience().clock).problems
    assert (problem.code, str(problem.place)) == (Code.SOURCE_PRIVATE, f"{path}:5")
    assert {host for _, host, _ in good.asked} == {"a.example"}


def test_a_private_address_says_nothing_of_the_network(site: SiteFolder, good: Web) -> None:
    def ask(method: str, url: str) -> Answer:
        return replace(good.exchange(), private="localhost" not in url).ask(method, url)

    def checked(*urls: str) -> CheckedSources:
        write(site, *urls)
        now = read_site(site.config(today=DAY), Progress())
        return check_sources(now, ask, CheckOptions(again=True), Progress(), Patience().clock)

    assert checked("http://localhost/a").asked == {"private": 1}
    both = checked("http://localhost/a", "http://a.example:9/")
    assert [*both.unheard] == ["http://a.example:9/"]
    assert [problem.code for problem in both.problems] == [Code.SOURCE_PRIVATE]


def test_a_site_that_a_build_refuses_is_not_checked(site: SiteFolder, good: Web) -> None:
    site.write({"content/news/2031/04/15/a.md": ""})
    with pytest.raises(ProblemsFound):
        check(site, good)
    site.write({"dateline.toml": "keep_going = true\n"})
    write(site, good.url("/good"), name="b")
    assert check(site, good).asked == {"good": 1}


@pytest.fixture
def snapshots(good: Web) -> dict[str, str]:
    """The snapshots of an archive, by the addresses of pages; its API answers at /api."""
    there: dict[str, str] = {}

    class Pages(dict[str, Any]):
        def get(self, path: str, default: Any = None) -> Any:
            return answer if path.startswith("/api?") else super().get(path, default)

    def answer(handler: Handler) -> None:
        query = parse_qs(urlsplit(handler.path).query)
        (url,), (stamp,) = query["url"], query["timestamp"]
        found = {"available": True, "status": "200", "url": f"http://web.archive.org/web/{stamp}/{there.get(url)}"}
        answered = {"archived_snapshots": {"closest": found} if url in there else {}}
        page(content=msgspec.json.encode(answered))(handler)

    good.pages = Pages(good.pages)
    return there


def test_copies_closest_to_the_day_of_the_source_or_the_entry_are_found_the_dead_first(
    site: SiteFolder, good: Web, snapshots: dict[str, str]
) -> None:
    write(site, good.url("/good"))
    write(site, good.url("/gone"), name="b", more="    date: 2031-04-14\n")
    snapshots |= {good.url("/good"): "good", good.url("/gone"): "gone"}
    for day in range(2):
        check(site, good, day)
    first = archive(site, good, limit=1)
    (change,) = first.changes
    assert "archive_url: https://web.archive.org/web/20310414/gone\n" in change.after
    assert first.left == 1
    both = archive(site, good)
    assert [change.path[-4:] for change in both.changes] == ["a.md", "b.md"]
    assert "archive_url: https://web.archive.org/web/20310415/good\n" in both.changes[0].after
    (problem,) = check(site, good, day=2).problems
    assert problem.cure == "give it its copy: archive_url: https://web.archive.org/web/20310414/gone"


def test_what_cannot_be_written_is_named_with_its_copy(site: SiteFolder, good: Web, snapshots: dict[str, str]) -> None:
    path = "content/news/2031/04/15/a.md"
    site.write({path: f'+++\ntitle = "A"\nsources = ["{good.url("/good")}"]\n+++\n'})
    snapshots[good.url("/good")] = "good"
    archived = archive(site, good)
    assert archived.changes == ()
    assert archived.unchanged == (
        f"{path}: {good.url('/good')}: archive_url: https://web.archive.org/web/20310415/good",
    )


def test_pages_without_a_copy_are_counted_and_not_looked_for_again_soon(
    site: SiteFolder, good: Web, snapshots: dict[str, str]
) -> None:
    write(site, good.url("/good"))
    assert archive(site, good).none == 1
    snapshots[good.url("/good")] = "good"
    assert archive(site, good, day=1) == Archived(())
    assert len(archive(site, good, day=1, again=True).changes) == 1


def test_an_archive_that_fails_is_not_asked_on_and_what_it_said_is_kept(
    site: SiteFolder, good: Web, snapshots: dict[str, str], tmp_path: Path
) -> None:
    write(site, *(good.url(f"/{name}") for name in "ab"))
    snapshots[good.url("/a")] = "a"
    now = read_site(site.config(today=DAY), Progress())
    asked: list[str] = []

    def ask(method: str, url: str) -> Answer:
        asked.append(url)
        return good.exchange().ask(method, url) if len(asked) < 2 else Answer(500)

    options = CheckOptions(archive_api=good.url("/api"))
    archived = archive_sources(now, ask, options, Progress(), Patience().clock)
    assert (archived.silent, len(archived.changes)) == ("it answered with status 500", 1)
    assert "/a" in (site.path / KEPT).read_text()
