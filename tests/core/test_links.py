"""Links: relative in pages, absolute in feeds."""

from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.core.links import (
    absolute_links,
    absolute_url,
    href,
    relative_links,
    root_relative_links,
    split_part,
    strip_fingerprints,
    with_part,
)
from builder.core.urls import (
    Address,
    static_address,
    static_folder,
)

NAMES = st.text("abcé北 ?%:&'+(~1-_\u093f.", min_size=1, max_size=6).filter(lambda name: name.strip(".") != "")
PATHS = st.lists(NAMES, min_size=1, max_size=5).map("/".join)


@pytest.mark.parametrize(
    ("page", "target", "link"),
    [
        ("index.html", "news/index.html", "news/index.html"),
        ("news/2011/05/15/a.html", "news/2011/05/15/b.html", "b.html"),
        ("news/2011/05/15/a.html", "news/2011/05/16/b.html", "../16/b.html"),
        ("news/2011/05/15/a.html", "static/style.css", "../../../../static/style.css"),
        ("news/2011/05/15/a.html", "news/2011/051/b.html", "../../051/b.html"),
        ("news/a.html", "news/a.html#part", "a.html#part"),
        ("a.html", "photos/one two.jpg", "photos/one%20two.jpg"),
        ("topics/méxico/index.html", "topics/méxico/2011.html", "2011.html"),
    ],
)
def test_a_link_goes_the_shortest_way_from_its_page(page: str, target: str, link: str) -> None:
    completed = relative_links(f'<a href="{href(target)}">'.encode(), Address(page))
    assert completed.decode() == f'<a href="{link}">'


@given(page=PATHS, target=PATHS, part=st.sampled_from(["", "#part"]))
def test_a_relative_link_leads_from_any_page_to_its_target(page: str, target: str, part: str) -> None:
    link = relative_links(href(f"{target}{part}").encode(), Address(page)).decode()
    base = "https://example.org/repo/"
    assert not link.startswith("/")
    assert unquote(urljoin(absolute_url(base, page), link)) == f"{base}{target}{part}"


@given(PATHS)
def test_an_absolute_link_is_the_target_under_the_base_url(target: str) -> None:
    base = "https://example.org/repo/"
    assert absolute_links(f'<a href="{href(target)}">', base) == f'<a href="{absolute_url(base, target)}">'


@pytest.mark.parametrize(
    ("base_url", "link"),
    [("https://x.org/", "/news/a.html#b"), ("https://x.org/repo/", "/repo/news/a.html#b")],
)
def test_a_root_relative_link_starts_at_the_root_of_the_host(base_url: str, link: str) -> None:
    assert root_relative_links(f'<a href="{href("news/a.html#b")}">', base_url) == f'<a href="{link}">'


def test_every_link_of_a_text_is_completed_and_the_rest_is_kept() -> None:
    text = f'<a href="{href("a.html")}">a.html</a> <a href="https://b.org/">b</a> <a href="{href("c/d.html#e")}">d</a>'
    assert absolute_links(text, "https://x.org/") == (
        '<a href="https://x.org/a.html">a.html</a> <a href="https://b.org/">b</a>'
        ' <a href="https://x.org/c/d.html#e">d</a>'
    )


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("index.html", "https://x.org/"),
        ("news/2011/index.html", "https://x.org/news/2011/"),
        ("news/reindex.html", "https://x.org/news/reindex.html"),
        ("news/index.json", "https://x.org/news/index.json"),
        ("topics/北/index.html", "https://x.org/topics/%E5%8C%97/"),
    ],
)
def test_an_absolute_url_is_ascii_and_leaves_index_html_out(address: str, url: str) -> None:
    assert absolute_url("https://x.org/", address) == url


def test_a_page_without_fingerprints_is_the_same_whatever_static_files_hold() -> None:
    pages = [
        f'<a href="../{static_address("static/a.css", static_folder({"static/a.css": bytes([n] * 16)}))}">'
        for n in (1, 2)
    ]
    assert {strip_fingerprints(page.encode()) for page in pages} == {b'<a href="../static/a.css">'}
    for other in (b"static/style.css", b"static/schema/day.json", b"static/0001020/a", b"static/000102030/a"):
        assert strip_fingerprints(other) == other


@given(st.text("a#%23 .", min_size=1), st.text("a% "))
def test_a_link_keeps_address_and_part_apart_whatever_the_address_holds(address: str, part: str) -> None:
    assert split_part(with_part(Address(address), part)) == (address, part)
