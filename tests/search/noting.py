"""Noting what a module of the builder does while it makes an index."""

from types import ModuleType

import pytest

from builder.core.model import Detail
from builder.search.terms import body_words


def noting_texts(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts whose words the module looks for from now on."""
    texts: list[str] = []

    def noted(detail: Detail) -> str:
        texts.append(detail.body.markdown.strip())
        return body_words(detail)

    monkeypatch.setattr(module, "body_words", noted)
    return texts
