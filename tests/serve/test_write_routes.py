"""Entries are written in a form: by a browser on this machine, and by nobody else."""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from lxml import etree, html

from builder.editing.submission import MAX_BYTES
from tests.serve.running import Response, RunningServer, running
from tests.sites import SiteFolder

DAY = "content/news/2011/05/15"
FIRST = "---\ntitle: 'First' # why\ncontexts: [oil, \"Los Angeles, California\"]\nweather: rain\n---\n\nWords.\n"
FORM = "/.dateline/entry"
EDIT = f"{FORM}?file=news/2011/05/15/first.md"


@pytest.fixture
def files() -> Mapping[str, str]:
    """The files of the site."""
    return {
        "dateline.toml": "title = 'Port'\nmarkup.percent_comments = true\n",
        f"{DAY}/first.md": FIRST,
        f"{DAY}/second.md": "---\ntitle: Second\ncontexts: [oil]\nsources: [Gazette]\n---\n",
        f"{DAY}/third.md": "+++\ntitle = 'Third'\n+++\nWords.\n",
        "content/about.md": "# About\n",
    }


def by_id(page: str, name: str) -> html.HtmlElement:
    """The element of an id."""
    found: html.HtmlElement = html.fromstring(page).xpath("//*[@id=$name]", name=name)[0]  # type: ignore[index]  # the stubs know no element
    return found


def values(page: str) -> dict[str, str]:
    """What a browser would send of a form: of a text field all but the line break that it begins with."""
    form = by_id(page, "form")
    texts = {field.get("name", ""): (field.text or "").removeprefix("\n") for field in form.iter("textarea")}
    return {name: value or "" for name, value in form.form_values()} | texts


def form_of(server: RunningServer, path: str = EDIT, **changes: str) -> bytes:
    """The form of a page, filled in and ready to be saved."""
    return urlencode(values(server.get(path).text) | {"do": "save"} | changes).encode()


def text_of(element: etree._Element) -> str:
    """The text of an element, its runs of blanks as one."""
    return " ".join("".join(map(str, element.itertext())).split())


def said(answer: Response) -> str:
    """What stands at the fields of a form, and above them."""
    return " ".join(text_of(node) for node in html.fromstring(answer.text).cssselect(".said li"))


def test_an_edit_is_written_and_its_page_shows_it_at_once(server: RunningServer, site: SiteFolder) -> None:
    answer = server.post(FORM, form_of(server, title="A harbour"))
    assert (answer.status, answer.headers["location"]) == (303, "/news/2011/05/15/first.html")
    assert (site.path / DAY / "first.md").read_text() == FIRST.replace("First", "A harbour")
    assert "<h1>A harbour</h1>" in server.get(answer.headers["location"]).text


def test_a_new_entry_is_written_and_its_page_shows_it_at_once(server: RunningServer, site: SiteFolder) -> None:
    path = f"{FORM}?date=2012-01-12&section=news&context=oil"
    found = values(server.get(path).text)
    assert (found["date"], found["section"], found["contexts"]) == ("2012-01-12", "news", "oil")
    answer = server.post(FORM, form_of(server, path, title="A pier <opens>", body="One.\r\n\r\nTwo."))
    assert (answer.status, answer.headers["location"]) == (303, "/news/2012/01/12/a-pier-opens.html")
    assert (site.path / "content/news/2012/01/12/a-pier-opens.md").read_text() == (
        "---\ntitle: A pier <opens>\ndate: 2012-01-12\ncontexts: [oil]\n---\n\nOne.\n\nTwo.\n"
    )
    assert "A pier &lt;opens&gt;" in server.get(answer.headers["location"]).text


def test_a_draft_is_saved_and_shown_in_its_form(server: RunningServer, site: SiteFolder) -> None:
    (site.path / DAY / "second.md").write_text("---\ntitle: Second\ndraft: true\n---\n")
    answer = server.post(FORM, form_of(server, f"{FORM}?file=news/2011/05/15/second.md", title="Draft"))
    assert (answer.status, answer.headers["location"]) == (303, f"{FORM}?file=news%2F2011%2F05%2F15%2Fsecond.md")


