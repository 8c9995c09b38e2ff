"""The setting `fields`, for tests of what it does to front matter."""

from collections.abc import Callable
from pathlib import Path

import pytest

from builder.config.load import load_config
from builder.frontmatter.mapping import KeyMapping


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[[str], KeyMapping]:
    """The key mapping that the setting `fields` gives."""

    def read(toml: str) -> KeyMapping:
        (tmp_path / "dateline.toml").write_text(f"[fields]\n{toml}\n", encoding="utf-8")
        return load_config(tmp_path).fields

    return read
