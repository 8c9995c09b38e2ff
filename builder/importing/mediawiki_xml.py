"""An export of MediaWiki in XML: its pages, read as they come, with the text of each one's last version.

No export declares a document type, so one that does, as those with bombs of entities do, is refused.
https://www.mediawiki.org/wiki/Help:Export, https://docs.python.org/3/library/xml.html#xml-vulnerabilities
"""

from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from builder.importing.items import SourceRefused
from builder.importing.streams import Stream

TEXT_LIMIT = 4 * 1024 * 1024
"""The letters of a page, and the bytes of anything else that is kept; a page has two million bytes at most."""

DEPTH = 20
"""How deep elements of an export lie at most; it is five."""


class WikiPage(NamedTuple):
    """A page of a wiki."""

    title: str
    text: str
    """Empty for one that is too long to be a page."""


def pages_in(stream: Stream) -> Iterator[WikiPage]:
    """The pages of an export. Raises SourceRefused for what is none."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    fed = 0
    try:
        while chunk := stream.read():
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > TEXT_LIMIT:
                raise SourceRefused("an element in it has no end, or is larger than any page")
            yield from reader.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        yield from reader.taken()
        raise SourceRefused(f"it is not XML ({error})") from error
    yield from reader.taken()


def _refuse_doctype(*_: object) -> None:
    raise SourceRefused("it declares a document type, as no export does")


class _Reader:
    """Takes the events of a parser; holds what is known of the page that it is at."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._values: dict[str, list[str]] = {}
        self._length = 0
        self._pages: list[WikiPage] = []

    def taken(self) -> list[WikiPage]:
        """The pages that are complete since the last time."""
        pages, self._pages = self._pages, []
        return pages

    def start(self, name: str, _attributes: object) -> None:
        """An element begins."""
        self._path.append(name)
        if len(self._path) > DEPTH:
            raise SourceRefused("its elements are nested too deeply")
        if name == "page":
            self._values = {}
        if name in ("title", "text"):
            self._values[name] = []  # of several versions, the last one counts
            self._length = 0

    def text(self, text: str) -> None:
        """Some letters."""
        if self._path[-1] not in ("title", "text"):
            return
        self._length += len(text)
        if self._length <= TEXT_LIMIT:
            self._values.setdefault(self._path[-1], []).append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()
        if name == "text" and self._length > TEXT_LIMIT:
            self._values["text"] = []
        if name == "page":
            title, text = ("".join(self._values.get(part, ())) for part in ("title", "text"))
            self._pages.append(WikiPage(title, text))
            self._values = {}
