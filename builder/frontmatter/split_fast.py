"""Fast path of `split`: front matter of the plainest kind, without a YAML parser, which takes several times as long.

Of YAML this knows one way to write each thing: `key: value` on one line, a list of texts in brackets, and below its
key a list of texts or of small mappings, indented by two blanks. Whatever is written another way is left to the YAML
parser, and so is whatever could be meant another way. The invariant: the result is what the YAML parser gives.
"""

import re
from typing import Any

from builder.core.text import is_printable

Values = dict[str, Any]
Lines = dict[tuple[str | int, ...], int]

_KEY = r"(?!(?i:null|true|false):)([A-Za-z][A-Za-z0-9_-]{0,60})"
_QUOTED = r'"(?:[^"\\]++|\\["\\])*+"'
_PLAIN = r"[^\W_](?:[^:#]++|:(?=\S)|(?<=\S)#)*+(?<=\S)"
_WORDS = r"[^\W_](?:[\w .'()&/-]*+(?<=[\w.)]))?+"
_LISTED = rf"{_QUOTED}(?:, {_QUOTED})*+|{_WORDS}(?:, {_WORDS})*+|"
_KEY_LINE = re.compile(rf"{_KEY}:(?: (?:({_QUOTED}|{_PLAIN})|\[({_LISTED})\]))?")
_ITEM_LINE = re.compile(rf"  (- |  )(?:{_KEY}: )?({_QUOTED}|{_PLAIN})")
_ONE_QUOTED = re.compile(_QUOTED)
_ESCAPED = re.compile(r"\\(.)")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")
_NAMED = {
    word: value
    for name, value in (("null", None), ("true", True), ("false", False))
    for word in (name, name.title(), name.upper())
}


def parse(text: str, first: int) -> tuple[Values, Lines] | None:
    """The values and the line of each key and item, as `FrontMatter` has them; None if it takes a YAML parser.

    `first` is the number of the text's first line.
    """
    if not is_printable(text):
        return None
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), first):
        if line and not (reader.take_item(line, number) if line[0] == " " else reader.take_key(line, number)):
            return None
    return reader.values, reader.lines


class _Reader:
    """A line-by-line parser: each line is taken, or refused if it is not of the plainest kind."""

    def __init__(self) -> None:
        self.values: Values = {}
        self.lines: Lines = {}
        self._list: list[Any] | None = None
        """The list that items may be added to, if the last key has no value on its line."""
        self._key = ""
        self._part: Values | None = None
        """The mapping that is the last item."""

    def take_key(self, line: str, number: int) -> bool:
        """Take a line that begins with a key."""
        if not (found := _KEY_LINE.fullmatch(line)):
            return False
        key, one, listed = found.groups()
        if key in self.values:
            return False
        self.lines[key,] = number
        self._list = self._part = None
        if one is not None:
            self.values[key] = _scalar(one)
        elif listed is not None:
            self.values[key] = _listed(listed)
            for index in range(len(self.values[key])):
                self.lines[key, index] = number
        else:
            self._key, self._list = key, []
            self.values[key] = None
        return True

    def take_item(self, line: str, number: int) -> bool:
        """Take a line that is, or continues, an item of the last key's list."""
        items = self._list
        if items is None or not (found := _ITEM_LINE.fullmatch(line)):
            return False
        mark, key, value = found.groups()
        if mark == "- ":
            self.values[self._key] = items
            self.lines[self._key, len(items)] = number
            self._part = None if key is None else {}
            items.append(_scalar(value) if self._part is None else self._part)
        if key is None:
            return mark == "- "
        if self._part is None or key in self._part:
            return False
        self._part[key] = _scalar(value)
        self.lines[self._key, len(items) - 1, key] = number
        return True


def _listed(text: str) -> list[Any]:
    """The texts between brackets: all in quotes, or none."""
    if not text.startswith('"'):
        return [_scalar(word) for word in text.split(", ")] if text else []
    if "\\" in text:
        return [_scalar(quoted) for quoted in _ONE_QUOTED.findall(text)]
    return text[1:-1].split('", "')


def _scalar(text: str) -> Any:
    if text[0] == '"':
        return _ESCAPED.sub(r"\1", text[1:-1]) if "\\" in text else text[1:-1]
    if text.isdecimal() and _WHOLE.fullmatch(text):
        return int(text)
    return _NAMED.get(text, text)
