"""Recording what a module of the builder does while it makes an index."""

from types import ModuleType

import pytest

from builder.core.model import Detail
from builder.search.terms import body_words


def record_texts(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the module tokenizes from now on."""
    texts: list[str] = []

    def recording(detail: Detail) -> str:
        texts.append(detail.body.markdown.strip())
        return body_words(detail)

    monkeypatch.setattr(module, "body_words", recording)
    return texts
