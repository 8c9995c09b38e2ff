"""What a reader's browser makes of every kind of page: on a phone, at night, without scripts or other hosts."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.referees.published import SEEN, Sites
from tests.referees.tab import Tab
from tests.referees.visits import AtDesk, OnPhone, WithoutScripts

without_scripts = pytest.mark.parametrize("kind", [kind for kind in SEEN if kind != "search.html"], indirect=True)
"""Of every kind but the one that a reader without scripts cannot use."""


def test_a_page_asks_no_other_host_and_has_nothing_to_complain_of(desk_visits: list[AtDesk]) -> None:
    for visit in desk_visits:
        own = (visit.site.host, "data:")
        assert [asked for asked in visit.asked if not asked.startswith(own)] == [], visit.address
        assert visit.said == [], visit.address


def test_a_request_to_another_host_is_refused_by_the_policy_and_noticed_as_a_complaint_is(
    desk: Tab, sites: Sites
) -> None:
    page = desk.open(sites[0].at("index.html"))
    page.evaluate("console.error('Oh'); fetch('http://127.0.0.2:9/').catch(() => 0)")
    page.wait_for_load_state("networkidle")
    assert "http://127.0.0.2:9/" not in desk.asked
    assert any("http://127.0.0.2:9/" in said and "Content Security Policy" in said for said in desk.said)
    assert "Oh" in desk.said


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(width: int, phone_visits: list[OnPhone]) -> None:
    for visit in phone_visits:
        found = visit.wide[width]
        assert not found["isWide"], f"{visit.address}: {found['out'][:3]}"
        assert not found["hides"], f"{visit.address} hides what is beside it"


def test_a_page_is_light_by_day_and_dark_by_night(desk_visits: list[AtDesk]) -> None:
    for visit in desk_visits:
        paper, ink = visit.brightness["light"]
        assert ink < 0.3 < paper, visit.address
        paper, ink = visit.brightness["dark"]
        assert paper < 0.3 < ink, visit.address


@without_scripts
def test_a_page_says_the_same_without_scripts(desk_visits: list[AtDesk], plain_visits: list[WithoutScripts]) -> None:
    for visit, plain in zip(desk_visits, plain_visits, strict=True):
        assert plain.words == visit.words, visit.address
        assert plain.has_title, visit.address


@without_scripts
def test_what_is_painted_largest_needs_no_script(
    phone_visits: list[OnPhone], plain_visits: list[WithoutScripts]
) -> None:
    for visit, plain in zip(phone_visits, plain_visits, strict=True):
        assert visit.largest in plain.shown, visit.address


def test_a_reader_without_scripts_gets_everywhere_by_links(sites: Sites, plain: Tab) -> None:
    page = plain.open(sites[0].at("index.html"))
    for name in ("Topics", "North Korea"):
        page.get_by_role("link", name=name, exact=True).first.click()
    click(page, ".gutter a")
    assert page.locator("article h1").inner_text()
    click(page, ".dateline a")
    click(page, "nav.crumbs a >> nth=-1")
    click(page, "nav.beside a[rel=prev]")
    assert urlsplit(page.url).path.endswith("/index.html")


def click(page: Page, link: str) -> None:
    """Follow the first of some links."""
    page.locator(link).first.click()
