"""Sources that are written as text: the names and the addresses in it."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.frontmatter.source_text import NamedAddress, named_addresses

URL = "https://a.example/1"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (URL, ""),
        (f"<{URL}>", ""),
        (f"Gazette, {URL}", "Gazette"),
        (f"Gazette: {URL}.", "Gazette"),
        (f"Gazette – {URL}", "Gazette"),
        (f"Gazette ({URL})", "Gazette"),
        (f"Gazette [{URL}]", "Gazette"),
        (f"Gazette <{URL}>", "Gazette"),
        (f"[Gazette]({URL})", "Gazette"),
        (f'[Gazette](<{URL}> "Title"), p. 3', "Gazette, p. 3"),
        (f"{URL} Port Gazette", "Port Gazette"),
        (f"{URL} (Port Gazette)", "Port Gazette"),
        (f"Kim, J. (2011). Gazette. {URL} (read on 3 May)", "Kim, J. (2011). Gazette. (read on 3 May)"),
    ],
)
def test_the_words_around_an_address_are_its_name(text: str, name: str) -> None:
    assert named_addresses(text) == [NamedAddress(name, URL)]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.a.example/5", "https://www.a.example/5"),
        ("HTTPS://A.EXAMPLE/6", "HTTPS://A.EXAMPLE/6"),
        ("https://\u00e4.example/\u00e4 b", "https://\u00e4.example/\u00e4%20b"),
        ("https://a.example/annual report 2012.pdf", "https://a.example/annual%20report%202012.pdf"),
        ("(https://a.example/Y_(z))", "https://a.example/Y_(z)"),
        ("[](https://a.example/Y_(z))", "https://a.example/Y_(z)"),
        ("https://web.example/2011/http://a.example/", "https://web.example/2011/http://a.example/"),
        ("[](/files/a.pdf)", "/files/a.pdf"),
    ],
)
def test_an_address_is_read_as_far_as_it_goes(text: str, url: str) -> None:
    assert named_addresses(text) == [NamedAddress("", url)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.example/1, https://b.example/2", [("", URL), ("", "https://b.example/2")]),
        ("https://a.example/1;https://b.example/2", [("", URL), ("", "https://b.example/2")]),
        ("Gazette, https://a.example/1; Crier, www.b.example.", [("Gazette", URL), ("Crier", "https://www.b.example")]),
        ("https://a.example/1 (Gazette), www.b.example", [("Gazette", URL), ("", "https://www.b.example")]),
        ("[Gazette](https://a.example/1), [Crier](c.html)", [("Gazette", URL), ("Crier", "c.html")]),
    ],
)
def test_a_text_may_hold_several_addresses_each_with_its_words(text: str, found: list[tuple[str, str]]) -> None:
    assert named_addresses(text) == found


@pytest.mark.parametrize(
    "text", ["", "Port Gazette", "Reuters: the wire", "kim@www.a.example", "ftp://a.example/b", "[x] (y)"]
)
def test_other_texts_hold_no_address(text: str) -> None:
    assert named_addresses(text) == []


WORDS = st.lists(st.sampled_from(["Gazette", "p.", "3", "read", "(2011)", "and", "Port"]), max_size=4).map(" ".join)


@given(
    st.lists(st.tuples(WORDS, st.sampled_from([URL, "www.b.example", "[Crier](https://c.example)"])), min_size=1), WORDS
)
def test_no_word_is_lost(parts: list[tuple[str, str]], last: str) -> None:
    text = " ".join([*(f"{words}, {address}" for words, address in parts), last])
    kept = Counter(re.findall(r"\w+", " ".join(found.name for found in named_addresses(text))))
    words = Counter(re.findall(r"\w+", " ".join([*(words for words, _ in parts), last])))
    assert not words - kept
