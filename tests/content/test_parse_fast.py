"""The fast path of the parser: which entries take it, and that the full parser gives the same for them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config.config import Config
from builder.config.fields import check_fields
from builder.config.markup import MarkupSettings
from builder.config.outlets import check_outlets
from builder.content.location import locate
from builder.content.markdown import MarkdownRenderer
from builder.content.parse import parse
from builder.content.parse_fast import FastParser
from builder.content.quotes import quotes_of

ROOT = Path("/site")
CONFIGS = (
    Config(ROOT),
    Config(ROOT, fields=check_fields({"contexts": ["tags"], "title": ["headline"], "sources": {"url": ["link"]}})),
    Config(ROOT, fields=check_fields({"extra": ["mood"], "summary": ["lead"]})),
    Config(ROOT, outlets=check_outlets({"The Post": ["post", "post.example"], "Crier": ["c.example"]})),
    Config(ROOT, markup=MarkupSettings(typographic_quotes=True)),
    Config(ROOT, markup=MarkupSettings(typographic_quotes=True), language="fr"),
)
DAY = "news/2011/05/15"
PLAIN = """---
title: "A harbour reopens: \\"at last\\""
date: 2011-05-15
contexts: ["Shipping", "Los Angeles, California", "Shipping"]
sources:
  - name: "Port Gazette"
    url: https://gazette.example/1
  - name: Crier
summary: In short & plain.
---

The first ship left at noon. Part of *the strike*.

It took a year.
"""


def takes(text: str, path: str = f"{DAY}/a.md", config: Config = CONFIGS[0]) -> bool:
    """Whether a file takes the fast path; then the full parser gives the same."""
    location = locate(f"content/{path}", path)
    found = FastParser(config).parse(text, location)
    assert found is None or found == parse(text, location, config, MarkdownRenderer(quotes=quotes_of(config)))
    return found is not None


@pytest.mark.parametrize("config", CONFIGS[:1] + CONFIGS[2:])
@pytest.mark.parametrize(
    "path",
    [
        *(f"{DAY}/a-harbour.md", f"{DAY}/Ein Hafen öffnet.md", "news/2011/05/a.md", "a.md", "opinion/a.markdown"),
        *("news/2011-05-15-a.md", "2011/5/15/a.b.md", "Our News/a.md", "news/20110515 a.md"),
    ],
)
def test_a_plain_entry_takes_it_wherever_it_lies(path: str, config: Config) -> None:
    assert takes(PLAIN, path, config)


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\ndate: 2011-05-15\n---\n",
        "---\n\n\ntitle: A\n\ndate: 2011-05\n\n---\n\n\n\nWords.",
        '---\ntitle: " A   b "\ndate: 2011-05-15T12:00\ncontexts: []\nsources:\n---\nWords.\n\n\n',
        "---\ntitle: A\ndate: 2011-05-15\ncontexts:\n  - Iran\n  - C++\nsummary:\n---\nWords *and* more.\n",
    ],
)
def test_what_may_be_written_in_several_ways_takes_it(text: str) -> None:
    assert takes(text, "news/a.md")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *(("title:", "titel:"), ("title:", "Title:"), ("summary:", "status:"), ("date: 2011-05-15", "a: b")),
        *(("2011-05-15", "2011-05-16"), ("2011-05-15", "2011-02-31"), ("2011-05-15", "15 May 2011")),
        *(("2011-05-15", "2011"), ('"Shipping",', '"[[Shipping]]",'), ('"Shipping",', '"?",'), ('"Shipping",', '"",')),
        *(
            ("Crier", "12"),
            ("Crier", '"[[Crier]]"'),
            ("Crier", "www.crier.example"),
            ("name: Crier", "title: Crier"),
            ("- name: Crier", "- Crier"),
        ),
        *(("https:", "ftp:"), ("https://gazette.example/1", "report.pdf"), ("In short & plain.", '""')),
        *(
            ("In short", "In {{ short }}"),
            ("harbour", "<b>harbour</b>"),
            ("short", "%%short%%"),
            ("\nThe first", "\n# The first"),
        ),
        *(("noon", "[[noon]]"), ("noon", "%%noon%%"), ("noon", "noon::"), ("noon", "no\ton"), ("ship", "#ship")),
        *(("---\n\nThe", "---  \n\nThe"), ("---\n\nThe", "...\n\nThe"), ("---\ntitle", " ---\ntitle")),
    ],
)
def test_what_is_not_plain_is_left_to_the_full_parser(old: str, new: str) -> None:
    assert old in PLAIN
    assert not takes(PLAIN.replace(old, new, 1))


@pytest.mark.parametrize(
    "path",
    [
        *(f"{DAY}/index.md", f"{DAY}/README.md", "news/_index.md", "topics/a.md", "topics/2011/a.md", "_drafts/a.md"),
        *("news/2011/05/16/a.md", "news/2011/13/a.md", "news/2011-05-14-a.md", "news/2011-05-15.md", f"{DAY}/!.md"),
    ],
)
def test_a_place_that_says_something_of_its_own_is_left_to_the_full_parser(path: str) -> None:
    assert not takes(PLAIN, path)


def test_a_site_whose_sources_have_other_parts_takes_the_full_parser() -> None:
    assert not takes(PLAIN, config=CONFIGS[1])


TEXTS = st.sampled_from(
    [
        *("A", "Iran", " b", "Los Angeles, California", "C++", "[[Iran]]", "?", "", "  ", "12", "true", "null", "~"),
        *("2011-05-15", "2011-05", "2011", "2011-05-14", "2011/05/15", "2011-05-15 10:00", "news/2011/05/15/a"),
        *("https://a.example/1", "www.a.example", "report.pdf", "mailto:a@b.example", "Post, https://a.example/1"),
        *("a: b", "a #b", "a{b}", "{{ a }}", "<!-- a -->", "&amp;", "Été à 北朝鮮", "#a #b", "a\u00a0b", "a\u200bb"),
    ]
) | st.text(max_size=6)


def quoted(text: str) -> str:
    """A text as YAML has it in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


