"""Active XML: drawings in SVG and other XML that run code in readers' browsers, or load something from elsewhere."""

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

_NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML")
_ELEMENTS = frozenset(
    {*("script", "foreignobject", "handler", "listener", "iframe", "object", "embed", "applet", "frame", "portal")}
)
_SCHEME = re.compile(
    r"(?i)[\x00-\x20]*(?:" + r"\s*".join("javascript") + r"|vbscript|data:(?:text|application|image/svg))"
)
_ELSEWHERE = re.compile(r"(?i)[\x00-\x20]*(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}")
_CSS_ELSEWHERE = re.compile(r"""(?i)@import|url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:)?//""")
_ADDRESSES = frozenset({"href", "src", "action", "formaction", "to", "from", "values", "by"})
_LOADS = "a drawing or XML that loads something from elsewhere, which tells others who reads it"


def why_active_xml(read: Callable[[], bytes], *, is_svg: bool) -> str:
    """Why a file of XML is active, given what reads the next part of it; empty for one that is not."""
    return _XmlLook().why(read, is_svg=is_svg)


class _XmlLook:
    """Looks through XML for what runs code or loads something from elsewhere. Names count without their prefix."""

    def __init__(self) -> None:
        self._why = ""
        self._is_shown = False
        """Whether a browser shows elements as those of SVG, MathML or a web page: these have a namespace."""
        self._style: list[str] = []
        self._is_in_style = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction

    def why(self, read: Callable[[], bytes], *, is_svg: bool) -> str:
        """Why the file is active; empty if it is not."""
        names_namespace = False
        try:
            while chunk := read():
                names_namespace = names_namespace or b"w3.org" in chunk.replace(b"\0", b"")
                self._parser.Parse(chunk, False)
                if self._why:
                    return self._why
            self._parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            if not self._why and (is_svg or names_namespace):
                return "XML that is not well-formed, so that nobody can tell what runs in it"
        if not self._why and self._is_shown and _CSS_ELSEWHERE.search("".join(self._style)):
            return _LOADS
        return self._why

    def _element(self, name: str, attributes: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2].lower()
        self._is_shown = self._is_shown or any(
            key.startswith("xmlns") and value.strip() in _NAMESPACES for key, value in attributes.items()
        )
        self._is_in_style = local == "style"
        if not self._is_shown:
            return
        if local in _ELEMENTS:
            self._why = f"a drawing or XML with the element {local}, which can run code in readers' browsers"
        for key, value in attributes.items():
            self._why = self._why or _why_attribute(local, key.rpartition(":")[2].lower(), value)

    def _end(self, _name: str) -> None:
        self._is_in_style = False

    def _text(self, text: str) -> None:
        if self._is_in_style:
            self._style.append(text)

    def _instruction(self, target: str, _data: str) -> None:
        if target.lower() == "xml-stylesheet":
            self._why = self._why or "XML with a style sheet, which can make a web page of it"


def _why_attribute(element: str, name: str, value: str) -> str:
    """Why an attribute is active; empty for one that is not."""
    if name.startswith("on"):
        return f"a drawing or XML with the attribute {name}, which can run code in readers' browsers"
    if name in _ADDRESSES and any(map(_SCHEME.match, value.split(";") if name == "values" else [value])):
        return "a drawing or XML with an address that runs code"
    if name == "attributename" and value.strip().lower().startswith("on"):
        return "a drawing or XML that sets an attribute which can run code"
    if name in ("href", "src") and element != "a" and _ELSEWHERE.match(value):
        return _LOADS
    return _LOADS if _CSS_ELSEWHERE.search(value) and name != "href" else ""
