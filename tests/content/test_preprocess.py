"""The preprocessor: comments go, markup of other tools is told or dealt with as the settings say, and code stays."""

import re

import pytest

from builder.config.markup import MarkupSettings, TagTemplates
from builder.content.preprocess import SourceText, foreign_tags, preprocess
from builder.core.problems import Code, Place
from tests.sites import SiteFolder


def made(markdown: str, settings: MarkupSettings | None = None, *, raw_html: bool = False) -> str:
    """What a text becomes."""
    return preprocess(SourceText(markdown, "x.md", 1, settings or MarkupSettings(), raw_html))[0]


def told(markdown: str, settings: MarkupSettings | None = None) -> list[tuple[Code, int]]:
    """The codes and lines of what is told of a text that begins on line 5."""
    problems = preprocess(SourceText(markdown, "x.md", 5, settings or MarkupSettings()))[1]
    return [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("markdown", "becomes"),
    [
        ("a<!-- b -->c", "ac"),
        ("<!--> a <!---> b", "a  b"),
        ("a <!-- b -->\nc", "a\nc"),
        ("<!-- a\n\nb --> c", "\n\nc"),
        ("a <!-- b\n\nc --> d", "a \n\n d"),
        ("> <!-- a\n> b -->\n> c", ">\n\n> c"),
        ("- <!-- a -->b", "- b"),
        ("# T <!-- a -->", "# T"),
        ("a %%b\n\nc%% d", "a \n\n d"),
        ("[//]: # (a)\n[comment]: <> 'b'\n[x]: # (c)", "\n\n[x]: # (c)"),
        ("{% comment %}\na\n{% endcomment %}b", "\n\nb"),
        ("{% # a %}b{%- # c\n# d\n-%}", "b\n\n"),
        ("{::comment}\na\n\nb\n{:/comment}\nc", "\n\n\n\n\nc"),
        ("a {::comment}b{:/}c", "a c"),
        ("{{< comment >}}a{{< /comment >}}{{/* b */}}c", "c"),
    ],
)
def test_comments_go_and_lines_stay_in_their_places(markdown: str, becomes: str) -> None:
    assert made(markdown) == becomes
    assert made(markdown).count("\n") == markdown.count("\n")


@pytest.mark.parametrize(
    "markdown",
    [
        "`<!-- a -->` and ``%%b%%``",
        "```\n<!-- a -->\n{% b %}\n%%c%%\n```",
        "~~~ html\n<!-- a -->",
        "A.\n\n    <!-- a -->\n",
        "- A.\n\n      %%a%%",
        "> ```\n> <!-- a -->\n> ```",
        "\\<!-- a -->",
        "A <!-- b",
        "A 100%% and no more",
        "A --> b",
        "`{::comment}a{:/comment}` and `{% # b %}`",
        "A <!-- b\n\nc\n\nd <!-",
    ],
)
def test_what_only_looks_like_a_comment_stays(markdown: str) -> None:
    assert made(markdown) == markdown


CONTAINERS: dict[str, tuple[str, str, str]] = {
    "none": ("", "", ""),
    "quotation": ("", "> ", "> "),
    "list": ("", "- ", "  "),
    "numbered list": ("", "1. ", "   "),
    "footnote": ("note[^1]\n\n", "[^1]: ", "    "),
    "definition": ("Term\n", ": ", "  "),
    "wide definition": ("Term\n\n", ":   ", "    "),
}
"""For each block that holds others what stands above it, and what begins its first line and the others."""


def inside(container: str, text: str) -> str:
    """A text as the content of a block."""
    above, first, others = CONTAINERS[container]
    lines = text.split("\n")
    begun = [first + lines[0], *(f"{others}{line}" if line else others.rstrip() for line in lines[1:])]
    return above + "\n".join(begun)


@pytest.mark.parametrize("outer", CONTAINERS)
@pytest.mark.parametrize("inner", CONTAINERS)
@pytest.mark.parametrize(("raw_html", "html"), [(False, ""), (False, "strip"), (True, "")])
@pytest.mark.parametrize(
    "text",
    [
        "words\n\n<!-- SECRET\n\nmore SECRET -->\n",
        "words\n<!-- SECRET\n\nmore SECRET -->\n",
        "<!-- SECRET\n\n    SECRET -->\nwords",
        "words\n\n%%SECRET\n\nSECRET%%",
        "words\n\n{% comment %}\nSECRET\n\nSECRET\n{% endcomment %}",
    ],
)
def test_a_comment_with_an_empty_line_goes_in_every_block(
    outer: str, inner: str, raw_html: bool, html: str, text: str
) -> None:
    assert "SECRET" not in made(inside(outer, inside(inner, text)), MarkupSettings(html=html), raw_html=raw_html)


def test_a_comment_without_an_end_hides_its_block_and_is_told() -> None:
    assert made("A.\n\n<!-- b\n\nc") == "A.\n\n\n\n"
    assert made("> <!-- a\n\nb\n\n<!-- c -->") == ">\n\nb\n\n"
    assert told("A.\n\n<!-- b\n\nc") == [(Code.COMMENT_UNCLOSED, 7)]


