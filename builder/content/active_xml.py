"""Active XML: drawings in SVG and other XML that run code in readers' browsers, or load something from elsewhere."""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

_XHTML = "http://www.w3.org/1999/xhtml"
_NAMESPACES = ("http://www.w3.org/2000/svg", _XHTML, "http://www.w3.org/1998/Math/MathML")
_NAMES_XML = re.compile(rb"w3\.org|xmlns|<\?xml")
_OVERLAP = 16
"""Bytes of a part that are searched again with the next one, as a name may lie across both."""

_ENCODINGS = re.compile(r"(?i)utf-?8|(?:us-)?ascii|utf-?16|iso-8859-\d+|windows-125\d")
"""Those that browsers and expat read alike, as far as markup goes."""

_WITH_ENTITIES = re.compile(r"(?i)xhtml|mathml")
"""Public names of document types whose entities, such as `&colon;`, browsers know and expat does not."""

_ELEMENTS = frozenset(
    {*("script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "applet", "frame", "portal")}
)
_SCHEME = re.compile(r"(?i)[\x00-\x20]*(?:javascript|vbscript|data:\s*(?:text|application|image/svg))")
_AWAY = r"[\x00-\x20]*(?:(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|(?:https?|ftp|wss?):)"
_ELSEWHERE = re.compile(f"(?i){_AWAY}")
_CSS_ELSEWHERE = re.compile(rf"""(?i)@import|image-set\(|\bsrc\(|url\(\s*["']?{_AWAY}""")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
"""https://drafts.csswg.org/css-syntax/#consume-escaped-code-point"""

_BREAKS = re.compile(r"[\t\n\r]")
"""What browsers take out of an address: https://url.spec.whatwg.org/#concept-basic-url-parser."""

_ADDRESSES = frozenset({"href", "src", "action", "formaction", "to", "from", "values", "by"})
_LOADS = "a drawing or XML that loads something from elsewhere, which tells others who reads it"


def why_active_xml(read: Callable[[], bytes], *, is_xml: bool) -> str:
    """Why a file is active, given what reads the next part of it; empty for one that is not.

    `is_xml` says that browsers read it as XML whatever it holds; others are text where they are no XML.
    """
    return _XmlLook().why(read, is_xml=is_xml)


class _XmlLook:
    """Looks through XML for what runs code or loads something from elsewhere. Names count without their prefix.

    What browsers may read otherwise than expat is active too: a document type with declarations of its own, as expat
    leaves parameter entities out with all that follows them, encodings that one of them does not know, and errors.
    """

    def __init__(self) -> None:
        self._why = ""
        self._is_shown = False
        """Whether a browser shows elements as those of SVG, MathML or a web page: these have a namespace."""
        self._html_prefixes: set[str] = set()
        """What elements of a web page may have before their colon; an empty one for those without."""
        self._style: list[str] = []
        self._open_styles = 0
        self._parser = expat.ParserCreate()
        self._parser.XmlDeclHandler = self._declaration
        self._parser.StartDoctypeDeclHandler = self._document_type
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction

    def why(self, read: Callable[[], bytes], *, is_xml: bool) -> str:
        """Why the file is active; empty if it is not."""
        before = b""
        try:
            while chunk := read():
                seen = before + chunk.replace(b"\0", b"")
                is_xml = is_xml or _NAMES_XML.search(seen) is not None
                before = seen[-_OVERLAP:]
                self._parser.Parse(chunk, False)
                if self._why:
                    return self._why
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            if not self._why and is_xml:
                return "XML that is not well-formed, or in a rare encoding, so that nobody can tell what runs in it"
        if not self._why and self._is_shown and _loads_by_css("".join(self._style)):
            return _LOADS
        return self._why

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and not _ENCODINGS.fullmatch(encoding):
            self._why = self._why or f"XML in the encoding {encoding[:40]}, which browsers may read otherwise"

    def _document_type(self, _name: str, _system: str | None, public: str | None, has_declarations: int) -> None:
        if has_declarations or _WITH_ENTITIES.search(public or ""):
            self._why = self._why or "XML with declarations in its document type, which can put anything into it"

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        prefix = name.partition(":")[0] if ":" in name else ""
        for key, value in attributes.items():
            if key.startswith("xmlns") and value.strip() in _NAMESPACES:
                self._is_shown = True
                if value.strip() == _XHTML:
                    self._html_prefixes.add(key.partition(":")[2])
        self._open_styles += local == "style"
        if not self._is_shown:
            return
        if local in _ELEMENTS:
            self._why = f"a drawing or XML with the element {local}, which can run code in readers' browsers"
        elif prefix in self._html_prefixes:
            self._why = self._why or f"a drawing or XML with the element {local[:40]} of a web page"
        for key, value in attributes.items():
            self._why = self._why or _why_attribute(local, key.rpartition(":")[2].lower(), value)

    def _end(self, name: str) -> None:
        self._open_styles -= name.rpartition(":")[2].lower() == "style"

    def _text(self, text: str) -> None:
        if self._open_styles:
            self._style.append(text)

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._why = self._why or "XML with a style sheet, which can make a web page of it"


def _why_attribute(element: str, name: str, value: str) -> str:
    """Why an attribute is active; empty for one that is not."""
    if name.startswith("on"):
        return f"a drawing or XML with the attribute {name}, which can run code in readers' browsers"
    address = _BREAKS.sub("", value)
    if name in _ADDRESSES and any(map(_SCHEME.match, address.split(";") if name == "values" else [address])):
        return "a drawing or XML with an address that runs code"
    if name == "attributename":
        animated = value.strip().lower().rpartition(":")[2]
        if animated.startswith("on"):
            return "a drawing or XML that sets an attribute which can run code"
        return "a drawing or XML that changes where an address leads" if animated in ("href", "src") else ""
    if name == "ping" or (name in ("href", "src", "base") and element != "a" and _ELSEWHERE.match(address)):
        return _LOADS
    return _LOADS if name != "href" and _loads_by_css(value) else ""


def _loads_by_css(text: str) -> bool:
    """Whether CSS loads something from elsewhere, whatever of it is written as escapes."""
    return bool(_CSS_ELSEWHERE.search(text) or _CSS_ELSEWHERE.search(_BREAKS.sub("", _CSS_ESCAPE.sub(_escaped, text))))


def _escaped(escape: re.Match[str]) -> str:
    """The character that an escape of CSS stands for; U+FFFD for one that is none."""
    if escape[1] is None:
        return escape[2]
    number = int(escape[1], 16)
    return chr(number) if number <= 0x10_FFFF else "\ufffd"
