"""Which files have a form with fields, and what the form has no field for."""

import pytest

from builder.editing.form import ImageFields, SourceFields
from builder.editing.read_form import read_form
from builder.frontmatter.keys import key_mapping

KEYS = key_mapping()


@pytest.mark.parametrize(
    "text",
    [
        "+++\ntitle = 'A'\n+++\nWords.\n",
        '{"title": "A"}\nWords.\n',
        "Title: A\nDate: 2011-05-15\n\nWords.\n",
        "# A\n\nWords.\n",
        "---\ntitle: A\n---\n### [2011-05-15](/news/2011/05/15/)\n\n# A\n",
        "---\ntitle: A: B\n---\n",
        "---\ntitle: A\ntitle: B\n---\n",
        "---\n{title: A}\n---\n",
        "---\ntitle: &a A\nsummary: *a\n---\n",
        "---\ntitle: !!str A\n---\n",
        "---\n- a\n---\n",
        "---\ntitle: A\nparams:\n  b: c\n---\n",
        "---\ntitle: A\n",
        "",
    ],
)
def test_a_file_whose_header_cannot_be_edited_by_keys_is_one_text(text: str) -> None:
    form = read_form(text, KEYS)
    assert (form.is_whole, form.fields.body, form.names) == (True, text, ("body",))


def test_fields_show_what_keys_say() -> None:
    text = (
        "\ufeff---\r\ntitle: >\r\n  A\r\n  harbour\r\ndate: 2011\r\ncontexts: [oil, 'a, b']\r\n"
        "sources:\r\n- Gazette, https://a.example/\r\n- url: https://b.example/\r\n  author: C\r\n"
        "image: a.jpg\r\n---\r\n\r\nOne.\r\n"
    )
    form = read_form(text, KEYS)
    fields = form.fields
    assert (form.is_whole, form.locked, form.other_keys) == (False, frozenset(), ())
    assert (fields.title, fields.date, fields.contexts, fields.body) == ("A harbour", "2011", ("oil", "a, b"), "One.")
    assert fields.image == ImageFields(url="a.jpg")
    assert fields.sources == (
        SourceFields(name="Gazette", url="https://a.example/", place=0),
        SourceFields(url="https://b.example/", author="C", place=1),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "[A]"),
        ("correction", "It sank."),
        ("correction", "[[a]]"),
        ("correction", "{2011-06-01: [a]}"),
        ("date", "true"),
        ("contexts", "oil, gas"),
        ("contexts", "[[oil]]"),
        ("contexts", "[oil, ~]"),
        ("contexts", "{a: b}"),
        ("sources", "Gazette"),
        ("sources", "[{url: [a]}]"),
        ("sources", "[{tier: 1}]"),
        ("sources", "['https://a.example/, https://b.example/']"),
        ("image", "[a.jpg]"),
    ],
)
def test_a_key_with_a_value_that_no_field_shows_is_changed_in_the_file_only(field: str, value: str) -> None:
    form = read_form(f"---\nsummary: B\n{field}: {value}\n---\n", KEYS)
    assert (form.locked, form.fields.summary) == (frozenset({field}), "B")
    assert field not in form.names


def test_other_keys_are_named() -> None:
    assert read_form("---\ntitle: A\nweather: rain\nslug: b\n---\n", KEYS).other_keys == ("weather", "slug")


def test_a_key_is_found_by_any_of_its_names_and_cases() -> None:
    keys = key_mapping(names={"title": ("headline",)}, contexts=(("tags", None), ("actors", "person")))
    form = read_form("---\ntitle:\nheadline: A\nDate: 2011\ntags: [oil]\nactors: [B]\n---\n", keys)
    assert (form.fields.title, form.fields.date, form.fields.contexts) == ("A", "2011", ("oil",))
    assert form.fields.kinds == {"person": ("B",)}
    assert form.other_keys == ("title",)