def test_a_comment_of_kramdown_without_an_end_hides_all_below_whatever_becomes_of_attributes() -> None:
    for settings in (MarkupSettings(), MarkupSettings(attributes="strip")):
        assert made("A.\n\n{::comment}\nb\n\nc {:/x}", settings) == "A.\n\n\n\n\n"
        assert told("A.\n\n{::comment}\nb", settings) == [(Code.COMMENT_UNCLOSED, 7)]


def test_a_comment_in_raw_html_goes_even_between_backticks() -> None:
    assert made("<div>\n`<!-- a -->`\n</div>", raw_html=True) == "<div>\n``\n</div>"


def test_a_comment_with_percent_signs_is_told_and_text_where_the_settings_say_so() -> None:
    assert told("A.\n%%b%%") == [(Code.PERCENT_COMMENT, 6)]
    assert made("%%b%%", MarkupSettings(percent_comments=False)) == "%%b%%"


@pytest.mark.parametrize(
    ("markdown", "codes"),
    [
        ("{% twitter a %}\n{{ site.title }}", [(Code.LIQUID_TAG, 5), (Code.LIQUID_TAG, 6)]),
        ("{% note %}a{% endnote %}", [(Code.LIQUID_TAG, 5)]),
        ("{{< youtube a >}} {{% b %}}c{{% /b %}}", [(Code.SHORTCODE, 5), (Code.SHORTCODE, 5)]),
        ("<div>\n<i>a</i>\n</div>", [(Code.HTML_TAG, 5), (Code.HTML_TAG, 6)]),
        ("* TOC\n{:toc}", [(Code.ATTRIBUTE_LIST, 6)]),
        ("A. ^b-1\n\n2 ^x y", [(Code.BLOCK_ID, 5)]),
        ("#a #b/c\n\n# d\n#1", [(Code.INLINE_TAGS, 5)]),
        ("due date:: now\n\na::b", [(Code.DATAVIEW, 5)]),
        ("{% raw %}{{ a }}{% endraw %} {{</* b */>}} `{{ c }}` <b@c.example> {a}", []),
    ],
)
def test_markup_of_other_tools_is_told_with_its_line(markdown: str, codes: list[tuple[Code, int]]) -> None:
    assert told(markdown) == codes


@pytest.mark.parametrize(
    ("markdown", "becomes"),
    [
        ("{% twitter https://x.example/1 %}", "[A post](https://x.example/1)"),
        ('{% figure src="a b.png" alt=c %}', "![c](<a b.png>)"),
        ("[x]({{ site.baseurl }}/y/)", "[x](/y/)"),
        ("a {% note %}b\nc{% endnote %} d", "a **b\nc** d"),
        ("{% other %}a{% endother %}", "a"),
        ('{{ twitter(a="b", id="c") }}', "[A post]()"),
        ("{% twitter a\n%}", "{% twitter a\n%}"),
        ("{% raw %}{% twitter a %}{% endraw %}", "{% twitter a %}"),
    ],
)
def test_a_template_of_the_settings_takes_the_place_of_a_tag(markdown: str, becomes: str) -> None:
    templates = {
        "twitter": "[A post]({1})",
        "figure": "![{alt}](<{src}>)",
        "note": "**{inner}**",
        "site.baseurl": "",
        "*": "strip",
    }
    assert made(markdown, MarkupSettings(liquid=TagTemplates(templates))) == becomes


def test_shortcodes_have_templates_of_their_own() -> None:
    settings = MarkupSettings(shortcode=TagTemplates({"box": "[{inner}]({to})"}))
    assert made("{{< box to=a >}}b{{< /box >}} {{ c }}", settings) == "[b](a) {{ c }}"


def test_code_between_liquid_tags_is_fenced() -> None:
    assert made("{% highlight rb %}\n# a `b`\n{% endhighlight %}") == "```rb\n# a `b`\n```"
    assert made("> {% highlight rb %}\n> a\n> {% endhighlight %}\n\nb") == "> ```rb\n> a\n> ```\n\nb"
    assert made("> {% highlight rb %}\n> a{% endhighlight %}\n\nb") == "> ```rb\n> a\n> ```\n\nb"
    assert made("{% highlight c linenos %}\n```\n{% endhighlight %}") == "````c\n```\n````"


@pytest.mark.parametrize("choice", ["keep", "strip"])
def test_what_the_settings_have_a_word_for_is_not_told(choice: str) -> None:
    tags = TagTemplates({"*": choice})
    settings = MarkupSettings(liquid=tags, shortcode=tags, html=choice, attributes=choice, block_ids=choice)
    text = "<p>a<br>b<i>c</i></p>{% d %}{{< e >}}{: .f} ^g"
    assert told(text, settings) == []
    assert made(text, settings) == (text if choice == "keep" else " a bc ")


def test_a_shortcode_never_becomes_html() -> None:
    assert made("{{<b>}}", raw_html=True) == "{{\\<b>}}"


