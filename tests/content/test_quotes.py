"""Typographic quotes: which marks, by language, in which texts, and that nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config.config import Config
from builder.config.markup import MarkupSettings
from builder.content.markdown import MarkdownRenderer, MarkdownText
from builder.content.quotes import quotes_of, typographic
from builder.core.urls import slugify
from tests.sites import ROOT, SiteFolder

NARROW = "\u202f"


def config(language: str = "en") -> Config:
    """The settings of a site that has typographic quotes."""
    return Config(ROOT, language=language, markup=MarkupSettings(typographic_quotes=True))


def html(markdown: str, language: str = "en") -> str:
    """The HTML of a text, which is the same with and without the fast path."""
    renderer, text = MarkdownRenderer(quotes=quotes_of(config(language))), MarkdownText(markdown, "x.md")
    assert renderer.render(text) == renderer.render_by_parser(text)
    return "".join(renderer.render(text)[0].pieces)


@pytest.mark.parametrize(
    ("language", "quoted"),
    [
        ("en", "“It’s ‘late’,” she said."),
        ("en-GB", "“It’s ‘late’,” she said."),
        ("de", "„It’s ‚late‘,“ she said."),
        ("de-AT", "„It’s ‚late‘,“ she said."),
        ("de-CH", "«It’s ‹late›,» she said."),
        ("fr", f"«{NARROW}It’s ‹{NARROW}late{NARROW}›,{NARROW}» she said."),
        ("es", "«It’s “late”,» she said."),
        ("ar", "«It’s ‹late›,» she said."),
        ("sv", "”It’s ’late’,” she said."),
        ("ja", "「It’s 『late』,」 she said."),
        ("xx", "“It’s ‘late’,” she said."),
    ],
)
def test_quotes_are_those_of_the_language(language: str, quoted: str) -> None:
    text = "\"It's 'late',\" she said."
    assert typographic(text, quotes_of(config(language))) == quoted
    assert html(text, language) == f"<p>{quoted}</p>"


def test_they_stay_as_they_are_written_unless_the_settings_ask() -> None:
    assert quotes_of(Config(ROOT)) is None
    assert typographic('"It\'s"', None) == '"It\'s"'


@pytest.mark.parametrize(
    ("markdown", "made"),
    [
        ('`"code"` and "words"', "<p><code>&quot;code&quot;</code> and “words”</p>"),
        ('Part of *"the strike"*, it\'s said.', "<p>Part of <em>“the strike”</em>, it’s said.</p>"),
        ('"One paragraph\n\nand another"', "<p>&quot;One paragraph</p>\n<p>and another&quot;</p>"),
        ('"One line\nand another"', "<p>“One line\nand another”</p>"),
        ('A 6" pipe', "<p>A 6&quot; pipe</p>"),
        ('# "A heading"', '<h1 id="a-heading">“A heading”</h1>'),
        ('```\n"code"\n```', "<pre><code>&quot;code&quot;\n</code></pre>"),
    ],
)
def test_only_words_have_them(markdown: str, made: str) -> None:
    assert html(markdown) == made


@given(st.text(st.sampled_from("a1 \"'.,()*-\n&\u00e9")), st.sampled_from(["en", "de", "fr", "ja"]))
def test_a_plain_text_has_the_quotes_that_the_parser_sets(text: str, language: str) -> None:
    html(text, language)


@given(st.text(st.sampled_from("aB1 \"'.,()-")))
def test_an_address_is_the_same_with_other_quotes(text: str) -> None:
    assert slugify(typographic(text, quotes_of(config("fr")))) == slugify(text)


def test_pages_and_data_have_them_in_title_summary_and_text_and_names_stay(site: SiteFolder) -> None:
    site.write(
        {
            "dateline.toml": "markup.typographic_quotes = true\n",
            "content/news/2011/05/15/a.md": '---\ntitle: The "end"\nsummary: It\'s over.\n'
            'contexts: [Women\'s rights]\n---\nThey said: "No."\n',
        }
    )
    site.build()
    page = site.page("news/2011/05/15/a.html")
    assert "<h1>The “end”</h1>" in page
    assert "<p>They said: “No.”</p>" in page
    data = site.data("news/2011/05/15/a.json")
    assert (data["title"], data["summary"], data["contexts"]) == ("The “end”", "It’s over.", ["Women's rights"])


def test_another_language_sets_them_anew(site: SiteFolder) -> None:
    site.write({"content/news/2011/05/15/a.md": '---\ntitle: The "end"\n---\n'})
    for language, title in (("en", "The “end”"), ("de", "The „end“")):
        site.write({"dateline.toml": f'language = "{language}"\nmarkup.typographic_quotes = true\n'})
        site.build()
        assert f"<h1>{title}</h1>" in site.page("news/2011/05/15/a.html")
