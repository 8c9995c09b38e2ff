"""Syntax highlighting: which words of code have which colour, and what stays plain."""

import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import find_lexer_class_by_name, get_all_lexers

from builder.content.highlight import LANGUAGES, LONGEST, highlight

SIGNS = st.sampled_from(
    ("a", "1", " ", "\n", "\t", "é", *"\"'`#/*<>{}()[]$%&=:;.,-+\\@!|~^", "def ", "<!--", "{{", '"""')
)


@pytest.mark.parametrize(
    ("language", "code", "html"),
    [
        ("toml", 'a = "b" # c\n', 'a = <span class="s">&quot;b&quot; </span><span class="c"># c\n</span>'),
        ("python", "if 1: go\n", '<span class="k">if </span><span class="s">1</span>: go\n'),
        ("json", '{"a": null}\n', '{<span class="k">&quot;a&quot;</span>: <span class="s">null</span>}\n'),
        ("console", "$ ls\na\n", '<span class="c">$ </span>ls\na\n'),
        ("diff", "-a\n+b\n c\n", '<span class="k">-a\n</span><span class="s">+b\n </span>c\n'),
    ],
)
def test_keywords_values_and_comments_have_classes_and_blanks_none_of_their_own(
    language: str, code: str, html: str
) -> None:
    assert highlight(code, language) == html


@pytest.mark.parametrize("language", ["markdown", "md"])
def test_front_matter_in_markdown_is_yaml_and_no_heading(language: str) -> None:
    header, text = "---\ntitle: A quay\norder: 2\n---\n", "# Tides\n"
    assert highlight(header + text, language) == f"{highlight(header, 'yaml')}{highlight(text, language)}"
    assert highlight(text + header, language) != f"{highlight(text, language)}{highlight(header, 'yaml')}"
    assert highlight("---\na\n", language) == "---\na\n"


def test_code_of_no_known_language_or_of_too_many_characters_stays_plain() -> None:
    assert highlight("a\n", "klingon") is highlight("a\n", "text") is highlight("a\n", "") is None
    assert highlight("a = 1\n" * (LONGEST // 6), "toml")
    assert highlight("a = 1\n" * (LONGEST // 6 + 1), "toml") is None
    assert highlight(f"a = 1{' ' * 200}\n", "toml") is None


def test_every_language_is_one_of_pygments_own() -> None:
    own = {alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}
    assert own >= LANGUAGES
    assert all(find_lexer_class_by_name(language) for language in LANGUAGES)


@given(st.sampled_from(sorted(LANGUAGES)), st.lists(SIGNS, max_size=40).map("".join))
def test_no_letter_of_code_is_lost_and_none_is_markup(language: str, code: str) -> None:
    html = highlight(code, language)
    if html is not None:
        assert unescape(re.sub(r'<span class="[cks]">|</span>', "", html)) == code


def test_pygments_is_loaded_for_the_first_code_that_has_a_known_language() -> None:
    program = (
        "import sys; from builder.content.markdown import MarkdownRenderer as Renderer, MarkdownText as Text;"
        "render = lambda info: Renderer().render(Text(f'```{info}\\na\\n```\\n', 'x.md'));"
        "render(''); render('text'); render('klingon'); assert 'pygments' not in sys.modules;"
        "render('toml'); assert 'pygments' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
