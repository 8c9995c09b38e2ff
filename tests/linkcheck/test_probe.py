"""Whether an address leads to a page: against a server of this machine that answers in all the ways that servers do."""

import time

import pytest

from builder.config.checked_sources import State
from builder.linkcheck.probe import MAX_REDIRECTS, Outcome, look_at
from tests.linkcheck.web import (
    Page,
    Web,
    by_method,
    dripping,
    endless,
    moved,
    page,
    raw,
    silent,
)

DEEP = "/2011/a.html"


def outcome(web: Web, at: Page, path: str = DEEP, timeout: float = 20.0) -> Outcome:
    """What comes of asking for a page."""
    web.pages[path] = at
    return look_at(web.url(path), web.exchange(timeout).ask)


def methods(web: Web) -> list[str]:
    """The methods of the requests."""
    return [method for method, *_ in web.asked]


def test_a_page_is_looked_at_and_says_who_asks(web: Web) -> None:
    assert outcome(web, page()).state is State.GOOD
    assert methods(web) == ["HEAD", "GET"]
    assert {*web.agents} == {"Dateline/test"}


def test_what_is_no_html_is_not_loaded(web: Web) -> None:
    assert outcome(web, page(content_type="application/pdf")).state is State.GOOD
    assert methods(web) == ["HEAD"]


@pytest.mark.parametrize("head", [page(404), page(405), page(501), page(403), raw(b""), raw(b"garbage")])
def test_where_head_is_refused_or_fails_get_decides(head: Page, web: Web) -> None:
    assert outcome(web, by_method({"HEAD": head, "GET": page()})).state is State.GOOD


