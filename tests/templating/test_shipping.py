"""The package has the default theme compiled, as it is."""

from typing import Any

import pytest

from builder.rendering.render import Renderer
from builder.templating.code_cache import is_current
from builder.templating.shipping import shipped_module
from builder.theme.load import default_folder, load_theme
from tests.sites import SiteFolder


def shipped() -> dict[str, Any]:
    """What the module names."""
    namespace: dict[str, Any] = {}
    exec(shipped_module(default_folder()), namespace)  # noqa: S102  # it is our own
    return namespace


def test_every_template_is_there_and_stands_as_long_as_no_template_of_it_is_replaced(site: SiteFolder) -> None:
    templates = shipped()["TEMPLATES"]
    names = {file.name for file in default_folder().iterdir() if file.is_file() and file.suffix != ".md"}
    assert {*templates} == names
    theme = load_theme(site.path)
    assert all(is_current(used, theme.digests) for used, _ in templates.values())
    site.write({"templates/_charts.html": "{% macro says(x) %}x{% endmacro %}"})
    changed = {name for name, (used, _) in templates.items() if not is_current(used, load_theme(site.path).digests)}
    assert "topic.html" in changed
    assert "entry.html" not in changed


def test_it_is_used_where_it_is_there_and_nothing_of_jinja_is(
    two_entries: SiteFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_entries.build()
    before = two_entries.tree()
    monkeypatch.setattr("builder.templating.templates._shipped", lambda: shipped()["TEMPLATES"])
    monkeypatch.setattr("builder.templating.templates.cached_template", None)
    monkeypatch.setattr(Renderer, "_jinja", None)
    two_entries.build(clean=True)
    assert two_entries.tree() == before


def test_the_module_is_the_same_each_time() -> None:
    assert shipped_module(default_folder()) == shipped_module(default_folder())
