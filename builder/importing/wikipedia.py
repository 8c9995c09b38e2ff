"""The Current Events portal of Wikipedia as a source: files of wikitext, folders of them, and exports of a wiki."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from builder.config.config import Config
from builder.core.progress import Progress
from builder.importing.folders import source_folders
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
        if source.is_dir():
            yield from _of_folder(source, config, progress, section)
        else:
            yield from _of_file(source, config, progress, section)


def _of_folder(root: Path, config: Config, progress: Progress, section: str) -> Iterator[Batch]:
    """The batches of a folder's files, in the order of their paths."""
    taken = others = 0
    for folder in source_folders(root):
        yield folder.passed_over
        for name in folder.names:
            if _bare(name).endswith(_ENDINGS):
                taken += 1
                yield from _of_file(root / folder.place / name, config, progress, section)
            else:
                others += 1
    if others:
        yield Batch(notes={"files of other endings, left out": others})
    if not taken:
        why = f"no file in it ends in {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}"
        cure = "save each day's wikitext as 2011-05-15.wiki, or name a file"
        yield Batch(refused=(Refused(str(root), f"{why}; {cure}"),), is_unread=True)


def _bare(name: str) -> str:
    """The name of a file as it is called unpacked."""
    return name.lower().removesuffix(_PACKED[0]).removesuffix(_PACKED[1])


def _of_file(file: Path, config: Config, progress: Progress, section: str) -> Iterator[Batch]:
    try:
        with open_stream(file, progress) as stream:
            yield from _batches(stream, file, config, section)
    except SourceRefused as refused:
        yield Batch(refused=(Refused(str(file), str(refused)),), is_unread=True)


def _batches(stream: Stream, file: Path, config: Config, section: str) -> Iterator[Batch]:
    start = stream.peek(200)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<mediawiki", b"<?xml", b"<!")):
        has_day = False
        for page in pages_in(stream):
            batch = _of_page(page, config, section)
            has_day = has_day or bool(batch.day or batch.refused)
            yield batch
        if not has_day:
            raise SourceRefused('no page in it is of a day; export such as "Portal:Current events/2011 May 15"')
        return
    content = stream.read(PAGE_LIMIT + 1)
    if len(content) > PAGE_LIMIT:
        raise SourceRefused(f"it is larger than {PAGE_LIMIT // 1024**2} MB, which no page is")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceRefused(f"it is not UTF-8 (the byte {content[error.start]:#04x})") from error
    yield read_day(text, file.name, config, section, place=str(file))


def _of_page(page: WikiPage, config: Config, section: str) -> Batch:
    """The batch of a page in an export, which also has pages that are of no day."""
    is_of_portal = page.title.replace("_", " ").startswith("Portal:Current events/")
    if not (is_of_portal and date_of(page.title)) or page.text.lstrip()[:9].upper() == "#REDIRECT":
        return Batch(notes={"pages that are of no day": 1})
    return read_day(page.text, page.title, config, section)