@pytest.mark.parametrize(
    ("at", "state", "why"),
    [
        (page(404), State.GONE, "answered with status 404, Not Found"),
        (page(410), State.GONE, "answered with status 410, Gone"),
        (page(403), State.REFUSED, "answered with status 403, Forbidden"),
        (page(451), State.REFUSED, "answered with status 451, Unavailable For Legal Reasons"),
        (page(999), State.REFUSED, "answered with status 999"),
        (page(500), State.UNREACHABLE, "answered with status 500, Internal Server Error"),
        (page(503), State.UNREACHABLE, "answered with status 503, Service Unavailable"),
        (page(304), State.UNREACHABLE, "answered with status 304, Not Modified"),
        (raw(b""), State.UNREACHABLE, "closed the connection without an answer"),
        (raw(b"\x00\xff\n\n" * 100), State.UNREACHABLE, "answered with what is not HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200), State.UNREACHABLE, "answered with what is not HTTP"),
        (raw(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000), State.UNREACHABLE, "answered with what is not HTTP"),
        (moved("mailto:a@example.org"), State.UNREACHABLE, "redirects to what is no address of the web"),
    ],
)
def test_failures_are_told_apart(at: Page, state: State, why: str, web: Web) -> None:
    found = outcome(web, at)
    assert (found.state, found.why) == (state, why)


@pytest.mark.parametrize("at", [silent, dripping])
def test_a_server_that_takes_too_long_is_not_waited_for(at: Page, web: Web) -> None:
    found = outcome(web, at, timeout=0.3)
    assert (found.state, found.why) == (State.UNREACHABLE, "did not answer within 0 seconds")
    assert not found.is_answered


def test_a_page_without_an_end_is_read_to_its_title_only(web: Web) -> None:
    assert outcome(web, endless).state is State.GOOD


def test_a_server_that_encrypts_nothing_is_unreachable_by_https(web: Web) -> None:
    found = look_at(web.url(DEEP).replace("http:", "https:"), web.exchange().ask)
    assert (found.state, found.why) == (State.UNREACHABLE, "does not agree on how to encrypt")


def test_a_port_on_which_nobody_listens_refuses_the_connection(web: Web) -> None:
    found = look_at("http://a.example:9/", web.exchange().ask)
    assert (found.state, found.why, found.is_answered) == (State.UNREACHABLE, "refused the connection", False)


@pytest.mark.parametrize(
    "title",
    [
        "404",
        "404 - Port Gazette",
        "Error 404",
        "404 Not Found",
        "Page not found | Port Gazette",
        "Not Found",
        "The page could not be found",
        "This article is no longer available",
        "Seite nicht gefunden",
        "P&aacute;gina\nno encontrada",
    ],
)
def test_a_title_that_says_there_is_no_page_is_a_soft_failure(title: str, web: Web) -> None:
    found = outcome(web, page(content=f"<html><TITLE lang=en>{title}</TITLE>".encode()))
    assert found.state is State.GONE
    assert found.why.startswith('shows a page whose title is "')


@pytest.mark.parametrize("title", ["Missing ship not found", "404 ships are late", "News", ""])
def test_other_titles_are_those_of_news(title: str, web: Web) -> None:
    assert outcome(web, page(content=f"<title>{title}</title>".encode())).state is State.GOOD


def test_many_titles_without_an_end_take_no_time(web: Web) -> None:
    started = time.process_time()
    assert outcome(web, page(content=b"<title>" * 20_000)).state is State.GOOD
    assert time.process_time() - started < 1


def test_a_deep_link_that_leads_to_a_front_page_is_a_soft_failure(web: Web) -> None:
    web.pages["/"] = page()
    found = outcome(web, moved("/", 302))
    assert (found.state, found.why) == (State.GONE, f"leads to a front page, {web.url('/')}")


def test_a_front_page_may_lead_to_another_one(web: Web) -> None:
    web.pages["/en/"] = page()
    assert outcome(web, moved("/en/", 302), "/").state is State.GOOD


def test_a_page_that_moved_for_good_is_told_with_its_new_address(web: Web) -> None:
    web.pages["/new.html"] = page()
    found = outcome(web, moved("/new.html", 308))
    assert (found.state, found.moved) == (State.MOVED, web.url("/new.html"))


def test_one_that_is_elsewhere_for_a_while_is_where_it_was(web: Web) -> None:
    web.pages["/new.html"] = moved("/newer.html", 302)
    web.pages["/newer.html"] = page()
    assert outcome(web, moved("/new.html")).state is State.GOOD


def test_a_redirect_to_what_is_gone_says_where(web: Web) -> None:
    found = outcome(web, moved("/new.html"))
    assert (found.state, found.why) == (State.GONE, f"answered with status 404, Not Found at {web.url('/new.html')}")


def test_redirects_in_a_circle_and_too_many_say_nothing_of_the_page(web: Web) -> None:
    web.pages["/b"] = moved(DEEP)
    assert outcome(web, moved("/b")) == Outcome(State.CIRCLING, "redirects in a circle")
    for number in range(MAX_REDIRECTS + 2):
        web.pages[f"/{number}"] = moved(f"/{number + 1}")
    assert look_at(web.url("/0"), web.exchange().ask).why == "redirects more than 10 times"


def test_names_and_paths_in_other_letters_are_asked_for_as_browsers_do(web: Web) -> None:
    web.pages["/%C3%BCber%20uns/%7Ba%7D?q=%E2%82%AC&r=a%20b"] = page()
    assert look_at(web.url("/über uns/{a}?q=€&r=a%20b#teil", "bücher.example"), web.exchange().ask).state is State.GOOD
    assert web.asked[0][1] == "xn--bcher-kva.example"


def test_a_redirect_in_other_letters_is_followed(web: Web) -> None:
    web.pages["/%C3%BC.html"] = page()
    to = "/ü.html".encode().decode("latin-1")
    assert outcome(web, moved(to, 302)).state is State.GOOD


@pytest.mark.parametrize("url", ["http://a.example:99999/", "http://[::1/", f"http://{'a' * 70}.example/", "http:///a"])
def test_what_is_no_address_cannot_be_reached(url: str, web: Web) -> None:
    assert look_at(url, web.exchange().ask).state is State.UNREACHABLE
