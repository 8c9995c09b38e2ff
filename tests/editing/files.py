"""Files of entries as people write them: in any order, with any quotes and lists, comments and keys of their own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from builder.core.text import quoted_text
from builder.editing.form import CorrectionFields, Fields, ImageFields, SourceFields

Draw = Callable[[st.SearchStrategy[Any]], Any]

WORDS = st.text(st.sampled_from("aZ9é中ع .,:#'\"-[]{}&*!|>%@`\\_?"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
NAMES = WORDS.filter(bool)
DATES = st.sampled_from(["2011-05-15", "2011-05", "2011"])
SOURCES = st.builds(
    SourceFields,
    name=WORDS,
    url=st.sampled_from(["", "https://example.org/a", "https://example.org/b?c=d&e=[f],g"]),
    title=WORDS,
    date=st.sampled_from(["", "2011-05-16"]),
    archive_url=st.sampled_from(["", "https://archive.example/1"]),
    author=WORDS,
).filter(lambda source: bool(source.parts))
CORRECTIONS = st.builds(CorrectionFields, date=DATES, note=NAMES)
IMAGES = st.builds(ImageFields, url=st.sampled_from(["a.jpg", "b.png"]), alt=WORDS, credit=WORDS)
BODIES = st.lists(
    st.sampled_from(["Words.", "", "# A heading", "- a", "`code`", "  indented", "é中ع"]), max_size=6
).map(lambda lines: "\n".join(lines).strip("\n"))
FIELDS = st.builds(
    Fields,
    title=WORDS,
    date=DATES,
    end=st.just("") | DATES,
    contexts=st.lists(NAMES, max_size=4).map(tuple),
    sources=st.lists(SOURCES, max_size=3).map(tuple),
    summary=WORDS,
    image=st.just(ImageFields()) | IMAGES,
    correction=st.lists(CORRECTIONS, max_size=2).map(tuple),
    body=BODIES,
)


@dataclass(frozen=True)
class WrittenFile:
    """A file with the lines that each of its keys has."""

    text: str
    keys: tuple[tuple[str, str], ...]
    body: str


@st.composite
def files(draw: Draw) -> WrittenFile:
    """A file with any of the keys, in any order."""
    fields = draw(FIELDS)
    keys = [
        *_keys(draw, fields),
        ("weather", draw(st.sampled_from(["weather: rain\n", "weather:\n  - a # b\n  - c\n"]))),
    ]
    if draw(st.booleans()):
        keys.append(("", draw(st.sampled_from(["# a comment\n", "\n# below a blank line\n", "# title: no\n\n"]))))
    keys = draw(st.permutations(keys))
    above = draw(st.sampled_from(["", "\n", "\n\n"]))
    body = f"{above}{fields.body}\n" if fields.body else ""
    text = f"---\n{''.join(lines for _, lines in keys)}---\n{body}"
    return WrittenFile(text, tuple(keys), fields.body)


def _keys(draw: Draw, fields: Fields) -> list[tuple[str, str]]:
    """The lines of each key that says something."""
    keys = []
    for name in ("title", "date", "end", "summary"):
        if value := getattr(fields, name):
            keys.append((name, f"{name}: {_scalar(draw, value)}{draw(st.sampled_from(['', '  # why']))}\n"))
        elif draw(st.booleans()):
            keys.append((name, f"{name}:\n"))
    if fields.contexts:
        keys.append(("contexts", f"contexts:{_list(draw, [_scalar(draw, name) for name in fields.contexts])}"))
    if fields.sources:
        keys.append(("sources", f"sources:{_list(draw, [_source(draw, source) for source in fields.sources])}"))
    if fields.image.url:
        keys.append(("image", f"image:\n{_block(draw, fields.image.parts, '  ')}"))
    if fields.correction:
        keys.append(("correction", f"correction:{_corrections(draw, fields.correction)}"))
    return [part for key in keys for part in _without_comment_below(*key)]


def _corrections(draw: Draw, corrections: tuple[CorrectionFields, ...]) -> str:
    """Corrections as a list of mappings, or by their days."""
    if draw(st.booleans()) or len({each.date for each in corrections}) < len(corrections):
        return _list(draw, [_mapping(draw, each.parts) for each in corrections])
    return "\n" + _block(draw, {each.date: each.note for each in corrections}, "  ")


def _without_comment_below(name: str, lines: str) -> Iterator[tuple[str, str]]:
    """The lines of a key, and the comment below them, in front of which another key may come to stand."""
    value, comment, _ = lines.partition("# below\n")
    indent = value[value.rfind("\n") + 1 :]
    yield name, value.removesuffix(indent)
    if comment:
        yield "", indent + comment


def _scalar(draw: Draw, value: str) -> str:
    if draw(st.booleans()):
        return "'{}'".format(value.replace("'", "''"))
    return quoted_text(value)


def _list(draw: Draw, items: list[str]) -> str:
    """A list in brackets, or on lines of its own."""
    if any("\n" in item for item in items) or draw(st.booleans()):
        indent: str = draw(st.sampled_from(["", "  ", "    "]))
        below: str = draw(st.sampled_from(["", f"{indent}# below\n"]))
        return "\n" + "".join(f"{indent}- {item}\n".replace("\n~", f"\n{indent}  ") for item in items) + below
    form: str = draw(st.sampled_from([" [{}]\n", " [ {} ] # why\n", "\n  [{}]\n"]))
    between: str = draw(st.sampled_from([", ", " ,  ", ",\n   "]))
    return form.format(between.join(items))


def _source(draw: Draw, source: SourceFields) -> str:
    """A source in braces, or with a line for each part; `~` stands for the indent of its list."""
    return _mapping(draw, {**source.parts, **({"tier": "x"} if draw(st.booleans()) else {})})


def _mapping(draw: Draw, parts: Mapping[str, str]) -> str:
    """A mapping in braces, or with a line for each part."""
    written = [f"{name}: {_scalar(draw, value)}" for name, value in parts.items()]
    return "{" + ", ".join(written) + "}" if draw(st.booleans()) else "\n~".join(written)


def _block(draw: Draw, parts: Any, indent: str) -> str:
    return "".join(f"{indent}{name}: {_scalar(draw, value)}\n" for name, value in parts.items())
