"""Problems at the fields of a form: by the line of the file that a problem names, or else by its code."""

from builder.core.problems import Code, Problem
from builder.editing.form import IMAGE_PARTS, LISTED_PARTS
from builder.editing.header import Header, find_header
from builder.editing.line_ends import with_lf
from builder.editing.read_form import MARK, key_names
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.split import split

_OF_CODES = {
    Code.TITLE_MISSING: "title",
    Code.ENTRY_REPEATED: "title",
    Code.DATE_MISSING: "date",
    Code.DATE_CONFLICT: "date",
    Code.DATE_INVALID: "date",
    Code.DATE_FUTURE: "date",
    Code.CONTEXTS_MISSING: "contexts",
    Code.CONTEXT_SIMILAR: "contexts",
    Code.CONTEXT_UNLISTED: "contexts",
    Code.SOURCE_MISSING: "sources",
    Code.SOURCE_SINGLE: "sources",
    Code.SOURCE_UNARCHIVED: "sources",
    Code.IMAGE_ALT_MISSING: "body",
    Code.CORRECTION_DATE: "correction",
}
"""The fields of problems that name no line, or not that of the key."""

_BY_CODE_FIRST = (Code.TITLE_MISSING, Code.DATE_MISSING, Code.CONTEXT_SIMILAR, Code.CONTEXT_UNLISTED)
"""Those whose line is not that of the field where they are mended."""

_PARTS = {**LISTED_PARTS, "image": IMAGE_PARTS}


class FieldPlaces:
    """Tells which field of a form a problem of its file belongs to."""

    def __init__(self, text: str, mapping: KeyMapping) -> None:
        plain = with_lf(text.removeprefix(MARK))
        self._mapping = mapping
        self._header = find_header(plain)
        self._front = split(plain, "") if self._header else None

    @property
    def is_yaml(self) -> bool:
        """Whether the file has front matter of YAML that can be edited key by key."""
        return self._header is not None

    def field(self, problem: Problem) -> str:
        """The name of the field: `title`, `sources.0.url`, `body`; empty for what concerns all of the entry."""
        of_code = _OF_CODES.get(problem.code, "")
        if self._header is None or self._front is None:
            return ""
        if problem.code in _BY_CODE_FIRST or not problem.place.line:
            return of_code
        if problem.place.line >= self._front.body_line:
            return "body"
        return self._in_header(self._header, problem.place.line) or of_code

    def _in_header(self, header: Header, line: int) -> str:
        """The field whose key, or part of it, is the nearest at a line or above it."""
        lines = self._front.front.lines if self._front else {}
        above = [(number, len(path), path) for path, number in lines.items() if number <= line]
        if not above:
            return ""
        _, _, path = max(above, key=lambda each: each[:2])
        named = {name: field for field, name in key_names(header.values, self._mapping).of_field.items()}
        field = named.get(str(path[0]), "")
        if field not in _PARTS:
            return field
        parts = {name: part for part in _PARTS[field] for name in self._mapping.parts[field][part]}
        known = [str(step) if isinstance(step, int) else parts.get(step, "") for step in path[1:]]
        return ".".join((field, *filter(None, known)))
