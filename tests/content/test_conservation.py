"""The law of conservation: every word of a text stands on its page, in its order, and nothing of a comment anywhere."""

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from builder.config.config import Config
from builder.content.body import fill_holes, without_colours
from builder.content.conservation import lost_words
from builder.content.location import locate
from builder.content.markdown import MarkdownRenderer
from builder.content.page_form import is_page_form
from builder.content.parse import parse
from builder.content.parse_result import ParseResult
from tests.sites import SHARED

INSIDE = "news/2011-05-15-a.md"
HEADER = "---\ntitle: T\n---\n"
CONFIGS = (Config(Path("/site")), Config(Path("/site"), raw_html=True))


def parsed(text: str, config: Config = CONFIGS[0]) -> ParseResult:
    """A text that is parsed as an entry."""
    return parse(text, locate(f"content/{INSIDE}", INSIDE), config, MarkdownRenderer(raw_html=config.raw_html))


def shown(result: ParseResult) -> str:
    """What a reader sees of a text, or hears: its title, its words, and those in the place of its pictures."""
    body = result.detail.body
    html = without_colours(fill_holes(body, ["x"] * len(body.links)))
    text = re.sub("<[^>]*>", " ", re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r" \1 ", html))
    return f"{result.parsed.entry.title if result.parsed.entry else ''} {unescape(text)}"


BLOCKS = (
    "@ @\n@ *@* **@** _@_ `@` ~~@~~ ~@~",
    "# @ @",
    "## @ {#own}",
    "@\n===",
    "### Changes:\n\n1. @\n2. [@](x.md) _@_",
    "### Related:\n\n1. [@](x.md) _Context: @, @_\n2. @",
    "### Source:\n\n1. [@](https://x.example/)\n",
    "### [2011-05-15](/news/2011/05/15/)",
    "##### @",
    "_Context: @, @_",
    "Formats: [@](x.html)",
    "- @\n- @\n\n  @\n  1. @",
    "- [ ] @\n- [x] @",
    "> @\n> > @\n@",
    "> [!NOTE] @\n> @",
    "> [!odd]- @\n>\n> @",
    "> [!TIP]\n> @",
    "| @ | @ |\n|---|---|\n| @ | @ | @ | @ |\n| @ |\n| `@|@` |",
    "> | @ |\n> |---|\n> | @ | `@|@` |",
    "```\n@ <!-- @ -->\n# @\n```",
    '```toml title="@ @"\n@ = "@ @" # @\n```',
    "~~~py title='@' x\n@ # @\n'@ @'\n~~~",
    "    @ `@`\n    @",
    "@\n: @\n\n: @",
    "[@](https://x.example/) [[@]](https://x.example/) [[@]] [[x|@]] [[x#@]] [@][r] <b>@</b> <https://@.example/>",
    "![@ `@` [[@]]](x.png) ![[@.png|20]] ![@](https://x.example/y.png) ![@](x.md)",
    "[r]: https://x.example/",
    "@[^1] @[^two] @[^3]",
    "[^2]: @ *@*",
    "<div>\n@ `@`\n\n@\n</div>",
    "https://x.example/@ www.x.example @",
    "<!-- a\n\nb --> @ <!-- c --> @\n<!-- d\ne -->@",
    "%%\na\n%%\n@%%b%%",
    "[//]: # (a)\n@",
    "{% raw %}@ {{ @ }}{% endraw %} {% @ @ %} {{ @ }} {{< @ >}} {{% @ %}}",
    "{% highlight sh %}\n@ # <!-- @ -->\n{% endhighlight %}",
    "@ ^@\n{: .@}\n#@ #@\n@:: @",
    "***",
    "@  \n@\\\n@ &amp; \\* @",
)
NOISE = (*"*_`~[]()!|<>#${}%\\", "**", "``", "[[", "]]")
SECRETS = (
    "<!-- @ -->",
    "<!-- @\n\n@\n\n-->",
    "%%@%%",
    "%%\n@\n\n@\n%%",
    "{% comment %}\n@\n{% endcomment %}",
    "[//]: # (@)",
)


def written(blocks: list[tuple[str, str]], between: str = "\n\n") -> tuple[str, list[str]]:
    """A text of blocks, each with what stands in front of its lines, and its words in order; no word is there twice."""
    words: list[str] = []

    def word(_: re.Match[str]) -> str:
        words.append(f"w{len(words)}w")
        return words[-1]

    text = ""
    for block, first in blocks:
        others = "  " if first == "- " else first
        text += first + re.sub("@", word, block).replace("\n", f"\n{others}") + between
    return text, words


INDENTS = st.sampled_from(("", "", "", "> ", "- ", "  "))


def lists_of(blocks: tuple[str, ...]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(st.sampled_from(blocks), INDENTS), min_size=1, max_size=6)


def words_in(text: str) -> list[str]:
    return re.findall(r"w\d+w", text)


@given(lists_of(BLOCKS), st.sampled_from(CONFIGS), st.booleans())
def test_every_word_of_a_text_stands_on_its_page_in_its_order(
    blocks: list[tuple[str, str]], config: Config, has_title: bool
) -> None:
    text, words = written(blocks)
    assume(not is_page_form(text))
    assert words_in(shown(parsed(f"{HEADER if has_title else ''}{text}", config))) == words