TEXT_LISTS = st.lists(TEXTS, max_size=3)
VALUES = (
    TEXTS
    | TEXTS.map(quoted)
    | TEXT_LISTS.map(lambda texts: f"[{', '.join(texts)}]")
    | TEXT_LISTS.map(lambda texts: f"[{', '.join(map(quoted, texts))}]")
    | TEXT_LISTS.map(lambda texts: "".join(f"\n  - {text}" for text in texts))
)
PARTS = st.sampled_from(["name", "url", "title", "link", "date"])
ITEMS = st.lists(st.dictionaries(PARTS, TEXTS, min_size=1), max_size=2)
KEYS = ["title", "date", "contexts", "sources", "summary", "tags", "draft", "status", "slug", "lead", "Title", "image"]
BODIES = st.lists(
    st.sampled_from(
        [
            *(
                "Words.",
                "Words *and* more.",
                "\n",
                "\n\n",
                " ",
                "A & B",
                '"a"',
                "'t isn't \"a 'b'\"",
                "*a*",
                "# a",
                "[[a]]",
                "a::",
                "^a",
                "{a}",
            ),
            *(
                "<b>",
                "www.a.example",
                "%% a %%",
                "---\n",
                "```\n",
                "\t",
                "_a_",
                "1. a",
                "<!-- a -->",
                "https://a.example",
            ),
        ]
    )
    | st.text(max_size=4),
    max_size=5,
).map("".join)
PATHS = st.sampled_from(
    [
        *(f"{DAY}/a.md", f"{DAY}/Ein Hafen.md", "news/2011/05/a.md", "a.md", "news/2011-05-15-a.md", "topics/iran.md"),
        *(f"{DAY}/index.md", "_drafts/a.md", "news/2011/05/16/a.md", "2011.05.15 a.md", f"{DAY}/!.md", "x/y/Z_a.md"),
    ]
)
UNDATED = {"title": "A title", "contexts": '["Iran", "C++"]'}
USUAL = {"title": "A title", "date": "2011-05-15", "contexts": '["Iran", "C++"]'}


def written(values: Mapping[str, str], items: list[dict[str, Any]], body: str) -> str:
    """A file with front matter, whose sources are mappings if there are any."""
    lines = [f"{key}: {value}" for key, value in values.items()]
    if items:
        lines.append("sources:")
        for item in items:
            lines += [f"  {'- ' if not n else '  '}{key}: {value}" for n, (key, value) in enumerate(item.items())]
    return "\n".join(["---", *lines, f"---\n{body}"])


ODD_VALUES = st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=2)
FILES = st.builds(
    lambda usual, values, items, body: written({**usual, **values}, items, body),
    st.just(USUAL) | st.just(UNDATED),
    st.just({}) | st.just({"summary": "In short."}) | ODD_VALUES,
    st.just([]) | st.just([{"name": "Post", "url": "https://a.example/1"}]) | ITEMS,
    st.just("") | st.just("Words *and* more.\n") | BODIES,
)


def test_the_usual_one_of_the_files_that_are_drawn_takes_it() -> None:
    assert takes(written(USUAL, [{"name": "Post"}], "Words.\n"))
    assert takes(written(UNDATED, [], "Words.\n"))
    assert not takes(written(UNDATED, [], "Words.\n"), "a.md")


@given(FILES, st.just(f"{DAY}/a.md") | PATHS, st.just(CONFIGS[0]) | st.sampled_from(CONFIGS))
def test_any_file_gives_the_same_as_by_the_full_parser(text: str, path: str, config: Config) -> None:
    takes(text, path, config)
