"""Fenced code blocks: their language, their caption, and how much of a text's code has colours."""

import re

import pytest

from builder.content.body import plain_text, without_colours
from builder.content.highlight import LONGEST, MOST
from builder.content.markdown import MarkdownRenderer, MarkdownText
from tests.content.test_markdown import body, shown
from tests.sites import SiteFolder


def fence(info: str, code: str = "a = 1\n") -> str:
    return f"```{info}\n{code}```\n"


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("", ""),
        ("text", ' class="language-text"'),
        ("  klingon linenos", ' class="language-klingon"'),
        ("<b>", ' class="language-&lt;b&gt;"'),
        ("a&quot;b", ' class="language-a&quot;b"'),
    ],
)
def test_the_language_of_code_is_the_first_word_behind_the_fence(info: str, language: str) -> None:
    assert shown(fence(info)) == f"<pre><code{language}>a = 1\n</code></pre>"


@pytest.mark.parametrize(
    ("info", "caption"),
    [
        ('klingon title="dateline.toml"', "dateline.toml"),
        ("klingon title='a b'", "a b"),
        ('klingon linenos title="a < b & c" hl_lines="2"', "a &lt; b &amp; c"),
        ('klingon {title="a"}', "a"),
        ('{.klingon title="a.k"}', "a.k"),
        ("{ .klingon .numberLines title=a.k }", "a.k"),
        ("{#own .klingon title=a.k}", "a.k"),
        ("klingon title=a.k hl_lines=2", "a.k"),
    ],
)
def test_a_title_behind_the_language_is_the_caption_of_the_code(info: str, caption: str) -> None:
    assert shown(fence(info)) == (
        f'<figure class="code">\n<figcaption>{caption}</figcaption>\n'
        '<pre><code class="language-klingon">a = 1\n</code></pre>\n</figure>'
    )


def test_a_caption_needs_no_language_and_an_empty_one_is_none() -> None:
    assert shown(fence('title="a"')).splitlines()[1:3] == ["<figcaption>a</figcaption>", "<pre><code>a = 1"]
    assert shown(fence('klingon title=" "')) == shown(fence('klingon subtitle="a"')) == shown(fence("klingon"))


def test_a_class_in_braces_is_the_language_and_braces_without_one_have_none() -> None:
    assert shown(fence("{.TOML}")) == shown(fence("TOML"))
    assert shown(fence("{#own}")) == shown(fence("{linenos=table}")) == shown(fence(""))


def test_code_of_a_known_language_has_colours_in_lists_too() -> None:
    assert '<code class="language-TOML">a = <span class="s">1\n</span></code>' in shown(fence("TOML"))
    assert '<span class="s">1\n</span>' in shown("- b\n\n  ```toml\n  a = 1\n  ```\n")


def test_a_text_has_colours_for_so_much_code_and_the_rest_stays_plain() -> None:
    lines = "a = 1\n" * (LONGEST // 6)
    blocks = MOST // len(lines)
    assert shown(fence("toml", lines) * (blocks + 2)).count('class="s"') == blocks * (LONGEST // 6)
    assert shown(fence("toml", f"{lines}b = 2\n") + fence("toml")).count('class="s"') == 1


def test_colours_part_no_words_and_captions_are_words_of_the_text() -> None:
    assert plain_text(body(fence('toml title="b"', "[a.b]\nc = 'd'\n"))) == "b [a.b] c = 'd'"


def test_the_fast_path_leaves_code_to_the_parser() -> None:
    text = MarkdownText(f"A ship.\n\n{fence('toml')}\nAnother.\n", "x.md")
    renderer = MarkdownRenderer()
    assert renderer.render(text) == renderer.render_by_parser(text)
    assert 'class="s"' in renderer.render(text)[0].pieces[0]


def test_code_without_colours_is_the_same_without_tags() -> None:
    html = shown(f"A `b`.\n\n{fence('toml', 'a = [1, true]  # c < d')}")
    assert without_colours(html) == re.sub("</?span[^>]*>", "", html) != html
    assert without_colours('<p><span class="s">a</span></p>') == '<p><span class="s">a</span></p>'


def test_the_page_has_colours_and_feeds_and_data_have_none(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\n---\n{fence('toml')}"})
    site.build(base_url="https://example.org/")
    plain = '<pre><code class="language-toml">a = 1\n</code></pre>'
    assert 'a = <span class="s">1\n</span>' in site.page("news/2011/05/15/a.html")
    assert plain in site.page("feed.xml")
    assert site.data("feed.json")["items"][0]["content_html"] == plain
    assert site.data("news/2011/05/15/a.json")["body_html"] == plain