@given(lists_of((*BLOCKS, "@[^2] @[^2]", "[^1]: @\n\n    @\n\n    [^3]: @", "[^1]: @")))
def test_no_word_of_a_footnote_is_lost(blocks: list[tuple[str, str]]) -> None:
    text, words = written(blocks)
    assume(not is_page_form(text))
    assert sorted(words_in(shown(parsed(f"{HEADER}{text}")))) == sorted(words)


@given(lists_of(("@", "@ @", "- @", *NOISE)), st.sampled_from((" ", "\n", "")))
def test_no_word_is_lost_among_any_signs(blocks: list[tuple[str, str]], between: str) -> None:
    text, words = written(blocks, between)
    assume("```" not in text and "~~~" not in text)  # words behind a fence are the language of the code
    result = parsed(f"{HEADER}{text}")
    links = " ".join(link.target for link in result.detail.body.links)
    assert set(words_in("".join(result.detail.body.pieces) + links)) == set(words)


@given(st.lists(st.tuples(st.sampled_from(SECRETS), INDENTS), min_size=1, max_size=3), lists_of(BLOCKS))
def test_nothing_of_a_comment_is_in_any_output(secret: list[tuple[str, str]], blocks: list[tuple[str, str]]) -> None:
    for config in CONFIGS:
        text, _ = written([*blocks, *((block.replace("@", "secret"), indent) for block, indent in secret), *blocks])
        result = parsed(f"{HEADER}{text}", config)
        assert "secret" not in f"{result.detail} {result.parsed.entry}"


X = r"""@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_no_word_of_a_real_text_is_lost() -> None:
    files = [file for file in (SHARED / "samples").rglob("*.md") if file.name != "index.md"]
    assert files
    for file in files:
        result = parsed(f"{HEADER}{file.read_text(encoding='utf-8')}")
        assert lost_words(result) == (), file
"""


@given(lists_of(BLOCKS))
def test_the_comparison_finds_nothing_in_texts_that_are_whole(blocks: list[tuple[str, str]]) -> None:
    text = f"{HEADER}{written(blocks)[0]}"
    assert [*lost_words(text, "T", parsed(text).detail, CONFIGS[0])] == []


@pytest.mark.parametrize(
    ("made_of", "lost"),
    [
        ("One two.", ["three", "four"]),
        ("One.\n\nTwo three four.", ["two"]),
        ("One two four three.", ["four"]),
        ("", ["One", "two", "three", "four"]),
    ],
)
def test_the_comparison_finds_words_that_are_not_there_or_elsewhere(made_of: str, lost: list[str]) -> None:
    detail = parsed(f"{HEADER}{made_of}").detail
    found = [*lost_words(f"{HEADER}\nOne two\n\nthree four.", "T", detail, CONFIGS[0])]
    assert [each.word for each in found] == lost
    assert found[-1].line == (5 if lost == ["two"] else 7)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not beside this checkout")
def test_no_word_of_a_real_text_is_lost() -> None:
    files = [file for file in (SHARED / "samples").rglob("*.md") if file.name not in ("index.md", "FORMAT.md")]
    assert files
    for file in files:
        text = file.read_text(encoding="utf-8")
        result = parsed(text)
        title = result.parsed.entry.title if result.parsed.entry else ""
        assert [*lost_words(text, title, result.detail, CONFIGS[0])] == [], file


PARTS = ("a", "B7", "/", "-", "é", "%", "%%20", "%2520", "xn--")
ESCAPED = st.lists(st.sampled_from(PARTS) | st.integers(0, 255).map("%{:02X}".format), min_size=1).map("".join)
HOSTS = st.sampled_from(("x.example", "müller.example", "xn--mller-kva.example", "xn--zzzzzzz.example", "ÜB.example"))
ADDRESSED = (
    "w [x](@) w",
    "![x](@) w",
    "[![x](@)](@) w",
    "<@> w",
    "w @ w",
    "[x](<@>)",
    '[x](@ "w @")',
    "[x][r] w\n\n[r]: @",
    "w[^1]\n\n[^1]: w [x](@)",
    "`@` w",
    "### Source:\n\n1. [x](@)",
)


@given(st.sampled_from(ADDRESSED), st.one_of(ESCAPED, st.builds("https://{}/{}".format, HOSTS, ESCAPED)))
@example("[x](@)", "javascript:alert(a%20b)")
@example("[x](@)", "data:text/plain,a%20b")
@example("w <@> w", "me%20x@x.example")
@example("[[@]]", "a%20b")
@example("<a href='@'>x</a>", "https://x.example/a%20b")
@example("[x](@)", "https://xn--a-999999999999.example/")
@example("w [x](@) w", "%77")
def test_where_a_link_leads_is_no_word_that_a_page_has_to_show(form: str, address: str) -> None:
    for config in CONFIGS:
        text = f"{HEADER}{form.replace('@', address)}"
        assert [*lost_words(text, "T", parsed(text, config).detail, config)] == []


def test_the_words_behind_an_address_are_looked_for() -> None:
    detail = parsed(f"{HEADER}[One](a%20b.md)").detail
    lost = lost_words(f"{HEADER}[One](a%20b.md) two\nhttps://x.example/%C3%BC", "T", detail, CONFIGS[0])
    assert [word.word for word in lost] == ["two", "https", "x", "example", "ü"]