def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(server: RunningServer, site: SiteFolder) -> None:
    answer = server.post(FORM, form_of(server, date="2011-05-16", title="Typed <b>"))
    assert answer.status == 422
    assert values(answer.text)["title"] == "Typed <b>"
    assert "move or rename its file" in text_of(by_id(answer.text, "said-date"))
    field = by_id(answer.text, "date")
    assert (field.get("aria-invalid"), field.get("aria-describedby")) == ("true", "hint-date said-date")
    assert (site.path / DAY / "first.md").read_text() == FIRST


def test_a_file_that_changed_meanwhile_is_shown_beside_what_was_typed(server: RunningServer, site: SiteFolder) -> None:
    form = form_of(server, title="Mine", summary="Mine too")
    theirs = FIRST.replace("First", "Theirs").replace("Words", "Their words")
    (site.path / DAY / "first.md").write_text(theirs)
    answer = server.post(FORM, form)
    assert answer.status == 409
    shown = [text_of(node) for node in html.fromstring(answer.text).cssselect(".versions pre")]
    assert shown == ["Theirs", "Mine"]
    marked = [text_of(node) for node in html.fromstring(answer.text).cssselect(".versions mark")]
    assert marked == ["Theirs", "Mine"]
    found = values(answer.text)
    assert (found["title"], found["summary"], found["body"]) == ("Mine", "Mine too", "Their words.")
    assert (site.path / DAY / "first.md").read_text() == theirs
    took = server.post(FORM, urlencode(found | {"do": "take-title"}).encode())
    assert (took.status, values(took.text)["title"], values(took.text)["summary"]) == (200, "Theirs", "Mine too")
    saved = server.post(FORM, urlencode(values(took.text) | {"do": "save"}).encode())
    assert saved.status == 303
    assert (site.path / DAY / "first.md").read_text() == theirs.replace("weather", "summary: Mine too\nweather")


def test_what_two_people_changed_at_different_fields_is_kept_of_both(server: RunningServer, site: SiteFolder) -> None:
    form = form_of(server, summary="Mine")
    (site.path / DAY / "first.md").write_text(FIRST.replace("Words", "Their words"))
    answer = server.post(FORM, form)
    assert answer.status == 409
    assert "press Save once more" in said(answer)
    assert html.fromstring(answer.text).cssselect(".conflict") == []
    assert server.post(FORM, urlencode(values(answer.text) | {"do": "save"}).encode()).status == 303
    written = (site.path / DAY / "first.md").read_text()
    assert "summary: Mine" in written
    assert "Their words" in written


def test_a_form_of_an_earlier_start_of_the_server_keeps_what_was_typed_and_writes_nothing(
    server: RunningServer, site: SiteFolder
) -> None:
    answer = server.post(FORM, form_of(server, title="Typed", token="of-before"))  # noqa: S106  # no password
    assert answer.status == 403
    assert "press Save once more" in said(answer)
    assert (site.path / DAY / "first.md").read_text() == FIRST
    again = server.post(FORM, urlencode(values(answer.text) | {"do": "save"}).encode())
    assert again.status == 303
    assert "'Typed'" in (site.path / DAY / "first.md").read_text()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": ""}, 403),
        ({"origin": "http://localhost:1"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.example"}, 403),
        ({"host": "192.168.0.7"}, 403),
        ({"x-forwarded-for": "192.168.0.7"}, 403),
        ({"forwarded": "for=192.168.0.7"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"content-type": "multipart/form-data; boundary=x"}, 415),
        ({"content-type": "application/json"}, 415),
        ({"content-type": ""}, 415),
    ],
)
@pytest.mark.parametrize("path", [FORM, f"{FORM}/preview"])
def test_a_form_from_elsewhere_is_refused(
    server: RunningServer, site: SiteFolder, path: str, headers: dict[str, str], status: int
) -> None:
    answer = server.post(path, form_of(server, title="B"), **headers)
    assert (answer.status, "<form" in answer.text) == (status, False)
    assert (site.path / DAY / "first.md").read_text() == FIRST


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 43])
def test_a_wrong_token_writes_nothing(server: RunningServer, site: SiteFolder, token: str) -> None:
    form = form_of(server, title="B", token=token)
    assert [server.post(path, form).status for path in (FORM, f"{FORM}/preview")] == [403, 403]
    assert (site.path / DAY / "first.md").read_text() == FIRST


