"""Template tags: their names and arguments, and templates filled in."""

import pytest

from builder.content.template_tags import TagEnds, expand, parse_tag


@pytest.mark.parametrize(
    ("text", "name", "arguments"),
    [
        ("{% twitter https://x.example/1 %}", "twitter", {"1": "https://x.example/1"}),
        ("{%- include a.html b='c d' e=\"f\" -%}", "include", {"1": "a.html", "b": "c d", "e": "f"}),
        ('{{< figure src="a.png" caption="One, two" >}}', "figure", {"src": "a.png", "caption": "One, two"}),
        ("{{% /note %}}", "/note", {}),
        ('{{ youtube(id="abc", t=5) }}', "youtube", {"id": "abc", "t": "5"}),
        ("{{ site.baseurl }}", "site.baseurl", {}),
        ("{{ 'a b' | upcase }}", "'a b'", {"1": "|", "2": "upcase"}),
        ("{% youtube a?v=b %}", "youtube", {"1": "a?v=b"}),
    ],
)
def test_a_tag_has_a_name_and_arguments(text: str, name: str, arguments: dict[str, str]) -> None:
    tag = parse_tag(text)
    assert tag
    assert (tag.name, {key: value for key, value in tag.arguments.items() if key != "all"}) == (name, arguments)


@pytest.mark.parametrize("text", ["{{ }}", "{% %}", "{{<>}}", "{a}"])
def test_what_has_no_name_is_no_tag(text: str) -> None:
    assert parse_tag(text) is None


def test_a_placeholder_without_an_argument_is_empty() -> None:
    tag = parse_tag("{% a b %}")
    assert tag
    assert expand("{1}{2}{x} {all} {inner}.", tag, "in") == "b b in."


@pytest.mark.parametrize(
    ("text", "end"),
    [("{% a %}", "{% enda %}"), ("{% a %}", "{%- end -%}"), ("{{< a >}}", "{{< /a >}}"), ("{{% a %}}", "{{% / a %}}")],
)
def test_the_end_of_a_tag_is_found(text: str, end: str) -> None:
    tag = parse_tag(text)
    assert tag
    assert TagEnds(f"{text}b{end}").behind(tag, len(text)) == (len(text) + 1, len(text) + 1 + len(end))
    assert TagEnds(f"{end}{text}").behind(tag, len(end)) is None
