"""A file's text in its two parts: every form of front matter gives the same, and what is not read is told."""

import pytest

from builder.core.problems import Code, Problem, ProblemsFound
from builder.core.text import normalize_newlines
from builder.frontmatter.split import split

FORMS = {
    "YAML": "---\ntitle: T\ndate: 2011-05-15\n---\nBODY\n",
    "YAML that ends in dots": "---\ntitle: T\ndate: 2011-05-15\n...\nBODY\n",
    "TOML": "+++\ntitle = 'T'\ndate = 2011-05-15\n+++\nBODY\n",
    "TOML below ---toml": "---toml\ntitle = 'T'\ndate = 2011-05-15\n---\nBODY\n",
    "JSON": '{\n"title": "T",\n"date": "2011-05-15"}\nBODY\n',
    "JSON between semicolons": ';;;\n{"title": "T",\n"date": "2011-05-15"}\n;;;\nBODY\n',
    "JSON without braces": ';;;\n"title": "T",\n"date": "2011-05-15"\n;;;\nBODY\n',
    "JSON below ---json": '---json\n{"title": "T",\n"date": "2011-05-15"}\n---\nBODY\n',
    "Key: value": "title: T\ndate: 2011-05-15\n\nBODY\n",
}
ABOVE = ["", "\n\n", "<!-- A comment. -->\n", "<!-- One\nand two. -->\n\n", "\ufeff", "\ufeff\ufeff", "\ufeff\n\ufeff"]

every_form = pytest.mark.parametrize("text", FORMS.values(), ids=FORMS.keys())


def problems(text: str) -> tuple[Problem, ...]:
    """What is wrong with a file's text."""
    with pytest.raises(ProblemsFound) as found:
        split(text, "x.md")
    return found.value.problems


@pytest.mark.parametrize("above", ABOVE)
@every_form
def test_every_form_gives_the_same_keys_with_their_lines_and_the_same_body(text: str, above: str) -> None:
    whole = normalize_newlines(above + text)
    parts = split(whole, "x.md")
    assert dict(parts.front.values) == {"title": "T", "date": "2011-05-15"}
    lines = whole.lower().split("\n")
    for key in ("title", "date"):
        assert key in lines[parts.front.line(key) - 1]
    assert parts.body.strip() == "BODY"
    assert lines[parts.body_line + parts.body.split("\n").index("BODY") - 1] == "body"


@every_form
def test_front_matter_without_an_end_is_told_at_its_start(text: str) -> None:
    without_end = text.replace("...", "---").rpartition("\n---\n")[0] or text.rpartition("\n+++\n")[0]
    without_end = without_end or text.rpartition("\n;;;\n")[0] or text.replace("}", "").replace("\n\n", "\n")
    (problem,) = problems(f"\n{without_end}\nText.\n")
    assert (problem.code, str(problem.place)) == (Code.FRONT_MATTER_UNCLOSED, "x.md:2")
    assert problem.cure.startswith("add a")


@pytest.mark.parametrize(
    "text",
    [
        *("Only a body.\n", "", "- a list\n", "--\nWords.\n--\n", "--- a dash\n\n---\n", "+++ more\n\n+++\n"),
        *("{% include x %}\n", "{{< figure >}}\n", "{: .note}\n", "<!-- only a comment -->\nText.\n", "<p>Text.</p>\n"),
        *(
            "Present: A\nAbsent: B\n\nText.\n",
            "Title: the word.\nNo front matter, as a person sees.\n",
            "https://a.example\n",
        ),
        "Text.\n\n```yaml\n---\ntitle: T\n---\n```\n",
        *(
            " ---\n\nWords.\n",
            "    title: T\n    draft: true\n",
            "{: title='T'}\n# A\n",
            "{see the title}\n",
            "\u2014\n\nWords.\n",
        ),
        *(
            "--- a dash\nand the date: words\n",
            "Entitled = more\n",
            " Words: more\n",
            "{% x title: 'a' %}\n",
            "A title: words.\n",
        ),
    ],
)
def test_what_is_no_front_matter_is_body(text: str) -> None:
    parts = split(text, "x.md")
    assert (dict(parts.front.values), parts.body, parts.body_line) == ({}, text, 1)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("% A title\n% An author\n\nText.\n", 1),
        ("<!--\n.. title: T\n.. date: 2011-05-15\n-->\nText.\n", 1),
        ("A word above.\n---\ntitle: T\n---\nText.\n", 2),
        ("# Heading\n\n+++\nlang = 'en'\ntitle = 'T'\n+++\nText.\n", 3),
    ],
)
def test_what_is_meant_as_front_matter_and_is_not_read_is_told(text: str, line: int) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.place.line) == (Code.FRONT_MATTER_INVALID, line)


SECOND = "---\ntitle: T\ndate: 2011-05-15\n---\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(
            (f"{sign}---\ntitle: T\ndraft: true\n---\nText.\n", 1)
            for sign in (" ", "   ", "\u200b", "\u00a0", "\u200b \u2060")
        ),
        (" +++\ntitle = 'T'\n+++\n", 1),
        ("\n\n ---\ndraft: true\n---\n", 3),
        ("<!-- a -->\n ---\ndraft: true\n---\n", 2),
        ("--- # c\ntitle: T\ndraft: true\n---\n", 1),
        ("--- # c\n\n# d\nother: 1\npublished: false\n---\n", 1),
        ('---js\n{ title: "T", draft: true }\n---\n', 1),
        ("---js\n{\n  permalink: false,\n}\n---\n", 1),
        ("---coffee\ntitle: 'T'\n---\n", 1),
        ("--- {title: T, draft: true}\n---\n", 1),
        ("--\ntitle: T\ndraft: true\n--\n", 1),
        ("\u2014\ntitle: T\ndraft: true\n\u2014\n", 1),
        ('{ title: "T", "draft": true }\nText.\n', 1),
        ('{\n  title: "T",\n  "draft": true\n}\nText.\n', 1),
        ("{\n  'title': 'T',\n  'draft': true\n}\nText.\n", 1),
        ("title = 'T'\ndraft = true\n\nText.\n", 1),
        ("lang = 'en'\ndraft = true\n\nText.\n", 1),
        (" title: T\n draft: true\n\nText.\n", 1),
        ("\u200btitle: T\ndraft: true\n\nText.\n", 1),
        (f"{SECOND}---\ndraft: true\n---\nText.\n", 5),
        (f"{SECOND}\n\n---\nlang: en\ntitle: T\n---\nText.\n", 7),
        (f"{SECOND}+++\ndraft = true\n+++\nText.\n", 5),
        (f'{SECOND}{{ "draft": true }}\nText.\n', 5),
        (f'{SECOND}\n;;;\n"draft": true\n;;;\nText.\n', 6),
    ],
)
def test_what_is_nearly_front_matter_is_told_and_never_shown(text: str, line: int) -> None:
    (problem,) = problems(text)
    assert (problem.code, problem.place.line) == (Code.FRONT_MATTER_INVALID, line)


@pytest.mark.parametrize(
    "body", ["---\n\nWords: more.\n", "---\n\nDate: words.\n", "{% x title: 'a' %}\n", "{a title}\n", "Title: words.\n"]
)
def test_what_only_looks_like_a_second_front_matter_is_body(body: str) -> None:
    assert split(SECOND + body, "x.md").body.lstrip("\n") == body
