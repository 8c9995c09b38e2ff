"""What templates show is escaped as MarkupSafe would."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from builder.rendering.jinja_escaping import EscapingEnvironment, escaped


class Own:
    """What has HTML of its own."""

    def __html__(self) -> str:
        return "<b>&amp;</b>"


class Text(str):
    """A text of a kind of its own."""


@given(
    st.text() | st.text("&<>\"'a") | st.text("<&a").map(Markup) | st.integers() | st.none() | st.text("<&").map(Text)
)
def test_everything_is_escaped_as_markupsafe_escapes_it(value: Any) -> None:
    assert escaped(value) == escape(value)


@pytest.mark.parametrize("value", [Own(), 1.5, ["<"]])
def test_so_are_other_things(value: Any) -> None:
    assert escaped(value) == escape(value)


def test_templates_escape_what_is_not_html_once() -> None:
    source = (
        "{% macro part(x) %}<i>{{ x }}</i>{% endmacro %}{% set kept %}<u>{{ name }}</u>{% endset %}"
        "{{ name }} {{ html }} {{ part(name) }} {{ kept }} {{ name|upper }} {{ 1 }}"
    )
    made = EscapingEnvironment(autoescape=True).from_string(source).render(name="a<b", html=Markup("<hr>"))
    assert made == "a&lt;b <hr> <i>a&lt;b</i> <u>a&lt;b</u> A&lt;B 1"


def test_where_nothing_is_to_be_escaped_nothing_is() -> None:
    assert EscapingEnvironment().from_string("{{ name }}").render(name="a<b") == "a<b"
    source = "{% autoescape false %}{{ name }}{% endautoescape %}{{ name }}"
    environment = EscapingEnvironment(autoescape=True)
    assert environment.from_string(source).render(name="a<b") == "a<ba&lt;b"


def test_what_is_not_defined_is_an_error_still() -> None:
    with pytest.raises(UndefinedError, match="'name' is undefined"):
        EscapingEnvironment(autoescape=True, undefined=StrictUndefined).from_string("{{ name }}").render()
