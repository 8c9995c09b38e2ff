"""From changed fields to the text of the file: only what a person changed is another, and what is written is read back.

Each field is done by itself and the header read anew, so the place of one edit never depends on another. In the end
the text is read as a form again: where it does not say just what the person wants, nothing is written.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from builder.editing.form import LISTED_PARTS, EntryForm, Fields
from builder.editing.header import find_header
from builder.editing.key_edits import key_edits
from builder.editing.line_ends import with_lf, with_line_ends_of
from builder.editing.node_edits import NotEditable
from builder.editing.read_form import MARK, key_names, read_form, whole_form
from builder.frontmatter.mapping import KeyMapping
from builder.frontmatter.yaml_edits import apply_edits


class FieldsNotEditable(Exception):
    """Raised where fields can be changed in the file only, as nothing else of it may change."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(", ".join(names))
        self.names = names


def as_typed(fields: Fields, *, is_whole: bool) -> Fields:
    """Fields as a file can hold them: lines end in LF, and sources and corrections say something."""
    body = with_lf(fields.body)
    said = {name: tuple(item for item in fields.items(name) if item.parts) for name in LISTED_PARTS}
    return replace(fields, **said, body=body if is_whole else body.strip("\n"))


def changed_names(form: EntryForm, fields: Fields) -> tuple[str, ...]:
    """The fields that hold something else than the file does, of those that can be changed here."""
    return tuple(name for name in form.names if fields.value(name) != form.fields.value(name))


def edited(text: str, fields: Fields, mapping: KeyMapping, *, is_whole: bool = False) -> str:
    """The text of a file whose form was filled in anew. Raises FieldsNotEditable.

    Without a change it is the text itself.
    """
    form = whole_form(text) if is_whole else read_form(text, mapping)
    fields = as_typed(fields, is_whole=form.is_whole)
    names = changed_names(form, fields)
    if not names:
        return text
    mark = MARK if text.startswith(MARK) else ""
    if form.is_whole:
        return mark + with_line_ends_of(text.removeprefix(MARK), with_lf(fields.body))
    plain = with_lf(text.removeprefix(MARK))
    for name in names:
        plain = _with_field(plain, name, fields, mapping)
    after = read_form(plain, mapping)
    wrong = tuple(name for name in form.names if after.fields.value(name) != fields.value(name))
    if refused := wrong or _misread(with_lf(text.removeprefix(MARK)), plain, names, mapping):
        raise FieldsNotEditable(tuple(name for name in names if name in refused) or names)
    return mark + with_line_ends_of(text.removeprefix(MARK), plain)


def _with_field(text: str, name: str, fields: Fields, mapping: KeyMapping) -> str:
    if name == "body":
        return _with_body(text, fields.body)
    for step in _steps(read_form(text, mapping).fields, name, fields):
        header, before = find_header(text), read_form(text, mapping).fields
        if header is None:
            raise FieldsNotEditable((name,))
        try:
            edits = [*key_edits(header, key_names(header.values, mapping), name, (before, step))]
        except NotEditable as error:
            raise FieldsNotEditable((name,)) from error
        end = header.start + len(header.text)
        text = text[: header.start] + apply_edits(header.text, edits) + text[end:]
    return text


def _steps(before: Fields, name: str, fields: Fields) -> Iterator[Fields]:
    """The fields to come to one after another: items of a list change in themselves first, then come, go and move."""
    if name not in LISTED_PARTS:
        yield fields
        return
    said, known = fields.items(name), before.items(name)
    new = {item.place: item for item in said}
    inside = replace(before, **{name: tuple(new.get(item.place, item) for item in known)})
    if inside.value(name) != before.value(name):
        yield inside
    if [item.place for item in said] != [*range(len(known))]:
        yield fields


def _with_body(text: str, body: str) -> str:
    """The text with another body, below the empty lines that it has above it."""
    header = find_header(text)
    if header is None:
        raise FieldsNotEditable(("body",))
    below = text[header.body :]
    above = below[: len(below) - len(below.lstrip("\n"))] if below.strip("\n") else "\n"
    end = below[len(below.rstrip("\n")) :] if below.strip("\n") else "\n"
    new = with_lf(body).strip("\n")
    front = text[: header.body] if text[: header.body].endswith("\n") else f"{text[: header.body]}\n"
    return f"{front}{above}{new}{end or chr(10)}" if new else front


def _misread(before: str, after: str, names: tuple[str, ...], mapping: KeyMapping) -> tuple[str, ...]:
    """The changed fields, where the text does not hold their new values, or not all others as they were."""
    old, new = find_header(before), find_header(after)
    if old is None or new is None:
        return names
    changed = {key_names(header.values, mapping).of_field.get(name) for header in (old, new) for name in names}
    kept, now = ([(key, value) for key, value in header.values.items() if key not in changed] for header in (old, new))
    return names if kept != now else ()
