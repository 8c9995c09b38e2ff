"""The readers that hostile inputs are given to."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from builder.config.config import Config
from builder.config.load import load_config
from builder.content.read import FileParser
from builder.content.scan import SourceFile
from builder.core.problems import ProblemsFound
from builder.core.text import collation_key, one_line, truncate
from builder.core.urls import slugify, topic_slug
from builder.importing.wikitext import read_day
from builder.search.fold import index_words, name_words
from tests.hostile.inputs import ENTRIES, NAMES, SETTINGS, WIKITEXT, Make


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


def read_wikitext(content: bytes) -> str:
    """Read the bytes of a page of the Current Events portal."""
    batch = read_day(content.decode("utf-8"), "Portal:Current events/2011 May 15", _config())
    return "refused" if batch.refused else "read"


def read_settings(content: bytes) -> str:
    """Read the bytes of a settings file."""
    with TemporaryDirectory() as folder:
        Path(folder, "content").mkdir()
        Path(folder, "dateline.toml").write_bytes(content)
        try:
            load_config(Path(folder))
        except ProblemsFound:
            return "refused"
    return "read"


def read_name(content: bytes) -> str:
    """Make of a title what a build makes of it, but for a page."""
    name = one_line(content.decode("utf-8"))
    for make in (slugify, topic_slug, truncate, collation_key, index_words, name_words):
        make(name)
    return "read"


READERS: Mapping[str, tuple[Callable[[bytes], str], Mapping[str, Make]]] = {
    "entry": (read_entry, ENTRIES),
    "wikitext": (read_wikitext, WIKITEXT),
    "settings": (read_settings, SETTINGS),
    "name": (read_name, NAMES),
}
"""Each reader, and what is hostile to it."""
