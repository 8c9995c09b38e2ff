"""The views are a contract: every field of every view is documented, and templates use what there is."""

import ast
import inspect
import re

import msgspec
import pytest
from jinja2 import Environment

from builder.views import contract
from tests.sites import ROOT

VIEWS = [view for name, view in vars(contract).items() if name.endswith("View")]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_every_field_of_a_view_has_a_sentence_below_it(view: type[msgspec.Struct]) -> None:
    (definition,) = ast.parse(inspect.getsource(view)).body
    assert isinstance(definition, ast.ClassDef)
    documented = {
        field.target.id
        for field, words in zip(definition.body, definition.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(words, ast.Expr)
        and isinstance(words.value, ast.Constant)
        and str(words.value.value).endswith(".")
    }
    assert documented == {*view.__struct_fields__}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
def test_a_view_cannot_be_changed(view: type[msgspec.Struct]) -> None:
    assert view.__struct_config__.frozen


def test_no_template_turns_escaping_off_but_for_what_is_made_safe() -> None:
    for file in (ROOT / "templates").glob("*.*"):
        text = file.read_text(encoding="utf-8")
        for safe in ("{{ head.json_ld|safe }}", "{{ site.style|safe }}", 'content="{{ site.policy|safe }}"'):
            text = text.replace(safe, "")
        assert "|safe" not in text, file
        assert "autoescape" not in text, file


@pytest.mark.parametrize("name", ["_parts.html", "_charts.html"])
def test_every_macro_says_what_it_is_for(name: str) -> None:
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(text)
    for macro in re.findall(r"\{% macro (\w+)", text):
        assert re.search(rf"#\}}\n\{{% macro {macro}\(", text), macro
