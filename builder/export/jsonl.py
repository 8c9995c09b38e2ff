r"""The export in JSON Lines: every file of content/ as it is, with what a build knows of it, and the settings.

The records are those of the published set, `builder/pages/data_set.py`, in the order of paths; each has the `text` of
its file, drafts and comments included. Other files are there in base64:

    {"type": "site", "version": 1, "title": "Harbour news", ..., "settings": "title = \"Harbour news\"\n"}
    {"type": "text", "path": "news/2011/05/15/draft.md", "text": "---\ntitle: Not yet\ndraft: true\n---\n"}
    {"type": "file", "path": "pictures/quay.png", "base64": "iVBORw0KGgo...", "part": 1, "parts": 1}

`dateline import jsonl` makes the same site of it.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from builder.config.checked_sources import FILE, checked_lines, read_checked
from builder.config.settings_text import settings_text
from builder.content.scan import SourceFile
from builder.core.model import Entry, Page
from builder.core.real_files import read_file
from builder.incremental.sources import Sources
from builder.pages.data_set import entry_record, line, page_record, site_record
from builder.pages.shared import Pieces

PART = 12 * 1024 * 1024
"""The bytes of a part of a large file: a line of it is a third longer, and fits the limit of an import."""


def exported_lines(pieces: Pieces, sources: Sources) -> Iterator[bytes]:
    """The lines of an export: the site, then its files in the order of paths."""
    config = sources.config
    checked = checked_lines(read_checked(config.root / FILE).values()).decode()
    of_sources = {"checked_sources": checked} if checked else {}
    yield line({**site_record(config), "settings": settings_text(config.root), **of_sources})
    texts: Mapping[str, Entry | Page] = {text.path: text for text in pieces.site.texts}
    files = (file for file in (*sources.texts, *sources.others) if not file.is_left_out)
    for file in sorted(files, key=lambda file: file.relative_path):
        yield from map(line, _records(file, texts.get(file.path), pieces))


def _records(file: SourceFile, text: Entry | Page | None, pieces: Pieces) -> Iterator[dict[str, Any]]:
    """The records of a file: what it is published as, if it is, and what it holds."""
    content = read_file(file.file(pieces.site.config.content))
    try:
        written = content.decode() if file.is_markdown else None
    except UnicodeDecodeError:
        written = None
    if written is None:
        yield from _parts(file, content)
    elif isinstance(text, Entry):
        yield {**entry_record(pieces, text), "text": written}
    elif text:
        yield {**page_record(pieces, text), "text": written}
    else:
        yield {"type": "text", "path": file.relative_path, "text": written}


def _parts(file: SourceFile, content: bytes) -> Iterator[dict[str, Any]]:
    parts = max(1, -(-len(content) // PART))
    for part in range(1, parts + 1):
        packed = b64encode(content[(part - 1) * PART : part * PART]).decode()
        yield {"type": "file", "path": file.relative_path, "base64": packed, "part": part, "parts": parts}