def test_tags_in_a_title_are_told() -> None:
    assert [problem.code for problem in foreign_tags("{{ a }} {% b %}", Place("x.md", 2))] == [Code.LIQUID_TAG] * 2
    assert [*foreign_tags("a {b} `c`", Place("x.md", 2))] == []


@pytest.mark.parametrize(
    "tag",
    [
        *("{% if page.a %}x{% else %}y{% endif %}", "{% assign a = 'b' %}", '{% include a.html b="c" %}', "{% toc %}"),
        *("{{ 'x' | upcase }}", '{{ "a \\ b" | size }}', "{{ site.title }}", "{{ page.a | date: '%Y' }}", "{{ a[0] }}"),
        *("{% twitter https://x.example/1 %}", "{% youtube abc %}", '{% vimeo id="1" %}', "{% note %}x{% endnote %}"),
        *("{{< youtube abc >}}", '{{< youtube id="a" >}}', "{{% box %}}x{{% /box %}}", "{{< gist me 1 >}}"),
        *('{{ tweet(url="https://x.example/1") }}', "{% post_url 2011-05-15-a %}", "{% link %}", "{{< a.b/c >}}"),
    ],
)
def test_the_cure_of_a_tag_can_be_pasted_into_the_settings(site: SiteFolder, tag: str) -> None:
    entry = f"---\ntitle: A\n---\nSee {tag}.\n"
    site.write({"content/news/2011/05/15/a.md": entry})
    settings: dict[str, list[str]] = {}
    while problems := site.problems():
        assert {problem.code for problem in problems} <= {Code.LIQUID_TAG, Code.SHORTCODE}
        for problem in problems:
            found = re.search(r"say in \[(.*?)\] what it becomes, such as (.*), or of all others", problem.cure)
            assert found
            assert found[2] not in settings.setdefault(found[1], [])
            settings[found[1]].append(found[2])
        site.write({"dateline.toml": "".join("\n".join([f"[{t}]", *lines, ""]) for t, lines in settings.items())})
    assert settings


@pytest.mark.parametrize(
    ("markdown", "setting"),
    [("<b>a</b>", "html"), ("# A {: .b}", "attributes"), ("A. ^b-1", "block_ids")],
)
def test_the_cure_of_other_markup_can_be_pasted_into_the_settings(
    site: SiteFolder, markdown: str, setting: str
) -> None:
    site.write({"content/news/2011/05/15/a.md": f"---\ntitle: A\n---\n{markdown}\n"})
    assert f'[markup] {setting} = "strip", or "keep"' in site.problems()[0].cure
    for choice in ("strip", "keep"):
        site.write({"dateline.toml": f'[markup]\n{setting} = "{choice}"\n'})
        assert site.problems() == ()


@pytest.mark.parametrize(
    ("markdown", "becomes"),
    [
        ("[a]({% post_url 2011-05-15-b %}#c)", "[a]({post_url}2011-05-15-b#c)"),
        ("[a]( {{ site.baseurl }}{% link _posts/2011-05-15-b c.md %} )", "[a]( {link}_posts/2011-05-15-b%20c.md )"),
        ("[a]: {% post_url x/2011-05-15-b %}", "[a]: {post_url}x/2011-05-15-b"),
        (
            '[a]({{< ref "/posts/b.md#c" >}}) [d]({{% relref path="e" lang="de" %}})',
            "[a]({ref}/posts/b.md#c) [d]({relref}e)",
        ),
        ("[a]({{ '/b/' | relative_url }}) ![c]({{ \"/d.png\" | prepend: site.baseurl }})", "[a](/b/) ![c](/d.png)"),
        ("[a]({{ site.url }}{{ site.baseurl }}/b) [c]({{ site.baseurl }})", "[a](/b) [c](/)"),
    ],
)
def test_a_tag_that_is_the_address_of_a_link_becomes_the_address(markdown: str, becomes: str) -> None:
    assert made(markdown) == becomes
    assert told(markdown) == []
    assert made(markdown, MarkupSettings(TagTemplates({"*": "strip"}), TagTemplates({"*": "strip"}))) == becomes


def test_a_tag_of_an_address_stands_as_text_elsewhere_and_is_what_the_settings_say() -> None:
    assert told("See {% post_url 2011-05-15-b %} and `[a]({% post_url b %})`.") == [(Code.LIQUID_TAG, 5)]
    settings = MarkupSettings(TagTemplates({"post_url": "/{1}"}))
    assert made("[a]({% post_url b %})", settings) == "[a](/b)"


def test_a_template_that_shows_nothing_of_its_tag_is_told_with_what_the_tag_has() -> None:
    settings = MarkupSettings(TagTemplates({"x": "{bogus}", "y": "![{alt}]({src})", "z": "{inner}"}))
    source = SourceText("{% x a %} {% y src=b %} {% z c %}", "x.md", 1, settings)
    (problem,) = preprocess(source)[1]
    assert problem.what == 'the Liquid tag "x" has no argument of which its template in the settings speaks: {bogus}'
    assert problem.cure == "write in [markup.liquid] what it has: {all}, {1}, {inner}"
