"""The Current Events portal of Wikipedia as a source: files of wikitext, folders of them, and exports of a wiki."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.config.config import Config
from builder.core.progress import Progress
from builder.importing.items import Batch, Refused, SourceRefused
from builder.importing.mediawiki_xml import WikiPage, pages_in
from builder.importing.streams import Stream, open_stream
from builder.importing.wikitext import PAGE_LIMIT, date_of, read_day

_ENDINGS = (".wiki", ".wikitext", ".mediawiki", ".mw", ".txt", ".xml")
_PACKED = (".gz", ".bz2")


def read_wikipedia(
    sources: Iterable[Path], config: Config, progress: Progress, section: str = "news"
) -> Iterator[Batch]:
    """The batches of some files and folders, one for each day."""
    for source in sources:
        for file, name in _files(source):
            try:
                with open_stream(file, progress) as stream:
                    yield from _batches(stream, name, config, section)
            except SourceRefused as refused:
                yield Batch(refused=(Refused(name, str(refused)),), is_unread=True)


def _files(source: Path) -> Iterator[tuple[Path, str]]:
    """The files of a source, in the order of their paths, each with its name for messages."""
    if not source.is_dir():
        yield source, source.name
        return
    for folder, folders, names in os.walk(source):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            bare = name.lower().removesuffix(_PACKED[0]).removesuffix(_PACKED[1])
            if bare.endswith(_ENDINGS) and not name.startswith(".") and not file.is_symlink():
                yield file, file.relative_to(source).as_posix()


def _batches(stream: Stream, name: str, config: Config, section: str) -> Iterator[Batch]:
    start = stream.peek(200)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<mediawiki", b"<?xml", b"<!")):
        for page in pages_in(stream):
            yield _of_page(page, config, section)
        return
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        raise SourceRefused(f"it is larger than {PAGE_LIMIT // 1024**2} MB, which no page is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefused(f"it is not UTF-8 (the byte {content[error.start]:#04x})") from error
    yield read_day(text, name, config, section)


def _of_page(page: WikiPage, config: Config, section: str) -> Batch:
    """The batch of a page in an export, which also has pages that are of no day."""
    is_of_portal = page.title.replace("_", " ").startswith("Portal:Current events/")
    if not (is_of_portal and date_of(page.title)) or page.text.lstrip()[:9].upper() == "#REDIRECT":
        return Batch(notes={"pages that are of no day": 1})
    return read_day(page.text, page.title, config, section)
