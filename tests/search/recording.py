"""Recording what a module of the builder does while it makes an index."""

from types import ModuleType

import pytest

from builder.core.model import Detail, Text
from builder.search.indexed_text import indexed_text


def record_texts(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the module tokenizes from now on."""
    texts: list[str] = []

    def recording(text: Text, detail: Detail) -> str:
        texts.append(detail.body.markdown.strip())
        return indexed_text(text, detail)

    monkeypatch.setattr(module, "indexed_text", recording)
    return texts
