"""The readers that hostile inputs are given to."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.config.config import Config
from builder.config.load import load_config
from builder.content.read import FileParser
from builder.content.scan import SourceFile


@cache
def _config() -> Config:
    with TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        Path(folder, "dateline.toml").write_text('title = "A"\n', encoding="utf-8")
        return load_config(Path(folder))


def read_entry(content: bytes) -> str:
    """Read the bytes of an entry's file; says whether it was read, and the codes of its problems."""
    file = SourceFile("content/news/2011/05/15/a.md", "news/2011/05/15/a.md")
    parsed = FileParser(_config()).parse(content, file).parsed
    codes = sorted({problem.code.slug for problem in parsed.problems})
    return " ".join(["read" if parsed.item else "refused", *codes])