def test_a_form_that_is_too_large_is_refused(server: RunningServer, site: SiteFolder) -> None:
    form = form_of(server, body="a" * MAX_BYTES)
    assert [server.post(path, form).status for path in (FORM, f"{FORM}/preview")] == [413, 413]
    assert (site.path / DAY / "first.md").read_text() == FIRST


def test_what_is_no_form_is_refused(server: RunningServer) -> None:
    assert server.post(FORM, b"base={").status == 400


@pytest.mark.parametrize(
    "path",
    [
        *("../dateline.toml", "/etc/passwd", "news/../../dateline.toml", "news/2011/05/15/first.md/", "dateline.toml"),
        *("news\\2011\\05\\15\\first.md", "./news/2011/05/15/first.md", "news/2011/05/15/first.md\0", "CON", "NUL.md"),
        *(".git/config", "news/2011/05/15", "link.md/x.md"),
    ],
)
def test_no_path_in_a_form_leads_anywhere_but_to_a_file_of_the_site(
    server: RunningServer, site: SiteFolder, path: str
) -> None:
    form = form_of(server, title="B", file=path)
    answers = [server.post(FORM, form), server.get(f"{FORM}?{urlencode({'file': path})}")]
    assert {answer.status for answer in answers} <= {404, 303}
    assert (site.path / "dateline.toml").read_text().startswith("title = 'Port'")
    assert "[[" not in answers[1].text


@pytest.mark.parametrize("section", ["..", "../..", "/etc", "topics", "con", "a/b", ".dateline"])
def test_no_section_in_a_form_leads_out_of_the_content(server: RunningServer, site: SiteFolder, section: str) -> None:
    before = sorted(file for file in site.path.rglob("*") if ".dateline" not in file.parts)
    answer = server.post(FORM, form_of(server, FORM, title="B", date="2011-05-15", section=section))
    assert answer.status in (303, 422)
    made = {file for file in site.path.rglob("*") if file.is_file() and ".dateline" not in file.parts} - {*before}
    assert all(file.is_relative_to(site.path / "content") for file in made)


def test_a_folder_that_became_a_link_is_not_written_to(server: RunningServer, site: SiteFolder, tmp_path: Path) -> None:
    form = form_of(server, title="B")
    folder = site.path / DAY
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    answer = server.post(FORM, form)
    assert answer.status in (404, 409, 422)
    assert (tmp_path / "elsewhere/first.md").read_text() == FIRST


def test_a_name_that_a_proxy_passes_on_reads_but_does_not_write(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": FIRST})
    with running(site.path, watch=True, host="0.0.0.0") as server:  # noqa: S104  # nothing listens there
        page = server.get("/news/2011/05/15/first.html")
        assert (page.status, ".dateline/entry" in page.text) == (200, False)
        assert server.get(EDIT).status == 403
        assert server.get("/.dateline/entry/names?typed=o").status == 403


def test_a_site_that_is_not_watched_has_no_form(site: SiteFolder) -> None:
    site.write({f"{DAY}/first.md": FIRST})
    with running(site.path) as server:
        assert server.get(EDIT).status == 404
        assert "data-edit" not in server.get("/news/2011/05/15/first.html").text


def test_pages_lead_to_the_form_with_what_they_are_about(server: RunningServer) -> None:
    def links(path: str) -> tuple[str | None, str]:
        (script,) = html.fromstring(server.get(path).text).cssselect("script[src='/.dateline/reload.js']")
        return script.get("data-edit"), script.get("data-new", "")

    assert links("/news/2011/05/15/first.html") == (
        f"{FORM}?file=news%2F2011%2F05%2F15%2Ffirst.md",
        f"{FORM}?date=2011-05-15&section=news",
    )
    assert links("/news/2011/05/15/") == (None, f"{FORM}?date=2011-05-15&section=news")
    assert links("/topics/los-angeles-california/") == (None, f"{FORM}?context=Los+Angeles%2C+California")
    assert links("/news/2011/05/") == (None, f"{FORM}?date=2011-05&section=news")
    assert links("/news/") == (None, f"{FORM}?section=news")
    assert links("/") == links("/nothing") == (None, FORM)
    assert links("/about.html")[1] == FORM


def test_published_pages_have_nothing_of_the_form(server: RunningServer, site: SiteFolder) -> None:
    site.build()
    for address, content in site.tree().items():
        assert b".dateline/entry" not in content, address
        assert b"data-edit" not in content, address


def test_a_form_has_a_policy_and_no_script_of_its_own(server: RunningServer) -> None:
    answer = server.get(EDIT)
    policy = answer.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["cache-control"] == "no-store"
    page = html.fromstring(answer.text)
    assert [script.get("src") for script in page.iter("script")] == ["/.dateline/entry/form.js"]
    assert not page.xpath("//@style | //@onclick | //style")
    assert {server.get(f"/.dateline/entry/form.{ending}").status for ending in ("js", "css")} == {200}


def test_a_preview_is_the_page_that_a_build_would_write(server: RunningServer, site: SiteFolder) -> None:
    form = form_of(server, title="B <script>", body="<script>alert(1)</script> *Words.*", contexts="oil\nIran")
    answer = server.post(f"{FORM}/preview", form, accept="application/json")
    made = json.loads(answer.text)
    page = server.get(made["page"])
    assert "script-src" not in page.headers["content-security-policy"]
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert (site.path / DAY / "first.md").read_text() == FIRST
    assert "First" in server.get("/news/2011/05/15/first.html").text
    assert server.post(FORM, form).status == 303
    site.build()
    assert page.text == site.page("news/2011/05/15/first.html")
    beside = server.get(made["page"].replace("news/2011/05/15/first.html", "topics/oil/index.html"))
    assert (beside.status, beside.headers["location"]) == (302, "/topics/oil/index.html")
    without_script = server.post(f"{FORM}/preview", form)
    assert (without_script.status, server.get(without_script.headers["location"]).text) == (303, page.text)


def test_a_preview_says_at_the_fields_what_check_tells(server: RunningServer) -> None:
    def told(**changes: str) -> dict[str, str]:
        form = form_of(server, FORM, **{"title": "B", "date": "2011-05-15"} | changes)
        answer = server.post(f"{FORM}/preview", form, accept="application/json")
        return {message["field"]: message["sentence"] for message in json.loads(answer.text)["messages"]}

    assert server.wait_for_text("/.dateline/entry/names?typed=oil", "oil")
    server.current.check()
    assert "no source" in told()["sources"]
    assert "no context" in told()["contexts"]
    assert "not http or https" in told(**{"sources.0.name": "A", "sources.0.url": "ftp://a.example"})["sources.0.url"]
    assert "nothing" in told(body="[[Nowhere]]")["body"] or "Nowhere" in told(body="[[Nowhere]]")["body"]
    assert told(date="x") == {"date": ""}


def test_what_no_build_would_take_is_said_at_its_field_and_saved_only_on_request(
    server: RunningServer, site: SiteFolder
) -> None:
    changes = {"body": "A [a](nofile.md) ![x](nopic.png)", "image.url": "nothere.png"}
    for path in (EDIT, f"{FORM}?date=2011-05-15"):
        form = form_of(server, path, title="New", **changes)
        told = json.loads(server.post(f"{FORM}/preview", form, accept="application/json").text)
        assert told["page"]
        errors = [message["field"] for message in told["messages"] if message["is_error"]]
        assert sorted(errors) == ["body", "body", "image.url"]
        answer = server.post(FORM, form)
        assert answer.status == 422
        assert "nofile.md" in text_of(by_id(answer.text, "said-body"))
        assert "nopic.png" in text_of(by_id(answer.text, "said-body"))
        assert "nothere.png" in text_of(by_id(answer.text, "said-image.url"))
        assert (site.path / DAY / "first.md").read_text() == FIRST
        assert not (site.path / DAY / "new.md").exists()
    insisting = server.post(FORM, urlencode(values(answer.text) | {"do": "save-anyway"}).encode())
    assert insisting.status == 303
    assert (site.path / DAY / "new.md").exists()


def test_what_was_typed_for_a_file_that_has_gone_is_saved_as_a_new_one(server: RunningServer, site: SiteFolder) -> None:
    form = form_of(server, summary="Typed")
    whole = form_of(server, f"{FORM}?file=news/2011/05/15/second.md&whole=1")
    other = form_of(server, f"{EDIT}&whole=1")
    for name in ("first", "second"):
        (site.path / DAY / f"{name}.md").unlink()
    answer = server.post(FORM, form)
    assert (answer.status, values(answer.text)["date"]) == (404, "2011-05-15")
    assert "as a new file" in said(answer)
    assert server.post(FORM, urlencode(values(answer.text) | {"do": "save"}).encode()).status == 303
    assert "summary: Typed" in (site.path / DAY / "first.md").read_text()
    again = values(server.post(FORM, whole).text)
    assert (again["title"], again["sources.0.name"], again["whole"]) == ("Second", "Gazette", "")
    (site.path / DAY / "first.md").unlink()
    assert "Copy what you typed" in server.post(FORM, other).text  # a new entry has no field for "weather"


@pytest.mark.parametrize(
    ("date", "what"),
    [
        ("2011-02-30", "February 2011 has 28 days, not 30; write a day of the calendar."),
        ("17 May 2011", '"17 May 2011" is not how dates are written here; write 2011-05-17.'),
        ("soon", "Write a date such as 2011-05-15, or 2011-05 or 2011 where no more is known."),
    ],
)
@pytest.mark.parametrize("field", ["date", "end"])
def test_a_date_that_cannot_be_read_is_told_in_plain_words(
    server: RunningServer, field: str, date: str, what: str
) -> None:
    form = form_of(server, f"{FORM}?date=2011-05-15", **{"title": "B", field: date})
    assert text_of(by_id(server.post(FORM, form).text, f"said-{field}")) == what


def test_errors_are_listed_in_the_order_of_the_fields(server: RunningServer) -> None:
    answer = server.post(FORM, form_of(server, FORM, title="", date="", end="x"))
    assert [text_of(link) for link in html.fromstring(answer.text).cssselect("#top a")] == ["Title", "Date", "Last day"]


def test_no_cure_is_a_line_of_yaml_where_the_file_has_none(server: RunningServer) -> None:
    assert server.wait_for_text("/.dateline/entry/names?typed=oil", "oil")
    server.current.check()

    def told(path: str) -> str:
        form = form_of(server, f"{FORM}?file=news/2011/05/15/{path}&whole=1")
        answer = server.post(f"{FORM}/preview", form, accept="application/json")
        return " ".join(message["sentence"] for message in json.loads(answer.text)["messages"])

    for path in ("third.md", "first.md"):
        assert "no source" in told(path)
        assert "sources:" not in told(path)


def test_names_in_use_are_completed(server: RunningServer) -> None:
    assert json.loads(server.get("/.dateline/entry/names?kind=contexts&typed=los%20a").text) == [
        {"name": "Los Angeles, California", "entries": 1}
    ]
    assert json.loads(server.get("/.dateline/entry/names?kind=outlets&typed=gaz").text) == [
        {"name": "Gazette", "entries": 1}
    ]


def test_the_whole_of_a_file_is_edited_where_fields_cannot_show_it(server: RunningServer, site: SiteFolder) -> None:
    path = f"{FORM}?file=news/2011/05/15/third.md"
    found = values(server.get(path).text)
    assert found["body"] == "+++\ntitle = 'Third'\n+++\nWords.\n"
    answer = server.post(FORM, form_of(server, path, body=found["body"].replace("Words", "More").replace("\n", "\r\n")))
    assert answer.status == 303
    assert (site.path / DAY / "third.md").read_bytes() == b"+++\ntitle = 'Third'\n+++\nMore.\n"
    wrong = server.post(FORM, form_of(server, path, body="+++\ntitle = \n+++\n"))
    assert wrong.status == 422
    assert "cannot be read" in said(wrong)


def test_sources_are_added_and_moved_without_a_script(server: RunningServer, site: SiteFolder) -> None:
    path = f"{FORM}?file=news/2011/05/15/second.md"
    added = server.post(FORM, form_of(server, path, do="sources-add"))
    form = values(added.text) | {"sources.1.name": "Crier", "do": "sources-up-1"}
    moved = values(server.post(FORM, urlencode(form).encode()).text)
    assert (moved["sources.0.name"], moved["sources.1.name"]) == ("Crier", "Gazette")
    assert server.post(FORM, urlencode(moved | {"do": "save"}).encode()).status == 303
    assert "sources: [{name: Crier}, Gazette]" in (site.path / DAY / "second.md").read_text()


def test_contexts_of_a_kind_have_a_field_and_are_written_under_its_key(site: SiteFolder) -> None:
    site.write({"dateline.toml": '[fields.contexts]\n"a place" = ["places"]\n', f"{DAY}/first.md": FIRST})
    with running(site.path, watch=True) as server:
        page = server.get(f"{FORM}?date=2011-05-15").text
        assert text_of(by_id(page, "contexts.a-place").getparent()[0]) == "Contexts: a place"
        new = values(page) | {"title": "New", "contexts": "oil", "contexts.a place": "Bonn\nLinz", "do": "save"}
        assert server.post(FORM, urlencode(new).encode()).status == 303
        assert "contexts: [oil]\nplaces: [Bonn, Linz]\n" in (site.path / DAY / "new.md").read_text()
        edited = form_of(server, f"{FORM}?file=news/2011/05/15/new.md", **{"contexts.a place": "Linz"})
        assert server.post(FORM, edited).status == 303
        assert "contexts: [oil]\nplaces: [Linz]\n" in (site.path / DAY / "new.md").read_text()


def test_a_kind_that_changed_on_both_sides_is_shown_in_both_versions(site: SiteFolder) -> None:
    site.write({"dateline.toml": '[fields.contexts]\n"a place" = ["places"]\n'})
    site.write({f"{DAY}/first.md": "---\ntitle: First\nplaces: [Bonn]\n---\n"})
    with running(site.path, watch=True) as server:
        mine = values(server.get(EDIT).text) | {"contexts.a place": "Linz", "do": "save"}
        site.write({f"{DAY}/first.md": "---\ntitle: First\nplaces: [Graz]\n---\n"})
        both = server.post(FORM, urlencode(mine).encode())
        assert (both.status, "Contexts: a place" in both.text) == (409, True)
        taken = server.post(FORM, urlencode(values(both.text) | {"do": "take-contexts.a place"}).encode())
        assert values(taken.text)["contexts.a place"] == "Graz"


def test_a_correction_is_written_without_front_matter(server: RunningServer, site: SiteFolder) -> None:
    path = f"{FORM}?file=news/2011/05/15/second.md"
    form = values(server.post(FORM, form_of(server, path, do="correction-add")).text)
    wrong = server.post(
        FORM, urlencode(form | {"correction.0.date": "soon", "correction.0.note": "A", "do": "save"}).encode()
    )
    assert (wrong.status, "soon" in text_of(by_id(wrong.text, "said-correction.0.date"))) == (422, True)
    filled = values(wrong.text) | {"correction.0.date": "2011-06-01", "correction.0.note": "It was [[oil]]."}
    assert server.post(FORM, urlencode(filled | {"do": "save"}).encode()).status == 303
    assert (
        'correction:\n  - date: 2011-06-01\n    note: "It was [[oil]]."\n'
        in (site.path / DAY / "second.md").read_text()
    )
    assert "Correction," in server.get("/news/2011/05/15/second.html").text
    assert 'id="correction"' not in server.get(f"{FORM}?date=2011-05-15").text


@pytest.mark.parametrize(
    ("language", "words", "direction"),
    [
        ("en", "The page as it will be", "ltr"),
        ("de", "Die Seite, wie sie sein wird", "ltr"),
        ("es", "La página tal como será", "ltr"),
        ("fr", "La page telle qu’elle sera", "ltr"),
        ("ar", "الصفحة كما ستكون", "rtl"),
    ],
)
def test_the_form_speaks_the_language_of_the_site(site: SiteFolder, language: str, words: str, direction: str) -> None:
    site.write({f"{DAY}/first.md": FIRST})
    with running(site.path, watch=True, language=language) as server:
        page = server.get(EDIT).text
        assert f'<html lang="{language}" dir="{direction}">' in page
        assert by_id(page, "preview-heading").text == words
